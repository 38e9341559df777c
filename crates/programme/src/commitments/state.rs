//! Action plans and commitments that there are.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::fact::Checked;
use crate::state::State;
use crate::violation::Violation;

/// The commitments' part of the state.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Commitments {
    /// Action plans by identifier, with their entry.
    action_plans: Arc<BTreeMap<String, u64>>,
    /// Commitments by identifier.
    commitments: Arc<BTreeMap<String, CommitmentState>>,
}

/// A commitment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommitmentState {
    /// Its entry.
    pub entry: u64,
    /// ISO 3166-1 alpha-2 code.
    pub country: String,
    /// Entries that put it right, in order.
    pub corrections: Vec<u64>,
    /// Milestones by code, with their entry.
    pub milestones: BTreeMap<String, u64>,
    /// Reviews by report, with their entry.
    pub reviews: BTreeMap<String, u64>,
}

impl CommitmentState {
    /// The entry that says how it is to be read: its latest correction, or its own.
    pub fn stands(&self) -> u64 {
        self.corrections.last().copied().unwrap_or(self.entry)
    }
}

impl State {
    /// The entry of an action plan, or the violation that there is none.
    ///
    /// # Errors
    /// [`Violation::Unknown`].
    pub fn action_plan(&self, id: &str) -> Result<u64, Violation> {
        let plan = self.commitments.action_plans.get(id).copied();
        plan.ok_or_else(|| Violation::unknown("action plan", id))
    }

    /// A commitment, or the violation that there is none.
    ///
    /// # Errors
    /// [`Violation::Unknown`].
    pub fn commitment(&self, id: &str) -> Result<&CommitmentState, Violation> {
        let commitment = self.commitments.commitments.get(id);
        commitment.ok_or_else(|| Violation::unknown("commitment", id))
    }

    pub(super) fn add_action_plan(&mut self, id: &str, entry: u64) {
        Arc::make_mut(&mut self.commitments.action_plans).insert(id.to_owned(), entry);
    }

    pub(super) fn add_commitment(&mut self, id: &str, country: &str, entry: u64) {
        let commitment = CommitmentState {
            entry,
            country: country.to_owned(),
            corrections: Vec::new(),
            milestones: BTreeMap::new(),
            reviews: BTreeMap::new(),
        };
        Arc::make_mut(&mut self.commitments.commitments).insert(id.to_owned(), commitment);
    }

    pub(super) fn correct_commitment(&mut self, id: &str, entry: u64) -> Checked {
        self.commitment_mut(id)?.corrections.push(entry);
        Ok(())
    }

    pub(super) fn add_milestone(&mut self, commitment: &str, code: &str, entry: u64) -> Checked {
        let commitment = self.commitment_mut(commitment)?;
        commitment.milestones.insert(code.to_owned(), entry);
        Ok(())
    }

    pub(super) fn add_review(&mut self, commitment: &str, report: &str, entry: u64) -> Checked {
        let commitment = self.commitment_mut(commitment)?;
        commitment.reviews.insert(report.to_owned(), entry);
        Ok(())
    }

    fn commitment_mut(&mut self, id: &str) -> Result<&mut CommitmentState, Violation> {
        Arc::make_mut(&mut self.commitments.commitments)
            .get_mut(id)
            .ok_or_else(|| Violation::unknown("commitment", id))
    }
}
