//! Tables of comma-separated values (RFC 4180), row by row with their lines; a byte-order mark and CRLF are taken as they come.

use std::io::{self, BufRead, Write};

use super::{FileError, Problem, RowProblem};

/// Reads rows.
pub(super) struct Reader<R> {
    input: R,
    line: u64,
    begun: bool,
    raw: Vec<u8>,
    text: Vec<u8>,
    ends: Vec<usize>,
}

/// One row.
pub(super) struct Row<'a> {
    pub line: u64,
    text: &'a [u8],
    ends: &'a [usize],
    open: bool,
}

impl<R: BufRead> Reader<R> {
    pub fn new(input: R) -> Self {
        Self {
            input,
            line: 1,
            begun: false,
            raw: Vec::new(),
            text: Vec::new(),
            ends: Vec::new(),
        }
    }

    /// The next row that is not blank.
    ///
    /// # Errors
    /// What the input says.
    pub fn read(&mut self) -> io::Result<Option<Row<'_>>> {
        loop {
            self.text.clear();
            self.ends.clear();
            let line = self.line;
            // Kept from row to row, so that none costs an allocation.
            let mut raw = std::mem::take(&mut self.raw);
            raw.clear();
            if self.input.read_until(b'\n', &mut raw)? == 0 {
                return Ok(None);
            }
            if !self.begun {
                self.begun = true;
                if raw.starts_with(b"\xef\xbb\xbf") {
                    raw.drain(..3);
                }
            }
            self.line += 1;
            let mut quoted = self.take(&raw, false);
            while quoted {
                raw.clear();
                if self.input.read_until(b'\n', &mut raw)? == 0 {
                    break;
                }
                self.line += 1;
                quoted = self.take(&raw, true);
            }
            self.raw = raw;
            self.ends.push(self.text.len());
            if self.ends.len() == 1 && self.text.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            return Ok(Some(Row {
                line,
                text: &self.text,
                ends: &self.ends,
                open: quoted,
            }));
        }
    }

    /// Takes the fields of a line, of which a field may be open from before. Whether one is open after it.
    fn take(&mut self, raw: &[u8], mut quoted: bool) -> bool {
        let mut at = 0;
        while at < raw.len() {
            let byte = raw[at];
            at += 1;
            if quoted {
                if byte != b'"' {
                    self.text.push(byte);
                } else if raw.get(at) == Some(&b'"') {
                    self.text.push(b'"');
                    at += 1;
                } else {
                    quoted = false;
                }
                continue;
            }
            match byte {
                // A quote within an unquoted field is a quote.
                b'"' if self.text.len() == self.ends.last().copied().unwrap_or(0) => quoted = true,
                b',' => self.ends.push(self.text.len()),
                b'\r' | b'\n' if raw[at..].iter().all(|rest| matches!(rest, b'\r' | b'\n')) => {
                    break;
                }
                _ => self.text.push(byte),
            }
        }
        quoted
    }
}

impl Row<'_> {
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    fn bytes(&self, place: usize) -> &[u8] {
        let Some(end) = self.ends.get(place) else {
            return &[];
        };
        let begin = place.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[begin..*end]
    }

    /// A field as text.
    ///
    /// # Errors
    /// Where it is no UTF-8.
    pub fn text(&self, place: usize) -> Result<&str, Problem> {
        std::str::from_utf8(self.bytes(place)).map_err(|_| Problem::Encoding)
    }

    /// A field and all after it, as they would be in one whose commas were quoted.
    ///
    /// # Errors
    /// Where it is no UTF-8.
    pub fn rest(&self, place: usize) -> Result<String, Problem> {
        let fields: Result<Vec<&str>, Problem> =
            (place..self.len()).map(|place| self.text(place)).collect();
        Ok(fields?.join(","))
    }

    /// Whether the row is whole: as many fields as columns, and no quote left open.
    ///
    /// # Errors
    /// What it lacks.
    pub fn whole(&self, columns: usize) -> Result<(), Problem> {
        if self.open {
            return Err(Problem::Quote);
        }
        match self.len() {
            found if found == columns => Ok(()),
            found => Err(Problem::Fields {
                found,
                expected: columns,
            }),
        }
    }

    pub fn problem(&self, problem: Problem) -> RowProblem {
        RowProblem {
            line: self.line,
            problem,
        }
    }
}

