//! The whole role table: each kind by each role, from the lists of facts.

use madang_programme::role::may_cause;
use madang_programme::{ActorRef, By, Event, Role, State, Violation};

use crate::facts::kept;

#[test]
fn every_role_causes_its_own_kinds_and_no_other() {
    let mut refused = 0;
    for kind in Event::kinds() {
        let facts = kept(&format!("{}.json", kind.name.replace('/', "-")));
        let event = Event::parse(kind.name, &facts).expect("kept facts");
        for role in Role::ALL {
            let by = By {
                actor: ActorRef {
                    role,
                    pseudonym: "somebody",
                },
                at: "2026-11-23T08:00:00.000Z",
                index: 0,
            };
            let answer = State::default().may(event.fact(), &by);
            let is_refused =
                matches!(&answer, Err(Violation::Role { kind, .. }) if *kind == event.kind());
            let may = may_cause(role).any(|known| known.name == kind.name);
            assert_eq!(is_refused, !may, "{} by {role}: {answer:?}", kind.name);
            assert_eq!(may, kind.who.contains(&role));
            refused += usize::from(is_refused);
        }
    }
    assert!(refused > Event::kinds().count(), "most roles may not");
}
