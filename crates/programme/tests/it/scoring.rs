//! How members of bodies score: criteria first, interests declared, who does not score what, sheets under seal, and what comes of them.

use std::collections::BTreeMap;
use std::convert::Infallible;

use madang_fixtures::approval;
use madang_programme::bodies::{BodyKind, MemberLeft, MemberSeated};
use madang_programme::log::{RULES, RulesAdopted};
use madang_programme::scoring::{
    CriteriaFixed, CriteriaScores, Criterion, DeclareInterest, InterestDeclared, InterestDetails,
    RecusalDecided, RecusalKind, RecusalReason, SheetSubmitted, SubmitSheet,
};
use madang_programme::votes::selection::{OpenedSheet, compute};
use madang_programme::votes::{ScoresContent, ScoresSubmitted, SubmitScores, VoteScheduled};
use madang_programme::{Command, State};
use madang_selection::{Decimal, Normalisation, Rule, ScoreRule, SelectionRule, Utility};

use crate::support::*;

pub const ADMIN: &str = "administrator/console";
pub const OFFICIAL: &str = "official/test";
pub const MEMBERS: [&str; 3] = [
    "00000000000000000000000000000001",
    "00000000000000000000000000000002",
    "00000000000000000000000000000003",
];

/// When the vote opens, and when it closes.
pub const OPENS: &str = "2026-11-23T08:00:05.000Z";
const CLOSES: &str = "2026-11-23T08:00:09.000Z";

/// Ten entries make a second: lets others pass until a time has come.
pub fn wait(state: &mut State, until: &str) {
    while time(state).as_str() < until {
        let id = format!("filler-{}", state.size);
        ok(state, OFFICIAL, P.institution(&id, &id));
    }
}

pub fn by(member: &str) -> String {
    format!("participant/{member}")
}

/// A programme whose panel of three sits, the first of them in the chair, and decides alone in the vote `v`, which is announced.
pub fn panelled() -> State {
    let mut state = prepared();
    let adopted = Command::plain(RulesAdopted { rules: RULES });
    give(&mut state, "operator/server", adopted).expect("the newest rules");
    let panel = P.body("panel", BodyKind::ExpertPanel);
    give(&mut state, ADMIN, P.compose(panel)).expect("a body");
    for member in MEMBERS {
        let seated = MemberSeated {
            chair: member == MEMBERS[0],
            ..P.expert("panel", member, "2026-11-23")
        };
        give(&mut state, ADMIN, P.seat(seated)).expect("a member");
    }
    let scale = Normalisation::Scale {
        top: Decimal::from(10),
    };
    let by = ScoreRule::new(0, [("panel".to_owned(), 1)].into(), scale);
    let rule =
        SelectionRule::new(Rule::Scores(by), Utility::Cost {}).with_budget(Decimal::from(60));
    give(&mut state, OFFICIAL, P.fix_rule("scores", rule, None)).expect("a rule");
    let announced = Command::plain(VoteScheduled {
        programme: "p".to_owned(),
        vote: "v".to_owned(),
        title: english("The vote"),
        opens_at: OPENS.to_owned(),
        closes_at: CLOSES.to_owned(),
    });
    give(&mut state, OFFICIAL, announced).expect("announced");
    state
}

pub fn criteria() -> CriteriaFixed {
    let criterion = |id: &str, weight, scale| Criterion {
        id: id.to_owned(),
        name: english("Use"),
        weight,
        scale,
    };
    CriteriaFixed {
        programme: "p".to_owned(),
        body: "panel".to_owned(),
        vote: "v".to_owned(),
        criteria: vec![criterion("use", 3, 10), criterion("cost", 1, 4)],
        min_panel: 3,
    }
}

