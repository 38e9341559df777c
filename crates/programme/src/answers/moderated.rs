//! Who hides, shows again and erases what others said: officials and facilitators of its programme, those of the institution that has
//! to answer it among them.

use super::subject::Subject;
use crate::fact::{By, Checked};
use crate::proposals::Standing;
use crate::role::Role;
use crate::state::State;
use crate::violation::Violation;
use crate::words::said;

impl State {
    /// The institution that has to do something about a subject of a programme, where one is named.
    pub(crate) fn has_to(&self, programme: &str, subject: &Subject) -> Option<&str> {
        let answered = self.answer(programme, subject);
        match subject {
            Subject::Voice(id) => {
                let voice = self.voice(programme, id).ok()?;
                Some(&voice.institution)
            }
            Subject::Proposal(_) => answered.map(|answer| answer.institution.as_str()),
        }
    }

    /// Checks that whoever acts may hide, show or erase contents of an entry, from rules 7 on: participants and facilitators may not
    /// before, and a role for one institution is enough for what that has to answer. What is in no programme is for those
    /// whose role is for the whole record.
    pub(crate) fn check_moderates(&self, entry: u64, by: &By<'_>) -> Checked {
        if self.rules() < 7 {
            return match by.actor.role {
                Role::Facilitator | Role::Participant => Err(Violation::out_of_turn(said!(
                    "content-older-rules",
                    role = by.actor.role.name()
                ))),
                Role::Operator
                | Role::Administrator
                | Role::Official
                | Role::Reviewer
                | Role::Registrar => self.check_whole(by, ""),
            };
        }
        let programme = self.programme_of(entry);
        self.check_holds(by, programme.unwrap_or_default())?;
        let Some(programme) = programme else {
            return self.check_whole(by, "");
        };
        if by.actor.role == Role::Participant {
            return self.check_code_holds(programme, by.actor.pseudonym);
        }
        let subject = self.subject_of(entry).and_then(Subject::of_record);
        match subject.and_then(|subject| self.has_to(programme, &subject)) {
            Some(institution) => self.check_acts_there(by, programme, institution),
            None => self.check_whole(by, programme),
        }
    }

    /// Whether whoever acts holds a role in which they may hide, show or erase contents of an entry, whatever became of these.
    pub fn moderates(&self, entry: u64, by: &By<'_>) -> bool {
        let of_rules = match self.rules() {
            0..=6 => None,
            _ => self.programme_of(entry),
        };
        let holds = self.check_holds(by, of_rules.unwrap_or_default());
        by.actor.role != Role::Participant
            && holds.and_then(|()| self.check_moderates(entry, by)).is_ok()
    }

    /// Checks that whoever acts by a code acts by one that no other took the place of.
    pub(crate) fn check_code_holds(&self, programme: &str, pseudonym: &str) -> Checked {
        match self.replaced_receipt(programme, pseudonym) {
            Some((_, by)) => Err(Violation::field(
                "actor",
                said!("voice-code-replaced", by = by),
            )),
            None => Ok(()),
        }
    }

    /// The entries that hold what a subject says, each in its content `text`: what was said and added, or every version that was
    /// proposed.
    pub fn proposers_words(&self, programme: &str, subject: &Subject) -> Vec<u64> {
        match subject {
            Subject::Voice(id) => {
                let voice = self.voice(programme, id);
                let said = voice.map(|voice| {
                    let added = voice.supplement.as_ref().and_then(|added| added.given);
                    std::iter::once(voice.entry).chain(added).collect()
                });
                said.unwrap_or_default()
            }
            Subject::Proposal(id) => {
                let proposal = self.proposal(programme, id);
                let versions = proposal.map(|proposal| {
                    let later = proposal.amendments.iter().copied();
                    std::iter::once(proposal.entry).chain(later).collect()
                });
                versions.unwrap_or_default()
            }
        }
    }

    /// Checks that the contents of an entry are what somebody proposed, or what they said: of that alone its author asks that it be
    /// hidden. What a vote is about stays to be read.
    pub(crate) fn check_proposers_words(&self, entry: u64) -> Checked {
        let none = || Violation::field("ground", said!("content-not-proposed", entry = entry));
        let programme = self.programme_of(entry).ok_or_else(none)?;
        let subject = self.subject_of(entry).and_then(Subject::of_record);
        let subject = subject.ok_or_else(none)?;
        if !self.proposers_words(programme, &subject).contains(&entry) {
            return Err(none());
        }
        let Subject::Proposal(id) = &subject else {
            return Ok(());
        };
        match &self.proposal(programme, id)?.standing {
            Standing::Candidate(vote) => Err(Violation::out_of_turn(said!(
                "content-voted-on",
                vote = vote.as_str()
            ))),
            _ => Ok(()),
        }
    }
}
