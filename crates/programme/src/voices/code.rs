//! The codes that are printed on the slips of people who speak without an account: by its code a voice is found, supplemented
//! or withdrawn, and nothing on the record tells the code.

use std::fmt;
use std::str::FromStr;

use madang_record::hash::sha256;
use madang_words::{is_hidden, quoted};
use unicode_normalization::UnicodeNormalization;

use crate::violation::Violation;
use crate::words::said;

/// Crockford's letters: none that is taken for another.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Symbols without the one that checks them: 100 random bits.
const LENGTH: usize = 20;

/// A code: 20 symbols of Crockford's base 32 and one that checks them (Luhn modulo 32), `XXXXX-XXXXX-XXXXX-XXXXX-C`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code([u8; LENGTH]);

impl Code {
    /// The code of random bytes, of which each gives five bits.
    pub fn of_random(bytes: [u8; LENGTH]) -> Code {
        Code(bytes.map(|byte| byte % 32))
    }

    /// What an entry has of it: 32 hex digits, which nobody can turn back.
    pub fn receipt(&self, origin: &str, programme: &str) -> String {
        let text = format!(
            "madang receipt v1\n{origin}\n{programme}\n{}",
            self.symbols()
        );
        let mut hex = sha256(text.as_bytes()).to_hex();
        hex.truncate(32);
        hex
    }

    fn symbols(&self) -> String {
        let symbols = self.0.iter().map(|value| letter(*value));
        symbols.collect()
    }
}

fn letter(value: u8) -> char {
    char::from(LETTERS[usize::from(value % 32)])
}

/// The symbol that makes a code whole: one that was mistyped, or two neighbours that changed places, give another.
fn check(values: &[u8]) -> u8 {
    let mut sum = 0u32;
    for (place, value) in values.iter().rev().enumerate() {
        let weighed = u32::from(*value) * if place % 2 == 0 { 2 } else { 1 };
        sum += weighed / 32 + weighed % 32;
    }
    // At most 31.
    ((32 - sum % 32) % 32) as u8
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for part in self.symbols().as_bytes().chunks(5) {
            write!(f, "{}-", String::from_utf8_lossy(part))?;
        }
        write!(f, "{}", letter(check(&self.0)))
    }
}

impl FromStr for Code {
    type Err = Violation;

    /// Reads a code as somebody typed or copied it: without case, hyphens and blanks of any kind, full-width letters as others, O as 0, I and
    /// L as 1.
    fn from_str(text: &str) -> Result<Code, Violation> {
        let wrong = |reason| Violation::field("code", reason);
        let mut values = Vec::with_capacity(LENGTH + 1);
        let parts =
            |c: &char| c.is_whitespace() || is_hidden(*c) || matches!(c, '-' | '‐'..='―' | '−');
        for typed in text.nfkc().filter(|c| !parts(c)) {
            let read = match typed.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            };
            let place = LETTERS.iter().position(|known| char::from(*known) == read);
            let value = place.and_then(|place| u8::try_from(place).ok());
            values.push(value.ok_or_else(|| {
                wrong(said!(
                    "voice-code-letter",
                    letter = quoted(typed.to_string())
                ))
            })?);
        }
        let given = values.pop();
        let number = values.len();
        let Ok(values) = <[u8; LENGTH]>::try_from(values) else {
            return Err(wrong(said!(
                "voice-code-length",
                length = number + usize::from(given.is_some())
            )));
        };
        if given != Some(check(&values)) {
            return Err(wrong(said!("voice-code-mistyped")));
        }
        Ok(Code(values))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code() -> Code {
        let mut bytes = [0; LENGTH];
        bytes
            .iter_mut()
            .zip(0u8..)
            .for_each(|(byte, place)| *byte = place.wrapping_mul(37));
        Code::of_random(bytes)
    }

    #[test]
    fn a_code_is_read_as_people_type_it() {
        let printed = code().to_string();
        assert_eq!(printed.len(), 25, "{printed}");
        assert_eq!(printed.parse(), Ok(code()));
        let typed = printed
            .to_lowercase()
            .replace('-', " ")
            .replace('0', "o")
            .replace('1', "l");
        assert_eq!(typed.parse(), Ok(code()));
        let wide: String = printed
            .chars()
            .map(|c| char::from_u32(u32::from(c) + 0xfee0).expect("a full-width sign"))
            .collect();
        let copied = [
            wide,
            printed.replace('-', "\t"),
            printed.replace('-', "\r\n"),
            printed.replace('-', "\u{3000}"),
            printed.replace('-', "–"),
            format!("\u{feff}{printed}\u{200b}\n"),
        ];
        for copied in copied {
            assert_eq!(copied.parse(), Ok(code()), "{copied:?}");
        }
        for wrong in ["", "ABC", &printed[..23], &format!("{printed}A"), "UUUUU"] {
            assert!(wrong.parse::<Code>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_mistyped_symbol_and_two_that_changed_places_are_noticed() {
        let printed: Vec<char> = code().to_string().chars().filter(|c| *c != '-').collect();
        for place in 0..printed.len() {
            for other in LETTERS {
                let mut typed = printed.clone();
                typed[place] = char::from(*other);
                let typed: String = typed.into_iter().collect();
                let same = typed.chars().eq(printed.iter().copied());
                assert_eq!(typed.parse::<Code>().is_ok(), same, "{typed}");
            }
        }
        let mut turned = printed.clone();
        turned.swap(3, 4);
        assert!(turned.iter().collect::<String>().parse::<Code>().is_err());
    }

    #[test]
    fn what_stands_on_record_hangs_on_log_and_programme() {
        let receipt = code().receipt("example.org/log", "p");
        assert_eq!(receipt.len(), 32);
        assert!(receipt.bytes().all(|byte| byte.is_ascii_hexdigit()));
        assert_ne!(receipt, code().receipt("example.org/log", "q"));
        assert_ne!(receipt, code().receipt("example.com/log", "p"));
    }
}
