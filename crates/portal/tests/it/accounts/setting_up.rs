//! A programme set up on pages, start to finish, by an official.

use axum::http::StatusCode;
use madang_fixtures::{Device, INSTITUTION, in_days};
use madang_programme::clock::Period;
use madang_programme::people::Granted;
use scraper::Html;

use super::answering::{errors, official, programme, size};
use super::{Browser, KIM, LEE, MINUTE, ORIGIN, Yard, carried, leads, yard};
use crate::sight::{all, words};

/// An official everywhere, signed in by a passkey.
pub async fn everywhere(yard: &Yard, address: &str) -> Browser {
    let mut browser = Browser::registered(yard, address).await;
    yard.grant(address, Granted::Official, None).await;
    let device = &mut Device::new(ORIGIN, address.as_bytes()[0]);
    assert_eq!(browser.add(yard, device).await, "/en/account");
    browser
}

const NEW: &str = "/en/programmes/new";
const SETUP: &str = "/en/programmes/night-buses/setup";

const PROGRAMME: [(&str, &str); 6] = [
    ("title", "Night buses"),
    ("summary", "Buses that go at night. Chosen together."),
    ("id", "night-buses"),
    ("zone", "Asia/Seoul"),
    ("currency", "KRW"),
    ("key", "new"),
];

/// Sends a step twice; it is recorded once.
async fn done(browser: &mut Browser, yard: &Yard, step: &str, fields: &[(&str, &str)]) -> String {
    let before = size(yard).await;
    let address = format!("{SETUP}/{step}");
    assert_eq!(
        browser.get(yard, &address).await.status,
        StatusCode::OK,
        "{step}"
    );
    let mut to = String::new();
    for _ in 0..2 {
        let answer = browser.post(yard, &address, fields).await;
        assert_eq!(
            answer.status,
            StatusCode::SEE_OTHER,
            "{step}: {:?}",
            errors(&answer)
        );
        to = leads(&answer).to_owned();
    }
    assert_eq!(size(yard).await, before + 1, "{step}");
    to
}

#[tokio::test]
async fn a_programme_is_set_up_start_to_finish() {
    let yard = yard().await;
    let mut kim = everywhere(&yard, KIM).await;
    let list = kim.get(&yard, "/en/programmes").await.text();
    assert!(list.contains(&format!("href=\"{NEW}\"")), "{list}");
    assert!(!yard.portal.get("/en/programmes").await.text().contains(NEW));
    let form = kim.get(&yard, NEW).await.text();
    assert!(
        form.contains("value=\"Asia/Seoul\"") && form.contains("value=\"KRW\""),
        "{form}"
    );
    for _ in 0..2 {
        assert_eq!(leads(&kim.post(&yard, NEW, &PROGRAMME).await), SETUP);
    }
    let tasks = kim.get(&yard, SETUP).await;
    assert_eq!(tasks.text().matches("To do").count(), 6, "{}", tasks.text());
    // Whoever grants no roles is not led to where they would be turned away.
    let people = "href=\"/en/people\"";
    assert!(!tasks.text().contains(people), "{}", tasks.text());
    yard.grant(KIM, Granted::Administrator, None).await;
    let tasks = kim.get(&yard, SETUP).await;
    assert!(tasks.text().contains(people), "{}", tasks.text());
    let group = [
        ("id", "vulnerable"),
        ("name", "People at risk"),
        ("name-other", "취약 계층"),
        ("key", "1"),
    ];
    assert_eq!(
        done(&mut kim, &yard, "groups", &group).await,
        format!("{SETUP}/groups")
    );
    let audience = [
        ("id", "shift-workers"),
        ("group", "vulnerable"),
        ("name", "Shift workers"),
        ("key", "2"),
    ];
    done(&mut kim, &yard, "audiences", &audience).await;
    let institution = [
        ("id", "transport"),
        ("name", "Ministry of Transport"),
        ("key", "3"),
    ];
    done(&mut kim, &yard, "institutions", &institution).await;
    let periods = [
        ("answer", "20"),
        ("answer-unit", "days"),
        ("progress", "6"),
        ("progress-unit", "months"),
        ("key", "4"),
    ];
    assert_eq!(done(&mut kim, &yard, "periods", &periods).await, SETUP);
    calendar_and_rule(&mut kim, &yard).await;
    is_set_up(&yard).await;
    for step in [
        "groups",
        "audiences",
        "institutions",
        "periods",
        "calendar",
        "rule",
    ] {
        let page = kim
            .get(&yard, &format!("/ko/programmes/night-buses/setup/{step}"))
            .await;
        assert_eq!(page.status, StatusCode::OK, "{step}");
    }
}

