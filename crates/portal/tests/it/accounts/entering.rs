//! Registering, signing in and out, limits, forms of other sites, bad input.

use axum::body::Body;
use axum::http::{Request, StatusCode};

use super::{Browser, KIM, LEE, MINUTE, ORIGIN, PASSWORD, leads, yard};
use crate::common;

#[tokio::test]
async fn somebody_registers_signs_out_and_in_again() {
    let yard = yard().await;
    let mut kim = Browser::default();
    assert_eq!(
        leads(&kim.get(&yard, "/ko/account").await),
        "/ko/account/sign-in"
    );
    let sent = kim
        .post(
            &yard,
            "/ko/account/register",
            &[("address", " Kim@Example.org ")],
        )
        .await;
    assert_eq!(sent.status, StatusCode::OK);
    assert!(sent.text().contains("메일을 확인하십시오"));
    assert!(kim.cookie.is_none(), "nobody is signed in before the link");
    let (subject, plain) = yard.mail(KIM).await.pop().unwrap();
    assert!(subject.starts_with("계정을 만드는 연결"), "{subject}");
    assert!(
        plain.contains(&format!("{ORIGIN}/ko/account/link?token=")),
        "{plain}"
    );

    let token = yard.token(KIM).await;
    let answer = kim.follow(&yard, KIM).await;
    assert_eq!(leads(&answer), "/ko/account");
    let own = kim.get(&yard, "/ko/account").await;
    assert_eq!(own.status, StatusCode::OK);
    for words in [KIM, "Firefox, Linux", "이 기기", "비밀번호가 없습니다"] {
        assert!(own.text().contains(words), "{words}");
    }
    let mut other = Browser::default();
    let again = other
        .post(&yard, "/ko/account/link", &[("token", &token)])
        .await;
    assert_eq!(again.status, StatusCode::NOT_FOUND, "a link works once");

    let old = kim.clone();
    assert_eq!(
        leads(&kim.post(&yard, "/ko/account/sign-out", &[]).await),
        "/ko/account/sign-in"
    );
    assert!(kim.cookie.is_none());
    let kept = old.clone().get(&yard, "/ko/account").await;
    assert_eq!(
        leads(&kept),
        "/ko/account/sign-in",
        "the token is of no use any more"
    );

    kim.post(&yard, "/en/account/mail", &[("address", KIM)])
        .await;
    kim.follow(&yard, KIM).await;
    assert_eq!(kim.get(&yard, "/en/account").await.status, StatusCode::OK);
    assert_ne!(kim.cookie, old.cookie, "a new token at each sign-in");
}

#[tokio::test]
async fn the_page_does_not_tell_whether_an_address_is_known() {
    let yard = yard().await;
    Browser::registered(&yard, KIM).await;
    for path in ["/en/account/mail", "/en/account/register"] {
        let mut pages = Vec::new();
        for address in [KIM, "nobody@example.org"] {
            let mut browser = Browser::default();
            let answer = browser.post(&yard, path, &[("address", address)]).await;
            assert_eq!(answer.status, StatusCode::OK);
            let text = answer.text();
            // Each page says when it was made.
            let (before, rest) = text.split_once("<p class=\"print-head\">").unwrap();
            pages.push((
                before.to_owned(),
                rest.split_once("</p>").unwrap().1.to_owned(),
            ));
        }
        assert_eq!(pages[0], pages[1], "{path}");
    }
    let subjects = |mail: Vec<(String, String)>| -> Vec<String> {
        mail.into_iter().map(|(subject, _)| subject).collect()
    };
    let known = subjects(yard.mail(KIM).await).join("\n");
    assert!(
        known.contains("Your link to sign in") && known.contains("You have an account already")
    );
    let unknown = subjects(yard.mail("nobody@example.org").await).join("\n");
    assert!(
        unknown.contains("No account under this address"),
        "{unknown}"
    );
    let sign_in = |address: &'static str| {
        let yard = &yard;
        async move {
            let fields = [("address", address), ("password", PASSWORD)];
            let mut browser = Browser::default();
            let answer = browser.post(yard, "/en/account/sign-in", &fields).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST);
            answer.text().contains("do not belong together")
        }
    };
    assert!(sign_in(KIM).await && sign_in("nobody@example.org").await);
}

