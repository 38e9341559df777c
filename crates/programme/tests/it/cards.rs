//! Cards of workshops: issued before them, entered by their codes, and accounted for.

use madang_fixtures::{card_code, card_receipts, workshop, written};
use madang_programme::consultations::{CODES, CardCodes, CardsIssued};
use madang_programme::finding::{Check, Duty, Finding, Status};
use madang_programme::openness::Task;
use madang_programme::voices::{CardProof, Channel, VoiceReceived};
use madang_programme::{Command, State};

use crate::consultations::{
    ANNOUNCED, CLOSES, FACILITATOR, OFFICIAL, OPENS, announced, at, convening, known, refused,
};
use crate::support::*;

const BEFORE: &str = "2026-12-13T05:00:00.000Z";
const AFTER: &str = "2026-12-15T05:00:00.000Z";

fn receipts() -> Vec<String> {
    card_receipts("example.org/log", "p", 5)
}

fn issue() -> Command {
    P.issue_cards("w", &receipts())
}

/// A workshop `w` for which five cards were issued, after it was held.
fn issued() -> State {
    let mut state = announced();
    at(&mut state, BEFORE, FACILITATOR, issue());
    let held = P.hold("w", "2026-12-14T05:05:00.000Z", "2026-12-14T08:50:00.000Z");
    at(&mut state, "2026-12-14T10:00:00.000Z", FACILITATOR, held);
    state
}

fn on_card(receipt: &str) -> VoiceReceived {
    P.on_card("w", &receipts(), receipt)
}

fn enter(facts: VoiceReceived) -> Command {
    P.receive(facts, english("Later buses"))
}

fn found(state: &State, now: &str) -> Option<(Status, u32)> {
    let all = state.findings(&[], now).expect("a time");
    let own = |one: &&Finding| one.check == Check::C13 && one.duty == Some(Duty::Cards);
    all.iter().find(own).map(|one| (one.status, one.late))
}

#[test]
fn cards_are_issued_before_the_workshop_with_the_list_that_was_committed_to() {
    let state = announced();
    refused(&state, OPENS, FACILITATOR, issue(), "before it begins");
    refused(&state, BEFORE, OFFICIAL, issue(), "official");
    let none = P.issue_cards("w", &[]);
    refused(&state, BEFORE, FACILITATOR, none, "must be 1 to 300");
    let (facts, mut list) = CardsIssued::of(("p", "w"), receipts());
    list.receipts.pop();
    let short = Command::said(CODES, facts.clone(), list.clone());
    refused(&state, BEFORE, FACILITATOR, short, "is not the list");
    let other = CardCodes {
        receipts: card_receipts("example.com/log", "p", 5),
    };
    let other = Command::said(CODES, facts.clone(), other);
    refused(&state, BEFORE, FACILITATOR, other, "is not the list");
    list.receipts = receipts();
    list.receipts.reverse();
    let turned = Command::said(CODES, facts.clone(), list.clone());
    refused(&state, BEFORE, FACILITATOR, turned, "must be sorted");
    list.receipts = vec![receipts()[0].clone(); 5];
    let twice = Command::said(CODES, facts, list);
    refused(&state, BEFORE, FACILITATOR, twice, "must be sorted");
    let mut state = convening();
    let plan = written(OPENS, "2026-12-29T09:00:00.000Z");
    at(&mut state, ANNOUNCED, OFFICIAL, P.announce("w", plan));
    refused(&state, BEFORE, FACILITATOR, issue(), "in writing");
}

