//! Votes on pages: what is wrong with a form, and who may not send it.

use axum::http::StatusCode;
use madang_programme::people::Granted;

use super::super::answering::{errors, holder, official, size};
use super::super::{Browser, LEE, MINUTE, leads, yard};
use super::{ANNOUNCE, OFFICE, OPEN, VOTE, act, in_hours, looked_at, ruled, with};

#[tokio::test]
async fn what_is_wrong_with_a_vote_stands_at_its_field() {
    let (yard, mut kim) = ruled(yard().await).await;
    let before = size(&yard).await;
    let (opens, closes, past) = (in_hours(2), in_hours(50), in_hours(-5));
    let announced = [
        ("id", "v1"),
        ("title", "Vote of spring"),
        ("opens", opens.as_str()),
        ("closes", closes.as_str()),
        ("key", "a"),
    ];
    let long = "x".repeat(201);
    let cases: [(&str, &str, &str); 12] = [
        ("id", "", "Identifier"),
        ("id", "봄 투표", "Identifier"),
        ("title", "", "Title of the vote"),
        ("title", &long, "Title of the vote"),
        ("opens", "", "It takes ballots from"),
        ("opens", "tomorrow", "It takes ballots from"),
        ("opens", "2027-02-30T09:00", "It takes ballots from"),
        ("opens", &past, "It takes ballots from"),
        ("closes", "", "It takes ballots until"),
        ("closes", &opens, "It takes ballots until"),
        ("closes", &past, "It takes ballots until"),
        ("closes", "9999999-01-01T00:00", "It takes ballots until"),
    ];
    for step in ["preview", "release"] {
        for (field, value, wrong) in cases {
            let sent = with(&announced, &[(field, value), ("step", step)]);
            let answer = kim.post(&yard, ANNOUNCE, &sent).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{field} {value:?}");
            let found = errors(&answer);
            assert_eq!(found.len(), 1, "{field} {value:?}: {found:?}");
            assert!(found[0].starts_with(wrong), "{field} {value:?}: {found:?}");
        }
        let cases = [
            ("id", "", "Identifier"),
            ("title", "", "Title of the vote"),
            ("rule", "other", "Rule"),
            ("rule", "", "Rule"),
            ("type", "dice", "What a ballot says"),
            ("least", "-1", "Fewest choices"),
            ("least", "many", "Fewest choices"),
            ("cost", "much", "Most that the choices"),
            ("points", "7", "Most points"),
            ("unknown", "", "A choice that is"),
            ("repeated", "twice", "Several ballots"),
            ("grain", "7", "Ballots tell their time"),
            ("grain", "0", "Ballots tell their time"),
        ];
        for (field, value, wrong) in cases {
            let sent = with(&VOTE, &[(field, value), ("step", step), ("key", "k")]);
            let answer = kim.post(&yard, OPEN, &sent).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{field} {value:?}");
            let found = errors(&answer);
            assert_eq!(found.len(), 1, "{field} {value:?}: {found:?}");
            assert!(found[0].starts_with(wrong), "{field} {value:?}: {found:?}");
        }
    }
    let sent = with(&VOTE, &[("least", "3"), ("most", "2"), ("key", "k")]);
    let found = errors(&kim.post(&yard, OPEN, &sent).await);
    assert!(found[0].starts_with("Fewest choices"), "{found:?}");
    let sent = with(&VOTE, &[("key", "a b"), ("step", "release")]);
    let answer = kim.post(&yard, OPEN, &sent).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert_eq!(size(&yard).await, before);
    for missing in ["v1/close", "v1/sleep", "nothing/close"] {
        let answer = kim.get(&yard, &format!("{OFFICE}/{missing}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{missing}");
    }
}

#[tokio::test]
async fn a_key_is_of_one_form_alone() {
    let (yard, mut kim) = ruled(yard().await).await;
    let before = size(&yard).await;
    let (opens, closes) = (in_hours(2), in_hours(50));
    let announced = [
        ("id", "v1"),
        ("title", "Vote of spring"),
        ("opens", opens.as_str()),
        ("closes", closes.as_str()),
        ("key", "a"),
    ];
    let announce = with(&announced, &[("step", "release")]);
    assert_eq!(
        leads(&kim.post(&yard, ANNOUNCE, &announce).await),
        format!("{OFFICE}?done={before}")
    );
    let other = with(&announce, &[("title", "Another")]);
    let answer = kim.post(&yard, ANNOUNCE, &other).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert_eq!(size(&yard).await, before + 1);
}

#[tokio::test]
async fn what_is_for_good_asks_for_a_passkey_that_was_shown_just_now() {
    let (yard, mut kim) = ruled(yard().await).await;
    let before = size(&yard).await;
    yard.wait(11 * MINUTE);
    let release = with(&VOTE, &[("key", "open"), ("step", "release")]);
    let asked = kim.post(&yard, OPEN, &release).await;
    assert!(
        leads(&asked).starts_with("/en/account/sign-in?again=1"),
        "{}",
        leads(&asked)
    );
    assert_eq!(size(&yard).await, before);
    let preview = with(&VOTE, &[("key", "open"), ("step", "preview")]);
    assert_eq!(kim.post(&yard, OPEN, &preview).await.status, StatusCode::OK);
}

#[tokio::test]
async fn only_officials_of_the_programme_see_to_its_votes() {
    let (yard, mut kim) = ruled(yard().await).await;
    looked_at(&mut kim, &yard, OPEN, &with(&VOTE, &[("key", "open")])).await;
    let before = size(&yard).await;
    let mut nobody = Browser::default();
    let mut public = Browser::registered(&yard, LEE).await;
    let choi = "choi@example.org";
    let mut of_one = official(&yard, choi, Some(madang_fixtures::INSTITUTION)).await;
    let park = "park@example.org";
    let mut leads_talks = holder(&yard, park, Granted::Facilitator, None).await;
    let size_now = size(&yard).await;
    assert!(size_now > before);
    let acts = [
        "change",
        "take-back",
        "open",
        "close",
        "ballots",
        "select",
        "cancel",
    ]
    .map(act);
    let forms = [OFFICE, ANNOUNCE, OPEN].map(str::to_owned);
    for address in acts.iter().chain(&forms) {
        let asked = nobody.get(&yard, address).await;
        assert_eq!(leads(&asked), "/en/account/sign-in", "{address}");
        for browser in [&mut public, &mut of_one, &mut leads_talks] {
            let asked = browser.get(&yard, address).await;
            assert_eq!(asked.status, StatusCode::FORBIDDEN, "{address}");
        }
        if address == OFFICE {
            continue;
        }
        let fields = with(
            &VOTE,
            &[
                ("id", "v2"),
                ("reason", "No"),
                ("step", "release"),
                ("key", "k"),
            ],
        );
        let sent = nobody.post(&yard, address, &fields).await;
        assert!(leads(&sent).starts_with("/en/account/sign-in"), "{address}");
        for browser in [&mut public, &mut of_one, &mut leads_talks] {
            let sent = browser.post(&yard, address, &fields).await;
            assert_eq!(sent.status, StatusCode::FORBIDDEN, "{address}");
        }
    }
    assert_eq!(size(&yard).await, size_now);
    // The ways there are shown to who may alone.
    let vote = "/en/programmes/flagships/votes/v1";
    let close = act("close");
    assert!(kim.get(&yard, vote).await.text().contains(&close));
    assert!(!of_one.get(&yard, vote).await.text().contains(&close));
    assert!(!yard.portal.get(vote).await.text().contains(&close));
}
