//! Who holds which role.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::granted::{Granted, RoleGranted, is_account};
use crate::fact::{By, Checked};
use crate::place::Place;
use crate::role::{Role, Scope};
use crate::state::State;
use crate::violation::Violation;
use crate::words::said;

/// The people's part of the state: by pseudonym what they hold, which may be nothing any more.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct People(Arc<BTreeMap<String, Vec<Grant>>>);

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

impl State {
    /// What somebody holds now, by their pseudonym, the oldest first.
    pub fn roles_of(&self, holder: &str) -> &[Grant] {
        self.people.0.get(holder).map_or(&[], Vec::as_slice)
    }

    /// Whether whoever made the last entry is the operator, who names the first administrator, or holds a role on the record.
    pub(super) fn was_by_granted(&self) -> bool {
        let holder = self.last_by.split_once('/').map_or("", |(_, name)| name);
        self.was_by(Role::Operator) || !self.roles_of(holder).is_empty()
    }

    /// Everybody who holds a role now, by pseudonym, with what they hold.
    pub fn holders(&self) -> impl Iterator<Item = (&str, &[Grant])> {
        let all = self.people.0.iter();
        let all = all.filter(|(_, grants)| !grants.is_empty());
        all.map(|(holder, grants)| (holder.as_str(), grants.as_slice()))
    }

    /// A role that somebody holds, by the entry that granted it.
    ///
    /// # Errors
    /// [`Violation::Unknown`] where they do not hold it.
    pub fn grant(&self, holder: &str, entry: u64) -> Result<&Grant, Violation> {
        let mut grants = self.roles_of(holder).iter();
        let found = grants.find(|grant| grant.entry == entry);
        found.ok_or_else(|| Violation::unknown("role", holder))
    }

    /// Whether roles of the whole record could be granted from the console alone without this one.
    pub(super) fn is_last_administrator(&self, grant: &Grant) -> bool {
        let mut all = self.people.0.values().flatten();
        grant.programme.is_none()
            && !all.any(|other| {
                other.role == Granted::Administrator
                    && other.programme.is_none()
                    && other.entry != grant.entry
            })
    }

    /// Checks that whoever acts under an account's pseudonym, or under any that a role was ever granted to, holds the role that
    /// they act in, where they act. Other posts are vouched for by the console alone, as on every record of before.
    pub(crate) fn check_holds(&self, by: &By<'_>, place: &Place) -> Checked {
        let pseudonym = by.actor.pseudonym;
        let grants = match self.people.0.get(pseudonym) {
            Some(grants) => grants.as_slice(),
            None if is_account(pseudonym) && by.actor.role.is_granted() => &[],
            None => return Ok(()),
        };
        let holds = |grant: &&Grant| {
            let everywhere = grant.programme.is_none();
            grant.role.name() == by.actor.role.name()
                && (everywhere || grant.programme.as_deref() == Some(place.space.as_str()))
        };
        if !by.actor.role.is_granted() || grants.iter().any(|grant| holds(&grant)) {
            return Ok(());
        }
        let actor = format!("{}/{pseudonym}", by.actor.role);
        Err(Violation::out_of_turn(match place.space.as_str() {
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
        let Some(grants) = self.people.0.get(pseudonym) else {
            return Ok(());
        };
        let fits = |grant: &Grant| {
            let there = grant.programme.as_deref().is_none_or(|of| of == programme);
            grant.role.name() == by.actor.role.name()
                && there
                && match grant.institution.as_deref() {
                    Some(own) => own == institution,
                    None => of_none,
                }
        };
        if grants.iter().any(fits) {
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
    /// of before nobody asked.
    pub(crate) fn check_whole(&self, by: &By<'_>, programme: &str) -> Checked {
        let pseudonym = by.actor.pseudonym;
        let asked = matches!(by.actor.role, Role::Official | Role::Facilitator);
        let Some(grants) = self.people.0.get(pseudonym).filter(|_| asked) else {
            return Ok(());
        };
        let mut here = grants.iter().filter(|grant| {
            let everywhere = grant.programme.is_none();
            grant.role.name() == by.actor.role.name()
                && (everywhere || grant.programme.as_deref() == Some(programme))
        });
        if self.rules() < 6 || here.any(|grant| grant.institution.is_none()) {
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
        let grants = Arc::make_mut(&mut self.people.0);
        let grants = grants.entry(granted.holder.clone()).or_default();
        grants.push(Grant {
            entry,
            role: granted.role,
            programme: granted.programme.clone(),
            institution: granted.institution.clone(),
        });
    }

    pub(super) fn end_role(&mut self, holder: &str, granted: u64) -> Checked {
        let grants = Arc::make_mut(&mut self.people.0).get_mut(holder);
        let grants = grants.ok_or_else(|| Violation::unknown("role", holder))?;
        let before = grants.len();
        grants.retain(|grant| grant.entry != granted);
        match grants.len() < before {
            true => Ok(()),
            false => Err(Violation::unknown("role", holder)),
        }
    }
}

impl Role {
    /// Whether the role is one that people are granted on the record.
    fn is_granted(self) -> bool {
        Granted::named(self.name()).is_some()
    }
}
