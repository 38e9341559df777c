//! Those who lead services: started, with milestones that are moved and reached, versions and their end; what is refused; and who is told.

mod designing;

use axum::http::StatusCode;
use madang_fixtures::{INSTITUTION, Programme, approval, cheapest_first, english, in_days};

use super::answering::{self, WELFARE, errors, official, size};
use super::{Browser, KIM, LEE, Yard, carried, leads, yard};
use crate::api::{check_schema, document};
use crate::common;

const P: Programme<'static> = Programme("flagships");
const LIST: &str = "/en/programmes/flagships/services";
const NEW: &str = "/en/programmes/flagships/services/new";
const ONE: &str = "/en/programmes/flagships/services/1";
const API: &str = "/api/v1/programmes/flagships/services/1";
const DESCRIBED: &str = "/api/v1/programmes/{programme}/services/{service}";

/// Publishes a vote of a programme in which one proposal of those that there are is selected.
pub async fn decided(yard: &Yard, of: Programme<'_>, proposal: &str) {
    let store = &yard.portal.store;
    let steps = vec![
        of.fix_rule("services", cheapest_first(5_000), None),
        of.open_vote("services", "services", approval()),
        of.cast("services", 1, &[proposal]),
        of.close("services"),
    ];
    common::submit(store, steps).await;
    common::submit(store, vec![of.open_ballots("services", None)]).await;
    common::publish(store, of.0, "services").await;
}

/// A programme in which `p1` is selected.
async fn programme(yard: &Yard) {
    answering::programme(yard).await;
    decided(yard, P, "p1").await;
}

/// What starts a service, but for what is said otherwise.
fn start<'a>(other: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![
        ("proposal", "p1"),
        ("lead", INSTITUTION),
        ("title", "The night bus"),
        ("description", "People get home at night."),
    ];
    for (name, value) in other {
        fields.retain(|(known, _)| known != name);
        fields.push((name, value));
    }
    fields
}

/// Whoever leads, after they started a service.
async fn leading(yard: &Yard) -> Browser {
    programme(yard).await;
    let mut kim = official(yard, KIM, Some(INSTITUTION)).await;
    let answer = kim.post(yard, NEW, &start(&[])).await;
    assert_eq!(errors(&answer), [""; 0]);
    assert!(leads(&answer).starts_with(&format!("{ONE}?entries=")));
    kim
}

fn act(way: &str) -> String {
    format!("{ONE}/do/{way}")
}

/// Sends the form of a way as it was shown, filled.
async fn does(
    browser: &mut Browser,
    yard: &Yard,
    way: &str,
    fields: &[(&str, &str)],
) -> common::Answer {
    let form = browser.get(yard, &act(way)).await;
    let own = carried(&form);
    let own = own
        .iter()
        .filter(|(name, _)| name == "key" || name == "base");
    let mut sent: Vec<(&str, &str)> = own.map(|(n, v)| (n.as_str(), v.as_str())).collect();
    sent.extend(fields);
    browser.post(yard, &act(way), &sent).await
}

