//! Who has a ballot on the record already.

use madang_fixtures::{approval, voter};
use madang_programme::Command;
use madang_programme::content::Ground;
use madang_programme::votes::{BallotRule, RepeatedVoter, RuleFixed};
use madang_store::Store;
use serde_json::json;

use crate::support::*;

on_both_databases!(
    voters_on_record_are_known,
    only_votes_that_refuse_another_ballot_keep_who_has_one,
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
    let first = voter(mix(1));
    let standing = store.standing_ballot(PROGRAMME, VOTE, &first).await;
    assert_eq!(standing.unwrap(), None);
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
        let again = by(registrar(), P.cast(vote, 5, &["2"]));
        store.submit(again).await.unwrap();
        let standing = async |number| store.standing_ballot(PROGRAMME, vote, &voter(number)).await;
        assert_eq!(standing(5).await.unwrap(), Some(entry));
        assert_eq!(standing(6).await.unwrap(), None);
        assert!(store.knows_key(&registrar(), vote).await.unwrap());
        assert!(!store.knows_key(&official(), vote).await.unwrap());
        assert!(!store.knows_key(&registrar(), "other").await.unwrap());
        let dump = store.dump_read_tables().await.unwrap();
        store.rebuild(&|_, _| ()).await.unwrap();
        assert_eq!(store.dump_read_tables().await.unwrap(), dump);
        assert_eq!(standing(5).await.unwrap(), Some(entry));
        // Whose ballot was taken out may cast another.
        let out = P.exclude(vote, entry, Ground::Unlawful);
        store.submit(by(official(), out)).await.unwrap();
        assert_eq!(standing(5).await.unwrap(), None);
        let voters = store.voters_on_record(PROGRAMME, vote).await.unwrap();
        assert_eq!(voters.of(&voter(5)), [entry + 1]);
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
