//! An answer, from the voice on: who gives it, what it must say, which one stands, and what follows from it.

use madang_fixtures::{INSTITUTION, PLANNED, answered, voice};
use madang_programme::answers::{
    AnswerGiven, AnswerReason, ChangedThing, ChangedWhat, Criteria, Criterion, Disposition,
    ExpertiseAsked, Pointer, ProgressStep, REASON, Subject,
};
use madang_programme::people::{Granted, RoleGranted};
use madang_programme::place::Relation;
use madang_programme::voices::{Channel, Standing, VoiceReceived, VoiceWithdrawn};
use madang_programme::{Command, Content, State};
use madang_words::{Language, Text};

use crate::support::*;

const OFFICIAL: &str = "official/test";
const AUTHOR: &str = "participant/abc";

/// A programme with two institutions, and two voices: `mine` by a participant, and `other`.
pub fn listening() -> State {
    let mut state = prepared();
    for (id, name) in [(INSTITUTION, "Interior"), ("transport", "Transport")] {
        give(&mut state, OFFICIAL, P.institution(id, name)).expect("an institution");
    }
    let mine = VoiceReceived {
        channel: Channel::Portal,
        ..P.said("mine")
    };
    for (actor, facts) in [(AUTHOR, mine), (OFFICIAL, P.said("other"))] {
        let text = english("The last bus leaves too early.");
        give(&mut state, actor, P.receive(facts, text)).expect("a voice");
    }
    state
}

fn adopted(id: &str) -> AnswerGiven {
    P.answer(voice(id), Disposition::Adopted)
}

fn refused_to(state: &State, actor: &str, command: Command, says: &str) {
    let refused = draft(state, actor, command).expect_err(says);
    let refused = told(&refused.said());
    assert!(refused.contains(says), "{refused}");
}

fn refused(state: &State, facts: AnswerGiven, says: &str) {
    refused_to(state, OFFICIAL, answered(facts), says);
}

fn not_adopted(unmet: &[Criterion]) -> Disposition {
    Disposition::NotAdopted(Criteria::all_but(unmet))
}

#[test]
fn an_answer_is_held_to_its_form() {
    let state = listening();
    let with = |change: &dyn Fn(&mut AnswerGiven)| {
        let mut facts = adopted("mine");
        change(&mut facts);
        facts
    };
    let into = |subject| Disposition::Merged { into: subject };
    let other = |disposition| P.answer(voice("mine"), disposition);
    let entry = |entry| ChangedThing {
        reference: Pointer::Entry(entry),
        what: ChangedWhat::Plan,
    };
    let scope = |whose: &str| Disposition::OutOfScope {
        whose: whose.to_owned(),
    };
    for (facts, says) in [
        (
            with(&|a| a.subject = voice("nobody")),
            "no voice \"nobody\"",
        ),
        (
            with(&|a| a.subject = Subject::Proposal("z".into())),
            "no proposal \"z\"",
        ),
        (with(&|a| a.decider = "nobody".into()), "no institution"),
        (
            with(&|a| a.decider = "transport".into()),
            "\"interior\" is to answer",
        ),
        (with(&|a| a.planned_by = None), "planned day is missing"),
        (
            with(&|a| a.planned_by = Some("2026-11-22".into())),
            "that day is past",
        ),
        (
            with(&|a| a.planned_by = Some("2027-02-29".into())),
            "planned day",
        ),
        (
            with(&|a| a.disposition = not_adopted(&[Criterion::Scope])),
            "what is adopted alone",
        ),
        (with(&|a| a.changed = vec![entry(99)]), "no entry \"99\""),
        (with(&|a| a.changed = vec![entry(0); 51]), "at most 50"),
        (
            with(&|a| a.supersedes = Some(3)),
            "nothing was answered yet",
        ),
        (other(not_adopted(&[])), "names no criterion"),
        (other(into(voice("nobody"))), "no voice"),
        (other(into(voice("mine"))), "comes back to it"),
        (other(scope("nobody")), "no institution"),
        (other(scope(INSTITUTION)), "what is its task"),
        (
            other(Disposition::AlreadyExists {
                reference: Pointer::Address("ftp://example.org".into()),
            }),
            "no address",
        ),
    ] {
        refused(&state, facts, says);
    }
    for actor in [
        AUTHOR,
        "facilitator/yard",
        "registrar/test",
        "administrator/test",
    ] {
        refused_to(&state, actor, answered(adopted("mine")), "may not");
    }
}

#[test]
fn a_reason_is_a_reason_in_each_language_and_a_post_is_no_blank() {
    let reason = |reason: Text, post: &str| AnswerReason {
        reason,
        post: english(post),
        changed: None,
    };
    let nineteen = "x".repeat(19);
    for (content, says) in [
        (reason(english(&nineteen), "Director"), Some("at least 20")),
        (
            reason(english(format!("  {nineteen}  ")), "Director"),
            Some("at least 20"),
        ),
        (reason(english("x".repeat(20)), " "), Some("post")),
        (
            reason(english("x".repeat(10_001)), "Director"),
            Some("at most 10000"),
        ),
        (reason(english("x".repeat(20)), "Director"), None),
    ] {
        let answer = content
            .check(4)
            .map_err(|violation| told(&violation.said()));
        match says {
            Some(says) => assert!(answer.expect_err(says).contains(says)),
            None => assert_eq!(answer, Ok(())),
        }
    }
    let mut both = english("A reason that is long enough in English.");
    both.0.insert(Language::Ko, "짧음".to_owned());
    assert!(
        reason(both, "Director").check(4).is_err(),
        "each language has the whole reason"
    );
}

