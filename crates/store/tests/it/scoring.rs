//! Bodies with seats and their scores: what the read tables and the state give back, on both databases and after a rebuild.

use std::collections::BTreeMap;

use madang_fixtures::approval;
use madang_programme::bodies::{BodyKind, MemberSeated};
use madang_programme::scoring::{
    CriteriaFixed, CriteriaScores, Criterion, DeclareInterest, InterestDeclared, SheetSubmitted,
    SubmitSheet,
};
use madang_programme::votes::ScoresSubmitted;
use madang_programme::votes::engine::{
    Decimal, Normalisation, Rule, ScoreRule, SelectionRule, Utility,
};
use madang_programme::{Actor, Command, Role};
use madang_store::Store;

use crate::support::*;

const MEMBER: &str = "0a1b2c3d4e5f60718293a4b5c6d7e8f1";

on_both_databases! { sheets_are_read_by_name_once_they_are_open }

async fn ask(store: &Store, role: Role, name: &str, command: Command) {
    let actor = Actor::new(role, name).unwrap();
    store.submit(by(actor, command)).await.unwrap();
}

async fn score(store: &Store, scores: &[(&str, u32)]) {
    let scores = scores.iter();
    let scores = scores.map(|(id, score)| {
        let by = BTreeMap::from([("use".to_owned(), *score)]);
        ((*id).to_owned(), by)
    });
    let sheet = SubmitSheet {
        facts: SheetSubmitted(ScoresSubmitted {
            programme: PROGRAMME.to_owned(),
            vote: VOTE.to_owned(),
            body: "panel".to_owned(),
            member: MEMBER.to_owned(),
        }),
        scores: CriteriaScores {
            scores: scores.collect(),
        },
    };
    ask(store, Role::Participant, MEMBER, sheet.into()).await;
}

async fn sheets_are_read_by_name_once_they_are_open(fixture: Fixture) {
    let store = fixture.open().await;
    store.submit_all(programme(2)).await.unwrap();
    let seated = MemberSeated {
        until: Some("2099-12-31".to_owned()),
        ..P.expert("panel", MEMBER, "2026-01-01")
    };
    let weights = [("panel".to_owned(), 1)].into();
    let top = Decimal::from(10u64);
    let by = ScoreRule::new(0, weights, Normalisation::Scale { top });
    let rule = SelectionRule::new(Rule::Scores(by), Utility::Cost {});
    let rule = rule.with_budget(Decimal::from(2_000u64));
    let criteria = CriteriaFixed {
        programme: PROGRAMME.to_owned(),
        body: "panel".to_owned(),
        vote: VOTE.to_owned(),
        criteria: vec![Criterion {
            id: "use".to_owned(),
            name: text("Use"),
            weight: 1,
            scale: 5,
        }],
        min_panel: 1,
    };
    let none = DeclareInterest {
        facts: InterestDeclared {
            programme: PROGRAMME.to_owned(),
            body: "panel".to_owned(),
            vote: VOTE.to_owned(),
            member: MEMBER.to_owned(),
            proposals: vec![],
            discovered: None,
        },
        details: None,
    };
    let (admin, official) = (Role::Administrator, Role::Official);
    let panel = P.body("panel", BodyKind::ExpertPanel);
    for (role, name, command) in [
        (admin, "console", P.compose(panel)),
        (admin, "console", P.seat(seated)),
        (official, "demo", P.fix_rule("scores", rule, None)),
        (official, "demo", P.open_vote(VOTE, "scores", approval())),
        (admin, "console", Command::plain(criteria)),
        (Role::Participant, MEMBER, none.into()),
    ] {
        ask(&store, role, name, command).await;
    }
    let read = || store.criteria_sheets(PROGRAMME, VOTE, "panel");
    score(&store, &[("1", 5)]).await;
    score(&store, &[("1", 1), ("2", 4)]).await;
    assert!(read().await.unwrap().is_empty(), "they are sealed");
    for command in [P.close(VOTE), P.open_ballots(VOTE, None)] {
        ask(&store, official, "demo", command).await;
    }
    let sheets = read().await.unwrap();
    assert_eq!(sheets[MEMBER].scores["2"]["use"], 4, "the last counts");
    let computed = store.recount(PROGRAMME, VOTE).await.unwrap();
    assert_eq!(computed.facts.selected, ["2"]);
    ask(&store, official, "demo", computed.into()).await;
    let published = store.size().await.unwrap() - 1;
    store
        .held_against(PROGRAMME, VOTE, published)
        .await
        .unwrap();
    let detail = store.programme(PROGRAMME).await.unwrap().unwrap();
    let body = &detail.bodies[0];
    assert!(body.composed.is_some() && body.rules.is_some());
    let term = body.members[0].term.as_ref().unwrap();
    assert_eq!(term.until.as_deref(), Some("2099-12-31"));
    assert!(body.members[0].person.is_some());
}
