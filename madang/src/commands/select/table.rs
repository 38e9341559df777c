//! The outcome as a table for a terminal.

use std::io::Write;

use anyhow::Result;
use madang_selection::{Election, Outcome, ProjectExplanation, Reason};
use madang_selection_report::{phase_words, reason_words, tie_words};
use madang_words::money::separated;

use crate::commands::report::Explained;
use crate::terminal::{padded, shortened, to_the_right, width};
use crate::words;

/// Most projects that were not selected that the table shows.
const MOST_NOT_SELECTED: usize = 10;

/// Columns of a terminal that a project's name may take.
const NAME_WIDTH: usize = 60;

/// Writes what was selected, round by round, and why the others were not.
pub(super) fn print(
    out: &mut impl Write,
    election: &Election,
    explained: &Explained,
) -> Result<()> {
    let outcome = &explained.outcome;
    let language = words::language();
    let phases = outcome.rounds.iter();
    let phases: Vec<String> = phases
        .map(|round| phase_words(language, round.phase))
        .collect();
    let projects = || outcome.projects.iter();
    // A column of phases only where there is something to tell apart.
    let with_phases = phases.iter().any(|phase| *phase != phases[0]);
    let heads = Heads::new();
    let table = Table {
        election,
        widths: [
            widest(["1".to_owned(), heads.round.clone()], 5),
            widest(phases.iter().cloned().chain([heads.phase.clone()]), 5),
            widest(projects().map(|project| project.id.clone()), 2),
            widest(
                projects()
                    .map(|project| separated(&project.cost))
                    .chain([heads.cost.clone()]),
                4,
            ),
            9,
            14,
        ],
        with_phases,
    };
    table.rounds(out, outcome, &phases, &heads)?;
    totals(out, outcome)?;
    table.not_selected(out, explained)
}

/// What stands above the columns.
struct Heads {
    round: String,
    phase: String,
    id: String,
    cost: String,
    votes: String,
    value: String,
    name: String,
}

impl Heads {
    fn new() -> Heads {
        Heads {
            round: t!("table-round"),
            phase: t!("table-phase"),
            id: t!("table-id"),
            cost: t!("table-cost"),
            votes: t!("table-votes"),
            value: t!("table-value"),
            name: t!("table-name"),
        }
    }
}

/// One line of the table.
struct Line<'l> {
    round: &'l str,
    phase: &'l str,
    id: &'l str,
    cost: &'l str,
    votes: &'l str,
    value: &'l str,
    name: &'l str,
}

struct Table<'e> {
    election: &'e Election,
    /// How wide the columns are, the name's left out.
    widths: [usize; 6],
    with_phases: bool,
}

impl Table<'_> {
    fn name(&self, id: &str) -> String {
        let index = self.election.project_index(id);
        let project = index.map(|index| &self.election.projects()[index]);
        project.map_or(String::new(), |project| {
            shortened(&project.name, NAME_WIDTH)
        })
    }

    /// What stands before a project's id.
    fn before(&self, round: &str, phase: &str) -> String {
        let [of_round, of_phase, ..] = self.widths;
        let phase = match self.with_phases {
            true => format!("{}  ", padded(phase, of_phase)),
            false => String::new(),
        };
        format!("{}  {phase}", to_the_right(round, of_round))
    }

    fn line(&self, line: &Line<'_>) -> String {
        let [_, _, id, cost, votes, value] = self.widths;
        format!(
            "{}{}  {}  {}  {}  {}",
            self.before(line.round, line.phase),
            padded(line.id, id),
            to_the_right(line.cost, cost),
            to_the_right(line.votes, votes),
            to_the_right(line.value, value),
            line.name
        )
    }

    fn rounds(
        &self,
        out: &mut impl Write,
        outcome: &Outcome,
        phases: &[String],
        heads: &Heads,
    ) -> Result<()> {
        let head = Line {
            round: &heads.round,
            phase: &heads.phase,
            id: &heads.id,
            cost: &heads.cost,
            votes: &heads.votes,
            value: &heads.value,
            name: &heads.name,
        };
        row!(out, "{}", self.line(&head))?;
        for (round, phase) in outcome.rounds.iter().zip(phases) {
            let line = Line {
                round: &round.round.to_string(),
                phase,
                id: &round.project,
                cost: &separated(&round.cost),
                votes: &round.votes.to_string(),
                value: &round.value,
                name: &self.name(&round.project),
            };
            row!(out, "{}", self.line(&line))?;
        }
        Ok(())
    }

    fn not_selected(&self, out: &mut impl Write, explained: &Explained) -> Result<()> {
        let projects = explained.outcome.projects.iter();
        let mut missing: Vec<_> = projects.filter(|p| p.round.is_none()).collect();
        missing.sort_by_key(|project| std::cmp::Reverse(project.votes));
        if !missing.is_empty() {
            row!(out, "{}", t!("table-not-selected"))?;
        }
        for project in missing.iter().take(MOST_NOT_SELECTED) {
            let line = Line {
                round: "",
                phase: "",
                id: &project.id,
                cost: &separated(&project.cost),
                votes: &project.votes.to_string(),
                value: project.value.as_deref().unwrap_or(""),
                name: &self.name(&project.id),
            };
            row!(out, "{}", self.line(&line))?;
            let id = padded("", self.widths[2]);
            let why = why(project, explained);
            row!(out, "{}{id}  {why}", self.before("", ""))?;
        }
        if missing.len() > MOST_NOT_SELECTED {
            let more = missing.len() - MOST_NOT_SELECTED;
            row!(
                out,
                "{}{}",
                self.before("", ""),
                t!("table-more", more = more)
            )?;
        }
        Ok(())
    }
}

