//! How close the cut was: what each project around it was missing, or had to spare, and the smallest
//! change found that changes the set.
//!
//! The measures are those of Boehmer, Faliszewski, Janeczko, Peters, Pierczyński, Schierreich,
//! Skowron, Szufa, *Evaluation of Project Performance in Participatory Budgeting* (IJCAI 2024).
//! Every number is verified by running the rule: with the change the project's fate changes, with
//! one unit less it does not. Rules need not be monotone, so a smaller change that works may exist
//! in between; that is why it says "found".
//!
//! Each change is one that anyone can make again: which ballots it touches is said by
//! [`ChangeKind::how`], which goes with the result. "Canonical order" is there the order of distinct
//! ballots in [`crate::digest`].

mod findings;
mod money;
mod one;
mod scenario;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use num_bigint::BigInt;

use crate::ballots::MOST_VOTERS;
use crate::election::{Election, VoteType};
use crate::error::SelectError;
use crate::exact::Fraction;
use crate::instance::Instance;
use crate::outcome::{Outcome, ProjectExplanation, Reason};
use crate::rule::{BALLOTS, Rule, SelectionRule};
use crate::select::select_with;
use crate::trace::{SelectOptions, Trace};
use crate::variant::{self, difference};
use crate::{Decimal, Failed, Money, Wording};

pub use findings::{Bounds, Change, ChangeKind, Margin, Sensitivity, SmallestChange, WeightChange};
pub use one::margins;
use scenario::{Cheaper, Fewer, MoreApprovals, MoreBallots, OtherWeight, Scenario};

/// What one search came to.
enum Searched {
    Found(u128, Box<Outcome>),
    Never,
    CutShort,
    Failed(Wording),
}

struct Probe<'p> {
    election: &'p Election,
    rule: &'p SelectionRule,
    before: &'p [String],
    projects: &'p [ProjectExplanation],
    runs: u64,
    most_runs: u64,
    progress: &'p mut dyn FnMut(u64, u64),
}

