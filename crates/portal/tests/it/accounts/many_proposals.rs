//! Many proposals answered at once on pages, as voices are: by any institution, all together or none.

use axum::http::StatusCode;
use madang_fixtures::{Device, INSTITUTION, Programme, english};
use madang_programme::answers::Subject;
use scraper::Html;
use serde_json::json;

use super::answering::{errors, official, programme, size};
use super::many::with;
use super::{Browser, KIM, LEE, MINUTE, ORIGIN, Yard, carried, leads, yard};
use crate::common::{self, Answer};
use crate::sight::{all, check_page, words};

const P: Programme<'static> = Programme("flagships");
const MANY: &str = "/en/programmes/flagships/answers/many/proposals";
const WELFARE: &str = "welfare";

fn boxes(answer: &Answer, which: &str) -> Vec<String> {
    let page = Html::parse_document(&answer.text());
    let boxes = all(&page, which).into_iter();
    boxes
        .map(|one| one.attr("value").unwrap().to_owned())
        .collect()
}

async fn answered(yard: &Yard, id: &str) -> Option<u64> {
    let subject = Subject::Proposal(id.to_owned());
    let answer = yard.portal.store.with_state(|state| {
        let answer = state.answer(P.0, &subject);
        answer.map(|answer| answer.entry)
    });
    answer.await.unwrap()
}

/// A programme with five proposals, of which one goes on in another.
async fn proposals() -> Yard {
    let yard = yard().await;
    programme(&yard).await;
    let mut commands = Vec::new();
    for (id, title) in [
        ("p2", "Shared taxis"),
        ("p3", "Taxis at night"),
        ("p4", "A tram"),
        ("p5", "A bus and a tram"),
    ] {
        commands.push(P.propose(id, 1_000, english(title)));
    }
    commands.push(P.merge_proposals(&["p4"], "p5"));
    common::submit(&yard.portal.store, commands).await;
    yard
}

#[tokio::test]
async fn only_what_nobody_answered_and_still_stands_is_chosen_from() {
    let yard = proposals().await;
    let mut kim = official(&yard, KIM, Some(INSTITUTION)).await;
    let page = kim.get(&yard, MANY).await;
    check_page(MANY, &page.text());
    assert_eq!(boxes(&page, "input[name=tick]"), ["p1", "p2", "p3", "p5"]);
    assert!(page.text().contains("Answer all 4"), "{}", page.text());
    let korean = kim.get(&yard, &MANY.replace("/en/", "/ko/")).await.text();
    assert!(korean.contains("여러 제안에 한꺼번에 답변하기"), "{korean}");
    let page = kim.get(&yard, &format!("{MANY}?q=taxis&tick=p1")).await;
    assert_eq!(boxes(&page, "input[name=tick]"), ["p2", "p3"]);
    assert!(
        carried(&page).contains(&("proposals".to_owned(), "p1".to_owned())),
        "{:?}",
        carried(&page)
    );
    let page = kim.get(&yard, &format!("{MANY}?state=selected")).await;
    assert!(page.text().contains("There is no proposal like that"));
    for wrong in ["?state=withdrawn", "?group=nowhere", "?page=0"] {
        let page = kim.get(&yard, &format!("{MANY}{wrong}")).await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST, "{wrong}");
    }
    let none = kim.post(&yard, MANY, &[("step", "pick")]).await;
    assert!(
        errors(&none)[0].contains("at least one proposal"),
        "{:?}",
        errors(&none)
    );
    let unknown = [("step", "pick"), ("proposals", "p1,99,<b>")];
    let unknown = kim.post(&yard, MANY, &unknown).await;
    assert_eq!(unknown.status, StatusCode::BAD_REQUEST);
    assert!(
        errors(&unknown)[0].contains("no proposal 99"),
        "{:?}",
        errors(&unknown)
    );
}