/// Totals, ties, endowments and the final comparison.
fn totals(out: &mut impl Write, outcome: &Outcome) -> Result<()> {
    let language = words::language();
    let (selected, voters) = (outcome.selected.len(), outcome.voters);
    let total = match &outcome.money_cost {
        Some(cost) => t!(
            "table-total-seats",
            selected = selected,
            seats = outcome.budget,
            cost = separated(cost),
            voters = voters
        ),
        None => t!(
            "table-total",
            selected = selected,
            cost = separated(&outcome.total_cost),
            budget = separated(&outcome.budget),
            voters = voters
        ),
    };
    row!(out, "{total}")?;
    for tie in &outcome.ties {
        let tied = tie.projects.join(", ");
        let tied = match tie.tied.saturating_sub(tie.projects.len()) {
            0 => tied,
            more => t!("table-tied-more", projects = tied, more = more),
        };
        let by = tie_words(language, tie.decided_by);
        row!(
            out,
            "{}",
            t!("table-tie", round = tie.round, projects = tied, by = by)
        )?;
    }
    for (group, endowment) in outcome.endowments() {
        let last = beside(&endowment.last, &endowment.last_decimal);
        let first = beside(&endowment.first, &endowment.first_decimal);
        let said = t!(
            "table-endowment",
            last = last,
            raises = endowment.raises,
            first = first
        );
        match group {
            Some(group) => row!(out, "{}", t!("table-pot", group = group, what = said))?,
            None => row!(out, "{said}")?,
        }
    }
    if let Some(comparison) = &outcome.comparison {
        let (own, other) = (comparison.prefer_own, comparison.prefer_other);
        let compared = match comparison.kept {
            true => t!("table-compared-kept", own = own, other = other),
            false => t!("table-compared-other", own = own, other = other),
        };
        row!(out, "{compared}")?;
    }
    Ok(())
}

/// The width of a column that holds these texts.
fn widest(texts: impl IntoIterator<Item = String>, least: usize) -> usize {
    let widths = texts.into_iter().map(|text| width(&text));
    widths.fold(least, usize::max)
}

/// A decimal with the exact fraction beside it, where the two are not the same.
fn beside(exact: &str, decimal: &str) -> String {
    let amount = separated(decimal);
    if exact == decimal {
        amount
    } else {
        format!("{amount} ({exact})")
    }
}

/// Why a project was not selected, with the numbers that show it. Numbers of voters are those that
/// runs of the rule verified, where it was run again.
fn why(project: &ProjectExplanation, explained: &Explained) -> String {
    let reason = project.reason;
    let reason = reason.map(|reason| reason_words(words::language(), reason));
    let mut said = vec![reason.unwrap_or_default()];
    let stopped_by = project.stopped_by.as_ref();
    said.extend(stopped_by.map(|id| t!("table-stopped-by", project = id)));
    let over = project.over_budget.as_ref();
    said.extend(over.map(|over| t!("table-too-dear", amount = separated(over))));
    if !project.kept_for.is_empty() {
        let groups = project.kept_for.join(", ");
        said.push(t!("table-kept-for", groups = groups));
    }
    if project.reason == Some(Reason::TooLittleMoney) {
        let short = project.short_by.as_ref();
        said.extend(short.map(|short| t!("table-short", amount = separated(short))));
    }
    let mut margins = explained
        .sensitivity
        .iter()
        .flat_map(|found| &found.margins);
    match margins.find(|margin| margin.project == project.id) {
        Some(margin) => {
            let approvals = margin.added_approvals.as_ref();
            said.extend(approvals.map(|more| t!("table-approvals", number = more.amount)));
            let ballots = margin.added_ballots.as_ref();
            said.extend(ballots.map(|more| t!("table-ballots", number = more.amount)));
        }
        None => said.extend(
            project
                .supporters_short
                .map(|more| t!("table-supporters", number = more)),
        ),
    }
    said.join("; ")
}
