//! Whether minutes are there in time and whole: of C09 the minutes, C10, C11 and C18.

use jiff::civil::Date;

use super::super::ending::Part;
use super::super::openness::One;
use super::super::state::ConsultationState;
use super::said::MINUTES;
use crate::clock::Period;
use crate::content::ContentState;
use crate::finding::{Check, Duty, Finding, Status};
use crate::programmes::Moment;
use crate::state::State;

/// How many days after it was held minutes are approved.
const APPROVED: Period = Period::Days(14);

/// How many days after it was held they are drafted: no check asks for it, whoever leads it is told.
const DRAFTED: Period = Period::Days(7);

impl One<'_> {
    /// What is found about minutes. Of one in writing there are none.
    pub(in super::super) fn minutes(&self, state: &State) -> Vec<Finding> {
        if self.known.plan.is_written() {
            return Vec::new();
        }
        let mut found = vec![
            self.waived(Part::Minutes, self.are_there()),
            self.waived(Part::Minutes, self.in_time()),
        ];
        if let Some(stands) = self.known.minutes.stands() {
            found.push(self.whole(state, stands));
            found.push(self.by_role(stands));
        }
        found
    }

    fn of_minutes(&self, check: Check) -> Finding {
        let approved = self.known.minutes.approved();
        let calendar = self.moment.of.calendar(approved.map(|(entry, _)| entry));
        let from = self.day(self.ends());
        let due = calendar.next_working(APPROVED.after(from));
        let mut entries = vec![self.known.entry];
        entries.extend(self.known.held.as_ref().map(|held| held.entry));
        entries.extend(approved.map(|(entry, _)| entry));
        let done = approved.map(|(_, at)| self.day(at));
        let finding = Finding::by_day(
            (check, self.moment.programme),
            self.subject.clone(),
            (due, done, self.moment.today),
            entries,
        );
        Finding {
            institution: Some(self.known.plan.institution.clone()),
            ..finding
        }
    }

    /// C09, the minutes: approved ones are there. How late they came is what C11 asks.
    fn are_there(&self) -> Finding {
        let finding = self.of_minutes(Check::C09);
        let (status, late) = match finding.status {
            Status::Broken => (Status::Held, 0),
            status => (status, finding.late),
        };
        Finding {
            duty: Some(Duty::Minutes),
            status,
            late,
            ..finding
        }
    }

    /// C11: they are approved two weeks after it was held.
    fn in_time(&self) -> Finding {
        self.of_minutes(Check::C11)
    }

    /// C10: the nine things are there, since nothing else is taken, as long as nobody erased what the minutes say.
    fn whole(&self, state: &State, stands: u64) -> Finding {
        let status = match state.content(stands, MINUTES) {
            Some(ContentState::Erased { .. }) => Status::Broken,
            Some(ContentState::Restricted { .. } | ContentState::Released { .. }) | None => {
                Status::Held
            }
        };
        self.finding(Check::C10, status, (None, self.approved_on()), vec![stands])
    }

    /// C18: remarks are told by role, and by name with consent alone: nothing else is taken.
    fn by_role(&self, stands: u64) -> Finding {
        let days = (None, self.approved_on());
        self.finding(Check::C18, Status::Held, days, vec![stands])
    }

    fn approved_on(&self) -> Option<Date> {
        let approved = self.known.minutes.approved();
        approved.map(|(_, at)| self.day(at))
    }

    /// When it ended: as is claimed, or as it was announced.
    fn ends(&self) -> &str {
        let known: &ConsultationState = self.known;
        known
            .ended(self.around.now)
            .unwrap_or(&known.plan.closes_at)
    }
}

/// What is to be done next for minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MinutesStep {
    /// To draft them.
    Draft,
    /// To settle the corrections that were asked for.
    Settle,
    /// To approve them.
    Approve,
}

/// What is to be done next for the minutes of a consultation, by which day, and the entry that it is about; `None` where that is nothing
/// now: nobody met yet, those who were there still read the draft, or they are approved.
pub(crate) fn next_step(
    known: &ConsultationState,
    moment: &Moment<'_>,
    now: &str,
) -> Option<(MinutesStep, Date, u64)> {
    let minutes = &known.minutes;
    let waived = known.waivers.contains_key(&Part::Minutes);
    if known.plan.is_written() || waived || minutes.stands().is_some() {
        return None;
    }
    let ended = moment.day(known.ended(now)?);
    let calendar = moment.of.calendar(None);
    let Some(draft) = minutes.draft() else {
        let entry = known.held.as_ref().map_or(known.entry, |held| held.entry);
        let due = calendar.next_working(DRAFTED.after(ended));
        return Some((MinutesStep::Draft, due, entry));
    };
    let last = minutes.window(moment.of).ok()??;
    if let Some((entry, _)) = minutes.unsettled() {
        return Some((MinutesStep::Settle, last, entry));
    }
    let due = calendar.next_working(APPROVED.after(ended));
    (moment.today > last).then_some((MinutesStep::Approve, due, draft))
}
