//! A single pass over canonical JSON that builds nothing.

use super::{
    Decoded, JsonError, JsonReason, MAX_DEPTH, MAX_INTEGER, compare_keys, excerpt, is_nfc,
};

/// Checks that the bytes are exactly one value in canonical form, within the restrictions of the record.
///
/// The answer is the same as parsing, writing canonically and comparing, but in one pass at about the speed of
/// memory for ASCII.
///
/// # Errors
/// Fails with the byte offset of the first deviation.
pub fn check_canonical(bytes: &[u8]) -> Result<(), JsonError> {
    let mut scanner = Scanner::new(bytes)?;
    scanner.value(0)?;
    scanner.finish()
}

/// Walks canonical JSON from left to right.
pub(crate) struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

/// A string token: what stands between the quotes.
#[derive(Clone, Copy)]
pub(crate) struct Text<'a> {
    /// The bytes between the quotes, escapes and all.
    pub raw: &'a str,
    /// Whether there are escapes.
    pub escaped: bool,
    /// Whether the raw text is ASCII.
    pub ascii: bool,
}

impl<'a> Text<'a> {
    /// The text with escapes resolved. The token has been checked, so each escape is a canonical one.
    pub fn decode(&self) -> Decoded<'a> {
        if !self.escaped {
            return Decoded::Borrowed(self.raw);
        }
        let mut out = String::with_capacity(self.raw.len());
        let mut rest = self.raw;
        while let Some(cut) = rest.find('\\') {
            out.push_str(&rest[..cut]);
            let escape = rest.as_bytes().get(cut + 1).copied().unwrap_or(b'\\');
            let (c, length) = match escape {
                b'b' => ('\u{8}', 2),
                b't' => ('\t', 2),
                b'n' => ('\n', 2),
                b'f' => ('\u{c}', 2),
                b'r' => ('\r', 2),
                b'u' => {
                    let code = rest.get(cut + 4..cut + 6).unwrap_or("00");
                    (char::from(u8::from_str_radix(code, 16).unwrap_or(0)), 6)
                }
                other => (char::from(other), 2),
            };
            out.push(c);
            rest = rest.get(cut + length..).unwrap_or("");
        }
        out.push_str(rest);
        Decoded::Owned(out)
    }
}

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGHS: u64 = 0x8080_8080_8080_8080;

/// Marks with its high bit the lowest byte that is zero (bytes above it may be marked wrongly).
const fn zero_byte(word: u64) -> u64 {
    word.wrapping_sub(ONES) & !word
}

/// Marks the lowest byte that ends a run of plain text: a quote, a backslash or a control character.
const fn special_byte(word: u64) -> u64 {
    let control = word.wrapping_sub(ONES * 0x20) & !word;
    control | zero_byte(word ^ (ONES * b'"' as u64)) | zero_byte(word ^ (ONES * b'\\' as u64))
}

impl<'a> Scanner<'a> {
    /// Starts at the first byte; fails if the whole is not UTF-8.
    pub fn new(bytes: &'a [u8]) -> Result<Self, JsonError> {
        match std::str::from_utf8(bytes) {
            Ok(text) => Ok(Self { text, at: 0 }),
            Err(error) => Err(JsonError {
                offset: error.valid_up_to(),
                reason: JsonReason::NotUtf8,
            }),
        }
    }

    /// Where the scanner stands.
    pub const fn position(&self) -> usize {
        self.at
    }

