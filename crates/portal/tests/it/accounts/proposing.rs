//! Taking part in proposals on pages: handing in, endorsing, commenting, revising, taking back; calls, merges and splits by officials.

use axum::http::StatusCode;
use madang_fixtures::{INSTITUTION, Programme};
use madang_programme::proposals::{ProposedBy, Standing};
use madang_programme::{Actor, Command, Role, State};
use madang_store::Submission;
use scraper::Html;

use super::{Browser, KIM, LEE, Yard, leads, yard};
use crate::common::Answer;
use crate::sight::{all, words};

const P: Programme<'static> = Programme("p");
pub const FORM: &str = "/en/programmes/p/propose";
/// What somebody might write to break out of a page or a line.
pub const ODD: &str = "<script>alert(1)</script> & \"'";

pub async fn submit(yard: &Yard, actor: (Role, &str), command: Command) {
    let submission = Submission {
        actor: Actor::new(actor.0, actor.1).unwrap(),
        idempotency_key: None,
        command,
        terms: Default::default(),
    };
    yard.portal.store.submit(submission).await.unwrap();
}

/// A portal with a programme that has a need and takes proposals.
pub async fn proposing() -> Yard {
    let yard = yard().await;
    let mut steps = P.begun();
    steps.push(P.institution(INSTITUTION, "Interior"));
    steps.push(P.need("n", madang_fixtures::english("Getting home")));
    for command in steps {
        submit(&yard, (Role::Official, "demo"), command).await;
    }
    yard
}

pub async fn look<T>(yard: &Yard, at: impl FnOnce(&State) -> T) -> T {
    yard.portal.store.with_state(at).await.unwrap()
}

pub fn whole<'a>(title: &'a str, key: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("title", title),
        ("summary", "A bus every hour."),
        ("group", "general"),
        ("audiences", "families"),
        ("needs", "n"),
        ("cost", "1,000"),
        ("key", key),
    ]
}

/// Somebody who handed in the proposal 1.
pub async fn author(yard: &Yard) -> Browser {
    let mut kim = Browser::registered(yard, KIM).await;
    let answer = kim.post(yard, FORM, &whole("Night buses", "first")).await;
    assert!(leads(&answer).starts_with("/en/programmes/p/proposals/1/take-part?entries="));
    kim
}

pub fn refused(answer: &Answer, status: StatusCode, says: &str) -> String {
    let page = answer.text();
    assert_eq!(answer.status, status, "{page}");
    assert!(
        page.contains("error-summary") && page.contains(says),
        "{says:?} is not in {page}"
    );
    page
}

#[tokio::test]
async fn a_participant_hands_a_proposal_in_once() {
    let yard = proposing().await;
    let mut kim = Browser::default();
    assert!(leads(&kim.get(&yard, FORM).await).starts_with("/en/account/sign-in"));
    let mut kim = Browser::registered(&yard, KIM).await;
    let page = kim.get(&yard, &format!("{FORM}?need=n")).await.text();
    assert!(page.contains("Getting home"), "{page}");
    assert!(
        page.contains("value=\"n\" checked"),
        "the need that led here is ticked: {page}"
    );
    let korean = kim.get(&yard, "/ko/programmes/p/propose").await.text();
    assert!(
        korean.contains("제안하기") && korean.contains("나온 필요"),
        "{korean}"
    );
    let before = yard.portal.store.size().await.unwrap();
    let mut to = Vec::new();
    for _ in 0..2 {
        let answer = kim.post(&yard, FORM, &whole("Night buses", "once")).await;
        to.push(leads(&answer).to_owned());
    }
    assert_eq!(to[0], to[1], "sent again, it is the same receipt");
    assert_eq!(yard.portal.store.size().await.unwrap(), before + 1);
    let (cost, needs, by) = look(&yard, |state| {
        let proposal = state.proposal("p", "1").unwrap();
        (
            proposal.cost,
            proposal.needs.clone(),
            proposal.proposed_by.clone(),
        )
    })
    .await;
    assert_eq!((cost, by), (Some(1000), Some(ProposedBy::Participant)));
    assert_eq!(needs, ["n"]);
    let done = kim.get(&yard, &to[0]).await.text();
    let receipt = format!("href=\"/api/v1/record/entries/{before}/receipt\"");
    assert!(
        done.contains("It is on the record") && done.contains(&receipt),
        "{done}"
    );
    let page = yard.portal.get("/en/programmes/p/proposals/1").await.text();
    assert!(
        page.contains("Getting home") && page.contains("Night buses"),
        "{page}"
    );
    assert!(!page.contains(KIM), "no name is public");
    let need = yard.portal.get("/en/programmes/p/needs/n").await.text();
    assert!(need.contains("Proposals that answer this need") && need.contains("Night buses"));
}

