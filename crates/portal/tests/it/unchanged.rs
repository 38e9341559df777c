//! What somebody has already: HEAD says what GET would say, and `If-None-Match` is answered by RFC 9110, on every kind of address.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};

use crate::common::{self, Answer, FINISHED, Portal};

async fn ask(portal: &Portal, method: &Method, address: &str, known: Option<&str>) -> Answer {
    let mut request = Request::builder().method(method).uri(address);
    if let Some(known) = known {
        request = request.header("if-none-match", known);
    }
    portal
        .request(request.body(Body::empty()).expect("a request"))
        .await
}

/// Addresses of every kind: whether they have a tag, and how long they may be kept.
async fn addresses(portal: &Portal) -> Vec<(String, bool, &'static str)> {
    let size = portal.store.size().await.expect("the store answers");
    let home = portal.get("/ko/").await.text();
    let style = home
        .split('"')
        .find(|part| part.starts_with("/assets/style."));
    let for_ever = "public, max-age=31536000, immutable";
    let bundle = match size % 256 {
        0 => "/tile/entries/000".to_owned(),
        _ if size > 256 => "/tile/entries/000".to_owned(),
        width => format!("/tile/entries/000.p/{width}"),
    };
    vec![
        ("/ko/".to_owned(), true, "no-cache"),
        ("/en/record".to_owned(), true, "no-cache"),
        (format!("/ko/programmes/{FINISHED}"), true, "no-cache"),
        ("/checkpoint".to_owned(), true, "public, max-age=3"),
        ("/log.vkey".to_owned(), true, "public, max-age=3"),
        (bundle, false, for_ever),
        ("/body/000".to_owned(), true, "no-cache"),
        (style.expect("a style sheet").to_owned(), false, for_ever),
        ("/favicon.ico".to_owned(), true, "public, max-age=86400"),
        ("/api/v1/programmes".to_owned(), true, "no-cache"),
        ("/api/v1/record/checkpoint".to_owned(), true, "no-cache"),
    ]
}

#[tokio::test]
async fn a_head_says_what_a_get_would_say() {
    let portal = common::example().await;
    for (address, tagged, cache) in addresses(&portal).await {
        let get = ask(&portal, &Method::GET, &address, None).await;
        let head = ask(&portal, &Method::HEAD, &address, None).await;
        assert_eq!(get.status, StatusCode::OK, "{address}");
        assert_eq!(head.status, StatusCode::OK, "{address}");
        assert!(!get.body.is_empty() && head.body.is_empty(), "{address}");
        for name in [
            "etag",
            "cache-control",
            "content-type",
            "access-control-allow-origin",
            "content-language",
        ] {
            assert_eq!(head.header(name), get.header(name), "{address}: {name}");
        }
        assert_eq!(get.header("cache-control"), cache, "{address}");
        assert_eq!(get.header("etag").starts_with("W/\""), tagged, "{address}");
        if address.starts_with("/api/") {
            assert_eq!(head.header("access-control-allow-origin"), "*", "{address}");
        }
    }
    for method in [Method::GET, Method::HEAD] {
        let nothing = ask(&portal, &method, "/ko/nothing", Some("*")).await;
        assert_eq!(nothing.status, StatusCode::NOT_FOUND, "{method}");
    }
}

#[tokio::test]
async fn what_is_known_is_not_sent_again() {
    let portal = common::example().await;
    for (address, tagged, cache) in addresses(&portal).await {
        let tag = ask(&portal, &Method::GET, &address, None).await;
        let tag = tag.header("etag").to_owned();
        let bare = tag.trim_start_matches("W/").to_owned();
        let listed = format!("\"x\", {tag}");
        let longer = tag.replacen('"', "\"zzz", 1);
        for method in [Method::GET, Method::HEAD] {
            for known in [tag.as_str(), &bare, &listed, "*"] {
                if !tagged && known != "*" {
                    continue;
                }
                let answer = ask(&portal, &method, &address, Some(known)).await;
                let asked = format!("{method} {address} {known}");
                assert_eq!(answer.status, StatusCode::NOT_MODIFIED, "{asked}");
                assert!(answer.body.is_empty(), "{asked}");
                assert_eq!(answer.header("etag"), tag, "{asked}");
                assert_eq!(answer.header("cache-control"), cache, "{asked}");
            }
            for other in [longer.as_str(), "W/\"\"", "\"*\""] {
                if other.is_empty() {
                    continue;
                }
                let answer = ask(&portal, &method, &address, Some(other)).await;
                let asked = format!("{method} {address} {other}");
                assert_eq!(answer.status, StatusCode::OK, "{asked}");
                assert_eq!(answer.body.is_empty(), method == Method::HEAD, "{asked}");
            }
        }
    }
}
