//! Replay keeps every rule: a whole programme goes through, and each way of cheating on it is named.

use madang_programme::body::BALLOT;
use madang_programme::event::commitment::CommitmentRecorded;
use madang_programme::event::content::{ContentErased, Ground};
use madang_programme::event::log::{KeyRotated, LogCreated};
use madang_programme::event::organisation::{
    BodyEstablished, BodyKind, MemberAppointed, MemberClass,
};
use madang_programme::event::programme::{GroupDefined, ProgrammeCreated, ProgrammeText};
use madang_programme::event::proposal::{ProposalSubmitted, ProposalText, ProposalWithdrawn};
use madang_programme::event::selection::RuleFixed;
use madang_programme::event::vote::{
    BallotCast, BallotContent, BallotRule, BallotType, BallotsOpened, RepeatedVoter, ScoresContent,
    ScoresSubmitted, UnknownProject,
};
use madang_programme::selection::{OpenedSheet, compute};
use madang_programme::state::{ContentState, Standing, VotePhase};
use madang_programme::tally::OpenedBallot;
use madang_programme::text::{Language, Text};
use madang_programme::{Command, Draft, State};
use madang_record::{
    BodyCommitment, Entry, EntryRef, Salt, SigningKey, Visibility, body_hash, to_canonical,
};
use madang_selection::{Decimal, Fit, Normalisation, Rule, ScoreRule, SelectionRule, Utility};

const ORIGIN: &str = "example.org/log";

fn key(seed: u8) -> SigningKey {
    SigningKey::from_seed(ORIGIN, [seed; 32]).expect("a valid origin")
}

/// The entry that a draft becomes, as a server would write it.
fn entry(state: &State, draft: Draft, actor: &str) -> Entry {
    let bodies = draft.bodies.iter().map(|body| {
        let bytes = to_canonical(&body.content).expect("canonical");
        let hash = body_hash(&Salt::from_bytes([7; 32]), &bytes);
        BodyCommitment {
            name: body.name.to_owned(),
            hash,
            visibility: body.visibility.clone(),
        }
    });
    Entry {
        kind: draft.event.kind().to_owned(),
        id: "01a2076e-dcb7-71ba-8198-5ac7b63c51a2".to_owned(),
        at: format!("2026-11-23T08:00:{:02}.000Z", (state.size / 10).min(59)),
        actor: actor.to_owned(),
        space: draft.place.space,
        subject: draft.place.subject,
        refs: draft.place.refs,
        facts: draft.event.facts().expect("facts are an object"),
        bodies: bodies.collect(),
    }
}

/// Replays an entry as a verifier would, from its bytes.
fn replay(state: &mut State, entry: &Entry) -> Result<(), String> {
    let bytes = entry.to_bytes().expect("an entry within its size");
    let parsed = EntryRef::parse(&bytes).expect("canonical");
    state
        .apply(&parsed)
        .map(drop)
        .map_err(|error| error.to_string())
}

fn give(state: &mut State, actor: &str, command: Command) -> Result<(), String> {
    let draft = command
        .draft(state)
        .map_err(|violation| violation.to_string())?;
    let entry = entry(state, draft, actor);
    replay(state, &entry)
}

fn english(text: &str) -> Text {
    Text::new(Language::En, text)
}

fn proposal(id: &str, cost: u64) -> Command {
    let facts = ProposalSubmitted {
        programme: "p".into(),
        id: id.into(),
        cost,
        group: Some("general".into()),
        audiences: vec![],
    };
    let text = ProposalText {
        title: english("A service"),
        summary: None,
        proposer: None,
    };
    Command::SubmitProposal(facts, Box::new(text))
}

fn rule(id: &str) -> Command {
    let rule = SelectionRule {
        budget: Some(Decimal::from(100)),
        ..SelectionRule::wieliczka_2023()
    };
    Command::FixRule(RuleFixed {
        programme: "p".into(),
        id: id.into(),
        rule,
    })
}

fn open_vote(id: &str) -> Command {
    let ballots = BallotRule {
        ballot_type: BallotType::Approval,
        min_choices: None,
        max_choices: None,
        max_cost: None,
        max_points: None,
        unknown_project: UnknownProject::DropChoice,
        repeated_voter: RepeatedVoter::CountLast,
    };
    Command::OpenVote {
        programme: "p".into(),
        id: id.into(),
        rule: "r".into(),
        ballots,
    }
}

fn ballot(voter: u8, choices: &[&str]) -> Command {
    let facts = BallotCast {
        programme: "p".into(),
        vote: "v".into(),
        voter: format!("{voter:032x}"),
    };
    let choices = choices.iter().map(|id| (*id).to_owned()).collect();
    Command::CastBallot(
        facts,
        BallotContent {
            choices,
            points: None,
        },
    )
}

fn close() -> Command {
    Command::CloseVote {
        programme: "p".into(),
        vote: "v".into(),
    }
}

fn open_ballots() -> Command {
    Command::OpenBallots(BallotsOpened {
        programme: "p".into(),
        vote: "v".into(),
    })
}

