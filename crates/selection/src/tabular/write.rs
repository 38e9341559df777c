//! Writes elections as JSON and as CSV tables.

use std::io::{self, Write};

use serde_json::{Map, Value};

use super::json::{BALLOT_FIELDS, FIELDS};
use crate::decimal::Money;
use crate::election::{Election, Project};
use crate::tables::{Separated, ballots, projects};

/// Writes the projects of `election` as CSV, with all columns of their source.
///
/// # Errors
/// Only what `writer` reports.
pub fn write_csv_projects(election: &Election, writer: &mut impl Write) -> io::Result<()> {
    projects(election, Separated::csv(), writer)
}

/// Writes the ballots of `election` as CSV, a row for each voter, numbered where a ballot has a weight: see
/// [`crate::pabulib::write`].
///
/// # Errors
/// Only what `writer` reports.
pub fn write_csv_ballots(election: &Election, writer: &mut impl Write) -> io::Result<()> {
    ballots(election, Separated::csv(), writer)
}

/// Writes `election` as one JSON object that [`super::read_json`] reads back: everything there is, but for metadata keys
/// that stand twice, of which the first is written. Ballots are grouped where no voter's row was kept.
///
/// # Errors
/// Only what `writer` reports.
pub fn write_json(election: &Election, writer: &mut impl Write) -> io::Result<()> {
    let mut fields = vec![format!(
        "\"vote_type\": {}",
        text(election.vote_type.as_str())
    )];
    if let Some(budget) = election.budget {
        fields.push(format!("\"budget\": {}", text(&election.format(budget))));
    }
    if let Some(number) = election.number {
        fields.push(format!("\"number\": {number}"));
    }
    let mut meta: Vec<(&str, &str)> = Vec::new();
    for (key, value) in &election.meta {
        if meta.iter().all(|(known, _)| known != key) {
            meta.push((key, value));
        }
    }
    if !meta.is_empty() {
        fields.push(format!("\"meta\": {}", object(meta)));
    }
    write!(writer, "{{{}", fields.join(",\n"))?;
    let mut in_source_order: Vec<&Project> = election.projects.iter().collect();
    in_source_order.sort_by_key(|project| project.position);
    let projects = in_source_order.into_iter();
    let projects = projects.map(|project| project_object(election, project));
    list(writer, "projects", projects)?;
    match &election.voters {
        Some(rows) => {
            let told: Vec<usize> = (0..rows.headers.len())
                .filter(|column| !BALLOT_FIELDS.contains(&rows.headers[*column].as_str()))
                .collect();
            let ballots = rows.groups.iter().enumerate().map(|(row, group)| {
                let voter = told.iter().map(|column| {
                    let name = rows.headers[*column].as_str();
                    (name, rows.columns[*column].get(row))
                });
                let voter = object(voter.filter(|(_, value)| !value.is_empty()));
                let weight = Some(rows.weight(row)).filter(|weight| *weight != 1);
                let weight = weight.map(|weight| ("weight", weight.to_string()));
                let more = weight.into_iter().chain([("voter", voter)]);
                ballot(election, *group as usize, more)
            });
            list(writer, "ballots", ballots)?;
        }
        None => {
            let groups = 0..election.ballots.distinct();
            let ballots = groups.map(|group| {
                let weight = election.ballots.weight(group).to_string();
                ballot(election, group, [("weight", weight)])
            });
            list(writer, "ballots", ballots)?;
        }
    }
    if !election.score_sheets.is_empty() {
        let sheets = election.score_sheets.iter();
        let sheets = sheets.map(|sheet| serde_json::to_string(sheet).map_err(io::Error::from));
        let sheets: Vec<String> = sheets.collect::<io::Result<_>>()?;
        list(writer, "score_sheets", sheets.into_iter())?;
    }
    writeln!(writer, "}}")
}

fn list(
    writer: &mut impl Write,
    name: &str,
    items: impl Iterator<Item = String>,
) -> io::Result<()> {
    write!(writer, ",\n\"{name}\": [")?;
    for (place, item) in items.enumerate() {
        write!(writer, "{}\n  {item}", if place > 0 { "," } else { "" })?;
    }
    write!(writer, "]")
}

fn text(text: &str) -> String {
    Value::from(text).to_string()
}

/// An object of texts in this order.
fn object<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let pairs = pairs.into_iter();
    let pairs = pairs.map(|(key, value)| format!("{}: {}", text(key), text(value)));
    format!("{{{}}}", pairs.collect::<Vec<_>>().join(", "))
}

fn project_object(election: &Election, project: &Project) -> String {
    let mut fields = Map::new();
    fields.insert("id".to_owned(), project.id.as_str().into());
    fields.insert("cost".to_owned(), election.format(project.cost).into());
    if !project.name.is_empty() {
        fields.insert("name".to_owned(), project.name.as_str().into());
    }
    if let Some(group) = &project.group {
        fields.insert("group".to_owned(), group.as_str().into());
    }
    for (name, values) in [
        ("categories", &project.categories),
        ("audiences", &project.audiences),
    ] {
        if !values.is_empty() {
            fields.insert(name.to_owned(), values.clone().into());
        }
    }
    let line = Value::Object(fields).to_string();
    let others = project.columns.iter();
    let others = others.filter(|(name, _)| !FIELDS.contains(&name.as_str()));
    let others: Vec<(&str, &str)> = others
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    if others.is_empty() {
        return line;
    }
    format!(
        "{}, \"columns\": {}}}",
        line.trim_end_matches('}'),
        object(others)
    )
}

fn ballot<'a>(
    election: &Election,
    group: usize,
    more: impl IntoIterator<Item = (&'a str, String)>,
) -> String {
    let ballots = &election.ballots;
    let projects = ballots.projects(group).iter();
    let ids: Vec<String> = projects
        .map(|project| text(&election.projects[*project as usize].id))
        .collect();
    let mut line = format!("{{\"projects\": [{}]", ids.join(", "));
    if election.vote_type.has_points() {
        let decimals = ballots.points_decimals();
        let points = ballots.points(group).iter();
        let points: Vec<String> = points
            .map(|points| text(&Money(u128::from(*points)).to_decimal_string(decimals)))
            .collect();
        line = format!("{line}, \"points\": [{}]", points.join(", "));
    }
    for (name, value) in more {
        line = format!("{line}, \"{name}\": {value}");
    }
    line + "}"
}
