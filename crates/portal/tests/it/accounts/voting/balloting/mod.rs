//! Voting in the portal: the roll is closed, people on it choose, look and cast, a stranger is refused, the vote closes by itself.

mod papers;

use std::collections::BTreeSet;

use axum::http::StatusCode;
use madang_accounts::{AddedIdentity, Identity};
use madang_fixtures::{Programme, approval, cheapest_first, english};
use madang_portal::close_votes;
use madang_programme::Command;
use madang_programme::votes::{BallotRule, OpenVote, RepeatedVoter, VotePhase, VoteScheduled};
use madang_record::Receipt;
use scraper::Html;

use crate::accounts::answering::{errors, official};
use crate::accounts::attaching::{files_of, send_to};
use crate::accounts::providing::{named, with};
use crate::accounts::{Browser, KIM, LEE, Yard, carried, leads, yard};
use crate::common::{self, Answer};
use crate::sight::{all, check_page, words};

const P: Programme<'static> = Programme("flagships");
const PARK: &str = "park@example.org";
const CHOI: &str = "choi@example.org";
const ISSUER: &str = "https://id.example.org";
const ROLL: &str = "/en/programmes/flagships/setup/votes/v1/roll";
const BALLOT: &str = "/en/programmes/flagships/votes/v1/ballot";

type Fields = Vec<(String, String)>;

fn main_words(answer: &Answer) -> String {
    words(all(&Html::parse_document(&answer.text()), "main")[0])
}

/// A programme with so many proposals and a vote that is announced from now on for a day, the portal with a provider.
async fn announced(proposals: u32) -> Yard {
    let yard = with(yard().await, named(ISSUER));
    let mut commands = P.begun();
    for id in 1..=proposals {
        let title = english(format!("Service {id:04}"));
        commands.push(P.propose_in_group(&id.to_string(), u64::from(id) * 10, title));
    }
    commands.push(P.fix_rule("r", cheapest_first(100), None));
    commands.push(Command::plain(VoteScheduled {
        programme: P.0.to_owned(),
        vote: "v1".to_owned(),
        title: english("Vote of spring"),
        opens_at: at_hours(1),
        closes_at: at_hours(25),
    }));
    common::submit(&yard.portal.store, commands).await;
    yard
}

/// So many hours from now, as the record writes it.
fn at_hours(hours: i64) -> String {
    let at = jiff::Timestamp::now() + jiff::SignedDuration::from_hours(hours);
    at.strftime("%Y-%m-%dT%H:%M:%S.000Z").to_string()
}

/// Somebody who shows who they are at the provider.
async fn identified(yard: &Yard, address: &str, subject: &str) -> Browser {
    let browser = Browser::registered(yard, address).await;
    let identity = Identity {
        issuer: ISSUER.to_owned(),
        subject: subject.to_owned(),
        address: None,
    };
    let account = yard.account(address).await;
    let added = yard.accounts.add_identity(account, &identity).await;
    assert_eq!(added.unwrap(), AddedIdentity::Added);
    browser
}

async fn open(yard: Yard, ballots: BallotRule) -> Yard {
    let yard = yard.later(2).await;
    let open = OpenVote {
        programme: P.0.to_owned(),
        id: "v1".to_owned(),
        title: None,
        rule: "r".to_owned(),
        ballots,
        grain_minutes: None,
    };
    common::submit(&yard.portal.store, vec![open.into()]).await;
    yard
}

/// What a page of the form sends: what it carries, and what is pressed and typed.
async fn press(
    browser: &mut Browser,
    yard: &Yard,
    page: &Answer,
    typed: &[(&str, &str)],
) -> Answer {
    let form: Fields = carried(page);
    let mut fields: Vec<(&str, &str)> = form
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    fields.extend(typed);
    let answer = browser.post(yard, BALLOT, &fields).await;
    if answer.status == StatusCode::OK {
        check_page(BALLOT, &answer.text());
    }
    answer
}

/// An official closes the roll: what they are shown before, and where that leads.
async fn close_roll(yard: &Yard, kim: &mut Browser, table: &str) -> String {
    let form = kim.get(yard, ROLL).await;
    check_page(ROLL, &form.text());
    let sent = files_of(
        "table",
        &[("key", "roll"), ("source", "imported")],
        &[("roll.csv", table.as_bytes())],
    );
    let looked = send_to(kim, yard, ROLL, sent).await;
    assert_eq!(looked.status, StatusCode::OK, "{}", main_words(&looked));
    check_page(ROLL, &looked.text());
    let form = carried(&looked);
    let mut fields: Vec<(&str, &str)> = form
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    fields.push(("step", "release"));
    for _ in 0..2 {
        // However often it is sent it is recorded once.
        let done = kim.post(yard, ROLL, &fields).await;
        assert!(leads(&done).contains("?done="), "{}", leads(&done));
    }
    main_words(&looked)
}

