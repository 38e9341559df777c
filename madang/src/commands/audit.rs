//! `madang audit`: an outcome held against what representation asks.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use madang_exchange::Source;
use madang_selection::audit::{Audit, Check, Limits, Verdict, audit};
use madang_selection::tabular::read_selected;
use madang_selection::{Decimal, Election};
use madang_selection_report::{evidence_words, note_words};
use madang_words::money::separated;
use serde::Deserialize;

use super::election::{ElectionArguments, print_warnings};
use super::rule::decimal;
use crate::terminal::{self, padded};
use crate::words;

/// Audit any outcome: is a group left without what its share of the budget could pay?
///
/// Checks JR, EJR+ up to one project (by cost and by number of projects), with unit costs
/// also EJR and EJR+, and whether prices exist that explain the outcome. Each verdict is
/// exact and comes with a certificate or a counterexample: which voters, which project,
/// which numbers. The outcome may come from anywhere.
///
///   madang select city.pb --json > outcome.json && madang audit city.pb outcome.json
///   printf '17\n4\n23\n' | madang audit city.pb - --check ejr-plus-cost
///
/// Exit code 0: nothing violated. 1: something is violated (or an error). 2: nothing
/// violated, but a check could not be decided.
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub struct AuditCommand {
    /// Ballots: .pb, .json, or .csv (the table of projects; see --ballots)
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The outcome: JSON with `selected`, text with an id a line, or CSV with a column `project_id` (and only rows with 1
    /// in a column `selected`, if there is one); `-` reads standard input
    #[arg(value_name = "OUTCOME")]
    outcome: PathBuf,
    /// Checks to make; without it all that apply
    #[arg(long, value_name = "CHECK", value_delimiter = ',', value_parser = check_names())]
    check: Vec<Check>,
    /// Budget in the currency's main unit, instead of the file's own
    #[arg(long, value_name = "AMOUNT", value_parser = decimal)]
    budget: Option<Decimal>,
    /// Most projects that may be selected
    #[arg(long, value_name = "COUNT")]
    number: Option<u32>,
    /// Count every project as one seat and --number as the budget (committees)
    #[arg(long)]
    unit_costs: bool,
    /// Print the audit as JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    election: ElectionArguments,
}

/// The names of checks, which the help lists.
fn check_names() -> impl TypedValueParser<Value = Check> {
    PossibleValuesParser::new(Check::ALL.map(Check::as_str))
        .try_map(|name| Check::from_word(&name).ok_or("no such check"))
}

impl AuditCommand {
    pub fn run(&self) -> Result<ExitCode> {
        if self.file.as_os_str() == "-" && self.outcome.as_os_str() == "-" {
            refuse!("audit-one-input");
        }
        let limits = Limits::default()
            .with_budget(self.budget)
            .with_number(self.number)
            .with_unit_costs(self.unit_costs);
        let election = self
            .election
            .read(&self.file, None, (self.budget, self.number), true)?;
        let selected = read_outcome(&self.outcome, &election)?;
        let checks: BTreeSet<Check> = if self.check.is_empty() {
            Check::ALL.into_iter().collect()
        } else {
            self.check.iter().copied().collect()
        };
        let found = audit(&election, &selected, &limits, &checks)?;
        if found.findings.is_empty() {
            refuse!("audit-none-applies");
        }
        let mut out = io::BufWriter::new(io::stdout().lock());
        if self.json {
            terminal::json(&mut out, &found)?;
        } else {
            print(&mut out, &found)?;
        }
        out.flush()?;
        if !self.json {
            print_warnings(election.warnings());
        }
        Ok(ExitCode::from(match found.verdict {
            Verdict::Holds => 0,
            Verdict::Violated => 1,
            Verdict::Undecided => 2,
        }))
    }
}

#[derive(Deserialize)]
struct OutcomeFile {
    selected: Vec<String>,
}

/// The ids in an outcome file; each must be a project of `election` and stand once.
fn read_outcome(path: &Path, election: &Election) -> Result<Vec<String>> {
    let name = path.display();
    let source = if path.as_os_str() == "-" {
        let mut bytes = Vec::new();
        io::stdin()
            .lock()
            .read_to_end(&mut bytes)
            .with_context(|| t!("audit-no-input"))?;
        Source::new(name.to_string(), bytes)?
    } else {
        Source::read(path)?
    };
    let text = source.text();
    // What a selection that failed leaves behind must not pass for one that selects nothing.
    if text.trim().is_empty() {
        refuse!("audit-empty", file = name);
    }
    let in_list = |ids: Vec<String>| -> Vec<(String, String)> {
        let ids = (1u64..).zip(ids);
        ids.map(|(place, id)| (id, t!("audit-entry", place = place)))
            .collect()
    };
    let placed = if text.trim_start().starts_with('{') {
        let outcome: OutcomeFile =
            serde_json::from_str(text).with_context(|| t!("audit-object", file = name))?;
        in_list(outcome.selected)
    } else if text.trim_start().starts_with('[') {
        let ids = serde_json::from_str(text).with_context(|| t!("audit-list", file = name))?;
        in_list(ids)
    } else {
        let ids = read_selected(text, &name.to_string())?.into_iter();
        ids.map(|(line, id)| (id, t!("audit-line", line = line)))
            .collect()
    };
    let mut first: BTreeMap<usize, &str> = BTreeMap::new();
    for (id, place) in &placed {
        let Some(project) = election.project_index(id) else {
            refuse!("audit-no-project", file = name, place = place, id = id);
        };
        if let Some(before) = first.insert(project, place) {
            refuse!(
                "audit-twice",
                file = name,
                place = place,
                id = id,
                before = before
            );
        }
    }
    Ok(placed.into_iter().map(|(id, _)| id).collect())
}

fn print(out: &mut impl Write, audit: &Audit) -> io::Result<()> {
    let language = words::language();
    row!(
        out,
        "{}",
        t!(
            "audit-outcome",
            projects = audit.selected.len(),
            cost = separated(&audit.total_cost),
            budget = separated(&audit.budget),
            voters = audit.voters
        )
    )?;
    let all = &audit.representation.all;
    row!(
        out,
        "{}",
        t!(
            "audit-represented",
            voters = all.at_least_one,
            percent = all.percent,
            mean = all.mean_number
        )
    )?;
    for finding in &audit.findings {
        let word = match finding.verdict {
            Verdict::Holds => t!("audit-holds"),
            Verdict::Violated => t!("audit-violated"),
            Verdict::Undecided => t!("audit-undecided"),
        };
        row!(
            out,
            "  {} {:<21}{}",
            padded(&word, 9),
            finding.check.as_str(),
            evidence_words(language, audit, finding)
        )?;
        if let Some(note) = finding.note {
            row!(out, "  {:<31}{}", "", note_words(language, note))?;
        }
    }
    row!(
        out,
        "{}",
        match audit.verdict {
            Verdict::Holds => t!("audit-all-hold"),
            Verdict::Violated => t!("audit-one-violated"),
            Verdict::Undecided => t!("audit-one-undecided"),
        }
    )
}
