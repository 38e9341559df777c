//! The selection of a vote is published.

use std::collections::BTreeSet;

use madang_selection::audit::Audit;
use madang_selection::influence::Influence;
use madang_words::quoted;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::state::VotePhase;
use super::tally::TallyReport;
use crate::becomes::Becomes;
use crate::contents::{Content, ContentRule};
use crate::fact::{By, Checked, Fact};
use crate::place::{Place, Relation};
use crate::role::{Role, Scope};
use crate::state::State;
use crate::subject::SubjectKind;
use crate::things::{About, Change, How, Thing};
use crate::told::Told;
use crate::trust::{Cost, Rests};
use crate::violation::Violation;
use crate::words::said;

/// The content of `selection.published/1` that holds rounds, ties and per-project explanations.
pub const OUTCOME: &str = "outcome";

/// The content of `selection.published/1` that holds what was found about the outcome: [`Analysis`].
pub const ANALYSIS: &str = "analysis";

/// The result of a selection. Rounds, ties and per-project explanations are in the content `outcome`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SelectionPublished {
    /// The programme.
    pub programme: String,
    /// The vote whose ballots decided.
    pub vote: String,
    /// The rule it was computed by.
    pub rule: String,
    /// The chosen proposals, in the order of selection.
    pub selected: Vec<String>,
    /// What they cost together, smallest unit.
    pub total_cost: u64,
    /// Digest of candidates, ballots and budget, as the selection engine defines it; hex.
    pub input_digest: String,
    /// Which ballots counted and which did not.
    pub tally: TallyReport,
}

/// What is found about every selection on the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Analysis {
    /// What the outcome promises and breaks, who is represented, where the money goes.
    pub audit: Audit,
    /// The selection without each body, each expert, the public, each service group.
    pub influence: Influence,
}

// Whoever changes what the engine writes into one of these (an audit more, another word) gives it the next format number
// in the list of contents below: a record of before is then verified by its facts, and its explanations are left.

/// What the engine wrote: it is computed again, which checks more than its shape.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Computed(Value);

impl Content for Computed {
    fn check(&self, _rules: u32) -> Checked {
        Ok(())
    }
}

impl Fact for SelectionPublished {
    const KIND: &'static str = "selection.published/1";
    const ASKED: &'static str = "publish_selection";
    const WHO: &'static [Role] = &[Role::Official];
    const SCOPE: Scope = Scope::Whole;
    const CONTENTS: &'static [ContentRule] = &[
        ContentRule::of::<Computed>(OUTCOME).lasting().numbered(),
        ContentRule::of::<Computed>(ANALYSIS).lasting().numbered(),
    ];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnTheRecord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        let vote = state.vote(&self.programme, &self.vote)?;
        Ok(Place::of_programme(
            &self.programme,
            SubjectKind::Selection.of(&self.programme, &self.vote),
            vec![
                Relation::Vote.to(vote.entry),
                Relation::Rule.to(state.rule(&self.programme, &self.rule)?.entry),
            ],
        ))
    }

    fn check(&self, state: &State, _by: &By<'_>) -> Checked {
        let vote = state.vote(&self.programme, &self.vote)?;
        if !matches!(vote.phase, VotePhase::Opened { .. }) {
            return Err(Violation::out_of_turn(said!(
                "vote-selection-out-of-turn",
                vote = quoted(&self.vote)
            )));
        }
        if vote.rule != self.rule {
            return Err(Violation::field(
                "rule",
                said!(
                    "vote-of-another-rule",
                    rule = quoted(&self.rule),
                    opened = quoted(&vote.rule)
                ),
            ));
        }
        vote.check_counted(self.tally.counted)?;
        let proposals = state.proposals(&self.programme)?;
        for id in &self.selected {
            let proposal = proposals.get(id);
            if !proposal.is_some_and(|proposal| proposal.standing.is_up_for(&self.vote)) {
                return Err(Violation::field(
                    "selected",
                    said!("proposal-no-candidate", id = quoted(id)),
                ));
            }
        }
        Ok(())
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.settle(&self.programme, &self.vote, &self.selected)?;
        state.select(&self.programme, &self.vote, entry)
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        None
    }

    fn room(&self, _facts: usize, _state: &State) -> usize {
        1_500
    }

    fn becomes(&self) -> Becomes<'_> {
        Becomes::Nothing
    }

    fn about(&self) -> About<'_> {
        About::Begins(None)
    }

    fn links(&self, state: &State, entry: u64) -> Vec<Change> {
        let selected: BTreeSet<&String> = self.selected.iter().collect();
        let candidates = state.candidates(&self.programme, &self.vote).ok();
        let lost = candidates.into_iter().flatten().map(|(id, _)| id);
        let lost = lost.filter(|id| !selected.contains(id));
        let selected = self.selected.iter().map(|id| (How::Selects, id));
        let all = selected.chain(lost.map(|id| (How::PassesOver, id)));
        let link = |(how, id): (How, &String)| {
            let proposal = Thing::Proposal(&self.programme, id).entry(state)?;
            Some(Change::made(entry, how, proposal))
        };
        all.filter_map(link).collect()
    }
}
