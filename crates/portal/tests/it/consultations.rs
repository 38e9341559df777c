//! The pages of consultations, their API and their calendars.

use axum::http::StatusCode;
use madang_fixtures::{INSTITUTION, Programme, in_days, workshop, written};
use madang_programme::consultations::Plan;
use scraper::Html;

use crate::api::{check_schema, document};
use crate::common::{self, Portal};
use crate::sight::{all, page, words};

const P: Programme<'static> = Programme("flagships");
const LIST: &str = "/en/programmes/flagships/consultations";

/// A time of a day to come.
fn at(days: i32, time: &str) -> String {
    format!("{}T{time}:00.000Z", in_days(days))
}

/// A programme with a workshop in three weeks, one in writing for those who cannot come, and one that was called off.
async fn convening() -> Portal {
    let portal = common::empty().await;
    let mut commands = P.begun();
    commands.push(P.institution(INSTITUTION, "Ministry of the Interior"));
    commands.push(P.announce("", workshop(&at(21, "05:00"), &at(21, "09:00"))));
    let twin = Plan {
        twin: Some("1".to_owned()),
        ..written(&at(15, "00:00"), &at(36, "00:00"))
    };
    commands.push(P.announce("", twin));
    commands.push(P.announce("", workshop(&at(30, "05:00"), &at(30, "09:00"))));
    commands.push(P.publish_agenda("1", None));
    commands.push(P.call_off("3"));
    common::submit(&portal.store, commands).await;
    portal
}

#[tokio::test]
async fn consultations_are_listed_and_each_has_its_page() {
    let portal = convening().await;
    for lang in ["ko", "en"] {
        let list = page(
            &portal,
            &format!("/{lang}/programmes/flagships/consultations"),
        )
        .await;
        assert_eq!(all(&list, ".cards .card").len(), 3);
        let first = words(all(&list, ".card h2")[0]);
        assert_eq!(first, "Night buses");
        let past = format!("/{lang}/programmes/flagships/consultations?when=past");
        let past = page(&portal, &past).await;
        assert_eq!(all(&past, ".cards .card").len(), 0);
    }
    let one = page(&portal, &format!("{LIST}/1")).await;
    let text = words(all(&one, "main")[0]);
    for says in [
        "Workshop",
        "How do people get home at night?",
        "A shared taxi",
        "The town hall",
        "Ministry of the Interior",
        "The facilitator",
        "C02",
        "Consultations are announced two weeks before they open",
        // Its counterpart leads here, and it leads back.
        "Night buses",
    ] {
        assert!(text.contains(says), "{says}: {text}");
    }
    assert_eq!(all(&one, &format!("a[href='{LIST}/2']")).len(), 1);
    let called_off = page(&portal, &format!("{LIST}/3")).await;
    let text = words(all(&called_off, "main")[0]);
    assert!(
        text.contains("Called off") && text.contains("The hall is closed."),
        "{text}"
    );
    assert!(!text.contains("C02"), "nothing is owed any more: {text}");
    for (address, status) in [
        (format!("{LIST}/9"), StatusCode::NOT_FOUND),
        (format!("{LIST}?when=soon"), StatusCode::BAD_REQUEST),
        (format!("{LIST}/9/calendar.ics"), StatusCode::NOT_FOUND),
        (
            "/en/programmes/none/consultations".to_owned(),
            StatusCode::NOT_FOUND,
        ),
    ] {
        assert_eq!(portal.get(&address).await.status, status, "{address}");
    }
}

