//! Sequential proportional approval voting: each step adds the project with the largest
//! `Σ wᵢ / (1 + selected projects on ballot i)`. Scores only fall, so that projects wait in a heap
//! by their last score.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, ToPrimitive, Zero};

use crate::exact::Fraction;
use crate::instance::Instance;
use crate::outcome::Phase;
use crate::progress::{Progress, Step, Value};
use crate::quotas::{Gate, Refusal};
use crate::scopes::Scope;
use crate::twins::{Part, Queues, Turns};
use crate::waiting::Least;

/// Scores are compared through integers: weights by number of selected projects, times the least
/// common multiple of all divisors divided by each.
struct Harmonic {
    multiple: BigInt,
    parts: Vec<BigInt>,
    approximate: Vec<f64>,
}

impl Harmonic {
    fn new(most: usize) -> Self {
        let multiple = (1..=most as u64 + 1).fold(BigInt::one(), |multiple, k| {
            let rest = (&multiple % k).to_u64().unwrap_or(0);
            multiple * (k / rest.gcd(&k))
        });
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

/// How many selected projects each ballot has, and the scores that follow.
struct Scores<'i, 'a> {
    instance: &'i Instance<'a>,
    harmonic: Harmonic,
    /// Selected projects by distinct ballot.
    counts: Vec<u32>,
    /// The most that any has.
    most: usize,
    /// Weight of one project's supporters by the number of their selected projects, up to the most.
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
            most: 0,
            weights: Vec::with_capacity(most + 1),
            slack: 1.0 + (most + 8) as f64 * f64::EPSILON,
        }
    }

    fn weigh(&mut self, project: usize) {
        let ballots = &self.instance.election.ballots;
        self.weights.clear();
        self.weights.resize(self.most + 1, 0);
        for &group in self.instance.supporters(project).0 {
            let selected = self.counts[group as usize] as usize;
            self.weights[selected] += ballots.weight(group as usize);
        }
    }

    /// The terms of each supporting ballot, where there are fewer of these than numbers of selected projects.
    fn terms(&self, project: usize) -> Option<impl Iterator<Item = (usize, u64)>> {
        let groups = self.instance.supporters(project).0;
        let term = |group: &u32| {
            let group = *group as usize;
            (
                self.counts[group] as usize,
                self.instance.election.ballots.weight(group),
            )
        };
        (groups.len() <= self.most).then(|| groups.iter().map(term))
    }

    fn near(&mut self, project: usize) -> f64 {
        if let Some(terms) = self.terms(project) {
            let parts = &self.harmonic.approximate;
            return terms
                .map(|(selected, weight)| weight as f64 * parts[selected])
                .sum();
        }
        self.weigh(project);
        self.harmonic.near(&self.weights)
    }

    fn exact(&mut self, project: usize) -> BigInt {
        if let Some(terms) = self.terms(project) {
            let parts = &self.harmonic.parts;
            return terms.fold(BigInt::zero(), |sum, (selected, weight)| {
                sum + &parts[selected] * weight
            });
        }
        self.weigh(project);
        self.harmonic.exact(&self.weights)
    }

    fn as_fraction(&self, score: BigInt) -> Fraction {
        Fraction::new(score, self.harmonic.multiple.clone())
    }

    fn select(&mut self, project: usize) {
        for &group in self.instance.supporters(project).0 {
            let count = &mut self.counts[group as usize];
            *count += 1;
            self.most = self.most.max(*count as usize);
        }
    }

