//! What is hidden, looked at again from the desk: kept hidden until another day, or shown to everybody.

use axum::http::StatusCode;
use madang_fixtures::Device;
use madang_programme::content::{ContentRestricted, ContentState, Ground};
use madang_programme::people::Granted;
use scraper::Html;

use super::answering::errors;
use super::{Browser, KIM, LEE, MINUTE, ORIGIN, Yard, leads, listening, say, with_role};
use crate::common::{self, Answer};
use crate::sight::{all, check_page, words};

const SECRET: &str = "까치밥나무 아래에서 만납시다";

/// A day so many days from now.
fn day(yard: &Yard, days: i64) -> String {
    let today: jiff::civil::Date = yard.portal.store.now()[..10].parse().unwrap();
    let day = today.saturating_add(jiff::ToSpan::days(days));
    day.to_string()
}

/// A voice whose words are hidden, to be looked at again in three days; its entry.
async fn hidden(yard: &Yard, who: &str) -> u64 {
    let entry = say(yard, who, SECRET).await;
    let restricted = ContentRestricted {
        entry,
        name: "text".to_owned(),
        ground: Ground::HouseRules,
        roles: vec!["official".to_owned()],
        review_by: day(yard, 3),
    };
    let official = common::actor(madang_programme::Role::Official);
    yard.portal
        .store
        .restrict(official, restricted)
        .await
        .unwrap();
    entry
}

async fn state(yard: &Yard, entry: u64) -> Option<ContentState> {
    let of = |state: &madang_programme::State| state.content(entry, "text").cloned();
    yard.portal.store.with_state(of).await.unwrap()
}

fn base(answer: &Answer) -> String {
    let page = Html::parse_document(&answer.text());
    let base = all(&page, "input[name=base]");
    base[0].attr("value").unwrap().to_owned()
}

/// The links of the desk's first column.
async fn ways(browser: &mut Browser, yard: &Yard) -> Vec<String> {
    let page = browser.get(yard, "/en/desk?task=review").await;
    let page = Html::parse_document(&page.text());
    let links = all(&page, "#work tbody th a").into_iter();
    links
        .filter_map(|link| link.attr("href").map(str::to_owned))
        .collect()
}

#[tokio::test]
async fn what_falls_due_stands_on_the_desk_with_its_form() {
    let yard = listening().await;
    Browser::registered(&yard, LEE).await;
    let entry = hidden(&yard, LEE).await;
    let mut kim = with_role(&yard, KIM, Some((Granted::Official, None))).await;
    let form = format!("/en/record/entries/{entry}/review");
    assert_eq!(ways(&mut kim, &yard).await, std::slice::from_ref(&form));
    let page = kim.get(&yard, &form).await;
    check_page(&form, &page.text());
    let said = words(all(&Html::parse_document(&page.text()), "main")[0]);
    for part in [SECRET, "against the published house rules", "Voice 1"] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let korean = kim.get(&yard, &form.replace("/en/", "/ko/")).await.text();
    check_page(&form.replace("/en/", "/ko/"), &korean);
    assert!(korean.contains("가린 것 다시 살피기"), "{korean}");
    let next = day(&yard, 200);
    let seen = base(&page);
    let keep = [
        ("name", "text"),
        ("decision", "keep"),
        ("ground", "house-rules"),
        ("readers", "official"),
        ("review", next.as_str()),
        ("base", seen.as_str()),
        ("key", "k1"),
    ];
    let before = yard.size().await;
    let done = kim.post(&yard, &form, &keep).await;
    assert_eq!(leads(&done), format!("{form}?done={before}"));
    let done = kim.get(&yard, leads(&done)).await.text();
    assert!(done.contains(&format!("receipt-{before}.json")), "{done}");
    let Some(ContentState::Restricted {
        by,
        ground,
        roles,
        review_by,
        ..
    }) = state(&yard, entry).await
    else {
        panic!("it stays hidden");
    };
    assert_eq!(
        (by, ground, roles, review_by),
        (
            before,
            Ground::HouseRules,
            vec!["official".to_owned()],
            next
        )
    );
    assert_eq!(ways(&mut kim, &yard).await, [""; 0], "not due any more");
    lifted(&yard, &mut kim, &form, &seen).await;
}

