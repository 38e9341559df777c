//! Tables of projects and ballots.

use std::collections::HashSet;
use std::sync::Arc;

use super::choices::by_ballot;
use super::expected::{
    a_header, id_without_comma, ids_between_commas, points_for_each, whole_voters,
};
use super::gather::{Gathered, ReadBallot};
use super::place::{Place, Source};
use super::records::{Row, records};
use super::rows::{cell, line_feeds};
use super::{contradiction, error};
use crate::amounts::{no_amount, plain_amount};
use crate::builder::ProjectDraft;
use crate::columns::{SIGNS, list};
use crate::decimal::Decimal;
use crate::election::{Election, VoteType};
use crate::pabulib::{
    Column, ParseError, ParseErrorKind, ReadOptions, a_column, a_point, fields, fields_of_header,
};
use crate::spelling::{normal, stated, trimmed, unguarded};
use crate::warning::{WarningKind, Warnings};
use crate::wording::{Wording, wording};

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
    /// How doubtful rows are taken; the source's name is not used.
    pub reading: ReadOptions,
}

/// Columns that hold lists.
const LISTS: [&str; 4] = ["vote", "votes", "projects", "points"];

/// A table: header and rows, each as long as the header.
pub(super) struct Table {
    pub(super) source: String,
    /// What the columns are called, in small letters.
    pub(super) headers: Vec<String>,
    /// The columns of the sheet in which these stand, from 0.
    pub(super) at: Vec<usize>,
    /// The header of each column of the sheet, as it is written.
    pub(super) written: Vec<Arc<str>>,
    pub(super) rows: Vec<Row>,
    /// What is wrong with rows that are not among them.
    pub(super) faults: Vec<ParseError>,
}

impl Table {
    /// Reads RFC 4180 text; empty lines are passed over.
    pub(super) fn read(text: &str, source: &str) -> Result<Self, ParseError> {
        let text = normal(text.trim_start_matches('\u{feff}'));
        let text = line_feeds(&text);
        let (stated, text) = separator_line(&text);
        let first = text.lines().next().unwrap_or("");
        let separator = [',', ';', '\t']
            .into_iter()
            .max_by_key(|separator| (first.matches(*separator).count(), *separator == ','))
            .unwrap_or(',');
        let separator = stated.unwrap_or(separator);
        let mut rows = records(text, separator, source)?;
        // A spreadsheet writes a blank line as a row of empty fields.
        rows.retain(|row| row.filled() > 0);
        let mut rows = rows.into_iter();
        let Some(header) = rows.next() else {
            let kind = ParseErrorKind::unexpected(a_header(), "");
            return Err(error(source, 1, 0, "header", kind));
        };
        let names = header.fields[..header.filled()].iter();
        let written: Vec<Arc<str>> = names.map(|name| unguarded(trimmed(name)).into()).collect();
        let headers: Vec<String> = written.iter().map(|name| name.to_lowercase()).collect();
        let mut known = HashSet::new();
        for (index, name) in headers.iter().enumerate() {
            if !known.insert(name) {
                let kind = contradiction(wording!(
                    "error-column-twice",
                    "the column `{name}` stands twice",
                    name = name
                ));
                let place = cell(&written, index);
                return Err(error(source, header.line, place, "header", kind));
            }
        }
        let width = header.fields.len();
        let (mut rows, mut faults): (Vec<Row>, Vec<ParseError>) = (rows.collect(), Vec::new());
        rows.retain_mut(|row| {
            let amount = row.amount_over_fields(width);
            let place = |column: usize| headers.get(column).map_or("row", String::as_str);
            // Lists without quotes are no amount.
            if let Some((column, amount)) = amount.filter(|(at, _)| !LISTS.contains(&place(*at))) {
                let place = place(column);
                let plain = plain_amount(&amount).unwrap_or_else(|| format!("\"{amount}\""));
                let kind = contradiction(wording!(
                    "error-amount-over-fields",
                    "`{amount}` stands in several fields, for its commas part them: write {plain}",
                    amount = &amount,
                    plain = plain
                ));
                let at = cell(&written, column);
                faults.push(error(source, row.line, at, place, kind));
                return false;
            }
            // What stands beyond the header is nothing where it is empty.
            if row.filled() <= headers.len() {
                row.fields.truncate(headers.len());
            }
            row.unguard(|at| LISTS.contains(&place(at)));
            let fits = row.fields.len() == headers.len();
            if !fits {
                let kind =
                    ParseErrorKind::met(fields_of_header(headers.len()), fields(row.fields.len()));
                faults.push(error(source, row.line, 0, "row", kind));
            }
            fits
        });
        Ok(Self {
            source: source.to_owned(),
            at: (0..headers.len()).collect(),
            headers,
            written,
            rows,
            faults,
        })
    }

