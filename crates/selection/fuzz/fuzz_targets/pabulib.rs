//! Any bytes: the reader gives an election or an error, never a panic; what it accepts can be
//! written and read again to the same digest; rules give an outcome or an error.
//! Run: `cargo +nightly fuzz run pabulib` in `crates/selection`.
#![no_main]

use libfuzzer_sys::fuzz_target;
use madang_selection::pabulib::{Policy, ReadOptions, read, write};
use madang_selection::{Rule, SelectionRule, Utility, select};

fuzz_target!(|bytes: &[u8]| {
    let lenient = ReadOptions::default().with_unknown_projects(Policy::Accept).with_duplicate_voters(Policy::Accept);
    let _ = read(bytes, &ReadOptions::strict());
    let Ok(election) = read(bytes, &lenient) else { return };
    let mut text = Vec::new();
    write(&election, &mut text).expect("memory never fails");
    let again = read(text.as_slice(), &lenient).expect("what was written can be read");
    assert_eq!(again.input_digest(), election.input_digest());
    let _ = select(&election, &SelectionRule::new(Rule::EqualShares {}, Utility::Cost {}));
});
