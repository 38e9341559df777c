//! Score sheets of a vote under way are taken out like ballots, by an entry that names the vote; and what was counted once stays what
//! it was, whatever rules the record adopts later.

use madang_programme::bodies::{AppointMember, BodyKind, MemberAppointed, MemberClass};
use madang_programme::content::{ContentErased, ContentRestricted, Ground};
use madang_programme::log::{RULES, RulesAdopted};
use madang_programme::votes::selection::{Computed, OpenedSheet, compute};
use madang_programme::votes::{BallotExcluded, ScoresContent, ScoresSubmitted, SubmitScores};
use madang_programme::{Command, State};
use madang_selection::{Decimal, Normalisation, Rule, ScoreRule, SelectionRule, Utility};

use crate::support::*;

const OFFICIAL: &str = "official/test";
const MEMBERS: [&str; 2] = ["m1", "m2"];
const SCORES: &str = "scores";

fn content() -> ScoresContent {
    let scores = [("a", 2), ("b", 1), ("c", 10)];
    let scores = scores.map(|(id, score)| (id.to_owned(), Decimal::from(score)));
    ScoresContent {
        scores: scores.into(),
    }
}

fn sheet(member: &str) -> OpenedSheet {
    OpenedSheet {
        body: "panel".into(),
        member: member.into(),
        content: content(),
    }
}

fn adopt(state: &mut State, rules: u32) {
    let adopted = Command::plain(RulesAdopted { rules });
    give(state, "operator/server", adopted).expect("adopted");
}

/// An open vote by scores under rules 2, with three ballots and two score sheets, and the entry of the first sheet.
fn scored() -> (State, u64) {
    let mut state = prepared();
    adopt(&mut state, 2);
    let panel = P.establish("panel", BodyKind::ExpertPanel, english("Panel"));
    give(&mut state, OFFICIAL, panel).expect("a body");
    for member in MEMBERS {
        let facts = MemberAppointed {
            programme: "p".into(),
            body: "panel".into(),
            member: member.into(),
            class: MemberClass::Expert,
        };
        let appointed = AppointMember {
            facts,
            person: None,
        };
        give(&mut state, OFFICIAL, appointed.into()).expect("a member");
    }
    let scale = Normalisation::Scale {
        top: Decimal::from(10),
    };
    let rule = ScoreRule::new(1, [("panel".to_owned(), 3)].into(), scale);
    let rule = SelectionRule::new(Rule::Scores(rule), Utility::Cost {});
    let rule = P.fix_rule(SCORES, rule.with_budget(Decimal::from(110)), None);
    give(&mut state, OFFICIAL, rule).expect("a rule");
    give(&mut state, OFFICIAL, open_vote_under("v", SCORES)).expect("a vote");
    for (voter, choices) in [(1, &["a", "b"][..]), (2, &["b"]), (3, &["c", "nowhere"])] {
        give(&mut state, "registrar/test", ballot(voter, choices)).expect("a ballot");
    }
    let first = state.size;
    for member in MEMBERS {
        let facts = ScoresSubmitted {
            programme: "p".into(),
            vote: "v".into(),
            body: "panel".into(),
            member: member.into(),
        };
        let scores = content();
        give(&mut state, OFFICIAL, SubmitScores { facts, scores }.into()).expect("a sheet");
    }
    (state, first)
}

fn exclude(entry: u64) -> Command {
    Command::plain(BallotExcluded {
        programme: "p".into(),
        vote: "v".into(),
        entry,
        name: SCORES.into(),
        ground: Ground::Order,
    })
}

fn erase(entry: u64, name: &str) -> Command {
    Command::plain(ContentErased {
        entry,
        name: name.into(),
        ground: Ground::ErasureRequest,
    })
}

fn restrict(entry: u64) -> Command {
    Command::plain(ContentRestricted {
        entry,
        name: SCORES.into(),
        ground: Ground::Order,
        roles: vec!["official".into()],
        review_by: "2027-01-01".into(),
    })
}

fn publish(state: &mut State, computed: &Computed) {
    give(state, OFFICIAL, Command::from(computed.clone())).expect("published");
}

#[test]
fn a_sheet_of_a_vote_under_way_is_taken_out_by_an_entry_that_names_the_vote() {
    let (mut state, first) = scored();
    for step in [close(), open_ballots()] {
        for command in [erase(first, SCORES), restrict(first)] {
            let refused = give(&mut state, OFFICIAL, command).expect_err("it counts");
            assert!(refused.contains("counts in vote:p/v"), "{refused}");
        }
        give(&mut state, OFFICIAL, step).expect("a step");
    }
    give(&mut state, OFFICIAL, exclude(first)).expect("an order");
    let refused = give(&mut state, OFFICIAL, exclude(first)).expect_err("twice");
    assert!(refused.contains("was erased"), "{refused}");
    adopt(&mut state, 4);
    let rest = [sheet("m2")];
    let both = MEMBERS.map(sheet);
    let refused = compute(&state, "p", "v", &both, opened_ballots()).expect_err("it is out");
    assert!(refused.to_string().contains("1 score sheet"), "{refused}");
    let computed = compute(&state, "p", "v", &rest, opened_ballots()).expect("a selection");
    let tally = &computed.facts.tally;
    assert_eq!(
        (tally.cast, tally.excluded, tally.excluded_sheets),
        (3, 0, 1)
    );
    publish(&mut state, &computed);
    let refused = give(&mut state, OFFICIAL, exclude(first + 1)).expect_err("late");
    assert!(refused.contains("what was counted stands"), "{refused}");
    give(&mut state, OFFICIAL, erase(first + 1, SCORES)).expect("what was counted is counted");
}

#[test]
fn what_was_counted_under_earlier_rules_is_computed_again_by_them() {
    // Rules 1: a ballot that was erased before the count is left out, and nothing says so.
    let mut old = voting();
    let first = old.size - 3;
    give(&mut old, OFFICIAL, erase(first, "ballot")).expect("the rules of before");
    // Rules 2 and 3: a sheet is taken out, and the tally does not say so.
    let (mut sheets, first) = scored();
    give(&mut sheets, OFFICIAL, exclude(first)).expect("an order");
    let rest = || opened_ballots().into_iter().skip(1);
    let all = || opened_ballots().into_iter();
    let left = [sheet("m2")];
    for (state, sheets, erased) in [(&mut old, &[][..], true), (&mut sheets, &left[..], false)] {
        give(state, OFFICIAL, close()).expect("closing");
        give(state, OFFICIAL, open_ballots()).expect("opening");
        let again = |state: &State| match erased {
            true => compute(state, "p", "v", sheets, rest()),
            false => compute(state, "p", "v", sheets, all()),
        };
        let computed = again(state).expect("a selection");
        assert_eq!(computed.facts.tally.excluded_sheets, 0);
        publish(state, &computed);
        assert_eq!(again(state).expect("the same"), computed);
        adopt(state, RULES);
        assert_eq!(again(state).expect("the same under later rules"), computed);
    }
}
