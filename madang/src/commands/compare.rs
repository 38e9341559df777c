//! `madang compare`: all rules on one election, side by side.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::{Result, bail};
use madang_selection::audit::{Check, Note, Verdict};
use madang_selection::compare::{Compared, Comparison, Shared, compare, rules_beside};
use madang_selection::select;
use madang_selection::sensitivity::Bounds;
use madang_words::Language;

use super::election::{ElectionArguments, print_warnings};
use super::report::{self, Part};
use super::rule::RuleArguments;
use crate::language;
use crate::output;
use crate::progress::Progress;
use crate::terminal;

/// Compare all rules that apply to an election: sets, overlap, cost, representation, audits
///
///   madang compare city.pb
///   madang compare city.pb --rule greedy --ties cost-votes --json > comparison.json
///   madang compare city.json --number 50 --quotas quotas.json --html comparison.html
///
/// The rule that the options name is one row, marked with a star; the others share its
/// budget, number, unit costs, quotas and ties. With score sheets (in the file or --scores)
/// there is a row by scores: with --rule scores by --weights, else ballots and bodies weigh
/// the same.
///
/// Without --step, add-one of the other rows raises each voter's endowment by a thousandth
/// of the budget per voter: of money by at least one, of seats to two significant digits.
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub struct CompareCommand {
    /// Ballots: .pb, .json, or .csv (the table of projects; see --ballots)
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Print the comparison as JSON
    #[arg(long)]
    json: bool,
    /// Write a report as one HTML file that opens from disk: the outcome of the rule named, audited, and all rules
    #[arg(long, value_name = "REPORT")]
    html: Option<PathBuf>,
    /// Language of the report
    #[arg(long, value_parser = language::spoken(), default_value = "en")]
    language: Language,
    #[command(flatten)]
    election: ElectionArguments,
    #[command(flatten)]
    rule: RuleArguments,
}

impl CompareCommand {
    pub fn run(&self) -> Result<()> {
        if self.rule.step.is_some_and(|step| step.is_zero()) {
            bail!("--step 0 never raises an endowment: name an amount above zero");
        }
        let rule = self.rule.rule_with(&["--step", "--scores"])?;
        if let Some(path) = &self.html {
            let inputs = [self.election.inputs(&self.file), self.rule.inputs()].concat();
            output::check(&[("--html", path)], &inputs)?;
        }
        let limits = (self.rule.budget, self.rule.number);
        let scores = self.rule.scores.as_deref();
        let keep_voters = self.html.is_some();
        let election = self
            .election
            .read(&self.file, scores, limits, keep_voters)?;
        let shared = Shared::of(&rule).with_step(self.rule.step);
        let rules = rules_beside(&election, &rule, &shared);
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
            terminal::json(&mut out, &found)?;
        } else {
            print(&mut out, &found)?;
        }
        out.flush()?;
        if let Some(path) = &self.html {
            let outcome = select(&election, &rule)?;
            let parts = BTreeSet::from([Part::Audit]);
            let mut explained =
                report::explain(&election, &rule, outcome, &parts, Bounds::default())?;
            explained.comparison = Some(found);
            if let Some(page) = report::page(&self.file, &election, &explained, self.language) {
                output::write(path, |out| out.write_all(page.as_bytes()))?;
            }
        }
        if !self.json {
            print_warnings(election.warnings());
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
    row!(
        out,
        "    {:<width$}  {:>8}  {:>14}  {:>7}  {:>6}  {:>3} {:>5} {:>6} {:>6}",
        "rule",
        "selected",
        "cost",
        "voters%",
        "mean",
        "JR",
        "EJR+c",
        "EJR+n",
        "prices"
    )?;
    for (number, rule) in (1..).zip(&found.rules) {
        let own = if rule.named.own { '*' } else { ' ' };
        if let Some(reason) = &rule.failed {
            row!(out, "{number:>3}{own}{:<width$}  {reason}", rule.named.name)?;
            continue;
        }
        let Some(audit) = &rule.audit else { continue };
        let all = &audit.representation.all;
        row!(
            out,
            "{number:>3}{own}{:<width$}  {:>8}  {:>14}  {:>7}  {:>6}  {:>3} {:>5} {:>6} {:>6}",
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
    let audits = found.rules.iter().filter_map(|rule| rule.audit.as_ref());
    let notes: BTreeSet<&str> = audits
        .flat_map(|audit| audit.findings.iter().filter_map(|finding| finding.note))
        .map(Note::in_english)
        .collect();
    for note in notes {
        row!(out, "{note}")?;
    }
    row!(
        out,
        "\nprojects in common (row and column: the rules above)"
    )?;
    for (number, rule) in (1..).zip(&found.rules) {
        let row: Vec<String> = rule
            .shared
            .iter()
            .map(|count| format!("{count:>3}"))
            .collect();
        row!(out, "{number:>3} {}", row.join(" "))?;
    }
    row!(out, "\nselected by every rule: {}", found.always.join(", "))?;
    let contested = found
        .contested
        .iter()
        .map(|(id, count)| format!("{id} ({count})"));
    row!(
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
