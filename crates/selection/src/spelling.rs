//! One spelling for what names something: ids, groups, audiences, voters, bodies, experts.
//!
//! Two programs write the same Korean or Polish word in different code points (Unicode's normalization forms C and D), and put
//! other blanks around it. What is read is put into form C without blanks at its ends, so that what people see as the same is the
//! same.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::decimal::Decimal;

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

/// What tells a voter from others: full-width letters and figures are plain ones, as on the record.
pub(crate) fn voter(id: &str) -> Cow<'_, str> {
    match trimmed(id) {
        id if id.is_ascii() => Cow::Borrowed(id),
        id => Cow::Owned(id.nfkc().collect()),
    }
}

/// Begins what a spreadsheet reads as a formula; some read full-width signs as plain ones.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// Words for a cell of a table that a spreadsheet may open: what it would read as a formula gets an apostrophe before it, which
/// [`unguarded`] takes away. Plain numbers stay as they are.
pub fn guarded(words: &str) -> Cow<'_, str> {
    let bare = words.trim_start_matches('\'');
    let is_number = words.strip_prefix(['+', '-']).is_some_and(|number| {
        number.starts_with(|first: char| first.is_ascii_digit()) && Decimal::parse(number).is_ok()
    });
    match bare.starts_with(FORMULA) && !is_number {
        true => Cow::Owned(format!("'{words}")),
        false => Cow::Borrowed(words),
    }
}

/// What stood there before [`guarded`].
pub fn unguarded(words: &str) -> &str {
    match words.strip_prefix('\'') {
        Some(rest) if rest.trim_start_matches('\'').starts_with(FORMULA) => rest,
        _ => words,
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
        assert_eq!(voter(" Ｋ１\u{a0}"), "K1");
        assert_eq!(voter("k1"), "k1");
    }

    #[test]
    fn what_is_guarded_comes_back() {
        let formulas = [
            "=1+1",
            "@x",
            "-1+1",
            "+A1",
            "＝SUM(A1)",
            "\t=1",
            "-",
            "--1",
            "'=1",
            "''@",
        ];
        for words in formulas {
            assert_eq!(guarded(words), format!("'{words}"));
        }
        let plain = [
            "", "1", "-1", "+2.5", "-0,5", "a=1", "'", "'a", "'90s", "쉼터",
        ];
        for words in plain {
            assert_eq!(guarded(words), words);
        }
        for words in formulas.into_iter().chain(plain) {
            assert_eq!(unguarded(&guarded(words)), words);
        }
    }
}
