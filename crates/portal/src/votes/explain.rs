//! Why a project was selected or not, in sentences.

use std::collections::BTreeMap;

use madang_programme::votes::engine::{Phase, Reason, SelectionRule, Stopped, Utility};
use madang_programme::votes::points::Points;
use maud::{Markup, html};

use crate::frame::format::short_decimal;
use crate::frame::ui::Ui;
use crate::model::{ProgrammeDetail, ProposalDetail};
use crate::votes::labels::plain_group;
use crate::votes::outcome::{self, Outcome, ProjectExplanation, Round};
use crate::votes::result::name;

/// The sentences that come first: how a project stood, what became of it, and why that is right although fewer votes may
/// have won elsewhere.
pub fn verdict(
    ui: &Ui,
    outcome: &Outcome,
    project: &ProjectExplanation,
    points: Option<&Points>,
) -> Vec<String> {
    let above = |votes: u64| outcome.projects.iter().filter(|p| p.votes > votes).count() as u64;
    let place = above(project.votes) + 1;
    let standing = [
        ("votes", ui.number(project.votes).into()),
        ("count", (place as f64).into()),
        ("standing", ui.number(place).into()),
        ("total", ui.number(outcome.projects.len() as u64).into()),
    ];
    let mut words = vec![match goes_by_points(outcome) {
        // How many gave it points says nothing of its place.
        true => ui.count("vote-why-standing-points", project.votes),
        false => ui.tf("vote-why-standing", &standing),
    }];
    words.extend(points.and_then(|points| standing_by_points(ui, points, &project.id)));
    words.extend(score(ui, outcome, project));
    match (project.round, project.reason) {
        (Some(number), _) => words.insert(0, ui.count("vote-why-selected", number as u64)),
        (None, Some(code)) => {
            words.insert(0, reason(ui, outcome, code));
            words.extend(fewer(ui, outcome, project));
        }
        (None, None) => words.push(ui.t("vote-why-unknown")),
    }
    words
}

/// The points that a project was given, and its place by them.
fn standing_by_points(ui: &Ui, points: &Points, id: &str) -> Option<String> {
    let own = points.given.get(id)?;
    let above = points.given.values().filter(|given| *given > own).count() as u64;
    let args = [
        ("points", ui.number(*own).into()),
        ("count", ((above + 1) as f64).into()),
        ("standing", ui.number(above + 1).into()),
        ("total", ui.number(points.given.len() as u64).into()),
    ];
    Some(ui.tf("vote-why-points", &args))
}

/// The score of a project, where the rule weighs scores.
pub fn score_of(outcome: &Outcome, project: &ProjectExplanation) -> Option<String> {
    outcome::score(outcome, project).map(|own| short_decimal(&own))
}

/// Its score and that of the last one selected by scores.
fn score(ui: &Ui, outcome: &Outcome, project: &ProjectExplanation) -> Option<String> {
    let own = score_of(outcome, project)?;
    let last = outcome
        .rounds
        .iter()
        .rfind(|round| round.phase == Phase::Scores);
    Some(match last {
        Some(last) if project.round.is_none() => ui.tf(
            "vote-why-score-and-last",
            &[
                ("score", own.into()),
                ("last", short_decimal(&last.value).into()),
            ],
        ),
        _ => ui.tf("vote-why-score", &[("score", own.into())]),
    })
}

/// That projects with fewer votes were selected, and why the rule may do that.
fn fewer(ui: &Ui, outcome: &Outcome, project: &ProjectExplanation) -> Vec<String> {
    let winners = outcome.projects.iter().filter(|p| p.round.is_some());
    let fewer: Vec<_> = winners.filter(|p| p.votes < project.votes).collect();
    let Some(least) = fewer.iter().map(|p| p.votes).min() else {
        return vec![];
    };
    let number = fewer.len() as u64;
    let args = [
        ("count", (number as f64).into()),
        ("number", ui.number(number).into()),
        ("least", ui.number(least).into()),
    ];
    let phases: Vec<_> = fewer
        .iter()
        .filter_map(|project| outcome::round(outcome, project))
        .map(|round| round.phase)
        .collect();
    let by = |phase: Phase| phases.contains(&phase);
    let points = goes_by_points(outcome);
    let how_many = match points {
        true => ui.count("vote-why-fewer-people", number),
        false => ui.tf("vote-why-fewer", &args),
    };
    let why = if points {
        Some("vote-why-fewer-points")
    } else if by(Phase::EqualShares) || by(Phase::BoundedOverspending) {
        Some("vote-why-fewer-shares")
    } else if by(Phase::Scores) {
        Some("vote-why-fewer-scores")
    } else if by(Phase::Greedy) || by(Phase::UtilitarianCompletion) {
        Some(match outcome.rule.utility {
            Utility::Cardinality {} => "vote-why-fewer-per-cost",
            Utility::Cost {}
            | Utility::Points {}
            | Utility::PointsTimesCost {}
            | Utility::Borda { .. } => "vote-why-fewer-budget",
        })
    } else {
        // Where all of them only filled places of groups the method had no part in it.
        let by_method = phases.iter().any(|phase| *phase != Phase::Reserve);
        by_method.then_some("vote-why-fewer-rule")
    };
    let reserve = by(Phase::Reserve).then_some("vote-why-fewer-reserve");
    let reasons = why.into_iter().chain(reserve).map(|key| ui.t(key));
    std::iter::once(how_many).chain(reasons).collect()
}