#[test]
fn a_reason_is_public_from_the_beginning() {
    let mut state = listening();
    let drafted = draft(&state, OFFICIAL, answered(adopted("mine"))).expect("an answer");
    let mut entry = entry(&state, drafted, OFFICIAL);
    entry.bodies[0].visibility = madang_record::Visibility::Restricted {
        roles: vec!["official".to_owned()],
    };
    let refused = replay(&mut state, &entry).expect_err("restricted");
    assert!(refused.contains("\"reason\" must be public"), "{refused}");
}

#[test]
fn only_the_newest_answer_is_superseded() {
    let mut state = listening();
    give(&mut state, OFFICIAL, answered(adopted("mine"))).expect("an answer");
    let first = state.size - 1;
    refused(
        &state,
        adopted("mine"),
        &format!("was answered by entry {first}"),
    );
    let again = |supersedes| AnswerGiven {
        supersedes: Some(supersedes),
        ..P.answer(voice("mine"), not_adopted(&[Criterion::Feasible]))
    };
    refused(
        &state,
        again(first - 1),
        &format!("the newest answer is entry {first}"),
    );
    give(&mut state, OFFICIAL, answered(again(first))).expect("another answer");
    let second = state.size - 1;
    refused(
        &state,
        again(first),
        &format!("the newest answer is entry {second}"),
    );
    let dealt = state.dealt("p", &voice("mine")).expect("answers");
    let entries: Vec<u64> = dealt.answers.iter().map(|answer| answer.entry).collect();
    assert_eq!(
        entries,
        [first, second],
        "nothing that was answered goes away"
    );
    let drafted = draft(&state, OFFICIAL, answered(again(second))).expect("a third");
    let relations: Vec<_> = drafted.place.refs.iter().map(|to| to.relation).collect();
    assert_eq!(
        relations,
        [Relation::Voice, Relation::Institution, Relation::Replaces]
    );
    assert_eq!(drafted.place.subject, "voice:p/mine");
}

#[test]
fn what_is_merged_does_not_come_back_to_itself() {
    let mut state = listening();
    let merged = |from: &str, into: Subject| P.answer(voice(from), Disposition::Merged { into });
    give(
        &mut state,
        OFFICIAL,
        answered(merged("mine", voice("other"))),
    )
    .expect("merged");
    refused(&state, merged("other", voice("mine")), "comes back to it");
    let proposal = Subject::Proposal("a".to_owned());
    give(
        &mut state,
        OFFICIAL,
        answered(merged("other", proposal.clone())),
    )
    .expect("merged");
    let back = P.answer(
        proposal,
        Disposition::Merged {
            into: voice("mine"),
        },
    );
    // Whoever follows it is led on at once, however long the chain is.
    refused(&state, back, "goes on in \"other\" already");
}

#[test]
fn an_official_answers_for_the_institution_of_their_role() {
    let mut state = listening();
    let holder = format!("account-{}", "0".repeat(32));
    let grant = |institution: Option<&str>| {
        Command::plain(RoleGranted {
            holder: holder.clone(),
            role: Granted::Official,
            programme: Some("p".to_owned()),
            institution: institution.map(str::to_owned),
        })
    };
    let actor = format!("official/{holder}");
    give(&mut state, "administrator/test", grant(Some("transport"))).expect("a role");
    let answer = || answered(adopted("mine"));
    refused_to(
        &state,
        &actor,
        answer(),
        "holds no role for the institution interior",
    );
    give(&mut state, "administrator/test", grant(Some(INSTITUTION))).expect("another");
    draft(&state, &actor, answer()).expect("for their own");
}

#[test]
fn what_was_answered_can_not_be_taken_back_and_what_was_taken_back_not_answered() {
    let mut state = listening();
    let withdraw = |voice: &str| {
        Command::plain(VoiceWithdrawn {
            programme: "p".to_owned(),
            voice: voice.to_owned(),
        })
    };
    give(&mut state, OFFICIAL, withdraw("other")).expect("taken back");
    refused(&state, adopted("other"), "was withdrawn by entry");
    give(&mut state, OFFICIAL, answered(adopted("mine"))).expect("an answer");
    refused_to(&state, AUTHOR, withdraw("mine"), "was answered by entry");
    let standing = state.voice("p", "mine").expect("it is there").standing();
    assert_eq!(standing, Standing::Answered);
}

