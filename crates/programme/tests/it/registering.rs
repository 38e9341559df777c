//! Who registers for a consultation, who waits, who gets a place that became free, and who is checked in.

use madang_fixtures::{code_of, person, registrant, workshop};
use madang_programme::consultations::{
    Comes, Plan, Register, RegisteredPerson, Registration, Standing,
};
use madang_programme::{ActorRef, By, Command, Role, State};

use crate::consultations::{
    ANNOUNCED, CLOSES, FACILITATOR, OFFICIAL, OPENS, at, convening, known, refused,
};
use crate::support::*;

pub const SERVER: &str = "operator/server";
const FROM: &str = "2026-11-24T00:00:00.000Z";
pub const TO: &str = "2026-12-12T00:00:00.000Z";
/// A time at which people register.
pub const NOW: &str = "2026-12-01T00:00:00.000Z";

/// A workshop `w` with room for two, for which people register.
pub fn registering() -> State {
    let mut state = convening();
    let plan = Plan {
        registration: Some(Registration {
            from: FROM.to_owned(),
            to: TO.to_owned(),
            capacity: Some(2),
        }),
        ..workshop(OPENS, CLOSES)
    };
    at(&mut state, ANNOUNCED, OFFICIAL, P.announce("w", plan));
    state
}

pub fn actor(number: u8) -> String {
    format!("participant/{}", registrant(number))
}

fn register(number: u8) -> Command {
    P.register("w", number, ORIGIN).into()
}

/// The same with four who registered: two have a place, two wait.
pub fn full() -> State {
    let mut state = registering();
    for number in 1..=4 {
        at(&mut state, NOW, &actor(number), register(number));
    }
    state
}

fn standing(state: &State, number: u8) -> Standing {
    let all = &known(state, "w").registrations;
    all.get(&registrant(number)).expect("registered").standing
}

#[test]
fn whoever_comes_first_has_a_place_and_whoever_comes_after_waits_in_turn() {
    let state = full();
    use Standing::{Cancelled, Confirmed, Waiting};
    let stands: Vec<Standing> = (1..=4).map(|number| standing(&state, number)).collect();
    assert_eq!(stands, [Confirmed, Confirmed, Waiting, Waiting]);
    let all = &known(&state, "w").registrations;
    assert_eq!((all.confirmed(), all.waiting()), (2, 2));
    assert_eq!(all.place_of(&registrant(4)), Some(2));
    assert_eq!(all.place_of(&registrant(1)), None);
    // Nobody gets a place while none is free, nor out of turn.
    refused(&state, NOW, SERVER, P.promote("w", 3), "there is no room");
    let mut state = state;
    let cancelled = at(&mut state, NOW, &actor(1), P.unregister("w", 1));
    assert_eq!(standing(&state, 1), Cancelled(cancelled));
    assert_eq!(
        known(&state, "w").next_promoted(),
        Some(registrant(3).as_str())
    );
    refused(
        &state,
        NOW,
        SERVER,
        P.promote("w", 4),
        "is not who waits longest",
    );
    // Whoever comes now waits behind those who wait, though a place is free.
    let mut later = state.clone();
    at(&mut later, NOW, &actor(5), register(5));
    assert_eq!(standing(&later, 5), Waiting);
    at(&mut state, NOW, SERVER, P.promote("w", 3));
    assert_eq!(standing(&state, 3), Confirmed);
    refused(&state, NOW, SERVER, P.promote("w", 4), "there is no room");
    refused(&state, NOW, SERVER, P.promote("w", 3), "does not wait");
    // Whoever cancelled may come again, behind everybody.
    at(&mut state, NOW, &actor(1), renamed(11, 1));
    assert_eq!(
        known(&state, "w").registrations.place_of(&registrant(1)),
        Some(2)
    );
}

/// A registration with a code of a number under the name of somebody.
fn renamed(code: u8, number: u8) -> Command {
    let own = Register {
        registrant: registrant(number),
        ..P.register("w", code, ORIGIN)
    };
    own.into()
}

#[test]
fn nobody_registers_outside_the_window_twice_or_as_another() {
    let state = registering();
    refused(
        &state,
        ANNOUNCED,
        &actor(1),
        register(1),
        "registration begins at",
    );
    refused(&state, TO, &actor(1), register(1), "registration ended at");
    refused(
        &state,
        NOW,
        &actor(2),
        register(1),
        "nobody registers another as themselves",
    );
    let plain = crate::consultations::announced();
    refused(
        &plain,
        NOW,
        &actor(1),
        register(1),
        "nobody registers for this consultation",
    );
    let state = full();
    refused(
        &state,
        NOW,
        &actor(1),
        renamed(12, 1),
        "is registered already",
    );
    let same_code = Register {
        receipt: P.register("w", 1, ORIGIN).receipt,
        ..P.register("w", 9, ORIGIN)
    };
    refused(&state, NOW, &actor(9), same_code.into(), "each has another");
}