/// The calendar, fixed and amended, and the rule: nothing is left to do.
async fn calendar_and_rule(kim: &mut Browser, yard: &Yard) {
    let holidays = format!("{}\r\n{}\r\n", in_days(90), in_days(30));
    let calendar = [
        ("weekend", "saturday"),
        ("weekend", "sunday"),
        ("holidays", &holidays),
        ("key", "5"),
    ];
    done(kim, yard, "calendar", &calendar).await;
    let (added, removed) = (in_days(150), in_days(30));
    let amended = [
        ("added", added.as_str()),
        ("removed", &removed),
        ("key", "6"),
    ];
    done(kim, yard, "calendar", &amended).await;
    let rule = [
        ("id", "r"),
        ("method", "equal-shares"),
        ("budget", "1,000,000"),
        ("key", "7"),
    ];
    let preview = kim.post(yard, &format!("{SETUP}/rule"), &rule).await;
    let along = carried(&preview);
    let along = along
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()));
    let release: Vec<(&str, &str)> = along.chain([("step", "release")]).collect();
    done(kim, yard, "rule", &release).await;
    let page = kim.get(yard, SETUP).await;
    assert!(!page.text().contains("To do"), "{}", page.text());
}

/// The programme has all that was said on its forms.
async fn is_set_up(yard: &Yard) {
    let state = yard.portal.store.with_state(|state| {
        let of = state.programme("night-buses").unwrap();
        let calendar = of.calendar(None);
        let holidays = calendar.holidays().map(|day| day.to_string());
        let holidays: Vec<String> = holidays.collect();
        let rules: Vec<String> = state.rule_ids("night-buses").map(str::to_owned).collect();
        (
            of.periods(u64::MAX).answer,
            holidays,
            rules,
            of.audiences["shift-workers"].0.clone(),
        )
    });
    let (answer, holidays, rules, group) = state.await.unwrap();
    assert_eq!(answer, Period::Days(20));
    assert_eq!(holidays, [in_days(90), in_days(150)]);
    assert_eq!(
        (rules, group.as_str()),
        (vec!["r".to_owned()], "vulnerable")
    );
    let public = words(
        all(
            &Html::parse_document(&yard.portal.get("/ko/programmes/night-buses").await.text()),
            "main",
        )[0],
    );
    assert!(public.contains("취약 계층"), "{public}");
}

/// The fields of a form as they are sent.
type Sent = &'static [(&'static str, &'static str)];

/// What is wrong in the form of a step, and how the field begins that says so.
const WRONG_STEPS: [(&str, Sent, &str); 11] = [
    ("groups", &[("id", "g")], "Name"),
    ("groups", &[("id", "a b"), ("name", "A")], "Identifier"),
    ("institutions", &[("id", "i")], "Name"),
    ("periods", &[("answer", "0")], "Until a voice"),
    (
        "periods",
        &[("answer", "9999"), ("answer-unit", "months")],
        "Until a voice",
    ),
    (
        "periods",
        &[("answer", "6"), ("answer-unit", "weeks")],
        "Days or months",
    ),
    ("periods", &[("answer", "6")], "Days or months"),
    ("calendar", &[("holidays", "tomorrow")], "Other days"),
    (
        "calendar",
        &[("weekend", "funday")],
        "Days of each week on which nobody works",
    ),
    (
        "rule",
        &[("id", "r"), ("method", "votes"), ("budget", "much")],
        "Budget",
    ),
    (
        "rule",
        &[("id", "r"), ("method", "dice"), ("budget", "1")],
        "How it is chosen",
    ),
];

