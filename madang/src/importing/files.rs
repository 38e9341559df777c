//! The files that can be imported, and what each asks for.

use std::path::{Path, PathBuf};

use anyhow::Result;
use madang_exchange::answers::Answers;
use madang_exchange::bodies::Members;
use madang_exchange::commitments::Commitments;
use madang_exchange::needs::Needs;
use madang_exchange::programmes::Programme;
use madang_exchange::proposals::Proposals;
use madang_exchange::voices::{RowKeys, Voices};
use madang_exchange::votes::{
    OnRecord, Opening, Pseudonyms, Survey, TableFile, VoteFile, VoteOpening, open_under,
};
use madang_exchange::{Encoding, Mistake, Mistakes, Partly, Source};
use madang_programme::State;
use madang_programme::votes::BallotContent;
use madang_words::{Said, unmapped};

use crate::giving::What;

use super::shape::{Shape, brings};
use super::{CastIn, DataDirectory, Order, Part, Secret, Secrets, say_doubts, say_renamed};
use super::{examples, rows};

/// A file that was read whole.
#[derive(Debug)]
pub struct File {
    /// Its name, as it was given.
    pub name: String,
    /// How it was encoded, where that was not UTF-8.
    encoding: Option<Encoding>,
    read: Read,
    /// What is wrong in the rest of it.
    pub(super) wrong: Vec<Mistake>,
    /// Lines that stand as they did in the file to fill in.
    examples: Vec<u64>,
}

/// Files that were read, and what is wrong with those that could not be.
#[derive(Debug)]
pub struct Files {
    /// Those that were read, or partly.
    pub read: Vec<File>,
    /// Why others were not.
    pub unread: Vec<Unread>,
}

/// A file that could not be read.
#[derive(Debug)]
pub struct Unread {
    /// What is wrong in it.
    pub wrong: Mistakes,
    /// Kinds of things that it may have brought.
    pub brings: &'static [&'static str],
}

#[derive(Debug)]
enum Read {
    Commitments(Box<Commitments>),
    Programme(Box<Programme>),
    Proposals(Proposals),
    Voices(Voices),
    Needs(Needs),
    Answers(Answers),
    Vote(Box<VoteFile>),
    Opening(Box<VoteOpening>),
    Members(Members),
    Table(TableFile),
}

/// Reads files.
///
/// # Errors
/// All that is wrong in all of them, where none could be read.
pub fn read_all(paths: &[PathBuf]) -> Result<Files> {
    let mut files = Files {
        read: Vec::with_capacity(paths.len()),
        unread: Vec::new(),
    };
    for path in paths {
        match read(path) {
            Ok(file) => files.read.push(file),
            Err(wrong) => files.unread.push(Unread {
                wrong,
                brings: brings(path),
            }),
        }
    }
    if files.read.is_empty() {
        let all = files.unread.iter().map(|unread| unread.wrong.clone());
        if let Some(mistakes) = Mistakes::of_all(all) {
            return Err(mistakes.into());
        }
    }
    Ok(files)
}

fn read(path: &Path) -> Result<File, Mistakes> {
    let name = path.display().to_string();
    let extension = path.extension().and_then(|extension| extension.to_str());
    let extension = extension.map(str::to_lowercase);
    let is = |names: &[&str]| names.iter().any(|name| extension.as_deref() == Some(name));
    if !is(&["csv", "pb", "json"]) {
        if is(&["xlsx", "xls", "ods"]) {
            // Of what a spreadsheet saved it is said how it saves a table.
            Source::read(path)?;
        }
        return Err(Mistake::of_file(name, said!("import-other-file")).into());
    }
    let source = Source::read(path)?;
    let whole = |read| Partly {
        read,
        mistakes: vec![],
    };
    let Partly { read, mistakes } = match extension.as_deref() {
        Some("csv") => read_table(&source)?,
        Some("pb") => whole(Read::Vote(Box::new(VoteFile::read_source(&source)?))),
        _ => whole(read_json(&source)?),
    };
    let examples = match &read {
        Read::Voices(_) | Read::Answers(_) | Read::Proposals(_) => examples::rows(source.text()),
        Read::Programme(_) => examples::summaries(source.text()),
        // The rest has no sentences of its own.
        _ => vec![],
    };
    Ok(File {
        name,
        encoding: source.encoding(),
        read,
        wrong: mistakes,
        examples,
    })
}

