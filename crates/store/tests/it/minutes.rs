//! Minutes: the draft for those who were there, and what everybody reads.

use madang_fixtures::{minutes, registrant, workshop};
use madang_programme::consultations::{Comes, Minutes, Plan, Registration, Verdict};
use madang_programme::{Actor, Role};
use madang_store::model::MinutesPapers;

use crate::consultations::{ANNOUNCED, CLOSES, Clocked, OPENS};
use crate::support::*;

on_both_databases!(minutes_are_read_by_those_who_may,);

const BEGAN: &str = "2026-10-26T05:05:00.000Z";
const ENDED: &str = "2026-10-26T08:50:00.000Z";

fn saying(decision: &str) -> Minutes {
    Minutes {
        decisions: vec![madang_fixtures::english(decision)],
        ..minutes(BEGAN, ENDED)
    }
}

/// A workshop that was held, to which the first of two came who registered.
async fn met(fixture: Fixture) -> Clocked {
    let yard = Clocked::begin(fixture).await;
    let plan = Plan {
        registration: Some(Registration {
            from: ANNOUNCED.to_owned(),
            to: "2026-10-20T00:00:00.000Z".to_owned(),
            capacity: None,
        }),
        ..workshop(OPENS, CLOSES)
    };
    yard.ask(P.announce("w", plan)).await;
    for number in 1..=2 {
        let own = P.register("w", number, ORIGIN);
        yard.submit(by(name(number), own.into())).await;
    }
    let yard = yard.at("2026-10-27T05:00:00.000Z").await;
    let comes = Comes::Listed(registrant(1));
    yard.lead(P.check_in("w", comes)).await;
    yard.lead(P.hold("w", BEGAN, ENDED)).await;
    yard
}

fn name(number: u8) -> Actor {
    Actor::new(Role::Participant, &registrant(number)).unwrap()
}

async fn papers(yard: &Clocked) -> MinutesPapers {
    let one = yard.store.consultation(PROGRAMME, "w").await.unwrap();
    let entry = one.expect("it is there").entry;
    yard.store.consultation_papers(entry).await.unwrap().minutes
}

async fn minutes_are_read_by_those_who_may(fixture: Fixture) {
    let yard = met(fixture).await;
    assert!(papers(&yard).await.is_empty());
    let draft = P.draft_minutes("w", None, saying("At eleven."));
    let draft = yard.lead(draft).await;
    let leads = Actor::new(Role::Facilitator, "yard").unwrap();
    let server = Actor::new(Role::Operator, "server").unwrap();
    for (reader, reads) in [
        (leads, true),
        (official(), true),
        (name(1), true),
        (name(2), false),
        (name(9), false),
        (server, false),
    ] {
        let read = yard.store.drafted_minutes(PROGRAMME, "w", &reader).await;
        let read = read.unwrap();
        assert_eq!(read.is_some(), reads, "{reader}");
        if let Some((entry, minutes)) = read {
            assert_eq!((entry, minutes), (draft, saying("At eleven.")));
        }
    }
    let asked = P.ask_correction("w", draft, 1);
    let asked = yard.submit(by(name(1), asked)).await;
    let open = papers(&yard).await;
    assert!(open.corrections[0].settled.is_none() && open.stand().is_none());
    let settled = P.settle_correction("w", asked, Verdict::Accepted);
    yard.lead(settled).await;
    let yard = yard.at("2026-11-03T05:00:00.000Z").await;
    let approve = P.approve_minutes("w", draft, saying("At one."));
    let approved = yard.ask(approve).await;
    let right = P.correct_minutes("w", approved, saying("At two."));
    let corrected = yard.ask(right).await;
    for rebuilt in [false, true] {
        if rebuilt {
            yard.store.rebuild(&|_, _| ()).await.unwrap();
        }
        let read = papers(&yard).await;
        assert_eq!(read.drafts.len(), 1);
        let (_, facts, said) = read.corrections[0].settled.as_ref().expect("settled");
        assert_eq!(facts.verdict, Verdict::Accepted);
        assert!(said.is_some());
        let stand = read.stand().expect("approved");
        assert_eq!(stand.moment.entry, corrected);
        assert_eq!(stand.minutes, Some(saying("At two.")));
        assert_eq!(read.approved[0].minutes, Some(saying("At one.")));
    }
}
