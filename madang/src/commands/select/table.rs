//! The outcome as a table for a terminal.

use std::io::Write;

use anyhow::Result;
use madang_selection::{Election, Outcome, ProjectExplanation, Reason};
use serde::Serialize;

use crate::commands::report::Explained;

/// Most projects that were not selected that the table shows.
const MOST_NOT_SELECTED: usize = 10;

/// Writes what was selected, round by round, and why the others were not.
pub(super) fn print(
    out: &mut impl Write,
    election: &Election,
    explained: &Explained,
) -> Result<()> {
    let outcome = &explained.outcome;
    let phases = outcome.rounds.iter().map(|round| word(&round.phase));
    let phases: Vec<String> = phases.collect::<Result<_>>()?;
    let table = Table {
        election,
        id_width: widest(outcome.projects.iter().map(|p| p.id.chars().count()), 2),
        cost_width: widest(outcome.projects.iter().map(|p| p.cost.len()), 4),
        // A column only where there is something to tell apart.
        phase_width: (phases.iter().any(|phase| *phase != phases[0]))
            .then(|| widest(phases.iter().map(String::len), 5)),
    };
    table.rounds(out, outcome, &phases)?;
    totals(out, outcome)?;
    table.not_selected(out, explained)
}

/// How wide the columns are.
struct Table<'e> {
    election: &'e Election,
    id_width: usize,
    cost_width: usize,
    phase_width: Option<usize>,
}

impl Table<'_> {
    fn name(&self, id: &str) -> String {
        let index = self.election.project_index(id);
        let project = index.map(|index| &self.election.projects()[index]);
        project.map_or(String::new(), |project| {
            project.name.chars().take(60).collect()
        })
    }

    fn phase(&self, text: &str) -> String {
        match self.phase_width {
            Some(width) => format!("{text:<width$}  "),
            None => String::new(),
        }
    }

    fn rounds(&self, out: &mut impl Write, outcome: &Outcome, phases: &[String]) -> Result<()> {
        let (id_width, cost_width) = (self.id_width, self.cost_width);
        row!(
            out,
            "{:>5}  {}{:<id_width$}  {:>cost_width$}  {:>9}  {:>14}  name",
            "round",
            self.phase("phase"),
            "id",
            "cost",
            "votes",
            "value"
        )?;
        for (round, own_phase) in outcome.rounds.iter().zip(phases) {
            row!(
                out,
                "{:>5}  {}{:<id_width$}  {:>cost_width$}  {:>9}  {:>14}  {}",
                round.round,
                self.phase(own_phase),
                round.project,
                round.cost,
                round.votes,
                round.value,
                self.name(&round.project),
            )?;
        }
        Ok(())
    }

    fn not_selected(&self, out: &mut impl Write, explained: &Explained) -> Result<()> {
        let (id_width, cost_width) = (self.id_width, self.cost_width);
        let projects = explained.outcome.projects.iter();
        let mut missing: Vec<_> = projects.filter(|p| p.round.is_none()).collect();
        missing.sort_by_key(|project| std::cmp::Reverse(project.votes));
        if !missing.is_empty() {
            row!(out, "not selected, most votes first:")?;
        }
        let pad = self.phase("");
        for project in missing.iter().take(MOST_NOT_SELECTED) {
            row!(
                out,
                "       {pad}{:<id_width$}  {:>cost_width$}  {:>9}  {:>14}  {}",
                project.id,
                project.cost,
                project.votes,
                project.value.as_deref().unwrap_or(""),
                self.name(&project.id)
            )?;
            row!(
                out,
                "       {pad}{:<id_width$}  {}",
                "",
                why(project, explained)
            )?;
        }
        if missing.len() > MOST_NOT_SELECTED {
            row!(out, "       and {} more", missing.len() - MOST_NOT_SELECTED)?;
        }
        Ok(())
    }
}

