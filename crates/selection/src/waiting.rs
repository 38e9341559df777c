//! Projects that wait in a heap by the least that they may come to, the smallest first.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

/// Projects with their bounds.
pub(crate) type Waiting = BinaryHeap<Reverse<(Bound, usize)>>;

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
