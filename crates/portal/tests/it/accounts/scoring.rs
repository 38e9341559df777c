//! How members of a body score on pages: criteria, interests, who does not score what, the sheet, and the scores once they are open.

use axum::http::StatusCode;
use madang_accounts::Scope;
use madang_fixtures::{INSTITUTION, Programme, approval, english};
use madang_programme::Command;
use madang_programme::bodies::{BodyKind, MemberSeated};
use madang_programme::people::Granted;
use madang_programme::scoring::{CriteriaFixed, Criterion};
use madang_programme::votes::engine::{
    Decimal, Normalisation, Rule, ScoreRule, SelectionRule, Utility,
};

use super::answering::{errors, holder, official, size};
use super::{Browser, KIM, LEE, Yard, leads, yard};
use crate::api::{check_schema, document};
use crate::common;
use crate::sight::check_page;

const AT: &str = "/en/programmes/flagships/votes/v1/scoring/panel";

fn address(way: &str) -> String {
    format!("{AT}/{way}")
}

/// Another programme whose panel, on which these sit, scores the candidates of a vote that is open.
pub async fn scored(yard: &Yard, of: Programme<'static>, members: &[&str]) {
    let mut begun = of.begun();
    if of.0 != "flagships" {
        begun.remove(0);
    }
    begun.push(of.institution(INSTITUTION, "Interior"));
    begun.push(of.propose("1", 1_000, english("A night bus")));
    begun.push(of.propose("2", 1_000, english("Bright stops")));
    begun.push(of.compose(of.body("panel", BodyKind::ExpertPanel)));
    let store = &yard.portal.store;
    common::submit(store, begun).await;
    for (place, member) in members.iter().enumerate() {
        let account = yard.account(member).await;
        let scope = Scope::Member(format!("{}/panel", of.0));
        let name = yard.accounts.pseudonym(account, &scope).await.unwrap();
        let seated = MemberSeated {
            chair: place > 0,
            ..of.expert("panel", &name, "2026-01-01")
        };
        common::submit(store, vec![of.seat(seated)]).await;
    }
    let top = Decimal::from(10u64);
    let weights = [("panel".to_owned(), 1)].into();
    let by = ScoreRule::new(0, weights, Normalisation::Scale { top });
    let rule = SelectionRule::new(Rule::Scores(by), Utility::Cost {});
    let rule = rule.with_budget(Decimal::from(1_000u64));
    let criterion = Criterion {
        id: "c1".to_owned(),
        name: english("Use"),
        weight: 1,
        scale: 10,
    };
    let criteria = Command::plain(CriteriaFixed {
        programme: of.0.to_owned(),
        body: "panel".to_owned(),
        vote: "v1".to_owned(),
        criteria: vec![criterion],
        min_panel: 2,
    });
    let steps = vec![
        of.fix_rule("scores", rule, None),
        of.open_vote("v1", "scores", approval()),
        criteria,
    ];
    common::submit(store, steps).await;
}

/// The same in the programme of these tests, with two who sit there: the second in the chair.
async fn begun() -> (Yard, Browser, Browser) {
    let yard = yard().await;
    let kim = Browser::registered(&yard, KIM).await;
    let lee = Browser::registered(&yard, LEE).await;
    scored(&yard, Programme("flagships"), &[KIM, LEE]).await;
    (yard, kim, lee)
}

/// Sends a form twice; one entry is recorded.
async fn once(browser: &mut Browser, yard: &Yard, way: &str, fields: &[(&str, &str)]) {
    let before = size(yard).await;
    let form = browser.get(yard, &address(way)).await;
    assert_eq!(form.status, StatusCode::OK, "{way}");
    check_page(&address(way), &form.text());
    for _ in 0..2 {
        let answer = browser.post(yard, &address(way), fields).await;
        assert_eq!(
            answer.status,
            StatusCode::SEE_OTHER,
            "{way}: {:?}",
            errors(&answer)
        );
        assert!(leads(&answer).starts_with(AT), "{way}");
    }
    assert_eq!(size(yard).await, before + 1, "{way}");
}

const NONE: [(&str, &str); 2] = [("any", "none"), ("key", "a")];

