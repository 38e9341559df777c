//! Who registered for a consultation, in which order, and who of them came.

use std::collections::BTreeMap;
use std::sync::Arc;

use madang_words::quoted;
use serde::{Deserialize, Serialize};

use super::checked_in::CheckedIn;
use super::registered::RegistrationMade;
use super::registration_ends::{RegistrationCancelled, RegistrationPromoted};
use super::state::ConsultationState;
use crate::fact::Checked;
use crate::state::State;
use crate::violation::Violation;
use crate::words::said;

/// How a registration stands when it is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Registers {
    /// There is room: they take part.
    Confirmed,
    /// There is none: they wait for a place, and take part in nothing.
    Waiting,
}

impl Registers {
    /// Its name on the record and in the API.
    pub fn name(self) -> &'static str {
        match self {
            Registers::Confirmed => "confirmed",
            Registers::Waiting => "waiting",
        }
    }
}

/// How it stands with somebody now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// They have a place.
    Confirmed,
    /// They wait for one.
    Waiting,
    /// They have none any more: the entry that says so.
    Cancelled(u64),
    /// They came without having registered.
    WalkedIn,
}

/// Somebody who registered, or who came without.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registrant {
    /// The entry of the registration; where they came without one, of their coming.
    pub entry: u64,
    /// How it stands.
    pub standing: Standing,
    /// What the record has of their code; empty of who came without registering.
    pub receipt: String,
    /// The entry that gave them the place of somebody else.
    pub promoted: Option<u64>,
    /// The entry that says that they came.
    pub came: Option<u64>,
}

/// Who registered for one consultation, and who came: by the name that they have there alone.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Registrations(Arc<Everybody>);

/// What is asked of very many is counted along.
#[derive(Clone, Debug, Default, PartialEq)]
struct Everybody {
    all: BTreeMap<String, Registrant>,
    /// Whose code it is of which the record has that.
    receipts: BTreeMap<String, String>,
    /// Who waits, by the entry of their registration.
    waiting: BTreeMap<u64, String>,
    confirmed: u64,
    came: u64,
}

impl Everybody {
    /// Counts somebody as they stand from here on, or no more.
    fn count(&mut self, registrant: &str, one: &Registrant, stands: bool) {
        let count = |fits: bool, number: u64| match (fits, stands) {
            (false, _) => number,
            (true, true) => number.saturating_add(1),
            (true, false) => number.saturating_sub(1),
        };
        self.confirmed = count(one.standing == Standing::Confirmed, self.confirmed);
        self.came = count(one.came.is_some(), self.came);
        if one.standing == Standing::Waiting {
            match stands {
                true => self.waiting.insert(one.entry, registrant.to_owned()),
                false => self.waiting.remove(&one.entry),
            };
        }
    }
}

impl Registrations {
    /// Somebody, by their name there.
    pub fn get(&self, registrant: &str) -> Option<&Registrant> {
        self.0.all.get(registrant)
    }

    /// All of them, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Registrant)> {
        self.0.all.iter().map(|(name, one)| (name.as_str(), one))
    }

    /// How many have a place.
    pub fn confirmed(&self) -> u64 {
        self.0.confirmed
    }

    /// How many wait for one.
    pub fn waiting(&self) -> u64 {
        self.0.waiting.len() as u64
    }

    /// How many came.
    pub fn came(&self) -> u64 {
        self.0.came
    }

    /// Who waits longest.
    pub fn first_waiting(&self) -> Option<&str> {
        self.0.waiting.values().next().map(String::as_str)
    }

    /// Which of those who wait somebody is, from 1; `None` where they do not wait.
    pub fn place_of(&self, registrant: &str) -> Option<u64> {
        let own = self.get(registrant)?;
        let before = self.0.waiting.range(..own.entry).count() as u64;
        (own.standing == Standing::Waiting).then_some(before + 1)
    }

    /// Whose code it is of which the record has that.
    pub fn of_receipt(&self, receipt: &str) -> Option<(&str, &Registrant)> {
        let (name, one) = self
            .0
            .all
            .get_key_value(self.0.receipts.get(receipt)?.as_str())?;
        Some((name.as_str(), one))
    }

    /// Puts somebody there, or in the place of what was said of them before.
    fn put(&mut self, registrant: &str, one: Registrant) {
        let all = Arc::make_mut(&mut self.0);
        if let Some(before) = all.all.remove(registrant) {
            all.count(registrant, &before, false);
        }
        all.count(registrant, &one, true);
        if !one.receipt.is_empty() {
            let whose = registrant.to_owned();
            all.receipts.insert(one.receipt.clone(), whose);
        }
        all.all.insert(registrant.to_owned(), one);
    }

    fn change(&mut self, registrant: &str, change: impl FnOnce(&mut Registrant)) -> Checked {
        let known = self.get(registrant);
        let known = known.ok_or_else(|| Violation::unknown("registration", registrant))?;
        let mut one = known.clone();
        change(&mut one);
        self.put(registrant, one);
        Ok(())
    }
}

