//! What waivers change of what the checks find, C08, and of C14 that consultations are closed.

use jiff::civil::Date;

use super::super::openness::One;
use super::waiver::Part;
use crate::clock::Period;
use crate::finding::{Check, Duty, Finding, Status};

/// How many days after it closed the say that people had is assessed.
const ASSESSED: Period = Period::Days(90);

/// How many days after it was held a consultation is closed: twelve weeks.
const CLOSED: Period = Period::Days(84);

impl One<'_> {
    /// What is found of something that a consultation owes, where it may be waived. A waiver in time moves the day until which it is
    /// owed; one that came later only lets the consultation be closed.
    pub(in super::super) fn waived(&self, part: Part, finding: Finding) -> Finding {
        let Some(waiver) = self.known.waivers.get(&part) else {
            return finding;
        };
        let mut entries = finding.entries.clone();
        entries.push(waiver.entry);
        let day = |day: &Option<String>| day.as_deref().and_then(|day| day.parse::<Date>().ok());
        let (due, done) = (day(&finding.due), day(&finding.done));
        let until: Date = waiver.until.parse().unwrap_or(Date::MIN);
        let in_time = match part {
            Part::Agenda => waiver.at < self.known.plan.opens_at,
            Part::Attendance | Part::Minutes | Part::Outcomes => {
                due.is_some_and(|due| self.day(&waiver.at) <= due)
            }
        };
        let (Some(due), true) = (due, in_time) else {
            return Finding { entries, ..finding };
        };
        let (owed, by) = (done.unwrap_or(self.moment.today), due.max(until));
        if finding.status == Status::Held {
            return Finding { entries, ..finding };
        }
        // What cannot be done afterwards is not owed afterwards either.
        if owed <= by || part == Part::Agenda {
            return Finding {
                status: Status::Held,
                by_waiver: true,
                late: 0,
                entries,
                ..finding
            };
        }
        let moved = Finding::by_day(
            (finding.check, self.moment.programme),
            finding.subject.clone(),
            (by, done, self.moment.today),
            entries,
        );
        Finding {
            institution: finding.institution,
            duty: finding.duty,
            ..moved
        }
    }

    /// C08: the say that was promised before it opened is assessed by a reviewer within ninety days after it closed.
    pub(in super::super) fn say(&self) -> Finding {
        let plan = &self.known.plan;
        let first = self.known.assessed.as_ref().map(|assessed| &assessed.first);
        let calendar = self.moment.of.calendar(first.map(|(entry, _)| *entry));
        let due = calendar.next_working(ASSESSED.after(self.day(&plan.closes_at)));
        let mut entries = vec![self.known.announced];
        entries.extend(first.map(|(entry, _)| *entry));
        let stands = self.known.assessment();
        entries.extend(stands.filter(|stands| !entries.contains(stands)));
        let done = first.map(|(_, at)| self.day(at));
        let finding = Finding::by_day(
            (Check::C08, self.moment.programme),
            self.subject.clone(),
            (due, done, self.moment.today),
            entries,
        );
        Finding {
            institution: Some(plan.institution.clone()),
            ..finding
        }
    }

    /// C14, of consultations: it is closed twelve weeks after it was held.
    pub(in super::super) fn closing(&self) -> Finding {
        let plan = &self.known.plan;
        let closed = self.known.closed.as_ref();
        let calendar = self.moment.of.calendar(closed.map(|(entry, _)| *entry));
        let ended = self.known.ended(self.around.now);
        let from = self.day(ended.unwrap_or(&plan.closes_at));
        let due = calendar.next_working(CLOSED.after(from));
        let mut entries = vec![self.known.entry];
        entries.extend(self.known.held.as_ref().map(|held| held.entry));
        entries.extend(closed.map(|(entry, _)| *entry));
        let done = closed.map(|(_, at)| self.day(at));
        let finding = Finding::by_day(
            (Check::C14, self.moment.programme),
            self.subject.clone(),
            (due, done, self.moment.today),
            entries,
        );
        Finding {
            institution: Some(plan.institution.clone()),
            duty: Some(Duty::Closing),
            ..finding
        }
    }
}
