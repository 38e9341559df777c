//! Proposals that there are, and where each stands.

use std::collections::BTreeMap;
use std::sync::Arc;

use madang_words::quoted;

use super::handed_in::{ProposalHandedIn, ProposedBy};
use super::merged::{ProposalSplit, ProposalsMerged};
use super::revised::ProposalRevised;
use super::submitted::ProposalSubmitted;
use super::talk::{Call, Talk};
use crate::by_programme::ByProgramme;
use crate::days::day_in;
use crate::fact::{By, Checked};
use crate::role::{ActorRef, Role};
use crate::state::State;
use crate::violation::Violation;
use crate::words::said;

/// The proposals' part of the state.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Proposals {
    /// By programme and identifier.
    all: ByProgramme<BTreeMap<String, ProposalState>>,
    pub(super) calls: ByProgramme<Vec<Call>>,
    pub(super) talk: ByProgramme<Talk>,
}

/// The candidates of a vote by identifier, as they were when it opened: a later vote may take them over, and an amendment
/// change them.
pub type Candidates = Arc<BTreeMap<String, Candidate>>;

/// A proposal as a vote is about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Cost, smallest unit.
    pub cost: u64,
    /// Service group.
    pub group: Option<String>,
    /// Audiences.
    pub audiences: Vec<String>,
}

/// A proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposalState {
    /// Its entry.
    pub entry: u64,
    /// Who handed it in, as on the record: `official/…`.
    pub by: Arc<str>,
    /// When it was handed in, UTC.
    pub at: String,
    /// Whose it is, where its kind says that.
    pub proposed_by: Option<ProposedBy>,
    /// Entries that amended or revised it, in order: each made a version.
    pub amendments: Vec<u64>,
    /// Cost, smallest unit; `None` where nobody said it yet.
    pub cost: Option<u64>,
    /// Service group.
    pub group: Option<String>,
    /// Audiences.
    pub audiences: Vec<String>,
    /// The needs that it is to meet, by identifier.
    pub needs: Vec<String>,
    /// The last day of the call in which it was proposed.
    pub call_until: Option<String>,
    /// The proposals that went on in it, by identifier in the order in which that was said.
    pub grew_from: Vec<String>,
    /// How many others go on in it, by their answers.
    pub(super) holds: u64,
    /// The answer that stands, where it adopts the proposal.
    pub adopted: Option<u64>,
    /// Where it stands.
    pub standing: Standing,
    /// The entry after which it goes on under its own name no more, with its time: it was taken back, merged or split.
    pub left: Option<(u64, String)>,
}

impl ProposalState {
    /// The entry that says how it is to be read: its latest amendment, or its own.
    pub fn reads(&self) -> u64 {
        self.amendments.last().copied().unwrap_or(self.entry)
    }

    /// The number of the version that stands, from 1.
    pub fn version(&self) -> u32 {
        u32::try_from(self.amendments.len()).map_or(u32::MAX, |later| later.saturating_add(1))
    }

    /// Whether whoever acts handed it in.
    pub fn is_by(&self, by: &By<'_>) -> bool {
        ActorRef::parse(&self.by).is_ok_and(|actor| actor == by.actor)
    }

    /// It as a candidate of a vote.
    ///
    /// # Errors
    /// What is voted on has a cost.
    pub(crate) fn candidate(&self, id: &str) -> Result<Candidate, Violation> {
        let none = || Violation::out_of_turn(said!("proposal-no-cost", id = quoted(id)));
        Ok(Candidate {
            cost: self.cost.ok_or_else(none)?,
            group: self.group.clone(),
            audiences: self.audiences.clone(),
        })
    }

    /// Checks that a version is the one that stands: whoever names it has seen what stands.
    pub(super) fn check_version(&self, field: &'static str, version: u32) -> Checked {
        let stands = self.version();
        if version == stands {
            return Ok(());
        }
        Err(Violation::field(
            field,
            said!("proposal-stale", version = version, stands = stands),
        ))
    }

