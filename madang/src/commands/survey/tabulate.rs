//! `madang tabulate`: estimates with their standard errors.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::ValueEnum;
use madang_survey::design::{Design, DesignColumns};
use madang_survey::intervals::ShareInterval;
use madang_survey::quantiles::QuantileRule;
use madang_survey::table::{Column, Table};
use madang_survey::variance::{Adjustment, Linearized};
use madang_survey::weights::{Auxiliary, Bounds, Weighted, trim_and_reweigh, weigh};
use serde::Serialize;

use super::association::{self, Pair, TestRow};
use super::replicates;
use super::rows::{Asked, Row, Tabulation};
use super::{MethodArgument, SinglePsuArgument, in_file, margins, table};
use crate::terminal::{self, padded, to_the_right, width};

/// Estimate means, shares, totals, ratios, quantiles and differences, with standard errors of the sample's design
///
///   madang tabulate answers.csv --psu psu --strata stratum --weight weight --estimate mean:satisfaction --by region --json
///   madang tabulate answers.csv --weight weight --margins margins.json --method raking --estimate share:used
///   madang tabulate answers.csv --psu district,school --fpc districts,schools --estimate quantile:score:0.5
///
/// Respondents without an answer (empty, NA, .d .r .n .m .u .f) are left out of that estimate alone, and counted. With
/// --margins, base weights are made to agree with them first, and standard errors are those of calibrated weights.
///
/// Differences are given for each pair of groups in both directions. Of words, a total is the number of people in each
/// level.
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub struct TabulateCommand {
    /// Respondents, as CSV with a header
    #[arg(value_name = "DATA")]
    data: PathBuf,
    /// Columns of sampling units, the first stage first; without any each respondent is one
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    psu: Vec<String>,
    /// Column of strata
    #[arg(long, value_name = "COLUMN")]
    strata: Option<String>,
    /// Column of base weights; without one, what --fpc gives, or 1
    #[arg(long, value_name = "COLUMN")]
    weight: Option<String>,
    /// Columns of populations of each stage: how many units there are, or which share was drawn
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',')]
    fpc: Vec<String>,
    /// What becomes of a stratum with one sampling unit
    #[arg(long, value_enum, default_value = "fail")]
    single_psu: SinglePsuArgument,
    /// What is known of the population: .json or .csv, as for `madang weigh`
    #[arg(long, value_name = "MARGINS")]
    margins: Option<PathBuf>,
    /// How weights are made to agree
    #[arg(long, value_enum, default_value = "raking")]
    method: MethodArgument,
    /// Bounds of final over base weight, such as 0.5,3
    #[arg(long, value_name = "L,U")]
    bounds: Option<Bounds>,
    /// Cut weights to this and make them agree again, as `madang weigh` does
    #[arg(long, value_name = "CAP", requires = "margins")]
    trim: Option<f64>,
    /// How variances take account of margins
    #[arg(long, value_enum, default_value = "calibrated")]
    variance: VarianceArgument,
    /// What to estimate: mean:V, share:V, total:V, ratio:A/B, quantile:V:P or difference:V:G; may be given several times
    #[arg(long, value_name = "ESTIMATE", required_unless_present = "test")]
    estimate: Vec<Asked>,
    /// Whether two columns go together: Rao and Scott's tests and Wald's; may be given several times
    #[arg(long, value_name = "A:B")]
    test: Vec<Pair>,
    /// Columns of groups: each combination has rows of its own
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',')]
    by: Vec<String>,
    /// Interval of shares (korn-graubard without it): korn-graubard, wilson, logit, arcsine, likelihood or mean; of quantiles
    /// that of the share below
    #[arg(long, value_name = "INTERVAL")]
    interval: Option<ShareInterval>,
    /// What a quantile is between two values: smallest, middle, or hf4, hf6, hf7 (types 4, 6 and 7 of Hyndman and Fan)
    #[arg(long, value_name = "RULE", default_value = "smallest")]
    quantile_rule: QuantileRule,
    /// In which share of samples an interval is to hold the truth
    #[arg(long, value_name = "SHARE", default_value = "0.95", value_parser = confidence)]
    confidence: f64,
    /// Beside each standard error that of the jackknife, weights made to agree again without each unit in turn; with --json
    #[arg(long, requires = "json")]
    jackknife: bool,
    /// Print rows as JSON
    #[arg(long)]
    json: bool,
}

