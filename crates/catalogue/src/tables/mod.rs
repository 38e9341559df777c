//! The catalogue as a table: a row a service, for whoever works in a spreadsheet. What was written is read back the same.

mod cells;
mod columns;
mod csv;
mod workbook;

use std::collections::HashSet;

use crate::file::Catalogue;
use crate::problem::Problem;
use crate::remark::Remark;
use crate::service::{Deadline, Service};

pub use csv::{from_csv, to_csv};
pub use workbook::{from_workbook, to_workbook};

/// A row of a table, before it is a service.
struct Row {
    /// Its number in the file, the first is 1.
    number: usize,
    cells: Vec<String>,
    /// Places of cells that are not used, with why.
    refused: Vec<(usize, &'static str)>,
}

/// The services of the rows under a header.
fn services(header: &[String], rows: Vec<Row>) -> Result<(Catalogue, Vec<Remark>), Problem> {
    let mut seen = HashSet::new();
    for column in header.iter().filter(|column| !column.is_empty()) {
        if !seen.insert(column) {
            let column = column.clone();
            return Err(Problem::ColumnTwice { column });
        }
    }
    let mut remarks = Vec::new();
    let mut services = Vec::with_capacity(rows.len());
    for row in rows {
        services.push(service(header, &row, &mut remarks)?);
    }
    Ok((Catalogue::new(services)?, remarks))
}

fn service(header: &[String], row: &Row, remarks: &mut Vec<Remark>) -> Result<Service, Problem> {
    let cell = |column: &str| {
        let place = header.iter().position(|name| name == column);
        place
            .and_then(|place| row.cells.get(place))
            .map_or("", |cell| cell.trim())
    };
    let id = cell("id").to_owned();
    if id.is_empty() {
        let (row, field) = (row.number, "id");
        return Err(Problem::Missing { row, field });
    }
    let mut service = Service::default();
    for (place, (column, text)) in header.iter().zip(&row.cells).enumerate() {
        let refused = row.refused.iter().find(|(at, _)| *at == place);
        let set = match refused {
            Some((_, why)) => Err(*why),
            None if text.trim().is_empty() => continue,
            None => columns::set(&mut service, column, text),
        };
        if let Err(why) = set {
            remarks.push(Remark::new(row.number, &id, column, text, why));
        }
    }
    if cell("deadline_kind").is_empty() && service.deadline.periods.is_empty() {
        service.deadline = Deadline {
            text: service.deadline.text.clone(),
            ..Deadline::read(&service.deadline.text)
        };
    }
    if service.name.0.is_empty() {
        let (row, field) = (row.number, "name_ko");
        return Err(Problem::Missing { row, field });
    }
    Ok(service)
}

/// Whether the columns are those of a catalogue.
fn is_header(columns: &[String]) -> bool {
    let has = |name: &str| columns.iter().any(|column| column == name);
    has("id") && columns.iter().any(|column| column.starts_with("name_"))
}
