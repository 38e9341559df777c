//! What is to be done next: each task, from the day on which it is said until it is done.

use madang_fixtures::{INSTITUTION, answered, voice};
use madang_programme::answers::{
    AnswerGiven, Criteria, Criterion, Disposition, ExpertiseAsked, ProgressStep,
};
use madang_programme::content::{ContentRestricted, Ground};
use madang_programme::finding::Check;
use madang_programme::openness::{Linted, Task, Work, work_in_order};
use madang_programme::voices::{
    QUESTION, REASON as TRANSFER_REASON, TransferGround, VoiceQuestion, VoiceSupplementAsked,
    VoiceTransferReason, VoiceTransferred, VoiceWithdrawn,
};
use madang_programme::votes::{VoteBegun, VoteScheduled};
use madang_programme::{Command, State};

use super::answers::listening;
use crate::support::*;

const OFFICIAL: &str = "official/test";
const MINE: &str = "voice:p/mine";

/// 17:00 in Seoul on a day.
fn on(day: &str) -> String {
    format!("{day}T08:00:00.000Z")
}

/// What is to be done about the voice `mine` on a day: what, and how late.
fn mine(state: &State, day: &str) -> Vec<(Task, u32)> {
    let mut all = state.work("p", &[], &on(day)).expect("work");
    all.retain(|work| work.subject == MINE);
    all.sort_by(|one, other| work_in_order(one).cmp(&work_in_order(other)));
    all.iter().map(|work| (work.task, work.late)).collect()
}

fn refusal() -> Command {
    let criteria = Criteria::all_but(&[Criterion::Creative]);
    answered(P.answer(voice("mine"), Disposition::NotAdopted(criteria)))
}

#[test]
fn an_answer_is_to_be_given_from_a_week_before_it_is_due() {
    // Said on 23 November, due on 23 December.
    let mut state = listening();
    assert_eq!(mine(&state, "2026-12-15"), []);
    assert_eq!(mine(&state, "2026-12-16"), [(Task::Answer, 0)]);
    assert_eq!(mine(&state, "2026-12-25"), [(Task::Answer, 2)]);
    give_at(&mut state, &on("2026-12-26"), OFFICIAL, refusal()).expect("late");
    assert_eq!(
        mine(&state, "2026-12-27"),
        [],
        "what was done late is not to be done"
    );
    let answer = state.answer("p", &voice("mine")).expect("an answer").entry;
    let again = P.reexamine(voice("mine"), answer);
    give_at(&mut state, &on("2026-12-28"), "participant/abc", again).expect("another look");
    assert_eq!(mine(&state, "2027-01-25"), [(Task::AnswerAgain, 0)]);
}

#[test]
fn what_stopped_a_clock_is_said_when_it_is_over() {
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
    assert_eq!(mine(&state, "2026-11-30"), []);
    assert_eq!(mine(&state, "2026-12-02"), [(Task::SupplementOver, 2)]);
    let expert = Command::plain(ExpertiseAsked {
        programme: "p".to_owned(),
        subject: voice("other"),
        until: "2026-12-10".to_owned(),
    });
    give_at(&mut state, &on("2026-12-01"), OFFICIAL, expert).expect("an expert");
    let other = |state: &State, day| {
        let all = state.work("p", &[], &on(day)).expect("work");
        let all = all
            .into_iter()
            .filter(|work| work.task == Task::ExpertiseOver);
        all.map(|work| work.subject).collect::<Vec<_>>()
    };
    assert_eq!(other(&state, "2026-12-10"), [""; 0]);
    assert_eq!(other(&state, "2026-12-11"), ["voice:p/other"]);
    let withdraw = Command::plain(VoiceWithdrawn {
        programme: "p".to_owned(),
        voice: "other".to_owned(),
    });
    give_at(&mut state, &on("2026-12-11"), OFFICIAL, withdraw).expect("taken back");
    assert_eq!(other(&state, "2026-12-12"), [""; 0]);
}

#[test]
fn progress_reviews_and_personal_data_are_said() {
    let mut state = listening();
    let adopted = answered(P.answer(voice("mine"), Disposition::Adopted));
    give(&mut state, OFFICIAL, adopted).expect("adopted");
    // Planned by the last day of March.
    assert_eq!(mine(&state, "2027-03-23"), []);
    assert_eq!(mine(&state, "2027-03-24"), [(Task::Progress, 0)]);
    let answer = state.answer("p", &voice("mine")).expect("an answer").entry;
    let dropped = P.progress(voice("mine"), answer, ProgressStep::Dropped);
    give_at(&mut state, &on("2027-04-02"), OFFICIAL, dropped).expect("it ends");
    assert_eq!(mine(&state, "2027-04-03"), []);
    let hide = Command::plain(ContentRestricted {
        entry: state.voice("p", "mine").expect("a voice").entry,
        name: "text".to_owned(),
        ground: Ground::HouseRules,
        roles: vec!["official".to_owned()],
        review_by: "2027-06-30".to_owned(),
    });
    give_at(&mut state, &on("2027-04-04"), OFFICIAL, hide).expect("hidden");
    assert_eq!(mine(&state, "2027-06-22"), []);
    assert_eq!(mine(&state, "2027-06-23"), [(Task::Review, 0)]);
    assert_eq!(mine(&state, "2027-07-01"), [(Task::Review, 1)]);
    let linted = Linted {
        programme: "p".to_owned(),
        entry: 3,
        name: "text".to_owned(),
        subject: MINE.to_owned(),
        at: on("2027-04-04"),
    };
    let all = state.work("p", &[linted], &on("2027-04-05")).expect("work");
    let found: Vec<&Work> = all
        .iter()
        .filter(|work| work.task == Task::PersonalData)
        .collect();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].entry, 3);
    // Words of whatever else people write are somebody's task too.
    for subject in ["need:p/n", "group:p/general", "body:p/panel", "programme:p"] {
        let linted = Linted {
            programme: "p".to_owned(),
            entry: 4,
            name: "text".to_owned(),
            subject: subject.to_owned(),
            at: on("2027-04-04"),
        };
        let all = state.work("p", &[linted], &on("2027-04-09"));
        let all = all.expect("work");
        let mut all = all.iter();
        let found = all.find(|work| work.task == Task::PersonalData);
        let found = found.expect(subject);
        assert_eq!((found.subject.as_str(), found.entry), (subject, 4));
        assert_eq!((found.institution.as_deref(), found.late > 0), (None, true));
        assert!(found.is_of_whole());
    }
}

