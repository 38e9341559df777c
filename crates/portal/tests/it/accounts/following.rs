//! What stands around an answer on pages: what is saved of it for later, progress, an expert, another look.

use axum::http::StatusCode;
use madang_accounts::Scope;
use madang_fixtures::{INSTITUTION, Programme, english, in_days};
use madang_programme::answers::Subject;
use madang_programme::days::day_in;
use madang_programme::voices::{Channel, VoiceReceived};
use madang_programme::{Actor, Role};
use madang_store::Submission;
use scraper::Html;

use super::answering::{errors, fields, official, programme, size};
use super::{Browser, KIM, LEE, MINUTE, Yard, carried, leads, yard};
use crate::sight::{all, words};

const P: Programme<'static> = Programme("flagships");
const CHOI: &str = "choi@example.org";
const FORM: &str = "/en/programmes/flagships/answers/voice/1";
const REASON: &str = "The timetable of the region is made anew in spring.";
const VOICE: &str = "/en/programmes/flagships/voices/1";

#[tokio::test]
async fn what_is_saved_for_later_is_its_writers_alone_and_counts_nowhere() {
    let yard = yard().await;
    programme(&yard).await;
    let mut kim = official(&yard, KIM, Some(INSTITUTION)).await;
    let mut choi = official(&yard, CHOI, Some(INSTITUTION)).await;
    let before = size(&yard).await;
    let half = "Half a thought";
    let saved = [("reason", half), ("step", "save"), ("key", "k")];
    assert_eq!(leads(&kim.post(&yard, FORM, &saved).await), FORM);
    yard.wait(20 * MINUTE);
    kim.get(&yard, FORM).await;
    yard.wait(20 * MINUTE);
    let form = kim.get(&yard, FORM).await.text();
    assert!(
        form.contains(half) && form.contains("Nobody else sees it"),
        "{form}"
    );
    assert_eq!(size(&yard).await, before, "nothing of it is on the record");
    for page in [
        VOICE.to_owned(),
        format!("/en/programmes/{}/answers", P.0),
        "/en/record".to_owned(),
    ] {
        assert!(
            !yard.portal.get(&page).await.text().contains(half),
            "{page}"
        );
    }
    let mut lee = official(&yard, LEE, Some(INSTITUTION)).await;
    assert!(!lee.get(&yard, FORM).await.text().contains(half));
    assert_eq!(
        leads(&choi.get(&yard, FORM).await),
        "/en/account/sign-in",
        "idle for too long"
    );
    // Somebody answers meanwhile: what was saved comes back beside it.
    let first = fields(&[
        ("step", "release"),
        ("key", "k1"),
        ("reason", "Lee was faster, and had reasons."),
    ]);
    leads(&lee.post(&yard, FORM, &first).await);
    let form = kim.get(&yard, FORM).await.text();
    assert!(
        form.contains("Somebody answered meanwhile") && form.contains(half),
        "{form}"
    );
    assert_eq!(
        leads(&kim.post(&yard, FORM, &[("step", "drop")]).await),
        FORM
    );
    let form = kim.get(&yard, FORM).await.text();
    assert!(
        !form.contains(half) && form.contains("Lee was faster"),
        "{form}"
    );
    // What was released is not kept as well.
    let stood = (size(&yard).await - 1).to_string();
    let anew = fields(&[("base", &stood), ("step", "save")]);
    leads(&kim.post(&yard, FORM, &anew).await);
    let anew = fields(&[("base", &stood), ("step", "release"), ("key", "k9")]);
    leads(&kim.post(&yard, FORM, &anew).await);
    assert!(
        !kim.get(&yard, FORM)
            .await
            .text()
            .contains("Nobody else sees it")
    );
}

