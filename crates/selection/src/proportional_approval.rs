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

/// Selects projects until the number is reached or none is left.
pub(crate) fn run(
    instance: &Instance<'_>,
    scope: &Scope,
    with_trace: bool,
    gate: &mut Gate,
    progress: &mut Progress,
) {
    let ballots = &instance.election.ballots;
    let most = (0..ballots.distinct())
        .map(|group| ballots.projects(group).len())
        .max()
        .unwrap_or(0);
    let harmonic = Harmonic::new(most);
    let mut counts = vec![0u32; ballots.distinct()];
    let mut weights = vec![0u64; most + 1];
    let slack = 1.0 + (most + 8) as f64 * f64::EPSILON;
    let mut heap: BinaryHeap<Waiting> = (0..instance.len())
        .filter(|project| {
            scope.eligible[*project] && instance.votes[*project] > 0 && !gate.has(*project)
        })
        .map(|project| Waiting {
            score: instance.votes[project] as f64 * slack,
            project,
        })
        .collect();
    let histogram = |project: usize, counts: &[u32], weights: &mut [u64]| {
        weights.fill(0);
        for &group in instance.supporters(project).0 {
            weights[counts[group as usize] as usize] += ballots.weight(group as usize);
        }
    };
    let as_fraction = |score: BigInt| Fraction::new(score, harmonic.multiple.clone());
    while gate.open() {
        // Everything whose score may be among the two best.
        let mut candidates: Vec<(usize, f64)> = Vec::new();
        let (mut best, mut second) = (0.0f64, 0.0f64);
        while let Some(waiting) = heap.pop() {
            if waiting.score * slack < second {
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
            histogram(waiting.project, &counts, &mut weights);
            let score = harmonic.near(&weights);
            let low = score / slack;
            if low > best {
                second = best;
                best = low;
            } else {
                second = second.max(low);
            }
            candidates.push((waiting.project, score));
        }
        let mut largest = |candidates: &[(usize, f64)]| -> Option<(Vec<usize>, BigInt)> {
            let floor = candidates
                .iter()
                .map(|(_, score)| score / slack)
                .fold(0.0, f64::max);
            let mut equal: Option<(Vec<usize>, BigInt)> = None;
            for (project, _) in candidates
                .iter()
                .filter(|(_, score)| score * slack >= floor)
            {
                histogram(*project, &counts, &mut weights);
                let exact = harmonic.exact(&weights);
                match &mut equal {
                    Some((_, known)) if exact < *known => {}
                    Some((projects, known)) if exact == *known => projects.push(*project),
                    _ => equal = Some((vec![*project], exact)),
                }
            }
            equal
        };
        let Some((mut tied, score)) = largest(&candidates) else {
            break;
        };
        let tie_step = (tied.len() > 1).then(|| instance.ties.decide(&mut tied));
        let winner = tied[0];
        if tie_step.is_none() {
            tied.clear();
        }
        candidates.retain(|(project, _)| *project != winner);
        let runner_up = largest(&candidates).and_then(|(mut next, score)| {
            next.sort_by_key(|project| instance.ties.rank(*project));
            next.first().map(|project| (*project, as_fraction(score)))
        });
        for (project, score) in candidates {
            heap.push(Waiting { score, project });
        }
        for &group in instance.supporters(winner).0 {
            counts[group as usize] += 1;
        }
        gate.take(winner);
        progress.steps.push(Step {
            project: winner,
            phase: Phase::ProportionalApproval,
            value: Value::Exact(as_fraction(score)),
            runner_up,
            tied,
            tie_step,
        });
    }
    let left = |project: &usize| with_trace && scope.eligible[*project] && !gate.has(*project);
    for project in (0..instance.len()).filter(left) {
        histogram(project, &counts, &mut weights);
        let value = as_fraction(harmonic.exact(&weights));
        progress.values.insert(project, value);
    }
}
