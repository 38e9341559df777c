//! Headers, languages, caching and the operator's addresses.

use crate::common::{self, FINISHED, OPEN, Portal};
use crate::sight::{all, words};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};

async fn get_with(portal: &Portal, address: &str, headers: &[(&str, &str)]) -> common::Answer {
    let mut request = Request::get(address);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    portal.request(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn every_answer_has_the_security_headers() {
    let portal = common::example().await;
    for address in [
        "/ko/",
        "/ko/nothing",
        "/api/v1/programmes",
        "/api/v1/nothing",
        "/checkpoint",
        "/healthz",
        "/",
    ] {
        let answer = portal.get(address).await;
        let policy = answer.header("content-security-policy");
        for part in [
            "default-src 'self'",
            "script-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
            "form-action 'self'",
        ] {
            assert!(policy.contains(part), "{address}: {part} in {policy}");
        }
        assert!(!policy.contains("unsafe"), "{address}");
        assert_eq!(
            answer.header("x-content-type-options"),
            "nosniff",
            "{address}"
        );
        assert_eq!(answer.header("x-frame-options"), "DENY", "{address}");
        assert_eq!(
            answer.header("referrer-policy"),
            "strict-origin-when-cross-origin",
            "{address}"
        );
        assert_eq!(
            answer.header("strict-transport-security"),
            "max-age=31536000",
            "{address}"
        );
        assert!(!answer.header("x-request-id").is_empty(), "{address}");
    }
    let answer = get_with(&portal, "/ko/", &[("x-request-id", "mine-1")]).await;
    assert_eq!(answer.header("x-request-id"), "mine-1");
}

#[tokio::test]
async fn visitors_get_their_language() {
    let portal = common::example().await;
    let cases: [(&[(&str, &str)], &str); 5] = [
        (&[], "/ko/"),
        (&[("accept-language", "en-GB,en;q=0.9")], "/en/"),
        (&[("accept-language", "pl")], "/ko/"),
        (
            &[("accept-language", "en"), ("cookie", "language=ko")],
            "/ko/",
        ),
        (
            &[("accept-language", "ko"), ("cookie", "language=en")],
            "/en/",
        ),
    ];
    for (headers, expected) in cases {
        let answer = get_with(&portal, "/", headers).await;
        assert_eq!(answer.status, StatusCode::TEMPORARY_REDIRECT);
        assert_eq!(answer.header("location"), expected, "{headers:?}");
        assert!(answer.header("vary").contains("accept-language"));
    }
    let answer = get_with(&portal, "/record?before=3", &[("accept-language", "en")]).await;
    assert_eq!(answer.header("location"), "/en/record?before=3");
    assert_eq!(portal.get("/ko").await.header("location"), "/ko/");
}

#[tokio::test]
async fn choosing_a_language_is_remembered_and_leads_back() {
    let portal = common::example().await;
    let answer = portal.get("/language/en?page=%2Frecord%3Fbefore%3D3").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.header("location"), "/en/record?before=3");
    let cookie = answer.header("set-cookie");
    for part in [
        "language=en;",
        "HttpOnly",
        "SameSite=Lax",
        "Secure",
        "Path=/",
    ] {
        assert!(cookie.contains(part), "{part} in {cookie}");
    }
    for elsewhere in [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "/%0d%0aSet-Cookie:x=y",
        "evil",
        "",
    ] {
        let answer = portal
            .get(&format!(
                "/language/ko?page={}",
                elsewhere.replace('\\', "%5C")
            ))
            .await;
        assert_eq!(answer.header("location"), "/ko/", "{elsewhere}");
    }
    assert_eq!(
        portal.get("/language/pl").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn pages_are_sent_once_until_they_change() {
    let portal = common::example().await;
    for address in ["/ko/", "/api/v1/programmes"] {
        let first = portal.get(address).await;
        let tag = first.header("etag").to_owned();
        assert!(tag.starts_with("W/\""), "{address}: {tag}");
        assert_eq!(first.header("cache-control"), "no-cache");
        let again = get_with(&portal, address, &[("if-none-match", &tag)]).await;
        assert_eq!(again.status, StatusCode::NOT_MODIFIED, "{address}");
        assert!(again.body.is_empty());
        let other = get_with(
            &portal,
            address,
            &[("if-none-match", "W/\"000000000000000000000000\"")],
        )
        .await;
        assert_eq!(other.status, StatusCode::OK);
    }
    for (encoding, accept) in [("br", "br, gzip"), ("gzip", "gzip")] {
        let answer = get_with(&portal, "/ko/", &[("accept-encoding", accept)]).await;
        assert_eq!(answer.header("content-encoding"), encoding);
    }
    let home = portal.get("/ko/").await.text();
    let style = home
        .split("href=\"")
        .find(|rest| rest.starts_with("/assets/style."))
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let answer = portal.get(style).await;
    assert_eq!(
        answer.header("cache-control"),
        "public, max-age=31536000, immutable"
    );
    assert_eq!(answer.header("content-type"), "text/css; charset=utf-8");
    assert_eq!(
        portal.get("/assets/style.css").await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        portal.get("/assets/..%2fCargo.toml").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn pictures_that_programs_ask_for_are_there() {
    let portal = common::example().await;
    let home = portal.get("/ko/").await.text();
    let picture = home
        .split("<meta property=\"og:image\" content=\"https://madang.example.org")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .expect("a picture for previews, by its whole address");
    for (address, media, begins) in [
        (picture, "image/png", &b"\x89PNG"[..]),
        ("/apple-touch-icon.png", "image/png", b"\x89PNG"),
        ("/favicon.ico", "image/vnd.microsoft.icon", b"\0\0\x01\0"),
    ] {
        let answer = portal.get(address).await;
        assert_eq!(answer.status, StatusCode::OK, "{address}");
        assert_eq!(answer.header("content-type"), media, "{address}");
        assert!(
            answer
                .header("cache-control")
                .starts_with("public, max-age=")
        );
        assert!(answer.body.starts_with(begins), "{address}");
        assert!(answer.body.len() < 20_000, "{address}");
    }
}

#[tokio::test]
async fn a_page_on_paper_says_where_it_is_from_and_as_of_when() {
    let portal = common::example().await;
    let address = format!("/ko/programmes/{FINISHED}/selection");
    let size = portal.store.size().await.unwrap();
    let document = scraper::Html::parse_document(&portal.get(&address).await.text());
    let head = words(all(&document, "p.print-head")[0]).replace(',', "");
    for part in [
        "선정 – 맞춤형 서비스 대표사업 50",
        &format!("https://madang.example.org{address}"),
        "에 연 쪽",
        &format!("test.example/log 기록의 항목 {size}건까지"),
    ] {
        assert!(head.contains(part), "{part}: {head}");
    }
}

#[tokio::test]
async fn a_foreign_page_cannot_post() {
    let portal = common::example().await;
    let address = format!("/api/v1/programmes/{OPEN}/votes/v1/ballots");
    let post = |headers: &[(&str, &str)]| {
        let mut request = Request::post(&address).header("host", "madang.example.org");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        portal.request(request.body(Body::empty()).unwrap())
    };
    for headers in [
        &[("sec-fetch-site", "cross-site")][..],
        &[("origin", "https://evil.example")][..],
    ] {
        let answer = post(headers).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{headers:?}");
        assert_eq!(answer.json()["type"], "urn:madang:problem:cross-origin");
    }
    // The portal's own pages, and programs, come as far as the token.
    for headers in [
        &[("sec-fetch-site", "same-origin")][..],
        &[("origin", "https://madang.example.org")][..],
        &[][..],
    ] {
        assert_eq!(
            post(headers).await.status,
            StatusCode::UNAUTHORIZED,
            "{headers:?}"
        );
    }
}

#[tokio::test]
async fn operators_see_health_and_figures() {
    let portal = common::example().await;
    let health = portal.get("/healthz").await;
    assert_eq!(health.status, StatusCode::OK);
    let health = health.json();
    assert_eq!(
        health,
        serde_json::json!({ "status": "ok", "read_only": false, "recording": true }),
        "visitors need not know more"
    );
    assert_eq!(portal.get("/metrics").await.status, StatusCode::NOT_FOUND);
    let health = portal.admin("/healthz").await.json();
    assert_eq!(
        (
            &health["status"],
            &health["database"],
            &health["read_only"],
            &health["clock"]
        ),
        (
            &"ok".into(),
            &"reachable".into(),
            &serde_json::Value::Null,
            &serde_json::Value::Null
        )
    );
    portal.get("/ko/programmes").await;
    portal.get("/ko/no-such-page-but-many-of-them").await;
    let metrics = portal.admin("/metrics").await.text();
    assert!(
        metrics.contains(
            "madang_http_requests_total{method=\"GET\",route=\"/ko/programmes\",status=\"200\"}"
        ),
        "{metrics}"
    );
    assert!(metrics.contains("route=\"unmatched\",status=\"404\""));
    assert!(metrics.contains("madang_http_request_duration_seconds_bucket"));
    assert!(metrics.contains("madang_record_entries") && metrics.contains("madang_read_only 0"));
    assert!(
        metrics.contains("madang_clock_doubted 0") && metrics.contains("madang_recording_fails 0")
    );
    assert!(!metrics.contains("no-such-page"));
    assert!(
        portal
            .get("/robots.txt")
            .await
            .text()
            .contains("Disallow: /language/")
    );
}

#[tokio::test]
async fn a_slip_in_an_address_leads_to_no_other_site() {
    let portal = common::example().await;
    for (address, leads) in [
        ("/en/programmes/", "/en/programmes"),
        ("/\\evil.example/", ""),
        ("//evil.example/", ""),
        ("/\\/evil.example/", ""),
    ] {
        let answer = portal.get(address).await;
        assert_eq!(answer.header("location"), leads, "{address}");
    }
}

#[tokio::test]
async fn odd_requests_are_answered_without_a_fault() {
    let portal = common::example().await;
    for address in [
        "/ko/record/entries/18446744073709551616",
        "/ko/programmes/%00",
        "/en/countries/%F0%9F%8F%B4",
        "/en/programmes/a%2Fb",
        "//",
        "/en//",
        "/api/v1/record/entries/%20",
    ] {
        let answer = portal.get(address).await;
        assert!(
            answer.status.is_client_error() || answer.status.is_redirection(),
            "{address}: {}",
            answer.status
        );
    }
    for method in [Method::PUT, Method::DELETE, Method::PATCH, Method::TRACE] {
        let request = Request::builder()
            .method(method.clone())
            .uri("/api/v1/programmes")
            .body(Body::empty())
            .unwrap();
        let answer = portal.request(request).await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{method}");
        assert_eq!(answer.header("content-type"), "application/problem+json");
    }
    let head = Request::head("/ko/").body(Body::empty()).unwrap();
    let head = portal.request(head).await;
    assert_eq!(head.status, StatusCode::OK);
    assert!(head.body.is_empty());
}

#[tokio::test]
async fn a_number_that_a_client_gives_is_taken_only_where_it_looks_like_one() {
    let portal = common::example().await;
    let long = "a".repeat(6000);
    for (given, taken) in [
        ("0191d7f0-1c1e-7d3a-9b61-5a0f3c1f9d2e", true),
        ("proxy_1.20261128", true),
        ("", false),
        ("<b>number</b>", false),
        ("two words here", false),
        (long.as_str(), false),
    ] {
        let request = Request::get("/ko/nothing").header("x-request-id", given);
        let answer = portal.request(request.body(Body::empty()).unwrap()).await;
        let number = answer.header("x-request-id");
        assert_eq!(number == given, taken, "{given}: {number}");
        assert!(
            number.len() <= 64 && answer.text().contains(number),
            "{number}"
        );
    }
}
