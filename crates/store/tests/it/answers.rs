//! Answers: which one stands, what they say of voices, what was done about one.

use madang_fixtures::{INSTITUTION, answered, in_days, voice};
use madang_programme::Command;
use madang_programme::answers::{
    AnswerGiven, Criteria, Criterion, Disposition, DispositionKind, ProgressStep, REASON, Subject,
};
use madang_programme::content::{ContentErased, Ground};
use madang_programme::trace::How;
use madang_store::model::{AnswerAct, AnswerDetail, AnswerFilter, VoiceFilter, VoiceStanding};
use madang_store::{Store, Submission};

use crate::support::*;

on_both_databases!(
    answers_are_filtered_and_the_newest_stands,
    what_was_done_about_a_voice_is_told,
    an_erased_reason_is_gone,
    answers_stand_in_the_trace,
);

fn answer(facts: AnswerGiven) -> Submission {
    by(official(), answered(facts))
}

fn adopted(id: &str) -> AnswerGiven {
    P.answer_now(voice(id), Disposition::Adopted)
}

fn refusal(id: &str) -> AnswerGiven {
    let criteria = Criteria::all_but(&[Criterion::Effective]);
    P.answer(voice(id), Disposition::NotAdopted(criteria))
}

/// A programme with three voices.
async fn spoken(fixture: &Fixture) -> Store {
    let store = fixture.open().await;
    let mut all = programme(2);
    all.push(by(official(), P.institution(INSTITUTION, "Interior")));
    for _ in 0..3 {
        let text = madang_fixtures::english("The last bus leaves too early.");
        all.push(by(official(), P.receive(P.said(""), text)));
    }
    store.submit_all(all).await.unwrap();
    store
}

/// The answer of an entry.
async fn at(store: &Store, entry: u64) -> AnswerDetail {
    let found = store.answers_from(PROGRAMME, entry).await.unwrap();
    let mut found = found.into_iter();
    found.find(|answer| answer.entry == entry).expect("it")
}

async fn given(store: &Store, filter: AnswerFilter) -> Vec<(String, bool)> {
    let filter = AnswerFilter {
        limit: 100,
        ..filter
    };
    let page = store.answers_given(PROGRAMME, &filter).await.unwrap();
    assert_eq!(page.total, page.items.len() as u64);
    let items = page.items.into_iter();
    items
        .map(|answer| (answer.facts.subject.id().to_owned(), answer.stands))
        .collect()
}

async fn standings(store: &Store) -> Vec<(VoiceStanding, u64)> {
    store.voice_standings(PROGRAMME).await.unwrap()
}

async fn answers_are_filtered_and_the_newest_stands(fixture: Fixture) {
    let store = spoken(&fixture).await;
    // Released together, or not at all.
    let twice = vec![
        answer(adopted("1")),
        answer(refusal("2")),
        answer(refusal("1")),
    ];
    let refused = store.submit_all(twice).await.unwrap_err().to_string();
    assert!(refused.contains("was answered by entry"), "{refused}");
    assert_eq!(standings(&store).await, [(VoiceStanding::Waiting, 3)]);
    let committed = vec![answer(adopted("1")), answer(refusal("2"))];
    let committed = store.submit_all(committed).await.unwrap();
    let both = [(VoiceStanding::Waiting, 1), (VoiceStanding::Answered, 2)];
    assert_eq!(standings(&store).await, both);
    let proposal = AnswerGiven {
        subject: Subject::Proposal("1".to_owned()),
        ..adopted("1")
    };
    store.submit(answer(proposal)).await.unwrap();
    let again = AnswerGiven {
        supersedes: Some(committed[0].index),
        ..refusal("1")
    };
    store.submit(answer(again)).await.unwrap();
    assert_eq!(
        standings(&store).await,
        both,
        "an answer more changes nothing"
    );
    let all = given(&store, AnswerFilter::default()).await;
    let stands = |id: &str| (id.to_owned(), true);
    assert_eq!(all, [stands("1"), stands("1"), stands("2")]);
    let adopted = AnswerFilter {
        disposition: Some(DispositionKind::Adopted),
        ..AnswerFilter::default()
    };
    assert_eq!(given(&store, adopted).await, [stands("1")]);
    let other = AnswerFilter {
        institution: Some("transport".to_owned()),
        ..AnswerFilter::default()
    };
    assert_eq!(given(&store, other).await, []);
    let said = |search: &str| AnswerFilter {
        search: search.to_owned(),
        ..AnswerFilter::default()
    };
    assert_eq!(
        given(&store, said("TIMETABLE of the region")).await.len(),
        3
    );
    assert_eq!(
        given(&store, said("last bus")).await,
        [],
        "what was said is no answer"
    );
    assert!(!at(&store, committed[0].index).await.stands);
    let filter = VoiceFilter {
        standing: Some(VoiceStanding::Answered),
        limit: 100,
        ..VoiceFilter::default()
    };
    assert_eq!(store.voices(PROGRAMME, &filter).await.unwrap().total, 2);
    let dump = store.dump_read_tables().await.unwrap();
    store.rebuild(&|_, _| ()).await.unwrap();
    assert_eq!(store.dump_read_tables().await.unwrap(), dump);
}