#[test]
fn it_is_for_the_institution_that_answers_now() {
    let mut state = listening();
    let of = |state: &State, subject: &str| {
        let all = state.work("p", &[], &on("2026-12-30")).expect("work");
        let work = all.into_iter().find(|work| work.subject == subject);
        work.expect("to be done").institution
    };
    assert_eq!(of(&state, MINE).as_deref(), Some(INSTITUTION));
    assert_eq!(of(&state, "proposal:p/a"), None, "nobody is named yet");
    let to = VoiceTransferred {
        programme: "p".to_owned(),
        voice: "mine".to_owned(),
        to: "transport".to_owned(),
        ground: TransferGround::Competence,
    };
    let reason = VoiceTransferReason {
        reason: english("Buses are theirs."),
    };
    give(
        &mut state,
        OFFICIAL,
        Command::said(TRANSFER_REASON, to, reason),
    )
    .expect("transferred");
    assert_eq!(of(&state, MINE).as_deref(), Some("transport"));
    // Who handed it on is found in what is found of it, before the answer and after.
    let transfer = state.size - 1;
    let of_mine = |state: &State| {
        let found = state.findings(&[], &on("2026-12-30")).expect("findings");
        let mut found = found.into_iter();
        let mine = found.find(|found| found.check == Check::C14 && found.subject == MINE);
        mine.expect("due").entries
    };
    let received = state.voice("p", "mine").expect("a voice").entry;
    assert_eq!(of_mine(&state), [received, transfer]);
    let mut answered = state.clone();
    let criteria = Criteria::all_but(&[Criterion::Creative]);
    let refusal = AnswerGiven {
        decider: "transport".to_owned(),
        ..P.answer(voice("mine"), Disposition::NotAdopted(criteria))
    };
    let given = madang_fixtures::answered(refusal);
    give_at(&mut answered, &on("2026-12-01"), OFFICIAL, given).expect("an answer");
    assert_eq!(of_mine(&answered), [received, transfer, answered.size - 1]);
    assert!(state.work("nowhere", &[], &on("2026-12-30")).is_err());
}

/// What is to be done with votes on a day: what, about which, and how late.
fn with_votes(state: &State, day: &str) -> Vec<(Task, String, u32)> {
    let mut all = state.work("p", &[], &on(day)).expect("work");
    all.retain(|work| work.task.is_of_vote());
    let all = all.into_iter();
    all.map(|work| (work.task, work.subject, work.late))
        .collect()
}

#[test]
fn a_vote_is_opened_closed_opened_up_and_published_when_it_is_its_turn() {
    let mut state = prepared();
    let at = |day: &str| on(day);
    let scheduled = Command::plain(VoteScheduled {
        programme: "p".to_owned(),
        vote: "v".to_owned(),
        title: madang_fixtures::english("A vote"),
        opens_at: at("2026-12-10"),
        closes_at: at("2026-12-20"),
    });
    give_at(&mut state, &at("2026-11-24"), OFFICIAL, scheduled).expect("announced");
    let vote = |task, late| vec![(task, "vote:p/v".to_owned(), late)];
    assert_eq!(with_votes(&state, "2026-12-02"), []);
    assert_eq!(with_votes(&state, "2026-12-03"), vote(Task::OpenVote, 0));
    assert_eq!(with_votes(&state, "2026-12-12"), vote(Task::OpenVote, 2));
    assert_eq!(with_votes(&state, "2026-12-21"), [], "its time went by");
    let open = VoteBegun {
        programme: "p".to_owned(),
        id: "v".to_owned(),
        title: madang_fixtures::english("A vote"),
        rule: "r".to_owned(),
        ballots: madang_fixtures::approval(),
        candidates: u32::try_from(state.candidates_to_be("p").expect("some").count()).expect("few"),
        grain_minutes: None,
    };
    give_at(
        &mut state,
        &at("2026-12-11"),
        OFFICIAL,
        Command::plain(open),
    )
    .expect("opened");
    assert_eq!(with_votes(&state, "2026-12-12"), []);
    assert_eq!(with_votes(&state, "2026-12-13"), vote(Task::CloseVote, 0));
    give_at(&mut state, &at("2026-12-21"), OFFICIAL, close()).expect("closed");
    assert_eq!(with_votes(&state, "2026-12-23"), vote(Task::OpenBallots, 2));
    give_at(&mut state, &at("2026-12-23"), OFFICIAL, open_ballots()).expect("opened");
    assert_eq!(
        with_votes(&state, "2026-12-24"),
        vote(Task::PublishSelection, 0)
    );
}
