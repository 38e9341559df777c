//! Files onto the record: all of them are read whole, then tried whole on a copy of what is there, and only then recorded.

mod examples;
mod files;
mod missing;
mod opening;
mod persons;
mod rows;
mod shape;
mod survey;
mod target;

use std::collections::BTreeSet;

use anyhow::{Context, Error, Result, bail};
use madang_exchange::votes::{Fault, OnRecord, Pseudonyms, Survey};
use madang_exchange::{Mistake, Mistakes, Step};
use madang_programme::{State, Violation};
use madang_selection::SelectionRule;
use madang_store::{Rehearsal, Store, StoreError};
use madang_words::Said;

use crate::data::DataDirectory;
use crate::giving::{Given, What, give_in, rehearse, say_renamed};
use crate::mistakes;
use crate::secrets::Secret;
use crate::words;

pub use files::{File, Files, read_all};
pub use missing::Missing;
pub use survey::Accept;

/// What is asked for besides the files themselves.
#[derive(Clone, Debug)]
pub struct Order {
    /// The programme that proposals and votes belong to.
    pub programme: Option<String>,
    /// The vote that ballots and scores are for, where somebody says or opens it.
    pub vote: Option<String>,
    /// The rule of a vote from a `.pb` file, where it is not the usual one.
    pub rule: Option<SelectionRule>,
    /// Most projects that such a vote may select.
    pub number: Option<u32>,
    /// Of which gathering rows without identifiers are: in another the same words are somebody else's.
    pub wave: Option<String>,
    /// Whether rows are taken that may be voices whose words were erased.
    pub accept_erased: bool,
    /// In whose name an official acts.
    pub post: String,
    /// Ballots that are taken although they do not count.
    pub accept: BTreeSet<Fault>,
    /// Whether nothing is to be recorded.
    pub only_tried: bool,
    /// Whether a vote is taken of which the record does not keep to all that its file states.
    pub accept_meaning: bool,
    /// Whether rows of files to fill in are taken that nobody changed.
    pub accept_examples: bool,
    /// Whether facts are taken that seem to hold numbers or addresses of persons, which nothing can erase.
    pub accept_persons: bool,
}

