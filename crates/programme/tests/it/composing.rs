//! Bodies with seats, who sits on them for which term, and what the checks find of them.

use madang_fixtures::workshop;
use madang_programme::bodies::{
    BodyComposed, BodyKind, MemberAppointed, MemberClass, MemberLeft, MemberSeated, Person,
    SeatMember,
};
use madang_programme::consultations::ConsultationHeld;
use madang_programme::content::{ContentRestricted, Ground};
use madang_programme::finding::{Check, Status};
use madang_programme::log::{RULES, RulesAdopted};
use madang_programme::{Command, State};

use crate::support::*;

const ADMIN: &str = "administrator/console";
const OFFICIAL: &str = "official/test";
const FIRST: &str = "00000000000000000000000000000001";
const SECOND: &str = "00000000000000000000000000000002";
const FROM: &str = "2026-11-23";

fn begun() -> State {
    let mut state = prepared();
    let adopted = Command::plain(RulesAdopted { rules: RULES });
    give(&mut state, "operator/server", adopted).expect("the newest rules");
    state
}

fn panel() -> BodyComposed {
    P.body("panel", BodyKind::ExpertPanel)
}

fn composed(facts: BodyComposed) -> State {
    let mut state = begun();
    give(&mut state, ADMIN, P.compose(facts)).expect("set up");
    state
}

fn first() -> MemberSeated {
    P.expert("panel", FIRST, FROM)
}

fn refused(state: &State, actor: &str, command: Command, says: &str) {
    let refused = give(&mut state.clone(), actor, command).expect_err(says);
    assert!(refused.contains(says), "{refused}");
}

fn found(state: &State, check: Check, day: &str) -> Vec<(Status, u32)> {
    let now = format!("{day}T08:00:00.000Z");
    let all = state.findings(&[], &now).expect("findings").into_iter();
    all.filter(|finding| finding.check == check)
        .map(|finding| (finding.status, finding.late))
        .collect()
}

fn leaves(member: &str) -> Command {
    Command::plain(MemberLeft {
        programme: "p".to_owned(),
        body: "panel".to_owned(),
        member: member.to_owned(),
    })
}

#[test]
fn a_body_is_set_up_with_its_seats_by_who_administers() {
    let state = begun();
    refused(&state, OFFICIAL, P.compose(panel()), "official");
    for (facts, says) in [
        (
            BodyComposed {
                seats: [].into(),
                ..panel()
            },
            "at least one seat",
        ),
        (
            BodyComposed {
                seats: [(MemberClass::Expert, 0)].into(),
                ..panel()
            },
            "is 0",
        ),
        (
            BodyComposed {
                quorum: 1_001,
                ..panel()
            },
            "from 1 to 1000",
        ),
        (
            BodyComposed {
                meets_every: Some(400),
                ..panel()
            },
            "from 1 to 366",
        ),
    ] {
        refused(&state, ADMIN, P.compose(facts), says);
    }
    let mut state = composed(panel());
    refused(&state, ADMIN, P.compose(panel()), "exists already");
    let old = MemberAppointed {
        programme: "p".to_owned(),
        body: "panel".to_owned(),
        member: "m1".to_owned(),
        class: MemberClass::Expert,
    };
    refused(&state, OFFICIAL, Command::plain(old), "for a term");
    let forum = P.establish("forum", BodyKind::Forum, english("Forum"));
    refused(&state, OFFICIAL, forum, "with its seats");
    let forum = P.body("forum", BodyKind::Forum);
    give(&mut state, ADMIN, P.compose(forum)).expect("a forum");
}

#[test]
fn a_member_sits_for_a_term_under_a_name_of_their_own() {
    let mut state = composed(panel());
    for (facts, says) in [
        (
            MemberSeated {
                member: "m1".to_owned(),
                ..first()
            },
            "32",
        ),
        (
            MemberSeated {
                until: Some("2026-11-22".to_owned()),
                ..first()
            },
            "end before",
        ),
        (
            MemberSeated {
                from: "soon".to_owned(),
                ..first()
            },
            "from",
        ),
        (
            MemberSeated {
                sector: "The sector".to_owned(),
                ..first()
            },
            "sector",
        ),
        (
            MemberSeated {
                consent: true,
                ..first()
            },
            "only citizens",
        ),
    ] {
        refused(&state, ADMIN, P.seat(facts), says);
    }
    refused(&state, OFFICIAL, P.seat(first()), "official");
    let chair = MemberSeated {
        chair: true,
        until: Some("2026-12-01".to_owned()),
        ..first()
    };
    give(&mut state, ADMIN, P.seat(chair)).expect("seated");
    refused(&state, ADMIN, P.seat(first()), "exists already");
    let second = MemberSeated {
        member: SECOND.to_owned(),
        chair: true,
        ..first()
    };
    refused(&state, ADMIN, P.seat(second.clone()), "in the chair");
    let body = state.body("p", "panel").expect("there");
    assert!(
        body.sits(FIRST, "2026-12-01").is_some(),
        "the last day is one of them"
    );
    for day in ["2026-11-22", "2026-12-02"] {
        assert!(body.sits(FIRST, day).is_none(), "{day}");
    }
    give(&mut state, ADMIN, leaves(FIRST)).expect("left");
    let body = state.body("p", "panel").expect("there");
    assert!(body.sits(FIRST, FROM).is_none());
    give(&mut state, ADMIN, P.seat(second)).expect("the chair is free");
}

