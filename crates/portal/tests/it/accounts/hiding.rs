//! Contents that must not be public, on pages: restricted, looked at again, shown again and erased, by whoever may.

use axum::http::StatusCode;
use madang_fixtures::{INSTITUTION, in_days};
use madang_programme::content::ContentState;
use madang_programme::people::Granted;
use scraper::Html;

use super::answering::{WELFARE, errors, holder, official, programme, size};
use super::proposing::look;
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
    let review = format!("{own}/review");
    restricted(&mut kim, &yard, entry).await;
    // From here on it is looked at again, on the page to which the desk leads too.
    let page = kim.get(&yard, &own).await.text();
    assert!(page.contains(&format!("href=\"{review}\"")), "{page}");
    assert!(!page.contains(&form(entry, "restrict")), "{page}");
    let led = kim.get(&yard, &form(entry, "restrict")).await;
    assert_eq!(leads(&led), review);
    let again = kim.get(&yard, &review).await.text();
    check_page(&review, &again);
    assert!(
        again.contains(WORDS),
        "whoever looks again reads it: {again}"
    );
    let document = Html::parse_document(&again);
    let chosen = |of: &str| all(&document, of).len();
    assert_eq!(chosen("input[value=personal-data][checked]"), 1, "as it is");
    assert_eq!(chosen("input[name=readers][checked]"), 1, "as it is");
    let base = |page: &str| {
        let page = Html::parse_document(page);
        let base = all(&page, "input[name=base]");
        base[0].attr("value").unwrap().to_owned()
    };
    let (stands, later) = (base(&again), in_days(60));
    let longer = [
        ("name", "text"),
        ("decision", "keep"),
        ("ground", "house-rules"),
        ("readers", "official"),
        ("readers", "facilitator"),
        ("review", later.as_str()),
        ("base", stands.as_str()),
        ("key", "b"),
    ];
    let before = size(&yard).await;
    let kept = kim.post(&yard, &review, &longer).await;
    assert_eq!(leads(&kept), format!("{review}?done={before}"));
    let Some(ContentState::Restricted {
        roles, review_by, ..
    }) = became(&yard, entry).await
    else {
        panic!("it is restricted");
    };
    assert_eq!((roles.len(), review_by), (2, later));
    let stands = base(&kim.get(&yard, &review).await.text());
    let lift = [
        ("name", "text"),
        ("decision", "lift"),
        ("base", stands.as_str()),
        ("key", "c"),
    ];
    leads(&kim.post(&yard, &review, &lift).await);
    assert!(yard.portal.get(VOICE).await.text().contains(WORDS));
    let none = kim.get(&yard, &review).await.text();
    assert!(none.contains("Nothing of this entry is hidden"), "{none}");
    erased(&mut kim, &yard, entry).await;
}

/// It is restricted, from the page of its entry.
async fn restricted(kim: &mut Browser, yard: &Yard, entry: u64) {
    let own = format!("/en/record/entries/{entry}");
    let page = kim.get(yard, VOICE).await.text();
    assert!(page.contains(&format!("href=\"{own}#contents\"")), "{page}");
    let page = kim.get(yard, &own).await.text();
    let review = format!("{own}/review");
    assert!(!page.contains(&review), "{page}");
    for act in ["restrict", "erase"] {
        assert!(page.contains(&form(entry, act)), "{act}");
        assert!(
            !yard
                .portal
                .get(&own)
                .await
                .text()
                .contains(&form(entry, act))
        );
    }
    let shown = kim.get(yard, &form(entry, "restrict")).await;
    check_page(VOICE, &shown.text());
    assert!(shown.text().contains(WORDS), "{}", shown.text());
    let soon = in_days(30);
    let restrict = [
        ("ground", "personal-data"),
        ("readers", "official"),
        ("review", soon.as_str()),
        ("key", "a"),
    ];
    once(kim, yard, &form(entry, "restrict"), &restrict).await;
    assert!(!yard.portal.get(VOICE).await.text().contains(WORDS));
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
    for missing in [
        "/en/record/entries/999999/contents/text/restrict".to_owned(),
        "/en/record/entries/x/contents/text/restrict".to_owned(),
        format!("/en/record/entries/{entry}/contents/ballot/restrict"),
        form(entry, "sell"),
        form(entry, "release"),
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
    let mut of_other = official(&yard, "jung@example.org", Some(WELFARE)).await;
    let mut reviews = holder(&yard, "son@example.org", Granted::Reviewer, None).await;
    let before = size(&yard).await;
    let soon = in_days(30);
    let fields = [
        ("ground", "order"),
        ("readers", "official"),
        ("review", soon.as_str()),
        ("key", "a"),
    ];
    let own = format!("/en/record/entries/{entry}");
    for address in [
        form(entry, "restrict"),
        form(entry, "erase"),
        format!("{own}/review"),
    ] {
        let asked = nobody.get(&yard, &address).await;
        assert_eq!(leads(&asked), "/en/account/sign-in", "{address}");
        let sent = nobody.post(&yard, &address, &fields).await;
        assert!(leads(&sent).starts_with("/en/account/sign-in"), "{address}");
        for browser in [&mut public, &mut of_other, &mut reviews] {
            let asked = browser.get(&yard, &address).await;
            assert_eq!(asked.status, StatusCode::FORBIDDEN, "{address}");
            let sent = browser.post(&yard, &address, &fields).await;
            assert_eq!(sent.status, StatusCode::FORBIDDEN, "{address}");
        }
    }
    assert_eq!(size(&yard).await, before);
    let link = format!("{own}#contents");
    assert!(!of_other.get(&yard, VOICE).await.text().contains(&link));
    let page = of_other.get(&yard, &own).await.text();
    assert!(!page.contains(&form(entry, "restrict")), "{page}");
}

#[tokio::test]
async fn whoever_runs_a_programme_hides_what_is_said_in_it() {
    let yard = yard().await;
    programme(&yard).await;
    let entry = entry(&yard).await;
    let programme = look(&yard, |state| state.programme("flagships").unwrap().entry).await;
    let (own, soon) = (format!("/en/record/entries/{entry}"), in_days(30));
    let link = format!("{own}#contents");
    let who = [
        holder(&yard, "park@example.org", Granted::Facilitator, None).await,
        official(&yard, "choi@example.org", None).await,
        official(&yard, "jung@example.org", Some(INSTITUTION)).await,
    ];
    for (place, mut browser) in who.into_iter().enumerate() {
        let key = format!("k{place}");
        assert!(browser.get(&yard, VOICE).await.text().contains(&link));
        let restrict = [
            ("ground", "order"),
            ("readers", "official"),
            ("readers", "facilitator"),
            ("review", soon.as_str()),
            ("key", key.as_str()),
        ];
        once(&mut browser, &yard, &form(entry, "restrict"), &restrict).await;
        let review = format!("{own}/review");
        let again = browser.get(&yard, &review).await.text();
        assert!(again.contains(WORDS), "{again}");
        let again = Html::parse_document(&again);
        let base = all(&again, "input[name=base]")[0].attr("value").unwrap();
        let lift = [("name", "text"), ("decision", "lift"), ("base", base)];
        leads(&browser.post(&yard, &review, &lift).await);
        // The words of the programme itself are nobody's to answer: who acts for one institution leaves them alone.
        let words = format!("/en/record/entries/{programme}/contents/text/restrict");
        let expected = match place {
            2 => StatusCode::FORBIDDEN,
            _ => StatusCode::OK,
        };
        assert_eq!(browser.get(&yard, &words).await.status, expected, "{place}");
    }
}
