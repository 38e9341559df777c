//! What is answered, and what an answer points to.

use std::str::FromStr;

use madang_words::quoted;
use serde::{Deserialize, Serialize};

use crate::fact::{By, Checked};
use crate::place::{Reference, Relation};
use crate::proposals::ProposalState;
use crate::state::State;
use crate::subject::{SubjectKind, SubjectRef};
use crate::things::Thing;
use crate::violation::Violation;
use crate::voices::check_address;
use crate::words::said;

/// What is answered: one voice or one proposal, by its identifier in the programme.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// A voice.
    Voice(String),
    /// A proposal.
    Proposal(String),
}

impl Subject {
    /// Its kind on the record, in files and in the API.
    pub fn kind(&self) -> &'static str {
        self.sort().name()
    }

    fn sort(&self) -> SubjectKind {
        match self {
            Subject::Voice(_) => SubjectKind::Voice,
            Subject::Proposal(_) => SubjectKind::Proposal,
        }
    }

    /// Its identifier.
    pub fn id(&self) -> &str {
        match self {
            Subject::Voice(id) | Subject::Proposal(id) => id,
        }
    }

    /// The one of a kind by its identifier.
    pub fn of(kind: &str, id: &str) -> Option<Subject> {
        let answered = [
            Subject::Voice(id.to_owned()),
            Subject::Proposal(id.to_owned()),
        ];
        answered.into_iter().find(|subject| subject.kind() == kind)
    }

    /// The one that the record names so: `voice:kr0018-flagships/12`; `None` for what is not answered.
    pub fn of_record(on_record: &str) -> Option<Subject> {
        let read = SubjectRef::parse(on_record)?;
        Subject::of(read.kind.name(), read.id).filter(|subject| !subject.id().is_empty())
    }

    /// As the record names it: `voice:kr0018-flagships/12`.
    pub fn on_record(&self, programme: &str) -> String {
        self.sort().of(programme, self.id())
    }

    fn relation(&self) -> Relation {
        match self {
            Subject::Voice(_) => Relation::Voice,
            Subject::Proposal(_) => Relation::Proposal,
        }
    }

    /// The entry that it is referred to by.
    pub(super) fn reference(&self, state: &State, programme: &str) -> Result<Reference, Violation> {
        Ok(self.relation().to(self.entry(state, programme)?))
    }

    /// Its entry.
    pub(crate) fn entry(&self, state: &State, programme: &str) -> Result<u64, Violation> {
        match self {
            Subject::Voice(id) => Ok(state.voice(programme, id)?.entry),
            Subject::Proposal(id) => Ok(state.proposal(programme, id)?.entry),
        }
    }

    /// Checks that it is there, was not taken back, and goes on under its own name.
    pub(crate) fn check_stands(&self, state: &State, programme: &str) -> Checked {
        match self {
            Subject::Voice(id) => state.voice(programme, id)?.check_stands(),
            Subject::Proposal(id) => state.proposal(programme, id)?.check_goes_on(id),
        }
    }

    /// It as a thing of the trace.
    pub(super) fn thing<'a>(&'a self, programme: &'a str) -> Thing<'a> {
        match self {
            Subject::Voice(id) => Thing::Voice(programme, id),
            Subject::Proposal(id) => Thing::Proposal(programme, id),
        }
    }

    /// Whether it was said by people themselves, so that they can ask for another look at its answer: a voice, or a proposal that a
    /// participant handed in.
    pub(super) fn is_of_people(&self, state: &State, programme: &str) -> bool {
        match self {
            Subject::Voice(_) => true,
            Subject::Proposal(id) => {
                let proposal = state.proposal(programme, id);
                proposal.is_ok_and(ProposalState::is_of_participant)
            }
        }
    }

    /// The institution that is to answer; `None` where it names none, so that any may.
    pub(super) fn responsible<'a>(
        &self,
        state: &'a State,
        programme: &str,
    ) -> Result<Option<&'a str>, Violation> {
        match self {
            Subject::Voice(id) => Ok(Some(&state.voice(programme, id)?.institution)),
            Subject::Proposal(_) => Ok(None),
        }
    }
}

impl FromStr for Subject {
    type Err = Violation;

    /// Reads what people write: `voice/12`, `proposal/3`.
    fn from_str(text: &str) -> Result<Subject, Violation> {
        let parts = text.split_once('/').filter(|(_, id)| !id.is_empty());
        let found = parts.and_then(|(kind, id)| Subject::of(kind, id));
        found.ok_or_else(|| {
            Violation::field("subject", said!("answer-subject-form", text = quoted(text)))
        })
    }
}

/// Where something can be looked at: an entry of the record, or an address.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pointer {
    /// An earlier entry.
    Entry(u64),
    /// A web address.
    Address(String),
}

impl Pointer {
    /// Reads what people write: the number of an entry, or an address.
    pub fn read(text: &str) -> Pointer {
        let entry = text.parse().map(Pointer::Entry);
        entry.unwrap_or_else(|_| Pointer::Address(text.to_owned()))
    }

    /// Checks it for an entry that is made by `by`.
    pub(crate) fn check(&self, field: &'static str, state: &State, by: &By<'_>) -> Checked {
        match self {
            Pointer::Entry(entry) if *entry < by.index => Ok(()),
            Pointer::Entry(entry) => Err(Violation::unknown("entry", entry.to_string())),
            Pointer::Address(address) => check_address(state.rules(), field, address),
        }
    }

    /// Checks it where it is to show something about a subject: neither that nor what was answered to it shows itself, nor does the
    /// entry that begins the record.
    pub(super) fn check_shows(
        &self,
        field: &'static str,
        state: &State,
        programme: &str,
        subject: &Subject,
        by: &By<'_>,
    ) -> Checked {
        self.check(field, state, by)?;
        let Pointer::Entry(entry) = self else {
            return Ok(());
        };
        let dealt = state.dealt(programme, subject);
        let own = dealt.is_some_and(|dealt| dealt.has(*entry));
        if own || *entry == 0 || *entry == subject.entry(state, programme)? {
            return Err(Violation::field(
                field,
                said!("answer-shows-itself", entry = entry),
            ));
        }
        Ok(())
    }

    /// What it cites.
    pub(crate) fn reference(&self) -> Option<Reference> {
        match self {
            Pointer::Entry(entry) => Some(Relation::Cites.to(*entry)),
            Pointer::Address(_) => None,
        }
    }
}
