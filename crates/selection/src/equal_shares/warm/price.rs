//! The price of one project for a range of endowments, and what bounds it in later passes.

use super::super::EPSILON;
use super::super::classes::Members;
use super::WarmStart;
use super::lines::{Ends, Sums};
use super::open::Turn;

/// A bound on a project's price at the beginning of a round, for endowments beyond a pass.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bound {
    pub(super) project: usize,
    /// The cost less all that *P* had at the end of the pass, rounded down.
    pub(super) left: f64,
    /// Weight of *P*.
    pub(super) poor: f64,
    /// Weight × share of the others.
    pub(super) rich: f64,
    /// Total rise of purses when it was worked out.
    pub(super) risen: f64,
}

impl Bound {
    /// The least price when purses have risen to `risen` in total.
    pub(super) fn price(&self, risen: f64) -> f64 {
        // The sums of rises are off by less than a billionth: there are at most a million.
        let more = self.poor * (risen - self.risen) * (1.0 + 1e-9);
        let left = self.left - more - 8.0 * EPSILON * (self.left.abs() + more);
        if self.rich > 0.0 {
            left / self.rich * (1.0 - 4.0 * EPSILON)
        } else if left > 0.0 {
            f64::INFINITY
        } else {
            f64::NEG_INFINITY
        }
    }
}

/// Lower and upper ends of a price or of ρ.
#[derive(Clone, Copy, Debug)]
pub(super) struct Band {
    pub(super) low: Ends,
    pub(super) high: Ends,
}

/// What one look at a project gives; prices are per unit of share.
pub(super) enum Seen {
    /// It cannot be paid.
    Dead,
    /// It is dearer than the price to beat; at least this.
    Above(f64),
    Price {
        price: Band,
        plain: Option<Plain>,
    },
    Unsure,
}

/// Surely everybody who has money pays in full, whatever the endowment.
#[derive(Clone, Copy)]
pub(super) struct Plain {
    /// Their weight × share: the price is the cost over this.
    pub(super) payers: f64,
    /// Up to this cost they do so.
    pub(super) limit: f64,
}

impl WarmStart<'_, '_> {
    /// Finds the price of `project` at both ends by Newton's method on the least that purses may
    /// hold, beginning at `guess`, which may lie on either side; gives up once the price is surely
    /// above `cutoff`.
    ///
    /// The upper end *h* is right when, by the least money there, everybody counted as poor has at
    /// most *h* times their share and everybody else at least that. For the lower ends *P* is who is
    /// poor half way. `slack` covers the rounding of the sums and of dividing by shares.
    pub(super) fn look(&self, turn: Turn, guess: Ends, cutoff: Ends) -> (Seen, Bound) {
        let project = turn.project;
        let members = self.classes.members(project);
        let cost = self.instance.costs[project] as f64;
        let factor = self.instance.factors[project] as f64;
        let floor = turn.bound * factor * (1.0 - 4.0 * EPSILON);
        let terms = (members.classes.len() + 16) as f64;
        let mut at = guess.map(|guess| guess.max(floor));
        let mut from_floor = at == [floor; 2];
        // Newton's method needs few steps; more than this means that doubles do not tell.
        for _ in 0..60 {
            let sums = self.sums(members, at);
            let size = sums.size[0] + sums.size[1] + sums.most[0] + sums.most[1];
            let slack = terms * EPSILON * (cost + 2.0 * size);
            let left = sums.most.map(|most| cost - most - slack);
            let bound = Bound {
                project,
                left: left[1],
                poor: sums.poor,
                rich: sums.payers,
                risen: self.fresh.last().map_or(0.0, |round| round.risen),
            };
            if sums.payers == 0.0 && left[0] > 0.0 && left[1] > 0.0 {
                return (Seen::Dead, bound);
            }
            if sums.payers == 0.0 || sums.rich[0] == 0.0 || sums.rich[1] == 0.0 {
                if from_floor {
                    return (Seen::Unsure, bound);
                }
                (at, from_floor) = ([floor; 2], true);
                continue;
            }
            let low = left.map(|left| left / sums.payers * (1.0 - 4.0 * EPSILON));
            if low[0] > cutoff[0] && low[1] > cutoff[1] {
                return (Seen::Above(low[0].min(low[1])), bound);
            }
            let high = [0, 1].map(|end| {
                (cost - sums.least_sum[end] + slack) / sums.rich[end] * (1.0 + 4.0 * EPSILON)
            });
            let right = |end: usize| sums.top[end] <= high[end] && sums.bottom[end] >= high[end];
            if right(0) && right(1) {
                // Only who has exactly nothing is poor, at both ends alike.
                let plain = sums.size == [0.0; 2] && sums.rich == [sums.payers; 2];
                let least = sums.bottom[0].min(sums.bottom[1]) * (1.0 - 32.0 * EPSILON);
                let plain = plain.then_some(Plain {
                    payers: sums.payers,
                    limit: sums.payers * least,
                });
                let price = Band { low, high };
                return (Seen::Price { price, plain }, bound);
            }
            let next = high.map(|high| high.max(floor));
            if next == at {
                return (Seen::Unsure, bound);
            }
            at = next;
            from_floor |= at == [floor; 2];
        }
        let nothing = Bound {
            project,
            left: f64::NEG_INFINITY,
            poor: 0.0,
            rich: 0.0,
            risen: 0.0,
        };
        (Seen::Unsure, nothing)
    }

    /// Sums over the supporters whose least money per share lies below `at`, and over the others.
    fn sums(&self, members: &Members, at: Ends) -> Sums {
        let mut sums = Sums {
            bottom: [f64::INFINITY; 2],
            ..Sums::default()
        };
        let entries = members.classes.iter().zip(&members.weights);
        match &members.shares {
            None => {
                for (class, weight) in entries {
                    sums = sums.with(&self.held[*class as usize], *weight, 1.0, at);
                }
            }
            Some(shares) => {
                for ((class, weight), share) in entries.zip(shares) {
                    sums = sums.with(&self.held[*class as usize], *weight, *share, at);
                }
            }
        }
        sums
    }
}