fn read_table(source: &Source) -> Result<Partly<Read>, Mistakes> {
    madang_exchange::is_table(source)?;
    let columns = madang_exchange::columns(source);
    if Voices::is_in(&columns) {
        Ok(Voices::read_table(source)?.map(Read::Voices))
    } else if Needs::is_in(&columns) {
        Ok(Needs::read_table(source)?.map(Read::Needs))
    } else if Answers::is_in(&columns) {
        Ok(Answers::read_table(source)?.map(Read::Answers))
    } else if Proposals::is_in(&columns) {
        Ok(Proposals::read_table(source)?.map(Read::Proposals))
    } else if Members::is_in(&columns) {
        Ok(Members::read(source)?.map(Read::Members))
    } else {
        Ok(TableFile::read(source)?.map(Read::Table))
    }
}

fn read_json(source: &Source) -> Result<Read, Mistakes> {
    let value: serde_json::Value = source.json()?;
    // Read again into its type, so that every mistake is found at its place.
    Ok(match Shape::of(&value) {
        Some(Shape::Proposals) => Read::Proposals(Proposals::read(source)?),
        Some(Shape::Commitments) => Read::Commitments(Box::new(Commitments::read(source)?)),
        Some(Shape::Opening) => Read::Opening(Box::new(VoteOpening::read(source)?)),
        Some(Shape::Programme) => Read::Programme(Box::new(Programme::read(source)?)),
        None => {
            return Err(Mistake::of_file(source.name(), said!("import-other-json")).into());
        }
    })
}

impl File {
    /// Whether a record may begin with it: everything else belongs to a programme that is there.
    pub fn begins_a_record(&self) -> bool {
        matches!(self.read, Read::Commitments(_) | Read::Programme(_))
    }