#[tokio::test]
async fn what_is_wrong_stands_at_its_field_and_what_was_typed_stays() {
    let yard = yard().await;
    let mut kim = everywhere(&yard, KIM).await;
    let with = |other: &[(&'static str, &'static str)]| {
        let mut fields = PROGRAMME.to_vec();
        for (name, value) in other {
            fields.retain(|(known, _)| known != name);
            fields.push((name, value));
        }
        fields
    };
    let before = size(&yard).await;
    for (other, wrong) in [
        (vec![("title", "")], "Title"),
        (vec![("summary", " ")], "What it is"),
        (vec![("id", "밤 버스")], "Identifier"),
        (vec![("id", "")], "Identifier"),
        (vec![("zone", "Mars/Olympus")], "Time zone"),
        (vec![("currency", "won")], "Currency"),
        (vec![("target", "many")], "Flagships"),
    ] {
        let answer = kim.post(&yard, NEW, &with(&other)).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{other:?}");
        let found = errors(&answer);
        assert_eq!(found.len(), 1, "{other:?}: {found:?}");
        assert!(
            wrong == "Flagships" || found[0].starts_with(wrong),
            "{other:?}: {found:?}"
        );
        assert!(answer.text().contains("Chosen together.") || other[0].0 == "summary");
    }
    let unknown = kim
        .post(&yard, NEW, &with(&[("commitment", "XX9999")]))
        .await;
    assert_eq!(unknown.status, StatusCode::BAD_REQUEST);
    assert_eq!(size(&yard).await, before);
    leads(&kim.post(&yard, NEW, &PROGRAMME).await);
    let again = kim.post(&yard, NEW, &with(&[("key", "other")])).await;
    assert!(
        errors(&again)[0].contains("exists already"),
        "{:?}",
        errors(&again)
    );
    for (step, fields, wrong) in WRONG_STEPS {
        let answer = kim.post(&yard, &format!("{SETUP}/{step}"), fields).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{step} {fields:?}");
        let found = errors(&answer);
        assert!(found[0].starts_with(wrong), "{step} {fields:?}: {found:?}");
    }
    let page = kim.get(&yard, &format!("{SETUP}/audiences")).await.text();
    assert!(page.contains("Define a service group first."), "{page}");
    let missing = kim.get(&yard, &format!("{SETUP}/nothing")).await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn only_officials_set_programmes_up() {
    let yard = yard().await;
    programme(&yard).await;
    let mut nobody = Browser::default();
    let mut public = Browser::registered(&yard, LEE).await;
    yard.wait(60 * MINUTE);
    // An official of one programme begins no other.
    let mut kim = official(&yard, KIM, None).await;
    // One of an institution answers for it, and sets nothing up.
    let choi = "choi@example.org";
    let mut of_one = official(&yard, choi, Some(INSTITUTION)).await;
    let before = size(&yard).await;
    for address in [
        NEW,
        "/en/programmes/flagships/setup",
        "/en/programmes/flagships/setup/groups",
    ] {
        assert_eq!(
            leads(&nobody.get(&yard, address).await),
            "/en/account/sign-in",
            "{address}"
        );
        assert_eq!(
            public.get(&yard, address).await.status,
            StatusCode::FORBIDDEN,
            "{address}"
        );
        assert_eq!(
            of_one.get(&yard, address).await.status,
            StatusCode::FORBIDDEN,
            "{address}"
        );
    }
    assert_eq!(kim.get(&yard, NEW).await.status, StatusCode::FORBIDDEN);
    assert_eq!(
        kim.post(&yard, NEW, &PROGRAMME).await.status,
        StatusCode::FORBIDDEN
    );
    let group = [("id", "g"), ("name", "A group"), ("key", "k")];
    let address = "/en/programmes/flagships/setup/groups";
    assert_eq!(
        public.post(&yard, address, &group).await.status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(
        of_one.post(&yard, address, &group).await.status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(size(&yard).await, before);
    assert_eq!(leads(&kim.post(&yard, address, &group).await), address);
    assert_eq!(size(&yard).await, before + 1);
}
