//! Notes of officials for each other.

use madang_accounts::{Note, NoteWords};

use crate::support::{Fixture, on_both_databases};

fn words(text: &str) -> NoteWords {
    NoteWords {
        by: "official/lee".to_owned(),
        text: text.to_owned(),
    }
}

fn texts(notes: &[Note]) -> Vec<&str> {
    notes.iter().map(|note| note.words.text.as_str()).collect()
}

async fn a_note_is_kept_once_sealed_and_erased(fixture: Fixture) {
    let accounts = &fixture.accounts;
    let kim = fixture.somebody("kim@example.org").await;
    let lee = fixture.somebody("lee@example.org").await;
    for _ in 0..2 {
        accounts
            .note(kim, ("p voice/1", "a"), &words("zebrafinch"))
            .await
            .unwrap();
    }
    fixture.wait(1);
    accounts
        .note(lee, ("p voice/1", "b"), &words("second"))
        .await
        .unwrap();
    accounts
        .note(lee, ("p voice/2", "a"), &words("elsewhere"))
        .await
        .unwrap();
    let notes = accounts.notes("p voice/1").await.unwrap();
    assert_eq!(texts(&notes), ["zebrafinch", "second"]);
    assert_eq!(notes[0].words.by, "official/lee");
    let kept = fixture
        .texts("SELECT words FROM note ORDER BY place, id")
        .await;
    assert_eq!(kept.len(), 3);
    assert!(kept.iter().all(|kept| !kept.contains("zebra")), "{kept:?}");
    // It opens at its place alone, and after a restart as well.
    let again = fixture.again().await;
    assert_eq!(again.notes("p voice/1").await.unwrap(), notes);
    let taken = again.take(kim).await.unwrap().unwrap();
    assert_eq!(taken.notes.len(), 1);
    assert_eq!(taken.notes[0].text, "zebrafinch");
    again.erase_note("p voice/1", "b").await.unwrap();
    assert_eq!(
        texts(&again.notes("p voice/1").await.unwrap()),
        ["zebrafinch"]
    );
    fixture
        .change("UPDATE note SET place = 'p voice/3' WHERE place = 'p voice/2'")
        .await;
    assert!(again.notes("p voice/3").await.is_err());
    // Whoever erases themselves takes their notes along.
    accounts.erase(kim).await.unwrap();
    assert_eq!(accounts.notes("p voice/1").await.unwrap(), []);
}

on_both_databases!(a_note_is_kept_once_sealed_and_erased);
