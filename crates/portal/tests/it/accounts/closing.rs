//! How consultations end on pages: what is waived, what keeps one open, that it is closed, and the say that people had.

use axum::http::StatusCode;
use madang_fixtures::{INSTITUTION, in_days};
use madang_programme::people::Granted;
use serde_json::json;

use super::answering::{errors, holder, official, size};
use super::by_program::Program;
use super::registering::{ONE, PARK, registering};
use super::{Browser, KIM, LEE, Yard, leads};
use crate::sight::check_page;

const CHOI: &str = "choi@example.org";
const CLOSE: &str = "/en/programmes/flagships/consultations/1/ending/close";
const WAIVE: &str = "/en/programmes/flagships/consultations/1/ending/waive";
const ASSESS: &str = "/en/programmes/flagships/consultations/1/ending/assess";

/// A workshop that is over.
async fn over() -> Yard {
    registering().await.later(24 * 22).await
}

/// An administrator waives each duty; what is wrong with that is told at its field.
async fn waived(yard: &Yard, lee: &mut Browser) {
    let before = size(yard).await;
    let until = in_days(60);
    let whole = [
        ("part", "agenda"),
        ("ground", "technical"),
        ("until", until.as_str()),
        ("reason", "The hall was flooded."),
    ];
    let form = lee.get(yard, WAIVE).await.text();
    check_page(WAIVE, &form);
    for (bad, field) in [
        (("part", ""), "What is waived"),
        (("part", "lunch"), "What is waived"),
        (("ground", ""), "Ground"),
        (("until", ""), "Until"),
        (("until", "2020-01-01"), "Until"),
        (("until", "soon"), "Until"),
        (("reason", ""), "Why"),
    ] {
        let mut sent = whole.to_vec();
        sent.retain(|(name, _)| *name != bad.0);
        sent.push(bad);
        let answer = lee.post(yard, WAIVE, &sent).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{bad:?}");
        assert!(
            errors(&answer)[0].starts_with(field),
            "{bad:?}: {:?}",
            errors(&answer)
        );
    }
    assert_eq!(size(yard).await, before, "nothing is recorded");
    for part in ["agenda", "attendance", "minutes", "outcomes"] {
        let mut sent = whole.to_vec();
        sent[0].1 = part;
        leads(&lee.post(yard, WAIVE, &sent).await);
    }
}

#[tokio::test]
async fn a_consultation_is_closed_when_each_duty_is_done_or_waived() {
    let yard = over().await;
    let mut kim = official(&yard, KIM, Some(INSTITUTION)).await;
    let mut lee = holder(&yard, LEE, Granted::Administrator, None).await;
    let mut park = holder(&yard, PARK, Granted::Facilitator, None).await;
    let page = kim.get(&yard, CLOSE).await.text();
    check_page(CLOSE, &page);
    for path in [
        "do/held",
        "do/attendance",
        "minutes",
        "do/outcome",
        "ending/waive",
    ] {
        let link = format!("href=\"{ONE}/{path}\"");
        assert!(page.contains(&link), "{path}: {page}");
    }
    let answer = kim.post(&yard, CLOSE, &[]).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(
        errors(&answer)[0].contains("was held"),
        "{:?}",
        errors(&answer)
    );
    for (browser, address) in [(&mut lee, CLOSE), (&mut kim, WAIVE), (&mut park, WAIVE)] {
        let answer = browser.get(&yard, address).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{address}");
    }
    waived(&yard, &mut lee).await;
    let day = in_days(21);
    let (began, ended) = (format!("{day}T14:05"), format!("{day}T17:50"));
    let held = [("began", began.as_str()), ("ended", ended.as_str())];
    leads(&park.post(&yard, &format!("{ONE}/do/held"), &held).await);
    let answer = kim.post(&yard, CLOSE, &[]).await;
    assert!(leads(&answer).starts_with(ONE), "{:?}", errors(&answer));
    for (lang, says) in [("en", "The hall was flooded."), ("ko", "종결")] {
        let address = ONE.replace("/en/", &format!("/{lang}/"));
        let page = yard.portal.get(&address).await.text();
        check_page(&address, &page);
        assert!(page.contains(says), "{page}");
    }
    let page = kim.get(&yard, CLOSE).await.text();
    assert!(page.contains("This can not be done with it now."), "{page}");
    let api = "/api/v1/programmes/flagships/consultations/1";
    let ending = yard.portal.get(api).await.json()["ending"].clone();
    assert_eq!(ending["waivers"][3]["part"], "outcomes");
    assert!(ending["closed"].is_u64(), "{ending}");
}

#[tokio::test]
async fn a_reviewer_says_what_say_people_had_beside_what_was_promised() {
    let yard = over().await;
    let mut choi = holder(&yard, CHOI, Granted::Reviewer, None).await;
    let mut kim = official(&yard, KIM, Some(INSTITUTION)).await;
    let answer = kim.get(&yard, ASSESS).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    let form = choi.get(&yard, ASSESS).await.text();
    check_page(ASSESS, &form);
    let known = yard.portal.store.consultation("flagships", "1").await;
    let entry = known.unwrap().expect("it is there").entry.to_string();
    let whole = [
        ("level", "consult"),
        ("evidence", entry.as_str()),
        ("reason", "Nothing came of it."),
    ];
    for (bad, field) in [
        (("level", ""), "Say that people had"),
        (("level", "much"), "Say that people had"),
        (("evidence", ""), "Entries that show it"),
        (("evidence", "the minutes"), "Entries that show it"),
        (("evidence", "99999"), "Entries that show it"),
        (("reason", ""), "Why"),
    ] {
        let mut sent = whole.to_vec();
        sent.retain(|(name, _)| *name != bad.0);
        sent.push(bad);
        let answer = choi.post(&yard, ASSESS, &sent).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{bad:?}");
        assert!(
            errors(&answer)[0].starts_with(field),
            "{bad:?}: {:?}",
            errors(&answer)
        );
    }
    leads(&choi.post(&yard, ASSESS, &whole).await);
    let page = yard.portal.get(ONE).await.text();
    check_page(ONE, &page);
    assert!(page.contains("1 step less than promised"), "{page}");
    // Whoever did not see it does not put another in its place; a program says what it saw.
    let answer = choi.post(&yard, ASSESS, &whole).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    let api = "/api/v1/programmes/flagships/consultations/1";
    let ending = yard.portal.get(api).await.json()["ending"].clone();
    let base = ending["assessment"]["entry"].clone();
    let reviews = Program::of(&mut choi, &yard).await;
    let assessment = json!({
        "base": base, "level": "involve", "evidence": [base], "reason": "It is in the outcome.",
    });
    let address = format!("{api}/assessments");
    let answer = reviews.send(&yard, &address, "one", &assessment).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
    let page = yard.portal.get(ONE).await.text();
    assert!(page.contains("as promised"), "{page}");
}
