//! A provider that lies or is down, and answers that nobody asked for: said in words, and nobody is signed in.

use axum::http::StatusCode;
use madang_fixtures::Lie;

use super::{back, go, lying_yard, trip};
use crate::accounts::{Browser, MINUTE, leads};
use crate::common::Database;

#[tokio::test]
async fn who_is_lied_to_signs_nobody_in_and_says_so_in_words() {
    let (yard, liar) = lying_yard(Database::Sqlite).await;
    for (lie, status, words) in [
        (Lie::Issuer, 400, "answered cannot be trusted"),
        (Lie::Nonce, 400, "answered cannot be trusted"),
        (Lie::Audience, 400, "answered cannot be trusted"),
        (Lie::Expired, 400, "answered cannot be trusted"),
        (Lie::Unsigned, 400, "answered cannot be trusted"),
        (Lie::Shared, 400, "answered cannot be trusted"),
        (Lie::OtherKey, 400, "answered cannot be trusted"),
        (Lie::Answer, 400, "answered cannot be trusted"),
        (Lie::NoCode, 400, "answered cannot be trusted"),
        (Lie::Denied, 400, "stopped or refused at Example &lt;ID&gt;"),
        (Lie::RedirectsCode, 503, "does not answer at the moment"),
        (Lie::Gibberish, 503, "does not answer at the moment"),
    ] {
        liar.lie(Some(lie));
        let mut kim = Browser::default();
        let answer = trip(&mut kim, &yard, &liar, "sign-in").await;
        assert_eq!(answer.status.as_u16(), status, "{lie:?}");
        let page = answer.text();
        assert!(page.contains(words), "{lie:?}: {page}");
        assert!(
            page.contains("name=\"password\""),
            "other ways stay: {lie:?}"
        );
        assert!(
            !page.contains("state=") && !page.contains("code="),
            "{lie:?}: {page}"
        );
        assert!(kim.cookie.is_none(), "{lie:?}");
    }
}

#[tokio::test]
async fn what_did_not_begin_here_signs_nobody_in() {
    let (yard, liar) = lying_yard(Database::Sqlite).await;
    let mut kim = Browser::default();
    let to = go(&mut kim, &yard, "sign-in", "/account").await;
    let query = liar.answer(&to);
    // Somebody is sent a link that would sign them in as somebody else.
    let mut lee = Browser::default();
    let stranger = lee
        .get(&yard, &format!("/ko/account/provider/back?{query}"))
        .await;
    assert_eq!(stranger.status, StatusCode::BAD_REQUEST);
    assert!(
        stranger
            .text()
            .contains("다른 브라우저에서 시작한 일입니다"),
        "{}",
        stranger.text()
    );
    assert!(lee.cookie.is_none());

    let to = go(&mut kim, &yard, "sign-in", "/account").await;
    let query = liar.answer(&to);
    let mut window = kim.clone();
    assert_eq!(leads(&back(&mut kim, &yard, &query).await), "/en/account");
    for query in [
        query.as_str(),
        "",
        "code=x",
        "state=x&code=y",
        "error=access_denied",
        "%FF=1",
    ] {
        let address = format!("/en/account/provider/back?{query}");
        let refused = window.clone().get(&yard, &address).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{query}");
        assert!(
            refused.text().contains("did not begin here"),
            "{query}: {}",
            refused.text()
        );
        window.cookie = None;
    }
}

#[tokio::test]
async fn a_provider_that_is_down_leaves_the_other_ways() {
    let (yard, liar) = lying_yard(Database::Sqlite).await;
    liar.lie(Some(Lie::Redirects));
    let mut kim = Browser::default();
    assert_eq!(
        kim.get(&yard, "/ko/account/sign-in").await.status,
        StatusCode::OK
    );
    let fields = [
        ("for", "sign-in"),
        ("next", "/programmes/p/speak?returned=1"),
    ];
    for (language, words) in [
        ("ko", "지금 보기 신분증 쪽에서 답이 없습니다"),
        ("en", "does not answer at the moment"),
    ] {
        let answer = kim
            .post(&yard, &format!("/{language}/account/provider"), &fields)
            .await;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
        let page = answer.text();
        assert!(page.contains(words), "{page}");
        assert!(
            page.contains("value=\"/programmes/p/speak?returned=1\""),
            "what they were about stays"
        );
    }
    let elsewhere = [("for", "sign-in"), ("next", "https://other.example/")];
    liar.lie(None);
    yard.wait(MINUTE);
    liar.at(yard.accounts.now());
    let page = kim.post(&yard, "/en/account/provider", &elsewhere).await;
    let to = page.header("refresh").strip_prefix("0; url=").unwrap();
    let signed = back(&mut kim, &yard, &liar.answer(to)).await;
    assert_eq!(leads(&signed), "/en/account", "nobody is led elsewhere");
}

#[tokio::test]
async fn a_network_that_asks_without_end_waits() {
    let (yard, liar) = lying_yard(Database::Sqlite).await;
    let mut kim = Browser {
        network: "203.0.113.9",
        ..Browser::default()
    };
    for _ in 0..60 {
        go(&mut kim, &yard, "sign-in", "/account").await;
    }
    let answer = kim.post(&yard, "/en/account/provider", &[]).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(answer.text().contains("asked for too often"));
    // New accounts have a limit of their own.
    yard.wait(20 * MINUTE);
    liar.at(yard.accounts.now());
    for number in 0..6 {
        liar.subject(&format!("new-{number}"));
        let mut new = Browser {
            network: "203.0.113.9",
            ..Browser::default()
        };
        let answer = trip(&mut new, &yard, &liar, "sign-in").await;
        let expected = if number < 5 {
            StatusCode::SEE_OTHER
        } else {
            StatusCode::TOO_MANY_REQUESTS
        };
        assert_eq!(answer.status, expected, "{number}");
    }
}
