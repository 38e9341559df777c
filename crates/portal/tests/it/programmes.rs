//! The pages of programmes.

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
