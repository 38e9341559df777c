//! Experts' score sheets on their own.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::value::RawValue;

use super::csv::Table;
use super::json::read_sheet;
use super::place::Source;
use super::{contradiction, error};
use crate::decimal::Decimal;
use crate::election::{Election, ScoreSheet};
use crate::pabulib::{Column, ParseError, ParseErrors};
use crate::spelling::trimmed;
use crate::wording::wording;

/// One score of a table, with where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct WrittenScore {
    /// Its line, from 1.
    pub line: u64,
    /// The body.
    pub body: String,
    /// The expert.
    pub expert: String,
    /// The id of the project.
    pub project: String,
    /// The score.
    pub score: Decimal,
}

/// Scores as a table has them.
#[derive(Debug)]
#[non_exhaustive]
pub struct WrittenScores {
    /// Those that can be read, in the order of the table; none stands there twice.
    pub scores: Vec<WrittenScore>,
    /// Where body, expert and project stand on each line.
    pub columns: [Column; 3],
    /// What is wrong with all other rows, with line, column and field.
    pub faults: Vec<ParseError>,
}

/// Reads scores from a table with the columns `body`, `expert`, `project_id` and `score`. Each cell that cannot be accepted is told.
///
/// # Errors
/// A table without these columns, or what is no table.
pub fn read_scores_csv(text: &str, source: &str) -> Result<WrittenScores, ParseError> {
    let mut table = Table::read(text, source)?;
    let mut faults = std::mem::take(&mut table.faults);
    let body = table.required(&["body"])?;
    let expert = table.required(&["expert"])?;
    let project = table.required(&["project_id", "project", "id"])?;
    let score = table.required(&["score"])?;
    let mut known = BTreeSet::new();
    let mut scores = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        let before = faults.len();
        let [of_body, of_expert, of_project] = [
            (body, wording!("error-a-body", "a body")),
            (expert, wording!("error-an-expert", "an expert")),
            (
                project,
                wording!("error-id-of-project", "the id of a project"),
            ),
        ]
        .map(|(column, expected)| {
            let text = trimmed(&row.fields[column]).to_owned();
            if text.is_empty() {
                faults.push(table.fault(row, column, expected));
            }
            text
        });
        let value = match Decimal::parse_fraction(&row.fields[score]) {
            Ok(_) if row.fields[score].contains(',') => Err(wording!(
                "error-score-point",
                "a score with a point as decimal sign"
            )),
            read => read.map_err(|reason| {
                wording!(
                    "error-a-score",
                    "a score ({reason})",
                    reason = reason.wording()
                )
            }),
        };
        let value = value.map_err(|expected| faults.push(table.fault(row, score, expected)));
        let (Ok(value), true) = (value, faults.len() == before) else {
            continue;
        };
        if !known.insert((of_body.clone(), of_expert.clone(), of_project.clone())) {
            let kind = contradiction(wording!(
                "error-scores-twice",
                "{expert} of `{body}` scores `{project}` twice",
                expert = of_expert,
                body = of_body,
                project = of_project
            ));
            let field = &table.headers[project];
            faults.push(error(source, row.line, table.cell(project), field, kind));
            continue;
        }
        scores.push(WrittenScore {
            line: row.line,
            body: of_body,
            expert: of_expert,
            project: of_project,
            score: value,
        });
    }
    Ok(WrittenScores {
        scores,
        columns: [body, expert, project].map(|column| table.cell(column)),
        faults,
    })
}

/// Reads score sheets from a table with the columns `body`, `expert`, `project_id` and `score`.
///
/// # Errors
/// All that cannot be accepted, with line, column and field.
pub fn read_score_sheets_csv(text: &str, source: &str) -> Result<Vec<ScoreSheet>, ParseErrors> {
    let WrittenScores { scores, faults, .. } = read_scores_csv(text, source)?;
    let mut sheets: BTreeMap<(String, String), BTreeMap<String, Decimal>> = BTreeMap::new();
    for written in scores {
        let sheet = sheets.entry((written.body, written.expert)).or_default();
        sheet.insert(written.project, written.score);
    }
    let sheets = sheets
        .into_iter()
        .map(|((body, expert), scores)| ScoreSheet::new(body, expert, scores));
    ParseErrors::none_of(faults, sheets.collect())
}

/// Reads score sheets from a JSON list of objects with `body`, `expert` and `scores`.
///
/// # Errors
/// The first thing that cannot be accepted, with line and column.
pub fn read_score_sheets_json(text: &str, source: &str) -> Result<Vec<ScoreSheet>, ParseError> {
    let source = Source::new(source, text);
    let sheets: Vec<&RawValue> = serde_json::from_str(source.text())
        .map_err(|problem| source.json_fault(source.text(), "score sheets", &problem))?;
    let read = sheets.into_iter().map(|raw| read_sheet(&source, raw));
    read.collect()
}

impl Election {
    /// Puts `sheets` in place of the election's own score sheets.
    ///
    /// # Errors
    /// When a sheet scores a project that does not exist, or two are by the same expert.
    pub fn set_score_sheets(
        &mut self,
        sheets: Vec<ScoreSheet>,
    ) -> Result<(), crate::builder::BuildError> {
        self.score_sheets = crate::builder::check_score_sheets(sheets, &self.index())?;
        self.digest = std::sync::OnceLock::new();
        Ok(())
    }

    fn index(&self) -> BTreeMap<&str, u32> {
        let ids = self.projects.iter().map(|project| project.id.as_str());
        ids.zip(0u32..).collect()
    }
}