/// How variances take account of margins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum VarianceArgument {
    /// Residuals of a regression on the margins, as R's calibrate
    Calibrated,
    /// Ten sweeps of unweighted means, as R's rake
    RRake,
}

/// A share of samples, as an argument has it.
fn confidence(text: &str) -> Result<f64, String> {
    madang_survey::table::number(text)
        .filter(|share| *share > 0.0 && *share < 1.0)
        .ok_or_else(|| t!("survey-confidence-form"))
}

#[derive(Serialize)]
struct Report {
    rows: Vec<Row>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tests: Vec<TestRow>,
    missing: BTreeMap<String, BTreeMap<String, u64>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    weights: Option<Weights>,
}

#[derive(Serialize)]
struct Weights {
    misfit: f64,
    deff: f64,
    effective_n: f64,
}

impl From<&Weighted> for Weights {
    fn from(weighted: &Weighted) -> Self {
        let kish = weighted.kish();
        Self {
            misfit: weighted.misfit,
            deff: kish.deff,
            effective_n: kish.effective,
        }
    }
}

impl TabulateCommand {
    pub fn run(&self) -> Result<()> {
        let of_file = || in_file(&self.data);
        let table = table(&self.data)?;
        let design = self.design(&table).with_context(of_file)?;
        let auxiliary = self
            .margins
            .as_ref()
            .map(|path| margins(path, &self.data, &table))
            .transpose()?;
        let weighted = match &auxiliary {
            Some(auxiliary) => Some(self.weighted(auxiliary, design.base())?),
            None => None,
        };
        let adjustment = match (&auxiliary, self.variance) {
            (None, _) => Adjustment::None,
            (Some(auxiliary), VarianceArgument::Calibrated) => Adjustment::Regression(auxiliary),
            (Some(auxiliary), VarianceArgument::RRake) => Adjustment::Sweeps(auxiliary),
        };
        let weights = weighted
            .as_ref()
            .map_or(design.base(), |weighted| &weighted.weights);
        let sample = Linearized::new(&design, weights, adjustment)?;
        let groups = self.groups(&table).with_context(of_file)?;
        let mut tabulation = Tabulation {
            table: &table,
            sample: &sample,
            interval: self.interval,
            quantile_rule: self.quantile_rule,
            confidence: self.confidence,
            missing: BTreeMap::new(),
            known: BTreeMap::new(),
        };
        let estimates: Vec<Asked> = self.estimate.iter().map(|one| one.of(&table)).collect();
        let mut rows = Vec::new();
        for asked in &estimates {
            rows.extend(tabulation.rows(asked, &groups).with_context(of_file)?);
        }
        if self.jackknife {
            let weighted = |base: Vec<f64>| -> Result<Vec<f64>> {
                match &auxiliary {
                    Some(auxiliary) => Ok(self.weighted(auxiliary, &base)?.weights),
                    None => Ok(base),
                }
            };
            let asked = (estimates.as_slice(), groups.as_slice());
            replicates::beside(&mut rows, &design, &tabulation, asked, &weighted)
                .with_context(of_file)?;
        }
        let mut tests = Vec::new();
        for pair in &self.test {
            let rows = association::rows(&table, &sample, pair, &groups);
            tests.extend(rows.with_context(of_file)?);
        }
        let report = Report {
            rows,
            tests,
            missing: tabulation.missing,
            weights: weighted.as_ref().map(Weights::from),
        };
        let mut out = io::BufWriter::new(io::stdout().lock());
        match self.json {
            true => terminal::json(&mut out, &report)?,
            false => print(&mut out, &report)?,
        }
        Ok(out.flush()?)
    }

