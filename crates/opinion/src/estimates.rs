//! Figures beside the tests, which decide nothing: what would be "if people like these voted again".

use crate::matrix::Tally;

/// The 97.5th percentile of the standard normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// Wilson's 95 % interval (1927) of a share: `said` of `votes`. From 0 to 1 without votes.
pub fn wilson(said: u32, votes: u32) -> [f64; 2] {
    if votes == 0 {
        return [0.0, 1.0];
    }
    let (none, all) = (said == 0, said >= votes);
    let (said, votes) = (f64::from(said.min(votes)), f64::from(votes));
    let share = said / votes;
    let whole = 1.0 + Z * Z / votes;
    let middle = (share + Z * Z / (2.0 * votes)) / whole;
    let half = Z * (share * (1.0 - share) / votes + Z * Z / (4.0 * votes * votes)).sqrt() / whole;
    // At the ends it is exact, whatever was rounded.
    let low = if none { 0.0 } else { (middle - half).max(0.0) };
    let high = if all { 1.0 } else { (middle + half).min(1.0) };
    [low, high]
}

/// Group-aware consensus: the groups' shares of agreement, (agree + 1) / (votes + 2), multiplied. 1 without groups.
pub fn group_consensus(groups: &[Tally]) -> f64 {
    let shares = groups.iter().map(|tally| share(*tally));
    shares.product()
}

/// The largest of the groups' shares of agreement less the smallest; 0 without groups.
pub fn spread(groups: &[Tally]) -> f64 {
    let shares = groups.iter().map(|tally| share(*tally));
    let (least, most) = shares.fold((1.0_f64, 0.0_f64), |(least, most), share| {
        (least.min(share), most.max(share))
    });
    (most - least).max(0.0)
}

fn share(tally: Tally) -> f64 {
    (f64::from(tally.agree) + 1.0) / (f64::from(tally.votes()) + 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_are_within_bounds_and_as_published() {
        assert_eq!(wilson(0, 0), [0.0, 1.0]);
        assert_eq!(wilson(0, 10)[0], 0.0);
        assert_eq!(wilson(10, 10)[1], 1.0);
        // Newcombe 1998, table I: 81 of 263.
        let [low, high] = wilson(81, 263);
        assert!(
            (low - 0.2553).abs() < 5e-5 && (high - 0.3662).abs() < 5e-5,
            "{low} {high}"
        );
    }

    #[test]
    fn groups_are_multiplied_and_held_apart() {
        let tally = |agree, disagree| Tally {
            agree,
            disagree,
            pass: 0,
        };
        let groups = [tally(8, 0), tally(0, 8)];
        assert!((group_consensus(&groups) - 0.09).abs() < 1e-12);
        assert!((spread(&groups) - 0.8).abs() < 1e-12);
        assert_eq!((group_consensus(&[]), spread(&[])), (1.0, 0.0));
    }
}
