//! What a proposal that was not selected lacked, and why fewer votes may have won.

use madang_fixtures::{Programme, approval, english, greedy};
use madang_programme::Command;
use madang_programme::votes::{BallotRule, BallotType};
use madang_selection::{Completion, Decimal, Rule, SelectionRule, Ties, Utility};

use crate::common::{self, EMPTY, Portal, submit};
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
