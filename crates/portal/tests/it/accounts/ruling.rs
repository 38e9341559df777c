//! The rule of a programme on pages: every method that the engine has, looked at in words before it is fixed.

use axum::http::StatusCode;
use madang_fixtures::english;
use madang_programme::bodies::BodyKind;
use madang_programme::votes::engine::{
    Completion, Decimal, Normalisation, QuotaMode, Rule, SelectionRule, Ties, Utility,
};
use madang_programme::votes::{Lot, LotPledge};
use scraper::Html;

use super::answering::{errors, official, programme, size};
use super::{Browser, KIM, Yard, carried, leads, yard};
use crate::common;
use crate::sight::{all, words};

const P: madang_fixtures::Programme<'static> = madang_fixtures::Programme("flagships");
const FORM: &str = "/en/programmes/flagships/setup/rule";

/// A programme with a body, and its official.
async fn ruling() -> (Yard, Browser) {
    let yard = yard().await;
    programme(&yard).await;
    let panel = P.establish("panel", BodyKind::ExpertPanel, english("Expert panel"));
    common::submit(&yard.portal.store, vec![panel]).await;
    let kim = official(&yard, KIM, None).await;
    (yard, kim)
}

/// Looks at a rule, then fixes it twice; gives what was said of it, and the rule with its pledge.
async fn fixed(
    kim: &mut Browser,
    yard: &Yard,
    fields: &[(&str, &str)],
) -> (String, SelectionRule, Option<LotPledge>) {
    let before = size(yard).await;
    let id = format!("r{before}");
    let own = [("id", id.as_str()), ("key", id.as_str())];
    let looked = [fields, &own, &[("step", "preview")]].concat();
    let preview = kim.post(yard, FORM, &looked).await;
    assert_eq!(
        preview.status,
        StatusCode::OK,
        "{fields:?}: {:?}",
        errors(&preview)
    );
    assert_eq!(size(yard).await, before, "looking fixes nothing");
    let said = words(all(&Html::parse_document(&preview.text()), "main")[0]);
    let along = carried(&preview);
    let along: Vec<(&str, &str)> = along
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let release = [along, vec![("step", "release")]].concat();
    for _ in 0..2 {
        let answer = kim.post(yard, FORM, &release).await;
        assert_eq!(leads(&answer), "/en/programmes/flagships/setup");
    }
    assert_eq!(size(yard).await, before + 1);
    let rule = yard.portal.store.with_state(|state| {
        let rule = state.rule("flagships", &id).unwrap();
        (rule.rule.clone(), rule.lot.clone())
    });
    let (rule, lot) = rule.await.unwrap();
    (said, rule, lot)
}

/// A method, what is typed for it, what its words say, and whether it is what was fixed.
type Fixed = (
    &'static str,
    &'static [(&'static str, &'static str)],
    &'static str,
    fn(&Rule) -> bool,
);

#[tokio::test]
async fn every_method_is_fixed_and_said_in_words() {
    let (yard, mut kim) = ruling().await;
    let page = kim.get(&yard, FORM).await.text();
    let document = Html::parse_document(&page);
    assert_eq!(all(&document, "input[name=method]").len(), 7);
    let kinds: [Fixed; 7] = [
        (
            "equal-shares",
            &[("budget", "500,000")],
            "equal shares",
            |rule| matches!(rule, Rule::EqualShares {}),
        ),
        (
            "bounded-overspending",
            &[("budget", "5")],
            "overspending",
            |rule| matches!(rule, Rule::BoundedOverspending {}),
        ),
        ("phragmen", &[("budget", "5")], "Phragmén", |rule| {
            matches!(rule, Rule::Phragmen { .. })
        }),
        (
            "votes",
            &[("budget", "5")],
            "in the order of their votes.",
            |rule| matches!(rule, Rule::Greedy { .. }),
        ),
        (
            "votes-per-cost",
            &[("budget", "5")],
            "held against cost",
            |rule| matches!(rule, Rule::Greedy { .. }),
        ),
        (
            "proportional-approval",
            &[("number", "3")],
            "Proportional approval",
            |rule| matches!(rule, Rule::ProportionalApproval {}),
        ),
        (
            "scores",
            &[
                ("number", "3"),
                ("weight-ballots", "40"),
                ("weight-panel", "60"),
            ],
            "The scores of Expert panel weigh 60",
            |rule| matches!(rule, Rule::Scores(_)),
        ),
    ];
    for (method, more, says, is) in kinds {
        let fields = [more, &[("method", method)]].concat();
        let (said, rule, lot) = fixed(&mut kim, &yard, &fields).await;
        assert!(said.contains(says), "{method}: {said}");
        assert!(is(&rule.rule), "{method}: {rule:?}");
        assert_eq!((rule.ties, lot), (Ties::CostVotes {}, None), "{method}");
    }
    let page = kim.get(&yard, FORM).await.text();
    assert!(page.contains("Phragmén"), "what is fixed is said: {page}");
}

