//! Answering on pages: the form of one answer, its preview and its release; two at once; what is saved for later; and what follows.

use axum::http::StatusCode;
use madang_fixtures::{Device, INSTITUTION, Programme, english, in_days};
use madang_programme::people::Granted;
use madang_programme::voices::VoiceReceived;
use scraper::Html;

use super::{Browser, KIM, LEE, MINUTE, ORIGIN, Yard, carried, leads, yard};
use crate::common::{self, Answer};
use crate::sight::{all, check_page, words};

const P: Programme<'static> = Programme("flagships");
pub const WELFARE: &str = "welfare";
const FORM: &str = "/en/programmes/flagships/answers/voice/1";
const VOICE: &str = "/en/programmes/flagships/voices/1";
const REASON: &str = "The timetable of the region is made anew in spring.";

/// A programme with two institutions, three voices to one of them and one to the other, and a proposal.
pub async fn programme(yard: &Yard) {
    let mut commands = P.begun();
    commands.push(P.institution(INSTITUTION, "Ministry of the Interior"));
    commands.push(P.institution(WELFARE, "Ministry of Welfare"));
    for id in ["1", "2", "3"] {
        let text = english(format!("Buses stop too early, number {id}."));
        commands.push(P.receive(P.said(id), text));
    }
    let facts = VoiceReceived {
        institution: WELFARE.to_owned(),
        ..P.said("4")
    };
    commands.push(P.receive(facts, english("Papers are asked for twice.")));
    commands.push(P.propose("p1", 1_000, english("A night bus")));
    common::submit(&yard.portal.store, commands).await;
}

/// An official of an institution, signed in by a passkey.
pub async fn official(yard: &Yard, address: &str, institution: Option<&str>) -> Browser {
    holder(yard, address, Granted::Official, institution).await
}

/// Somebody who holds a role in the programme, signed in by a passkey.
pub async fn holder(
    yard: &Yard,
    address: &str,
    role: Granted,
    institution: Option<&str>,
) -> Browser {
    let mut browser = Browser::registered(yard, address).await;
    yard.grant_for(address, role, Some(P.0), institution).await;
    let seed = address.bytes().next().unwrap();
    assert_eq!(
        browser.add(yard, &mut Device::new(ORIGIN, seed)).await,
        "/en/account"
    );
    browser
}

pub async fn size(yard: &Yard) -> u64 {
    yard.portal.store.size().await.unwrap()
}

/// A rejection that can be released, but for what is said otherwise.
pub fn fields<'a>(other: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![
        ("disposition", "not_adopted"),
        ("unmet", "feasible"),
        ("reason", REASON),
        ("decider", INSTITUTION),
        ("post", "Director of Regional Transport"),
        ("change", "nothing"),
        ("step", "preview"),
    ];
    for (name, value) in other {
        fields.retain(|(known, _)| known != name);
        fields.push((name, value));
    }
    fields.retain(|(_, value)| !value.is_empty());
    fields
}

pub fn errors(answer: &Answer) -> Vec<String> {
    let page = Html::parse_document(&answer.text());
    let links = all(&page, ".error-summary a").into_iter();
    links
        .map(|link| {
            let place = link.attr("href").unwrap();
            if place != "#main" {
                assert_eq!(all(&page, place).len(), 1, "{place} leads to its field");
            }
            words(link)
        })
        .collect()
}

