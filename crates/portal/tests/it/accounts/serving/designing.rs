//! Those who work on designs: a process is fixed, phases are begun, worked in and closed; what is refused; and what everybody reads.

use axum::http::StatusCode;
use madang_fixtures::{INSTITUTION, Programme, TASK_FORCE};
use madang_programme::days::day_in;
use madang_programme::people::Granted;

use crate::accounts::answering::{self, WELFARE, errors, holder, official, size};
use crate::accounts::{Browser, KIM, LEE, Yard, carried, leads, yard};
use crate::api::{check_schema, document};
use crate::common;

const P: Programme<'static> = Programme("flagships");
const LIST: &str = "/en/programmes/flagships/design";
const NEW: &str = "/en/programmes/flagships/design/new";
const ONE: &str = "/en/programmes/flagships/design/1";
const API: &str = "/api/v1/programmes/flagships/designs/1";
const DESCRIBED: &str = "/api/v1/programmes/{programme}/designs/{design}";

/// A programme with a task force.
async fn programme(yard: &Yard) {
    answering::programme(yard).await;
    common::submit(&yard.portal.store, P.task_force()).await;
}

/// What fixes a process, but for what is said otherwise.
fn fix<'a>(other: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![
        ("body", TASK_FORCE),
        ("lead", INSTITUTION),
        ("process", "kr5"),
        ("title", "A way home at night"),
        ("description", "Who waits where?"),
    ];
    for (name, value) in other {
        fields.retain(|(known, _)| known != name);
        fields.push((name, value));
    }
    fields
}

/// Whoever leads, after they fixed the process.
async fn leading(yard: &Yard) -> Browser {
    programme(yard).await;
    let mut kim = official(yard, KIM, Some(INSTITUTION)).await;
    let answer = kim.post(yard, NEW, &fix(&[])).await;
    assert_eq!(errors(&answer), [""; 0]);
    assert!(leads(&answer).starts_with(&format!("{ONE}?entries=")));
    kim
}

fn act(way: &str) -> String {
    format!("{ONE}/do/{way}")
}

/// The day in the programme's zone.
fn today(yard: &Yard) -> String {
    let day = day_in("Asia/Seoul", &yard.portal.store.now());
    day.expect("a day").to_string()
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
        .filter(|(name, _)| ["key", "base", "phase"].contains(&name.as_str()));
    let mut sent: Vec<(&str, &str)> = own.map(|(n, v)| (n.as_str(), v.as_str())).collect();
    sent.extend(fields);
    browser.post(yard, &act(way), &sent).await
}

