//! Votes row by row, as they were written: for whoever decides by a rule of its own which of them count.

use std::io::BufRead;

use super::column::Column;
use super::error::ParseError;
use super::options::Section;
use super::records::Records;
use super::votes::read_header;
use crate::election::VoteType;
use crate::spelling::trimmed;

/// One row of the VOTES section.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct WrittenVote {
    /// Its line in the file.
    pub line: u64,
    /// The voter's id.
    pub voter: String,
    /// Project ids in the order of the row, unknown and repeated ones included.
    pub choices: Vec<String>,
    /// Points in the order of the row, as written; `None` where the file has no points.
    pub points: Option<Vec<String>>,
    /// Where the points stand on the line, where that is known.
    pub points_at: Column,
}

/// Gives every vote of a file that [`super::read`] has accepted to `take`.
///
/// # Errors
/// A row that cannot be read, or the first error of `take`.
pub fn read_votes<E: From<ParseError>>(
    reader: impl BufRead,
    vote_type: VoteType,
    mut take: impl FnMut(WrittenVote) -> Result<(), E>,
) -> Result<(), E> {
    let mut records = Records::new(reader);
    loop {
        let Some(record) = records.next()? else {
            return Ok(());
        };
        if Section::of(&record) == Some(Section::Votes) {
            break;
        }
    }
    let columns = read_header(&mut records, vote_type)?;
    let list = |text: &str| -> Vec<String> {
        if trimmed(text).is_empty() {
            return vec![];
        }
        // A comma after the last item, as spreadsheets leave it, is no further item.
        let text = text.strip_suffix(',').unwrap_or(text);
        text.split(',')
            .map(|item| trimmed(item).to_owned())
            .collect()
    };
    while let Some(record) = records.next()? {
        let points = match columns.points.filter(|_| vote_type.has_points()) {
            Some(column) => Some(list(&record.text(column, "points")?)),
            None => None,
        };
        take(WrittenVote {
            line: record.line,
            voter: record.text(columns.voter, "voter_id")?,
            choices: list(&record.text(columns.vote, "vote")?),
            points,
            points_at: Column::Whole,
        })?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_come_as_they_were_written() {
        let text = "META\nkey;value\nvote_type;approval\nPROJECTS\nproject_id;cost\na;1\nVOTES\nvoter_id;age;vote\n7;40;a, zzz,a\n7;41;\n";
        let mut votes = Vec::new();
        let result: Result<(), ParseError> =
            read_votes(text.as_bytes(), VoteType::Approval, |vote| {
                votes.push(vote);
                Ok(())
            });
        assert!(result.is_ok());
        assert_eq!(votes.len(), 2);
        assert_eq!(votes[0].choices, ["a", "zzz", "a"]);
        assert_eq!((votes[0].line, votes[0].voter.as_str()), (9, "7"));
        assert!(votes[1].choices.is_empty());
    }
}
