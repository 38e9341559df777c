//! Passkeys over HTTP, as the page's script asks for them; what they open, and what stays shut without.

use axum::http::StatusCode;
use madang_fixtures::Device;
use madang_programme::people::Granted;
use serde_json::json;

use super::{Browser, KIM, LEE, MINUTE, ORIGIN, PASSWORD, leads, yard};

const DAY: u64 = 24 * 60 * MINUTE;

#[tokio::test]
async fn a_passkey_is_added_and_signs_in() {
    let yard = yard().await;
    let mut kim = Browser::registered(&yard, KIM).await;
    let page = kim.get(&yard, "/en/account").await.text();
    assert!(page.contains("You have none yet."), "{page}");
    assert!(page.contains("data-passkey=\"create\""));
    assert!(
        page.contains("A passkey needs a browser that runs scripts"),
        "without script too"
    );
    let mut phone = Device::new(ORIGIN, 1);
    let before = kim.cookie.clone();
    assert_eq!(kim.add(&yard, &mut phone).await, "/en/account");
    assert_ne!(kim.cookie, before, "a new token");
    let page = kim.get(&yard, "/en/account").await.text();
    assert!(page.contains("Add a second one"), "{page}");
    assert!(page.contains("Firefox, Linux"));
    let told = yard.mail(KIM).await;
    assert!(
        told.iter()
            .any(|(subject, _)| subject.starts_with("계정에 패스키를 더했습니다"))
    );

    let mut other = Browser::default();
    let page = other.get(&yard, "/en/account/sign-in").await.text();
    for part in [
        "data-passkey=\"get\"",
        "data-field=\"address\"",
        "/assets/passkey.",
    ] {
        assert!(page.contains(part), "{part}");
    }
    let asked = json!({"address": " Kim@Example.org", "next": "/record"});
    let answer = other.show(&yard, &asked, &mut phone).await;
    assert_eq!(answer.json()["to"], "/en/record");
    assert_eq!(other.get(&yard, "/en/account").await.status, StatusCode::OK);
    for elsewhere in [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "",
    ] {
        let asked = json!({"address": KIM, "next": elsewhere});
        let answer = Browser::default().show(&yard, &asked, &mut phone).await;
        assert_eq!(answer.json()["to"], "/en/account", "{elsewhere}");
    }
    let taken = other.get(&yard, "/en/account/data").await.json();
    assert_eq!(taken["passkeys"][0]["device"], "Firefox, Linux");
}

