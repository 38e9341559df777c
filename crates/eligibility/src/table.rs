//! Records of a CSV file (RFC 4180), one at a time, with their lines.

use std::io::{self, BufRead};

/// Reads records.
pub(crate) struct Records<R> {
    source: R,
    /// Lines read so far.
    line: u64,
    /// The line on which the last record began.
    first: u64,
    buffer: Vec<u8>,
    /// What was read but is to be read once more, and how much of it was.
    again: Vec<u8>,
    again_from: usize,
}

/// A record, or what is wrong with its text.
pub(crate) struct Record {
    /// The line on which it begins, the first is 1.
    pub line: u64,
    /// Its cells; `None` for text that is no UTF-8 or a quotation that does not end.
    pub cells: Option<Vec<String>>,
}

/// The most bytes of a record: one that is longer is a quotation that was never closed.
const LONGEST: usize = 1 << 16;

impl<R: BufRead> Records<R> {
    pub fn new(source: R) -> Records<R> {
        Records {
            source,
            line: 0,
            first: 0,
            buffer: Vec::new(),
            again: Vec::new(),
            again_from: 0,
        }
    }

    /// The next record; blank lines are passed over.
    pub fn next(&mut self) -> io::Result<Option<Record>> {
        loop {
            self.buffer.clear();
            self.first = self.line + 1;
            loop {
                if self.read_line()? == 0 {
                    break;
                }
                self.line += 1;
                let open = self.buffer.iter().filter(|byte| **byte == b'"').count() % 2 == 1;
                if !open || self.buffer.len() > LONGEST {
                    break;
                }
            }
            if self.buffer.is_empty() {
                return Ok(None);
            }
            let text = std::str::from_utf8(&self.buffer).ok();
            let text = text.map(|text| text.trim_end_matches(['\n', '\r']));
            let text = if self.first == 1 {
                text.map(|text| text.trim_start_matches('\u{feff}'))
            } else {
                text
            };
            if text.is_some_and(str::is_empty) {
                continue;
            }
            return Ok(Some(Record {
                line: self.first,
                cells: text.and_then(cells),
            }));
        }
    }

    /// Reads what follows the first line of the last record once more: a quotation that was not closed took rows with it that are good.
    pub fn resume_after_first_line(&mut self) {
        let ends = self.buffer.iter().position(|byte| *byte == b'\n');
        let Some(end) = ends.filter(|end| end + 1 < self.buffer.len()) else {
            return;
        };
        let mut again = self.buffer.split_off(end + 1);
        again.extend_from_slice(&self.again[self.again_from..]);
        self.again = again;
        self.again_from = 0;
        self.line = self.first;
    }

    /// Adds a line to the buffer; 0 at the end.
    fn read_line(&mut self) -> io::Result<usize> {
        let waiting = &self.again[self.again_from..];
        if waiting.is_empty() {
            return self.source.read_until(b'\n', &mut self.buffer);
        }
        let end = waiting.iter().position(|byte| *byte == b'\n');
        let Some(end) = end else {
            // The rest of a line may still be in the source.
            self.buffer.extend_from_slice(waiting);
            let read = waiting.len();
            self.again_from = self.again.len();
            return Ok(read + self.source.read_until(b'\n', &mut self.buffer)?);
        };
        self.buffer.extend_from_slice(&waiting[..=end]);
        self.again_from += end + 1;
        Ok(end + 1)
    }
}

fn cells(text: &str) -> Option<Vec<String>> {
    if !text.contains('"') {
        return Some(text.split(',').map(str::to_owned).collect());
    }
    let mut cells = Vec::new();
    let mut rest = text;
    loop {
        let (cell, after) = match rest.strip_prefix('"') {
            None => match rest.find(',') {
                Some(at) => (rest[..at].to_owned(), &rest[at..]),
                None => (rest.to_owned(), ""),
            },
            Some(mut quoted) => {
                let mut cell = String::new();
                loop {
                    let at = quoted.find('"')?;
                    cell.push_str(&quoted[..at]);
                    quoted = &quoted[at + 1..];
                    match quoted.strip_prefix('"') {
                        Some(more) => {
                            cell.push('"');
                            quoted = more;
                        }
                        None => break (cell, quoted),
                    }
                }
            }
        };
        cells.push(cell);
        match after.strip_prefix(',') {
            Some(next) => rest = next,
            None if after.is_empty() => return Some(cells),
            None => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_lines_and_what_is_broken() {
        let text = "\u{feff}a,\"b,\"\"c\"\"\"\r\n\n\"two\nlines\",x\n\"open,1\n";
        let mut records = Records::new(text.as_bytes());
        let mut all = Vec::new();
        while let Some(record) = records.next().expect("read") {
            all.push((record.line, record.cells));
        }
        let of = |cells: [&str; 2]| Some(cells.map(str::to_owned).to_vec());
        assert_eq!(
            all,
            [
                (1, of(["a", "b,\"c\""])),
                (3, of(["two\nlines", "x"])),
                (5, None)
            ]
        );
    }
}
