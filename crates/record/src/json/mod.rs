//! Canonical JSON: RFC 8785 (JCS) with the restrictions of the record.
//!
//! What is stored is what is hashed, so each value must have one spelling that every reader agrees on. RFC 8785
//! fixes the spelling; it still leaves room for readers to disagree, and the record closes that room:
//!
//! - numbers are integers in ±(2⁵³ − 1); no fractions, no exponents, no negative zero;
//! - an object has no key twice;
//! - text is in Unicode normalisation form C;
//! - nesting is at most [`MAX_DEPTH`] deep.

mod parse;
mod scan;
mod serialize;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::fmt;

pub use parse::parse;
pub use scan::check_canonical;
pub(crate) use scan::{Scanner, Text};
pub use serialize::to_canonical;
pub(crate) use serialize::{write_object, write_text};

/// The largest integer the record allows, 2⁵³ − 1; the smallest is its negative.
pub const MAX_INTEGER: i64 = (1 << 53) - 1;

/// How deep arrays and objects may be nested.
pub const MAX_DEPTH: usize = 64;

/// Why some JSON may not stand in the record, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JsonError {
    /// Byte offset in the text; for a value that was being written, the number of bytes written before it.
    pub offset: usize,
    /// What is wrong there.
    pub reason: JsonReason,
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "at byte {}: {}", self.offset, self.reason)
    }
}

impl std::error::Error for JsonError {}

/// What can be wrong with JSON.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum JsonReason {
    /// The text ends inside a value.
    #[error("the text ends too early")]
    UnexpectedEnd,
    /// A byte that cannot stand here.
    #[error("expected {expected}, found {}", Found(*found))]
    Unexpected {
        /// What could stand here.
        expected: &'static str,
        /// The byte that does.
        found: u8,
    },
    /// Something after the value.
    #[error("there is more text after the value; nothing may follow it, not even a line end")]
    TrailingBytes,
    /// White space between tokens.
    #[error("canonical JSON has no white space between tokens")]
    Whitespace,
    /// The text is not UTF-8.
    #[error("the text is not valid UTF-8")]
    NotUtf8,
    /// A fraction or exponent.
    #[error(
        "the record holds integers only; write a fraction as text or as a count of smaller units"
    )]
    Float,
    /// Beyond ±(2⁵³ − 1).
    #[error("the integer lies beyond ±9007199254740991; write it as text")]
    IntegerTooLarge,
    /// `-0` or a leading zero.
    #[error("the integer is not in its shortest form (no leading zero, no minus before zero)")]
    IntegerForm,
    /// An object has a key twice.
    #[error("the key {0:?} stands twice in one object")]
    DuplicateKey(String),
    /// Keys out of order.
    #[error("the key {0:?} is out of order; keys are sorted by their UTF-16 code units")]
    KeyOrder(String),
    /// A character that must be escaped stands bare.
    #[error("the control character 0x{0:02x} must be escaped")]
    BareControl(u8),
    /// An escape where RFC 8785 wants another spelling.
    #[error("this escape is not the canonical spelling of its character")]
    Escape,
    /// Text not in NFC.
    #[error("the text {0:?} is not in Unicode normalisation form C")]
    NotNfc(String),
    /// Nested too deep.
    #[error("nested more than {MAX_DEPTH} deep")]
    TooDeep,
    /// The key of a map is not text.
    #[error("a key of an object must be text")]
    KeyNotText,
    /// A value says it cannot be written.
    #[error("{0}")]
    Custom(String),
}

/// Shows a byte in an error message.
struct Found(u8);

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            0x21..=0x7e => write!(f, "{:?}", char::from(self.0)),
            byte => write!(f, "the byte 0x{byte:02x}"),
        }
    }
}

/// Cuts a text to a length fit for an error message.
pub(crate) fn excerpt(text: &str) -> String {
    const LIMIT: usize = 60;
    if text.chars().count() <= LIMIT {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(LIMIT).collect();
    short.push('…');
    short
}

/// Compares two keys as RFC 8785 sorts them: by UTF-16 code units.
pub(crate) fn compare_keys(a: &str, b: &str) -> std::cmp::Ordering {
    if a.is_ascii() && b.is_ascii() {
        a.cmp(b)
    } else {
        a.encode_utf16().cmp(b.encode_utf16())
    }
}

/// Whether a text is in NFC; quick for text whose characters never take part in composition.
pub(crate) fn is_nfc(text: &str) -> bool {
    text.chars().all(never_composes) || unicode_normalization::is_nfc(text)
}

/// Characters that are in NFC whatever stands beside them: never decomposed, combining class zero, and never the
/// second half of a composition. A list of whole ranges, checked against the Unicode tables by a test.
fn never_composes(c: char) -> bool {
    matches!(c,
        '\0'..='\u{2ff}'
        | '\u{2010}'..='\u{2027}'
        | '\u{3001}'..='\u{3029}'
        | '\u{3041}'..='\u{3096}'
        | '\u{30a1}'..='\u{30fa}'
        | '\u{3131}'..='\u{318e}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{ff01}'..='\u{ff5e}')
}

/// Canonical JSON as text. The writer makes nothing but UTF-8.
pub(crate) fn into_text(canonical: Vec<u8>) -> String {
    String::from_utf8(canonical)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

/// Text that borrows from the input unless it had escapes.
pub(crate) type Decoded<'a> = Cow<'a, str>;

#[cfg(test)]
mod text_tests {
    use super::*;
    use unicode_normalization::{IsNormalized, char::canonical_combining_class, is_nfc_quick};

    #[test]
    fn the_quick_ranges_agree_with_the_unicode_tables() {
        let mut quick = 0;
        for c in '\0'..=char::MAX {
            if never_composes(c) {
                quick += 1;
                assert_eq!(is_nfc_quick(std::iter::once(c)), IsNormalized::Yes, "{c:?}");
                assert_eq!(canonical_combining_class(c), 0, "{c:?}");
            }
        }
        assert!(quick > 39_000, "only {quick} characters are quick");
    }

    #[test]
    fn nfc_agrees_with_the_slow_check() {
        for text in [
            "e\u{301}",
            "é",
            "\u{1100}\u{1161}",
            "가",
            "\u{ac00}\u{11a8}",
            "\u{212b}",
            "한글",
            "",
            "か\u{3099}",
        ] {
            assert_eq!(
                is_nfc(text),
                unicode_normalization::is_nfc(text),
                "{text:?}"
            );
        }
        assert!(!is_nfc("e\u{301}"));
        assert!(!is_nfc("\u{ac00}\u{11a8}"));
        assert!(is_nfc("마당, 열린 뜰"));
    }

    #[test]
    fn keys_sort_by_utf16() {
        // U+10000 is D800 DC00 in UTF-16 and so comes before U+FFFD, although its UTF-8 comes after.
        assert_eq!(
            compare_keys("\u{10000}", "\u{fffd}"),
            std::cmp::Ordering::Less
        );
        assert_eq!(compare_keys("a", "aa"), std::cmp::Ordering::Less);
        assert_eq!(compare_keys("é", "f"), std::cmp::Ordering::Greater);
    }
}
