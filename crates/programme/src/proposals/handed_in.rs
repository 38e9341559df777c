//! A proposal is handed in, by a participant or for somebody, with the needs that it is to meet.

use madang_words::{check_amount, quoted};
use serde::{Deserialize, Serialize};

use super::call::check_called;
use super::submitted::{CALLED, ProposalText, ProposerKind, check_audiences};
use crate::becomes::Becomes;
use crate::command::{Ask, Asked, NewContent};
use crate::contents::{ContentRule, TEXT};
use crate::event::Event;
use crate::fact::{By, Checked, Fact};
use crate::needs::check_names;
use crate::place::{Place, Relation};
use crate::role::{Role, Scope};
use crate::state::State;
use crate::subject::SubjectKind;
use crate::things::{About, Change, How, Thing};
use crate::told::Told;
use crate::trust::{Cost, Rests};
use crate::violation::{Violation, absent};
use crate::words::said;

/// The most needs that one proposal names.
pub const MOST_NEEDS: usize = 20;

/// The most proposals that one is written after.
const MOST_DERIVED: usize = 20;

/// A proposal was handed in. Its words are in the content `text`; what it costs may be said later, before a vote opens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProposalHandedIn {
    /// The programme.
    pub programme: String,
    /// Identifier, unique in the programme: its number, where nobody gave another.
    pub id: String,
    /// Cost in the programme's currency, smallest unit, ≥ 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<u64>,
    /// The service group; absent only where the programme has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// Audiences it serves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub audiences: Vec<String>,
    /// The needs that it is to meet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<String>,
    /// Whose it is.
    pub by: ProposedBy,
    /// The proposals that it was written after.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub derived_from: Vec<DerivedFrom>,
}

/// Whose a proposal is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProposedBy {
    /// The participant's who handed it in.
    Participant,
    /// An institution's of the programme.
    Institution(String),
    /// A body's of the programme.
    Body(String),
    /// Somebody else's, of that kind, for whom an official handed it in.
    Other(ProposerKind),
}

impl ProposedBy {
    /// What kind of proposer that is, where it tells.
    pub fn kind(&self) -> Option<ProposerKind> {
        match self {
            ProposedBy::Participant => Some(ProposerKind::Citizen),
            ProposedBy::Other(kind) => Some(*kind),
            ProposedBy::Institution(_) | ProposedBy::Body(_) => None,
        }
    }
}

/// A proposal that another was written after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DerivedFrom {
    /// The proposal.
    pub proposal: String,
    /// Which of its versions, from 1.
    pub version: u32,
    /// How.
    pub how: Derivation,
}

/// How a proposal was written after others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Derivation {
    /// Out of several.
    Merged,
    /// Out of a part.
    Split,
    /// Out of one, changed.
    Adapted,
}

impl Derivation {
    /// Every one.
    pub const ALL: [Derivation; 3] = [Derivation::Merged, Derivation::Split, Derivation::Adapted];

    /// Its name on the record, in files and in the API.
    pub fn name(self) -> &'static str {
        match self {
            Derivation::Merged => "merged",
            Derivation::Split => "split",
            Derivation::Adapted => "adapted",
        }
    }
}

/// Asks to hand a proposal in. One without an identifier gets the next number.
#[derive(Clone, Debug)]
pub struct HandInProposal {
    /// The facts; the identifier may be empty.
    pub facts: ProposalHandedIn,
    /// The words.
    pub text: ProposalText,
}

impl Ask for HandInProposal {
    fn name(&self) -> &'static str {
        ProposalHandedIn::ASKED
    }

    fn content(&self) -> impl Serialize {
        (&self.facts, &self.text)
    }

    fn draft(self, state: &State) -> Result<Asked, Violation> {
        let mut facts = self.facts;
        if facts.id.is_empty() {
            facts.id = state.next_proposal(&facts.programme)?;
        }
        let mut asked = Asked::from(facts);
        asked.contents.push(NewContent::public(TEXT, &self.text)?);
        Ok(asked)
    }

    fn named_as(mut self, event: &Event) -> Self {
        if let Event::Proposals(super::Event::ProposalHandedIn(known)) = event
            && self.facts.id.is_empty()
        {
            self.facts.id.clone_from(&known.id);
        }
        self
    }
}

