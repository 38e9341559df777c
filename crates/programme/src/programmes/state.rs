//! Programmes that there are.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use madang_words::moment::in_zone;
use madang_words::quoted;

use super::created::ProgrammeBegun;
use super::periods::{Periods, USUAL};
use crate::clock::{Calendar, Period};
use crate::fact::Checked;
use crate::state::State;
use crate::subject::{SubjectKind, SubjectRef};
use crate::violation::Violation;
use crate::words::said;

/// The programmes' part of the state.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Programmes {
    /// By identifier.
    all: BTreeMap<String, Arc<ProgrammeState>>,
    /// The longest period that any had for a deliberation, where one was longer than is usual.
    deliberation: Option<Period>,
}

/// From it periods are compared: of its months and those after it none is shorter than usual.
const SOME_DAY: Date = jiff::civil::date(2027, 7, 1);

/// A programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgrammeState {
    /// Its entry.
    pub entry: u64,
    /// The commitment that it serves, where there is one.
    pub commitment: Option<String>,
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
    /// The entry that fixed its calendar.
    pub calendar_fixed: Option<u64>,
    /// Its calendar as it is known now.
    pub calendar: Calendar,
    /// Its periods by the entry from which each holds, oldest first.
    pub fixed_periods: Vec<(u64, Periods)>,
}

impl ProgrammeState {
    /// The calendar that something is held to which the entry `done` did, or which is still to be done.
    pub fn calendar(&self, done: Option<u64>) -> Calendar {
        match (done, self.calendar_fixed) {
            (None, _) => self.calendar.clone(),
            (Some(done), Some(fixed)) if fixed < done => self.calendar.before(done),
            // Every day counts.
            (Some(_), _) => Calendar::default(),
        }
    }

    /// A time of the record as it is read where the programme is: refusals say it so.
    pub fn local(&self, at: &str) -> String {
        in_zone(at, &self.zone)
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
        let programme = self.programmes.all.get(id).map(Arc::as_ref);
        programme.ok_or_else(|| Violation::unknown("programme", id))
    }

    /// The identifiers of all programmes, in their order.
    pub fn programme_ids(&self) -> impl Iterator<Item = &str> {
        self.programmes.all.keys().map(String::as_str)
    }

    /// The programmes that something outside all of them concerns, by its subject on the record: a commitment those that serve it, all
    /// else each.
    pub(crate) fn concerned<'a>(&'a self, subject: &'a str) -> impl Iterator<Item = &'a str> {
        let of = SubjectRef::parse(subject).filter(|of| {
            use SubjectKind::{Commitment, Milestone, Review};
            [Commitment, Milestone, Review].contains(&of.kind)
        });
        let commitment = of.map(|of| of.whole);
        let all = self.programmes.all.iter();
        let concerned = all.filter(move |(_, programme)| {
            commitment.is_none() || programme.commitment.as_deref() == commitment
        });
        concerned.map(|(id, _)| id.as_str())
    }

    /// The longest period that any programme ever had for a deliberation.
    pub(crate) fn longest_deliberation(&self) -> Period {
        self.programmes.deliberation.unwrap_or(USUAL.deliberation)
    }

    pub(super) fn add_programme(&mut self, created: &ProgrammeBegun, entry: u64) {
        let programme = ProgrammeState {
            entry,
            commitment: created.commitment.clone(),
            currency: created.currency.clone(),
            zone: created.zone.clone(),
            target: created.target,
            groups: BTreeMap::new(),
            audiences: BTreeMap::new(),
            calendar_fixed: None,
            calendar: Calendar::default(),
            fixed_periods: Vec::new(),
        };
        let programmes = &mut self.programmes.all;
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

    pub(super) fn fix_calendar(
        &mut self,
        programme: &str,
        calendar: Calendar,
        entry: u64,
    ) -> Checked {
        let programme = self.programme_mut(programme)?;
        programme.calendar_fixed = Some(entry);
        programme.calendar = calendar;
        Ok(())
    }

    pub(super) fn amend_calendar(
        &mut self,
        programme: &str,
        changed: impl Iterator<Item = Date>,
        entry: u64,
    ) -> Checked {
        self.programme_mut(programme)?
            .calendar
            .amend(changed, entry);
        Ok(())
    }

    pub(super) fn set_periods(&mut self, programme: &str, periods: Periods, entry: u64) -> Checked {
        let programme = self.programme_mut(programme)?;
        programme.fixed_periods.push((entry, periods));
        let longest = self.longest_deliberation();
        if periods.deliberation.after(SOME_DAY) > longest.after(SOME_DAY) {
            self.programmes.deliberation = Some(periods.deliberation);
        }
        Ok(())
    }

    fn programme_mut(&mut self, id: &str) -> Result<&mut ProgrammeState, Violation> {
        let programme = self.programmes.all.get_mut(id).map(Arc::make_mut);
        programme.ok_or_else(|| Violation::unknown("programme", id))
    }
}
