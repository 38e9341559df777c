//! A file's text, and JSON read from it with the place of each mistake.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::ops::Deref;
use std::os::unix::fs::FileTypeExt;
use std::path::Path;
use std::sync::OnceLock;

use madang_selection::plain_amount;
use madang_selection::tabular::line_feeds;
use madang_words::{Said, serde_said};
use serde::Deserialize;

use crate::encoding::{Encoding, decode};
use crate::mistake::{Mistake, Mistakes};
use crate::plain::plain;
use crate::words::{Unfit, said, system_said};

/// Most bytes of a file that is small by its nature: a key, a checkpoint, a receipt, a rule.
pub const SMALL: u64 = 1 << 20;
/// Most bytes of any file that is read whole: the ballots of the largest city are far fewer.
const LARGE: u64 = 1 << 30;

/// Opens a file to read it. A pipe with a name is refused, since nobody may ever write to it; those that a shell makes for a command
/// have their writer.
///
/// # Errors
/// Such a pipe, and a file that cannot be read.
pub fn open(path: &Path) -> io::Result<File> {
    let of_shell = ["/dev/fd", "/dev/stdin", "/proc"];
    let of_shell = of_shell.iter().any(|place| path.starts_with(place));
    if !of_shell && fs::metadata(path)?.file_type().is_fifo() {
        return Err(io::Error::new(ErrorKind::InvalidInput, Unfit::Pipe));
    }
    File::open(path)
}

/// Reads a file of at most `most` bytes. One that has no end is refused as well, before it takes more memory than that.
///
/// # Errors
/// A file that cannot be read, or a longer one.
pub fn read_within(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open(path)?.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 <= most {
        return Ok(bytes);
    }
    let most = most >> 20;
    Err(io::Error::new(
        ErrorKind::FileTooLarge,
        Unfit::TooLong { most },
    ))
}

/// What a file is that is no text, where its first bytes tell: people bring what their program saved.
fn foreign(bytes: &[u8]) -> Option<Said> {
    let begins = |with: &[u8]| bytes.starts_with(with);
    if begins(b"PK\x03\x04") {
        Some(said!("mistake-workbook"))
    } else if begins(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        Some(said!("mistake-old-workbook"))
    } else if begins(b"%PDF-") {
        Some(said!("mistake-pdf"))
    } else if begins(b"\x89PNG\r\n") || begins(b"\xff\xd8\xff") || begins(b"GIF8") {
        Some(said!("mistake-picture"))
    } else {
        None
    }
}

/// A file's text with its name.
#[derive(Clone, Debug)]
pub struct Source {
    name: String,
    text: String,
    encoding: Option<Encoding>,
    /// The text as JSON, where that is another.
    plain: OnceLock<Option<String>>,
}

/// A value with the line on which it begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct At<T> {
    /// The line, from 1.
    pub line: u64,
    /// The value.
    pub value: T,
}

impl<T> Deref for At<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl Source {
    /// Reads a file of text: UTF-8, or UTF-16 or CP949 as spreadsheets save it.
    ///
    /// # Errors
    /// A file that cannot be read, is none of these or without end.
    pub fn read(path: &Path) -> Result<Source, Mistakes> {
        Source::read_of(path, LARGE)
    }

    /// The same for a file that is small by its nature.
    ///
    /// # Errors
    /// As [`Source::read`], and a file above [`SMALL`].
    pub fn read_small(path: &Path) -> Result<Source, Mistakes> {
        Source::read_of(path, SMALL)
    }

    fn read_of(path: &Path, most: u64) -> Result<Source, Mistakes> {
        let name = path.display().to_string();
        match read_within(path, most) {
            Ok(bytes) => Source::new(name, bytes),
            Err(error) => {
                let problem = system_said(&error);
                let what = said!("mistake-unreadable", problem = problem);
                Err(Mistake::of_file(name, what).into())
            }
        }
    }

