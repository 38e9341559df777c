//! Proposals by participants: in a call, with their needs, in versions.

use madang_fixtures::INSTITUTION;
use madang_programme::answers::Subject;
use madang_programme::place::Relation;
use madang_programme::programmes::Moment;
use madang_programme::proposals::{
    Derivation, DerivedFrom, ProposalAmended, ProposalHandedIn, ProposedBy, ProposerKind,
};
use madang_programme::trace::How;
use madang_programme::{Command, State};

use crate::support::*;

const OFFICIAL: &str = "official/test";
const FACILITATOR: &str = "facilitator/yard";
const AUTHOR: &str = "participant/abc";
const OTHER: &str = "participant/def";

/// A programme with an institution, the needs `n` and `m`, and the proposals `mine` (for `n`, by the author) and `yours`.
pub fn proposing() -> State {
    let mut state = prepared();
    give(&mut state, OFFICIAL, P.institution(INSTITUTION, "Interior")).expect("an institution");
    for need in ["n", "m"] {
        give(&mut state, OFFICIAL, P.need(need, english("Getting home"))).expect("a need");
    }
    let mine = ProposalHandedIn {
        needs: vec!["n".into()],
        ..P.own_proposal("mine")
    };
    give(&mut state, AUTHOR, P.hand_in(mine, "Night buses")).expect("mine");
    let yours = P.hand_in(P.own_proposal("yours"), "Shared taxis");
    give(&mut state, OTHER, yours).expect("yours");
    state
}

pub fn refused(state: &State, actor: &str, command: Command, says: &str) {
    let refused = draft(state, actor, command).expect_err(says);
    let refused = told(&refused.said());
    assert!(refused.contains(says), "{refused}");
}

#[test]
fn a_proposal_says_whose_it_is_and_what_for() {
    let state = proposing();
    let with = |change: &dyn Fn(&mut ProposalHandedIn)| {
        let mut facts = P.own_proposal("new");
        change(&mut facts);
        P.hand_in(facts, "A service")
    };
    let from = |proposal: &str, version| DerivedFrom {
        proposal: proposal.into(),
        version,
        how: Derivation::Adapted,
    };
    let by = |by: ProposedBy| with(&move |facts| facts.by = by.clone());
    let institution = || ProposedBy::Institution(INSTITUTION.into());
    let body = || ProposedBy::Body("panel".into());
    for (actor, command, says) in [
        (AUTHOR, with(&|f| f.id = "mine".into()), "exists already"),
        (AUTHOR, with(&|f| f.group = None), "group is missing"),
        (AUTHOR, with(&|f| f.group = Some("x".into())), "no group"),
        (
            AUTHOR,
            with(&|f| f.audiences = vec!["x".into()]),
            "no audience",
        ),
        (
            AUTHOR,
            with(&|f| f.needs = vec!["x".into()]),
            "no need \"x\"",
        ),
        (
            AUTHOR,
            with(&|f| f.needs = vec!["n".into(), "n".into()]),
            "twice",
        ),
        (AUTHOR, with(&|f| f.cost = Some(u64::MAX)), "cost"),
        (
            AUTHOR,
            with(&|f| f.derived_from = vec![from("x", 1)]),
            "no proposal",
        ),
        (
            AUTHOR,
            with(&|f| f.derived_from = vec![from("mine", 2)]),
            "whose last one is 1",
        ),
        (
            AUTHOR,
            with(&|f| f.derived_from = vec![from("mine", 0)]),
            "whose last one is 1",
        ),
        (AUTHOR, by(institution()), "proposals of their own"),
        (
            OFFICIAL,
            by(ProposedBy::Participant),
            "only a participant can say",
        ),
        (
            OFFICIAL,
            by(ProposedBy::Institution("x".into())),
            "no institution",
        ),
        (OFFICIAL, by(body()), "no body"),
        (
            FACILITATOR,
            by(ProposedBy::Other(ProposerKind::Citizen)),
            "may not do",
        ),
    ] {
        refused(&state, actor, command, says);
    }
}

