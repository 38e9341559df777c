//! What projects are known to come to while they wait.

use std::cmp::Ordering;

/// A double in its total order.
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct Bound(pub(crate) f64);

impl Eq for Bound {}

impl Ord for Bound {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl PartialOrd for Bound {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The smallest upper bounds of a round: one, or two where the second best is wanted as well.
pub(crate) struct Least {
    best: f64,
    second: f64,
    want_second: bool,
}

impl Least {
    pub(crate) fn new(want_second: bool) -> Self {
        Self {
            best: f64::INFINITY,
            second: f64::INFINITY,
            want_second,
        }
    }

    /// What comes to more than this is not among those wanted.
    pub(crate) fn cutoff(&self) -> f64 {
        if self.want_second {
            self.second
        } else {
            self.best
        }
    }

    /// Notes that so many projects come to `high` at most.
    pub(crate) fn note(&mut self, high: f64, projects: usize) {
        if high < self.best {
            self.second = self.best;
            self.best = high;
        } else {
            self.second = self.second.min(high);
        }
        if projects > 1 {
            self.second = self.second.min(high);
        }
    }
}
