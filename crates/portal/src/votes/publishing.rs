//! The selection of a vote before it is published, and one that was published, computed again.

use std::collections::BTreeMap;

use madang_programme::votes::selection::Computed;
use madang_store::Recounted;
use madang_words::Said;
use maud::{Markup, html};

use crate::frame::entries::entry_link;
use crate::frame::form::{Field, Sending, carried, sent};
use crate::frame::parts::row;
use crate::frame::ui::Ui;
use crate::model::{ProgrammeDetail, ProposalDetail};
use crate::votes::page::tally;
use crate::votes::result::name;

/// The digest of what the selection was computed from that its publisher saw.
pub const DIGEST: Field = Field::for_programs("digest");

/// What came of computing a selection.
pub enum Found {
    /// The selection, to be published.
    Computed(Box<Computed>),
    /// The selection that is published: it holds.
    Holds(Box<Recounted>),
    /// Why there is none, or another one.
    Not(Said),
}

/// The selection as it would be published.
pub struct Preview<'a> {
    /// The programme.
    pub programme: &'a ProgrammeDetail,
    /// The selection.
    pub computed: &'a Computed,
    /// The selected proposals, for their titles.
    pub proposals: &'a BTreeMap<String, ProposalDetail>,
    /// What the candidates cost.
    pub costs: &'a BTreeMap<String, u64>,
    /// Where the form is sent to.
    pub action: &'a str,
}

/// The selection as it would be published, with the button that publishes it.
pub fn preview(ui: &Ui, of: &Preview<'_>, sending: &Sending) -> Markup {
    let (facts, currency) = (&of.computed.facts, &of.programme.summary.facts.currency);
    html! {
        h2 #selected { (ui.count("vote-count-selected", facts.selected.len() as u64)) }
        ol {
            @for id in &facts.selected {
                li {
                    (name(ui, of.programme, of.proposals, id))
                    @if let Some(cost) = of.costs.get(id) { " · " (ui.money(*cost, currency)) }
                }
            }
        }
        dl.facts {
            (row(ui, &ui.t("vote-set-total"), Some(html! { (ui.money(facts.total_cost, currency)) })))
            (row(ui, &ui.t("vote-digest"), Some(html! { span.hash { (facts.input_digest) } })))
        }
        h2 #counted { (ui.t("vote-tally-title")) }
        (tally(ui, &facts.tally))
        p.prose { (ui.t("vote-set-select-for-good")) }
        (sent(&ui.href(of.action), false, sending, carried(DIGEST, &facts.input_digest), &ui.t("vote-set-select")))
    }
}

/// The selection of entry `published`, held against what follows from its ballots.
pub fn held(ui: &Ui, published: u64, found: &Found) -> Markup {
    html! {
        p { (entry_link(ui, published)) }
        @match found {
            Found::Holds(held) => {
                p.notice { (ui.t("vote-set-holds")) }
                @if !held.left.is_empty() { ul { @for left in &held.left { li { (left.in_language(ui.lang)) } } } }
            }
            Found::Not(reason) => (not(ui, reason)),
            Found::Computed(_) => {}
        }
    }
}

/// Why nothing can be published.
pub fn not(ui: &Ui, reason: &Said) -> Markup {
    html! { p.notice { (ui.tf("vote-set-no-selection", &[("reason", reason.in_language(ui.lang).into())])) } }
}
