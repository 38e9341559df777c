//! `madang weigh`: weights that make a sample agree with known margins.

use std::io;
use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::ValueEnum;
use madang_survey::design::Kish;
use madang_survey::weights::{
    Bounds, Method, Round, rake_capped, trim_and_reweigh, weigh, write_csv,
};
use serde::Serialize;

use super::{MethodArgument, check_output, in_file, margins, table};
use crate::{output, terminal};

/// Weight a sample so that it agrees with known margins
///
///   madang weigh answers.csv --id id --weight weight --margins margins.json --method raking --out weights.csv
///   madang weigh answers.csv --id id --margins margins.csv --method logit --bounds 0.5,3 --out weights.csv
///
/// Margins are JSON, {variable: {level: total}}, or CSV with the columns variable, level, total. Several columns
/// joined by | make one variable: {"sex|age": {"F|19-29": 3016177}}. A number instead of levels is
/// the total of a quantity. Respondents without an answer belong to the level "unknown", if there is one.
///
/// Weights are refused where a margin cannot be reached; the worst one is named with its gap.
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub struct WeighCommand {
    /// Respondents, as CSV with a header
    #[arg(value_name = "DATA")]
    data: PathBuf,
    /// Column that tells respondents apart
    #[arg(long, value_name = "COLUMN")]
    id: String,
    /// Column of base weights; without one each respondent begins with 1
    #[arg(long, value_name = "COLUMN")]
    weight: Option<String>,
    /// What is known of the population: .json or .csv
    #[arg(long, value_name = "MARGINS")]
    margins: PathBuf,
    /// How weights are made to agree
    #[arg(long, value_enum, default_value = "raking")]
    method: MethodArgument,
    /// Bounds of final over base weight, such as 0.5,3
    #[arg(long, value_name = "L,U")]
    bounds: Option<Bounds>,
    /// Cut weights to this and weigh again, up to five rounds
    #[arg(long, value_name = "CAP")]
    trim: Option<f64>,
    /// When weights are cut to --trim
    #[arg(long, value_enum, default_value = "rounds", requires = "trim")]
    trimming: TrimmingArgument,
    /// Where weights are written: CSV of id and weight
    #[arg(long, value_name = "WEIGHTS")]
    out: PathBuf,
    /// Print what came of it as JSON
    #[arg(long)]
    json: bool,
}

/// When weights are cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TrimmingArgument {
    /// After all margins agree, what was cut spread equally over the others, and again (R's trimWeights)
    Rounds,
    /// After every sweep of raking, CAP in mean weights; margins may stay off, which is told (anesrake)
    Sweeps,
}

#[derive(Serialize)]
struct Report {
    n: usize,
    misfit: f64,
    iterations: u32,
    least_ratio: f64,
    greatest_ratio: f64,
    deff: f64,
    effective_n: f64,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    trimming: Vec<RoundReport>,
}

#[derive(Serialize)]
struct RoundReport {
    over_cap: f64,
    misfit: f64,
    deff: f64,
}

impl From<Round> for RoundReport {
    fn from(round: Round) -> Self {
        Self {
            over_cap: round.over_cap,
            misfit: round.misfit,
            deff: round.deff,
        }
    }
}

impl WeighCommand {
    pub fn run(&self) -> Result<()> {
        check_output("--out", &self.out, &[&self.data, &self.margins])?;
        let method = self.method.method(self.bounds)?;
        let of_file = || in_file(&self.data);
        let table = table(&self.data)?;
        let ids = table.column(&self.id).with_context(of_file)?;
        table.identifiers(ids).with_context(of_file)?;
        let base = match &self.weight {
            Some(name) => table
                .column(name)
                .and_then(|column| table.weights(column))
                .with_context(of_file)?,
            None => vec![1.0; table.rows()],
        };
        let auxiliary = margins(&self.margins, &self.data, &table)?;
        let (weighted, rounds) = match (self.trim, self.trimming) {
            (Some(cap), TrimmingArgument::Rounds) => {
                trim_and_reweigh(&auxiliary, &base, method, cap)?
            }
            (Some(cap), TrimmingArgument::Sweeps) => {
                if method != (Method::Raking { bounds: None }) || auxiliary.has_quantities() {
                    refuse!("survey-trimming-raking");
                }
                (rake_capped(&auxiliary, &base, cap)?, vec![])
            }
            (None, _) => (weigh(&auxiliary, &base, method)?, vec![]),
        };
        output::write(&self.out, |out| write_csv(ids, &weighted.weights, out))?;
        let kish = Kish::of(&weighted.weights);
        let report = Report {
            n: weighted.weights.len(),
            misfit: weighted.misfit,
            iterations: weighted.iterations,
            least_ratio: weighted.least_ratio,
            greatest_ratio: weighted.greatest_ratio,
            deff: kish.deff,
            effective_n: kish.effective,
            trimming: rounds.into_iter().map(RoundReport::from).collect(),
        };
        if self.json {
            return terminal::json(&mut io::stdout().lock(), &report);
        }
        self.print(&report);
        Ok(())
    }

    fn print(&self, report: &Report) {
        say!("{}", t!("survey-weighed", n = report.n, file = self.out));
        say!(
            "{}",
            t!(
                "survey-misfit",
                misfit = format!("{:.1e}", report.misfit),
                iterations = report.iterations
            )
        );
        say!(
            "{}",
            t!(
                "survey-ratios",
                least = format!("{:.4}", report.least_ratio),
                greatest = format!("{:.4}", report.greatest_ratio)
            )
        );
        say!(
            "{}",
            t!(
                "survey-kish",
                deff = format!("{:.4}", report.deff),
                effective = format!("{:.1}", report.effective_n)
            )
        );
        for (number, round) in (1_u32..).zip(&report.trimming) {
            let (over, misfit) = (
                format!("{:.9}", round.over_cap),
                format!("{:.1e}", round.misfit),
            );
            say!(
                "{}",
                t!(
                    "survey-round",
                    number = number,
                    over = over,
                    misfit = misfit
                )
            );
        }
        if report.least_ratio < 0.0 {
            note!("  {}", t!("survey-negative"));
        }
    }
}
