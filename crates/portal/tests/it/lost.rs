//! What a proposal that was not selected lacked, and why fewer votes may have won.

use madang_fixtures::{Programme, approval, english, greedy, in_days};
use madang_portal::Operator;
use madang_programme::proposals::CallOpened;
use madang_programme::votes::{BallotRule, BallotType};
use madang_programme::{Command, Role};
use madang_selection::{Completion, Decimal, Rule, SelectionRule, Ties, Utility};
use madang_store::Submission;

use crate::common::{self, EMPTY, Portal, actor, submit};
use crate::sight::{all, page, words};

/// A programme in won whose vote was decided by this rule.
async fn decided(
    rule: SelectionRule,
    ballots: BallotRule,
    costs: &[(&str, u64)],
    cast: Vec<Command>,
) -> Portal {
    let portal = common::empty().await;
    submit(&portal.store, common::example::commitments()).await;
    submit(&portal.store, vec![common::example::nothing_yet("KRW")]).await;
    let programme = Programme(EMPTY);
    let proposals = costs
        .iter()
        .map(|(id, cost)| programme.propose(id, *cost, english(format!("Proposal {id}"))));
    let mut commands: Vec<Command> = proposals.collect();
    commands.push(programme.fix_rule("rule", rule.with_ties(Ties::Id {}), None));
    commands.push(programme.open_vote("first", "rule", ballots));
    commands.extend(cast);
    commands.push(programme.close("first"));
    for command in commands {
        submit(&portal.store, vec![command]).await;
    }
    submit(&portal.store, vec![programme.open_ballots("first", None)]).await;
    common::publish(&portal.store, EMPTY, "first").await;
    portal
}

async fn text(portal: &Portal, address: &str) -> String {
    words(
        all(
            &page(portal, &format!("/en/programmes/{EMPTY}{address}")).await,
            "main",
        )[0],
    )
}

/// The card of a proposal in the list.
async fn card(portal: &Portal, id: &str) -> String {
    let document = page(portal, &format!("/en/programmes/{EMPTY}/proposals")).await;
    let mut cards = all(&document, "main li").into_iter().map(words);
    let named = format!("Proposal {id}");
    cards.find(|card| card.contains(&named)).expect("its card")
}

/// The row of a proposal in the table of all.
async fn row(portal: &Portal, id: &str) -> String {
    let document = page(portal, &format!("/en/programmes/{EMPTY}/votes/first")).await;
    let mut rows = all(&document, "#projects tbody tr").into_iter().map(words);
    let named = format!("Proposal {id}");
    rows.find(|row| row.contains(&named)).expect("its row")
}

#[tokio::test]
async fn what_was_missing_is_one_amount_on_every_page() {
    // Three voters of 100: each has 33⅓. Those of b have 66⅔ for 70, so that 3⅓ are missing.
    let rule = SelectionRule::new(Rule::EqualShares {}, Utility::Cost {})
        .with_budget(Decimal::from(100u64));
    let programme = Programme(EMPTY);
    let cast = vec![
        programme.cast("first", 1, &["a"]),
        programme.cast("first", 2, &["b"]),
        programme.cast("first", 3, &["b"]),
    ];
    let portal = decided(rule, approval(), &[("a", 30), ("b", 70)], cast).await;
    let said = "That is KRW 4 short of its cost.";
    for told in [
        card(&portal, "b").await,
        text(&portal, "/proposals/b").await,
    ] {
        assert!(told.contains(said), "{told}");
    }
    let row = row(&portal, "b").await;
    assert!(row.ends_with("KRW 4"), "{row}");
}

#[tokio::test]
async fn who_lost_in_the_completion_lacked_of_the_budget_that_was_left() {
    // Each of four has 25. a is paid for by two, b filled up by votes; then 5 are left, and c costs 30.
    let rule = SelectionRule::new(Rule::EqualShares {}, Utility::Cost {})
        .with_completion(vec![Completion::Utilitarian {}])
        .with_budget(Decimal::from(100u64));
    let programme = Programme(EMPTY);
    let cast = vec![
        programme.cast("first", 1, &["a"]),
        programme.cast("first", 2, &["a"]),
        programme.cast("first", 3, &["b", "c"]),
        programme.cast("first", 4, &["b"]),
    ];
    let costs = [("a", 40), ("b", 55), ("c", 30)];
    let portal = decided(rule, approval(), &costs, cast).await;
    let said = "When its turn came KRW 5 of the budget was left, KRW 25 short of its cost.";
    for told in [
        card(&portal, "c").await,
        text(&portal, "/proposals/c").await,
    ] {
        assert!(told.contains(said), "{told}");
        assert!(!told.contains("That is KRW"), "{told}");
    }
    let row = row(&portal, "c").await;
    assert!(row.ends_with("KRW 25"), "{row}");
}

