//! The desk: what is due next for whom, as a page and as a table; what is kept for later; who did what.

use axum::http::StatusCode;
use madang_fixtures::{INSTITUTION, Programme, english};
use madang_programme::content::{ContentRestricted, Ground};
use madang_programme::people::Granted;
use madang_programme::voices::VoiceReceived;
use madang_programme::{Actor, Role};
use scraper::Html;

use super::answering::{holder, official, programme};
use super::{Browser, KIM, LEE, MINUTE, Yard, leads, yard};
use crate::common::{self, Answer};
use crate::sight::{all, words};

const P: Programme<'static> = Programme("flagships");
pub const WELFARE: &str = "welfare";
pub const CHOI: &str = "choi@example.org";
const DAY: u64 = 24;

/// A programme whose voices are due in two days, and one with somebody's number in it.
pub async fn due_soon() -> Yard {
    let yard = yard().await;
    programme(&yard).await;
    let facts = VoiceReceived {
        institution: WELFARE.to_owned(),
        ..P.said("=1+1")
    };
    let facts = VoiceReceived {
        id: "5".to_owned(),
        ..facts
    };
    let text = english("=cmd() Call 010-1234-5678.");
    common::submit(&yard.portal.store, vec![P.receive(facts, text)]).await;
    yard.later(26 * DAY).await
}

pub fn rows(answer: &Answer) -> Vec<String> {
    let page = Html::parse_document(&answer.text());
    let rows = all(&page, "#work tbody tr").into_iter();
    rows.map(words).collect()
}

#[tokio::test]
async fn each_sees_what_their_institution_has_to_do_next() {
    let yard = due_soon().await;
    let mut kim = official(&yard, KIM, Some(INSTITUTION)).await;
    let mut lee = official(&yard, LEE, Some(WELFARE)).await;
    let page = kim.get(&yard, "/en/desk").await;
    assert_eq!(page.status, StatusCode::OK);
    // Three voices, and a proposal that names nobody.
    let found = rows(&page);
    assert_eq!(found.len(), 4, "{found:?}");
    assert!(found.iter().all(|row| row.contains("Answer")), "{found:?}");
    let document = Html::parse_document(&page.text());
    let form = all(&document, "#work tbody th a")[0]
        .attr("href")
        .unwrap()
        .to_owned();
    assert_eq!(kim.get(&yard, &form).await.status, StatusCode::OK, "{form}");
    let found = rows(&lee.get(&yard, "/en/desk").await);
    assert_eq!(found.len(), 4, "{found:?}");
    assert!(
        found[0].contains("Take personal data out") && found[0].contains("late"),
        "overdue on top: {found:?}"
    );
    // Later, all of it is overdue.
    yard.wait(5 * MINUTE);
    let yard = yard.later(33 * DAY).await;
    let page = kim.get(&yard, "/en/desk?late=late").await;
    assert_eq!(rows(&page).len(), 4);
    assert!(page.text().contains("4 are overdue"), "{}", page.text());
    let ko = words(
        all(
            &Html::parse_document(&kim.get(&yard, "/ko/desk").await.text()),
            "main",
        )[0],
    );
    for said in ["업무함", "다음에 할 일", "기한 지남 4건", "답변하기"] {
        assert!(ko.contains(said), "{said}: {ko}");
    }
    for (query, number) in [
        ("?task=answer", 3),
        ("?task=personal_data", 1),
        ("?institution=welfare", 3),
        ("?task=progress", 0),
    ] {
        let page = lee.get(&yard, &format!("/en/desk{query}")).await;
        assert_eq!(rows(&page).len(), number, "{query}");
        assert_eq!(
            page.text().contains("Nothing like that is to be done"),
            number == 0,
            "{query}"
        );
    }
    for query in [
        "?task=sleep",
        "?institution=nobody",
        "?page=0",
        "?late=never",
    ] {
        let page = lee.get(&yard, &format!("/en/desk{query}")).await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST, "{query}");
        let document = Html::parse_document(&page.text());
        let place = all(&document, ".error-summary a")[0].attr("href").unwrap();
        assert_eq!(all(&document, place).len(), 1, "{query} leads to its field");
    }
}

