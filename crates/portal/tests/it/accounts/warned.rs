//! What words seem to hold that is not meant for everybody is said before they are recorded, on every form of the office with words.

use axum::http::StatusCode;
use madang_fixtures::{INSTITUTION, Programme, in_days, workshop};
use madang_programme::people::Granted;
use scraper::Html;

use super::answering::{errors, holder, official, programme, size};
use super::{KIM, LEE, yard};
use crate::common;
use crate::sight::{all, words};

/// Who sends a form, its address, and what it is sent with.
type Form<'a> = (&'a str, &'a str, Vec<(&'a str, &'a str)>);

const P: Programme<'static> = Programme("flagships");
const AT: &str = "/en/programmes/flagships";
const CALL: &str = "Call 010-1234-5678 for more";

/// A panel that is set up, with words in its mandate.
const PANEL: [(&str, &str); 7] = [
    ("id", "panel"),
    ("kind", "expert-panel"),
    ("name", "Panel"),
    ("mandate", CALL),
    ("seats-expert", "3"),
    ("quorum", "2"),
    ("rules", "By majority."),
];

#[tokio::test]
async fn whoever_sends_words_of_the_office_is_told_what_they_seem_to_hold() {
    let yard = yard().await;
    programme(&yard).await;
    let at = |time: &str| format!("{}T{time}:00.000Z", in_days(21));
    let consultation = P.announce("1", workshop(&at("05:00"), &at("09:00")));
    common::submit(&yard.portal.store, vec![consultation]).await;
    let mut kim = official(&yard, KIM, Some(INSTITUTION)).await;
    let mut whole = official(&yard, "mo@example.org", None).await;
    let mut admin = holder(&yard, "an@example.org", Granted::Administrator, None).await;
    let mut lee = holder(&yard, LEE, Granted::Facilitator, None).await;
    let (opens, closes) = (
        format!("{}T09:00", in_days(3)),
        format!("{}T09:00", in_days(9)),
    );
    let agenda = format!("20 | {CALL} | The chair");
    let forms: [Form<'_>; 6] = [
        ("kim", "/consultations/1/do/cancel", vec![("reason", CALL)]),
        (
            "lee",
            "/consultations/1/do/agenda",
            vec![("items", agenda.as_str())],
        ),
        ("admin", "/setup/bodies/new", PANEL.to_vec()),
        (
            "whole",
            "/setup/groups",
            vec![("id", "night"), ("name", CALL)],
        ),
        (
            "whole",
            "/setup/institutions",
            vec![("id", "night"), ("name", CALL)],
        ),
        (
            "whole",
            "/setup/votes/announce",
            vec![
                ("id", "v1"),
                ("title", CALL),
                ("opens", &opens),
                ("closes", &closes),
            ],
        ),
    ];
    let before = size(&yard).await;
    for (who, form, fields) in &forms {
        let browser = match *who {
            "kim" => &mut kim,
            "lee" => &mut lee,
            "admin" => &mut admin,
            _ => &mut whole,
        };
        let answer = browser.post(&yard, &format!("{AT}{form}"), fields).await;
        assert_eq!(
            answer.status,
            StatusCode::OK,
            "{form}: {:?}",
            errors(&answer)
        );
        let page = words(all(&Html::parse_document(&answer.text()), "main")[0]);
        assert!(page.contains("telephone number"), "{form}: {page}");
    }
    assert_eq!(size(&yard).await, before, "nothing is recorded unsaid");
    let (_, form, fields) = &forms[0];
    let sure = [&fields[..], &[("sure", "phone")]].concat();
    let answer = kim.post(&yard, &format!("{AT}{form}"), &sure).await;
    assert_eq!(
        answer.status,
        StatusCode::SEE_OTHER,
        "{:?}",
        errors(&answer)
    );
}