#[tokio::test]
async fn all_of_a_list_are_answered_in_one_go_and_confirmed_by_a_passkey() {
    let yard = proposals().await;
    let mut kim = official(&yard, KIM, Some(INSTITUTION)).await;
    let write = kim
        .post(&yard, MANY, &[("all", "pick"), ("q", "taxis")])
        .await;
    assert_eq!(boxes(&write, "input[name=tick][checked]"), ["p2", "p3"]);
    let before = size(&yard).await;
    let own = [
        ("tick", "p2"),
        ("tick", "p3"),
        ("own-p3", "At night there are the buses."),
        ("q", "taxis"),
        ("key", "bulk"),
    ];
    let preview = with(&[own.as_slice(), &[("step", "preview")]].concat());
    let preview = kim.post(&yard, MANY, &preview).await;
    assert_eq!(preview.status, StatusCode::OK, "{:?}", errors(&preview));
    check_page(MANY, &preview.text());
    let text = words(all(&Html::parse_document(&preview.text()), "main")[0]);
    for said in [
        "1 proposal with exactly these words",
        "1 proposal with a sentence of its own",
        "Taxis at night",
        "Release 2 answers",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert_eq!(size(&yard).await, before);
    let carried = carried(&preview);
    let release = carried.iter().map(|(n, v)| (n.as_str(), v.as_str()));
    let release: Vec<(&str, &str)> = release.chain([("step", "release")]).collect();
    // Later it is confirmed once more, and comes back as it was.
    yard.wait(11 * MINUTE);
    let again = kim.post(&yard, MANY, &release).await;
    assert!(leads(&again).starts_with("/en/account/sign-in?again=1&next="));
    let asked = json!({"again": true, "next": "/desk"});
    let mut device = Device::new(ORIGIN, KIM.as_bytes()[0]);
    kim.show(&yard, &asked, &mut device).await;
    let back = kim.get(&yard, &format!("{MANY}?returned=1")).await;
    assert_eq!(boxes(&back, "input[name=tick][checked]"), ["p2", "p3"]);
    assert_eq!(size(&yard).await, before);
    for _ in 0..2 {
        let answer = kim.post(&yard, MANY, &release).await;
        let done = format!(
            "/en/programmes/flagships/answers/done?entries={before},{}&back=",
            before + 1
        );
        assert!(leads(&answer).starts_with(&done), "{}", leads(&answer));
        let page = yard.portal.get(leads(&answer)).await.text();
        assert!(page.contains(&format!("{MANY}?q=taxis")), "{page}");
    }
    assert_eq!(size(&yard).await, before + 2, "sent twice, recorded once");
    let public = "/en/programmes/flagships/proposals/p3";
    let public = yard.portal.get(public).await.text();
    assert!(
        public.contains("At night there are the buses.\n\nThe timetable"),
        "{public}"
    );
    let rest = kim.get(&yard, MANY).await;
    assert_eq!(boxes(&rest, "input[name=tick]"), ["p1", "p5"]);
}

#[tokio::test]
async fn two_officials_at_once_are_told_and_nothing_is_half_done() {
    let yard = proposals().await;
    let mut kim = official(&yard, KIM, Some(INSTITUTION)).await;
    let mut lee = official(&yard, LEE, Some(WELFARE)).await;
    let theirs: Vec<(&str, &str)> = with(&[("tick", "p2"), ("key", "theirs"), ("step", "release")])
        .into_iter()
        .map(|(name, value)| match name {
            "decider" => (name, WELFARE),
            _ => (name, value),
        })
        .collect();
    leads(&lee.post(&yard, MANY, &theirs).await);
    let before = size(&yard).await;
    for step in ["preview", "release"] {
        let all = with(&[
            ("tick", "p1"),
            ("tick", "p2"),
            ("own-p1", "Yours is kept."),
            ("key", "k"),
            ("step", step),
        ]);
        let answer = kim.post(&yard, MANY, &all).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{step}");
        let said = errors(&answer);
        assert!(
            said.len() == 1 && said[0].contains("p2") && said[0].contains("Nothing was released"),
            "{said:?}"
        );
        assert_eq!(boxes(&answer, "input[name=tick][checked]"), ["p1", "p2"]);
        assert!(answer.text().contains("Yours is kept."), "{step}");
    }
    assert_eq!(size(&yard).await, before);
    assert_eq!(answered(&yard, "p1").await, None);
    // In the name of an institution that is not theirs nobody answers.
    let other = with(&[("tick", "p1"), ("key", "o"), ("step", "release")]);
    let answer = lee.post(&yard, MANY, &other).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert_eq!(size(&yard).await, before);
}

#[tokio::test]
async fn what_is_written_to_many_is_kept_for_later_for_whoever_wrote_it() {
    let yard = proposals().await;
    let mut kim = official(&yard, KIM, Some(INSTITUTION)).await;
    let mut lee = official(&yard, LEE, Some(WELFARE)).await;
    for (many, tick) in [(MANY, "p2"), ("/en/programmes/flagships/answers/many", "1")] {
        let before = size(&yard).await;
        let half = [
            ("tick", tick),
            ("reason", "Half a <thought>"),
            ("q", "a"),
            ("step", "save"),
        ];
        assert_eq!(leads(&kim.post(&yard, many, &half).await), many);
        assert_eq!(size(&yard).await, before, "it stands on no record");
        let page = kim.get(&yard, many).await.text();
        check_page(many, &page);
        assert!(page.contains("Half a &lt;thought&gt;"), "{page}");
        let desk = kim.get(&yard, "/en/desk").await.text();
        assert!(desk.contains(&format!("href=\"{many}\"")), "{desk}");
        assert!(!lee.get(&yard, many).await.text().contains("Half a"));
        let on = [("tick", tick), ("reason", "Half a"), ("step", "change")];
        let page = kim.post(&yard, many, &on).await;
        assert_eq!(boxes(&page, "input[name=tick][checked]"), [tick]);
        assert_eq!(
            leads(&kim.post(&yard, many, &[("step", "drop")]).await),
            many
        );
        assert!(!kim.get(&yard, many).await.text().contains("Half a"));
    }
}

#[tokio::test]
async fn nobody_else_answers_many_proposals() {
    let yard = proposals().await;
    let mut nobody = Browser::default();
    assert_eq!(leads(&nobody.get(&yard, MANY).await), "/en/account/sign-in");
    let mut kim = official(&yard, KIM, None).await;
    let all = with(&[("tick", "p1"), ("step", "release"), ("key", "k")]);
    assert_eq!(kim.get(&yard, MANY).await.status, StatusCode::FORBIDDEN);
    let sent = kim.post(&yard, MANY, &all).await;
    assert_eq!(sent.status, StatusCode::FORBIDDEN);
    assert_eq!(answered(&yard, "p1").await, None);
}

/// What a form carries and has ticked, with what is typed into it.
fn filled(shown: &Answer, step: &str) -> Vec<(String, String)> {
    let owned = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
    let ticked = boxes(shown, "input[name=tick][checked]").into_iter();
    let typed = with(&[("own-p1", "This stays."), ("step", step)]);
    let carried = carried(shown).into_iter();
    let carried = carried.filter(|(name, _)| typed.iter().all(|(typed, _)| typed != name));
    let all = carried.chain(ticked.map(|id| ("tick".to_owned(), id)));
    all.chain(typed.clone().into_iter().map(owned)).collect()
}

async fn send(browser: &mut Browser, yard: &Yard, fields: &[(String, String)]) -> Answer {
    let fields = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()));
    browser.post(yard, MANY, &fields.collect::<Vec<_>>()).await
}

