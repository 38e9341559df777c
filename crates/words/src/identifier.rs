//! The identifiers that subjects are named by.

use unicode_normalization::{is_nfc, is_nfkc};

use crate::check::Malformed;
use crate::hidden::{ADDED, is_hidden};
use crate::said::quoted;
use crate::words::said;

/// The longest identifier, in bytes.
pub const MAX_IDENTIFIER: usize = 96;

/// Checks an identifier that people outside chose (a project id of a vote file, say): 1–96 bytes, NFC, no
/// control characters, no white space, none of `/`, `?`, `#`, `%`, `\`, which addresses reserve, and no quotation mark.
///
/// # Errors
/// Names `field` and what is wrong with it.
pub fn check_identifier(field: &'static str, id: &str) -> Result<(), Malformed> {
    let wrong = if id.is_empty() {
        said!("value-id-empty", id = quoted(id))
    } else if id.len() > MAX_IDENTIFIER {
        said!("value-id-long", id = quoted(id))
    } else if id == "." || id == ".." {
        said!("value-id-step", id = quoted(id))
    } else if id
        .chars()
        .any(|c| c.is_control() || c.is_whitespace() || "/?#%\\\"".contains(c))
    {
        said!("value-id-characters", id = quoted(id))
    } else if !is_nfc(id) {
        said!("value-id-form", id = quoted(id))
    } else {
        return Ok(());
    };
    Err(Malformed::new(field, wrong))
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
        Err(Malformed::new(field, said!("value-slug", id = quoted(id))))
    }
}

/// Checks an identifier as [`check_identifier`] does, and that nobody can take it for another or for a formula: no white
/// space, control, format or invisible character of any kind, none of `/ ? # % \ " , ; |`, not beginning with `=`, `+`,
/// `-` or `@`, and the same in Unicode normal form KC (so that `４６` is not another `46`).
///
/// # Errors
/// Names `field` and what is wrong with it. [`mapped`] makes such an identifier of any text.
pub fn check_strict_identifier(field: &'static str, id: &str) -> Result<(), Malformed> {
    check_strict_identifier_before_8(field, id)?;
    if id.contains('|') {
        return Err(Malformed::new(
            field,
            said!("value-id-list", id = quoted(id)),
        ));
    }
    Ok(())
}

/// Checks an identifier as [`check_strict_identifier`] did while `|` was refused at its beginning only: what records that are held to
/// rules 4 to 7 were asked.
///
/// # Errors
/// As there.
pub fn check_strict_identifier_before_8(field: &'static str, id: &str) -> Result<(), Malformed> {
    check_strictly(field, id, is_hidden)
}

/// Checks an identifier as [`check_strict_identifier`] did before some characters were known to be hidden: what records that are
/// held to rules 2 and 3 were asked.
///
/// # Errors
/// As there.
pub fn check_strict_identifier_before_4(field: &'static str, id: &str) -> Result<(), Malformed> {
    check_strictly(field, id, |c| is_hidden(c) && !ADDED.contains(&c))
}

fn check_strictly(
    field: &'static str,
    id: &str,
    is_hidden: impl Fn(char) -> bool,
) -> Result<(), Malformed> {
    check_identifier(field, id)?;
    let wrong = if id.starts_with(FORMULA) {
        said!("value-id-formula", id = quoted(id))
    } else if id.chars().any(|c| c == ',' || c == ';') {
        said!("value-id-list", id = quoted(id))
    } else if id.chars().any(is_hidden) {
        said!("value-id-hidden", id = quoted(id))
    } else if !is_nfkc(id) {
        said!("value-id-look-alike", id = quoted(id))
    } else {
        return Ok(());
    };
    Err(Malformed::new(field, wrong))
}

/// What an identifier of a file cannot begin with.
const FORMULA: [char; 5] = ['=', '+', '-', '@', '|'];