/// Whoever still has the page of before changes nothing; who has the new one shows the words to everybody.
async fn lifted(yard: &Yard, kim: &mut Browser, form: &str, seen: &str) {
    let before = yard.size().await;
    // Whoever still has the page of before is told, and changes nothing.
    let lift = [
        ("name", "text"),
        ("decision", "lift"),
        ("base", seen),
        ("key", "k2"),
    ];
    let stale = kim.post(yard, form, &lift).await;
    assert_eq!(stale.status, StatusCode::BAD_REQUEST);
    assert!(
        errors(&stale)[0].contains("Somebody else"),
        "{:?}",
        errors(&stale)
    );
    assert_eq!(yard.size().await, before);
    // Now it is read by everybody.
    let public = "/en/programmes/p/voices/1";
    assert!(!yard.portal.get(public).await.text().contains(SECRET));
    let seen = base(&stale);
    let lift = [
        ("name", "text"),
        ("decision", "lift"),
        ("base", seen.as_str()),
        ("key", "k3"),
    ];
    leads(&kim.post(yard, form, &lift).await);
    assert!(yard.portal.get(public).await.text().contains(SECRET));
    let page = kim.get(yard, form).await.text();
    assert!(
        page.contains("Nothing of this entry is hidden now"),
        "{page}"
    );
    let again = kim.post(yard, form, &lift).await;
    assert_eq!(again.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn what_cannot_be_decided_comes_back_as_it_was_typed() {
    let yard = listening().await;
    Browser::registered(&yard, LEE).await;
    let entry = hidden(&yard, LEE).await;
    let mut kim = with_role(&yard, KIM, Some((Granted::Official, None))).await;
    let form = format!("/en/record/entries/{entry}/review");
    let seen = base(&kim.get(&yard, &form).await);
    let before = yard.size().await;
    let (late, past) = (day(&yard, 500), day(&yard, -2));
    for (name, decision, until, says) in [
        ("text", "", "", "Choose"),
        ("text", "burn", "", "Choose"),
        ("text", "keep", "", "needed"),
        ("text", "keep", "tomorrow", "tomorrow"),
        ("text", "keep", late.as_str(), late.as_str()),
        ("text", "keep", past.as_str(), past.as_str()),
        ("<script>", "lift", "", "Somebody else"),
    ] {
        let fields = [
            ("name", name),
            ("decision", decision),
            ("ground", "house-rules"),
            ("readers", "official"),
            ("review", until),
            ("base", seen.as_str()),
        ];
        let answer = kim.post(&yard, &form, &fields).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{decision} {until}");
        check_page(&form, &answer.text());
        let said = errors(&answer);
        assert!(
            said.iter().any(|said| said.contains(says)),
            "{says}: {said:?}"
        );
        assert!(answer.text().contains(&format!("value=\"{until}\"")));
    }
    assert_eq!(yard.size().await, before);
    for nothing in [
        "/en/record/entries/9999/review",
        "/en/record/entries/x/review",
    ] {
        let status = kim.get(&yard, nothing).await.status;
        assert!(status.is_client_error(), "{nothing}: {status}");
    }
}

#[tokio::test]
async fn nobody_else_looks_at_it_again() {
    let yard = listening().await;
    Browser::registered(&yard, LEE).await;
    let entry = hidden(&yard, LEE).await;
    let form = format!("/en/record/entries/{entry}/review");
    let lift = [("name", "text"), ("decision", "lift")];
    let mut nobody = Browser::default();
    assert_eq!(
        leads(&nobody.get(&yard, &form).await),
        "/en/account/sign-in"
    );
    assert_eq!(
        leads(&nobody.post(&yard, &form, &lift).await),
        "/en/account/sign-in"
    );
    for (address, role, programme, institution) in [
        ("choi@example.org", Granted::Administrator, None, None),
        (
            "oh@example.org",
            Granted::Official,
            Some("p"),
            Some("transport"),
        ),
        ("son@example.org", Granted::Reviewer, None, None),
    ] {
        yard.wait(61 * MINUTE);
        let mut browser = Browser::registered(&yard, address).await;
        yard.grant_for(address, role, programme, institution).await;
        let seed = address.bytes().next().unwrap();
        let added = browser.add(&yard, &mut Device::new(ORIGIN, seed)).await;
        assert_eq!(added, "/en/account");
        let page = browser.get(&yard, &form).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{address}");
        assert!(!page.text().contains(SECRET), "{address}");
        let sent = browser.post(&yard, &form, &lift).await;
        assert_eq!(sent.status, StatusCode::FORBIDDEN, "{address}");
        let theirs = ways(&mut browser, &yard).await;
        assert!(theirs.iter().all(|way| *way != form), "{theirs:?}");
    }
    assert!(matches!(
        state(&yard, entry).await,
        Some(ContentState::Restricted { .. })
    ));
}

#[tokio::test]
async fn mail_of_what_is_due_leads_whoever_decides_to_the_form_and_nobody_else() {
    let yard = listening().await;
    Browser::registered(&yard, LEE).await;
    let entry = hidden(&yard, LEE).await;
    let mut kim = with_role(&yard, KIM, Some((Granted::Official, None))).await;
    let daily = [("work", "daily")];
    leads(&kim.post(&yard, "/en/account/following/work", &daily).await);
    let form = format!("/en/record/entries/{entry}/review");
    assert_eq!(ways(&mut kim, &yard).await, std::slice::from_ref(&form));
    yard.wait(24 * 60 * MINUTE);
    assert!(yard.telling.once().await);
    let all = yard.mail(KIM).await;
    let mut due = all
        .iter()
        .filter(|(subject, _)| subject.starts_with("할 일"));
    let (_, plain) = due.next().expect("mail of what is due");
    let form = format!("{ORIGIN}/ko/record/entries/{entry}/review\n");
    assert!(plain.contains(&form), "{plain}");
}
