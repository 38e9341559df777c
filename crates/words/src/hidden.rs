//! Characters that cannot be seen, or do something to a terminal or a line other than stand there.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization as _;

use crate::words::said;

/// Whether a character cannot be seen or acts on what stands around it: controls, Unicode's format characters, those that turn
/// the direction of writing, of no width, fillers and variation selectors, separators of lines. Blanks are none of these.
pub fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{ad}' | '\u{34f}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}' | '\u{70f}'
            | '\u{890}' | '\u{891}' | '\u{8e2}'
            | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}' | '\u{110bd}' | '\u{110cd}' | '\u{13430}'..='\u{1345f}'
            | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// How many characters of a text can be read: hidden ones count for nothing, and blanks on end for one. At its ends they count for
/// nothing.
pub fn shown_length(text: &str) -> usize {
    let shown: String = text
        .chars()
        .filter(|c| !is_hidden(*c) || c.is_whitespace())
        .collect();
    let words = shown.split_whitespace();
    words
        .map(|word| word.chars().count() + 1)
        .sum::<usize>()
        .saturating_sub(1)
}

/// Hidden characters that identifiers of records held to rules before 4 may have: nobody asked about them.
pub(crate) const ADDED: [char; 4] = ['\u{890}', '\u{891}', '\u{8e2}', '\u{2800}'];

/// The text with every hidden character written out: `\u{1b}`. It can neither move a terminal's cursor, nor paint over a line, nor
/// hide in one.
pub fn escaped(text: &str) -> Cow<'_, str> {
    if !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut visible = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        if is_hidden(character) {
            visible.extend(character.escape_unicode());
        } else {
            visible.push(character);
        }
    }
    Cow::Owned(visible)
}

/// Whether a hidden character after `before` is part of an emoji: its joiner, or what chooses its variant.
fn is_of_emoji(character: char, before: char) -> bool {
    matches!(character, '\u{200d}' | '\u{fe0e}' | '\u{fe0f}')
        && !before.is_alphabetic()
        && !before.is_whitespace()
}

/// What somebody typed, as they see it: composed (NFC), lines ending in a line feed, without what cannot be seen but for parts of
/// emoji. What turns the direction of writing or hides between letters goes.
pub fn as_seen(typed: &str) -> String {
    let mut seen = String::with_capacity(typed.len());
    let mut before = ' ';
    let lines = typed.replace("\r\n", "\n").replace('\r', "\n");
    for character in lines.nfc() {
        let character = if character == '\t' { ' ' } else { character };
        if character == '\n' || !is_hidden(character) || is_of_emoji(character, before) {
            seen.push(character);
            before = character;
        }
    }
    // What was taken out may have stood between letters that are one without it.
    seen.nfc().collect()
}

/// Checks that a title can be told from every other: nothing hidden in it, but a joiner or a variation selector of an emoji.
///
/// # Errors
/// Names `field` and the character.
pub fn check_title(field: &str, text: &str) -> Result<(), crate::Malformed> {
    let mut before = ' ';
    for character in text.chars() {
        if is_hidden(character) && !is_of_emoji(character, before) && character != '\n' {
            return Err(crate::Malformed::new(
                field,
                said!(
                    "value-not-seen",
                    character = format!("U+{:04X}", u32::from(character))
                ),
            ));
        }
        before = character;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_read_counts_for_nothing() {
        for (text, length) in [
            ("마당", 2),
            (" 한 \t\n 마당 ", 4),
            ("\u{3164}\u{200b}\u{2800}\u{feff}\u{ad}\u{34f}", 0),
            ("x                  x", 3),
            ("a\u{200b}b", 2),
            ("", 0),
        ] {
            assert_eq!(shown_length(text), length, "{text:?}");
        }
    }

    #[test]
    fn what_cannot_be_seen_is_written_out() {
        let forged = "a\u{1b}[2J\u{9b}31m\u{202e}b\u{200b}\r\nVERIFIED\u{7f}\u{feff}";
        assert_eq!(
            escaped(forged),
            "a\\u{1b}[2J\\u{9b}31m\\u{202e}b\\u{200b}\\u{d}\\u{a}VERIFIED\\u{7f}\\u{feff}"
        );
        for plain in [
            "마당, 쉼터 (1·2)",
            "zażółć",
            "",
            "👍🏽 é",
            "שלום",
            "a b\u{a0}c",
        ] {
            assert!(matches!(escaped(plain), Cow::Borrowed(same) if same == plain));
        }
        for hidden in [
            0x00, 0x1b, 0x7f, 0x85, 0x9b, 0xad, 0x34f, 0x61c, 0x890, 0x891, 0x8e2, 0x115f, 0x1160,
            0x17b4, 0x17b5, 0x180b, 0x180c, 0x180d, 0x180e, 0x200b, 0x200d, 0x200e, 0x2028, 0x202a,
            0x202e, 0x2060, 0x2066, 0x2069, 0x206f, 0x2800, 0x3164, 0xfe00, 0xfe0f, 0xfeff, 0xffa0,
            0xfff9, 0xe0041, 0xe0100,
        ] {
            let hidden = char::from_u32(hidden).expect("a character");
            assert!(is_hidden(hidden), "{hidden:?}");
            assert_eq!(
                escaped(&hidden.to_string()),
                hidden.escape_unicode().to_string()
            );
        }
    }

    #[test]
    fn what_was_typed_is_taken_as_it_is_seen() {
        assert_eq!(
            as_seen("한\r\n글\rab\u{202e}c\u{200b}d\u{0}\te\u{feff}"),
            "한\n글\nabcd e"
        );
        assert_eq!(as_seen("\u{1112}\u{1161}\u{11ab}"), "한");
        assert_eq!(as_seen("\u{1112}\u{200b}\u{1161}\u{11ab}"), "한");
        let family = "👨\u{200d}👩\u{200d}👧 ❤\u{fe0f}";
        assert_eq!(as_seen(family), family);
    }

    #[test]
    fn titles_hide_nothing_and_emoji_are_whole() {
        for good in [
            "쉼터 1",
            "👨\u{200d}👩\u{200d}👧 가족",
            "❤\u{fe0f}",
            "한 줄\n두 줄",
        ] {
            assert!(check_title("title", good).is_ok(), "{good:?}");
        }
        for bad in [
            "쉼\u{200b}터",
            "a\u{200d}b",
            "\u{200d}a",
            "c\u{3164}",
            "a\u{fe0f}",
            "4\u{ad}6",
            "x\u{2800}",
        ] {
            assert!(check_title("title", bad).is_err(), "{bad:?}");
        }
    }
}
