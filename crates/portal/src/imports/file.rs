//! A table, read and tried: what it would record, what of it is there already, and all that is wrong with it.

use madang_exchange::proposals::Proposals;
use madang_exchange::voices::{RowKeys, Voices};
use madang_exchange::{Column, Encoding, Mistake, Partly, Source, Step, columns, is_table};
use madang_programme::voices::VoiceReceived;
use madang_programme::{Actor, Event, Role, voices};
use madang_store::{Rehearsal, Rehearsed, Store, StoreError, Submission, SubmitError, Terms};

use crate::frame::words::said;

/// The most rows of a table.
pub const MOST_ROWS: usize = 100_000;

/// Commands that are tried before others get a turn.
const AT_ONCE: usize = 500;

/// In whose name the keys of files are remembered, whoever brings them and however: the console's `madang import` does the same.
const IMPORT: &str = "import";

/// What a table is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// What people said.
    Voices,
    /// Proposals.
    Proposals,
}

/// Where a table is brought in.
#[derive(Clone)]
pub struct Into {
    /// The programme.
    pub programme: String,
    /// Its currency.
    pub currency: String,
    /// The log's origin.
    pub origin: String,
    /// By which rows without an identifier are known again.
    pub secret: [u8; 32],
}

/// A table that was read.
pub struct Read {
    /// What it is of; `None` where its columns are those of neither.
    pub of: Option<Of>,
    /// What it asks for, a row each.
    pub steps: Vec<Step>,
    /// What is wrong with it.
    pub mistakes: Vec<Mistake>,
    /// The lines whose words seem to hold what is not meant for everybody.
    pub personal: Vec<u64>,
    /// The lines that say to the letter what an earlier line says: they are passed over.
    pub repeated: Vec<u64>,
    /// How it was encoded, where not in UTF-8.
    pub encoding: Option<Encoding>,
}

impl Read {
    fn wrong(mistakes: Vec<Mistake>) -> Read {
        Read {
            of: None,
            steps: Vec::new(),
            mistakes,
            personal: Vec::new(),
            repeated: Vec::new(),
            encoding: None,
        }
    }

    /// Reads a table. Takes a while where it is long: not to be done where others wait.
    pub fn table(name: &str, bytes: Vec<u8>, into: &Into) -> Read {
        let source = match Source::new(name, bytes) {
            Ok(source) => source,
            Err(mistakes) => return Read::wrong(mistakes.all().to_vec()),
        };
        if let Err(mistakes) = is_table(&source) {
            return Read::wrong(mistakes.all().to_vec());
        }
        let columns = columns(&source);
        let read = match (Voices::is_in(&columns), Proposals::is_in(&columns)) {
            (true, _) => Voices::read_table(&source).map(|read| Read::voices(read, into)),
            (false, true) => Proposals::read_table(&source).map(|read| Read::proposals(read, into)),
            (false, false) => {
                let what = said!("imports-of-neither");
                return Read::wrong(vec![Mistake::of_file(name, what)]);
            }
        };
        let mut read = read.unwrap_or_else(|mistakes| Read::wrong(mistakes.all().to_vec()));
        read.encoding = source.encoding();
        if read.steps.len() > MOST_ROWS {
            let what = said!("imports-many", most = MOST_ROWS as u64);
            return Read::wrong(vec![Mistake::of_file(name, what)]);
        }
        read
    }

    fn voices(Partly { read, mistakes }: Partly<Voices>, into: &Into) -> Read {
        let keys = RowKeys::with_secret(into.secret);
        Read {
            of: Some(Of::Voices),
            steps: read.steps(&into.programme, &into.origin, &keys),
            personal: read.personal(),
            repeated: read.repeated(),
            mistakes,
            encoding: None,
        }
    }

