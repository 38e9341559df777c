//! Keys that follow each other.

use madang_record::{SigningKey, VerifyingKey};
use madang_store::{OpenOptions, Store, SubmitError};

use crate::support::*;

on_both_databases!(a_rotated_key_signs_from_its_entry_on);

async fn a_rotated_key_signs_from_its_entry_on(fixture: Fixture) {
    let store = fixture.voting().await;
    let before = store.submit(ballot(1)).await.unwrap();
    let new = SigningKey::from_seed(ORIGIN, [8; 32]).unwrap();
    let (old_key, new_key) = (
        [fixture.key.verifying_key().clone()],
        [new.verifying_key().clone()],
    );

    let foreign = SigningKey::from_seed("elsewhere.example", [8; 32]).unwrap();
    assert!(matches!(
        store.rotate_key(operator(), foreign).await,
        Err(SubmitError::Refused(_))
    ));
    assert!(matches!(
        store.rotate_key(official(), new.clone()).await,
        Err(SubmitError::Refused(_))
    ));
    store
        .submit(ballot(2))
        .await
        .unwrap()
        .verify(&old_key)
        .unwrap();

    let rotation = store.rotate_key(operator(), new.clone()).await.unwrap();
    before.verify(&old_key).unwrap();
    rotation.verify(&new_key).unwrap();
    store
        .submit(ballot(3))
        .await
        .unwrap()
        .verify(&new_key)
        .unwrap();
    let index = rotation.proof.index;
    let in_force =
        |size| store.with_state(move |state| state.log().unwrap().key_at(size).unwrap().to_owned());
    assert_eq!(
        in_force(index)
            .await
            .unwrap()
            .parse::<VerifyingKey>()
            .unwrap(),
        old_key[0]
    );
    assert_eq!(
        in_force(index + 1)
            .await
            .unwrap()
            .parse::<VerifyingKey>()
            .unwrap(),
        new_key[0]
    );
    only_the_new_key_goes_on(&fixture, store, new).await;
}

/// Back to a key that was in use: refused, and the key in force goes on. The old one opens nothing.
async fn only_the_new_key_goes_on(fixture: &Fixture, store: Store, new: SigningKey) {
    let new_key = [new.verifying_key().clone()];
    assert!(matches!(
        store.rotate_key(operator(), fixture.key.clone()).await,
        Err(SubmitError::Refused(_))
    ));
    let signed = store.submit(ballot(4)).await.unwrap();
    signed.verify(&new_key).unwrap();
    store.close().await;
    let refused = fixture.try_open().await.unwrap_err().to_string();
    assert!(
        refused.contains("give the key that the record names"),
        "{refused}"
    );
    let store = Store::open(OpenOptions {
        signing_key: new,
        ..fixture.options()
    })
    .await
    .unwrap();
    let signed = store.submit(ballot(5)).await.unwrap();
    signed.verify(&new_key).unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_with_a_key_that_was_rotated_elsewhere_signs_nothing() {
    let fixture = Fixture::new(Kind::Postgres).await;
    let store = fixture.voting().await;
    let other = Store::open(OpenOptions {
        guard: None,
        ..fixture.options()
    })
    .await
    .unwrap();
    store
        .rotate_key(operator(), SigningKey::from_seed(ORIGIN, [8; 32]).unwrap())
        .await
        .unwrap();
    let size = store.size().await.unwrap();
    match other.submit(ballot(1)).await {
        Err(SubmitError::ReadOnly(reason)) => {
            assert!(
                reason.to_string().contains("the key was rotated"),
                "{reason}"
            )
        }
        answer => panic!("{answer:?}"),
    }
    assert!(other.read_only_reason().is_some());
    assert_eq!(store.size().await.unwrap(), size);
}
