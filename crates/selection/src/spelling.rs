//! One spelling for what names something: ids, groups, audiences, voters, bodies, experts.
//!
//! Two programs write the same Korean or Polish word in different code points (Unicode's normalization forms C and D), and put
//! other blanks around it. What is read is put into form C without blanks at its ends, so that what people see as the same is the
//! same.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// What Pabulib's files have where nothing is known.
const NOTHING: &str = "None";

/// A field without white space and byte order marks at its ends. Whatever reads a field of a file asks this, so that what is
/// trimmed in one section is trimmed in all.
pub fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}')
}

/// `text` in normalization form C, [`trimmed`].
pub(crate) fn spelled(text: &str) -> Cow<'_, str> {
    normal(trimmed(text))
}

/// `text` in normalization form C.
pub(crate) fn normal(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || is_nfc(text) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.nfc().collect())
    }
}

/// `text` unless it is empty or says that nothing is known.
pub(crate) fn stated(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty() && *text != NOTHING)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_word_has_one_spelling() {
        let decomposed: String = "쉼터".nfd().collect();
        assert_ne!(decomposed, "쉼터");
        assert_eq!(spelled(&decomposed), "쉼터");
        assert_eq!(spelled("\u{feff}\u{a0} Ś\u{3000}\t"), "Ś");
        assert_eq!(spelled("S\u{301} a"), "Ś a");
        assert_eq!(stated("None"), None);
        assert_eq!(stated("none"), Some("none"));
    }
}
