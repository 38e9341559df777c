//! Answers: which one stands, what they say of voices, what was done about one.

use madang_fixtures::{INSTITUTION, PLANNED, answered, voice};
use madang_programme::Command;
use madang_programme::answers::{
    AnswerGiven, Criteria, Criterion, Disposition, DispositionKind, ProgressStep, REASON, Subject,
};
use madang_programme::content::{ContentErased, Ground};
use madang_store::model::{AnswerAct, AnswerFilter, VoiceFilter, VoiceStanding};
use madang_store::{Store, Submission};

use crate::support::*;

on_both_databases!(
    answers_are_filtered_and_the_newest_stands,
    what_was_done_about_a_voice_is_told,
    an_erased_reason_is_gone,
);

fn answer(facts: AnswerGiven) -> Submission {
    by(official(), answered(facts))
}

fn adopted(id: &str) -> AnswerGiven {
    P.answer(voice(id), Disposition::Adopted)
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
    let before = store.answers_at(&[committed[0].index]).await.unwrap();
    assert!(!before[0].stands);
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
    assert_eq!(facts.planned_by.as_deref(), Some(PLANNED));
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
    let found = store.answers_at(&[entry]).await.unwrap();
    assert!(found[0].reason.is_none() && found[0].stands);
    let search = AnswerFilter {
        search: "timetable".to_owned(),
        ..AnswerFilter::default()
    };
    assert_eq!(given(&store, search).await, []);
}
