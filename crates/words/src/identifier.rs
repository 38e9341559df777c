//! The identifiers that subjects are named by.

use unicode_normalization::is_nfc;

use crate::check::Malformed;

/// The longest identifier, in bytes.
pub const MAX_IDENTIFIER: usize = 96;

/// Checks an identifier that people outside chose (a project id of a vote file, say): 1–96 bytes, NFC, no
/// control characters, no white space, none of `/`, `?`, `#`, `%`, `\`, which addresses reserve, and no quotation mark.
///
/// # Errors
/// Names `field` and what is wrong with it.
pub fn check_identifier(field: &'static str, id: &str) -> Result<(), Malformed> {
    let wrong = if id.is_empty() {
        "is empty"
    } else if id.len() > MAX_IDENTIFIER {
        "is longer than 96 bytes"
    } else if id == "." || id == ".." {
        "is a path step"
    } else if id
        .chars()
        .any(|c| c.is_control() || c.is_whitespace() || "/?#%\\\"".contains(c))
    {
        "holds white space, a control character or one of / ? # % \\ \""
    } else if !is_nfc(id) {
        "is not in Unicode normal form C"
    } else {
        return Ok(());
    };
    Err(Malformed::new(field, format!("{id:?} {wrong}")))
}

/// Checks an identifier that officials choose: 1–64 characters out of `a–z`, `A–Z`, `0–9`, `-`, `_` and `.`,
/// beginning with a letter or digit.
///
/// # Errors
/// Names `field` and what is wrong with it.
pub fn check_slug(field: &'static str, id: &str) -> Result<(), Malformed> {
    let fits = !id.is_empty()
        && id.len() <= 64
        && id.starts_with(|c: char| c.is_ascii_alphanumeric())
        && id
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
    if fits {
        Ok(())
    } else {
        Err(Malformed::new(
            field,
            format!(
                "{id:?} must be 1–64 of a–z, A–Z, 0–9, '-', '_', '.', beginning with a letter or digit"
            ),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_keep_addresses_safe() {
        for bad in [
            "", " a", "a/b", "..", "a?b", "a\u{7}", "a%2f", "가 나", "a\"b",
        ] {
            assert!(check_identifier("id", bad).is_err(), "{bad:?}");
        }
        for good in ["46", "가나", "a;b", "B-12"] {
            assert!(check_identifier("id", good).is_ok(), "{good:?}");
        }
        assert!(check_slug("id", "kr0018-flagships").is_ok());
        assert!(check_slug("id", "-x").is_err());
        assert!(check_slug("id", "한").is_err());
    }
}
