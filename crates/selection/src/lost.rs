//! Of which projects that were not bought it is told where their supporters' money went.
//!
//! That is an amount for each of them and each purchase: where both are many, more than anybody reads or a record may hold. So
//! beyond [`MOST_PAYMENTS`] amounts in one run it is told only of the [`NEAREST`] that were short of the least.

use crate::exact::Fraction;

/// So many amounts of one run are told: with those of no vote that could be published before there was a bound.
pub(crate) const MOST_PAYMENTS: usize = 5_000_000;

/// Of so many projects it is told otherwise.
pub(crate) const NEAREST: usize = 100;

/// A project that was not bought.
pub(crate) struct Lost {
    pub(crate) project: usize,
    /// Its cost less what its supporters had left, in smallest units; below zero where they had more.
    pub(crate) short: Fraction,
}

/// The projects of which it is told after so many purchases, ascending: the nearest, of those equally near the first by id.
pub(crate) fn told(purchases: usize, mut lost: Vec<Lost>) -> Vec<usize> {
    if purchases.saturating_mul(lost.len()) > MOST_PAYMENTS {
        lost.sort_by(|a, b| {
            let by_short = a.short.compare(&b.short);
            by_short.then(a.project.cmp(&b.project))
        });
        lost.truncate(NEAREST);
    }
    let mut told: Vec<usize> = lost.into_iter().map(|lost| lost.project).collect();
    told.sort_unstable();
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lost(short: impl Fn(usize) -> u64, count: usize) -> Vec<Lost> {
        let lost = (0..count).map(|project| Lost {
            project,
            short: Fraction::new(short(project), 3),
        });
        lost.collect()
    }

    #[test]
    fn the_nearest_are_told_beyond_the_bound() {
        let short = |project: usize| (project as u64 * 7919) % 5_000;
        let all: Vec<usize> = (0..5_000).collect();
        assert_eq!(told(1_000, lost(short, 5_000)), all);
        let some = told(1_001, lost(short, 5_000));
        assert_eq!(some.len(), NEAREST);
        assert!(some.iter().all(|project| short(*project) < 100));
        let equal = told(1_001, lost(|_| 5, 5_000));
        assert_eq!(equal, (0..100).collect::<Vec<usize>>());
    }
}
