//! Proposals that there are, and where each stands.

use std::collections::BTreeMap;
use std::sync::Arc;

use madang_words::quoted;

use super::submitted::ProposalSubmitted;
use crate::by_programme::ByProgramme;
use crate::fact::Checked;
use crate::state::State;
use crate::violation::Violation;
use crate::words::said;

/// The proposals' part of the state: by programme and identifier.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Proposals(ByProgramme<BTreeMap<String, ProposalState>>);

/// The candidates of a vote by identifier, as they were when it opened: a later vote may take them over, and an amendment
/// change them.
pub type Candidates = Arc<BTreeMap<String, ProposalState>>;

/// A proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposalState {
    /// Its entry.
    pub entry: u64,
    /// Who handed it in, as on the record: `official/…`.
    pub by: Arc<str>,
    /// When it was handed in, UTC.
    pub at: String,
    /// Entries that amended it, in order.
    pub amendments: Vec<u64>,
    /// Cost, smallest unit.
    pub cost: u64,
    /// Service group.
    pub group: Option<String>,
    /// Audiences.
    pub audiences: Vec<String>,
    /// Where it stands.
    pub standing: Standing,
}

impl ProposalState {
    /// The entry that says how it is to be read: its latest amendment, or its own.
    pub fn reads(&self) -> u64 {
        self.amendments.last().copied().unwrap_or(self.entry)
    }
}

/// Where a proposal stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Handed in; a candidate of the next vote.
    Submitted,
    /// Taken back.
    Withdrawn,
    /// A candidate of a vote whose selection is not published yet.
    Candidate(String),
    /// Selected in that vote.
    Selected(String),
    /// Not selected in that vote.
    NotSelected(String),
}

impl Standing {
    /// Whether a vote that opens now has it as a candidate.
    pub(super) fn stands(&self) -> bool {
        match self {
            Standing::Submitted | Standing::NotSelected(_) => true,
            Standing::Withdrawn | Standing::Candidate(_) | Standing::Selected(_) => false,
        }
    }

    /// The vote that it is or was last up for.
    pub fn vote(&self) -> Option<&str> {
        match self {
            Standing::Candidate(vote) | Standing::Selected(vote) | Standing::NotSelected(vote) => {
                Some(vote)
            }
            Standing::Submitted | Standing::Withdrawn => None,
        }
    }

    /// Whether it is a candidate of a vote whose selection is not published yet.
    pub fn is_up_for(&self, vote: &str) -> bool {
        matches!(self, Standing::Candidate(of) if of == vote)
    }
}

static NONE: BTreeMap<String, ProposalState> = BTreeMap::new();

impl State {
    /// The proposals of a programme by identifier.
    ///
    /// # Errors
    /// [`Violation::Unknown`] where there is no such programme.
    pub fn proposals(
        &self,
        programme: &str,
    ) -> Result<&BTreeMap<String, ProposalState>, Violation> {
        self.programme(programme)?;
        Ok(self.proposals.0.get(programme).unwrap_or(&NONE))
    }

    /// A proposal of a programme, or the violation that there is none.
    ///
    /// # Errors
    /// [`Violation::Unknown`].
    pub fn proposal(&self, programme: &str, id: &str) -> Result<&ProposalState, Violation> {
        let proposal = self.proposals(programme)?.get(id);
        proposal.ok_or_else(|| Violation::unknown("proposal", id))
    }

    /// The proposals that a vote opened now would have as candidates, by identifier.
    ///
    /// # Errors
    /// [`Violation::Unknown`] where there is no such programme.
    pub fn candidates_to_be(
        &self,
        programme: &str,
    ) -> Result<impl Iterator<Item = (&String, &ProposalState)> + Clone, Violation> {
        let proposals = self.proposals(programme)?.iter();
        Ok(proposals.filter(|(_, proposal)| proposal.standing.stands()))
    }

    pub(super) fn add_proposal(&mut self, submitted: &ProposalSubmitted, entry: u64) -> Checked {
        self.programme(&submitted.programme)?;
        let proposal = ProposalState {
            entry,
            by: self.last_by.as_str().into(),
            at: self.last_at.clone(),
            amendments: Vec::new(),
            cost: submitted.cost,
            group: submitted.group.clone(),
            audiences: submitted.audiences.clone(),
            standing: Standing::Submitted,
        };
        let proposals = self.proposals.0.entry(&submitted.programme);
        proposals.insert(submitted.id.clone(), proposal);
        Ok(())
    }

    pub(super) fn amend_proposal(&mut self, values: &ProposalSubmitted, entry: u64) -> Checked {
        let proposal = self.proposal_mut(&values.programme, &values.id)?;
        proposal.amendments.push(entry);
        proposal.cost = values.cost;
        proposal.group.clone_from(&values.group);
        proposal.audiences.clone_from(&values.audiences);
        Ok(())
    }

    pub(super) fn withdraw_proposal(&mut self, programme: &str, id: &str) -> Checked {
        self.proposal_mut(programme, id)?.standing = Standing::Withdrawn;
        Ok(())
    }

    fn proposal_mut(&mut self, programme: &str, id: &str) -> Result<&mut ProposalState, Violation> {
        let proposals = self.proposals.0.get_mut(programme);
        let proposal = proposals.and_then(|proposals| proposals.get_mut(id));
        proposal.ok_or_else(|| Violation::unknown("proposal", id))
    }

    /// A vote opens: whatever stands becomes its candidate. Gives the candidates as they are then.
    pub(crate) fn put_up(&mut self, programme: &str, vote: &str) -> Result<Candidates, Violation> {
        let mut candidates = BTreeMap::new();
        for (id, proposal) in self.proposals_mut(programme)? {
            if proposal.standing.stands() {
                proposal.standing = Standing::Candidate(vote.to_owned());
                candidates.insert(id.clone(), proposal.clone());
            }
        }
        Ok(Arc::new(candidates))
    }

    /// A vote is called off: its candidates stand as before.
    pub(crate) fn give_back(&mut self, programme: &str, vote: &str) -> Checked {
        for proposal in self.proposals_mut(programme)?.values_mut() {
            if proposal.standing.is_up_for(vote) {
                proposal.standing = Standing::Submitted;
            }
        }
        Ok(())
    }

    /// A vote is decided: each of its candidates is selected or not.
    pub(crate) fn settle(&mut self, programme: &str, vote: &str, selected: &[String]) -> Checked {
        for id in selected {
            if !self.proposal(programme, id)?.standing.is_up_for(vote) {
                return Err(Violation::field(
                    "selected",
                    said!("proposal-no-candidate", id = quoted(id)),
                ));
            }
        }
        let proposals = self.proposals_mut(programme)?;
        for proposal in proposals.values_mut() {
            if proposal.standing.is_up_for(vote) {
                proposal.standing = Standing::NotSelected(vote.to_owned());
            }
        }
        for id in selected {
            if let Some(proposal) = proposals.get_mut(id) {
                proposal.standing = Standing::Selected(vote.to_owned());
            }
        }
        Ok(())
    }

    fn proposals_mut(
        &mut self,
        programme: &str,
    ) -> Result<&mut BTreeMap<String, ProposalState>, Violation> {
        self.programme(programme)?;
        Ok(self.proposals.0.entry(programme))
    }
}
