//! Who has a ballot on the record already.

use madang_fixtures::{approval, voter};
use madang_programme::Command;
use madang_programme::content::Ground;
use madang_programme::votes::{BallotRule, RepeatedVoter, RuleFixed};
use madang_store::{Store, Submission, SubmitError, Terms, VoterIn};
use serde_json::json;

use crate::support::*;

on_both_databases!(
    voters_on_record_are_known,
    only_votes_that_refuse_another_ballot_keep_who_has_one,
    of_two_ballots_at_the_same_moment_one_is_told_of_the_other,
);

async fn voters_on_record_are_known(fixture: Fixture) {
    let store = fixture.voting().await;
    let none = store.voters_on_record(PROGRAMME, "nowhere").await.unwrap();
    assert_eq!(none.of(&voter(1)), [0; 0]);
    let before = store.size().await.unwrap();
    let ballots =
        [mix(1), mix(2), mix(1)].map(|by_voter| by(registrar(), P.cast(VOTE, by_voter, &["1"])));
    store.submit_all(ballots.into()).await.unwrap();
    let voters = store.voters_on_record(PROGRAMME, VOTE).await.unwrap();
    assert_eq!(voters.of(&voter(mix(1))), [before, before + 2]);
    assert_eq!(voters.of(&voter(mix(2))), [before + 1]);
    assert_eq!(voters.of(&voter(mix(3))), [0; 0]);
    // Its vote counts the last: nobody is refused.
    let again = only(VOTE, mix(1), "2");
    assert_eq!(store.submit(again).await.unwrap().proof.index, before + 3);
}

/// The only ballot of a voter.
fn only(vote: &str, number: u128, choice: &str) -> Submission {
    let of = VoterIn {
        programme: PROGRAMME.to_owned(),
        vote: vote.to_owned(),
        voter: voter(number),
    };
    Submission {
        terms: Terms {
            only_ballot_of: Some(of),
            ..Terms::default()
        },
        ..by(registrar(), P.cast(vote, number, &[choice]))
    }
}

/// The entry that a second ballot is refused for.
fn refused_for<T: std::fmt::Debug>(submitted: Result<T, SubmitError>) -> u64 {
    match submitted {
        Err(SubmitError::SecondBallot { entry, because }) => {
            assert!(because.to_string().contains("of several"), "{because}");
            entry
        }
        other => panic!("{other:?}"),
    }
}

async fn of_two_ballots_at_the_same_moment_one_is_told_of_the_other(fixture: Fixture) {
    let store = fixture.open().await;
    store.submit_all(programme(3)).await.unwrap();
    open(&store, "first", RepeatedVoter::CountFirst).await;
    for number in 1..=20 {
        let (one, other) = tokio::join!(
            store.submit(only("first", number, "1")),
            store.submit(only("first", number, "2"))
        );
        let (recorded, refused) = match one {
            Ok(receipt) => (receipt, other),
            Err(_) => (other.expect("one of them"), one),
        };
        assert_eq!(refused_for(refused), recorded.proof.index);
    }
    // Of several that are asked for together none is recorded.
    let size = store.size().await.unwrap();
    let both = vec![only("first", 30, "1"), only("first", 30, "2")];
    assert_eq!(refused_for(store.submit_all(both).await), size);
    assert_eq!(store.size().await.unwrap(), size);
}

async fn only_votes_that_refuse_another_ballot_keep_who_has_one(fixture: Fixture) {
    let store = fixture.open().await;
    store.submit_all(programme(3)).await.unwrap();
    for (vote, repeated_voter) in [
        ("first", RepeatedVoter::CountFirst),
        ("none", RepeatedVoter::CountNone),
    ] {
        open(&store, vote, repeated_voter).await;
        let entry = store.size().await.unwrap();
        let cast = keyed(vote, by(registrar(), P.cast(vote, 5, &["1"])));
        store.submit(cast).await.unwrap();
        // Whoever does not ask to be refused is not: the tally passes over what does not count.
        let again = by(registrar(), P.cast(vote, 5, &["2"]));
        store.submit(again).await.unwrap();
        let standing = async |number| match store.submit(only(vote, number, "3")).await {
            Ok(_) => None,
            refused => Some(refused_for(refused)),
        };
        assert_eq!(standing(5).await, Some(entry));
        assert_eq!(standing(6).await, None);
        // A request that is repeated under its key gets its receipt again.
        let repeated = keyed(vote, only(vote, 5, "1"));
        assert_eq!(store.submit(repeated).await.unwrap().proof.index, entry);
        let dump = store.dump_read_tables().await.unwrap();
        store.rebuild(&|_, _| ()).await.unwrap();
        assert_eq!(store.dump_read_tables().await.unwrap(), dump);
        assert_eq!(standing(5).await, Some(entry));
        // Where it is taken out, the next stands in its place.
        let exclude = |entry| by(official(), P.exclude(vote, entry, Ground::Unlawful));
        store.submit(exclude(entry)).await.unwrap();
        assert_eq!(standing(5).await, Some(entry + 1));
        // Whose ballots were all taken out may cast one other, and no more.
        store.submit(exclude(entry + 1)).await.unwrap();
        let recast = store.size().await.unwrap();
        assert_eq!(standing(5).await, None);
        assert_eq!(standing(5).await, Some(recast));
        let dump = store.dump_read_tables().await.unwrap();
        store.rebuild(&|_, _| ()).await.unwrap();
        assert_eq!(store.dump_read_tables().await.unwrap(), dump);
        assert_eq!(standing(5).await, Some(recast));
        let voters = store.voters_on_record(PROGRAMME, vote).await.unwrap();
        assert_eq!(voters.of(&voter(5)), [recast]);
        // So it is where all of that comes together.
        let together = vec![exclude(recast), only(vote, 5, "1")];
        store.submit_all(together).await.unwrap();
        let together = vec![exclude(recast + 2), only(vote, 5, "2"), only(vote, 5, "3")];
        assert_eq!(refused_for(store.submit_all(together).await), recast + 4);
        assert_eq!(standing(5).await, Some(recast + 2));
        let cancelled = P.cancel(vote, "the next is tried");
        store.submit(by(official(), cancelled)).await.unwrap();
    }
}

async fn open(store: &Store, vote: &str, repeated_voter: RepeatedVoter) {
    let rule: RuleFixed = serde_json::from_value(json!({
        "programme": PROGRAMME,
        "id": format!("{vote}-rule"),
        "rule": {"rule": {"kind": "equal-shares"}, "utility": {"kind": "cost"}, "ties": {"kind": "cost-votes"},
                 "budget": "100000"},
    }))
    .unwrap();
    let ballots = BallotRule {
        repeated_voter,
        ..approval()
    };
    let opened = P.open_vote(vote, &format!("{vote}-rule"), ballots);
    let opened = vec![by(official(), Command::plain(rule)), by(official(), opened)];
    store.submit_all(opened).await.unwrap();
}
