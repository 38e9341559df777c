//! Who holds which role.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::granted::{Granted, RoleGranted, is_account};
use crate::fact::{By, Checked};
use crate::place::Place;
use crate::role::{Role, Scope};
use crate::state::State;
use crate::violation::Violation;
use crate::words::said;

/// The people's part of the state.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct People(Arc<Everybody>);

#[derive(Clone, Debug, Default, PartialEq)]
struct Everybody {
    /// By pseudonym what they hold, which may be nothing any more.
    holders: BTreeMap<String, Held>,
    /// The entries that made somebody an administrator of the whole record, who is one still.
    administrators: BTreeSet<u64>,
}

/// What somebody holds: found by its entry, and by role and place, however much it is.
#[derive(Clone, Debug, Default, PartialEq)]
struct Held {
    grants: BTreeMap<u64, Grant>,
    places: BTreeMap<Where, u64>,
}

/// A role, the programme in which it is held and the institution for which, where they are named.
type Where = (Granted, Option<String>, Option<String>);

impl Held {
    /// The entry that granted a role there, for that institution alone or, without one, for none.
    fn exactly(
        &self,
        (role, programme, institution): (Granted, Option<&str>, Option<&str>),
    ) -> Option<u64> {
        let programme = programme.map(str::to_owned);
        let key = (role, programme, institution.map(str::to_owned));
        self.places.get(&key).copied()
    }

    /// Whether a role is held in a programme or, without one, in every programme, for whichever institution.
    fn there(&self, role: Granted, programme: Option<&str>) -> bool {
        let first = (role, programme.map(str::to_owned), None);
        let next = self.places.range(first..).next();
        next.is_some_and(|((of, there, _), _)| *of == role && there.as_deref() == programme)
    }
}

/// A role that somebody holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// The entry that granted it.
    pub entry: u64,
    /// The role.
    pub role: Granted,
    /// The programme in which they hold it; everywhere, if none.
    pub programme: Option<String>,
    /// The institution for which they act.
    pub institution: Option<String>,
}

impl People {
    /// What somebody holds to whom a role was ever granted.
    fn of(&self, holder: &str) -> Option<&Held> {
        self.0.holders.get(holder)
    }
}

impl State {
    /// What somebody holds now, by their pseudonym, the oldest first.
    pub fn roles_of(&self, holder: &str) -> Vec<&Grant> {
        let held = self.people.of(holder);
        held.map_or_else(Vec::new, |held| held.grants.values().collect())
    }

    /// The entry that granted a role to somebody, who holds it there still.
    pub(super) fn granted(&self, facts: &RoleGranted) -> Option<u64> {
        let programme = facts.programme.as_deref();
        let there = (facts.role, programme, facts.institution.as_deref());
        self.people.of(&facts.holder)?.exactly(there)
    }

    /// Whether whoever made the last entry is the operator, who names the first administrator, or holds a role on the record.
    pub(super) fn was_by_granted(&self) -> bool {
        let holder = self.last_by.split_once('/').map_or("", |(_, name)| name);
        let holds = self
            .people
            .of(holder)
            .is_some_and(|held| !held.grants.is_empty());
        holds || self.was_by(Role::Operator)
    }

    /// Everybody who holds a role now, by pseudonym, with what they hold.
    pub fn holders(&self) -> impl Iterator<Item = (&str, impl Iterator<Item = &Grant>)> {
        let all = self.people.0.holders.iter();
        let all = all.filter(|(_, held)| !held.grants.is_empty());
        all.map(|(holder, held)| (holder.as_str(), held.grants.values()))
    }

    /// A role that somebody holds, by the entry that granted it.
    ///
    /// # Errors
    /// [`Violation::Unknown`] where they do not hold it.
    pub fn grant(&self, holder: &str, entry: u64) -> Result<&Grant, Violation> {
        let found = self
            .people
            .of(holder)
            .and_then(|held| held.grants.get(&entry));
        found.ok_or_else(|| Violation::unknown("role", holder))
    }

    /// Whether roles of the whole record could be granted from the console alone without this one.
    pub(super) fn is_last_administrator(&self, grant: &Grant) -> bool {
        let mut all = self.people.0.administrators.iter();
        grant.programme.is_none() && !all.any(|other| *other != grant.entry)
    }

    /// Checks that whoever acts under an account's pseudonym, or under any that a role was ever granted to, holds the role that
    /// they act in, where they act. Other posts are vouched for by the console alone, as on every record of before.
    pub(crate) fn check_holds(&self, by: &By<'_>, space: &str) -> Checked {
        let pseudonym = by.actor.pseudonym;
        let Some(role) = by.actor.role.granted() else {
            return Ok(());
        };
        let held = self.people.of(pseudonym);
        if held.is_none() && !is_account(pseudonym) {
            return Ok(());
        }
        let there = [None, Some(space)];
        if held.is_some_and(|held| there.iter().any(|there| held.there(role, *there))) {
            return Ok(());
        }
        let actor = format!("{}/{pseudonym}", by.actor.role);
        Err(Violation::out_of_turn(match space {
            "" => said!("people-not-held", actor = actor),
            programme => said!("people-not-held-in", actor = actor, programme = programme),
        }))
    }