#[tokio::test]
async fn whoever_asks_too_often_waits() {
    let yard = yard().await;
    Browser::registered(&yard, KIM).await;
    let wrong = [("address", KIM), ("password", "not the right one at all")];
    let mut guessing = Browser {
        network: "192.0.2.1",
        ..Browser::default()
    };
    for _ in 0..10 {
        let answer = guessing.post(&yard, "/en/account/sign-in", &wrong).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    }
    let answer = guessing.post(&yard, "/en/account/sign-in", &wrong).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(
        answer.text().contains("It works again from"),
        "{}",
        answer.text()
    );
    let hashed = yard.accounts.passwords_hashed();
    let mut elsewhere = Browser {
        network: "192.0.2.2",
        ..Browser::default()
    };
    let answer = elsewhere.post(&yard, "/en/account/sign-in", &wrong).await;
    assert_eq!(
        answer.status,
        StatusCode::TOO_MANY_REQUESTS,
        "the address is guessed at"
    );
    assert_eq!(
        yard.accounts.passwords_hashed(),
        hashed,
        "nothing was even tried"
    );
    let other = [("address", LEE), ("password", PASSWORD)];
    let answer = elsewhere.post(&yard, "/en/account/sign-in", &other).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    yard.wait(15 * MINUTE);
    let answer = guessing.post(&yard, "/en/account/sign-in", &wrong).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);

    let mut asking = Browser::default();
    for _ in 0..3 {
        let answer = asking
            .post(&yard, "/en/account/mail", &[("address", LEE)])
            .await;
        assert_eq!(answer.status, StatusCode::OK);
    }
    let answer = asking
        .post(&yard, "/en/account/mail", &[("address", LEE)])
        .await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(yard.mail(LEE).await.len(), 3);
}

#[tokio::test]
async fn nothing_changes_for_a_form_of_another_site() {
    let yard = yard().await;
    let mut kim = Browser::registered(&yard, KIM).await;
    for headers in [
        vec![],
        vec![("origin", "https://evil.example")],
        vec![
            ("sec-fetch-site", "cross-site"),
            ("origin", "https://evil.example"),
        ],
    ] {
        let mut request =
            Request::post("/ko/account/sign-out-everywhere").header("host", "madang.example.org");
        for (name, value) in &headers {
            request = request.header(*name, *value);
        }
        let request = request
            .header("cookie", kim.cookie.clone().unwrap())
            .body(Body::empty());
        let answer = yard.portal.request(request.unwrap()).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{headers:?}");
        let said = answer.text();
        assert!(
            said.contains("보낸 내용을 받지 않았습니다") && said.contains("다시 열고"),
            "{said}"
        );
    }
    let sign_out = Request::get("/ko/account/sign-out");
    let answer = yard
        .portal
        .request(sign_out.body(Body::empty()).unwrap())
        .await;
    assert_eq!(
        answer.status,
        StatusCode::METHOD_NOT_ALLOWED,
        "a link changes nothing"
    );
    assert_eq!(kim.get(&yard, "/ko/account").await.status, StatusCode::OK);
}

#[tokio::test]
async fn bad_input_is_answered_in_words() {
    let yard = yard().await;
    let mut kim = Browser::registered(&yard, KIM).await;
    let long = "x".repeat(50_000);
    for typed in [
        "",
        "<script>alert(1)</script>@example.org",
        "a\u{202e}b",
        "kim@example.org\0",
        "' OR 1=1",
        &long,
    ] {
        for path in [
            "/en/account/mail",
            "/en/account/register",
            "/en/account/addresses",
        ] {
            let answer = kim.post(&yard, path, &[("address", typed)]).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path} {typed:.20}");
            assert!(answer.text().contains("not a mail address"), "{path}");
            assert!(!answer.text().contains("<script>alert"), "{path}");
        }
    }
    for token in ["", "x", "%00", &long] {
        let answer = kim
            .post(&yard, "/en/account/link", &[("token", token)])
            .await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{token:.20}");
    }
    assert_eq!(
        kim.get(&yard, "/en/account/link").await.status,
        StatusCode::NOT_FOUND
    );
    let twice = kim
        .post(&yard, "/en/account/devices", &[("id", "../..")])
        .await;
    assert_eq!(leads(&twice), "/en/account");
}

#[tokio::test]
async fn a_portal_without_accounts_has_no_page_of_them() {
    let portal = common::empty().await;
    for path in ["/ko/account", "/ko/account/sign-in", "/en/account/register"] {
        assert_eq!(
            portal.get(path).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
    assert!(!portal.get("/ko/").await.text().contains("/account"));
    let yard = yard().await;
    assert!(
        yard.portal
            .get("/ko/")
            .await
            .text()
            .contains("href=\"/ko/account\"")
    );
}
