//! Experts' score sheets on their own.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use super::csv::Table;
use super::json::read_sheet;
use super::place::Source;
use super::{contradiction, error};
use crate::decimal::Decimal;
use crate::election::{Election, ScoreSheet};
use crate::pabulib::{ParseError, ParseErrors};
use crate::spelling::trimmed;
use crate::wording::wording;

/// Reads score sheets from a table with the columns `body`, `expert`, `project_id` and `score`.
///
/// # Errors
/// All that cannot be accepted, with line, column and field.
pub fn read_score_sheets_csv(text: &str, source: &str) -> Result<Vec<ScoreSheet>, ParseErrors> {
    let mut table = Table::read(text, source)?;
    let mut faults = std::mem::take(&mut table.faults);
    let body = table.required(&["body"])?;
    let expert = table.required(&["expert"])?;
    let project = table.required(&["project_id", "project", "id"])?;
    let score = table.required(&["score"])?;
    let mut sheets: BTreeMap<(String, String), BTreeMap<String, Decimal>> = BTreeMap::new();
    for row in &table.rows {
        let text = |column: usize| trimmed(&row.fields[column]).to_owned();
        if text(body).is_empty() || text(expert).is_empty() {
            faults.push(table.fault(
                row,
                body,
                wording!("error-body-and-expert", "a body and an expert"),
            ));
        }
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
        let value = match value {
            Ok(value) => value,
            Err(expected) => {
                faults.push(table.fault(row, score, expected));
                continue;
            }
        };
        let scores = sheets.entry((text(body), text(expert))).or_default();
        if scores.insert(text(project), value).is_some() {
            let kind = contradiction(wording!(
                "error-scores-twice",
                "{expert} of `{body}` scores `{project}` twice",
                expert = text(expert),
                body = text(body),
                project = text(project)
            ));
            faults.push(error(source, row.line, 0, "project_id", kind));
        }
    }
    let sheets = sheets
        .into_iter()
        .map(|((body, expert), scores)| ScoreSheet {
            body,
            expert,
            scores,
        });
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
