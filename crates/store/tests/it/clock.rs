//! The time of entries, whatever the clock does.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use madang_programme::Command;
use madang_programme::votes::VoteScheduled;
use madang_record::Entry;
use madang_store::{Clock, OpenOptions, Rehearsed, Store, SubmitError};

use crate::support::*;

on_both_databases!(
    time_never_goes_back,
    a_wrong_clock_asks_a_person,
    a_rehearsal_goes_by_the_clock_of_the_record,
);

/// A clock of the test's own.
pub fn clock_at(unix_ms: u64) -> (Arc<AtomicU64>, Clock) {
    let now = Arc::new(AtomicU64::new(unix_ms));
    let read = Arc::clone(&now);
    (now, Arc::new(move || read.load(Ordering::SeqCst)))
}

async fn at_of(store: &Store, id: &str) -> Result<String, SubmitError> {
    let receipt = store.submit(proposal(id, 1, text(id))).await?;
    Ok(Entry::from_bytes(receipt.entry.as_bytes()).unwrap().at)
}

async fn time_never_goes_back(fixture: Fixture) {
    let (now, clock) = clock_at(1_800_000_000_000);
    let store = Store::open_with_clock(fixture.options(), clock)
        .await
        .unwrap();
    store.submit_all(programme(1)).await.unwrap();
    now.fetch_sub(59_000, Ordering::SeqCst);
    assert_eq!(
        at_of(&store, "late").await.unwrap(),
        "2027-01-15T08:00:00.000Z"
    );
    now.fetch_add(59_001, Ordering::SeqCst);
    assert_eq!(
        at_of(&store, "later").await.unwrap(),
        "2027-01-15T08:00:00.001Z"
    );
}

async fn a_wrong_clock_asks_a_person(fixture: Fixture) {
    const DAY: u64 = 24 * 3_600_000;
    let (now, clock) = clock_at(1_800_000_000_000);
    let store = Store::open_with_clock(fixture.options(), clock.clone())
        .await
        .unwrap();
    store.submit_all(programme(1)).await.unwrap();
    let size = store.size().await.unwrap();
    for wrong in [
        1_800_000_000_000 - 61_000,
        1_800_000_000_000 - DAY,
        0,
        1_800_000_000_000 + DAY,
        1_800_000_000_000 + 7_900 * 365 * DAY,
        u64::MAX,
    ] {
        now.store(wrong, Ordering::SeqCst);
        let refused = at_of(&store, "wrong").await.unwrap_err();
        assert!(
            matches!(refused, SubmitError::ReadOnly(_)),
            "{wrong}: {refused}"
        );
        assert!(refused.to_string().contains("--accept-clock"), "{refused}");
        // Both tell the time at which they are asked.
        assert!(store.read_only_reason().is_some() && store.clock_doubt().is_some());
        assert_eq!(store.size().await.unwrap(), size, "nothing is dated so");
    }
    now.store(1_800_000_000_500, Ordering::SeqCst);
    assert_eq!(store.read_only_reason(), None, "the clock was set right");
    assert_eq!(
        at_of(&store, "right").await.unwrap(),
        "2027-01-15T08:00:00.500Z"
    );
    store.close().await;

    // When it is opened: far behind, and far ahead of the entries and of the guard file.
    for wrong in [1_800_000_000_000 - DAY, 1_800_000_000_000 + 400 * DAY] {
        now.store(wrong, Ordering::SeqCst);
        let store = Store::open_with_clock(fixture.options(), clock.clone())
            .await
            .unwrap();
        let doubt = store.clock_doubt().unwrap();
        assert_eq!(store.read_only_reason(), Some(doubt.clone()));
        assert!(matches!(
            at_of(&store, "wrong").await,
            Err(SubmitError::ReadOnly(_))
        ));
        store.close().await;
        // Opened again it is asked again.
        let store = Store::open_with_clock(fixture.options(), clock.clone())
            .await
            .unwrap();
        assert_eq!(store.clock_doubt(), Some(doubt));
        store.close().await;
    }
    let accepting = OpenOptions {
        accept_clock: Some("it was switched off for a year".to_owned()),
        ..fixture.options()
    };
    let store = Store::open_with_clock(accepting, clock.clone())
        .await
        .unwrap();
    assert_eq!(store.read_only_reason(), None);
    assert_eq!(
        at_of(&store, "accepted").await.unwrap(),
        "2028-02-19T08:00:00.000Z"
    );
    now.fetch_add(DAY, Ordering::SeqCst);
    assert!(store.clock_doubt().is_some(), "that clock, not any");
}

async fn a_rehearsal_goes_by_the_clock_of_the_record(fixture: Fixture) {
    let (now, clock) = clock_at(1_800_000_000_000);
    let store = Store::open_with_clock(fixture.options(), clock)
        .await
        .unwrap();
    store.submit_all(programme(1)).await.unwrap();
    let scheduled = VoteScheduled {
        programme: PROGRAMME.to_owned(),
        vote: VOTE.to_owned(),
        title: text("A vote"),
        opens_at: "2027-01-15T08:00:00.000Z".to_owned(),
        closes_at: "2027-01-15T08:30:00.000Z".to_owned(),
    };
    let scheduled = by(official(), Command::plain(scheduled));
    store.submit(scheduled).await.unwrap();
    store.submit_all(vote()).await.unwrap();
    for (later, taken) in [(0, true), (3_600_000, false)] {
        now.store(1_800_000_000_000 + later, Ordering::SeqCst);
        store.accept_clock("a test's clock is set as the test likes");
        let mut rehearsal = store.rehearsal().await.unwrap();
        let became = rehearsal.take(vec![ballot(1)]).await.unwrap();
        assert_eq!(became[0] == Rehearsed::New, taken, "{later}: {became:?}");
    }
    // What nothing would be recorded by is not rehearsed by either.
    now.store(1_800_000_000_000 - 61_000, Ordering::SeqCst);
    let refused = store.rehearsal().await.expect_err("the clock is behind");
    assert!(refused.to_string().contains("--accept-clock"), "{refused}");
    store.accept_clock("it was set back");
    assert!(store.rehearsal().await.is_ok());
}
