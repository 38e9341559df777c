//! Gives the steps of files to the store.

use anyhow::Result;
use madang_exchange::{Mistake, Renamed, Step};
use madang_programme::votes::BallotRule;
use madang_programme::{Actor, Role, Violation};
use madang_store::{Rehearsal, Rehearsed, Store, Submission, SubmitError};

use crate::importing::Missing;
use crate::progress::Progress;

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

/// Gives all steps, each once however often the import is run, with a progress bar. An official's are in the name of `post`.
///
/// # Errors
/// The first command that is refused, with what it is about; batches before it stand, and the import can be run again.
pub async fn give(store: &Store, what: &str, post: &str, steps: Vec<Step>) -> Result<Given> {
    let progress = Progress::new(what);
    let of = steps.len() as u64;
    let mut given = Given::default();
    for batch in steps.chunks(BATCH) {
        let submissions = batch.iter().map(|step| submission(step, post));
        let submissions = submissions.collect::<Result<Vec<_>>>()?;
        let committed = store.submit_all(submissions).await;
        let committed = committed.map_err(|error| about(what, batch, &error))?;
        let repeated = committed.iter().filter(|one| one.repeated).count() as u64;
        given.repeated += repeated;
        given.new += committed.len() as u64 - repeated;
        progress.set(given.new + given.repeated, of);
    }
    Ok(given)
}

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
    for batch in steps.chunks(BATCH) {
        let submissions = batch.iter().map(|step| submission(step, post));
        let submissions = submissions.collect::<Result<Vec<_>>>()?;
        for (step, became) in batch.iter().zip(rehearsal.take(submissions).await?) {
            tried.entries.push(match became {
                Rehearsed::Repeated(entry) => Some(entry),
                Rehearsed::New | Rehearsed::Refused(_) => None,
            });
            match became {
                Rehearsed::New => tried.given.new += 1,
                Rehearsed::Repeated(_) => tried.given.repeated += 1,
                Rehearsed::Refused(error) => {
                    if !missing.follows(step, &error) && !same.again(&error, mistakes.len()) {
                        mistakes.push(mistake(file, step, &error));
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
    reason: Option<(String, usize)>,
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
            mistake.what = format!("{}; so is it with {} more", mistake.what, self.more);
        }
    }
}

fn mistake(file: &str, step: &Step, error: &SubmitError) -> Mistake {
    let (line, column) = match error {
        SubmitError::Refused(violation) | SubmitError::RefusedAt { violation, .. } => {
            step.place_of(violation)
        }
        _ => (step.line, 0),
    };
    Mistake::at(file, line, column, refused(step, error))
}

fn submission(step: &Step, post: &str) -> Result<Submission> {
    // Under another name the same ballots would be cast a second time.
    let pseudonym = match step.role {
        Role::Official => post,
        Role::Operator | Role::Registrar => IMPORT,
    };
    Ok(Submission {
        actor: Actor::new(step.role, pseudonym)?,
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
        None => anyhow::anyhow!("{what}: {error}"),
    }
}

/// Why a step is refused, for who has the file before them.
fn refused(step: &Step, error: &SubmitError) -> String {
    let what = &step.what;
    let words = match error {
        SubmitError::KeyReused { entry, .. } => {
            let remedy = match step.command.name() {
                "submit_proposal" => {
                    "; `madang proposal amend` puts it right, and what was recorded stays beside it"
                }
                "appoint_member" => {
                    "; `madang body member replace` puts another in this one's place"
                }
                _ => "; what is on record stays as it is",
            };
            format!("{what} is on record with other words or values (entry {entry}){remedy}")
        }
        SubmitError::Refused(violation) | SubmitError::RefusedAt { violation, .. } => {
            format!("{what}: {violation}")
        }
        other => format!("{what}: {other}"),
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
            "madang: {count} ids of the file hold what addresses or spreadsheets reserve, or are too long, and are written with ~ \
             and two hex digits on the record: {in_file} is {on_record}"
        );
    }
}

/// Says in words how a vote's ballots are read, for the person who imports them.
pub fn describe_ballots(rule: &BallotRule) -> String {
    let mut parts = vec![format!("{:?} ballots", rule.ballot_type).to_lowercase()];
    if let Some(min) = rule.min_choices {
        parts.push(format!("at least {min}"));
    }
    if let Some(max) = rule.max_choices {
        parts.push(format!("at most {max} choices"));
    }
    parts.join(", ")
}