impl Order {
    fn programme(&self) -> Result<&str> {
        self.programme
            .as_deref()
            .with_context(|| t!("import-no-programme"))
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
    what: What,
    steps: Vec<Step>,
    /// The vote that they are ballots or scores for: it must take them.
    cast_in: Option<CastIn>,
}

/// The vote that ballots or scores are for.
struct CastIn {
    programme: String,
    vote: String,
    /// What its voters are called.
    pseudonyms: Pseudonyms,
}

impl CastIn {
    /// The vote in which each ballot is to be its voter's only one, unless somebody accepts others.
    fn only_in(&self, order: &Order) -> Option<(&str, &str)> {
        let accepted = order.accept.contains(&Fault::RepeatedVoter);
        (!accepted).then_some((&self.programme, &self.vote))
    }
}

/// What became, or would become, of one file.
#[derive(Debug)]
struct Became {
    given: Given,
    survey: Option<Survey>,
    /// The vote that its ballots or scores are for.
    vote: Option<String>,
    /// What is to be seen of it, in words.
    notes: Vec<String>,
    /// Lines in which something is wrong.
    wrong: BTreeSet<u64>,
}

/// Says what was doubtful in a file and how it was taken.
pub fn say_doubts(file: &str, doubts: &[Said]) {
    for doubt in doubts {
        let doubt = doubt.in_language(words::language());
        say!("madang: {file}: {doubt}");
    }
}

/// Refuses a vote of which the record would not keep to all that its file states, unless somebody accepts that; says what it is.
///
/// # Errors
/// Where it is not accepted.
pub fn check_kept(file: &str, not_kept: &[Said], accepted: bool) -> Result<()> {
    for what in not_kept {
        let what = what.in_language(words::language());
        note!("madang: {file}: META: {what}");
    }
    if not_kept.is_empty() || accepted {
        return Ok(());
    }
    bail!("{}: {}", t!("import-nothing"), t!("import-not-kept"))
}

/// Tries all files in order on a copy of the record. Nothing is recorded, and no secret is made.
///
/// # Errors
/// Everything in the files that would be refused, and every ballot that would not count and is not accepted. Where nothing is to be
/// recorded, what is good is told beside it.
pub async fn try_all(
    files: &Files,
    order: &Order,
    rehearsal: &mut Rehearsal,
    directory: Option<&DataDirectory>,
) -> Result<Tried> {
    let mut tried: Vec<(&File, Became)> = Vec::new();
    let unread = files.unread.iter().map(|unread| unread.wrong.clone());
    let mut wrong: Vec<Mistakes> = unread.collect();
    let mut missing = Missing::of_unread(&files.unread);
    let mut hint = None;
    for file in &files.read {
        let mut mistakes = file.wrong.clone();
        if !order.accept_examples && !file.example_rows().is_empty() {
            let row = |line: &u64| Mistake::at(&file.name, *line, 0, said!("import-example-row"));
            mistakes.extend(file.example_rows().iter().map(row));
            hint = Some(t!("import-examples"));
        }
        if let Some(kind) = file.partly_brings() {
            missing.partly(kind);
        }
        let secrets = Secrets::Rehearsed(directory);
        let trial = Trial {
            file,
            order,
            secrets,
            missing: &mut missing,
            mistakes: &mut mistakes,
        };
        let mut became = match trial.run(rehearsal).await {
            Ok(became) => became,
            Err(error) => {
                wrong.extend(Mistakes::none_of(mistakes, ()).err());
                unreadable(&file.name, error, &missing, &mut wrong)?;
                continue;
            }
        };
        if let Some(survey) = &became.survey {
            let refused = survey::refused(&file.name, survey, order, &missing, &mut mistakes);
            hint = hint.or(refused);
        }
        let not_kept = file.not_kept(order);
        if order.accept_meaning {
            check_kept(&file.name, &not_kept, true)?;
        } else if !not_kept.is_empty() {
            let mistake =
                |what: Said| Mistake::of_file(&file.name, said!("import-meta", what = what));
            mistakes.extend(not_kept.into_iter().map(mistake));
            let before = hint.map_or_else(String::new, |hint| format!("{hint}; "));
            hint = Some(format!("{before}{}", t!("import-not-kept")));
        }
        became.wrong = mistakes.iter().map(|mistake| mistake.line).collect();
        wrong.extend(Mistakes::none_of(mistakes, ()).err());
        tried.push((file, became));
    }
    match (Mistakes::of_all(wrong), hint) {
        (None, _) => Ok(Tried(tried.into_iter().map(|(_, became)| became).collect())),
        (Some(mistakes), hint) => {
            for line in mistakes.in_language(words::language()) {
                note!("madang: {line}");
            }
            if order.only_tried && !tried.is_empty() {
                say!("madang: {}", t!("import-good"));
                tried
                    .iter()
                    .for_each(|(file, became)| became.say_tried(file));
            }
            let hint = hint.map_or_else(String::new, |hint| format!(": {hint}"));
            bail!("{}{hint}", t!("import-nothing"))
        }
    }
}

/// Adds why a file could not be tried to what is wrong, where that is no consequence of what was told before.
///
/// # Errors
/// What the database says: with that nothing can be tried.
fn unreadable(
    file: &str,
    error: Error,
    missing: &Missing,
    wrong: &mut Vec<Mistakes>,
) -> Result<()> {
    if error.is::<StoreError>() {
        return Err(error);
    }
    match error.downcast::<Mistakes>() {
        Ok(mistakes) => wrong.push(mistakes),
        Err(error) => {
            let violation = error.downcast_ref::<Violation>();
            // What a file lacks may stand in one that could not be read: a programme, a vote.
            if violation.is_none() && missing.may_be_named_elsewhere() {
                return Ok(());
            }
            if !violation.is_some_and(|violation| missing.explains(violation)) {
                let what = said!("giving-text", what = mistakes::in_one_line(&error));
                wrong.push(Mistake::of_file(file, what).into());
            }
        }
    }
    Ok(())
}

/// What would become of files.
#[derive(Debug, Default)]
pub struct Tried(Vec<Became>);

impl Tried {
    /// Says it, file by file.
    pub fn say(&self, files: &Files) {
        for (file, became) in files.read.iter().zip(&self.0) {
            became.say_tried(file);
        }
    }
}

impl Became {
    /// Says what would become of a file.
    fn say_tried(&self, file: &File) {
        file.say_read();
        let (file_name, new) = (file.name.as_str(), self.given.new);
        let said = t!("import-would-be-recorded", file = file_name, new = new);
        say_given(&said, self.given);
        let lines: Vec<u64> = self
            .wrong
            .iter()
            .copied()
            .filter(|line| *line > 0)
            .collect();
        if !lines.is_empty() {
            let lines = survey::named(&lines);
            say!("madang:   {}", t!("import-wrong-lines", lines = lines));
        }
        self.say(&file.name);
    }

