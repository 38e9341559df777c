//! Replay keeps every rule: a whole programme goes through, and each way of cheating on it is named.

use madang_programme::bodies::{
    AppointMember, BodyEstablished, BodyKind, MemberAppointed, MemberClass,
};
use madang_programme::content::ContentState;
use madang_programme::content::{ContentErased, ContentReleased, ContentRestricted, Ground};
use madang_programme::log::KeyRotated;
use madang_programme::proposals::ProposalWithdrawn;
use madang_programme::proposals::Standing;
use madang_programme::votes::BALLOT;
use madang_programme::votes::RuleFixed;
use madang_programme::votes::VotePhase;
use madang_programme::votes::selection::{OpenedSheet, compute};
use madang_programme::votes::{ScoresContent, ScoresSubmitted, SubmitScores};
use madang_programme::{Command, State};
use madang_record::{Entry, Visibility};
use madang_selection::{Decimal, Normalisation, Rule, ScoreRule, SelectionRule, Utility};

use crate::support::*;

#[test]
fn a_programme_runs_from_its_proposals_to_its_selection() {
    let mut state = voting();
    assert_eq!(state.vote("p", "v").map(|vote| vote.cast), Ok(3));
    assert!(!state.is_unsealed("vote:p/v"));
    give(&mut state, "official/test", close()).expect("closing");
    give(&mut state, "official/test", open_ballots()).expect("opening the ballots");
    assert!(state.is_unsealed("vote:p/v"));
    let computed = compute(&state, "p", "v", &[], opened_ballots()).expect("a selection");
    assert_eq!(computed.facts.tally.counted, 3);
    assert_eq!(computed.facts.tally.dropped_choices, 1);
    assert_eq!(computed.facts.selected, ["b", "a"]);
    assert_eq!(computed.facts.total_cost, 100);
    let publish = Command::from(computed.clone());
    give(&mut state, "official/test", publish).expect("publishing");
    let standing = |id: &str| state.proposal("p", id).expect("known").standing.clone();
    assert_eq!(standing("a"), Standing::Selected("v".into()));
    assert_eq!(standing("c"), Standing::NotSelected("v".into()));
    assert!(matches!(
        state.vote("p", "v").expect("a vote").phase,
        VotePhase::Selected { .. }
    ));
    // What a verifier computes afterwards is the same.
    assert_eq!(
        compute(&state, "p", "v", &[], opened_ballots()).expect("again"),
        computed
    );
}

/// A rule in which one panel's scores weigh three times what the ballots weigh.
fn score_rule() -> Command {
    let rule = Rule::Scores(ScoreRule::new(
        1,
        [("panel".to_owned(), 3)].into(),
        Normalisation::Scale {
            top: Decimal::from(10),
        },
    ));
    let rule = SelectionRule::new(rule, Utility::Cost {}).with_budget(Decimal::from(110));
    Command::plain(RuleFixed {
        programme: "p".into(),
        id: "scores".into(),
        rule,
        lot: None,
    })
}

fn scores(member: &str, scores: &[(&str, u64)]) -> Command {
    let facts = ScoresSubmitted {
        programme: "p".into(),
        vote: "v".into(),
        body: "panel".into(),
        member: member.into(),
    };
    let scores = scores
        .iter()
        .map(|(id, score)| ((*id).to_owned(), Decimal::from(*score)));
    let scores = ScoresContent {
        scores: scores.collect(),
    };
    SubmitScores { facts, scores }.into()
}

