//! How far each body's and each group's word moved the result: the selection again without it.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::Failed;
use crate::ballots::CapacityError;
use crate::election::Election;
use crate::error::SelectError;
use crate::rows::{ColumnLeftOut, Told};
use crate::rule::{Rule, SelectionRule};
use crate::select::select_within;
use crate::trace::{SelectOptions, Trace};
use crate::variant;
use crate::work::Allowance;

/// Whose word is left out.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Voice {
    /// A body of experts: its weight is zero.
    Body {
        /// Its name.
        body: String,
    },
    /// One expert of several on a body: the sheet is left out.
    Expert {
        /// The body.
        body: String,
        /// The expert.
        expert: String,
    },
    /// The public: the ballots' weight is zero.
    Ballots,
    /// Voters with one value in a column of their rows: their ballots are left out.
    Voters {
        /// The column.
        column: String,
        /// The value; of ages a band of ten years.
        value: String,
    },
    /// A service group: its projects do not stand.
    Projects {
        /// The group.
        group: String,
    },
}

/// The selection without one voice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Without {
    /// Whose word is left out.
    pub voice: Voice,
    /// Voters, sheets or projects left out.
    pub left_out: u64,
    /// What is then selected.
    pub selected: Vec<String>,
    /// Selected only then.
    pub gained: Vec<String>,
    /// Not selected then.
    pub lost: Vec<String>,
    /// Why there is no selection without it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failed: Option<Failed>,
}

/// The influence of every voice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Influence {
    /// What is selected with everybody.
    pub selected: Vec<String>,
    /// Without each voice.
    pub without: Vec<Without>,
    /// Columns of voters' rows with too many values to leave each out in turn.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns_left_out: Vec<ColumnLeftOut>,
}

