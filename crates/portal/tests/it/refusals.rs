//! Addresses of files that have none to give: whoever follows a link to one is told so in their language.

use axum::http::StatusCode;

use crate::common;

#[tokio::test]
async fn an_address_of_a_file_refuses_in_each_language() {
    let portal = common::example().await;
    let hash = "0".repeat(64);
    for address in [
        format!("/attachment/1/{hash}"),
        "/attachment/one/two".to_owned(),
        "/tile/9/999".to_owned(),
        "/tile/entries/999".to_owned(),
        "/body/999".to_owned(),
        "/body/x".to_owned(),
    ] {
        let answer = portal.get(&address).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{address}");
        assert_eq!(answer.header("content-type"), "text/plain; charset=utf-8");
        assert_eq!(answer.header("cache-control"), "no-store", "{address}");
        let body = answer.text();
        let lines: Vec<&str> = body.lines().collect();
        let [korean, english] = lines.as_slice() else {
            panic!("{address}: {body}")
        };
        assert!(
            korean.chars().any(|c| ('가'..='힣').contains(&c)),
            "{korean}"
        );
        assert!(english.is_ascii() && english.contains(' '), "{english}");
    }
}
