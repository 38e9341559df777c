//! Gives the steps of files to the store.

use std::collections::HashMap;

use anyhow::{Context, Result};
use madang_exchange::{Column, Mistake, Renamed, Step};
use madang_programme::votes::{BallotRule, BallotType};
use madang_programme::{Actor, Role, State, Violation};
use madang_store::{Rehearsal, Rehearsed, Store, Submission, SubmitError, Terms, VoterIn};
use madang_words::Said;

use crate::importing::Missing;
use crate::mistakes;
use crate::progress::Progress;
use crate::words;

/// Commands that are given in one transaction while something is imported.
const BATCH: usize = 2_000;

/// The pseudonym in whose name files come in, where nobody says another.
pub const IMPORT: &str = "import";

/// How many steps made a new entry, and how many had made theirs before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Given {
    pub new: u64,
    pub repeated: u64,
}

impl Given {
    /// Adds what became of more steps.
    pub fn add(&mut self, more: Given) {
        self.new += more.new;
        self.repeated += more.repeated;
    }
}

/// What is given, as a step of an import.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    Answers,
    Ballots,
    Candidates,
    Commitments,
    Members,
    Needs,
    Programme,
    Proposals,
    Scores,
    Voices,
    Vote,
}

impl What {
    fn in_words(self) -> String {
        match self {
            What::Answers => t!("giving-answers"),
            What::Ballots => t!("giving-ballots"),
            What::Candidates => t!("giving-candidates"),
            What::Commitments => t!("giving-commitments"),
            What::Members => t!("giving-members"),
            What::Needs => t!("giving-needs"),
            What::Programme => t!("giving-programme"),
            What::Proposals => t!("giving-proposals"),
            What::Scores => t!("giving-scores"),
            What::Voices => t!("giving-voices"),
            What::Vote => t!("giving-vote"),
        }
    }
}

/// Gives all steps, each once however often the import is run, with a progress bar. An official's are in the name of `post`.
///
/// # Errors
/// The first command that is refused, with what it is about; batches before it stand, and the import can be run again.
pub async fn give(store: &Store, what: What, post: &str, steps: Vec<Step>) -> Result<Given> {
    give_in(store, what, post, steps, None).await
}

/// The same of ballots in a vote, named by its programme and itself, each the only one of its voter where another would not take its
/// place.
///
/// # Errors
/// As [`give`].
pub async fn give_in(
    store: &Store,
    what: What,
    post: &str,
    steps: Vec<Step>,
    only_in: Option<(&str, &str)>,
) -> Result<Given> {
    let steps = shuffled(steps)?;
    let what = what.in_words();
    let progress = Progress::new(&what);
    let of = steps.len() as u64;
    let mut given = Given::default();
    for batch in steps.chunks(BATCH) {
        let submissions = batch.iter().map(|step| submission(step, post, only_in));
        let submissions = submissions.collect::<Result<Vec<_>>>()?;
        let committed = store.submit_all(submissions).await;
        let committed = committed.map_err(|error| about(&what, batch, &error))?;
        let repeated = committed.iter().filter(|one| one.repeated).count() as u64;
        given.repeated += repeated;
        given.new += committed.len() as u64 - repeated;
        progress.set(given.new + given.repeated, of);
    }
    Ok(given)
}

/// Steps that cast ballots in an order that nobody can know: the lines of a file often stand in that of a roll, and who knows that
/// would read off the record who voted how. One voter's ballots stay in their order, since it decides which of them counts.
fn shuffled(steps: Vec<Step>) -> Result<Vec<Step>> {
    if steps.iter().any(|step| step.voter.is_none()) {
        return Ok(steps);
    }
    let mut bytes = vec![0; steps.len() * size_of::<Place>()];
    getrandom::fill(&mut bytes).with_context(|| t!("data-no-randomness"))?;
    let (places, _): (&[Place], _) = bytes.as_chunks();
    let mut of_voters: HashMap<Option<String>, (Vec<Place>, Vec<Step>)> = HashMap::new();
    for (step, place) in steps.into_iter().zip(places) {
        let (places, steps) = of_voters.entry(step.voter.clone()).or_default();
        places.push(*place);
        steps.push(step);
    }
    let mut placed = Vec::new();
    for (mut places, steps) in of_voters.into_values() {
        places.sort_unstable();
        placed.extend(places.into_iter().zip(steps));
    }
    placed.sort_unstable_by_key(|(place, _)| *place);
    Ok(placed.into_iter().map(|(_, step)| step).collect())
}

/// Random bytes by which a ballot finds its place: so many that no two are alike.
type Place = [u8; 16];

/// What became of steps that were tried.
#[derive(Debug, Default)]
pub struct Tried {
    pub given: Given,
    /// The entry that each step made before, in their order, where it did.
    pub entries: Vec<Option<u64>>,
}

