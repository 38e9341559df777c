//! The tables of projects and of ballots, as Pabulib and CSV have them.

use std::borrow::Cow;
use std::io::{self, Write};

use crate::decimal::Money;
use crate::election::Election;
use crate::spelling::{guarded, trimmed};

/// How fields are set apart: `;` in Pabulib, `,` in CSV. Quotes are doubled in both. CSV is what spreadsheets open: nothing in it is a
/// formula.
#[derive(Clone, Copy)]
pub(crate) struct Separated {
    separator: char,
    guards: bool,
}

impl Separated {
    /// As Pabulib's files are.
    pub(crate) fn pabulib() -> Self {
        Self {
            separator: ';',
            guards: false,
        }
    }

    /// As CSV tables are.
    pub(crate) fn csv() -> Self {
        Self {
            separator: ',',
            guards: true,
        }
    }

    /// One text, guarded where that is asked for.
    fn guarded(self, text: &str) -> Cow<'_, str> {
        match self.guards {
            true => guarded(text),
            false => Cow::Borrowed(text),
        }
    }

    /// A list of ids, each guarded: the cell begins as its first does, of which `-2` alone would be no formula.
    fn list(self, ids: &[Cow<'_, str>]) -> String {
        let cell = ids.join(",");
        match cell.starts_with('\'') {
            true => cell,
            false => self.guarded(&cell).into_owned(),
        }
    }

    /// One line of fields.
    pub(crate) fn line<T: AsRef<str>>(
        self,
        fields: impl IntoIterator<Item = T>,
        writer: &mut impl Write,
    ) -> io::Result<()> {
        let fields = fields.into_iter().map(|text| self.quoted(text.as_ref()));
        let separator = self.separator.to_string();
        writeln!(writer, "{}", fields.collect::<Vec<_>>().join(&separator))
    }

    /// The same of texts, each guarded.
    fn texts<T: AsRef<str>>(
        self,
        texts: impl IntoIterator<Item = T>,
        writer: &mut impl Write,
    ) -> io::Result<()> {
        let texts = texts.into_iter();
        self.line(
            texts.map(|text| self.guarded(text.as_ref()).into_owned()),
            writer,
        )
    }

    /// Quotes a field where it must be: separators, quotes, line breaks, blanks at its ends.
    fn quoted(self, text: &str) -> String {
        let plain = !text.contains([self.separator, '"', '\n', '\r']) && trimmed(text) == text;
        if plain {
            text.to_owned()
        } else {
            format!("\"{}\"", text.replace('"', "\"\""))
        }
    }
}

/// The projects in the order of their source, with all columns.
pub(crate) fn projects(
    election: &Election,
    by: Separated,
    writer: &mut impl Write,
) -> io::Result<()> {
    let mut projects: Vec<_> = election.projects.iter().collect();
    projects.sort_by_key(|project| project.position);
    if projects.iter().any(|project| project.columns.is_empty()) {
        let headers = "project_id;cost;name;group;category;beneficiaries";
        by.line(headers.split(';'), writer)?;
        for project in projects {
            let fields = [
                project.id.clone(),
                election.format(project.cost),
                project.name.clone(),
                project.group.clone().unwrap_or_default(),
                project.categories.join(","),
                project.audiences.join(","),
            ];
            by.texts(fields, writer)?;
        }
        return Ok(());
    }
    match projects.first() {
        Some(first) => by.texts(first.columns.iter().map(|(header, _)| header), writer)?,
        None => by.line(["project_id", "cost"], writer)?,
    }
    for project in projects {
        by.texts(project.columns.iter().map(|(_, text)| text), writer)?;
    }
    Ok(())
}

/// The ballots, a row for each voter. Rows that were not kept are written with voter ids 1, 2, …
pub(crate) fn ballots(
    election: &Election,
    by: Separated,
    writer: &mut impl Write,
) -> io::Result<()> {
    let ballots = &election.ballots;
    let has_points = election.vote_type.has_points();
    let vote = |group: usize| {
        let ids = ballots
            .projects(group)
            .iter()
            .map(|p| by.guarded(&election.projects[*p as usize].id));
        by.list(&ids.collect::<Vec<_>>())
    };
    let points = |group: usize| {
        let decimals = ballots.points_decimals();
        let points = ballots.points(group).iter();
        let points = points.map(|p| Money(u128::from(*p)).to_decimal_string(decimals));
        points.collect::<Vec<_>>().join(",")
    };
    let required = ["voter_id", "vote", "points"].into_iter();
    let required = required.filter(|name| *name != "points" || has_points);
    let Some(rows) = &election.voters else {
        by.line(required, writer)?;
        let mut voter = 0u64;
        for group in 0..ballots.distinct() {
            let mut choices = vec![vote(group)];
            if has_points {
                choices.push(points(group));
            }
            for _ in 0..ballots.weight(group) {
                voter += 1;
                let fields = std::iter::once(voter.to_string()).chain(choices.iter().cloned());
                by.line(fields, writer)?;
            }
        }
        return Ok(());
    };
    // Rows that came from elsewhere may lack columns that Pabulib requires.
    let missing = required.filter(|name| !rows.headers.iter().any(|header| header == name));
    let columns: Vec<(&str, Option<usize>)> = missing
        .map(|name| (name, None))
        .chain((rows.headers.iter().enumerate()).map(|(i, name)| (name.as_str(), Some(i))))
        .collect();
    by.texts(columns.iter().map(|(header, _)| header), writer)?;
    // A row of several voters is written once for each; then all are numbered, since an id may stand
    // only once.
    let numbered = rows.weights.iter().any(|weight| *weight != 1);
    let mut voter = 0u64;
    for (row, group) in rows.groups.iter().enumerate() {
        let group = *group as usize;
        for _ in 0..rows.weight(row) {
            voter += 1;
            let fields = columns
                .iter()
                .map(|(header, index)| match (*header, *index) {
                    ("vote", _) => vote(group),
                    ("points", _) if has_points => points(group),
                    ("voter_id", _) if numbered => voter.to_string(),
                    (_, Some(index)) => by.guarded(rows.columns[index].get(row)).into_owned(),
                    (_, None) => voter.to_string(),
                });
            by.line(fields, writer)?;
        }
    }
    Ok(())
}