#[tokio::test]
async fn members_declare_score_under_seal_and_are_read_by_name() {
    let (yard, mut kim, mut lee) = begun().await;
    let public = yard.portal.get(AT).await.text();
    check_page(AT, &public);
    assert!(
        public.contains("0 of 2 members") && public.contains("not declared yet"),
        "{public}"
    );
    assert!(!public.contains(&address("scores")), "{public}");
    once(&mut kim, &yard, "interests", &NONE).await;
    let some = [
        ("any", "some"),
        ("proposals", "2"),
        ("details", "My sister wrote it."),
        ("key", "b"),
    ];
    once(&mut lee, &yard, "interests", &some).await;
    let own = [("score:1:c1", "4"), ("score:2:c1", "9"), ("key", "c")];
    once(&mut kim, &yard, "scores", &own).await;
    let form = kim.get(&yard, &address("scores")).await.text();
    assert!(
        form.contains("value=\"9\""),
        "their own scores come back: {form}"
    );
    let again = [("score:1:c1", "5"), ("score:2:c1", "9"), ("key", "d")];
    once(&mut kim, &yard, "scores", &again).await;
    let form = lee.get(&yard, &address("scores")).await.text();
    assert!(
        !form.contains("score:2:c1") && form.contains("You do not score"),
        "{form}"
    );
    let page = yard.portal.get(AT).await.text();
    for says in [
        "1 of 2 members",
        "2 of 2 members",
        "pending",
        "Bright stops",
        "sealed",
    ] {
        assert!(page.contains(says), "{says}: {page}");
    }
    assert!(!page.contains("My sister"), "{page}");
    once(
        &mut lee,
        &yard,
        "scores",
        &[("score:1:c1", "7"), ("key", "e")],
    )
    .await;
    let of = Programme("flagships");
    let steps = vec![of.close("v1"), of.open_ballots("v1", None)];
    common::submit(&yard.portal.store, steps).await;
    let page = yard.portal.get(AT).await.text();
    check_page(AT, &page);
    for says in [
        "60.0",
        "90.0",
        "2 of 2",
        "1 of 2; 1 recused",
        "fewer than 2",
    ] {
        assert!(page.contains(says), "{says}: {page}");
    }
    let told = yard
        .portal
        .get("/api/v1/programmes/flagships/votes/v1/scoring/panel")
        .await;
    let described = "/api/v1/programmes/{programme}/votes/{vote}/scoring/{body}";
    check_schema(&document(&yard.portal).await, described, "get", &told);
    let told = told.json();
    assert_eq!(told["scores"][1]["scored"], 1);
    assert_eq!(told["scores"][1]["too_few"], true);
    let computed = yard.portal.store.recount("flagships", "v1").await.unwrap();
    assert_eq!(computed.facts.selected, ["2"], "the mean of who scored it");
    let korean = yard.portal.get(&AT.replace("/en/", "/ko/")).await.text();
    check_page(&AT.replace("/en/", "/ko/"), &korean);
    assert!(korean.contains("2명 중 1명, 1명 제외"), "{korean}");
}

#[tokio::test]
async fn what_is_wrong_is_told_and_nothing_is_recorded() {
    let (yard, mut kim, _) = begun().await;
    let early = [("score:1:c1", "4"), ("key", "z")];
    let refused = kim.post(&yard, &address("scores"), &early).await;
    assert!(
        errors(&refused)[0].contains("declared"),
        "{:?}",
        errors(&refused)
    );
    let before = size(&yard).await;
    for (fields, wrong) in [
        (vec![], "Your interests"),
        (vec![("any", "some")], "Proposals"),
        (
            vec![("any", "some"), ("proposals", "2")],
            "What you have to do",
        ),
        (vec![("any", "none"), ("proposals", "2")], "Your interests"),
        (
            vec![("any", "some"), ("proposals", "9"), ("details", "x")],
            "Proposals",
        ),
        (
            vec![
                ("any", "some"),
                ("proposals", "2"),
                ("details", "x"),
                ("discovered", "2099-01-01"),
            ],
            "Found out on",
        ),
    ] {
        let answer = kim.post(&yard, &address("interests"), &fields).await;
        let found = errors(&answer);
        assert!(
            found.iter().any(|one| one.starts_with(wrong)),
            "{wrong}: {found:?}"
        );
    }
    assert_eq!(size(&yard).await, before);
    once(&mut kim, &yard, "interests", &NONE).await;
    let before = size(&yard).await;
    for (score, wrong) in [
        ("11", "no whole number"),
        ("x", "no whole number"),
        ("", "at least one"),
    ] {
        let fields = [("score:1:c1", score)];
        let answer = kim.post(&yard, &address("scores"), &fields).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{score}");
        let found = errors(&answer);
        assert!(
            found.iter().any(|one| one.contains(wrong)),
            "{score}: {found:?}"
        );
    }
    assert_eq!(size(&yard).await, before);
}

