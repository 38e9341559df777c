//! The seeded generator of example ballots, in integer arithmetic only.
//!
//! Each voter belongs to one audience, in the shares of [`SHARES`], and may care about a second one (a carer, a
//! parent, a shopkeeper who is also a neighbour). Each project has an appeal of its own. A voter approves one to
//! eight projects, drawn without replacement with probability proportional to appeal × interest. Audiences keep to
//! their own projects, so that a rule that only counts votes serves the large audiences first, and a proportional rule shows
//! its worth. What a voter chooses depends on the seed and the voter's number alone: a larger electorate
//! starts with the ballots of a smaller one.

use madang_exchange::proposals::Proposal;

use crate::proposals;

/// The most projects a ballot may approve.
pub const MAX_CHOICES: usize = 8;

/// Share of each audience in the electorate, in thousandths.
pub const SHARES: [(&str, u64); 11] = [
    ("everyone", 300),
    ("mothers-newborns", 70),
    ("students", 110),
    ("college-jobseekers", 130),
    ("elderly", 140),
    ("disabilities", 45),
    ("rural", 70),
    ("underprivileged", 45),
    ("small-businesses", 55),
    ("smes", 25),
    ("general-businesses", 10),
];

/// How many voters in a hundred approve one, two, … eight projects.
const CHOICES_PERCENT: [u64; MAX_CHOICES] = [8, 12, 18, 17, 15, 11, 7, 12];

/// How many voters in a hundred care about a second audience.
const SECOND_AUDIENCE_PERCENT: u64 = 45;

/// A voter's interest in a project: in the voter's own audience, in the second one, in services for everyone, in
/// other projects, least. The largest that applies counts.
const INTEREST_OWN: u64 = 36;
const INTEREST_SECOND: u64 = 16;
const INTEREST_EVERYONE: u64 = 9;
const INTEREST_OTHER: u64 = 2;

/// A project's appeal lies in `APPEAL_LEAST .. APPEAL_LEAST + APPEAL_RANGE`.
const APPEAL_LEAST: u64 = 4;
const APPEAL_RANGE: u64 = 13;

/// One voter's approvals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExampleBallot {
    /// The voter's number, from 1.
    pub voter: u64,
    /// Identifiers of one to [`MAX_CHOICES`] different projects, in the order of [`proposals`].
    pub choices: Vec<String>,
}

/// Makes the ballots of `voters` voters for the projects of [`proposals`].
///
/// The same `seed` and `voters` give the same ballots on every machine.
pub fn ballots(seed: u64, voters: usize) -> Vec<ExampleBallot> {
    let projects = proposals();
    let appeal = appeals(seed, projects.len());
    (1..)
        .take(voters)
        .map(|voter| ballot(seed, voter, &projects, &appeal))
        .collect()
}

/// The appeal of each project, from the seed alone.
fn appeals(seed: u64, projects: usize) -> Vec<u64> {
    let mut random = SplitMix64::stream(seed, 0);
    (0..projects)
        .map(|_| APPEAL_LEAST + random.below(APPEAL_RANGE))
        .collect()
}

fn ballot(seed: u64, voter: u64, projects: &[Proposal], appeal: &[u64]) -> ExampleBallot {
    let mut random = SplitMix64::stream(seed, voter);
    let shares = SHARES.map(|(_, share)| share);
    let own = SHARES[random.weighted(&shares)].0;
    let second =
        (random.below(100) < SECOND_AUDIENCE_PERCENT).then(|| SHARES[random.weighted(&shares)].0);
    let wanted = 1 + random.weighted(&CHOICES_PERCENT);

    let mut weights: Vec<u64> = projects
        .iter()
        .zip(appeal)
        .map(|(project, appeal)| appeal * interest(project, own, second))
        .collect();
    let mut chosen = Vec::with_capacity(wanted);
    for _ in 0..wanted.min(projects.len()) {
        let next = random.weighted(&weights);
        weights[next] = 0;
        chosen.push(next);
    }
    chosen.sort_unstable();
    ExampleBallot {
        voter,
        choices: chosen
            .into_iter()
            .map(|project| projects[project].id.clone())
            .collect(),
    }
}

