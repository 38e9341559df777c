//! Appending, receipts, proofs, tiles: the record as anyone can check it.
use std::time::Duration;

use crate::published::check_published;
use crate::support::*;
use madang_record::OpenBody;
use madang_store::model::BodyView;
use madang_store::{Store, SubmitError};

on_both_databases!(
    concurrent_ballots_get_receipts_that_verify,
    all_or_none_of_several_commands,
    refusals_leave_no_trace,
    tiles_bundles_and_proofs_agree,
    sealed_bodies_open_with_the_vote,
    a_store_opened_again_goes_on,
    entries_cannot_be_changed,
);

async fn concurrent_ballots_get_receipts_that_verify(fixture: Fixture) {
    let store = fixture.voting().await;
    let before = store.size().await.unwrap();
    // While the first commit is held back all others come together.
    let held = store.hold_commits().await;
    let tasks: Vec<_> = (0..300)
        .map(|voter| {
            let store = store.clone();
            tokio::spawn(async move { store.submit(ballot(voter)).await.unwrap() })
        })
        .collect();
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!(store.size().await.unwrap(), before);
    drop(held);
    let keys = [fixture.key.verifying_key().clone()];
    let mut indexes = Vec::new();
    let mut checkpoints = std::collections::BTreeSet::new();
    for task in tasks {
        let receipt = task.await.unwrap();
        let verified = receipt.verify(&keys).unwrap();
        assert_eq!(verified.bodies, ["ballot"]);
        assert_eq!(verified.entry.kind, "ballot.cast/1");
        indexes.push(verified.index);
        checkpoints.insert(receipt.proof.checkpoint);
    }
    indexes.sort_unstable();
    assert_eq!(indexes, (before..before + 300).collect::<Vec<_>>());
    let commits = checkpoints.len();
    assert!(
        commits < 10,
        "{commits} commits for 300 ballots that waited"
    );
    let programme = store.programme(PROGRAMME).await.unwrap().unwrap();
    assert_eq!(programme.votes[0].ballots, 300);
}

