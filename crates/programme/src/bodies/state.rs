//! Bodies that there are, and who sits on them.

use std::collections::BTreeMap;

use super::established::BodyKind;
use super::members::{MemberAppointed, MemberClass};
use crate::by_programme::ByProgramme;
use crate::fact::Checked;
use crate::state::State;
use crate::violation::Violation;

/// The bodies' part of the state: by programme and identifier.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Bodies(ByProgramme<BTreeMap<String, BodyState>>);

/// A body of people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyState {
    /// Its entry.
    pub entry: u64,
    /// Its kind.
    pub kind: BodyKind,
    /// Members who have not left, by pseudonym: class and entry.
    pub members: BTreeMap<String, (MemberClass, u64)>,
}

static NONE: BTreeMap<String, BodyState> = BTreeMap::new();

impl State {
    /// The bodies of a programme by identifier.
    ///
    /// # Errors
    /// [`Violation::Unknown`] where there is no such programme.
    pub fn bodies(&self, programme: &str) -> Result<&BTreeMap<String, BodyState>, Violation> {
        self.programme(programme)?;
        Ok(self.bodies.0.get(programme).unwrap_or(&NONE))
    }

    /// A body of a programme, or the violation that there is none.
    ///
    /// # Errors
    /// [`Violation::Unknown`].
    pub fn body(&self, programme: &str, id: &str) -> Result<&BodyState, Violation> {
        let body = self.bodies(programme)?.get(id);
        body.ok_or_else(|| Violation::unknown("body", id))
    }

    /// The entry that appointed a member who has not left, or the violation that there is none.
    ///
    /// # Errors
    /// [`Violation::Unknown`].
    pub fn member(&self, programme: &str, body: &str, member: &str) -> Result<u64, Violation> {
        let member_state = self.body(programme, body)?.members.get(member);
        let (_, entry) = member_state.ok_or_else(|| Violation::unknown("member", member))?;
        Ok(*entry)
    }

    pub(super) fn add_body(
        &mut self,
        programme: &str,
        id: &str,
        kind: BodyKind,
        entry: u64,
    ) -> Checked {
        self.programme(programme)?;
        let body = BodyState {
            entry,
            kind,
            members: BTreeMap::new(),
        };
        self.bodies.0.entry(programme).insert(id.to_owned(), body);
        Ok(())
    }

    pub(super) fn add_member(&mut self, appointed: &MemberAppointed, entry: u64) -> Checked {
        let body = self.body_mut(&appointed.programme, &appointed.body)?;
        let member: (MemberClass, u64) = (appointed.class, entry);
        body.members.insert(appointed.member.clone(), member);
        Ok(())
    }

    pub(super) fn remove_member(&mut self, programme: &str, body: &str, member: &str) -> Checked {
        let removed = self.body_mut(programme, body)?.members.remove(member);
        match removed {
            Some(_) => Ok(()),
            None => Err(Violation::unknown("member", member)),
        }
    }

    fn body_mut(&mut self, programme: &str, id: &str) -> Result<&mut BodyState, Violation> {
        let bodies = self.bodies.0.get_mut(programme);
        let body = bodies.and_then(|bodies| bodies.get_mut(id));
        body.ok_or_else(|| Violation::unknown("body", id))
    }
}
