//! Files onto the record: all of them are read whole, then tried whole on a copy of what is there, and only then recorded.

mod files;
mod survey;

use std::collections::BTreeSet;

use anyhow::{Context, Result, bail};
use madang_exchange::votes::{Fault, Survey};
use madang_exchange::{Mistake, Mistakes, Step};
use madang_programme::State;
use madang_programme::votes::VotePhase;
use madang_selection::SelectionRule;
use madang_store::{Rehearsal, Store};
use madang_words::personal_number;

use crate::data::DataDirectory;
use crate::giving::{Given, give, rehearse, say_renamed};
use crate::secrets::Secret;

pub use files::{File, read_all};
pub use survey::Accept;

/// What is asked for besides the files themselves.
#[derive(Debug)]
pub struct Order {
    /// The programme that proposals and votes belong to.
    pub programme: Option<String>,
    /// The vote that ballots and scores are for.
    pub vote: String,
    /// The rule of a vote from a `.pb` file, where it is not the usual one.
    pub rule: Option<SelectionRule>,
    /// Most projects that such a vote may select.
    pub number: Option<u32>,
    /// In whose name an official acts.
    pub post: String,
    /// Ballots that are taken although they do not count.
    pub accept: BTreeSet<Fault>,
    /// Whether a vote is taken of which the record does not keep to all that its file states.
    pub accept_meaning: bool,
}

impl Order {
    fn programme(&self) -> Result<&str> {
        self.programme
            .as_deref()
            .context("proposals, votes and ballots belong to a programme: name it with --programme")
    }
}

/// Where the secrets of a vote come from.
#[derive(Clone, Copy, Debug)]
enum Secrets<'d> {
    /// Those that are there; none is made for a rehearsal.
    Rehearsed(Option<&'d DataDirectory>),
    /// Those that are there, or new ones.
    Kept(&'d DataDirectory),
}

impl Secrets<'_> {
    fn get(self, secret: Secret, programme: &str, vote: &str) -> Result<[u8; 32]> {
        match self {
            Secrets::Rehearsed(None) => Ok([0; 32]),
            Secrets::Rehearsed(Some(directory)) => {
                let kept = secret.read(directory, programme, vote)?;
                Ok(kept.unwrap_or_default())
            }
            Secrets::Kept(directory) => secret.read_or_make(directory, programme, vote),
        }
    }
}

/// Steps of a file that belong together.
struct Part {
    what: &'static str,
    steps: Vec<Step>,
    /// The vote that they are ballots or scores for: it must take them.
    cast_in: Option<(String, String)>,
}

/// What became, or would become, of one file.
#[derive(Debug)]
struct Became {
    given: Given,
    survey: Option<Survey>,
    /// What is to be seen of it, in words.
    notes: Vec<String>,
}

/// Says what was doubtful in a file and how it was taken.
pub fn say_doubts(file: &str, doubts: &[String]) {
    for doubt in doubts {
        say!("madang: {file}: {doubt}");
    }
}

/// Refuses a vote of which the record would not keep to all that its file states, unless somebody accepts that; says what it is.
///
/// # Errors
/// Where it is not accepted.
pub fn check_kept(file: &str, not_kept: &[String], accepted: bool) -> Result<()> {
    for what in not_kept {
        note!("madang: {file}: META: {what}");
    }
    if not_kept.is_empty() || accepted {
        return Ok(());
    }
    bail!("nothing was recorded: {NOT_KEPT}")
}

const NOT_KEPT: &str = "the record would select by another rule than the one that the file states; --accept meaning takes the vote all \
                        the same";

/// Tries all files in order on a copy of the record. Nothing is recorded, and no secret is made.
///
/// # Errors
/// Everything in the files that would be refused, and every ballot that would not count and is not accepted.
pub async fn try_all(
    files: &[File],
    order: &Order,
    rehearsal: &mut Rehearsal,
    directory: Option<&DataDirectory>,
) -> Result<Tried> {
    let mut tried = Tried::default();
    let mut wrong = Vec::new();
    let mut hint = None;
    for file in files {
        let mut mistakes = Vec::new();
        let secrets = Secrets::Rehearsed(directory);
        let became = try_one(file, order, rehearsal, secrets, &mut mistakes).await?;
        if let Some(survey) = &became.survey {
            hint = hint.or(survey::refused(&file.name, survey, order, &mut mistakes));
        }
        let not_kept = file.not_kept(order);
        if order.accept_meaning {
            check_kept(&file.name, &not_kept, true)?;
        } else if !not_kept.is_empty() {
            let mistake = |what: String| Mistake::of_file(&file.name, format!("META: {what}"));
            mistakes.extend(not_kept.into_iter().map(mistake));
            let before = hint.map_or_else(String::new, |hint| format!("{hint}; "));
            hint = Some(format!("{before}{NOT_KEPT}"));
        }
        wrong.extend(Mistakes::none_of(mistakes, ()).err());
        tried.0.push(became);
    }
    match (Mistakes::of_all(wrong), hint) {
        (None, _) => Ok(tried),
        (Some(mistakes), hint) => {
            for line in mistakes.to_string().lines() {
                note!("madang: {line}");
            }
            bail!(
                "nothing was recorded{}",
                hint.map_or_else(String::new, |hint| format!(": {hint}"))
            )
        }
    }
}