/// What a rule that goes through proposals in order puts them in order by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrderedBy {
    /// How many chose them.
    Votes,
    /// Their points together.
    Points,
    /// Votes for each unit of cost.
    VotesPerCost,
    /// Points for each unit of cost.
    PointsPerCost,
}

impl OrderedBy {
    /// Of a rule that is greedy.
    pub fn of(rule: &SelectionRule) -> OrderedBy {
        match (&rule.utility, rule.unit_costs) {
            (Utility::Cost {}, _) | (Utility::Cardinality {}, true) => OrderedBy::Votes,
            (Utility::Cardinality {}, false) => OrderedBy::VotesPerCost,
            (Utility::PointsTimesCost {}, _)
            | (Utility::Points {} | Utility::Borda { .. }, true) => OrderedBy::Points,
            (Utility::Points {} | Utility::Borda { .. }, false) => OrderedBy::PointsPerCost,
        }
    }
}

/// Whether ballots carry points or places, and these decide rather than how many people chose a proposal.
pub fn goes_by_points(outcome: &Outcome) -> bool {
    match outcome.rule.utility {
        Utility::Points {} | Utility::PointsTimesCost {} | Utility::Borda { .. } => true,
        Utility::Cost {} | Utility::Cardinality {} => false,
    }
}

/// What a project that was not selected lacked.
pub struct Missing {
    /// The amount. Rounded up: nothing looks nearer than it was.
    pub amount: String,
    /// The sentence that says it.
    pub sentence: String,
}

/// What a project that was not selected lacked: of what was left of the budget where that kept it out, of what its supporters had
/// left where they could not pay for it. Every page asks here.
pub fn missing(ui: &Ui, project: &ProjectExplanation, currency: &str) -> Option<Missing> {
    let said = |amount: &str, key: &str, left: String| {
        let amount = ui.money_missing(amount, currency);
        let args = [("amount", amount.as_str().into()), ("left", left.into())];
        let sentence = ui.tf(key, &args);
        Some(Missing { amount, sentence })
    };
    match project.reason.filter(|_| project.round.is_none())? {
        Reason::AboveBudget => said(
            project.over_budget.as_ref()?,
            "vote-why-over-budget",
            String::new(),
        ),
        Reason::DoesNotFit | Reason::Stopped => {
            let over = project.over_budget.as_ref()?;
            let left = ui.money_between(over, &project.cost, currency)?;
            said(over, "vote-why-over-left", left)
        }
        Reason::TooLittleMoney => said(
            project.short_by.as_ref()?,
            "vote-why-short-by",
            String::new(),
        ),
        // What else keeps a project out is no lack of money.
        _ => None,
    }
}

/// The facts behind the verdict: a sentence for each that the outcome gives. Groups and proposals have their names in it.
pub fn project(
    ui: &Ui,
    programme: &ProgrammeDetail,
    others: &BTreeMap<String, ProposalDetail>,
    outcome: &Outcome,
    project: &ProjectExplanation,
) -> Vec<Markup> {
    let currency = &programme.summary.facts.currency;
    let plain = |sentence: String| html! { (sentence) };
    if let Some(round) = outcome::round(outcome, project) {
        let words = selected(ui, &outcome.rule, round, currency).into_iter();
        return words.map(plain).collect();
    }
    let money = |key: &str, amount: &Option<String>| {
        let amount = amount.as_ref()?;
        let args = [("amount", ui.money_decimal(amount, currency).into())];
        Some(ui.tf(key, &args))
    };
    let mut words: Vec<Markup> = Vec::new();
    let missing = missing(ui, project, currency).map(|missing| missing.sentence);
    let of_shares = project.reason == Some(Reason::TooLittleMoney);
    words.extend(missing.clone().filter(|_| !of_shares).map(plain));
    if !project.kept_for.is_empty() {
        let groups = project.kept_for.iter();
        let groups: Vec<String> = groups
            .map(|group| plain_group(ui, programme, group))
            .collect();
        let groups = [("groups", groups.join(", ").into())];
        words.push(plain(ui.tf("vote-why-kept-for", &groups)));
    }
    words.extend(project.stopped_by.as_ref().map(|id| {
        html! { (ui.t("vote-why-stopped-by")) " " (name(ui, programme, others, id)) }
    }));
    words.extend(money("vote-why-money-behind", &project.money_behind).map(plain));
    // Of one that was kept out later the shares fell short before: its own amount stands above.
    words.extend(missing.filter(|_| of_shares).map(plain));
    let unaffordable = project.unaffordable_after.map(|round| match round {
        0 => ui.t("vote-why-never-affordable"),
        round => ui.count("vote-why-unaffordable-after", round as u64),
    });
    words.extend(unaffordable.map(plain));
    let short = project.supporters_short;
    let short = short.map(|more| ui.count("vote-why-supporters-short", more));
    words.extend(short.map(plain));
    words
}

