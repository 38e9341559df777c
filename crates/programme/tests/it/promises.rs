//! What was promised, or goes on in another, is not made to disappear.

use madang_fixtures::{answered, voice};
use madang_programme::answers::{AnswerGiven, Disposition, Pointer, ProgressStep, Subject};
use madang_programme::people::{Granted, RoleGranted};
use madang_programme::proposals::{ProposalTakenBack, WithdrawalText};
use madang_programme::voices::{
    REASON, TransferGround, VoiceTransferReason, VoiceTransferred, VoiceWithdrawn,
};
use madang_programme::{Command, State};
use madang_words::{Language, Text};

use crate::answers::listening;
use crate::support::*;

const OFFICIAL: &str = "official/test";

fn refused(state: &State, actor: &str, command: Command, says: &str) {
    let refused = draft(state, actor, command).expect_err(says);
    let refused = told(&refused.said());
    assert!(refused.contains(says), "{refused}");
}

fn adopted(subject: Subject, planned_by: &str) -> AnswerGiven {
    AnswerGiven {
        planned_by: Some(planned_by.to_owned()),
        ..P.answer(subject, Disposition::Adopted)
    }
}

#[test]
fn a_promise_has_a_day_that_comes_and_is_put_off_only_with_a_reason() {
    let mut state = listening();
    let mine = || voice("mine");
    let far = answered(adopted(mine(), "9999-12-31"));
    refused(&state, OFFICIAL, far, "planned day");
    let first = answered(adopted(mine(), "2027-03-31"));
    give(&mut state, OFFICIAL, first).expect("an answer");
    let answer = state.size - 1;
    let again = |day: &str| {
        answered(AnswerGiven {
            supersedes: Some(answer),
            ..adopted(mine(), day)
        })
    };
    refused(&state, OFFICIAL, again("2027-04-01"), "report the delay");
    draft(&state, OFFICIAL, again("2027-03-30")).expect("sooner");
    let delayed = |day: &str| {
        let planned_by = day.to_owned();
        P.progress(mine(), answer, ProgressStep::Delayed { planned_by })
    };
    refused(
        &state,
        OFFICIAL,
        delayed("2027-03-31"),
        "a delay names a later day",
    );
    give(&mut state, OFFICIAL, delayed("2027-05-31")).expect("a delay");
    refused(
        &state,
        OFFICIAL,
        again("2027-06-01"),
        "promised for 2027-05-31",
    );
}

#[test]
fn nothing_shows_itself() {
    let mut state = listening();
    let own = state.voice("p", "mine").expect("a voice").entry;
    let exists = |entry| {
        let reference = Pointer::Entry(entry);
        answered(P.answer(voice("mine"), Disposition::AlreadyExists { reference }))
    };
    for entry in [0, own] {
        refused(&state, OFFICIAL, exists(entry), "shows nothing");
    }
    let other = state.voice("p", "other").expect("a voice").entry;
    draft(&state, OFFICIAL, exists(other)).expect("another entry");
    give(
        &mut state,
        OFFICIAL,
        answered(adopted(voice("mine"), "2027-03-31")),
    )
    .expect("an answer");
    let answer = state.size - 1;
    let done = |pointer: Pointer| {
        let evidence = vec![pointer];
        P.progress(voice("mine"), answer, ProgressStep::Done { evidence })
    };
    refused(
        &state,
        OFFICIAL,
        done(Pointer::Entry(answer)),
        "shows nothing",
    );
    for address in ["http://", "https:///x", "https://?x"] {
        let done = done(Pointer::Address(address.to_owned()));
        refused(&state, OFFICIAL, done, "evidence");
    }
    let address = Pointer::Address("https://interior.example/buses".to_owned());
    draft(&state, OFFICIAL, done(address)).expect("an address");
}

#[test]
fn what_others_go_on_in_and_what_was_adopted_is_not_taken_back() {
    let mut state = listening();
    let withdraw = || {
        Command::plain(VoiceWithdrawn {
            programme: "p".to_owned(),
            voice: "other".to_owned(),
        })
    };
    let into = voice("other");
    let merged = answered(P.answer(voice("mine"), Disposition::Merged { into }));
    give(&mut state, OFFICIAL, merged).expect("merged");
    refused(
        &state,
        OFFICIAL,
        withdraw(),
        "would be left without an answer",
    );
    let again = AnswerGiven {
        supersedes: Some(state.size - 1),
        ..adopted(voice("mine"), "2027-03-31")
    };
    give(&mut state, OFFICIAL, answered(again)).expect("an answer of its own");
    give(&mut state, OFFICIAL, withdraw()).expect("nothing goes on in it any more");
    let take_back = || {
        let facts = ProposalTakenBack {
            programme: "p".to_owned(),
            id: "a".to_owned(),
        };
        let reason = Text::new(Language::En, "It is not wanted any more.");
        Command::worded(facts, WithdrawalText { reason })
    };
    draft(&state, OFFICIAL, take_back()).expect("nobody adopted it");
    let proposal = Subject::Proposal("a".to_owned());
    give(
        &mut state,
        OFFICIAL,
        answered(adopted(proposal, "2027-03-31")),
    )
    .expect("an answer");
    refused(&state, OFFICIAL, take_back(), "was adopted by entry");
}

#[test]
fn only_the_institution_that_is_to_answer_passes_a_voice_on() {
    let mut state = listening();
    let holder = format!("account-{}", "0".repeat(32));
    let granted = Command::plain(RoleGranted {
        holder: holder.clone(),
        role: Granted::Official,
        programme: Some("p".to_owned()),
        institution: Some("transport".to_owned()),
    });
    give(&mut state, "administrator/test", granted).expect("a role");
    let facts = VoiceTransferred {
        programme: "p".to_owned(),
        voice: "mine".to_owned(),
        to: "transport".to_owned(),
        ground: TransferGround::Competence,
    };
    let reason = Text::new(Language::En, "It is about buses.");
    let transfer = Command::said(REASON, facts, VoiceTransferReason { reason });
    let actor = format!("official/{holder}");
    refused(
        &state,
        &actor,
        transfer,
        "holds no role for the institution",
    );
}