#[tokio::test]
async fn the_table_has_the_same_and_no_formula() {
    let yard = due_soon().await;
    let mut lee = official(&yard, LEE, Some(WELFARE)).await;
    let table = lee.get(&yard, "/en/desk/work.csv").await;
    assert_eq!(table.header("content-type"), "text/csv; charset=utf-8");
    let text = table.text();
    let lines: Vec<&str> = text.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(
        lines[0],
        "programme,task,what,subject,institution,due,days_late,entry"
    );
    assert_eq!(lines.len(), 5, "{text}");
    assert!(lines[1].starts_with("flagships,personal_data,Take personal data out of public words,voice:flagships/5,welfare,"), "{text}");
    let one = lee
        .get(&yard, "/en/desk/work.csv?task=answer&institution=welfare")
        .await
        .text();
    assert_eq!(one.lines().count(), 3, "{one}");
    assert_eq!(
        lee.get(&yard, "/en/desk/work.csv?task=x").await.status,
        StatusCode::BAD_REQUEST
    );
}

#[tokio::test]
async fn the_desk_is_for_whoever_holds_a_role() {
    let yard = due_soon().await;
    let mut nobody = Browser::default();
    let mut public = Browser::registered(&yard, LEE).await;
    for path in ["/en/desk", "/en/desk/work.csv", "/en/desk/audit"] {
        assert_eq!(
            leads(&nobody.get(&yard, path).await),
            "/en/account/sign-in",
            "{path}"
        );
        assert_eq!(
            public.get(&yard, path).await.status,
            StatusCode::FORBIDDEN,
            "{path}"
        );
    }
    yard.wait(60 * MINUTE);
    let mut admin = holder(&yard, KIM, Granted::Administrator, None).await;
    // Whoever administers sees all of it, of both institutions.
    assert_eq!(rows(&admin.get(&yard, "/en/desk").await).len(), 7);
    let desk = admin.get(&yard, "/en/desk").await.text();
    let desk = Html::parse_document(&desk);
    assert!(all(&desk, "#work tbody th a").is_empty(), "others do it");
    let account = admin.get(&yard, "/en/account").await.text();
    assert!(account.contains("href=\"/en/desk\""), "{account}");
    yard.wait(60 * MINUTE);
    let mut reviewer = holder(&yard, CHOI, Granted::Reviewer, None).await;
    let page = reviewer.get(&yard, "/en/desk").await;
    assert_eq!(rows(&page), [""; 0]);
    assert!(
        page.text().contains("Nothing is to be done now"),
        "{}",
        page.text()
    );
    assert!(page.text().contains("Nothing is saved."));
}

#[tokio::test]
async fn nobody_is_led_to_a_form_that_turns_them_away() {
    let yard = due_soon().await;
    for (address, role, institution, own) in [
        (KIM, Granted::Official, None, 1),
        (LEE, Granted::Official, Some(WELFARE), 4),
        (CHOI, Granted::Facilitator, None, 1),
    ] {
        let mut who = holder(&yard, address, role, institution).await;
        let desk = who.get(&yard, "/en/desk").await.text();
        let desk = Html::parse_document(&desk);
        let forms = all(&desk, "#work tbody th a").into_iter();
        let forms: Vec<&str> = forms.filter_map(|form| form.attr("href")).collect();
        assert_eq!(forms.len(), own, "{address}: {forms:?}");
        for form in forms {
            let page = who.get(&yard, form).await;
            assert_eq!(page.status, StatusCode::OK, "{address}: {form}");
        }
    }
}