#[tokio::test]
async fn who_answers_for_it_fixes_the_process_of_a_task_force() {
    let yard = yard().await;
    programme(&yard).await;
    let mut kim = official(&yard, KIM, Some(INSTITUTION)).await;
    let page = kim.get(&yard, LIST).await.text();
    assert!(page.contains(&format!("href=\"{NEW}\"")), "{page}");
    let public = yard.portal.get(LIST).await.text();
    assert!(!public.contains(NEW), "forms are not for everybody's page");
    let before = size(&yard).await;
    for (other, field) in [
        (("body", ""), "Task force"),
        (("body", "nobody"), ""),
        (("lead", ""), "Answered for by"),
        (("lead", WELFARE), ""),
        (("process", "six"), "Process"),
        (("proposal", "p1"), "Proposal that it is about"),
        (("title", ""), "Name"),
    ] {
        let answer = kim.post(&yard, NEW, &fix(&[other])).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{other:?}");
        let errors = errors(&answer);
        assert!(errors[0].starts_with(field), "{other:?}: {errors:?}");
        assert!(answer.text().contains("Who waits where?"));
    }
    let mut lee = Browser::registered(&yard, LEE).await;
    let answer = lee.post(&yard, NEW, &fix(&[])).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert_eq!(size(&yard).await, before, "nothing is recorded");
    let answer = kim.post(&yard, NEW, &fix(&[])).await;
    assert!(leads(&answer).starts_with(&format!("{ONE}?entries=")));
    let page = yard.portal.get(ONE).await.text();
    for said in [
        "A way home at night",
        "Next: Understand",
        "No phase has begun yet.",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let korean = yard.portal.get("/ko/programmes/flagships/design/1").await;
    assert!(
        korean.text().contains("다음 단계: 이해"),
        "{}",
        korean.text()
    );
    let feed = yard.portal.get(&format!("{LIST}/feed.atom")).await.text();
    assert!(feed.contains("A way home at night"), "{feed}");
    let own = yard.portal.get(&format!("{ONE}/feed.atom")).await.text();
    assert!(own.contains("Process of a design fixed"), "{own}");
}

#[tokio::test]
async fn a_phase_is_gone_through_in_view_of_everybody() {
    let yard = yard().await;
    let mut kim = leading(&yard).await;
    assert_eq!(errors(&does(&mut kim, &yard, "start", &[]).await), [""; 0]);
    let late = kim.get(&yard, &act("start")).await.text();
    assert!(late.contains("This can not be done with it now."));
    let page = yard.portal.get(ONE).await.text();
    for lacks in [
        "field study",
        "map of those concerned",
        "are there together",
    ] {
        assert!(page.contains(lacks), "{lacks}: {page}");
    }
    understood(&yard, &mut kim).await;
    shown(&yard).await;
}

/// What a phase asks for is added, by a facilitator too, and it is closed.
async fn understood(yard: &Yard, kim: &mut Browser) {
    // A facilitator adds what came of it, and does not close it.
    let mut lee = holder(yard, LEE, Granted::Facilitator, None).await;
    let study = [
        ("kind", "field_study"),
        ("title", "Twelve stops at night"),
        ("shown", "https://example.org/stops"),
        ("cites", "voice 1"),
        ("figures", "Waiting time in minutes: 34\nStops: 12"),
    ];
    let answer = does(&mut lee, yard, "output", &study).await;
    assert_eq!(errors(&answer), [""; 0]);
    let stale = [&study[..], &[("base", "1"), ("phase", "understand")]].concat();
    let answer = lee.post(yard, &act("output"), &stale).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST, "somebody added one");
    let answer = lee.get(yard, &act("close")).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    let map = [
        ("kind", "stakeholder_map"),
        ("title", "Who is concerned"),
        ("shown", "1"),
    ];
    assert_eq!(errors(&does(kim, yard, "output", &map).await), [""; 0]);
    let go = [("verdict", "go"), ("reason", "We know who waits.")];
    let answer = does(kim, yard, "close", &go).await;
    assert!(
        errors(&answer)[0].contains("were there together"),
        "{:?}",
        errors(&answer)
    );
    let day = today(yard);
    let held = [
        ("day", day.as_str()),
        ("present", "official"),
        ("present", "designer"),
        ("present", "citizen"),
        ("text", "We walked the line together."),
    ];
    assert_eq!(
        errors(&does(&mut lee, yard, "session", &held).await),
        [""; 0]
    );
    let page = yard.portal.get(ONE).await.text();
    assert!(
        page.contains("Everything is there that the phase needs"),
        "{page}"
    );
    assert_eq!(errors(&does(kim, yard, "close", &go).await), [""; 0]);
}