pub fn declare(member: &str, proposals: &[&str], discovered: Option<&str>) -> Command {
    let facts = InterestDeclared {
        programme: "p".to_owned(),
        body: "panel".to_owned(),
        vote: "v".to_owned(),
        member: member.to_owned(),
        proposals: proposals.iter().map(|id| (*id).to_owned()).collect(),
        discovered: discovered.map(str::to_owned),
    };
    let details = (!proposals.is_empty()).then(|| InterestDetails {
        details: english("My sister wrote it."),
    });
    DeclareInterest { facts, details }.into()
}

pub fn recuse(member: &str, proposal: &str, kind: RecusalKind) -> Command {
    let facts = RecusalDecided {
        programme: "p".to_owned(),
        body: "panel".to_owned(),
        vote: "v".to_owned(),
        member: member.to_owned(),
        proposal: proposal.to_owned(),
        kind,
    };
    let reason = RecusalReason {
        reason: english("They work for who proposed it."),
    };
    Command::said("reason", facts, reason)
}

fn scores(all: &[(&str, u32, u32)]) -> CriteriaScores {
    let all = all.iter().map(|(id, of_use, cost)| {
        let by = [("use".to_owned(), *of_use), ("cost".to_owned(), *cost)];
        ((*id).to_owned(), BTreeMap::from(by))
    });
    CriteriaScores {
        scores: all.collect(),
    }
}

fn submitted(member: &str) -> ScoresSubmitted {
    ScoresSubmitted {
        programme: "p".to_owned(),
        vote: "v".to_owned(),
        body: "panel".to_owned(),
        member: member.to_owned(),
    }
}

pub fn sheet(member: &str, all: &[(&str, u32, u32)]) -> Command {
    SubmitSheet {
        facts: SheetSubmitted(submitted(member)),
        scores: scores(all),
    }
    .into()
}

fn refused(state: &State, actor: &str, command: Command, says: &str) {
    let refused = give(&mut state.clone(), actor, command).expect_err(says);
    assert!(refused.contains(says), "{refused}");
}

pub fn ok(state: &mut State, actor: &str, command: Command) {
    give(state, actor, command).expect("allowed");
}

/// The same with criteria and declarations of all three.
fn declared() -> State {
    let mut state = panelled();
    ok(&mut state, ADMIN, Command::plain(criteria()));
    for member in MEMBERS {
        let own: &[&str] = if member == MEMBERS[2] { &["a"] } else { &[] };
        ok(&mut state, &by(member), declare(member, own, None));
    }
    state
}

/// The same with the vote open.
pub fn opened() -> State {
    let mut state = declared();
    wait(&mut state, OPENS);
    let open = P.open_vote_titled("v", "scores", english("The vote"), approval());
    ok(&mut state, OFFICIAL, open);
    state
}

#[test]
fn criteria_stand_before_anybody_scores() {
    let state = panelled();
    let with = |change: fn(&mut CriteriaFixed)| {
        let mut facts = criteria();
        change(&mut facts);
        Command::plain(facts)
    };
    refused(&state, OFFICIAL, with(|_| {}), "official");
    refused(
        &state,
        ADMIN,
        with(|one| one.criteria.clear()),
        "must be 1 to 20",
    );
    refused(
        &state,
        ADMIN,
        with(|one| one.criteria[1].id = "use".to_owned()),
        "twice",
    );
    refused(
        &state,
        ADMIN,
        with(|one| one.criteria[0].weight = 0),
        "is 0",
    );
    refused(
        &state,
        ADMIN,
        with(|one| one.criteria[0].scale = 101),
        "from 1 to 100",
    );
    refused(&state, ADMIN, with(|one| one.min_panel = 0), "is 0");
    refused(
        &state,
        ADMIN,
        with(|one| one.vote = "w".to_owned()),
        "there is no vote",
    );
    refused(
        &state,
        ADMIN,
        with(|one| one.body = "club".to_owned()),
        "there is no body",
    );
    let apart = with(|one| {
        let scales = [97, 89, 83, 79];
        one.criteria = scales
            .map(|scale| Criterion {
                id: format!("c{scale}"),
                name: english("Use"),
                weight: 1,
                scale,
            })
            .into();
    });
    refused(&state, ADMIN, apart, "too little in common");
    let mut state = opened();
    ok(&mut state, ADMIN, with(|_| {}));
    ok(
        &mut state,
        &by(MEMBERS[0]),
        sheet(MEMBERS[0], &[("a", 1, 1)]),
    );
    refused(&state, ADMIN, with(|_| {}), "have scored already");
}

