//! What is owed beside what is done: a ground for whatever began restricted (C19), and a promise that is dropped (C32).

use madang_fixtures::{Programme, answered, voice};
use madang_programme::answers::{Disposition, ProgressStep};
use madang_programme::bodies::{AppointMember, BodyKind, MemberAppointed, MemberClass};
use madang_programme::content::{ContentReleased, ContentRestricted, Ground};
use madang_programme::finding::{Check, Finding, Status};
use madang_programme::openness::Task;
use madang_programme::{Command, Event, State};
use madang_record::Visibility;

use crate::answers::listening;
use crate::moderated::newest;
use crate::support::*;

const OFFICIAL: &str = "official/test";
const AUTHOR: &str = "participant/abc";

fn hide(entry: u64) -> Command {
    Command::plain(ContentRestricted {
        entry,
        name: "text".to_owned(),
        ground: Ground::PersonalData,
        roles: vec!["official".to_owned()],
        review_by: "2026-12-20".to_owned(),
    })
}

fn show(entry: u64) -> Command {
    let name = "text".to_owned();
    Command::plain(ContentReleased { entry, name })
}

/// What a check finds at 17:00 in Seoul on a day.
fn found(state: &State, check: Check, day: &str) -> Vec<Finding> {
    let found = state.findings(&[], &format!("{day}T08:00:00.000Z"));
    let mut found = found.expect("findings");
    found.retain(|one| one.check == check);
    found
}

/// The entry of a command whose first content began restricted.
fn born_restricted(state: &mut State, actor: &str, command: Command) -> u64 {
    let drafted = draft(state, actor, command).expect("allowed");
    let mut entry = entry(state, drafted, actor);
    let roles = vec!["official".to_owned()];
    entry.bodies[0].visibility = Visibility::Restricted { roles };
    replay(state, &entry).expect("restricted from the beginning");
    state.size - 1
}

/// What C19 finds of an entry on a day.
fn hidden(state: &State, entry: u64, day: &str) -> Option<(Status, u32, usize)> {
    let mut found = found(state, Check::C19, day);
    found.retain(|one| one.entries.contains(&entry));
    assert!(found.len() < 2, "{found:?}");
    let one = found.pop()?;
    assert_eq!(one.lacks_ground(), one.entries.len() == 1);
    Some((one.status, one.late, one.entries.len()))
}

#[test]
fn what_began_restricted_owes_ground_and_day_until_an_entry_gives_them() {
    let mut state = newest(listening());
    let need = born_restricted(&mut state, OFFICIAL, P.need("n", english("Buses")));
    let comment = born_restricted(&mut state, AUTHOR, P.comment("a", None, "Call me."));
    for entry in [need, comment] {
        assert_eq!(
            hidden(&state, entry, "2026-11-23"),
            Some((Status::NotYetDue, 0, 1))
        );
        assert_eq!(
            hidden(&state, entry, "2026-11-24"),
            Some((Status::Overdue, 1, 1))
        );
    }
    let late = "2026-11-24T08:00:00.000Z";
    let work = state.work("p", &[], late).expect("work");
    let of = |entry| {
        work.iter()
            .any(|work| work.task == Task::Review && work.entry == entry)
    };
    assert!(
        of(need) && of(comment),
        "somebody is to look at both: {work:?}"
    );
    // With a ground and a day it is as whatever is hidden.
    give(&mut state, OFFICIAL, hide(need)).expect("with a ground");
    assert_eq!(
        hidden(&state, need, "2026-11-24"),
        Some((Status::Held, 0, 2))
    );
    assert_eq!(
        hidden(&state, need, "2026-12-21"),
        Some((Status::Overdue, 1, 2))
    );
    // Shown, it is nothing to ask about.
    give(&mut state, OFFICIAL, show(comment)).expect("shown");
    assert_eq!(hidden(&state, comment, "2030-01-01"), None);
}