async fn all_or_none_of_several_commands(fixture: Fixture) {
    let store = fixture.open().await;
    let mut commands = programme(5);
    commands[6] = proposal("1", 5, text("The same identifier again"));
    let before = store.checkpoint().await.unwrap();
    match store.submit_all(commands).await {
        Err(SubmitError::RefusedAt {
            position: 6,
            of: 9,
            violation,
        }) => {
            assert!(
                violation.to_string().contains("\"1\" exists already"),
                "{violation}"
            );
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(store.checkpoint().await.unwrap(), before);
    assert!(store.programmes().await.unwrap().is_empty());
    let committed = store.submit_all(programme(5)).await.unwrap();
    assert_eq!(
        committed.iter().map(|c| c.index).collect::<Vec<_>>(),
        (1..10).collect::<Vec<_>>()
    );
    assert_eq!(committed[4].salts.len(), 1);
    let entry = store.entry(5).await.unwrap().unwrap();
    match &entry.bodies[..] {
        [BodyView::Open { name, salt, .. }] => assert_eq!(
            (name, salt),
            (&committed[4].salts[0].0, &committed[4].salts[0].1)
        ),
        other => panic!("{other:?}"),
    }
}

async fn refusals_leave_no_trace(fixture: Fixture) {
    let store = fixture.open().await;
    store.submit_all(programme(2)).await.unwrap();
    let (tables, checkpoint) = (
        store.dump_read_tables().await.unwrap(),
        store.checkpoint().await.unwrap(),
    );
    // No such vote; an identifier that is taken; a role that may not.
    assert!(matches!(
        store.submit(ballot(1)).await,
        Err(SubmitError::Refused(_))
    ));
    assert!(matches!(
        store
            .submit(keyed("k", proposal("1", 1, text("taken"))))
            .await,
        Err(SubmitError::Refused(_))
    ));
    let mut foreign = proposal("9", 1, text("not by a registrar"));
    foreign.actor = registrar();
    let refused = store.submit(foreign).await.unwrap_err();
    assert_eq!(
        refused.to_string(),
        "the role registrar may not do this: Proposal submitted [proposal.submitted/1]; allowed: official"
    );
    assert_eq!(store.dump_read_tables().await.unwrap(), tables);
    assert_eq!(store.checkpoint().await.unwrap(), checkpoint);
    for table in ["submission", "ballot"] {
        assert_eq!(
            fixture
                .number(&format!("SELECT count(*) FROM {table}"))
                .await,
            0
        );
    }
    // The key of a refused command is free.
    store
        .submit(keyed("k", proposal("3", 1, text("not taken"))))
        .await
        .unwrap();
    assert_eq!(
        store.with_state(|state| state.size).await.unwrap(),
        store.size().await.unwrap()
    );
}

async fn tiles_bundles_and_proofs_agree(fixture: Fixture) {
    let store = fixture.voting().await;
    let keys = [fixture.key.verifying_key().clone()];
    store
        .submit_all((0..66_000).map(ballot).collect())
        .await
        .unwrap();
    check_published(&store, &keys).await;
    // The builder keeps the full tiles, one of level 1 among them, and nothing that differs from the above.
    for _ in 0..600 {
        if fixture.number("SELECT count(*) FROM tile").await == 258 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert_eq!(
        fixture
            .number("SELECT count(*) FROM tile WHERE level = 1")
            .await,
        1
    );
    assert_eq!(store.read_only_reason(), None);
    check_published(&store, &keys).await;
}

async fn sealed_bodies_open_with_the_vote(fixture: Fixture) {
    let store = fixture.voting().await;
    for voter in [5, 3, 5] {
        store.submit(ballot(voter)).await.unwrap();
    }
    let size = store.size().await.unwrap();
    let sealed = store.entry(size - 1).await.unwrap().unwrap();
    assert!(
        matches!(&sealed.bodies[..], [BodyView::Sealed { until, .. }] if until == "vote:kr0018-flagships/v1")
    );
    let lines = String::from_utf8(store.body_bundle(0).await.unwrap()).unwrap();
    assert_eq!(
        lines.lines().count(),
        5,
        "a commitment, a programme and three proposals: {lines}"
    );
    assert!(
        store
            .opened_ballots(PROGRAMME, VOTE)
            .collect()
            .await
            .unwrap()
            .is_empty()
    );

    store.submit(close_vote()).await.unwrap();
    store.submit(open_ballots()).await.unwrap();
    let lines = String::from_utf8(store.body_bundle(0).await.unwrap()).unwrap();
    // The voter who cast two has one of them opened.
    assert_eq!(lines.lines().count(), 7);
    for line in lines.lines() {
        let body = OpenBody::parse_line(line).unwrap();
        let entry = store.entry(body.entry).await.unwrap().unwrap();
        let entry = madang_record::Entry::from_bytes(&entry.bytes).unwrap();
        assert!(body.matches(&entry.bodies[0]));
    }
    let ballots = store
        .opened_ballots(PROGRAMME, VOTE)
        .collect()
        .await
        .unwrap();
    let order: Vec<_> = ballots
        .iter()
        .map(|ballot| (ballot.voter.clone(), ballot.entry))
        .collect();
    let mut sorted = order.clone();
    sorted.sort();
    assert_eq!(order, sorted);
    assert_eq!(ballots.len(), 3);
    let open: Vec<_> = ballots.iter().flat_map(|ballot| &ballot.content).collect();
    assert_eq!(open.len(), 2);
    assert_eq!(open[0].choices, ["1", "2"]);
}

async fn a_store_opened_again_goes_on(fixture: Fixture) {
    let store = fixture.voting().await;
    store.submit(ballot(1)).await.unwrap();
    let (size, tables) = (
        store.size().await.unwrap(),
        store.dump_read_tables().await.unwrap(),
    );
    store.close().await;
    let store = fixture.open().await;
    assert_eq!(store.size().await.unwrap(), size);
    assert_eq!(store.dump_read_tables().await.unwrap(), tables);
    assert_eq!(store.submit(ballot(2)).await.unwrap().proof.index, size);
    let reader = Store::open_read_only(&fixture.url).await.unwrap();
    assert_eq!(reader.origin(), ORIGIN);
    assert_eq!(reader.size().await.unwrap(), size + 1);
    assert!(matches!(
        reader.submit(ballot(3)).await,
        Err(SubmitError::ReadOnly(_))
    ));
    let foreign = madang_store::OpenOptions {
        signing_key: madang_record::SigningKey::from_seed(ORIGIN, [8; 32]).unwrap(),
        ..fixture.options()
    };
    let error = Store::open(foreign).await.unwrap_err().to_string();
    assert!(
        error.contains("give the key that the record names"),
        "{error}"
    );
}

async fn entries_cannot_be_changed(fixture: Fixture) {
    let store = fixture.open().await;
    store.submit_all(programme(1)).await.unwrap();
    for statement in [
        "UPDATE entry SET space = 'x' WHERE idx = 1",
        "DELETE FROM entry WHERE idx = 1",
    ] {
        let error = fixture.execute(statement).await.unwrap_err().to_string();
        assert!(
            error.contains("an entry of the record"),
            "{statement}: {error}"
        );
    }
}