#[tokio::test]
async fn a_calendar_has_each_in_utc_under_one_name_for_good() {
    let portal = convening().await;
    let calendar = portal.get(&format!("{LIST}/calendar.ics")).await;
    assert_eq!(
        calendar.header("content-type"),
        "text/calendar; charset=utf-8"
    );
    let text = calendar.text();
    assert!(
        text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"),
        "{text}"
    );
    assert_eq!(text.matches("BEGIN:VEVENT\r\n").count(), 3);
    let begins = format!("DTSTART:{}T050000Z\r\n", in_days(21).replace('-', ""));
    assert!(text.contains(&begins), "{text}");
    assert!(
        text.contains("STATUS:CANCELLED\r\n") && text.contains("SEQUENCE:1\r\n"),
        "{text}"
    );
    assert!(text.lines().all(|line| line.len() <= 76), "folded");
    let own = portal.get(&format!("{LIST}/1/calendar.ics")).await.text();
    let uid = |text: &str| {
        let uid = text.lines().find(|line| line.starts_with("UID:"));
        uid.expect("an identifier").to_owned()
    };
    assert!(
        own.contains("SEQUENCE:0\r\n") && text.contains(&uid(&own)),
        "{own}"
    );
    // With a change it is another version of the same.
    let base = portal
        .store
        .consultation(P.0, "1")
        .await
        .expect("read")
        .expect("there");
    let later = workshop(&at(22, "05:00"), &at(22, "09:00"));
    let change = P.announce_otherwise("1", base.announced, later);
    common::submit(&portal.store, vec![change]).await;
    let changed = portal.get(&format!("{LIST}/1/calendar.ics")).await.text();
    assert_eq!(uid(&changed), uid(&own));
    assert!(changed.contains("SEQUENCE:1\r\n"), "{changed}");
}

#[tokio::test]
async fn the_api_tells_what_the_pages_do() {
    let portal = convening().await;
    let base = "/api/v1/programmes/flagships/consultations";
    let document = document(&portal).await;
    let of_list = "/api/v1/programmes/{programme}/consultations";
    let of_one = format!("{of_list}/{{consultation}}");
    let (portal, document) = (&portal, &document);
    let asked = |address: String, path: String| async move {
        let answer = portal.get(&address).await;
        assert_eq!(answer.status, StatusCode::OK, "{address}");
        check_schema(document, &path, "get", &answer);
        answer.json()
    };
    let list = asked(base.to_owned(), of_list.to_owned()).await;
    assert_eq!(
        (list["total"].as_u64(), list["items"][0]["id"].as_str()),
        (Some(3), Some("2"))
    );
    assert_eq!(list["items"][0]["type"], "online");
    let next = portal.get(&format!("{base}?when=all&limit=2")).await.json();
    let next = next["next"].as_str().expect("a further page").to_owned();
    assert_eq!(
        portal.get(&next).await.json()["items"]
            .as_array()
            .map(Vec::len),
        Some(1)
    );
    let one = asked(format!("{base}/1"), of_one.clone()).await;
    assert_eq!(one["agenda"]["facts"]["items"][0]["minutes"], 90);
    assert_eq!(one["question"]["en"], "How do people get home at night?");
    let gone = asked(format!("{base}/3"), of_one).await;
    assert!(
        gone["standing"] == "cancelled" && gone["cancelled"].is_u64(),
        "{gone}"
    );
    for (address, status) in [
        (format!("{base}/9"), StatusCode::NOT_FOUND),
        (format!("{base}?when=soon"), StatusCode::BAD_REQUEST),
    ] {
        assert_eq!(portal.get(&address).await.status, status, "{address}");
    }
}

#[tokio::test]
async fn what_was_not_recorded_shows_by_itself() {
    let portal = common::later(convening().await, 24 * 29).await;
    let one = page(&portal, &format!("{LIST}/1")).await;
    let text = words(all(&one, "main")[0]);
    // Nobody said that it was held, and a week has passed since it was to end.
    assert!(
        text.contains("attendance") && text.contains("Overdue"),
        "{text}"
    );
    let checks = page(&portal, "/en/programmes/flagships/openness").await;
    let text = words(all(&checks, "main")[0]);
    assert!(
        text.contains("C09") && text.contains("Consultation 1"),
        "{text}"
    );
    let answer = portal
        .get("/api/v1/programmes/flagships/openness")
        .await
        .json();
    let checks = answer["checks"].as_array().expect("checks");
    let of = |id: &str| {
        let found = checks.iter().find(|check| check["check"] == id);
        found.expect("a check").clone()
    };
    assert_eq!(of("C09")["overdue"], 1);
    assert_eq!(of("C09")["late"][0]["duty"], "attendance");
    assert_eq!(of("C02")["worst"], "held");
    let document = Html::parse_document(&portal.get("/en/programmes/flagships").await.text());
    assert!(!all(&document, &format!("a[href='{LIST}']")).is_empty());
}
