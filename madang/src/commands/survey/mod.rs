//! Commands of the survey engine, on plain files.

mod association;
pub mod questionnaire;
mod replicates;
pub mod response_rates;
pub mod risk;
mod rows;
pub mod suppress;
pub mod tabulate;
pub mod weigh;
mod words;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::ValueEnum;
use madang_survey::design::SinglePsu;
use madang_survey::table::Table;
use madang_survey::weights::{Auxiliary, Bounds, MarginTotals, Method, MethodName};

pub use words::said;

/// The name of a file, which stands before what is wrong in it.
fn in_file(path: &Path) -> String {
    path.display().to_string()
}

fn bytes(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| in_file(path))
}

fn table(path: &Path) -> Result<Table> {
    Table::read(&bytes(path)?).with_context(|| in_file(path))
}

/// How weights are made to agree with margins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum MethodArgument {
    /// Margin after margin until all agree
    Raking,
    /// Linear calibration
    Linear,
    /// Logit calibration, between --bounds
    Logit,
    /// One margin, exactly
    Poststratify,
}

impl MethodArgument {
    fn method(self, bounds: Option<Bounds>) -> Result<Method> {
        let name = match self {
            Self::Raking => MethodName::Raking,
            Self::Linear => MethodName::Linear,
            Self::Logit => MethodName::Logit,
            Self::Poststratify => MethodName::Poststratify,
        };
        Ok(Method::new(name, bounds)?)
    }
}

/// What becomes of a stratum with one sampling unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SinglePsuArgument {
    /// Refuse, and name it
    Fail,
    /// It counts as drawn with certainty
    Certainty,
    /// Its distance from zero counts
    Adjust,
    /// It counts like the mean of the others
    Average,
}

impl SinglePsuArgument {
    fn policy(self) -> SinglePsu {
        match self {
            Self::Fail => SinglePsu::Fail,
            Self::Certainty => SinglePsu::Certainty,
            Self::Adjust => SinglePsu::Adjust,
            Self::Average => SinglePsu::Average,
        }
    }
}

/// Margins of a file on a table; what is wrong is said of the file in which it stands.
fn margins(path: &Path, of: &Path, table: &Table) -> Result<Auxiliary> {
    let totals = MarginTotals::read(&bytes(path)?).with_context(|| in_file(path))?;
    totals
        .on(table)
        .with_context(|| format!("{} × {}", of.display(), path.display()))
}

/// Refuses an output that is one of the inputs.
fn check_output(option: &str, output: &Path, inputs: &[&PathBuf]) -> Result<()> {
    let inputs: Vec<&Path> = inputs.iter().map(|input| input.as_path()).collect();
    crate::output::check(&[(option, output)], &inputs)
}
