//! Votes on pages: announced, opened, closed, counted and published by an official, from the rule to the selection.

mod balloting;
mod refused;

use axum::http::StatusCode;
use madang_fixtures::{Programme, english};
use madang_programme::votes::VotePhase;
use madang_verify::{Options, Source, Status, verify};
use scraper::Html;

use super::answering::{errors, official, size};
use super::{Browser, KIM, Yard, carried, leads, yard, yard_in};
use crate::common::{self, Answer, Database};
use crate::data::copy_of_the_record;
use crate::sight::{all, check_page, words};

const P: Programme<'static> = Programme("flagships");
const OFFICE: &str = "/en/programmes/flagships/setup/votes";
const OPEN: &str = "/en/programmes/flagships/setup/votes/open";
const ANNOUNCE: &str = "/en/programmes/flagships/setup/votes/announce";

type Fields<'a> = Vec<(&'a str, &'a str)>;

/// A vote that is opened without having been announced.
const VOTE: [(&str, &str); 7] = [
    ("id", "v1"),
    ("title", "Vote of spring"),
    ("rule", "r"),
    ("type", "approval"),
    ("unknown", "discard"),
    ("repeated", "last"),
    ("least", "1"),
];

/// A programme with three proposals, and its official.
async fn proposed(yard: Yard) -> (Yard, Browser) {
    let mut commands = P.begun();
    commands.push(P.institution(madang_fixtures::INSTITUTION, "Ministry of the Interior"));
    for (id, cost, title) in [
        ("1", 1_000, "A night bus"),
        ("2", 2_000, "A ramp"),
        ("3", 3_000, "A bench"),
    ] {
        commands.push(P.propose(id, cost, english(title)));
    }
    common::submit(&yard.portal.store, commands).await;
    let kim = official(&yard, KIM, None).await;
    (yard, kim)
}

/// The same with a rule that was fixed on its page.
async fn ruled(yard: Yard) -> (Yard, Browser) {
    let (yard, mut kim) = proposed(yard).await;
    let rule = [
        ("id", "r"),
        ("method", "votes"),
        ("budget", "3,000"),
        ("ties", "id"),
        ("step", "preview"),
        ("key", "rule"),
    ];
    let address = "/en/programmes/flagships/setup/rule";
    let along = carried(&kim.post(&yard, address, &rule).await);
    let along = along
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()));
    let released = with(&along.collect::<Fields<'_>>(), &[("step", "release")]);
    let fixed = kim.post(&yard, address, &released).await;
    assert_eq!(leads(&fixed), "/en/programmes/flagships/setup");
    (yard, kim)
}

fn with<'a>(fields: &[(&'a str, &'a str)], other: &[(&'a str, &'a str)]) -> Fields<'a> {
    let mut fields = fields.to_vec();
    for (name, value) in other {
        fields.retain(|(known, _)| known != name);
        fields.push((name, value));
    }
    fields
}

fn main_words(answer: &Answer) -> String {
    words(all(&Html::parse_document(&answer.text()), "main")[0])
}

/// Sends a form twice: it is recorded once, and leads to the list both times.
async fn once(browser: &mut Browser, yard: &Yard, address: &str, fields: &[(&str, &str)]) {
    let before = size(yard).await;
    for _ in 0..2 {
        let answer = browser.post(yard, address, fields).await;
        assert_eq!(
            answer.status,
            StatusCode::SEE_OTHER,
            "{address}: {:?}",
            errors(&answer)
        );
        assert_eq!(leads(&answer), format!("{OFFICE}?done={before}"));
    }
    assert_eq!(size(yard).await, before + 1, "{address}");
}

/// Looks at what a form would do, and lets it be done; gives what was said of it.
async fn looked_at(
    browser: &mut Browser,
    yard: &Yard,
    address: &str,
    fields: &[(&str, &str)],
) -> String {
    let before = size(yard).await;
    let form = browser.get(yard, address).await;
    assert_eq!(form.status, StatusCode::OK, "{address}");
    check_page(address, &form.text());
    let looked = with(fields, &[("step", "preview")]);
    let preview = browser.post(yard, address, &looked).await;
    assert_eq!(preview.status, StatusCode::OK, "{:?}", errors(&preview));
    check_page(address, &preview.text());
    assert_eq!(size(yard).await, before, "looking does nothing");
    let along = carried(&preview);
    let along: Fields<'_> = along
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    once(
        browser,
        yard,
        address,
        &with(&along, &[("step", "release")]),
    )
    .await;
    main_words(&preview)
}

async fn phase(yard: &Yard) -> VotePhase {
    let phase = |state: &madang_programme::State| state.vote(P.0, "v1").unwrap().phase;
    yard.portal.store.with_state(phase).await.unwrap()
}

fn act(name: &str) -> String {
    format!("{OFFICE}/v1/{name}")
}

