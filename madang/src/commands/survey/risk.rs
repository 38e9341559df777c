//! `madang risk`: how many records share what somebody may know of a person.

use std::io;
use std::path::PathBuf;

use anyhow::{Context, Result};
use madang_survey::disclosure::{groups_of_one_value, risk, uniques};
use madang_survey::table::Column;
use serde::Serialize;

use super::{in_file, table};
use crate::terminal;

/// Count how many records share their keys, and in which few keys a record is alone
///
///   madang risk answers.csv --keys region,sex,age_band
///   madang risk answers.csv --keys region,sex,age_band --json
///
/// Codes of missing answers are values like others. The score of a record is that of SUDA: the sum of (A − k)! over the
/// smallest combinations of k of A keys in which it is alone.
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub struct RiskCommand {
    /// Records, as CSV with a header
    #[arg(value_name = "DATA")]
    data: PathBuf,
    /// Columns that somebody may know of a person, ten at most
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',', required = true)]
    keys: Vec<String>,
    /// Column of what is not to be known: how many groups have one value of it alone
    #[arg(long, value_name = "COLUMN")]
    sensitive: Option<String>,
    /// Print counts and scores of all records as JSON
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Report {
    vars: Vec<String>,
    groups: usize,
    min: u32,
    below_2: usize,
    below_3: usize,
    below_5: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    groups_with_one_value: Option<usize>,
    f: Vec<u32>,
    suda: Suda,
}

#[derive(Serialize)]
struct Suda {
    records_with_msu: usize,
    max: u64,
    score: Vec<u64>,
}

impl RiskCommand {
    pub fn run(&self) -> Result<()> {
        let of_file = || in_file(&self.data);
        let table = table(&self.data)?;
        let keys: Vec<&Column> = self
            .keys
            .iter()
            .map(|name| table.column(name))
            .collect::<Result<_, _>>()
            .with_context(of_file)?;
        let sensitive = self.sensitive.as_ref().map(|name| table.column(name));
        let sensitive = sensitive.transpose().with_context(of_file)?;
        let alone = uniques(&keys)?;
        let found = risk(&keys);
        let report = Report {
            vars: self.keys.clone(),
            groups: found.groups,
            min: found.least(),
            below_2: found.below(2),
            below_3: found.below(3),
            below_5: found.below(5),
            groups_with_one_value: sensitive.map(|column| groups_of_one_value(&keys, column)),
            suda: Suda {
                records_with_msu: alone.records(),
                max: alone.scores.iter().copied().max().unwrap_or(0),
                score: alone.scores,
            },
            f: found.alike,
        };
        if self.json {
            return terminal::json(&mut io::stdout().lock(), &report);
        }
        let records = report.f.len();
        say!(
            "{}",
            t!(
                "survey-risk-groups",
                records = records,
                groups = report.groups,
                least = report.min
            )
        );
        for (k, below) in [
            ("2", report.below_2),
            ("3", report.below_3),
            ("5", report.below_5),
        ] {
            say!("{}", t!("survey-risk-below", k = k, below = below));
        }
        say!(
            "{}",
            t!(
                "survey-risk-unique",
                records = report.suda.records_with_msu,
                max = report.suda.max
            )
        );
        if let (Some(column), Some(groups)) = (&self.sensitive, report.groups_with_one_value) {
            say!(
                "{}",
                t!("survey-risk-one-value", column = column, groups = groups)
            );
        }
        Ok(())
    }
}
