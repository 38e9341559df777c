//! Contents that must not be public, on pages: restricted, looked at again, shown again and erased, by whoever may.

use axum::http::StatusCode;
use madang_fixtures::{INSTITUTION, in_days};
use madang_programme::content::ContentState;
use madang_programme::people::Granted;
use scraper::Html;

use super::answering::{errors, holder, official, programme, size};
use super::setting_up::everywhere;
use super::{Browser, KIM, LEE, MINUTE, Yard, leads, yard};
use crate::sight::{all, check_page, words};

const VOICE: &str = "/en/programmes/flagships/voices/1";
const WORDS: &str = "Buses stop too early, number 1.";

/// The entry of the first voice.
async fn entry(yard: &Yard) -> u64 {
    let voice = yard.portal.store.voice("flagships", "1").await.unwrap();
    voice.unwrap().entry
}

fn form(entry: u64, act: &str) -> String {
    format!("/en/record/entries/{entry}/contents/text/{act}")
}

async fn became(yard: &Yard, entry: u64) -> Option<ContentState> {
    let of = |state: &madang_programme::State| state.content(entry, "text").cloned();
    yard.portal.store.with_state(of).await.unwrap()
}

/// Sends a form twice: it is recorded once, and leads to its entry both times.
async fn once(browser: &mut Browser, yard: &Yard, address: &str, fields: &[(&str, &str)]) {
    let before = size(yard).await;
    for _ in 0..2 {
        let answer = browser.post(yard, address, fields).await;
        assert_eq!(
            answer.status,
            StatusCode::SEE_OTHER,
            "{address}: {:?}",
            errors(&answer)
        );
        assert_eq!(leads(&answer), format!("/en/record/entries/{before}"));
    }
    assert_eq!(size(yard).await, before + 1, "{address}");
}

#[tokio::test]
async fn words_are_restricted_looked_at_again_shown_again_and_erased() {
    let yard = yard().await;
    programme(&yard).await;
    let mut kim = everywhere(&yard, KIM).await;
    let entry = entry(&yard).await;
    let own = format!("/en/record/entries/{entry}");
    let page = kim.get(&yard, VOICE).await.text();
    assert!(page.contains(&format!("href=\"{own}#contents\"")), "{page}");
    let page = kim.get(&yard, &own).await.text();
    for (act, there) in [("restrict", true), ("release", false), ("erase", true)] {
        assert_eq!(page.contains(&form(entry, act)), there, "{act}");
        assert!(
            !yard
                .portal
                .get(&own)
                .await
                .text()
                .contains(&form(entry, act))
        );
    }
    let shown = kim.get(&yard, &form(entry, "restrict")).await;
    check_page(VOICE, &shown.text());
    assert!(shown.text().contains(WORDS), "{}", shown.text());
    let (soon, later) = (in_days(30), in_days(60));
    let restrict = [
        ("ground", "personal-data"),
        ("readers", "official"),
        ("review", soon.as_str()),
        ("key", "a"),
    ];
    once(&mut kim, &yard, &form(entry, "restrict"), &restrict).await;
    assert!(!yard.portal.get(VOICE).await.text().contains(WORDS));
    let again = kim.get(&yard, &form(entry, "restrict")).await.text();
    assert!(again.contains("Look at it again"), "{again}");
    assert!(
        again.contains(WORDS),
        "whoever looks again reads it: {again}"
    );
    let longer = [
        ("ground", "house-rules"),
        ("readers", "official"),
        ("readers", "facilitator"),
        ("review", later.as_str()),
        ("key", "b"),
    ];
    once(&mut kim, &yard, &form(entry, "restrict"), &longer).await;
    let Some(ContentState::Restricted {
        roles, review_by, ..
    }) = became(&yard, entry).await
    else {
        panic!("it is restricted");
    };
    assert_eq!((roles.len(), review_by), (2, later));
    once(&mut kim, &yard, &form(entry, "release"), &[("key", "c")]).await;
    assert!(yard.portal.get(VOICE).await.text().contains(WORDS));
    let none = kim.get(&yard, &form(entry, "release")).await.text();
    assert!(none.contains("cannot be done about it"), "{none}");
    erased(&mut kim, &yard, entry).await;
}

/// It is erased once, however often that is asked.
async fn erased(kim: &mut Browser, yard: &Yard, entry: u64) {
    let own = format!("/en/record/entries/{entry}");
    let before = size(yard).await;
    let erase = [("ground", "erasure-request"), ("key", "d")];
    for _ in 0..2 {
        let answer = kim.post(yard, &form(entry, "erase"), &erase).await;
        assert_eq!(answer.status, StatusCode::OK, "{:?}", errors(&answer));
        check_page(VOICE, &answer.text());
        let said = words(all(&Html::parse_document(&answer.text()), "main")[0]);
        assert!(said.contains("It is erased"), "{said}");
        assert!(
            said.contains("backups") || said.contains("copies") || said.contains("Copies"),
            "{said}"
        );
    }
    assert_eq!(size(yard).await, before + 1);
    assert!(matches!(
        became(yard, entry).await,
        Some(ContentState::Erased { .. })
    ));
    assert!(
        !kim.get(yard, &own)
            .await
            .text()
            .contains(&form(entry, "restrict"))
    );
}

