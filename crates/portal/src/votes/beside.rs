//! What other rules would have selected, small: it decides nothing.

use std::collections::BTreeSet;
use std::sync::Arc;

use madang_programme::votes::beside::{self as compared, Family, Other};
use maud::{Markup, html};

use crate::frame::parts::table;
use crate::frame::ui::Ui;
use crate::model::VoteDetail;
use crate::votes::result::{Result as Decided, name};

/// The most ballots, and candidates, for which other rules are applied here: it takes seconds of one processor at most. What
/// is larger has its files for `madang compare`.
const MOST_BALLOTS: u64 = 100_000;
const MOST_CANDIDATES: u32 = 500;

/// Proposals that are named of those that a rule would have taken in, or left out.
const MOST_NAMED: usize = 30;

/// What is known of other rules.
pub enum Beside {
    /// There is no selection to put beside.
    NotYet,
    /// It is too large to be worked out here.
    TooLarge,
    /// It is being worked out.
    UnderWay,
    /// Something that counted was hidden or changed since.
    Hidden,
    /// What they would have selected.
    Found(Arc<compared::Beside>),
}

/// Whether a vote is small enough for other rules to be applied here.
pub fn is_small(vote: &VoteDetail) -> bool {
    vote.ballots <= MOST_BALLOTS && vote.facts.candidates <= MOST_CANDIDATES
}

/// The section; nothing before there is a selection.
pub fn section(ui: &Ui, result: &Decided<'_>, beside: &Beside) -> Markup {
    let text = match beside {
        Beside::NotYet => return html! {},
        Beside::TooLarge => ui.t("vote-beside-too-large"),
        Beside::UnderWay => ui.t("vote-beside-under-way"),
        Beside::Hidden => ui.t("vote-beside-hidden"),
        Beside::Found(_) => ui.t("vote-beside-text"),
    };
    html! {
        h2 #beside { (ui.t("vote-beside-title")) }
        p.prose { strong { (ui.t("vote-beside-decides-nothing")) } " " (text) }
        @if let Beside::Found(found) = beside {
            (numbers(ui, result, &found.others))
            @for other in &found.others { (differs(ui, result, other)) }
        }
    }
}

/// What a rule is called.
fn family(ui: &Ui, family: Family) -> String {
    match family {
        Family::MostVotes => ui.t("vote-beside-most-votes"),
        Family::EqualShares => ui.t("vote-beside-equal-shares"),
        Family::Phragmen => ui.t("vote-beside-phragmen"),
        Family::ProportionalApproval => ui.t("vote-beside-proportional-approval"),
    }
}

/// What a rule would have left out of what was selected, and taken in besides; each in its order.
fn difference<'a>(selected: &'a [String], other: &'a [String]) -> (Vec<&'a str>, Vec<&'a str>) {
    let without = |all: &'a [String], some: &[String]| {
        let some: BTreeSet<&String> = some.iter().collect();
        let rest = all.iter().filter(|id| !some.contains(id));
        rest.map(String::as_str).collect()
    };
    (without(selected, other), without(other, selected))
}

fn numbers(ui: &Ui, result: &Decided<'_>, others: &[Other]) -> Markup {
    let own = &result.selection.facts.selected;
    table(
        ui,
        "rules-beside",
        &ui.t("vote-beside-caption"),
        html! {
            th scope="col" { (ui.t("vote-beside-rule")) }
            th.number scope="col" { (ui.t("vote-selected")) }
            th.number scope="col" { (ui.t("vote-beside-common")) }
            th.number scope="col" { (ui.t("vote-beside-lost")) }
            th.number scope="col" { (ui.t("vote-beside-gained")) }
        },
        html! {
            @for other in others {
                tr {
                    th.key scope="row" { (family(ui, other.family)) }
                    @match &other.selected {
                        Some(selected) => {
                            @let (lost, gained) = difference(own, selected);
                            td.number { (ui.number(selected.len() as u64)) }
                            td.number { (ui.number((own.len() - lost.len()) as u64)) }
                            td.number { (ui.number(lost.len() as u64)) }
                            td.number { (ui.number(gained.len() as u64)) }
                        }
                        None => td colspan="4" { (ui.t("vote-beside-not-applicable")) },
                    }
                }
            }
        },
    )
}

/// Which proposals a rule would have left out and taken in, folded.
fn differs(ui: &Ui, result: &Decided<'_>, other: &Other) -> Markup {
    let Some(selected) = &other.selected else {
        return html! {};
    };
    let (lost, gained) = difference(&result.selection.facts.selected, selected);
    if lost.is_empty() && gained.is_empty() {
        return html! {};
    }
    let list = |key: &str, ids: &[&str]| {
        html! {
            @if !ids.is_empty() {
                p { strong { (ui.t(key)) } }
                ul {
                    @for id in ids.iter().take(MOST_NAMED) { li { (name(ui, result.programme, result.proposals, id)) } }
                    @if ids.len() > MOST_NAMED { li { (ui.count("vote-result-tied-more", (ids.len() - MOST_NAMED) as u64)) } }
                }
            }
        }
    };
    let rule = ("rule", family(ui, other.family).into());
    html! {
        details {
            summary { (ui.tf("vote-beside-which", &[rule])) }
            (list("vote-beside-lost", &lost))
            (list("vote-beside-gained", &gained))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_keeps_its_order() {
        let ids = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
        let (own, other) = (ids(&["c", "a", "b"]), ids(&["d", "b"]));
        let (lost, gained) = difference(&own, &other);
        assert_eq!((lost, gained), (vec!["c", "a"], vec!["d"]));
    }
}