#[tokio::test]
async fn who_shows_no_passkey_of_theirs_is_not_signed_in() {
    let yard = yard().await;
    let mut kim = Browser::registered(&yard, KIM).await;
    Browser::registered(&yard, LEE).await;
    let mut phone = Device::new(ORIGIN, 1);
    kim.add(&yard, &mut phone).await;
    for address in [LEE, "nobody@example.org"] {
        let mut browser = Browser::default();
        let answer = browser
            .show(&yard, &json!({"address": address}), &mut phone)
            .await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        let said = answer.json()["detail"].clone();
        assert!(
            said.as_str()
                .unwrap()
                .starts_with("This passkey does not belong"),
            "{said}"
        );
        assert!(browser.cookie.is_none());
    }
    let mut browser = Browser::default();
    for body in [
        json!({}),
        json!({"address": "no address"}),
        json!("x"),
        json!({"again": true}),
    ] {
        let answer = browser
            .tell(&yard, "/en/account/sign-in/begin", &body)
            .await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{body}");
        let answer = browser
            .tell(&yard, "/en/account/sign-in/passkey", &body)
            .await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{body}");
        assert!(browser.cookie.is_none());
    }
    // Nobody adds a passkey who is not signed in.
    assert_eq!(
        browser.add(&yard, &mut Device::new(ORIGIN, 2)).await,
        "/en/account/sign-in"
    );
    let mut asking = Browser::default();
    for _ in 0..60 {
        asking
            .tell(
                &yard,
                "/en/account/sign-in/begin",
                &json!({"address": "a@example.org"}),
            )
            .await;
    }
    let answer = asking
        .tell(
            &yard,
            "/en/account/sign-in/begin",
            &json!({"address": "a@example.org"}),
        )
        .await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn nobody_keeps_the_owner_of_an_address_out() {
    let yard = yard().await;
    let mut kim = Browser::registered(&yard, KIM).await;
    let mut phone = Device::new(ORIGIN, 1);
    kim.add(&yard, &mut phone).await;
    let from = |network| Browser {
        network,
        ..Browser::default()
    };
    let asked = json!({"address": KIM});
    let mut stranger = from("192.0.2.1");
    for _ in 0..70 {
        stranger
            .tell(&yard, "/en/account/sign-in/begin", &asked)
            .await;
    }
    let refused = stranger
        .tell(&yard, "/en/account/sign-in/begin", &asked)
        .await;
    assert_eq!(
        refused.status,
        StatusCode::TOO_MANY_REQUESTS,
        "the stranger waits"
    );
    let wrong = [("address", KIM), ("password", "not the right one at all")];
    for _ in 0..11 {
        stranger.post(&yard, "/en/account/sign-in", &wrong).await;
    }
    let mut owner = from("192.0.2.2");
    owner.show(&yard, &asked, &mut phone).await;
    assert_eq!(owner.get(&yard, "/en/account").await.status, StatusCode::OK);

    // Links: whoever is sent none has one in their mail that works.
    let address = [("address", KIM)];
    let before = yard.mail(KIM).await.len();
    for network in ["192.0.2.3", "192.0.2.4", "192.0.2.5", "192.0.2.6"] {
        let mut stranger = from(network);
        for _ in 0..3 {
            let answer = stranger.post(&yard, "/en/account/mail", &address).await;
            assert_eq!(answer.status, StatusCode::OK);
        }
        let answer = stranger.post(&yard, "/en/account/mail", &address).await;
        assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS, "{network}");
    }
    assert_eq!(
        yard.mail(KIM).await.len(),
        before + 3,
        "a mailbox is not flooded"
    );
    let mut owner = from("192.0.2.7");
    let answer = owner.post(&yard, "/en/account/mail", &address).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    owner.follow(&yard, KIM).await;
    assert!(
        owner.cookie.is_some(),
        "the link that was mailed last works"
    );
    yard.wait(15 * MINUTE);
    owner.post(&yard, "/en/account/mail", &address).await;
    assert_eq!(yard.mail(KIM).await.len(), before + 4);
}

#[tokio::test]
async fn whoever_has_a_passkey_shows_it_before_they_change_passkeys_or_erase_themselves() {
    let yard = yard().await;
    let mut kim = Browser::registered(&yard, KIM).await;
    let (mut phone, mut key) = (Device::new(ORIGIN, 1), Device::new(ORIGIN, 2));
    kim.add(&yard, &mut phone).await;
    // Whoever reads her mail.
    kim.post(&yard, "/ko/account/mail", &[("address", KIM)])
        .await;
    let mut reader = Browser::default();
    reader.follow(&yard, KIM).await;
    assert_eq!(
        reader.add(&yard, &mut key).await,
        "/en/account/sign-in?again=1"
    );
    let id = yard
        .accounts
        .passkeys(yard.account(KIM).await)
        .await
        .unwrap()[0]
        .id
        .clone();
    let answer = reader
        .post(&yard, "/en/account/passkeys/remove", &[("id", &id)])
        .await;
    assert_eq!(leads(&answer), "/en/account/sign-in?again=1");
    let answer = reader.post(&yard, "/en/account/erase", &[]).await;
    assert_eq!(
        leads(&answer),
        "/en/account/sign-in?again=1&next=%2Faccount%2Ferase"
    );
    assert_eq!(
        yard.accounts
            .passkeys(yard.account(KIM).await)
            .await
            .unwrap()
            .len(),
        1
    );

    // She shows it again, and leads on.
    yard.wait(10 * MINUTE);
    assert_eq!(
        kim.add(&yard, &mut key).await,
        "/en/account/sign-in?again=1"
    );
    let asked = json!({"again": true, "next": "/account/erase"});
    let answer = kim.show(&yard, &asked, &mut phone).await;
    assert_eq!(answer.json()["to"], "/en/account/erase");
    assert_eq!(kim.add(&yard, &mut key).await, "/en/account");
    let answer = kim
        .post(&yard, "/en/account/passkeys/remove", &[("id", &id)])
        .await;
    assert_eq!(leads(&answer), "/en/account");
    assert_eq!(
        leads(&reader.get(&yard, "/en/account").await),
        "/en/account/sign-in",
        "others are signed out"
    );
    let answer = Browser::default()
        .show(&yard, &json!({"address": KIM}), &mut phone)
        .await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    let told = yard.mail(KIM).await;
    assert!(
        told.iter()
            .any(|(subject, _)| subject.starts_with("계정에서 패스키를 지웠습니다"))
    );
}

