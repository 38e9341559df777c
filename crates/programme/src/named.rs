//! What kinds of entries and the contents of entries are called, in Korean and English: `messages/<language>/<feature>.ftl`. Pages, the
//! feed and the report of a verifier say the same.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use madang_words::{Language, Said};

use crate::Event;
use crate::words::{WORDS, said};

/// The keys of names.
static KEYS: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| {
    let keys = WORDS.keys(Language::En).into_iter();
    keys.filter(|key| key.starts_with("kind-")).collect()
});

/// What an entry of a kind says happened: `vote.closed/1` is a vote that was closed. `None` of a kind that is not known here.
pub fn kind(kind: &str) -> Option<Said> {
    named(&kind_key(kind))
}

/// What a content is called. `None` of one that is not known here.
pub fn content(name: &str) -> Option<Said> {
    named(&content_key(name))
}

/// The words with the name on the record behind them, for who reads that; the name alone where there are no words.
pub fn beside(words: Option<Said>, id: &str) -> Said {
    match words {
        Some(words) => said!("kind-beside", words = words, id = id),
        None => said!("kind-unknown", id = id),
    }
}

/// A kind in words, with its name on the record.
pub fn kind_beside(name: &str) -> Said {
    beside(kind(name), name)
}

/// A content in words, with its name on the record.
pub fn content_beside(name: &str) -> Said {
    beside(content(name), name)
}

/// The name of a kind without its version: all versions of a kind are called the same.
pub fn unversioned(kind: &str) -> &str {
    kind.split('/').next().unwrap_or_default()
}

/// The kinds of a name: the one that it is, or all its versions where it tells none.
pub fn versions(name: &str) -> Vec<&'static str> {
    let known = Event::kinds().map(|kind| kind.name);
    known
        .filter(|kind| *kind == name || unversioned(kind) == name)
        .collect()
}

fn named(key: &str) -> Option<Said> {
    KEYS.get(key).map(|key| Said::new(&WORDS, key))
}

/// `body.member_appointed/1` → `kind-body-member-appointed`.
pub(crate) fn kind_key(kind: &str) -> String {
    format!("kind-{}", unversioned(kind).replace(['.', '_'], "-"))
}

/// `text` → `kind-of-content-text`.
pub(crate) fn content_key(name: &str) -> String {
    format!("kind-of-content-{}", name.replace('_', "-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_and_content_has_words_in_both_languages() {
        for language in Language::SPOKEN {
            for known in Event::kinds() {
                let name = known.name;
                assert!(WORDS.has(language, &kind_key(name)), "{name} {language:?}");
                assert!(kind(name).is_some(), "{name}");
                for rule in known.contents {
                    let key = content_key(rule.name);
                    assert!(WORDS.has(language, &key), "{key} {language:?}");
                }
            }
        }
        assert_eq!(kind("moon.landed/1"), None);
        assert_eq!(
            versions("content.erased"),
            ["content.erased/1", "content.erased/2"]
        );
        assert_eq!(versions("content.erased/2"), ["content.erased/2"]);
        assert!(versions("content").is_empty());
    }

    #[test]
    fn a_name_on_the_record_stands_behind_its_words() {
        let closed = kind_beside("vote.closed/1");
        assert_eq!(closed.to_string(), "Vote closed [vote.closed/1]");
        let korean = closed.in_language(Language::Ko);
        assert_eq!(korean, "투표 마감 [vote.closed/1]");
        assert_eq!(
            content_beside("text").in_language(Language::Ko),
            "글 [text]"
        );
        // What a newer program wrote is named as the record names it.
        assert_eq!(kind_beside("moon.landed/1").to_string(), "moon.landed/1");
        assert_eq!(content_beside("cheese").to_string(), "cheese");
    }
}
