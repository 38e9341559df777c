//! `madang catalogue`: services as files: 정부24 and HSDS in, HSDS, CPSV-AP, schema.org, CSV and Excel out.

use std::io::{self, IsTerminal as _, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::ValueEnum;
use madang_catalogue::{
    Catalogue, Gov24, Joined, Problem, Remark, Requirement, Requirements, from_csv, from_hsds,
    from_workbook, to_cpsv_ap, to_csv, to_hsds, to_schema_org, to_workbook,
};
use madang_eligibility::Language as RuleLanguage;
use madang_words::{Language, Text};
use serde::Serialize;
use serde_json::Value;

use super::services::{RuleArguments, not_understood, text, unread};
use crate::{language, output, terminal};

/// Take in catalogues of services, and write them out
///
/// This works on files alone: nothing comes on the record.
#[derive(Debug, clap::Args)]
pub struct CatalogueCommand {
    #[command(subcommand)]
    action: CatalogueAction,
}

#[derive(Debug, clap::Subcommand)]
enum CatalogueAction {
    /// Read files of a format, name every row and field that is not understood, and print the catalogue as JSON
    ///
    ///   madang catalogue import serviceList.jsonl serviceDetail.jsonl supportConditions.jsonl --format gov24 > catalogue.json
    ///   madang catalogue import services.xlsx --format xlsx --out catalogue.json
    ///   madang catalogue import service.json --format hsds --json
    ///
    /// 정부24 has three operations, whose files, in any order and a page each if you like, are told apart by their
    /// fields and joined by 서비스ID; serviceList must be there. Files of v1 and v2, whose numbers mean other things,
    /// are refused. What HSDS says beyond a catalogue's fields is kept, and written again by `madang catalogue export`.
    #[command(verbatim_doc_comment)]
    Import(ImportArguments),
    /// Write a catalogue in a format
    ///
    ///   madang catalogue export catalogue.json --format hsds > hsds.json
    ///   madang catalogue export catalogue.json --format cpsv-ap --rules rules > services.jsonld
    ///   madang catalogue export catalogue.json --format xlsx --out services.xlsx
    ///
    /// One record gives one document, a list gives a list. What a spreadsheet would compute is guarded in CSV.
    #[command(verbatim_doc_comment)]
    Export(ExportArguments),
}

#[derive(Debug, clap::Args)]
struct ImportArguments {
    /// Files to read; several for gov24 alone
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// Form of the files
    #[arg(long, value_enum)]
    format: Source,
    /// Where to write the catalogue, instead of printing it
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Print services, how files were joined, and what was not understood (file, row, service, field, value, what) as JSON
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
struct ExportArguments {
    /// A catalogue, as `madang catalogue import` prints it
    #[arg(value_name = "CATALOGUE")]
    catalogue: PathBuf,
    /// Form to write
    #[arg(long, value_enum)]
    format: Target,
    /// Where to write it, instead of printing it
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    #[command(flatten)]
    rules: RuleArguments,
    /// Language of the page that schema.org is written for; Korean without it
    #[arg(long, value_parser = language::spoken())]
    language: Option<Language>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Source {
    /// serviceList, serviceDetail and supportConditions of 정부24 (gov24/v3)
    Gov24,
    /// HSDS 3: a service, a list, or a page of a list
    Hsds,
    /// A table of a row a service
    Csv,
    /// The same as a workbook
    Xlsx,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Target {
    /// HSDS 3
    Hsds,
    /// CPSV-AP 3.2 as JSON-LD; with rules one requirement for each of their conditions
    CpsvAp,
    /// GovernmentService of schema.org as JSON-LD
    SchemaOrg,
    /// A table of a row a service
    Csv,
    /// The same as a workbook
    Xlsx,
}

/// Most bytes of a workbook.
const MOST: u64 = 1 << 30;

/// What `import --json` prints.
#[derive(Serialize)]
struct Imported<'a> {
    imported: usize,
    services: &'a Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    joined: Option<&'a Joined>,
    reported: &'a [Remark],
}

impl CatalogueCommand {
    pub fn run(&self) -> Result<()> {
        match &self.action {
            CatalogueAction::Import(arguments) => arguments.run(),
            CatalogueAction::Export(arguments) => arguments.run(),
        }
    }
}

impl ImportArguments {
    fn run(&self) -> Result<()> {
        let inputs: Vec<&Path> = self.files.iter().map(PathBuf::as_path).collect();
        if let Some(out) = &self.out {
            output::check(&[("--out", out)], &inputs)?;
        }
        let (catalogue, remarks, joined) = self.read(&inputs)?;
        let services = catalogue.to_json();
        if let Some(out) = &self.out {
            let bytes = lines(&services)?;
            output::write(out, |to| to.write_all(&bytes))?;
        }
        let mut out = io::BufWriter::new(io::stdout().lock());
        if self.json {
            let imported = Imported {
                imported: catalogue.services.len(),
                services: &services,
                joined: joined.as_ref(),
                reported: &remarks,
            };
            terminal::json(&mut out, &imported)?;
            out.flush()?;
            return Ok(());
        }
        match &self.out {
            Some(path) => {
                let count = catalogue.services.len();
                row!(
                    &mut out,
                    "{}",
                    t!("services-imported", count = count, file = path)
                )?;
            }
            None => terminal::json(&mut out, &services)?,
        }
        out.flush()?;
        let place = |remark: &Remark| {
            self.files
                .get(remark.file - 1)
                .unwrap_or(&self.files[0])
                .as_path()
        };
        not_understood(remarks.iter().map(|remark| {
            let Remark {
                row,
                service,
                field,
                value,
                ..
            } = remark;
            (
                place(remark),
                *row,
                service.as_str(),
                field.as_str(),
                value.as_str(),
            )
        }));
        Ok(())
    }

    fn read(&self, inputs: &[&Path]) -> Result<(Catalogue, Vec<Remark>, Option<Joined>)> {
        if self.format == Source::Gov24 {
            let texts: Vec<String> = inputs
                .iter()
                .map(|path| text(path))
                .collect::<Result<_>>()?;
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            let read = Gov24::read(&texts).map_err(|problem| match &problem {
                Problem::InFile { file, problem } => match inputs.get(file - 1) {
                    Some(path) => wrong(path, problem),
                    None => anyhow::anyhow!("{}", told(problem)),
                },
                other => anyhow::anyhow!("{}", told(other)),
            })?;
            return Ok((read.catalogue, read.remarks, Some(read.joined)));
        }
        let [path] = inputs else {
            refuse!("services-one-file");
        };
        let read = match self.format {
            Source::Xlsx => {
                let unread = || t!("files-cannot-read", file = path);
                from_workbook(&madang_exchange::read_within(path, MOST).with_context(unread)?)
            }
            Source::Csv => from_csv(&text(path)?),
            _ => from_hsds(&text(path)?),
        };
        let (catalogue, remarks) = read.map_err(|problem| wrong(path, &problem))?;
        Ok((catalogue, remarks, None))
    }
}

impl ExportArguments {
    fn run(&self) -> Result<()> {
        let path = self.catalogue.as_path();
        let useless = [
            ("--language", self.language.is_some(), Target::SchemaOrg),
            ("--rules", self.rules.names_rules(), Target::CpsvAp),
            (
                "--parameters",
                self.rules.names_parameters(),
                Target::CpsvAp,
            ),
        ];
        for (option, is_given, format) in useless {
            if is_given && self.format != format {
                refuse!("services-option", option = option);
            }
        }
        if let Some(out) = &self.out {
            output::check(&[("--out", out)], &[path])?;
        }
        let catalogue = Catalogue::read(&text(path)?).map_err(|problem| wrong(path, &problem))?;
        let bytes = match self.format {
            Target::Hsds => lines(&to_hsds(&catalogue))?,
            Target::SchemaOrg => lines(&to_schema_org(
                &catalogue,
                self.language.unwrap_or(Language::Ko),
            ))?,
            Target::Csv => to_csv(&catalogue).into_bytes(),
            Target::Xlsx => to_workbook(&catalogue).map_err(|problem| wrong(path, &problem))?,
            Target::CpsvAp => {
                let (graph, remarks) = to_cpsv_ap(&catalogue, &self.requirements()?);
                for remark in remarks {
                    note!(
                        "{}",
                        t!("services-no-provider", file = path, id = remark.service)
                    );
                }
                lines(&graph)?
            }
        };
        let Some(out) = &self.out else {
            let mut stdout = io::stdout().lock();
            if self.format == Target::Xlsx && stdout.is_terminal() {
                refuse!("services-workbook-out");
            }
            stdout.write_all(&bytes)?;
            stdout.flush()?;
            return Ok(());
        };
        output::write(out, |to| to.write_all(&bytes))
    }

    /// The conditions of each service's newest rule, in both languages.
    fn requirements(&self) -> Result<Requirements> {
        let parameters = self.rules.parameters()?;
        let mut newest = std::collections::BTreeMap::new();
        for (_, rule) in self.rules.read(&parameters)? {
            let Some(service) = rule.service.clone() else {
                continue;
            };
            let from = rule.period.map(|period| period.from);
            match newest.get(&service) {
                Some((other, _)) if *other >= from => {}
                _ => drop(newest.insert(service, (from, rule))),
            }
        }
        let leaves = newest.into_iter().map(|(service, (_, rule))| {
            let mut leaves = Vec::new();
            rule.node.visit(&mut |condition| {
                let mut words = Text::new(Language::Ko, condition.print(RuleLanguage::Korean));
                let english = condition.print(RuleLanguage::English);
                words.0.insert(Language::En, english);
                leaves.push(Requirement(words));
            });
            (service, leaves)
        });
        Ok(leaves.collect())
    }
}

/// A document as people and programs read it, with a line feed at its end.
fn lines(value: &Value) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    terminal::json(&mut bytes, value)?;
    Ok(bytes)
}

fn wrong(path: &Path, problem: &Problem) -> anyhow::Error {
    anyhow::anyhow!("{}: {}", path.display(), told(problem))
}

/// Why a file is not read or written.
fn told(problem: &Problem) -> String {
    match problem {
        Problem::Gov24(error) => unread(error),
        Problem::NoList => t!("services-no-list"),
        Problem::Json { what } => t!("services-no-catalogue", what = what),
        Problem::Missing { row, field } => t!("services-field-missing", row = *row, field = field),
        Problem::Twice { row, id } => t!("services-id-twice", row = *row, id = id),
        Problem::NoHeader => t!("services-no-header"),
        Problem::ColumnTwice { column } => t!("services-column-twice", column = column),
        Problem::Cells {
            line,
            cells,
            wanted,
        } => {
            t!(
                "services-cells",
                line = *line,
                cells = *cells,
                wanted = *wanted
            )
        }
        Problem::Workbook { what } => t!("services-workbook", what = what),
        Problem::NoRoom { service, column } => {
            t!("services-no-room", id = service, column = column)
        }
        other => other.to_string(),
    }
}
