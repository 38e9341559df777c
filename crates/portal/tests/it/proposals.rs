//! The pages of proposals.

use scraper::Html;

use crate::common::{self, EMPTY, FINISHED};
use crate::sight::{all, page, words};

#[tokio::test]
async fn proposals_are_searched_filtered_and_paged() {
    let portal = common::example().await;
    let base = format!("/ko/programmes/{FINISHED}/proposals");
    let cards = |document: &Html| all(document, ".cards .card").len();
    let document = page(&portal, &base).await;
    assert_eq!(cards(&document), 24);
    assert!(words(all(&document, "[role=status]")[0]).contains("64"));
    assert_eq!(
        all(&document, ".tabs a[aria-current]").len(),
        2,
        "the programme's tab and the state's"
    );
    let last = page(&portal, &format!("{base}?page=3")).await;
    assert_eq!(cards(&last), 16);
    assert!(all(&last, "a[rel=next]").is_empty() && !all(&last, "a[rel=prev]").is_empty());
    let past = page(&portal, &format!("{base}?group=general&page=9")).await;
    assert_eq!(cards(&past), 0);
    assert!(words(all(&past, ".empty p")[0]).contains("마지막 쪽을 넘었습니다"));
    assert_eq!(
        all(&past, ".empty a")[0].attr("href"),
        Some(format!("{base}?group=general").as_str()),
        "back to the same list"
    );
    let found = page(
        &portal,
        &format!("{base}?q=%EC%B9%A8%EC%88%98+%EC%88%98%EC%9C%84"),
    )
    .await;
    assert_eq!(cards(&found), 1);
    assert!(words(all(&found, ".card h2")[0]).contains("침수 골목"));
    let business = page(
        &portal,
        &format!("{base}?group=business&state=selected&order=cost_descending"),
    )
    .await;
    let costs: Vec<_> = all(&business, ".card-foot span:first-child")
        .iter()
        .map(|e| words(*e))
        .collect();
    assert!(!costs.is_empty());
    assert!(
        all(&business, ".tabs a[href*='state=selected']")[0]
            .attr("aria-current")
            .is_some()
    );
    let none = page(&portal, &format!("{base}?q=zzzzzz")).await;
    assert_eq!(cards(&none), 0);
    assert!(words(all(&none, ".empty")[0]).contains("조건에 맞는 제안이 없습니다"));
    let withdrawn = page(&portal, &format!("{base}?state=withdrawn")).await;
    assert_eq!(cards(&withdrawn), 1);
    page(&portal, &format!("/en/programmes/{EMPTY}/proposals")).await;
}

#[tokio::test]
async fn a_proposal_says_what_happened_and_why() {
    let portal = common::example().await;
    let detail = portal.store.programme(FINISHED).await.unwrap().unwrap();
    let selected = &detail.votes[0].selection.as_ref().unwrap().facts.selected;
    assert!(!selected.is_empty() && selected.len() < 64);
    let winner = page(
        &portal,
        &format!("/en/programmes/{FINISHED}/proposals/{}", selected[0]),
    )
    .await;
    let text = words(all(&winner, "main")[0]);
    assert!(
        text.contains("It was selected as number 1.") && text.contains("votes it stands at place"),
        "{text}"
    );
    let loser = (1..=64)
        .map(|id| id.to_string())
        .find(|id| !selected.contains(id) && id != "5" && id != "6")
        .unwrap();
    let loser = page(
        &portal,
        &format!("/en/programmes/{FINISHED}/proposals/{loser}"),
    )
    .await;
    let text = words(all(&loser, "main")[0]);
    assert!(text.contains("the rule did not select it"), "{text}");
    assert!(
        text.contains("short of its cost") || text.contains("Nobody chose it"),
        "{text}"
    );
    for hidden in ["5", "6"] {
        let document = page(
            &portal,
            &format!("/ko/programmes/{FINISHED}/proposals/{hidden}"),
        )
        .await;
        assert!(
            words(all(&document, "main")[0]).contains("공개되지 않거나 삭제되었습니다"),
            "{hidden}"
        );
    }
}