#[tokio::test]
async fn what_is_wrong_stands_at_its_field_and_nothing_is_hidden() {
    let yard = yard().await;
    programme(&yard).await;
    let mut kim = everywhere(&yard, KIM).await;
    let entry = entry(&yard).await;
    let before = size(&yard).await;
    let (soon, far, past) = (in_days(30), in_days(900), in_days(-3));
    let usual = [
        ("ground", "order"),
        ("readers", "official"),
        ("review", soon.as_str()),
        ("key", "a"),
    ];
    for (field, value, wrong) in [
        ("ground", "", "Ground"),
        ("ground", "bad mood", "Ground"),
        ("readers", "", "Who may read it"),
        ("readers", "everybody", "Who may read it"),
        ("review", "", "To be looked at again"),
        ("review", "soon", "To be looked at again"),
        ("review", "2027-02-30", "To be looked at again"),
        ("review", "2027-02-0\u{0}", "To be looked at again"),
        ("review", &far, "To be looked at again"),
        ("review", &past, "To be looked at again"),
    ] {
        let mut fields = usual.to_vec();
        fields.retain(|(known, _)| *known != field);
        fields.push((field, value));
        let answer = kim.post(&yard, &form(entry, "restrict"), &fields).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{field} {value:?}");
        let found = errors(&answer);
        assert_eq!(found.len(), 1, "{field} {value:?}: {found:?}");
        assert!(found[0].starts_with(wrong), "{field} {value:?}: {found:?}");
    }
    for ground in ["", "bad mood"] {
        let sent = [("ground", ground), ("key", "b")];
        let answer = kim.post(&yard, &form(entry, "erase"), &sent).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    }
    let answer = kim
        .post(&yard, &form(entry, "release"), &[("key", "c")])
        .await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    for missing in [
        "/en/record/entries/999999/contents/text/restrict".to_owned(),
        "/en/record/entries/x/contents/text/restrict".to_owned(),
        format!("/en/record/entries/{entry}/contents/ballot/restrict"),
        form(entry, "sell"),
    ] {
        let answer = kim.get(&yard, &missing).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{missing}");
        let answer = kim.post(&yard, &missing, &usual).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{missing}");
    }
    assert_eq!(size(&yard).await, before);
    // What is erased is gone for good: that is asked for by who has shown their passkey just now.
    yard.wait(11 * MINUTE);
    let erase = [("ground", "order"), ("key", "d")];
    let asked = kim.post(&yard, &form(entry, "erase"), &erase).await;
    assert!(leads(&asked).starts_with("/en/account/sign-in?again=1"));
    assert_eq!(size(&yard).await, before);
    once(&mut kim, &yard, &form(entry, "restrict"), &usual).await;
}

#[tokio::test]
async fn only_whoever_may_hides_anything() {
    let yard = yard().await;
    programme(&yard).await;
    let entry = entry(&yard).await;
    let mut nobody = Browser::default();
    let mut public = Browser::registered(&yard, LEE).await;
    let mut leads_talks = holder(&yard, "park@example.org", Granted::Facilitator, None).await;
    let mut of_programme = official(&yard, "choi@example.org", None).await;
    let mut of_own = official(&yard, "jung@example.org", Some(INSTITUTION)).await;
    let before = size(&yard).await;
    let soon = in_days(30);
    let fields = [
        ("ground", "order"),
        ("readers", "official"),
        ("review", soon.as_str()),
        ("key", "a"),
    ];
    for act in ["restrict", "release", "erase"] {
        let address = form(entry, act);
        let asked = nobody.get(&yard, &address).await;
        assert_eq!(leads(&asked), "/en/account/sign-in", "{act}");
        let sent = nobody.post(&yard, &address, &fields).await;
        assert!(leads(&sent).starts_with("/en/account/sign-in"), "{act}");
        for browser in [
            &mut public,
            &mut leads_talks,
            &mut of_programme,
            &mut of_own,
        ] {
            let asked = browser.get(&yard, &address).await;
            assert_eq!(asked.status, StatusCode::FORBIDDEN, "{act}");
            let sent = browser.post(&yard, &address, &fields).await;
            assert_eq!(sent.status, StatusCode::FORBIDDEN, "{act}");
        }
    }
    assert_eq!(size(&yard).await, before);
    // What becomes of a content is of no programme: the ways there are shown to officials of the whole record alone.
    let link = format!("/en/record/entries/{entry}#contents");
    let own = format!("/en/record/entries/{entry}");
    for browser in [&mut of_programme, &mut of_own] {
        assert!(!browser.get(&yard, VOICE).await.text().contains(&link));
        let page = browser.get(&yard, &own).await.text();
        assert!(!page.contains(&form(entry, "restrict")), "{page}");
    }
}