    /// The table, if nothing is wrong with any row.
    ///
    /// # Errors
    /// What is wrong with the first.
    pub(super) fn sound(mut self) -> Result<Self, ParseError> {
        let faults = std::mem::take(&mut self.faults).into_iter();
        match faults.min_by_key(|fault| fault.line) {
            Some(first) => Err(first),
            None => Ok(self),
        }
    }

    /// The column with one of `names`.
    pub(super) fn column(&self, names: &[&str]) -> Option<usize> {
        self.headers
            .iter()
            .position(|header| names.contains(&header.as_str()))
    }

    /// The column of points. One that nobody filled gives none.
    pub(super) fn points(&self) -> Option<usize> {
        let column = self.column(&["points"])?;
        let mut rows = self.rows.iter();
        rows.any(|row| list(&row.fields[column]).next().is_some())
            .then_some(column)
    }

    /// As [`Table::column`], but it must be there.
    pub(super) fn required(&self, names: &[&str]) -> Result<usize, ParseError> {
        self.column(names).ok_or_else(|| {
            let kind = ParseErrorKind::unexpected(a_column(names[0]), self.headers.join("`, `"));
            error(&self.source, 1, 0, "header", kind)
        })
    }

    /// The cells of a column.
    pub(super) fn cell(&self, column: usize) -> Column {
        cell(&self.written, self.at[column])
    }

    /// An error about one field.
    pub(super) fn fault(&self, row: &Row, column: usize, expected: Wording) -> ParseError {
        let kind = ParseErrorKind::unexpected(expected, &row.fields[column]);
        let (place, header) = (self.cell(column), &self.headers[column]);
        error(&self.source, row.line, place, header, kind)
    }
}

/// The separator that a first line `sep=;` states, as Excel writes and reads it, and the text after that line, which no spreadsheet
/// shows or counts.
fn separator_line(text: &str) -> (Option<char>, &str) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    // A spreadsheet that saves the table again may quote the line, and pad it.
    let first = first.trim_end_matches('\r').trim_start_matches('"');
    let stated = match first.get(..4) {
        Some(word) if word.eq_ignore_ascii_case("sep=") => first[4..].chars().next(),
        _ => None,
    };
    match stated {
        Some(separator) => (Some(separator), rest),
        None => (None, text),
    }
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
    let table = by_ballot(Table::read(ballots, ballot_source)?).sound()?;
    let vote_type = options.vote_type.unwrap_or(if table.points().is_some() {
        VoteType::Scoring
    } else {
        VoteType::Approval
    });
    if vote_type.has_points() {
        table.required(&["points"])?;
    }
    let mut warnings = Warnings::default();
    let project_table = Table::read(projects, project_source)?.sound()?;
    let drafts = read_projects(&project_table, &mut warnings)?;
    let columns = BallotColumns::of(&table, vote_type)?;
    let ids = drafts.iter().map(|(_, draft)| draft.id.as_str());
    let barred = ids.filter(|id| id.contains('|')).collect();
    let ballots = columns.read(&table, &barred)?;
    let gathered = Gathered {
        sources: [
            Source::of_table(project_source, &project_table.written),
            Source::of_table(ballot_source, &table.written),
        ],
        vote_type,
        meta: Vec::new(),
        budget: options.budget,
        number: options.number,
        projects: drafts,
        sheets: Vec::new(),
        ballots,
        headers: columns.headers(&table),
        voter_at: table
            .column(&["voter_id", "voter"])
            .map(|column| table.at[column]),
        warnings,
    };
    gathered.build(&options.reading)
}

/// What Pabulib calls a column of projects.
fn pabulib_name(header: &str) -> &str {
    match header {
        "id" => "project_id",
        "categories" => "category",
        "audience" | "audiences" | "target" | "targets" => "beneficiaries",
        other => other,
    }
}

