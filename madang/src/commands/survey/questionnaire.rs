//! `madang questionnaire`: what is wrong with a form before it is fielded, and the same form in other formats.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use madang_survey::questionnaire::{
    Finding, Outcome, Questionnaire, check, read, write_codebook, write_ddi, write_document,
    write_xlsform,
};
use serde::Serialize;

use super::{bytes, check_output, in_file};
use crate::{output, terminal};

/// Check questionnaires, and write them in other formats
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
        /// The form: an Excel workbook, or JSON
        #[arg(value_name = "FORM")]
        form: PathBuf,
        /// Print the outcome and all findings as JSON
        #[arg(long)]
        json: bool,
    },
    /// Write a form as an XLSForm (.xlsx), JSON (.json), DDI Codebook 2.5 (.xml) or the codebook of its data (.csv)
    ///
    ///   madang questionnaire convert form.xlsx form.json
    ///   madang questionnaire convert form.json form.xlsx
    ///   madang questionnaire convert form.xlsx codebook.xml
    ///
    /// What is refused by `madang questionnaire check` is refused here too, and nothing is written. Reading an XLSForm or JSON
    /// that was written gives the same questionnaire; columns that are read over are named as not kept.
    #[command(verbatim_doc_comment)]
    Convert {
        /// The form: an Excel workbook, or JSON
        #[arg(value_name = "FORM")]
        form: PathBuf,
        /// Where it is written; the ending says how
        #[arg(value_name = "OUT", required_unless_present = "to")]
        out: Option<PathBuf>,
        /// The same as OUT
        #[arg(
            long = "out",
            id = "to",
            value_name = "FILE",
            conflicts_with = "out",
            hide = true
        )]
        to: Option<PathBuf>,
        /// Print the outcome and all findings as JSON
        #[arg(long)]
        json: bool,
    },
}

/// In which format a form is written.
#[derive(Clone, Copy)]
enum Format {
    XlsForm,
    Json,
    Ddi,
    Codebook,
}

impl Format {
    /// By the ending of a file.
    fn of(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        Some(match ending.as_str() {
            "xlsx" => Self::XlsForm,
            "json" => Self::Json,
            "xml" => Self::Ddi,
            "csv" => Self::Codebook,
            _ => return None,
        })
    }

    fn write(self, form: &Questionnaire) -> Result<Vec<u8>, madang_survey::SurveyError> {
        Ok(match self {
            Self::XlsForm => write_xlsform(form)?,
            Self::Json => write_document(form)?.into_bytes(),
            Self::Ddi => write_ddi(form).into_bytes(),
            // The mark tells spreadsheets that it is UTF-8.
            Self::Codebook => [b"\xEF\xBB\xBF", write_codebook(form)?.as_bytes()].concat(),
        })
    }
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
        match &self.action {
            QuestionnaireAction::Check { form, json } => {
                let (_, report) = checked(form)?;
                told(&report, *json)
            }
            QuestionnaireAction::Convert {
                form,
                out,
                to,
                json,
            } => match out.as_ref().or(to.as_ref()) {
                Some(out) => convert(form, out, *json),
                None => Ok(ExitCode::FAILURE),
            },
        }
    }
}

/// A form with all that is found about it.
fn checked(path: &Path) -> Result<(Questionnaire, Report)> {
    let (questionnaire, mut findings) = read(&bytes(path)?).with_context(|| in_file(path))?;
    // References of what could not be read would be missed for no fault of theirs.
    if findings
        .iter()
        .all(|finding| finding.rule.outcome() != Outcome::Refuse)
    {
        findings.extend(check(&questionnaire));
    }
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned());
    Ok((
        questionnaire,
        Report::new(name.unwrap_or_default(), findings),
    ))
}

fn convert(form: &PathBuf, out: &Path, json: bool) -> Result<ExitCode> {
    check_output("OUT", out, &[form])?;
    let Some(format) = Format::of(out) else {
        refuse!("survey-convert-ending", file = out.display());
    };
    let (questionnaire, report) = checked(form)?;
    if report.outcome != Outcome::Refuse {
        let written = format
            .write(&questionnaire)
            .with_context(|| in_file(form))?;
        output::write(out, |file| file.write_all(&written))?;
    }
    let ended = told(&report, json)?;
    if !json && report.outcome != Outcome::Refuse {
        say!("{}", t!("survey-converted", file = out.display()));
    }
    Ok(ended)
}

/// Tells what was found; a form that is refused is a failure.
fn told(report: &Report, json: bool) -> Result<ExitCode> {
    if json {
        terminal::json(&mut io::stdout().lock(), report)?;
    } else {
        print(report);
    }
    Ok(match report.outcome {
        Outcome::Refuse => ExitCode::FAILURE,
        _ => ExitCode::SUCCESS,
    })
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
