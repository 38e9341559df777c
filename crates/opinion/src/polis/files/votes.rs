//! `votes.csv`: `timestamp[,datetime],comment-id,voter-id,vote[,important]`. `datetime` carries a local zone and is not read.

use std::io::BufRead;

use super::csv::{Columns, Reader, Row};
use super::{FileError, Problem, RowProblem};
use crate::conversation::{Conversation, Vote};

/// The largest id of a voter.
const LARGEST_VOTER: u64 = i64::MAX as u64;

/// The largest id of a statement.
const LARGEST_STATEMENT: u64 = u32::MAX as u64;

/// Times below this are seconds: as milliseconds they would be before March 1973.
const SECONDS: i64 = 100_000_000_000;

/// One row of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct VoteEvent {
    /// Milliseconds since 1970; 0 where the file has no times.
    pub time: i64,
    /// The statement's id.
    pub statement: u32,
    /// The voter's id.
    pub voter: u64,
    /// What was said.
    pub vote: Vote,
}

/// All rows of the file that could be read.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Votes {
    /// In the order of the file.
    pub events: Vec<VoteEvent>,
    /// Rows that were left out.
    pub problems: Vec<RowProblem>,
    /// How many rows there were.
    pub rows: u64,
}

impl Votes {
    /// The conversation that these votes are of. Without `statements`, those are meant on which anybody voted.
    pub fn conversation(
        &self,
        name: &str,
        statements: Option<impl IntoIterator<Item = u32>>,
    ) -> Conversation {
        let mut conversation = Conversation::new(name);
        for event in &self.events {
            let VoteEvent {
                time,
                statement,
                voter,
                vote,
            } = *event;
            conversation.vote(&voter.to_string(), statement, vote, time);
        }
        match statements {
            Some(statements) => statements
                .into_iter()
                .for_each(|id| conversation.statement(id)),
            None => conversation.statements_of_votes(),
        }
        conversation
    }

    /// The other way round.
    pub fn reverse(&mut self) {
        for event in &mut self.events {
            event.vote = event.vote.reversed();
        }
    }
}

/// A vote as it stands in files.
pub(super) fn vote(row: &Row<'_>, place: usize, column: &str) -> Result<Vote, Problem> {
    match row.text(place)?.trim() {
        "1" => Ok(Vote::Agree),
        "0" => Ok(Vote::Pass),
        "-1" => Ok(Vote::Disagree),
        value => Err(Problem::Vote {
            column: column.to_owned(),
            value: value.to_owned(),
        }),
    }
}

/// A time in milliseconds, whether it was written in those or in seconds.
pub(super) fn milliseconds(time: i64) -> i64 {
    match time {
        time if (0..SECONDS).contains(&time) => time * 1000,
        time => time,
    }
}

/// Reads the file.
///
/// # Errors
/// Where it cannot be read, or a column is missing or there twice. Rows that cannot be read are in [`Votes::problems`].
pub fn read_votes(input: impl BufRead) -> Result<Votes, FileError> {
    let mut reader = Reader::new(input);
    let known = ["timestamp", "comment-id", "voter-id", "vote"];
    let columns = Columns::read(&mut reader, &known)?;
    let time = columns.place("timestamp");
    let statement = columns.required("comment-id")?;
    let voter = columns.required("voter-id")?;
    let said = columns.required("vote")?;
    let mut votes = Votes::default();
    while let Some(row) = reader.read()? {
        votes.rows += 1;
        let read = || {
            row.whole(columns.len())?;
            let time = time.map_or(Ok(0), |place| columns.number(&row, place))?;
            Ok(VoteEvent {
                time: milliseconds(time),
                statement: columns.id(&row, statement, LARGEST_STATEMENT)? as u32,
                voter: columns.id(&row, voter, LARGEST_VOTER)?,
                vote: vote(&row, said, "vote")?,
            })
        };
        match read() {
            Ok(event) => votes.events.push(event),
            Err(problem) => votes.problems.push(row.problem(problem)),
        }
    }
    Ok(votes)
}
