//! JR and EJR+ up to one project: polynomial, because a group that is treated worst is always
//! "every supporter of the project with at most this much satisfaction".

use std::cmp::Ordering;

use num_bigint::BigUint;
use serde::{Deserialize, Serialize};

use super::{Evidence, Subject, Verdict};

/// Most ballots written out for one group; the group itself is described in full by its project
/// and its largest satisfaction.
const MOST_BALLOTS: usize = 100;

/// How satisfaction is measured, and what a group with it must be able to pay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Measure {
    /// Only groups without any selected project; they must pay for the project.
    None,
    /// Cost of selected projects; the group must pay for that and the project.
    Cost,
    /// Number of selected projects; the group must pay for one more of such projects.
    Number,
}

/// Voters with the same ballot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct BallotGroup {
    /// Projects they list.
    pub ballot: Vec<String>,
    /// How many they are.
    pub voters: u64,
    /// Cost (or number) of the selected projects among them, as the check measures it.
    pub satisfaction: String,
}

/// The group that comes closest to deserving a project: every supporter of `project` whose
/// satisfaction is at most `satisfaction`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Closest {
    /// The project that was not selected.
    pub project: String,
    /// Voters in the group.
    pub voters: u64,
    /// Largest satisfaction in the group.
    pub satisfaction: String,
    /// What the group's shares of the budget come to.
    pub money: String,
    /// What they would have to come to for the group to deserve the project.
    pub needed: String,
}

/// A group that deserves more than it has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Deprived {
    /// The projects that every member lists and of which the group deserves more: the one that was
    /// not selected, or with EJR the whole set.
    pub projects: Vec<String>,
    /// Cost of the project (of each with unit costs).
    pub cost: String,
    /// Voters in the group.
    pub voters: u64,
    /// Largest satisfaction in the group: everyone has at most this.
    pub satisfaction: String,
    /// What the group's shares of the budget come to.
    pub money: String,
    /// What they had to come to; it is no more than `money`.
    pub needed: String,
    /// Distinct ballots in the group.
    pub distinct_ballots: usize,
    /// The most frequent of them, at most 100.
    pub ballots: Vec<BallotGroup>,
}

/// One project with its worst group.
struct Worst {
    project: usize,
    weight: u64,
    satisfaction: u128,
    needed: u128,
}

pub(super) fn check(subject: &Subject<'_>, measure: Measure) -> (Verdict, Evidence) {
    let satisfactions = satisfactions(subject, measure);
    let mut all: Vec<Worst> = (0..subject.costs.len())
        .filter(|project| !subject.selected[*project])
        .filter_map(|project| worst(subject, measure, &satisfactions, project))
        .collect();
    // The largest ratio of money to need first; ids break ties, so that the answer is one.
    all.sort_by(|a, b| {
        compare_products(b.weight.into(), a.needed, a.weight.into(), b.needed)
            .then(a.project.cmp(&b.project))
    });
    if let Some(first) = all.first()
        && deserves(subject, first.weight, first.needed)
    {
        let evidence = deprived(subject, measure, &satisfactions, first);
        return (Verdict::Violated, Evidence::Deprived(Box::new(evidence)));
    }
    let groups = all.iter().map(|worst| Closest {
        project: subject.id(worst.project),
        voters: worst.weight,
        satisfaction: text(subject, measure, worst.satisfaction),
        money: subject.shares(worst.weight),
        needed: subject.format(worst.needed),
    });
    let groups = groups.collect();
    (Verdict::Holds, Evidence::Closest { groups })
}

/// Satisfaction of each distinct ballot.
fn satisfactions(subject: &Subject<'_>, measure: Measure) -> Vec<u128> {
    let ballots = &subject.election.ballots;
    let of = |group: usize| {
        let listed = ballots.projects(group).iter().map(|p| *p as usize);
        let selected = listed.filter(|project| subject.selected[*project]);
        match measure {
            Measure::Cost => selected.map(|project| subject.costs[project]).sum(),
            Measure::None | Measure::Number => selected.count() as u128,
        }
    };
    (0..ballots.distinct()).map(of).collect()
}

