//! Sequential proportional approval voting: each step adds the project with the largest
//! `Σ wᵢ / (1 + selected projects on ballot i)`. Scores only fall, so that projects wait in a heap
//! by their last score.

use std::collections::BinaryHeap;

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Zero};

use crate::exact::Fraction;
use crate::instance::Instance;
use crate::outcome::Phase;
use crate::progress::{Progress, Step, Value};
use crate::quotas::{Gate, Refusal};
use crate::scopes::Scope;

/// Scores are compared through integers: weights by number of selected projects, times the least
/// common multiple of all divisors divided by each.
struct Harmonic {
    multiple: BigInt,
    parts: Vec<BigInt>,
    approximate: Vec<f64>,
}

impl Harmonic {
    fn new(most: usize) -> Self {
        let multiple =
            (1..=most + 1).fold(BigInt::one(), |multiple, k| multiple.lcm(&BigInt::from(k)));
        let parts = (1..=most + 1)
            .map(|k| &multiple / BigInt::from(k))
            .collect();
        let approximate = (1..=most + 1).map(|k| 1.0 / k as f64).collect();
        Self {
            multiple,
            parts,
            approximate,
        }
    }

    fn exact(&self, weights: &[u64]) -> BigInt {
        let terms = weights
            .iter()
            .zip(&self.parts)
            .filter(|(weight, _)| **weight > 0);
        terms.fold(BigInt::zero(), |sum, (weight, part)| sum + part * *weight)
    }

    /// Within `(length + 4)·ε` of the score.
    fn near(&self, weights: &[u64]) -> f64 {
        weights
            .iter()
            .zip(&self.approximate)
            .map(|(weight, part)| *weight as f64 * part)
            .sum()
    }
}

#[derive(PartialEq)]
struct Waiting {
    score: f64,
    project: usize,
}

impl Eq for Waiting {}

impl Ord for Waiting {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.score
            .total_cmp(&other.score)
            .then(other.project.cmp(&self.project))
    }
}

impl PartialOrd for Waiting {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// How many selected projects each ballot has, and the scores that follow.
struct Scores<'i, 'a> {
    instance: &'i Instance<'a>,
    harmonic: Harmonic,
    /// Selected projects by distinct ballot.
    counts: Vec<u32>,
    /// Weight of one project's supporters by the number of their selected projects.
    weights: Vec<u64>,
    /// Covers the rounding of a score.
    slack: f64,
}

impl<'i, 'a> Scores<'i, 'a> {
    fn new(instance: &'i Instance<'a>) -> Self {
        let ballots = &instance.election.ballots;
        let lengths = (0..ballots.distinct()).map(|group| ballots.projects(group).len());
        let most = lengths.max().unwrap_or(0);
        Self {
            instance,
            harmonic: Harmonic::new(most),
            counts: vec![0; ballots.distinct()],
            weights: vec![0; most + 1],
            slack: 1.0 + (most + 8) as f64 * f64::EPSILON,
        }
    }

    fn weigh(&mut self, project: usize) {
        let ballots = &self.instance.election.ballots;
        self.weights.fill(0);
        for &group in self.instance.supporters(project).0 {
            let selected = self.counts[group as usize] as usize;
            self.weights[selected] += ballots.weight(group as usize);
        }
    }

    fn near(&mut self, project: usize) -> f64 {
        self.weigh(project);
        self.harmonic.near(&self.weights)
    }

    fn exact(&mut self, project: usize) -> BigInt {
        self.weigh(project);
        self.harmonic.exact(&self.weights)
    }

    fn as_fraction(&self, score: BigInt) -> Fraction {
        Fraction::new(score, self.harmonic.multiple.clone())
    }

    fn select(&mut self, project: usize) {
        for &group in self.instance.supporters(project).0 {
            self.counts[group as usize] += 1;
        }
    }

    /// Takes from the heap everything whose score may be among the two best.
    fn find_candidates(
        &mut self,
        heap: &mut BinaryHeap<Waiting>,
        gate: &Gate,
        progress: &mut Progress,
    ) -> Vec<(usize, f64)> {
        let mut candidates: Vec<(usize, f64)> = Vec::new();
        let (mut best, mut second) = (0.0f64, 0.0f64);
        while let Some(waiting) = heap.pop() {
            if waiting.score * self.slack < second {
                heap.push(waiting);
                break;
            }
            match gate.refusal(waiting.project) {
                None => {}
                Some(Refusal::Reserve) => {
                    progress.reserved(gate, waiting.project);
                    continue;
                }
                Some(_) => continue,
            }
            let score = self.near(waiting.project);
            let low = score / self.slack;
            if low > best {
                second = best;
                best = low;
            } else {
                second = second.max(low);
            }
            candidates.push((waiting.project, score));
        }
        candidates
    }

    /// The candidates with exactly the largest score, and it.
    fn largest(&mut self, candidates: &[(usize, f64)]) -> Option<(Vec<usize>, BigInt)> {
        let slack = self.slack;
        let floor = candidates
            .iter()
            .map(|(_, score)| score / slack)
            .fold(0.0, f64::max);
        let mut equal: Option<(Vec<usize>, BigInt)> = None;
        for (project, _) in candidates
            .iter()
            .filter(|(_, score)| score * slack >= floor)
        {
            let exact = self.exact(*project);
            match &mut equal {
                Some((_, known)) if exact < *known => {}
                Some((projects, known)) if exact == *known => projects.push(*project),
                _ => equal = Some((vec![*project], exact)),
            }
        }
        equal
    }
}

/// Selects projects until the number is reached or none is left.
pub(crate) fn run(
    instance: &Instance<'_>,
    scope: &Scope,
    with_trace: bool,
    gate: &mut Gate,
    progress: &mut Progress,
) {
    let mut scores = Scores::new(instance);
    let mut heap: BinaryHeap<Waiting> = (0..instance.len())
        .filter(|project| {
            scope.eligible[*project] && instance.votes[*project] > 0 && !gate.has(*project)
        })
        .map(|project| Waiting {
            score: instance.votes[project] as f64 * scores.slack,
            project,
        })
        .collect();
    while gate.open() {
        let mut candidates = scores.find_candidates(&mut heap, gate, progress);
        let Some((mut tied, score)) = scores.largest(&candidates) else {
            break;
        };
        let tie_step = (tied.len() > 1).then(|| instance.ties.decide(&mut tied));
        let winner = tied[0];
        if tie_step.is_none() {
            tied.clear();
        }
        candidates.retain(|(project, _)| *project != winner);
        let runner_up = scores.largest(&candidates).and_then(|(mut next, score)| {
            next.sort_by_key(|project| instance.ties.rank(*project));
            let value = scores.as_fraction(score);
            next.first().map(|project| (*project, value))
        });
        for (project, score) in candidates {
            heap.push(Waiting { score, project });
        }
        scores.select(winner);
        gate.take(winner);
        progress.steps.push(Step {
            project: winner,
            phase: Phase::ProportionalApproval,
            value: Value::Exact(scores.as_fraction(score)),
            runner_up,
            tied,
            tie_step,
        });
    }
    let left = |project: &usize| with_trace && scope.eligible[*project] && !gate.has(*project);
    for project in (0..instance.len()).filter(left) {
        let exact = scores.exact(project);
        progress.values.insert(project, scores.as_fraction(exact));
    }
}