/// Tries all steps on a rehearsal. What would be refused is added to `mistakes` with its line in `file`, but for what only
/// follows from what was refused before.
///
/// # Errors
/// What the database says.
pub async fn rehearse(
    rehearsal: &mut Rehearsal,
    file: &str,
    post: &str,
    steps: &[Step],
    missing: &mut Missing,
    mistakes: &mut Vec<Mistake>,
) -> Result<Tried> {
    let mut tried = Tried::default();
    let mut same = SameTurn::default();
    let mut lines: HashMap<&str, u64> = HashMap::new();
    for batch in steps.chunks(BATCH) {
        // What is on record of a voter is told by the survey, with its line.
        let submissions = batch.iter().map(|step| submission(step, post, None));
        let submissions = submissions.collect::<Result<Vec<_>>>()?;
        for (step, became) in batch.iter().zip(rehearsal.take(submissions).await?) {
            let earlier = *lines.entry(&step.key).or_insert(step.line);
            tried.entries.push(match became {
                Rehearsed::Repeated(entry) => Some(entry),
                Rehearsed::New | Rehearsed::Refused(_) => None,
            });
            match became {
                Rehearsed::New => tried.given.new += 1,
                Rehearsed::Repeated(_) => tried.given.repeated += 1,
                Rehearsed::Refused(error) => {
                    if !missing.follows(step, &error) && !same.again(&error, mistakes.len()) {
                        let told = match &error {
                            // What is on record is not there yet: another line of the file brings it.
                            SubmitError::KeyReused { .. } if earlier != step.line => {
                                id_twice(file, step, earlier)
                            }
                            error => mistake(file, step, error),
                        };
                        let further = further(file, step, rehearsal.state(), missing, &told);
                        mistakes.push(told);
                        mistakes.extend(further);
                    }
                }
            }
        }
    }
    same.say(mistakes);
    Ok(tried)
}

/// Steps that come at a wrong time all for the same reason: a vote that is closed refuses every ballot of a file.
#[derive(Default)]
struct SameTurn {
    reason: Option<(Said, usize)>,
    more: u64,
}

impl SameTurn {
    /// Whether the reason was told already; `place` is where it will be told among the mistakes.
    fn again(&mut self, error: &SubmitError, place: usize) -> bool {
        let SubmitError::Refused(Violation::OutOfTurn(words)) = error else {
            return false;
        };
        match &self.reason {
            Some((reason, _)) if reason == words => {
                self.more += 1;
                true
            }
            Some(_) => false,
            None => {
                self.reason = Some((words.clone(), place));
                false
            }
        }
    }

    fn say(self, mistakes: &mut [Mistake]) {
        if let Some((_, place)) = self.reason
            && self.more > 0
            && let Some(mistake) = mistakes.get_mut(place)
        {
            let what = mistake.what.clone();
            mistake.what = said!("giving-same", what = what, more = self.more);
        }
    }
}

/// What else a step names that is not there: a row is refused for the first thing that is wrong with it.
fn further(
    file: &str,
    step: &Step,
    state: &State,
    missing: &Missing,
    first: &Mistake,
) -> Vec<Mistake> {
    let wanting = step.names.iter().filter_map(|named| named.wanting(state));
    let own = wanting.filter(|violation| !missing.explains(violation));
    let told = own.map(|violation| mistake(file, step, &SubmitError::Refused(violation)));
    let told: Vec<Mistake> = told.filter(|mistake| mistake != first).collect();
    // What comes out of turn, or was not allowed, is no matter of what is named.
    match first.column {
        Column::Whole => Vec::new(),
        Column::Character(_) | Column::Field(..) | Column::Cell(..) => told,
    }
}

/// A line that calls something by the identifier of another in its file.
fn id_twice(file: &str, step: &Step, first: u64) -> Mistake {
    let what = step.what.in_language(words::language());
    let what = step.in_its_words(&t!("giving-id-twice", what = what, line = first));
    Mistake::at(file, step.line, 0, said!("giving-text", what = what))
}

fn mistake(file: &str, step: &Step, error: &SubmitError) -> Mistake {
    let (line, column) = match error {
        SubmitError::Refused(violation) | SubmitError::RefusedAt { violation, .. } => {
            step.place_of(violation)
        }
        _ => (step.line, Column::Whole),
    };
    let refused = refused(step, error);
    Mistake::at(file, line, column, said!("giving-text", what = refused))
}

/// Who acts under a post: an official, or whom it says, `facilitator/yard-talks`, `administrator/head-office`.
///
/// # Errors
/// A post that is none.
pub fn acting_as(post: &str) -> Result<Actor> {
    let actor = match post.split_once('/') {
        None => Actor::new(Role::Official, post),
        Some((role, post)) if role == Role::Facilitator.name() => {
            Actor::new(Role::Facilitator, post)
        }
        Some((role, post)) if role == Role::Administrator.name() => {
            Actor::new(Role::Administrator, post)
        }
        Some((role, post)) if role == Role::Official.name() => Actor::new(Role::Official, post),
        Some((role, _)) => refuse!("import-actor", role = role),
    };
    Ok(actor?)
}