#[tokio::test]
async fn from_the_roll_to_the_closing() {
    let yard = announced(60).await;
    let mut kim = official(&yard, KIM, None).await;
    let said = close_roll(&yard, &mut kim, "id\nLEE-1\npark-2\nchoi-3\n").await;
    assert!(said.contains("3 people are on the roll."), "{said}");
    let mut lee = identified(&yard, LEE, "lee1").await;
    let mut park = identified(&yard, PARK, "somebody-else").await;
    let yard = open(yard, approval()).await;
    let public = yard.portal.get("/en/programmes/flagships/votes/v1").await;
    assert!(public.text().contains(BALLOT), "the vote leads to it");
    let nobody = Browser::default().get(&yard, BALLOT).await;
    assert!(leads(&nobody).starts_with("/en/account/sign-in"));
    let stranger = park.get(&yard, BALLOT).await;
    assert_eq!(stranger.status, StatusCode::FORBIDDEN);
    let said = main_words(&stranger);
    assert!(said.contains("You are not on the roll"), "{said}");

    // Chosen from page to page, searched, taken off, looked at, cast.
    let first = lee.get(&yard, BALLOT).await;
    check_page(BALLOT, &first.text());
    let said = main_words(&first);
    for told in ["60 candidates", "how you voted", "could read them before"] {
        assert!(said.contains(told), "{told}: {said}");
    }
    let typed = [("choose", "1"), ("choose", "2"), ("page", "2")];
    let second = press(&mut lee, &yard, &first, &typed).await;
    let searched = [("choose", "26"), ("q", "0060"), ("step", "look")];
    let found = press(&mut lee, &yard, &second, &searched).await;
    assert!(
        main_words(&found).contains("1 candidate"),
        "{}",
        main_words(&found)
    );
    let typed = [("choose", "60"), ("drop", "2"), ("step", "review")];
    let review = press(&mut lee, &yard, &found, &typed).await;
    let said = main_words(&review);
    assert!(
        said.contains("It is not cast yet") && said.contains("KRW 870"),
        "{said}"
    );
    let before = yard.size().await;
    let cast = press(&mut lee, &yard, &review, &[("step", "cast")]).await;
    let to = leads(&cast).to_owned();
    assert_eq!(to, format!("{BALLOT}?entries={before}"));
    let again = press(&mut lee, &yard, &review, &[("step", "cast")]).await;
    assert_eq!(leads(&again), to, "a form that is sent twice casts once");
    assert_eq!(yard.size().await, before + 1);
    let done = lee.get(&yard, &to).await;
    check_page(BALLOT, &done.text());
    assert!(
        main_words(&done).contains("--receipt receipt-"),
        "{}",
        main_words(&done)
    );

    // The receipt is theirs alone, and holds what they chose; nothing of it was mailed.
    let own = format!("{BALLOT}?receipt={before}");
    let receipt = lee.get(&yard, &own).await;
    let parsed = Receipt::from_json(&receipt.text()).expect("a receipt");
    let content = &parsed.bodies[0].content;
    assert_eq!(content["choices"], serde_json::json!(["1", "26", "60"]));
    assert_eq!(park.get(&yard, &own).await.status, StatusCode::NOT_FOUND);
    for (_, mail) in yard.mail(LEE).await {
        assert!(!mail.contains("26") || !mail.contains("salt"), "{mail}");
    }
    closes_by_itself(yard, lee, first).await;
}

/// From the end on no ballot is taken, and the vote closes without anybody's doing.
async fn closes_by_itself(yard: Yard, mut lee: Browser, form: Answer) {
    let yard = yard.later(26).await;
    let late = press(&mut lee, &yard, &form, &[("choose", "1"), ("step", "cast")]).await;
    assert_ne!(late.status, StatusCode::SEE_OTHER, "nothing is taken");
    let root = yard.portal.store.with_state(|state| {
        let roll = state.vote(P.0, "v1").unwrap().roll.clone();
        roll.unwrap().root
    });
    let root = root.await.unwrap();
    assert_eq!(yard.accounts.went(&root).await.unwrap(), 1);
    let mut unlinked = BTreeSet::new();
    for _ in 0..2 {
        assert!(close_votes(&yard.portal.store, Some(&yard.accounts), &mut unlinked).await);
    }
    let phase = |state: &madang_programme::State| state.vote(P.0, "v1").unwrap().phase;
    let phase = yard.portal.store.with_state(phase).await.unwrap();
    assert!(matches!(phase, VotePhase::Closed { .. }), "{phase:?}");
    assert_eq!(
        yard.accounts.went(&root).await.unwrap(),
        0,
        "who voted is forgotten"
    );
}

