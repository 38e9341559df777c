//! Roles on pages: who may grant and end them, and what becomes of those who were granted one.

use axum::http::StatusCode;
use madang_fixtures::Device;
use madang_programme::people::Granted;
use serde_json::json;

use super::{Browser, KIM, LEE, MINUTE, ORIGIN, Yard, leads, with_role, yard};

const CHOI: &str = "choi@example.org";

async fn size(yard: &Yard) -> u64 {
    yard.portal.store.size().await.unwrap()
}

#[tokio::test]
async fn an_administrator_grants_a_role_and_ends_it() {
    let yard = yard().await;
    let mut kim = with_role(&yard, KIM, Some((Granted::Administrator, None))).await;
    let page = kim.get(&yard, "/en/account").await.text();
    assert!(page.contains("href=\"/en/people\""), "{page}");
    let page = kim.get(&yard, "/en/people").await.text();
    assert!(page.contains(KIM) && page.contains(">you<"), "{page}");
    let before = size(&yard).await;
    let fields = [
        ("address", " Choi@example.org "),
        ("role", "facilitator"),
        ("place", ""),
        ("key", "once"),
    ];
    for _ in 0..2 {
        let answer = kim.post(&yard, "/en/people/grant", &fields).await;
        assert_eq!(leads(&answer), "/en/people");
    }
    assert_eq!(size(&yard).await, before + 1, "sent twice, recorded once");
    let held = yard.holder(CHOI).await;
    let said = yard
        .portal
        .store
        .with_state(|state| {
            state
                .roles_of(&held)
                .into_iter()
                .cloned()
                .collect::<Vec<_>>()
        })
        .await
        .unwrap();
    assert_eq!(
        (said[0].role, said[0].programme.as_deref()),
        (Granted::Facilitator, None)
    );
    let (subject, plain) = yard.mail(CHOI).await.pop().unwrap();
    assert!(
        subject.starts_with("You have been granted a role"),
        "{subject}"
    );
    assert!(
        plain.contains("facilitator: leads conversations"),
        "{plain}"
    );
    let again = [("address", CHOI), ("role", "facilitator"), ("place", "")];
    let answer = kim.post(&yard, "/en/people/grant", &again).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(
        answer.text().contains("It was not recorded:"),
        "{}",
        answer.text()
    );
}

#[tokio::test]
async fn who_was_granted_a_role_holds_it_until_it_ends() {
    let yard = yard().await;
    let mut kim = with_role(&yard, KIM, Some((Granted::Administrator, None))).await;
    let fields = [("address", CHOI), ("role", "facilitator"), ("place", "")];
    kim.post(&yard, "/en/people/grant", &fields).await;
    let held = yard.holder(CHOI).await;
    let roles = yard.portal.store.with_state(|state| {
        state
            .roles_of(&held)
            .into_iter()
            .cloned()
            .collect::<Vec<_>>()
    });
    let said = roles.await.unwrap();
    // Whoever was invited signs in by the link, and can only add a passkey.
    let mut choi = Browser::default();
    choi.follow(&yard, CHOI).await;
    assert!(
        !choi
            .get(&yard, "/en/account")
            .await
            .text()
            .contains("/account/password")
    );
    assert_eq!(
        choi.add(&yard, &mut Device::new(ORIGIN, 7)).await,
        "/en/account"
    );
    let page = choi.get(&yard, "/en/account").await.text();
    assert!(page.contains("/account/password") && page.contains("facilitator: leads"));

    let granted = said[0].entry.to_string();
    let fields = [("holder", held.as_str()), ("granted", granted.as_str())];
    let answer = kim.post(&yard, "/en/people/end", &fields).await;
    assert_eq!(leads(&answer), "/en/people");
    let answer = kim.post(&yard, "/en/people/end", &fields).await;
    assert!(
        answer.text().contains("This role is not held any more"),
        "{}",
        answer.text()
    );
    assert!(!kim.get(&yard, "/en/people").await.text().contains(CHOI));
    assert!(
        !choi
            .get(&yard, "/en/account")
            .await
            .text()
            .contains("facilitator: leads")
    );
}