async fn from_rule_to_selection(database: Database) {
    let (yard, mut kim) = ruled(yard_in(database).await).await;
    let office = kim.get(&yard, OFFICE).await;
    check_page(OFFICE, &office.text());
    for to in [ANNOUNCE, OPEN] {
        assert!(office.text().contains(&format!("href=\"{to}\"")), "{to}");
    }
    let said = looked_at(&mut kim, &yard, OPEN, &with(&VOTE, &[("key", "open")])).await;
    for one in [
        "A night bus",
        "A ramp",
        "A bench",
        "3 candidates",
        "KRW 3,000",
    ] {
        assert!(said.contains(one), "{one}: {said}");
    }
    let cast = [(1, "1"), (2, "1"), (3, "2"), (4, "3"), (5, "1")];
    let cast = cast.map(|(by, choice)| P.cast("v1", by, &[choice]));
    common::submit(&yard.portal.store, cast.to_vec()).await;
    assert_eq!(phase(&yard).await, VotePhase::Open);
    once(&mut kim, &yard, &act("close"), &[("key", "close")]).await;
    once(&mut kim, &yard, &act("ballots"), &[("key", "ballots")]).await;
    let preview = kim.get(&yard, &act("select")).await;
    check_page(OFFICE, &preview.text());
    let said = main_words(&preview);
    for one in ["A night bus", "A ramp", "2 selected", "KRW 3,000"] {
        assert!(said.contains(one), "{one}: {said}");
    }
    assert!(!said.contains("A bench"), "{said}");
    let along = carried(&preview);
    let along: Fields<'_> = along
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    once(&mut kim, &yard, &act("select"), &along).await;
    let again = main_words(&kim.get(&yard, &act("select")).await);
    assert!(
        again.contains("is the one that follows from its ballots"),
        "{again}"
    );
    let public = yard
        .portal
        .get("/en/programmes/flagships/votes/v1")
        .await
        .text();
    assert!(public.contains("A night bus"), "{public}");
    assert!(!public.contains("/setup/votes"), "forms are for officials");
    let folder = copy_of_the_record(&yard.portal).await;
    let source = Source::new(folder.path().to_str().unwrap());
    let report = verify(&source, &Options::default(), &mut |_, _| ());
    assert!(report.failures.is_empty(), "{:?}", report.failures);
    // Whether its voters are as many people nobody reads off the record.
    assert_eq!(report.status, Status::VerifiedExcept);
}

#[tokio::test]
async fn sqlite_runs_a_vote_from_its_rule_to_its_selection() {
    from_rule_to_selection(Database::Sqlite).await;
}

#[tokio::test]
async fn postgres_runs_a_vote_from_its_rule_to_its_selection() {
    from_rule_to_selection(Database::Postgres).await;
}

/// A time of the programme's zone so many hours from now, as a form has it.
fn in_hours(hours: i64) -> String {
    let at = jiff::Timestamp::now() + jiff::SignedDuration::from_hours(hours);
    let zoned = at.in_tz("Asia/Seoul").unwrap();
    zoned.strftime("%Y-%m-%dT%H:%M").to_string()
}

#[tokio::test]
async fn a_vote_is_announced_changed_taken_back_and_opened_in_its_time() {
    let (yard, mut kim) = ruled(yard().await).await;
    let (opens, closes, later) = (in_hours(2), in_hours(50), in_hours(60));
    let announced = [
        ("id", "v1"),
        ("title", "Vote of spring"),
        ("title-other", "봄 투표"),
        ("opens", opens.as_str()),
        ("closes", closes.as_str()),
        ("key", "a"),
    ];
    looked_at(&mut kim, &yard, ANNOUNCE, &announced).await;
    let form = kim.get(&yard, &act("change")).await;
    let base = carried(&form);
    let base = base.iter().find(|(name, _)| name == "base").unwrap();
    assert!(form.text().contains(&opens), "{}", form.text());
    let change = [
        ("title", "Vote of spring"),
        ("opens", opens.as_str()),
        ("closes", later.as_str()),
        ("reason", "A holiday"),
        ("base", base.1.as_str()),
        ("key", "b"),
    ];
    looked_at(&mut kim, &yard, &act("change"), &change).await;
    // Whoever saw what stood before sees first what stands now.
    let stale = with(&change, &[("key", "c"), ("step", "release")]);
    let stale = kim.post(&yard, &act("change"), &stale).await;
    assert_eq!(stale.status, StatusCode::BAD_REQUEST);
    assert!(
        errors(&stale)[0].contains("meanwhile") || errors(&stale)[0].contains("changed"),
        "{:?}",
        errors(&stale)
    );
    let early = main_words(&kim.get(&yard, &act("open")).await);
    assert!(early.contains("cannot be done"), "{early}");
    let form = kim.get(&yard, &act("take-back")).await;
    let base = carried(&form);
    let base = base.iter().find(|(name, _)| name == "base").unwrap();
    let back = [
        ("reason", "No budget"),
        ("base", base.1.as_str()),
        ("key", "d"),
    ];
    once(&mut kim, &yard, &act("take-back"), &back).await;
    looked_at(
        &mut kim,
        &yard,
        ANNOUNCE,
        &with(&announced, &[("key", "e")]),
    )
    .await;
    let desk = kim.get(&yard, "/en/desk").await.text();
    assert!(desk.contains(&act("open")), "{desk}");
    let yard = yard.later(3).await;
    let open = with(&VOTE[2..], &[("key", "f")]);
    let said = looked_at(&mut kim, &yard, &act("open"), &open).await;
    assert!(said.contains("Ballots are taken until"), "{said}");
    closed_in_its_time(kim, yard).await;
}

