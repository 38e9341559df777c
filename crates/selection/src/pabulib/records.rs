//! Splits a byte stream into records and records into fields.

use std::borrow::Cow;
use std::io::BufRead;

use memchr::{memchr, memchr2};

use super::column::Column;
use super::error::{ParseError, ParseErrorKind};
use crate::spelling::spelled;
use crate::wording::wording;

/// Longest record accepted: an opening quote that is never closed must not swallow a huge file.
const LONGEST_RECORD: usize = 64 << 20;
const BLOCK: usize = 1 << 16;
/// Ends a text file of DOS, and of tools that still write as it did.
const END_OF_FILE: u8 = 0x1a;
/// The byte order mark.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// A byte stream cut into records, each given as a slice of one reused buffer.
pub(super) struct Records<R> {
    reader: R,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    at_end: bool,
    next_line: u64,
    fields: Vec<Field>,
    breaks: Breaks,
}

/// What ends a line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Breaks {
    /// No line has ended yet.
    Unseen,
    /// A line feed, with or without a carriage return before it.
    LineFeed,
    /// A carriage return alone, as old spreadsheets have it.
    Return,
}

#[derive(Clone, Copy, Debug)]
struct Field {
    start: usize,
    end: usize,
    quoted: bool,
}

/// One record: its text, where it stands, and its fields.
#[derive(Clone, Copy, Debug)]
pub(super) struct Record<'a> {
    pub(super) line: u64,
    text: &'a [u8],
    fields: &'a [Field],
}

impl<R: BufRead> Records<R> {
    pub(super) fn new(reader: R) -> Self {
        Self {
            reader,
            buffer: Vec::new(),
            start: 0,
            end: 0,
            at_end: false,
            next_line: 1,
            fields: Vec::new(),
            breaks: Breaks::Unseen,
        }
    }

    /// Number of the last line read.
    pub(super) fn line(&self) -> u64 {
        self.next_line - 1
    }

    /// The next record that is not blank.
    pub(super) fn next(&mut self) -> Result<Option<Record<'_>>, ParseError> {
        loop {
            let line = self.next_line;
            let Some(length) = self.find_record(line)? else {
                return Ok(None);
            };
            let (start, mut end) = (self.start, self.start + length);
            self.start = (end + 1).min(self.end);
            if end > start && self.buffer[end - 1] == b'\r' {
                end -= 1;
                if let Some(last) = self.fields.last_mut().filter(|field| !field.quoted) {
                    last.end = last.end.min(end - start);
                }
            }
            // A spreadsheet writes a blank line as a row of empty fields.
            let may_be_nothing = |byte: &u8| {
                byte.is_ascii_whitespace() || matches!(byte, b';' | b'"') || !byte.is_ascii()
            };
            let blank = self.buffer[start..end].iter().all(may_be_nothing)
                && self.record(line, start, end).filled() == 0;
            let is_end =
                self.at_end && self.start >= self.end && self.buffer[start..end] == [END_OF_FILE];
            if !blank && !is_end {
                return Ok(Some(self.record(line, start, end)));
            }
        }
    }

    fn record(&self, line: u64, start: usize, end: usize) -> Record<'_> {
        Record {
            line,
            text: &self.buffer[start..end],
            fields: &self.fields,
        }
    }

    /// Finds the end of the record at `self.start`, reading on as needed, and splits it; the
    /// length leaves out the line break. `None` at the end of the stream.
    fn find_record(&mut self, line: u64) -> Result<Option<usize>, ParseError> {
        let fail = |column: u64, kind| ParseError {
            source_name: None,
            line,
            column: column.into(),
            field: "record".to_owned(),
            kind,
        };
        loop {
            match split(
                &self.buffer[self.start..self.end],
                self.at_end,
                &mut self.fields,
            ) {
                Split::Record { length, lines } => {
                    self.next_line += lines;
                    return Ok(Some(length));
                }
                Split::End => return Ok(None),
                Split::OpenQuote { at } if self.at_end => {
                    let expected = wording!(
                        "error-closing-quote",
                        "a closing quote before the end of the file"
                    );
                    let kind = ParseErrorKind::unexpected(expected, "");
                    return Err(fail(at as u64 + 1, kind));
                }
                Split::OpenQuote { .. } | Split::More => {}
            }
            if self.end - self.start > LONGEST_RECORD {
                let kind = ParseErrorKind::met(
                    wording!("error-record-most", "a record of at most 64 MiB"),
                    wording!(
                        "error-record-longer",
                        "a longer one (a quote that is never closed?)"
                    ),
                );
                return Err(fail(0, kind));
            }
            // Twice as much each time, so that a long record is not gone through again and again.
            let wanted = (self.end - self.start) * 2;
            loop {
                self.fill().map_err(|error| fail(0, error.into()))?;
                if self.at_end || self.end - self.start >= wanted {
                    break;
                }
            }
        }
    }

    fn fill(&mut self) -> std::io::Result<()> {
        self.buffer.copy_within(self.start..self.end, 0);
        self.end -= self.start;
        self.start = 0;
        if self.buffer.len() < self.end + BLOCK {
            self.buffer
                .resize((self.end + BLOCK).max(self.buffer.len() * 2), 0);
        }
        loop {
            match self.reader.read(&mut self.buffer[self.end..]) {
                Ok(0) => self.at_end = true,
                Ok(count) => self.end += count,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            }
            break;
        }
        self.settle_breaks();
        while self.next_line == 1 && self.buffer[self.start..self.end].starts_with(MARK) {
            self.start += MARK.len();
        }
        Ok(())
    }
}