#[tokio::test]
async fn who_lost_every_passkey_waits_a_day_of_which_they_are_told() {
    let yard = yard().await;
    let mut kim = Browser::registered(&yard, KIM).await;
    kim.add(&yard, &mut Device::new(ORIGIN, 1)).await;
    kim.post(&yard, "/ko/account/mail", &[("address", KIM)])
        .await;
    let mut lost = Browser::default();
    lost.follow(&yard, KIM).await;
    let page = lost.get(&yard, "/en/account").await.text();
    assert!(page.contains("I have lost my passkeys") && !page.contains("data-passkey=\"create\""));
    assert_eq!(
        leads(&lost.post(&yard, "/en/account/recovery", &[]).await),
        "/en/account"
    );
    let told = yard.mail(KIM).await;
    let of_it = |(subject, _): &&(String, String)| subject.starts_with("패스키가 없어졌다는 요청");
    assert_eq!(told.iter().filter(of_it).count(), 1);
    lost.post(&yard, "/en/account/recovery", &[]).await;
    assert_eq!(
        yard.mail(KIM).await.iter().filter(of_it).count(),
        1,
        "told once"
    );
    let page = lost.get(&yard, "/en/account").await.text();
    assert!(page.contains("You can add another passkey from"), "{page}");
    let mut new = Device::new(ORIGIN, 2);
    yard.wait(DAY - MINUTE);
    kim.post(&yard, "/ko/account/mail", &[("address", KIM)])
        .await;
    lost.follow(&yard, KIM).await;
    assert_eq!(
        lost.add(&yard, &mut new).await,
        "/en/account/sign-in?again=1",
        "not before"
    );
    yard.wait(MINUTE);
    let page = lost.get(&yard, "/en/account").await.text();
    assert!(page.contains("The day is over") && page.contains("data-passkey=\"create\""));
    assert_eq!(lost.add(&yard, &mut new).await, "/en/account");
    // The new one removes the old one.
    let listed = yard
        .accounts
        .passkeys(yard.account(KIM).await)
        .await
        .unwrap();
    lost.post(
        &yard,
        "/en/account/passkeys/remove",
        &[("id", &listed[0].id)],
    )
    .await;
    let left = yard
        .accounts
        .passkeys(yard.account(KIM).await)
        .await
        .unwrap();
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].id, listed[1].id);
}

#[tokio::test]
async fn the_wait_is_stopped_by_whoever_is_still_signed_in() {
    let yard = yard().await;
    let mut kim = Browser::registered(&yard, KIM).await;
    kim.add(&yard, &mut Device::new(ORIGIN, 1)).await;
    kim.post(&yard, "/ko/account/mail", &[("address", KIM)])
        .await;
    let mut thief = Browser::default();
    thief.follow(&yard, KIM).await;
    thief.post(&yard, "/en/account/recovery", &[]).await;
    assert_eq!(
        leads(&kim.post(&yard, "/en/account/recovery/stop", &[]).await),
        "/en/account"
    );
    yard.wait(DAY);
    kim.post(&yard, "/ko/account/mail", &[("address", KIM)])
        .await;
    thief.follow(&yard, KIM).await;
    let led = thief.add(&yard, &mut Device::new(ORIGIN, 2)).await;
    assert_eq!(led, "/en/account/sign-in?again=1");
}

