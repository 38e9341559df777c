//! Who decided a selection: the ballots and each body with their weights, and what would have been selected without each.

use std::collections::BTreeSet;

use madang_programme::votes::engine::{Rule, SelectionRule};
use maud::{Markup, html};

use crate::frame::ui::Ui;
use crate::model::{ProgrammeDetail, VoteDetail};
use crate::votes::analysis::{self, Without};
use crate::votes::labels::voice;
use crate::votes::page::VotePage;

/// The section: one sentence for each voice that could have a say, also for those that had none. Before there is a
/// selection, and where the vote was called off, nothing was decided: the weights are those of the rule.
pub fn section(ui: &Ui, page: &VotePage<'_>, vote: &VoteDetail, rule: &SelectionRule) -> Markup {
    let weights = weights(page.programme, rule);
    let all: u64 = weights.iter().map(|(_, weight)| weight).sum();
    let without = page.analysis.map(analysis::without).unwrap_or_default();
    html! {
        @match (&vote.selection, &vote.cancelled) {
            (Some(_), _) => {},
            (None, Some(_)) => p.prose { (ui.t("vote-who-nothing-decided")) },
            (None, None) => p.prose { (ui.t("vote-who-not-decided-yet")) },
        }
        ul.prose {
            @for (id, weight) in &weights {
                li {
                    strong { (voice(ui, page.programme, id)) } ": "
                    @if *weight == 0 {
                        @if vote.selection.is_some() { (ui.t("vote-who-none")) } @else { (ui.t("vote-who-no-part")) }
                    } @else {
                        (ui.tf("vote-who-weight", &[("percent", percent(*weight, all).into())]))
                        @if let Some(handed_in) = handed_in(ui, page.programme, vote, id) { " " (handed_in) }
                        @if let Some(found) = without.iter().find(|found| found.voice == *id) { " " (changed(ui, found)) }
                    }
                }
            }
        }
    }
}

/// Who decided, in a sentence for each voice with its share of the weight, also where that is none.
pub fn sentences(
    ui: &Ui,
    programme: &ProgrammeDetail,
    vote: &VoteDetail,
    rule: &SelectionRule,
) -> Markup {
    let weights = weights(programme, rule);
    let all = weights.iter().map(|(_, weight)| weight).sum();
    html! {
        p.prose {
            @for (place, (id, weight)) in weights.iter().enumerate() {
                @if place > 0 { " " }
                (voice(ui, programme, id)) (ui.tf("vote-who-had", &[("percent", percent(*weight, all).into())]))
                @if let Some(handed_in) = handed_in(ui, programme, vote, id).filter(|_| *weight > 0) { " " (handed_in) }
            }
        }
    }
}

/// How many of a body's members handed in a score sheet, of how many that it had when the vote closed: those that did decide for
/// the body. `None` for the ballots.
pub fn handed_in(
    ui: &Ui,
    programme: &ProgrammeDetail,
    vote: &VoteDetail,
    id: &str,
) -> Option<String> {
    let body = programme.bodies.iter().find(|body| body.facts.id == id)?;
    let until = vote.closed.as_ref().map_or(u64::MAX, |closed| closed.entry);
    let members = body.former.iter().chain(&body.members);
    let then: BTreeSet<&str> = members
        .filter(|member| member.entry < until)
        .filter(|member| member.left.as_ref().is_none_or(|left| left.entry > until))
        .map(|member| member.facts.member.as_str())
        .collect();
    let sheets = vote.sheets.get(id).copied().unwrap_or(0);
    // Whoever left after handing one in still has a say.
    let members = sheets.max(then.len() as u64);
    let args = [
        ("count", (sheets as f64).into()),
        ("number", ui.number(sheets).into()),
        ("members", ui.number(members).into()),
    ];
    Some(ui.tf("vote-who-sheets", &args))
}

/// Every voice with its weight: the ballots first, then the programme's bodies.
pub fn weights(programme: &ProgrammeDetail, rule: &SelectionRule) -> Vec<(String, u64)> {
    let scores = match &rule.rule {
        Rule::Scores(scores) => Some(scores),
        _ => None,
    };
    let ballots = scores.map_or(1, |scores| u64::from(scores.ballots));
    let bodies = programme.bodies.iter().map(|body| {
        let id = body.facts.id.clone();
        let weight = scores.and_then(|scores| scores.bodies.get(&id).copied());
        (id, u64::from(weight.unwrap_or(0)))
    });
    std::iter::once(("ballots".to_owned(), ballots))
        .chain(bodies)
        .collect()
}

/// The share of one voice in per cent; `None` where it is none of them.
pub fn share(weights: &[(String, u64)], id: &str) -> Option<String> {
    let all = weights.iter().map(|(_, weight)| weight).sum();
    let (_, own) = weights.iter().find(|(voice, _)| voice == id)?;
    Some(percent(*own, all))
}

/// A weight of all in per cent, to one decimal where it is not whole: a rule states it so. Every other share has a decimal
/// ([`crate::frame::format::share`]).
pub fn percent(weight: u64, all: u64) -> String {
    let tenths = weight.saturating_mul(1_000).checked_div(all).unwrap_or(0);
    match tenths % 10 {
        0 => (tenths / 10).to_string(),
        rest => format!("{}.{rest}", tenths / 10),
    }
}

/// How the selection would differ without a voice.
fn changed(ui: &Ui, found: &Without) -> String {
    match (found.lost, found.gained) {
        (None, _) | (_, None) => ui.t("vote-who-no-answer"),
        (Some(0), Some(0)) => ui.t("vote-who-same"),
        (Some(lost), Some(gained)) => ui.tf(
            "vote-who-changed",
            &[
                ("lost", ui.number(lost).into()),
                ("gained", ui.number(gained).into()),
            ],
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_cut_to_a_decimal() {
        assert_eq!(percent(40, 100), "40");
        assert_eq!(percent(1, 3), "33.3");
        assert_eq!(percent(1, 1), "100");
        assert_eq!(percent(0, 0), "0");
    }
}
