//! Ballots with a row for each choice, as the portal publishes them.

use std::collections::HashMap;

use super::csv::Table;
use super::expected::{a_place, each_place};
use super::records::Row;
use crate::spelling::{guarded, trimmed};

/// Columns that say which ballot a row belongs to, the surest first.
const BALLOT: [&str; 3] = ["entry", "voter_id", "voter"];

/// The same table with a row for each ballot, where it has one for each choice: `voter`, `project` and, where they are known,
/// the ballot's `entry`, the choice's `place` and its `points`. A row without a project is an empty ballot. Any other table
/// is given back as it is. A ballot with a place that is no number, or stands twice, is among the faults.
pub(super) fn by_ballot(mut table: Table) -> Table {
    let project = table.column(&["project", "project_id"]);
    let ballot = BALLOT.iter().find_map(|name| table.column(&[name]));
    let wide = table.column(&["vote", "votes", "projects"]).is_some();
    let (Some(project), Some(ballot), false) = (project, ballot, wide) else {
        return table;
    };
    let mut faults = std::mem::take(&mut table.faults);
    let (place, points) = (table.column(&["place"]), table.column(&["points"]));
    let mut ballots: Vec<Vec<(u64, &Row)>> = Vec::new();
    let mut known: HashMap<&str, usize> = HashMap::new();
    for row in &table.rows {
        let of = *known
            .entry(trimmed(&row.fields[ballot]))
            .or_insert(ballots.len());
        if of == ballots.len() {
            ballots.push(Vec::new());
        }
        let own = &mut ballots[of];
        let stated = place.map(|column| (column, trimmed(&row.fields[column])));
        let at = match stated.filter(|(_, text)| !text.is_empty()) {
            None => own.len() as u64 + 1,
            Some((column, text)) => text.parse().unwrap_or_else(|_| {
                faults.push(table.fault(row, column, a_place()));
                own.len() as u64 + 1
            }),
        };
        own.push((at, row));
    }
    // What tells about the voter stays; the entry says only which rows belong together.
    let about: Vec<usize> = (0..table.headers.len())
        .filter(|column| ![Some(project), place, points].contains(&Some(*column)))
        .filter(|column| table.headers[*column] != "entry")
        .collect();
    let mut rows = Vec::with_capacity(ballots.len());
    for mut choices in ballots {
        let (_, first) = choices[0];
        choices.sort_by_key(|(at, _)| *at);
        if let Some(pair) = choices.windows(2).find(|pair| pair[0].0 == pair[1].0) {
            let column = place.unwrap_or(project);
            faults.push(table.fault(pair[1].1, column, each_place()));
            continue;
        }
        let listed = choices
            .iter()
            .filter(|(_, row)| !trimmed(&row.fields[project]).is_empty());
        let join = |column: usize| {
            let texts = listed
                .clone()
                .map(|(_, row)| guarded(trimmed(&row.fields[column])));
            texts.collect::<Vec<_>>().join("|")
        };
        let ids = listed
            .clone()
            .map(|(_, row)| trimmed(&row.fields[project]).to_owned());
        let mut row = Row {
            listed: Some(ids.collect()),
            line: first.line,
            fields: about
                .iter()
                .map(|column| first.fields[*column].clone())
                .collect(),
        };
        for column in [Some(project), points].into_iter().flatten() {
            row.fields.push(join(column));
        }
        rows.push(row);
    }
    let places = about.iter().copied().chain([project]).chain(points);
    Table {
        headers: headers(&table, &about, points.is_some()),
        source: table.source,
        at: places.map(|column| table.at[column]).collect(),
        written: table.written,
        rows,
        faults,
    }
}

/// The columns of a row for each ballot: what tells about the voter, the vote, and points where there are any.
fn headers(table: &Table, about: &[usize], has_points: bool) -> Vec<String> {
    let about = about.iter().map(|column| table.headers[*column].as_str());
    let of_ballot = ["vote", "points"].into_iter();
    let of_ballot = of_ballot.take(if has_points { 2 } else { 1 });
    about.chain(of_ballot).map(str::to_owned).collect()
}