/// Looks at the projects around the cut of `outcome`, which is what `rule` selects from `election`.
/// An outcome without trace is made again with one. `progress` hears runs made and the bound.
///
/// # Errors
/// When the rule cannot be applied.
pub fn sensitivity(
    election: &Election,
    rule: &SelectionRule,
    outcome: &Outcome,
    bounds: Bounds,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Sensitivity, SelectError> {
    let traced;
    let projects = if outcome.projects.is_empty() {
        let options = SelectOptions { trace: Trace::Full };
        traced = select_with(election, rule, options)?;
        &traced.projects
    } else {
        &outcome.projects
    };
    let near = nearest(election, rule, projects, bounds.each_side)?;
    let mut probe = Probe {
        election,
        rule,
        before: &outcome.selected,
        projects,
        runs: 0,
        most_runs: bounds.most_runs,
        progress,
    };
    // A search may change this copy and takes the change back.
    let mut scratch = variant::copy(election);
    let kept = outcome.selected.len();
    let last = outcome.selected.iter().enumerate().rev();
    let mut last = last.take(bounds.each_side);
    let mut near = near.iter().enumerate();
    let mut margins = Vec::new();
    // From the cut outwards, so that the bound on runs spares what lies closest to it.
    loop {
        let (winner, loser) = (last.next(), near.next());
        if winner.is_none() && loser.is_none() {
            break;
        }
        margins.extend(winner.map(|(index, id)| probe.winner(id, index + 1)));
        margins.extend(loser.map(|(index, id)| probe.loser(&mut scratch, id, kept + index + 1)));
    }
    margins.sort_by_key(|margin| margin.place);
    let mut weights = Weights::default();
    if let Rule::Scores(by) = &rule.rule {
        let bodies = by.bodies.keys().map(|body| Some(body.as_str()));
        for voice in [None].into_iter().chain(bodies) {
            probe.weight(voice, &mut weights);
        }
    }
    let ended = |margin: &Margin| !margin.cut_short && margin.failed.is_none();
    Ok(Sensitivity {
        selected: kept,
        complete: margins.iter().all(ended) && !weights.cut_short && weights.failed.is_empty(),
        smallest: smallest(&margins),
        margins,
        weights: weights.changes,
        weights_failed: weights.failed,
        how: ChangeKind::ALL
            .map(|kind| (kind, Cow::Borrowed(kind.how())))
            .into(),
        runs: probe.runs,
        bounds,
    })
}

/// The change of ballots that touches fewest voters.
fn smallest(margins: &[Margin]) -> Option<SmallestChange> {
    let changes = margins.iter().flat_map(|margin| {
        let kinds = [
            (ChangeKind::AddedBallots, &margin.added_ballots),
            (ChangeKind::AddedApprovals, &margin.added_approvals),
            (ChangeKind::RemovedBallots, &margin.removed_ballots),
        ];
        kinds.into_iter().filter_map(|(kind, change)| {
            let voters = change.as_ref()?.amount.parse().ok()?;
            Some(SmallestChange {
                voters,
                kind,
                project: margin.project.clone(),
            })
        })
    });
    changes.min_by_key(|change| change.voters)
}

/// What the searches for other weights came to.
#[derive(Default)]
struct Weights {
    changes: Vec<WeightChange>,
    failed: BTreeMap<String, Failed>,
    cut_short: bool,
}

/// The projects that came closest: with score rules those with the highest scores; with equal shares
/// those with the largest part of their cost behind them; else those with most votes.
fn nearest(
    election: &Election,
    rule: &SelectionRule,
    projects: &[ProjectExplanation],
    count: usize,
) -> Result<Vec<String>, SelectError> {
    if let Rule::Scores(by) = &rule.rule {
        let instance = Instance::new(election, rule)?;
        let scores = crate::scores::weighted(&instance, by)?;
        // As `projects`, scores stand by ascending id.
        let mut others: Vec<usize> = (0..projects.len())
            .filter(|project| projects[*project].round.is_none())
            .collect();
        others.sort_by(|a, b| {
            let ranks = (instance.ties.rank(*a), instance.ties.rank(*b));
            scores[*b].compare(&scores[*a]).then(ranks.0.cmp(&ranks.1))
        });
        others.truncate(count);
        return Ok(others.into_iter().map(|p| projects[p].id.clone()).collect());
    }
    let exactly = |text: &str| {
        let (numerator, denominator) = text.parse::<Decimal>().unwrap_or_default().ratio();
        Fraction::new(numerator, denominator)
    };
    let mut others: Vec<(Fraction, u64, &String)> = projects
        .iter()
        .filter(|p| p.round.is_none() && p.votes > 0)
        .map(|project| {
            let behind = exactly(project.money_behind.as_deref().unwrap_or("0"));
            let cost = exactly(&project.cost);
            let part = Fraction::new(
                behind.numerator * cost.denominator,
                behind.denominator * cost.numerator.max(BigInt::from(1u32)),
            );
            (part, project.votes, &project.id)
        })
        .collect();
    others.sort_by(|a, b| b.0.compare(&a.0).then(b.1.cmp(&a.1)).then(a.2.cmp(b.2)));
    others.truncate(count);
    Ok(others.into_iter().map(|(_, _, id)| id.clone()).collect())
}

impl<'p> Probe<'p> {
    /// The smallest amount up to `most` found for which `works` holds of the outcome of
    /// `scenario` with it: doubling until one works, then halving the gap.
    fn search(
        &mut self,
        most: u128,
        scenario: &mut dyn Scenario,
        works: impl Fn(&Outcome) -> bool,
    ) -> Searched {
        let (mut fails, mut amount) = (0u128, 1u128.min(most));
        let mut found: Option<(u128, Outcome)> = None;
        while amount > fails {
            if self.runs >= self.most_runs {
                return Searched::CutShort;
            }
            self.runs += 1;
            (self.progress)(self.runs, self.most_runs);
            match scenario.run(amount) {
                Err(reason) => return Searched::Failed(reason),
                Ok(outcome) if works(&outcome) => found = Some((amount, outcome)),
                Ok(_) => fails = amount,
            }
            amount = match &found {
                Some((works, _)) => fails + (works - fails) / 2,
                None => amount.saturating_mul(2).min(most),
            };
        }
        match found {
            Some((amount, outcome)) => Searched::Found(amount, Box::new(outcome)),
            None => Searched::Never,
        }
    }

    fn settle(&self, searched: Searched, decimals: u32, margin: &mut Margin) -> Option<Change> {
        match searched {
            Searched::Never => None,
            Searched::CutShort => {
                margin.cut_short = true;
                None
            }
            Searched::Failed(reason) => {
                margin.failed.get_or_insert(reason.into());
                None
            }
            Searched::Found(amount, outcome) => Some(Change {
                amount: Money(amount).to_decimal_string(decimals),
                gained: difference(&outcome.selected, self.before),
                lost: difference(self.before, &outcome.selected),
            }),
        }
    }

    fn winner(&mut self, id: &str, place: usize) -> Margin {
        let mut margin = Margin::new(id, place, true);
        let election = self.election;
        let Some(project) = election.project_index(id) else {
            return margin;
        };
        let most = u128::from(election.ballots.votes()[project]);
        let mut fewer = Fewer::new(election, self.rule, project);
        let searched = self.search(most, &mut fewer, |outcome| {
            !outcome.selected.iter().any(|other| other == id)
        });
        margin.removed_ballots = self.settle(searched, 0, &mut margin);
        margin
    }

    fn loser(&mut self, scratch: &mut Election, id: &str, place: usize) -> Margin {
        let mut margin = Margin::new(id, place, false);
        let (election, rule) = (self.election, self.rule);
        let Some(project) = election.project_index(id) else {
            return margin;
        };
        let chosen = |outcome: &Outcome| outcome.selected.iter().any(|other| other == id);
        if self.cost_counts(project) {
            let mut cheaper = Cheaper::new(scratch, rule, project);
            let searched = self.search(cheaper.cost(), &mut cheaper, chosen);
            margin.cost_cut = self.settle(searched, election.decimals, &mut margin);
        }
        let voters = election.ballots.total_weight();
        match MoreBallots::new(election, scratch, rule, project) {
            Ok(None) => {}
            Ok(Some(mut more)) => {
                let most = voters.min(MOST_VOTERS - voters);
                let searched = self.search(most.into(), &mut more, chosen);
                margin.added_ballots = self.settle(searched, 0, &mut margin);
            }
            Err(problem) => {
                self.settle(Searched::Failed(problem.wording()), 0, &mut margin);
            }
        }
        if election.vote_type == VoteType::Approval {
            let most = u128::from(voters - election.ballots.votes()[project]);
            let mut more = MoreApprovals::new(election, rule, project, self.before);
            let searched = self.search(most, &mut more, chosen);
            margin.added_approvals = self.settle(searched, 0, &mut margin);
        }
        margin
    }

    /// True when a lower cost may help `project`.
    fn cost_counts(&self, project: usize) -> bool {
        let (election, rule) = (self.election, self.rule);
        let money = election.budget.is_some() || rule.budget.is_some();
        let reason = self.projects.get(project).and_then(|found| found.reason);
        let fits = !matches!(
            reason,
            Some(Reason::DoesNotFit | Reason::AboveBudget | Reason::Quota)
        );
        !rule.unit_costs && money && !(matches!(rule.rule, Rule::Scores(_)) && fits)
    }

    /// For one voice of a score rule the nearest weight, lower or higher, that changes the set.
    fn weight(&mut self, voice: Option<&str>, found: &mut Weights) {
        let before: BTreeSet<&String> = self.before.iter().collect();
        let changed =
            |outcome: &Outcome| outcome.selected.iter().collect::<BTreeSet<_>>() != before;
        let mut nearest: Option<(u128, u32, Box<Outcome>)> = None;
        for higher in [false, true] {
            let mut other = OtherWeight::new(self.election, self.rule, voice, higher);
            match self.search(other.most(), &mut other, changed) {
                Searched::Never => {}
                Searched::CutShort => found.cut_short = true,
                Searched::Failed(reason) => {
                    let name = voice.unwrap_or(BALLOTS).to_owned();
                    found.failed.insert(name, reason.into());
                }
                Searched::Found(step, outcome) => {
                    if nearest.as_ref().is_none_or(|(nearer, _, _)| step < *nearer) {
                        nearest = Some((step, other.weight(step), outcome));
                    }
                }
            }
        }
        let from = OtherWeight::new(self.election, self.rule, voice, true).weight(0);
        found
            .changes
            .extend(nearest.map(|(_, to, outcome)| WeightChange {
                voice: voice.unwrap_or(BALLOTS).to_owned(),
                from,
                to,
                gained: difference(&outcome.selected, self.before),
                lost: difference(self.before, &outcome.selected),
            }));
    }
}
