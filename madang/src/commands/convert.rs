//! `madang convert`: an election from one format to another.

use std::path::{Path, PathBuf};

use anyhow::Result;
use madang_selection::tabular::{write_csv_ballots, write_csv_projects, write_json};
use madang_selection::{Decimal, Election, WarningKind, pabulib};

use super::election::{ElectionArguments, print_warnings};
use super::rule::decimal;
use crate::output;
use crate::terminal::padded;

/// Convert a file of ballots: Pabulib (.pb), JSON and CSV, from any to any
///
///   madang convert projects.csv city.pb --ballots ballots.csv --budget 100000
///   madang convert city.pb city.json --group-column category
///   madang convert city.pb projects.csv --ballots-to ballots.csv
///
/// All metadata, columns and voters' rows are kept as far as the format has a place for
/// them; what it has none for is named on standard error. Groups taken with --group-column
/// are written as groups. `madang formats` describes the files.
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub struct ConvertCommand {
    /// Ballots: .pb, .json, or .csv (the table of projects; see --ballots); `-` reads Pabulib from standard input
    #[arg(value_name = "IN")]
    input: PathBuf,
    /// What to write: .pb, .json, or .csv (the table of projects; see --ballots-to)
    #[arg(value_name = "OUT")]
    output: PathBuf,
    /// CSV: where the table of ballots is written
    #[arg(long, value_name = "FILE")]
    ballots_to: Option<PathBuf>,
    /// CSV: the budget in the currency's main unit, which the tables do not state
    #[arg(long, value_name = "AMOUNT", value_parser = decimal)]
    budget: Option<Decimal>,
    /// CSV: the number of projects to select, which the tables do not state
    #[arg(long, value_name = "COUNT")]
    number: Option<u32>,
    #[command(flatten)]
    election: ElectionArguments,
}

/// What is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Pabulib,
    Json,
    Csv,
}

impl ConvertCommand {
    pub fn run(&self) -> Result<()> {
        let format = match extension(&self.output).as_str() {
            "pb" => Format::Pabulib,
            "json" => Format::Json,
            "csv" => Format::Csv,
            _ => refuse!("convert-no-format", file = self.output),
        };
        match (&self.ballots_to, format) {
            (None, Format::Csv) => refuse!("convert-ballots-to", file = self.output),
            (Some(_), Format::Pabulib | Format::Json) => {
                refuse!(
                    "ballots-csv-only",
                    option = "--ballots-to",
                    file = self.output
                )
            }
            _ => {}
        }
        let tables = extension(&self.input) == "csv";
        for (option, given) in [
            ("--budget", self.budget.is_some()),
            ("--number", self.number.is_some()),
        ] {
            if given && !tables {
                refuse!("convert-stated", option = option, file = self.input);
            }
        }
        let mut outputs = vec![("OUT", self.output.as_path())];
        outputs.extend(
            self.ballots_to
                .as_deref()
                .map(|path| ("--ballots-to", path)),
        );
        output::check(&outputs, &self.election.inputs(&self.input))?;
        let limits = (self.budget, self.number);
        let election = self.election.read(&self.input, None, limits, true)?;
        match format {
            Format::Pabulib => output::write(&self.output, |out| pabulib::write(&election, out))?,
            Format::Json => output::write(&self.output, |out| write_json(&election, out))?,
            Format::Csv => {
                output::write(&self.output, |out| write_csv_projects(&election, out))?;
                if let Some(path) = &self.ballots_to {
                    output::write(path, |out| write_csv_ballots(&election, out))?;
                }
            }
        }
        print_warnings(election.warnings());
        let left_out = left_out(&election, format);
        if !left_out.is_empty() {
            let word = padded(&t!("ballots-note"), 8);
            let left_out = left_out.join(", ");
            note!(
                "  {word} {}",
                t!("convert-left-out", file = self.output, what = left_out)
            );
        }
        Ok(())
    }
}

/// What the election has and `format` does not.
fn left_out(election: &Election, format: Format) -> Vec<String> {
    let twice = election.warnings().count(WarningKind::DuplicateMetaKey) > 0;
    let tables = format == Format::Csv;
    let all = [
        (tables && election.budget().is_some(), t!("convert-budget")),
        (
            tables && !election.meta().is_empty(),
            t!("convert-metadata"),
        ),
        (
            format != Format::Json && election.number().is_some(),
            t!("convert-number"),
        ),
        (
            format != Format::Json && !election.score_sheets().is_empty(),
            t!("convert-scores"),
        ),
        (format == Format::Json && twice, t!("convert-twice")),
    ];
    let lost = all.into_iter().filter(|(lost, _)| *lost);
    lost.map(|(_, what)| what).collect()
}

fn extension(path: &Path) -> String {
    let extension = path.extension().and_then(|extension| extension.to_str());
    extension.unwrap_or("").to_ascii_lowercase()
}