    /// Everything whose score may be among the two best.
    fn find_candidates(
        &mut self,
        turns: &mut Turns,
        gate: &Gate,
        progress: &mut Progress,
    ) -> Vec<Candidate> {
        let (instance, slack) = (self.instance, self.slack);
        let mut candidates: Vec<Candidate> = Vec::new();
        // What queues wait by is the score's upper bound below zero.
        let mut least = Least::new(true);
        while let Some(turn) = turns.next(&instance.ties, least.cutoff()) {
            let project = turn.project;
            let part = turns.same(instance, turn);
            match gate.refusal(project) {
                None => {}
                refusal => {
                    if refusal == Some(Refusal::Reserve) {
                        for project in turns.queues.all(&instance.ties, [part]) {
                            progress.reserved(gate, project);
                        }
                    }
                    turns.drop(turn, part);
                    continue;
                }
            }
            let score = self.near(project);
            turns.pass(turn, part, -(score * slack));
            least.note(-(score / slack), part.len());
            candidates.push(Candidate {
                part,
                project,
                score,
            });
        }
        candidates
    }

    /// The candidates with exactly the largest score, and it; and all others.
    fn largest(&mut self, candidates: Vec<Candidate>) -> (Vec<Part>, BigInt, Vec<Candidate>) {
        let slack = self.slack;
        let lows = candidates.iter().map(|candidate| candidate.score / slack);
        let floor = lows.fold(0.0, f64::max);
        let (close, mut others): (Vec<Candidate>, Vec<Candidate>) = candidates
            .into_iter()
            .partition(|candidate| candidate.score * slack >= floor);
        let (mut equal, mut largest): (Vec<Candidate>, BigInt) = (Vec::new(), BigInt::zero());
        for candidate in close {
            let exact = self.exact(candidate.project);
            if exact < largest {
                others.push(candidate);
                continue;
            }
            if exact > largest {
                others.append(&mut equal);
                largest = exact;
            }
            equal.push(candidate);
        }
        let equal = equal.into_iter().map(|candidate| candidate.part);
        (equal.collect(), largest, others)
    }
}

/// Projects with the same supporters, whose score may be the largest.
struct Candidate {
    part: Part,
    /// The first of them.
    project: usize,
    score: f64,
}

/// Selects projects until the number is reached or none is left.
pub(crate) fn run(
    instance: &Instance<'_>,
    scope: &Scope,
    with_trace: bool,
    gate: &mut Gate,
    progress: &mut Progress,
) {
    let ties = &instance.ties;
    let mut scores = Scores::new(instance);
    let open = |project: usize| {
        scope.eligible[project] && instance.votes[project] > 0 && !gate.has(project)
    };
    let queues = Queues::new(instance, |project| gate.group_of(project), open);
    let slack = scores.slack;
    let mut turns = Turns::new(instance, queues, |project| {
        -(instance.votes[project] as f64 * slack * slack)
    });
    while gate.open() {
        let candidates = scores.find_candidates(&mut turns, gate, progress);
        let (equal, score, others) = scores.largest(candidates);
        let tied = turns.queues.tied(ties, equal.iter().copied());
        let Some((winner, tie_step)) = tied.decide(ties) else {
            break;
        };
        let holds = |part: &&Part| turns.queues.holds(instance, **part, winner);
        let Some(part) = equal.iter().find(holds).copied() else {
            break;
        };
        // The second of those tied, or the first of the others.
        let runner_up = match tied.first.get(1) {
            Some(second) => Some((*second, score.clone())),
            None => {
                let (equal, score, _) = scores.largest(others);
                let next = turns.queues.tied(ties, equal.into_iter());
                next.first.first().map(|project| (*project, score))
            }
        };
        let runner_up = runner_up.map(|(project, score)| (project, scores.as_fraction(score)));
        turns.end_round(instance, Some((part, winner)));
        scores.select(winner);
        gate.take(winner);
        progress.steps.push(Step {
            project: winner,
            phase: Phase::ProportionalApproval,
            value: Value::Exact(scores.as_fraction(score)),
            runner_up,
            tied: tied.noted(),
            tie_step,
        });
    }
    let left = |project: usize| with_trace && scope.eligible[project] && !gate.has(project);
    let queues = Queues::new(instance, |_| None, left);
    for queue in 0..queues.len() {
        let mut exact = None;
        for project in queues.projects(ties, queue) {
            let exact = exact.get_or_insert_with(|| scores.exact(project)).clone();
            progress.values.insert(project, scores.as_fraction(exact));
        }
    }
}