    /// The text of a file that was read.
    ///
    /// # Errors
    /// Bytes that are none of these.
    pub fn new(name: impl Into<String>, bytes: Vec<u8>) -> Result<Source, Mistakes> {
        let name = name.into();
        if let Some(what) = foreign(&bytes) {
            return Err(Mistake::of_file(name, what).into());
        }
        match decode(bytes) {
            Some((text, encoding)) => Ok(Source {
                name,
                text: line_feeds(&text).into_owned(),
                encoding,
                plain: OnceLock::new(),
            }),
            None => Err(Mistake::of_file(name, said!("mistake-encoding")).into()),
        }
    }

    /// The file's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How the file was encoded, where it was not UTF-8.
    pub fn encoding(&self) -> Option<Encoding> {
        self.encoding
    }

    /// The text, without byte order marks.
    pub fn text(&self) -> &str {
        self.text.trim_start_matches('\u{feff}')
    }

    /// The text, without byte order marks, its lines ended by line feeds alone.
    pub fn lines(&self) -> String {
        self.text().replace("\r\n", "\n")
    }

    /// The text as JSON: a comment, from `//` to the end of its line, becomes as many blanks, so that every place stays, and what people
    /// wrote is spelled as on the record.
    pub(crate) fn plain(&self) -> &str {
        let plain = self.plain.get_or_init(|| plain(self.text()));
        plain.as_deref().unwrap_or_else(|| self.text())
    }

    /// The text of a table without the lines above it that begin with `#`, and how many these are.
    pub(crate) fn table(&self) -> (&str, u64) {
        let (mut rest, mut lines) = (self.text(), 0);
        loop {
            let (first, after) = rest.split_once('\n').unwrap_or((rest, ""));
            // A spreadsheet quotes what it likes, and fills a blank line with separators.
            let word = first.trim_start_matches(['"', '\u{feff}', ' ', '\u{a0}', '\t']);
            let nothing = word
                .trim_matches([',', ';', '\t', '"', '\r', ' '])
                .is_empty();
            if !word.starts_with('#') && (!nothing || after.is_empty()) {
                return (rest, lines);
            }
            rest = after;
            lines += 1;
        }
    }

    /// Reads the whole as JSON, which may hold comments: `//` to the end of the line.
    ///
    /// # Errors
    /// What is not JSON or does not fit the type, with its place.
    pub fn json<'t, T: Deserialize<'t>>(&'t self) -> Result<T, Mistakes> {
        let text = self.plain();
        serde_json::from_str(text).map_err(|error| self.mistake(text, &error).into())
    }

    /// Reads a piece of this text as one value; what does not fit is added to `mistakes`.
    pub(crate) fn value<'t, T: Deserialize<'t>>(
        &self,
        part: &'t str,
        mistakes: &mut Vec<Mistake>,
    ) -> Option<T> {
        let read = serde_json::from_str(part);
        read.map_err(|error| mistakes.push(self.mistake(part, &error)))
            .ok()
    }

    /// A mistake where `part`, a piece of this text, begins.
    pub(crate) fn mistake_at(&self, part: &str, what: Said) -> Mistake {
        let (line, column) = self.place_of(part);
        Mistake::at(&self.name, line, column, what)
    }

    /// The line on which `part`, a piece of this text, begins.
    pub(crate) fn line_of(&self, part: &str) -> u64 {
        self.place_of(part).0
    }

    /// Line and column at which `part`, a piece of this text, begins.
    pub(crate) fn place_of(&self, part: &str) -> (u64, u64) {
        self.place(self.offset(part))
    }

    /// A mistake at the place of `error`, which reading `part`, a piece of this text, gave.
    fn mistake(&self, part: &str, error: &serde_json::Error) -> Mistake {
        // The parser counts lines and bytes from the beginning of what it was given.
        let mut starts = std::iter::once(0).chain(part.match_indices('\n').map(|(at, _)| at + 1));
        let line = starts.nth(error.line().saturating_sub(1)).unwrap_or(0);
        let within = (line + error.column().saturating_sub(1)).min(part.len());
        let words = error.to_string();
        let words = words
            .rsplit_once(" at line ")
            .map_or(words.as_str(), |(words, _)| words);
        let (within, words) = match error.is_data() {
            true => (
                named(part, within, words).unwrap_or(within),
                serde_said(of_value(words)),
            ),
            false => of_syntax(part, within, words),
        };
        let (line, column) = self.place(self.offset(part) + within);
        Mistake::at(&self.name, line, column, words)
    }

