//! A record is held to the rules that it says: those of before to the rules of before, for ever.

use madang_programme::commitments::{CommitmentText, MilestoneRecorded};
use madang_programme::log::{LogBegun, LogCreated, RULES, RulesAdopted};
use madang_programme::votes::RuleFixed;
use madang_programme::votes::selection::compute;
use madang_programme::{Command, State};
use madang_selection::{Decimal, Fit, Rule, SelectionRule, Utility};

use crate::support::*;

const OFFICIAL: &str = "official/test";
const OPERATOR: &str = "operator/server";

fn adopt(rules: u32) -> Command {
    Command::plain(RulesAdopted { rules })
}

#[test]
fn a_record_says_from_where_on_which_rules_hold() {
    let key = || key(1).verifying_key().to_string();
    let begin = |rules| {
        Command::plain(LogBegun {
            origin: ORIGIN.into(),
            key: key(),
            rules,
        })
    };
    for unknown in [0, RULES + 1] {
        let refused = give(&mut State::default(), OPERATOR, begin(unknown)).expect_err("unknown");
        assert!(refused.contains("a newer one may"), "{refused}");
    }
    let mut new = State::default();
    give(&mut new, OPERATOR, begin(RULES)).expect("a new record");
    assert_eq!(new.rules(), RULES);
    give(&mut new, OPERATOR, begin(RULES)).expect_err("once");

    let mut old = State::default();
    let log = LogCreated {
        origin: ORIGIN.into(),
        key: key(),
    };
    give(&mut old, OPERATOR, Command::plain(log)).expect("a record of before");
    assert_eq!(old.rules(), 1);
    for (actor, rules, reason) in [
        (OFFICIAL, RULES, "may not do"),
        (OPERATOR, RULES + 1, "a newer one may"),
        (OPERATOR, 1, "held to rules 1 already"),
    ] {
        let refused = give(&mut old, actor, adopt(rules)).expect_err(reason);
        assert!(refused.contains(reason), "{refused}");
    }
    give(&mut old, OPERATOR, adopt(RULES)).expect("the rules of now");
    assert_eq!(old.rules(), RULES);
    let refused = give(&mut old, OPERATOR, adopt(RULES)).expect_err("once");
    assert!(refused.contains("already"), "{refused}");
}

fn milestone(code: &str, start_date: &str, title: &str) -> Command {
    Command::plain(MilestoneRecorded {
        commitment: "KR0018".into(),
        code: code.into(),
        title: english(title),
        due: None,
        start_date: Some(start_date.into()),
        end_date: None,
        derived_by_reviewer: false,
    })
}

#[test]
fn what_was_taken_before_is_refused_from_rules_2_on() {
    let before = prepared();
    let mut now = prepared();
    give(&mut now, OPERATOR, adopt(2)).expect("the rules of now");
    for (command, reason) in [
        (proposal("a,b", 1), "comma"),
        (proposal("a;b", 1), "semicolon"),
        (proposal("=1+1", 1), "formula"),
        (proposal("-1", 1), "formula"),
        (proposal("46\u{200b}", 1), "cannot be seen"),
        (proposal("４６", 1), "looks like another"),
        (milestone("1", "2015-02-30", "Title"), "not a date"),
        (milestone("1", "31/12/2015", "Title"), "not a date"),
        (milestone("1", " ", "Title"), "not a date"),
        (milestone("1,2", "2015", "Title"), "comma"),
        (milestone("1", "2015", "Ti\u{7}tle"), "control character"),
        (
            milestone("1", "2015", "Ti\u{1b}[2Jtle"),
            "control character",
        ),
        (milestone("1", "2015", "Ti\u{202e}tle"), "U+202E"),
    ] {
        give(&mut before.clone(), OFFICIAL, command.clone()).expect("as records were begun");
        let refused = give(&mut now.clone(), OFFICIAL, command).expect_err(reason);
        assert!(refused.contains(reason), "{refused}");
    }
    for command in [
        proposal("a~2fb", 1),
        proposal("가-1", 1),
        milestone("1", "2015", "One line\nand another, \\begin{b}"),
        milestone("1", "2015-02-28", "Title"),
    ] {
        give(&mut now.clone(), OFFICIAL, command).expect("plain");
    }
}

