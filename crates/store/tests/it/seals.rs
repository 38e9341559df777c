//! Of several ballots of one voter only the one that counts is opened.

use madang_programme::Command;
use madang_programme::content::Ground;
use madang_programme::votes::{BallotExcluded, BallotRule, RepeatedVoter};
use madang_record::time::is_timeless;
use madang_record::{Entry, OpenBody};
use madang_store::Store;
use madang_store::model::BodyView;

use crate::support::*;

on_both_databases!(
    only_the_ballot_that_counts_is_opened,
    a_ballot_tells_neither_when_it_came_nor_in_its_identifier,
    one_that_was_taken_out_stands_in_no_other_s_way,
);

/// A store with an open vote under which a voter's ballots count so.
async fn voting(fixture: &Fixture, repeated_voter: RepeatedVoter) -> Store {
    let store = fixture.open().await;
    store.submit_all(programme(3)).await.unwrap();
    let mut vote = vote();
    let ballots = BallotRule {
        repeated_voter,
        ..madang_fixtures::approval()
    };
    vote[1] = by(official(), P.open_vote(VOTE, "rule", ballots));
    store.submit_all(vote).await.unwrap();
    store
}

async fn cast(store: &Store, voter: u128, choices: &[&str]) -> u64 {
    let ballot = by(registrar(), P.cast(VOTE, voter, choices));
    store.submit(ballot).await.unwrap().proof.index
}

async fn close_and_open(store: &Store) -> u64 {
    store.submit(close_vote()).await.unwrap();
    store.submit(open_ballots()).await.unwrap().proof.index
}

/// The entries whose contents are published, of those from `from` on.
async fn published(store: &Store, from: u64) -> Vec<u64> {
    let lines = String::from_utf8(store.body_bundle(0).await.unwrap()).unwrap();
    let entries = lines
        .lines()
        .map(|line| OpenBody::parse_line(line).unwrap().entry);
    entries.filter(|entry| *entry >= from).collect()
}

async fn tallied(store: &Store) -> (u64, u64, u64, u64) {
    let tally = computed(store).await.facts.tally;
    (tally.cast, tally.counted, tally.repeated, tally.excluded)
}

async fn only_the_ballot_that_counts_is_opened(fixture: Fixture) {
    for (rule, open, tally) in [
        (RepeatedVoter::CountLast, vec![1, 3], (4, 2, 2, 0)),
        (RepeatedVoter::CountFirst, vec![0, 1], (4, 2, 2, 0)),
        (RepeatedVoter::CountNone, vec![1], (4, 1, 3, 0)),
    ] {
        let fixture = Fixture::new(fixture.kind).await;
        let store = voting(&fixture, rule).await;
        let mut ballots = Vec::new();
        for (voter, choice) in [(7, "1"), (5, "2"), (7, "2"), (7, "3")] {
            ballots.push(cast(&store, voter, &[choice]).await);
        }
        let by = close_and_open(&store).await;
        let open: Vec<u64> = open
            .into_iter()
            .map(|place: usize| ballots[place])
            .collect();
        assert_eq!(published(&store, ballots[0]).await, open, "{rule:?}");
        for entry in &ballots {
            let bodies = store.entry(*entry).await.unwrap().unwrap().bodies;
            match &bodies[0] {
                BodyView::Open { .. } => assert!(open.contains(entry)),
                BodyView::Kept { by: of, .. } => assert!(!open.contains(entry) && *of == by),
                other => panic!("{other:?}"),
            }
        }
        assert_eq!(tallied(&store).await, tally, "{rule:?}");
        // Whatever is made anew from the entries says the same.
        let dump = store.dump_read_tables().await.unwrap();
        store.close().await;
        let store = fixture.open().await;
        store.rebuild(&|_, _| ()).await.unwrap();
        assert_eq!(store.dump_read_tables().await.unwrap(), dump);
        let of_voter = store
            .voters_ballots(PROGRAMME, VOTE, &madang_fixtures::voter(7))
            .await;
        let of_voter = of_voter.unwrap();
        assert_eq!(of_voter.open.len() + of_voter.absent.len(), 3);
    }
}

async fn a_ballot_tells_neither_when_it_came_nor_in_its_identifier(fixture: Fixture) {
    let store = fixture.voting().await;
    let mut ids = Vec::new();
    for voter in 1..=3 {
        let receipt = store.submit(ballot(voter)).await.unwrap();
        let entry = Entry::from_bytes(receipt.entry.as_bytes()).unwrap();
        assert!(entry.at.ends_with(":00:00.000Z"), "{}", entry.at);
        assert!(is_timeless(&entry.id), "{}", entry.id);
        ids.push(entry.id);
    }
    ids.dedup();
    assert_eq!(ids.len(), 3);
    let closed = store.submit(close_vote()).await.unwrap();
    let closed = Entry::from_bytes(closed.entry.as_bytes()).unwrap();
    assert!(!is_timeless(&closed.id));
}

async fn one_that_was_taken_out_stands_in_no_other_s_way(fixture: Fixture) {
    let store = voting(&fixture, RepeatedVoter::CountLast).await;
    let first = cast(&store, 7, &["1"]).await;
    let second = cast(&store, 7, &["2"]).await;
    let other = cast(&store, 5, &["3"]).await;
    let exclude = |entry| {
        by(
            official(),
            Command::plain(BallotExcluded {
                programme: PROGRAMME.to_owned(),
                vote: VOTE.to_owned(),
                entry,
                name: "ballot".to_owned(),
                ground: Ground::ErasureRequest,
            }),
        )
    };
    store.submit(exclude(second)).await.unwrap();
    close_and_open(&store).await;
    assert_eq!(published(&store, first).await, [first, other]);
    assert_eq!(tallied(&store).await, (3, 2, 0, 1));
    // After the opening no other comes in its place.
    store.submit(exclude(first)).await.unwrap();
    assert_eq!(published(&store, first).await, [other]);
    assert_eq!(tallied(&store).await, (3, 1, 0, 2));
}