fn selected(ui: &Ui, rule: &SelectionRule, round: &Round, currency: &str) -> Vec<String> {
    let mut words = vec![phase(ui, rule, round.phase)];
    let Some(payments) = &round.payments else {
        return words;
    };
    let largest = ui.money_decimal(&payments.largest, currency);
    let full = [
        ("number", ui.number(payments.in_full).into()),
        ("largest", largest.into()),
    ];
    words.push(ui.tf("vote-why-paid-full", &full));
    if payments.in_part > 0 {
        words.push(ui.count("vote-why-paid-part", payments.in_part));
    }
    if payments.nothing > 0 {
        words.push(ui.count("vote-why-paid-nothing", payments.nothing));
    }
    words
}

/// Why a project was not selected.
pub fn reason(ui: &Ui, outcome: &Outcome, code: Reason) -> String {
    match code {
        // Whoever is ranked last where that gives nothing was chosen all the same.
        Reason::NoSupport if goes_by_points(outcome) => ui.t("vote-reason-no-points"),
        _ => ui.t(&format!("vote-reason-{}", code.kind())),
    }
}

/// By which part of the rule a project was selected.
pub fn phase(ui: &Ui, rule: &SelectionRule, code: Phase) -> String {
    let greedy = match OrderedBy::of(rule) {
        OrderedBy::Votes => "vote-phase-greedy",
        OrderedBy::Points => "vote-phase-greedy-points",
        OrderedBy::VotesPerCost => "vote-phase-greedy-votes-per-cost",
        OrderedBy::PointsPerCost => "vote-phase-greedy-points-per-cost",
    };
    match code {
        Phase::Greedy => ui.t(greedy),
        _ => ui.t(&format!("vote-phase-{}", code.kind())),
    }
}

/// Why raising the endowment ended.
pub fn stopped(ui: &Ui, code: Stopped) -> String {
    ui.t(&format!("vote-stopped-{}", code.kind()))
}

#[cfg(test)]
mod tests {
    use madang_selection::{
        Completion, Decimal, Election, ElectionBuilder, Fit, Normalisation, ProjectDraft, Rule,
        ScoreRule, ScoreSheet, VoteType, select,
    };

    use super::*;

    fn election(costs: &[(&str, u64, u64)]) -> ElectionBuilder {
        let mut builder = Election::builder(VoteType::Approval);
        builder.budget(100u64);
        for (id, cost, votes) in costs {
            builder.add_project(ProjectDraft::new(*id, *cost));
            builder.add_approvals([*id], *votes);
        }
        builder
    }

    #[test]
    fn a_score_is_a_score_whatever_completes_the_selection() {
        let mut builder = election(&[("a", 60, 1), ("b", 60, 9), ("c", 30, 1)]);
        for (expert, scores) in [("m1", [10, 2, 1]), ("m2", [10, 4, 1])] {
            let scores = ["a", "b", "c"].into_iter().zip(scores);
            let scores = scores.map(|(id, score)| (id.to_owned(), Decimal::from(score)));
            builder.add_score_sheet(ScoreSheet::new("panel", expert, scores.collect()));
        }
        let election = builder.build().expect("an election");
        let weights = BTreeMap::from([("panel".to_owned(), 1)]);
        let by = ScoreRule::new(0, weights, Normalisation::Highest {}).with_fit(Fit::NoSkip);
        let mut rule = SelectionRule::new(Rule::Scores(by), Utility::Cost {});
        let scores = |rule: &SelectionRule| {
            let outcome = select(&election, rule).expect("an outcome");
            let scores = outcome.projects.iter().map(|own| score_of(&outcome, own));
            scores.collect::<Vec<_>>()
        };
        let plain = scores(&rule);
        assert_eq!(plain[1].as_deref(), Some("0.3"), "{plain:?}");
        rule.completion = vec![Completion::Utilitarian {}];
        assert_eq!(scores(&rule), plain);
    }
}