/// Totals, ties, endowments and the final comparison.
fn totals(out: &mut impl Write, outcome: &Outcome) -> Result<()> {
    let selected = outcome.selected.len();
    let plural = if outcome.voters == 1 { "" } else { "s" };
    match &outcome.money_cost {
        Some(cost) => row!(
            out,
            "{selected} selected of {} seats, which cost {cost} in money, {} voter{plural}",
            outcome.budget,
            outcome.voters
        )?,
        None => row!(
            out,
            "{selected} selected, total cost {} of {}, {} voter{plural}",
            outcome.total_cost,
            outcome.budget,
            outcome.voters
        )?,
    }
    for tie in &outcome.ties {
        row!(
            out,
            "tie in round {}: {} (decided by {})",
            tie.round,
            match tie.tied.saturating_sub(tie.projects.len()) {
                0 => tie.projects.join(", "),
                more => format!("{} and {more} more", tie.projects.join(", ")),
            },
            word(&tie.decided_by)?
        )?;
    }
    for (group, endowment) in outcome.endowments() {
        let pot = group.map_or(String::new(), |group| format!("pot {group}: "));
        row!(
            out,
            "{pot}endowment {} per voter after {} raise{} (first {})",
            beside(&endowment.last, &endowment.last_decimal),
            endowment.raises,
            if endowment.raises == 1 { "" } else { "s" },
            beside(&endowment.first, &endowment.first_decimal)
        )?;
    }
    if let Some(comparison) = &outcome.comparison {
        row!(
            out,
            "comparison: {} voters prefer this outcome, {} the other; {}",
            comparison.prefer_own,
            comparison.prefer_other,
            if comparison.kept {
                "kept"
            } else {
                "the other was taken"
            }
        )?;
    }
    Ok(())
}

/// The width of a column whose texts have these lengths.
fn widest(lengths: impl Iterator<Item = usize>, least: usize) -> usize {
    lengths.fold(least, usize::max)
}

/// The word that JSON has for a value.
fn word(value: &impl Serialize) -> Result<String> {
    let value = serde_json::to_value(value)?;
    Ok(value.as_str().unwrap_or("").to_owned())
}

/// A decimal with the exact fraction beside it, where the two are not the same.
fn beside(exact: &str, decimal: &str) -> String {
    if exact == decimal {
        exact.to_owned()
    } else {
        format!("{decimal} ({exact})")
    }
}

/// Why a project was not selected, with the numbers that show it. Numbers of voters are those that
/// runs of the rule verified, where it was run again.
fn why(project: &ProjectExplanation, explained: &Explained) -> String {
    let mut words = vec![project.reason.map_or("", in_words).to_owned()];
    words.extend(
        project
            .stopped_by
            .as_ref()
            .map(|id| format!("{id} did not fit")),
    );
    words.extend(
        project
            .over_budget
            .as_ref()
            .map(|over| format!("{over} too dear")),
    );
    if !project.kept_for.is_empty() {
        words.push(format!("the group: {}", project.kept_for.join(", ")));
    }
    if project.reason == Some(Reason::TooLittleMoney) {
        let short = project.short_by.as_ref();
        words.extend(short.map(|short| format!("{short} missing in the end")));
    }
    let mut margins = explained
        .sensitivity
        .iter()
        .flat_map(|found| &found.margins);
    let margin = margins.find(|margin| margin.project == project.id);
    match margin {
        Some(margin) => {
            let found = [
                (&margin.added_approvals, "more listing it"),
                (&margin.added_ballots, "new ballots for it alone"),
            ];
            for (change, what) in found {
                let amount = change.as_ref().map(|change| &change.amount);
                words.extend(amount.map(|amount| format!("{amount} {what} would do (verified)")));
            }
        }
        None => words.extend(
            project
                .supporters_short
                .map(|more| format!("{more} more of the voters who paid for nothing would do")),
        ),
    }
    words.join("; ")
}

fn in_words(reason: Reason) -> &'static str {
    match reason {
        Reason::NoSupport => "nobody supports it",
        Reason::AboveBudget => "costs more than the whole budget",
        Reason::NoSeats => "the number of projects to select is zero",
        Reason::NoPot => "its group has no pot",
        Reason::DoesNotFit => "did not fit what was left of the budget",
        Reason::TooLittleMoney => "its supporters could not pay for it",
        Reason::NumberReached => "others came before it until the number was reached",
        Reason::Stopped => "the rule ended before its turn",
        Reason::Reserved => "kept out for the lower bound of a group",
        Reason::Outranked => "others came before it",
        Reason::BelowThreshold => "below the threshold",
        Reason::Quota => "bounds of its group",
        Reason::Comparison => "the final comparison preferred the other outcome",
    }
}
