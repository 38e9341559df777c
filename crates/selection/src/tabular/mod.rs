//! Elections and score sheets from CSV and JSON.
//!
//! **CSV** comes as two tables. Projects: `project_id` (or `id`), `cost`, and if they are known
//! `name`, `group`, `category`, `beneficiaries`; further columns are kept. Ballots: `vote` with the
//! listed ids separated by commas (the field quoted) or `|`, and if there are any `voter_id`,
//! `points` in the same way, `weight`; further columns tell about voters. Fields are separated by
//! comma, semicolon or tab, whichever the header has; UTF-8, LF or CRLF, with or without a byte
//! order mark; fields may be quoted (RFC 4180).
//!
//! **JSON** is one object:
//!
//! ```json
//! {
//!   "vote_type": "approval", "budget": "120", "number": 50,
//!   "projects": [{"id": "park", "cost": "60", "name": "A park", "group": "general"}],
//!   "ballots": [["park"], {"projects": ["park"], "weight": 3, "voter": {"district": "East"}}],
//!   "score_sheets": [{"body": "panel", "expert": "A", "scores": {"park": "4.5"}}]
//! }
//! ```
//! Amounts, points and scores are texts or plain numbers; either is read exactly as written. A comma
//! as decimal sign is accepted in amounts and points in a text, and counted in the warnings; in scores it is
//! refused.
//!
//! **Score sheets** as CSV have the columns `body`, `expert`, `project_id` and `score`, a row for
//! each score; as JSON they are the list above.

mod csv;
mod json;
mod sheets;
mod votes;

use crate::ballots::Ballots;
use crate::builder::{BuildError, ElectionBuilder};
use crate::election::{Election, VoteType};
use crate::pabulib::{ParseError, ParseErrorKind};
use crate::rows::{TextColumn, VoterRows};

pub use csv::{CsvOptions, read_csv};
pub use json::read_json;
pub use sheets::{read_score_sheets_csv, read_score_sheets_json};
pub use votes::read_votes_csv;

/// An error at `line`, `column` of `source`.
fn error(source: &str, line: u64, column: u64, field: &str, kind: ParseErrorKind) -> ParseError {
    ParseError {
        source_name: Some(source.to_owned()),
        line,
        column,
        field: field.to_owned(),
        kind,
    }
}

fn contradiction(text: impl Into<String>) -> ParseErrorKind {
    ParseErrorKind::Contradiction(text.into())
}

fn unexpected(expected: &str, found: &str) -> ParseErrorKind {
    let found = if found.is_empty() {
        "nothing".to_owned()
    } else {
        let short: String = found.chars().take(80).collect();
        format!("`{short}`")
    };
    ParseErrorKind::Unexpected {
        expected: expected.to_owned(),
        found,
    }
}

/// A ballot as it was read, with where it stood.
struct ReadBallot {
    line: u64,
    choices: Vec<(String, crate::Decimal)>,
    weight: u64,
    /// What the voter told, beside the headers.
    about: Vec<String>,
}

/// Builds the election and keeps what voters told; a ballot of several voters is one row with its weight.
fn build(
    source: &str,
    mut builder: ElectionBuilder,
    ballots: Vec<ReadBallot>,
    headers: Vec<String>,
) -> Result<Election, ParseError> {
    for ballot in &ballots {
        builder.add_ballot(ballot.choices.iter().cloned(), ballot.weight);
    }
    let mut election = builder.build().map_err(|problem| {
        let number = match &problem {
            BuildError::UnknownProject { ballot, .. }
            | BuildError::ProjectTwice { ballot, .. }
            | BuildError::TooManyChoices { ballot, .. }
            | BuildError::Points { ballot, .. } => *ballot,
            _ => 0,
        };
        let at = usize::try_from(number)
            .ok()
            .and_then(|number| number.checked_sub(1));
        let line = at
            .and_then(|at| ballots.get(at))
            .map_or(0, |ballot| ballot.line);
        error(
            source,
            line,
            0,
            "election",
            contradiction(problem.to_string()),
        )
    })?;
    if !headers.is_empty() {
        election.voters = Some(voter_rows(&election, &ballots, headers));
    }
    Ok(election)
}

fn voter_rows(election: &Election, read: &[ReadBallot], headers: Vec<String>) -> VoterRows {
    let mut columns = vec![TextColumn::default(); headers.len()];
    let mut groups = Vec::with_capacity(read.len());
    for ballot in read {
        let mut choices: Vec<(u32, u32)> = Vec::new();
        for (id, points) in &ballot.choices {
            let project = election
                .project_index(id)
                .map_or(u32::MAX, |index| index as u32);
            let units = points.scaled(election.ballots.points_decimals());
            let units = units
                .and_then(|units| u32::try_from(units).ok())
                .unwrap_or(0);
            if units > 0 || !election.vote_type.has_points() {
                choices.push((project, units));
            }
        }
        if election.vote_type != VoteType::Ordinal {
            choices.sort_unstable();
        }
        groups.push(group_of(&election.ballots, &choices));
        for (column, text) in columns.iter_mut().zip(&ballot.about) {
            column.push(text);
        }
    }
    let mut weights: Vec<u64> = read.iter().map(|ballot| ballot.weight).collect();
    if weights.iter().all(|weight| *weight == 1) {
        weights.clear();
    }
    VoterRows {
        headers,
        columns,
        groups,
        weights,
    }
}

/// The distinct ballot with these choices; ballots stand in the order of projects, then points.
fn group_of(ballots: &Ballots, choices: &[(u32, u32)]) -> u32 {
    let key = |group: usize| {
        let projects = ballots.projects(group).iter().copied();
        let own = projects.cmp(choices.iter().map(|choice| choice.0));
        let points = ballots.points(group);
        if points.is_empty() {
            own
        } else {
            own.then_with(|| {
                points
                    .iter()
                    .copied()
                    .cmp(choices.iter().map(|choice| choice.1))
            })
        }
    };
    let (mut low, mut high) = (0, ballots.distinct());
    while low < high {
        let middle = low + (high - low) / 2;
        if key(middle).is_lt() {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low as u32
}
