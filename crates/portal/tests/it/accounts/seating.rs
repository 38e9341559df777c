//! Bodies on pages: set up, their members appointed, replaced and ended, by an administrator.

use axum::http::StatusCode;
use madang_fixtures::INSTITUTION;
use madang_programme::people::Granted;

use super::answering::{errors, holder, official, programme, size};
use super::{Browser, KIM, LEE, Yard, leads, yard};
use crate::sight::check_page;

const OFFICE: &str = "/en/programmes/flagships/setup/bodies";
const NEW: &str = "/en/programmes/flagships/setup/bodies/new";
const APPOINT: &str = "/en/programmes/flagships/setup/bodies/panel/appoint";
const PANEL: [(&str, &str); 9] = [
    ("id", "panel"),
    ("kind", "expert-panel"),
    ("name", "Expert panel"),
    ("name-other", "전문가 심사단"),
    ("mandate", "Scores the proposals."),
    ("seats-expert", "2"),
    ("quorum", "2"),
    ("rules", "It decides by majority."),
    ("key", "a"),
];

const SEAT: [(&str, &str); 7] = [
    ("address", "han@example.org"),
    ("class", "expert"),
    ("sector", "university"),
    ("post", "Professor of transport"),
    ("person-name", "A. Example"),
    ("from", "2026-01-01"),
    ("key", "b"),
];

const PAGE: &str = "/en/programmes/flagships/bodies/panel";

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

/// An administrator of the programme.
async fn administrator(yard: &Yard, address: &str) -> Browser {
    holder(yard, address, Granted::Administrator, None).await
}

/// The names of those who sit on the panel.
async fn members(yard: &Yard) -> Vec<String> {
    let members = yard.portal.store.with_state(|state| {
        let body = state.body("flagships", "panel").unwrap();
        body.members.keys().cloned().collect()
    });
    members.await.unwrap()
}

fn seat_of(member: &str, way: &str) -> String {
    format!("/en/programmes/flagships/setup/bodies/panel/members/{member}/{way}")
}