/// Somebody with a voice of their own, number 5.
async fn speaker(yard: &Yard) -> Browser {
    let lee = Browser::registered(yard, LEE).await;
    let scope = Scope::Programme(P.0.to_owned());
    let account = yard.account(LEE).await;
    let name = yard.accounts.pseudonym(account, &scope).await.unwrap();
    let facts = VoiceReceived {
        channel: Channel::Portal,
        ..P.said("5")
    };
    let said = Submission {
        actor: Actor::new(Role::Participant, &name).unwrap(),
        idempotency_key: None,
        command: P.receive(facts, english("I wait for an hour each evening.")),
        terms: Default::default(),
    };
    yard.portal.store.submit(said).await.unwrap();
    lee
}

const OWN: &str = "/en/programmes/flagships/voices/5";
const BASE: &str = "/en/programmes/flagships/answers/voice/5";

/// Adopts the voice; gives the entry of the answer.
async fn adopted(yard: &Yard, kim: &mut Browser) -> String {
    let planned = in_days(300);
    let adopted = fields(&[
        ("disposition", "adopted"),
        ("planned", &planned),
        ("step", "release"),
    ]);
    leads(&kim.post(yard, BASE, &adopted).await);
    let answer = yard.portal.store.with_state(|state| {
        let subject = Subject::Voice("5".to_owned());
        state.answer(P.0, &subject).unwrap().entry.to_string()
    });
    answer.await.unwrap()
}

#[tokio::test]
async fn an_expert_is_asked_once() {
    let yard = yard().await;
    programme(&yard).await;
    let mut kim = official(&yard, KIM, Some(INSTITUTION)).await;
    let form = "/en/programmes/flagships/answers/voice/1/expert";
    let today = day_in("Asia/Seoul", &yard.portal.store.now()).unwrap();
    let today = today.to_string();
    assert_eq!(kim.get(&yard, form).await.status, StatusCode::OK);
    for wrong in ["", "2020-01-01", "2099-01-01", "soon"] {
        let answer = kim.post(&yard, form, &[("until", wrong)]).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{wrong}");
        let said = errors(&answer);
        assert!(said[0].starts_with("Last day for the expert"), "{said:?}");
    }
    let before = size(&yard).await;
    let asked = [("until", today.as_str()), ("key", "e")];
    for _ in 0..2 {
        leads(&kim.post(&yard, form, &asked).await);
    }
    assert_eq!(size(&yard).await, before + 1);
    let page = kim.get(&yard, VOICE).await.text();
    assert!(
        page.contains("Expert asked") && !page.contains(form),
        "{page}"
    );
}

#[tokio::test]
async fn progress_is_told_on_what_was_adopted() {
    let yard = yard().await;
    programme(&yard).await;
    speaker(&yard).await;
    let mut kim = official(&yard, KIM, Some(INSTITUTION)).await;
    let answer = adopted(&yard, &mut kim).await;
    let progress = format!("{BASE}/progress");
    for (sent, wrong) in [
        (vec![("words", "Begun.")], "How it stands"),
        (vec![("progress", "started")], "In words"),
        (vec![("progress", "done"), ("words", "Done.")], "Shown by"),
        (vec![("progress", "delayed"), ("words", "Late.")], "New day"),
    ] {
        let sent = [sent, vec![("base", answer.as_str())]].concat();
        let page = kim.post(&yard, &progress, &sent).await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST, "{sent:?}");
        let said = errors(&page);
        assert!(said[0].starts_with(wrong), "{sent:?}: {said:?}");
    }
    let stale = [("progress", "started"), ("words", "Begun."), ("base", "1")];
    let said = errors(&kim.post(&yard, &progress, &stale).await);
    assert!(
        said[0].contains("changed the same in the meantime"),
        "{said:?}"
    );
    let done = [
        ("progress", "done"),
        ("words", "The bus runs."),
        ("evidence-2", "https://example.org/bus"),
        ("base", answer.as_str()),
    ];
    leads(&kim.post(&yard, &progress, &done).await);
    let page = kim.get(&yard, OWN).await.text();
    assert!(
        page.contains("The bus runs.") && !page.contains(&progress),
        "{page}"
    );
}

