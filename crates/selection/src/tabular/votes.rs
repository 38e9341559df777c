//! Ballots on their own, voter by voter, as they were written.

use super::choices::by_ballot;
use super::csv::Table;
use super::expected::{one_voter, points_for_each};
use crate::columns::{SIGNS, list};
use crate::pabulib::{Column, ParseError, WrittenVote};
use crate::spelling::trimmed;
use crate::wording::wording;

/// Ballots as a table has them.
#[derive(Debug)]
#[non_exhaustive]
pub struct WrittenVotes {
    /// Those that can be read, in the order of the table.
    pub votes: Vec<WrittenVote>,
    /// What is wrong with all other rows, with line, column and field.
    pub faults: Vec<ParseError>,
    /// The lines of those whose choices a bar parts: where the id of a candidate holds one, nobody can say what was chosen.
    pub parted: Vec<u64>,
}

/// Reads ballots from a table with the columns `voter_id`, `vote` and, where voters gave points, `points`, or with a row for
/// each choice, as the portal publishes them. Unknown and repeated projects are kept: whoever counts the ballots decides over them.
///
/// # Errors
/// A table without these columns, or what is no table.
pub fn read_votes_csv(text: &str, source: &str) -> Result<WrittenVotes, ParseError> {
    let mut table = by_ballot(Table::read(text, source)?);
    let mut faults = std::mem::take(&mut table.faults);
    let voter = table.required(&["voter_id", "voter"])?;
    let vote = table.required(&["vote", "votes", "projects"])?;
    let (given_points, weight) = (table.points(), table.column(&["weight"]));
    let mut votes = Vec::with_capacity(table.rows.len());
    let mut parted = Vec::new();
    for row in &table.rows {
        let id = trimmed(&row.fields[voter]);
        let before = faults.len();
        if id.is_empty() {
            faults.push(table.fault(
                row,
                voter,
                wording!("error-id-of-voter", "the id of a voter"),
            ));
        }
        let choices = row.ids(vote, SIGNS).into_iter();
        let choices: Vec<String> = choices.map(str::to_owned).collect();
        if row.listed.is_none() && row.fields[vote].contains('|') {
            parted.push(row.line);
        }
        let items = |column: usize| list(&row.fields[column]).map(str::to_owned).collect();
        let points: Option<Vec<String>> = given_points.map(items);
        if let Some(column) = weight
            && !["", "1"].contains(&trimmed(&row.fields[column]))
        {
            faults.push(table.fault(row, column, one_voter()));
        }
        if let (Some(column), Some(given)) = (given_points, &points)
            && given.len() != choices.len()
        {
            faults.push(table.fault(row, column, points_for_each(choices.len())));
        }
        if faults.len() == before {
            votes.push(WrittenVote {
                line: row.line,
                voter: id.to_owned(),
                choices,
                points,
                points_at: given_points.map_or(Column::Whole, |column| table.cell(column)),
            });
        }
    }
    Ok(WrittenVotes {
        votes,
        faults,
        parted,
    })
}
