//! Needs from their definition on: which voices they group, how they are split and merged, and what they grew out of.

use madang_fixtures::{GROUP, INSTITUTION};
use madang_programme::needs::{
    MOST_NAMED, NeedDefined, NeedSplit, NeedState, NeedVoicesChanged, NeedsMerged, Standing,
};
use madang_programme::place::Relation;
use madang_programme::voices::VoiceWithdrawn;
use madang_programme::{Command, State};
use madang_words::{Language, Text};

use crate::support::*;

const OFFICIAL: &str = "official/test";
const FACILITATOR: &str = "facilitator/yard";

/// A programme with the voices 1 to 6.
fn heard() -> State {
    let mut state = prepared();
    give(&mut state, OFFICIAL, P.institution(INSTITUTION, "Interior")).expect("an institution");
    for _ in 0..6 {
        let voice = P.receive(P.said(""), english("The last bus leaves too early."));
        give(&mut state, OFFICIAL, voice).expect("a voice");
    }
    state
}

/// The same with the needs `a` of the voices 1 to 4 and `b`, `c` of none.
fn grouped() -> State {
    let mut state = heard();
    for id in ["a", "b", "c"] {
        give(&mut state, FACILITATOR, P.need(id, english("Getting home"))).expect("a need");
    }
    give(
        &mut state,
        FACILITATOR,
        change("a", &["1", "2", "3", "4"], &[]),
    )
    .expect("its voices");
    state
}

fn change(need: &str, add: &[&str], remove: &[&str]) -> Command {
    P.change_need(need, add, remove)
}

fn names(ids: &[&str]) -> Vec<String> {
    ids.iter().map(|id| (*id).to_owned()).collect()
}

fn split(need: &str, into: &[&str], left: &[&str]) -> Command {
    Command::plain(NeedSplit {
        programme: "p".to_owned(),
        need: need.to_owned(),
        into: names(into),
        left: names(left),
    })
}

fn merge(from: &[&str], into: &str) -> Command {
    Command::plain(NeedsMerged {
        programme: "p".to_owned(),
        from: names(from),
        into: into.to_owned(),
    })
}

fn refused(state: &State, command: Command, says: &str) {
    let refused = draft(state, OFFICIAL, command).expect_err(says);
    let refused = told(&refused.said());
    assert!(refused.contains(says), "{refused}");
}

fn need<'s>(state: &'s State, id: &str) -> &'s NeedState {
    state.need("p", id).expect("it is there")
}

fn held(state: &State, id: &str) -> Vec<String> {
    let mut held: Vec<String> = need(state, id)
        .voices()
        .map(|(id, _)| id.to_owned())
        .collect();
    held.sort();
    held
}

#[test]
fn a_need_is_defined_once_and_numbered() {
    let mut state = heard();
    let of_group = |group: &str| NeedDefined {
        programme: "p".to_owned(),
        id: "x".to_owned(),
        group: Some(group.to_owned()),
    };
    refused(
        &state,
        P.define(of_group("none"), english("Home")),
        "no group \"none\"",
    );
    refused(&state, P.need("a b", english("Home")), "id");
    refused(
        &state,
        P.need("x", Text::new(Language::Ko, " ")),
        "is empty",
    );
    refused(&state, P.need("x", english("x".repeat(201))), "at most 200");
    give(
        &mut state,
        FACILITATOR,
        P.define(of_group(GROUP), english("Home")),
    )
    .expect("a group");
    assert_eq!(need(&state, "x").group.as_deref(), Some(GROUP));
    refused(&state, P.need("x", english("Home")), "exists already");
    give(&mut state, OFFICIAL, P.need("", english("Home"))).expect("the next number");
    assert!(state.need("p", "2").is_ok());
    assert_eq!(state.needs("p").count(), 2);
    assert_eq!(state.needs("q").count(), 0);
    let answer = draft(&state, "participant/abc", P.need("y", english("Home")));
    assert!(told(&answer.expect_err("a role").said()).contains("participant may not"));
}

#[test]
fn voices_go_in_and_out_each_once() {
    let mut state = grouped();
    let withdrawn = VoiceWithdrawn {
        programme: "p".to_owned(),
        voice: "6".to_owned(),
    };
    give(&mut state, OFFICIAL, Command::plain(withdrawn)).expect("taken back");
    let many: Vec<String> = (0..=MOST_NAMED).map(|number| number.to_string()).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    for (command, says) in [
        (change("z", &["1"], &[]), "no need \"z\""),
        (change("a", &[], &[]), "no voice is added"),
        (change("a", &["9"], &[]), "no voice \"9\""),
        (change("a", &["5", "5"], &[]), "twice"),
        (change("a", &["1"], &["1"]), "twice"),
        (change("a", &["1"], &[]), "stands in the need already"),
        (change("a", &[], &["5"]), "does not stand in the need"),
        (change("a", &["6"], &[]), "was withdrawn by entry"),
    ] {
        refused(&state, command, says);
    }
    let crowded = NeedVoicesChanged {
        programme: "p".to_owned(),
        need: "a".to_owned(),
        add: names(&many),
        remove: vec![],
    };
    let by = madang_programme::By {
        actor: madang_programme::ActorRef::parse(OFFICIAL).expect("an actor"),
        at: "2026-11-23T08:00:30.000Z",
        index: state.size,
    };
    let crowded = state.may(&crowded, &by).expect_err("too many");
    assert!(told(&crowded.said()).contains("one entry names 400 at most"));
    let both = draft(&state, OFFICIAL, change("a", &["5"], &["1", "2"])).expect("both");
    let relations: Vec<_> = both.place.refs.iter().map(|to| to.relation).collect();
    let to = both.place.refs[1].entry;
    assert_eq!(
        relations,
        [
            Relation::Need,
            Relation::Adds,
            Relation::Removes,
            Relation::Removes
        ]
    );
    assert_eq!(to, state.voice("p", "5").expect("it is there").entry);
    give(&mut state, OFFICIAL, change("a", &["5"], &["1", "2"])).expect("both");
    assert_eq!(held(&state, "a"), ["3", "4", "5"]);
    assert_eq!(need(&state, "a").number(), 3);
    // A voice may ask for more than one thing.
    give(&mut state, OFFICIAL, change("b", &["5", "1"], &[])).expect("in two needs");
    assert!(need(&state, "a").holds("5") && need(&state, "b").holds("5"));
}

