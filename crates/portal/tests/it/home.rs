//! The home page.

use crate::common;
use crate::sight::{all, page, words};

#[tokio::test]
async fn home_says_what_this_is_and_where_each_programme_stands() {
    let portal = common::example().await;
    let home = page(&portal, "/ko/").await;
    assert_eq!(all(&home, ".cards .card").len(), 3);
    let text = words(all(&home, "main")[0]);
    for expected in [
        "맞춤형 서비스 대표사업 50",
        "선정 완료",
        "투표 중",
        "제안 받는 중",
        "예시",
    ] {
        assert!(text.contains(expected), "{expected}");
    }
    let home = page(&portal, "/en/").await;
    assert!(words(all(&home, "main")[0]).contains("Vote open"));
}
