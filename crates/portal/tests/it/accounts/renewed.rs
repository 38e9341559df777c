//! The slip that is printed for one that was lost, and for whom an official enters what was said.

use axum::http::StatusCode;
use madang_fixtures::Device;
use madang_programme::people::Granted;
use scraper::Html;

use super::slips::{ENTER, Slip, by_code, entered, new_code};
use super::{Browser, KIM, LEE, LISTENING, ORIGIN, leads, with_role, yard};
use crate::sight::{all, check_page, words};

#[tokio::test]
async fn another_slip_is_printed_for_one_that_was_lost() {
    let yard = yard().await.listening().await;
    let mut hears = with_role(&yard, KIM, Some((Granted::Facilitator, Some("p")))).await;
    let lost = entered(&mut hears, &yard, "전화로 말합니다").await;
    let acts = "/en/programmes/p/voices/1/acts";
    // Whoever holds no role there hands out none.
    let mut lee = Browser::registered(&yard, LEE).await;
    let code = new_code(&mut hears, &yard).await;
    let fields = [("act", "renew"), ("code", code.as_str()), ("key", "r")];
    let refused = lee.post(&yard, acts, &fields).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let page = hears.get(&yard, acts).await;
    check_page(acts, &page.text());
    let document = Html::parse_document(&page.text());
    assert_eq!(all(&document, "#renew").len(), 1, "{}", page.text());
    assert!(all(&document, "#transfer").is_empty(), "officials transfer");
    let before = yard.size().await;
    for wrong in ["", "ABC"] {
        let fields = [("act", "renew"), ("code", wrong), ("key", "w")];
        let answer = hears.post(&yard, acts, &fields).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{wrong}");
    }
    assert_eq!(yard.size().await, before);
    let answer = hears.post(&yard, acts, &fields).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    check_page(acts, &answer.text());
    let page = Html::parse_document(&answer.text());
    assert_eq!(words(all(&page, ".slip-code")[0]), code);
    let again = hears.post(&yard, acts, &fields).await;
    let again = Html::parse_document(&again.text());
    assert_eq!(
        words(all(&again, ".slip")[0]),
        words(all(&page, ".slip")[0])
    );
    assert_eq!(yard.size().await, before + 1, "sent again, it is the same");
    let shown = words(all(&page, ".slip .address")[0]);
    let path = shown.strip_prefix("https://madang.example.org").unwrap();
    let new = Slip {
        code,
        address: format!("/en{path}"),
    };
    // The one that was lost says so, and does nothing.
    let page = yard.portal.get(&lost.address).await;
    assert_eq!(page.status, StatusCode::OK);
    check_page(&lost.address, &page.text());
    assert!(
        page.text().contains("This slip was lost"),
        "{}",
        page.text()
    );
    let answer = by_code(&yard, &lost, &[("act", "withdraw")]).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    let voice = yard.portal.get("/en/programmes/p/voices/1").await.text();
    assert!(voice.contains("Another slip handed out"), "{voice}");
    let answer = by_code(&yard, &new, &[("act", "withdraw")]).await;
    let done = format!("{}?done=withdraw&entries=", new.address);
    assert!(leads(&answer).starts_with(&done), "{}", leads(&answer));
}

#[tokio::test]
async fn whoever_acts_for_an_institution_enters_for_it() {
    let yard = yard().await.listening().await;
    let mut kim = Browser::registered(&yard, KIM).await;
    yard.grant_for(KIM, Granted::Official, Some("p"), Some("transport"))
        .await;
    kim.add(&yard, &mut Device::new(ORIGIN, 5)).await;
    let page = Html::parse_document(&kim.get(&yard, ENTER).await.text());
    let chosen = all(&page, "select[name=institution] option[selected]");
    assert_eq!(chosen[0].attr("value"), Some("transport"));
    // Whoever chooses nobody enters it for their own all the same.
    let code = new_code(&mut kim, &yard).await;
    let fields = [
        ("key", "k"),
        ("code", code.as_str()),
        ("channel", "phone"),
        ("text", "버스"),
        ("institution", ""),
        ("step", "send"),
    ];
    let answer = kim.post(&yard, ENTER, &fields).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let voice = yard.portal.store.voice(LISTENING, "1").await.unwrap();
    assert_eq!(voice.unwrap().facts.institution, "transport");
}
