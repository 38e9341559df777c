//! What the checks of openness ask of bodies that have seats: C16, C17 and C24. What other bodies were to have nobody said.

use jiff::civil::Date;

use super::composed::RULES;
use super::established::BodyKind;
use super::members::PERSON;
use super::state::{BodyState, Composed};
use crate::clock::{Period, days_between};
use crate::content::ContentState;
use crate::finding::{Check, Finding, Status};
use crate::programmes::Moment;
use crate::state::State;
use crate::subject::SubjectKind;

/// How many days after the first of their term it is told who a member is.
const NAMED: Period = Period::Days(7);

/// How many days pass between two meetings of a forum at most.
const FORUM: u16 = 183;

/// That a body came together: the entry that says so, and when it began, UTC.
pub(crate) type Session<'a> = (u64, &'a str);

/// Finds what there is of the bodies of a programme; `sessions` tells when one came together, the oldest first.
pub(crate) fn find<'s>(
    state: &'s State,
    moment: &Moment<'_>,
    sessions: &dyn Fn(&str) -> Vec<Session<'s>>,
    found: &mut dyn FnMut(Finding),
) {
    let Ok(bodies) = state.bodies(moment.programme) else {
        return;
    };
    for (id, body) in bodies {
        let Some(composed) = &body.composed else {
            continue;
        };
        let sessions = sessions(id);
        let subject = SubjectKind::Body.of(moment.programme, id);
        found(filled(moment, (body, composed), &subject, &sessions));
        if body.kind == BodyKind::Forum {
            found(meets((state, moment), (body, composed), subject, &sessions));
        }
        for seated in body.seated.iter().filter(|seated| seated.named) {
            let from = seated.from.parse().unwrap_or(Date::MAX);
            let told = moment.day(&seated.at);
            let due = NAMED.after(from);
            let hidden = is_hidden(state, seated.entry, PERSON);
            let done = (!hidden).then_some(told);
            let member = format!("{id}/{}", seated.member);
            found(Finding::by_day(
                (Check::C17, moment.programme),
                SubjectKind::Member.of(moment.programme, &member),
                (due, done, moment.today),
                vec![seated.entry],
            ));
        }
    }
}

/// Whether nobody but few may read a content, or nobody at all.
fn is_hidden(state: &State, entry: u64, name: &str) -> bool {
    match state.content(entry, name) {
        Some(ContentState::Restricted { .. } | ContentState::Erased { .. }) => true,
        Some(ContentState::Released { .. }) | None => false,
    }
}

/// Whether the seats were filled as the body came together first; before that, whether they are.
fn filled(
    moment: &Moment<'_>,
    (body, composed): (&BodyState, &Composed),
    subject: &str,
    sessions: &[Session<'_>],
) -> Finding {
    let (before, day) = match sessions.first() {
        Some((entry, at)) => (*entry, moment.day(at)),
        None => (u64::MAX, moment.today),
    };
    let text = day.to_string();
    let sat = body.sat(before, &text).collect::<Vec<_>>();
    let lacks = !composed.missing(sat.iter().copied()).is_empty();
    let status = match (lacks, sessions.is_empty()) {
        (false, _) => Status::Held,
        (true, true) => Status::NotYetDue,
        (true, false) => Status::Broken,
    };
    let first = sessions.first().map(|(entry, _)| *entry);
    Finding {
        check: Check::C16,
        programme: moment.programme.to_owned(),
        subject: subject.to_owned(),
        institution: None,
        duty: None,
        status,
        due: first.map(|_| text),
        done: None,
        late: 0,
        by_waiver: false,
        entries: [body.entry].into_iter().chain(first).collect(),
    }
}

/// Whether a forum has come together as often as it must, under rules that everybody can read.
fn meets(
    (state, moment): (&State, &Moment<'_>),
    (body, composed): (&BodyState, &Composed),
    subject: String,
    sessions: &[Session<'_>],
) -> Finding {
    let own = composed
        .meets_every
        .and_then(|days| u16::try_from(days).ok());
    let every = Period::Days(own.map_or(FORUM, |own| own.min(FORUM)));
    let last = sessions.last();
    let since = moment.day(last.map_or(composed.at.as_str(), |(_, at)| at));
    let due = every.after(since);
    let late = days_between(due, moment.today);
    let unread = is_hidden(state, body.entry, RULES);
    let status = match (unread || late > 0, last) {
        (true, _) => Status::Overdue,
        (false, Some(_)) => Status::Held,
        (false, None) => Status::NotYetDue,
    };
    Finding {
        check: Check::C24,
        programme: moment.programme.to_owned(),
        subject,
        institution: None,
        duty: None,
        status,
        due: Some(due.to_string()),
        done: last.map(|_| since.to_string()),
        late,
        by_waiver: false,
        entries: [body.entry]
            .into_iter()
            .chain(last.map(|(entry, _)| *entry))
            .collect(),
    }
}
