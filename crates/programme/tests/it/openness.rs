//! What the checks of openness find: each status of each check, on its last day and the first after it.

use madang_fixtures::{INSTITUTION, answered, voice};
use madang_programme::answers::{
    AnswerGiven, Criteria, Criterion, Disposition, ExpertiseAsked, Pointer, ProgressStep,
};
use madang_programme::clock::Weekday;
use madang_programme::content::{ContentReleased, ContentRestricted, Ground};
use madang_programme::finding::{Check, Finding, Status};
use madang_programme::openness::{Linted, Numbers};
use madang_programme::programmes::{CalendarAmended, CalendarFixed, Moment};
use madang_programme::voices::{
    QUESTION, VoiceQuestion, VoiceSupplementAsked, VoiceSupplemented, VoiceText, VoiceWithdrawn,
};
use madang_programme::{Command, State};

use super::answers::listening;
use crate::support::*;

const OFFICIAL: &str = "official/test";

/// 17:00 in Seoul on a day.
fn on(day: &str) -> String {
    format!("{day}T08:00:00.000Z")
}

fn found(state: &State, check: Check, day: &str) -> Vec<Finding> {
    let found = state.findings(&[], &on(day)).expect("findings");
    found
        .into_iter()
        .filter(|finding| finding.check == check)
        .collect()
}

/// Status and days late of what is found of a subject.
fn of(state: &State, check: Check, subject: &str, day: &str) -> Vec<(Status, u32)> {
    let found = found(state, check, day).into_iter();
    found
        .filter(|finding| finding.subject == subject)
        .map(|finding| (finding.status, finding.late))
        .collect()
}

const MINE: &str = "voice:p/mine";

fn adopted() -> AnswerGiven {
    P.answer(voice("mine"), Disposition::Adopted)
}

fn refusal() -> AnswerGiven {
    let criteria = Criteria::all_but(&[Criterion::Creative]);
    P.answer(voice("mine"), Disposition::NotAdopted(criteria))
}

#[test]
fn an_answer_is_due_in_a_month_and_late_for_good() {
    // What was said on Monday, 23 November is due on Wednesday, 23 December.
    let state = listening();
    for (day, status) in [
        ("2026-12-23", (Status::NotYetDue, 0)),
        ("2026-12-24", (Status::Overdue, 1)),
    ] {
        assert_eq!(of(&state, Check::C13, MINE, day), [status]);
        assert_eq!(of(&state, Check::C14, MINE, day), [status]);
    }
    let mut in_time = state.clone();
    give_at(
        &mut in_time,
        &on("2026-12-23"),
        OFFICIAL,
        answered(refusal()),
    )
    .expect("in time");
    let mut late = state.clone();
    give_at(&mut late, &on("2026-12-25"), OFFICIAL, answered(refusal())).expect("late");
    let day = "2027-03-01";
    assert_eq!(of(&in_time, Check::C13, MINE, day), [(Status::Held, 0)]);
    assert_eq!(of(&in_time, Check::C14, MINE, day), [(Status::Held, 0)]);
    assert_eq!(of(&late, Check::C13, MINE, day), [(Status::Held, 0)]);
    assert_eq!(of(&late, Check::C14, MINE, day), [(Status::Broken, 2)]);
    let finding = found(&late, Check::C14, day).remove(0);
    assert_eq!(finding.entries.len(), 2, "what began it, and what answered");
    assert_eq!(finding.due.as_deref(), Some("2026-12-23"));
    assert_eq!(finding.done.as_deref(), Some("2026-12-25"));
    // Of what was taken back nothing is due.
    let mut back = state;
    let withdraw = Command::plain(VoiceWithdrawn {
        programme: "p".to_owned(),
        voice: "other".to_owned(),
    });
    give(&mut back, OFFICIAL, withdraw).expect("taken back");
    assert_eq!(of(&back, Check::C14, "voice:p/other", day), []);
    // Proposals are answered too: three were handed in.
    let proposals = found(&back, Check::C13, day);
    let proposals = proposals
        .iter()
        .filter(|found| found.subject.starts_with("proposal:"));
    assert_eq!(proposals.count(), 3);
}

