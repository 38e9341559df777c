//! The words and the cost of a proposal, as they are typed into a form.

use madang_programme::proposals::{MOST_SUMMARY, MOST_TITLE, ProposalText};
use madang_words::money;

use crate::frame::fields::{InBoth, Words};
use crate::frame::form::Field;
use crate::frame::query::Query;
use crate::frame::ui::Ui;

/// The title.
pub const TITLE: InBoth = InBoth::new(
    ("title", "proposal-title"),
    ("title-other", "proposal-title-other"),
);
/// What it would do.
pub const SUMMARY: InBoth = InBoth::new(
    ("summary", "proposal-about"),
    ("summary-other", "proposal-about-other"),
);
/// What it costs, in the currency's main unit.
pub const COST: Field = Field {
    name: "cost",
    label: "proposal-cost",
};
/// Words of a form, in one language or in both.
pub fn worded(ui: &Ui, title: &Words, summary: &Words) -> ProposalText {
    ProposalText {
        title: title.text(ui.lang).unwrap_or_default(),
        summary: summary.text(ui.lang),
        proposer: None,
    }
}

/// Checks title and description of a form: a title in one language at least.
pub fn check_words(query: &mut Query, title: &Words, summary: &Words) {
    check_named(query, (TITLE, title), (SUMMARY, summary));
}

/// The same under other names: of one proposal among several on a form.
pub fn check_named(
    query: &mut Query,
    (title_of, title): (InBoth, &Words),
    (summary_of, summary): (InBoth, &Words),
) {
    if title.here.is_empty() && title.other.is_empty() {
        query.refuse(title_of.here, "error-empty", "", "");
    }
    for (field, typed, most) in [
        (title_of.here, &title.here, MOST_TITLE),
        (title_of.other, &title.other, MOST_TITLE),
        (summary_of.here, &summary.here, MOST_SUMMARY),
        (summary_of.other, &summary.other, MOST_SUMMARY),
    ] {
        if typed.chars().count() > most {
            query.refuse(field, "error-long", "", most.to_string());
        }
    }
}

/// An amount in the main unit of a currency, as it was typed; `None` where nothing was, or what was typed is none.
pub fn amount(query: &mut Query, field: Field, typed: &str, currency: &str) -> Option<u64> {
    let plain: String = typed.chars().filter(|c| !matches!(c, ',' | ' ')).collect();
    if plain.is_empty() {
        return None;
    }
    let scale = money::decimals(currency).map_or(1, |decimals| 10_u64.saturating_pow(decimals));
    let amount = plain
        .parse::<u64>()
        .ok()
        .and_then(|main| main.checked_mul(scale));
    if amount.is_none() {
        query.refuse(field, "proposal-form-cost-wrong", typed, "");
    }
    amount
}
