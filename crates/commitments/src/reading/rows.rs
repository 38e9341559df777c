//! Lines of a table as rows of a layout.

use std::collections::HashMap;

use csv::StringRecord;

use super::table::Line;
use super::{Base, Unread, cells, header};
use crate::absent::Absent;
use crate::extended::{self, carried};
use crate::guard;
use crate::report::{Reason, Reported};
use crate::row::Row;
use crate::schema::{Field, Schema};

/// What becomes of a column's cells.
#[derive(Clone, Debug, PartialEq, Eq)]
enum To {
    /// They are those of the layout's column at this place.
    Cell(usize),
    /// They go on with those of the column at this place of the file.
    Continued(usize),
    /// They are a row's cells of the base of 2016, in this place there.
    Of2016(usize),
    /// They say of which layout a row is.
    Source,
    /// They are kept beside, under this label.
    Other(String),
}

/// The rows of a table, with all that was not understood.
///
/// # Errors
/// There is no header.
pub(super) fn base(
    lines: Vec<Line>,
    encoding: Option<&'static str>,
    guarded: bool,
) -> Result<Base, Unread> {
    let found = header::find(lines.iter().map(|line| &line.cells));
    let (place, schema) = found.ok_or(Unread::NoHeader)?;
    let mut base = Base {
        rows: 0,
        commitments: Vec::new(),
        reported: Vec::new(),
        encoding,
    };
    let mut lines = lines.into_iter().skip(place);
    let Some(head) = lines.next() else {
        return Err(Unread::NoHeader);
    };
    let mut table = Table::of(schema, &head, &mut base.reported);
    table.guarded = guarded;
    let mut first = true;
    for line in lines {
        let again = first && header::is_header_too(&line.cells, schema);
        first = false;
        if !again && line.cells.iter().any(|cell| !cell.trim().is_empty()) {
            table.take(&line, &mut base);
        }
    }
    finish(&mut base);
    Ok(base)
}

/// Gives ordinals to rows of one identifier, and puts the report in the order of lines.
pub(super) fn finish(base: &mut Base) {
    let mut seen: HashMap<String, (u32, u64)> = HashMap::new();
    for row in &mut base.commitments {
        let id = row.id();
        let (count, first) = seen.entry(id.clone()).or_insert((0, row.line));
        *count += 1;
        row.ordinal = *count;
        if *count > 1 {
            base.reported.push(Reported {
                line: row.line,
                field: identifier(row).to_owned(),
                value: id,
                reason: Reason::Twice {
                    ordinal: *count,
                    first: *first,
                },
            });
        }
    }
    base.reported.sort_by_key(|one| one.line);
}

/// The label of the column that tells a row from others.
fn identifier(row: &Row) -> &'static str {
    let given = Absent::of(row.of(Field::Id)).is_none();
    let field = if given { Field::Id } else { Field::Number };
    let place = row.schema.place_of(field);
    let column = place.and_then(|place| row.schema.columns().get(place));
    column.map_or("", |column| column.label)
}

struct Table {
    schema: Schema,
    width: usize,
    columns: Vec<To>,
    /// Whether its cells may have guards.
    guarded: bool,
}

impl Table {
    /// Reads the header, and names its columns that the layout does not have. Those without a label are named where something stands in them.
    fn of(schema: Schema, head: &Line, reported: &mut Vec<Reported>) -> Table {
        let mut columns: Vec<To> = Vec::new();
        for (number, label) in (1_usize..).zip(&head.cells) {
            let label = label.trim().trim_matches('\u{feff}');
            let (to, reason) = Table::column(schema, number, label, &columns);
            if let Some(reason) = reason {
                let field = label.to_owned();
                reported.push(Reported {
                    line: head.number,
                    value: field.clone(),
                    field,
                    reason,
                });
            }
            columns.push(to);
        }
        Table {
            schema,
            width: columns.len(),
            columns,
            guarded: false,
        }
    }

    fn column(schema: Schema, number: usize, label: &str, before: &[To]) -> (To, Option<Reason>) {
        if label.is_empty() {
            return (To::Other(unnamed(number)), None);
        }
        if let Some((of, _)) = label.rsplit_once(extended::CONTINUED)
            && label.ends_with(')')
        {
            // The parts of a text stand beside each other.
            let first = (0..before.len())
                .rev()
                .find(|place| !matches!(before.get(*place), Some(To::Continued(_))));
            if let Some(first) = first.filter(|_| !of.is_empty()) {
                return (To::Continued(first), None);
            }
        }
        let of_2016 = label.strip_prefix(extended::OF_2016);
        let found = match schema {
            Schema::Current if label == extended::SOURCE => Some(To::Source),
            Schema::Current if let Some(label) = of_2016 => {
                Schema::Base2016.place(label).map(To::Of2016)
            }
            _ => schema.place(label).map(To::Cell),
        };
        match found {
            Some(to) if !before.contains(&to) => (to, None),
            Some(_) => (
                other(&format!("{label} ({number})"), before, number),
                Some(Reason::ColumnTwice),
            ),
            None => match label.strip_prefix(extended::OTHER) {
                Some(label) => (other(label, before, number), None),
                None => (other(label, before, number), Some(Reason::UnknownColumn)),
            },
        }
    }

