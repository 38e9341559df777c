//! Whether everything is answered, in time, and what became of what was adopted: C13, C14 and C32.

use jiff::civil::Date;

use super::clock::{Clock, late_of_proposal, late_of_voice, of_proposal, of_voice};
use super::given::REASON;
use super::progress::ProgressStep;
use super::state::{Dealt, Given};
use super::subject::Subject;
use crate::content::ContentState;
use crate::finding::{Check, Finding, Status};
use crate::programmes::Moment;
use crate::state::State;

/// Finds what there is in a programme.
pub(crate) fn find(state: &State, moment: &Moment<'_>, found: &mut dyn FnMut(Finding)) {
    for (id, voice) in state.voices(moment.programme) {
        let subject = Subject::Voice(id.to_owned());
        let dealt = state.dealt(moment.programme, &subject);
        let mut clocks = of_voice(moment, voice, dealt);
        clocks.extend(late_of_voice(moment, voice, dealt));
        let whose = Whose {
            institution: Some(voice.institution.clone()),
            transfers: &voice.transfers,
        };
        one((state, moment), (&subject, whose), &clocks, dealt, found);
    }
    for (id, proposal) in state.proposals(moment.programme).into_iter().flatten() {
        let subject = Subject::Proposal(id.clone());
        let dealt = state.dealt(moment.programme, &subject);
        let mut clocks = of_proposal(moment, proposal, dealt);
        clocks.extend(late_of_proposal(moment, proposal, dealt));
        // Nobody is named for a proposal before it is answered.
        let newest = dealt.and_then(Dealt::newest);
        let whose = Whose {
            institution: newest.map(|answer| answer.institution.clone()),
            transfers: &[],
        };
        one((state, moment), (&subject, whose), &clocks, dealt, found);
    }
}

/// Whose task something is.
struct Whose<'a> {
    /// The institution that is to answer now, where one is named.
    institution: Option<String>,
    /// The entries by which others handed it on.
    transfers: &'a [u64],
}

fn one(
    (state, moment): (&State, &Moment<'_>),
    (subject, whose): (&Subject, Whose<'_>),
    clocks: &[Clock],
    dealt: Option<&Dealt>,
    found: &mut dyn FnMut(Finding),
) {
    let subject = subject.on_record(moment.programme);
    for clock in clocks {
        let (due, done) = (clock.sum.due, clock.done.map(|(_, day)| day));
        let mut entries = vec![clock.begun];
        // The clock goes on while it is handed on: whoever had it is found by these.
        let until = clock.done.map_or(u64::MAX, |(entry, _)| entry);
        let meanwhile = whose.transfers.iter();
        entries.extend(meanwhile.filter(|entry| (clock.begun..until).contains(*entry)));
        entries.extend(clock.done.map(|(entry, _)| entry));
        // How late an answer was is for C14 to say: here it is enough that it was given.
        let answered = match clock.done {
            // An answer whose reason is gone is none, until another is given with one.
            Some((entry, _)) if !has_reason(state, entry, dealt) => Status::Broken,
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
        let in_time = Finding {
            institution: whose.institution.clone(),
            ..in_time
        };
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
        found(Finding {
            institution: whose.institution,
            ..progress(moment, subject, newest, dealt)
        });
    }
}

/// Whether the reason of what answered something, or that of a later answer, is still to be read by somebody.
fn has_reason(state: &State, entry: u64, dealt: Option<&Dealt>) -> bool {
    let answers = dealt.map_or(&[][..], |dealt| &dealt.answers);
    let later = answers.iter().map(|given| given.entry);
    let mut all = std::iter::once(entry).chain(later.filter(|later| *later > entry));
    all.any(|entry| {
        let reason = state.content(entry, REASON);
        !matches!(reason, Some(ContentState::Erased { .. }))
    })
}

/// Whether progress on what was adopted was told in time: some by the day that was planned, then again within a period each time until it
/// is done. Whatever is told by that day is told in time; before it nothing more is due, however early that was. A new day for what is
/// delayed is the one that counts. What is dropped can be done no more: that it was told keeps no promise.
fn progress(
    moment: &Moment<'_>,
    subject: String,
    answer: &Given,
    dealt: Option<&Dealt>,
) -> Finding {
    let day = |day: &str| day.parse().unwrap_or(Date::MAX);
    let own: Date = answer.planned().map_or(Date::MAX, day);
    // What was taken back and adopted again is due when it first was.
    let before = dealt.and_then(|dealt| dealt.planned_before(answer));
    let planned = before.map_or(own, |before| own.min(day(before)));
    let last = answer.progress.last();
    let mut entries = vec![answer.entry];
    entries.extend(last.map(|last| last.entry));
    let calendar = moment.of.calendar(None);
    let due = match last {
        None => planned,
        Some(last) => {
            let told = moment.day(&last.at);
            let again = moment.of.periods(answer.entry).progress.after(told);
            planned.max(again)
        }
    };
    let due = calendar.next_working(due);
    // What is told late can still be told, and is then done.
    let finding = Finding::by_day(
        (Check::C32, moment.programme),
        subject,
        (due, None, moment.today),
        entries,
    );
    match last.map(|last| (last, &last.step)) {
        Some((last, ProgressStep::Done { .. })) => Finding {
            status: Status::Held,
            due: None,
            done: Some(moment.day(&last.at).to_string()),
            late: 0,
            ..finding
        },
        Some((_, ProgressStep::Dropped)) => Finding {
            status: Status::Broken,
            due: Some(planned.to_string()),
            late: 0,
            ..finding
        },
        Some((_, ProgressStep::Started | ProgressStep::Delayed { .. })) | None => finding,
    }
}
