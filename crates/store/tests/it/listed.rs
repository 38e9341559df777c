//! Lists of entries of the record.

use madang_store::model::{EntryFilter, EntryRange};

use crate::support::*;

on_both_databases!(
    the_latest_entries_are_listed,
    what_refers_to_an_entry_is_found,
    the_record_is_filtered_by_kind_and_actor,
);

async fn the_latest_entries_are_listed(fixture: Fixture) {
    let store = fixture.voting().await;
    let size = store.size().await.unwrap();
    let page = store.latest_entries(None, 3, None).await.unwrap();
    let listed: Vec<_> = page.items.iter().map(|entry| entry.index).collect();
    assert_eq!(
        (listed, page.total),
        (vec![size - 1, size - 2, size - 3], size)
    );
    assert_eq!(page.items[0].subject, "vote:kr0018-flagships/v1");
    let page = store.latest_entries(Some(3), 10, None).await.unwrap();
    assert_eq!(
        page.items
            .iter()
            .map(|entry| entry.index)
            .collect::<Vec<_>>(),
        [2, 1, 0]
    );
    assert_eq!(page.items[2].kind, "log.created/2");
    let inside = store
        .latest_entries(None, 100, Some(PROGRAMME))
        .await
        .unwrap();
    assert_eq!(inside.total, size - 2);
    assert!(inside.items.iter().all(|entry| entry.space == PROGRAMME));
    assert_eq!(
        store
            .latest_entries(None, 100, Some(""))
            .await
            .unwrap()
            .items
            .len(),
        2
    );
}

async fn what_refers_to_an_entry_is_found(fixture: Fixture) {
    let store = fixture.voting().await;
    let opened = store.size().await.unwrap() - 1;
    for voter in 0..3 {
        store.submit(ballot(voter)).await.unwrap();
    }
    store.submit(close_vote()).await.unwrap();
    let found = store.references_to(opened, None, 100).await.unwrap();
    let found: Vec<_> = found
        .iter()
        .map(|reference| (reference.entry, reference.relation.as_str()))
        .collect();
    let expected: Vec<_> = (1..=4).map(|n| (opened + n, "vote")).collect();
    assert_eq!(found, expected);
    let page = store.references_to(opened, Some(opened + 2), 1).await;
    assert_eq!(page.unwrap()[0].entry, opened + 3);
    // The commitment is what its programme rests on.
    let found = store.references_to(1, None, 100).await.unwrap();
    assert_eq!(
        (found[0].entry, found[0].relation.as_str()),
        (2, "commitment")
    );
}

async fn the_record_is_filtered_by_kind_and_actor(fixture: Fixture) {
    let store = fixture.voting().await;
    let opened = store.size().await.unwrap();
    store
        .submit_all((0..1500).map(ballot).collect())
        .await
        .unwrap();
    store.submit(close_vote()).await.unwrap();
    let in_range = async |range, limit, filter: EntryFilter| {
        let page = store.filtered_entries(range, limit, &filter).await.unwrap();
        let indexes: Vec<u64> = page.items.iter().map(|entry| entry.index).collect();
        (indexes, page.total, page.more_than_total)
    };
    let list =
        async |before, limit, filter| in_range(EntryRange::Before(before), limit, filter).await;
    // Without a kind, ballots are left out.
    let (first, total, more) = list(None, 3, EntryFilter::default()).await;
    assert_eq!(
        (first, total, more),
        (
            vec![opened + 1500, opened - 1, opened - 2],
            opened + 1,
            false
        )
    );
    let of = |kind: Option<&str>, actor: Option<&str>, space: Option<&str>| EntryFilter {
        kind: kind.map(str::to_owned),
        actor: actor.map(str::to_owned),
        space: space.map(str::to_owned),
        ..EntryFilter::default()
    };
    let proposals = of(Some("proposal.submitted/1"), None, Some(PROGRAMME));
    assert_eq!(list(None, 10, proposals).await, (vec![7, 6, 5], 3, false));
    let server = of(None, Some("operator/server"), None);
    assert_eq!(list(None, 10, server).await, (vec![0], 1, false));
    let nobody = of(None, Some("official/nobody"), None);
    assert_eq!(list(None, 10, nobody).await, (vec![], 0, false));
    // Ballots are read backwards through the record.
    let ballots = || {
        of(
            Some("ballot.cast/1"),
            Some("registrar/import"),
            Some(PROGRAMME),
        )
    };
    let (page, _, more) = list(None, 2, ballots()).await;
    assert_eq!((page, more), (vec![opened + 1499, opened + 1498], true));
    let (page, _, more) = list(Some(opened + 1), 2, ballots()).await;
    assert_eq!((page, more), (vec![opened], false));
    let elsewhere = of(Some("ballot.cast/1"), None, Some("elsewhere"));
    assert_eq!(list(None, 2, elsewhere).await, (vec![], 0, false));
    // From the beginning, oldest first.
    let (page, ..) = in_range(EntryRange::From(0), 3, EntryFilter::default()).await;
    assert_eq!(page, [0, 1, 2]);
    let (page, ..) = in_range(EntryRange::From(opened), 3, EntryFilter::default()).await;
    assert_eq!(page, [opened + 1500]);
    let (page, _, more) = in_range(EntryRange::From(0), 2, ballots()).await;
    assert_eq!((page, more), (vec![opened, opened + 1], true));
    let (page, _, more) = in_range(EntryRange::From(opened + 1499), 2, ballots()).await;
    assert_eq!((page, more), (vec![opened + 1499], false));
    let actors = store.actors().await.unwrap();
    assert!(actors.contains(&"operator/server".to_owned()), "{actors:?}");
    assert!(actors.is_sorted() && !actors.contains(&"registrar/import".to_owned()));
}