    /// Where `part`, a piece of this text, begins: bytes from its beginning.
    fn offset(&self, part: &str) -> usize {
        (part.as_ptr() as usize).saturating_sub(self.plain().as_ptr() as usize)
    }

    /// Line and column, in characters, of a byte; both from 1.
    fn place(&self, offset: usize) -> (u64, u64) {
        let text = self.plain();
        let before = &text[..text.floor_char_boundary(offset)];
        let line = before.matches('\n').count() as u64 + 1;
        let start = before.rfind('\n').map_or(0, |end| end + 1);
        (line, before[start..].chars().count() as u64 + 1)
    }
}

/// Where the name stands that is not known: the parser has read on to the end of its object.
fn named(part: &str, within: usize, words: &str) -> Option<usize> {
    let unknown = ["unknown variant `", "unknown field `", "`"];
    let mut names = unknown
        .iter()
        .filter_map(|before| words.strip_prefix(before));
    let (name, _) = names.next()?.split_once('`')?;
    let read = &part[..part.ceil_char_boundary(within + 1)];
    read.rfind(&serde_json::Value::from(name).to_string())
}

/// What is wrong with a value, in the words of who fills files in.
fn of_value(words: &str) -> String {
    let whole = ["u64", "u32", "usize"].iter();
    let mut whole = whole.filter_map(|kind| words.strip_suffix(&format!(", expected {kind}")));
    let Some(found) = whole.next() else {
        return words.to_owned();
    };
    let text = found.strip_prefix("invalid type: string ");
    let text = text.and_then(|text| serde_json::from_str::<String>(text).ok());
    let plain = text.and_then(|text| match text.parse::<u64>() {
        Ok(number) => Some(number.to_string()),
        Err(_) => plain_amount(&text),
    });
    match plain {
        Some(plain) => format!("{found}, expected a whole number: write {plain}, without quotes"),
        None => format!("{found}, expected a whole number"),
    }
}

