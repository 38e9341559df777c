//! What rules 4 ask: ballots that do not tell when they were cast, a lot whose value is bound.

use madang_fixtures::{greedy, pledge_draw, six_of_45};
use madang_programme::log::RulesAdopted;
use madang_programme::votes::tally::{OpenedBallot, Tally};
use madang_programme::votes::{
    BallotContent, Lot, LotForm, LotPledge, OpenVote, RepeatedVoter, RuleFixed, VoteScheduled,
    VoteState,
};
use madang_programme::{Command, Grain, State};
use madang_record::Entry;
use madang_selection::{SelectionRule, Ties, Utility};

use crate::support::*;

const OFFICIAL: &str = "official/test";
const REGISTRAR: &str = "registrar/test";

fn adopt(state: &mut State) {
    let adopted = Command::plain(RulesAdopted { rules: 4 });
    give(state, "operator/server", adopted).expect("newer rules");
}

/// An open vote under rules 4.
fn voting_under_4() -> State {
    let mut state = prepared();
    adopt(&mut state);
    give(&mut state, OFFICIAL, open_vote("v")).expect("the vote opens");
    state
}

fn vote(state: &State) -> &VoteState {
    state.vote("p", "v").expect("the vote")
}

#[test]
fn a_ballot_tells_the_hour_and_its_identifier_tells_no_time() {
    let state = voting_under_4();
    assert_eq!(state.last_at, "2026-11-23T08:00:00.000Z");
    let cast = draft(&state, REGISTRAR, ballot(1, &["a"])).expect("a ballot");
    let cast = entry(&state, cast, REGISTRAR);
    assert_eq!(cast.at, "2026-11-23T08:00:00.000Z");
    replay(&mut state.clone(), &cast).expect("a ballot of the hour");
    for (at, reason) in [
        ("2026-11-23T08:00:00.001Z", "in spans of 60 minutes"),
        ("2026-11-23T08:59:00.000Z", "in spans of 60 minutes"),
        ("2026-11-23T07:00:00.000Z", "of a later span"),
    ] {
        let cast = Entry {
            at: at.to_owned(),
            ..cast.clone()
        };
        let refused = replay(&mut state.clone(), &cast).expect_err(reason);
        assert!(refused.contains(reason), "{refused}");
    }
    let with_time = Entry {
        id: "01a2076e-dcb7-71ba-8198-5ac7b63c51a2".to_owned(),
        ..cast
    };
    let refused = replay(&mut state.clone(), &with_time).expect_err("it tells the time");
    assert!(refused.contains("must tell no time"), "{refused}");
}

#[test]
fn what_is_no_ballot_tells_its_time_and_never_an_earlier_one() {
    let mut state = voting_under_4();
    let later = "2026-11-23T10:30:00.000Z";
    give_at(&mut state, later, REGISTRAR, ballot(1, &["a"])).expect("a ballot");
    assert_eq!(state.last_at, "2026-11-23T10:00:00.000Z");
    let before = "2026-11-23T09:59:59.999Z";
    let refused = give_at(&mut state.clone(), before, OFFICIAL, close()).expect_err("too early");
    assert!(refused.contains("before the entry before it"), "{refused}");
    let closed = draft(&state, OFFICIAL, close()).expect("closing");
    let timeless = Entry {
        id: "01a2076e-dcb7-41ba-8198-5ac7b63c51a2".to_owned(),
        at: later.to_owned(),
        ..entry(&state, closed, OFFICIAL)
    };
    let refused = replay(&mut state.clone(), &timeless).expect_err("it tells no time");
    assert!(refused.contains("must tell the entry's time"), "{refused}");
    // An hour that began before the last entry is still the present one.
    give_at(
        &mut state,
        "2026-11-23T10:40:00.000Z",
        OFFICIAL,
        proposal("d", 10),
    )
    .expect("an act");
    give_at(
        &mut state,
        "2026-11-23T10:50:00.000Z",
        REGISTRAR,
        ballot(2, &["a"]),
    )
    .expect("a ballot");
    assert_eq!(state.last_at, "2026-11-23T10:40:00.000Z");
}

#[test]
fn a_vote_says_how_finely_its_ballots_tell_the_time() {
    let open = |minutes| -> Command {
        let open = OpenVote {
            programme: "p".into(),
            id: "v".into(),
            title: None,
            rule: "r".into(),
            ballots: madang_fixtures::approval(),
            grain_minutes: Some(minutes),
        };
        open.into()
    };
    let refused = give(&mut prepared(), OFFICIAL, open(60)).expect_err("of rules to come");
    assert!(refused.contains("adopt newer rules"), "{refused}");
    let mut state = prepared();
    adopt(&mut state);
    for minutes in [0, 1, 7, 59, 1441, 2880] {
        let refused = give(&mut state.clone(), OFFICIAL, open(minutes)).expect_err("no grain");
        assert!(refused.contains("must make a day"), "{refused}");
    }
    give(&mut state, OFFICIAL, open(1440)).expect("a day");
    assert_eq!(vote(&state).grain, Grain::of_minutes(1440));
    give_at(
        &mut state,
        "2026-11-24T23:59:59.999Z",
        REGISTRAR,
        ballot(1, &["a"]),
    )
    .expect("a ballot");
    assert_eq!(state.last_at, "2026-11-24T00:00:00.000Z");
}

