//! Bodies that there are, and who sits on them.

use std::collections::BTreeMap;

use super::composed::BodyComposed;
use super::established::BodyKind;
use super::members::{MemberAppointed, MemberClass};
use super::seated::MemberSeated;
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
    /// Its seats, where it was set up with any.
    pub composed: Option<Composed>,
    /// Everybody who was ever appointed for a term, in the order in which they were.
    pub seated: Vec<Seated>,
}

/// The seats of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Composed {
    /// When it was set up, UTC.
    pub at: String,
    /// How many of each class it has at least.
    pub seats: BTreeMap<MemberClass, u32>,
    /// How many must be there so that it can decide.
    pub quorum: u32,
    /// Within how many days it meets again.
    pub meets_every: Option<u32>,
}

/// A member for a term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seated {
    /// The entry that appointed them.
    pub entry: u64,
    /// Its time.
    pub at: String,
    /// Their name in the body.
    pub member: String,
    /// What they are there as.
    pub class: MemberClass,
    /// The part of society that they come from.
    pub sector: String,
    /// The first day of their term.
    pub from: String,
    /// Its last day.
    pub until: Option<String>,
    /// Whether they are in the chair.
    pub chair: bool,
    /// Whether everybody is told who they are.
    pub named: bool,
    /// The entry by which they left, and its time.
    pub left: Option<(u64, String)>,
}

impl Seated {
    /// Whether the term holds on a day of the programme, as far as its own days say.
    pub fn holds(&self, day: &str) -> bool {
        self.from.as_str() <= day && self.until.as_deref().is_none_or(|until| day <= until)
    }
}

impl BodyState {
    /// Whoever sits there now, on a day of the programme: who has not left, and whose term has begun and is not over.
    pub fn sitting<'a, 'd>(
        &'a self,
        day: &'d str,
    ) -> impl Iterator<Item = &'a Seated> + use<'a, 'd> {
        let there = self.seated.iter();
        there.filter(move |seated| seated.left.is_none() && seated.holds(day))
    }

    /// Whoever sat there as entry `before` was made, on the day that it tells.
    pub fn sat<'a, 'd>(
        &'a self,
        before: u64,
        day: &'d str,
    ) -> impl Iterator<Item = &'a Seated> + use<'a, 'd> {
        let known = self.seated.iter();
        known.filter(move |seated| {
            let left = seated.left.as_ref();
            seated.entry < before
                && left.is_none_or(|(left, _)| *left > before)
                && seated.holds(day)
        })
    }

    /// The member of a name who sits there on a day.
    pub fn sits(&self, member: &str, day: &str) -> Option<&Seated> {
        let mut there = self.seated.iter();
        there.find(|seated| seated.member == member && seated.left.is_none() && seated.holds(day))
    }

    /// Whoever is in the chair on a day.
    pub fn chair(&self, day: &str) -> Option<&Seated> {
        self.sitting(day).find(|seated| seated.chair)
    }
}

impl Composed {
    /// How many are missing of each class beside those who sit there: of the classes that lack some.
    pub fn missing<'a>(
        &self,
        sitting: impl Iterator<Item = &'a Seated> + Clone,
    ) -> BTreeMap<MemberClass, u32> {
        let missing = self.seats.iter().filter_map(|(class, least)| {
            let there = sitting.clone().filter(|seated| seated.class == *class);
            let there = u32::try_from(there.count()).unwrap_or(u32::MAX);
            Some((*class, least.checked_sub(there)?)).filter(|(_, lacks)| *lacks > 0)
        });
        missing.collect()
    }
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
            composed: None,
            seated: Vec::new(),
        };
        self.bodies.0.entry(programme).insert(id.to_owned(), body);
        Ok(())
    }

    pub(super) fn compose_body(&mut self, composed: &BodyComposed, entry: u64) -> Checked {
        let (programme, id) = (&composed.programme, &composed.id);
        self.add_body(programme, id, composed.kind, entry)?;
        let seats = Composed {
            at: self.last_at.clone(),
            seats: composed.seats.clone(),
            quorum: composed.quorum,
            meets_every: composed.meets_every,
        };
        self.body_mut(programme, id)?.composed = Some(seats);
        Ok(())
    }

    pub(super) fn seat_member(&mut self, seated: &MemberSeated, entry: u64) -> Checked {
        let own = Seated::new(seated, entry, &self.last_at);
        self.add_member(&seated.clone().into(), entry)?;
        let body = self.body_mut(&seated.programme, &seated.body)?;
        body.seated.push(own);
        Ok(())
    }

    pub(super) fn add_member(&mut self, appointed: &MemberAppointed, entry: u64) -> Checked {
        let body = self.body_mut(&appointed.programme, &appointed.body)?;
        let member: (MemberClass, u64) = (appointed.class, entry);
        body.members.insert(appointed.member.clone(), member);
        Ok(())
    }

    pub(super) fn remove_member(
        &mut self,
        (programme, body, member): (&str, &str, &str),
        entry: u64,
    ) -> Checked {
        let at = self.last_at.clone();
        let body = self.body_mut(programme, body)?;
        let removed = body.members.remove(member);
        let mut seated = body.seated.iter_mut();
        if let Some(seated) = seated.find(|one| one.member == member && one.left.is_none()) {
            seated.left = Some((entry, at));
        }
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
