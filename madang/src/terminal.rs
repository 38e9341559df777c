//! What the program prints. Texts come from files, records and servers that others wrote: everything goes through
//! [`escaped`], so that none of it can move the cursor, paint over a line or hide in one.

use std::fmt::Arguments;
use std::io::{self, Write};

use anyhow::Result;
pub use madang_words::escaped;
use madang_words::is_hidden;
use serde::Serialize;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Writes one line: whatever breaks lines inside it is written out.
///
/// # Errors
/// What the writer says.
pub fn line(out: &mut impl Write, text: Arguments<'_>) -> io::Result<()> {
    writeln!(out, "{}", escaped(&text.to_string()))
}

/// Writes a value as JSON, in which characters that act are written as JSON writes them: `\u001b`.
///
/// # Errors
/// What the writer says.
pub fn json(out: &mut impl Write, value: &impl Serialize) -> Result<()> {
    let text = serde_json::to_string_pretty(value)?;
    let mut visible = String::with_capacity(text.len());
    for character in text.chars() {
        // Line ends are the layout's own: JSON writes those of a text as `\n` already.
        if character != '\n' && is_hidden(character) {
            let mut units = [0; 2];
            for unit in character.encode_utf16(&mut units) {
                visible.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            visible.push(character);
        }
    }
    writeln!(out, "{visible}")?;
    Ok(())
}

/// Prints one line on standard output.
macro_rules! say {
    ($($text:tt)*) => {
        $crate::terminal::tell(std::io::stdout(), &format!($($text)*))
    };
}

/// Prints one line on standard error.
macro_rules! note {
    ($($text:tt)*) => {
        $crate::terminal::tell(std::io::stderr(), &format!($($text)*))
    };
}

/// Writes one line of a table.
macro_rules! row {
    ($out:expr, $($text:tt)*) => {
        $crate::terminal::line($out, format_args!($($text)*))
    };
}

/// How many columns of a terminal a text takes as it is shown: a Korean syllable takes two, and what hides in it as many as its
/// [`escaped`] form.
pub fn width(text: &str) -> usize {
    UnicodeWidthStr::width(&*escaped(text))
}

/// A text with blanks behind it up to a width in columns.
pub fn padded(text: &str, to: usize) -> String {
    format!("{text}{}", blanks(text, to))
}

/// A text with blanks before it up to a width in columns.
pub fn to_the_right(text: &str, to: usize) -> String {
    format!("{}{text}", blanks(text, to))
}

fn blanks(text: &str, to: usize) -> String {
    " ".repeat(to.saturating_sub(width(text)))
}

/// As many characters of a text as fit into so many columns.
pub fn shortened(text: &str, to: usize) -> String {
    let mut taken = 0;
    let fits = |character: &char| {
        taken += UnicodeWidthChar::width(*character).unwrap_or(0);
        taken <= to
    };
    text.chars().take_while(fits).collect()
}

/// Writes one line for whoever reads along. Nobody need: a server whose output was closed goes on.
pub fn tell(mut out: impl Write, text: &str) {
    let _ = writeln!(out, "{}", escaped(text));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_stays_json() {
        let value = serde_json::json!({ "a\u{202e}": ["\u{1b}[31m", "\u{e0041}", "쉼터"] });
        let mut out = Vec::new();
        json(&mut out, &value).expect("written");
        let text = String::from_utf8(out).expect("UTF-8");
        assert!(
            text.contains("\"a\\u202e\"") && text.contains("\\u001b[31m"),
            "{text}"
        );
        assert!(
            text.contains("쉼터") && text.contains("\\udb40\\udc41"),
            "{text}"
        );
        let read: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(read, value);
    }
}