#[test]
fn supplements_and_experts_stop_the_clock() {
    let mut state = listening();
    let ask = VoiceSupplementAsked {
        programme: "p".to_owned(),
        voice: "mine".to_owned(),
        until: "2026-11-30".to_owned(),
    };
    let question = VoiceQuestion {
        question: english("Which stop?"),
    };
    give(&mut state, OFFICIAL, Command::said(QUESTION, ask, question)).expect("a question");
    let due = |state: &State| {
        let found = found(state, Check::C14, "2026-12-01");
        let of = found.into_iter().find(|finding| finding.subject == MINE);
        of.and_then(|finding| finding.due)
    };
    assert_eq!(
        due(&state).as_deref(),
        Some("2026-12-30"),
        "seven days as asked"
    );
    let given = VoiceSupplemented {
        programme: "p".to_owned(),
        voice: "mine".to_owned(),
    };
    let text = VoiceText {
        text: english("The one at the school."),
    };
    let given = Command::worded(given, text);
    give_at(&mut state, &on("2026-11-25"), "participant/abc", given).expect("added");
    assert_eq!(
        due(&state).as_deref(),
        Some("2026-12-25"),
        "two days as it took"
    );
    let expert = Command::plain(ExpertiseAsked {
        programme: "p".to_owned(),
        subject: voice("mine"),
        until: "2026-12-10".to_owned(),
    });
    give_at(&mut state, &on("2026-12-01"), OFFICIAL, expert).expect("an expert");
    assert_eq!(
        due(&state).as_deref(),
        Some("2027-01-03"),
        "and nine for the expert"
    );
    let mut calendar = state.clone();
    let fixed = Command::plain(CalendarFixed {
        programme: "p".to_owned(),
        weekend: vec![Weekday::Saturday, Weekday::Sunday],
        holidays: vec!["2027-01-01".to_owned()],
    });
    give_at(&mut calendar, &on("2026-12-02"), OFFICIAL, fixed).expect("a calendar");
    assert_eq!(
        due(&calendar).as_deref(),
        Some("2027-01-04"),
        "a Sunday gives way"
    );
    let amended = Command::plain(CalendarAmended {
        programme: "p".to_owned(),
        added: vec!["2027-01-04".to_owned()],
        removed: vec![],
    });
    give_at(&mut calendar, &on("2026-12-03"), OFFICIAL, amended).expect("a holiday");
    assert_eq!(
        due(&calendar).as_deref(),
        Some("2027-01-05"),
        "what runs is moved"
    );
    let programme = calendar.programme("p").expect("a programme");
    let moment = Moment::at("p", programme, &on("2026-12-04")).expect("a moment");
    let clocks = calendar.answer_clocks(&moment, &voice("mine"));
    let sum = clocks[0].sum;
    assert_eq!((sum.paused, clocks[0].again), (11, false));
    assert_eq!(
        (sum.end.to_string(), sum.then.to_string()),
        ("2026-12-23".into(), "2027-01-03".into())
    );
}

#[test]
fn a_calendar_makes_nothing_in_time_that_was_late() {
    let mut state = listening();
    let fixed = Command::plain(CalendarFixed {
        programme: "p".to_owned(),
        weekend: vec![],
        holidays: vec![],
    });
    give(&mut state, OFFICIAL, fixed).expect("a calendar");
    let amended = |day: &str| {
        Command::plain(CalendarAmended {
            programme: "p".to_owned(),
            added: vec![day.to_owned()],
            removed: vec![],
        })
    };
    // It is due on 23 December: once that is over, no holiday moves it, before the answer or after.
    let over = give_at(
        &mut state.clone(),
        &on("2026-12-24"),
        OFFICIAL,
        amended("2026-12-23"),
    );
    assert!(over.is_err(), "a day that is over");
    give_at(
        &mut state,
        &on("2026-12-24"),
        OFFICIAL,
        amended("2026-12-25"),
    )
    .expect("a holiday");
    let overdue = of(&state, Check::C14, MINE, "2026-12-24");
    assert_eq!(overdue, [(Status::Overdue, 1)]);
    give_at(&mut state, &on("2026-12-24"), OFFICIAL, answered(refusal())).expect("late");
    assert_eq!(
        of(&state, Check::C14, MINE, "2026-12-26"),
        [(Status::Broken, 1)]
    );
}

#[test]
fn another_look_has_a_clock_of_its_own() {
    let mut state = listening();
    give_at(&mut state, &on("2026-12-01"), OFFICIAL, answered(refusal())).expect("an answer");
    let answer = state.size - 1;
    let ask = P.reexamine(voice("mine"), answer);
    give_at(&mut state, &on("2026-12-10"), "participant/abc", ask).expect("another look");
    let both = |state: &State, day| of(state, Check::C14, MINE, day);
    assert_eq!(
        both(&state, "2027-01-10"),
        [(Status::NotYetDue, 0), (Status::Held, 0)]
    );
    assert_eq!(
        both(&state, "2027-01-11"),
        [(Status::Overdue, 1), (Status::Held, 0)]
    );
    let again = AnswerGiven {
        supersedes: Some(answer),
        ..refusal()
    };
    give_at(&mut state, &on("2027-01-13"), OFFICIAL, answered(again)).expect("late");
    assert_eq!(
        both(&state, "2027-02-01"),
        [(Status::Broken, 3), (Status::Held, 0)]
    );
}