    fn say(&self, file: &str) {
        for note in &self.notes {
            say!("madang: {file}: {note}");
        }
        if let Some(survey) = &self.survey {
            survey::say(survey);
        }
    }
}

/// One file that is being tried.
struct Trial<'t> {
    file: &'t File,
    order: &'t Order,
    secrets: Secrets<'t>,
    missing: &'t mut Missing,
    mistakes: &'t mut Vec<Mistake>,
}

impl Trial<'_> {
    async fn run(self, rehearsal: &mut Rehearsal) -> Result<Became> {
        let (file, order) = (self.file, self.order);
        let mut became = Became {
            given: Given::default(),
            survey: None,
            vote: None,
            notes: file.notes(order, rehearsal.state()),
            wrong: BTreeSet::new(),
        };
        for part in file.parts(order, rehearsal.state(), self.secrets)? {
            became
                .notes
                .extend(wait_for_opening(order, rehearsal, &part));
            if let Some(cast_in) = &part.cast_in {
                target::check_open(rehearsal.state(), &cast_in.programme, &cast_in.vote)?;
                became.vote = Some(cast_in.vote.clone());
            }
            let of_persons = persons::found(&part.steps, rehearsal.state());
            became.notes.extend(rows::words_of_persons(&part.steps));
            let before = self.mistakes.len();
            let (missing, mistakes) = (&mut *self.missing, &mut *self.mistakes);
            let (name, post) = (&file.name, &order.post);
            let tried = rehearse(rehearsal, name, post, &part.steps, missing, mistakes).await?;
            became.given.add(tried.given);
            let told = persons::told(name, order, &part.steps, &tried, of_persons, mistakes);
            became.notes.extend(told);
            if tried.given.new > 0 {
                became
                    .notes
                    .extend(opening::notes(rehearsal.state(), order, &part));
            }
            let steps = (part.steps.as_slice(), &tried);
            let mistakes = &mut *self.mistakes;
            became
                .notes
                .extend(rows::check(name, order, rehearsal, steps, mistakes).await?);
            if let Some(cast_in) = &part.cast_in {
                let (programme, vote) = (&cast_in.programme, &cast_in.vote);
                let voters = rehearsal.voters_on_record(programme, vote).await?;
                let on_record = OnRecord {
                    pseudonyms: &cast_in.pseudonyms,
                    ballots: &|voter| voters.of(voter),
                    own: &tried.entries,
                };
                became.survey = file.survey(rehearsal.state(), cast_in, &on_record)?;
            }
            // What builds on it could only be refused as well.
            if self.mistakes.len() > before {
                break;
            }
        }
        Ok(became)
    }
}

/// Goes on at the announced opening of the vote that a part opens, where nothing is to be recorded: a vote can be tried before it
/// opens. Says so.
fn wait_for_opening(order: &Order, rehearsal: &mut Rehearsal, part: &Part) -> Option<String> {
    let programme = order.programme.as_deref().filter(|_| order.only_tried)?;
    let vote = opening::vote(part)?;
    let state = rehearsal.state();
    let opens_at = state.schedule(programme, vote)?.opens_at.clone();
    let local = state.programme(programme).ok()?.local(&opens_at);
    let waits = rehearsal.wait_until(&opens_at);
    waits.then(|| t!("import-tried-at", vote = vote, at = local))
}

/// Records all files in order, and says of each what became of it.
///
/// # Errors
/// What is refused after all, since the record went on meanwhile.
pub async fn record(
    files: &Files,
    order: &Order,
    tried: &Tried,
    store: &Store,
    directory: &DataDirectory,
) -> Result<()> {
    for (file, tried) in files.read.iter().zip(&tried.0) {
        file.say_read();
        let state = store.with_state(State::clone).await?;
        let mut all = Given::default();
        // What was tried in one vote goes into no other, whatever is open now.
        let order = &Order {
            vote: tried.vote.clone().or_else(|| order.vote.clone()),
            ..order.clone()
        };
        for part in file.parts(order, &state, Secrets::Kept(directory))? {
            let only_in = part.cast_in.as_ref();
            let only_in = only_in.and_then(|cast_in| cast_in.only_in(order));
            all.add(give_in(store, part.what, &order.post, part.steps, only_in).await?);
        }
        let said = t!("import-recorded", file = file.name.as_str(), new = all.new);
        say_given(&said, all);
        file.say_kept(order, directory)?;
        tried.say(&file.name);
    }
    Ok(())
}

fn say_given(new: &str, given: Given) {
    match given.repeated {
        0 => say!("madang: {new}"),
        repeated => say!(
            "madang: {new}, {}",
            t!("import-repeated", repeated = repeated)
        ),
    }
}
