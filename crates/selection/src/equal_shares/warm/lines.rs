//! Purses and sums that are linear in the endowment, for a range of endowments at once.

use super::super::EPSILON;

/// A linear function of *x* by its values at 0 and 1.
pub(super) type Ends = [f64; 2];

/// Money of one class per voter: within `error` of a linear function, exactly zero when all is zero.
#[derive(Clone, Copy, Debug)]
pub(super) struct Held {
    pub(super) ends: Ends,
    pub(super) error: f64,
}

impl Held {
    /// Whether it is exactly nothing.
    pub(super) fn is_nothing(&self) -> bool {
        self.ends == [0.0; 2] && self.error == 0.0
    }
}

/// `max(0, l(x))` for *l* within `error` of `ends`.
pub(super) fn rest(ends: Ends, error: f64) -> Held {
    let above = ends.map(|end| end + error);
    let below = ends.map(|end| end - error);
    if above[0] < 0.0 && above[1] < 0.0 {
        return Held {
            ends: [0.0; 2],
            error: 0.0,
        };
    }
    if below[0] > 0.0 && below[1] > 0.0 {
        return Held { ends, error };
    }
    // At most `top`, the line between the ends of max(0, l + error), being convex; at least
    // max(0, l − error). They are farthest apart at an end or where l − error is zero.
    let top = above.map(|above| above.max(0.0));
    let mut apart = (top[0] - below[0].max(0.0)).max(top[1] - below[1].max(0.0));
    if (below[0] < 0.0) != (below[1] < 0.0) {
        let x = below[0] / (below[0] - below[1]);
        // Both ends of `top` are above zero or one is: the value there is between them.
        let there = top[0] + (top[1] - top[0]) * x.clamp(0.0, 1.0);
        apart = apart.max(there * (1.0 + 16.0 * EPSILON));
    }
    let half = apart / 2.0;
    let size = top[0].max(top[1]) + half;
    Held {
        ends: top.map(|top| top - half),
        error: half + 16.0 * EPSILON * size,
    }
}

/// Sums over the supporters of a project at a price. At each end of the endowments the poor are
/// those whose least money per share lies below the price there; half way, those for whom the sum of
/// both ends does.
#[derive(Clone, Copy, Default)]
pub(super) struct Sums {
    /// Least money of the poor at each end.
    pub(super) least_sum: Ends,
    /// The same without signs, at least all sums here.
    pub(super) size: Ends,
    /// Weight × share of the others at each end.
    pub(super) rich: Ends,
    /// Most that a poor supporter has per share, by their least money, at each end.
    pub(super) top: Ends,
    /// Least that another has.
    pub(super) bottom: Ends,
    /// Most money, at each end, of the poor half way, and their weight.
    pub(super) most: Ends,
    pub(super) poor: f64,
    /// Weight × share of the others half way.
    pub(super) payers: f64,
}

impl Sums {
    /// With one more class. Without branches, which could not be foreseen.
    #[inline(always)]
    pub(super) fn with(mut self, held: &Held, weight: f64, share: f64, at: Ends) -> Self {
        let low = held.ends.map(|end| end - held.error);
        let all = weight * share;
        for end in 0..2 {
            let limit = at[end] * share;
            let is_poor = low[end] < limit;
            let poor = if is_poor { weight } else { 0.0 };
            self.least_sum[end] += poor * low[end];
            self.size[end] += poor * (held.ends[end].abs() + held.error);
            self.rich[end] += if is_poor { 0.0 } else { all };
            let per_share = low[end] / share;
            let top = if is_poor { per_share } else { 0.0 };
            let bottom = if is_poor { f64::INFINITY } else { per_share };
            self.top[end] = if top > self.top[end] {
                top
            } else {
                self.top[end]
            };
            self.bottom[end] = if bottom < self.bottom[end] {
                bottom
            } else {
                self.bottom[end]
            };
        }
        let is_poor = low[0] + low[1] < (at[0] + at[1]) * share;
        let poor = if is_poor { weight } else { 0.0 };
        for end in 0..2 {
            self.most[end] += poor * (held.ends[end] + held.error);
        }
        self.poor += poor;
        self.payers += if is_poor { 0.0 } else { all };
        self
    }
}
