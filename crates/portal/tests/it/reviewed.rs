//! What the reviewer asked for, and how it stands in a programme now.

use axum::http::StatusCode;

use crate::common::{self, FINISHED};
use crate::sight::{all, words};

#[tokio::test]
async fn each_thing_that_was_missing_stands_with_what_there_is_now() {
    let portal = common::example().await;
    for (language, title, then) in [
        (
            "en",
            "What the reviewer asked",
            "Three professors made many",
        ),
        ("ko", "독립 검토자가 물은 것", "교수 세 명"),
    ] {
        let address = format!("/{language}/programmes/{FINISHED}/reviewed");
        let page = portal.get(&address).await;
        assert_eq!(page.status, StatusCode::OK);
        let document = scraper::Html::parse_document(&page.text());
        let text = words(all(&document, "main")[0]);
        for said in [title, then] {
            assert!(text.contains(said), "{said}: {text}");
        }
        assert_eq!(all(&document, "main section h2").len(), 10);
    }
    let page = portal
        .get(&format!("/en/programmes/{FINISHED}/reviewed"))
        .await;
    let text = page.text();
    // A vote was held and selected; its entries are named.
    let document = scraper::Html::parse_document(&text);
    let rows: Vec<String> = all(&document, "main section")
        .into_iter()
        .map(words)
        .collect();
    let online = rows.iter().find(|row| row.starts_with("What is online"));
    let online = online.expect("a row");
    assert!(online.contains("projects selected and online"), "{online}");
    let minutes = rows.iter().find(|row| row.starts_with("Minutes"));
    assert!(
        minutes.expect("a row").contains("No entry yet"),
        "{minutes:?}"
    );
    for at in ["", "/openness"] {
        let page = portal.get(&format!("/en/programmes/{FINISHED}{at}")).await;
        assert!(page.text().contains("/reviewed\""), "{at}");
    }
    let none = portal.get("/en/programmes/none/reviewed").await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
}
