//! Writes an election as Pabulib text.

use std::io::{self, Write};

use crate::decimal::Decimal;
use crate::election::Election;
use crate::tables::{Separated, ballots, projects};

/// Writes `election` as Pabulib text: all metadata in order, projects in the order of their
/// source with all columns, then one row per voter. Rows that were not kept are written with
/// voter ids 1, 2, … Choices on approval and point ballots are written by ascending project id.
/// A number of projects to select ([`Election::number`]) and score sheets have no place in Pabulib
/// and are left out.
///
/// # Errors
/// Only what `writer` reports.
pub fn write(election: &Election, writer: &mut impl Write) -> io::Result<()> {
    let by = Separated::pabulib();
    by.line(["META"], writer)?;
    by.line(["key", "value"], writer)?;
    let rows = election.ballots.total_weight().to_string();
    let mut required = vec![
        ("num_projects", election.projects.len().to_string()),
        ("num_votes", rows),
        ("vote_type", election.vote_type.as_str().to_owned()),
    ];
    if let Some(budget) = election.budget {
        required.push(("budget", election.format(budget)));
    }
    for (key, value) in &election.meta {
        // What decides is the election's own; metadata made by hand may say otherwise.
        let own = required.iter().find(|(name, _)| name == key);
        let value = match (key.as_str(), own) {
            ("budget", Some((_, own))) if Decimal::parse(own) != Decimal::parse(value) => own,
            ("vote_type", Some((_, own))) => own,
            _ => value,
        };
        by.line([key, value], writer)?;
    }
    for (key, value) in &required {
        if election.meta_value(key).is_none() {
            by.line([*key, value.as_str()], writer)?;
        }
    }
    by.line(["PROJECTS"], writer)?;
    projects(election, by, writer)?;
    by.line(["VOTES"], writer)?;
    ballots(election, by, writer)
}