impl<R> Records<R> {
    /// Sees what ends a line, and puts a line feed for it.
    fn settle_breaks(&mut self) {
        let new = &mut self.buffer[self.start..self.end];
        if self.breaks == Breaks::Unseen
            && let Some(at) = memchr2(b'\r', b'\n', new)
        {
            self.breaks = match (new[at], new.get(at + 1)) {
                (b'\n', _) | (_, Some(b'\n')) => Breaks::LineFeed,
                (_, Some(_)) => Breaks::Return,
                // What follows is still to be read.
                (_, None) => Breaks::Unseen,
            };
        }
        if self.breaks == Breaks::Return {
            new.iter_mut()
                .filter(|byte| **byte == b'\r')
                .for_each(|byte| *byte = b'\n');
        }
    }
}

enum Split {
    Record { length: usize, lines: u64 },
    OpenQuote { at: usize },
    More,
    End,
}

/// Splits the first record of `text` into `fields`.
fn split(text: &[u8], at_end: bool, fields: &mut Vec<Field>) -> Split {
    fields.clear();
    if text.is_empty() {
        return if at_end { Split::End } else { Split::More };
    }
    let (mut at, mut lines) = (0, 1);
    loop {
        // One field: quoted if it opens with a quote, else plain up to the next separator.
        let field_start = at;
        let quoted = text.get(at) == Some(&b'"');
        if quoted {
            at += 1;
            loop {
                let Some(found) = memchr2(b'"', b'\n', &text[at..]) else {
                    return Split::OpenQuote { at: field_start };
                };
                at += found + 1;
                if text[at - 1] == b'\n' {
                    lines += 1;
                } else if text.get(at) == Some(&b'"') {
                    at += 1;
                } else if at == text.len() && !at_end {
                    return Split::More;
                } else {
                    break;
                }
            }
        }
        // After a closing quote anything up to the separator stays part of the field.
        let stop = match memchr2(b';', b'\n', &text[at..]) {
            Some(found) => at + found,
            None if at_end => text.len(),
            None => return Split::More,
        };
        fields.push(Field {
            start: field_start,
            end: stop,
            quoted,
        });
        if text.get(stop) == Some(&b';') {
            at = stop + 1;
        } else {
            return Split::Record {
                length: stop,
                lines,
            };
        }
    }
}

impl<'a> Record<'a> {
    /// Number of fields.
    pub(super) fn len(&self) -> usize {
        self.fields.len()
    }