    /// The text from an earlier position to here.
    pub fn since(&self, start: usize) -> &'a str {
        self.text.get(start..self.at).unwrap_or("")
    }

    fn bytes(&self) -> &'a [u8] {
        self.text.as_bytes()
    }

    fn peek(&self) -> Option<u8> {
        self.bytes().get(self.at).copied()
    }

    fn fail<T>(&self, reason: JsonReason) -> Result<T, JsonError> {
        Err(JsonError {
            offset: self.at,
            reason,
        })
    }

    fn unexpected<T>(&self, expected: &'static str) -> Result<T, JsonError> {
        self.fail(match self.peek() {
            None => JsonReason::UnexpectedEnd,
            Some(b' ' | b'\t' | b'\n' | b'\r') => JsonReason::Whitespace,
            Some(found) => JsonReason::Unexpected { expected, found },
        })
    }

    /// Steps over exact bytes if they come next. The length is known when compiling, so it is a few loads.
    #[inline]
    pub fn take<const N: usize>(&mut self, literal: &[u8; N]) -> bool {
        let next = self
            .bytes()
            .get(self.at..)
            .and_then(|rest| rest.first_chunk::<N>());
        let found = next == Some(literal);
        if found {
            self.at += N;
        }
        found
    }

    /// Nothing may follow.
    pub fn finish(&self) -> Result<(), JsonError> {
        if self.at == self.text.len() {
            Ok(())
        } else {
            self.fail(JsonReason::TrailingBytes)
        }
    }

    /// Steps over any value that stands inside `depth` arrays and objects.
    pub fn value(&mut self, depth: usize) -> Result<(), JsonError> {
        match self.peek() {
            Some(b'"') => self.token().map(|_| ()),
            Some(b'{') => self.object(depth + 1),
            Some(b'[') => self.array(depth + 1),
            Some(b'-' | b'0'..=b'9') => self.integer().map(|_| ()),
            Some(b't') => self.word(b"true"),
            Some(b'f') => self.word(b"false"),
            Some(b'n') => self.word(b"null"),
            _ => self.unexpected("a value"),
        }
    }

    fn word(&mut self, word: &'static [u8]) -> Result<(), JsonError> {
        for &byte in word {
            if self.peek() != Some(byte) {
                return self.unexpected("true, false or null");
            }
            self.at += 1;
        }
        Ok(())
    }

    fn array(&mut self, depth: usize) -> Result<(), JsonError> {
        if depth > MAX_DEPTH {
            return self.fail(JsonReason::TooDeep);
        }
        self.at += 1;
        if self.peek() == Some(b']') {
            self.at += 1;
            return Ok(());
        }
        loop {
            self.value(depth)?;
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b']') => {
                    self.at += 1;
                    return Ok(());
                }
                _ => return self.unexpected("a comma or the end of the array"),
            }
        }
    }

    fn object(&mut self, depth: usize) -> Result<(), JsonError> {
        if depth > MAX_DEPTH {
            return self.fail(JsonReason::TooDeep);
        }
        self.at += 1;
        self.object_after_brace(depth)
    }

    /// Steps over the rest of an object, which itself is the `depth`-th level.
    pub fn object_after_brace(&mut self, depth: usize) -> Result<(), JsonError> {
        if self.peek() == Some(b'}') {
            self.at += 1;
            return Ok(());
        }
        let mut previous: Option<Text<'a>> = None;
        loop {
            let start = self.at;
            let key = self.token()?;
            if let Some(previous) = previous {
                check_order(&previous, &key).map_err(|reason| JsonError {
                    offset: start,
                    reason,
                })?;
            }
            previous = Some(key);
            if self.peek() != Some(b':') {
                return self.unexpected("a colon");
            }
            self.at += 1;
            self.value(depth)?;
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b'}') => {
                    self.at += 1;
                    return Ok(());
                }
                _ => return self.unexpected("a comma or the end of the object"),
            }
        }
    }

    /// Steps over an integer and gives its value.
    pub fn integer(&mut self) -> Result<i64, JsonError> {
        let start = self.at;
        let negative = self.peek() == Some(b'-');
        if negative {
            self.at += 1;
        }
        let digits = self.at;
        let mut value: i64 = 0;
        while let Some(digit @ b'0'..=b'9') = self.peek() {
            value = value
                .saturating_mul(10)
                .saturating_add(i64::from(digit - b'0'));
            self.at += 1;
        }
        let length = self.at - digits;
        let leading_zero = self.bytes().get(digits) == Some(&b'0');
        let reason = if length == 0 {
            return self.unexpected("a digit");
        } else if matches!(self.peek(), Some(b'.' | b'e' | b'E')) {
            JsonReason::Float
        } else if leading_zero && (length > 1 || negative) {
            JsonReason::IntegerForm
        } else if value > MAX_INTEGER {
            JsonReason::IntegerTooLarge
        } else {
            return Ok(if negative { -value } else { value });
        };
        Err(JsonError {
            offset: start,
            reason,
        })
    }

    /// Steps over a string token.
    #[inline(never)]
    pub fn text(&mut self) -> Result<Text<'a>, JsonError> {
        self.token()
    }

    /// As [`Scanner::text`], for the loops that go through whole objects.
    #[inline(always)]
    fn token(&mut self) -> Result<Text<'a>, JsonError> {
        if self.peek() != Some(b'"') {
            return self.unexpected("text in quotes");
        }
        let bytes = self.bytes();
        let start = self.at + 1;
        let mut at = start;
        let (mut ascii, mut escaped) = (true, false);
        loop {
            // A whole word at a time to the next byte that matters.
            while let Some(chunk) = bytes.get(at..).and_then(|rest| rest.first_chunk::<8>()) {
                let word = u64::from_le_bytes(*chunk);
                let found = special_byte(word) & HIGHS;
                // The bits below the lowest that is set; all of them if none is.
                let before = found.wrapping_sub(1) & !found;
                ascii &= word & HIGHS & before == 0;
                if found != 0 {
                    at += (found.trailing_zeros() / 8) as usize;
                    break;
                }
                at += 8;
            }
            match bytes.get(at).copied() {
                Some(b'"') => break,
                Some(b'\\') => {
                    escaped = true;
                    at += self.escape(at)?;
                }
                Some(0x20..) => {
                    ascii &= bytes[at] < 0x80;
                    at += 1;
                }
                _ => return self.text_ends_badly(at),
            }
        }
        let token = Text {
            raw: self.text.get(start..at).unwrap_or(""),
            escaped,
            ascii,
        };
        if !ascii {
            self.normalised(&token)?;
        }
        self.at = at + 1;
        Ok(token)
    }

    /// Why a text cannot go on at this byte.
    #[cold]
    fn text_ends_badly<T>(&self, offset: usize) -> Result<T, JsonError> {
        let reason = match self.bytes().get(offset) {
            Some(&control) => JsonReason::BareControl(control),
            None => JsonReason::UnexpectedEnd,
        };
        Err(JsonError { offset, reason })
    }

    /// Checks that the token at the current position is in NFC.
    #[inline(never)]
    fn normalised(&self, token: &Text<'a>) -> Result<(), JsonError> {
        let decoded = token.decode();
        if is_nfc(&decoded) {
            return Ok(());
        }
        Err(JsonError {
            offset: self.at,
            reason: JsonReason::NotNfc(excerpt(&decoded)),
        })
    }

    /// Checks the escape at an offset and gives its length.
    #[inline(never)]
    fn escape(&self, offset: usize) -> Result<usize, JsonError> {
        let rest = self.bytes().get(offset..).unwrap_or(&[]);
        let reason = match rest {
            [_, b'"' | b'\\' | b'b' | b'f' | b'n' | b'r' | b't', ..] => return Ok(2),
            // \b \t \n \f \r have escapes of their own; other control characters are \u00xx in lower case.
            [
                _,
                b'u',
                b'0',
                b'0',
                b'0',
                b'0'..=b'7' | b'b' | b'e' | b'f',
                ..,
            ]
            | [_, b'u', b'0', b'0', b'1', b'0'..=b'9' | b'a'..=b'f', ..] => return Ok(6),
            [_] | [_, b'u'] | [_, b'u', _] | [_, b'u', _, _] | [_, b'u', _, _, _] => {
                JsonReason::UnexpectedEnd
            }
            _ => JsonReason::Escape,
        };
        Err(JsonError { offset, reason })
    }
}

/// Keys must rise strictly by their UTF-16 code units.
#[inline]
fn check_order(previous: &Text<'_>, key: &Text<'_>) -> Result<(), JsonReason> {
    let plain = previous.ascii && key.ascii && !previous.escaped && !key.escaped;
    if plain {
        // Most keys of one object differ in their first letter.
        let (before, after) = (previous.raw.as_bytes(), key.raw.as_bytes());
        let quick = matches!((before.first(), after.first()), (Some(a), Some(b)) if a < b);
        if quick || before < after {
            return Ok(());
        }
    }
    compare_decoded(previous, key)
}

#[inline(never)]
fn compare_decoded(previous: &Text<'_>, key: &Text<'_>) -> Result<(), JsonReason> {
    match compare_keys(&previous.decode(), &key.decode()) {
        std::cmp::Ordering::Less => Ok(()),
        std::cmp::Ordering::Equal => Err(JsonReason::DuplicateKey(excerpt(&key.decode()))),
        std::cmp::Ordering::Greater => Err(JsonReason::KeyOrder(excerpt(&key.decode()))),
    }
}
