//! Whether everything is answered, in time, and what became of what was adopted: C13, C14 and C32.

use jiff::civil::Date;

use super::clock::{Clock, of_proposal, of_voice};
use super::state::{Dealt, Given};
use super::subject::Subject;
use crate::finding::{Check, Finding, Status};
use crate::programmes::Moment;
use crate::state::State;

/// Finds what there is in a programme.
pub(crate) fn find(state: &State, moment: &Moment<'_>, found: &mut dyn FnMut(Finding)) {
    for (id, voice) in state.voices(moment.programme) {
        let subject = Subject::Voice(id.to_owned());
        let dealt = state.dealt(moment.programme, &subject);
        let clocks = of_voice(moment, voice, dealt);
        one(moment, &subject, &clocks, dealt, found);
    }
    for (id, proposal) in state.proposals(moment.programme).into_iter().flatten() {
        let subject = Subject::Proposal(id.clone());
        let dealt = state.dealt(moment.programme, &subject);
        let clocks = of_proposal(moment, proposal, dealt);
        one(moment, &subject, &clocks, dealt, found);
    }
}

fn one(
    moment: &Moment<'_>,
    subject: &Subject,
    clocks: &[Clock],
    dealt: Option<&Dealt>,
    found: &mut dyn FnMut(Finding),
) {
    let subject = subject.on_record(moment.programme);
    for clock in clocks {
        let (due, done) = (clock.sum.due, clock.done.map(|(_, day)| day));
        let mut entries = vec![clock.begun];
        entries.extend(clock.done.map(|(entry, _)| entry));
        // How late an answer was is for C14 to say: here it is enough that it was given.
        let answered = match done {
            Some(_) => Status::Held,
            None if clock.sum.late(moment.today) > 0 => Status::Overdue,
            None => Status::NotYetDue,
        };
        let days = (due, done, moment.today);
        let in_time = Finding::by_day(
            (Check::C14, moment.programme),
            subject.clone(),
            days,
            entries,
        );
        found(Finding {
            check: Check::C13,
            status: answered,
            late: if done.is_some() { 0 } else { in_time.late },
            ..in_time.clone()
        });
        found(in_time);
    }
    if !clocks.is_empty()
        && let Some(newest) = dealt.and_then(Dealt::newest)
        && newest.disposition.is_adopted()
    {
        found(progress(moment, subject, newest));
    }
}

/// Whether progress on what was adopted was told in time: by the day that was planned, then again and again until it ends. A new
/// day for what is delayed is the one that counts.
fn progress(moment: &Moment<'_>, subject: String, answer: &Given) -> Finding {
    let planned = answer.planned().and_then(|day| day.parse().ok());
    let planned: Date = planned.unwrap_or(Date::MAX);
    let last = answer.progress.last();
    let mut entries = vec![answer.entry];
    entries.extend(last.map(|last| last.entry));
    let calendar = moment.of.calendar(None);
    let due = match last {
        None => planned,
        Some(last) => {
            let told = moment.day(&last.at);
            let again = moment.of.periods(answer.entry).progress.after(told);
            match planned > told {
                true => planned.min(again),
                false => again,
            }
        }
    };
    let due = calendar.next_working(due);
    let ended = last.filter(|last| last.step.ends());
    // What is told late can still be told, and is then done.
    let finding = Finding::by_day(
        (Check::C32, moment.programme),
        subject,
        (due, None, moment.today),
        entries,
    );
    match ended {
        Some(last) => Finding {
            status: Status::Held,
            due: None,
            done: Some(moment.day(&last.at).to_string()),
            late: 0,
            ..finding
        },
        None => finding,
    }
}