#[tokio::test]
async fn who_leads_starts_a_service_of_a_selected_proposal_and_nobody_else() {
    let yard = yard().await;
    programme(&yard).await;
    let mut kim = official(&yard, KIM, Some(INSTITUTION)).await;
    let page = kim.get(&yard, LIST).await.text();
    assert!(page.contains(&format!("href=\"{NEW}\"")), "{page}");
    let public = yard.portal.get(LIST).await.text();
    assert!(!public.contains(NEW), "forms are not for everybody's page");
    let form = kim.get(&yard, NEW).await.text();
    assert!(
        form.contains("A night bus"),
        "what is selected is offered: {form}"
    );
    let before = size(&yard).await;
    for (other, field) in [
        (("proposal", ""), "Developed from"),
        (("proposal", "p9"), ""),
        (("lead", ""), "Led by"),
        (("lead", WELFARE), ""),
        (("title", ""), "Name"),
    ] {
        let answer = kim.post(&yard, NEW, &start(&[other])).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{other:?}");
        let errors = errors(&answer);
        assert!(errors[0].starts_with(field), "{other:?}: {errors:?}");
        assert!(answer.text().contains("People get home at night."));
    }
    let mut lee = Browser::registered(&yard, LEE).await;
    let answer = lee.post(&yard, NEW, &start(&[])).await;
    assert_ne!(answer.status, StatusCode::OK);
    assert_eq!(size(&yard).await, before, "nothing is recorded");
    let answer = kim.post(&yard, NEW, &start(&[])).await;
    assert!(leads(&answer).starts_with(&format!("{ONE}?entries=")));
    let page = yard.portal.get(ONE).await.text();
    for said in [
        "The night bus",
        "In development",
        "A night bus",
        "No milestone is set yet.",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let feed = yard.portal.get(&format!("{LIST}/feed.atom")).await.text();
    assert!(feed.contains("The night bus"), "{feed}");
    let overview = yard.portal.get("/en/programmes/flagships").await.text();
    assert!(
        overview.contains("1 service; people can use 0."),
        "{overview}"
    );
}

#[tokio::test]
async fn milestones_slip_in_view_and_are_reached_by_evidence_alone() {
    let yard = yard().await;
    let mut kim = leading(&yard).await;
    let (due, later) = (in_days(3), in_days(40));
    let set = [
        ("title", "The first line runs"),
        ("due", due.as_str()),
        ("kind", "running"),
    ];
    let answer = does(&mut kim, &yard, "milestone", &set).await;
    assert_eq!(errors(&answer), [""; 0]);
    // Whoever did not see that one is shown it first.
    let again = [&set[..], &[("base", "1")]].concat();
    let stale = kim.post(&yard, &act("milestone"), &again).await;
    assert_eq!(stale.status, StatusCode::BAD_REQUEST);
    let desk = kim.get(&yard, "/en/desk").await.text();
    assert!(desk.contains(&format!("href=\"{ONE}\"")), "{desk}");
    let chosen = format!("1 {due}");
    let moved = [("milestone", chosen.as_str()), ("new", later.as_str())];
    let answer = does(&mut kim, &yard, "move", &moved).await;
    assert!(
        errors(&answer)[0].starts_with("Reason"),
        "{:?}",
        errors(&answer)
    );
    let moved = [&moved[..], &[("reason", "The buses came late.")]].concat();
    let answer = does(&mut kim, &yard, "move", &moved).await;
    assert_eq!(errors(&answer), [""; 0]);
    let answer = does(&mut kim, &yard, "move", &moved).await;
    assert_eq!(
        answer.status,
        StatusCode::BAD_REQUEST,
        "it is due on another day by now"
    );
    let page = yard.portal.get(ONE).await.text();
    for said in [
        "The first line runs",
        "The buses came late.",
        "moved to another day 1 time",
        "by which it was put off",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let chosen = format!("1 {later}");
    let bare = [("milestone", chosen.as_str())];
    let answer = does(&mut kim, &yard, "reach", &bare).await;
    assert!(
        errors(&answer)[0].contains("by evidence alone"),
        "{:?}",
        errors(&answer)
    );
    let shown = [&bare[..], &[("evidence", "1\nhttps://example.org/bus")]].concat();
    let answer = does(&mut kim, &yard, "reach", &shown).await;
    assert_eq!(errors(&answer), [""; 0]);
    let page = yard.portal.get(ONE).await.text();
    assert!(page.contains("https://example.org/bus"), "{page}");
    assert!(page.contains("Every milestone that was set is reached."));
    let mut lee = official(&yard, LEE, Some(WELFARE)).await;
    let answer = lee.get(&yard, &act("retire")).await;
    assert_eq!(
        answer.status,
        StatusCode::FORBIDDEN,
        "another institution leads it"
    );
    let answer = does(&mut kim, &yard, "retire", &[("reason", "Another line")]).await;
    assert_eq!(errors(&answer), [""; 0]);
    let answer = kim.get(&yard, &act("release")).await;
    assert!(answer.text().contains("This can not be done with it now."));
}

#[tokio::test]
async fn a_version_cites_what_people_said_they_are_told_and_speak_of_it() {
    let yard = yard().await;
    let mut kim = leading(&yard).await;
    let mut lee = Browser::registered(&yard, LEE).await;
    let speak = "/en/programmes/flagships/speak";
    let form = lee.get(&yard, &format!("{speak}?service=1")).await.text();
    assert!(
        form.contains("<option value=\"1\" selected>The night bus"),
        "{form}"
    );
    let said = [
        ("text", "The stop is dark."),
        ("service", "1"),
        ("step", "send"),
        ("key", "a"),
    ];
    let answer = lee.post(&yard, speak, &said).await;
    assert_eq!(errors(&answer), [""; 0]);
    assert!(yard.telling.once().await);
    let page = yard.portal.get(ONE).await.text();
    assert!(page.contains("1 voice speaks of it."), "{page}");
    let voice = yard
        .portal
        .get("/en/programmes/flagships/voices/5")
        .await
        .text();
    assert!(
        voice.contains("Feedback on a service") && voice.contains(ONE),
        "{voice}"
    );
    let released = [
        ("what-1", "Lights at the stops"),
        ("cites-1", "voice 5, proposal p1"),
        ("what-2", "Ramps"),
        ("none-2", "A law asks for them."),
    ];
    let answer = does(&mut kim, &yard, "release", &released).await;
    assert_eq!(errors(&answer), [""; 0]);
    for _ in 0..2 {
        assert!(yard.telling.once().await);
    }
    let begins = "하신 말씀을 바탕으로 한 서비스 버전이 나왔습니다";
    let mails = yard.mail(LEE).await.into_iter();
    let mails: Vec<_> = mails
        .filter(|(subject, _)| subject.starts_with(begins))
        .collect();
    assert_eq!(mails.len(), 1, "once");
    assert!(
        mails[0].1.contains("/ko/programmes/flagships/services/1"),
        "{mails:?}"
    );
    let page = yard.portal.get(ONE).await.text();
    for said in [
        "Version 1",
        "Lights at the stops",
        "A law asks for them.",
        "voices/5",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    // What is said of it from here on is about that version.
    say_of(&mut lee, &yard).await;
    let voice = yard
        .portal
        .get("/en/programmes/flagships/voices/6")
        .await
        .text();
    assert!(voice.contains("Service 1</a>, Version 1"), "{voice}");
    let one = yard.portal.get(API).await;
    check_schema(&document(&yard.portal).await, DESCRIBED, "get", &one);
    let one = one.json();
    assert_eq!(one["standing"], "running");
    assert_eq!(one["voices"], 2);
    assert_eq!(
        one["version_list"][0]["changes"][0]["cites"][0]["voice"],
        "5"
    );
}

#[tokio::test]
async fn a_change_that_says_neither_what_is_behind_it_nor_why_not_is_refused() {
    let yard = yard().await;
    let mut kim = leading(&yard).await;
    let before = size(&yard).await;
    for (fields, says) in [
        (
            &[("what-1", "Lights")][..],
            "say below why there is nothing",
        ),
        (
            &[("what-1", "Lights"), ("cites-1", "the voice")],
            "cannot be read",
        ),
        (
            &[
                ("what-1", "Lights"),
                ("cites-1", "voice 4"),
                ("none-1", "x"),
            ],
            "leave this empty",
        ),
        (
            &[("what-1", "Lights"), ("cites-1", "voice 99")],
            "there is no voice",
        ),
        (&[("cites-1", "voice 4")], "What changed"),
        (&[], "What changed"),
    ] {
        let answer = does(&mut kim, &yard, "release", fields).await;
        let errors = errors(&answer);
        assert!(
            errors.iter().any(|one| one.contains(says)),
            "{fields:?}: {errors:?}"
        );
    }
    assert_eq!(size(&yard).await, before, "nothing is recorded");
}

async fn say_of(lee: &mut Browser, yard: &Yard) {
    let said = [
        ("text", "It is bright now."),
        ("service", "1"),
        ("step", "send"),
        ("key", "b"),
    ];
    let answer = lee
        .post(yard, "/en/programmes/flagships/speak", &said)
        .await;
    assert_eq!(errors(&answer), [""; 0]);
}

#[tokio::test]
async fn what_is_said_of_nothing_names_no_service() {
    let yard = yard().await;
    leading(&yard).await;
    Browser::registered(&yard, LEE).await;
    let text = P.receive(P.said("x"), english("Later buses"));
    common::submit(&yard.portal.store, vec![text]).await;
    let page = yard.portal.get(ONE).await.text();
    assert!(
        page.contains("Nobody has said anything of it yet."),
        "{page}"
    );
}
