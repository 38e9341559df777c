//! Officials who speak for proposals of their institution, comment as officials, and hand in for bodies and for people.

use axum::http::StatusCode;
use madang_fixtures::{Device, INSTITUTION, english};
use madang_programme::bodies::BodyKind;
use madang_programme::people::Granted;
use madang_programme::proposals::{ProposedBy, ProposerKind, Standing};
use scraper::Html;

use super::proposing::{FORM, author, look, proposing, refused, whole};
use super::{Browser, KIM, LEE, ORIGIN, P, Yard, leads};
use crate::common;
use crate::sight::{all, words};

const CHOI: &str = "choi@example.org";
const OF: &str = "/en/programmes/p/proposals/1";

/// Somebody who acts for an institution, or for the whole programme.
async fn official(yard: &Yard, address: &str, institution: Option<&str>) -> Browser {
    let mut browser = Browser::registered(yard, address).await;
    yard.grant_for(address, Granted::Official, Some("p"), institution)
        .await;
    let seed = address.bytes().next().unwrap();
    assert_eq!(
        browser.add(yard, &mut Device::new(ORIGIN, seed)).await,
        "/en/account"
    );
    browser
}

async fn standing(yard: &Yard) -> Standing {
    look(yard, |state| {
        state.proposal("p", "1").unwrap().standing.clone()
    })
    .await
}

#[tokio::test]
async fn officials_revise_and_take_back_what_is_their_institutions() {
    let yard = proposing().await;
    common::submit(
        &yard.portal.store,
        vec![P.institution("welfare", "Welfare")],
    )
    .await;
    let mut kim = official(&yard, KIM, Some(INSTITUTION)).await;
    let mut lee = official(&yard, LEE, Some(INSTITUTION)).await;
    let mut choi = official(&yard, CHOI, Some("welfare")).await;
    let institution = format!("institution:{INSTITUTION}");
    let fields = [
        whole("Night buses", "first"),
        vec![("by", institution.as_str())],
    ]
    .concat();
    leads(&kim.post(&yard, FORM, &fields).await);
    let by = look(&yard, |state| {
        state.proposal("p", "1").unwrap().proposed_by.clone()
    })
    .await;
    assert_eq!(by, Some(ProposedBy::Institution(INSTITUTION.to_owned())));
    let revise = format!("{OF}/revise");
    let revised = |base: &'static str| {
        [
            ("title", "Night buses"),
            ("summary", "Each hour."),
            ("base", base),
        ]
    };
    // A colleague may as well, another institution's official may not.
    for (browser, base, own) in [
        (&mut kim, "1", true),
        (&mut lee, "2", true),
        (&mut choi, "3", false),
    ] {
        let page = browser.get(&yard, &format!("{OF}/take-part")).await.text();
        assert_eq!(page.contains(&revise), own, "{page}");
        let form = browser.get(&yard, &revise).await;
        let answer = browser.post(&yard, &revise, &revised(base)).await;
        match own {
            true => {
                assert_eq!(form.status, StatusCode::OK);
                leads(&answer);
            }
            false => {
                assert_eq!(form.status, StatusCode::FORBIDDEN);
                refused(&answer, StatusCode::BAD_REQUEST, "not who handed it in");
            }
        }
    }
    let endorsed = lee
        .post(&yard, &format!("{OF}/endorse"), &[("version", "3")])
        .await;
    refused(
        &endorsed,
        StatusCode::BAD_REQUEST,
        "nobody endorses their own",
    );
    let withdraw = format!("{OF}/withdraw");
    let others = choi
        .post(&yard, &withdraw, &[("reason", "Not ours.")])
        .await;
    refused(&others, StatusCode::BAD_REQUEST, "");
    let silent = lee.post(&yard, &withdraw, &[("reason", " ")]).await;
    refused(&silent, StatusCode::BAD_REQUEST, "This is missing");
    assert_eq!(standing(&yard).await, Standing::Submitted);
    leads(
        &lee.post(&yard, &withdraw, &[("reason", "It runs already.")])
            .await,
    );
    assert_eq!(standing(&yard).await, Standing::Withdrawn);
    let page = yard.portal.get(OF).await.text();
    assert!(page.contains("It runs already."), "{page}");
}