    /// Checks that whoever acts for an institution of a programme, and holds roles on the record, was granted one for it.
    pub(crate) fn check_acts_for(
        &self,
        by: &By<'_>,
        programme: &str,
        institution: &str,
    ) -> Checked {
        self.check_office(by, programme, institution, false)
    }

    /// The same where an official of the whole programme, whose role names no institution, may do it too.
    pub(crate) fn check_acts_within(
        &self,
        by: &By<'_>,
        programme: &str,
        institution: &str,
    ) -> Checked {
        self.check_office(by, programme, institution, true)
    }

    fn check_office(
        &self,
        by: &By<'_>,
        programme: &str,
        institution: &str,
        of_none: bool,
    ) -> Checked {
        let pseudonym = by.actor.pseudonym;
        let Some(held) = self.people.of(pseudonym) else {
            return Ok(());
        };
        let institutions = [Some(Some(institution)), of_none.then_some(None)];
        let fits = |role: Granted| {
            let mut all = institutions.iter().flatten().flat_map(|institution| {
                [None, Some(programme)].map(|programme| (role, programme, *institution))
            });
            all.any(|there| held.exactly(there).is_some())
        };
        if by.actor.role.granted().is_some_and(fits) {
            return Ok(());
        }
        Err(Violation::field(
            "actor",
            said!(
                "people-not-of-institution",
                actor = format!("{}/{pseudonym}", by.actor.role),
                institution = institution
            ),
        ))
    }

    /// Checks that from rules 6 on whoever holds a role for institutions alone does nothing for the whole programme: only kinds that ask
    /// themselves whether what they are about is their institution's, or that are open to everybody.
    pub(crate) fn check_scope(&self, scope: Scope, by: &By<'_>, place: &Place) -> Checked {
        match scope {
            Scope::Whole if self.rules() > 5 => self.check_whole(by, &place.space),
            Scope::Whole | Scope::Institution { .. } | Scope::Everybody => Ok(()),
        }
    }

    /// Checks that whoever acts in a programme, and holds roles there on the record, holds one that names no institution; on records
    /// of before nobody asked, nor before rules 7 of administrators.
    pub(crate) fn check_whole(&self, by: &By<'_>, programme: &str) -> Checked {
        let pseudonym = by.actor.pseudonym;
        let asked = match by.actor.role {
            Role::Official | Role::Facilitator | Role::Reviewer => true,
            Role::Administrator => self.rules() > 6,
            Role::Operator | Role::Participant | Role::Registrar => false,
        };
        let held = self.people.of(pseudonym).filter(|_| asked);
        let (Some(held), Some(role)) = (held, by.actor.role.granted()) else {
            return Ok(());
        };
        let mut here = [None, Some(programme)].into_iter();
        let whole = here.any(|programme| held.exactly((role, programme, None)).is_some());
        if self.rules() < 6 || whole {
            return Ok(());
        }
        Err(Violation::out_of_turn(said!(
            "people-one-institution",
            actor = format!("{}/{pseudonym}", by.actor.role)
        )))
    }

    /// From rules 6 on as [`State::check_acts_within`], where nobody was asked before; a participant acts for no institution.
    pub(crate) fn check_acts_there(
        &self,
        by: &By<'_>,
        programme: &str,
        institution: &str,
    ) -> Checked {
        match by.actor.role {
            Role::Official | Role::Facilitator if self.rules() > 5 => {
                self.check_acts_within(by, programme, institution)
            }
            _ => Ok(()),
        }
    }

    pub(super) fn grant_role(&mut self, granted: &RoleGranted, entry: u64) {
        let grant = Grant {
            entry,
            role: granted.role,
            programme: granted.programme.clone(),
            institution: granted.institution.clone(),
        };
        let people = Arc::make_mut(&mut self.people.0);
        if grant.administers_all() {
            people.administrators.insert(entry);
        }
        let held = people.holders.entry(granted.holder.clone()).or_default();
        held.places.insert(grant.place(), entry);
        held.grants.insert(entry, grant);
    }

    pub(super) fn end_role(&mut self, holder: &str, granted: u64) -> Checked {
        let people = Arc::make_mut(&mut self.people.0);
        let held = people.holders.get_mut(holder);
        let ended = held.and_then(|held| {
            let grant = held.grants.remove(&granted)?;
            held.places.remove(&grant.place())
        });
        people.administrators.remove(&granted);
        match ended {
            Some(_) => Ok(()),
            None => Err(Violation::unknown("role", holder)),
        }
    }
}

impl Grant {
    fn place(&self) -> Where {
        (self.role, self.programme.clone(), self.institution.clone())
    }

    /// Whether its holder grants the roles of the whole record.
    fn administers_all(&self) -> bool {
        self.role == Granted::Administrator && self.programme.is_none()
    }
}

impl Role {
    /// The role that people are granted on the record to act in this one, where it is one of those.
    fn granted(self) -> Option<Granted> {
        Granted::named(self.name())
    }
}