#[test]
fn progress_is_told_of_what_was_adopted_until_it_ends() {
    let mut state = listening();
    let tell = |answer, step| P.progress(voice("mine"), answer, step);
    let no = |state: &State, step, says: &str| {
        let newest = state
            .answer("p", &voice("mine"))
            .map_or(0, |answer| answer.entry);
        refused_to(state, OFFICIAL, tell(newest, step), says);
    };
    no(&state, ProgressStep::Started, "nothing was answered yet");
    let refusal = P.answer(voice("mine"), not_adopted(&[Criterion::Lasting]));
    give(&mut state, OFFICIAL, answered(refusal)).expect("an answer");
    no(&state, ProgressStep::Started, "which adopted nothing");
    let first = state.size - 1;
    let yes = AnswerGiven {
        supersedes: Some(first),
        ..adopted("mine")
    };
    give(&mut state, OFFICIAL, answered(yes)).expect("adopted after all");
    let answer = state.size - 1;
    refused_to(
        &state,
        OFFICIAL,
        tell(first, ProgressStep::Started),
        "the newest answer is",
    );
    let done = |evidence: Vec<Pointer>| ProgressStep::Done { evidence };
    no(&state, done(vec![]), "at least one entry or address");
    no(&state, done(vec![Pointer::Entry(99)]), "no entry");
    let delayed = |day: &str| ProgressStep::Delayed {
        planned_by: day.to_owned(),
    };
    no(&state, delayed("2026-11-01"), "that day is past");
    let planned = |state: &State| {
        let answer = state.answer("p", &voice("mine")).expect("an answer");
        answer.planned().map(str::to_owned)
    };
    assert_eq!(planned(&state).as_deref(), Some(PLANNED));
    for step in [
        ProgressStep::Started,
        delayed("2027-06-30"),
        ProgressStep::Started,
    ] {
        give(&mut state, OFFICIAL, tell(answer, step)).expect("progress");
    }
    assert_eq!(planned(&state).as_deref(), Some("2027-06-30"));
    let shown = vec![
        Pointer::Entry(1),
        Pointer::Address("https://example.org/done".into()),
    ];
    give(&mut state, OFFICIAL, tell(answer, done(shown))).expect("done");
    no(&state, ProgressStep::Dropped, "nothing follows");
}

#[test]
fn another_look_is_asked_for_once_by_who_spoke_and_in_time() {
    // The entries are of 2026-11-23, 17:00 in Seoul: the fifteenth day after is 8 December.
    let mut state = listening();
    refused_to(
        &state,
        AUTHOR,
        P.reexamine(voice("mine"), 9),
        "nothing was answered yet",
    );
    give(&mut state, OFFICIAL, answered(adopted("mine"))).expect("an answer");
    let answer = state.size - 1;
    let ask = || P.reexamine(voice("mine"), answer);
    refused_to(&state, "participant/other", ask(), "not who said it");
    refused_to(&state, OFFICIAL, ask(), "not who said it");
    let (last, late) = ("2026-12-08T14:59:59.000Z", "2026-12-08T15:00:00.000Z");
    let refused = give_at(&mut state.clone(), late, AUTHOR, ask()).expect_err("late");
    assert!(refused.contains("was 2026-12-08"), "{refused}");
    give_at(&mut state, last, AUTHOR, ask()).expect("in time");
    assert!(
        state
            .dealt("p", &voice("mine"))
            .expect("answers")
            .is_awaited()
    );
    let refused = give_at(&mut state, last, AUTHOR, ask()).expect_err("twice");
    assert!(refused.contains("can be asked for once"), "{refused}");
    let again = AnswerGiven {
        supersedes: Some(answer),
        ..adopted("mine")
    };
    give_at(&mut state, last, OFFICIAL, answered(again)).expect("another look");
    assert!(
        !state
            .dealt("p", &voice("mine"))
            .expect("answers")
            .is_awaited()
    );
}

#[test]
fn experts_are_asked_once_while_the_clock_runs() {
    let mut state = listening();
    let ask = |until: &str| {
        Command::plain(ExpertiseAsked {
            programme: "p".to_owned(),
            subject: voice("mine"),
            until: until.to_owned(),
        })
    };
    refused_to(&state, OFFICIAL, ask("2026-12-15"), "at most 21 days");
    refused_to(&state, AUTHOR, ask("2026-12-14"), "may not");
    give(&mut state, OFFICIAL, ask("2026-12-14")).expect("an expert");
    refused_to(&state, OFFICIAL, ask("2026-12-14"), "stopped so once");
    give(&mut state, OFFICIAL, answered(adopted("mine"))).expect("an answer");
    refused_to(&state, OFFICIAL, ask("2026-12-14"), "no clock runs");
    let answer = state.size - 1;
    give(&mut state, AUTHOR, P.reexamine(voice("mine"), answer)).expect("another look");
    give(&mut state, OFFICIAL, ask("2026-12-14")).expect("an expert for the other look");
}

#[test]
fn reasons_are_given_with_the_answer() {
    let state = listening();
    let without = Command::plain(adopted("mine"));
    let drafted = draft(&state, OFFICIAL, without).expect("facts");
    let mut state = state;
    let entry = entry(&state, drafted, OFFICIAL);
    let refused = replay(&mut state, &entry).expect_err("no reason");
    assert!(
        refused.contains(&format!("the content {REASON:?} is missing")),
        "{refused}"
    );
}
