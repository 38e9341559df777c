//! Ballots that come at the same moment, and votes that close by themselves.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use madang_fixtures::{approval, english, voter};
use madang_programme::votes::{
    BallotRule, OpenVote, RepeatedVoter, RollClosed, RollSource, VoteScheduled,
};
use madang_programme::{Actor, Command, Role};
use madang_record::time::parse_at;
use madang_store::{Store, Submission, Terms, VoterIn};

use crate::support::*;

on_both_databases!(
    of_256_ballots_of_one_voter_at_once_one_counts,
    a_vote_closes_at_its_end_also_where_the_server_was_down,
);

const MORNING: &str = "2026-12-01T00:00:00.000Z";
const OPENS: &str = "2026-12-01T01:00:00.000Z";
const CLOSES: &str = "2026-12-02T01:00:00.000Z";

/// A store whose clock stands where it is set.
async fn at(fixture: &Fixture, clock: &Arc<AtomicU64>) -> Store {
    let now = Arc::clone(clock);
    let now = Arc::new(move || now.load(Ordering::SeqCst));
    Store::open_with_clock(fixture.options(), now)
        .await
        .unwrap()
}

/// The store at a later time: a clock that jumps is not believed while it runs.
async fn later(store: Store, fixture: &Fixture, clock: &Arc<AtomicU64>, to: u64) -> Store {
    store.close().await;
    clock.store(to, Ordering::SeqCst);
    at(fixture, clock).await
}

/// A store with a vote that has a roll and is open, under that rule.
async fn open(fixture: &Fixture, clock: &Arc<AtomicU64>, repeated_voter: RepeatedVoter) -> Store {
    let store = at(fixture, clock).await;
    store.submit_all(programme(3)).await.unwrap();
    store.submit(vote().remove(0)).await.unwrap();
    let scheduled = VoteScheduled {
        programme: PROGRAMME.to_owned(),
        vote: VOTE.to_owned(),
        title: english("Spring"),
        opens_at: OPENS.to_owned(),
        closes_at: CLOSES.to_owned(),
    };
    let roll = RollClosed {
        programme: PROGRAMME.to_owned(),
        vote: VOTE.to_owned(),
        size: 300,
        root: "0f".repeat(32),
        source: RollSource::Accounts,
        replaces: None,
    };
    let ask = |command| by(official(), command);
    store.submit(ask(Command::plain(scheduled))).await.unwrap();
    store.submit(ask(Command::plain(roll))).await.unwrap();
    let store = later(store, fixture, clock, parse_at(OPENS).unwrap()).await;
    let open = OpenVote {
        programme: PROGRAMME.to_owned(),
        id: VOTE.to_owned(),
        title: None,
        rule: "rule".to_owned(),
        ballots: BallotRule {
            repeated_voter,
            ..approval()
        },
        grain_minutes: None,
    };
    store.submit(ask(open.into())).await.unwrap();
    store
}

/// A ballot of somebody on the roll by themselves.
fn own(number: u64, choice: &str) -> Submission {
    let name = voter(mix(number));
    Submission {
        terms: Terms {
            only_ballot_of: Some(VoterIn {
                programme: PROGRAMME.to_owned(),
                vote: VOTE.to_owned(),
                voter: name.clone(),
            }),
            ..Terms::default()
        },
        ..by(
            Actor::new(Role::Participant, &name).unwrap(),
            P.cast(VOTE, mix(number), &[choice]),
        )
    }
}

async fn of_256_ballots_of_one_voter_at_once_one_counts(fixture: Fixture) {
    let clock = Arc::new(AtomicU64::new(parse_at(MORNING).unwrap()));
    let store = open(&fixture, &clock, RepeatedVoter::CountFirst).await;
    // Another node at the same database, where that may be.
    let other = match fixture.kind {
        Kind::Postgres => at(&fixture, &clock).await,
        Kind::Sqlite => store.clone(),
    };
    let before = store.size().await.unwrap();
    let mut coming = tokio::task::JoinSet::new();
    for number in 0..256 {
        let store = if number % 2 == 0 {
            store.clone()
        } else {
            other.clone()
        };
        let choice = if number % 3 == 0 { "1" } else { "2" };
        coming.spawn(async move { store.submit(own(7, choice)).await.is_ok() });
    }
    let taken = coming.join_all().await.into_iter().filter(|taken| *taken);
    assert_eq!(taken.count(), 1);
    assert_eq!(store.size().await.unwrap(), before + 1);
    store.submit(own(8, "3")).await.unwrap();
    if fixture.kind == Kind::Postgres {
        other.close().await;
    }
    let store = later(store, &fixture, &clock, parse_at(CLOSES).unwrap()).await;
    assert_eq!(store.close_due_votes().await.unwrap().len(), 1);
    store.submit(open_ballots()).await.unwrap();
    let selection = computed(&store).await;
    assert_eq!(selection.facts.tally.counted, 2);
    assert_eq!(selection.facts.tally.cast, 2);
}

async fn a_vote_closes_at_its_end_also_where_the_server_was_down(fixture: Fixture) {
    let clock = Arc::new(AtomicU64::new(parse_at(MORNING).unwrap()));
    let store = open(&fixture, &clock, RepeatedVoter::CountLast).await;
    let store = later(store, &fixture, &clock, parse_at(CLOSES).unwrap() - 1).await;
    assert!(store.close_due_votes().await.unwrap().is_empty());
    store.submit(own(7, "1")).await.unwrap();
    store.submit(own(7, "2")).await.unwrap();
    // It is down at the end, and comes back five days later.
    let back = parse_at(CLOSES).unwrap() + 5 * 86_400_000;
    let store = later(store, &fixture, &clock, back).await;
    let late = store.submit(own(9, "1")).await.expect_err("too late");
    assert!(late.to_string().contains("takes ballots until"), "{late}");
    let (one, two) = tokio::join!(store.close_due_votes(), store.close_due_votes());
    assert_eq!(
        one.unwrap().len() + two.unwrap().len(),
        1,
        "it is closed once"
    );
    assert_eq!(store.rolls_of_closed_votes().await.unwrap().len(), 1);
    store.submit(open_ballots()).await.unwrap();
    let tally = computed(&store).await.facts.tally;
    assert_eq!((tally.cast, tally.counted, tally.repeated), (2, 1, 1));
}
