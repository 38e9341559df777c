//! Nothing under `examples/` names a private person or how to reach one.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::data::shipped;
use sha2::{Digest, Sha256};

/// SHA-256 of the lower-cased names, in either order, that the sources print and this repository must not.
const WITHHELD_NAMES: [&str; 8] = [
    "f254b9e177ed7dc57c2bccd519d295a601bea0b494300b2311c72d036da74cbf",
    "bf638a470abcf25ef989c5614b990c8f3f7b79c77b3299b4cf9dd18fe37f6318",
    "b267ea6260eaae0475a5451a63aae443bd28865217848e90b6536bec83b1ae29",
    "622ca5c8ed7ce63fa8de5546ff5d1c3a790740e2312d5ddd2fd84e118b82af93",
    "f826124aa9e4791a46d79dc9f8101abee87a3ca1dc301c71b6aa1df91c8646e7",
    "500b4152cdaaa9882c6522fab2175eb5f23733b347dacb3e24affcb38e5964a7",
    "315d6c4f89d56580562e60eff5b68c919336d192b426c363db2c56e058f8f0c3",
    "b030337d7214435c1c3e58b7ad6f675a7d7e416e6d1568e1e5ca2f0361a61ced",
];

/// Pairs of neighbouring words that are the withheld names; words may hold hyphens.
fn withheld(text: &str) -> Vec<String> {
    let words: Vec<String> = text
        .split(|letter: char| !letter.is_alphanumeric() && letter != '-')
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    words
        .windows(2)
        .map(|pair| pair.join(" "))
        .filter(|pair| {
            let digest = Sha256::digest(pair.as_bytes());
            let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
            WITHHELD_NAMES.contains(&hex.as_str())
        })
        .collect()
}

/// Pieces that look like an e-mail address or a Korean or international telephone number.
fn contact_details(text: &str) -> Vec<String> {
    text.split(|letter: char| {
        letter.is_whitespace() || matches!(letter, '"' | ',' | ';' | '(' | ')' | '<' | '>')
    })
    .filter(|piece| {
        let mail = piece
            .split_once('@')
            .is_some_and(|(before, after)| !before.is_empty() && after.contains('.'));
        let groups: Vec<&str> = piece.trim_end_matches('.').split(['-', '.']).collect();
        let phone = groups.len() >= 3
            && (piece.starts_with('0') || piece.starts_with('+'))
            && groups.iter().all(|group| {
                let digits = group.trim_start_matches('+');
                (1..=4).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
            });
        mail || (phone && !is_date(&groups))
    })
    .filter(|piece| !is_invented(piece))
    .map(str::to_owned)
    .collect()
}

/// Whether nobody can have it: a name that RFC 2606 reserves for examples, or a number of noughts.
fn is_invented(piece: &str) -> bool {
    let number = piece.rsplit('-').take(2).collect::<Vec<_>>();
    piece.ends_with("@example.org") || number == ["0000", "000"]
}

/// `02.11.2026`, as the `.pb` format writes dates.
fn is_date(groups: &[&str]) -> bool {
    matches!(groups, [day, month, year] if day.len() == 2 && month.len() == 2 && year.len() == 4)
}

#[test]
fn no_personal_data_is_shipped() {
    for (path, text) in shipped() {
        assert_eq!(withheld(&text), Vec::<String>::new(), "{}", path.display());
        assert_eq!(
            contact_details(&text),
            Vec::<String>::new(),
            "{}",
            path.display()
        );
    }
}

#[test]
fn the_check_for_contact_details_sees_them() {
    for found in [
        "ask someone@example.go.kr",
        "call 02-123-4567 today",
        "010-1234-5678",
        "+82-2-1234-5678",
        "02.123.4567.",
    ] {
        assert_eq!(contact_details(found).len(), 1, "{found}");
    }
    for clean in [
        "2014-02-27",
        "date_begin;02.11.2026",
        "@ d13693279e26",
        "1.b.1",
        "0-5",
        "1;7,9,31",
    ] {
        assert_eq!(contact_details(clean), Vec::<String>::new(), "{clean}");
    }
}

/// The names in the source, where the source is at hand, are the ones the list withholds.
#[test]
fn the_withheld_names_are_those_of_the_source() {
    let shared = std::env::var_os("MADANG_SHARED").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"),
        PathBuf::from,
    );
    let Ok(source) = std::fs::read_to_string(shared.join("data/ogp/kr.json")) else {
        // A clone without the raw data: the list above is all there is to check with.
        return;
    };
    let found: BTreeSet<String> = withheld(&source).into_iter().collect();
    assert_eq!(found.len(), 4, "the source names four private persons");
}
