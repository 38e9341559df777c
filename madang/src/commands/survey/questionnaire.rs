//! `madang questionnaire`: what is wrong with a form before it is fielded.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use madang_survey::questionnaire::{Finding, Outcome, check, read};
use serde::Serialize;

use super::{bytes, in_file};
use crate::terminal;

/// Check questionnaires
#[derive(Debug, clap::Args)]
pub struct QuestionnaireCommand {
    #[command(subcommand)]
    action: QuestionnaireAction,
}

#[derive(Debug, clap::Subcommand)]
enum QuestionnaireAction {
    /// Check an XLSForm: names, circles, questions that nobody reaches, piping, translations
    ///
    ///   madang questionnaire check form.xlsx
    ///   madang questionnaire check form.xlsx --json
    ///
    /// What makes a form impossible by pages is refused (exit status 1): unknown or doubled names, conditions in a circle or on
    /// later questions, repeats, media, macros. Questions that no answers lead to and words without translation are warned of.
    #[command(verbatim_doc_comment)]
    Check {
        /// The form, an Excel workbook
        #[arg(value_name = "FORM")]
        form: PathBuf,
        /// Print the outcome and all findings as JSON
        #[arg(long)]
        json: bool,
    },
}

#[derive(Serialize)]
struct Report {
    form: String,
    outcome: Outcome,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    names: Vec<String>,
    findings: Vec<Finding>,
}

impl Report {
    /// The rule is the first of the gravest, and the names all that break it.
    fn new(form: String, findings: Vec<Finding>) -> Self {
        let outcome = findings
            .iter()
            .map(|finding| finding.rule.outcome())
            .max()
            .unwrap_or(Outcome::Import);
        let first = findings
            .iter()
            .find(|finding| finding.rule.outcome() == outcome && outcome != Outcome::Import);
        let rule = first.map(|finding| finding.rule);
        let mut names: Vec<String> = Vec::new();
        for name in findings
            .iter()
            .filter(|finding| Some(finding.rule) == rule)
            .flat_map(|finding| &finding.names)
        {
            if !names.contains(name) {
                names.push(name.clone());
            }
        }
        Self {
            form,
            outcome,
            rule: rule.map(|rule| rule.as_str()),
            names,
            findings,
        }
    }
}

impl QuestionnaireCommand {
    pub fn run(&self) -> Result<ExitCode> {
        let QuestionnaireAction::Check { form, json } = &self.action;
        let (questionnaire, mut findings) = read(&bytes(form)?).with_context(|| in_file(form))?;
        // References of what could not be read would be missed for no fault of theirs.
        if findings
            .iter()
            .all(|finding| finding.rule.outcome() != Outcome::Refuse)
        {
            findings.extend(check(&questionnaire));
        }
        let name = form
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        let report = Report::new(name.unwrap_or_default(), findings);
        if *json {
            terminal::json(&mut io::stdout().lock(), &report)?;
        } else {
            print(&report);
        }
        Ok(match report.outcome {
            Outcome::Refuse => ExitCode::FAILURE,
            _ => ExitCode::SUCCESS,
        })
    }
}

fn print(report: &Report) {
    for finding in &report.findings {
        let place = &finding.place;
        let column = place.column.as_deref().unwrap_or("-");
        let what = super::words::rule(finding.rule);
        let names = finding.names.join(", ");
        say!(
            "{}",
            t!(
                "survey-finding",
                sheet = place.sheet,
                row = place.row.to_string(),
                column = column,
                what = what,
                names = names
            )
        );
    }
    let outcome = match report.outcome {
        Outcome::Refuse => t!("survey-form-refused"),
        Outcome::Warn => t!("survey-form-warned"),
        _ => t!("survey-form-good"),
    };
    say!("{outcome}");
}
