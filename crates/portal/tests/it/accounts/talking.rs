//! Comments on proposals, and what officials do about proposals on pages: calls, merges and splits.

use axum::http::StatusCode;
use madang_fixtures::Device;
use madang_programme::people::Granted;

use super::proposing::{FORM, ODD, author, look, proposing, refused, whole};
use super::{Browser, LEE, MINUTE, ORIGIN, Yard, leads};

#[tokio::test]
async fn comments_are_threads_and_within_limits() {
    let yard = proposing().await;
    author(&yard).await;
    let of = "/en/programmes/p/proposals/1";
    let mut lee = Browser::registered(&yard, LEE).await;
    let say = format!("{of}/comments");
    let first = lee.post(&yard, &say, &[("text", ODD), ("key", "a")]).await;
    let entry = leads(&first).split_once("entries=").unwrap().1.to_owned();
    let form = lee
        .get(&yard, &format!("{of}/take-part?to={entry}"))
        .await
        .text();
    assert!(
        form.contains(&format!("name=\"to\" value=\"{entry}\"")),
        "{form}"
    );
    let reply = lee
        .post(
            &yard,
            &say,
            &[("text", "Yes"), ("to", &entry), ("key", "b")],
        )
        .await;
    leads(&reply);
    for (fields, says) in [
        (vec![("text", "  ")], "This is missing"),
        (
            vec![("text", "x"), ("to", "0")],
            "no comment on this proposal",
        ),
    ] {
        refused(
            &lee.post(&yard, &say, &fields).await,
            StatusCode::BAD_REQUEST,
            says,
        );
    }
    let long = "x".repeat(4_001);
    let page = refused(
        &lee.post(&yard, &say, &[("text", &long)]).await,
        StatusCode::BAD_REQUEST,
        "4000",
    );
    assert!(page.contains(&long), "what was typed is kept");
    let page = yard.portal.get(of).await.text();
    assert!(
        page.contains("&lt;script&gt;") && !page.contains("<script>alert"),
        "{page}"
    );
    assert!(page.contains(&format!("id=\"comment-{entry}\"")), "{page}");
    let (before, after) = page.split_once("&lt;script&gt;").unwrap();
    assert!(
        after.contains(">Yes<") && !before.contains(">Yes<"),
        "a reply stands below"
    );
    // 30 an hour, wherever they are said; what was refused does not count.
    for number in 0..28 {
        let text = format!("number {number}");
        leads(&lee.post(&yard, &say, &[("text", &text)]).await);
    }
    let over = lee.post(&yard, &say, &[("text", "one more")]).await;
    let page = refused(&over, StatusCode::TOO_MANY_REQUESTS, "too often");
    assert!(page.contains("one more"));
    yard.wait(61 * MINUTE);
    leads(&lee.post(&yard, &say, &[("text", "one more")]).await);
    let api = yard
        .portal
        .get("/api/v1/programmes/p/proposals/1/comments?limit=100")
        .await
        .json();
    assert_eq!(api["total"], 30);
    let threads = api["items"].as_array().unwrap();
    assert_eq!(threads.last().unwrap()[1]["parent"].to_string(), entry);
}

#[tokio::test]
async fn a_comment_of_many_lines_is_recorded_as_it_is_seen() {
    let yard = proposing().await;
    author(&yard).await;
    let mut lee = Browser::registered(&yard, LEE).await;
    let say = "/en/programmes/p/proposals/1/comments";
    // A field of many lines comes with the line breaks of the network; hidden signs and letters in parts are what they look like.
    let lines = [
        ("text", "Z\u{202e}oo\r\n\u{1112}\u{1161}\u{11ab}\u{200b}글"),
        ("key", "c"),
    ];
    leads(&lee.post(&yard, say, &lines).await);
    let api = yard
        .portal
        .get("/api/v1/programmes/p/proposals/1/comments?limit=100")
        .await
        .json();
    let api = api.to_string();
    assert!(api.contains(r#"{"ko":"Zoo\n한글"}"#), "{api}");
}

/// Somebody who handed in the proposals 1 to 3, and an official of the programme.
pub async fn three_proposals(yard: &Yard) -> (Browser, Browser) {
    let mut kim = author(yard).await;
    leads(&kim.post(yard, FORM, &whole("Shared taxis", "second")).await);
    leads(&kim.post(yard, FORM, &whole("Both", "third")).await);
    let mut lee = Browser::registered(yard, LEE).await;
    yard.grant(LEE, Granted::Official, Some("p")).await;
    let added = lee.add(yard, &mut Device::new(ORIGIN, 7)).await;
    assert_eq!(added, "/en/account");
    (kim, lee)
}

const CALL: &str = "/en/programmes/p/call";
pub const MERGE: &str = "/en/programmes/p/proposals/3/merge";

#[tokio::test]
async fn nobody_but_officials_calls_and_merges() {
    let yard = proposing().await;
    let (mut kim, _) = three_proposals(&yard).await;
    for form in [CALL, MERGE] {
        assert_eq!(kim.get(&yard, form).await.status, StatusCode::FORBIDDEN);
        let fields = [
            ("from", "x"),
            ("to", "x"),
            ("others", "1"),
            ("reason", "x"),
            ("step", "release"),
        ];
        let sent = kim.post(&yard, form, &fields).await;
        assert_eq!(sent.status, StatusCode::FORBIDDEN);
    }
}

#[tokio::test]
async fn an_official_opens_a_call() {
    let yard = proposing().await;
    let (mut kim, mut lee) = three_proposals(&yard).await;
    let today = look(&yard, |state| state.last_at.clone()).await;
    let today: jiff::civil::Date = today[..10].parse().unwrap();
    let day = |days: i64| {
        today
            .checked_add(jiff::Span::new().days(days))
            .unwrap()
            .to_string()
    };
    let (from, to) = (day(2), day(9));
    let page = refused(
        &lee.post(&yard, CALL, &[("from", &to), ("to", &from)]).await,
        StatusCode::BAD_REQUEST,
        "before the first day",
    );
    assert!(page.contains(&from) && page.contains(&to));
    leads(
        &lee.post(&yard, CALL, &[("from", &from), ("to", &to), ("key", "c")])
            .await,
    );
    let page = kim.get(&yard, FORM).await.text();
    assert!(page.contains("at no other time"), "{page}");
    let late = kim.post(&yard, FORM, &whole("Late", "late")).await;
    let page = refused(&late, StatusCode::BAD_REQUEST, "Asia/Seoul");
    assert!(page.contains(&from) && page.contains("value=\"Late\""));
}
