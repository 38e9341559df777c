//! Programmes that there are.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use madang_words::quoted;

use super::created::ProgrammeBegun;
use super::periods::{Periods, USUAL};
use crate::clock::Calendar;
use crate::fact::Checked;
use crate::state::State;
use crate::violation::Violation;
use crate::words::said;

/// The programmes' part of the state, by identifier.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Programmes(BTreeMap<String, Arc<ProgrammeState>>);

/// A programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgrammeState {
    /// Its entry.
    pub entry: u64,
    /// ISO 4217 code.
    pub currency: String,
    /// IANA time zone: its days are told in it.
    pub zone: String,
    /// How many flagships.
    pub target: Option<u32>,
    /// Service groups by identifier, with their entry.
    pub groups: BTreeMap<String, u64>,
    /// Audiences by identifier: their group and entry.
    pub audiences: BTreeMap<String, (String, u64)>,
    /// Its calendars by the entry from which each holds, oldest first.
    pub calendars: Vec<(u64, Calendar)>,
    /// Its periods by the entry from which each holds, oldest first.
    pub fixed_periods: Vec<(u64, Periods)>,
}

/// In which every day counts.
static NO_CALENDAR: LazyLock<Calendar> = LazyLock::new(Calendar::default);

impl ProgrammeState {
    /// The calendar that something is held to which the entry `done` did, or which is still to be done.
    pub fn calendar(&self, done: Option<u64>) -> &Calendar {
        let before = |(entry, _): &&(u64, Calendar)| done.is_none_or(|done| *entry < done);
        let found = self.calendars.iter().rev().find(before);
        found.map_or(&NO_CALENDAR, |(_, calendar)| calendar)
    }

    /// The periods of what the entry `begun` began.
    pub fn periods(&self, begun: u64) -> Periods {
        let before = |(entry, _): &&(u64, Periods)| *entry < begun;
        let found = self.fixed_periods.iter().rev().find(before);
        found.map_or(USUAL, |(_, periods)| *periods)
    }

    /// Checks that a service group, where one is named, is defined, and that so are the audiences, all of them in it.
    ///
    /// # Errors
    /// The one that is not, or is of another group.
    pub fn check_served(&self, group: Option<&str>, audiences: &[String]) -> Checked {
        if let Some(group) = group
            && !self.groups.contains_key(group)
        {
            return Err(Violation::unknown("group", group));
        }
        for audience in audiences {
            let (of, _) = self
                .audiences
                .get(audience)
                .ok_or_else(|| Violation::unknown("audience", audience))?;
            if group != Some(of.as_str()) {
                return Err(Violation::field(
                    "audiences",
                    said!(
                        "programme-audience-of-another",
                        audience = quoted(audience),
                        group = quoted(of)
                    ),
                ));
            }
        }
        Ok(())
    }
}

impl State {
    /// A programme, or the violation that there is none.
    ///
    /// # Errors
    /// [`Violation::Unknown`].
    pub fn programme(&self, id: &str) -> Result<&ProgrammeState, Violation> {
        let programme = self.programmes.0.get(id).map(Arc::as_ref);
        programme.ok_or_else(|| Violation::unknown("programme", id))
    }

    /// The identifiers of all programmes, in their order.
    pub fn programme_ids(&self) -> impl Iterator<Item = &str> {
        self.programmes.0.keys().map(String::as_str)
    }

    pub(super) fn add_programme(&mut self, created: &ProgrammeBegun, entry: u64) {
        let programme = ProgrammeState {
            entry,
            currency: created.currency.clone(),
            zone: created.zone.clone(),
            target: created.target,
            groups: BTreeMap::new(),
            audiences: BTreeMap::new(),
            calendars: Vec::new(),
            fixed_periods: Vec::new(),
        };
        let programmes = &mut self.programmes.0;
        programmes.insert(created.id.clone(), Arc::new(programme));
    }

    pub(super) fn add_group(&mut self, programme: &str, id: &str, entry: u64) -> Checked {
        let programme = self.programme_mut(programme)?;
        programme.groups.insert(id.to_owned(), entry);
        Ok(())
    }

    pub(super) fn add_audience(
        &mut self,
        programme: &str,
        group: &str,
        id: &str,
        entry: u64,
    ) -> Checked {
        let programme = self.programme_mut(programme)?;
        let audience = (group.to_owned(), entry);
        programme.audiences.insert(id.to_owned(), audience);
        Ok(())
    }

    pub(super) fn set_calendar(
        &mut self,
        programme: &str,
        calendar: Calendar,
        entry: u64,
    ) -> Checked {
        let programme = self.programme_mut(programme)?;
        programme.calendars.push((entry, calendar));
        Ok(())
    }

    pub(super) fn set_periods(&mut self, programme: &str, periods: Periods, entry: u64) -> Checked {
        let programme = self.programme_mut(programme)?;
        programme.fixed_periods.push((entry, periods));
        Ok(())
    }

    fn programme_mut(&mut self, id: &str) -> Result<&mut ProgrammeState, Violation> {
        let programme = self.programmes.0.get_mut(id).map(Arc::make_mut);
        programme.ok_or_else(|| Violation::unknown("programme", id))
    }
}