#[test]
fn who_a_member_is_alone_may_begin_restricted_without_a_ground() {
    let exempt: Vec<(&str, &str)> = Event::kinds()
        .flat_map(|kind| kind.contents.iter().map(move |rule| (kind.name, rule)))
        .filter(|(_, rule)| rule.personal)
        .map(|(kind, rule)| (kind, rule.name))
        .collect();
    assert_eq!(exempt, [("body.member_appointed/1", "person")]);
    let mut state = newest(listening());
    let panel = P.establish("panel", BodyKind::ExpertPanel, english("Panel"));
    give(&mut state, OFFICIAL, panel).expect("a body");
    let facts = MemberAppointed {
        programme: "p".to_owned(),
        body: "panel".to_owned(),
        member: "m1".to_owned(),
        class: MemberClass::Citizen,
    };
    let member = AppointMember::under_post(facts, english("A neighbour"), None);
    let member = born_restricted(&mut state, OFFICIAL, member.into());
    assert_eq!(hidden(&state, member, "2030-01-01"), None);
}

#[test]
fn a_promise_that_is_dropped_is_broken_however_well_that_was_told() {
    let mut state = listening();
    give(
        &mut state,
        OFFICIAL,
        answered(P.answer(voice("mine"), Disposition::Adopted)),
    )
    .expect("an answer");
    let answer = state.size - 1;
    let waits = found(&state, Check::C32, "2026-12-01");
    assert_eq!(waits.len(), 1);
    assert_eq!(waits[0].status, Status::NotYetDue);
    let planned = waits[0].due.clone();
    let dropped = P.progress(voice("mine"), answer, ProgressStep::Dropped);
    give(&mut state, OFFICIAL, dropped).expect("dropped");
    for day in ["2026-12-01", "2030-01-01"] {
        let of = found(&state, Check::C32, day);
        assert_eq!(of.len(), 1, "{of:?}");
        let told = (of[0].status, of[0].late, of[0].done.as_deref());
        assert_eq!(told, (Status::Broken, 0, None));
        assert_eq!(of[0].due, planned, "the day that was planned");
        assert_eq!(of[0].entries, [answer, state.size - 1]);
    }
    // Nobody has anything to do about it any more.
    let work = state.work("p", &[], "2030-01-01T08:00:00.000Z");
    let work = work.expect("work");
    assert!(
        work.iter().all(|work| work.task != Task::Progress),
        "{work:?}"
    );
}

/// What belongs to no programme is looked at again all the same.
#[test]
fn what_is_hidden_outside_all_programmes_is_asked_of_those_that_it_concerns() {
    let mut state = newest(listening());
    let other = Programme("q").create();
    give(&mut state, OFFICIAL, other).expect("of the same commitment");
    let is_commitment = |entry: &u64| {
        let subject = state.subject_of(*entry);
        subject.is_some_and(|subject| subject.starts_with("commitment:"))
    };
    let commitment = (0..state.size).find(is_commitment).expect("a commitment");
    let of = |state: &State, day: &str| {
        let mut found = found(state, Check::C19, day);
        found.retain(|one| one.entries.contains(&commitment));
        let found = found.into_iter();
        found
            .map(|one| (one.programme, one.status))
            .collect::<Vec<_>>()
    };
    assert_eq!(of(&state, "2026-12-22"), []);
    give(&mut state, OFFICIAL, hide(commitment)).expect("hidden");
    let both = |status| [("p".to_owned(), status), ("q".to_owned(), status)];
    assert_eq!(of(&state, "2026-12-20"), both(Status::Held));
    assert_eq!(of(&state, "2026-12-22"), both(Status::Overdue));
    // Whoever holds a role in a programme alone is led to no form that turns them away.
    let work = state.work("p", &[], "2026-12-22T08:00:00.000Z");
    let mut work = work.expect("work").into_iter();
    assert!(!work.any(|work| work.entry == commitment));
    give(&mut state, OFFICIAL, show(commitment)).expect("shown");
    assert_eq!(of(&state, "2026-12-22"), []);
}
