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
        // On which ground, and who decided it.
        let text = words(all(&document, "main")[0]);
        for told in ["글을", "근거:", "결정:", "항목"] {
            assert!(text.contains(told), "{hidden}: {told}: {text}");
        }
    }
}

/// What a list says beside its cards.
fn meant(document: &Html) -> Vec<String> {
    all(document, ".meant").into_iter().map(words).collect()
}

#[tokio::test]
async fn a_search_finds_numbers_names_and_near_words() {
    let portal = common::example().await;
    let base = format!("/ko/programmes/{FINISHED}/proposals");
    let search = async |words: &str| page(&portal, &format!("{base}?q={words}")).await;
    // 제안 3
    let document = search("%EC%A0%9C%EC%95%88%203").await;
    let link = all(&document, ".meant a")[0];
    assert_eq!(link.attr("href"), Some(format!("{base}/3").as_str()));
    // 소상공인, an audience: those for it are listed, or can be.
    let document = search("%EC%86%8C%EC%83%81%EA%B3%B5%EC%9D%B8").await;
    assert!(
        meant(&document)[0].contains("소상공인"),
        "{:?}",
        meant(&document)
    );
    assert!(!all(&document, ".card").is_empty());
    // 버쓰 → 버스
    let document = search("%EB%B2%84%EC%93%B0").await;
    assert!(
        meant(&document)[0].contains("‘버스’를 찾으셨나요"),
        "{:?}",
        meant(&document)
    );
    let near = all(&document, ".meant a")[0]
        .attr("href")
        .unwrap()
        .to_owned();
    assert!(!all(&page(&portal, &near).await, ".card").is_empty());
    // The tabs count what the search finds.
    let document = search("%EB%B2%84%EC%8A%A4").await;
    let cards = all(&document, ".card").len();
    let tab = words(all(&document, ".state-tabs a")[0]);
    assert_eq!(tab, format!("전체 {cards}"));
    let title = words(all(&document, "title")[0]);
    assert!(title.starts_with("“버스” · 제안 목록"), "{title}");
    let long = portal.get(&format!("{base}?q=a+b+c+d+e+f+g+h+i")).await;
    assert_eq!(long.status, axum::http::StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn cards_show_votes_and_reasons_in_the_order_that_is_asked_for() {
    let portal = common::example().await;
    let base = format!("/ko/programmes/{FINISHED}/proposals");
    let document = page(&portal, &format!("{base}?order=votes")).await;
    let votes: Vec<u64> = all(&document, ".card-foot span:last-child")
        .into_iter()
        .map(|foot| {
            words(foot)
                .split('표')
                .next()
                .unwrap()
                .replace(',', "")
                .trim()
                .parse()
        })
        .map(|votes| votes.expect("a number of votes"))
        .collect();
    assert_eq!(votes.len(), 24);
    assert!(votes.is_sorted_by(|one, other| one >= other), "{votes:?}");
    let document = page(&portal, &format!("{base}?order=selection")).await;
    assert!(words(all(&document, ".card .outcome")[0]).contains("첫 번째로 선정"));
    let document = page(&portal, &format!("{base}?state=not_selected")).await;
    let reasons = all(&document, ".card .outcome");
    assert_eq!(reasons.len(), all(&document, ".card").len());
    // Before a vote is decided there is nothing to order by.
    let open = portal
        .get(&format!("/ko/programmes/{EMPTY}/proposals?order=votes"))
        .await;
    assert_eq!(open.status, axum::http::StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn the_newest_proposals_are_a_feed() {
    let portal = common::example().await;
    let list = format!("/api/v1/programmes/{FINISHED}/proposals?order=newest&limit=1");
    let newest = portal.get(&list).await.json()["items"][0].clone();
    for lang in ["ko", "en"] {
        let address = format!("/{lang}/programmes/{FINISHED}/proposals");
        let page = portal.get(&address).await.text();
        assert!(
            page.contains(&format!("href=\"{address}/feed.atom\"")),
            "{page}"
        );
        let feed = portal.get(&format!("{address}/feed.atom")).await;
        assert!(
            feed.header("content-type")
                .starts_with("application/atom+xml")
        );
        let text = feed.text();
        assert_eq!(text.matches("<entry>").count(), 50);
        let title = newest["title"][lang].as_str().expect("a title");
        let first = text.split("<entry>").nth(1).expect("an entry");
        assert!(first.contains(title), "{title}: {first}");
    }
    let nowhere = portal
        .get("/en/programmes/nowhere/proposals/feed.atom")
        .await;
    assert_eq!(nowhere.status, axum::http::StatusCode::NOT_FOUND);
}