    fn proposals(Partly { read, mut mistakes }: Partly<Proposals>, into: &Into) -> Read {
        let steps = match read.steps(&into.programme, &into.currency) {
            Ok(steps) => steps,
            Err(more) => {
                mistakes.extend(more.all().iter().cloned());
                Vec::new()
            }
        };
        Read {
            of: Some(Of::Proposals),
            steps,
            mistakes,
            repeated: Vec::new(),
            personal: Vec::new(),
            encoding: None,
        }
    }
}

/// What would become of a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tried {
    /// Rows that would be recorded.
    pub new: u64,
    /// Rows that are on record already.
    pub known: u64,
}

/// Rows as they are given to the record.
pub fn submissions(steps: &[Step], actor: &Actor) -> Vec<Submission> {
    let steps = steps.iter();
    steps.map(|step| submission(step, actor)).collect()
}

fn submission(step: &Step, actor: &Actor) -> Submission {
    Submission {
        actor: actor.clone(),
        terms: Terms {
            key_of: Actor::new(Role::Official, IMPORT).ok(),
            key_of_words: step.key_of_words,
            only_ballot_of: None,
        },
        idempotency_key: Some(step.key.clone()),
        command: step.command.clone(),
    }
}

/// Tries all rows on the record as it stands; what refuses one is added to the mistakes with its line and field.
///
/// # Errors
/// What the store says.
pub async fn tried(
    store: &Store,
    (name, programme): (&str, &str),
    actor: &Actor,
    read: &mut Read,
) -> Result<Tried, StoreError> {
    let mut rehearsal = store.rehearsal().await?;
    let mut tried = Tried::default();
    let mut new: Vec<&Step> = Vec::new();
    let mut mistakes = Vec::new();
    for batch in read.steps.chunks(AT_ONCE) {
        let became = rehearsal.take(submissions(batch, actor)).await?;
        for (step, became) in batch.iter().zip(became) {
            match became {
                Rehearsed::New => new.push(step),
                Rehearsed::Repeated(_) => tried.known += 1,
                Rehearsed::Refused(error) => mistakes.push(refused(name, step, &error)),
            }
        }
        tokio::task::yield_now().await;
    }
    tried.new = new.len() as u64;
    mistakes.extend(perhaps_erased((name, programme), &rehearsal, &new).await?);
    read.mistakes.extend(mistakes);
    let place = |mistake: &Mistake| (mistake.line, mistake.column.clone());
    read.mistakes.sort_by_key(place);
    Ok(tried)
}

fn refused(name: &str, step: &Step, error: &SubmitError) -> Mistake {
    let (line, column) = match error {
        SubmitError::Refused(violation) | SubmitError::RefusedAt { violation, .. } => {
            step.place_of(violation)
        }
        _ => (step.line, Column::Whole),
    };
    Mistake::at(name, line, column, error.said())
}

/// Rows without an identifier that say of themselves what a voice says whose words were erased: they would come back.
async fn perhaps_erased(
    (name, programme): (&str, &str),
    rehearsal: &Rehearsal,
    new: &[&Step],
) -> Result<Vec<Mistake>, StoreError> {
    if !new.iter().any(|step| step.key_of_words) {
        return Ok(Vec::new());
    }
    let erased = rehearsal.erased_voices(programme).await?;
    if erased.is_empty() {
        return Ok(Vec::new());
    }
    let bare = |facts: &VoiceReceived| VoiceReceived {
        id: String::new(),
        ..facts.clone()
    };
    let mut mistakes = Vec::new();
    for step in new.iter().filter(|step| step.key_of_words) {
        let event = step.command.clone().event(rehearsal.state());
        let Ok(Event::Voices(voices::Event::VoiceReceived(facts))) = event else {
            continue;
        };
        let mut alike = erased.iter();
        if let Some((entry, _)) = alike.find(|(_, erased)| bare(&facts) == bare(erased)) {
            let what = said!("imports-perhaps-erased", entry = *entry);
            mistakes.push(Mistake::at(name, step.line, 0, what));
        }
    }
    Ok(mistakes)
}
