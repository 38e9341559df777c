//! Answers in the trace: what each was given to, what goes on by it, and how it stands.

use madang_fixtures::{PLANNED, answered, voice};
use madang_programme::answers::{
    AnswerGiven, Criteria, Criterion, Disposition, DispositionKind, ProgressStep, Subject,
};
use madang_programme::trace::{AnswerStanding, Change, How, Link, answers_of_need};

use crate::answers::listening;
use crate::support::*;

const OFFICIAL: &str = "official/test";

fn merged(from: &str, into: &str) -> AnswerGiven {
    let into = voice(into);
    P.answer(voice(from), Disposition::Merged { into })
}

fn refused() -> Disposition {
    Disposition::NotAdopted(Criteria::all_but(&[Criterion::Lasting]))
}

#[test]
fn an_answer_is_a_thing_of_its_own_and_what_goes_on_by_it_ends_with_it() {
    let mut state = listening();
    let mine = state.voice("p", "mine").expect("a voice").entry;
    let other = state.voice("p", "other").expect("a voice").entry;
    let first = state.size;
    let (links, of) = linked(&mut state, OFFICIAL, answered(merged("other", "mine")));
    assert_eq!(
        links,
        [(How::Answers, first, other), (How::CarriesOn, mine, first),]
    );
    assert_eq!(of, Some(first));
    let second = state.size;
    let again = AnswerGiven {
        supersedes: Some(first),
        ..P.answer(voice("other"), refused())
    };
    let (changes, of) = changed_links(&mut state, OFFICIAL, answered(again));
    let link = |thing, how, source| Link { thing, how, source };
    assert_eq!(
        changes,
        [
            Change::Ended(link(mine, How::CarriesOn, first)),
            Change::Made(link(second, How::Answers, other)),
        ],
        "what was answered before stays to be seen"
    );
    assert_eq!(of, Some(second));
    let standing = |entry| AnswerStanding::of(&state, "p", &voice("other"), entry);
    let first = standing(first).expect("the first");
    assert_eq!(
        (first.disposition, first.replaced_by),
        (DispositionKind::Merged, Some(second))
    );
    assert_eq!(standing(second).expect("the second").replaced_by, None);
    assert_eq!(standing(mine), None, "a voice is no answer");
}

#[test]
fn an_answer_stands_with_its_plan_and_what_was_told_last() {
    let mut state = listening();
    let answer = state.size;
    let adopted = P.answer(voice("mine"), Disposition::Adopted);
    give(&mut state, OFFICIAL, answered(adopted)).expect("an answer");
    let standing =
        |state: &_| AnswerStanding::of(state, "p", &voice("mine"), answer).expect("the answer");
    let stands = standing(&state);
    assert_eq!(stands.planned_by.as_deref(), Some(PLANNED));
    assert_eq!((stands.progress, stands.replaced_by), (None, None));
    let planned_by = "2027-06-30".to_owned();
    for step in [ProgressStep::Started, ProgressStep::Delayed { planned_by }] {
        let told = P.progress(voice("mine"), answer, step);
        let (links, of) = linked(&mut state, OFFICIAL, told);
        assert_eq!(
            (links, of),
            (vec![], Some(answer)),
            "it is about the answer"
        );
    }
    let stands = standing(&state);
    assert_eq!(stands.planned_by.as_deref(), Some("2027-06-30"));
    let told = stands.progress.expect("what was told");
    assert_eq!((told.step, told.entry), ("delayed", answer + 2));
    let json = serde_json::to_value(standing(&state)).expect("JSON");
    assert_eq!(json["disposition"], "adopted");
}

#[test]
fn a_need_leads_to_the_answers_that_stand_for_its_voices() {
    let mut state = listening();
    give(&mut state, OFFICIAL, P.need("n", english("Getting home"))).expect("a need");
    give(
        &mut state,
        OFFICIAL,
        P.change_need("n", &["mine", "other"], &[]),
    )
    .expect("voices");
    let need = state.need("p", "n").expect("a need").entry;
    let of = |state: &_| answers_of_need(state, (need, "need:p/n"), 12);
    assert_eq!(of(&state), None, "none is answered yet");
    let first = state.size;
    give(&mut state, OFFICIAL, answered(merged("other", "mine"))).expect("an answer");
    let again = AnswerGiven {
        supersedes: Some(first),
        ..P.answer(voice("other"), refused())
    };
    give(&mut state, OFFICIAL, answered(again)).expect("another");
    let hop = of(&state).expect("a step");
    assert_eq!(
        (hop.of, hop.to.how, hop.to.total),
        (need, How::AnswersVoice, 1)
    );
    assert_eq!(hop.to.things, [first + 1], "the one that stands");
    for no_need in ["need:p/none", "voice:p/n", "need:n"] {
        assert_eq!(answers_of_need(&state, (need, no_need), 12), None);
    }
    let subject = Subject::Voice("mine".to_owned());
    assert_eq!(AnswerStanding::of(&state, "p", &subject, first), None);
}
