//! Many voices answered at once on pages: chosen, written, looked at, confirmed by a passkey, released together or not at all.

use axum::http::StatusCode;
use madang_fixtures::{Device, INSTITUTION, Programme, english};
use madang_programme::answers::Subject;
use scraper::Html;
use serde_json::json;

use super::answering::{errors, official, programme, size};
use super::{Browser, KIM, MINUTE, ORIGIN, Yard, carried, leads, yard};
use crate::common::{self, Answer};
use crate::sight::{all, words};

const P: Programme<'static> = Programme("flagships");
const MANY: &str = "/en/programmes/flagships/answers/many";

fn ticked(answer: &Answer) -> Vec<String> {
    let page = Html::parse_document(&answer.text());
    let boxes = all(&page, "input[name=tick][checked]").into_iter();
    boxes
        .map(|one| one.attr("value").unwrap().to_owned())
        .collect()
}

/// An answer as it is typed, whatever it is an answer to.
pub const WRITTEN: [(&str, &str); 6] = [
    ("disposition", "not_adopted"),
    ("unmet", "feasible"),
    (
        "reason",
        "The timetable of the region is made anew in spring.",
    ),
    ("decider", INSTITUTION),
    ("post", "Director of Regional Transport"),
    ("change", "nothing"),
];

pub fn with<'a>(other: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    [WRITTEN.as_slice(), other].concat()
}

async fn answered(yard: &Yard, id: &str) -> Option<u64> {
    let subject = Subject::Voice(id.to_owned());
    let answer = yard.portal.store.with_state(|state| {
        let answer = state.answer(P.0, &subject);
        answer.map(|answer| answer.entry)
    });
    answer.await.unwrap()
}

#[tokio::test]
async fn what_is_ticked_stays_ticked_while_one_searches() {
    let yard = yard().await;
    programme(&yard).await;
    let mut kim = official(&yard, KIM, Some(INSTITUTION)).await;
    let page = kim.get(&yard, MANY).await;
    let document = Html::parse_document(&page.text());
    assert_eq!(
        all(&document, "input[name=tick]").len(),
        3,
        "not those of another institution"
    );
    assert!(page.text().contains("Answer all 3"), "{}", page.text());
    // Searching is a button of the same form: what was ticked goes along, seen or not.
    let page = kim
        .get(&yard, &format!("{MANY}?tick=1&tick=3&q=number+3"))
        .await;
    assert_eq!(ticked(&page), ["3"]);
    assert!(
        carried(&page).contains(&("voices".to_owned(), "1".to_owned())),
        "{:?}",
        carried(&page)
    );
    assert!(page.text().contains("1 more is ticked"), "{}", page.text());
    let page = kim.get(&yard, &format!("{MANY}?tick=3&voices=1")).await;
    assert_eq!(ticked(&page), ["3", "1"], "newest first");
    // Nothing ticked, and more than there may be.
    let none = kim
        .post(&yard, MANY, &[("step", "pick"), ("q", "number")])
        .await;
    assert_eq!(
        (none.status, errors(&none).len()),
        (StatusCode::BAD_REQUEST, 1)
    );
    assert!(none.text().contains("value=\"number\""), "the filter stays");
    let many: Vec<String> = (0..201).map(|id| id.to_string()).collect();
    let many = kim
        .post(
            &yard,
            MANY,
            &[("step", "pick"), ("voices", &many.join(","))],
        )
        .await;
    assert!(
        errors(&many)[0].contains("At most 200"),
        "{:?}",
        errors(&many)
    );
    let unknown = kim
        .post(&yard, MANY, &[("step", "pick"), ("voices", "99,<b>")])
        .await;
    assert_eq!(unknown.status, StatusCode::BAD_REQUEST);
    assert!(
        errors(&unknown)[0].contains("no voice 99"),
        "{:?}",
        errors(&unknown)
    );
}

