//! `madang rule`: rules of services as files: check them against cases, print them in either language.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use madang_eligibility::vectors::{Found, VectorFile};
use madang_eligibility::{Language as RuleLanguage, Parameters, parse};
use madang_words::Language;

use super::services::{mistaken, regardless, text};
use crate::{language, terminal};

/// Check the rules of services against cases, and print them in Korean or English
///
/// Rules are texts in sentences: who gets a service, from when, by which law. Both languages make the same rule.
#[derive(Debug, clap::Args)]
pub struct RuleCommand {
    #[command(subcommand)]
    action: RuleAction,
}

#[derive(Debug, clap::Subcommand)]
enum RuleAction {
    /// Tell for each case of a file what its rule gives, and what is still to be asked; for each wrong text the mistake and its line
    Check {
        /// Cases: JSON with parameters, vectors (a rule, facts and a day) and errors (texts that are wrong)
        #[arg(value_name = "VECTORS")]
        vectors: PathBuf,
        /// Print as JSON, by the name of the case
        #[arg(long)]
        json: bool,
    },
    /// Print a rule in a language
    Print {
        /// The text of the rule, in Korean or English
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// The language to print it in
        #[arg(long, value_parser = language::spoken(), default_value = "en")]
        language: Language,
        /// Amounts that the rule names; without it parameters.txt beside the rule
        #[arg(long, value_name = "FILE")]
        parameters: Option<PathBuf>,
    },
}

impl RuleCommand {
    pub fn run(&self) -> Result<ExitCode> {
        match &self.action {
            RuleAction::Check { vectors, json } => {
                let unread = || t!("files-cannot-read", file = vectors);
                let file: VectorFile =
                    serde_json::from_str(&text(vectors)?).with_context(unread)?;
                if let Some(id) = file.twice() {
                    refuse!("services-profile-twice", file = vectors, id = id);
                }
                for (id, holds) in file.regardless() {
                    regardless(id, Some(holds));
                }
                let found = file.check().map_err(|errors| mistaken(vectors, &errors))?;
                let mut out = io::BufWriter::new(io::stdout().lock());
                if *json {
                    terminal::json(&mut out, &found)?;
                } else {
                    for (id, found) in &found {
                        row!(&mut out, "{id}  {}", in_words(found))?;
                    }
                }
                out.flush()?;
            }
            RuleAction::Print {
                file,
                language,
                parameters,
            } => {
                let beside = file.with_file_name("parameters.txt");
                let parameters = match parameters
                    .clone()
                    .or_else(|| beside.is_file().then_some(beside))
                {
                    Some(path) => Parameters::read(&text(&path)?)
                        .map_err(|errors| mistaken(&path, &errors))?,
                    None => Parameters::default(),
                };
                let rule =
                    parse(&text(file)?, &parameters).map_err(|errors| mistaken(file, &errors))?;
                let place = file.display().to_string();
                regardless(&place, rule.holds_regardless(&parameters));
                let language = match language {
                    Language::Ko => RuleLanguage::Korean,
                    _ => RuleLanguage::English,
                };
                for line in rule.print(language).lines() {
                    say!("{line}");
                }
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// What came of a case, in a line.
fn in_words(found: &Found) -> String {
    match found {
        Found::Settled(settled) => {
            let shortest = settled.yes.first().map(|set| {
                let names: Vec<String> = set.iter().map(|variable| variable.path()).collect();
                names.join(", ")
            });
            let head = format!("{} {}", settled.value, settled.exact);
            match shortest {
                Some(names) => format!("{head}  {}", t!("services-needs", names = names)),
                None => head,
            }
        }
        Found::Open { value, .. } => format!("{value}  {}", t!("services-open-household")),
        Found::Mistake(error) => t!(
            "services-case-mistake",
            code = error.code.to_string(),
            line = error.line
        ),
        Found::Facts { .. } => t!("services-case-facts"),
        _ => t!("services-case-good"),
    }
}