#[tokio::test]
async fn what_is_wrong_with_criteria_and_recusals_stands_at_its_field() {
    let (yard, _, mut lee) = begun().await;
    let before = size(&yard).await;
    for (field, wrong) in [
        ("member", "Member"),
        ("proposal", "Proposal"),
        ("kind", "How it came"),
        ("reason", "Why"),
    ] {
        let name = members(&yard).await[0].clone();
        let mut fields = vec![
            ("member", name.as_str()),
            ("proposal", "1"),
            ("kind", "challenged"),
            ("reason", "They work for who proposed it."),
        ];
        fields.retain(|(name, _)| *name != field);
        let answer = lee.post(&yard, &address("recusals"), &fields).await;
        let found = errors(&answer);
        assert!(
            found.iter().any(|one| one.starts_with(wrong)),
            "{field}: {found:?}"
        );
    }
    let mut admin = holder(&yard, "an@example.org", Granted::Administrator, None).await;
    for (lines, least, wrong) in [
        ("", "2", "Criteria"),
        ("Use", "2", "Criteria"),
        ("Use | 40 | 0", "2", "Criteria"),
        ("Use | 40 | 10", "", "Members who"),
        ("Use | 40 | 10", "0", "Members who"),
    ] {
        let fields = [("criteria", lines), ("min-panel", least)];
        let answer = admin.post(&yard, &address("criteria"), &fields).await;
        let found = errors(&answer);
        assert!(
            found.iter().any(|one| one.starts_with(wrong)),
            "{lines}: {found:?}"
        );
    }
    assert_eq!(size(&yard).await, before + 1, "but the role");
    let fields = [
        ("criteria", "Use | 40 | 10\n비용 | 60 | 5"),
        ("min-panel", "2"),
        ("key", "f"),
    ];
    once(&mut admin, &yard, "criteria", &fields).await;
}

async fn members(yard: &Yard) -> Vec<String> {
    let members = yard.portal.store.with_state(|state| {
        let body = state.body("flagships", "panel").unwrap();
        body.seated.iter().map(|one| one.member.clone()).collect()
    });
    members.await.unwrap()
}

#[tokio::test]
async fn whoever_is_in_the_chair_recuses_and_nobody_else_does_what_is_theirs() {
    let (yard, mut kim, mut lee) = begun().await;
    let name = members(&yard).await[0].clone();
    let recused = [
        ("member", name.as_str()),
        ("proposal", "1"),
        ("kind", "challenged"),
        ("reason", "They work for who proposed it."),
        ("key", "r"),
    ];
    once(&mut lee, &yard, "recusals", &recused).await;
    let page = yard.portal.get(AT).await.text();
    assert!(page.contains("challenged"), "{page}");
    let mut nobody = Browser::default();
    let mut other = Browser::registered(&yard, "park@example.org").await;
    let mut whole = official(&yard, "mo@example.org", None).await;
    let mut admin = holder(&yard, "an@example.org", Granted::Administrator, None).await;
    let before = size(&yard).await;
    for way in ["interests", "scores", "criteria", "recusals"] {
        let asked = nobody.get(&yard, &address(way)).await;
        assert!(leads(&asked).starts_with("/en/account/sign-in"), "{way}");
        for browser in [&mut other, &mut whole] {
            let asked = browser.get(&yard, &address(way)).await;
            assert_eq!(asked.status, StatusCode::FORBIDDEN, "{way}");
            let sent = browser.post(&yard, &address(way), &NONE).await;
            assert_eq!(sent.status, StatusCode::FORBIDDEN, "{way}");
        }
    }
    for (browser, way) in [(&mut kim, "criteria"), (&mut admin, "scores")] {
        let asked = browser.get(&yard, &address(way)).await;
        assert_eq!(asked.status, StatusCode::FORBIDDEN, "{way}");
    }
    let asked = kim.get(&yard, &address("recusals")).await;
    assert_eq!(asked.status, StatusCode::FORBIDDEN, "not in the chair");
    assert_eq!(size(&yard).await, before);
    for missing in [AT.replace("v1", "v9"), AT.replace("panel", "club")] {
        let answer = yard.portal.get(&missing).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{missing}");
    }
}
