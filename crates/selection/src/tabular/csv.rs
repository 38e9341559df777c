//! Tables of projects and ballots.

use super::{ReadBallot, build, contradiction, error, unexpected};
use crate::builder::{ElectionBuilder, ProjectDraft};
use crate::decimal::Decimal;
use crate::election::{Election, VoteType};
use crate::pabulib::ParseError;
use crate::warning::WarningKind;

/// What the tables themselves do not say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CsvOptions {
    /// Kind of ballots; without it scoring where ballots have points, else approval.
    pub vote_type: Option<VoteType>,
    /// Budget in the currency's main unit.
    pub budget: Option<Decimal>,
    /// Number of projects to select.
    pub number: Option<u32>,
    /// Names of the two sources for error messages.
    pub source_names: [String; 2],
}

/// One row with the line it begins on and the column each field begins at.
pub(super) struct Row {
    pub(super) line: u64,
    pub(super) fields: Vec<String>,
    pub(super) columns: Vec<u64>,
}

/// A table: header and rows, each as long as the header.
pub(super) struct Table {
    pub(super) source: String,
    pub(super) headers: Vec<String>,
    pub(super) rows: Vec<Row>,
}

impl Table {
    /// Reads RFC 4180 text; empty lines are passed over.
    pub(super) fn read(text: &str, source: &str) -> Result<Self, ParseError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let first = text.lines().next().unwrap_or("");
        let separator = [',', ';', '\t']
            .into_iter()
            .max_by_key(|separator| (first.matches(*separator).count(), *separator == ','))
            .unwrap_or(',');
        let mut rows = records(text, separator, source)?.into_iter();
        let Some(header) = rows.next() else {
            let kind = unexpected("a header such as project_id,cost,name", "");
            return Err(error(source, 1, 1, "header", kind));
        };
        let headers: Vec<String> = header
            .fields
            .iter()
            .map(|name| name.trim().to_lowercase())
            .collect();
        for (index, name) in headers.iter().enumerate() {
            if headers[..index].contains(name) {
                let kind = contradiction(format!("the column `{name}` stands twice"));
                return Err(error(
                    source,
                    header.line,
                    header.columns[index],
                    "header",
                    kind,
                ));
            }
        }
        let rows: Vec<Row> = rows.collect();
        for row in &rows {
            if row.fields.len() != headers.len() {
                let wanted = format!("{} fields as in the header", headers.len());
                let kind = unexpected(&wanted, &format!("{} fields", row.fields.len()));
                return Err(error(source, row.line, 0, "row", kind));
            }
        }
        Ok(Self {
            source: source.to_owned(),
            headers,
            rows,
        })
    }

    /// The column with one of `names`.
    pub(super) fn column(&self, names: &[&str]) -> Option<usize> {
        self.headers
            .iter()
            .position(|header| names.contains(&header.as_str()))
    }

    /// As [`Table::column`], but it must be there.
    pub(super) fn required(&self, names: &[&str]) -> Result<usize, ParseError> {
        self.column(names).ok_or_else(|| {
            let kind = unexpected(&format!("a column `{}`", names[0]), &self.headers.join(","));
            error(&self.source, 1, 0, "header", kind)
        })
    }

    /// An error about one field.
    pub(super) fn fault(&self, row: &Row, column: usize, expected: &str) -> ParseError {
        let kind = unexpected(expected, &row.fields[column]);
        error(
            &self.source,
            row.line,
            row.columns[column],
            &self.headers[column],
            kind,
        )
    }
}

fn records(text: &str, separator: char, source: &str) -> Result<Vec<Row>, ParseError> {
    let (mut line, mut column) = (1u64, 0u64);
    let mut rows = Vec::new();
    let mut row: Option<Row> = None;
    let (mut field, mut quoted, mut was_quoted) = (String::new(), false, false);
    let mut began = (1u64, 1u64);
    let mut characters = text.chars().peekable();
    let finish = |row: &mut Option<Row>, field: &mut String, began: (u64, u64)| {
        let row = row.get_or_insert_with(|| Row {
            line: began.0,
            fields: Vec::new(),
            columns: Vec::new(),
        });
        row.fields.push(std::mem::take(field));
        row.columns.push(began.1);
    };
    while let Some(character) = characters.next() {
        column += 1;
        if quoted {
            match character {
                '"' if characters.next_if_eq(&'"').is_some() => {
                    column += 1;
                    field.push('"');
                }
                '"' => quoted = false,
                '\n' => {
                    line += 1;
                    column = 0;
                    field.push('\n');
                }
                other => field.push(other),
            }
            continue;
        }
        match character {
            '"' if field.is_empty() && !was_quoted => {
                quoted = true;
                was_quoted = true;
            }
            '\r' if characters.peek() == Some(&'\n') => {}
            '\n' => {
                if row.is_some() || !field.is_empty() || was_quoted {
                    finish(&mut row, &mut field, began);
                    rows.extend(row.take());
                }
                line += 1;
                column = 0;
                was_quoted = false;
                began = (line, 1);
            }
            other if other == separator => {
                finish(&mut row, &mut field, began);
                was_quoted = false;
                began = (line, column + 1);
            }
            other => field.push(other),
        }
    }
    if quoted {
        let kind = contradiction("a quoted field is never closed: the file may be cut off");
        return Err(error(source, began.0, began.1, "row", kind));
    }
    if row.is_some() || !field.is_empty() || was_quoted {
        finish(&mut row, &mut field, began);
        rows.extend(row.take());
    }
    Ok(rows)
}

