//! Mail of the work that is due: what the desk has, to whoever holds a role and asked for it, and the way out of it.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use madang_accounts::Rhythm;
use madang_fixtures::INSTITUTION;
use madang_programme::people::Granted;
use scraper::Html;

use super::answering::{holder, official};
use super::desk::{CHOI, WELFARE, due_soon, rows};
use super::{Browser, KIM, LEE, MINUTE, Yard, leads};
use crate::sight::all;

const DAY: u64 = 24 * 60 * MINUTE;
const FOLLOWING: &str = "/en/account/following";
const WORK: &str = "/en/account/following/work";

/// The mail of due work that waits for an address, the newest last.
async fn told(yard: &Yard, address: &str) -> Vec<(String, String)> {
    let all = yard.mail(address).await;
    let ours = |(subject, _): &(String, String)| subject.starts_with("할 일");
    all.into_iter().filter(ours).collect()
}

async fn chooses(yard: &Yard, browser: &mut Browser, rhythm: &str) {
    let answer = browser.post(yard, WORK, &[("work", rhythm)]).await;
    assert_eq!(leads(&answer), "/en/account/following#due-work");
}

async fn rhythm(yard: &Yard, address: &str) -> Option<Rhythm> {
    let account = yard.account(address).await;
    yard.accounts.work_rhythm(account).await.unwrap()
}

#[tokio::test]
async fn what_is_due_comes_by_mail_as_the_desk_has_it() {
    let yard = due_soon().await;
    let mut kim = official(&yard, KIM, Some(INSTITUTION)).await;
    official(&yard, LEE, Some(WELFARE)).await;
    let desk = rows(&kim.get(&yard, "/en/desk").await);
    chooses(&yard, &mut kim, "daily").await;
    let page = kim.get(&yard, FOLLOWING).await.text();
    assert!(page.contains("Mail of what is due"), "{page}");
    let chosen = Html::parse_document(&page);
    let chosen = all(&chosen, "select[name=work] option[selected]");
    assert_eq!(chosen[0].attr("value"), Some("daily"));
    assert!(yard.telling.once().await);
    assert_eq!(told(&yard, KIM).await.len(), 0, "a day later");
    yard.wait(DAY);
    for _ in 0..2 {
        assert!(yard.telling.once().await);
    }
    let found = told(&yard, KIM).await;
    let [(subject, plain)] = found.as_slice() else {
        panic!("one mail a day: {found:?}");
    };
    let number = desk.len();
    assert!(
        subject.starts_with(&format!("할 일 {number}건 | ")),
        "{subject}"
    );
    assert_eq!(plain.matches("\n- 답변하기: ").count(), number, "{plain}");
    for id in ["1", "2", "3"] {
        let form =
            format!("https://madang.example.org/ko/programmes/flagships/answers/voice/{id}\n");
        assert!(plain.contains(&form), "{form}: {plain}");
    }
    assert!(
        plain.contains("7일 안에 할 일") && !plain.contains("기한이 지난 일"),
        "{plain}"
    );
    let html = yard.mail_html(KIM, "할 일").await;
    let html = Html::parse_document(&html);
    assert_eq!(all(&html, "li").len(), number);
    assert!(told(&yard, LEE).await.is_empty(), "nobody who did not ask");
    // When all of it is late, that stands on top.
    let yard = yard.later(33 * 24).await;
    yard.wait(DAY);
    assert!(yard.telling.once().await);
    let (subject, plain) = told(&yard, KIM).await.pop().unwrap();
    let late = format!("할 일 {number}건, 기한 지남 {number}건 | ");
    assert!(subject.starts_with(&late), "{subject}");
    assert!(
        plain.contains("기한이 지난 일") && !plain.contains("7일 안에"),
        "{plain}"
    );
}

#[tokio::test]
async fn whoever_leads_conversations_is_told_once_a_week_and_led_to_no_answer() {
    let yard = due_soon().await;
    let mut choi = holder(&yard, CHOI, Granted::Facilitator, None).await;
    let page = choi.get(&yard, "/en/desk").await;
    assert_eq!(rows(&page).len(), 7, "what others are to do");
    let desk = Html::parse_document(&page.text());
    let theirs = all(&desk, "#work tbody th a");
    assert_eq!(theirs.len(), 1, "what is to be hidden alone is theirs");
    chooses(&yard, &mut choi, "weekly").await;
    yard.wait(6 * DAY);
    assert!(yard.telling.once().await);
    assert!(told(&yard, CHOI).await.is_empty());
    yard.wait(DAY);
    assert!(yard.telling.once().await);
    let (_, plain) = told(&yard, CHOI).await.pop().unwrap();
    assert!(!plain.contains("/answers/voice/"), "{plain}");
    assert!(
        plain.contains("/ko/programmes/flagships/voices/1\n"),
        "{plain}"
    );
}

#[tokio::test]
async fn one_click_stops_it_and_nothing_comes_without_a_role_or_work() {
    let yard = due_soon().await;
    let mut kim = official(&yard, KIM, Some(INSTITUTION)).await;
    chooses(&yard, &mut kim, "daily").await;
    yard.wait(DAY);
    assert!(yard.telling.once().await);
    let (_, plain) = told(&yard, KIM).await.pop().unwrap();
    let (_, rest) = plain.split_once("/ko/account/unsubscribe?token=").unwrap();
    let token: String = rest.chars().take(64).collect();
    let address = format!("/ko/account/unsubscribe?token={token}");
    let page = Browser::default().get(&yard, &address).await;
    assert!(page.text().contains("기한 알림 메일"), "{}", page.text());
    assert_eq!(
        rhythm(&yard, KIM).await,
        Some(Rhythm::Daily),
        "looking stops nothing"
    );
    // As a mail program asks (RFC 8058): no cookie, no page that it comes from.
    let request = Request::post(&address)
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from("List-Unsubscribe=One-Click"))
        .unwrap();
    let answer = yard.portal.request(request).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    assert_eq!(rhythm(&yard, KIM).await, None);
    yard.wait(30 * DAY);
    assert!(yard.telling.once().await);
    assert_eq!(told(&yard, KIM).await.len(), 1, "nothing more came");
    // What is asked for by somebody without work, or without a role.
    let mut reviewer = holder(&yard, CHOI, Granted::Reviewer, None).await;
    chooses(&yard, &mut reviewer, "daily").await;
    let wrong = reviewer.post(&yard, WORK, &[("work", "hourly")]).await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    yard.wait(DAY);
    assert!(yard.telling.once().await);
    assert!(told(&yard, CHOI).await.is_empty());
    let mut lee = Browser::registered(&yard, LEE).await;
    let page = lee.get(&yard, FOLLOWING).await.text();
    assert!(!page.contains("name=\"work\""), "{page}");
    let refused = lee.post(&yard, WORK, &[("work", "daily")]).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
}