#[tokio::test]
async fn who_holds_a_role_can_only_add_a_passkey_without_one() {
    let yard = yard().await;
    let mut kim = Browser::registered(&yard, KIM).await;
    kim.post(&yard, "/en/account/password", &[("new", PASSWORD)])
        .await;
    let mut phone = Device::new(ORIGIN, 1);
    yard.grant(KIM, Granted::Official, None).await;
    let page = kim.get(&yard, "/en/account").await.text();
    assert!(
        page.contains("data-passkey=\"create\"") && page.contains("official: runs programmes"),
        "{page}"
    );
    for gone in [
        "/account/password",
        "/account/addresses",
        "/account/erase",
        "/account/data",
    ] {
        assert!(!page.contains(gone), "{gone}");
        let shut = match gone {
            "/account/data" => kim.get(&yard, "/en/account/data").await,
            path => {
                kim.post(
                    &yard,
                    &format!("/en{path}"),
                    &[("new", "nine yellow geese fly"), ("address", LEE)],
                )
                .await
            }
        };
        assert_eq!(leads(&shut), "/en/account", "{gone}");
    }
    // Long after the link, adding one asks for another link or the password.
    yard.wait(10 * MINUTE);
    assert_eq!(
        kim.add(&yard, &mut phone).await,
        "/en/account/sign-in?again=1"
    );
    let mut signing = Browser::default();
    let sign_in = [("address", KIM), ("password", PASSWORD)];
    signing.post(&yard, "/en/account/sign-in", &sign_in).await;
    assert_eq!(signing.add(&yard, &mut phone).await, "/en/account");
    let page = signing.get(&yard, "/en/account").await.text();
    assert!(
        page.contains("/account/password"),
        "everything is open: {page}"
    );
}

#[tokio::test]
async fn neither_mail_nor_password_open_anything_to_who_holds_a_role_and_has_a_passkey() {
    let yard = yard().await;
    let mut kim = Browser::registered(&yard, KIM).await;
    kim.post(&yard, "/en/account/password", &[("new", PASSWORD)])
        .await;
    let mut phone = Device::new(ORIGIN, 1);
    yard.grant(KIM, Granted::Official, None).await;
    kim.add(&yard, &mut phone).await;
    let sign_in = [("address", KIM), ("password", PASSWORD)];
    let mut reader = Browser::default();
    reader.post(&yard, "/en/account/sign-in", &sign_in).await;
    let page = reader.get(&yard, "/en/account").await.text();
    assert!(
        page.contains("did not sign in with your passkey")
            && !page.contains("data-passkey=\"create\"")
    );
    assert!(page.contains("Ask an administrator to end your role"));
    assert_eq!(
        reader.add(&yard, &mut Device::new(ORIGIN, 2)).await,
        "/en/account/sign-in?again=1"
    );
    reader.post(&yard, "/en/account/recovery", &[]).await;
    let account = yard.account(KIM).await;
    assert_eq!(yard.accounts.recovery(account).await.unwrap(), None);
    let shown = reader
        .show(&yard, &json!({"again": true}), &mut phone)
        .await;
    assert_eq!(shown.json()["to"], "/en/account");
    assert!(
        reader
            .get(&yard, "/en/account")
            .await
            .text()
            .contains("/account/password")
    );
    // The last one stays as long as the role does.
    let id = yard.accounts.passkeys(account).await.unwrap()[0].id.clone();
    reader
        .post(&yard, "/en/account/passkeys/remove", &[("id", &id)])
        .await;
    assert_eq!(yard.accounts.passkeys(account).await.unwrap().len(), 1);
}
