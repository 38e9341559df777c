//! Proposals are amended by who has seen what stands, and only while nobody votes on them; programmes may serve no
//! commitment; ballots are judged before they are cast.

use madang_fixtures::compute;
use madang_programme::place::Relation;
use madang_programme::programmes::{ProgrammeBegun, ProgrammeText};
use madang_programme::proposals::{
    ProposalAmended, ProposalSubmitted, ProposalText, ProposalWithdrawn, ProposerKind,
};
use madang_programme::votes::{BallotContent, NotCounted};
use madang_programme::{Command, State};

use crate::support::*;

const OFFICIAL: &str = "official/test";

fn values(id: &str, cost: u64) -> ProposalSubmitted {
    ProposalSubmitted {
        programme: "p".into(),
        id: id.into(),
        cost,
        group: None,
        audiences: vec![],
        proposer: Some(ProposerKind::Citizen),
    }
}

fn amend(amends: u64, values: ProposalSubmitted, reason: &str) -> Command {
    let facts = ProposalAmended {
        amends,
        reason: english(reason),
        values,
    };
    let text = ProposalText {
        title: english("A better service"),
        summary: None,
        proposer: None,
    };
    Command::worded(facts, text)
}

#[test]
fn an_amendment_stands_beside_what_it_amends() {
    let mut state = prepared();
    let own = state.proposal("p", "a").expect("a proposal").entry;
    let first = state.size;
    let asked = amend(own, values("a", 45), "The cost");
    let drafted = draft(&state, OFFICIAL, asked.clone()).expect("a draft");
    let relations: Vec<_> = drafted.place.refs.iter().map(|to| to.relation).collect();
    assert_eq!(relations, [Relation::Corrects, Relation::Programme]);
    assert_eq!(drafted.place.subject, "proposal:p/a");
    give(&mut state, OFFICIAL, asked).expect("an amendment");
    let proposal = state.proposal("p", "a").expect("still there");
    assert_eq!(
        (proposal.entry, proposal.reads(), proposal.cost),
        (own, first, Some(45))
    );
    assert_eq!(proposal.group, None);
    // Who has not seen the first one cannot pass over it.
    let late = amend(own, values("a", 50), "Late");
    let refused = give(&mut state, OFFICIAL, late).expect_err("late");
    assert!(refused.contains("what stands"), "{refused}");
    give(&mut state, OFFICIAL, amend(first, values("a", 50), "Again")).expect("the next");
    assert_eq!(state.proposal("p", "a").expect("a proposal").cost, Some(50));
}

#[test]
fn what_is_no_amendment_is_refused() {
    let before = prepared();
    let own = before.proposal("p", "a").expect("a proposal").entry;
    let elsewhere = ProposalSubmitted {
        group: Some("nowhere".into()),
        ..values("a", 1)
    };
    for (actor, command, reason) in [
        (
            "registrar/test",
            amend(own, values("a", 1), "Why"),
            "may not do",
        ),
        (
            "operator/test",
            amend(own, values("a", 1), "Why"),
            "may not do",
        ),
        (OFFICIAL, amend(own, values("a", 1), " "), "reason is empty"),
        (
            OFFICIAL,
            amend(own + 1, values("a", 1), "Why"),
            "what stands",
        ),
        (OFFICIAL, amend(own, values("zz", 1), "Why"), "no proposal"),
        (OFFICIAL, amend(own, elsewhere, "Why"), "no group"),
    ] {
        let mut state = before.clone();
        let refused = give(&mut state, actor, command).expect_err(reason);
        assert!(refused.contains(reason), "{refused}");
        assert_eq!(state, before);
    }
    let mut voting = voting();
    let refused = give(&mut voting, OFFICIAL, amend(own, values("a", 1), "Why"));
    let refused = refused.expect_err("people vote on it");
    assert!(refused.contains("up for a vote"), "{refused}");
    let mut withdrawn = before;
    let withdraw = ProposalWithdrawn {
        programme: "p".into(),
        id: "a".into(),
    };
    give(&mut withdrawn, OFFICIAL, Command::plain(withdraw)).expect("it is taken back");
    let refused = give(&mut withdrawn, OFFICIAL, amend(own, values("a", 1), "Why"));
    assert!(refused.is_err_and(|refused| refused.contains("withdrawn")));
}

