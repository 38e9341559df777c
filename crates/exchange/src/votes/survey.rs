//! What would become of the ballots of a file, before they are cast: how many count, and which do not.

use std::collections::{BTreeMap, HashMap};

use madang_programme::votes::{BallotContent, BallotRule, NotCounted};
use madang_words::{Language, Said};

use super::pseudonyms::Pseudonyms;
use super::tables::Ballot;
use crate::step::as_written;
use crate::words::said;

/// Why a ballot of a file would not count, as somebody may accept it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// Its voter has another one, in the file or on the record, that counts, or none of the voter's count.
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

/// What is on the record of the vote that the ballots of a file are for.
pub struct OnRecord<'a> {
    /// The pseudonyms of its voters.
    pub pseudonyms: &'a Pseudonyms,
    /// The entries of the ballots of a voter, by pseudonym, in their order.
    pub ballots: &'a dyn Fn(&str) -> &'a [u64],
    /// The entry that each ballot of the file has, in the order of the file, where it has one already.
    pub own: &'a [Option<u64>],
}

/// A ballot of a file that would not count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotCounting {
    /// Its line.
    pub line: u64,
    /// Why not, in words.
    pub words: Said,
    /// Identifiers in the words that the record writes otherwise, each as the record and as the file has it.
    pub written: Vec<(String, String)>,
    /// The project on it that is no candidate, as the record writes it, where that is why.
    pub project: Option<String>,
    /// Whether it is on the record already, and nothing is asked of it any more.
    pub recorded: bool,
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
    /// Those that do not, by why, in the order of the file.
    pub faults: BTreeMap<Fault, Vec<NotCounting>>,
    /// The lines of those that count without some of their choices, which are no candidates, and these, quoted, as the file has them.
    pub without: Vec<(u64, Vec<String>)>,
    /// The lines of new ballots whose voters have one on the record that the file did not bring.
    pub voted_before: Vec<u64>,
}

/// The ballots of one voter: entries on the record, then places in the file that are new.
#[derive(Default)]
struct OfVoter {
    entries: Vec<u64>,
    places: Vec<usize>,
}

/// A ballot among those of its voter.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Its {
    Entry(u64),
    Place(usize),
}

impl OfVoter {
    /// The one that counts, by the rule by which they are counted.
    fn counting(&self, rule: &BallotRule) -> Option<Its> {
        let all = (self.entries.len() + self.places.len()) as u64;
        let counts = usize::try_from(rule.repeated_voter.counting(all)?).ok()?;
        match self.entries.get(counts) {
            Some(entry) => Some(Its::Entry(*entry)),
            None => {
                let place = self.places.get(counts - self.entries.len())?;
                Some(Its::Place(*place))
            }
        }
    }
}

/// The ballots of a file beside those on the record, by voter.
struct Cast<'a> {
    ballots: &'a [Ballot],
    own: &'a [Option<u64>],
    /// The lines of those that are on the record, by entry.
    lines: HashMap<u64, u64>,
    of_voter: HashMap<&'a str, OfVoter>,
}