#[test]
fn progress_on_what_was_adopted_is_told_until_it_is_done() {
    // It is planned by 31 March 2027.
    let mut state = listening();
    give(&mut state, OFFICIAL, answered(adopted())).expect("an answer");
    let answer = state.size - 1;
    let progress = |state: &State, day| of(state, Check::C32, MINE, day);
    assert_eq!(progress(&state, "2027-03-31"), [(Status::NotYetDue, 0)]);
    assert_eq!(progress(&state, "2027-04-02"), [(Status::Overdue, 2)]);
    let tell = |state: &mut State, day: &str, step| {
        let command = P.progress(voice("mine"), answer, step);
        give_at(state, &on(day), OFFICIAL, command).expect("progress");
    };
    // What is told before the day that was planned is told by it; the next is due 183 days after what was told.
    tell(&mut state, "2027-01-04", ProgressStep::Started);
    assert_eq!(progress(&state, "2027-07-06"), [(Status::NotYetDue, 0)]);
    assert_eq!(progress(&state, "2027-07-07"), [(Status::Overdue, 1)]);
    // Told so early that these are over before that day, nothing is due before it. Whoever tells it early is not late before whoever says nothing.
    let planned_by = "2027-12-31".to_owned();
    let mut early = state.clone();
    tell(
        &mut early,
        "2027-01-05",
        ProgressStep::Delayed { planned_by },
    );
    assert_eq!(progress(&early, "2027-12-31"), [(Status::NotYetDue, 0)]);
    assert_eq!(progress(&early, "2028-01-01"), [(Status::Overdue, 1)]);
    // Then by the new day, while that is ahead, and within 183 days each time.
    let planned_by = "2027-12-31".to_owned();
    tell(
        &mut state,
        "2027-04-05",
        ProgressStep::Delayed { planned_by },
    );
    tell(&mut state, "2027-10-06", ProgressStep::Started);
    assert_eq!(progress(&state, "2028-04-06"), [(Status::NotYetDue, 0)]);
    assert_eq!(progress(&state, "2028-04-07"), [(Status::Overdue, 1)]);
    tell(&mut state, "2028-01-03", ProgressStep::Started);
    assert_eq!(progress(&state, "2028-07-04"), [(Status::NotYetDue, 0)]);
    assert_eq!(progress(&state, "2028-07-05"), [(Status::Overdue, 1)]);
    let evidence = vec![Pointer::Entry(1)];
    tell(&mut state, "2028-07-06", ProgressStep::Done { evidence });
    assert_eq!(progress(&state, "2030-01-01"), [(Status::Held, 0)]);
    // Of what was adopted once and is not any more nothing is told.
    let newest = AnswerGiven {
        supersedes: Some(answer),
        ..refusal()
    };
    give_at(&mut state, &on("2028-07-07"), OFFICIAL, answered(newest)).expect("another answer");
    assert_eq!(progress(&state, "2030-01-01"), []);
}

#[test]
fn what_was_hidden_is_looked_at_again() {
    let mut state = listening();
    let entry = state.voice("p", "mine").expect("a voice").entry;
    let hide = |ground, review_by: &str| {
        Command::plain(ContentRestricted {
            entry,
            name: "text".to_owned(),
            ground,
            roles: vec!["official".to_owned()],
            review_by: review_by.to_owned(),
        })
    };
    give(&mut state, OFFICIAL, hide(Ground::HouseRules, "2026-12-31")).expect("hidden");
    let hidden = |state: &State, day| of(state, Check::C19, MINE, day);
    assert_eq!(hidden(&state, "2026-12-31"), [(Status::Held, 0)]);
    assert_eq!(hidden(&state, "2027-01-02"), [(Status::Overdue, 2)]);
    // Looked at again, and hidden on.
    let again = hide(Ground::Deliberation, "2027-01-09");
    give_at(&mut state, &on("2027-01-02"), OFFICIAL, again).expect("hidden again");
    assert_eq!(hidden(&state, "2027-01-09"), [(Status::Held, 0)]);
    assert_eq!(hidden(&state, "2027-01-10"), [(Status::Overdue, 1)]);
    // For longer than the programme's seven days nothing is hidden for a deliberation, and for longer than a year nothing at all:
    // records of before could name any day.
    let far = hide(Ground::Deliberation, "2027-01-17");
    give_at(&mut state, &on("2027-01-09"), OFFICIAL, far).expect("hidden for longer");
    assert_eq!(hidden(&state, "2027-01-10").len(), 1);
    assert_eq!(hidden(&state, "2027-01-10")[0].0, Status::Broken);
    let never = hide(Ground::Order, "9999-12-31");
    give_at(&mut state, &on("2027-01-09"), OFFICIAL, never).expect("hidden for ever");
    assert_eq!(hidden(&state, "2027-01-10")[0].0, Status::Broken);
    // What a deliberation hid is looked at again seven days after it is decided.
    give_at(&mut state, &on("2027-01-10"), OFFICIAL, answered(refusal())).expect("decided");
    let again = hide(Ground::Deliberation, "2027-01-19");
    give_at(&mut state, &on("2027-01-12"), OFFICIAL, again).expect("hidden again");
    assert_eq!(hidden(&state, "2027-01-17"), [(Status::Held, 0)]);
    assert_eq!(hidden(&state, "2027-01-18"), [(Status::Overdue, 1)]);
    let name = "text".to_owned();
    let show = Command::plain(ContentReleased { entry, name });
    give_at(&mut state, &on("2027-01-20"), OFFICIAL, show).expect("shown");
    assert_eq!(hidden(&state, "2028-01-01"), []);
}