#[tokio::test]
async fn nobody_else_grants_or_ends_roles() {
    let yard = yard().await;
    with_role(&yard, KIM, Some((Granted::Administrator, None))).await;
    Browser::registered(&yard, LEE_GRANTED).await;
    let granted = yard
        .grant(LEE_GRANTED, Granted::Official, None)
        .await
        .to_string();
    let held = yard.holder(LEE_GRANTED).await;
    let grant = [("address", CHOI), ("role", "administrator"), ("place", "")];
    let end = [("holder", held.as_str()), ("granted", granted.as_str())];
    let mut before = None;
    let all = [
        None,
        Some((Granted::Official, None)),
        Some((Granted::Facilitator, None)),
        Some((Granted::Reviewer, None)),
        Some((Granted::Administrator, Some("elsewhere"))),
    ];
    assert_eq!(all.len(), Granted::ALL.len() + 1, "every role, and none");
    for (number, role) in all.into_iter().enumerate() {
        // So many register in an hour.
        yard.wait(60 * MINUTE);
        let address = format!("{number}@example.org");
        let mut browser = with_role(&yard, &address, role).await;
        let size_now = size(&yard).await;
        let expected = match role {
            Some((Granted::Administrator, _)) => StatusCode::BAD_REQUEST,
            _ => StatusCode::FORBIDDEN,
        };
        let answer = browser.post(&yard, "/en/people/grant", &grant).await;
        assert_eq!(answer.status, expected, "{role:?}");
        assert!(!answer.text().contains(KIM), "{role:?} reads no addresses");
        let answer = browser.post(&yard, "/en/people/end", &end).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{role:?}");
        if expected == StatusCode::FORBIDDEN {
            assert_eq!(
                browser.get(&yard, "/en/people").await.status,
                expected,
                "{role:?}"
            );
        }
        assert_eq!(size(&yard).await, size_now, "{role:?}");
        before = Some(size_now);
    }
    // Nobody, and nobody who did not show a passkey.
    let mut nobody = Browser::default();
    let mut mailed = Browser::default();
    mailed
        .post(&yard, "/ko/account/mail", &[("address", KIM)])
        .await;
    mailed.follow(&yard, KIM).await;
    for path in ["/en/people/grant", "/en/people/end"] {
        assert_eq!(
            leads(&nobody.post(&yard, path, &grant).await),
            "/en/account/sign-in"
        );
        assert_eq!(
            leads(&mailed.post(&yard, path, &grant).await),
            "/en/account"
        );
    }
    assert_eq!(
        leads(&nobody.get(&yard, "/en/people").await),
        "/en/account/sign-in"
    );
    assert_eq!(leads(&mailed.get(&yard, "/en/people").await), "/en/account");
    assert_eq!(Some(size(&yard).await), before);
}

const LEE_GRANTED: &str = "lee.granted@example.org";

#[tokio::test]
async fn who_showed_their_passkey_long_ago_shows_it_again() {
    let yard = yard().await;
    let mut kim = with_role(&yard, KIM, Some((Granted::Administrator, None))).await;
    yard.wait(10 * MINUTE);
    assert_eq!(
        kim.get(&yard, "/en/people").await.status,
        StatusCode::OK,
        "reading does not ask"
    );
    let grant = [("address", CHOI), ("role", "official"), ("place", "")];
    let answer = kim.post(&yard, "/en/people/grant", &grant).await;
    let again = "/en/account/sign-in?again=1&next=%2Fpeople";
    assert_eq!(leads(&answer), again);
    assert_eq!(
        leads(&kim.post(&yard, "/en/people/end", &grant).await),
        again
    );
    let page = kim.get(&yard, again).await.text();
    assert!(
        page.contains("data-next=\"/people\"") && !page.contains("name=\"password\""),
        "{page}"
    );
    let mut phone = Device::new(ORIGIN, KIM.as_bytes()[0]);
    phone.person = None;
    let asked = json!({"again": true, "next": "/people"});
    assert_eq!(
        kim.show(&yard, &asked, &mut phone).await.json()["to"],
        "/en/people"
    );
    assert_eq!(
        leads(&kim.post(&yard, "/en/people/grant", &grant).await),
        "/en/people"
    );
}

#[tokio::test]
async fn the_last_administrator_stays_and_bad_input_is_answered_in_words() {
    let yard = yard().await.listening().await;
    let mut kim = with_role(&yard, KIM, Some((Granted::Administrator, None))).await;
    let own = yard.holder(KIM).await;
    let entry = yard
        .portal
        .store
        .with_state(|state| state.roles_of(&own)[0].entry)
        .await
        .unwrap();
    let entry = entry.to_string();
    let before = size(&yard).await;
    let last = [("holder", own.as_str()), ("granted", entry.as_str())];
    let answer = kim.post(&yard, "/en/people/end", &last).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(
        answer.text().contains("It was not recorded:"),
        "{}",
        answer.text()
    );
    for (address, role, place, words) in [
        ("no address", "official", "", "not a mail address"),
        (LEE, "operator", "", "Choose one of the list"),
        (LEE, "", "", "Choose one of the list"),
        (
            LEE,
            "official",
            "no-such-programme",
            "Choose one of the list",
        ),
        (LEE, "official", "a/b/c", "Choose one of the list"),
        (LEE, "administrator", "p/transport", "for a whole programme"),
        (LEE, "reviewer", "p/transport", "for a whole programme"),
        ("<script>@example.org", "official", "", "not a mail address"),
    ] {
        let fields = [("address", address), ("role", role), ("place", place)];
        let answer = kim.post(&yard, "/en/people/grant", &fields).await;
        assert_eq!(
            answer.status,
            StatusCode::BAD_REQUEST,
            "{address} {role} {place}"
        );
        assert!(
            answer.text().contains(words),
            "{address} {role} {place}: {}",
            answer.text()
        );
        assert!(!answer.text().contains("<script>@"));
    }
    for fields in [
        vec![],
        vec![("holder", "account-"), ("granted", "x")],
        vec![("granted", "1")],
    ] {
        let answer = kim.post(&yard, "/en/people/end", &fields).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{fields:?}");
    }
    assert_eq!(size(&yard).await, before);
    assert!(
        yard.mail(LEE).await.is_empty(),
        "nobody was invited by mistake"
    );
}
