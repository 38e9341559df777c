//! The lot of a vote: what was pledged before it, what was drawn after it, and which ties that decided.

use madang_programme::votes::engine::TieStep;
use madang_programme::votes::{LotForm, LotPledge};
use maud::{Markup, html};

use crate::frame::entries::entry_link;
use crate::frame::parts::row;
use crate::frame::ui::Ui;
use crate::model::{RuleDetail, VoteDetail};
use crate::votes::page::VotePage;
use crate::votes::result::name;

/// The section.
pub fn section(
    ui: &Ui,
    page: &VotePage<'_>,
    rule: &RuleDetail,
    pledge: &LotPledge,
    vote: &VoteDetail,
) -> Markup {
    let zone = &page.programme.summary.facts.zone;
    html! {
        h2 #lot { (ui.t("vote-lot-title")) }
        p.prose { (ui.t("vote-lot-text")) }
        h3 #lot-pledged { (ui.t("vote-lot-pledged")) }
        dl.facts {
            (row(ui, &ui.t("vote-lot-when"), Some(html! { (ui.time(&rule.at, zone)) " · " (entry_link(ui, rule.entry)) })))
            (row(ui, &ui.t("vote-lot-seed-hash"), Some(html! { span.hash { (pledge.seed_hash) } })))
            (row(ui, &ui.t("vote-lot-public-value"), Some(html! { (ui.words(&pledge.value)) })))
            @if let Some(form) = pledge.form { (row(ui, &ui.t("vote-lot-form"), Some(html! { (form_words(ui, form)) }))) }
            @if let Some(hours) = pledge.hours_after_close {
                (row(ui, &ui.t("vote-lot-earliest"), Some(html! { (ui.count("vote-lot-hours", hours.into())) })))
            }
        }
        h3 #lot-drawn { (ui.t("vote-lot-drawn")) }
        @match (&vote.lot, &vote.ballots_opened) {
            (Some(drawn), Some(opened)) => {
                dl.facts {
                    (row(ui, &ui.t("vote-lot-when"), Some(html! { (ui.time(&opened.at, zone)) " · " (entry_link(ui, opened.entry)) })))
                    (row(ui, &ui.t("vote-lot-seed"), Some(html! { span.hash { (drawn.seed) } })))
                    (row(ui, &ui.t("vote-lot-value"), Some(html! { (drawn.value) })))
                }
                p.prose { (ui.t("vote-lot-order")) }
                (ties(ui, page))
            }
            _ => p { (ui.t("vote-lot-not-yet")) },
        }
    }
}

/// The form of a lot's public value, in words.
pub(super) fn form_words(ui: &Ui, form: LotForm) -> String {
    let key = match form.ascending {
        true => "vote-lot-form-ascending",
        false => "vote-lot-form-any",
    };
    let number = |value: u32| ui.number(value.into());
    let args = [
        ("numbers", number(form.numbers).into()),
        ("least", number(form.least).into()),
        ("most", number(form.most).into()),
    ];
    ui.tf(key, &args)
}

/// The ties that the lot decided, each in the order that it gave.
fn ties(ui: &Ui, page: &VotePage<'_>) -> Markup {
    let Some(outcome) = page.outcome else {
        return html! {};
    };
    let decided = outcome
        .ties
        .iter()
        .filter(|tie| tie.decided_by == TieStep::Lot);
    let decided: Vec<_> = decided.collect();
    html! {
        @if decided.is_empty() {
            p { (ui.t("vote-lot-no-ties")) }
        } @else {
            ul.prose {
                @for tie in decided {
                    li {
                        (ui.tf("vote-lot-tie", &[("count", (tie.round as f64).into()), ("round", ui.number(tie.round as u64).into()), ("number", ui.number(tie.tied as u64).into())]))
                        ol {
                            @for (place, id) in tie.projects.iter().enumerate() {
                                li { (name(ui, page.programme, page.proposals, id)) @if place == 0 { " – " strong { (ui.t("vote-lot-taken")) } } }
                            }
                        }
                        @if tie.tied > tie.projects.len() { (ui.count("vote-result-tied-more", (tie.tied - tie.projects.len()) as u64)) }
                    }
                }
            }
        }
    }
}
