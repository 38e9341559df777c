//! What is said of files, in each language.

madang_words::catalogue! {
    pub(crate) static WORDS: "reasons"
}

/// A sentence of this crate.
macro_rules! said {
    ($key:literal $($rest:tt)*) => {
        madang_words::said!($crate::words::WORDS, $key $($rest)*)
    };
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
