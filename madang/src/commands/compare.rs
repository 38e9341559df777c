//! `madang compare`: all rules on one election, side by side.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::Result;
use madang_selection::Decimal;
use madang_selection::audit::{Check, Verdict};
use madang_selection::compare::{Compared, Comparison, Shared, applicable_rules, compare};

use super::election::{ElectionArguments, print_warnings};
use super::rule::decimal;
use crate::progress::Progress;

/// Compare all rules that apply to an election: sets, overlap, cost, representation, audits
///
///   madang compare city.pb
///   madang compare city.pb --json > comparison.json
///
/// Add-one raises each voter's endowment by a thousandth of the budget per voter, at least
/// one, unless --step says else.
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub struct CompareCommand {
    /// Ballots: .pb, .json, or .csv (the table of projects; see --ballots)
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Budget in the currency's main unit, instead of the file's own
    #[arg(long, value_name = "AMOUNT", value_parser = decimal)]
    budget: Option<Decimal>,
    /// Number of projects to select; adds sequential PAV
    #[arg(long, value_name = "COUNT")]
    number: Option<u32>,
    /// add-one: raise per run and voter in the currency's main unit
    #[arg(long, value_name = "AMOUNT", value_parser = decimal)]
    step: Option<Decimal>,
    /// Print the comparison as JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    election: ElectionArguments,
}

impl CompareCommand {
    pub fn run(&self) -> Result<()> {
        let election = self
            .election
            .read(&self.file, None, (self.budget, self.number), false)?;
        let shared = Shared {
            budget: self.budget,
            number: self.number,
            step: self.step,
            ..Shared::default()
        };
        let rules = applicable_rules(&election, &shared);
        let checks = BTreeSet::from([
            Check::WithinLimits,
            Check::Jr,
            Check::EjrPlus,
            Check::EjrPlusCost,
            Check::EjrPlusCardinality,
            Check::Priceability,
        ]);
        let bar = Progress::new("rules compared");
        let found = compare(&election, rules, &checks, &mut |done, of| {
            bar.set(done as u64, of as u64);
        });
        drop(bar);
        let mut out = io::BufWriter::new(io::stdout().lock());
        if self.json {
            serde_json::to_writer_pretty(&mut out, &found)?;
            writeln!(out)?;
        } else {
            print(&mut out, &found)?;
        }
        out.flush()?;
        if !self.json {
            print_warnings(&election.warnings);
        }
        Ok(())
    }
}

fn print(out: &mut impl Write, found: &Comparison) -> io::Result<()> {
    let width = found
        .rules
        .iter()
        .map(|rule| rule.named.name.len())
        .max()
        .unwrap_or(4);
    writeln!(
        out,
        "    {:<width$}  {:>8}  {:>14}  {:>7}  {:>6}  {:>3} {:>5} {:>6} {:>6}",
        "rule", "selected", "cost", "voters%", "mean", "JR", "EJR+c", "EJR+n", "prices"
    )?;
    for (number, rule) in (1..).zip(&found.rules) {
        if let Some(reason) = &rule.failed {
            writeln!(out, "{number:>3} {:<width$}  {reason}", rule.named.name)?;
            continue;
        }
        let Some(audit) = &rule.audit else { continue };
        let all = &audit.representation.all;
        writeln!(
            out,
            "{number:>3} {:<width$}  {:>8}  {:>14}  {:>7}  {:>6}  {:>3} {:>5} {:>6} {:>6}",
            rule.named.name,
            rule.selected.len(),
            audit.total_cost,
            all.percent,
            all.mean_number,
            word(rule, Check::Jr),
            word(rule, Check::EjrPlusCost),
            word(rule, Check::EjrPlusCardinality),
            word(rule, Check::Priceability),
        )?;
    }
    writeln!(
        out,
        "\nprojects in common (row and column: the rules above)"
    )?;
    for (number, rule) in (1..).zip(&found.rules) {
        let row: Vec<String> = rule
            .shared
            .iter()
            .map(|count| format!("{count:>3}"))
            .collect();
        writeln!(out, "{number:>3} {}", row.join(" "))?;
    }
    writeln!(out, "\nselected by every rule: {}", found.always.join(", "))?;
    let contested = found
        .contested
        .iter()
        .map(|(id, count)| format!("{id} ({count})"));
    writeln!(
        out,
        "selected by some (how many): {}",
        contested.collect::<Vec<_>>().join(", ")
    )
}

fn word(rule: &Compared, check: Check) -> &'static str {
    match rule.verdict(check) {
        Some(Verdict::Holds) => "yes",
        Some(Verdict::Violated) => "no",
        Some(Verdict::Undecided) => "?",
        None => "-",
    }
}