    /// Kinds of things of which it may bring more than could be read.
    pub(super) fn partly_brings(&self) -> Option<&'static str> {
        match (&self.read, self.wrong.is_empty()) {
            (Read::Proposals(_), false) => Some("proposal"),
            (Read::Voices(_), false) => Some("voice"),
            (Read::Needs(_), false) => Some("need"),
            (Read::Members(_), false) => Some("member"),
            _ => None,
        }
    }

    /// Lines of rows that are those of the file to fill in.
    pub(super) fn example_rows(&self) -> &[u64] {
        match &self.read {
            Read::Programme(_) => &[],
            _ => &self.examples,
        }
    }

    /// The programme that it sets up.
    pub fn programme(&self) -> Option<&str> {
        match &self.read {
            Read::Programme(programme) => Some(&programme.id),
            _ => None,
        }
    }

    /// The vote that it opens by name.
    pub fn vote(&self) -> Option<&str> {
        match &self.read {
            Read::Opening(opening) => Some(&opening.vote),
            _ => None,
        }
    }

    /// Says what is to be known of how it was read.
    pub(super) fn say_read(&self) {
        if let Some(encoding) = self.encoding {
            let (file, encoding) = (self.name.as_str(), encoding.name());
            say!(
                "madang: {}",
                t!("import-encoded", file = file, encoding = encoding)
            );
        }
        match &self.read {
            Read::Vote(vote) => {
                say_renamed(vote.renamed().as_ref());
                say_doubts(&self.name, &vote.doubts());
            }
            Read::Proposals(proposals) => say_renamed(proposals.renamed.as_ref()),
            Read::Commitments(_)
            | Read::Programme(_)
            | Read::Voices(_)
            | Read::Needs(_)
            | Read::Answers(_)
            | Read::Opening(_)
            | Read::Members(_)
            | Read::Table(_) => {}
        }
    }

    /// What it states that the record would not keep to.
    pub(super) fn not_kept(&self, order: &Order) -> Vec<Said> {
        match &self.read {
            Read::Vote(vote) => vote.not_kept(order.rule.is_some()),
            Read::Commitments(_)
            | Read::Programme(_)
            | Read::Proposals(_)
            | Read::Voices(_)
            | Read::Needs(_)
            | Read::Answers(_)
            | Read::Opening(_)
            | Read::Members(_)
            | Read::Table(_) => vec![],
        }
    }

    /// What whoever imports it should see of it before it stands, beside what becomes of its ballots.
    pub(super) fn notes(&self, order: &Order, state: &State) -> Vec<String> {
        let voters = match &self.read {
            Read::Table(table) => table.voters_by_number(),
            Read::Vote(vote) => vote.voters_by_number(),
            Read::Opening(opening) => {
                let programme = order.programme().ok();
                let known = programme.and_then(|programme| state.programme(programme).ok());
                let money = known.map_or_else(Vec::new, |known| opening.money(&known.currency));
                let said = money.into_iter();
                let said =
                    said.map(|(field, amount)| t!("import-money", field = field, amount = amount));
                return said.collect();
            }
            Read::Voices(voices) => return rows::told_of(voices),
            Read::Answers(answers) => {
                let numbers = answers.by_disposition().into_iter();
                let numbers = numbers.map(|(name, number)| format!("{name} {number}"));
                let numbers: Vec<String> = numbers.collect();
                let said = || t!("import-answers", numbers = numbers.join(", "));
                return (!numbers.is_empty()).then(said).into_iter().collect();
            }
            Read::Programme(_) => {
                let still = (!self.examples.is_empty()).then(|| t!("import-example-summary"));
                return still.into_iter().collect();
            }
            Read::Commitments(_) | Read::Proposals(_) | Read::Needs(_) | Read::Members(_) => 0,
        };
        let note = || t!("import-by-number", voters = voters);
        (voters > 0).then(note).into_iter().collect()
    }

    /// Says what must be kept until the vote is counted.
    pub(super) fn say_kept(&self, order: &Order, directory: &DataDirectory) -> Result<()> {
        if let Read::Opening(opening) = &self.read
            && opening.lot.is_some()
        {
            let kept = Secret::LotSeed.file(directory, order.programme()?, &opening.vote);
            let kept = kept.display().to_string();
            say!("madang: {}", t!("import-seed", file = kept));
        }
        Ok(())
    }

    /// What would become of its ballots in an open vote; `None` for a file without ballots.
    pub(super) fn survey(
        &self,
        state: &State,
        CastIn {
            programme, vote, ..
        }: &CastIn,
        on_record: &OnRecord<'_>,
    ) -> Result<Option<Survey>> {
        let rule = &state.vote(programme, vote)?.ballots;
        // The vote is there, or this would have ended above.
        let judge = |ballot: &BallotContent| {
            let judged = state.judge_ballot(programme, vote, ballot);
            judged.unwrap_or(Ok(Vec::new()))
        };
        Ok(match &self.read {
            Read::Table(table) => table.survey(rule, on_record, judge),
            Read::Vote(file) => Some(file.survey(rule, on_record, judge)),
            Read::Commitments(_)
            | Read::Programme(_)
            | Read::Proposals(_)
            | Read::Voices(_)
            | Read::Needs(_)
            | Read::Answers(_)
            | Read::Opening(_)
            | Read::Members(_) => None,
        })
    }

    /// What it asks for in `state`, in order.
    pub(super) fn parts(
        &self,
        order: &Order,
        state: &State,
        secrets: Secrets<'_>,
    ) -> Result<Vec<Part>> {
        let part = |what, steps| Part {
            what,
            steps,
            cast_in: None,
        };
        Ok(match &self.read {
            Read::Commitments(file) => vec![part(What::Commitments, file.steps())],
            Read::Programme(file) => vec![part(What::Programme, file.steps(false))],
            Read::Proposals(file) => {
                let programme = order.programme()?;
                // Of a programme that is not there the first step says so.
                let known = state.programme(programme).ok();
                let currency = known.map_or("KRW", |programme| programme.currency.as_str());
                vec![part(What::Proposals, file.steps(programme, currency)?)]
            }
            Read::Voices(file) => {
                let programme = order.programme()?;
                let origin = state.log().map_or("", |log| log.origin.as_str());
                let keys = secrets.get(Secret::Rows, programme, "")?;
                let keys = RowKeys::with_secret(keys).in_wave(order.wave.clone());
                vec![part(What::Voices, file.steps(programme, origin, &keys))]
            }
            Read::Needs(file) => vec![part(What::Needs, file.steps(order.programme()?))],
            Read::Answers(file) => vec![part(What::Answers, file.steps(order.programme()?))],
            Read::Members(file) => vec![part(What::Members, file.steps(order.programme()?))],
            Read::Opening(file) => {
                let programme = order.programme()?;
                let seed = file.lot.as_ref().map(|_| {
                    let vote = &file.vote;
                    secrets.get(Secret::LotSeed, programme, vote)
                });
                let seed = seed.transpose()?;
                vec![part(What::Vote, file.steps(programme, seed.as_ref()))]
            }
            Read::Table(file) => {
                let cast_in = cast_in(order, order.vote_to_cast_in(state)?, secrets)?;
                check_parted(file, state, &cast_in)?;
                vec![Part {
                    what: match file.has_scores() {
                        true => What::Scores,
                        false => What::Ballots,
                    },
                    steps: file.steps(&cast_in.programme, &cast_in.vote, &cast_in.pseudonyms),
                    cast_in: Some(cast_in),
                }]
            }
            Read::Vote(file) => self::vote(file, order, state, secrets)?,
        })
    }
}