#[tokio::test]
async fn nobody_answers_words_among_many_that_they_have_not_read() {
    let yard = proposals().await;
    let mut kim = official(&yard, KIM, Some(INSTITUTION)).await;
    let form = kim
        .post(
            &yard,
            MANY,
            &[("step", "pick"), ("tick", "p1"), ("tick", "p2")],
        )
        .await;
    assert_eq!(form.status, StatusCode::OK, "{:?}", errors(&form));
    // One of them is revised while the answer is written.
    let revise = P.revise("p2", 1, Some(2_000), "Shared taxis, also on Sundays");
    common::submit(&yard.portal.store, vec![revise]).await;
    let before = size(&yard).await;
    let mut read = form;
    for step in ["preview", "release"] {
        let first = filled(&read, step);
        let answer = send(&mut kim, &yard, &first).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{step}");
        let said = errors(&answer);
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(
            said[0].contains("Proposal p2") && said[0].contains("Nothing was released"),
            "{said:?}"
        );
        assert_eq!(
            boxes(&answer, "input[name=tick][checked]"),
            ["p1", "p2"],
            "{step}"
        );
        let text = answer.text();
        for kept in [
            "This stays.",
            "The timetable of the region",
            "also on Sundays",
            "other words than you had read",
        ] {
            assert!(text.contains(kept), "{kept}: {text}");
        }
        if step == "release" {
            read = answer;
        }
    }
    assert_eq!(size(&yard).await, before, "nothing was released");
    // Read now, they are released, once however often they are sent.
    let preview = send(&mut kim, &yard, &filled(&read, "preview")).await;
    assert_eq!(preview.status, StatusCode::OK, "{:?}", errors(&preview));
    let mut release = carried(&preview);
    release.push(("step".to_owned(), "release".to_owned()));
    for _ in 0..2 {
        let done = send(&mut kim, &yard, &release).await;
        assert!(leads(&done).contains("/answers/done"), "{}", leads(&done));
    }
    assert_eq!(size(&yard).await, before + 2);
}