#[tokio::test]
async fn a_rule_has_all_that_was_chosen_for_it() {
    let (yard, mut kim) = ruling().await;
    let fields = [
        ("method", "equal-shares"),
        ("budget", "1,000,000"),
        ("number", "5"),
        ("completion", "add-one-exhaustive"),
        ("raise", "10"),
        ("whole-shares", "yes"),
        ("over-all", "yes"),
        ("after", "phragmen"),
        ("compared", "yes"),
        ("threshold", "3"),
        ("ties", "id"),
        ("utility", "cardinality"),
        ("quotas", "reserve"),
        ("least-number-general", "2"),
        ("most-money-general", "900,000"),
    ];
    let (said, rule, _) = fixed(&mut kim, &yard, &fields).await;
    assert_eq!(rule.budget, Some(Decimal::from(1_000_000)));
    assert_eq!(
        (rule.number, rule.threshold),
        (Some(5), Some(Decimal::from(3)))
    );
    assert_eq!(rule.utility, Utility::Cardinality {});
    assert!(matches!(
        rule.completion.as_slice(),
        [Completion::AddOne { step, .. }, Completion::Phragmen {}] if *step == Decimal::from(10)
    ));
    let quotas = rule.quotas.unwrap();
    assert_eq!(quotas.mode, QuotaMode::Reserve);
    let general = &quotas.groups["general"];
    assert_eq!(general.least_number, Some(2));
    assert_eq!(general.most_money, Some(Decimal::from(900_000)));
    assert!(said.contains("at least 2"), "{said}");
    let fields = [
        ("method", "scores"),
        ("number", "2"),
        ("weight-panel", "1"),
        ("scale", "scale"),
        ("top", "7.5"),
    ];
    let (_, rule, _) = fixed(&mut kim, &yard, &fields).await;
    let Rule::Scores(scores) = rule.rule else {
        panic!("{rule:?}");
    };
    assert_eq!(scores.ballots, 0);
    let top = Decimal::parse("7.5").unwrap();
    assert_eq!(scores.normalisation, Normalisation::Scale { top });
}

/// A lot is pledged by the hash of a seed that is shown once, and by a value that nobody knows yet.
#[tokio::test]
async fn a_lot_is_pledged_with_a_seed_that_is_shown_once() {
    let (yard, mut kim) = ruling().await;
    let fields = [
        ("method", "votes"),
        ("budget", "5"),
        ("ties", "cost-votes-lot"),
        ("lot-value", "Draw 1234 of the lottery"),
        ("lot-numbers", "6"),
        ("lot-least", "1"),
        ("lot-most", "45"),
        ("lot-ascending", "yes"),
        ("lot-hours", "2"),
    ];
    let (said, rule, lot) = fixed(&mut kim, &yard, &fields).await;
    assert_eq!(rule.ties, Ties::CostVotesLot(Lot::default()));
    let lot = lot.expect("a pledge");
    assert_eq!(lot.hours_after_close, Some(2));
    let seed = said
        .split_whitespace()
        .find(|word| word.len() == 64 && word.bytes().all(|byte| byte.is_ascii_hexdigit()))
        .expect("the seed is shown");
    assert_eq!(Lot::new(seed, "").seed_hash(), lot.seed_hash);
    // Whoever releases without having seen a seed is shown one first.
    let unseen = [
        &fields[..],
        &[("id", "u"), ("key", "u"), ("step", "release")],
    ]
    .concat();
    let before = size(&yard).await;
    let shown = kim.post(&yard, FORM, &unseen).await;
    assert_eq!(shown.status, StatusCode::OK);
    assert!(shown.text().contains("The seed of the lot"));
    assert_eq!(size(&yard).await, before);
    for (field, value, wrong) in [
        (
            "lot-ascending",
            "no",
            "They are all different and stand in ascending order",
        ),
        ("lot-value", "", "Which public value"),
        ("lot-numbers", "", "How many numbers"),
        ("lot-hours", "", "Hours after"),
        ("lot-most", "2", "How many numbers"),
        ("lot-hours", "0", "Hours after"),
    ] {
        let mut fields = fields.to_vec();
        fields.retain(|(name, _)| *name != field);
        fields.extend([(field, value), ("id", "w"), ("step", "preview")]);
        let answer = kim.post(&yard, FORM, &fields).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{field} {value}");
        let found = errors(&answer);
        assert!(found[0].starts_with(wrong), "{field} {value}: {found:?}");
    }
}