#[tokio::test]
async fn all_of_a_list_are_answered_in_one_go() {
    let yard = yard().await;
    programme(&yard).await;
    let mut kim = official(&yard, KIM, Some(INSTITUTION)).await;
    let write = kim
        .post(&yard, MANY, &[("all", "pick"), ("q", "Buses")])
        .await;
    assert_eq!(write.status, StatusCode::OK);
    assert_eq!(ticked(&write).len(), 3);
    let before = size(&yard).await;
    let own = [
        ("tick", "1"),
        ("tick", "2"),
        ("tick", "3"),
        ("own-2", "The stop at the school is looked at first."),
        ("q", "Buses"),
        ("key", "bulk"),
    ];
    let preview = kim
        .post(
            &yard,
            MANY,
            &with(&[own.as_slice(), &[("step", "preview")]].concat()),
        )
        .await;
    assert_eq!(preview.status, StatusCode::OK, "{:?}", errors(&preview));
    let text = words(all(&Html::parse_document(&preview.text()), "main")[0]);
    for said in [
        "the same words for 2 voices",
        "1 voice with a sentence of its own",
        "The stop at the school",
        "Release 3 answers",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert_eq!(size(&yard).await, before);
    let carried = carried(&preview);
    let release: Vec<(&str, &str)> = carried
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect();
    let release = [release, vec![("step", "release")]].concat();
    for _ in 0..2 {
        let answer = kim.post(&yard, MANY, &release).await;
        let done = format!(
            "/en/programmes/flagships/answers/done?entries={},{},{}&back=",
            before,
            before + 1,
            before + 2
        );
        assert!(leads(&answer).starts_with(&done), "{}", leads(&answer));
        let page = yard.portal.get(leads(&answer)).await;
        let document = Html::parse_document(&page.text());
        assert_eq!(
            all(&document, ".done li").len(),
            3,
            "a list of what was done"
        );
        let back = format!("{MANY}?q=Buses&amp;institution=interior");
        assert!(page.text().contains(&back), "{}", page.text());
    }
    assert_eq!(size(&yard).await, before + 3, "sent twice, recorded once");
    let public = yard
        .portal
        .get("/en/programmes/flagships/voices/2")
        .await
        .text();
    assert!(
        public.contains("The stop at the school is looked at first.\n\nThe timetable"),
        "{public}"
    );
    let rest = kim.get(&yard, MANY).await.text();
    assert!(rest.contains("There is no voice like that"), "{rest}");
}

#[tokio::test]
async fn more_than_one_is_confirmed_by_a_passkey_and_nothing_typed_is_lost() {
    let yard = yard().await;
    programme(&yard).await;
    let mut kim = official(&yard, KIM, Some(INSTITUTION)).await;
    yard.wait(11 * MINUTE);
    let before = size(&yard).await;
    let two = with(&[
        ("tick", "1"),
        ("tick", "2"),
        ("key", "k"),
        ("step", "release"),
    ]);
    let answer = kim.post(&yard, MANY, &two).await;
    assert!(
        leads(&answer).starts_with("/en/account/sign-in?again=1&next="),
        "{}",
        leads(&answer)
    );
    assert_eq!(size(&yard).await, before);
    let mut phone = Device::new(ORIGIN, KIM.as_bytes()[0]);
    let asked = json!({"again": true, "next": "/desk"});
    assert_eq!(
        kim.show(&yard, &asked, &mut phone).await.json()["to"],
        "/en/desk"
    );
    // The form is there again as it was sent, and nothing was done by it.
    let back = kim.get(&yard, &format!("{MANY}?returned=1")).await;
    assert!(
        back.text().contains("Nothing was sent yet"),
        "{}",
        back.text()
    );
    assert_eq!(ticked(&back), ["1", "2"]);
    assert_eq!(size(&yard).await, before);
    leads(&kim.post(&yard, MANY, &two).await);
    assert_eq!(size(&yard).await, before + 2);
    // A single one does not ask again.
    yard.wait(11 * MINUTE);
    let one = with(&[("tick", "3"), ("key", "k3"), ("step", "release")]);
    assert!(leads(&kim.post(&yard, MANY, &one).await).contains("/answers/done"));
}

#[tokio::test]
async fn all_are_released_or_none() {
    let yard = yard().await;
    programme(&yard).await;
    let mut kim = official(&yard, KIM, Some(INSTITUTION)).await;
    // Somebody answers one of them meanwhile.
    let one = with(&[("tick", "2"), ("key", "first"), ("step", "release")]);
    leads(&kim.post(&yard, MANY, &one).await);
    let before = size(&yard).await;
    for step in ["preview", "release"] {
        let all = with(&[
            ("tick", "1"),
            ("tick", "2"),
            ("tick", "3"),
            ("own-3", "Yours is kept."),
            ("key", "k"),
            ("step", step),
        ]);
        let answer = kim.post(&yard, MANY, &all).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{step}");
        let said = errors(&answer);
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(
            said[0].contains("Voice 2") && said[0].contains("Nothing was released"),
            "{said:?}"
        );
        assert_eq!(ticked(&answer), ["1", "2", "3"], "what was chosen stays");
        assert!(answer.text().contains("Yours is kept."), "{step}");
    }
    assert_eq!(size(&yard).await, before);
    assert_eq!(answered(&yard, "1").await, None);
    // What is wrong for all is said once, at its field.
    let short = with(&[
        ("tick", "1"),
        ("tick", "3"),
        ("key", "k"),
        ("step", "preview"),
    ]);
    let short: Vec<(&str, &str)> = short
        .into_iter()
        .map(|(name, value)| {
            if name == "reason" {
                (name, "Too short.")
            } else {
                (name, value)
            }
        })
        .collect();
    let answer = kim.post(&yard, MANY, &short).await;
    let said = errors(&answer);
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].starts_with("Reason:"), "{said:?}");
    // Of another institution nobody can answer.
    let other = with(&[("tick", "4"), ("key", "k4"), ("step", "release")]);
    let answer = kim.post(&yard, MANY, &other).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert_eq!(size(&yard).await, before);
}

