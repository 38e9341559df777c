//! The matrix, `participant[s]-votes.csv`: `participant[,xid],group-id,n-comments,…,‹ids›`. Its groups are read, and its votes for
//! comparison: which of several votes it holds is not defined, so that `votes.csv` counts. `xid` is not read.

use std::collections::BTreeMap;
use std::io::BufRead;

use super::csv::{Columns, Reader};
use super::votes::{VoteEvent, Votes, vote};
use super::{FileError, RowProblem};
use crate::conversation::Vote;

/// What the file says.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct MatrixFile {
    /// The group of each participant who has one, by id.
    pub groups: BTreeMap<String, u32>,
    /// Votes by participant and statement.
    pub votes: BTreeMap<(u64, u32), Vote>,
    /// Rows that were left out.
    pub problems: Vec<RowProblem>,
}

impl MatrixFile {
    /// Its votes as events without times, for exports whose `votes.csv` is lost.
    pub fn as_votes(&self) -> Votes {
        let mut votes = Votes::default();
        for ((voter, statement), vote) in &self.votes {
            votes.events.push(VoteEvent {
                time: 0,
                statement: *statement,
                voter: *voter,
                vote: *vote,
            });
        }
        votes
    }

    /// How many of its votes are not the last ones of `votes`.
    pub fn differences(&self, votes: &Votes) -> usize {
        let mut last: BTreeMap<(u64, u32), (i64, Vote)> = BTreeMap::new();
        for event in &votes.events {
            let kept = last
                .entry((event.voter, event.statement))
                .or_insert((event.time, event.vote));
            if event.time >= kept.0 {
                *kept = (event.time, event.vote);
            }
        }
        let differs = self
            .votes
            .iter()
            .filter(|(of, vote)| last.get(of).is_none_or(|(_, last)| last != *vote));
        differs.count()
    }
}

/// Reads the file, with or without columns of votes.
///
/// # Errors
/// Where it cannot be read, or has no column `participant`.
pub fn read_groups(input: impl BufRead) -> Result<MatrixFile, FileError> {
    let mut reader = Reader::new(input);
    let columns = Columns::read(&mut reader, &["participant", "group-id"])?;
    let participant = columns.required("participant")?;
    let group = columns.place("group-id");
    let statements = columns.names.iter().enumerate();
    let statements: Vec<(usize, u32)> = statements
        .filter_map(|(place, name)| Some((place, name.parse().ok()?)))
        .collect();
    let mut file = MatrixFile::default();
    while let Some(row) = reader.read()? {
        let read = || {
            row.whole(columns.len())?;
            let id = columns.id(&row, participant, i64::MAX as u64)?;
            let place =
                group.filter(|place| row.text(*place).is_ok_and(|text| !text.trim().is_empty()));
            let group = place.map(|place| columns.id(&row, place, u64::from(u32::MAX)));
            let mut votes = Vec::new();
            for (place, statement) in &statements {
                if !row.text(*place)?.trim().is_empty() {
                    let said = vote(&row, *place, &columns.names[*place])?;
                    votes.push(((id, *statement), said));
                }
            }
            Ok((id, group.transpose()?, votes))
        };
        match read() {
            Ok((id, group, votes)) => {
                if let Some(group) = group {
                    file.groups.insert(id.to_string(), group as u32);
                }
                file.votes.extend(votes);
            }
            Err(problem) => file.problems.push(row.problem(problem)),
        }
    }
    Ok(file)
}