#[test]
fn a_member_declares_for_themselves_and_before_they_score() {
    let mut state = panelled();
    let [first, second, third] = MEMBERS;
    refused(&state, &by(second), declare(first, &[], None), "themselves");
    refused(&state, OFFICIAL, declare(first, &[], None), "official");
    refused(
        &state,
        &by(first),
        declare(first, &["a", "a"], None),
        "twice",
    );
    refused(
        &state,
        &by(first),
        declare(first, &["z"], None),
        "no proposal",
    );
    refused(
        &state,
        &by(first),
        declare(first, &[], Some("2026-11-23")),
        "names a proposal",
    );
    refused(
        &state,
        &by(first),
        declare(first, &["a"], Some("2026-11-24")),
        "to come",
    );
    ok(&mut state, &by(first), declare(first, &[], None));
    let left = MemberLeft {
        programme: "p".to_owned(),
        body: "panel".to_owned(),
        member: third.to_owned(),
    };
    ok(&mut state, ADMIN, Command::plain(left));
    refused(
        &state,
        &by(third),
        declare(third, &[], None),
        "does not sit",
    );
    let state = opened();
    let nothing = |member| sheet(member, &[("b", 1, 1)]);
    refused(&state, OFFICIAL, nothing(first), "official");
    refused(&state, &by(second), nothing(first), "themselves");
    for (all, says) in [
        (&[("z", 1, 1)][..], "not a candidate"),
        (&[("b", 11, 1)], "more than 10"),
        (&[("b", 1, 5)], "more than 4"),
    ] {
        refused(&state, &by(first), sheet(first, all), says);
    }
    refused(
        &state,
        &by(third),
        sheet(third, &[("a", 1, 1)]),
        "does not score",
    );
    let mut partly = scores(&[("b", 1, 1)]);
    partly.scores.get_mut("b").expect("there").remove("cost");
    let partly = SubmitSheet {
        facts: SheetSubmitted(submitted(first)),
        scores: partly,
    };
    refused(&state, &by(first), partly.into(), "every criterion");
    let plain = SubmitScores {
        facts: submitted(first),
        scores: ScoresContent {
            scores: BTreeMap::new(),
        },
    };
    refused(&state, OFFICIAL, plain.into(), "their own scores");
}

#[test]
fn nobody_scores_without_criteria_or_a_declaration() {
    let mut state = panelled();
    wait(&mut state, OPENS);
    let open = P.open_vote_titled("v", "scores", english("The vote"), approval());
    ok(&mut state, OFFICIAL, open);
    let own = || sheet(MEMBERS[0], &[("a", 1, 1)]);
    refused(&state, &by(MEMBERS[0]), own(), "no criteria are fixed");
    ok(&mut state, ADMIN, Command::plain(criteria()));
    refused(
        &state,
        &by(MEMBERS[0]),
        own(),
        "nobody scores who has not declared",
    );
    ok(&mut state, &by(MEMBERS[0]), declare(MEMBERS[0], &[], None));
    ok(&mut state, &by(MEMBERS[0]), own());
}