fn interest(project: &Proposal, own: &str, second: Option<&str>) -> u64 {
    let is_for = |audience: &str| project.audiences.iter().any(|one| one == audience);
    if own != "everyone" && is_for(own) {
        INTEREST_OWN
    } else if second.is_some_and(|second| second != "everyone" && is_for(second)) {
        INTEREST_SECOND
    } else if is_for("everyone") {
        INTEREST_EVERYONE
    } else {
        INTEREST_OTHER
    }
}

/// SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014), as in Java's
/// `SplittableRandom`. Written here because a generator from a library may change its output between versions.
struct SplitMix64 {
    state: u64,
}

impl SplitMix64 {
    const GAMMA: u64 = 0x9e37_79b9_7f4a_7c15;

    fn new(state: u64) -> SplitMix64 {
        SplitMix64 { state }
    }

    /// A generator of its own for each `number` under a `seed`: the two are mixed one after the other, so that
    /// neighbouring numbers do not walk through the same states.
    fn stream(seed: u64, number: u64) -> SplitMix64 {
        let start = SplitMix64::new(seed).next();
        SplitMix64::new(SplitMix64::new(start ^ number).next())
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(SplitMix64::GAMMA);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A whole number in `0..bound`, every one equally likely; 0 if `bound` is 0. Numbers from the incomplete last
    /// stretch of 2⁶⁴ are drawn again.
    fn below(&mut self, bound: u64) -> u64 {
        if bound == 0 {
            return 0;
        }
        let incomplete = (u64::MAX % bound + 1) % bound;
        loop {
            let drawn = self.next();
            if drawn <= u64::MAX - incomplete {
                return drawn % bound;
            }
        }
    }

    /// An index into `weights`, with probability proportional to its weight; 0 if all are 0.
    fn weighted(&mut self, weights: &[u64]) -> usize {
        let mut left = self.below(weights.iter().sum());
        for (index, &weight) in weights.iter().enumerate() {
            if left < weight {
                return index;
            }
            left -= weight;
        }
        0
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn splitmix64_gives_its_published_numbers() {
        // The first outputs for seed 1234567, as listed for the reference implementation.
        let mut random = SplitMix64::new(1_234_567);
        let drawn: Vec<u64> = (0..5).map(|_| random.next()).collect();
        assert_eq!(
            drawn,
            [
                6_457_827_717_110_365_317,
                3_203_168_211_198_807_973,
                9_817_491_932_198_370_423,
                4_593_380_528_125_082_431,
                16_408_922_859_458_223_821,
            ]
        );
    }

    #[test]
    fn numbers_below_a_bound_are_even() {
        let mut random = SplitMix64::new(7);
        let mut seen = [0_u32; 3];
        for _ in 0..30_000 {
            seen[random.below(3) as usize] += 1;
        }
        assert!(
            seen.iter().all(|&times| (9_600..10_400).contains(&times)),
            "{seen:?}"
        );
        assert_eq!(random.below(1), 0);
        assert_eq!(random.below(0), 0);
    }

    #[test]
    fn shares_and_choices_add_up() {
        assert_eq!(SHARES.iter().map(|(_, share)| share).sum::<u64>(), 1_000);
        assert_eq!(CHOICES_PERCENT.iter().sum::<u64>(), 100);
    }

    #[test]
    fn ballots_approve_one_to_eight_different_known_projects() {
        let known: BTreeSet<String> = proposals().into_iter().map(|project| project.id).collect();
        for ballot in ballots(3, 2_000) {
            assert!(
                (1..=MAX_CHOICES).contains(&ballot.choices.len()),
                "{ballot:?}"
            );
            let different: BTreeSet<&String> = ballot.choices.iter().collect();
            assert_eq!(different.len(), ballot.choices.len(), "{ballot:?}");
            assert!(
                ballot.choices.iter().all(|choice| known.contains(choice)),
                "{ballot:?}"
            );
        }
    }

    #[test]
    fn a_larger_electorate_starts_with_the_smaller_one() {
        let few = ballots(2014, 100);
        let many = ballots(2014, 300);
        assert_eq!(few, many[..100]);
        assert_eq!(many[299].voter, 300);
        assert_ne!(few, ballots(2015, 100));
        assert!(ballots(2014, 0).is_empty());
    }
}
