//! The rules of openness, held against a record: what each finds at a time. It reads all features, and none reads it.

mod minutes_work;
mod restrictions;
mod task;
mod whose;
mod words;
mod work;

use std::collections::BTreeMap;

use restrictions::Hidden;
pub use task::Task;
pub use whose::Part;
pub use words::{Linted, PersonalData, is_computed, lint, lint_bytes, lint_facts, lints};
pub use work::{SOON, Work, in_order as work_in_order};

use crate::answers;
use crate::bodies;
use crate::consultations::ConsultationState;
use crate::consultations::openness::{self as of_consultations, Around};
use crate::design;
use crate::finding::{Check, Finding, Status};
use crate::programmes::Moment;
use crate::scoring;
use crate::services;
use crate::state::State;
use crate::violation::Violation;
use crate::votes::VotePhase;

/// How many findings of a check stand each way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    by_status: BTreeMap<Status, u64>,
}

impl Numbers {
    /// How many stand so.
    pub fn of(&self, status: Status) -> u64 {
        self.by_status.get(&status).copied().unwrap_or_default()
    }

    /// How the worst of them stands; where there is nothing to ask, it is not yet due.
    pub fn worst(&self) -> Status {
        let worst = self.by_status.last_key_value();
        worst.map_or(Status::NotYetDue, |(status, _)| *status)
    }

    /// Counts a finding.
    pub fn add(&mut self, status: Status) {
        *self.by_status.entry(status).or_default() += 1;
    }
}

impl State {
    /// Holds a programme against every check at a time, and gives each finding to `found`. What was found in the words of its
    /// public contents comes from whoever has them.
    ///
    /// # Errors
    /// A programme that is not there, a time that is none.
    pub fn check_openness(
        &self,
        programme: &str,
        linted: &[Linted],
        now: &str,
        found: &mut dyn FnMut(Finding),
    ) -> Result<(), Violation> {
        let own = linted.iter().filter(|one| one.programme == programme);
        let own: Vec<&Linted> = own.collect();
        self.check_one(programme, (&Hidden::of(self), &own), now, found)
    }

    /// The same of every programme, one after the other in their order: what is hidden and what was found in words is put in order
    /// once for all of them.
    ///
    /// # Errors
    /// A time that is none.
    pub fn check_all_openness(
        &self,
        linted: &[Linted],
        now: &str,
        found: &mut dyn FnMut(Finding),
    ) -> Result<(), Violation> {
        let hidden = Hidden::of(self);
        let mut by_programme: BTreeMap<&str, Vec<&Linted>> = BTreeMap::new();
        for one in linted {
            by_programme.entry(&one.programme).or_default().push(one);
        }
        for programme in self.programme_ids() {
            let own = by_programme.remove(programme).unwrap_or_default();
            self.check_one(programme, (&hidden, &own), now, found)?;
        }
        Ok(())
    }

    fn check_one(
        &self,
        programme: &str,
        (hidden, linted): (&Hidden<'_>, &[&Linted]),
        now: &str,
        found: &mut dyn FnMut(Finding),
    ) -> Result<(), Violation> {
        let moment = Moment::at(programme, self.programme(programme)?, now)?;
        let selections = self
            .votes(programme)
            .filter_map(|(_, vote)| match vote.phase {
                VotePhase::Selected { entry, .. } => Some((entry, vote.selected_at.as_str())),
                VotePhase::Open
                | VotePhase::Closed { .. }
                | VotePhase::Opened { .. }
                | VotePhase::Cancelled { .. } => None,
            });
        let selections: Vec<(u64, &str)> = selections.collect();
        let around = Around {
            now,
            selections: &selections,
        };
        of_consultations::find(self, &moment, &around, found);
        answers::openness::find(self, &moment, found);
        bodies::openness::find(
            self,
            &moment,
            &|body| self.sessions(programme, body, now),
            found,
        );
        scoring::openness::find(self, &moment, found);
        services::openness::find(self, &moment, found);
        design::openness::find(self, &moment, found);
        restrictions::find(self, &moment, hidden, found);
        words::find(&moment, linted, found);
        Ok(())
    }

    /// When a body came together by a time: consultations that it held, the oldest first.
    fn sessions(&self, programme: &str, body: &str, now: &str) -> Vec<(u64, &str)> {
        let all = self.consultations(programme).map(|(_, known)| known);
        let own = all.filter(|known| known.plan.body.as_deref() == Some(body));
        let mut held: Vec<(u64, &str)> = own
            .filter_map(|known: &ConsultationState| {
                known.ended(now)?;
                let held = known.held.as_ref();
                Some(
                    held.map_or((known.entry, known.plan.opens_at.as_str()), |held| {
                        (held.entry, held.began_at.as_str())
                    }),
                )
            })
            .collect();
        held.sort_by(|one, other| (one.1, one.0).cmp(&(other.1, other.0)));
        held
    }

    /// The same by check: how many stand each way. Every check has its numbers, also where it found nothing to ask.
    ///
    /// # Errors
    /// As [`State::check_openness`].
    pub fn openness(
        &self,
        programme: &str,
        linted: &[Linted],
        now: &str,
    ) -> Result<BTreeMap<Check, Numbers>, Violation> {
        let none = |check| (check, Numbers::default());
        let mut numbers: BTreeMap<Check, Numbers> = Check::ALL.map(none).into();
        self.check_openness(programme, linted, now, &mut |finding| {
            numbers
                .entry(finding.check)
                .or_default()
                .add(finding.status);
        })?;
        Ok(numbers)
    }

    /// The findings of all programmes, in their order.
    ///
    /// # Errors
    /// A time that is none.
    pub fn findings(&self, linted: &[Linted], now: &str) -> Result<Vec<Finding>, Violation> {
        let mut all = Vec::new();
        self.check_all_openness(linted, now, &mut |finding| all.push(finding))?;
        all.sort_by(|one, other| in_order(one).cmp(&in_order(other)));
        Ok(all)
    }
}

/// By what findings are put in order: programme and check, the worst first, the latest first, as the record has them.
pub fn in_order(finding: &Finding) -> impl Ord + '_ {
    let worst_first = u8::MAX - finding.status as u8;
    let latest_first = u32::MAX - finding.late;
    (
        &finding.programme,
        finding.check,
        worst_first,
        latest_first,
        &finding.entries,
    )
}
