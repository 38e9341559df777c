//! Where the values of a step stand in their file, so that what is refused later is told with the line that says it.

use std::sync::Arc;

use madang_programme::Violation;
use madang_selection::tabular::{Fields, cell};

use crate::mistake::Column;

/// The fields of an object with their places, by path: `rule.budget`; or the cells of a row, by the names of their columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    fields: Vec<(String, Place)>,
    row: Option<Row>,
}

/// Line and column.
pub(crate) type Place = (u64, Column);

/// What the columns of a table are called, for all its rows.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Headers {
    /// In small letters.
    pub(crate) names: Vec<String>,
    /// As the table writes them.
    pub(crate) written: Vec<Arc<str>>,
}

impl Headers {
    /// The cells of a column by its place, from 0.
    pub(crate) fn cell(&self, place: usize) -> Column {
        cell(&self.written, place).into()
    }
}

/// A row of a table, whose headers all its rows share.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Row {
    headers: Arc<Headers>,
    line: u64,
}

/// What fields of the record are called in columns, where a table calls them otherwise.
const COLUMNS: [(&str, &str); 4] = [
    ("id", "project_id"),
    ("id", "member"),
    ("institution", "decider"),
    ("audiences", "audience"),
];

impl Row {
    fn at(&self, field: &str) -> Option<Place> {
        let headers = &self.headers.names;
        // Words stand in a column for each language.
        let names = |header: &String| {
            header.strip_prefix(field).is_some_and(|rest| {
                rest.is_empty() || rest.strip_prefix('_').is_some_and(|tag| tag.len() <= 3)
            })
        };
        let place = headers.iter().position(names).or_else(|| {
            let mut other = COLUMNS.iter().filter(|(of, _)| *of == field);
            other.find_map(|(_, column)| headers.iter().position(|header| header == column))
        });
        Some((self.line, self.headers.cell(place?)))
    }
}

impl Places {
    pub(crate) fn add(&mut self, path: String, place: Place) {
        self.fields.push((path, place));
    }

    /// Those of a score sheet that begins on a line.
    pub(crate) fn of_sheet(line: u64, body: &Column, expert: &Column) -> Places {
        let mut places = Places::default();
        for (field, column) in [("body", body), ("member", expert), ("id", expert)] {
            places.add(field.to_owned(), (line, column.clone()));
        }
        places
    }

    /// Those of a row.
    pub(crate) fn of_row(headers: Arc<Headers>, row: &Fields) -> Places {
        let line = row.line;
        Places {
            fields: Vec::new(),
            row: Some(Row { headers, line }),
        }
    }

    /// Line and column of what a rule was broken by; `None` where no field says it.
    pub fn of(&self, violation: &Violation) -> Option<(u64, Column)> {
        match violation {
            Violation::Field { field, .. } => self.nearest(field),
            // A list of things bears their name in the plural.
            Violation::Unknown { what, .. } => {
                let named = what.replace(' ', "_");
                self.at(&named).or_else(|| self.at(&format!("{named}s")))
            }
            Violation::Exists { .. } => self.at("id"),
            Violation::OutOfTurn(_) | Violation::Role { .. } => None,
        }
    }

    /// The place of a field, or of the innermost one that holds it.
    pub(crate) fn nearest(&self, path: &str) -> Option<Place> {
        let mut path = path;
        loop {
            if let Some(place) = self.at(path) {
                return Some(place);
            }
            path = path.rsplit_once('.')?.0;
        }
    }

    fn at(&self, path: &str) -> Option<Place> {
        let mut known = self.fields.iter();
        let found = known
            .find(|(own, _)| own == path)
            .map(|(_, place)| place.clone());
        found.or_else(|| self.row.as_ref()?.at(path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_refused_of_a_row_has_the_place_of_its_cell() {
        let headers = ["project_id", "title_ko", "audience", "group", "decider"];
        let mut row = Fields::default();
        row.line = 7;
        let headers = Headers {
            names: headers.map(str::to_owned).into(),
            written: headers.map(|name| name.to_uppercase().into()).into(),
        };
        let places = Places::of_row(Arc::new(headers), &row);
        let column = |violation: Violation| {
            places.of(&violation).map(|(line, column)| match column {
                Column::Cell(number, header) => (line, number, header.to_string()),
                other => panic!("{other:?}"),
            })
        };
        let cell = |number, header: &str| Some((7, number, header.to_owned()));
        assert_eq!(
            column(Violation::unreadable("id", "x")),
            cell(1, "PROJECT_ID")
        );
        assert_eq!(
            column(Violation::unreadable("title", "x")),
            cell(2, "TITLE_KO")
        );
        assert_eq!(
            column(Violation::unreadable("audiences", "x")),
            cell(3, "AUDIENCE")
        );
        assert_eq!(
            column(Violation::unknown("audience", "x")),
            cell(3, "AUDIENCE")
        );
        assert_eq!(column(Violation::unknown("group", "x")), cell(4, "GROUP"));
        assert_eq!(
            column(Violation::unknown("institution", "x")),
            cell(5, "DECIDER")
        );
        assert_eq!(column(Violation::unreadable("cost", "x")), None);
    }

    #[test]
    fn what_is_refused_has_the_place_of_its_field() {
        let mut places = Places::default();
        for (path, line) in [
            ("id", 1),
            ("ballots", 2),
            ("ballots.type", 3),
            ("audiences", 4),
        ] {
            places.add(path.to_owned(), (line, Column::Field(1, path.into())));
        }
        let line = |violation: Violation| places.of(&violation).map(|(line, _)| line);
        assert_eq!(line(Violation::unreadable("ballots.type", "x")), Some(3));
        assert_eq!(
            line(Violation::unreadable("ballots.max_cost", "x")),
            Some(2)
        );
        assert_eq!(line(Violation::unreadable("title", "x")), None);
        assert_eq!(line(Violation::unknown("audience", "x")), Some(4));
        assert_eq!(line(Violation::unknown("group", "x")), None);
    }
}
