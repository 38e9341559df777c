//! From a vote's opened ballots to its published selection.

use std::collections::{BTreeMap, BTreeSet};

use madang_selection::{Election, ProjectDraft, ScoreSheet, SelectionRule, VoteType};
use serde_json::Value;
use thiserror::Error;

use crate::event::selection::SelectionPublished;
use crate::event::vote::{BallotType, ScoresContent};
use crate::state::{Standing, State};
use crate::tally::{OpenedBallot, Tally};
use crate::violation::Violation;

/// The body of `selection.published/1` that holds rounds, ties and per-project explanations.
pub const OUTCOME: &str = "outcome";

/// A selection could not be computed.
#[derive(Debug, Error)]
pub enum ComputeError<E> {
    /// What it names is not there, or comes out of turn.
    #[error(transparent)]
    Violation(#[from] Violation),
    /// The ballots could not be read.
    #[error("the ballots could not be read: {0}")]
    Ballots(E),
    /// The engine refused the election or the rule.
    #[error("the selection engine refused: {0}")]
    Engine(String),
}

/// A member's scores read from the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenedSheet {
    /// The body.
    pub body: String,
    /// The member.
    pub member: String,
    /// What the member scored.
    pub content: ScoresContent,
}

/// A computed selection: what goes on the record.
#[derive(Clone, Debug, PartialEq)]
pub struct Computed {
    /// The facts of `selection.published/1`.
    pub facts: SelectionPublished,
    /// Its body `outcome`.
    pub outcome: Value,
}

/// Checks a rule before it is fixed.
///
/// # Errors
/// A rule whose parameters contradict each other, or that chooses by neither a budget nor a number.
pub fn check_rule(rule: &SelectionRule) -> Result<(), Violation> {
    if rule.budget.is_none() && rule.number.is_none() {
        return Err(Violation::field(
            "rule",
            "names neither a budget nor a number of projects; it needs at least one",
        ));
    }
    Ok(())
}

/// Computes the selection of a vote whose ballots are open. The same entries give the same bytes on every machine;
/// the server and every verifier call this.
///
/// `sheets` are all score sheets of the vote, in any order. `ballots` come by voter and, for one voter, by entry, as [`Tally`] wants them.
///
/// # Errors
/// An unknown vote, ballots that cannot be read, or an election that the engine refuses (more money than it takes,
/// say).
pub fn compute<E>(
    state: &State,
    programme: &str,
    vote: &str,
    sheets: &[OpenedSheet],
    ballots: impl IntoIterator<Item = Result<OpenedBallot, E>>,
) -> Result<Computed, ComputeError<E>> {
    let (election, tally) = election(state, programme, vote, sheets, ballots)?;
    let rule_id = &state.vote(programme, vote)?.rule;
    let rule = state.programme(programme)?.rules.get(rule_id);
    let rule = &rule
        .ok_or_else(|| Violation::unknown("selection rule", rule_id))?
        .rule;
    let engine = |error: &dyn std::fmt::Display| ComputeError::Engine(error.to_string());
    let outcome = madang_selection::select(&election, rule).map_err(|error| engine(&error))?;
    // The record's amounts are whole numbers of the smallest unit, and so the engine gives them back.
    let total_cost = outcome.total_cost.parse().map_err(|error| engine(&error))?;
    let facts = SelectionPublished {
        programme: programme.to_owned(),
        vote: vote.to_owned(),
        rule: rule_id.clone(),
        selected: outcome.selected.clone(),
        total_cost,
        input_digest: outcome.input_digest.clone(),
        tally,
    };
    let outcome = serde_json::to_value(&outcome).map_err(|error| engine(&error))?;
    Ok(Computed { facts, outcome })
}

/// The election of a vote: its candidates with cost and group, and the ballots that count.
///
/// Titles are left out, since they are bodies that may be erased: nothing that decides rests on them.
///
/// # Errors
/// As [`compute`].
pub fn election<E>(
    state: &State,
    programme: &str,
    vote: &str,
    sheets: &[OpenedSheet],
    ballots: impl IntoIterator<Item = Result<OpenedBallot, E>>,
) -> Result<(Election, crate::tally::TallyReport), ComputeError<E>> {
    let vote_state = state.vote(programme, vote)?;
    let candidates: Vec<_> = state
        .programme(programme)?
        .proposals
        .iter()
        .filter(|(_, proposal)| {
            matches!(&proposal.standing,
                Standing::Candidate(of) | Standing::Selected(of) | Standing::NotSelected(of) if of == vote)
        })
        .collect();
    let mut tally = Tally::new(
        &vote_state.ballots,
        candidates
            .iter()
            .map(|(id, proposal)| (id.as_str(), proposal.cost)),
    );
    for ballot in ballots {
        tally.add(ballot.map_err(ComputeError::Ballots)?);
    }
    let (counted, report) = tally.finish();

    let vote_type = match vote_state.ballots.ballot_type {
        BallotType::Approval => VoteType::Approval,
        BallotType::Cumulative => VoteType::Cumulative,
        BallotType::Scoring => VoteType::Scoring,
        BallotType::Ordinal => VoteType::Ordinal,
    };
    let mut builder = Election::builder(vote_type);
    for (id, proposal) in &candidates {
        let mut project = ProjectDraft::new(id.as_str(), proposal.cost);
        if let Some(group) = &proposal.group {
            project = project.in_group(group.as_str());
        }
        project.audiences.clone_from(&proposal.audiences);
        builder.add_project(project);
    }
    for ((choices, points), weight) in &counted {
        let ids = choices
            .iter()
            .filter_map(|index| candidates.get(*index as usize))
            .map(|(id, _)| id.as_str());
        match points {
            Some(points) => {
                builder.add_ballot(ids.zip(points.iter().copied()), *weight);
            }
            None => {
                builder.add_approvals(ids, *weight);
            }
        }
    }
    let on_record: BTreeSet<_> = vote_state.sheets.keys().collect();
    let mut given = BTreeMap::new();
    for sheet in sheets {
        given.insert(
            (sheet.body.clone(), sheet.member.clone()),
            &sheet.content.scores,
        );
    }
    if !on_record.iter().copied().eq(given.keys()) || given.len() != sheets.len() {
        return Err(ComputeError::Engine(format!(
            "{} score sheets are on the record, {} were read",
            on_record.len(),
            sheets.len()
        )));
    }
    for ((body, expert), scores) in given {
        let is_candidate = |id: &String| candidates.iter().any(|(candidate, _)| *candidate == id);
        let scores = scores.iter().filter(|(id, _)| is_candidate(id));
        let scores = scores.map(|(id, score)| (id.clone(), *score)).collect();
        builder.add_score_sheet(ScoreSheet {
            body,
            expert,
            scores,
        });
    }
    let election = builder
        .build()
        .map_err(|error| ComputeError::Engine(error.to_string()))?;
    Ok((election, report))
}
