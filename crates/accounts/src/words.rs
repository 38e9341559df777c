//! What the accounts say to the person who meets it: `messages/<language>/accounts.ftl`.

madang_words::catalogue! {
    pub(crate) static WORDS: "accounts"
}

/// A sentence of the accounts, by its key with what stands for its placeholders.
macro_rules! said {
    ($($said:tt)*) => { madang_words::said!($crate::words::WORDS, $($said)*) };
}
pub(crate) use said;

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use madang_words::Asked;

    use super::*;

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
