//! Bodies on pages: set up, their members appointed, replaced and ended, by an official.

use axum::http::StatusCode;
use madang_fixtures::INSTITUTION;
use madang_programme::bodies::{BodyKind, MemberClass};
use madang_programme::people::Granted;

use super::answering::{errors, holder, official, programme, size};
use super::{Browser, KIM, LEE, Yard, leads, yard};
use crate::sight::check_page;

const OFFICE: &str = "/en/programmes/flagships/setup/bodies";
const NEW: &str = "/en/programmes/flagships/setup/bodies/new";
const APPOINT: &str = "/en/programmes/flagships/setup/bodies/panel/appoint";
const REPLACE: &str = "/en/programmes/flagships/setup/bodies/panel/members/member-1/replace";
const LEAVE: &str = "/en/programmes/flagships/setup/bodies/panel/members/member-2/leave";

const PANEL: [(&str, &str); 6] = [
    ("id", "panel"),
    ("kind", "expert-panel"),
    ("name", "Expert panel"),
    ("name-other", "전문가 심사단"),
    ("mandate", "Scores the proposals."),
    ("key", "a"),
];

const SEAT: [(&str, &str); 5] = [
    ("member", "member-1"),
    ("class", "expert"),
    ("post", "Professor of transport"),
    ("interests", "None."),
    ("key", "b"),
];

type Fields<'a> = Vec<(&'a str, &'a str)>;

fn with<'a>(fields: &[(&'a str, &'a str)], other: &[(&'a str, &'a str)]) -> Fields<'a> {
    let mut fields = fields.to_vec();
    for (name, value) in other {
        fields.retain(|(known, _)| known != name);
        fields.push((name, value));
    }
    fields
}

/// Sends a form twice; so many entries are recorded once.
async fn once(browser: &mut Browser, yard: &Yard, address: &str, fields: &[(&str, &str)], of: u64) {
    let before = size(yard).await;
    let form = browser.get(yard, address).await;
    assert_eq!(form.status, StatusCode::OK, "{address}");
    check_page(address, &form.text());
    for _ in 0..2 {
        let answer = browser.post(yard, address, fields).await;
        assert_eq!(
            answer.status,
            StatusCode::SEE_OTHER,
            "{address}: {:?}",
            errors(&answer)
        );
        assert_eq!(leads(&answer), format!("{OFFICE}?done={}", before + of - 1));
    }
    assert_eq!(size(yard).await, before + of, "{address}");
}

#[tokio::test]
async fn a_body_is_set_up_and_its_members_come_and_go() {
    let yard = yard().await;
    programme(&yard).await;
    let mut kim = official(&yard, KIM, None).await;
    once(&mut kim, &yard, NEW, &PANEL, 1).await;
    once(&mut kim, &yard, APPOINT, &SEAT, 1).await;
    let next = with(
        &SEAT,
        &[("member", "member-2"), ("post", "Architect"), ("key", "c")],
    );
    once(&mut kim, &yard, REPLACE, &next, 2).await;
    let office = kim.get(&yard, &format!("{OFFICE}?done=1")).await.text();
    check_page(OFFICE, &office);
    assert!(
        office.contains("Architect") && office.contains(LEAVE),
        "{office}"
    );
    assert!(!office.contains("Professor of transport"), "{office}");
    let body = yard.portal.store.with_state(|state| {
        let body = state.body("flagships", "panel").unwrap();
        (body.kind, body.members.clone())
    });
    let (kind, members) = body.await.unwrap();
    assert_eq!(kind, BodyKind::ExpertPanel);
    let members: Vec<_> = members
        .iter()
        .map(|(id, (class, _))| (id.as_str(), *class))
        .collect();
    assert_eq!(members, [("member-2", MemberClass::Expert)]);
    once(&mut kim, &yard, LEAVE, &[("key", "d")], 1).await;
    let public = yard.portal.get("/ko/programmes/flagships").await.text();
    assert!(
        public.contains("전문가 심사단") && public.contains("Architect"),
        "{public}"
    );
    assert!(!public.contains("/setup/bodies"));
}