/// A programme with three proposals and a rule.
fn prepared() -> State {
    let mut state = State::default();
    let commitment = CommitmentRecorded {
        id: "KR0018".into(),
        country: "KR".into(),
        action_plan: None,
        cycle: Some(2014),
        number: None,
        number_elsewhere: None,
        status: None,
        start_date: None,
        end_date: None,
        policy_areas: vec![],
        policy_areas_source: None,
        policy_areas_newer: vec![],
        policy_areas_newer_source: None,
        url: None,
    };
    let programme = ProgrammeCreated {
        id: "p".into(),
        commitment: "KR0018".into(),
        target: Some(2),
        zone: "Asia/Seoul".into(),
        currency: "KRW".into(),
        example: false,
    };
    let words = ProgrammeText {
        title: english("Title"),
        summary: english("Summary"),
    };
    let group = GroupDefined {
        programme: "p".into(),
        id: "general".into(),
        name: english("General"),
        description: None,
    };
    let log = LogCreated {
        origin: ORIGIN.into(),
        key: key(1).verifying_key().to_string(),
    };
    give(&mut state, "operator/server", Command::CreateLog(log)).expect("the record begins");
    let steps = [
        Command::RecordCommitment(commitment, Box::default()),
        Command::CreateProgramme(programme, Box::new(words)),
        Command::DefineGroup(group),
        proposal("a", 40),
        proposal("b", 60),
        proposal("c", 70),
        rule("r"),
    ];
    for step in steps {
        give(&mut state, "official/test", step).expect("a step in its turn");
    }
    state
}

/// The same with an open vote and three ballots cast.
fn voting() -> State {
    let mut state = prepared();
    give(&mut state, "official/test", open_vote("v")).expect("the vote opens");
    for (voter, choices) in [(1, &["a", "b"][..]), (2, &["b"]), (3, &["c", "nowhere"])] {
        give(&mut state, "registrar/test", ballot(voter, choices)).expect("a ballot");
    }
    state
}

fn opened_ballots() -> Vec<Result<OpenedBallot, std::convert::Infallible>> {
    [
        (1u8, vec!["a", "b"]),
        (2, vec!["b"]),
        (3, vec!["c", "nowhere"]),
    ]
    .into_iter()
    .map(|(voter, choices)| {
        let choices = choices.into_iter().map(str::to_owned).collect();
        Ok(OpenedBallot {
            entry: u64::from(voter),
            voter: format!("{voter:032x}"),
            content: BallotContent {
                choices,
                points: None,
            },
        })
    })
    .collect()
}

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
    let publish = Command::PublishSelection(computed.facts.clone(), computed.outcome.clone());
    give(&mut state, "official/test", publish).expect("publishing");
    let standing = |id: &str| state.programmes["p"].proposals[id].standing.clone();
    assert_eq!(standing("a"), Standing::Selected("v".into()));
    assert_eq!(standing("c"), Standing::NotSelected("v".into()));
    assert!(matches!(
        state.programmes["p"].votes["v"].phase,
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
    let rule = Rule::Scores(ScoreRule {
        ballots: 1,
        bodies: [("panel".to_owned(), 3)].into(),
        normalisation: Normalisation::Scale {
            top: Decimal::from(10),
        },
        fit: Fit::Skip,
        threshold: None,
    });
    let rule = SelectionRule {
        budget: Some(Decimal::from(110)),
        ..SelectionRule::new(rule, Utility::Cost {})
    };
    Command::FixRule(RuleFixed {
        programme: "p".into(),
        id: "scores".into(),
        rule,
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
    Command::SubmitScores(
        facts,
        ScoresContent {
            scores: scores.collect(),
        },
    )
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
    give(&mut state, official, Command::EstablishBody(body)).expect("a body");
    let member = MemberAppointed {
        programme: "p".into(),
        body: "panel".into(),
        member: "m1".into(),
        class: MemberClass::Expert,
    };
    give(&mut state, official, Command::AppointMember(member, None)).expect("a member");
    give(&mut state, official, score_rule()).expect("the rule");
    let Command::OpenVote {
        programme,
        id,
        ballots,
        ..
    } = open_vote("v")
    else {
        unreachable!()
    };
    let open = Command::OpenVote {
        programme,
        id,
        ballots,
        rule: "scores".into(),
    };
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
            .contains("1 score sheets are on the record, 0 were read")
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
            "may not do ballot.cast/1",
        ),
        (&open, "registrar/test", close(), "may not do vote.closed/1"),
        (
            &open,
            "official/test",
            Command::WithdrawProposal(ProposalWithdrawn {
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
    let draft = ballot(4, &["a"]).draft(&before).expect("a ballot");
    let honest = entry(&before, draft, "registrar/test");
    replay(&mut before.clone(), &honest).expect("the honest entry passes");
    let forgeries: [Forgery; 10] = [
        (
            |e| e.at = "2026-11-23T07:59:59.999Z".into(),
            "before the entry before it",
        ),
        (|e| e.actor = "official/test".into(), "may not do"),
        (|e| e.actor = "jane.doe".into(), "role/pseudonym"),
        (|e| e.space = "other".into(), "space"),
        (|e| e.subject = "vote:p/w".into(), "subject"),
        (|e| e.refs[0].entry -= 1, "refs"),
        (|e| e.kind = "ballot.cast/2".into(), "unknown kind"),
        (|e| e.bodies.clear(), "\"ballot\" is missing"),
        (
            |e| e.bodies[0].visibility = Visibility::Public,
            "sealed until its own vote",
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
        Command::RotateKey(endorsed.clone()),
    )
    .expect("hand-over");
    let log = rotated.log.as_ref().expect("a log");
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
        let error = give(
            &mut state.clone(),
            "operator/server",
            Command::RotateKey(facts),
        )
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
        Command::EraseContent(facts)
    };
    give(&mut state, "official/test", erase("text")).expect("erasing");
    assert!(matches!(
        state.contents[&(4, "text".into())],
        ContentState::Erased { .. }
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
