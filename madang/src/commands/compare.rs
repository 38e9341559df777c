//! `madang compare`: all rules on one election, side by side.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::Result;
use madang_selection::audit::{Check, Verdict};
use madang_selection::compare::{Compared, Comparison, Shared, compare, rules_beside};
use madang_selection::select;
use madang_selection::sensitivity::Bounds;
use madang_selection_report::{failure_words, note_words};
use madang_words::Language;
use madang_words::money::separated;

use super::election::{ElectionArguments, print_warnings};
use super::report::{self, Part};
use super::rule::RuleArguments;
use crate::language;
use crate::output;
use crate::progress::Progress;
use crate::terminal::{self, padded, to_the_right, width};
use crate::words;

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
            refuse!("compare-step");
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
        let bar = Progress::new(&t!("compare-compared"));
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

/// The least widths of the columns of numbers and verdicts.
const WIDTHS: [usize; 8] = [8, 14, 7, 6, 3, 5, 6, 6];

fn print(out: &mut impl Write, found: &Comparison) -> io::Result<()> {
    let head = [
        t!("compare-selected"),
        t!("compare-cost"),
        t!("compare-voters"),
        t!("compare-mean"),
        "JR".to_owned(),
        "EJR+c".to_owned(),
        "EJR+n".to_owned(),
        t!("compare-prices"),
    ];
    let title = t!("compare-rule");
    let names = found.rules.iter().map(|rule| width(&rule.named.name));
    let name_width = names.chain([width(&title)]).max().unwrap_or(4);
    let line = |name: &str, cells: &[String; 8]| {
        let cells = cells.iter().zip(WIDTHS).zip(&head);
        let cells = cells.map(|((cell, least), head)| to_the_right(cell, least.max(width(head))));
        let cells: Vec<String> = cells.collect();
        format!("{}  {}", padded(name, name_width), cells.join("  "))
    };
    row!(out, "    {}", line(&title, &head))?;
    for (number, rule) in (1..).zip(&found.rules) {
        let own = if rule.named.own { '*' } else { ' ' };
        if let Some(reason) = failure_words(words::language(), rule) {
            let name = padded(&rule.named.name, name_width);
            row!(out, "{number:>3}{own}{name}  {reason}")?;
            continue;
        }
        let Some(audit) = &rule.audit else { continue };
        let all = &audit.representation.all;
        let cells = [
            rule.selected.len().to_string(),
            separated(&audit.total_cost),
            all.percent.clone(),
            all.mean_number.clone(),
            word(rule, Check::Jr),
            word(rule, Check::EjrPlusCost),
            word(rule, Check::EjrPlusCardinality),
            word(rule, Check::Priceability),
        ];
        row!(out, "{number:>3}{own}{}", line(&rule.named.name, &cells))?;
    }
    let audits = found.rules.iter().filter_map(|rule| rule.audit.as_ref());
    let notes: BTreeSet<String> = audits
        .flat_map(|audit| audit.findings.iter().filter_map(|finding| finding.note))
        .map(|note| note_words(words::language(), note))
        .collect();
    for note in notes {
        row!(out, "{note}")?;
    }
    in_common(out, found)
}

/// How many projects the rules have in common, and which.
fn in_common(out: &mut impl Write, found: &Comparison) -> io::Result<()> {
    row!(out, "")?;
    row!(out, "{}", t!("compare-common"))?;
    for (number, rule) in (1..).zip(&found.rules) {
        let row: Vec<String> = rule
            .shared
            .iter()
            .map(|count| format!("{count:>3}"))
            .collect();
        row!(out, "{number:>3} {}", row.join(" "))?;
    }
    row!(out, "")?;
    let always = found.always.join(", ");
    row!(out, "{}", t!("compare-always", projects = always))?;
    let contested = found
        .contested
        .iter()
        .map(|(id, count)| format!("{id} ({count})"));
    let contested = contested.collect::<Vec<_>>().join(", ");
    row!(out, "{}", t!("compare-contested", projects = contested))
}

fn word(rule: &Compared, check: Check) -> String {
    match rule.verdict(check) {
        Some(Verdict::Holds) => t!("compare-yes"),
        Some(Verdict::Violated) => t!("compare-no"),
        Some(Verdict::Undecided) => "?".to_owned(),
        None => "-".to_owned(),
    }
}
