//! From a vote's opened ballots to its published selection.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt;

use madang_selection::audit::{Check, Limits, audit};
use madang_selection::influence::influence_within;
use madang_selection::{
    Allowance, Election, Lot, ProjectDraft, ScoreSheet, SelectError, SelectOptions, SelectionRule,
    VoteType, select_within,
};
use madang_selection_words::said as engine_said;
use madang_words::Said;
use serde::Serialize;
use serde_json::Value;

use super::tally::{OpenedBallot, Tally, TallyReport};
use super::{
    ANALYSIS, Analysis, BallotType, OUTCOME, ScoresContent, SelectionPublished, VoteState,
};
use crate::command::{Ask, Asked, NewContent};
use crate::fact::Fact;
use crate::proposals::Candidate;
use crate::state::State;
use crate::violation::Violation;
use crate::words::said;

/// A selection could not be computed.
#[derive(Debug)]
pub enum ComputeError<E> {
    /// What it names is not there, or comes out of turn.
    Violation(Violation),
    /// The ballots could not be read.
    Ballots(E),
    /// The engine refused the election or the rule.
    Engine(Said),
    /// It is more work than may be done.
    Spent,
}

impl<E: fmt::Display> ComputeError<E> {
    /// It as a sentence.
    pub fn said(&self) -> Said {
        match self {
            ComputeError::Violation(violation) => violation.said(),
            ComputeError::Ballots(error) => {
                said!("vote-ballots-unreadable", reason = error.to_string())
            }
            ComputeError::Engine(reason) => said!("vote-engine-refused", reason = reason.clone()),
            ComputeError::Spent => said!("vote-too-much-work"),
        }
    }
}

impl<E: fmt::Display> fmt::Display for ComputeError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.said().fmt(f)
    }
}

impl<E: fmt::Debug + fmt::Display> Error for ComputeError<E> {}

impl<E> From<Violation> for ComputeError<E> {
    fn from(violation: Violation) -> ComputeError<E> {
        ComputeError::Violation(violation)
    }
}

/// What serde or a number's reader says of what the engine gave; no election brings it about.
fn unfit(error: &dyn fmt::Display) -> Said {
    said!("vote-engine-words", reason = error.to_string())
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
    /// Its content `outcome`.
    pub outcome: Value,
    /// Its content `analysis`: an [`Analysis`].
    pub analysis: Value,
}

impl Ask for Computed {
    fn name(&self) -> &'static str {
        SelectionPublished::ASKED
    }

    fn content(&self) -> impl Serialize {
        (&self.facts, &self.outcome, &self.analysis)
    }

    fn draft(self, _state: &State) -> Result<Asked, Violation> {
        let mut asked = Asked::from(self.facts);
        asked.contents = vec![
            NewContent::public(OUTCOME, &self.outcome)?,
            NewContent::public(ANALYSIS, &self.analysis)?,
        ];
        Ok(asked)
    }
}

/// The rule with its lot, where it has one and that is drawn.
pub(super) fn with_lot(rule: &SelectionRule, lot: Option<&Lot>) -> SelectionRule {
    let mut rule = rule.clone();
    if let Some(lot) = lot {
        rule.ties = rule.ties.drawn(lot.clone());
    }
    rule
}

pub(super) fn vote_type(ballot_type: BallotType) -> VoteType {
    match ballot_type {
        BallotType::Approval => VoteType::Approval,
        BallotType::Cumulative => VoteType::Cumulative,
        BallotType::Scoring => VoteType::Scoring,
        BallotType::Ordinal => VoteType::Ordinal,
    }
}

/// A candidate as the engine takes it. Titles are left out, since they are contents that may be erased: nothing that decides
/// rests on them.
pub(super) fn draft(id: &str, proposal: &Candidate) -> ProjectDraft {
    let mut project = ProjectDraft::new(id, proposal.cost);
    if let Some(group) = &proposal.group {
        project = project.in_group(group.as_str());
    }
    project.audiences.clone_from(&proposal.audiences);
    project
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
    let mut allowance = Allowance::unlimited();
    compute_within(state, programme, vote, sheets, ballots, &mut allowance)
}

