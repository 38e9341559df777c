//! Commitments as a table in the current schema.

use std::borrow::Cow;

use crate::absent::Reading;
use crate::codes::{Change, OnScale, Scale};
use crate::dates::{self, DateReading};
use crate::extended::{OF_2016, OTHER, SOURCE, carried};
use crate::row::Row;
use crate::schema::{Kind, Schema};

/// A cell.
pub(super) struct Cell<'a> {
    /// What stands in it.
    pub text: Cow<'a, str>,
    kind: Kind,
}

impl Cell<'_> {
    /// Whether it is a number or a date, which is never guarded. What stands in a column of those and is neither is a text.
    pub fn is_measure(&self) -> bool {
        let text = self.text.trim();
        match self.kind {
            Kind::Text | Kind::Label(_) | Kind::Binding => false,
            Kind::Date => !matches!(dates::read(text), DateReading::Unknown),
            Kind::Flag
            | Kind::Number { .. }
            | Kind::Year
            | Kind::Updated
            | Kind::NumberOf { .. }
            | Kind::Moved { .. } => {
                let figures = text.strip_prefix(['-', '+']).unwrap_or(text);
                let whole = figures.replacen('.', "", 1);
                !whole.is_empty()
                    && whole.bytes().all(|byte| byte.is_ascii_digit())
                    && self.text.len() == text.len()
            }
        }
    }
}

/// Which columns a table of these rows has.
pub(super) struct Table {
    /// Columns of the base of 2016 that have no place in the current schema, or whose values are written otherwise there.
    of_2016: Vec<usize>,
    others: Vec<String>,
}

impl Table {
    pub fn of(rows: &[Row]) -> Table {
        let carried = carried();
        let older: Vec<&Row> = rows
            .iter()
            .filter(|row| row.schema == Schema::Base2016)
            .collect();
        let needed = |place: &usize| {
            let kept = carried.get(*place).is_some_and(Option::is_some);
            !kept && older.iter().any(|row| !row.cell(*place).is_empty())
        };
        let mut others: Vec<String> = Vec::new();
        for (label, _) in rows.iter().flat_map(|row| &row.others) {
            if !others.contains(label) {
                others.push(label.clone());
            }
        }
        let columns = match older.is_empty() {
            true => 0..0,
            false => 0..Schema::Base2016.columns().len(),
        };
        Table {
            of_2016: columns.filter(needed).collect(),
            others,
        }
    }

    /// The labels of its columns.
    pub fn labels(&self) -> Vec<String> {
        let current = Schema::Current.columns().iter();
        let mut labels: Vec<String> = current.map(|column| column.label.to_owned()).collect();
        if !self.of_2016.is_empty() {
            labels.push(SOURCE.to_owned());
        }
        let columns = Schema::Base2016.columns();
        let of_2016 = self.of_2016.iter().filter_map(|place| columns.get(*place));
        labels.extend(of_2016.map(|column| format!("{OF_2016}{}", column.label)));
        labels.extend(self.others.iter().map(|label| format!("{OTHER}{label}")));
        labels
    }

    /// The cells of a row.
    pub fn cells<'a>(&self, row: &'a Row) -> Vec<Cell<'a>> {
        let older = row.schema == Schema::Base2016;
        let current = Schema::Current.columns().iter().enumerate();
        let mut cells: Vec<Cell<'a>> = current
            .map(|(place, column)| Cell {
                text: if older {
                    translated(row, place)
                } else {
                    row.cell(place).into()
                },
                kind: column.kind,
            })
            .collect();
        if !self.of_2016.is_empty() {
            let text = if older {
                row.schema.name().into()
            } else {
                "".into()
            };
            cells.push(Cell {
                text,
                kind: Kind::Text,
            });
        }
        let columns = Schema::Base2016.columns();
        let of_2016 = self
            .of_2016
            .iter()
            .filter_map(|place| Some((*place, columns.get(*place)?)));
        cells.extend(of_2016.map(|(place, column)| Cell {
            text: if older {
                row.cell(place).into()
            } else {
                "".into()
            },
            kind: column.kind,
        }));
        cells.extend(self.others.iter().map(|label| {
            let found = row.others.iter().find(|(other, _)| other == label);
            Cell {
                text: found.map_or("".into(), |(_, cell)| cell.as_str().into()),
                kind: Kind::Text,
            }
        }));
        cells
    }
}

/// What a row of the base of 2016 has in a column of the current schema: as it is, a code by its newer label or number, or nothing, where the base says
/// nothing of it.
fn translated(row: &Row, place: usize) -> Cow<'_, str> {
    let Some(column) = Schema::Current.columns().get(place) else {
        return "".into();
    };
    let Some(from) = column.field.and_then(|field| row.schema.place_of(field)) else {
        return "".into();
    };
    let cell = row.cell(from);
    let beside = |label| row.schema.place(label).map_or("", |place| row.cell(place));
    let kind = row.schema.columns().get(from).map(|column| column.kind);
    match kind {
        Some(Kind::Label(scale)) => match scale.read(cell) {
            Reading::Coded(code) => code.label.into(),
            Reading::Absent(absent) => absent.label().into(),
            Reading::Unknown => cell.into(),
        },
        Some(Kind::NumberOf { scale, label, .. }) => number(scale, beside(label), cell),
        Some(Kind::Moved { label }) => match Change::SCALE.read(beside(label)) {
            Reading::Absent(absent) => absent.label().into(),
            Reading::Coded(_) | Reading::Unknown => cell.into(),
        },
        _ => cell.into(),
    }
}

/// The number of a label; the cell as it is where the label has none.
fn number<'a>(scale: &'static Scale, label: &str, cell: &'a str) -> Cow<'a, str> {
    match scale.read(label) {
        Reading::Coded(code) => code.number.to_string().into(),
        Reading::Absent(crate::Absent::Unclear) => match scale.unclear {
            Some(number) => number.to_string().into(),
            None => crate::Absent::Unclear.label().into(),
        },
        Reading::Absent(absent) => absent.label().into(),
        Reading::Unknown => cell.into(),
    }
}