#[tokio::test]
async fn what_is_wrong_stands_at_its_field() {
    let yard = yard().await;
    programme(&yard).await;
    let mut kim = official(&yard, KIM, None).await;
    let before = size(&yard).await;
    let (name, mandate, post) = ("x".repeat(201), "x".repeat(4001), "x".repeat(401));
    for (field, value, wrong) in [
        ("id", "", "Identifier"),
        ("id", "A panel", "Identifier"),
        ("kind", "", "Kind"),
        ("kind", "club", "Kind"),
        ("name", "", "Name"),
        ("name", &name, "Name"),
        ("mandate", "", "Mandate"),
        ("mandate", &mandate, "Mandate"),
    ] {
        let mut fields = with(&PANEL, &[(field, value)]);
        if field == "name" && value.is_empty() {
            fields.retain(|(known, _)| *known != "name-other");
        }
        let answer = kim.post(&yard, NEW, &fields).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{field} {value:?}");
        let found = errors(&answer);
        assert_eq!(found.len(), 1, "{field}: {found:?}");
        assert!(found[0].starts_with(wrong), "{field} {value:?}: {found:?}");
    }
    assert_eq!(size(&yard).await, before);
    once(&mut kim, &yard, NEW, &PANEL, 1).await;
    let again = kim.post(&yard, NEW, &with(&PANEL, &[("key", "z")])).await;
    assert!(
        errors(&again)[0].contains("exists already"),
        "{:?}",
        errors(&again)
    );
    let interests = "x".repeat(4001);
    for (field, value, wrong) in [
        ("member", "", "Identifier of the member"),
        ("member", "Kim Chulsoo", "Identifier of the member"),
        ("class", "king", "There as"),
        ("class", "", "There as"),
        ("post", "", "Post"),
        ("post", &post, "Post"),
        ("interests", &interests, "Declared interests"),
    ] {
        let answer = kim
            .post(&yard, APPOINT, &with(&SEAT, &[(field, value)]))
            .await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{field} {value:?}");
        let found = errors(&answer);
        assert!(found[0].starts_with(wrong), "{field} {value:?}: {found:?}");
    }
    once(&mut kim, &yard, APPOINT, &SEAT, 1).await;
    // Both or none: whoever is to come sits there already, so nobody leaves.
    let before = size(&yard).await;
    let same = kim
        .post(&yard, REPLACE, &with(&SEAT, &[("post", ""), ("key", "e")]))
        .await;
    assert_eq!(same.status, StatusCode::BAD_REQUEST);
    assert_eq!(size(&yard).await, before);
    for missing in [LEAVE, "/en/programmes/flagships/setup/bodies/club/appoint"] {
        let answer = kim.get(&yard, missing).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{missing}");
    }
}

#[tokio::test]
async fn only_officials_of_the_programme_see_to_its_bodies() {
    let yard = yard().await;
    programme(&yard).await;
    let mut kim = official(&yard, KIM, None).await;
    once(&mut kim, &yard, NEW, &PANEL, 1).await;
    once(&mut kim, &yard, APPOINT, &SEAT, 1).await;
    let next = with(&SEAT, &[("member", "member-2"), ("key", "c")]);
    once(&mut kim, &yard, APPOINT, &next, 1).await;
    let mut nobody = Browser::default();
    let mut public = Browser::registered(&yard, LEE).await;
    let mut of_one = official(&yard, "choi@example.org", Some(INSTITUTION)).await;
    let mut leads_talks = holder(&yard, "park@example.org", Granted::Facilitator, None).await;
    let before = size(&yard).await;
    let fields = [&PANEL[..5], &SEAT].concat();
    for address in [OFFICE, NEW, APPOINT, REPLACE, LEAVE] {
        let asked = nobody.get(&yard, address).await;
        assert_eq!(leads(&asked), "/en/account/sign-in", "{address}");
        for browser in [&mut public, &mut of_one, &mut leads_talks] {
            let asked = browser.get(&yard, address).await;
            assert_eq!(asked.status, StatusCode::FORBIDDEN, "{address}");
            if address != OFFICE {
                let sent = browser.post(&yard, address, &fields).await;
                assert_eq!(sent.status, StatusCode::FORBIDDEN, "{address}");
            }
        }
    }
    assert_eq!(size(&yard).await, before);
}