#[tokio::test]
async fn whoever_holds_a_role_says_as_whom_they_comment() {
    let yard = proposing().await;
    let mut kim = author(&yard).await;
    let mut lee = official(&yard, LEE, None).await;
    let page = format!("{OF}/take-part");
    assert!(!kim.get(&yard, &page).await.text().contains("name=\"as\""));
    let form = lee.get(&yard, &page).await.text();
    assert!(
        form.contains("name=\"as\"") && form.contains("As an official of this programme"),
        "{form}"
    );
    let korean = lee
        .get(&yard, &page.replacen("/en/", "/ko/", 1))
        .await
        .text();
    assert!(korean.contains("이 사업의 담당자로"), "{korean}");
    let comments = format!("{OF}/comments");
    for (chosen, role) in [("", "participant/"), ("official", "official/account-")] {
        let fields = [("text", "We look at it."), ("as", chosen), ("key", role)];
        leads(&lee.post(&yard, &comments, &fields).await);
        let by = look(&yard, |state| state.last_by.clone()).await;
        assert!(by.starts_with(role), "{by}");
    }
    let before = yard.size().await;
    for (by_kim, chosen) in [(true, "official"), (false, "operator"), (false, "x")] {
        let browser = if by_kim { &mut kim } else { &mut lee };
        let fields = [("text", "Something else"), ("as", chosen)];
        let answer = browser.post(&yard, &comments, &fields).await;
        let page = refused(&answer, StatusCode::BAD_REQUEST, "does not do this");
        assert!(page.contains("Something else"), "what was typed is kept");
    }
    assert_eq!(yard.size().await, before);
}

#[tokio::test]
async fn an_official_hands_in_for_a_body_and_for_people_who_asked() {
    let yard = proposing().await;
    let body = P.establish("panel", BodyKind::ExpertPanel, english("Panel"));
    common::submit(&yard.portal.store, vec![body]).await;
    let mut kim = official(&yard, KIM, None).await;
    let mut lee = official(&yard, LEE, Some(INSTITUTION)).await;
    let page = kim.get(&yard, FORM).await.text();
    for choice in ["body:panel", "other:citizen_group"] {
        assert!(
            page.contains(&format!("value=\"{choice}\"")),
            "{choice}: {page}"
        );
        let page = lee.get(&yard, FORM).await.text();
        assert!(
            !page.contains(&format!("value=\"{choice}\"")),
            "{choice} is for the whole programme"
        );
    }
    for (number, (choice, by)) in [
        ("body:panel", ProposedBy::Body("panel".to_owned())),
        (
            "other:citizen_group",
            ProposedBy::Other(ProposerKind::CitizenGroup),
        ),
    ]
    .into_iter()
    .enumerate()
    {
        let fields = [
            whole("Night buses", choice),
            vec![("by", choice), ("looked", "1")],
        ]
        .concat();
        refused(
            &lee.post(&yard, FORM, &fields).await,
            StatusCode::BAD_REQUEST,
            "recorded",
        );
        leads(&kim.post(&yard, FORM, &fields).await);
        let id = (number + 1).to_string();
        let found = look(&yard, |state| {
            state.proposal("p", &id).unwrap().proposed_by.clone()
        })
        .await;
        assert_eq!(found, Some(by));
    }
}

/// Whoever writes what is not meant for everybody is told once, on every form that is sent at once.
#[tokio::test]
async fn words_are_looked_through_before_they_are_sent() {
    let yard = proposing().await;
    let mut kim = author(&yard).await;
    let words_of = "Call me: 010-1234-5678";
    let of = |form: &str| format!("{OF}/{form}");
    for (form, fields) in [
        (
            FORM.to_owned(),
            [
                whole("Shared taxis", "w"),
                vec![("summary-other", words_of), ("looked", "1")],
            ]
            .concat(),
        ),
        (of("comments"), vec![("text", words_of), ("key", "c")]),
        (
            of("revise"),
            vec![
                ("title", "Night buses"),
                ("summary", words_of),
                ("base", "1"),
                ("key", "r"),
            ],
        ),
        (of("withdraw"), vec![("reason", words_of), ("key", "x")]),
    ] {
        let before = yard.size().await;
        for lang in ["en", "ko"] {
            let address = form.replacen("/en/", &format!("/{lang}/"), 1);
            let page = kim.post(&yard, &address, &fields).await;
            assert_eq!(page.status, StatusCode::OK, "{form}: {}", page.text());
            let document = Html::parse_document(&page.text());
            let told = words(all(&document, "main [role=alert]")[0]);
            let (says, button) = match lang {
                "en" => ("telephone number", "Send it as it is"),
                _ => ("전화번호", "그대로 보내기"),
            };
            assert!(told.contains(says), "{told}");
            let buttons = all(&document, "main form button").into_iter().map(words);
            assert!(buttons.into_iter().any(|said| said == button), "{form}");
            assert!(page.text().contains(words_of), "what was typed is kept");
        }
        assert_eq!(yard.size().await, before, "{form}: nothing is recorded");
        let anyway = [fields, vec![("sure", "phone")]].concat();
        leads(&kim.post(&yard, &form, &anyway).await);
        assert_eq!(yard.size().await, before + 1, "{form}");
    }
}