#[test]
fn from_rules_5_on_whoever_takes_back_the_proposal_of_another_says_why() {
    let other = "official/other";
    let mut state = prepared();
    give(&mut state, OFFICIAL, proposal("handed-in", 1)).expect("a proposal");
    for rules in [1, 4] {
        if rules > state.rules() {
            give(&mut state, OPERATOR, adopt(rules)).expect("later rules");
        }
        let without = P.withdraw("handed-in");
        give(&mut state.clone(), other, without).expect("as records of before said it");
    }
    give(&mut state, OPERATOR, adopt(5)).expect("later rules");
    let mut after = state.clone();
    let refused = give(&mut after, other, P.withdraw("handed-in")).expect_err("without a word");
    assert!(
        refused.contains("says why") && refused.contains(OFFICIAL),
        "{refused}"
    );
    assert_eq!(after, state);
    give(&mut state.clone(), OFFICIAL, P.withdraw("handed-in")).expect("one's own");
    give(&mut after, other, P.take_back("handed-in", "Merged.")).expect("with the reason");
    let refused = give(&mut after, OFFICIAL, P.withdraw("handed-in")).expect_err("twice");
    assert!(refused.contains("withdrawn already"), "{refused}");
}

#[test]
fn contents_are_held_to_the_same() {
    let text = |title: &str| CommitmentText {
        title: Some(english(title)),
        ..CommitmentText::default()
    };
    let recorded = |title: &str| {
        let mut facts = crate::commitments::values();
        facts.id = "KR0019".into();
        Command::worded(facts, text(title))
    };
    let mut state = prepared();
    give(&mut state.clone(), OFFICIAL, recorded("Bell\u{7}")).expect("as records were begun");
    give(&mut state, OPERATOR, adopt(2)).expect("the rules of now");
    let refused = give(&mut state.clone(), OFFICIAL, recorded("Bell\u{7}")).expect_err("a bell");
    assert!(refused.contains("U+0007"), "{refused}");
    give(&mut state, OFFICIAL, recorded("No bell")).expect("plain");
}

/// What is selected where all three voters want something dearer than the whole budget.
fn selected_without_skipping(mut state: State, rule: &str) -> Vec<String> {
    for step in [proposal("dear", 1_000), open_vote_under("v", rule)] {
        give(&mut state, OFFICIAL, step).expect("a step");
    }
    let ballots = [
        (1, &["dear", "a"][..]),
        (2, &["dear", "a"]),
        (3, &["dear", "b"]),
    ];
    for (voter, choices) in ballots {
        give(&mut state, "registrar/test", ballot(voter, choices)).expect("a ballot");
    }
    for step in [close(), open_ballots()] {
        give(&mut state, OFFICIAL, step).expect("a step");
    }
    let opened = (1..).zip(ballots).map(|(entry, (voter, choices))| {
        Ok::<_, std::convert::Infallible>(opened_ballot(entry, voter.into(), choices))
    });
    let computed = compute(&state, "p", "v", &[], opened).expect("a selection");
    computed.facts.selected
}

#[test]
fn a_rule_selects_for_ever_by_the_edition_of_its_entry() {
    let fixed = |id: &str| {
        let greedy = Rule::Greedy {
            fit: Fit::NoSkip,
            threshold: None,
        };
        let rule = SelectionRule::new(greedy, Utility::Cost {}).with_budget(Decimal::from(100));
        Command::plain(RuleFixed {
            programme: "p".into(),
            id: id.into(),
            rule,
            lot: None,
        })
    };
    let mut state = prepared();
    give(&mut state, OFFICIAL, fixed("first")).expect("a rule under rules 1");
    give(&mut state, OPERATOR, adopt(2)).expect("rules 2");
    give(&mut state, OFFICIAL, fixed("second")).expect("a rule under rules 2");
    give(&mut state, OPERATOR, adopt(3)).expect("rules 3");
    give(&mut state, OFFICIAL, fixed("third")).expect("a rule under rules 3");
    // What is dearer than the whole budget ended the selection at first, and is passed over since.
    for (rule, selected) in [("first", &[][..]), ("second", &[]), ("third", &["a", "b"])] {
        assert_eq!(
            selected_without_skipping(state.clone(), rule),
            selected,
            "{rule}"
        );
    }
}
