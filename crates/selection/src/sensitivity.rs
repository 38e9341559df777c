//! How close the cut was: what each project around it was missing, or had to spare, and the smallest
//! change found that changes the set.
//!
//! The measures are those of Boehmer, Faliszewski, Janeczko, Peters, Pierczyński, Schierreich,
//! Skowron, Szufa, *Evaluation of Project Performance in Participatory Budgeting* (IJCAI 2024).
//! Every number is verified by running the rule: with the change the project's fate changes, with
//! one unit less it does not. Rules need not be monotone, so a smaller change that works may exist
//! in between; that is why it says "found".

use std::collections::BTreeSet;

use num_bigint::BigInt;
use serde::Serialize;

use crate::election::{Election, VoteType};
use crate::exact::Fraction;
use crate::outcome::Outcome;
use crate::rule::{Rule, SelectionRule};
use crate::select::{SelectError, SelectOptions, Trace, select_with};
use crate::variant::{self, Ballot};
use crate::{Decimal, Money};

/// How much to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Bounds {
    /// Projects on each side of the cut.
    pub each_side: usize,
    /// Most runs of the rule in all.
    pub most_runs: u64,
}

impl Default for Bounds {
    /// Five on each side (ranks 45 to 55 of fifty), at most two thousand runs.
    fn default() -> Self {
        Self {
            each_side: 5,
            most_runs: 2_000,
        }
    }
}

/// The smallest change of one kind that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// How much: voters, or money in the main unit.
    pub amount: String,
    /// Selected only with the change.
    pub gained: Vec<String>,
    /// Not selected with the change.
    pub lost: Vec<String>,
}

/// One project beside the cut.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Margin {
    /// The project.
    pub project: String,
    /// Its place: the round in which it was selected, or after all selected by how close it came.
    pub place: usize,
    /// Whether it was selected.
    pub selected: bool,
    /// Not selected: by how much cheaper it would have had to be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost_cut: Option<Change>,
    /// Not selected, approval ballots: how many of the voters who do not list it would have had to
    /// list it too, those with fewest selected projects first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub added_approvals: Option<Change>,
    /// Not selected: how many more voters who list only it would have done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub added_ballots: Option<Change>,
    /// Selected: how many of the voters who list it would have had to stay away, those with
    /// shortest ballots first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub removed_ballots: Option<Change>,
    /// True when the bound on runs cut its search short.
    pub cut_short: bool,
}

/// The name of the public among the voices of a score rule.
pub const BALLOTS: &str = "ballots";

/// Another weight of a score rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WeightChange {
    /// [`BALLOTS`] or the body.
    pub voice: String,
    /// Weight under the rule.
    pub from: u32,
    /// Nearest weight found at which the set is another.
    pub to: u32,
    /// Selected only then.
    pub gained: Vec<String>,
    /// Not selected then.
    pub lost: Vec<String>,
}

/// What voters would do to change the set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeKind {
    /// Come, and list only the project.
    AddedBallots,
    /// List the project as well.
    AddedApprovals,
    /// Stay away, having listed the project.
    RemovedBallots,
}

/// The smallest change of ballots found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SmallestChange {
    /// Voters added, changed or gone.
    pub voters: u64,
    /// What they would do.
    pub kind: ChangeKind,
    /// The project it is about.
    pub project: String,
}

/// The cut and what is near it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Sensitivity {
    /// Projects selected.
    pub selected: usize,
    /// The last selected, then those that came closest.
    pub margins: Vec<Margin>,
    /// The fewest voters found whose coming, staying away or changing their ballot changes the set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub smallest: Option<SmallestChange>,
    /// Score rules: the nearest weights found at which the set is another.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub weights: Vec<WeightChange>,
    /// Runs of the rule made.
    pub runs: u64,
    /// The bounds.
    pub bounds: Bounds,
    /// True when every search ended within the bound on runs.
    pub complete: bool,
}

/// What one search came to.
enum Searched {
    Found(u128, Box<Outcome>),
    Never,
    CutShort,
}