/// The vote is closed when its time is over, and not before.
async fn closed_in_its_time(mut kim: Browser, yard: Yard) {
    let early = main_words(&kim.get(&yard, &act("close")).await);
    assert!(early.contains("cannot be closed before"), "{early}");
    let early = kim
        .post(&yard, &act("close"), &[("empty", "yes"), ("key", "g")])
        .await;
    assert_eq!(early.status, StatusCode::BAD_REQUEST);
    let yard = yard.later(70).await;
    let desk = kim.get(&yard, "/en/desk").await.text();
    assert!(desk.contains(&act("close")), "{desk}");
    let nobody = kim.post(&yard, &act("close"), &[("key", "h")]).await;
    assert!(
        errors(&nobody)[0].contains("no ballot yet"),
        "{:?}",
        errors(&nobody)
    );
    once(
        &mut kim,
        &yard,
        &act("close"),
        &[("empty", "yes"), ("key", "h")],
    )
    .await;
}

#[tokio::test]
async fn a_vote_is_called_off_with_its_reason() {
    let (yard, mut kim) = ruled(yard().await).await;
    looked_at(&mut kim, &yard, OPEN, &with(&VOTE, &[("key", "open")])).await;
    let long = "x".repeat(2_001);
    for reason in ["", " ", &long] {
        let sent = [("reason", reason), ("key", "c")];
        let answer = kim.post(&yard, &act("cancel"), &sent).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{reason:?}");
        let found = errors(&answer);
        assert!(found[0].starts_with("Why"), "{reason:?}: {found:?}");
    }
    once(
        &mut kim,
        &yard,
        &act("cancel"),
        &[("reason", "The rule is wrong"), ("key", "c")],
    )
    .await;
    assert!(matches!(phase(&yard).await, VotePhase::Cancelled { .. }));
    let answer = kim
        .post(&yard, &act("close"), &[("empty", "yes"), ("key", "d")])
        .await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_lot_is_drawn_from_the_seed_and_a_value_that_came_later() {
    let (yard, mut kim) = proposed(yard().await).await;
    let rule = [
        ("id", "r"),
        ("method", "votes"),
        ("budget", "3,000"),
        ("ties", "lot"),
        ("lot-value", "Draw 1234 of the lottery"),
        ("lot-numbers", "6"),
        ("lot-least", "1"),
        ("lot-most", "45"),
        ("lot-ascending", "yes"),
        ("lot-hours", "2"),
        ("step", "preview"),
        ("key", "rule"),
    ];
    let address = "/en/programmes/flagships/setup/rule";
    let along = carried(&kim.post(&yard, address, &rule).await);
    let along: Fields<'_> = along
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let seed = along
        .iter()
        .find(|(name, _)| *name == "lot-seed")
        .unwrap()
        .1;
    let released = with(&along, &[("step", "release")]);
    leads(&kim.post(&yard, address, &released).await);
    looked_at(&mut kim, &yard, OPEN, &with(&VOTE, &[("key", "open")])).await;
    let cast = [(1, "1"), (2, "2"), (3, "3")];
    let cast = cast.map(|(by, choice)| P.cast("v1", by, &[choice]));
    common::submit(&yard.portal.store, cast.to_vec()).await;
    once(&mut kim, &yard, &act("close"), &[("key", "close")]).await;
    let value = "3 9 12 30 31 45";
    let drawn = [("seed", seed), ("value", value), ("key", "b")];
    let early = kim.post(&yard, &act("ballots"), &drawn).await;
    assert_eq!(early.status, StatusCode::BAD_REQUEST);
    let yard = yard.later(4).await;
    let form = kim.get(&yard, &act("ballots")).await;
    assert!(form.text().contains("Draw 1234 of the lottery"));
    let other = "0".repeat(64);
    for (seed, value, wrong) in [
        ("", value, "The seed"),
        (&other, value, "The seed"),
        (seed, "", "Public value"),
        (seed, "45 31 30 12 9 3", "Public value"),
        (seed, "3 9 12 30 31 46", "Public value"),
        (seed, "3 9 12\u{0} 30 31 45", "Public value"),
    ] {
        let sent = [("seed", seed), ("value", value), ("key", "b")];
        let answer = kim.post(&yard, &act("ballots"), &sent).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{seed} {value}");
        let found = errors(&answer);
        assert!(found[0].starts_with(wrong), "{seed} {value}: {found:?}");
    }
    let sent = [("seed", seed), ("value", value), ("key", "b")];
    once(&mut kim, &yard, &act("ballots"), &sent).await;
    let desk = kim.get(&yard, "/en/desk").await.text();
    assert!(desk.contains(&act("select")), "{desk}");
    // What was not seen is not published.
    let before = size(&yard).await;
    for digest in ["", "00"] {
        let sent = [("digest", digest), ("key", "s")];
        let answer = kim.post(&yard, &act("select"), &sent).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    }
    assert_eq!(size(&yard).await, before);
}
