//! Whether consultations are announced in time and openly, and whether what they need is there: C01 to C07, of C09 the agenda,
//! the attendance and the outcomes, C12 and C15; what is asked of minutes stands with them.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::ending::Part;
use super::plan::Mode;
use super::state::ConsultationState;
use crate::clock::{Period, days_between};
use crate::content::ContentState;
use crate::contents::TEXT;
use crate::finding::{Check, Duty, Finding, Status};
use crate::place::Place;
use crate::programmes::Moment;
use crate::state::State;

/// How many days before it opens a consultation is announced.
const NOTICE: Period = Period::Days(14);

/// How many days one in writing takes what is written.
const WRITTEN: u32 = 14;

/// How many days one in writing does that is for those who cannot come to another.
const TWIN: u32 = 7;

/// How many days after it was held the attendance is published.
const ATTENDANCE: Period = Period::Days(7);

/// How many days after it was held what came of it is recorded.
const OUTCOMES: Period = Period::Days(28);

/// When it is asked, of what besides consultations.
pub(crate) struct Around<'a> {
    /// The time, UTC.
    pub(crate) now: &'a str,
    /// The selections of the programme: their entries and times.
    pub(crate) selections: &'a [(u64, &'a str)],
}

/// Finds what there is in a programme.
pub(crate) fn find(
    state: &State,
    moment: &Moment<'_>,
    around: &Around<'_>,
    found: &mut dyn FnMut(Finding),
) {
    let mut twins: BTreeMap<&str, Vec<&ConsultationState>> = BTreeMap::new();
    for (id, known) in state.consultations(moment.programme) {
        if let Some(twin) = known.plan.twin.as_deref() {
            // It holds of both, whichever of them says so.
            twins.entry(twin).or_default().push(known);
            let other = state.consultation(moment.programme, twin);
            twins.entry(id).or_default().extend(other.ok());
        }
    }
    for (id, known) in state.consultations(moment.programme) {
        let one = One {
            moment,
            around,
            known,
            subject: Place::consultation(moment.programme, id),
        };
        let opened = around.now >= known.plan.opens_at.as_str();
        let mut all = vec![
            one.announced(),
            one.notice(),
            one.words(state),
            one.invited(),
        ];
        all.extend(one.twin(twins.get(id).map_or(&[][..], Vec::as_slice)));
        all.push(one.open_question());
        all.extend(one.written());
        all.extend([
            one.waived(Part::Agenda, one.agenda()),
            one.waived(Part::Attendance, one.attendance()),
            one.waived(Part::Outcomes, one.outcomes()),
            one.summed_up(),
            one.say(),
            one.closing(),
        ]);
        all.extend(one.minutes(state));
        all.extend(one.cites());
        all.extend(one.cards());
        match &known.cancelled {
            None => all.into_iter().for_each(&mut *found),
            // Its duties end, and what was broken by then stays so.
            Some((_, at)) if opened && known.plan.opens_at <= *at => {
                let broken = all
                    .into_iter()
                    .filter(|one| one.status == Status::Broken && one.duty.is_none());
                broken.for_each(&mut *found);
            }
            Some(_) => {}
        }
    }
}

/// One consultation.
pub(super) struct One<'a> {
    pub(super) moment: &'a Moment<'a>,
    pub(super) around: &'a Around<'a>,
    pub(super) known: &'a ConsultationState,
    pub(super) subject: String,
}