/// What would become of files.
#[derive(Debug, Default)]
pub struct Tried(Vec<Became>);

impl Tried {
    /// Says it, file by file.
    pub fn say(&self, files: &[File]) {
        for (file, became) in files.iter().zip(&self.0) {
            file.say_read();
            say_given(&file.name, became.given, "would be recorded");
            became.say(&file.name);
        }
    }
}

impl Became {
    fn say(&self, file: &str) {
        for note in &self.notes {
            say!("madang: {file}: {note}");
        }
        if let Some(survey) = &self.survey {
            survey::say(survey);
        }
    }
}

async fn try_one(
    file: &File,
    order: &Order,
    rehearsal: &mut Rehearsal,
    secrets: Secrets<'_>,
    mistakes: &mut Vec<Mistake>,
) -> Result<Became> {
    let mut became = Became {
        given: Given::default(),
        survey: None,
        notes: file.notes(order, rehearsal.state()),
    };
    for part in file.parts(order, rehearsal.state(), secrets)? {
        if let Some((programme, vote)) = &part.cast_in {
            if let Some(closed) = closed(rehearsal.state(), programme, vote) {
                mistakes.push(Mistake::of_file(&file.name, closed));
                break;
            }
            became.survey = file.survey(rehearsal.state(), programme, vote)?;
        }
        became.notes.extend(by_number(&part.steps));
        let before = mistakes.len();
        let given = rehearse(rehearsal, &file.name, &order.post, &part.steps, mistakes).await?;
        became.given.add(given);
        // What builds on it could only be refused as well.
        if mistakes.len() > before {
            break;
        }
    }
    Ok(became)
}

/// Identifiers of steps that hold the number of a person, as a warning: an entry's facts can never be erased. A step's key is
/// made of the identifiers that it brings.
fn by_number(steps: &[Step]) -> Vec<String> {
    let found = |step: &Step| {
        let number = step.key.split('/').find_map(personal_number)?;
        Some(format!(
            "line {}, {} is called by {}: it stands on the record for ever, and nothing can erase it; give it another identifier",
            step.line,
            step.what,
            number.name()
        ))
    };
    steps.iter().filter_map(found).collect()
}

/// Why a vote takes no ballots; `None` for one that does.
fn closed(state: &State, programme: &str, vote: &str) -> Option<String> {
    match state.vote(programme, vote).map(|vote| vote.phase) {
        Ok(VotePhase::Open) => None,
        Ok(_) => Some(format!(
            "vote {vote:?} is closed: it takes no more ballots and scores"
        )),
        Err(unknown) => Some(format!(
            "{unknown} that ballots and scores could be for: --vote names one that is open"
        )),
    }
}

/// Records all files in order, and says of each what became of it.
///
/// # Errors
/// What is refused after all, since the record went on meanwhile.
pub async fn record(
    files: &[File],
    order: &Order,
    tried: &Tried,
    store: &Store,
    directory: &DataDirectory,
) -> Result<()> {
    for (file, tried) in files.iter().zip(&tried.0) {
        file.say_read();
        let state = store.with_state(State::clone).await?;
        let mut all = Given::default();
        for part in file.parts(order, &state, Secrets::Kept(directory))? {
            all.add(give(store, part.what, &order.post, part.steps).await?);
        }
        say_given(&file.name, all, "recorded");
        file.say_kept(order, directory)?;
        tried.say(&file.name);
    }
    Ok(())
}

fn say_given(file: &str, given: Given, recorded: &str) {
    let entries = match given.new {
        1 => "1 entry".to_owned(),
        new => format!("{new} entries"),
    };
    match given.repeated {
        0 => say!("madang: {file}: {entries} {recorded}"),
        repeated => say!("madang: {file}: {entries} {recorded}, {repeated} on record already"),
    }
}