#[tokio::test]
async fn where_ballots_carry_points_nobody_is_told_that_votes_decide() {
    let rule =
        SelectionRule::new(greedy(), Utility::PointsTimesCost {}).with_budget(Decimal::from(10u64));
    let ballots = BallotRule {
        ballot_type: BallotType::Scoring,
        max_points: Some(10),
        ..approval()
    };
    let programme = Programme(EMPTY);
    let cast = vec![
        programme.cast_points("first", 1, &["a"], &[10]),
        programme.cast_points("first", 2, &["b"], &[1]),
        programme.cast_points("first", 3, &["b"], &[1]),
    ];
    let portal = decided(rule, ballots, &[("a", 10), ("b", 10)], cast).await;
    let told = text(&portal, "/proposals/b").await;
    for part in [
        "2 people gave it points; the order goes by points",
        "With 2 points in all it stands at place 2 of 2 by points.",
        "One proposal that fewer people chose was selected",
        "not by how many people chose a proposal",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
    assert!(!told.contains("votes it stands at place"), "{told}");
    let table = text(&portal, "/votes/first").await;
    assert!(table.contains("People who gave it points"), "{table}");
    assert!(
        table.contains("taken in the order of their points."),
        "{table}"
    );
    assert!(!table.contains("order of votes"), "{table}");
    let told = text(&portal, "/proposals/a").await;
    assert!(told.contains("selected in the order of points."), "{told}");
    // a had ten from one, b one from each of two.
    for (id, told) in [("a", "1 10 KRW 10"), ("b", "2 2 KRW 10")] {
        let row = row(&portal, id).await;
        assert!(row.contains(told), "{told}: {row}");
    }
}

/// Whoever lost reads at once what they can do now and whom to ask, on the page of the proposal and on that of the selection.
#[tokio::test]
async fn who_lost_reads_what_comes_next_and_whom_to_ask() {
    let rule = SelectionRule::new(greedy(), Utility::Cost {}).with_budget(Decimal::from(30u64));
    let programme = Programme(EMPTY);
    let cast = vec![programme.cast("first", 1, &["a"])];
    let portal = decided(rule, approval(), &[("a", 30), ("b", 70)], cast).await;
    let said = r#"{"name": {"en": "Open Government Division"}, "email": "open@example.go.kr"}"#;
    let operator = Operator::from_json(said).expect("an operator");
    let submission = Submission {
        actor: actor(Role::Operator),
        idempotency_key: None,
        command: operator.asked(None).into(),
        terms: Default::default(),
    };
    portal.store.submit(submission).await.expect("it is said");
    for address in ["/proposals/b", "/selection"] {
        let address = format!("/en/programmes/{EMPTY}{address}");
        let document = page(&portal, &address).await;
        let told = words(all(&document, "main")[0]);
        let (_, told) = told.split_once("What comes next").expect("a section");
        for part in [
            "again in the next vote of this programme",
            "Whom to ask:",
            "open@example.go.kr",
        ] {
            assert!(told.contains(part), "{address}: {part}: {told}");
        }
    }
    let told = text(&portal, "/proposals/b").await;
    for part in [
        "No next vote is announced yet.",
        "A new proposal can be submitted at any time.",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
    // Before what it is about: that is what somebody who lost came for.
    let document = page(&portal, &format!("/en/programmes/{EMPTY}/proposals/b")).await;
    let headings = all(&document, "main h2");
    let headings: Vec<&str> = headings.iter().filter_map(|h2| h2.attr("id")).collect();
    assert!(
        headings.starts_with(&["why", "answer", "next", "about"]),
        "{headings:?}"
    );
    let call = CallOpened {
        programme: EMPTY.to_owned(),
        from: in_days(10),
        to: in_days(20),
    };
    submit(&portal.store, vec![Command::plain(call)]).await;
    let told = text(&portal, "/proposals/b").await;
    assert!(
        told.contains("The next call for proposals runs from"),
        "{told}"
    );
    let portal = common::later(portal, 24 * 15).await;
    let told = text(&portal, "/proposals/b").await;
    assert!(
        told.contains("A new proposal can be submitted until"),
        "{told}"
    );
    // That step is under way again on the programme's page, though all of them were done before; the list begins with proposals.
    let steps = async |portal: &Portal| {
        let mut now = Vec::new();
        for address in [
            format!("/ko/programmes/{EMPTY}"),
            format!("/ko/programmes/{EMPTY}/proposals"),
        ] {
            let document = page(portal, &address).await;
            let names = all(&document, ".stepper [aria-current=step] .step-name");
            now.extend(names.into_iter().map(words));
        }
        now
    };
    assert_eq!(steps(&portal).await, ["제안 접수"]);
    let portal = common::later(portal, 24 * 30).await;
    let told = text(&portal, "/proposals/b").await;
    assert!(told.contains("The call for proposals ended on"), "{told}");
    assert!(steps(&portal).await.is_empty());
}