impl One<'_> {
    pub(super) fn day(&self, at: &str) -> Date {
        self.moment.day(at)
    }

    fn opened(&self) -> bool {
        self.around.now >= self.known.plan.opens_at.as_str()
    }

    fn closed(&self) -> bool {
        self.around.now >= self.known.plan.closes_at.as_str()
    }

    /// When it began: as is claimed, or as it was announced.
    fn begins(&self) -> &str {
        let held = self.known.held.as_ref();
        held.map_or(&self.known.plan.opens_at, |held| &held.began_at)
    }

    pub(super) fn finding(
        &self,
        check: Check,
        status: Status,
        (due, done): (Option<Date>, Option<Date>),
        entries: Vec<u64>,
    ) -> Finding {
        let late = match (due, status) {
            (Some(due), Status::Overdue | Status::Broken) => {
                days_between(due, done.unwrap_or(self.moment.today))
            }
            (_, Status::Held | Status::NotYetDue) | (None, _) => 0,
        };
        Finding {
            check,
            programme: self.moment.programme.to_owned(),
            subject: self.subject.clone(),
            institution: Some(self.known.plan.institution.clone()),
            duty: None,
            by_waiver: false,
            status,
            due: due.map(|day| day.to_string()),
            done: done.map(|day| day.to_string()),
            late,
            entries,
        }
    }

    /// C01: when it opens, closes and is decided was said before it opened: nothing else is taken.
    fn announced(&self) -> Finding {
        let days = (
            Some(self.day(&self.known.plan.opens_at)),
            Some(self.day(&self.known.at)),
        );
        self.finding(Check::C01, Status::Held, days, vec![self.known.entry])
    }

    /// C02: everybody could know it two weeks before. While it has not opened it can still be put off.
    fn notice(&self) -> Finding {
        let (entry, at) = &self.known.known_since;
        let opens = self.day(&self.known.plan.opens_at);
        let due = before(opens, NOTICE);
        let done = self.day(at);
        let status = match (days_between(due, done), self.opened()) {
            (0, _) => Status::Held,
            (_, false) => Status::Overdue,
            (_, true) => Status::Broken,
        };
        let mut entries = vec![self.known.entry];
        entries.extend(Some(*entry).filter(|entry| *entry != self.known.entry));
        self.finding(Check::C02, status, (Some(due), Some(done)), entries)
    }

    /// C03: its title, period, address and what it is about are there, as long as nobody erased the words.
    fn words(&self, state: &State) -> Finding {
        let text = state.content(self.known.announced, TEXT);
        let status = match text {
            Some(ContentState::Erased { .. }) => Status::Broken,
            Some(ContentState::Restricted { .. } | ContentState::Released { .. }) | None => {
                Status::Held
            }
        };
        let done = Some(self.day(&self.known.at));
        self.finding(Check::C03, status, (None, done), vec![self.known.announced])
    }

    /// C04: whoever cannot come where people meet takes part in another, in writing or over the network, announced before it began.
    fn twin(&self, twins: &[&ConsultationState]) -> Option<Finding> {
        if self.known.plan.mode != Mode::InPerson {
            return None;
        }
        let serves = |twin: &&&ConsultationState| {
            let plan = &twin.plan;
            let days = days_between(self.day(&plan.opens_at), self.day(&plan.closes_at));
            plan.mode != Mode::InPerson
                && twin.cancelled.is_none()
                && days >= TWIN
                && twin.at.as_str() < self.begins()
        };
        let due = self.day(self.begins());
        let first = twins.iter().filter(serves).min_by_key(|twin| twin.entry);
        let mut entries = vec![self.known.entry];
        entries.extend(first.map(|twin| twin.entry));
        let done = first.map(|twin| self.day(&twin.at));
        let status = match (done, self.around.now >= self.begins()) {
            (Some(_), _) => Status::Held,
            (None, true) => Status::Broken,
            (None, false) => Status::NotYetDue,
        };
        Some(self.finding(Check::C04, status, (Some(due), done), entries))
    }

    /// C05: what it asks is open: there are two options at least, and nothing is decided or selected before it closes.
    fn open_question(&self) -> Finding {
        let plan = &self.known.plan;
        let decides_first = plan
            .decision_at
            .as_ref()
            .is_some_and(|at| *at <= plan.closes_at);
        let mut entries = vec![self.known.announced];
        let days = (Some(self.day(&plan.closes_at)), None);
        if plan.options.len() < 2 || decides_first {
            let status = match self.opened() {
                true => Status::Broken,
                false => Status::Overdue,
            };
            let finding = self.finding(Check::C05, status, days, entries);
            return Finding { late: 0, ..finding };
        }
        let mut selections = self.around.selections.iter();
        let decided = selections
            .find(|(entry, at)| *entry > self.known.entry && *at < plan.closes_at.as_str());
        if let Some((entry, at)) = decided {
            entries.push(*entry);
            let days = (days.0, Some(self.day(at)));
            let finding = self.finding(Check::C05, Status::Broken, days, entries);
            return Finding { late: 0, ..finding };
        }
        let status = match self.closed() {
            true => Status::Held,
            false => Status::NotYetDue,
        };
        self.finding(Check::C05, status, days, entries)
    }

    /// C06: one in writing takes what is written for two weeks after it last said something else.
    fn written(&self) -> Option<Finding> {
        let plan = &self.known.plan;
        if !plan.is_written() {
            return None;
        }
        let (changed, at) = &self.known.known_since;
        let from = self.day(plan.opens_at.as_str().max(at));
        let closes = self.day(&plan.closes_at);
        let days = days_between(from, closes);
        let status = match (self.closed(), days >= WRITTEN) {
            (false, _) => Status::NotYetDue,
            (true, true) => Status::Held,
            (true, false) => Status::Broken,
        };
        let mut entries = vec![self.known.entry];
        entries.extend(Some(*changed).filter(|entry| *entry != self.known.entry));
        let due = NOTICE.after(from);
        let done = self.closed().then_some(closes);
        let finding = self.finding(Check::C06, status, (Some(due), done), entries);
        let late = match status {
            Status::Broken => WRITTEN - days,
            Status::Held | Status::NotYetDue | Status::Overdue => 0,
        };
        Some(Finding { late, ..finding })
    }

    /// C07: who may come is said, and by what they are invited: nothing else is taken.
    fn invited(&self) -> Finding {
        let done = Some(self.day(&self.known.at));
        let entries = vec![self.known.announced];
        self.finding(Check::C07, Status::Held, (None, done), entries)
    }

    /// C09, the agenda: it is there before it begins. Of one in writing, the question is its agenda.
    fn agenda(&self) -> Finding {
        let plan = &self.known.plan;
        let first = match (&self.known.agendas, plan.is_written()) {
            (_, true) => Some((self.known.entry, self.known.at.as_str())),
            (Some(((entry, at), _)), false) => Some((*entry, at.as_str())),
            (None, false) => None,
        };
        let mut entries = vec![self.known.entry];
        entries.extend(
            first
                .map(|(entry, _)| entry)
                .filter(|entry| *entry != self.known.entry),
        );
        let done = first.map(|(_, at)| self.day(at));
        let status = match (first, self.opened()) {
            (Some(_), _) => Status::Held,
            (None, true) => Status::Broken,
            (None, false) => Status::NotYetDue,
        };
        let due = Some(self.day(&plan.opens_at));
        let finding = self.finding(Check::C09, status, (due, done), entries);
        Finding {
            duty: Some(Duty::Agenda),
            ..finding
        }
    }

    /// C09, the attendance: a week after it ended. Of one in writing, whoever wrote was there, and the record counts them.
    fn attendance(&self) -> Finding {
        let plan = &self.known.plan;
        let ended = self.known.ended(self.around.now);
        let first = match (&self.known.attendances, plan.is_written()) {
            (_, true) if self.closed() => Some((self.known.entry, plan.closes_at.as_str())),
            (Some(((entry, at), _)), false) => Some((*entry, at.as_str())),
            (_, true) | (None, false) => None,
        };
        let calendar = self.moment.of.calendar(first.map(|(entry, _)| entry));
        let from = self.day(ended.unwrap_or(&plan.closes_at));
        let due = calendar.next_working(ATTENDANCE.after(from));
        let mut entries = vec![self.known.entry];
        entries.extend(self.known.held.as_ref().map(|held| held.entry));
        entries.extend(
            first
                .map(|(entry, _)| entry)
                .filter(|entry| *entry != self.known.entry),
        );
        let done = first.map(|(_, at)| self.day(at));
        let finding = Finding::by_day(
            (Check::C09, self.moment.programme),
            self.subject.clone(),
            (due, done, self.moment.today),
            entries,
        );
        Finding {
            institution: Some(plan.institution.clone()),
            duty: Some(Duty::Attendance),
            ..finding
        }
    }

    /// C09, the outcomes: four weeks after it ended the first is there.
    fn outcomes(&self) -> Finding {
        let plan = &self.known.plan;
        let first = self.known.first_outcome.as_ref();
        let calendar = self.moment.of.calendar(first.map(|(entry, _)| *entry));
        let ended = self.known.ended(self.around.now);
        let from = self.day(ended.unwrap_or(&plan.closes_at));
        let due = calendar.next_working(OUTCOMES.after(from));
        let mut entries = vec![self.known.entry];
        entries.extend(self.known.held.as_ref().map(|held| held.entry));
        entries.extend(first.map(|(entry, _)| *entry));
        let done = first.map(|(_, at)| self.day(at));
        let finding = Finding::by_day(
            (Check::C09, self.moment.programme),
            self.subject.clone(),
            (due, done, self.moment.today),
            entries,
        );
        Finding {
            institution: Some(plan.institution.clone()),
            duty: Some(Duty::Outcomes),
            ..finding
        }
    }

    /// C12: what was said in it is summed up before anything is selected after it.
    fn summed_up(&self) -> Finding {
        let closes = self.known.plan.closes_at.as_str();
        let mut after = self.around.selections.iter();
        let selected = after.find(|(entry, at)| *entry > self.known.entry && *at >= closes);
        let summary = self.known.summary.as_ref();
        let in_time = match (summary, selected) {
            (Some((summary, _)), Some((selected, _))) => summary < selected,
            (Some(_), None) => true,
            (None, _) => false,
        };
        let status = match (in_time, selected) {
            (true, _) => Status::Held,
            (false, Some(_)) => Status::Broken,
            (false, None) => Status::NotYetDue,
        };
        let mut entries = vec![self.known.entry];
        entries.extend(summary.map(|(entry, _)| *entry));
        entries.extend(selected.map(|(entry, _)| *entry));
        let due = selected.map(|(_, at)| self.day(at));
        let done = summary.map(|(_, at)| self.day(at));
        self.finding(Check::C12, status, (due, done), entries)
    }

    /// C15: each outcome points to what it came from: nothing else is taken.
    fn cites(&self) -> Option<Finding> {
        let (first, at) = self.known.first_outcome.as_ref()?;
        let days = (None, Some(self.day(at)));
        let entries = vec![self.known.entry, *first];
        Some(self.finding(Check::C15, Status::Held, days, entries))
    }
}