#[tokio::test]
async fn what_cannot_be_handed_in_comes_back_as_it_was_typed() {
    let yard = proposing().await;
    let mut kim = Browser::registered(&yard, KIM).await;
    let before = yard.portal.store.size().await.unwrap();
    let long = "가".repeat(401);
    let with = |field: &'static str, value: &'static str| {
        let mut fields = whole(ODD, "k");
        fields.retain(|(name, _)| *name != field);
        fields.push((field, value));
        fields
    };
    for (fields, says) in [
        (with("title", " "), "This is missing"),
        (with("group", ""), "This is missing"),
        (with("group", "nowhere"), "no group"),
        (with("audiences", "nobody"), "no audience"),
        (with("needs", "none"), "no need"),
        (with("cost", "1e3"), "no amount"),
        (with("cost", "-5"), "no amount"),
        (with("cost", "99999999999999999999"), "no amount"),
    ] {
        let page = refused(
            &kim.post(&yard, FORM, &fields).await,
            StatusCode::BAD_REQUEST,
            says,
        );
        assert!(page.contains("A bus every hour."), "what was typed is kept");
        assert!(!page.contains("<script>alert"), "{page}");
    }
    // As long as the record takes it: ten thousand letters in each language.
    let all = "가".repeat(10_000);
    let longer = "가".repeat(10_001);
    for (text, takes) in [(&all, true), (&longer, false)] {
        let mut fields = with("title", "Long");
        fields.retain(|(name, _)| *name != "summary" && *name != "key");
        fields.extend([
            ("summary", text.as_str()),
            ("summary-other", text.as_str()),
            ("group", ""),
        ]);
        fields.retain(|(name, value)| *name != "group" || value.is_empty());
        let page = kim.post(&yard, FORM, &fields).await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST);
        assert_eq!(
            !page.text().contains("10000"),
            takes,
            "of the group alone it is said"
        );
    }
    let mut fields = whole(&long, "k");
    let page = refused(
        &kim.post(&yard, FORM, &fields).await,
        StatusCode::BAD_REQUEST,
        "400",
    );
    assert!(page.contains(&long));
    // A session that ended meanwhile takes nothing away.
    fields[0].1 = ODD;
    let mut nobody = Browser::default();
    let sent = nobody.post(&yard, FORM, &fields).await;
    assert!(leads(&sent).starts_with("/en/account/sign-in"));
    assert_eq!(yard.portal.store.size().await.unwrap(), before);
    // The same, sent again once signed in.
    let answer = kim.post(&yard, FORM, &fields).await;
    leads(&answer);
    let page = yard.portal.get("/ko/programmes/p/proposals/1").await.text();
    assert!(page.contains("&lt;script&gt;") && !page.contains("<script>alert"));
}

#[tokio::test]
async fn one_person_endorses_once_and_nobody_their_own() {
    let yard = proposing().await;
    let mut kim = author(&yard).await;
    let of = "/en/programmes/p/proposals/1";
    let page = kim.get(&yard, &format!("{of}/take-part")).await.text();
    assert!(
        page.contains("nobody endorses their own") && page.contains("Revise"),
        "{page}"
    );
    let fields = |key: &'static str| [("version", "1"), ("key", key)];
    let own = kim
        .post(&yard, &format!("{of}/endorse"), &fields("a"))
        .await;
    refused(&own, StatusCode::BAD_REQUEST, "nobody endorses their own");
    let mut lee = Browser::registered(&yard, LEE).await;
    let page = lee.get(&yard, &format!("{of}/take-part")).await.text();
    assert!(
        page.contains("Endorse version 1") && !page.contains("Revise"),
        "{page}"
    );
    let done = lee
        .post(&yard, &format!("{of}/endorse"), &fields("a"))
        .await;
    let first = leads(&done).to_owned();
    let again = lee
        .post(&yard, &format!("{of}/endorse"), &fields("a"))
        .await;
    assert_eq!(leads(&again), first, "the same receipt");
    let twice = lee
        .post(&yard, &format!("{of}/endorse"), &fields("b"))
        .await;
    refused(
        &twice,
        StatusCode::BAD_REQUEST,
        "one person endorses it once",
    );
    let stale = lee
        .post(&yard, &format!("{of}/endorse"), &[("version", "7")])
        .await;
    refused(&stale, StatusCode::BAD_REQUEST, "version 1 stands by now");
    let page = yard.portal.get(of).await.text();
    assert!(page.contains("1 person"), "{page}");
    // The name of the endorsement is another than that of everything else.
    let names = look(&yard, |state| {
        let by = state.proposal("p", "1").unwrap().by.to_string();
        (by, state.last_by.clone())
    })
    .await;
    assert_ne!(names.0, names.1);
    assert!(names.1.starts_with("participant/"));
    let gone = lee
        .post(&yard, &format!("{of}/endorse/withdraw"), &fields("c"))
        .await;
    leads(&gone);
    let counted = look(&yard, |state| state.endorsements("p", "1")).await;
    assert!(counted.is_empty(), "{counted:?}");
}

