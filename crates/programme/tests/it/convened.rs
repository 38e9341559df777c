//! What is announced of a consultation: all that people need to know, or it is refused.

use madang_fixtures::{workshop, written};
use madang_programme::consultations::{Invitation, Mode, Plan, Registration};

use crate::consultations::{ANNOUNCED, CLOSES, OFFICIAL, OPENS, at, convening, known, refused};
use crate::support::*;

fn plan() -> Plan {
    workshop(OPENS, CLOSES)
}

fn registration(from: &str, to: &str, capacity: Option<u32>) -> Plan {
    Plan {
        registration: Some(Registration {
            from: from.to_owned(),
            to: to.to_owned(),
            capacity,
        }),
        ..plan()
    }
}

/// That day of December, at the hour of the workshop.
fn day(day: &str) -> String {
    format!("2026-12-{day}T05:00:00.000Z")
}

fn all_refused(plans: Vec<(Plan, &str)>) {
    let state = convening();
    for (plan, says) in plans {
        refused(&state, ANNOUNCED, OFFICIAL, P.announce("w", plan), says);
    }
}

#[test]
fn it_has_a_time_and_a_place_that_people_can_keep() {
    all_refused(vec![
        (workshop(OPENS, OPENS), "is not after"),
        (workshop(CLOSES, OPENS), "is not after"),
        (workshop("soon", CLOSES), "is not a time of the form"),
        (
            workshop(&day("29"), "2029-12-01T05:00:00.000Z"),
            "731 days are allowed",
        ),
        (workshop("2026-11-20T05:00:00.000Z", CLOSES), "is past"),
        // On the sixth day after the announcement.
        (
            workshop("2026-11-29T05:00:00.000Z", CLOSES),
            "is 6 days after the announcement",
        ),
        (
            Plan {
                place: None,
                ..plan()
            },
            "people come together there",
        ),
        (
            Plan {
                mode: Mode::Hybrid,
                ..plan()
            },
            "people take part over the network",
        ),
        (
            Plan {
                mode: Mode::Hybrid,
                url: Some("ftp://x".to_owned()),
                ..plan()
            },
            "address",
        ),
        (
            Plan {
                mode: Mode::InPerson,
                ..written(OPENS, CLOSES)
            },
            "must be online",
        ),
        (registration(&day("10"), &day("10"), None), "is not after"),
        (registration(&day("10"), &day("20"), None), "is not after"),
        (
            registration(&day("01"), &day("13"), Some(0)),
            "a number from 1 to",
        ),
    ]);
}

#[test]
fn it_says_who_is_asked_what_and_by_whom() {
    all_refused(vec![
        (
            Plan {
                invitation: Invitation::Invited,
                ..plan()
            },
            "say by what people are invited",
        ),
        (
            Plan {
                criterion: Some(english("Residents")),
                ..plan()
            },
            "everybody may come",
        ),
        (
            Plan {
                twin: Some("w".to_owned()),
                ..plan()
            },
            "names the consultation itself",
        ),
        (
            Plan {
                twin: Some("x".to_owned()),
                ..plan()
            },
            "consultation \"x\"",
        ),
        (
            Plan {
                body: Some("x".to_owned()),
                ..plan()
            },
            "body \"x\"",
        ),
        (
            Plan {
                institution: "x".to_owned(),
                ..plan()
            },
            "institution \"x\"",
        ),
        (
            Plan {
                options: vec![english("A"), english("A")],
                ..plan()
            },
            "has an option twice",
        ),
        (
            Plan {
                decision_at: Some("later".to_owned()),
                ..plan()
            },
            "is not a time of the form",
        ),
    ]);
}

#[test]
fn what_has_all_that_people_need_to_know_is_announced_once() {
    let state = convening();
    for plan in [
        plan(),
        written(OPENS, &day("30")),
        registration("2026-11-23T09:00:00.000Z", &day("13"), Some(36)),
        workshop("2026-11-30T05:00:00.000Z", CLOSES),
    ] {
        let mut state = state.clone();
        at(
            &mut state,
            ANNOUNCED,
            OFFICIAL,
            P.announce("", plan.clone()),
        );
        assert_eq!(known(&state, "1").plan, plan);
        refused(
            &state,
            ANNOUNCED,
            OFFICIAL,
            P.announce("1", plan),
            "exists already",
        );
    }
}