#[test]
fn personal_data_in_public_words_are_hidden_in_three_days() {
    let state = listening();
    let c20 = |linted: &[Linted], day: &str| {
        let found = state.findings(linted, &on(day)).expect("findings");
        let found = found
            .into_iter()
            .filter(|finding| finding.check == Check::C20);
        found
            .map(|found| (found.subject, found.status))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        c20(&[], "2027-01-01"),
        [("programme:p".to_owned(), Status::Held)]
    );
    let linted = [Linted {
        programme: "p".to_owned(),
        entry: state.voice("p", "mine").expect("a voice").entry,
        name: "text".to_owned(),
        subject: MINE.to_owned(),
        at: on("2026-11-23"),
    }];
    assert_eq!(
        c20(&linted, "2026-11-26"),
        [(MINE.to_owned(), Status::NotYetDue)]
    );
    assert_eq!(
        c20(&linted, "2026-11-27"),
        [(MINE.to_owned(), Status::Overdue)]
    );
}

#[test]
fn every_check_has_its_numbers_and_the_worst_is_told() {
    let mut state = listening();
    give(&mut state, OFFICIAL, answered(refusal())).expect("an answer");
    let numbers = state
        .openness("p", &[], &on("2026-12-24"))
        .expect("numbers");
    let told = |check: Check| {
        numbers
            .get(&check)
            .map(|of| (of.worst(), of.of(Status::Held), of.of(Status::Overdue)))
    };
    // One voice of two is answered, and none of three proposals.
    assert_eq!(told(Check::C13), Some((Status::Overdue, 1, 4)));
    assert_eq!(told(Check::C14), Some((Status::Overdue, 1, 4)));
    assert_eq!(told(Check::C19), Some((Status::NotYetDue, 0, 0)));
    assert_eq!(told(Check::C20), Some((Status::Held, 1, 0)));
    assert_eq!(told(Check::C32), Some((Status::NotYetDue, 0, 0)));
    assert_eq!(numbers.len(), Check::ALL.len());
    assert_eq!(Numbers::default().worst(), Status::NotYetDue);
    assert!(state.openness("q", &[], &on("2026-12-24")).is_err());
    assert!(state.openness("p", &[], "soon").is_err());
}

#[test]
fn figures_tell_how_much_was_answered_how_fast_and_what_is_late() {
    let mut state = listening();
    for (id, day) in [("mine", "2026-11-25"), ("other", "2026-12-28")] {
        let facts = AnswerGiven {
            subject: voice(id),
            ..refusal()
        };
        give_at(&mut state, &on(day), OFFICIAL, answered(facts)).expect("an answer");
    }
    let programme = state.programme("p").expect("a programme");
    let moment = Moment::at("p", programme, &on("2026-12-30")).expect("a moment");
    let figures = state.answer_figures(&moment);
    let voices = &figures.voices;
    assert_eq!(
        (voices.all, voices.answered, voices.late, voices.overdue),
        (2, 2, 1, 0)
    );
    assert_eq!((voices.median, voices.slowest), (Some(2), Some(35)));
    let proposals = &figures.proposals;
    assert_eq!(
        (proposals.all, proposals.answered, proposals.overdue),
        (3, 0, 3)
    );
    assert_eq!((proposals.median, proposals.slowest), (None, None));
    assert_eq!((figures.all.all, figures.all.answered), (5, 2));
    let by: Vec<_> = figures
        .by_institution
        .iter()
        .map(|(id, of)| (id.as_deref(), of.all))
        .collect();
    assert_eq!(by, [(None, 3), (Some(INSTITUTION), 2)]);
    let late: Vec<_> = figures
        .overdue
        .iter()
        .map(|late| (late.subject.id(), late.late))
        .collect();
    assert_eq!(late, [("a", 7), ("b", 7), ("c", 7)]);
}