/// Reads an election from a table of projects and one of ballots.
///
/// # Errors
/// The first thing that cannot be accepted, with source, line, column and field.
pub fn read_csv(
    projects: &str,
    ballots: &str,
    options: &CsvOptions,
) -> Result<Election, ParseError> {
    let [project_source, ballot_source] = &options.source_names;
    let table = Table::read(ballots, ballot_source)?;
    let has_points = table.column(&["points"]).is_some();
    let vote_type = options.vote_type.unwrap_or(if has_points {
        VoteType::Scoring
    } else {
        VoteType::Approval
    });
    if vote_type.has_points() && !has_points {
        table.required(&["points"])?;
    }
    let mut builder = Election::builder(vote_type);
    if let Some(budget) = options.budget {
        builder.budget(budget);
    }
    if let Some(number) = options.number {
        builder.number(number);
    }
    read_projects(&Table::read(projects, project_source)?, &mut builder)?;
    let read = read_ballots(&table, vote_type)?;
    build(ballot_source, builder, read, table.headers.clone())
}

fn read_projects(table: &Table, builder: &mut ElectionBuilder) -> Result<(), ParseError> {
    let id = table.required(&["project_id", "id"])?;
    let cost = table.required(&["cost"])?;
    for row in &table.rows {
        let amount = Decimal::parse(&row.fields[cost]);
        let amount = amount
            .map_err(|reason| table.fault(row, cost, &format!("a cost such as 1500 ({reason})")))?;
        if row.fields[cost].contains(',') {
            builder.warn(WarningKind::DecimalComma, || {
                table
                    .fault(row, cost, "a point as decimal sign")
                    .to_string()
            });
        }
        let name = row.fields[id].trim();
        if name.is_empty() || name.contains([',', '|']) {
            return Err(table.fault(row, id, "an id without comma and bar"));
        }
        let mut draft = ProjectDraft::new(name, amount);
        for (header, text) in table.headers.iter().zip(&row.fields) {
            let list = || list(text).map(str::to_owned).collect();
            match header.as_str() {
                "name" => draft.name.clone_from(text),
                "group" => draft.group = Some(text.trim().to_owned()).filter(|g| !g.is_empty()),
                "category" | "categories" => draft.categories = list(),
                "beneficiaries" | "audience" | "audiences" => draft.audiences = list(),
                _ => {}
            }
            draft.columns.push((header.clone(), text.clone()));
        }
        builder.add_project(draft);
    }
    Ok(())
}

/// The parts of `text` between commas or bars.
pub(super) fn list(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', '|'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
}

fn read_ballots(table: &Table, vote_type: VoteType) -> Result<Vec<ReadBallot>, ParseError> {
    let vote = table.required(&["vote", "votes", "projects"])?;
    let points = table.column(&["points"]).filter(|_| vote_type.has_points());
    let weight = table.column(&["weight"]);
    let mut ballots = Vec::new();
    for row in &table.rows {
        let ids: Vec<&str> = list(&row.fields[vote]).collect();
        let given: Vec<Decimal> = match points {
            None => vec![Decimal::from(1); ids.len()],
            Some(points) => {
                // A comma separates points here, so it is no decimal sign.
                let parsed = list(&row.fields[points]).map(Decimal::parse);
                let parsed: Result<Vec<Decimal>, _> = parsed.collect();
                let parsed = parsed
                    .map_err(|reason| table.fault(row, points, &format!("points ({reason})")))?;
                if parsed.len() != ids.len() {
                    let expected = format!("points for each of {} projects", ids.len());
                    return Err(table.fault(row, points, &expected));
                }
                parsed
            }
        };
        let weight = match weight {
            None => 1,
            Some(column) => {
                let number = row.fields[column].trim().parse::<u64>();
                number.map_err(|_| table.fault(row, column, "a whole number of voters"))?
            }
        };
        let mut about = row.fields.clone();
        // What stands elsewhere already is nothing that voters told.
        let known = [
            Some(vote),
            table.column(&["points"]),
            table.column(&["weight"]),
        ];
        for column in known.into_iter().flatten() {
            about[column].clear();
        }
        ballots.push(ReadBallot {
            line: row.line,
            choices: ids.into_iter().map(str::to_owned).zip(given).collect(),
            weight,
            about,
        });
    }
    Ok(ballots)
}