struct Probe<'p> {
    election: &'p Election,
    rule: &'p SelectionRule,
    before: &'p [String],
    runs: u64,
    most_runs: u64,
    progress: &'p mut dyn FnMut(u64, u64),
}

/// Looks at the projects around the cut of `outcome`, which is what `rule` selects from `election`.
/// `progress` hears runs made and the bound.
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
    let near = nearest(election, rule, outcome, bounds.each_side)?;
    let mut probe = Probe {
        election,
        rule,
        before: &outcome.selected,
        runs: 0,
        most_runs: bounds.most_runs,
        progress,
    };
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
        margins.extend(loser.map(|(index, id)| probe.loser(id, kept + index + 1)));
    }
    margins.sort_by_key(|margin| margin.place);
    let weights = probe.weights();
    let smallest = margins
        .iter()
        .flat_map(|margin| {
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
        })
        .min_by_key(|change| change.voters);
    Ok(Sensitivity {
        selected: kept,
        complete: !margins.iter().any(|margin| margin.cut_short) && weights.1,
        margins,
        smallest,
        weights: weights.0,
        runs: probe.runs,
        bounds,
    })
}

/// The projects that came closest: with score rules those next in line; with equal shares those with
/// the largest part of their cost behind them; else those with most votes.
fn nearest(
    election: &Election,
    rule: &SelectionRule,
    outcome: &Outcome,
    count: usize,
) -> Result<Vec<String>, SelectError> {
    let mut near: Vec<String> = Vec::new();
    if let (Rule::Scores(_), Some(number)) = (&rule.rule, rule.number.or(election.number)) {
        let wider = SelectionRule {
            number: Some(number.saturating_add(u32::try_from(count).unwrap_or(u32::MAX))),
            ..rule.clone()
        };
        let options = SelectOptions {
            trace: Trace::Outcome,
        };
        let wider = select_with(election, &wider, options)?.selected;
        near.extend(
            wider
                .into_iter()
                .filter(|id| !outcome.selected.contains(id)),
        );
    }
    let exactly = |text: &str| {
        let (numerator, denominator) = text.parse::<Decimal>().unwrap_or_default().ratio();
        Fraction::new(numerator, denominator)
    };
    let mut others: Vec<(Fraction, u64, &String)> = outcome
        .projects
        .iter()
        .filter(|p| p.round.is_none() && p.votes > 0 && !near.contains(&p.id))
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
    near.extend(others.into_iter().map(|(_, _, id)| id.clone()));
    near.truncate(count);
    Ok(near)
}