/// The identifier that stands on the record for an identifier of a file that others wrote: the same where
/// [`check_strict_identifier`] takes it; else what it does not take is written as `~` and two hex digits for each byte of
/// its UTF-8 (`a/b` becomes `a~2fb`), and `~` itself as `~7e`. Two texts never become one; [`unmapped`] leads back.
pub fn mapped(outside: &str) -> String {
    use std::fmt::Write as _;
    let mut id = String::with_capacity(outside.len());
    for c in outside.chars() {
        let mut bytes = [0; 4];
        let text: &str = c.encode_utf8(&mut bytes);
        let first = id.is_empty();
        // A dot is a path step where it stands alone, and plain elsewhere.
        let plain = c != '~'
            && (check_strict_identifier("id", text).is_ok()
                || (!first && c != '|' && FORMULA.contains(&c))
                || (c == '.' && outside.chars().any(|c| c != '.')))
            && !unicode_normalization::char::is_combining_mark(c)
            && !('\u{1100}'..='\u{11ff}').contains(&c);
        if plain {
            id.push(c);
        } else {
            for byte in text.bytes() {
                let _ = write!(id, "~{byte:02x}");
            }
        }
    }
    id
}

/// The identifier of a file that [`mapped`] made this of; `None` where it made no such one.
pub fn unmapped(id: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(id.len());
    let mut rest = id.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        if first == b'~' {
            let (hex, after) = after.split_at_checked(2)?;
            let hex = std::str::from_utf8(hex).ok()?;
            bytes.push(u8::from_str_radix(hex, 16).ok()?);
            rest = after;
        } else {
            bytes.push(first);
            rest = after;
        }
    }
    let outside = String::from_utf8(bytes).ok()?;
    (mapped(&outside) == id).then_some(outside)
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

    #[test]
    fn a_strict_identifier_is_no_formula_no_list_and_no_look_alike() {
        for bad in [
            "a,b",
            "a;b",
            "=1+1",
            "+1",
            "-1",
            "@x",
            "|x",
            "a|b",
            "46\u{200b}",
            "46\u{feff}",
            "4\u{ad}6",
            "46\u{2060}",
            "\u{202e}46",
            "４６",
            "c\u{3164}",
            "c\u{2800}",
            "a\u{a0}b",
            "ﬁ",
        ] {
            assert!(check_strict_identifier("id", bad).is_err(), "{bad:?}");
        }
        for good in ["46", "가나", "B-12", "a=b", "a_b.c", "zażółć"] {
            assert!(check_strict_identifier("id", good).is_ok(), "{good:?}");
        }
        assert!(check_strict_identifier_before_4("id", "c\u{2800}").is_ok());
        assert!(check_strict_identifier_before_4("id", "c\u{3164}").is_err());
        assert!(check_strict_identifier_before_8("id", "a|b").is_ok());
        assert!(check_strict_identifier_before_8("id", "|b").is_err());
    }

    #[test]
    fn whatever_a_file_calls_a_project_has_a_name_on_the_record_and_back() {
        for outside in [
            "46",
            "a/b",
            "a~b",
            "=1+1",
            "-1",
            "a-1",
            "４６",
            "쉼터",
            "\u{1112}\u{1161}\u{11ab}",
            "a\u{301}",
            "..",
            ".",
            "a.b",
            "1 2",
            "46\u{200b}",
            "x,y;z",
            "a|b",
            "|",
            "C1/2015",
            "\u{7}",
            "🏙\u{fe0f}",
            "=",
            "100%",
            "\"q\"",
        ] {
            let id = mapped(outside);
            assert_eq!(check_strict_identifier("id", &id), Ok(()), "{outside:?}");
            assert_eq!(unmapped(&id).as_deref(), Some(outside));
            if check_strict_identifier("id", outside).is_ok() && !outside.contains('~') {
                assert_eq!(id, outside, "what is plain stays");
            }
        }
        assert_eq!(mapped("a/b"), "a~2fb");
        assert_eq!(mapped("a|b"), "a~7cb");
        for no_mapping in ["a~2", "a~zz", "a~61", "~ff"] {
            assert_eq!(unmapped(no_mapping), None, "{no_mapping}");
        }
    }
}