#[tokio::test]
async fn what_is_saved_and_what_was_done_stand_there() {
    let yard = due_soon().await;
    let mut kim = official(&yard, KIM, Some(INSTITUTION)).await;
    let form = "/en/programmes/flagships/answers/voice/1";
    let saved = [("reason", "Half a thought"), ("step", "save"), ("key", "k")];
    assert_eq!(leads(&kim.post(&yard, form, &saved).await), form);
    let page = kim.get(&yard, "/en/desk").await;
    let document = Html::parse_document(&page.text());
    let links = all(&document, "main a").into_iter();
    let links: Vec<&str> = links.filter_map(|link| link.attr("href")).collect();
    assert!(links.contains(&form), "{links:?}");
    assert!(
        links.contains(&"/en/programmes/flagships/answers/many"),
        "{links:?}"
    );
    let audit = kim.get(&yard, "/en/desk/audit").await;
    let document = Html::parse_document(&audit.text());
    let entries = all(&document, "#audit tbody tr");
    // A programme with its group and audience, two institutions, five voices, a proposal, a role.
    assert_eq!(entries.len(), 12, "{}", audit.text());
    let newest = words(entries[0]);
    assert!(newest.contains("role"), "{newest}");
    for (query, number) in [
        ("?kind=voice.received/1", 5),
        ("?kind=institution.named/1", 2),
        ("?actor=official/test", 11),
        ("?actor=official/nobody", 0),
        ("?subject=voice/2", 1),
        ("?subject=voice:flagships/2", 1),
        (
            "?subject=https://madang.example.org/ko/programmes/flagships/voices/2%23answer",
            1,
        ),
        ("?subject=voice/99", 0),
        // The record itself began in none of its programmes.
        ("?programme=-&kind=log.created/2", 1),
    ] {
        let page = kim.get(&yard, &format!("/en/desk/audit{query}")).await;
        assert_eq!(page.status, StatusCode::OK, "{query}");
        let document = Html::parse_document(&page.text());
        assert_eq!(all(&document, "#audit tbody tr").len(), number, "{query}");
    }
    for query in [
        "?kind=x/1",
        "?programme=elsewhere",
        "?actor=nobody",
        "?subject=nothing",
        "?subject=%3Cscript%3E",
    ] {
        let page = kim.get(&yard, &format!("/en/desk/audit{query}")).await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST, "{query}");
    }
}

#[tokio::test]
async fn moderation_and_roles_of_the_whole_record_stand_there() {
    let yard = due_soon().await;
    let mut kim = official(&yard, KIM, Some(INSTITUTION)).await;
    let of_all = yard
        .grant("kim@example.org", Granted::Facilitator, None)
        .await;
    let store = &yard.portal.store;
    let entry = store.voice("flagships", "2").await.unwrap().unwrap().entry;
    let hidden = ContentRestricted {
        entry,
        name: "text".to_owned(),
        ground: Ground::HouseRules,
        roles: vec!["official".to_owned()],
        review_by: store.now()[..10].to_owned(),
    };
    let console = Actor::new(Role::Official, "console").unwrap();
    store.restrict(console, hidden).await.unwrap();
    let mut entries = async |query: &str| {
        let page = kim.get(&yard, &format!("/en/desk/audit{query}")).await;
        assert_eq!(page.status, StatusCode::OK, "{query}");
        let document = Html::parse_document(&page.text());
        let rows = all(&document, "#audit tbody tr").into_iter();
        rows.map(words).collect::<Vec<String>>()
    };
    let moderated = entries("?kind=content.restricted/1").await;
    assert_eq!(moderated.len(), 1, "beside the programme: {moderated:?}");
    assert_eq!(entries("?subject=voice/2").await.len(), 2);
    let granted = "?kind=role.granted/1";
    assert_eq!(entries(granted).await.len(), 1, "of the programme");
    let whole = entries(&format!("{granted}&programme=-")).await;
    assert_eq!(whole.len(), 2, "{of_all}: {whole:?}");
    assert_eq!(
        entries("?programme=-&kind=content.restricted/1")
            .await
            .len(),
        1
    );
}

#[tokio::test]
async fn facilitators_do_what_is_to_be_hidden_and_read_the_rest() {
    let yard = due_soon().await;
    let mut hears = holder(&yard, KIM, Granted::Facilitator, None).await;
    let page = hears.get(&yard, "/en/desk").await;
    assert_eq!(rows(&page).len(), 7, "{:?}", rows(&page));
    let document = Html::parse_document(&page.text());
    let does = all(&document, "#work tbody th a").into_iter().map(words);
    assert_eq!(
        does.collect::<Vec<String>>(),
        ["Take personal data out of public words"]
    );
}