#[test]
fn who_decides_is_told_and_citizens_are_where_they_consent() {
    let mut state = composed(panel());
    let person = |name: Option<&str>| Person {
        post: english("Takes the bus"),
        name: name.map(str::to_owned),
        interests: None,
    };
    let seat = |facts, name| {
        Command::from(SeatMember {
            facts,
            person: person(name),
        })
    };
    refused(&state, ADMIN, seat(first(), None), "must not be empty");
    refused(&state, ADMIN, seat(first(), Some(" ")), "name");
    let citizen = |member: &str, consent| MemberSeated {
        member: member.to_owned(),
        class: MemberClass::Citizen,
        consent,
        ..first()
    };
    refused(
        &state,
        ADMIN,
        seat(citizen(FIRST, true), None),
        "must not be empty",
    );
    give(
        &mut state,
        ADMIN,
        seat(citizen(FIRST, true), Some("B. Example")),
    )
    .expect("consented");
    give(&mut state, ADMIN, seat(citizen(SECOND, false), None)).expect("restricted");
    // Of whom it is to be told it is asked whether it was: not of who did not consent.
    assert_eq!(found(&state, Check::C17, "2027-01-01"), [(Status::Held, 0)]);
    let entry = state.body("p", "panel").expect("there").seated[0].entry;
    let hidden = ContentRestricted {
        entry,
        name: "person".to_owned(),
        ground: Ground::PersonalData,
        roles: vec!["official".to_owned()],
        review_by: "2026-12-01".to_owned(),
    };
    give(&mut state, OFFICIAL, Command::plain(hidden)).expect("hidden");
    assert_eq!(
        found(&state, Check::C17, "2026-11-30"),
        [(Status::NotYetDue, 0)]
    );
    assert_eq!(
        found(&state, Check::C17, "2026-12-01"),
        [(Status::Overdue, 1)]
    );
}

#[test]
fn whoever_is_told_late_is_told_late_for_good() {
    let mut state = composed(panel());
    let facts = MemberSeated {
        from: "2026-11-15".to_owned(),
        ..first()
    };
    give(&mut state, ADMIN, P.seat(facts)).expect("seated");
    assert_eq!(
        found(&state, Check::C17, "2027-01-01"),
        [(Status::Broken, 1)]
    );
}

/// A meeting of a body, announced and held.
fn meets(state: &mut State, body: &str, day: &str) {
    let at = |time: &str| format!("{day}T{time}:00.000Z");
    let mut plan = workshop(&at("05:00"), &at("09:00"));
    plan.body = Some(body.to_owned());
    let id = state.consultations("p").count() + 1;
    let id = id.to_string();
    give(state, OFFICIAL, P.announce(&id, plan)).expect("announced");
    let held = ConsultationHeld {
        programme: "p".to_owned(),
        consultation: id,
        began_at: at("05:00"),
        ended_at: at("09:00"),
    };
    give_at(
        state,
        &at("10:00"),
        "facilitator/test",
        Command::plain(held),
    )
    .expect("held");
}

#[test]
fn seats_are_filled_before_the_body_comes_together() {
    let mut empty = composed(panel());
    give(&mut empty, OFFICIAL, P.institution("interior", "Interior")).expect("named");
    assert_eq!(found(&empty, Check::C16, FROM), [(Status::NotYetDue, 0)]);
    let mut filled = empty.clone();
    give(&mut filled, ADMIN, P.seat(first())).expect("seated");
    assert_eq!(found(&filled, Check::C16, FROM), [(Status::Held, 0)]);
    meets(&mut filled, "panel", "2026-12-14");
    let later = "2026-12-15T08:00:00.000Z";
    give_at(&mut filled, later, ADMIN, leaves(FIRST)).expect("left");
    assert_eq!(
        found(&filled, Check::C16, "2027-01-01"),
        [(Status::Held, 0)]
    );
    meets(&mut empty, "panel", "2026-12-14");
    give_at(&mut empty, later, ADMIN, P.seat(first())).expect("too late");
    assert_eq!(
        found(&empty, Check::C16, "2027-01-01"),
        [(Status::Broken, 0)]
    );
}

#[test]
fn a_forum_comes_together_twice_a_year() {
    let forum = BodyComposed {
        meets_every: Some(300),
        ..P.body("forum", BodyKind::Forum)
    };
    let mut state = composed(forum);
    give(&mut state, OFFICIAL, P.institution("interior", "Interior")).expect("named");
    // 183 days, whatever it promised: after 23 November that is 25 May.
    assert_eq!(
        found(&state, Check::C24, "2027-05-25"),
        [(Status::NotYetDue, 0)]
    );
    assert_eq!(
        found(&state, Check::C24, "2027-05-26"),
        [(Status::Overdue, 1)]
    );
    meets(&mut state, "forum", "2026-12-14");
    assert_eq!(found(&state, Check::C24, "2027-06-15"), [(Status::Held, 0)]);
    assert_eq!(
        found(&state, Check::C24, "2027-06-16"),
        [(Status::Overdue, 1)]
    );
}