fn submission(step: &Step, post: &str, only_in: Option<(&str, &str)>) -> Result<Submission> {
    let actor = match step.role {
        Role::Official => acting_as(post)?,
        // The example's alone: what nobody said, under names that nobody could take for a person's.
        Role::Participant => {
            let (_, id) = step.makes.clone().unwrap_or_default();
            Actor::new(Role::Participant, &format!("invented-speaker-{id}"))?
        }
        // Under another name the same ballots would be cast a second time.
        role => Actor::new(role, IMPORT)?,
    };
    let only_ballot_of = only_in.zip(step.voter.as_ref());
    let only_ballot_of = only_ballot_of.map(|((programme, vote), voter)| VoterIn {
        programme: programme.to_owned(),
        vote: vote.to_owned(),
        voter: voter.clone(),
    });
    Ok(Submission {
        actor,
        // A file is the same file, and recorded once, in whosever name it comes in.
        terms: Terms {
            key_of: Some(Actor::new(step.role, IMPORT)?),
            key_of_words: step.key_of_words,
            only_ballot_of,
        },
        idempotency_key: Some(step.key.clone()),
        command: step.command.clone(),
    })
}

fn about(what: &str, batch: &[Step], error: &SubmitError) -> anyhow::Error {
    let step = match error {
        SubmitError::RefusedAt { position, .. } => batch.get(*position),
        SubmitError::KeyReused { key, .. } => batch.iter().find(|step| step.key == *key),
        _ => None,
    };
    match step {
        Some(step) => anyhow::anyhow!("{what}: {}", refused(step, error)),
        None => anyhow::anyhow!("{what}: {}", mistakes::said(error)),
    }
}

/// Why a step is refused, for who has the file before them.
fn refused(step: &Step, error: &SubmitError) -> String {
    let what = step.what.in_language(words::language());
    let words = match error {
        SubmitError::KeyReused { entry, .. } => {
            let remedy = match step.command.name() {
                "submit_proposal" => t!("giving-amend"),
                "appoint_member" => t!("giving-replace"),
                _ => t!("giving-stays"),
            };
            t!(
                "giving-otherwise",
                what = what,
                entry = entry,
                remedy = remedy
            )
        }
        SubmitError::Refused(violation) | SubmitError::RefusedAt { violation, .. } => {
            format!("{what}: {}", mistakes::said(violation))
        }
        other => format!("{what}: {}", mistakes::said(other)),
    };
    step.in_its_words(&words)
}

/// Says which ids of a file are written otherwise on the record.
pub fn say_renamed(renamed: Option<&Renamed>) {
    if let Some(Renamed {
        count,
        in_file,
        on_record,
    }) = renamed
    {
        say!(
            "madang: {}",
            t!(
                "giving-renamed",
                count = count,
                in_file = in_file,
                on_record = on_record
            )
        );
    }
}

/// Says in words how a vote's ballots are read, for the person who imports them.
pub fn describe_ballots(rule: &BallotRule) -> String {
    let mut parts = vec![match rule.ballot_type {
        BallotType::Approval => t!("giving-approval"),
        BallotType::Cumulative => t!("giving-cumulative"),
        BallotType::Scoring => t!("giving-scoring"),
        BallotType::Ordinal => t!("giving-ordinal"),
    }];
    if let Some(min) = rule.min_choices {
        parts.push(t!("giving-at-least", number = min));
    }
    if let Some(max) = rule.max_choices {
        parts.push(t!("giving-at-most", number = max));
    }
    parts.join(", ")
}

#[cfg(test)]
mod tests {
    use madang_exchange::Source;
    use madang_exchange::votes::{Pseudonyms, TableFile};

    use super::*;

    /// The ballots of 500 voters, each of whom casts a second one at the end.
    fn ballots() -> Vec<Step> {
        let rows = (0..1000).map(|row| format!("{},1\n", row % 500));
        let text = format!("voter_id,vote\n{}", rows.collect::<String>());
        let source = Source::new("ballots.csv", text.into_bytes()).expect("text");
        let table = TableFile::read(&source).expect("ballots").read;
        table.steps("p", "v", &Pseudonyms::of_a_check())
    }

    #[test]
    fn ballots_come_in_an_order_of_their_own_but_each_voters_in_that_of_the_file() {
        let lines = |steps: &[Step]| steps.iter().map(|step| step.line).collect::<Vec<u64>>();
        let in_file = lines(&ballots());
        let one = lines(&shuffled(ballots()).expect("randomness"));
        let other = lines(&shuffled(ballots()).expect("randomness"));
        assert!(in_file.is_sorted() && one != in_file && one != other);
        let mut sorted = one.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, in_file);
        let place = |line: u64| one.iter().position(|other| *other == line);
        for line in &in_file[..500] {
            assert!(place(*line) < place(line + 500), "line {line}");
        }
        // About half of the neighbours change sides; that all or none do has no chance.
        let swapped = one.windows(2).filter(|pair| pair[0] > pair[1]).count();
        assert!((300..700).contains(&swapped), "{swapped}");
    }
}