/// What everybody reads of it then.
async fn shown(yard: &Yard) {
    let page = yard.portal.get(ONE).await.text();
    for said in [
        "Twelve stops at night",
        "Waiting time in minutes",
        "voices/1",
        "It names nothing that people said",
        "official, service designer, citizen",
        "We walked the line together.",
        "We know who waits.",
        "Next: Discover",
        "C16",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let one = yard.portal.get(API).await;
    check_schema(&document(&yard.portal).await, DESCRIBED, "get", &one);
    let one = one.json();
    assert_eq!(one["standing"], "waits");
    assert_eq!(one["rounds"][0]["outputs"][0]["cites"][0]["voice"], "1");
    assert_eq!(one["rounds"][0]["closed"]["verdict"], "go");
    let checks = yard.portal.get("/en/programmes/flagships/openness").await;
    assert!(checks.text().contains("C16"), "{}", checks.text());
}

#[tokio::test]
async fn what_a_form_of_a_design_cannot_be_is_refused_with_its_field() {
    let yard = yard().await;
    let mut kim = leading(&yard).await;
    assert_eq!(errors(&does(&mut kim, &yard, "start", &[]).await), [""; 0]);
    let before = size(&yard).await;
    let whole = [
        ("kind", "field_study"),
        ("title", "Stops"),
        ("shown", "https://example.org/stops"),
        ("cites", "voice 1"),
        ("figures", "Stops: 12"),
    ];
    for (other, says) in [
        (("kind", "dream"), "What kind of thing"),
        (("title", ""), "What came of it"),
        (("shown", ""), "Where it can be looked at"),
        (("shown", "9999"), "there is no entry"),
        (("shown", "the shelf"), "Where it can be looked at"),
        (("cites", "the voice"), "cannot be read"),
        (("cites", "voice 99"), "there is no voice"),
        (("people", "many"), "Tried with how many people"),
        (("people", "3"), "only of a test"),
        (("figures", "many"), "cannot be read"),
        (("figures", "Stops: many"), "is no number"),
        (("figures", ""), "a field study has figures"),
    ] {
        let mut fields = whole.to_vec();
        fields.retain(|(name, _)| *name != other.0);
        fields.push(other);
        let answer = does(&mut kim, &yard, "output", &fields).await;
        let errors = errors(&answer);
        assert!(
            errors.iter().any(|one| one.contains(says)),
            "{other:?}: {errors:?}"
        );
    }
    assert_eq!(size(&yard).await, before, "nothing is recorded");
}

#[tokio::test]
async fn what_a_session_and_a_verdict_cannot_be_is_refused_with_its_field() {
    let yard = yard().await;
    let mut kim = leading(&yard).await;
    assert_eq!(errors(&does(&mut kim, &yard, "start", &[]).await), [""; 0]);
    let before = size(&yard).await;
    let day = today(&yard);
    for (fields, says) in [
        (vec![("present", "citizen"), ("text", "x")], "Day"),
        (vec![("day", day.as_str()), ("text", "x")], "Who was there"),
        (
            vec![("day", "2020-01-01"), ("present", "citizen"), ("text", "x")],
            "must be a day from",
        ),
        (
            vec![("day", day.as_str()), ("present", "citizen")],
            "What was done",
        ),
    ] {
        let errors = errors(&does(&mut kim, &yard, "session", &fields).await);
        assert!(errors.iter().any(|one| one.contains(says)), "{errors:?}");
    }
    for (fields, says) in [
        (vec![("reason", "x")], "How it goes on"),
        (vec![("verdict", "stop")], "Why"),
        (
            vec![("verdict", "back"), ("reason", "x")],
            "must be this phase or an earlier one",
        ),
        (
            vec![("verdict", "stop"), ("back", "understand"), ("reason", "x")],
            "does not go back",
        ),
    ] {
        let errors = errors(&does(&mut kim, &yard, "close", &fields).await);
        assert!(errors.iter().any(|one| one.contains(says)), "{errors:?}");
    }
    assert_eq!(size(&yard).await, before, "nothing is recorded");
    let stop = [("verdict", "stop"), ("reason", "Nobody waits there.")];
    assert_eq!(
        errors(&does(&mut kim, &yard, "close", &stop).await),
        [""; 0]
    );
    let page = yard.portal.get(ONE).await.text();
    assert!(
        page.contains("Stopped") && page.contains("Nobody waits there."),
        "{page}"
    );
    assert!(
        page.contains("closed without officials, designers and citizens"),
        "{page}"
    );
}
