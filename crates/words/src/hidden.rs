//! Characters that cannot be seen, or do something to a terminal or a line other than stand there.

use crate::words::said;
use std::borrow::Cow;

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

/// Checks that a title can be told from every other: nothing hidden in it, but a joiner or a variation selector of an emoji.
///
/// # Errors
/// Names `field` and the character.
pub fn check_title(field: &str, text: &str) -> Result<(), crate::Malformed> {
    let mut before = ' ';
    for character in text.chars() {
        let of_emoji = matches!(character, '\u{200d}' | '\u{fe0e}' | '\u{fe0f}')
            && !before.is_alphabetic()
            && !before.is_whitespace();
        if is_hidden(character) && !of_emoji && character != '\n' {
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
