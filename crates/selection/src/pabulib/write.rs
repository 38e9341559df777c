//! Writes an election as Pabulib text.

use std::io::{self, Write};

use crate::decimal::Money;
use crate::election::Election;

/// Writes `election` as Pabulib text: all metadata in order, projects in the order of their
/// source with all columns, then one row per voter. Rows that were not kept are written with
/// voter ids 1, 2, … Choices on approval and point ballots are written by ascending project id.
/// A number of projects to select ([`Election::number`]) and score sheets have no place in Pabulib
/// and are left out.
///
/// # Errors
/// Only what `writer` reports.
pub fn write(election: &Election, writer: &mut impl Write) -> io::Result<()> {
    writeln!(writer, "META\nkey;value")?;
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
        writeln!(writer, "{};{}", quoted(key), quoted(value))?;
    }
    for (key, value) in required {
        if election.meta_value(key).is_none() {
            writeln!(writer, "{key};{}", quoted(&value))?;
        }
    }
    write_projects(election, writer)?;
    write_votes(election, writer)
}

fn write_projects(election: &Election, writer: &mut impl Write) -> io::Result<()> {
    writeln!(writer, "PROJECTS")?;
    let mut projects: Vec<_> = election.projects.iter().collect();
    projects.sort_by_key(|project| project.position);
    if projects.iter().any(|project| project.columns.is_empty()) {
        writeln!(writer, "project_id;cost;name;group;category;beneficiaries")?;
        for project in projects {
            let group = project.group.as_deref().unwrap_or_default();
            let (categories, audiences) =
                (project.categories.join(","), project.audiences.join(","));
            let cost = election.format(project.cost);
            let fields = [
                &project.id,
                &cost,
                &project.name,
                group,
                &categories,
                &audiences,
            ];
            let fields: Vec<String> = fields.iter().map(|text| quoted(text)).collect();
            writeln!(writer, "{}", fields.join(";"))?;
        }
        return Ok(());
    }
    if let Some(first) = projects.first() {
        let headers: Vec<String> = first
            .columns
            .iter()
            .map(|(header, _)| quoted(header))
            .collect();
        writeln!(writer, "{}", headers.join(";"))?;
    } else {
        writeln!(writer, "project_id;cost")?;
    }
    for project in projects {
        let fields: Vec<String> = project
            .columns
            .iter()
            .map(|(_, text)| quoted(text))
            .collect();
        writeln!(writer, "{}", fields.join(";"))?;
    }
    Ok(())
}

fn write_votes(election: &Election, writer: &mut impl Write) -> io::Result<()> {
    writeln!(writer, "VOTES")?;
    let ballots = &election.ballots;
    let has_points = election.vote_type.has_points();
    let vote = |group: usize| {
        let ids = ballots
            .projects(group)
            .iter()
            .map(|p| election.projects[*p as usize].id.as_str());
        ids.collect::<Vec<_>>().join(",")
    };
    let points = |group: usize| {
        let decimals = ballots.points_decimals();
        let points = ballots.points(group).iter();
        let points = points.map(|p| Money(u128::from(*p)).to_decimal_string(decimals));
        points.collect::<Vec<_>>().join(",")
    };
    let Some(rows) = &election.voters else {
        writeln!(
            writer,
            "voter_id;vote{}",
            if has_points { ";points" } else { "" }
        )?;
        let mut voter = 0u64;
        for group in 0..ballots.distinct() {
            let mut line = format!(";{}", quoted(&vote(group)));
            if has_points {
                line = format!("{line};{}", quoted(&points(group)));
            }
            for _ in 0..ballots.weight(group) {
                voter += 1;
                writeln!(writer, "{voter}{line}")?;
            }
        }
        return Ok(());
    };
    // Rows that came from elsewhere may lack columns that Pabulib requires.
    let required = ["voter_id", "vote", "points"].into_iter();
    let required = required.filter(|name| *name != "points" || has_points);
    let missing = required.filter(|name| !rows.headers.iter().any(|header| header == name));
    let columns: Vec<(&str, Option<usize>)> = missing
        .map(|name| (name, None))
        .chain((rows.headers.iter().enumerate()).map(|(i, name)| (name.as_str(), Some(i))))
        .collect();
    let headers: Vec<String> = columns.iter().map(|(header, _)| quoted(header)).collect();
    writeln!(writer, "{}", headers.join(";"))?;
    // A row of several voters is written once for each; then all are numbered, since an id may stand
    // only once.
    let numbered = rows.weights.iter().any(|weight| *weight != 1);
    let mut voter = 0u64;
    for (row, group) in rows.groups.iter().enumerate() {
        let group = *group as usize;
        for _ in 0..rows.weight(row) {
            voter += 1;
            for (place, (header, index)) in columns.iter().enumerate() {
                if place > 0 {
                    writer.write_all(b";")?;
                }
                let text = match (*header, *index) {
                    ("vote", _) => vote(group),
                    ("points", _) if has_points => points(group),
                    ("voter_id", _) if numbered => voter.to_string(),
                    (_, Some(index)) => rows.columns[index].get(row).to_owned(),
                    (_, None) => voter.to_string(),
                };
                writer.write_all(quoted(&text).as_bytes())?;
            }
            writer.write_all(b"\n")?;
        }
    }
    Ok(())
}

/// Quotes a field where it must be: separators, quotes, line breaks, blanks at its ends.
fn quoted(text: &str) -> String {
    let plain = !text.contains([';', '"', '\n', '\r']) && text.trim() == text;
    if plain {
        text.to_owned()
    } else {
        format!("\"{}\"", text.replace('"', "\"\""))
    }
}