    /// Checks that it goes on under its own name.
    pub(crate) fn check_goes_on(&self, id: &str) -> Checked {
        let by = self.left.as_ref().map_or(self.entry, |(by, _)| *by);
        let id = quoted(id);
        Err(Violation::out_of_turn(match &self.standing {
            Standing::Withdrawn => said!("proposal-withdrawn-already", id = id),
            Standing::Merged(into) => {
                said!("proposal-merged", id = id, by = by, into = quoted(into))
            }
            Standing::Split(_) => said!("proposal-split", id = id, by = by),
            Standing::Submitted
            | Standing::Candidate(_)
            | Standing::Selected(_)
            | Standing::NotSelected(_) => return Ok(()),
        }))
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
    /// It goes on in that proposal.
    Merged(String),
    /// It goes on in those.
    Split(Vec<String>),
}

impl Standing {
    /// Whether a vote that opens now has it as a candidate.
    pub(super) fn stands(&self) -> bool {
        match self {
            Standing::Submitted | Standing::NotSelected(_) => true,
            Standing::Withdrawn
            | Standing::Candidate(_)
            | Standing::Selected(_)
            | Standing::Merged(_)
            | Standing::Split(_) => false,
        }
    }

    /// The vote that it is or was last up for.
    pub fn vote(&self) -> Option<&str> {
        match self {
            Standing::Candidate(vote) | Standing::Selected(vote) | Standing::NotSelected(vote) => {
                Some(vote)
            }
            Standing::Submitted
            | Standing::Withdrawn
            | Standing::Merged(_)
            | Standing::Split(_) => None,
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
        Ok(self.proposals.all.get(programme).unwrap_or(&NONE))
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

    /// The number that the next proposal of a programme gets.
    ///
    /// # Errors
    /// [`Violation::Unknown`] where there is no such programme.
    pub fn next_proposal(&self, programme: &str) -> Result<String, Violation> {
        let proposals = self.proposals(programme)?;
        let mut next = proposals.len() + 1;
        while proposals.contains_key(&next.to_string()) {
            next += 1;
        }
        Ok(next.to_string())
    }

    /// Checks that whoever acts speaks for a proposal: they handed it in, or act for the institution whose it is.
    pub(super) fn check_proposes(
        &self,
        programme: &str,
        proposal: &ProposalState,
        by: &By<'_>,
    ) -> Checked {
        let for_institution = match &proposal.proposed_by {
            Some(ProposedBy::Institution(id)) if by.actor.role == Role::Official => {
                self.check_acts_for(by, programme, id).is_ok()
            }
            _ => false,
        };
        match for_institution || proposal.is_by(by) {
            true => Ok(()),
            false => Err(Violation::field("actor", said!("proposal-not-own"))),
        }
    }

    /// The same as a question: whether whoever acts revises a proposal, and takes it back.
    pub fn proposes(&self, programme: &str, id: &str, by: &By<'_>) -> bool {
        let proposal = self.proposal(programme, id);
        proposal.is_ok_and(|proposal| self.check_proposes(programme, proposal, by).is_ok())
    }

    /// A proposal is adopted by an answer from here on, or no more.
    pub(crate) fn adopt_proposal(&mut self, programme: &str, id: &str, by: Option<u64>) -> Checked {
        self.proposal_mut(programme, id)?.adopted = by;
        Ok(())
    }

    /// Another goes on in a proposal from here on, by its answer, or no more.
    pub(crate) fn go_on_in_proposal(&mut self, programme: &str, id: &str, more: bool) -> Checked {
        let proposal = self.proposal_mut(programme, id)?;
        proposal.holds = match more {
            true => proposal.holds.saturating_add(1),
            false => proposal.holds.saturating_sub(1),
        };
        Ok(())
    }

    /// A proposal as it comes in, of which nothing is known yet.
    fn new_proposal(&self, entry: u64) -> ProposalState {
        ProposalState {
            entry,
            by: self.last_by.as_str().into(),
            at: self.last_at.clone(),
            proposed_by: None,
            amendments: Vec::new(),
            cost: None,
            group: None,
            audiences: Vec::new(),
            needs: Vec::new(),
            call_until: None,
            grew_from: Vec::new(),
            holds: 0,
            adopted: None,
            standing: Standing::Submitted,
            left: None,
        }
    }

    pub(super) fn add_proposal(&mut self, submitted: &ProposalSubmitted, entry: u64) -> Checked {
        self.programme(&submitted.programme)?;
        let proposal = ProposalState {
            cost: Some(submitted.cost),
            group: submitted.group.clone(),
            audiences: submitted.audiences.clone(),
            ..self.new_proposal(entry)
        };
        let proposals = self.proposals.all.entry(&submitted.programme);
        proposals.insert(submitted.id.clone(), proposal);
        Ok(())
    }

    pub(super) fn hand_in_proposal(&mut self, handed: &ProposalHandedIn, entry: u64) -> Checked {
        let zone = &self.programme(&handed.programme)?.zone;
        let today = day_in(zone, &self.last_at)?.to_string();
        let mut calls = self.calls(&handed.programme).iter();
        let call = calls.find(|call| call.takes(&today));
        let proposal = ProposalState {
            proposed_by: Some(handed.by.clone()),
            cost: handed.cost,
            group: handed.group.clone(),
            audiences: handed.audiences.clone(),
            needs: handed.needs.clone(),
            call_until: call.map(|call| call.to.clone()),
            ..self.new_proposal(entry)
        };
        let proposals = self.proposals.all.entry(&handed.programme);
        proposals.insert(handed.id.clone(), proposal);
        Ok(())
    }

    pub(super) fn amend_proposal(&mut self, values: &ProposalSubmitted, entry: u64) -> Checked {
        let proposal = self.proposal_mut(&values.programme, &values.id)?;
        proposal.amendments.push(entry);
        proposal.cost = Some(values.cost);
        proposal.group.clone_from(&values.group);
        proposal.audiences.clone_from(&values.audiences);
        Ok(())
    }

    pub(super) fn revise_proposal(&mut self, revised: &ProposalRevised, entry: u64) -> Checked {
        let proposal = self.proposal_mut(&revised.programme, &revised.proposal)?;
        proposal.amendments.push(entry);
        proposal.cost = revised.cost.or(proposal.cost);
        Ok(())
    }

    pub(super) fn withdraw_proposal(&mut self, programme: &str, id: &str, entry: u64) -> Checked {
        self.leave_as(programme, id, Standing::Withdrawn, entry)
    }

    pub(super) fn merge_proposals(&mut self, merged: &ProposalsMerged, entry: u64) -> Checked {
        self.proposal(&merged.programme, &merged.into)?;
        for id in &merged.from {
            self.proposal(&merged.programme, id)?;
        }
        for id in &merged.from {
            let standing = Standing::Merged(merged.into.clone());
            self.leave_as(&merged.programme, id, standing, entry)?;
            let into = self.proposal_mut(&merged.programme, &merged.into)?;
            into.grew_from.push(id.clone());
        }
        Ok(())
    }

    pub(super) fn split_proposal(&mut self, split: &ProposalSplit, entry: u64) -> Checked {
        for part in &split.into {
            self.proposal(&split.programme, part)?;
        }
        let standing = Standing::Split(split.into.clone());
        self.leave_as(&split.programme, &split.proposal, standing, entry)?;
        for part in &split.into {
            let part = self.proposal_mut(&split.programme, part)?;
            part.grew_from.push(split.proposal.clone());
        }
        Ok(())
    }

    /// A proposal goes on under its own name no more.
    fn leave_as(&mut self, programme: &str, id: &str, standing: Standing, entry: u64) -> Checked {
        let at = self.last_at.clone();
        let proposal = self.proposal_mut(programme, id)?;
        proposal.standing = standing;
        proposal.left = Some((entry, at));
        Ok(())
    }

    fn proposal_mut(&mut self, programme: &str, id: &str) -> Result<&mut ProposalState, Violation> {
        let proposals = self.proposals.all.get_mut(programme);
        let proposal = proposals.and_then(|proposals| proposals.get_mut(id));
        proposal.ok_or_else(|| Violation::unknown("proposal", id))
    }

    /// A vote opens: whatever stands becomes its candidate. Gives the candidates as they are then.
    pub(crate) fn put_up(&mut self, programme: &str, vote: &str) -> Result<Candidates, Violation> {
        let mut candidates = BTreeMap::new();
        for (id, proposal) in self.proposals_mut(programme)? {
            if proposal.standing.stands() {
                candidates.insert(id.clone(), proposal.candidate(id)?);
                proposal.standing = Standing::Candidate(vote.to_owned());
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
        Ok(self.proposals.all.entry(programme))
    }
}