fn read_projects(
    table: &Table,
    warnings: &mut Warnings,
) -> Result<Vec<(Place, ProjectDraft)>, ParseError> {
    let id = table.required(&["project_id", "id"])?;
    let cost = table.required(&["cost"])?;
    let mut names = HashSet::new();
    for header in &table.headers {
        let name = pabulib_name(header);
        if !names.insert(name) {
            let kind = contradiction(wording!(
                "error-two-columns",
                "two columns say the `{name}` of a project: leave out `{header}`",
                name = name,
                header = header
            ));
            return Err(error(&table.source, 1, 0, "header", kind));
        }
    }
    let named = table.column(&["name"]).is_some();
    let mut drafts = Vec::new();
    for row in &table.rows {
        let parsed = Decimal::parse_fraction(&row.fields[cost]).map_err(|reason| {
            let reason = no_amount(&row.fields[cost], reason);
            let expected = wording!(
                "error-a-cost-such-as",
                "a cost such as 1500 ({reason})",
                reason = reason
            );
            table.fault(row, cost, expected)
        })?;
        if row.fields[cost].contains(',') {
            warnings.add(WarningKind::DecimalComma, || {
                table.fault(row, cost, a_point()).wording()
            });
        }
        let name = trimmed(&row.fields[id]);
        if name.is_empty() || name.contains(',') {
            return Err(table.fault(row, id, id_without_comma()));
        }
        let mut draft = ProjectDraft::new(name, parsed);
        for (header, text) in table.headers.iter().zip(&row.fields) {
            let header = pabulib_name(header);
            let values = || {
                let parts = list(text).filter_map(stated);
                parts.map(str::to_owned).collect::<Vec<_>>()
            };
            let mut kept = text.clone();
            match header {
                "project_id" => kept = name.to_owned(),
                "name" => draft.name = stated(trimmed(text)).unwrap_or_default().to_owned(),
                // The portal has a title for each language.
                title if title.starts_with("title") && !named && draft.name.is_empty() => {
                    draft.name = stated(trimmed(text)).unwrap_or_default().to_owned();
                }
                "group" => draft.group = stated(trimmed(text)).map(str::to_owned),
                "category" => {
                    draft.categories = values();
                    kept = draft.categories.join(",");
                }
                "beneficiaries" => {
                    draft.audiences = values();
                    kept = draft.audiences.join(",");
                }
                _ => {}
            }
            draft.columns.push((header.to_owned(), kept));
        }
        let (line, column) = (row.line, table.at[id]);
        let place = Place::Cell { line, column };
        drafts.push((place, draft));
    }
    Ok(drafts)
}

/// Where the columns of ballots stand that have a meaning.
struct BallotColumns {
    vote: usize,
    points: Option<usize>,
    weight: Option<usize>,
    /// Columns that tell about voters.
    about: Vec<usize>,
}

impl BallotColumns {
    fn of(table: &Table, vote_type: VoteType) -> Result<Self, ParseError> {
        let vote = table.required(&["vote", "votes", "projects"])?;
        let (points, weight) = (table.column(&["points"]), table.column(&["weight"]));
        let meant = [Some(vote), points, weight];
        let others = (0..table.headers.len()).filter(|column| !meant.contains(&Some(*column)));
        Ok(Self {
            vote,
            points: points.filter(|_| vote_type.has_points()),
            weight,
            about: others.collect(),
        })
    }

    /// What voters told, by the names that Pabulib has for it.
    fn headers(&self, table: &Table) -> Vec<String> {
        let names = self
            .about
            .iter()
            .map(|column| table.headers[*column].as_str());
        let known = table.headers.iter().any(|name| name == "voter_id");
        names
            .map(|name| {
                if name == "voter" && !known {
                    "voter_id"
                } else {
                    name
                }
                .to_owned()
            })
            .collect()
    }

    /// The ballots. Where ids of projects hold bars (`barred`), commas alone part the choices of a cell.
    fn read(&self, table: &Table, barred: &HashSet<&str>) -> Result<Vec<ReadBallot>, ParseError> {
        let signs: &[char] = if barred.is_empty() { SIGNS } else { &[','] };
        let mut ballots = Vec::with_capacity(table.rows.len());
        for row in &table.rows {
            let ids = row.ids(self.vote, signs);
            // With a bar it is none of these projects: whoever wrote it may have meant several.
            let parted = |id: &&str| id.contains('|') && !barred.contains(id);
            if !barred.is_empty() && ids.iter().any(parted) {
                return Err(table.fault(row, self.vote, ids_between_commas()));
            }
            let given: Vec<Decimal> = match self.points {
                None => vec![Decimal::from(1); ids.len()],
                Some(points) => {
                    // A comma separates points here, so it is no decimal sign.
                    let parsed = list(&row.fields[points]).map(Decimal::parse_fraction);
                    let parsed: Result<Vec<Decimal>, _> = parsed.collect();
                    let parsed = parsed.map_err(|reason| {
                        let reason = reason.wording();
                        let expected =
                            wording!("error-points-reason", "points ({reason})", reason = reason);
                        table.fault(row, points, expected)
                    })?;
                    if parsed.len() != ids.len() {
                        return Err(table.fault(row, points, points_for_each(ids.len())));
                    }
                    parsed
                }
            };
            let weight = match self.weight {
                None => 1,
                Some(column) => {
                    let number = trimmed(&row.fields[column]).parse::<u64>();
                    number.map_err(|_| table.fault(row, column, whole_voters()))?
                }
            };
            ballots.push(ReadBallot {
                place: Place::Cell {
                    line: row.line,
                    column: table.at[self.vote],
                },
                choices: ids.into_iter().map(str::to_owned).zip(given).collect(),
                weight,
                about: self
                    .about
                    .iter()
                    .map(|column| trimmed(&row.fields[*column]).to_owned())
                    .collect(),
            });
        }
        Ok(ballots)
    }
}
