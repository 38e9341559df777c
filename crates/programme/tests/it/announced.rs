//! What is announced of a vote: changed, taken back, and the title that it opens under.

use madang_fixtures::approval;
use madang_programme::votes::{
    OpenVote, PastSchedule, VoteRescheduled, VoteScheduled, VoteUnscheduled,
};
use madang_programme::{Command, State};
use madang_words::Text;

use crate::support::*;

const OFFICIAL: &str = "official/test";
const OPENS: &str = "2026-12-01T00:00:00.000Z";
const CLOSES: &str = "2026-12-02T00:00:00.000Z";

pub fn schedule() -> Command {
    Command::plain(VoteScheduled {
        programme: "p".into(),
        vote: "v".into(),
        title: english("Spring vote"),
        opens_at: OPENS.into(),
        closes_at: CLOSES.into(),
    })
}

pub fn reschedule(announcement: u64, opens_at: &str, reason: &str) -> Command {
    Command::plain(VoteRescheduled {
        programme: "p".into(),
        vote: "v".into(),
        announcement,
        title: english("Summer vote"),
        opens_at: opens_at.into(),
        closes_at: CLOSES.into(),
        reason: english(reason),
    })
}

pub fn unschedule(announcement: u64, reason: &str) -> Command {
    Command::plain(VoteUnscheduled {
        programme: "p".into(),
        vote: "v".into(),
        announcement,
        reason: english(reason),
    })
}

pub fn open(title: Option<Text>) -> Command {
    let open = OpenVote {
        programme: "p".into(),
        id: "v".into(),
        title,
        rule: "r".into(),
        ballots: approval(),
        grain_minutes: None,
    };
    open.into()
}

fn refused(state: &State, by: &str, command: Command, says: &str) {
    let refused = give(&mut state.clone(), by, command).expect_err(says);
    assert!(refused.contains(says), "{refused}");
}

#[test]
fn an_announcement_is_changed_and_taken_back_with_a_reason_and_stays_known() {
    let mut state = prepared();
    refused(&state, OFFICIAL, unschedule(3, "Why"), "is not announced");
    let first = state.size;
    give(&mut state, OFFICIAL, schedule()).expect("announced");
    refused(&state, OFFICIAL, unschedule(first, " "), "reason");
    refused(
        &state,
        OFFICIAL,
        reschedule(first, CLOSES, "Why"),
        "is not after the opening",
    );
    refused(&state, OFFICIAL, reschedule(first, OPENS, ""), "reason");
    refused(
        &state,
        OFFICIAL,
        reschedule(first - 1, OPENS, "Why"),
        "look at it first",
    );
    refused(
        &state,
        OFFICIAL,
        unschedule(first + 1, "Why"),
        "look at it first",
    );
    refused(
        &state,
        "registrar/test",
        unschedule(first, "Why"),
        "may not do",
    );
    let second = state.size;
    let later = "2026-12-01T06:00:00.000Z";
    give(&mut state, OFFICIAL, reschedule(first, later, "The hall")).expect("changed");
    let stands = state.schedule("p", "v").expect("announced").clone();
    assert_eq!((stands.entry, stands.opens_at.as_str()), (second, later));
    assert_eq!(stands.title, english("Summer vote"));
    refused(
        &state,
        OFFICIAL,
        unschedule(first, "Why"),
        "look at it first",
    );
    let early = give_at(&mut state.clone(), OPENS, OFFICIAL, open_vote("v"));
    assert!(
        early
            .expect_err("early")
            .contains("2026-12-01 15:00 (Asia/Seoul)")
    );

    let third = state.size;
    give(&mut state, OFFICIAL, unschedule(second, "No hall")).expect("taken back");
    assert!(state.schedule("p", "v").is_none());
    let past: Vec<_> = state.past_schedules("p").collect();
    let once = |entry, ended| ("v", PastSchedule { entry, ended });
    assert_eq!(past, [once(first, second), once(second, third)]);
    refused(
        &state,
        OFFICIAL,
        unschedule(second, "Again"),
        "is not announced",
    );
    // Nothing is announced of it: it opens when somebody opens it, or can be announced anew.
    give(&mut state.clone(), OFFICIAL, open_vote("v")).expect("open");
    give(&mut state, OFFICIAL, schedule()).expect("announced anew");
    give_at(&mut state, OPENS, OFFICIAL, open_vote("v")).expect("in time");
    for late in [
        unschedule(third + 1, "Late"),
        reschedule(third + 1, OPENS, "Late"),
    ] {
        refused(&state, OFFICIAL, late, "exists already");
    }
}

#[test]
fn a_vote_opens_under_a_title_which_is_that_of_its_announcement() {
    let titled = |state: &State| state.vote("p", "v").expect("a vote").title().cloned();
    let mut plain = prepared();
    give(&mut plain, OFFICIAL, open(None)).expect("without one");
    assert_eq!(titled(&plain), None);
    let mut own = prepared();
    give(&mut own, OFFICIAL, open(Some(english("Own vote")))).expect("under its own");
    assert_eq!(titled(&own), Some(english("Own vote")));
    refused(&prepared(), OFFICIAL, open(Some(english(" "))), "title");
    refused(
        &prepared(),
        OFFICIAL,
        open(Some(english("x".repeat(201)))),
        "title",
    );

    let mut announced = prepared();
    give(&mut announced, OFFICIAL, schedule()).expect("announced");
    let other = give_at(
        &mut announced,
        OPENS,
        OFFICIAL,
        open(Some(english("Other vote"))),
    );
    assert!(
        other
            .expect_err("another")
            .contains("open it under the same")
    );
    let mut same = announced.clone();
    give_at(
        &mut same,
        OPENS,
        OFFICIAL,
        open(Some(english("Spring vote"))),
    )
    .expect("the same");
    give_at(&mut announced, OPENS, OFFICIAL, open(None)).expect("without one");
    for state in [same, announced] {
        assert_eq!(titled(&state), Some(english("Spring vote")));
    }
}

#[test]
fn refusals_tell_times_in_the_zone_of_the_programme_and_name_it() {
    let mut state = prepared();
    give(&mut state, OFFICIAL, schedule()).expect("announced");
    let said = |state: &State, at: &str, by: &str, command: Command| {
        give_at(&mut state.clone(), at, by, command).expect_err("refused")
    };
    let early = said(&state, "2026-11-30T23:59:00.000Z", OFFICIAL, open_vote("v"));
    for time in [
        "from 2026-12-01 09:00 (Asia/Seoul)",
        "until 2026-12-02 09:00 (Asia/Seoul)",
        "it is 2026-12-01 08:59 (Asia/Seoul)",
    ] {
        assert!(early.contains(time), "{early}");
    }
    let past = said(&state, CLOSES, OFFICIAL, schedule());
    assert!(
        past.contains("2026-12-01 09:00 (Asia/Seoul) is past"),
        "{past}"
    );
    give_at(&mut state, OPENS, OFFICIAL, open_vote("v")).expect("in time");
    let mut all = vec![early, past];
    all.push(said(&state, OPENS, OFFICIAL, close()));
    all.push(said(&state, CLOSES, "registrar/test", ballot(1, &["a"])));
    for said in all {
        assert!(
            !said.contains('Z') && said.contains("(Asia/Seoul)"),
            "{said}"
        );
    }
}
