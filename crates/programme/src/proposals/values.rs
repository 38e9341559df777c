//! What a proposal says besides its words, whichever version of its kind said it.

use serde::Serialize;

use super::handed_in::{DerivedFrom, ProposalHandedIn, ProposedBy};
use super::submitted::{ProposalSubmitted, ProposerKind};

/// The values of a proposal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProposalValues {
    /// The programme.
    pub programme: String,
    /// Identifier, unique in the programme.
    pub id: String,
    /// Cost in the programme's currency, smallest unit; `None` where nobody said it yet.
    pub cost: Option<u64>,
    /// The service group.
    pub group: Option<String>,
    /// Audiences it serves.
    pub audiences: Vec<String>,
    /// What kind of proposer it comes from.
    pub proposer: Option<ProposerKind>,
    /// The needs that it is to meet.
    pub needs: Vec<String>,
    /// Whose it is; `None` where its kind had no place for that.
    pub by: Option<ProposedBy>,
    /// The proposals that it was written after.
    pub derived_from: Vec<DerivedFrom>,
}

impl From<ProposalSubmitted> for ProposalValues {
    fn from(facts: ProposalSubmitted) -> ProposalValues {
        ProposalValues {
            programme: facts.programme,
            id: facts.id,
            cost: Some(facts.cost),
            group: facts.group,
            audiences: facts.audiences,
            proposer: facts.proposer,
            needs: Vec::new(),
            by: None,
            derived_from: Vec::new(),
        }
    }
}

impl From<ProposalHandedIn> for ProposalValues {
    fn from(facts: ProposalHandedIn) -> ProposalValues {
        ProposalValues {
            programme: facts.programme,
            id: facts.id,
            cost: facts.cost,
            group: facts.group,
            audiences: facts.audiences,
            proposer: facts.by.kind(),
            needs: facts.needs,
            by: Some(facts.by),
            derived_from: facts.derived_from,
        }
    }
}

impl ProposalValues {
    /// These once an official put them right: an amendment says nothing of needs, and nothing of whose it is.
    #[must_use]
    pub fn amended(self, values: ProposalSubmitted) -> ProposalValues {
        ProposalValues {
            needs: self.needs,
            by: self.by,
            derived_from: self.derived_from,
            ..ProposalValues::from(values)
        }
    }
}