#[test]
fn what_is_whole_names_all_that_it_rests_on() {
    let state = proposing();
    let from = |proposal: &str, version| DerivedFrom {
        proposal: proposal.into(),
        version,
        how: Derivation::Adapted,
    };
    let institution = || ProposedBy::Institution(INSTITUTION.into());
    let by = |by| {
        let facts = ProposalHandedIn {
            by,
            ..P.own_proposal("new")
        };
        P.hand_in(facts, "A service")
    };
    for by_whom in [institution(), ProposedBy::Other(ProposerKind::CitizenGroup)] {
        draft(&state, OFFICIAL, by(by_whom)).expect("it is said whose it is");
    }
    let whole = ProposalHandedIn {
        needs: vec!["n".into(), "m".into()],
        by: institution(),
        derived_from: vec![from("mine", 1)],
        ..P.own_proposal("")
    };
    let drafted = draft(&state, OFFICIAL, P.hand_in(whole, "A service")).expect("whole");
    assert_eq!(drafted.place.subject, "proposal:p/6", "the next number");
    let relations: Vec<_> = drafted.place.refs.iter().map(|to| to.relation).collect();
    assert_eq!(
        relations,
        [
            Relation::Programme,
            Relation::Meets,
            Relation::Meets,
            Relation::Institution,
            Relation::DerivesFrom
        ]
    );
}

#[test]
fn the_trace_leads_from_needs_to_proposals_and_on() {
    let mut state = proposing();
    let entry = |state: &State, id: &str| state.proposal("p", id).expect("it is there").entry;
    let need = state.need("p", "n").expect("a need").entry;
    let (mine, yours) = (entry(&state, "mine"), entry(&state, "yours"));
    let own = state.size;
    let new = ProposalHandedIn {
        needs: vec!["n".into()],
        derived_from: vec![DerivedFrom {
            proposal: "mine".into(),
            version: 1,
            how: Derivation::Merged,
        }],
        ..P.own_proposal("both")
    };
    let made = linked(&mut state, OTHER, P.hand_in(new, "Buses and taxis"));
    let links = vec![(How::Meets, own, need), (How::GrowsFrom, own, mine)];
    assert_eq!(made, (links, Some(own)));
    let (made, of) = linked(
        &mut state,
        OFFICIAL,
        P.merge_proposals(&["mine", "yours"], "both"),
    );
    assert_eq!(
        made,
        [(How::GrowsFrom, own, mine), (How::GrowsFrom, own, yours)]
    );
    assert_eq!(of, Some(own), "a merge is about what goes on");
    let comment = P.comment("both", None, "Good.");
    assert_eq!(linked(&mut state, AUTHOR, comment), (vec![], Some(own)));
}