#[test]
fn a_card_is_entered_once_by_a_code_that_was_issued() {
    let mut state = issued();
    let receipt = receipts()[2].clone();
    let unproved = VoiceReceived {
        card: None,
        ..on_card(&receipt)
    };
    refused(&state, AFTER, FACILITATOR, enter(unproved), "is missing");
    let stranger = card_code(77).receipt("example.org/log", "p");
    let forged = VoiceReceived {
        card: CardProof::of(&receipts(), &receipt),
        ..on_card(&stranger)
    };
    refused(
        &state,
        AFTER,
        FACILITATOR,
        enter(forged),
        "none of the cards that were issued",
    );
    let phoned = VoiceReceived {
        channel: Channel::Phone,
        ..on_card(&receipt)
    };
    refused(
        &state,
        AFTER,
        FACILITATOR,
        enter(phoned),
        "no cards were issued",
    );
    let before = VoiceReceived {
        consultation: None,
        ..on_card(&receipt)
    };
    refused(
        &state,
        AFTER,
        FACILITATOR,
        enter(before),
        "no cards were issued",
    );
    at(&mut state, AFTER, FACILITATOR, enter(on_card(&receipt)));
    refused(
        &state,
        AFTER,
        FACILITATOR,
        enter(on_card(&receipt)),
        "is that of the voice",
    );
    let cards = &known(&state, "w").cards;
    assert_eq!((cards.issued(), cards.entered, cards.missing()), (5, 1, 4));
}

#[test]
fn every_card_is_entered_accounted_for_or_missing() {
    let mut state = issued();
    let account = |base, parts| P.account_for_cards("w", base, parts);
    for receipt in &receipts()[..2] {
        at(&mut state, AFTER, FACILITATOR, enter(on_card(receipt)));
    }
    let more = account(None, [2, 1, 1]);
    refused(&state, AFTER, FACILITATOR, more, "were not entered: 3");
    let first = at(&mut state, AFTER, FACILITATOR, account(None, [1, 0, 0]));
    assert_eq!(known(&state, "w").cards.missing(), 2);
    refused(
        &state,
        AFTER,
        FACILITATOR,
        account(None, [1, 1, 0]),
        "Look at it, and send yours again",
    );
    // A week after it, what is missing is late; what is found later is late for good.
    assert_eq!(
        found(&state, "2026-12-20T05:00:00.000Z"),
        Some((Status::NotYetDue, 0))
    );
    assert_eq!(
        found(&state, "2026-12-24T05:00:00.000Z"),
        Some((Status::Overdue, 3))
    );
    let work = state
        .work("p", &[], "2026-12-24T05:00:00.000Z")
        .expect("work");
    assert!(work.iter().any(|one| one.task == Task::Cards), "{work:?}");
    let mut late = state.clone();
    let found_late = account(Some(first), [1, 1, 1]);
    at(
        &mut late,
        "2026-12-24T05:00:00.000Z",
        FACILITATOR,
        found_late.clone(),
    );
    assert_eq!(
        found(&late, "2026-12-30T05:00:00.000Z"),
        Some((Status::Broken, 3))
    );
    at(&mut state, AFTER, FACILITATOR, found_late);
    assert_eq!(
        found(&state, "2026-12-30T05:00:00.000Z"),
        Some((Status::Held, 0))
    );
    refused(
        &state,
        AFTER,
        FACILITATOR,
        enter(on_card(&receipts()[4])),
        "no card of this workshop is missing",
    );
}

#[test]
fn what_has_no_cards_is_asked_for_none() {
    let mut state = announced();
    let account = P.account_for_cards("w", None, [0, 0, 0]);
    refused(&state, AFTER, FACILITATOR, account, "no cards were issued");
    let facts = VoiceReceived {
        card: None,
        ..on_card(&receipts()[0])
    };
    at(&mut state, AFTER, FACILITATOR, enter(facts));
    assert_eq!(found(&state, "2027-01-30T05:00:00.000Z"), None);
    // An account before it ended says nothing.
    let mut state = announced();
    at(&mut state, BEFORE, FACILITATOR, issue());
    let early = P.account_for_cards("w", None, [0, 0, 5]);
    refused(&state, BEFORE, FACILITATOR, early, "has not ended");
    assert_eq!(workshop(OPENS, CLOSES).opens_at, OPENS);
}
