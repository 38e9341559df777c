//! The compiled file: the same bytes from the same book, the same answers from the same bytes, and bytes that are no book.

use madang_eligibility::{Book, CompiledError, Profile};
use serde_json::Value;

use crate::codes::book;
use crate::common::shared;

#[test]
fn a_book_is_read_back_and_says_the_same() {
    let Some(book) = book() else {
        return;
    };
    let bytes = book.compiled();
    assert_eq!(bytes, crate::codes::book().expect("there").compiled());
    let read = Book::of_compiled(&bytes).expect("a book");
    assert_eq!(read, book);
    assert!(bytes.len() < 60_000, "{}", bytes.len());
    let profiles: Vec<Value> =
        serde_json::from_str(&shared("dev/profiles.dev.json").expect("there")).expect("JSON");
    let profile = Profile::read(&profiles[2]).expect("a profile");
    assert_eq!(
        read.on(profile.day).matched(&profile),
        book.on(profile.day).matched(&profile)
    );
}

#[test]
fn other_files_versions_and_changed_bytes_are_refused() {
    let Some(book) = book() else {
        return;
    };
    let bytes = book.compiled();
    assert_eq!(Book::of_compiled(b"{}"), Err(CompiledError::NotRules));
    let mut other = bytes.clone();
    other[8] = 2;
    assert_eq!(
        Book::of_compiled(&other),
        Err(CompiledError::OtherVersion { found: 2 })
    );
    assert_eq!(
        Book::of_compiled(&bytes[..bytes.len() - 1]),
        Err(CompiledError::Damaged)
    );
    for at in (52..bytes.len()).step_by(97) {
        let mut changed = bytes.clone();
        changed[at] ^= 0x41;
        assert_eq!(
            Book::of_compiled(&changed),
            Err(CompiledError::Damaged),
            "{at}"
        );
    }
}