impl ProposalHandedIn {
    /// Checks that whoever acts may hand in what is by these.
    fn check_by(&self, state: &State, by: &By<'_>) -> Checked {
        match (&self.by, by.actor.role) {
            (ProposedBy::Participant, Role::Participant) => Ok(()),
            (_, Role::Participant) => Err(Violation::field("by", said!("proposal-by-own"))),
            (ProposedBy::Participant, _) => {
                Err(Violation::field("by", said!("proposal-by-no-participant")))
            }
            (ProposedBy::Institution(id), _) => {
                state.institution(&self.programme, id)?;
                state.check_acts_for(by, &self.programme, id)
            }
            (ProposedBy::Body(id), _) => {
                state.body(&self.programme, id)?;
                state.check_whole(by, &self.programme)
            }
            (ProposedBy::Other(_), _) => state.check_whole(by, &self.programme),
        }
    }

    fn check_needs(&self, state: &State) -> Checked {
        check_names("needs", &self.needs, MOST_NEEDS)?;
        for id in &self.needs {
            state.need(&self.programme, id)?.check_live(id)?;
        }
        Ok(())
    }

    fn check_derived(&self, state: &State) -> Checked {
        let names = self.derived_from.iter().map(|from| &from.proposal);
        check_names("derived_from", names, MOST_DERIVED)?;
        for from in &self.derived_from {
            let last = state.proposal(&self.programme, &from.proposal)?.version();
            if !(1..=last).contains(&from.version) {
                return Err(Violation::field(
                    "derived_from",
                    said!(
                        "proposal-no-version",
                        id = quoted(&from.proposal),
                        version = from.version,
                        last = last
                    ),
                ));
            }
        }
        Ok(())
    }
}

impl Fact for ProposalHandedIn {
    const KIND: &'static str = "proposal.submitted/2";
    const ASKED: &'static str = "hand_in_proposal";
    const WHO: &'static [Role] = &[Role::Official, Role::Participant];
    const SCOPE: Scope = Scope::Institution { since: 1 };
    const CONTENTS: &'static [ContentRule] = &[ContentRule::of::<ProposalText>(TEXT).searched()];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        let programme = &self.programme;
        let mut refs = vec![Relation::Programme.to(state.programme(programme)?.entry)];
        for id in &self.needs {
            refs.push(Relation::Meets.to(state.need(programme, id)?.entry));
        }
        match &self.by {
            ProposedBy::Institution(id) => {
                refs.push(Relation::Institution.to(state.institution(programme, id)?));
            }
            ProposedBy::Body(id) => refs.push(Relation::Body.to(state.body(programme, id)?.entry)),
            ProposedBy::Participant | ProposedBy::Other(_) => {}
        }
        for from in &self.derived_from {
            let entry = state.proposal(programme, &from.proposal)?.entry;
            refs.push(Relation::DerivesFrom.to(entry));
        }
        let subject = SubjectKind::Proposal.of(programme, &self.id);
        Ok(Place::of_programme(programme, subject, refs))
    }

    fn check(&self, state: &State, by: &By<'_>) -> Checked {
        let programme = state.programme(&self.programme)?;
        state.check_identifier("id", &self.id)?;
        if let Some(cost) = self.cost {
            check_amount("cost", cost)?;
        }
        programme.check_served(self.group.as_deref(), &self.audiences)?;
        check_audiences(state, &self.audiences)?;
        if self.group.is_none() && !programme.groups.is_empty() {
            return Err(Violation::field("group", said!("proposal-group-missing")));
        }
        self.check_by(state, by)?;
        self.check_needs(state)?;
        self.check_derived(state)?;
        // What was proposed in a call can be written together, or apart, once the call is over.
        if by.actor.role == Role::Participant || self.derived_from.is_empty() {
            check_called(state, &self.programme, by)?;
        }
        let known = state.proposals(&self.programme)?.get(&self.id);
        absent("proposal", &self.id, known.map(|known| known.entry))
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.hand_in_proposal(self, entry)
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        None
    }

    fn room(&self, _facts: usize, _state: &State) -> usize {
        800
    }

    fn becomes(&self) -> Becomes<'_> {
        Becomes::Proposal(&self.programme, &self.id)
    }

    fn about(&self) -> About<'_> {
        About::Begins(Some(CALLED))
    }

    fn links(&self, state: &State, entry: u64) -> Vec<Change> {
        let needs = self.needs.iter().filter_map(|need| {
            let need = Thing::Need(&self.programme, need).entry(state)?;
            Some(Change::made(entry, How::Meets, need))
        });
        let from = self.derived_from.iter().filter_map(|from| {
            let from = Thing::Proposal(&self.programme, &from.proposal).entry(state)?;
            Some(Change::made(entry, How::GrowsFrom, from))
        });
        needs.chain(from).collect()
    }
}
