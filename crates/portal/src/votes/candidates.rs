//! What became of every candidate, as a table.

use std::cmp::Reverse;

use maud::{Markup, html};

use crate::frame::format::short_decimal;
use crate::frame::parts::{Tone, badge, table};
use crate::frame::ui::Ui;
use crate::votes::brief::in_a_row;
use crate::votes::explain;
use crate::votes::labels::{plain_group, voice};
use crate::votes::outcome::{self, Outcome, ProjectExplanation};
use crate::votes::result::{Result, name};

/// The most projects whose fate the page lists; the JSON has all.
pub const MOST_LISTED: usize = 1_000;

/// Rows that a phone shows of the table before the rest is asked for, as the style sheet has it.
const MOST_ON_PHONES: usize = 10;

/// Selected ones in their order, then the others by score where the rule weighs scores, and by votes.
pub fn by_fate(outcome: &Outcome) -> Vec<&ProjectExplanation> {
    let scored = outcome::has_scores(outcome);
    // For the order of a table only: what decided was exact.
    let score = |project: &ProjectExplanation| {
        let score = outcome::score(outcome, project).filter(|_| scored)?;
        score.parse::<f64>().ok()
    };
    let mut projects: Vec<_> = outcome
        .projects
        .iter()
        .map(|project| (project, score(project).unwrap_or(f64::MIN)))
        .collect();
    projects.sort_by(|(one, of_one), (other, of_other)| {
        let place = |project: &ProjectExplanation| project.round.unwrap_or(usize::MAX);
        let rest = |project: &ProjectExplanation| (Reverse(project.votes), project.id.clone());
        place(one)
            .cmp(&place(other))
            .then(of_other.total_cmp(of_one))
            .then_with(|| rest(one).cmp(&rest(other)))
    });
    projects.into_iter().map(|(project, _)| project).collect()
}

/// Whoever has a part in the scores, in the order of the outcome: the ballots and each body that scored.
pub fn voices(outcome: &Outcome) -> Vec<&str> {
    let mut voices: Vec<&str> = Vec::new();
    for part in outcome.projects.iter().flat_map(|own| &own.score_parts) {
        if !voices.contains(&part.voice.as_str()) {
            voices.push(&part.voice);
        }
    }
    voices
}

/// What a voice adds to the score of a project.
pub fn part<'a>(project: &'a ProjectExplanation, voice: &str) -> Option<&'a str> {
    let mut parts = project.score_parts.iter();
    let part = parts.find(|part| part.voice == voice)?;
    Some(&part.part)
}

/// A row's word and reason.
fn fate(ui: &Ui, outcome: &Outcome, project: &ProjectExplanation) -> Markup {
    html! {
        @match (project.round, project.reason) {
            (Some(round), _) => { (badge(Tone::Good, &ui.t("proposal-state-selected"))) " " (ui.count("vote-result-round", round as u64)) }
            (None, Some(_)) => (badge(Tone::Plain, &ui.t("proposal-state-not-selected"))),
            (None, None) => {}
        }
        @if let Some(words) = in_a_row(ui, outcome, project) { " " (words) }
    }
}

/// The columns that not every vote has.
struct Columns<'a> {
    groups: bool,
    points: bool,
    scores: bool,
    voices: Vec<&'a str>,
    missing: bool,
}

fn head(ui: &Ui, result: &Result<'_>, outcome: &Outcome, columns: &Columns<'_>) -> Markup {
    let votes = match explain::goes_by_points(outcome) {
        true => "vote-result-people",
        false => "vote-result-votes",
    };
    html! {
        th scope="col" { (ui.t("proposal")) }
        th scope="col" { (ui.t("vote-result-fate")) }
        @if columns.groups { th scope="col" { (ui.t("programme-group")) } }
        th.number scope="col" { (ui.t(votes)) }
        @if columns.points { th.number scope="col" { (ui.t("vote-result-points")) } }
        @if columns.scores { th.number scope="col" { (ui.t("vote-score")) } }
        @for id in &columns.voices { th.number scope="col" { (ui.t("vote-score-of")) " " (voice(ui, result.programme, id)) } }
        th.number scope="col" { (ui.t("proposal-cost")) }
        @if columns.missing { th.number scope="col" { (ui.t("vote-result-missing")) } }
    }
}