/// As [`compute`], as long as `allowance` lasts.
///
/// # Errors
/// As [`compute`]; [`ComputeError::Spent`] where it would take more.
pub fn compute_within<E>(
    state: &State,
    programme: &str,
    vote: &str,
    sheets: &[OpenedSheet],
    ballots: impl IntoIterator<Item = Result<OpenedBallot, E>>,
    allowance: &mut Allowance,
) -> Result<Computed, ComputeError<E>> {
    let (election, tally) = election(state, programme, vote, sheets, ballots)?;
    let vote_state = state.vote(programme, vote)?;
    // Records of before left out what had been erased before the count, and said nothing.
    if held_to(vote_state, state) > 1 && tally.cast != vote_state.cast {
        return Err(ComputeError::Engine(said!(
            "vote-ballots-not-read",
            cast = vote_state.cast,
            excluded = vote_state.excluded,
            read = tally.cast.saturating_sub(vote_state.excluded)
        )));
    }
    let rule_id = &vote_state.rule;
    let rule = drawn_rule(state, programme, vote)?;
    let engine = |error: &dyn fmt::Display| ComputeError::Engine(unfit(error));
    let refused = |error: SelectError| match error {
        SelectError::AllowanceSpent => ComputeError::Spent,
        other => ComputeError::Engine(engine_said(&other.wording())),
    };
    let outcome = select_within(&election, &rule, SelectOptions::default(), allowance);
    let outcome = outcome.map_err(refused)?;
    // The record's amounts are whole numbers of the smallest unit, and so the engine gives them back.
    // With unit costs what the rule counts is places; the record still says what the proposals cost.
    let cost = outcome.money_cost.as_ref().unwrap_or(&outcome.total_cost);
    let total_cost = cost.parse().map_err(|error| engine(&error))?;
    let facts = SelectionPublished {
        programme: programme.to_owned(),
        vote: vote.to_owned(),
        rule: rule_id.clone(),
        selected: outcome.selected.clone(),
        total_cost,
        input_digest: outcome.input_digest.clone(),
        tally,
    };
    let checks = Check::ALL.into_iter().collect();
    let limits = Limits::of(&rule);
    let analysis = Analysis {
        audit: audit(&election, &outcome.selected, &limits, &checks)
            .map_err(|error| ComputeError::Engine(engine_said(&error.wording())))?,
        influence: influence_within(&election, &rule, allowance, &mut |_, _| ())
            .map_err(refused)?,
    };
    Ok(Computed {
        facts,
        outcome: serde_json::to_value(&outcome).map_err(|error| engine(&error))?,
        analysis: serde_json::to_value(&analysis).map_err(|error| engine(&error))?,
    })
}

/// The rules of the record by which a vote is counted: those of today, until its selection is published.
fn held_to(vote: &VoteState, state: &State) -> u32 {
    vote.counted_under.unwrap_or_else(|| state.rules())
}

/// The rule of a vote, with its lot where that is drawn.
///
/// # Errors
/// An unknown vote.
pub fn drawn_rule(state: &State, programme: &str, vote: &str) -> Result<SelectionRule, Violation> {
    let vote = state.vote(programme, vote)?;
    Ok(with_lot(
        &state.rule(programme, &vote.rule)?.rule,
        vote.lot.as_ref(),
    ))
}

/// The election of a vote: its candidates with cost and group, and the ballots that count.
///
/// # Errors
/// As [`compute`].
pub fn election<E>(
    state: &State,
    programme: &str,
    vote: &str,
    sheets: &[OpenedSheet],
    ballots: impl IntoIterator<Item = Result<OpenedBallot, E>>,
) -> Result<(Election, TallyReport), ComputeError<E>> {
    let vote_state = state.vote(programme, vote)?;
    let candidates: Vec<_> = vote_state.candidates.iter().collect();
    let mut tally = Tally::new(
        &vote_state.ballots,
        candidates
            .iter()
            .map(|(id, proposal)| (id.as_str(), proposal.cost)),
    );
    for ballot in ballots {
        tally.add(ballot.map_err(ComputeError::Ballots)?);
    }
    let (counted, mut report) = tally.finish();
    report.cast += vote_state.excluded;
    report.excluded = vote_state.excluded;
    if held_to(vote_state, state) > 3 {
        report.excluded_sheets = vote_state.sheets_excluded;
    }

    let mut builder = Election::builder(vote_type(vote_state.ballots.ballot_type));
    for (id, proposal) in &candidates {
        builder.add_project(draft(id, proposal));
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
        return Err(ComputeError::Engine(said!(
            "vote-sheets-not-read",
            recorded = on_record.len(),
            read = sheets.len()
        )));
    }
    for ((body, expert), scores) in given {
        let scores = scores.iter();
        let scores = scores.filter(|(id, _)| vote_state.candidates.contains_key(*id));
        let scores = scores.map(|(id, score)| (id.clone(), *score)).collect();
        let top = vote_state.by_criteria.get(&body);
        let sheet = ScoreSheet::new(body, expert, scores);
        builder.add_score_sheet(match top {
            Some(top) => sheet.out_of(*top),
            None => sheet,
        });
    }
    let election = builder
        .build()
        .map_err(|error| ComputeError::Engine(engine_said(&error.wording())))?;
    Ok((election, report))
}
