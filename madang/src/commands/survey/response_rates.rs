//! `madang response-rates`: AAPOR's rates of a file of cases.

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;

use anyhow::{Context, Result};
use madang_survey::rates::{Cases, Class, Counts};
use madang_survey::table::Column;
use serde::Serialize;
use serde_json::Value;

use super::{in_file, table};
use crate::terminal;

/// Compute response, cooperation, refusal and contact rates of all cases (AAPOR Standard Definitions)
///
///   madang response-rates cases.csv
///   madang response-rates cases.csv --disposition code --json
///
/// A case is a row: its disposition code (1.1, 2.11, 3.90, 4.80 …), and where there are such columns its base weight and
/// stratum. Those of unknown eligibility count with the share e of eligible ones among all others, which is printed; rates_e1
/// counts them all.
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub struct ResponseRatesCommand {
    /// Cases, as CSV with a header
    #[arg(value_name = "CASES")]
    cases: PathBuf,
    /// Column of disposition codes
    #[arg(long, value_name = "COLUMN", default_value = "disposition")]
    disposition: String,
    /// Column of base weights (`weight`, if there is one)
    #[arg(long, value_name = "COLUMN")]
    weight: Option<String>,
    /// Column of strata (`stratum`, if there is one)
    #[arg(long, value_name = "COLUMN")]
    strata: Option<String>,
    /// Print counts and rates as JSON
    #[arg(long)]
    json: bool,
}

type Rates = BTreeMap<&'static str, Option<f64>>;

#[derive(Serialize)]
struct Of {
    counts: BTreeMap<String, Value>,
    e: Option<f64>,
    rates: Rates,
    #[serde(skip_serializing_if = "Option::is_none")]
    rates_e1: Option<Rates>,
}

impl Of {
    fn new(counts: &Counts, whole: bool, with_e1: bool) -> Self {
        let e = counts.eligible_share();
        let rates = |e: Option<f64>| counts.rates(e).into_iter().collect();
        let shown = |count: f64| {
            if whole {
                Value::from(count as u64)
            } else {
                Value::from(count)
            }
        };
        Self {
            counts: counts
                .classes()
                .map(|(class, count)| (format!("{class:?}"), shown(count)))
                .collect(),
            e,
            rates: rates(e),
            rates_e1: with_e1.then(|| rates(Some(1.0))),
        }
    }
}

#[derive(Serialize)]
struct Report {
    unweighted: Of,
    #[serde(skip_serializing_if = "Option::is_none")]
    weighted: Option<Of>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    by_stratum: BTreeMap<String, Of>,
}

impl ResponseRatesCommand {
    pub fn run(&self) -> Result<()> {
        let of_file = || in_file(&self.cases);
        let table = table(&self.cases)?;
        let named = |given: &Option<String>, usual: &str| -> Result<Option<&Column>> {
            match given {
                Some(name) => Ok(Some(table.column(name).with_context(of_file)?)),
                None => Ok(table.column(usual).ok()),
            }
        };
        let disposition = table.column(&self.disposition).with_context(of_file)?;
        let (weight, stratum) = (
            named(&self.weight, "weight")?,
            named(&self.strata, "stratum")?,
        );
        let cases = Cases::of(&table, disposition, weight, stratum).with_context(of_file)?;
        let strata = cases.by_stratum.iter();
        let report = Report {
            unweighted: Of::new(&cases.unweighted, true, true),
            weighted: cases
                .weighted
                .as_ref()
                .map(|counts| Of::new(counts, false, true)),
            by_stratum: strata
                .map(|(stratum, counts)| (stratum.clone(), Of::new(counts, true, false)))
                .collect(),
        };
        if self.json {
            return terminal::json(&mut io::stdout().lock(), &report);
        }
        print(&report, &cases.unweighted);
        Ok(())
    }
}

fn print(report: &Report, counts: &Counts) {
    let classes: Vec<String> = report
        .unweighted
        .counts
        .iter()
        .map(|(class, count)| format!("{class} {count}"))
        .collect();
    say!("{}", t!("survey-cases", classes = classes.join(", ")));
    let shown = |rate: &Option<f64>| rate.map_or("-".to_owned(), |rate| format!("{rate:.4}"));
    say!("{}", t!("survey-eligible", e = shown(&report.unweighted.e)));
    for (name, rate) in &report.unweighted.rates {
        let weighted = report.weighted.as_ref().and_then(|of| of.rates.get(name));
        say!(
            "{name:<6} {:>8} {:>8}",
            shown(rate),
            weighted.map(shown).unwrap_or_default()
        );
    }
    // What the Korean press calls the response rate.
    let (complete, refused) = (counts.of(Class::I), counts.of(Class::R));
    let press = (complete + refused > 0.0).then(|| complete / (complete + refused));
    say!("{}", t!("survey-press-rate", rate = shown(&press)));
}