/// The columns of a table, by name.
pub(super) struct Columns {
    pub names: Vec<String>,
}

impl Columns {
    /// Reads the first line.
    ///
    /// # Errors
    /// Where there is none, it is no UTF-8, or one of `known` names stands twice.
    pub fn read<R: BufRead>(reader: &mut Reader<R>, known: &[&str]) -> Result<Self, FileError> {
        let Some(row) = reader.read()? else {
            return Err(FileError::Empty);
        };
        let names = (0..row.len()).map(|place| {
            let name = String::from_utf8_lossy(row.bytes(place));
            name.trim().to_owned()
        });
        let names: Vec<String> = names.collect();
        for name in known {
            if names.iter().filter(|other| other == name).count() > 1 {
                return Err(FileError::Twice((*name).to_owned()));
            }
        }
        Ok(Self { names })
    }

    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Where a column is, if it is there.
    pub fn place(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|other| other == name)
    }

    /// Where a column is that must be there.
    ///
    /// # Errors
    /// Where it is not.
    pub fn required(&self, name: &str) -> Result<usize, FileError> {
        self.place(name)
            .ok_or_else(|| FileError::Missing(name.to_owned()))
    }

    /// An id in a row.
    pub fn id(&self, row: &Row<'_>, place: usize, largest: u64) -> Result<u64, Problem> {
        let value = row.text(place)?.trim();
        let digits = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
        let id = value.parse().ok().filter(|id| digits && *id <= largest);
        id.ok_or_else(|| Problem::Id {
            column: self.names[place].clone(),
            value: value.to_owned(),
            largest,
        })
    }

    /// A whole number in a row; nought for an empty field.
    pub fn number(&self, row: &Row<'_>, place: usize) -> Result<i64, Problem> {
        let value = row.text(place)?.trim();
        if value.is_empty() {
            return Ok(0);
        }
        value.parse().map_err(|_| Problem::Number {
            column: self.names[place].clone(),
            value: value.to_owned(),
        })
    }
}

/// Writes a field. What a spreadsheet would take for a formula gets a quotation mark before it.
pub(super) fn field(out: &mut impl Write, text: &str) -> io::Result<()> {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let mark = if formula { "'" } else { "" };
    if text.contains(['"', ',', '\n', '\r']) {
        return write!(out, "\"{mark}{}\"", text.replace('"', "\"\""));
    }
    write!(out, "{mark}{text}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<(u64, Vec<String>)> {
        let mut reader = Reader::new(text.as_bytes());
        let mut rows = Vec::new();
        while let Some(row) = reader.read().expect("text in memory") {
            let fields = (0..row.len()).map(|place| row.text(place).expect("UTF-8").to_owned());
            rows.push((row.line, fields.collect()));
        }
        rows
    }

    #[test]
    fn quotes_lines_and_marks() {
        let read = rows("\u{feff}a,b\r\n\"1,\"\"x\"\"\",\"two\nlines\"\r\n\n3,4\"\"\n5,");
        let expected = [
            (1, vec!["a", "b"]),
            (2, vec!["1,\"x\"", "two\nlines"]),
            (5, vec!["3", "4\"\""]),
            (6, vec!["5", ""]),
        ];
        let read: Vec<(u64, Vec<&str>)> = read
            .iter()
            .map(|(line, fields)| (*line, fields.iter().map(String::as_str).collect()))
            .collect();
        assert_eq!(read, expected);
    }

    #[test]
    fn what_is_written_is_read_and_no_formula() {
        for text in ["plain", "a,b", "\"q\"", "two\nlines", "=1+1", "-x", "@y"] {
            let mut out = Vec::new();
            field(&mut out, text).expect("written");
            let written = String::from_utf8(out).expect("UTF-8");
            let read = &rows(&written)[0].1[0];
            assert_eq!(read.trim_start_matches('\''), text, "{written}");
            assert!(!read.starts_with(['=', '-', '@']), "{read}");
        }
    }
}
