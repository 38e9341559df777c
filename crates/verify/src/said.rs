//! Sentences of a report, from `messages/<language>/verify.ftl`.

use madang_words::{Said, money, serde_said};

madang_words::catalogue! {
    static WORDS: "verify"
}

/// The message of that key.
pub(crate) fn said(key: &'static str) -> Said {
    Said::new(&WORDS, key)
}

/// How many there are, as people read it.
pub(crate) fn counted(number: u64) -> String {
    money::separated(&number.to_string())
}

/// Words that come as they are: a reason that a format or a file gave.
pub(crate) fn quoted(text: impl ToString) -> Said {
    said("verify-quoted").text("text", text)
}

/// What a reader of JSON says of a content or of facts.
pub(crate) fn unreadable(error: &serde_json::Error) -> Said {
    serde_said(error)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use madang_words::Asked;

    use super::*;

    #[test]
    fn every_message_is_there_in_both_languages_and_used() {
        let faults = WORDS.faults(&Asked {
            package: env!("CARGO_MANIFEST_DIR"),
            by: &[],
            elsewhere: &[],
            also: BTreeSet::new(),
        });
        assert_eq!(faults.expect("files that can be read"), [""; 0]);
    }
}