    /// Field `index` without its quotes, as bytes; empty where the record ends before it.
    pub(super) fn bytes(&self, index: usize) -> Cow<'a, [u8]> {
        let Some(field) = self.fields.get(index) else {
            return Cow::Borrowed(&[]);
        };
        let raw = &self.text[field.start..field.end.min(self.text.len())];
        if !field.quoted {
            return Cow::Borrowed(raw);
        }
        let raw = trim_end(raw);
        let inner = raw.get(1..).unwrap_or_default();
        if inner.last() == Some(&b'"') && memchr(b'"', &inner[..inner.len() - 1]).is_none() {
            return Cow::Borrowed(&inner[..inner.len() - 1]);
        }
        let (mut text, mut bytes) = (Vec::with_capacity(inner.len()), inner.iter().peekable());
        while let Some(&byte) = bytes.next() {
            if byte != b'"' {
                text.push(byte);
            } else if bytes.peek() == Some(&&b'"') {
                bytes.next();
                text.push(b'"');
            }
        }
        Cow::Owned(text)
    }

    /// Number of fields up to the last that is not empty: spreadsheets fill rows up to the longest.
    pub(super) fn filled(&self) -> usize {
        let filled = |index: &usize| {
            let bytes = self.bytes(*index);
            // What is not UTF-8 is something.
            !std::str::from_utf8(&bytes).is_ok_and(|text| spelled(text).is_empty())
        };
        (0..self.len())
            .rev()
            .find(filled)
            .map_or(0, |last| last + 1)
    }

    /// Field `index` as text in one spelling, without blanks at its ends.
    pub(super) fn text(&self, index: usize, header: &str) -> Result<String, ParseError> {
        self.with_text(index, header, str::to_owned)
    }

    /// Gives field `index` as text in one spelling, without blanks at its ends, to `take`.
    pub(super) fn with_text<T>(
        &self,
        index: usize,
        header: &str,
        take: impl FnOnce(&str) -> T,
    ) -> Result<T, ParseError> {
        let bytes = self.bytes(index);
        match std::str::from_utf8(&bytes) {
            Ok(text) => Ok(take(&spelled(text))),
            Err(error) => {
                Err(self.error(index, error.valid_up_to(), header, ParseErrorKind::NotUtf8))
            }
        }
    }

    /// An error at byte `offset` of field `index`.
    pub(super) fn error(
        &self,
        index: usize,
        offset: usize,
        header: &str,
        kind: ParseErrorKind,
    ) -> ParseError {
        let byte = match self.fields.get(index) {
            Some(field) => field.start + usize::from(field.quoted) + offset,
            None => self.text.len(),
        };
        let before = String::from_utf8_lossy(&self.text[..byte.min(self.text.len())]);
        let last_line = before.rsplit('\n').next().unwrap_or_default();
        let breaks = before.matches('\n').count() as u64;
        ParseError {
            source_name: None,
            line: self.line + breaks,
            column: Column::Character(last_line.chars().count() as u64 + 1),
            field: header.to_owned(),
            kind,
        }
    }
}

fn trim_end(bytes: &[u8]) -> &[u8] {
    let end = bytes
        .iter()
        .rposition(|byte| !byte.is_ascii_whitespace())
        .map_or(0, |i| i + 1);
    &bytes[..end]
}

#[cfg(test)]
mod tests {
    use std::io::{BufReader, Read};

    use super::*;

    /// Gives one byte at a time, so that every boundary falls inside something.
    struct Drip<'a>(&'a [u8]);

    impl Read for Drip<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            self.0.read(&mut buffer[..1])
        }
    }

    fn all(text: &str) -> Vec<(u64, Vec<String>)> {
        let read = |reader: &mut dyn BufRead| {
            let (mut records, mut list) = (Records::new(reader), Vec::new());
            while let Some(record) = records.next().expect("good input") {
                let fields = (0..record.len())
                    .map(|i| record.text(i, "f").expect("good input"))
                    .collect();
                list.push((record.line, fields));
            }
            list
        };
        let whole = read(&mut text.as_bytes());
        let dripped = read(&mut BufReader::with_capacity(1, Drip(text.as_bytes())));
        assert_eq!(whole, dripped);
        whole
    }

    #[test]
    fn splits_quotes_breaks_and_marks() {
        let list = all("\u{feff}a;b\r\n\r\n\"x;\"\"y\"\"\nz\";2\n;\nlast;5\" pipe");
        assert_eq!(list[0], (1, vec!["a".into(), "b".into()]));
        assert_eq!(list[1], (3, vec!["x;\"y\"\nz".into(), "2".into()]));
        // A row of empty fields is a blank line.
        assert_eq!(list[2], (6, vec!["last".into(), "5\" pipe".into()]));
    }

    #[test]
    fn open_quote_is_an_error() {
        let mut records = Records::new("a\n\"b;c\nd".as_bytes());
        records.next().expect("good input");
        assert_eq!(records.next().expect_err("an error").line, 2);
    }
}