#[test]
fn a_programme_may_serve_no_commitment_or_one_that_is_there() {
    let begun = |commitment: Option<&str>| {
        let facts = ProgrammeBegun {
            id: "own".into(),
            commitment: commitment.map(str::to_owned),
            target: None,
            zone: "Asia/Seoul".into(),
            currency: "KRW".into(),
            example: false,
        };
        let words = ProgrammeText {
            title: english("Title"),
            summary: english("Summary"),
        };
        Command::worded(facts, words)
    };
    let mut state = prepared();
    let refused = give(&mut state, OFFICIAL, begun(Some("KR9999"))).expect_err("unknown");
    assert!(refused.contains("no commitment"), "{refused}");
    let drafted = draft(&state, OFFICIAL, begun(Some("KR0018"))).expect("a draft");
    assert_eq!(drafted.place.refs.len(), 1);
    let drafted = draft(&state, OFFICIAL, begun(None)).expect("a draft");
    assert!(drafted.place.refs.is_empty());
    give(&mut state, OFFICIAL, begun(None)).expect("a programme of its own");
    assert!(state.programme("own").is_ok());
    let refused = give(&mut state, OFFICIAL, begun(None)).expect_err("twice");
    assert!(refused.contains("exists already"), "{refused}");
}

#[test]
fn ballots_are_judged_as_they_are_counted() {
    let state = voting();
    let judge = |choices: &[&str], points: Option<Vec<u64>>| {
        let choices = choices.iter().map(|id| (*id).to_owned()).collect();
        let ballot = BallotContent { choices, points };
        state.judge_ballot("p", "v", &ballot).expect("a vote")
    };
    assert_eq!(judge(&["a", "b"], None), Ok(vec![]));
    // The vote drops choices of unknown projects; nothing is left of this one.
    assert_eq!(judge(&["zz"], None), Err(NotCounted::Empty));
    // What is dropped is said to whoever hands it in.
    let dropped = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect();
    assert_eq!(judge(&["a", "zz"], None), Ok(dropped(&["zz"])));
    assert_eq!(judge(&["y", "a", "zz"], None), Ok(dropped(&["y", "zz"])));
    assert_eq!(
        judge(&["a", "x", "y", "zz"], None),
        Err(NotCounted::TooManyChoices { found: 4, most: 3 })
    );
    assert_eq!(
        judge(&["a", "a"], None),
        Err(NotCounted::RepeatedChoice("a".into()))
    );
    assert_eq!(judge(&["a"], Some(vec![1])), Err(NotCounted::Points));
    let nowhere = state.judge_ballot(
        "p",
        "w",
        &BallotContent {
            choices: vec![],
            points: None,
        },
    );
    assert!(nowhere.is_err());
}

/// A vote's candidates stay what they were when it opened, whatever comes of their proposals: who asks later what became of a
/// ballot gets the answer of its count.
#[test]
fn later_votes_and_amendments_change_no_earlier_vote() {
    let mut state = voting();
    let ballot = BallotContent {
        choices: vec!["a".into(), "c".into()],
        points: None,
    };
    let known = |state: &State, vote: &str| -> Vec<(String, u64)> {
        let candidates = state.candidates("p", vote).expect("a vote");
        candidates
            .map(|(id, proposal)| (id.clone(), proposal.cost))
            .collect()
    };
    let before = known(&state, "v");
    assert_eq!(before.len(), 3);
    give(&mut state, "official/test", close()).expect("it closes");
    give(&mut state, "official/test", open_ballots()).expect("the ballots are opened");
    let computed = compute(
        &state,
        "p",
        "v",
        opened_ballots().into_iter().map(Result::unwrap),
    );
    give(&mut state, "official/test", computed.into()).expect("the selection");
    let standing: Vec<String> = {
        let left = state.candidates_to_be("p").expect("a programme");
        left.map(|(id, _)| id.clone()).collect()
    };
    assert!(!standing.is_empty() && standing.len() < 3, "{standing:?}");
    for id in &standing {
        let own = state.proposal("p", id).expect("a proposal").entry;
        let amend = amend(own, values(id, 9), "It costs less.");
        give(&mut state, "official/test", amend).expect("it is amended");
    }
    give(&mut state, "official/test", open_vote("w")).expect("a later vote");
    let of_later: Vec<(String, u64)> = standing.iter().map(|id| (id.clone(), 9)).collect();
    assert_eq!(known(&state, "w"), of_later);
    for _ in 0..2 {
        assert_eq!(known(&state, "v"), before);
        assert_eq!(state.judge_ballot("p", "v", &ballot), Ok(Ok(vec![])));
        let cancel = P.cancel("w", "The roll was wrong.");
        let _ = give(&mut state, "official/test", cancel);
    }
    assert_eq!(
        known(&state, "w"),
        [],
        "nothing is kept of what nobody will count"
    );
}
