//! Who votes in the portal: the roll that is closed before the vote opens, ballots of participants, closing at the announced end, papers.

use madang_programme::votes::{PaperCounted, RollClosed, RollSource, VotePhase};
use madang_programme::{Command, State};

use crate::announced::{open, schedule};
use crate::support::*;

const OFFICIAL: &str = "official/test";
const OPENS: &str = "2026-12-01T00:00:00.000Z";
const LAST: &str = "2026-12-01T23:59:59.999Z";
const CLOSES: &str = "2026-12-02T00:00:00.000Z";
/// The name of voter 7 on the record.
pub const SEVEN: &str = "participant/00000000000000000000000000000007";

pub fn roll(size: u64, replaces: Option<u64>) -> Command {
    Command::plain(RollClosed {
        programme: "p".into(),
        vote: "v".into(),
        size,
        root: "0f".repeat(32),
        source: RollSource::Imported,
        replaces,
    })
}

pub fn paper(ballots: u64, blank: u64) -> Command {
    Command::plain(PaperCounted {
        programme: "p".into(),
        vote: "v".into(),
        place: english("Town hall"),
        ballots,
        blank,
    })
}

fn refused(state: &State, at: &str, by: &str, command: Command, says: &str) {
    let refused = give_at(&mut state.clone(), at, by, command).expect_err(says);
    assert!(refused.contains(says), "{refused}");
}

/// A vote that is announced, with a roll, and open.
pub fn balloting() -> State {
    let mut state = prepared();
    give(&mut state, OFFICIAL, schedule()).expect("announced");
    give(&mut state, OFFICIAL, roll(300, None)).expect("a roll");
    give_at(&mut state, OPENS, OFFICIAL, open(None)).expect("opened");
    state
}

#[test]
fn a_roll_is_closed_before_the_vote_opens_and_another_takes_its_place_by_name() {
    let mut state = prepared();
    let now = "2026-11-30T00:00:00.000Z";
    refused(&state, now, OFFICIAL, roll(0, None), "nobody could vote");
    refused(&state, now, OFFICIAL, roll(3, Some(2)), "look at it first");
    refused(&state, now, "participant/kim", roll(3, None), "may not");
    let first = state.size;
    give(&mut state, OFFICIAL, roll(3, None)).expect("closed");
    refused(&state, now, OFFICIAL, roll(4, None), "closed already");
    refused(
        &state,
        now,
        OFFICIAL,
        roll(4, Some(first - 1)),
        "look at it first",
    );
    let second = state.size;
    give(&mut state, OFFICIAL, roll(4, Some(first))).expect("in its place");
    let stands = state.roll("p", "v").expect("a roll");
    assert_eq!((stands.entry, stands.size), (second, 4));
    give(&mut state, OFFICIAL, open_vote("v")).expect("opened");
    let vote = state.vote("p", "v").expect("a vote");
    assert_eq!(vote.roll.as_ref().map(|roll| roll.size), Some(4));
    refused(&state, now, OFFICIAL, roll(5, Some(second)), "v");
}

#[test]
fn who_votes_themselves_does_so_where_there_is_a_roll_and_under_their_own_name() {
    let mut without = prepared();
    give(&mut without, OFFICIAL, open_vote("v")).expect("opened");
    let now = "2026-11-30T00:00:00.000Z";
    refused(&without, now, SEVEN, ballot(7, &["a"]), "has no roll");
    let mut state = balloting();
    refused(&state, OPENS, SEVEN, ballot(8, &["a"]), "your own ballot");
    refused(&state, OPENS, OFFICIAL, ballot(7, &["a"]), "may not");
    give_at(&mut state, LAST, SEVEN, ballot(7, &["a", "b"])).expect("cast");
    give_at(&mut state, LAST, "registrar/assisted", ballot(9, &["b"])).expect("helped");
    assert_eq!(state.vote("p", "v").expect("a vote").cast, 2);
}

#[test]
fn no_ballot_is_taken_from_the_end_on_however_late_the_server_closes_the_vote() {
    let mut state = balloting();
    give_at(&mut state, LAST, SEVEN, ballot(7, &["a"])).expect("cast");
    let later = "2026-12-09T03:00:00.000Z";
    for at in [CLOSES, later] {
        refused(&state, at, SEVEN, ballot(7, &["b"]), "takes ballots until");
        refused(&state, at, OFFICIAL, paper(1, 0), "takes ballots until");
    }
    let server = "operator/server";
    refused(&state, LAST, server, close(), "was announced to take");
    give_at(&mut state, later, server, close()).expect("closed by the server");
    let vote = state.vote("p", "v").expect("a vote");
    assert!(matches!(vote.phase, VotePhase::Closed { .. }));
    // Without an end that was announced nobody but an official decides that.
    let mut open_ended = prepared();
    give(&mut open_ended, OFFICIAL, open_vote("v")).expect("opened");
    refused(&open_ended, later, server, close(), "no end was announced");
}

#[test]
fn papers_are_no_more_than_the_ballots_that_are_on_the_record() {
    let mut state = balloting();
    refused(
        &state,
        LAST,
        OFFICIAL,
        paper(1, 0),
        "more than the 0 ballots",
    );
    refused(&state, LAST, OFFICIAL, paper(0, 0), "nothing to count");
    for voter in 1..=3 {
        give_at(&mut state, LAST, "registrar/paper", ballot(voter, &["a"])).expect("entered");
    }
    give_at(&mut state, LAST, OFFICIAL, paper(2, 1)).expect("counted");
    refused(&state, LAST, OFFICIAL, paper(2, 0), "with 2 from before");
    give_at(&mut state, LAST, OFFICIAL, paper(1, 0)).expect("the last");
    assert_eq!(state.vote("p", "v").expect("a vote").on_paper(), 3);
}

#[test]
fn no_more_ballots_count_than_people_are_on_the_roll() {
    let mut state = prepared();
    give(&mut state, OFFICIAL, schedule()).expect("announced");
    give(&mut state, OFFICIAL, roll(2, None)).expect("a roll of two");
    give_at(&mut state, OPENS, OFFICIAL, open(None)).expect("opened");
    for (voter, choices) in [(1, &["a", "b"][..]), (2, &["b"]), (3, &["c", "nowhere"])] {
        give_at(&mut state, LAST, "registrar/import", ballot(voter, choices)).expect("a ballot");
    }
    for step in [close(), open_ballots()] {
        give_at(&mut state, CLOSES, OFFICIAL, step).expect("in its turn");
    }
    let computed =
        madang_programme::votes::selection::compute(&state, "p", "v", &[], opened_ballots());
    let computed = computed.expect("a selection");
    refused(
        &state,
        CLOSES,
        OFFICIAL,
        computed.into(),
        "only 2 people are on the roll",
    );
}