#[test]
fn proposals_are_taken_in_a_call_alone_once_there_was_one() {
    let mut state = proposing();
    for (from, to, says) in [
        ("2026-11-22", "2026-12-01", "that day is past"),
        ("2026-12-02", "2026-12-01", "before the first day"),
        ("2026-12-02", "2028-01-01", "to "),
        ("2026-02-30", "2026-12-01", "from"),
    ] {
        refused(&state, OFFICIAL, P.call(from, to), says);
    }
    refused(
        &state,
        AUTHOR,
        P.call("2026-11-25", "2026-12-01"),
        "may not",
    );
    give(&mut state, OFFICIAL, P.call("2026-11-25", "2026-12-01")).expect("a call");
    refused(
        &state,
        OFFICIAL,
        P.call("2026-12-01", "2026-12-05"),
        "is not after the call of entry",
    );
    let hand_in = |id: &str| P.hand_in(P.own_proposal(id), "A service");
    let says = "from 2026-11-25 to 2026-12-01, days of the zone \"Asia/Seoul\"";
    let at = |state: &mut State, at: &str, id: &str| give_at(state, at, AUTHOR, hand_in(id));
    // Midnight in Seoul is at 15:00 UTC the day before.
    for (time, id, taken) in [
        ("2026-11-24T14:59:59.999Z", "early", false),
        ("2026-11-24T15:00:00.000Z", "first", true),
        ("2026-12-01T14:59:59.999Z", "last", true),
        ("2026-12-01T15:00:00.000Z", "late", false),
    ] {
        let given = at(&mut state, time, id);
        assert_eq!(given.is_ok(), taken, "{id}: {given:?}");
        if let Err(refused) = given {
            assert!(refused.contains(says), "{refused}");
        }
    }
    // What comes of proposals of the call can be written by an official after it, and nothing else.
    let later = "2026-12-02T00:00:00.000Z";
    let own = |derived: bool| ProposalHandedIn {
        by: ProposedBy::Institution(INSTITUTION.into()),
        derived_from: derived
            .then(|| DerivedFrom {
                proposal: "first".into(),
                version: 1,
                how: Derivation::Merged,
            })
            .into_iter()
            .collect(),
        ..P.own_proposal("ours")
    };
    let given = give_at(&mut state, later, OFFICIAL, P.hand_in(own(false), "Ours"));
    assert!(given.is_err_and(|refused| refused.contains("at other times none are")));
    give_at(&mut state, later, OFFICIAL, P.hand_in(own(true), "Ours")).expect("it derives");
    let clock = |id: &str| {
        let of = state.programme("p").expect("a programme");
        let moment = Moment::at("p", of, later).expect("a moment");
        let clocks = state.answer_clocks(&moment, &Subject::Proposal(id.into()));
        (
            clocks[0].sum.from.to_string(),
            clocks[0].sum.due.to_string(),
        )
    };
    // In a call the clock starts with its end; outside of it with the proposal.
    assert_eq!(clock("first").0, "2026-12-01");
    assert_eq!(clock("first").1, "2027-01-01");
    assert_eq!(clock("mine").0, "2026-11-23");
    assert_eq!(clock("ours").0, "2026-12-02");
}

#[test]
fn a_revision_is_the_next_version_by_its_author() {
    let mut state = proposing();
    let revise = |base| P.revise("mine", base, Some(50), "Night buses for all");
    refused(&state, OTHER, revise(1), "not who handed it in");
    refused(&state, OFFICIAL, revise(1), "not who handed it in");
    refused(&state, AUTHOR, revise(2), "version 1 stands by now");
    refused(
        &state,
        AUTHOR,
        P.revise("none", 1, None, "x"),
        "no proposal",
    );
    let first = state.size;
    give(&mut state, AUTHOR, revise(1)).expect("version 2");
    let mine = state.proposal("p", "mine").expect("mine");
    assert_eq!(
        (mine.version(), mine.reads(), mine.cost),
        (2, first, Some(50))
    );
    assert_eq!(mine.needs, ["n"], "what a revision does not say stays");
    refused(&state, AUTHOR, revise(1), "version 2 stands by now");
    let drafted = draft(&state, AUTHOR, P.revise("mine", 2, None, "Buses")).expect("the next");
    let refs: Vec<_> = drafted
        .place
        .refs
        .iter()
        .map(|to| (to.relation, to.entry))
        .collect();
    assert_eq!(
        refs,
        [
            (Relation::Replaces, first),
            (Relation::Proposal, mine.entry)
        ]
    );
    // An amendment by an official is a version too.
    let amended = ProposalAmended {
        amends: first,
        reason: english("The cost"),
        values: P.proposed("mine", 70),
    };
    let words = madang_fixtures::titled(english("Night buses"));
    give(&mut state, OFFICIAL, Command::worded(amended, words)).expect("amended");
    assert_eq!(state.proposal("p", "mine").expect("mine").version(), 3);
    give(&mut state, AUTHOR, P.revise("mine", 3, None, "Buses")).expect("version 4");
    let mine = state.proposal("p", "mine").expect("mine");
    assert_eq!((mine.version(), mine.cost), (4, Some(70)));
    // An institution's proposal is revised by whoever acts for it.
    let ours = ProposalHandedIn {
        by: ProposedBy::Institution(INSTITUTION.into()),
        ..P.own_proposal("ours")
    };
    give(&mut state, OFFICIAL, P.hand_in(ours, "Ours")).expect("ours");
    let revise = P.revise("ours", 1, None, "Ours again");
    draft(&state, "official/colleague", revise.clone()).expect("a colleague");
    refused(&state, AUTHOR, revise, "not who handed it in");
}