/// Whoever asks to fix a rule without having looked at it, or having looked at another one, is shown it first.
#[tokio::test]
async fn no_rule_is_fixed_that_nobody_looked_at() {
    let (yard, mut kim) = ruling().await;
    let before = size(&yard).await;
    let fields = [("method", "votes"), ("budget", "5"), ("id", "r")];
    let unseen = [&fields[..], &[("key", "r"), ("step", "release")]].concat();
    let shown = kim.post(&yard, FORM, &unseen).await;
    assert_eq!(shown.status, StatusCode::OK);
    assert!(shown.text().contains("in the order of their votes"));
    let along = carried(&shown);
    let mut other: Vec<(&str, &str)> = along
        .iter()
        .map(|(name, value)| match name.as_str() {
            "budget" => ("budget", "6"),
            name => (name, value.as_str()),
        })
        .collect();
    other.push(("step", "release"));
    let shown = kim.post(&yard, FORM, &other).await;
    assert_eq!(shown.status, StatusCode::OK, "another rule than was seen");
    assert_eq!(size(&yard).await, before);
}

#[tokio::test]
async fn what_cannot_be_a_rule_comes_back_as_it_was_typed() {
    let (yard, mut kim) = ruling().await;
    let before = size(&yard).await;
    let usual = [("method", "votes"), ("budget", "5"), ("id", "r")];
    for (more, wrong) in [
        (&[("budget", "much")][..], "Budget"),
        (&[("budget", "")], "Budget"),
        (&[("budget", "0.5")], "Budget"),
        (&[("method", "dice")], "How it is chosen"),
        (&[("method", "")], "How it is chosen"),
        (&[("id", "a b")], "Identifier"),
        (&[("number", "many")], "Number of proposals"),
        (&[("completion", "add-one")], "While money is left"),
        (&[("raise", "5")], "Raise of each share"),
        (&[("seats", "yes")], "Budget"),
        (
            &[("method", "phragmen"), ("utility", "points")],
            "What a proposal is worth",
        ),
        (
            &[("method", "proportional-approval"), ("budget", "")],
            "Number of proposals",
        ),
        (&[("method", "scores")], "What ballots and bodies weigh"),
        (
            &[("method", "scores"), ("weight-panel", "x")],
            "What ballots and bodies weigh",
        ),
        (&[("scale", "rank")], "One expert"),
        (&[("quotas", "caps")], "Bounds for service groups"),
        (&[("most-number-general", "1")], "Bounds for service groups"),
        (&[("places", "3,2,1")], "Points for the places"),
        // What is none of a field's choices is never taken as another one.
        (
            &[("utility", "joy")],
            "What a proposal is worth to a voter who chooses it",
        ),
        (
            &[("completion", "add-two")],
            "While money is left (equal shares)",
        ),
        (&[("after", "before")], "What is left then"),
        (&[("fit", "squeeze")], "A proposal that does not fit"),
        (&[("ties", "dice")], "Ties"),
        (&[("scale", "lowest")], "One expert's scores"),
        (&[("quotas", "some")], "Bounds for service groups"),
        (
            &[("seats", "no")],
            "Every proposal takes one place, whatever it costs",
        ),
        (
            &[("whole-shares", "no")],
            "The first shares are rounded down to whole amounts",
        ),
        (
            &[("over-all", "no")],
            "What nobody supports counts too when it is asked whether anything more fits",
        ),
        (
            &[("compared", "no")],
            "Give way to the outcome by most votes where more voters get more of their proposals there",
        ),
    ] {
        let mut fields = usual.to_vec();
        fields.retain(|(name, _)| more.iter().all(|(other, _)| other != name));
        fields.extend(more);
        fields.push(("step", "release"));
        let answer = kim.post(&yard, FORM, &fields).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{more:?}");
        let found = errors(&answer);
        assert!(found[0].starts_with(wrong), "{more:?}: {found:?}");
    }
    assert_eq!(size(&yard).await, before);
    let mut nobody = Browser::default();
    let sent = nobody.post(&yard, FORM, &usual).await;
    assert!(leads(&sent).starts_with("/en/account"));
}
