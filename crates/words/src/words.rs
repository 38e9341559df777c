//! What is wrong with a value, what readers of JSON say and what the system says, in Korean and English: `messages/<language>/*.ftl`.

crate::catalogue! {
    pub(crate) static WORDS: "json", "system", "values"
}

/// A sentence of this crate.
macro_rules! said {
    ($($said:tt)*) => { $crate::said!($crate::words::WORDS, $($said)*) };
}
pub(crate) use said;

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::Asked;

    #[test]
    fn every_message_is_there_in_both_languages_and_used() {
        let faults = WORDS.faults(&Asked {
            package: env!("CARGO_MANIFEST_DIR"),
            by: &["said!"],
            elsewhere: &[],
            also: BTreeSet::new(),
        });
        assert_eq!(faults.expect("files that can be read"), [""; 0]);
    }
}