#[test]
fn a_split_loses_no_voice() {
    let mut state = grouped();
    refused(&state, split("a", &["b", "c"], &[]), "none of the parts: 4");
    give(&mut state, OFFICIAL, change("b", &["1", "2", "5"], &[])).expect("a part");
    give(&mut state, OFFICIAL, change("c", &["2", "3"], &[])).expect("another");
    for (command, says) in [
        (split("a", &["b"], &["3", "4"]), "fewer than two"),
        (split("a", &["b", "b"], &["3", "4"]), "twice"),
        (split("a", &["b", "a"], &["3", "4"]), "itself"),
        (split("a", &["b", "z"], &["4"]), "no need \"z\""),
        (split("a", &["b", "c"], &[]), "none of the parts: 1"),
        (split("a", &["b", "c"], &["4", "4"]), "twice"),
        (
            split("a", &["b", "c"], &["4", "3"]),
            "stands in one of the parts",
        ),
        (
            split("a", &["b", "c"], &["4", "6"]),
            "does not stand in the need",
        ),
    ] {
        refused(&state, command, says);
    }
    let drafted = draft(&state, OFFICIAL, split("a", &["b", "c"], &["4"])).expect("whole");
    let relations: Vec<_> = drafted.place.refs.iter().map(|to| to.relation).collect();
    assert_eq!(
        relations,
        [
            Relation::Need,
            Relation::Into,
            Relation::Into,
            Relation::Leaves
        ]
    );
    give(&mut state, OFFICIAL, split("a", &["b", "c"], &["4"])).expect("whole");
    assert!(
        matches!(&need(&state, "a").standing, Standing::Split { into, .. } if *into == ["b", "c"])
    );
    assert_eq!(
        held(&state, "a"),
        ["1", "2", "3", "4"],
        "it stays to be read"
    );
    assert_eq!(need(&state, "b").grew_from, ["a"]);
    for command in [
        change("a", &["5"], &[]),
        split("a", &["b", "c"], &["4"]),
        merge(&["a"], "b"),
        merge(&["b"], "a"),
        split("b", &["a", "c"], &["1", "5"]),
    ] {
        refused(&state, command, "need \"a\" was split by entry");
    }
}

#[test]
fn what_is_merged_goes_on_in_one() {
    let mut state = grouped();
    give(&mut state, OFFICIAL, change("b", &["4", "5"], &[])).expect("voices");
    for (command, says) in [
        (merge(&[], "c"), "is empty"),
        (merge(&["a", "a"], "c"), "twice"),
        (merge(&["a", "c"], "c"), "itself"),
        (merge(&["a", "z"], "c"), "no need \"z\""),
        (merge(&["a"], "z"), "no need \"z\""),
    ] {
        refused(&state, command, says);
    }
    let drafted = draft(&state, OFFICIAL, merge(&["a", "b"], "c")).expect("whole");
    assert_eq!(drafted.place.subject, "need:p/c");
    let relations: Vec<_> = drafted.place.refs.iter().map(|to| to.relation).collect();
    assert_eq!(relations, [Relation::Need, Relation::From, Relation::From]);
    give(&mut state, OFFICIAL, merge(&["a", "b"], "c")).expect("whole");
    assert_eq!(held(&state, "c"), ["1", "2", "3", "4", "5"]);
    assert_eq!(held(&state, "a"), ["1", "2", "3", "4"]);
    assert_eq!(need(&state, "c").grew_from, ["a", "b"]);
    for command in [
        change("a", &["6"], &[]),
        merge(&["a"], "c"),
        merge(&["c"], "b"),
    ] {
        let refused = draft(&state, OFFICIAL, command).expect_err("merged");
        assert!(told(&refused.said()).contains("it goes on in \"c\""));
    }
    // What goes on can be changed, and so can a copy of the state without the other.
    let before = state.clone();
    give(&mut state, OFFICIAL, change("c", &[], &["1"])).expect("it goes on");
    assert!(before.need("p", "c").expect("it is there").holds("1"));
    assert!(need(&state, "a").holds("1"), "what it was is not changed");
}
