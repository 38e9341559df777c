//! What goes with a selection beyond its outcome: audit, influence, sensitivity, other rules; and all of it as a report.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::Result;
use clap::ValueEnum;
use madang_selection::audit::{Audit, Check, Limits, audit};
use madang_selection::compare::{Comparison, Shared, compare, rules_beside};
use madang_selection::influence::{Influence, influence};
use madang_selection::sensitivity::{Bounds, Sensitivity, sensitivity};
use madang_selection::{Election, Outcome, SelectionRule};
use madang_selection_report::{Findings, Language, Report, html, names};
use serde::Serialize;

use crate::progress::Progress;

/// A part that goes with a selection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum Part {
    /// JR, EJR+, priceability, representation
    Audit,
    /// The selection without each body, expert, group of voters, service group
    Influence,
    /// What projects around the cut were missing or had to spare
    Sensitivity,
    /// All rules that apply, side by side
    Comparison,
    /// Equal shares: what the voters of each distinct ballot paid, in `ballots` (JSON only)
    Payments,
}

/// An outcome with its further parts, as one JSON object.
#[derive(Debug, Serialize)]
pub struct Explained {
    #[serde(flatten)]
    pub outcome: Outcome,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audit: Option<Audit>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub influence: Option<Influence>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sensitivity: Option<Sensitivity>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comparison: Option<Comparison>,
}

/// Works out the `parts` that go with `outcome`.
pub fn explain(
    election: &Election,
    rule: &SelectionRule,
    outcome: Outcome,
    parts: &BTreeSet<Part>,
    bounds: Bounds,
) -> Result<Explained> {
    let mut explained = Explained {
        outcome,
        audit: None,
        influence: None,
        sensitivity: None,
        comparison: None,
    };
    let outcome = &explained.outcome;
    if parts.contains(&Part::Audit) {
        let checks = Check::ALL.into_iter().collect();
        explained.audit = Some(audit(
            election,
            &outcome.selected,
            &Limits::of(rule),
            &checks,
        )?);
    }
    if parts.contains(&Part::Influence) {
        let bar = Progress::new(&t!("table-voices"));
        let mut report = |done: usize, of: usize| bar.set(done as u64, of as u64);
        explained.influence = Some(influence(election, rule, &mut report)?);
    }
    if parts.contains(&Part::Sensitivity) {
        let bar = Progress::new(&t!("table-runs"));
        let mut report = |done, of| bar.set(done, of);
        explained.sensitivity = Some(sensitivity(election, rule, outcome, bounds, &mut report)?);
    }
    if parts.contains(&Part::Comparison) {
        let bar = Progress::new(&t!("compare-compared"));
        let checks = BTreeSet::from([Check::Jr, Check::EjrPlusCost, Check::EjrPlusCardinality]);
        let rules = rules_beside(election, rule, &Shared::of(rule));
        let mut report = |done: usize, of: usize| bar.set(done as u64, of as u64);
        explained.comparison = Some(compare(election, rules, &checks, &mut report));
    }
    Ok(explained)
}

/// The report as HTML; its audit must have been worked out.
pub fn page(
    file: &Path,
    election: &Election,
    explained: &Explained,
    language: Language,
) -> Option<String> {
    let stem = file
        .file_stem()
        .map(|stem| stem.to_string_lossy().into_owned());
    let title = election
        .meta_value("description")
        .map(str::to_owned)
        .or(stem);
    let names = names(election);
    let mut found = Findings::new(explained.audit.as_ref()?, language).with_names(&names);
    if let Some(influence) = &explained.influence {
        found = found.with_influence(influence);
    }
    if let Some(sensitivity) = &explained.sensitivity {
        found = found.with_sensitivity(sensitivity, election.vote_type());
    }
    let title = title.as_deref().unwrap_or("Madang");
    let mut report = Report::new(title, election, &explained.outcome, found);
    if let Some(comparison) = &explained.comparison {
        report = report.with_comparison(comparison);
    }
    Some(html(&report))
}
