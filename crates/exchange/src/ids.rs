//! What a file calls a project, as the record writes it.

use madang_record::hash::sha256;
use madang_selection::trimmed;
use madang_words::{MAX_IDENTIFIER, check_strict_identifier, mapped, unmapped};
use unicode_normalization::UnicodeNormalization;

/// Stands between the beginning of an identifier that is too long and what tells it apart. [`mapped`] never writes it.
const SHORTENED: &str = "~~";
/// Hex digits of the hash that tells apart what begins alike.
const DIGITS: usize = 16;

/// The identifier that stands on the record for one of a file. What the record itself has written is kept, so that a file that
/// came from the portal leads back to the same proposals; else it is [`mapped`], and cut where it would be too long.
pub(crate) fn on_record(outside: &str) -> String {
    let outside: String = trimmed(outside).nfc().collect();
    let strict = check_strict_identifier("id", &outside).is_ok();
    if strict && (unmapped(&outside).is_some() || is_shortened(&outside)) {
        return outside;
    }
    shortened(mapped(&outside))
}

fn is_shortened(id: &str) -> bool {
    let hex = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
    let parts = id.rsplit_once(SHORTENED);
    parts.is_some_and(|(_, hash)| hash.len() == DIGITS && hash.chars().all(hex))
}

/// The same where it is short enough; else its beginning, with the hash of the whole, so that no two become one.
fn shortened(id: String) -> String {
    if id.len() <= MAX_IDENTIFIER {
        return id;
    }
    let hash = &sha256(id.as_bytes()).to_hex()[..DIGITS];
    let mut end = id.floor_char_boundary(MAX_IDENTIFIER - SHORTENED.len() - DIGITS);
    // A byte that is written by its digits stays whole or goes.
    if let Some(at) = id[..end].rfind('~').filter(|at| end - at < 3) {
        end = at;
    }
    format!("{}{SHORTENED}{hash}", &id[..end])
}

/// Identifiers of a file that are written otherwise on the record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Renamed {
    /// How many.
    pub count: usize,
    /// One of them, as the file has it.
    pub in_file: String,
    /// The same on the record.
    pub on_record: String,
}

impl Renamed {
    /// Those of `pairs`, as a file and the record have them; `None` where all are the same.
    pub(crate) fn of<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> Option<Renamed> {
        let mut renamed = pairs.filter(|(file, record)| file != record);
        let (in_file, on_record) = renamed.next()?;
        Some(Renamed {
            in_file: in_file.to_owned(),
            on_record: on_record.to_owned(),
            count: renamed.count() + 1,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_record_wrote_is_kept_and_everything_else_is_mapped() {
        for (outside, id) in [
            ("46", "46"),
            ("OGM/0004", "OGM~2f0004"),
            ("OGM~2f0004", "OGM~2f0004"),
            ("a|b", "a~7cb"),
            ("a~7cb", "a~7cb"),
            ("~3d1+1", "~3d1+1"),
            // Nobody mapped anything to these.
            ("a~b", "a~7eb"),
            ("a~61", "a~7e61"),
            (" \u{feff}쉼터\u{a0}", "쉼터"),
            ("\u{1112}\u{1161}\u{11ab}", "한"),
        ] {
            assert_eq!(on_record(outside), id, "{outside:?}");
        }
    }

    #[test]
    fn an_identifier_that_is_too_long_is_cut_and_told_apart() {
        let long =
            "마을 안전 통학로와 어린이 보호 구역 정비 사업 (2026년 상반기) 제1구역 및 제2구역";
        let other = format!("{long} 2");
        for name in [
            long,
            other.as_str(),
            &"/".repeat(60),
            &"가".repeat(50),
            &"a".repeat(97),
        ] {
            let id = on_record(name);
            assert_eq!(check_strict_identifier("id", &id), Ok(()), "{name}");
            assert_eq!(on_record(&id), id, "it is kept as it is");
        }
        assert_ne!(on_record(long), on_record(&other));
        assert!(on_record(long).starts_with("마을~20안전~20통학로와~20"));
        assert_eq!(on_record(&"a".repeat(96)), "a".repeat(96));
    }
}