#[test]
fn whoever_is_in_the_chair_decides_who_does_not_score_what() {
    let mut state = declared();
    let [first, second, third] = MEMBERS;
    let kind = RecusalKind::Challenged;
    refused(&state, ADMIN, recuse(second, "b", kind), "in the chair");
    refused(
        &state,
        &by(second),
        recuse(third, "b", kind),
        "in the chair",
    );
    refused(
        &state,
        &by(second),
        recuse(second, "b", kind),
        "in the chair",
    );
    ok(&mut state, &by(first), recuse(second, "b", kind));
    refused(
        &state,
        &by(first),
        recuse(second, "b", kind),
        "decided already",
    );
    ok(
        &mut state,
        &by(third),
        recuse(third, "b", RecusalKind::SelfExcluded),
    );
    let panel = state.panel("p", "v", "panel").expect("there");
    assert!(panel.is_blocked(second, "b") && panel.is_blocked(third, "b"));
    assert!(panel.is_blocked(third, "a") && !panel.is_blocked(first, "a"));
    let left = MemberLeft {
        programme: "p".to_owned(),
        body: "panel".to_owned(),
        member: first.to_owned(),
    };
    ok(&mut state, ADMIN, Command::plain(left));
    ok(
        &mut state,
        ADMIN,
        recuse(second, "a", RecusalKind::Excluded),
    );
}

/// What is selected from the sheets of a vote whose ballots are open.
fn selected(state: &State, sheets: &[(&str, CriteriaScores)]) -> Vec<String> {
    let panel = state.panel("p", "v", "panel").expect("there");
    let sheets = sheets.iter().map(|(member, scores)| OpenedSheet {
        body: "panel".to_owned(),
        member: (*member).to_owned(),
        content: panel.counted(member, scores),
    });
    let sheets: Vec<OpenedSheet> = sheets.collect();
    let none: [Result<_, Infallible>; 0] = [];
    let computed = compute(state, "p", "v", &sheets, none).expect("a selection");
    computed.facts.selected
}

#[test]
fn a_proposal_has_the_mean_of_who_scored_it_and_nothing_is_filled_in() {
    let [first, second, third] = MEMBERS;
    let mut state = opened();
    ok(
        &mut state,
        &by(first),
        sheet(first, &[("a", 1, 1), ("b", 10, 4)]),
    );
    // What is handed in later takes its place.
    let own = [("a", 8, 4), ("b", 6, 2)];
    ok(&mut state, &by(first), sheet(first, &own));
    let other = [("a", 8, 4), ("b", 6, 2)];
    ok(&mut state, &by(second), sheet(second, &other));
    let last = [("b", 6, 2)];
    ok(&mut state, &by(third), sheet(third, &last));
    let panel = state.panel("p", "v", "panel").expect("there");
    let fixed = panel.criteria.as_ref().expect("fixed");
    // Of 3 × 10 and 1 × 4, on 20: 3 · 8 · 2 + 1 · 4 · 5 = 68 of 80.
    assert_eq!((fixed.top(), panel.first_sheet().is_some()), (80, true));
    let sheets = [
        (first, scores(&own)),
        (second, scores(&other)),
        (third, scores(&last)),
    ];
    let all = || sheets.iter().map(|(member, sheet)| (*member, sheet));
    let a = panel.scored("a", all());
    assert_eq!((a.scored, a.recused, a.sum), (2, 1, 136));
    let b = panel.scored("b", all());
    assert_eq!((b.scored, b.recused, b.sum), (3, 0, 3 * 46));
    let vote = state.vote("p", "v").expect("open");
    assert_eq!(vote.sheets.len(), 3, "one of each");
    wait(&mut state, CLOSES);
    ok(&mut state, OFFICIAL, close());
    ok(&mut state, OFFICIAL, open_ballots());
    // Were the third's missing score a nought, `b` would come first and leave no room for `a`.
    assert_eq!(selected(&state, &sheets), ["a"]);
    // What a member finds out after the count takes their score out of it.
    ok(
        &mut state,
        &by(first),
        declare(first, &["a"], Some("2026-11-23")),
    );
    ok(
        &mut state,
        &by(second),
        declare(second, &["a"], Some("2026-11-23")),
    );
    assert_eq!(selected(&state, &sheets), ["b"]);
}