    fn weighted(&self, auxiliary: &Auxiliary, base: &[f64]) -> Result<Weighted> {
        let method = self.method.method(self.bounds)?;
        Ok(match self.trim {
            Some(cap) => trim_and_reweigh(auxiliary, base, method, cap)?.0,
            None => weigh(auxiliary, base, method)?,
        })
    }

    fn design(&self, table: &Table) -> Result<Design, madang_survey::SurveyError> {
        let columns = DesignColumns {
            units: self.psu.iter().map(String::as_str).collect(),
            strata: self.strata.as_deref(),
            weight: self.weight.as_deref(),
            populations: self.fpc.iter().map(String::as_str).collect(),
            single: self.single_psu.policy(),
        };
        Design::of(table, &columns)
    }

    /// The groups of rows that have rows of their own.
    fn groups(&self, table: &Table) -> Result<Vec<Group>, madang_survey::SurveyError> {
        if self.by.is_empty() {
            return Ok(vec![(None, vec![true; table.rows()])]);
        }
        let columns: Vec<&Column> = self
            .by
            .iter()
            .map(|name| table.column(name))
            .collect::<Result<_, _>>()?;
        let joined;
        let column = match columns.as_slice() {
            [column] => *column,
            columns => {
                joined = Column::joined(columns);
                &joined
            }
        };
        let groups = column.sorted_levels().into_iter().map(|(code, level)| {
            let inside = column.codes.iter().map(|own| *own == code).collect();
            (Some(level.to_owned()), inside)
        });
        Ok(groups.collect())
    }
}

/// A group by its name, and whether each row is in it; everybody has no name.
pub type Group = (Option<String>, Vec<bool>);

fn print(out: &mut impl Write, report: &Report) -> io::Result<()> {
    let head = [
        t!("survey-variable"),
        t!("survey-level"),
        t!("survey-group"),
        "n".to_owned(),
        "df".to_owned(),
        t!("survey-estimate"),
        t!("survey-se"),
        "deff".to_owned(),
        t!("survey-low"),
        t!("survey-high"),
    ];
    let number = |value: Option<f64>| value.map_or("-".to_owned(), |value| format!("{value:.6}"));
    let cells = report.rows.iter().map(|row| {
        [
            row.variable.clone(),
            row.level.clone().unwrap_or_default(),
            row.group.clone().unwrap_or_default(),
            row.n.to_string(),
            row.df.to_string(),
            number(row.estimate),
            number(row.se),
            number(row.deff),
            number(row.low),
            number(row.high),
        ]
    });
    let rows: Vec<[String; 10]> = std::iter::once(head).chain(cells).collect();
    let widths: Vec<usize> = (0..10)
        .map(|at| rows.iter().map(|row| width(&row[at])).max().unwrap_or(0))
        .collect();
    let shown = if report.rows.is_empty() {
        &[]
    } else {
        rows.as_slice()
    };
    for row in shown {
        let cells = row.iter().zip(&widths).enumerate();
        let cells = cells.map(|(at, (cell, width))| {
            if at < 3 {
                padded(cell, *width)
            } else {
                to_the_right(cell, *width)
            }
        });
        row!(out, "{}", cells.collect::<Vec<_>>().join("  "))?;
    }
    for test in &report.tests {
        row!(out, "{}", test.said())?;
    }
    for (variable, codes) in &report.missing {
        let codes: Vec<String> = codes
            .iter()
            .map(|(code, count)| format!("{code} {count}"))
            .collect();
        if !codes.is_empty() {
            row!(
                out,
                "{}",
                t!(
                    "survey-missing",
                    variable = variable,
                    codes = codes.join(", ")
                )
            )?;
        }
    }
    Ok(())
}
