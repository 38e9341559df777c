//! Whether a rule can be applied to what a vote is about: tried before anybody votes, once for the same rule and candidates.

use std::collections::BTreeMap;

use madang_record::Hash;
use madang_record::hash::sha256;
use madang_selection::{
    Allowance, BuildError, Completion, Election, Lot, Rule, ScoreSheet, SelectError, SelectOptions,
    SelectionRule, Trace, select_within,
};
use madang_selection_words::said as engine_said;
use madang_words::{Said, quoted};

use super::selection::{draft, vote_type, with_lot};
use super::{BallotType, RuleState, VoteOpened};
use crate::fact::Checked;
use crate::state::State;
use crate::violation::Violation;
use crate::words::said;

/// What a look at one candidate takes of an allowance beside the trial: it is told apart, put up and given back. Measured: ten thousand
/// candidates of a vote that is opened and called off take as long as a million looks of a selection.
const CANDIDATE: u64 = 100;

/// What became of trying a rule within an allowance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trial {
    /// Whether the vote may open is for [`State::apply`] to say; the trial takes no work any more.
    Made,
    /// It would take more work than may be done: the vote opens as if the rule could be applied.
    Left,
    /// Not even looking at the candidates may be done.
    Stopped,
}

impl State {
    /// Tries the rule of a vote that is to open, as long as `allowance` lasts: for whoever replays a record that somebody else
    /// wrote, and must not be held by it. To be followed by [`State::apply`] of that entry.
    pub fn try_rule(&mut self, opened: &VoteOpened, allowance: &mut Allowance) -> Trial {
        let Ok(standing) = self.candidates_to_be(&opened.programme) else {
            return Trial::Made;
        };
        let looks = CANDIDATE.saturating_mul(standing.count() as u64);
        if allowance.take(looks).is_err() {
            return Trial::Stopped;
        }
        let Ok(key) = key(self, opened) else {
            return Trial::Made;
        };
        if self.was_tried(&opened.programme, &key) {
            return Trial::Made;
        }
        let tried = self
            .rule(&opened.programme, &opened.rule)
            .map(|rule| apply(self, opened, &rule.rule, allowance));
        match tried {
            Ok(Ok(())) => {
                self.note_trial(&opened.programme, key);
                Trial::Made
            }
            Ok(Err(Refused::Spent)) => {
                self.note_trial(&opened.programme, key);
                Trial::Left
            }
            // It is refused with these words when it is applied.
            Ok(Err(Refused::Because(_))) | Err(_) => Trial::Made,
        }
    }
}

/// Checks that the rule of a vote can be applied to the proposals that stand, before anybody votes: it is tried. What
/// depends on the ballots alone can still fail afterwards; a vote can then be cancelled.
///
/// # Errors
/// What the engine refuses: quotas that cannot hold together, a utility that needs other ballots, say.
pub(super) fn check_applies(state: &State, vote: &VoteOpened, fixed: &RuleState) -> Checked {
    if state.was_tried(&vote.programme, &key(state, vote)?) {
        return Ok(());
    }
    match apply(state, vote, &fixed.rule, &mut Allowance::unlimited()) {
        Err(Refused::Because(reason)) => {
            let reason = said!(
                "vote-rule-not-applicable",
                rule = quoted(&vote.rule),
                reason = reason
            );
            Err(Violation::field("rule", reason))
        }
        // As much as it takes is never spent.
        Ok(()) | Err(Refused::Spent) => Ok(()),
    }
}

/// What a trial rests on and nothing else: a rule never changes, so that its entry stands for it.
///
/// # Errors
/// An unknown programme or rule.
pub(super) fn key(state: &State, vote: &VoteOpened) -> Result<Hash, Violation> {
    let rule = state.rule(&vote.programme, &vote.rule)?.entry;
    let candidates: Vec<_> = state
        .candidates_to_be(&vote.programme)?
        .map(|(id, of)| (id, of.cost, &of.group, &of.audiences))
        .collect();
    let on = (rule, vote.ballots.ballot_type, candidates);
    let text =
        serde_json::to_vec(&on).map_err(|error| Violation::unreadable("candidates", error))?;
    Ok(sha256(&text))
}

enum Refused {
    Because(Said),
    Spent,
}

fn apply(
    state: &State,
    vote: &VoteOpened,
    fixed: &SelectionRule,
    allowance: &mut Allowance,
) -> Result<(), Refused> {
    let trial = Lot::new("trial", "trial");
    let rule = with_lot(fixed, Some(&trial));
    // One voter for everything shows whether the quotas can be met. Completions are tried without any voter, and with a
    // step of the whole budget: how many raises a smaller one takes is for the ballots to say.
    // How many votes a project gets is for the ballots to say too.
    let one_voter = rule.clone().with_completion(Vec::new()).without_threshold();
    let mut no_voter = rule.with_quotas(None);
    for completion in &mut no_voter.completion {
        if let (Completion::AddOne { step, .. }, Some(budget)) = (completion, no_voter.budget) {
            *step = budget;
        }
    }
    for (rule, voters) in [(one_voter, 1), (no_voter, 0)] {
        let election = election(state, vote, &rule, voters).map_err(Refused::Because)?;
        let options = SelectOptions::default().with_trace(Trace::Outcome);
        select_within(&election, &rule, options, allowance).map_err(|error| match error {
            SelectError::AllowanceSpent => Refused::Spent,
            other => Refused::Because(engine_said(&other.wording())),
        })?;
    }
    Ok(())
}

fn election(
    state: &State,
    vote: &VoteOpened,
    rule: &SelectionRule,
    voters: u64,
) -> Result<Election, Said> {
    let standing = state
        .candidates_to_be(&vote.programme)
        .map_err(|violation| violation.said())?;
    let mut builder = Election::builder(vote_type(vote.ballots.ballot_type));
    for (id, proposal) in standing.clone() {
        let candidate = proposal.candidate(id);
        let candidate = candidate.map_err(|violation| violation.said())?;
        builder.add_project(draft(id, &candidate));
    }
    let ids = standing.map(|(id, _)| id.as_str());
    match vote.ballots.ballot_type {
        _ if voters == 0 => {}
        BallotType::Approval | BallotType::Ordinal => {
            builder.add_approvals(ids, voters);
        }
        BallotType::Cumulative | BallotType::Scoring => {
            builder.add_ballot(ids.map(|id| (id, 1)), voters);
        }
    }
    if let Rule::Scores(scores) = &rule.rule {
        for body in scores.bodies.keys() {
            builder.add_score_sheet(ScoreSheet::new(
                body.clone(),
                String::new(),
                BTreeMap::new(),
            ));
        }
    }
    builder
        .build()
        .map_err(|error: BuildError| engine_said(&error.wording()))
}
