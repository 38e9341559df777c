//! What an audit says in a sentence of its own. On a record it stands in English; whoever shows it in another language knows it again.

use std::fmt;

/// Why a check could not be decided: an [`Evidence::Bound`](super::Evidence::Bound) says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Undecided {
    /// Neither payments nor a counterexample was found.
    CloseCall,
    /// More projects are selected than the exact flow takes.
    TooMany,
    /// Amounts are larger than the exact flow takes.
    TooLarge,
    /// The flow took more steps than are given to it.
    TooMuch,
    /// Sets of projects were still being gone through.
    Sets {
        /// Projects of a set.
        size: u64,
        /// Ballots that were looked at.
        ballots: u64,
    },
}

impl Undecided {
    /// All of them; of [`Undecided::Sets`] the one with ones.
    pub const ALL: [Undecided; 5] = [
        Undecided::CloseCall,
        Undecided::TooMany,
        Undecided::TooLarge,
        Undecided::TooMuch,
        Undecided::Sets {
            size: 1,
            ballots: 1,
        },
    ];

    /// What a sentence says; `None` for one that this engine does not write.
    pub fn of(sentence: &str) -> Option<Undecided> {
        let numbers = sentence.split(|c: char| !c.is_ascii_digit());
        let mut numbers = numbers.filter_map(|digits| digits.parse().ok());
        let (size, ballots) = (numbers.next(), numbers.next());
        let sets = size.zip(ballots);
        let sets = sets.map(|(size, ballots)| Undecided::Sets { size, ballots });
        let mut known = Undecided::ALL.into_iter().chain(sets);
        known.find(|one| one.to_string() == sentence)
    }
}

impl fmt::Display for Undecided {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Undecided::CloseCall => {
                "neither payments nor a counterexample in 400 flows: it is a close call"
            }
            Undecided::TooMany => {
                "more than 1500 projects are selected: too many for the exact flow"
            }
            Undecided::TooLarge => {
                "amounts times voters are above 10^35: too large for the exact flow"
            }
            Undecided::TooMuch => "the flow took more than 200 million steps",
            Undecided::Sets { size, ballots } => {
                return write!(
                    f,
                    "sets of {size} projects were still being gone through after {ballots} ballots; deciding EJR is \
                     coNP-complete (EJR+, which is stronger, is decided)"
                );
            }
        })
    }
}

/// How payments were found: a [`PriceSystem`](super::PriceSystem) says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FoundBy {
    /// There is nobody to pay.
    NoVoters,
    /// Equal shares ran on the outcome alone, satisfaction measured by cost.
    SharesByCost,
    /// The same, satisfaction measured by number.
    SharesByNumber,
    /// The mean of maximum flows.
    Flows,
}

impl FoundBy {
    /// All of them.
    pub const ALL: [FoundBy; 4] = [
        FoundBy::NoVoters,
        FoundBy::SharesByCost,
        FoundBy::SharesByNumber,
        FoundBy::Flows,
    ];

    /// The sentence, as it stands on a record.
    pub fn as_str(self) -> &'static str {
        match self {
            FoundBy::NoVoters => "there are no voters",
            FoundBy::SharesByCost => "equal shares on the outcome, cost utilities",
            FoundBy::SharesByNumber => "equal shares on the outcome, cardinality utilities",
            FoundBy::Flows => "the mean of maximum flows",
        }
    }

    /// What a sentence says; `None` for one that this engine does not write.
    pub fn of(sentence: &str) -> Option<FoundBy> {
        let mut known = FoundBy::ALL.into_iter();
        known.find(|one| one.as_str() == sentence)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_known_again_and_no_other_is() {
        let sets = Undecided::Sets {
            size: 12,
            ballots: 100_000_000,
        };
        for one in Undecided::ALL.into_iter().chain([sets]) {
            let sentence = one.to_string();
            assert_eq!(Undecided::of(&sentence), Some(one));
            assert_eq!(Undecided::of(&format!("{sentence}.")), None);
        }
        for one in FoundBy::ALL {
            assert_eq!(FoundBy::of(one.as_str()), Some(one));
            assert_eq!(FoundBy::of(&one.as_str()[1..]), None);
        }
    }
}
