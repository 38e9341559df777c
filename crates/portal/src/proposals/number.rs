//! The number of a proposal as people type it into a search.

use unicode_normalization::UnicodeNormalization;

/// Letters and digits alone, in lower case: names are compared without their spaces.
pub fn bare(text: &str) -> String {
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// Words that may stand before the number of a proposal.
const BEFORE_NUMBER: [&str; 5] = ["제안", "사업", "proposal", "no", "번호"];

/// The identifier that a search may be: `3`, `제안 3`, `no. 3`.
pub fn identifier(search: &str) -> Option<String> {
    // As people type it in any width: ２４ is 24.
    let search: String = search.nfkc().collect();
    let words: Vec<&str> = search.split_whitespace().collect();
    let id = match words.as_slice() {
        [id] => {
            let joined = BEFORE_NUMBER.iter().find_map(|word| id.strip_prefix(word));
            joined.unwrap_or(id)
        }
        [word, id] if BEFORE_NUMBER.contains(&bare(word).as_str()) => id,
        _ => return None,
    };
    let id = id.trim_start_matches('#').trim_end_matches('번');
    (!id.is_empty()).then(|| id.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_with_and_without_a_word_before_it() {
        for search in ["3", "제안 3", "제안3", "No. 3", "#3", "3번", "proposal 3"] {
            assert_eq!(identifier(search).as_deref(), Some("3"), "{search}");
        }
        for search in ["２４", "제안 ２４", "제안２４", "＃２４", "Ｎｏ． ２４"] {
            assert_eq!(identifier(search).as_deref(), Some("24"), "{search}");
        }
        assert_eq!(identifier("버스 알림"), None);
        assert_eq!(identifier("제안"), None);
    }
}
