//! `madang cover`: who in a population is served by what, and who by nothing.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, BufReader, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use madang_coverage::ParquetPopulationError;
use madang_eligibility::gov24::Group;
use madang_eligibility::{
    CellCounts, Cells, Coverage, Day, Groups, Population, PopulationError, RowProblem,
};

use super::services::{CatalogueArguments, problem};
use crate::terminal::{self, padded, to_the_right};

/// Count who in a population is served by which service, and who by none
///
///   madang cover population.csv --conditions supportConditions.jsonl --day 2026-11-01
///   madang cover population.csv --conditions supportConditions.jsonl --rules rules --day 2026-11-01 --json > coverage.json
///   madang cover population.parquet --conditions supportConditions.jsonl --day 2026-11-01 --cells
///
/// A row is one person alone: person_id, weight, and facts by their names; an empty cell is not known. Rules that count
/// the members of a household are left out. Memory does not grow with the file.
/// Ends with 2 where rows are broken: each is named by line and column, and the rest is evaluated.
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub struct CoverCommand {
    /// The population: CSV, or Parquet where the name ends in .parquet
    #[arg(value_name = "POPULATION")]
    population: PathBuf,
    #[command(flatten)]
    catalogue: CatalogueArguments,
    /// The day that is asked about: 2026-11-01
    #[arg(long, value_name = "DATE")]
    day: String,
    /// Count also by group of service, age band and province. Cells of fewer than 10 persons are hidden, and others with them, so
    /// that none can be worked out from the sums
    #[arg(long)]
    cells: bool,
    /// Print the coverage as JSON
    #[arg(long)]
    json: bool,
}

impl CoverCommand {
    pub fn run(&self) -> Result<ExitCode> {
        let path = &self.population;
        let Ok(day) = self.day.parse::<Day>() else {
            refuse!("services-day", day = self.day);
        };
        let unread = || t!("files-cannot-read", file = path);
        let population = File::open(path).with_context(unread)?;
        let catalogue = self.catalogue.read()?;
        let marks = catalogue.conditions.services.iter();
        let groups =
            marks.filter_map(|marks| Some((marks.service.clone(), *marks.groups().first()?)));
        let groups: Option<Groups> = self.cells.then(|| groups.collect());
        let is_parquet = path
            .extension()
            .is_some_and(|extension| extension.eq_ignore_ascii_case("parquet"));
        let coverage = match is_parquet {
            true => madang_coverage::coverage(&catalogue.book, population, day, groups.as_ref())
                .map_err(|error| match error {
                    ParquetPopulationError::Population(error) => refused(error),
                    ParquetPopulationError::Compression { codec } => {
                        anyhow::anyhow!("{}", t!("services-parquet-codec", codec = codec))
                    }
                    other => {
                        anyhow::anyhow!("{}", t!("services-parquet", what = other.to_string()))
                    }
                }),
            false => {
                let read = BufReader::with_capacity(1 << 20, population);
                let read = Population::new(read, day);
                let covered = read.and_then(|mut population| {
                    let book = &catalogue.book;
                    book.coverage_of(day, groups.as_ref(), |tell| population.each(tell))
                });
                covered.map_err(refused)
            }
        };
        let coverage = coverage.with_context(unread)?;
        catalogue.tell_without_value(&BTreeSet::from([day]));
        for id in catalogue.book.counting_members() {
            note!("{}", t!("services-cover-members", id = id));
        }
        let mut out = io::BufWriter::new(io::stdout().lock());
        if self.json {
            terminal::json(&mut out, &coverage)?;
        } else {
            print(&mut out, &coverage)?;
        }
        out.flush()?;
        broken(&coverage);
        Ok(if coverage.broken > 0 {
            ExitCode::from(2)
        } else {
            ExitCode::SUCCESS
        })
    }
}

/// Why a population is not read.
fn refused(error: PopulationError) -> anyhow::Error {
    match error {
        PopulationError::Io(error) => error.into(),
        PopulationError::UnknownColumn { column } => {
            anyhow::anyhow!("{}", t!("services-column-unknown", column = column))
        }
        PopulationError::Twice { column } => {
            anyhow::anyhow!("{}", t!("services-column-twice", column = column))
        }
        _ => anyhow::anyhow!("{}", t!("services-column-person")),
    }
}