#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error(transparent)]
    Select(#[from] SelectError),
    #[error(transparent)]
    Capacity(#[from] CapacityError),
}

const OUTCOME: SelectOptions = SelectOptions {
    trace: Trace::Outcome,
};

/// Selects again without each body, each expert and the ballots (score rules), without each group of
/// voters that their rows tell apart, and without each service group's projects. `progress` hears
/// how many are done.
///
/// # Errors
/// When the rule cannot be applied at all.
pub fn influence(
    election: &Election,
    rule: &SelectionRule,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<Influence, SelectError> {
    influence_within(election, rule, &mut Allowance::unlimited(), progress)
}

/// As [`influence`], as long as `allowance` lasts.
///
/// # Errors
/// As [`influence`]; [`SelectError::AllowanceSpent`] where it would take more.
pub fn influence_within(
    election: &Election,
    rule: &SelectionRule,
    allowance: &mut Allowance,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<Influence, SelectError> {
    let selected = select_within(election, rule, OUTCOME, allowance)?.selected;
    let (told, columns_left_out) = match &election.voters {
        Some(rows) => rows.told(),
        None => (Vec::new(), Vec::new()),
    };
    let voices = voices(election, rule, &told);
    let mut without = Vec::with_capacity(voices.len());
    for (done, voice) in voices.iter().enumerate() {
        progress(done, voices.len());
        let left_out = leave_out(election, rule, &selected, voice.clone(), &told, allowance);
        without.push(left_out?);
    }
    progress(voices.len(), voices.len());
    Ok(Influence {
        selected,
        without,
        columns_left_out,
    })
}

fn voices(election: &Election, rule: &SelectionRule, told: &[Told]) -> Vec<Voice> {
    let mut voices = Vec::new();
    if let Rule::Scores(by) = &rule.rule {
        voices.extend(by.bodies.keys().cloned().map(|body| Voice::Body { body }));
        for sheet in &election.score_sheets {
            let alike = election
                .score_sheets
                .iter()
                .filter(|other| other.body == sheet.body);
            // Without its only expert a body has no word at all: that is the body left out.
            if by.bodies.contains_key(&sheet.body) && alike.count() > 1 {
                let (body, expert) = (sheet.body.clone(), sheet.expert.clone());
                voices.push(Voice::Expert { body, expert });
            }
        }
        if by.ballots > 0 {
            voices.push(Voice::Ballots);
        }
    }
    for told in told {
        voices.extend(told.values.iter().map(|value| Voice::Voters {
            column: told.column.clone(),
            value: value.clone(),
        }));
    }
    let groups: BTreeSet<&String> = election
        .projects
        .iter()
        .filter_map(|project| project.group.as_ref())
        .collect();
    voices.extend(
        groups
            .into_iter()
            .cloned()
            .map(|group| Voice::Projects { group }),
    );
    voices
}

fn leave_out(
    election: &Election,
    rule: &SelectionRule,
    before: &[String],
    voice: Voice,
    told: &[Told],
    allowance: &mut Allowance,
) -> Result<Without, SelectError> {
    let (left_out, result) = match run_without(election, rule, &voice, told, allowance) {
        Ok((left_out, selected)) => (left_out, Ok(selected)),
        // That says nothing about the voice.
        Err(Failure::Select(SelectError::AllowanceSpent)) => {
            return Err(SelectError::AllowanceSpent);
        }
        Err(Failure::Select(problem)) => (0, Err(problem.wording())),
        Err(Failure::Capacity(problem)) => (0, Err(problem.wording())),
    };
    let (selected, failure) = match result {
        Ok(selected) => (selected, None),
        Err(problem) => (Vec::new(), Some(problem)),
    };
    let (gained, lost) = if failure.is_some() {
        (Vec::new(), Vec::new())
    } else {
        (
            variant::difference(&selected, before),
            variant::difference(before, &selected),
        )
    };
    Ok(Without {
        voice,
        left_out,
        selected,
        gained,
        lost,
        failed: failure.map(Failed::from),
    })
}

fn run_without(
    election: &Election,
    rule: &SelectionRule,
    voice: &Voice,
    told: &[Told],
    allowance: &mut Allowance,
) -> Result<(u64, Vec<String>), Failure> {
    let mut changed_rule = rule.clone();
    let changed;
    let (left_out, election) = match voice {
        Voice::Body { body } => {
            if let Rule::Scores(by) = &mut changed_rule.rule {
                by.bodies.remove(body);
            }
            let sheets = election
                .score_sheets
                .iter()
                .filter(|sheet| sheet.body == *body);
            (sheets.count() as u64, election)
        }
        Voice::Ballots => {
            if let Rule::Scores(by) = &mut changed_rule.rule {
                by.ballots = 0;
            }
            (election.ballots.total_weight(), election)
        }
        Voice::Expert { body, expert } => {
            let mut fewer = variant::copy(election);
            fewer
                .score_sheets
                .retain(|sheet| sheet.body != *body || sheet.expert != *expert);
            changed = fewer;
            (1, &changed)
        }
        Voice::Voters { column, value } => {
            let mut gone = vec![0u64; election.ballots.distinct()];
            let told = told.iter().find(|told| told.column == *column);
            if let Some(rows) = &election.voters
                && let Some(told) = told
                && let Ok(number) = told.values.binary_search(value)
            {
                let cast = rows.groups.iter().zip(&told.rows).enumerate();
                for (row, (group, own)) in cast {
                    if *own as usize == number {
                        gone[*group as usize] += rows.weight(row);
                    }
                }
            }
            let left = variant::with_fewer_voters(election, &gone)?;
            changed = variant::with_ballots(election, left);
            (gone.iter().sum(), &changed)
        }
        Voice::Projects { group } => {
            let projects = election.projects.iter();
            let out: Vec<bool> = projects.map(|p| p.group.as_ref() == Some(group)).collect();
            changed = variant::without_projects(election, &out)?;
            if let Some(quotas) = &mut changed_rule.quotas {
                quotas.groups.remove(group);
            }
            (out.iter().filter(|out| **out).count() as u64, &changed)
        }
    };
    Ok((
        left_out,
        select_within(election, &changed_rule, OUTCOME, allowance)?.selected,
    ))
}
