//! Figures over many commitments: how many of those that are coded, how many left and why, and means of shares. All of it exact.

use num_bigint::BigInt;
use num_rational::Ratio;
use num_traits::Zero;
use serde::Serialize;

use crate::absent::{Absent, Reading};

/// An exact fraction.
pub type Exact = Ratio<BigInt>;

/// Below so many a figure is shown as numbers alone, without a share.
pub const FEW: u64 = 5;

/// How many meet a test, of how many, and how many are not asked and why.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Figure {
    /// How many meet it.
    pub met: u64,
    /// Of how many that are coded; what is unclear is among them, and meets nothing.
    pub of: u64,
    /// Left out: the indicator was not in use.
    pub no_data: u64,
    /// Left out: not reviewed.
    pub not_reviewed: u64,
    /// Left out: not applicable.
    pub not_applicable: u64,
    /// Left out: blank.
    pub blank: u64,
    /// Left out: not understood, or not decided by what is coded.
    pub unknown: u64,
}

impl Figure {
    /// Counts what was read, each with whether it meets the test.
    pub fn of(readings: impl IntoIterator<Item = Reading<bool>>) -> Figure {
        let mut figure = Figure::default();
        for reading in readings {
            let count = match reading {
                Reading::Coded(met) => {
                    figure.met += u64::from(met);
                    &mut figure.of
                }
                Reading::Absent(Absent::Unclear) => &mut figure.of,
                Reading::Absent(Absent::NoData) => &mut figure.no_data,
                Reading::Absent(Absent::NotReviewed) => &mut figure.not_reviewed,
                Reading::Absent(Absent::NotApplicable) => &mut figure.not_applicable,
                Reading::Absent(Absent::Blank) => &mut figure.blank,
                Reading::Unknown => &mut figure.unknown,
            };
            *count += 1;
        }
        figure
    }

    /// How many left the denominator.
    pub fn left_out(&self) -> u64 {
        self.no_data + self.not_reviewed + self.not_applicable + self.blank + self.unknown
    }

    /// The share of those that are coded; `None` where none is.
    pub fn share(&self) -> Option<Exact> {
        (self.of > 0).then(|| Exact::new(self.met.into(), self.of.into()))
    }

    /// Whether there are enough of them to show a share.
    pub fn is_shown(&self) -> bool {
        self.of >= FEW
    }
}

/// The mean of shares, each as much as any other: a country's is that of its plans, the world's that of its countries. What has no share leaves.
pub fn mean(shares: impl IntoIterator<Item = Option<Exact>>) -> Option<Exact> {
    let (mut sum, mut count) = (Exact::zero(), 0_u64);
    for share in shares.into_iter().flatten() {
        sum += share;
        count += 1;
    }
    (count > 0).then(|| sum / BigInt::from(count))
}

/// A share in tenths of a percent, a half rounded up.
pub fn per_mille(share: &Exact) -> BigInt {
    let thousand = share * BigInt::from(1000);
    (thousand + Exact::new(1.into(), 2.into()))
        .floor()
        .to_integer()
}

/// The median of numbers of days; of an even number of them the mean of the two in the middle, which may end in a half. `None` of none.
pub fn median(mut days: Vec<i64>) -> Option<Exact> {
    days.sort_unstable();
    let upper = *days.get(days.len() / 2)?;
    let lower = *days.get((days.len() - 1) / 2)?;
    Some(Exact::new(
        BigInt::from(lower) + BigInt::from(upper),
        2.into(),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ratio(over: i64, under: i64) -> Exact {
        Exact::new(over.into(), under.into())
    }

    #[test]
    fn unclear_stays_in_as_low_and_the_rest_leave_for_a_reason() {
        let absent = Absent::ALL.map(Reading::Absent);
        let coded = [
            Reading::Coded(true),
            Reading::Coded(false),
            Reading::Unknown,
        ];
        let figure = Figure::of(absent.into_iter().chain(coded));
        let expected = Figure {
            met: 1,
            of: 3,
            no_data: 1,
            not_reviewed: 1,
            not_applicable: 1,
            blank: 1,
            unknown: 1,
        };
        assert_eq!(figure, expected);
        assert_eq!((figure.left_out(), figure.share()), (5, Some(ratio(1, 3))));
        assert!(!figure.is_shown(), "three are few");
        assert_eq!(Figure::of([]).share(), None);
    }

    #[test]
    fn a_country_is_the_mean_of_its_plans_whatever_their_sizes() {
        let plan = |met, of| {
            Figure {
                met,
                of,
                ..Figure::default()
            }
            .share()
        };
        let country = mean([plan(1, 2), plan(0, 100), plan(0, 0)]);
        assert_eq!(country, Some(ratio(1, 4)));
        let world = mean([country, plan(1, 1)]).expect("two countries");
        assert_eq!(world, ratio(5, 8));
        assert_eq!(per_mille(&world), 625.into());
        assert_eq!(per_mille(&ratio(1, 3)), 333.into());
        assert_eq!(per_mille(&ratio(2, 3)), 667.into());
        assert_eq!(per_mille(&ratio(1, 2000)), 1.into(), "a half goes up");
        assert_eq!(mean([None, None]), None);
    }

    #[test]
    fn the_median_is_exact() {
        assert_eq!(median(vec![30, 2, 14]), Some(ratio(14, 1)));
        assert_eq!(median(vec![2, 30, 14, 15]), Some(ratio(29, 2)));
        assert_eq!(median(vec![7]), Some(ratio(7, 1)));
        assert_eq!(median(vec![]), None);
    }
}