/// What is wrong with a row.
fn reason(row: &RowProblem) -> String {
    match row {
        RowProblem::Cells { cells, wanted } => {
            t!("services-row-cells", cells = *cells, wanted = *wanted)
        }
        RowProblem::Text => t!("services-row-text"),
        RowProblem::Nobody => t!("services-row-nobody"),
        RowProblem::Weight { cell, most } => {
            t!("services-row-weight", cell = cell, most = *most)
        }
        RowProblem::Cell {
            cell,
            problem: what,
        } => {
            t!("services-row-cell", cell = cell, what = problem(what))
        }
        // What the reader of Parquet says is in English.
        other => other.to_string(),
    }
}

fn broken(coverage: &Coverage) {
    for row in &coverage.broken_rows {
        let column = row.column.as_deref().unwrap_or("-");
        let place = t!("services-row", line = row.line, column = column);
        note!("{place}: {}", reason(&row.problem));
    }
    if coverage.broken > 0 {
        note!("{}", t!("services-rows", count = coverage.broken));
    }
}

fn print(out: &mut impl Write, coverage: &Coverage) -> Result<()> {
    let persons = t!(
        "services-cover-persons",
        persons = coverage.persons,
        weight = coverage.weight
    );
    row!(out, "{persons}")?;
    let line = |id: &str, cells: [String; 3]| {
        let cells = cells.map(|cell| to_the_right(&cell, 14));
        format!("{}  {}", padded(id, 22), cells.join("  "))
    };
    let head = [
        t!("services-cover-yes"),
        t!("services-cover-not"),
        t!("services-cover-open"),
    ];
    row!(out, "{}", line(&t!("services-cover-service"), head))?;
    for (id, rule) in &coverage.rules {
        let cells = [rule.entitled, rule.not, rule.unknown].map(|count| count.0.to_string());
        row!(out, "{}", line(&format!("{id} *"), cells))?;
    }
    for (id, service) in coverage
        .services
        .iter()
        .filter(|(id, _)| !coverage.rules.contains_key(*id))
    {
        let cells = [service.may, service.not, service.unknown].map(|count| count.0.to_string());
        row!(out, "{}", line(id, cells))?;
    }
    row!(out, "{}", t!("services-cover-star"))?;
    row!(
        out,
        "{}",
        t!("services-cover-universal", count = coverage.universal.len())
    )?;
    row!(
        out,
        "{}",
        t!(
            "services-cover-none",
            may = coverage.targeted_may_none,
            certainly = coverage.targeted_certainly_none
        )
    )?;
    match &coverage.cells {
        Some(cells) => print_cells(out, cells),
        None => Ok(()),
    }
}

/// The cells in which there are persons, and those that are hidden.
fn print_cells(out: &mut impl Write, cells: &Cells) -> Result<()> {
    let line = |group: &str, band: &str, province: &str, numbers: [String; 4]| {
        let numbers = numbers.map(|number| to_the_right(&number, 12));
        let place = [padded(group, 12), padded(band, 10), padded(province, 10)];
        format!("{}{}", place.concat(), numbers.concat())
    };
    let heads = [
        t!("services-cells-persons"),
        t!("services-cover-yes"),
        t!("services-cover-not"),
        t!("services-cover-open"),
    ];
    row!(out, "")?;
    let (group, band) = (t!("services-cells-group"), t!("services-cells-age"));
    let head = line(&group, &band, &t!("services-cells-province"), heads);
    row!(out, "{head}")?;
    for cell in &cells.cells {
        let numbers = match cell.counts {
            None => [(); 4].map(|()| "-".to_owned()),
            Some(CellCounts { persons, .. }) if persons.0 == 0 => continue,
            Some(counts) => {
                let counts = [counts.persons, counts.served, counts.none, counts.unknown];
                counts.map(|count| count.0.to_string())
            }
        };
        let group = match cell.group {
            Group::General => t!("services-group-general"),
            Group::Target => t!("services-group-target"),
            Group::Vulnerable => t!("services-group-vulnerable"),
            Group::Business => t!("services-group-business"),
        };
        row!(
            out,
            "{}",
            line(&group, cell.age_band, cell.province, numbers)
        )?;
    }
    let told = t!(
        "services-cells-hidden",
        count = cells.hidden,
        threshold = cells.threshold
    );
    row!(out, "{told}")?;
    Ok(())
}