#[tokio::test]
async fn what_could_not_count_is_told_before_it_is_cast_and_of_one_voter_twenty_an_hour_are_taken()
{
    let yard = announced(4).await;
    let mut kim = official(&yard, KIM, None).await;
    close_roll(&yard, &mut kim, "id\nlee1\n").await;
    let mut lee = identified(&yard, LEE, "Lee-1").await;
    let rule = BallotRule {
        max_cost: Some(50),
        max_choices: Some(2),
        ..approval()
    };
    let yard = open(yard, rule).await;
    let form = lee.get(&yard, BALLOT).await;
    for (typed, says) in [
        (&[][..], "there is no choice"),
        (
            &[("choose", "1"), ("choose", "2"), ("choose", "3")],
            "at most 2",
        ),
        (&[("choose", "3"), ("choose", "4")], "at most 50"),
        (&[("choose", "1"), ("choose", "9")], "9"),
    ] {
        for step in ["review", "cast"] {
            let mut typed = typed.to_vec();
            typed.push(("step", step));
            let before = yard.size().await;
            let answer = press(&mut lee, &yard, &form, &typed).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{typed:?}");
            let told = errors(&answer);
            assert!(told[0].contains(says), "{typed:?}: {told:?}");
            assert_eq!(yard.size().await, before);
        }
    }
    for number in 0..21 {
        let form = lee.get(&yard, BALLOT).await;
        let typed = [("choose", "1"), ("step", "cast")];
        let answer = press(&mut lee, &yard, &form, &typed).await;
        let taken = answer.status == StatusCode::SEE_OTHER;
        assert_eq!(taken, number < 20, "{number}: {}", main_words(&answer));
    }
}

#[tokio::test]
async fn where_the_first_counts_another_is_refused_and_points_are_numbers() {
    let yard = announced(5).await;
    let mut kim = official(&yard, KIM, None).await;
    close_roll(&yard, &mut kim, "id\nlee1\n").await;
    let mut lee = identified(&yard, LEE, "lee1").await;
    let rule = BallotRule {
        ballot_type: madang_programme::votes::BallotType::Cumulative,
        max_points: Some(10),
        repeated_voter: RepeatedVoter::CountFirst,
        ..approval()
    };
    let yard = open(yard, rule).await;
    let form = lee.get(&yard, BALLOT).await;
    let bad = [("points-1", "many"), ("step", "review")];
    let answer = press(&mut lee, &yard, &form, &bad).await;
    assert!(errors(&answer)[0].contains("many"), "{:?}", errors(&answer));
    let typed = [("points-1", "4"), ("points-3", "6"), ("step", "cast")];
    let cast = press(&mut lee, &yard, &form, &typed).await;
    assert!(leads(&cast).contains("?entries="));
    let form = lee.get(&yard, BALLOT).await;
    let again = press(&mut lee, &yard, &form, &typed).await;
    assert_eq!(again.status, StatusCode::BAD_REQUEST);
    assert!(
        errors(&again)[0].contains("the first counts"),
        "{:?}",
        errors(&again)
    );
}

#[tokio::test]
async fn a_roll_with_somebody_twice_is_refused_by_its_lines_and_one_of_nobody_too() {
    let yard = announced(2).await;
    let mut kim = official(&yard, KIM, None).await;
    let before = yard.size().await;
    let sent = |table: &'static str| {
        let fields = [("key", "roll"), ("source", "imported")];
        files_of("table", &fields, &[("roll.csv", table.as_bytes())])
    };
    let answer = send_to(&mut kim, &yard, ROLL, sent("id\nab-1\nAB1\n")).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    let said = main_words(&answer);
    assert!(said.contains("line 3") && said.contains("line 2"), "{said}");
    let answer = send_to(&mut kim, &yard, ROLL, sent("name\nKim\n")).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    for (fields, says) in [
        (&[("key", "k"), ("source", "")][..], "Choose"),
        (&[("key", "k"), ("source", "accounts")], "Nobody has shown"),
        (&[("key", "k"), ("source", "imported")], "missing"),
    ] {
        let answer = kim.post(&yard, ROLL, fields).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{fields:?}");
        let told = errors(&answer);
        assert!(
            told[0].to_lowercase().contains(&says.to_lowercase()),
            "{told:?}"
        );
    }
    assert_eq!(yard.size().await, before);
    // Of the accounts whose identity is verified it is made without a table.
    identified(&yard, CHOI, "choi").await;
    let fields = [("key", "k2"), ("source", "accounts"), ("step", "release")];
    let done = kim.post(&yard, ROLL, &fields).await;
    assert!(leads(&done).contains("?done="));
}