#[tokio::test]
async fn everybody_sees_what_is_not_answered_yet() {
    let yard = proposals().await;
    let mut kim = official(&yard, KIM, Some(INSTITUTION)).await;
    let one = with(&[("tick", "p1"), ("key", "k"), ("step", "release")]);
    leads(&kim.post(&yard, MANY, &one).await);
    let of_voices = "/en/programmes/flagships/answers/many";
    leads(
        &kim.post(
            &yard,
            of_voices,
            &with(&[("tick", "1"), ("key", "v"), ("step", "release")]),
        )
        .await,
    );
    for (list, found, left) in [("proposals", 3, "proposal-p1"), ("voices", 3, "voice-1")] {
        let at = format!("/en/programmes/flagships/{list}?answer=none");
        let page = yard.portal.get(&at).await;
        check_page(&at, &page.text());
        let document = Html::parse_document(&page.text());
        assert_eq!(
            all(&document, "ul.cards > li").len(),
            found,
            "{at}: {}",
            page.text()
        );
        assert!(all(&document, &format!("#{left}")).is_empty(), "{at}");
        let chosen = all(&document, "select[name=answer] option[selected]");
        assert_eq!(words(chosen[0]), "Not answered yet");
        assert!(
            words(all(&document, "title")[0]).contains("Not answered yet"),
            "{at}"
        );
        let wrong = yard.portal.get(&at.replace("none", "given")).await;
        assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
        let api = yard
            .portal
            .get(&format!(
                "/api/v1/programmes/flagships/{list}?answer=none&limit=1"
            ))
            .await
            .json();
        assert_eq!(api["total"], found, "{api}");
        assert!(
            api["next"].as_str().unwrap().contains("answer=none"),
            "{api}"
        );
    }
    // What stands otherwise is none of them.
    let both = yard
        .portal
        .get("/en/programmes/flagships/voices?answer=none&standing=answered")
        .await
        .text();
    let document = Html::parse_document(&both);
    assert_eq!(all(&document, "ul.cards > li").len(), 3, "{both}");
}
