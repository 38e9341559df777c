//! Spreadsheet injection, guarded both ways. A text that a spreadsheet would compute is written with a `'` before it, and a text that is `'` and such a
//! text gets one more, so that taking one away when it is read gives back what was there.
//!
//! Numbers and dates are never guarded: `-1` stays `-1` (quoting every `-` spoiled data elsewhere).

use std::borrow::Cow;

/// The guard.
const QUOTE: char = '\'';

/// Whether a spreadsheet may compute a text: its first character after blanks and quotes begins a formula, or breaks the cell.
pub fn is_risky(text: &str) -> bool {
    let blank = |c: char| c.is_whitespace() && !BREAKS.contains(&c);
    let quote = |c: char| "\"'“”‘’＂＇".contains(c);
    let first = text.chars().find(|c| !blank(*c) && !quote(*c));
    first.is_some_and(|first| BREAKS.contains(&first) || "=+-@＝＋－＠".contains(first))
}

const BREAKS: [char; 3] = ['\t', '\r', '\n'];

/// Whether a text is a formula by the look of it: more than a word that begins with a dash or plus. For reports; the guard asks less.
pub fn is_formula(text: &str) -> bool {
    let text = text.trim_start_matches(|c: char| c == QUOTE || c == '"' || c.is_whitespace());
    let first_word = text.split_whitespace().next().unwrap_or_default();
    match first_word.chars().next() {
        Some('=' | '＝' | '@' | '＠') => first_word.chars().count() > 1,
        Some('+' | '-' | '＋' | '－') => first_word.contains(['(', '|', '!']),
        _ => false,
    }
}

/// A text as a cell of a CSV file may hold it.
pub fn guarded(text: &str) -> Cow<'_, str> {
    if is_risky(text) {
        Cow::Owned(format!("{QUOTE}{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// What a cell of a CSV file holds, without the guard.
pub fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix(QUOTE) {
        Some(rest) if is_risky(rest) => rest,
        _ => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_compute_is_guarded_and_given_back() {
        let risky = [
            "=1+1",
            "+82",
            "-2+3+cmd|' /C calc'!A0",
            "@SUM(A1)",
            "＝HYPERLINK(\"x\")",
            "＠x",
            "  =1",
            "\"=1\"",
            "\u{a0}=1",
            "\t=1",
            "\tplain",
            "\nplain",
            "'=1",
            "''=1",
            "' =1",
            "'\"-1",
            "- a list",
        ];
        for text in risky {
            let written = guarded(text);
            assert!(
                written.starts_with('\'') && written.len() == text.len() + 1,
                "{text:?}"
            );
            assert_eq!(unguarded(&written), text);
        }
    }

    #[test]
    fn everything_else_stays_as_it_is_both_ways() {
        let plain = [
            "",
            "'",
            "''",
            "'90s reform",
            "don't",
            "a=b",
            "1-2",
            "\"quoted\"",
            "“- no",
            "계획",
        ];
        for text in plain.into_iter().filter(|text| !is_risky(text)) {
            assert_eq!(guarded(text), text);
            assert_eq!(unguarded(text), text);
        }
        assert!(!is_risky("'90s reform") && !is_risky("''"));
    }

    /// All texts of up to four of the characters that matter: none changes on the way out and back.
    #[test]
    fn no_short_text_is_lost() {
        let letters = ["'", "\"", "=", "-", " ", "\t", "\n", "a", "1", "＝"];
        let mut texts = vec![String::new()];
        let mut longest = texts.clone();
        for _ in 0..4 {
            let longer = longest
                .iter()
                .flat_map(|text| letters.map(|letter| format!("{text}{letter}")));
            longest = longer.collect();
            texts.extend(longest.iter().cloned());
        }
        assert_eq!(texts.len(), 11_111);
        for text in &texts {
            let written = guarded(text);
            assert_eq!(unguarded(&written), text, "{text:?}");
            let starts = written.chars().next();
            assert!(
                !starts.is_some_and(|c| "=+-@＝＋－＠\t\r\n".contains(c)),
                "{text:?}"
            );
        }
    }

    #[test]
    fn a_formula_is_told_from_a_list() {
        for text in [
            "=1",
            "=HYPERLINK(\"http://x\")",
            "'=A1",
            "@SUM(1)",
            "+cmd|x!A0",
            "-1+(2)",
        ] {
            assert!(is_formula(text), "{text}");
        }
        for text in [
            "- publish the budget (yearly)",
            "-1",
            "+",
            "@",
            "@ the ministry",
            "= equal",
            "a=b",
        ] {
            assert!(!is_formula(text), "{text}");
        }
    }
}