impl<'a> Cast<'a> {
    fn new(ballots: &'a [Ballot], on_record: &'a OnRecord<'_>) -> Cast<'a> {
        let mut cast = Cast {
            ballots,
            own: on_record.own,
            lines: HashMap::new(),
            of_voter: HashMap::new(),
        };
        for (place, ballot) in ballots.iter().enumerate() {
            let own = cast.of_voter.entry(&ballot.voter).or_insert_with(|| {
                let voter = on_record.pseudonyms.of(&ballot.voter);
                OfVoter {
                    entries: (on_record.ballots)(&voter).to_vec(),
                    places: Vec::new(),
                }
            });
            match on_record.own.get(place).copied().flatten() {
                None => own.places.push(place),
                Some(entry) => {
                    cast.lines.insert(entry, ballot.line);
                    if !own.entries.contains(&entry) {
                        own.entries.push(entry);
                    }
                }
            }
        }
        cast
    }

    fn its(&self, place: usize) -> Its {
        let entry = self.own.get(place).copied().flatten();
        entry.map_or(Its::Place(place), Its::Entry)
    }

    fn of(&self, place: usize) -> Option<&OfVoter> {
        self.of_voter.get(self.ballots[place].voter.as_str())
    }

    /// Whether the voter of a ballot has one on the record that the file did not bring.
    fn voted_before(&self, place: usize) -> bool {
        let mut entries = self.of(place).into_iter().flat_map(|of| &of.entries);
        entries.any(|entry| !self.lines.contains_key(entry))
    }

    /// Why another ballot of the voter counts, or none; `None` for the one that does.
    fn displaced(&self, place: usize, rule: &BallotRule) -> Option<Said> {
        let counts = self.of(place).and_then(|of| of.counting(rule));
        if counts == Some(self.its(place)) {
            return None;
        }
        let line = match counts {
            Some(Its::Place(other)) => Some(self.ballots[other].line),
            Some(Its::Entry(entry)) => self.lines.get(&entry).copied(),
            None => None,
        };
        Some(match (line, counts) {
            (Some(line), _) => said!("mistake-ballot-of-line", line = line),
            (None, Some(Its::Entry(entry))) => {
                said!("mistake-ballot-on-record", entry = entry)
            }
            (None, _) => said!("mistake-ballots-none"),
        })
    }
}

impl NotCounting {
    /// Why it would not count, in a language, with identifiers as the file writes them.
    pub fn in_language(&self, language: Language) -> String {
        as_written(&self.words.in_language(language), &self.written)
    }
}

impl Survey {
    pub(super) fn of(
        ballots: &[Ballot],
        rule: &BallotRule,
        on_record: &OnRecord<'_>,
        judge: impl Fn(&BallotContent) -> Result<Vec<String>, NotCounted>,
    ) -> Survey {
        let cast = Cast::new(ballots, on_record);
        let mut survey = Survey {
            ballots: ballots.len() as u64,
            voters: cast.of_voter.len() as u64,
            ..Survey::default()
        };
        for (place, ballot) in ballots.iter().enumerate() {
            let recorded = matches!(cast.its(place), Its::Entry(_));
            if !recorded && cast.voted_before(place) {
                survey.voted_before.push(ballot.line);
            }
            let mut not = NotCounting {
                line: ballot.line,
                words: said!("mistake-ballots-none"),
                written: ballot.written.clone(),
                project: None,
                recorded,
            };
            let fault = if let Some(words) = cast.displaced(place, rule) {
                not.words = words;
                Fault::RepeatedVoter
            } else {
                match judge(&ballot.content) {
                    Err(reason) => {
                        not.words = in_words(&reason, ballot, &judge);
                        if let NotCounted::UnknownProject(id) = &reason {
                            not.project = Some(id.clone());
                        }
                        Fault::from(&reason)
                    }
                    Ok(dropped) => {
                        survey.counting += 1;
                        survey.count_without(ballot, &dropped);
                        continue;
                    }
                }
            };
            survey.faults.entry(fault).or_default().push(not);
        }
        survey
    }

    fn count_without(&mut self, ballot: &Ballot, dropped: &[String]) {
        if dropped.is_empty() {
            return;
        }
        let named = dropped.iter();
        let named = named.map(|id| as_written(&format!("{id:?}"), &ballot.written));
        self.without.push((ballot.line, named.collect()));
    }
}

/// Why a ballot does not count, with projects as the file writes them.
fn in_words(
    reason: &NotCounted,
    ballot: &Ballot,
    judge: impl Fn(&BallotContent) -> Result<Vec<String>, NotCounted>,
) -> Said {
    let words = reason.said();
    match reason {
        NotCounted::UnknownProject(id) => match parted(id, ballot, judge) {
            Some(parted) => said!("mistake-comma-between", words = words, parted = parted),
            None => words,
        },
        _ => words,
    }
}

/// How the choices are to be written that stand in one with other separators between them, where each is a candidate.
fn parted(
    id: &str,
    ballot: &Ballot,
    judge: impl Fn(&BallotContent) -> Result<Vec<String>, NotCounted>,
) -> Option<String> {
    let mut written = ballot.written.iter();
    let (_, file) = written.find(|(record, _)| record == id)?;
    let parts: Vec<&str> = file.split([';', '/', ' ', '·', '、']).collect();
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let known = |part: &&str| {
        let alone = BallotContent {
            choices: vec![(*part).to_owned()],
            points: None,
        };
        !matches!(judge(&alone), Err(NotCounted::UnknownProject(_)))
    };
    (parts.len() > 1 && parts.iter().all(known)).then(|| format!("{:?}", parts.join(",")))
}

#[cfg(test)]
mod tests {
    use madang_programme::votes::{BallotType, RepeatedVoter, UnknownProject};

