//! What would become of the ballots of a file, before they are cast: how many count, and which do not.

use std::collections::{BTreeMap, HashMap};

use madang_programme::votes::{BallotContent, BallotRule, NotCounted, RepeatedVoter};

use super::tables::Ballot;

/// Why a ballot of a file would not count, as somebody may accept it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// Its voter has another one in the file that counts, or none of the voter's count.
    RepeatedVoter,
    /// It names a project that is not a candidate.
    UnknownProject,
    /// It names a project twice.
    RepeatedChoice,
    /// There is nothing on it.
    Empty,
    /// It breaks a limit: on choices, their cost, points.
    Limit,
}

impl Fault {
    /// All of them.
    pub const ALL: [Fault; 5] = [
        Fault::RepeatedVoter,
        Fault::UnknownProject,
        Fault::RepeatedChoice,
        Fault::Empty,
        Fault::Limit,
    ];
}

impl From<&NotCounted> for Fault {
    fn from(reason: &NotCounted) -> Fault {
        match reason {
            NotCounted::UnknownProject(_) => Fault::UnknownProject,
            NotCounted::RepeatedChoice(_) => Fault::RepeatedChoice,
            NotCounted::Empty => Fault::Empty,
            NotCounted::TooFewChoices { .. }
            | NotCounted::TooManyChoices { .. }
            | NotCounted::OverCost { .. }
            | NotCounted::OverPoints { .. }
            | NotCounted::Points
            | NotCounted::NoPoints => Fault::Limit,
        }
    }
}

/// What would become of the ballots of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Survey {
    /// How many ballots there are.
    pub ballots: u64,
    /// How many voters cast them.
    pub voters: u64,
    /// How many of the ballots count.
    pub counting: u64,
    /// Those that do not, by why: line and words, in the order of the file.
    pub faults: BTreeMap<Fault, Vec<(u64, String)>>,
}

impl Survey {
    pub(super) fn of(
        ballots: &[Ballot],
        rule: &BallotRule,
        judge: impl Fn(&BallotContent) -> Result<(), NotCounted>,
    ) -> Survey {
        let mut of_voter: HashMap<&str, Vec<usize>> = HashMap::new();
        for (place, ballot) in ballots.iter().enumerate() {
            of_voter.entry(&ballot.voter).or_default().push(place);
        }
        let mut survey = Survey {
            ballots: ballots.len() as u64,
            voters: of_voter.len() as u64,
            ..Survey::default()
        };
        for (place, ballot) in ballots.iter().enumerate() {
            let own = &of_voter[ballot.voter.as_str()];
            let (first, last) = (own.first().copied(), own.last().copied());
            let counts = match rule.repeated_voter {
                RepeatedVoter::CountFirst => first,
                RepeatedVoter::CountLast => last,
                RepeatedVoter::CountNone => first.filter(|_| own.len() == 1),
            };
            if counts != Some(place) {
                let words = match counts {
                    Some(other) => format!(
                        "the voter's ballot of line {} counts instead",
                        ballots[other].line
                    ),
                    None => "the voter has another ballot, and none of them counts".to_owned(),
                };
                survey.add(Fault::RepeatedVoter, ballot.line, words);
                continue;
            }
            match judge(&ballot.content) {
                Ok(()) => survey.counting += 1,
                Err(reason) => survey.add(Fault::from(&reason), ballot.line, reason.to_string()),
            }
        }
        survey
    }

    fn add(&mut self, fault: Fault, line: u64, words: String) {
        self.faults.entry(fault).or_default().push((line, words));
    }
}