/// What a group with largest satisfaction `satisfaction` must pay to deserve `project`.
fn needed(subject: &Subject<'_>, measure: Measure, project: usize, satisfaction: u128) -> u128 {
    let cost = subject.costs[project];
    match measure {
        Measure::None => cost,
        Measure::Cost => satisfaction + cost,
        Measure::Number => (satisfaction + 1) * cost,
    }
}

fn worst(
    subject: &Subject<'_>,
    measure: Measure,
    satisfactions: &[u128],
    project: usize,
) -> Option<Worst> {
    let ballots = &subject.election.ballots;
    let mut supporters: Vec<(u128, u64)> = ballots
        .supporters(project)
        .iter()
        .map(|group| {
            (
                satisfactions[*group as usize],
                ballots.weight(*group as usize),
            )
        })
        .collect();
    if measure == Measure::None {
        supporters.retain(|(satisfaction, _)| *satisfaction == 0);
    }
    supporters.sort_unstable();
    let mut best: Option<Worst> = None;
    let mut weight = 0u64;
    let mut rest = supporters.as_slice();
    while let Some((satisfaction, _)) = rest.first().copied() {
        let alike = rest.partition_point(|(other, _)| *other == satisfaction);
        weight += rest[..alike].iter().map(|(_, weight)| weight).sum::<u64>();
        rest = &rest[alike..];
        let needed = needed(subject, measure, project, satisfaction);
        let closer = best.as_ref().is_none_or(|best| {
            compare_products(weight.into(), best.needed, best.weight.into(), needed).is_gt()
        });
        if closer {
            best = Some(Worst {
                project,
                weight,
                satisfaction,
                needed,
            });
        }
    }
    best
}

/// True when voters of total weight `weight` have shares of at least `needed`.
pub(super) fn deserves(subject: &Subject<'_>, weight: u64, needed: u128) -> bool {
    compare_products(
        weight.into(),
        subject.budget,
        subject.voters().into(),
        needed,
    )
    .is_ge()
}

/// Compares `a · b` with `c · d`.
pub(super) fn compare_products(a: u128, b: u128, c: u128, d: u128) -> Ordering {
    match (a.checked_mul(b), c.checked_mul(d)) {
        (Some(left), Some(right)) => left.cmp(&right),
        _ => (BigUint::from(a) * b).cmp(&(BigUint::from(c) * d)),
    }
}

fn text(subject: &Subject<'_>, measure: Measure, satisfaction: u128) -> String {
    match measure {
        Measure::Cost => subject.format(satisfaction),
        Measure::None | Measure::Number => satisfaction.to_string(),
    }
}

fn deprived(
    subject: &Subject<'_>,
    measure: Measure,
    satisfactions: &[u128],
    worst: &Worst,
) -> Deprived {
    let supporters = subject.election.ballots.supporters(worst.project);
    let members: Vec<(u32, String)> = supporters
        .iter()
        .filter(|group| satisfactions[**group as usize] <= worst.satisfaction)
        .map(|group| {
            (
                *group,
                text(subject, measure, satisfactions[*group as usize]),
            )
        })
        .collect();
    let (distinct_ballots, ballots) = written_out(subject, members);
    Deprived {
        projects: vec![subject.id(worst.project)],
        cost: subject.format(subject.costs[worst.project]),
        voters: worst.weight,
        satisfaction: text(subject, measure, worst.satisfaction),
        money: subject.shares(worst.weight),
        needed: subject.format(worst.needed),
        distinct_ballots,
        ballots,
    }
}

/// The most frequent of `members` (distinct ballots with their satisfaction) in full.
pub(super) fn written_out(
    subject: &Subject<'_>,
    mut members: Vec<(u32, String)>,
) -> (usize, Vec<BallotGroup>) {
    let ballots = &subject.election.ballots;
    let count = members.len();
    members.sort_by_key(|(group, _)| (u64::MAX - ballots.weight(*group as usize), *group));
    members.truncate(MOST_BALLOTS);
    let shown = members
        .into_iter()
        .map(|(group, satisfaction)| BallotGroup {
            ballot: ballots
                .projects(group as usize)
                .iter()
                .map(|project| subject.id(*project as usize))
                .collect(),
            voters: ballots.weight(group as usize),
            satisfaction,
        });
    (count, shown.collect())
}