/// Where what is no JSON went wrong, and how: the parser stops where it can go on no longer, which may be after a number that
/// somebody wrote as people do, or on the line after one on which a comma is missing.
fn of_syntax(part: &str, within: usize, words: &str) -> (usize, Said) {
    let within = part.floor_char_boundary(within);
    let line = part[..within].rfind('\n').map_or(0, |end| end + 1);
    let value = part[line..within].rfind(':').map(|colon| {
        let after = &part[line + colon + 1..];
        line + colon + 1 + (after.len() - after.trim_start().len())
    });
    let unquoted = |value: &usize| *value <= within && !part[*value..within].contains('"');
    if let Some(value) = value.filter(unquoted) {
        let end = part[value..].find(['\n', '\r', '}', ']', '"']);
        let written = end.map_or(&part[value..], |end| &part[value..value + end]);
        let written = written.trim_end_matches([',', ' ', '\t']);
        let digits: String = written.chars().take_while(char::is_ascii_digit).collect();
        let plain = plain_amount(written).or((!digits.is_empty()).then_some(digits));
        if let Some(plain) = plain.filter(|plain| plain != written) {
            let what = said!("mistake-no-number", written = written, plain = plain);
            return (value, what);
        }
    }
    let before = part[..within].trim_end();
    if words.starts_with("expected `,` or") && before.len() < line {
        return (before.len(), serde_said(format!("{words} here")));
    }
    (within, serde_said(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(text: &str) -> Source {
        Source::new("a.json", text.as_bytes().to_vec()).expect("UTF-8")
    }

    #[test]
    fn a_mistake_has_its_place_and_comments_move_none() {
        let source = source("\u{feff}[1, // 첫째 \"quoted\n 가, \"x\"]");
        let error = source.json::<Vec<u32>>().expect_err("not JSON");
        assert_eq!(
            error.to_string(),
            "a.json: line 2, column 2, expected value"
        );
        let kept = self::source("[\"http://a//b\", \"\\\"//\"] // the end");
        let read: Vec<String> = kept.json().expect("addresses are no comments");
        assert_eq!(read, ["http://a//b", "\"//"]);
    }

    #[test]
    fn a_number_as_people_write_it_is_named_with_how_to_write_it() {
        for (text, says) in [
            (
                "{\n \"cost\": 95,000,000원,\n \"a\": 1}",
                "line 2, column 10, `95,000,000원` is no number: write 95000000",
            ),
            (
                "{\"cost\": ₩95,000}",
                "line 1, column 10, `₩95,000` is no number: write 95000",
            ),
            (
                "{\n \"target\": 3명,\n \"a\": 1}",
                "line 2, column 12, `3명` is no number: write 3",
            ),
            (
                "{\"cost\": 9500만원}",
                "line 1, column 10, `9500만원` is no number: write 95000000",
            ),
            (
                "{\n \"a\": 1 // 하나\n \"b\": 2}",
                "line 2, column 8, expected `,` or `}` here",
            ),
            ("{\"a\": x}", "line 1, column 7, expected value"),
        ] {
            let source = source(text);
            let error = source.json::<serde_json::Value>().expect_err("not JSON");
            assert_eq!(error.to_string(), format!("a.json: {says}"), "{text}");
        }
        let source = source("[\"95,000,000원\", \"x\", \"7\", 7.5]");
        let items: Vec<&serde_json::value::RawValue> = source.json().expect("a list");
        let mut mistakes = Vec::new();
        for item in items {
            let number: Option<u64> = source.value(item.get(), &mut mistakes);
            assert_eq!(number, None);
        }
        let said: Vec<String> = mistakes
            .into_iter()
            .map(|mistake| mistake.what.to_string())
            .collect();
        assert_eq!(
            said,
            [
                "invalid type: string \"95,000,000원\", expected a whole number: write 95000000, without quotes",
                "invalid type: string \"x\", expected a whole number",
                "invalid type: string \"7\", expected a whole number: write 7, without quotes",
                "invalid type: floating point `7.5`, expected a whole number",
            ]
        );
    }

    #[test]
    fn lines_above_a_table_are_passed_over_and_counted() {
        let table = source("# How to fill it in\n\"# more, in quotes\"\nid,cost\n#1,2\n");
        assert_eq!(table.table(), ("id,cost\n#1,2\n", 2));
        assert_eq!(source("id\n").table(), ("id\n", 0));
        let padded = source("\"# more\",,\r\n,,\r\n# again,,\r\nid,cost\r\n");
        assert_eq!(padded.table(), ("id,cost\r\n", 3));
        assert_eq!(source("# none").table(), ("", 1));
        // Old spreadsheets end lines by a carriage return alone, and go on within a cell by a line feed.
        let old = source("# how to\rid,title\r1,\"a\nb\"\r");
        assert_eq!(old.table(), ("id,title\n1,\"a\nb\"\n", 1));
    }

    #[test]
    fn what_has_no_end_is_refused() {
        let said = Source::read_small(Path::new("/dev/zero"))
            .expect_err("without end")
            .to_string();
        assert!(
            said.starts_with("/dev/zero: ") && said.contains("longer than 1 MiB"),
            "{said}"
        );
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("a.txt");
        for (bytes, read) in [(SMALL, true), (SMALL + 1, false)] {
            let text = vec![b'x'; usize::try_from(bytes).expect("few")];
            std::fs::write(&file, text).expect("a file");
            assert_eq!(Source::read_small(&file).is_ok(), read, "{bytes}");
        }
    }

    #[test]
    fn bytes_that_are_not_text_are_refused() {
        let error = Source::new("a.csv", vec![b'a', 0xff]).expect_err("not text");
        let said = error.to_string();
        assert!(
            said.starts_with("a.csv: is neither UTF-8 nor CP949"),
            "{said}"
        );
    }
}
