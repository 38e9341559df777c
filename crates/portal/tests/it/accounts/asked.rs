//! What people ask about their own words: that they be hidden and shown again; what they take along of it, and what they erase.

use axum::http::StatusCode;
use madang_fixtures::answered;
use madang_programme::answers::{Disposition, Subject};
use scraper::Html;

use super::proposing::{author, proposing};
use super::{Browser, KIM, LEE, P, leads, listening, say};
use crate::common;
use crate::sight::{all, check_page, words};

const MARKER: &str = "zebrafinch";
const RECORD: &str = "/en/account/record";

#[tokio::test]
async fn whoever_said_something_has_it_hidden_and_shown_again() {
    let yard = listening().await;
    let mut kim = Browser::registered(&yard, KIM).await;
    let mut lee = Browser::registered(&yard, LEE).await;
    say(&yard, KIM, MARKER).await;
    let (page, acts) = (
        "/en/programmes/p/voices/1",
        "/en/programmes/p/voices/1/acts",
    );
    let hide = [("act", "hide"), ("key", "h")];
    assert_eq!(
        lee.post(&yard, acts, &hide).await.status,
        StatusCode::FORBIDDEN
    );
    let own = kim.get(&yard, acts).await.text();
    check_page(acts, &own);
    assert!(
        own.contains("value=\"hide\"") && !own.contains("value=\"show\""),
        "{own}"
    );
    let done = kim.post(&yard, acts, &hide).await;
    let begins = format!("{acts}?done=hide&entries=");
    assert!(leads(&done).starts_with(&begins), "{}", leads(&done));
    let public = yard.portal.get(page).await.text();
    assert!(!public.contains(MARKER), "{public}");
    assert!(
        public.contains("whoever proposed it asks that only what was decided be public"),
        "{public}"
    );
    let again = kim.post(&yard, acts, &hide).await;
    assert_eq!(again.status, StatusCode::BAD_REQUEST, "hidden already");
    // Who answers goes on reading, and what was decided is public.
    let given = P.answer_now(Subject::Voice("1".to_owned()), Disposition::Adopted);
    common::submit(&yard.portal.store, vec![answered(given)]).await;
    assert!(yard.portal.get(page).await.text().contains("Adopted"));
    let show = [("act", "show"), ("key", "s")];
    let done = kim.post(&yard, acts, &show).await;
    let begins = format!("{acts}?done=show&entries=");
    assert!(leads(&done).starts_with(&begins), "{}", leads(&done));
    assert!(yard.portal.get(page).await.text().contains(MARKER));
}

#[tokio::test]
async fn whoever_proposed_something_has_all_its_versions_hidden() {
    let yard = proposing().await;
    let mut kim = author(&yard).await;
    let of = "/en/programmes/p/proposals/1";
    let form = format!("{of}/take-part");
    let page = kim.get(&yard, &form).await.text();
    check_page(&form, &page);
    let document = Html::parse_document(&page);
    assert_eq!(all(&document, "#hide").len(), 1, "{page}");
    let title = words(all(&document, "main h1 ~ p a")[0]);
    let (ask, before) = (format!("{of}/words"), yard.size().await);
    let mut lee = Browser::registered(&yard, LEE).await;
    for fields in [[("ask", "hide")], [("ask", "show")], [("ask", "burn")]] {
        let answer = lee.post(&yard, &ask, &fields).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{fields:?}");
    }
    let nothing = kim.post(&yard, &ask, &[("ask", "show")]).await;
    assert_eq!(nothing.status, StatusCode::BAD_REQUEST);
    assert_eq!(yard.size().await, before);
    let done = kim.post(&yard, &ask, &[("ask", "hide")]).await;
    assert!(leads(&done).starts_with(&format!("{form}?entries=")));
    let public = yard.portal.get(of).await.text();
    assert!(!public.contains(&title), "{title}: {public}");
    leads(&kim.post(&yard, &ask, &[("ask", "show")]).await);
    assert!(yard.portal.get(of).await.text().contains(&title));
}

#[tokio::test]
async fn all_that_somebody_did_is_listed_taken_along_and_erased_one_by_one() {
    let yard = proposing().await;
    let mut kim = author(&yard).await;
    let of = "/en/programmes/p/proposals/1";
    let comment = [("text", MARKER), ("key", "c")];
    leads(&kim.post(&yard, &format!("{of}/comments"), &comment).await);
    let entry = yard.size().await - 1;
    let mut lee = Browser::registered(&yard, LEE).await;
    let endorse = [("version", "1"), ("key", "e")];
    leads(&lee.post(&yard, &format!("{of}/endorse"), &endorse).await);
    let acts = |json: &serde_json::Value| -> Vec<String> {
        let names = json["record"].as_array().unwrap().iter();
        let acts = names.flat_map(|name| name["acts"].as_array().unwrap());
        acts.map(|act| act["kind"].as_str().unwrap().to_owned())
            .collect()
    };
    let taken = kim.get(&yard, "/en/account/data").await.json();
    assert_eq!(
        acts(&taken),
        ["proposal.submitted/2", "proposal.commented/1"]
    );
    let comment = &taken["record"][0]["acts"][1];
    assert_eq!(comment["entry"], entry);
    let content = &comment["contents"][0];
    assert!(content["content"].to_string().contains(MARKER), "{comment}");
    assert_eq!(content["salt"].as_str().unwrap().len(), 64);
    let endorsed = lee.get(&yard, "/en/account/data").await.json();
    assert_eq!(acts(&endorsed), ["proposal.endorsed/1"]);
    let page = kim.get(&yard, RECORD).await.text();
    check_page(RECORD, &page);
    let document = Html::parse_document(&page);
    let rows: Vec<String> = all(&document, "#acts tbody tr")
        .into_iter()
        .map(words)
        .collect();
    assert_eq!(rows.len(), 2, "{rows:?}");
    assert!(rows[0].contains(MARKER), "the newest first: {rows:?}");
    assert_eq!(all(&document, "#acts form").len(), 2);
    // Nobody erases what is another's, or what is not there.
    let own = entry.to_string();
    for (browser, entry, name) in [
        (&mut lee, own.as_str(), "text"),
        (&mut kim.clone(), own.as_str(), "reason"),
        (&mut kim.clone(), "0", "text"),
        (&mut kim.clone(), "", "text"),
        (&mut kim.clone(), "x", "text"),
    ] {
        let fields = [("entry", entry), ("name", name)];
        let answer = browser.post(&yard, RECORD, &fields).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{fields:?}");
    }
    let fields = [("entry", own.as_str()), ("name", "text")];
    assert_eq!(leads(&kim.post(&yard, RECORD, &fields).await), RECORD);
    let page = kim.get(&yard, RECORD).await.text();
    assert!(!page.contains(MARKER), "{page}");
    assert!(page.contains("These words are erased."), "{page}");
    let taken = kim.get(&yard, "/en/account/data").await.text();
    assert!(!taken.contains(MARKER), "{taken}");
    assert!(!yard.portal.get(of).await.text().contains(MARKER));
    let again = kim.post(&yard, RECORD, &fields).await;
    assert_eq!(again.status, StatusCode::BAD_REQUEST, "once");
    // Whoever is not signed in is led there first.
    let nobody = Browser::default().get(&yard, RECORD).await;
    assert_eq!(leads(&nobody), "/en/account/sign-in");
}