#[test]
fn who_registers_says_who_they_are_and_nobody_cancels_for_another() {
    let state = full();
    for (wrong, says) in [
        (
            Register {
                person: RegisteredPerson {
                    name: " ".to_owned(),
                    ..person("x")
                },
                ..P.register("w", 9, ORIGIN)
            },
            "name",
        ),
        (
            Register {
                person: RegisteredPerson {
                    group: Some("nobody".to_owned()),
                    ..person("x")
                },
                ..P.register("w", 9, ORIGIN)
            },
            "there is no group",
        ),
        (
            Register {
                registrant: "kim".to_owned(),
                own: false,
                ..P.register("w", 9, ORIGIN)
            },
            "32 lower-case hex digits",
        ),
    ] {
        refused(&state, NOW, FACILITATOR, wrong.into(), says);
    }
    refused(
        &state,
        NOW,
        &actor(2),
        P.unregister("w", 1),
        "nobody registers another as themselves",
    );
    refused(
        &state,
        CLOSES,
        &actor(1),
        P.unregister("w", 1),
        "a registration is cancelled before that",
    );
    refused(
        &state,
        NOW,
        &actor(8),
        P.unregister("w", 8),
        "there is no registration",
    );
}

/// Who somebody is stays with those who lead it: no entry says it to everybody, and nobody shows it to others afterwards.
#[test]
fn who_registered_is_for_those_who_lead_it_and_nobody_else_ever() {
    use madang_programme::content::{ContentReleased, ContentRestricted, Ground};
    use madang_record::Visibility;
    let state = registering();
    let own = actor(1);
    let by = By {
        actor: ActorRef::parse(&own).expect("an actor"),
        at: NOW,
        index: state.size,
    };
    let drafted = register(1).draft(&state, &by).expect("allowed");
    for visibility in [
        Visibility::Public,
        Visibility::Restricted {
            roles: vec!["participant".to_owned()],
        },
        Visibility::Restricted {
            roles: vec![
                "facilitator".to_owned(),
                "official".to_owned(),
                "participant".to_owned(),
            ],
        },
    ] {
        let mut drafted = drafted.clone();
        drafted.contents[0].visibility = visibility;
        let entry = madang_record::Entry {
            at: NOW.to_owned(),
            ..entry(&state, drafted, &actor(1))
        };
        let refused = replay(&mut state.clone(), &entry).expect_err("to others");
        assert!(refused.contains("must be restricted to"), "{refused}");
    }
    let mut state = state;
    let made = at(&mut state, NOW, &actor(1), register(1));
    let released = Command::plain(ContentReleased {
        entry: made,
        name: "person".to_owned(),
    });
    refused(&state, NOW, OFFICIAL, released, "and nobody else");
    let wider = Command::plain(ContentRestricted {
        entry: made,
        name: "person".to_owned(),
        ground: Ground::Order,
        roles: vec![Role::Participant.name().to_owned()],
        review_by: "2026-12-20".to_owned(),
    });
    refused(&state, NOW, OFFICIAL, wider, "and nobody else");
    // No ground is owed for it.
    let mut owed = 0;
    state
        .check_openness("p", &[], "2027-06-01T00:00:00.000Z", &mut |finding| {
            owed += u32::from(finding.check == madang_programme::finding::Check::C19);
        })
        .expect("a programme");
    assert_eq!(owed, 0);
}

fn by_code(number: u8) -> Command {
    let receipt = code_of(number).receipt(ORIGIN, "p");
    P.check_in("w", Comes::Code(receipt))
}

fn listed(number: u8) -> Command {
    P.check_in("w", Comes::Listed(registrant(number)))
}

#[test]
fn attendees_are_checked_in_once_by_code_by_list_or_without_registration() {
    let mut state = full();
    refused(
        &state,
        NOW,
        FACILITATOR,
        by_code(1),
        "people are checked in from that day on",
    );
    refused(
        &state,
        OPENS,
        FACILITATOR,
        by_code(40),
        "a code that was never issued",
    );
    refused(&state, OPENS, FACILITATOR, by_code(3), "waits for a place");
    let came = at(&mut state, OPENS, FACILITATOR, by_code(1));
    let one = known(&state, "w").registrations.get(&registrant(1));
    assert_eq!(one.expect("registered").came, Some(came));
    for again in [by_code(1), listed(1)] {
        refused(
            &state,
            OPENS,
            FACILITATOR,
            again,
            "was checked in already, by entry",
        );
    }
    refused(
        &state,
        OPENS,
        &actor(1),
        P.unregister("w", 1),
        "was checked in already",
    );
    at(&mut state, OPENS, OFFICIAL, listed(2));
    let walks_in = |number| {
        let who = Some(Box::new(person("Walks in")));
        P.check_in("w", Comes::WalkIn(registrant(number), who))
    };
    at(&mut state, OPENS, FACILITATOR, walks_in(30));
    refused(
        &state,
        OPENS,
        FACILITATOR,
        walks_in(1),
        "is the name of who",
    );
    assert_eq!(known(&state, "w").registrations.came(), 3);
    assert_eq!(known(&state, "w").registrations.confirmed(), 2);
    // Who was there are no fewer than those who were checked in; and once that is published nobody comes.
    let held = P.hold("w", "2026-12-14T05:05:00.000Z", "2026-12-14T08:50:00.000Z");
    let after = "2026-12-14T10:00:00.000Z";
    at(&mut state, after, FACILITATOR, held);
    let mut few = P.count_attendance("w", None, &[]);
    (few.total, few.tables) = (2, Default::default());
    refused(
        &state,
        after,
        FACILITATOR,
        few.clone().into(),
        "is less than the 3 people",
    );
    few.total = 3;
    at(&mut state, after, FACILITATOR, few.into());
    refused(
        &state,
        after,
        FACILITATOR,
        walks_in(31),
        "was published by entry",
    );
}