/// A whole vote: its projects, where the programme has none yet, its rule, its ballots.
fn vote(file: &VoteFile, order: &Order, state: &State, secrets: Secrets<'_>) -> Result<Vec<Part>> {
    let programme = order.programme()?;
    let currency = &state.programme(programme)?.currency;
    if *currency != file.currency {
        refuse!(
            "import-other-money",
            own = file.currency,
            programme = currency
        );
    }
    let part = |what, steps| Part {
        what,
        steps,
        cast_in: None,
    };
    let mut parts = Vec::new();
    // A programme whose proposals are on the record already votes on those.
    if state.proposals(programme)?.is_empty() {
        parts.push(part(What::Candidates, file.proposals(programme)));
    }
    let rule = match &order.rule {
        Some(rule) => rule.clone(),
        None => file.rule(order.number),
    };
    let ballots = file.ballot_rule().clone();
    let vote = order.vote_to_open();
    let opening = Opening {
        vote,
        title: None,
        rule,
        lot: None,
        ballots,
        grain_minutes: None,
    };
    let opening = open_under(programme, opening);
    parts.push(part(What::Vote, opening));
    let cast_in = cast_in(order, vote.to_owned(), secrets)?;
    parts.push(Part {
        what: What::Ballots,
        steps: file.ballots(programme, vote, &cast_in.pseudonyms),
        cast_in: Some(cast_in),
    });
    Ok(parts)
}

/// Checks that no bar parts choices where a candidate has one in its identifier: `a|b` may be that one, or `a` and `b`.
fn check_parted(file: &TableFile, state: &State, cast_in: &CastIn) -> Result<()> {
    // A vote that is not there is told where its ballots are cast.
    let candidates = state.candidates(&cast_in.programme, &cast_in.vote);
    for (id, _) in candidates.into_iter().flatten() {
        let id = unmapped(id).unwrap_or_else(|| id.clone());
        if let Some(line) = file.parts(&id) {
            refuse!("import-bar-in-id", line = line, id = id);
        }
    }
    Ok(())
}

fn cast_in(order: &Order, vote: String, secrets: Secrets<'_>) -> Result<CastIn> {
    let programme = order.programme()?.to_owned();
    let salt = secrets.get(Secret::Pseudonyms, &programme, &vote)?;
    Ok(CastIn {
        programme,
        vote,
        pseudonyms: Pseudonyms::with_salt(salt),
    })
}
