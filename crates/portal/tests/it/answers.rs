//! The pages of answers and of the checks of openness, their API and their feed.

use axum::http::StatusCode;
use madang_fixtures::{Programme, answered, voice};
use madang_programme::answers::{Disposition, ExpertiseAsked, ProgressStep, Subject};
use madang_programme::clock::Period;
use madang_programme::days::day_in;
use madang_programme::finding::Check;
use madang_programme::{Command, State};
use scraper::Html;

use crate::common::{self, EMPTY, FINISHED};
use crate::sight::{all, page, words};

const P: Programme<'static> = Programme(FINISHED);

fn entry_of(state: &State, subject: &Subject) -> u64 {
    state.answer(FINISHED, subject).expect("an answer").entry
}

#[tokio::test]
async fn a_voice_shows_its_answer_first_and_all_that_was_done() {
    let portal = common::example().await;
    let address = format!("/en/programmes/{FINISHED}/voices/7");
    let document = page(&portal, &address).await;
    let text = words(all(&document, "main")[0]);
    for said in [
        "Agencies will hand papers on among themselves",
        "Adopted",
        "Director of Welfare Administration",
        "The guideline is being changed.",
        "Law or guideline: https://example.org/once-only",
        "Planned by",
        "there is time left",
        "1 month",
    ] {
        // The clock stopped: nothing is left of it.
        let expected = said != "there is time left";
        assert_eq!(text.contains(said), expected, "{said}: {text}");
    }
    assert!(
        text.contains("answered on") && text.contains(", in time"),
        "{text}"
    );
    let (answer, about) = (
        text.find("Agencies will hand"),
        text.find("About this voice"),
    );
    assert!(answer < about, "the answer stands before the rest");
    let subject = voice("7");
    let answer = portal
        .store
        .with_state(|state| entry_of(state, &subject))
        .await
        .expect("a state");
    let again = madang_programme::answers::AnswerGiven {
        supersedes: Some(answer),
        decider: "welfare".to_owned(),
        ..P.answer_now(subject.clone(), Disposition::AdoptedInPart)
    };
    common::submit(&portal.store, vec![answered(again)]).await;
    let newest = portal
        .store
        .with_state(|state| entry_of(state, &subject))
        .await
        .expect("a state");
    let told = P.progress(subject, newest, ProgressStep::Started);
    common::submit(&portal.store, vec![told]).await;
    let document = page(&portal, &address).await;
    let text = words(all(&document, "main")[0]);
    for said in [
        "Adopted in part",
        "Under way",
        "Answered before: Adopted",
        "Agencies will hand papers on among themselves",
        "The tender is out.",
        "What else was done (2 steps)",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    // Each entry of it says in words what it is about, in both languages.
    for (entry, korean) in [
        (answer, "결정"),
        (newest, "일부 채택"),
        (newest + 1, "하고 있음"),
    ] {
        let document = page(&portal, &format!("/ko/record/entries/{entry}")).await;
        let text = words(all(&document, "main")[0]);
        assert!(text.contains(korean), "{entry}: {text}");
    }
}

#[tokio::test]
async fn what_waits_says_by_when_and_how_that_comes_about() {
    let portal = common::example().await;
    let address = format!("/ko/programmes/{FINISHED}/voices/3");
    let text = words(all(&page(&portal, &address).await, "main")[0]);
    for said in ["아직 답변하지 않았습니다.", "아직 시간이 있음", "+ 1개월 ="] {
        assert!(text.contains(said), "{said}: {text}");
    }
    let now = portal.store.now();
    let until = portal.store.with_state(|state| {
        let zone = &state.programme(FINISHED).expect("a programme").zone;
        let today = day_in(zone, &now).expect("a day");
        Period::Days(3).after(today).to_string()
    });
    let ask = Command::plain(ExpertiseAsked {
        programme: FINISHED.to_owned(),
        subject: voice("3"),
        until: until.await.expect("a state"),
    });
    common::submit(&portal.store, vec![ask]).await;
    let text = words(all(&page(&portal, &address).await, "main")[0]);
    for said in ["전문가에게 물음", "+ 기한이 멈추었던 3일 ="] {
        assert!(text.contains(said), "{said}: {text}");
    }
}

#[tokio::test]
async fn answers_are_counted_searched_and_filtered() {
    let portal = common::example().await;
    for lang in ["ko", "en"] {
        let base = format!("/{lang}/programmes/{FINISHED}/answers");
        let document = page(&portal, &base).await;
        let text = words(all(&document, "main")[0]);
        assert!(text.contains("18"), "{text}");
        assert_eq!(all(&document, ".cards .card").len(), 18);
        assert_eq!(all(&document, "table tbody tr").len(), 5);
        for (query, expected) in [
            ("?disposition=adopted", 8),
            ("?disposition=merged&institution=welfare", 1),
            ("?institution=education", 3),
            ("?q=guideline", 1),
            ("?q=zzzz", 0),
        ] {
            let document = page(&portal, &format!("{base}{query}")).await;
            assert_eq!(all(&document, ".cards .card").len(), expected, "{query}");
            assert_eq!(
                all(&document, ".empty").len(),
                usize::from(expected == 0),
                "{query}"
            );
        }
    }
    page(&portal, &format!("/ko/programmes/{EMPTY}/answers")).await;
    for query in ["?disposition=liked", "?institution=nobody", "?page=0"] {
        let address = format!("/en/programmes/{FINISHED}/answers{query}");
        let answer = portal.get(&address).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{query}");
        let document = Html::parse_document(&answer.text());
        let summary = all(&document, ".error-summary a");
        assert_eq!(summary.len(), 1, "{query}");
        let field = summary[0].attr("href").expect("a place");
        assert_eq!(all(&document, field).len(), 1, "{query} leads to its field");
    }
    let missing = portal.get("/en/programmes/nowhere/answers").await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn checks_are_shown_with_their_numbers() {
    let portal = common::example().await;
    let address = format!("/en/programmes/{FINISHED}/openness");
    let document = page(&portal, &address).await;
    assert_eq!(all(&document, "table tbody tr").len(), Check::ALL.len());
    let text = words(all(&document, "main")[0]);
    for said in ["C13", "C32", "Not yet due", "madang verify RECORD --at "] {
        assert!(text.contains(said), "{said}: {text}");
    }
    let api = portal
        .get(&format!("/api/v1/programmes/{FINISHED}/openness"))
        .await
        .json();
    let checks = api["checks"].as_array().expect("checks");
    assert_eq!(checks.len(), Check::ALL.len());
    let of = |id: &str| checks.iter().find(|check| check["check"] == id);
    let c14 = of("C14").expect("it is asked");
    assert_eq!((&c14["check"], &c14["held"]), (&"C14".into(), &18.into()));
    assert_eq!(c14["worst"], "not_yet_due");
    // 23 voices and 65 proposals, of which one was taken back.
    let all = madang_example::proposals().len() as u64 + 23;
    assert_eq!(c14["not_yet_due"], all - 18);
    assert_eq!(
        of("C32").expect("it is asked")["not_yet_due"],
        10,
        "what was adopted is still to be done"
    );
    let missing = portal.get("/en/programmes/nowhere/openness").await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn programs_read_answers_and_their_feed() {
    let portal = common::example().await;
    let base = format!("/api/v1/programmes/{FINISHED}/answers");
    let list = portal
        .get(&format!("{base}?disposition=not_adopted&limit=1"))
        .await
        .json();
    assert_eq!(list["total"], 3);
    let answer = &list["items"][0];
    assert_eq!(answer["subject"]["kind"], "voice");
    assert_eq!(answer["unmet"], serde_json::json!(["effective"]));
    assert!(
        answer["post"]["en"]
            .as_str()
            .is_some_and(|post| post.contains("Director"))
    );
    assert_eq!(list["voices"]["all"], 23);
    assert_eq!(list["voices"]["answered"], 17);
    assert_eq!(list["everything"]["overdue"], 0);
    let next = list["next"].as_str().expect("another page");
    let next = portal.get(next).await.json();
    assert_eq!(next["items"].as_array().map(Vec::len), Some(1));
    let wrong = portal.get(&format!("{base}?disposition=liked")).await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    for lang in ["ko", "en"] {
        let address = format!("/{lang}/programmes/{FINISHED}/answers/feed.atom");
        let feed = portal.get(&address).await;
        let text = feed.text();
        assert_eq!(text.matches("<entry>").count(), 18);
        let own =
            format!("https://madang.example.org/{lang}/programmes/{FINISHED}/voices/7#answer");
        assert!(text.contains(&own), "{text}");
    }
}