#[test]
fn a_vote_that_opened_before_goes_on_as_it_was() {
    let mut state = voting();
    adopt(&mut state);
    assert!(!vote(&state).keeps_seals());
    let at = "2026-11-23T08:30:12.345Z";
    give_at(&mut state, at, REGISTRAR, ballot(4, &["a"])).expect("a ballot");
    assert_eq!(state.last_at, at);
    assert!(vote(&voting_under_4()).keeps_seals());
}

#[test]
fn a_lot_s_value_has_a_form_and_an_hour_before_which_nobody_knows_it() {
    let form = six_of_45();
    let fix = |form, hours_after_close| {
        let lot = LotPledge {
            form,
            hours_after_close,
            ..pledge_draw(&Lot::new("seed", ""))
        };
        Command::plain(RuleFixed {
            programme: "p".into(),
            id: "lot".into(),
            rule: SelectionRule::new(greedy(), Utility::Cost {})
                .with_ties(Ties::Lot(Lot::default()))
                .with_number(1),
            lot: Some(lot),
        })
    };
    give(&mut prepared(), OFFICIAL, fix(None, None)).expect("as rules before 4 had it");
    let mut state = prepared();
    adopt(&mut state);
    for (form, hours, field) in [
        (None, Some(1), "form of the lot"),
        (Some(form), None, "hours from the close"),
        (Some(form), Some(0), "hours from the close"),
    ] {
        let refused = give(&mut state.clone(), OFFICIAL, fix(form, hours)).expect_err(field);
        assert!(refused.contains(field), "{refused}");
    }
    for (numbers, most, ascending) in [(1, 2, false), (3, 45, true), (6, 10, false), (5, 45, true)]
    {
        let few = LotForm {
            numbers,
            most,
            ascending,
            ..form
        };
        let refused = give(&mut state.clone(), OFFICIAL, fix(Some(few), Some(1)));
        let taken = refused.is_ok();
        assert_eq!(taken, (numbers, most) == (5, 45), "{refused:?}");
    }
    // One that was fixed under rules before opens no vote under these.
    let mut before = prepared();
    give(&mut before, OFFICIAL, fix(None, None)).expect("as rules before 4 had it");
    adopt(&mut before);
    let refused = give(&mut before, OFFICIAL, open_vote_under("v", "lot")).expect_err("unbound");
    assert!(refused.contains("form of the lot's value"), "{refused}");
    give(&mut state, OFFICIAL, fix(Some(form), Some(1))).expect("a bound value");
}

/// Ballots whose seals were kept are part of the tally, and nobody needs what they say.
#[test]
fn kept_seals_count_as_repeated() {
    let choices = |ids: &[&str]| BallotContent {
        choices: ids.iter().map(|id| (*id).to_owned()).collect(),
        points: None,
    };
    let ballot = |entry, voter: &str, content| OpenedBallot {
        entry,
        voter: voter.to_owned(),
        content,
    };
    let rule = madang_programme::votes::BallotRule {
        repeated_voter: RepeatedVoter::CountLast,
        ..madang_fixtures::approval()
    };
    let mut tally = Tally::new(&rule, [("a", 1), ("b", 1)]);
    for ballot in [
        ballot(1, "v", None),
        ballot(5, "v", Some(choices(&["b"]))),
        ballot(2, "w", Some(choices(&["a"]))),
        // Its counting one was taken out after the opening.
        ballot(3, "x", None),
    ] {
        tally.add(ballot);
    }
    let (counted, report) = tally.finish();
    assert_eq!((report.cast, report.counted, report.repeated), (4, 2, 2));
    assert_eq!(counted.values().sum::<u64>(), 2);
}

#[test]
fn which_ballot_of_a_voter_is_looked_at() {
    for (rule, chosen) in [
        (RepeatedVoter::CountFirst, Some(&1)),
        (RepeatedVoter::CountLast, Some(&3)),
        (RepeatedVoter::CountNone, None),
    ] {
        assert_eq!(rule.chosen(&[1, 2, 3]), chosen);
        assert_eq!(rule.chosen(&[7]), Some(&7));
        assert_eq!(rule.chosen::<u64>(&[]), None);
    }
}

/// The record says by the entries before a ballot that it came too late, whatever hour the ballot tells.
#[test]
fn a_ballot_behind_an_entry_past_the_announced_end_is_late() {
    let mut state = prepared();
    adopt(&mut state);
    let scheduled = VoteScheduled {
        programme: "p".into(),
        vote: "v".into(),
        title: english("A vote"),
        opens_at: "2026-11-23T09:00:00.000Z".into(),
        closes_at: "2026-11-23T10:30:00.000Z".into(),
    };
    give(&mut state, OFFICIAL, Command::plain(scheduled)).expect("announced");
    give_at(
        &mut state,
        "2026-11-23T10:00:00.000Z",
        OFFICIAL,
        open_vote("v"),
    )
    .expect("it opens");
    let late = draft(&state, REGISTRAR, ballot(1, &["a"])).expect("a ballot");
    let late = Entry {
        at: "2026-11-23T10:00:00.000Z".to_owned(),
        ..entry(&state, late, REGISTRAR)
    };
    replay(&mut state.clone(), &late).expect("in time");
    give_at(
        &mut state,
        "2026-11-23T10:30:00.000Z",
        OFFICIAL,
        proposal("d", 10),
    )
    .expect("an act");
    let refused = replay(&mut state, &late).expect_err("too late");
    assert!(refused.contains("takes ballots until"), "{refused}");
}