    use super::*;

    fn ballot(line: u64, voter: &str, choice: &str) -> Ballot {
        Ballot {
            line,
            voter: voter.to_owned(),
            content: BallotContent {
                choices: vec![choice.to_owned()],
                points: None,
            },
            written: vec![("1~3b2".to_owned(), "1;2".to_owned())],
        }
    }

    fn survey(repeated_voter: RepeatedVoter, own: &[Option<u64>]) -> Survey {
        let rule = BallotRule {
            ballot_type: BallotType::Approval,
            min_choices: None,
            max_choices: None,
            max_cost: None,
            max_points: None,
            unknown_project: UnknownProject::DiscardBallot,
            repeated_voter,
        };
        let pseudonyms = Pseudonyms::of_a_check();
        let (kim, lee) = (pseudonyms.of("kim"), pseudonyms.of("lee"));
        // Kim's ballot on the record came from elsewhere, Lee's from this file.
        let (of_kim, of_lee) = ([7], [9]);
        let ballots = [
            ballot(2, "kim", "1"),
            ballot(3, "lee", "1"),
            ballot(4, "lee", "2"),
            ballot(5, "han", "1~3b2"),
            ballot(6, "choi", "2"),
        ];
        let on_record = OnRecord {
            pseudonyms: &pseudonyms,
            ballots: &|voter| match voter {
                voter if voter == kim => &of_kim,
                voter if voter == lee => &of_lee,
                _ => &[],
            },
            own,
        };
        Survey::of(&ballots, &rule, &on_record, |content| {
            match content.choices[0].as_str() {
                "1" => Ok(vec![]),
                "2" => Ok(vec!["1~3b2".to_owned()]),
                other => Err(NotCounted::UnknownProject(other.to_owned())),
            }
        })
    }

    fn repeated(survey: &Survey) -> Vec<(u64, String)> {
        let of = survey
            .faults
            .get(&Fault::RepeatedVoter)
            .into_iter()
            .flatten();
        of.map(|not| (not.line, not.words.to_string())).collect()
    }

    #[test]
    fn ballots_on_the_record_count_before_those_of_the_file() {
        let own = [None, Some(9), None, None, None];
        let last = survey(RepeatedVoter::CountLast, &own);
        assert_eq!(
            repeated(&last),
            [(3, "the voter's ballot of line 4 counts instead".to_owned())]
        );
        assert_eq!((last.ballots, last.voters, last.counting), (5, 4, 3));
        assert_eq!(last.voted_before, [2]);
        let first = survey(RepeatedVoter::CountFirst, &own);
        assert_eq!(
            repeated(&first),
            [
                (
                    2,
                    "the voter's ballot on the record, entry 7, counts instead".to_owned()
                ),
                (4, "the voter's ballot of line 3 counts instead".to_owned()),
            ]
        );
        let none = survey(RepeatedVoter::CountNone, &own);
        let words = "the voter has another ballot, and none of them counts";
        assert_eq!(
            repeated(&none),
            [2, 3, 4].map(|line| (line, words.to_owned()))
        );
        let recorded: Vec<bool> = none.faults[&Fault::RepeatedVoter]
            .iter()
            .map(|not| not.recorded)
            .collect();
        assert_eq!(recorded, [false, true, false]);
    }

    #[test]
    fn a_project_is_named_as_the_file_writes_it() {
        let survey = survey(RepeatedVoter::CountLast, &[]);
        // Those that count without one of their choices are named by line, with that choice.
        let without = |line| (line, vec!["\"1;2\"".to_owned()]);
        assert_eq!(survey.without, [without(4), without(6)]);
        let not = &survey.faults[&Fault::UnknownProject][0];
        assert_eq!(not.project.as_deref(), Some("1~3b2"));
        assert_eq!(
            not.in_language(Language::En),
            "\"1;2\" is not a candidate of this vote; between projects stands a comma: \"1,2\""
        );
    }
}