#[tokio::test]
async fn an_official_answers_looks_at_it_and_releases_it_once() {
    let yard = yard().await;
    programme(&yard).await;
    let mut kim = official(&yard, KIM, Some(INSTITUTION)).await;
    let page = kim.get(&yard, VOICE).await.text();
    assert!(page.contains(&format!("href=\"{FORM}\"")), "{page}");
    let public = yard.portal.get(VOICE).await.text();
    assert!(!public.contains(FORM), "forms are not for everybody's page");
    let form = kim.get(&yard, FORM).await;
    assert_eq!(form.status, StatusCode::OK);
    assert!(form.text().contains("Buses stop too early, number 1."));
    let before = size(&yard).await;
    let sent = fields(&[
        ("key", "once"),
        ("reason", "  Line one of the reason.\r\nAnd line two.  "),
    ]);
    let preview = kim.post(&yard, FORM, &sent).await;
    assert_eq!(preview.status, StatusCode::OK, "{}", preview.text());
    let text = words(all(&Html::parse_document(&preview.text()), "main")[0]);
    for said in [
        "Not adopted",
        "Line one of the reason.",
        "Director of Regional Transport",
        "nothing",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert_eq!(size(&yard).await, before, "looking records nothing");
    // What is carried on is what was typed: releasing it needs nothing more, and going on writing loses nothing.
    let carried = carried(&preview);
    let carried: Vec<(&str, &str)> = carried
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect();
    let change = [carried.clone(), vec![("step", "change")]].concat();
    let form = kim.post(&yard, FORM, &change).await.text();
    assert!(
        form.contains("And line two.") && form.contains("value=\"once\""),
        "{form}"
    );
    let release = [carried, vec![("step", "release")]].concat();
    for _ in 0..2 {
        let answer = kim.post(&yard, FORM, &release).await;
        let done = format!("/en/programmes/flagships/answers/done?entries={before}");
        assert_eq!(leads(&answer), done, "sent twice, recorded once");
        let page = yard.portal.get(&done).await.text();
        assert!(page.contains("It is on the record"), "{page}");
        assert!(
            page.contains(&format!("/record/entries/{before}/receipt")),
            "{page}"
        );
    }
    assert_eq!(size(&yard).await, before + 1);
    let public = words(
        all(
            &Html::parse_document(&yard.portal.get(VOICE).await.text()),
            "main",
        )[0],
    );
    for said in [
        "Not adopted",
        "And line two.",
        "feasible: not met",
        "new: met",
    ] {
        assert!(public.contains(said), "{said}: {public}");
    }
    let receipt = yard
        .portal
        .get(&format!("/api/v1/record/entries/{before}/receipt"))
        .await;
    assert!(
        receipt
            .text()
            .contains("Line one of the reason.\\nAnd line two."),
        "{}",
        receipt.text()
    );
}

#[tokio::test]
async fn each_disposition_asks_for_what_belongs_to_it() {
    let yard = yard().await;
    programme(&yard).await;
    let mut kim = official(&yard, KIM, Some(INSTITUTION)).await;
    let form = "/en/programmes/flagships/answers/voice/2";
    for (other, wrong) in [
        (vec![("disposition", "adopted")], vec!["Planned by"]),
        (
            vec![("disposition", "adopted"), ("planned", "2020-01-01")],
            vec!["Planned by"],
        ),
        (vec![("disposition", "merged")], vec!["Goes on in"]),
        (
            vec![("disposition", "merged"), ("into", "12")],
            vec!["Goes on in"],
        ),
        (
            vec![("disposition", "not_adopted"), ("unmet", "")],
            vec!["Criteria not met"],
        ),
        (
            vec![("disposition", "out_of_scope")],
            vec!["Institution whose task it is"],
        ),
        (
            vec![("disposition", "already_exists")],
            vec!["To be found at"],
        ),
        (
            vec![("disposition", "already_exists"), ("exists", "ftp://x")],
            vec!["To be found at"],
        ),
        (vec![("disposition", "")], vec!["Decision"]),
        (vec![("change", "something")], vec!["What changed"]),
        (vec![("change", "")], vec!["What changed"]),
        (
            vec![("what-1", "plan"), ("where-1", "https://example.org/plan")],
            vec!["What changed"],
        ),
        (
            vec![("change", "something"), ("what-1", "plan")],
            vec!["Where it can be looked at", "What changed"],
        ),
        (vec![("post", "")], vec!["Decided by"]),
        (vec![("decider", WELFARE)], vec!["Institution"]),
    ] {
        let answer = kim.post(&yard, form, &fields(&other)).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{other:?}");
        let found = errors(&answer);
        let begin: Vec<&str> = found
            .iter()
            .map(|error| error.split(':').next().unwrap())
            .collect();
        assert_eq!(begin, wrong, "{other:?}: {found:?}");
        assert!(
            answer.text().contains(REASON),
            "{other:?}: what was typed is lost"
        );
    }
}

#[tokio::test]
async fn what_belongs_to_a_disposition_is_taken_and_the_rest_left_out() {
    let yard = yard().await;
    programme(&yard).await;
    let mut kim = official(&yard, KIM, Some(INSTITUTION)).await;
    let form = "/en/programmes/flagships/answers/voice/2";
    let planned = in_days(300);
    for other in [
        vec![("disposition", "adopted"), ("planned", &planned)],
        vec![
            ("disposition", "adopted_in_part"),
            ("planned", &planned),
            ("into", "no subject"),
        ],
        vec![("disposition", "merged"), ("into", "voice/3")],
        vec![
            ("disposition", "merged"),
            (
                "into",
                "https://madang.example.org/en/programmes/flagships/proposals/p1",
            ),
        ],
        vec![("disposition", "out_of_scope"), ("whose", WELFARE)],
        vec![("disposition", "already_exists"), ("exists", "4")],
        vec![
            ("change", "something"),
            ("what-6", "rule"),
            ("where-6", "https://example.org/rule"),
        ],
        vec![
            ("change", "something"),
            ("changed", "The timetable is made anew."),
        ],
    ] {
        let answer = kim.post(&yard, form, &fields(&other)).await;
        assert_eq!(
            answer.status,
            StatusCode::OK,
            "{other:?}: {:?}",
            errors(&answer)
        );
    }
}

#[tokio::test]
async fn bad_words_are_said_at_their_field_in_both_languages() {
    let yard = yard().await;
    programme(&yard).await;
    let mut kim = official(&yard, KIM, Some(INSTITUTION)).await;
    let before = size(&yard).await;
    let long = "x".repeat(10_001);
    let nineteen = "x".repeat(19);
    for (reason, status) in [
        ("", StatusCode::BAD_REQUEST),
        (" \r\n ", StatusCode::BAD_REQUEST),
        (nineteen.as_str(), StatusCode::BAD_REQUEST),
        (long.as_str(), StatusCode::BAD_REQUEST),
        (
            "The bus \u{202e}goes\u{202c} at night only.",
            StatusCode::OK,
        ),
        (
            "The bus \u{7}goes at night only, and rings.",
            StatusCode::OK,
        ),
        ("<script>alert(1)</script> <b>bold</b>", StatusCode::OK),
        (
            "The bus\u{200b} goes at night only, ‍with a joiner.",
            StatusCode::OK,
        ),
    ] {
        for lang in ["ko", "en"] {
            let form = FORM.replacen("/en/", &format!("/{lang}/"), 1);
            let answer = kim.post(&yard, &form, &fields(&[("reason", reason)])).await;
            let shown: String = reason.chars().take(40).collect();
            assert_eq!(answer.status, status, "{lang} {shown:?}");
            assert!(!answer.text().contains("<script>alert"), "{lang}");
            if status != StatusCode::OK {
                let found = errors(&answer);
                let label = if lang == "ko" { "이유" } else { "Reason" };
                assert_eq!(found.len(), 1, "{found:?}");
                assert!(found[0].starts_with(label), "{found:?}");
            }
        }
    }
    for (body, status) in [
        ("disposition=liked", StatusCode::BAD_REQUEST),
        ("step=release", StatusCode::BAD_REQUEST),
        ("%%%", StatusCode::BAD_REQUEST),
        (
            "key=a%20b&step=release&disposition=adopted",
            StatusCode::BAD_REQUEST,
        ),
    ] {
        let request = axum::http::Request::post(FORM)
            .header("origin", ORIGIN)
            .header("host", "madang.example.org")
            .header("sec-fetch-site", "same-origin");
        let answer = kim.send(&yard, request, body.to_owned()).await;
        assert_eq!(answer.status, status, "{body}");
    }
    for missing in ["voice/99", "need/1", "proposal/none"] {
        let address = format!("/en/programmes/flagships/answers/{missing}");
        assert_eq!(kim.get(&yard, &address).await.status, StatusCode::NOT_FOUND);
    }
    assert_eq!(size(&yard).await, before);
    let phone = fields(&[("reason", "Call 010-1234-5678 and ask for the timetable.")]);
    let preview = kim.post(&yard, FORM, &phone).await.text();
    assert!(preview.contains("telephone number"), "{preview}");
}

#[tokio::test]
async fn nobody_answers_for_another_institution() {
    let yard = yard().await;
    programme(&yard).await;
    let before_all = [
        None,
        Some((Granted::Official, None)),
        Some((Granted::Official, Some(WELFARE))),
        Some((Granted::Facilitator, None)),
        Some((Granted::Reviewer, None)),
        Some((Granted::Administrator, None)),
    ];
    let release = fields(&[("step", "release")]);
    for (number, role) in before_all.into_iter().enumerate() {
        yard.wait(60 * MINUTE);
        let address = format!("{number}@example.org");
        let mut browser = match role {
            Some((role, institution)) => holder(&yard, &address, role, institution).await,
            None => Browser::registered(&yard, &address).await,
        };
        let before = size(&yard).await;
        assert_eq!(
            browser.get(&yard, FORM).await.status,
            StatusCode::FORBIDDEN,
            "{role:?}"
        );
        let answer = browser.post(&yard, FORM, &release).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{role:?}");
        let page = browser.get(&yard, VOICE).await.text();
        assert!(!page.contains(&format!("{FORM}\"")), "{role:?}");
        assert_eq!(size(&yard).await, before, "{role:?}");
    }
    let mut nobody = Browser::default();
    assert_eq!(leads(&nobody.get(&yard, FORM).await), "/en/account/sign-in");
    assert_eq!(
        leads(&nobody.post(&yard, FORM, &release).await),
        "/en/account/sign-in"
    );
    // Without their passkey an official reads no form.
    let mut kim = official(&yard, KIM, Some(INSTITUTION)).await;
    yard.wait(31 * MINUTE);
    assert_eq!(leads(&kim.get(&yard, FORM).await), "/en/account/sign-in");
}

#[tokio::test]
async fn what_there_is_about_it_stands_beside_the_form() {
    let yard = yard().await;
    programme(&yard).await;
    let grouped = vec![
        P.need("1", english("Buses that go later")),
        P.change_need("1", &["1"], &[]),
    ];
    common::submit(&yard.portal.store, grouped).await;
    let mut kim = official(&yard, KIM, Some(INSTITUTION)).await;
    let today = madang_programme::days::day_in("Asia/Seoul", &yard.portal.store.now());
    let today = today.unwrap().to_string();
    let ask = [
        ("act", "ask"),
        ("question", "Which stop?"),
        ("until", today.as_str()),
    ];
    let acts = "/en/programmes/flagships/voices/1/acts";
    leads(&kim.post(&yard, acts, &ask).await);
    let mut lee = Browser::registered(&yard, LEE).await;
    let of = "/en/programmes/flagships/proposals/p1";
    let comment = [("text", "Shifts end at one."), ("key", "c")];
    leads(&lee.post(&yard, &format!("{of}/comments"), &comment).await);
    let endorse = [("version", "1"), ("key", "e")];
    leads(&lee.post(&yard, &format!("{of}/endorse"), &endorse).await);
    for (form, parts) in [
        ("voice/1", vec!["Which stop?", "Buses that go later"]),
        ("proposal/p1", vec!["Shifts end at one.", "1 person"]),
    ] {
        for language in ["en", "ko"] {
            let address = format!("/{language}/programmes/flagships/answers/{form}");
            let page = kim.get(&yard, &address).await;
            assert_eq!(page.status, StatusCode::OK);
            check_page(&address, &page.text());
            for part in &parts {
                let said = page.text().contains(part);
                assert!(said || language == "ko" && *part == "1 person", "{part}");
            }
        }
    }
}