    fn take(&self, line: &Line, base: &mut Base) {
        base.rows += 1;
        let report = |reason: Reason, value: &str| Reported {
            line: line.number,
            field: String::new(),
            value: value.to_owned(),
            reason,
        };
        let (cells, columns) = (line.cells.len(), self.width);
        if line.open {
            let start: String = line
                .cells
                .iter()
                .next()
                .unwrap_or_default()
                .chars()
                .take(80)
                .collect();
            base.reported.push(report(Reason::OpenQuote, &start));
            return;
        }
        let more: Vec<&str> = line
            .cells
            .iter()
            .skip(columns)
            .filter(|cell| !cell.trim().is_empty())
            .collect();
        if !more.is_empty() {
            base.reported
                .push(report(Reason::TooLong { cells, columns }, &more.join(", ")));
            return;
        }
        let row = match self.row(line) {
            Ok(row) => row,
            Err((reason, value)) => {
                base.reported.push(report(reason, &value));
                return;
            }
        };
        if cells < columns {
            base.reported
                .push(report(Reason::TooShort { cells, columns }, ""));
        }
        for column in &line.formulas {
            base.reported.push(Reported {
                field: self.label(*column),
                value: line.cells.get(*column).unwrap_or_default().to_owned(),
                ..report(Reason::Formula, "")
            });
        }
        for (label, cell) in &row.others {
            if label.starts_with(UNNAMED) {
                base.reported.push(Reported {
                    field: label.clone(),
                    ..report(Reason::UnnamedColumn, cell)
                });
            }
        }
        cells::report(&row, &mut base.reported);
        base.commitments.push(row);
    }

    fn label(&self, column: usize) -> String {
        match self.columns.get(column) {
            Some(To::Cell(place)) => self
                .schema
                .columns()
                .get(*place)
                .map_or("", |column| column.label)
                .to_owned(),
            Some(To::Of2016(place)) => Schema::Base2016
                .columns()
                .get(*place)
                .map_or("", |column| column.label)
                .to_owned(),
            Some(To::Other(label)) => label.clone(),
            Some(To::Source | To::Continued(_)) | None => String::new(),
        }
    }

    /// The row of a line, or why it is left out and the value that says so.
    fn row(&self, line: &Line) -> Result<Row, (Reason, String)> {
        let cells = self.joined(line);
        let cell = |column: usize| cells.get(column).map_or("", String::as_str);
        let mut current = vec![""; self.schema.columns().len()];
        let mut of_2016 = vec![""; Schema::Base2016.columns().len()];
        let mut others = Vec::new();
        let mut source = "";
        for (column, to) in self.columns.iter().enumerate() {
            match to {
                To::Cell(place) => current[*place] = cell(column),
                To::Of2016(place) => of_2016[*place] = cell(column),
                To::Source => source = cell(column),
                To::Other(label) if !cell(column).is_empty() => {
                    others.push((label.clone(), cell(column).to_owned()));
                }
                To::Other(_) | To::Continued(_) => {}
            }
        }
        let schema = match source {
            "" => self.schema,
            name if name == Schema::Base2016.name() => Schema::Base2016,
            name if name == self.schema.name() => self.schema,
            name => return Err((Reason::BadSource, name.to_owned())),
        };
        if schema == Schema::Base2016 && self.schema == Schema::Current {
            for (cell, carried) in of_2016.iter_mut().zip(carried()) {
                if let Some(from) = carried {
                    *cell = current[*from];
                }
            }
            current = of_2016;
        }
        let row = Row {
            schema,
            line: line.number,
            ordinal: 1,
            cells: StringRecord::from(current),
            others,
        };
        names_something(&row).then_some(row).ok_or((
            Reason::NamesNothing,
            line.cells.iter().next().unwrap_or_default().to_owned(),
        ))
    }

    /// The cells without guards, with the parts of a long text in one.
    fn joined(&self, line: &Line) -> Vec<String> {
        let mut cells: Vec<String> = Vec::with_capacity(self.width);
        for (column, cell) in line.cells.iter().take(self.width).enumerate() {
            match self.columns.get(column) {
                Some(To::Continued(of)) => {
                    if let Some(first) = cells.get_mut(*of) {
                        first.push_str(cell);
                    }
                    cells.push(String::new());
                }
                _ if self.guarded => cells.push(guard::unguarded(cell).to_owned()),
                _ => cells.push(cell.to_owned()),
            }
        }
        cells
    }
}

const UNNAMED: &str = "column ";

fn unnamed(number: usize) -> String {
    format!("{UNNAMED}{number}")
}

/// A label that no column before has.
fn other(label: &str, before: &[To], number: usize) -> To {
    let named = To::Other(label.to_owned());
    if before.contains(&named) {
        return To::Other(format!("{label} ({number})"));
    }
    named
}

/// Whether a row says which commitment it is of which country, or which one by its identifier.
pub(super) fn names_something(row: &Row) -> bool {
    let has = |field: Field| Absent::of(row.of(field)).is_none();
    let any = |fields: &[Field]| fields.iter().any(|field| has(*field));
    any(&[Field::Id, Field::Country])
        && any(&[
            Field::Number,
            Field::Title,
            Field::ShortTitle,
            Field::FullText,
        ])
}