#[test]
fn experts_and_public_each_weigh_what_the_rule_says() {
    let mut state = prepared();
    let official = "official/test";
    let refused = give(&mut state, official, score_rule()).expect_err("no such body yet");
    assert!(refused.contains("no body \"panel\""), "{refused}");
    let body = BodyEstablished {
        programme: "p".into(),
        id: "panel".into(),
        kind: BodyKind::ExpertPanel,
        name: english("Panel"),
        mandate: english("Scores the candidates"),
    };
    give(&mut state, official, Command::plain(body)).expect("a body");
    let member = MemberAppointed {
        programme: "p".into(),
        body: "panel".into(),
        member: "m1".into(),
        class: MemberClass::Expert,
    };
    give(
        &mut state,
        official,
        AppointMember {
            facts: member,
            person: None,
        }
        .into(),
    )
    .expect("a member");
    give(&mut state, official, score_rule()).expect("the rule");
    let open = open_vote_under("v", "scores");
    give(&mut state, official, open).expect("the vote");
    for (voter, choices) in [(1, &["a", "b"][..]), (2, &["b"]), (3, &["c", "nowhere"])] {
        give(&mut state, "registrar/test", ballot(voter, choices)).expect("a ballot");
    }
    let sheet = [("a", 2), ("b", 1), ("c", 10)];
    for (command, expected) in [
        (scores("m2", &sheet), "no member \"m2\""),
        (scores("m1", &[("zzz", 1)]), "not a candidate"),
    ] {
        let refused = give(&mut state, official, command).expect_err(expected);
        assert!(refused.contains(expected), "{refused}");
    }
    give(&mut state, official, scores("m1", &sheet)).expect("a score sheet");
    let twice = give(&mut state, official, scores("m1", &sheet)).expect_err("a second sheet");
    assert!(twice.contains("exists already"), "{twice}");
    give(&mut state, official, close()).expect("closing");
    give(&mut state, official, open_ballots()).expect("opening");

    // By votes alone it would be b and a; the panel's ten points for c weigh more.
    let sheets = [OpenedSheet {
        body: "panel".into(),
        member: "m1".into(),
        content: ScoresContent {
            scores: sheet
                .iter()
                .map(|(id, score)| ((*id).to_owned(), Decimal::from(*score)))
                .collect(),
        },
    }];
    let computed = compute(&state, "p", "v", &sheets, opened_ballots()).expect("a selection");
    assert_eq!(computed.facts.selected, ["c", "a"]);
    // A sheet that is on the record cannot be left out.
    let dropped = compute(&state, "p", "v", &[], opened_ballots()).expect_err("a dropped sheet");
    assert!(
        dropped
            .to_string()
            .contains("1 score sheet is on the record, 0 were read")
    );
}

#[test]
fn steps_out_of_turn_are_refused_and_change_nothing() {
    let fresh = prepared();
    let open = voting();
    let mut closed = voting();
    give(&mut closed, "official/test", close()).expect("closing");
    let cases: [(&State, &str, Command, &str); 11] = [
        (&fresh, "official/test", proposal("a", 1), "exists already"),
        (&fresh, "registrar/test", ballot(1, &["a"]), "no vote"),
        (&fresh, "official/test", open_vote("V V"), "must be 1–64"),
        (&open, "official/test", rule("other"), "its rule stands"),
        (&open, "official/test", open_vote("w"), "comes first"),
        (&open, "official/test", open_ballots(), "close it before"),
        (
            &open,
            "official/test",
            ballot(9, &["a"]),
            "may not do this: Ballot cast [ballot.cast/1]",
        ),
        (&open, "registrar/test", close(), "[vote.closed/1]"),
        (
            &open,
            "official/test",
            Command::plain(ProposalWithdrawn {
                programme: "p".into(),
                id: "a".into(),
            }),
            "cannot be withdrawn",
        ),
        (&closed, "registrar/test", ballot(9, &["a"]), "is closed"),
        (&closed, "official/test", close(), "closed already"),
    ];
    for (before, actor, command, expected) in cases {
        let mut state = before.clone();
        let error = give(&mut state, actor, command.clone()).expect_err(expected);
        assert!(error.contains(expected), "{command:?}: {error}");
        assert_eq!(state, *before, "a refusal leaves no trace");
    }
}

