//! Why something cannot be, and what kinds of entries, their contents and their fields are called, in Korean and English:
//! `messages/<language>/<feature>.ftl`. Of the kernel, and of what belongs to no feature alone, `kernel.ftl`; of what there is, `things.ftl`.

madang_words::catalogue! {
    pub(crate) static WORDS:
    "answers",
    "bodies",
    "commitments",
    "consultations",
    "content",
    "design",
    "ending",
    "institutions",
    "kernel",
    "log",
    "minutes",
    "needs",
    "openness",
    "people",
    "programmes",
    "proposals",
    "record",
    "scoring",
    "services",
    "things",
    "voices",
    "votes",
}

/// A sentence of the domain, by its key with what stands for its placeholders: `said!("vote-too-many-proposals", standing = 7u64)`.
macro_rules! said {
    ($($said:tt)*) => { madang_words::said!($crate::words::WORDS, $($said)*) };
}
pub(crate) use said;

#[cfg(test)]
mod tests {
    use madang_words::{Asked, Language};

    use super::*;
    use crate::named::{content_key, kind_key};

    #[test]
    fn every_message_is_there_in_both_languages_and_used() {
        let kinds = crate::Event::kinds();
        let keys = WORDS.keys(Language::En).into_iter();
        let fields = keys.filter(|key| key.starts_with("field-"));
        let also = kinds.flat_map(|kind| {
            let contents = kind.contents.iter();
            let contents = contents.map(|rule| content_key(rule.name));
            contents.chain([kind_key(kind.name)])
        });
        let faults = WORDS.faults(&Asked {
            package: env!("CARGO_MANIFEST_DIR"),
            by: &["said!"],
            elsewhere: &[],
            also: also.chain(fields.map(str::to_owned)).collect(),
        });
        assert_eq!(faults.expect("files that can be read"), [""; 0]);
    }
}