#[tokio::test]
async fn a_revision_shows_what_it_changed_and_is_not_passed_over() {
    let yard = proposing().await;
    let mut kim = author(&yard).await;
    let mut lee = Browser::registered(&yard, LEE).await;
    let of = "/en/programmes/p/proposals/1";
    let form = format!("{of}/revise");
    assert_eq!(lee.get(&yard, &form).await.status, StatusCode::FORBIDDEN);
    let endorsed = lee
        .post(&yard, &format!("{of}/endorse"), &[("version", "1")])
        .await;
    leads(&endorsed);
    let page = kim.get(&yard, &form).await.text();
    assert!(page.contains("value=\"Night buses\"") && page.contains("name=\"base\" value=\"1\""));
    let fields = |base: &'static str, key: &'static str, title: &'static str| {
        vec![
            ("title", title),
            ("summary", "A bus every half hour."),
            ("base", base),
            ("key", key),
        ]
    };
    let first = kim
        .post(&yard, &form, &fields("1", "r", "Night buses"))
        .await;
    let to = leads(&first).to_owned();
    let again = kim
        .post(&yard, &form, &fields("1", "r", "Night buses"))
        .await;
    assert_eq!(leads(&again), to, "sent again, the same receipt");
    let stale = kim
        .post(&yard, &form, &fields("1", "s", "Morning buses"))
        .await;
    let page = refused(&stale, StatusCode::BAD_REQUEST, "version 2 stands by now");
    assert!(page.contains("Morning buses") && page.contains("name=\"base\" value=\"2\""));
    // Theirs, what it changed, and mine still in the field.
    let document = Html::parse_document(&page);
    let theirs = words(all(&document, ".meanwhile")[0]);
    assert!(
        theirs.contains("Another version was recorded meanwhile")
            && theirs.contains("A bus every half hour.")
            && !theirs.contains("Morning buses"),
        "{theirs}"
    );
    assert_eq!(words(all(&document, ".meanwhile ins")[0]), "half");
    assert_eq!(all(&document, "input[value='Morning buses']").len(), 1);
    let korean = form.replacen("/en/", "/ko/", 1);
    let stale = kim
        .post(&yard, &korean, &fields("1", "s", "Morning buses"))
        .await;
    assert!(stale.text().contains("그사이에 다른 판이 기록되었습니다"));
    let others = lee.post(&yard, &form, &fields("2", "t", "Mine now")).await;
    refused(&others, StatusCode::BAD_REQUEST, "not who handed it in");
    let page = yard.portal.get(of).await.text();
    assert!(page.contains("A bus every <ins>half </ins>hour."), "{page}");
    assert!(page.contains("1 person, of which 1 on version 1"), "{page}");
    for (language, says) in [("en", "version 1"), ("ko", "1판")] {
        let old = yard
            .portal
            .get(&format!("/{language}/programmes/p/proposals/1/versions/1"))
            .await;
        assert_eq!(old.status, StatusCode::OK);
        let old = old.text();
        assert!(
            old.contains("A bus every hour.") && old.contains(says),
            "{old}"
        );
    }
    let new = yard.portal.get(&format!("{of}/versions/2")).await.text();
    assert!(new.contains("<ins>half </ins>"), "{new}");
    for nowhere in ["0", "3", "01", "x", "99999999999999999999"] {
        let page = yard.portal.get(&format!("{of}/versions/{nowhere}")).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{nowhere}");
    }
}

#[tokio::test]
async fn authors_take_back_what_is_theirs() {
    let yard = proposing().await;
    let mut kim = author(&yard).await;
    let mut lee = Browser::registered(&yard, LEE).await;
    let form = "/en/programmes/p/proposals/1/withdraw";
    let others = lee.post(&yard, form, &[("reason", "")]).await;
    refused(&others, StatusCode::BAD_REQUEST, "not who handed it in");
    leads(
        &kim.post(&yard, form, &[("reason", "I moved away."), ("key", "w")])
            .await,
    );
    let standing = look(&yard, |state| {
        state.proposal("p", "1").unwrap().standing.clone()
    })
    .await;
    assert_eq!(standing, Standing::Withdrawn);
    let page = yard.portal.get("/en/programmes/p/proposals/1").await.text();
    assert!(page.contains("I moved away."), "{page}");
    let page = kim
        .get(&yard, "/en/programmes/p/proposals/1/take-part")
        .await
        .text();
    assert!(!page.contains("<textarea"), "nothing is left to do: {page}");
}