#[tokio::test]
async fn a_body_is_set_up_and_its_members_come_and_go() {
    let yard = yard().await;
    programme(&yard).await;
    let mut kim = administrator(&yard, KIM).await;
    once(&mut kim, &yard, NEW, &PANEL, 1).await;
    let empty = yard.portal.get(PAGE).await.text();
    check_page(PAGE, &empty);
    assert!(
        empty.contains("2 empty") && empty.contains("It decides by majority."),
        "{empty}"
    );
    once(&mut kim, &yard, APPOINT, &SEAT, 1).await;
    let letters = yard.mail("han@example.org").await;
    assert_eq!(letters.len(), 1, "told once: {letters:?}");
    let first = members(&yard).await;
    let next = with(
        &SEAT,
        &[
            ("address", "bae@example.org"),
            ("post", "Architect"),
            ("chair", "yes"),
            ("until", "2099-12-31"),
            ("key", "c"),
        ],
    );
    once(&mut kim, &yard, &seat_of(&first[0], "replace"), &next, 2).await;
    let second = members(&yard).await;
    assert!(second.len() == 1 && second != first, "{second:?}");
    let office = kim.get(&yard, &format!("{OFFICE}?done=1")).await.text();
    check_page(OFFICE, &office);
    assert!(office.contains("Architect"), "{office}");
    assert!(!office.contains("Professor of transport"), "{office}");
    let page = yard.portal.get(PAGE).await.text();
    for says in [
        "Architect, A. Example",
        "in the chair",
        "University",
        "1 empty",
        "2099",
    ] {
        assert!(page.contains(says), "{says}: {page}");
    }
    assert!(
        !page.contains("bae@example.org") && !page.contains("/setup/bodies"),
        "{page}"
    );
    let korean = yard
        .portal
        .get("/ko/programmes/flagships/bodies/panel")
        .await
        .text();
    check_page("/ko/programmes/flagships/bodies/panel", &korean);
    assert!(
        korean.contains("전문가 심사단") && korean.contains("1자리 비어 있음"),
        "{korean}"
    );
    let told = yard
        .portal
        .get("/api/v1/programmes/flagships/bodies/panel")
        .await;
    let told: serde_json::Value = serde_json::from_str(&told.text()).unwrap();
    assert_eq!(told["seats"]["expert"], 2);
    assert_eq!(told["members"][0]["chair"], true);
    assert_eq!(told["former"].as_array().map(Vec::len), Some(1));
    once(
        &mut kim,
        &yard,
        &seat_of(&second[0], "leave"),
        &[("key", "d")],
        1,
    )
    .await;
    let public = yard.portal.get("/ko/programmes/flagships").await.text();
    assert!(public.contains("전문가 심사단"), "{public}");
    let missing = yard
        .portal
        .get("/en/programmes/flagships/bodies/club")
        .await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn who_a_citizen_is_everybody_reads_where_they_consent() {
    let yard = yard().await;
    programme(&yard).await;
    let mut kim = administrator(&yard, KIM).await;
    once(&mut kim, &yard, NEW, &PANEL, 1).await;
    let citizen = with(&SEAT, &[("class", "citizen"), ("sector", "citizen")]);
    once(&mut kim, &yard, APPOINT, &citizen, 1).await;
    let page = yard.portal.get(PAGE).await.text();
    assert!(
        page.contains("identity not public") && !page.contains("A. Example"),
        "{page}"
    );
    let other = with(
        &citizen,
        &[
            ("address", "bae@example.org"),
            ("consent", "yes"),
            ("key", "c"),
        ],
    );
    once(&mut kim, &yard, APPOINT, &other, 1).await;
    let page = yard.portal.get(PAGE).await.text();
    assert!(page.contains("A. Example"), "{page}");
}

#[tokio::test]
async fn what_is_wrong_stands_at_its_field() {
    let yard = yard().await;
    programme(&yard).await;
    let mut kim = administrator(&yard, KIM).await;
    let before = size(&yard).await;
    let (name, mandate, post) = ("x".repeat(201), "x".repeat(4001), "x".repeat(401));
    for (field, value, wrong) in [
        ("id", "", "Identifier"),
        ("id", "A panel", "Identifier"),
        ("kind", "", "Kind"),
        ("kind", "club", "Kind"),
        ("name", &name, "Name"),
        ("mandate", "", "Mandate"),
        ("mandate", &mandate, "Mandate"),
        ("seats-expert", "", "Officials, at least"),
        ("seats-expert", "many", "Experts, at least"),
        ("quorum", "", "Quorum"),
        ("quorum", "0", "Quorum"),
        ("meets", "367", "Meets at least"),
        ("rules", "", "Rules of procedure"),
    ] {
        let answer = kim.post(&yard, NEW, &with(&PANEL, &[(field, value)])).await;
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
    for (field, value, wrong) in [
        ("address", "", "E-mail address"),
        ("address", "han", "E-mail address"),
        ("class", "king", "There as"),
        ("class", "", "There as"),
        ("sector", "moon", "Sector"),
        ("post", "", "Post"),
        ("post", &post, "Post"),
        ("person-name", "", "Name of the member"),
        ("from", "", "First day"),
        ("from", "2026-02-30", "First day"),
        ("until", "2025-12-31", "Last day"),
    ] {
        let answer = kim
            .post(&yard, APPOINT, &with(&SEAT, &[(field, value)]))
            .await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{field} {value:?}");
        let found = errors(&answer);
        assert!(found[0].starts_with(wrong), "{field} {value:?}: {found:?}");
    }
    once(&mut kim, &yard, APPOINT, &SEAT, 1).await;
    // Both or none: what is missing keeps whoever sits there.
    let before = size(&yard).await;
    let replace = seat_of(&members(&yard).await[0], "replace");
    let same = kim
        .post(&yard, &replace, &with(&SEAT, &[("post", ""), ("key", "e")]))
        .await;
    assert_eq!(same.status, StatusCode::BAD_REQUEST);
    assert_eq!(size(&yard).await, before);
    let nobody = seat_of("00000000000000000000000000000000", "leave");
    for missing in [
        &nobody,
        "/en/programmes/flagships/setup/bodies/club/appoint",
    ] {
        let answer = kim.get(&yard, missing).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{missing}");
    }
}

#[tokio::test]
async fn only_administrators_of_the_programme_see_to_its_bodies() {
    let yard = yard().await;
    programme(&yard).await;
    let mut kim = administrator(&yard, KIM).await;
    once(&mut kim, &yard, NEW, &PANEL, 1).await;
    once(&mut kim, &yard, APPOINT, &SEAT, 1).await;
    let member = members(&yard).await[0].clone();
    let (replace, leave) = (seat_of(&member, "replace"), seat_of(&member, "leave"));
    let mut nobody = Browser::default();
    let mut public = Browser::registered(&yard, LEE).await;
    let mut of_one = official(&yard, "choi@example.org", Some(INSTITUTION)).await;
    let mut of_all = official(&yard, "mo@example.org", None).await;
    let mut leads_talks = holder(&yard, "park@example.org", Granted::Facilitator, None).await;
    let before = size(&yard).await;
    let fields = [&PANEL[..8], &SEAT].concat();
    for address in [OFFICE, NEW, APPOINT, &replace, &leave] {
        let asked = nobody.get(&yard, address).await;
        assert_eq!(leads(&asked), "/en/account/sign-in", "{address}");
        for browser in [&mut public, &mut of_one, &mut of_all, &mut leads_talks] {
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
