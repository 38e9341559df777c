//! The page of a selection: what was found about it, its lot, and a vote that was called off.

use crate::common::{self, EMPTY, FINISHED, OPEN, VOTE, submit};
use madang_fixtures::{Programme, approval, english, greedy, pledge_draw};
use madang_programme::votes::Lot;
use madang_selection::{SelectionRule, Ties, Utility};
use scraper::{Html, Selector};

use crate::sight::{all, page, words};

fn count(page: &str, selector: &str) -> usize {
    let selector = Selector::parse(selector).expect("a selector");
    Html::parse_document(page).select(&selector).count()
}

#[tokio::test]
async fn what_was_found_is_drawn_and_stands_in_tables() {
    let portal = common::example().await;
    for (language, representation, group) in [
        ("en", "Representation", "General services"),
        ("ko", "대표성", "일반 서비스"),
    ] {
        let page = portal
            .visit(&format!("/{language}/programmes/{FINISHED}/votes/{VOTE}"))
            .await
            .text();
        let charts = count(&page, ".findings figure > svg[role=img] > title");
        assert!(charts >= 3, "{charts} charts");
        assert_eq!(
            count(&page, ".findings figure table"),
            charts,
            "a table each"
        );
        assert_eq!(count(&page, "#main details figure svg"), 1, "budget left");
        assert!(count(&page, ".finding .badge") >= 5, "audits with verdicts");
        assert!(page.contains(representation), "{language}");
        assert!(page.contains(group), "groups by their names, in {language}");
    }
}

#[tokio::test]
async fn a_thousand_projects_stand_on_one_page() {
    let portal = common::example().await;
    let proposals = (1..=1_000).map(|number| {
        let title = english(format!("Project number {number}"));
        Programme(EMPTY).propose(&number.to_string(), 100 + number, title)
    });
    submit(&portal.store, proposals.collect()).await;
    submit(&portal.store, common::example::vote(EMPTY, 100_000).into()).await;
    common::ballots(&portal.store, EMPTY, 5).await;
    common::count(&portal.store, EMPTY).await;
    let page = portal
        .visit(&format!("/en/programmes/{EMPTY}/votes/{VOTE}"))
        .await
        .text();
    for number in [1, 2, 500, 999, 1_000] {
        assert!(
            page.contains(&format!("Project number {number}<")),
            "{number}"
        );
    }
    assert!(count(&page, "tbody tr") >= 1_000);
    assert_eq!(count(&page, "#rules-beside"), 0);
    assert!(page.contains("too large to be worked out here"));
    assert!(page.len() < 1_000_000, "{} bytes", page.len());
}

#[tokio::test]
async fn a_lot_and_a_cancellation_are_shown() {
    let portal = common::example().await;
    let open = Programme(OPEN);
    let cancel = open.cancel(VOTE, "The register <b>was</b> wrong");
    submit(&portal.store, vec![cancel]).await;
    let seed = Lot::new("a secret", "");
    let rule = SelectionRule::new(greedy(), Utility::Cost {})
        .with_ties(Ties::Lot(Lot::default()))
        .with_number(3);
    let commands = vec![
        open.fix_rule("by-lot", rule, Some(pledge_draw(&seed))),
        open.open_vote("second", "by-lot", approval()),
    ];
    submit(&portal.store, commands).await;

    let cancelled = portal
        .visit(&format!("/en/programmes/{OPEN}/votes/{VOTE}"))
        .await
        .text();
    assert!(cancelled.contains("This vote was called off"));
    assert!(
        cancelled.contains("&lt;b&gt;was&lt;/b&gt;"),
        "words, not markup"
    );
    let second = portal
        .visit(&format!("/ko/programmes/{OPEN}/votes/second"))
        .await
        .text();
    assert!(second.contains(&seed.seed_hash()));
    assert!(second.contains("Draw 1234 of the lottery"));
    assert!(!second.contains("a secret"));
    let list = portal.visit(&format!("/en/programmes/{OPEN}")).await.text();
    assert!(list.contains("Cancelled"));
    let api = portal
        .get(&format!("/api/v1/programmes/{OPEN}/votes/{VOTE}"))
        .await
        .json();
    assert_eq!(
        api["cancelled"]["reason"]["en"],
        "The register <b>was</b> wrong"
    );
}

#[tokio::test]
async fn a_selection_shows_rule_result_tally_and_downloads() {
    let portal = common::example().await;
    for address in [
        format!("/en/programmes/{FINISHED}/selection"),
        format!("/en/programmes/{FINISHED}/votes/{VOTE}"),
    ] {
        let document = page(&portal, &address).await;
        let text = words(all(&document, "main")[0]);
        for expected in [
            "Method of equal shares",
            "This is example data",
            "It was fixed in Entry",
            "Ballots cast 123",
            "Counted 121",
            "Another ballot of the same voter decides 1",
            "Empty 1",
            "Choices left out of counted ballots (choices, not ballots) 1",
            "KRW 20,000,000,000",
        ] {
            assert!(text.contains(expected), "{address}: {expected}: {text}");
        }
        assert_eq!(all(&document, "#projects tbody tr").len(), 64);
        assert!(!all(&document, "#rounds tbody tr").is_empty());
        assert_eq!(all(&document, "a[href*='/ballots.']").len(), 3);
    }
    let open = page(&portal, &format!("/ko/programmes/{OPEN}/selection")).await;
    let text = words(all(&open, "main")[0]);
    assert!(
        text.contains("아직 공개되지 않았습니다") && text.contains("봉인"),
        "{text}"
    );
    assert!(all(&open, "a[href*='/ballots.']").is_empty());
    page(&portal, &format!("/en/programmes/{EMPTY}/selection")).await;
}