#[tokio::test]
async fn whoever_said_it_asks_for_another_look_once() {
    let yard = yard().await;
    programme(&yard).await;
    let mut lee = speaker(&yard).await;
    let mut kim = official(&yard, KIM, Some(INSTITUTION)).await;
    let answer = adopted(&yard, &mut kim).await;
    let again = format!("{BASE}/again");
    let before = size(&yard).await;
    assert_eq!(kim.get(&yard, &again).await.status, StatusCode::FORBIDDEN);
    let page = lee.get(&yard, OWN).await.text();
    assert!(page.contains(&again), "{page}");
    let empty = lee.post(&yard, &again, &[("base", answer.as_str())]).await;
    let said = errors(&empty);
    assert!(
        said[0].starts_with("Why it should be looked at again"),
        "{said:?}"
    );
    let why = [
        ("words", "It stops at nine still."),
        ("base", answer.as_str()),
        ("key", "w"),
    ];
    for _ in 0..2 {
        leads(&lee.post(&yard, &again, &why).await);
    }
    assert_eq!(size(&yard).await, before + 1);
    let page = lee.get(&yard, OWN).await.text();
    assert!(!page.contains(&again), "it is asked for once");
    let text = words(all(&Html::parse_document(&page), "main")[0]);
    for said in ["It stops at nine still.", "Another look is due by"] {
        assert!(text.contains(said), "{said}: {text}");
    }
}

#[tokio::test]
async fn whoever_answers_second_reads_the_first_answer_and_keeps_their_words() {
    let yard = yard().await;
    programme(&yard).await;
    let mut kim = official(&yard, KIM, Some(INSTITUTION)).await;
    let mut choi = official(&yard, CHOI, Some(INSTITUTION)).await;
    // Both opened the form before anybody answered.
    let first = fields(&[("step", "release"), ("key", "k1")]);
    let stood = size(&yard).await;
    assert!(leads(&kim.post(&yard, FORM, &first).await).ends_with(&format!("={stood}")));
    let mine = "We looked at it and found other grounds for the same.";
    for step in ["preview", "release"] {
        let second = fields(&[
            ("step", step),
            ("key", "k2"),
            ("reason", mine),
            ("unmet", "scope"),
        ]);
        let answer = choi.post(&yard, FORM, &second).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        let page = answer.text();
        assert_eq!(
            errors(&answer).len(),
            1,
            "that somebody answered is all that is said"
        );
        assert!(page.contains("Somebody answered meanwhile"), "{page}");
        let document = Html::parse_document(&page);
        let theirs = words(all(&document, "#difference del")[1]);
        let own = words(all(&document, "#difference ins")[1]);
        assert_eq!((theirs.as_str(), own.as_str()), (REASON, mine));
        assert_eq!(
            words(all(&document, "textarea#reason")[0]),
            mine,
            "mine is still in the field"
        );
        assert!(carried(&answer).contains(&("base".to_owned(), stood.to_string())));
    }
    assert_eq!(size(&yard).await, stood + 1);
    // Seen now, it can be released: it says whose place it takes.
    let base = stood.to_string();
    let anew = fields(&[
        ("step", "release"),
        ("key", "k2"),
        ("reason", mine),
        ("base", &base),
    ]);
    assert!(leads(&choi.post(&yard, FORM, &anew).await).ends_with(&format!("={}", stood + 1)));
    let page = words(
        all(
            &Html::parse_document(&yard.portal.get(VOICE).await.text()),
            "main",
        )[0],
    );
    assert!(
        page.contains(mine) && page.contains("Answered before: Not adopted"),
        "{page}"
    );
    // The next form has what stands in it.
    let form = kim.get(&yard, FORM).await.text();
    assert!(
        form.contains(mine) && form.contains("Answer anew"),
        "{form}"
    );
}