#[tokio::test]
async fn nobody_else_answers_many() {
    let yard = yard().await;
    programme(&yard).await;
    let mut nobody = Browser::default();
    assert_eq!(leads(&nobody.get(&yard, MANY).await), "/en/account/sign-in");
    let mut kim = official(&yard, KIM, None).await;
    assert_eq!(kim.get(&yard, MANY).await.status, StatusCode::FORBIDDEN);
    let all = with(&[("tick", "1"), ("step", "release"), ("key", "k")]);
    assert_eq!(
        kim.post(&yard, MANY, &all).await.status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(answered(&yard, "1").await, None);
}

#[tokio::test]
async fn a_long_list_is_leafed_through_and_not_answered_whole() {
    let yard = yard().await;
    programme(&yard).await;
    let commands = (10..215)
        .map(|id| P.receive(P.said(&id.to_string()), english("One more.")))
        .collect();
    common::submit(&yard.portal.store, commands).await;
    let mut kim = official(&yard, KIM, Some(INSTITUTION)).await;
    let page = kim
        .get(&yard, &format!("{MANY}?q=more&tick=10&page=2"))
        .await;
    let document = Html::parse_document(&page.text());
    assert_eq!(all(&document, "input[name=tick]").len(), 50);
    assert_eq!(all(&document, "button[name=page]").len(), 2);
    assert!(
        page.text().contains("At most 200 are taken at once"),
        "{}",
        page.text()
    );
    let all = kim
        .post(&yard, MANY, &[("all", "pick"), ("q", "more")])
        .await;
    assert!(
        errors(&all)[0].contains("At most 200"),
        "{:?}",
        errors(&all)
    );
}