/// The table of all candidates.
pub fn table_of_all(ui: &Ui, result: &Result<'_>, outcome: &Outcome) -> Markup {
    let currency = &result.programme.summary.facts.currency;
    let missing = |project: &ProjectExplanation| {
        explain::missing(ui, project, currency).map(|missing| missing.amount)
    };
    let group = |project: &ProjectExplanation| {
        let proposal = result.proposals.get(&project.id)?;
        proposal.facts.group.as_deref()
    };
    let listed = by_fate(outcome);
    let columns = Columns {
        groups: listed.iter().any(|project| group(project).is_some()),
        points: result.points.is_some(),
        scores: outcome::has_scores(outcome),
        voices: voices(outcome),
        missing: listed.iter().any(|project| missing(project).is_some()),
    };
    let row = |project: &ProjectExplanation| {
        html! {
            tr {
                th.key scope="row" { span.words { (name(ui, result.programme, result.proposals, &project.id)) } }
                td.key { (fate(ui, outcome, project)) }
                @if columns.groups { td.key { @if let Some(group) = group(project) { (plain_group(ui, result.programme, group)) } } }
                td.number { (ui.number(project.votes)) }
                @if let Some(points) = result.points { td.number { @if let Some(given) = points.given.get(&project.id) { (ui.number(*given)) } } }
                @if columns.scores { td.number { @if let Some(score) = explain::score_of(outcome, project) { (score) } } }
                @for id in &columns.voices { td.number { @if let Some(part) = part(project, id) { (short_decimal(part)) } } }
                td.number { (ui.money_decimal(&project.cost, currency)) }
                @if columns.missing { td.number { @if let Some(amount) = missing(project) { (amount) } } }
            }
        }
    };
    let on_phones = listed.len() > MOST_ON_PHONES;
    html! {
        div class=[on_phones.then_some("long")] {
        (table(
            ui,
            "projects",
            &ui.t("vote-result-projects-caption"),
            head(ui, result, outcome, &columns),
            html! { @for project in listed.iter().take(MOST_LISTED) { (row(project)) } },
        ))
        @if on_phones { p.rest { a #projects-all href="#projects-all" { (ui.count("vote-result-rest", (listed.len() - MOST_ON_PHONES) as u64)) } } }
        }
        @if outcome.projects.len() > MOST_LISTED {
            p.muted { (ui.tf("vote-result-more", &[("shown", ui.number(MOST_LISTED as u64).into()), ("number", ui.number(outcome.projects.len() as u64).into())])) }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use madang_programme::votes::engine::{Rule, SelectionRule, Utility};
    use madang_selection::{
        Decimal, Election, Normalisation, ProjectDraft, ScoreRule, ScoreSheet, VoteType, select,
    };

    use super::*;

    #[test]
    fn who_lost_by_score_stands_in_the_order_of_scores() {
        let mut builder = Election::builder(VoteType::Approval);
        builder.budget(100u64);
        // The more votes, the lower the panel scored.
        for (id, votes) in [("a", 9u64), ("b", 5), ("c", 1), ("d", 1)] {
            builder.add_project(ProjectDraft::new(id, 10u64));
            builder.add_approvals([id], votes);
        }
        let scores = [("a", 1u64), ("b", 2), ("c", 9), ("d", 8)];
        let scores = scores.map(|(id, score)| (id.to_owned(), Decimal::from(score)));
        builder.add_score_sheet(ScoreSheet::new("panel", "m1", scores.into_iter().collect()));
        let election = builder.build().expect("an election");
        let weights = BTreeMap::from([("panel".to_owned(), 9)]);
        let rule = Rule::Scores(ScoreRule::new(1, weights, Normalisation::Highest {}));
        let rule = SelectionRule::new(rule, Utility::Cost {}).with_number(1);
        let outcome = select(&election, &rule).expect("an outcome");
        let order: Vec<&str> = by_fate(&outcome)
            .iter()
            .map(|own| own.id.as_str())
            .collect();
        assert_eq!(order, ["c", "d", "b", "a"]);
        assert_eq!(voices(&outcome), ["panel", "ballots"]);
    }
}
