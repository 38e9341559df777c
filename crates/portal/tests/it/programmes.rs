//! The pages of programmes.

use axum::http::StatusCode;

use crate::common::{self, EMPTY, FINISHED, OPEN};
use crate::sight::{all, page, words};

#[tokio::test]
async fn a_programme_shows_groups_bodies_and_votes() {
    let portal = common::example().await;
    let document = page(&portal, &format!("/ko/programmes/{FINISHED}")).await;
    assert_eq!(all(&document, "#groups tbody tr").len(), 4);
    let text = words(all(&document, "main")[0]);
    for expected in [
        "일반 서비스",
        "자문위원회",
        "신원 비공개",
        "예시 자료입니다",
        "대표사업 50개",
    ] {
        assert!(text.contains(expected), "{expected}");
    }
    let current = all(&document, ".stepper [aria-current]");
    assert!(current.is_empty(), "all steps are done");
    page(&portal, &format!("/en/programmes/{EMPTY}")).await;
    let open = page(&portal, &format!("/en/programmes/{OPEN}")).await;
    assert_eq!(
        words(all(&open, ".stepper [aria-current=step] .step-name")[0]),
        "Vote"
    );
}

#[tokio::test]
async fn what_people_wrote_is_never_markup() {
    let portal = common::example().await;
    for address in [
        "/en/",
        &format!("/en/programmes/{OPEN}"),
        &format!("/ko/programmes/{OPEN}/proposals"),
    ] {
        let document = page(&portal, address).await;
        assert!(
            all(&document, "main img, main b, script").is_empty(),
            "{address}"
        );
        assert!(
            words(all(&document, "body")[0]).contains("<script>alert('title')</script> & co"),
            "{address}"
        );
    }
    let proposal = page(
        &portal,
        &format!("/ko/programmes/{OPEN}/proposals/%EA%B0%80-1"),
    )
    .await;
    let heading = all(&proposal, "h1")[0];
    assert_eq!(words(heading), "\"><img src=x onerror=alert(1)>");
    assert!(
        heading.html().contains("lang=\"pl\""),
        "what is Polish says so"
    );
}

/// Whoever writes an address down may not know its capitals.
#[tokio::test]
async fn other_capitals_lead_to_the_address_as_it_is() {
    let portal = common::example().await;
    for (other, there) in [
        (
            "/en/programmes/KR0018-Flagships",
            "/en/programmes/kr0018-flagships",
        ),
        (
            "/ko/programmes/KR0018-flagships/proposals?q=%EB%B2%84%EC%8A%A4",
            "/ko/programmes/kr0018-flagships/proposals?q=%EB%B2%84%EC%8A%A4",
        ),
        (
            "/en/programmes/KR0018-FLAGSHIPS/proposals/3",
            "/en/programmes/kr0018-flagships/proposals/3",
        ),
        (
            "/en/programmes/kr0018-flagships/votes/V1",
            "/en/programmes/kr0018-flagships/votes/v1",
        ),
    ] {
        let answer = portal.get(other).await;
        assert_eq!(answer.status, StatusCode::TEMPORARY_REDIRECT, "{other}");
        assert_eq!(answer.header("location"), there);
        assert_eq!(portal.get(there).await.status, StatusCode::OK, "{there}");
    }
    for nowhere in [
        "/en/programmes/KR0019-Flagships",
        "/en/programmes/kr0018-flagships/proposals/9999",
        "/en/programmes/kr0018-flagships/votes/V9",
        "/en/PROGRAMMES/kr0018-flagships",
    ] {
        let answer = portal.get(nowhere).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{nowhere}");
    }
}
