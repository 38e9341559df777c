//! Problems are said in the language that is asked for.

use axum::body::Body;
use axum::http::Request;
use madang_fixtures::voter;
use serde_json::{Value, json};

use crate::api::{check_schema, document};
use crate::common::{self, Answer, FINISHED, OPEN, Portal, TOKEN, VOTE};

const BALLOTS: &str = "/api/v1/programmes/{programme}/votes/{vote}/ballots";

/// Hands a ballot in and asks for an answer in a language.
async fn cast(portal: &Portal, programme: &str, accepts: &str, ballot: Value) -> Answer {
    let address = BALLOTS
        .replace("{programme}", programme)
        .replace("{vote}", VOTE);
    let request = Request::post(address)
        .header("content-type", "application/json")
        .header("authorization", format!("Bearer {TOKEN}"))
        .header("idempotency-key", "a-key")
        .header("accept-language", accepts)
        .body(Body::from(ballot.to_string()))
        .expect("a request");
    portal.request(request).await
}

async fn read(portal: &Portal, address: &str, accepts: &str) -> Answer {
    let request = Request::get(address)
        .header("accept-language", accepts)
        .body(Body::empty())
        .expect("a request");
    portal.request(request).await
}

fn is_korean(text: &Value) -> bool {
    let text = text.as_str().unwrap_or_default();
    text.contains(|c: char| ('가'..='힣').contains(&c))
}

/// Holds that title and detail are of that language, and that the answer says so.
fn check(answer: &Answer, language: &str) -> Value {
    let problem = answer.json();
    for part in ["title", "detail"] {
        assert_eq!(is_korean(&problem[part]), language == "ko", "{problem}");
    }
    assert_eq!(answer.header("content-type"), "application/problem+json");
    assert_eq!(answer.header("content-language"), language);
    assert!(answer.header("vary").contains("accept-language"));
    problem
}

#[tokio::test]
async fn a_ballot_that_is_refused_is_told_why_in_the_language_asked_for() {
    let portal = common::example().await;
    let document = document(&portal).await;
    let none = json!({ "voter": voter(77), "choices": ["no-such"] });
    let malformed = json!({ "voter": "me", "choices": ["1"] });
    for (accepts, language) in [
        ("ko", "ko"),
        ("en", "en"),
        ("fr", "en"),
        ("ko;q=0.1, en", "en"),
    ] {
        for (programme, ballot, status) in [
            (OPEN, &none, 422),
            (OPEN, &malformed, 422),
            (FINISHED, &malformed, 422),
            ("no-such", &none, 404),
        ] {
            let answer = cast(&portal, programme, accepts, ballot.clone()).await;
            assert_eq!(answer.status.as_u16(), status, "{}", answer.text());
            check_schema(&document, BALLOTS, "post", &answer);
            let problem = check(&answer, language);
            for field in problem["errors"].as_array().into_iter().flatten() {
                assert_eq!(is_korean(&field["detail"]), language == "ko", "{problem}");
            }
        }
    }
    let answer = cast(&portal, OPEN, "ko-KR,ko;q=0.9", malformed).await;
    let problem = answer.json();
    assert_eq!(problem["type"], "urn:madang:problem:field");
    assert_eq!(problem["errors"][0]["field"], "voter");
    assert_eq!(problem["detail"], "투표자: 16진수 소문자 32자리여야 합니다");
    let twice = json!({ "voter": voter(77), "choices": ["1", "1"] });
    let answer = cast(&portal, OPEN, "ko", twice).await;
    assert_eq!(
        answer.json()["detail"],
        "이 표는 집계되지 않습니다: \"1\"이 두 번 적혀 있습니다. 아무것도 기록하지 않았고, 전에 있던 것은 그대로입니다"
    );
}

#[tokio::test]
async fn what_cannot_be_read_is_told_why_in_the_language_asked_for() {
    let portal = common::example().await;
    for (address, status) in [
        ("/api/v1/no-such", 404),
        ("/api/v1/programmes/no-such", 404),
        ("/api/v1/record/entries?limit=no", 400),
        ("/api/v1/record/entries?no-such=1", 400),
        ("/api/v1/record/consistency", 400),
    ] {
        for language in ["ko", "en"] {
            let answer = read(&portal, address, language).await;
            assert_eq!(answer.status.as_u16(), status, "{address}");
            let problem = check(&answer, language);
            for field in problem["errors"].as_array().into_iter().flatten() {
                assert_eq!(is_korean(&field["detail"]), language == "ko", "{problem}");
            }
        }
        let english = portal.get(address).await;
        check(&english, "en");
    }
}