impl One<'_> {
    /// C13, the cards: a week after it ended each that was issued is entered or accounted for.
    fn cards(&self) -> Option<Finding> {
        let cards = &self.known.cards;
        let first = cards.batches.first()?;
        let settled = cards.settled.as_ref();
        let calendar = self.moment.of.calendar(settled.map(|(entry, _)| *entry));
        let ended = self.known.ended(self.around.now);
        let from = self.day(ended.unwrap_or(&self.known.plan.closes_at));
        let due = calendar.next_working(ATTENDANCE.after(from));
        let mut entries = vec![first.entry];
        entries.extend(self.known.held.as_ref().map(|held| held.entry));
        entries.extend(settled.map(|(entry, _)| *entry));
        let done = settled.map(|(_, at)| self.day(at));
        let finding = Finding::by_day(
            (Check::C13, self.moment.programme),
            self.subject.clone(),
            (due, done, self.moment.today),
            entries,
        );
        Some(Finding {
            institution: Some(self.known.plan.institution.clone()),
            duty: Some(Duty::Cards),
            ..finding
        })
    }
}

/// The day that many days before another.
fn before(day: Date, period: Period) -> Date {
    let Period::Days(days) = period else {
        return day;
    };
    let days = jiff::Span::new().days(i64::from(days));
    day.checked_sub(days).unwrap_or(Date::MIN)
}
