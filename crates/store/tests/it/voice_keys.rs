//! Idempotency keys of what was said: what is asked again is known, also when its words are gone.

use madang_programme::content::{ContentErased, Ground};
use madang_programme::voices::{Channel, VoiceReceived};
use madang_programme::{Actor, Command, Role};
use madang_store::model::VoiceFilter;
use madang_store::{Submission, SubmitError, Terms};
use madang_words::{Language, Text};

use super::voices::{found, from, listening, voice};
use crate::support::*;

on_both_databases!(
    rows_are_recorded_once,
    a_key_made_of_words_goes_with_them,
    who_asks_again_after_their_words_were_erased_gets_their_receipt,
);

async fn a_key_made_of_words_goes_with_them(fixture: Fixture) {
    let store = listening(&fixture).await;
    let row = |key: &str, key_of_words: bool| Submission {
        terms: Terms {
            key_of_words,
            ..Terms::default()
        },
        ..keyed(key, voice(from(Channel::Petition, None), "막차"))
    };
    let mut entries = Vec::new();
    for (key, of_words) in [
        ("of words", true),
        ("of its own", false),
        ("other words", true),
    ] {
        let receipt = store.submit(row(key, of_words)).await.unwrap();
        entries.push(receipt.proof.index);
    }
    let erase = |entry| ContentErased {
        entry,
        name: "text".to_owned(),
        ground: Ground::ErasureRequest,
    };
    for entry in &entries[..2] {
        store.erase(official(), erase(*entry)).await.unwrap();
    }
    // From a key of the asker's choice nobody guesses anything: it is known for ever.
    let keys = async |entry: u64| {
        let text = format!("SELECT count(*) FROM submission WHERE entry = {entry}");
        fixture.number(&text).await
    };
    assert_eq!(
        keys(entries[0]).await,
        0,
        "the words could be guessed from it"
    );
    assert_eq!((keys(entries[1]).await, keys(entries[2]).await), (1, 1));
    let erased = store.erased_voices(PROGRAMME).await.unwrap();
    let erased: Vec<u64> = erased.into_iter().map(|(entry, _)| entry).collect();
    assert_eq!(erased, entries[..2]);
    // What an earlier version recorded does not say of what its key is made: it goes too, when it is opened if it was erased before.
    let unsaid = format!(
        "UPDATE submission SET of_words = 2 WHERE entry IN ({}, {})",
        entries[1], entries[2]
    );
    fixture.execute(&unsaid).await.unwrap();
    store.erase(official(), erase(entries[2])).await.unwrap();
    assert_eq!((keys(entries[1]).await, keys(entries[2]).await), (1, 0));
    store.close().await;
    fixture.open().await;
    assert_eq!(keys(entries[1]).await, 0);
}

async fn who_asks_again_after_their_words_were_erased_gets_their_receipt(fixture: Fixture) {
    let store = listening(&fixture).await;
    let kim = || Actor::new(Role::Participant, "kim").unwrap();
    let of_kim = |command: Command| keyed("kim's own key", by(kim(), command));
    let said = |facts| P.receive(facts, Text::new(Language::Ko, "막차"));
    let own = || from(Channel::Portal, None);
    let asked = |facts| of_kim(said(facts));
    let first = store.submit(asked(own())).await.unwrap();
    assert_eq!(first.bodies.len(), 1);
    let entry = first.proof.index;
    let another = by(official(), said(from(Channel::Petition, None)));
    store.submit(another).await.unwrap();
    store.erase_own(&[kim()]).await.unwrap();
    // Its number was the next one then, and is another's now.
    let again = store.submit(asked(own())).await.unwrap();
    assert_eq!((again.proof.index, again.bodies.len()), (entry, 0));
    assert_eq!(again.entry, first.entry);
    let numbered = VoiceReceived {
        id: "1".to_owned(),
        ..own()
    };
    let again = store.submit(asked(numbered)).await.unwrap();
    assert_eq!(again.proof.index, entry, "by the number that it got");
    // Whatever else is asked under the key is something else.
    for other in [
        VoiceReceived {
            id: "2".to_owned(),
            ..own()
        },
        from(Channel::Survey, None),
        from(Channel::Portal, Some("KR-11")),
    ] {
        let other = store.submit(asked(other)).await;
        let reused = |error: &SubmitError| match error {
            SubmitError::KeyReused { entry: of, .. } => *of == entry,
            _ => false,
        };
        assert!(other.as_ref().is_err_and(reused), "{other:?}");
    }
    let need = |title| keyed("a need", by(official(), P.need("", text(title))));
    let first = store.submit(need("Late buses")).await.unwrap();
    store
        .submit(by(official(), P.need("", text("Early buses"))))
        .await
        .unwrap();
    let erased = ContentErased {
        entry: first.proof.index,
        name: "text".to_owned(),
        ground: Ground::Order,
    };
    store.erase(official(), erased).await.unwrap();
    let again = store.submit(need("Late buses")).await.unwrap();
    assert_eq!(again.proof.index, first.proof.index);
}

async fn rows_are_recorded_once(fixture: Fixture) {
    let store = listening(&fixture).await;
    let row = |key: &str, words: &str| keyed(key, voice(from(Channel::Petition, None), words));
    let rows = || vec![row("a", "하나"), row("b", "둘"), row("a", "하나")];
    let first = store.submit_all(rows()).await.unwrap();
    let repeated: Vec<bool> = first.iter().map(|one| one.repeated).collect();
    assert_eq!(
        repeated,
        [false, false, true],
        "of identical ones the first counts"
    );
    let again = store.submit_all(rows()).await.unwrap();
    assert!(again.iter().all(|one| one.repeated));
    assert_eq!(
        found(&store, VoiceFilter::default()).await,
        (vec!["2".into(), "1".into()], 2)
    );
}