impl Probe<'_> {
    fn run(&mut self, election: &Election, rule: &SelectionRule) -> Option<Outcome> {
        self.runs += 1;
        (self.progress)(self.runs.min(self.most_runs), self.most_runs);
        let options = SelectOptions {
            trace: Trace::Outcome,
        };
        select_with(election, rule, options).ok()
    }

    /// The smallest amount up to `most` found for which `works` holds of the outcome of
    /// `change(amount)`: doubling until one works, then halving the gap.
    fn search(
        &mut self,
        most: u128,
        mut change: impl FnMut(u128) -> Option<Election>,
        works: impl Fn(&Outcome) -> bool,
    ) -> Searched {
        let (mut fails, mut amount) = (0u128, 1u128.min(most));
        let mut found = None;
        while amount > fails {
            if self.runs >= self.most_runs {
                return Searched::CutShort;
            }
            let outcome = change(amount).and_then(|election| self.run(&election, self.rule));
            match outcome.filter(&works) {
                Some(outcome) => {
                    found = Some((amount, outcome));
                    break;
                }
                None => {
                    fails = amount;
                    amount = amount.saturating_mul(2).min(most);
                }
            }
        }
        let Some((mut amount, mut best)) = found else {
            return Searched::Never;
        };
        while amount - fails > 1 {
            if self.runs >= self.most_runs {
                return Searched::CutShort;
            }
            let middle = fails + (amount - fails) / 2;
            let outcome = change(middle).and_then(|election| self.run(&election, self.rule));
            match outcome.filter(&works) {
                Some(outcome) => (amount, best) = (middle, outcome),
                None => fails = middle,
            }
        }
        Searched::Found(amount, Box::new(best))
    }

    fn settle(&self, searched: Searched, decimals: u32, margin: &mut Margin) -> Option<Change> {
        match searched {
            Searched::Never => None,
            Searched::CutShort => {
                margin.cut_short = true;
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
        let mut order: Vec<u32> = election.ballots.supporters(project).to_vec();
        order.sort_by_key(|group| (election.ballots.projects(*group as usize).len(), *group));
        let most = u128::from(election.ballots.votes()[project]);
        let remove = |amount: u128| {
            let mut fewer = variant::copy(election);
            let mut left = amount as u64;
            for group in &order {
                let weight = election.ballots.weight(*group as usize);
                let gone = weight.min(left);
                fewer.ballots.set_weight(*group as usize, weight - gone);
                left -= gone;
                if left == 0 {
                    break;
                }
            }
            // Ballots that nobody cast any more are taken out.
            let ballots = variant::ballots(&fewer).collect::<Vec<Ballot>>();
            variant::with_ballots(election, ballots.into_iter()).ok()
        };
        let own = id.to_owned();
        let searched = self.search(most, remove, |outcome| !outcome.selected.contains(&own));
        margin.removed_ballots = self.settle(searched, 0, &mut margin);
        margin
    }

    fn loser(&mut self, id: &str, place: usize) -> Margin {
        let mut margin = Margin::new(id, place, false);
        let election = self.election;
        let Some(project) = election.project_index(id) else {
            return margin;
        };
        let own = id.to_owned();
        let chosen = |outcome: &Outcome| outcome.selected.contains(&own);
        let cost = election.projects[project].cost.0;
        if !self.rule.unit_costs && (election.budget.is_some() || self.rule.budget.is_some()) {
            let cut =
                |amount: u128| Some(variant::with_cost(election, project, Money(cost - amount)));
            let searched = self.search(cost, cut, chosen);
            margin.cost_cut = self.settle(searched, election.decimals, &mut margin);
        }
        let voters = u128::from(election.ballots.total_weight());
        if let Some((with_one, group)) = with_single_ballot(election, project) {
            let before = with_one.ballots.weight(group) - 1;
            let add = |amount: u128| {
                let mut more = variant::copy(&with_one);
                more.ballots
                    .set_weight(group, before.checked_add(amount as u64)?);
                Some(more)
            };
            let searched = self.search(voters, add, chosen);
            margin.added_ballots = self.settle(searched, 0, &mut margin);
        }
        if election.vote_type == VoteType::Approval {
            let order = fewest_selected_first(election, project, self.before);
            let most = voters - u128::from(election.ballots.votes()[project]);
            let list = |amount: u128| with_approvals(election, project, &order, amount as u64);
            let searched = self.search(most, list, chosen);
            margin.added_approvals = self.settle(searched, 0, &mut margin);
        }
        margin
    }

    /// For each weight of a score rule the nearest one, lower or higher, that changes the set.
    fn weights(&mut self) -> (Vec<WeightChange>, bool) {
        let Rule::Scores(by) = &self.rule.rule else {
            return (Vec::new(), true);
        };
        let by = by.clone();
        let mut voices: Vec<(Option<&String>, u32)> = vec![(None, by.ballots)];
        voices.extend(by.bodies.iter().map(|(body, weight)| (Some(body), *weight)));
        let all: u32 = by
            .bodies
            .values()
            .fold(by.ballots, |sum, w| sum.saturating_add(*w));
        let before: BTreeSet<&String> = self.before.iter().collect();
        let (mut changes, mut complete) = (Vec::new(), true);
        for (voice, from) in voices {
            let mut nearest: Option<(u32, Outcome)> = None;
            for step in 1..=all.min(200) {
                if self.runs + 2 > self.most_runs {
                    complete = false;
                    break;
                }
                let weights = [from.checked_sub(step), from.checked_add(step)];
                for to in weights.into_iter().flatten() {
                    let mut other = by.clone();
                    match voice {
                        None => other.ballots = to,
                        Some(body) => {
                            other.bodies.insert(body.clone(), to);
                        }
                    }
                    let rule = SelectionRule {
                        rule: Rule::Scores(other),
                        ..self.rule.clone()
                    };
                    let outcome = self.run(self.election, &rule);
                    let changed = outcome
                        .filter(|o| o.selected.iter().collect::<BTreeSet<&String>>() != before);
                    if let Some(outcome) = changed {
                        nearest = Some((to, outcome));
                        break;
                    }
                }
                if nearest.is_some() {
                    break;
                }
            }
            if let Some((to, outcome)) = nearest {
                changes.push(WeightChange {
                    voice: voice.map_or(BALLOTS.to_owned(), Clone::clone),
                    from,
                    to,
                    gained: difference(&outcome.selected, self.before),
                    lost: difference(self.before, &outcome.selected),
                });
            }
        }
        (changes, complete)
    }
}

impl Margin {
    fn new(id: &str, place: usize, selected: bool) -> Self {
        Self {
            project: id.to_owned(),
            place,
            selected,
            cost_cut: None,
            added_approvals: None,
            added_ballots: None,
            removed_ballots: None,
            cut_short: false,
        }
    }
}

/// Ids in `a` that are not in `b`, in the order of `a`.
fn difference(a: &[String], b: &[String]) -> Vec<String> {
    let b: BTreeSet<&String> = b.iter().collect();
    a.iter().filter(|id| !b.contains(id)).cloned().collect()
}

/// The election with one more voter who lists only `project` (with points: as many as any voter gave
/// any project), and the number of that ballot.
fn with_single_ballot(election: &Election, project: usize) -> Option<(Election, usize)> {
    let mut points = Vec::new();
    if election.vote_type.has_points() {
        let given = (0..election.ballots.distinct())
            .flat_map(|group| election.ballots.points(group))
            .max();
        points.push(*given?);
    }
    let single: Ballot = (vec![project as u32], points.clone(), 1);
    let more = variant::ballots(election).chain([single]);
    let with_one = variant::with_ballots(election, more).ok()?;
    let group = with_one
        .ballots
        .supporters(project)
        .iter()
        .copied()
        .find(|group| {
            let group = *group as usize;
            with_one.ballots.projects(group).len() == 1 && with_one.ballots.points(group) == points
        });
    Some((with_one, group? as usize))
}

/// Ballots that do not list `project`, those with fewest selected projects first.
fn fewest_selected_first(election: &Election, project: usize, selected: &[String]) -> Vec<u32> {
    let mut chosen = vec![false; election.projects.len()];
    for index in selected.iter().filter_map(|id| election.project_index(id)) {
        chosen[index] = true;
    }
    let mut order: Vec<(usize, u32)> = (0..election.ballots.distinct())
        .filter(|group| {
            !election
                .ballots
                .projects(*group)
                .contains(&(project as u32))
        })
        .map(|group| {
            let listed = election.ballots.projects(group).iter();
            (
                listed.filter(|p| chosen[**p as usize]).count(),
                group as u32,
            )
        })
        .collect();
    order.sort_unstable();
    order.into_iter().map(|(_, group)| group).collect()
}

/// The election in which `count` voters, taken from the ballots in `order`, list `project` too.
fn with_approvals(
    election: &Election,
    project: usize,
    order: &[u32],
    count: u64,
) -> Option<Election> {
    let mut left = count;
    let mut changed = vec![0u64; election.ballots.distinct()];
    for group in order {
        let weight = election.ballots.weight(*group as usize);
        changed[*group as usize] = weight.min(left);
        left -= weight.min(left);
    }
    let ballots = variant::ballots(election)
        .zip(changed)
        .flat_map(|(ballot, count)| {
            let (projects, points, weight) = ballot;
            let mut more = projects.clone();
            let place = more.partition_point(|listed| *listed < project as u32);
            more.insert(place, project as u32);
            [
                (more, points.clone(), count),
                (projects, points, weight - count),
            ]
        });
    variant::with_ballots(election, ballots.collect::<Vec<Ballot>>().into_iter()).ok()
}