async fn what_was_done_about_a_voice_is_told(fixture: Fixture) {
    let store = spoken(&fixture).await;
    let detail = store.voice(PROGRAMME, "1").await.unwrap().unwrap();
    assert_eq!(store.answer_steps(detail.entry).await.unwrap(), []);
    let answer = store.submit_all(vec![answer(adopted("1"))]).await.unwrap()[0].index;
    let told = P.progress(voice("1"), answer, ProgressStep::Started);
    store.submit(by(official(), told)).await.unwrap();
    let asked = P.reexamine(voice("1"), answer);
    store.submit(by(official(), asked)).await.unwrap();
    let steps = store.answer_steps(detail.entry).await.unwrap();
    assert!(steps.iter().is_sorted_by_key(|step| step.entry));
    let [first, second, third] = &steps[..] else {
        panic!("{steps:?}");
    };
    let AnswerAct::Given { facts, reason } = &first.what else {
        panic!("{first:?}");
    };
    assert_eq!(facts.planned_by, Some(in_days(200)));
    let reason = reason.as_ref().expect("a public reason");
    assert_eq!(reason.post.joined(), "Director of Regional Transport");
    let AnswerAct::Progress { step, text } = &second.what else {
        panic!("{second:?}");
    };
    assert_eq!((step, text.is_some()), (&ProgressStep::Started, true));
    let AnswerAct::ReexaminationAsked { reason } = &third.what else {
        panic!("{third:?}");
    };
    assert!(reason.is_some());
}

async fn an_erased_reason_is_gone(fixture: Fixture) {
    let store = spoken(&fixture).await;
    let entry = store.submit_all(vec![answer(adopted("1"))]).await.unwrap()[0].index;
    let erase = Command::plain(ContentErased {
        entry,
        name: REASON.to_owned(),
        ground: Ground::PersonalData,
    });
    store.submit(by(official(), erase)).await.unwrap();
    let found = at(&store, entry).await;
    assert!(found.reason.is_none() && found.stands);
    let search = AnswerFilter {
        search: "timetable".to_owned(),
        ..AnswerFilter::default()
    };
    assert_eq!(given(&store, search).await, []);
}

async fn answers_stand_in_the_trace(fixture: Fixture) {
    let store = spoken(&fixture).await;
    let english = madang_fixtures::english;
    let own = |subject: Subject| AnswerGiven {
        subject,
        ..adopted("1")
    };
    let merged = Disposition::Merged { into: voice("1") };
    let steps = vec![
        by(official(), P.need("n", english("Getting home"))),
        by(official(), P.change_need("n", &["1", "2", "3"], &[])),
        answer(adopted("1")),
        answer(P.answer(voice("2"), merged)),
        answer(own(Subject::Proposal("1".to_owned()))),
    ];
    let made = store.submit_all(steps).await.unwrap();
    let (need, first, second) = (made[0].index, made[2].index, made[3].index);
    let of = |id: &'static str| {
        let store = store.clone();
        async move { store.voice(PROGRAMME, id).await.unwrap().unwrap().entry }
    };
    let steps = |hops: &[madang_programme::trace::Hop]| -> Vec<(u64, How, Vec<u64>)> {
        let hops = hops.iter();
        hops.map(|hop| (hop.of, hop.to.how, hop.to.things.clone()))
            .collect()
    };
    // From a voice that goes on in another to the answer of that, and from there back.
    let (one, two) = (of("1").await, of("2").await);
    let trace = store.trace(two).await.unwrap().unwrap();
    let expected = [
        (two, How::Answers, vec![second]),
        (two, How::Groups, vec![need]),
        (second, How::CarriesOn, vec![one]),
        (one, How::Answers, vec![first]),
        (one, How::Groups, vec![need]),
    ];
    assert_eq!(steps(&trace.forward), expected);
    let answered = trace.things[&first].answer.as_ref().unwrap();
    assert_eq!(answered.disposition, DispositionKind::Adopted);
    assert_eq!(answered.planned_by, Some(in_days(200)));
    assert_eq!(trace.things[&one].answer, None);
    let trace = store.trace(first).await.unwrap().unwrap();
    assert_eq!(trace.thing, first);
    let expected = [
        (first, How::Answers, vec![one]),
        (one, How::CarriesOn, vec![second]),
        (second, How::Answers, vec![two]),
    ];
    assert_eq!(steps(&trace.back), expected);
    let trace = store.trace(need).await.unwrap().unwrap();
    let expected = [(need, How::AnswersVoice, vec![first, second])];
    assert_eq!(steps(&trace.forward), expected);
    // What goes on by an answer does so no more once another took its place; the answer stays to be seen.
    let again = AnswerGiven {
        supersedes: Some(second),
        ..refusal("2")
    };
    let third = store.submit(answer(again)).await.unwrap().proof.index;
    let trace = store.trace(two).await.unwrap().unwrap();
    let expected = [
        (two, How::Answers, vec![second, third]),
        (two, How::Groups, vec![need]),
    ];
    assert_eq!(steps(&trace.forward), expected);
    let replaced = trace.things[&second].answer.as_ref().unwrap();
    assert_eq!(replaced.replaced_by, Some(third));
    let dump = store.dump_read_tables().await.unwrap();
    store.rebuild(&|_, _| ()).await.unwrap();
    assert_eq!(store.dump_read_tables().await.unwrap(), dump);
}