/// A change to an honest entry, and what the verifier says of it.
type Forgery = (fn(&mut Entry), &'static str);

#[test]
fn forged_entries_are_named_by_what_is_wrong() {
    let before = voting();
    let draft = draft(&before, "registrar/test", ballot(4, &["a"])).expect("a ballot");
    let honest = entry(&before, draft, "registrar/test");
    replay(&mut before.clone(), &honest).expect("the honest entry passes");
    let forgeries: [Forgery; 10] = [
        (
            |e| e.at = "2026-11-23T07:59:59.999Z".into(),
            "before the entry before it",
        ),
        (|e| e.actor = "official/test".into(), "may not do"),
        (|e| e.actor = "jane.doe".into(), "role/pseudonym"),
        (|e| e.space = "other".into(), "place on the record"),
        (|e| e.subject = "vote:p/w".into(), "subject"),
        (|e| e.refs[0].entry -= 1, "entries referred to"),
        (|e| e.kind = "ballot.cast/2".into(), "unknown kind"),
        (|e| e.bodies.clear(), "\"ballot\" is missing"),
        (
            |e| e.bodies[0].visibility = Visibility::Public,
            "sealed until vote:p/v",
        ),
        (
            |e| {
                e.facts.insert("surplus".into(), 1.into());
            },
            "unknown field",
        ),
    ];
    for (forge, expected) in forgeries {
        let mut forged = honest.clone();
        forge(&mut forged);
        let mut state = before.clone();
        let error = replay(&mut state, &forged).expect_err(expected);
        assert!(error.contains(expected), "{error}");
        assert!(error.contains(&format!("entry {}", before.size)), "{error}");
        assert_eq!(state, before);
    }
}

#[test]
fn a_key_hands_over_only_with_its_own_signature() {
    let state = prepared();
    let (old, new, stranger) = (key(1), key(2), key(3));
    let endorsed = KeyRotated::endorsed(ORIGIN, &old, new.verifying_key()).expect("signing");
    let mut rotated = state.clone();
    give(
        &mut rotated,
        "operator/server",
        Command::plain(endorsed.clone()),
    )
    .expect("hand-over");
    let log = rotated.log().expect("a log");
    assert_eq!(
        log.key_at(state.size),
        Some(old.verifying_key().to_string().as_str())
    );
    assert_eq!(
        log.key_at(state.size + 1),
        Some(new.verifying_key().to_string().as_str())
    );

    let forged = KeyRotated::endorsed(ORIGIN, &stranger, new.verifying_key()).expect("signing");
    let forged = KeyRotated {
        replaces: endorsed.replaces.clone(),
        ..forged
    };
    let other_key = KeyRotated {
        key: stranger.verifying_key().to_string(),
        ..endorsed
    };
    for facts in [forged, other_key] {
        let error = give(&mut state.clone(), "operator/server", Command::plain(facts))
            .expect_err("not endorsed");
        assert!(error.contains("endorsement"), "{error}");
    }
}

#[test]
fn erasing_is_an_entry_and_final() {
    let mut state = prepared();
    let erase = |name: &str| {
        let facts = ContentErased {
            entry: 4,
            name: name.to_owned(),
            ground: Ground::ErasureRequest,
        };
        Command::plain(facts)
    };
    give(&mut state, "official/test", erase("text")).expect("erasing");
    assert!(matches!(
        state.content(4, "text"),
        Some(ContentState::Erased { .. })
    ));
    assert!(
        give(&mut state, "official/test", erase("text")).is_err(),
        "twice"
    );
    assert!(
        give(&mut state, "official/test", erase("outcome")).is_err(),
        "outcomes stay"
    );
    assert!(
        give(&mut state, "registrar/test", erase(BALLOT)).is_err(),
        "not by a registrar"
    );
}

#[test]
fn a_restriction_names_known_roles_and_a_day_to_come() {
    let mut state = prepared();
    let restrict = |role: &str, review_by: &str| {
        Command::plain(ContentRestricted {
            entry: 4,
            name: "text".to_owned(),
            ground: Ground::PersonalData,
            roles: vec![role.to_owned()],
            review_by: review_by.to_owned(),
        })
    };
    let release = || {
        Command::plain(ContentReleased {
            entry: 4,
            name: "text".to_owned(),
        })
    };
    for (command, reason) in [
        (restrict("king", "2027-01-01"), "not a role"),
        (restrict("official", "2026-11-22"), "is past"),
        (restrict("official", "tomorrow"), "not a date"),
    ] {
        let refused = give(&mut state, "official/test", command).expect_err(reason);
        assert!(refused.contains(reason), "{refused}");
    }
    give(
        &mut state,
        "official/test",
        restrict("official", "2026-11-23"),
    )
    .expect("restricting");
    give(&mut state, "official/test", release()).expect("releasing");
    let refused = give(&mut state, "official/test", release()).expect_err("once");
    assert!(refused.contains("was released"), "{refused}");
}