impl ConsultationState {
    /// Whether there is room for one more.
    pub fn has_room(&self) -> bool {
        let registration = self.plan.registration.as_ref();
        let capacity = registration.and_then(|registration| registration.capacity);
        capacity.is_none_or(|capacity| self.registrations.confirmed() < u64::from(capacity))
    }

    /// How the next registration stands: first come, first served.
    pub fn next_registers(&self) -> Registers {
        match self.has_room() && self.registrations.first_waiting().is_none() {
            true => Registers::Confirmed,
            false => Registers::Waiting,
        }
    }

    /// Who gets the place that is free now, where somebody waits for one.
    pub fn next_promoted(&self) -> Option<&str> {
        let first = self.registrations.first_waiting();
        first.filter(|_| self.has_room() && self.cancelled.is_none() && self.held.is_none())
    }

    /// Somebody whose registration stands.
    pub(super) fn check_registered(&self, registrant: &str) -> Result<&Registrant, Violation> {
        let known = self.registrations.get(registrant);
        let known = known.ok_or_else(|| Violation::unknown("registration", registrant))?;
        match known.standing {
            Standing::Confirmed | Standing::Waiting => Ok(known),
            Standing::Cancelled(entry) => Err(Violation::out_of_turn(said!(
                "consultation-registration-was-cancelled",
                id = quoted(registrant),
                entry = entry
            ))),
            Standing::WalkedIn => Err(Violation::unknown("registration", registrant)),
        }
    }

    /// Checks that somebody did not come yet.
    pub(super) fn check_not_there(registrant: &str, known: &Registrant) -> Checked {
        match known.came {
            None => Ok(()),
            Some(entry) => Err(Violation::out_of_turn(said!(
                "consultation-registration-came-already",
                id = quoted(registrant),
                entry = entry
            ))),
        }
    }
}

impl State {
    pub(super) fn register(&mut self, made: &RegistrationMade, entry: u64) -> Checked {
        let known = self.consultation_mut(&made.programme, &made.consultation)?;
        let registrant = Registrant {
            entry,
            standing: match made.standing {
                Registers::Confirmed => Standing::Confirmed,
                Registers::Waiting => Standing::Waiting,
            },
            receipt: made.receipt.clone(),
            promoted: None,
            came: None,
        };
        known.registrations.put(&made.registrant, registrant);
        Ok(())
    }

    pub(super) fn unregister(&mut self, ended: &RegistrationCancelled, entry: u64) -> Checked {
        let known = self.consultation_mut(&ended.programme, &ended.consultation)?;
        let cancel = |one: &mut Registrant| one.standing = Standing::Cancelled(entry);
        known.registrations.change(&ended.registrant, cancel)
    }

    pub(super) fn promote(&mut self, promoted: &RegistrationPromoted, entry: u64) -> Checked {
        let known = self.consultation_mut(&promoted.programme, &promoted.consultation)?;
        known.registrations.change(&promoted.registrant, |one| {
            one.standing = Standing::Confirmed;
            one.promoted = Some(entry);
        })
    }

    pub(super) fn check_in(&mut self, came: &CheckedIn, entry: u64) -> Checked {
        let known = self.consultation_mut(&came.programme, &came.consultation)?;
        if known.registrations.get(&came.registrant).is_some() {
            let there = |one: &mut Registrant| one.came = Some(entry);
            return known.registrations.change(&came.registrant, there);
        }
        let walked_in = Registrant {
            entry,
            standing: Standing::WalkedIn,
            receipt: String::new(),
            promoted: None,
            came: Some(entry),
        };
        known.registrations.put(&came.registrant, walked_in);
        Ok(())
    }
}
