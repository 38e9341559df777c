//! A file's text, and JSON read from it with the place of each mistake.

use std::ops::Deref;
use std::path::Path;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::encoding::{Encoding, decode};
use crate::mistake::{Mistake, Mistakes};

/// A file's text with its name.
#[derive(Clone, Debug)]
pub struct Source {
    name: String,
    text: String,
    encoding: Option<Encoding>,
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
    /// A file that cannot be read or is none of these.
    pub fn read(path: &Path) -> Result<Source, Mistakes> {
        let name = path.display().to_string();
        match std::fs::read(path) {
            Ok(bytes) => Source::new(name, bytes),
            Err(error) => Err(Mistake::of_file(name, format!("cannot be read: {error}")).into()),
        }
    }

    /// The text of a file that was read.
    ///
    /// # Errors
    /// Bytes that are none of these.
    pub fn new(name: impl Into<String>, bytes: Vec<u8>) -> Result<Source, Mistakes> {
        let name = name.into();
        match decode(bytes) {
            Some((text, encoding)) => Ok(Source {
                name,
                text,
                encoding,
            }),
            None => {
                let what = "is neither UTF-8 nor CP949: save it as UTF-8 text (in a spreadsheet as “CSV UTF-8”) and try again";
                Err(Mistake::of_file(name, what).into())
            }
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

    /// The text, without a byte order mark.
    pub fn text(&self) -> &str {
        self.text.strip_prefix('\u{feff}').unwrap_or(&self.text)
    }

    /// Reads the whole as JSON.
    ///
    /// # Errors
    /// What is not JSON or does not fit the type, with its place.
    pub fn json<'t, T: Deserialize<'t>>(&'t self) -> Result<T, Mistakes> {
        serde_json::from_str(self.text()).map_err(|error| self.mistake(self.text(), &error).into())
    }

    /// Reads each of `items`, pieces of this text, as one value; what does not fit is added to `mistakes`.
    pub(crate) fn items<'t, T: Deserialize<'t>>(
        &self,
        items: &[&'t RawValue],
        mistakes: &mut Vec<Mistake>,
    ) -> Vec<At<T>> {
        let mut read = Vec::with_capacity(items.len());
        for item in items {
            match serde_json::from_str(item.get()) {
                Ok(value) => {
                    let (line, _) = self.place(self.offset(item.get()));
                    read.push(At { line, value });
                }
                Err(error) => mistakes.push(self.mistake(item.get(), &error)),
            }
        }
        read
    }

    /// A mistake at the place of `error`, which reading `part`, a piece of this text, gave.
    fn mistake(&self, part: &str, error: &serde_json::Error) -> Mistake {
        // The parser counts lines and bytes from the beginning of what it was given.
        let mut starts = std::iter::once(0).chain(part.match_indices('\n').map(|(at, _)| at + 1));
        let line = starts.nth(error.line().saturating_sub(1)).unwrap_or(0);
        let within = (line + error.column().saturating_sub(1)).min(part.len());
        let (line, column) = self.place(self.offset(part) + within);
        let words = error.to_string();
        let words = words
            .rsplit_once(" at line ")
            .map_or(words.as_str(), |(words, _)| words);
        Mistake::at(&self.name, line, column, words)
    }

    /// Where `part`, a piece of this text, begins: bytes from its beginning.
    fn offset(&self, part: &str) -> usize {
        (part.as_ptr() as usize).saturating_sub(self.text().as_ptr() as usize)
    }

    /// Line and column, in characters, of a byte; both from 1.
    fn place(&self, offset: usize) -> (u64, u64) {
        let before = &self.text()[..self.text().floor_char_boundary(offset)];
        let line = before.matches('\n').count() as u64 + 1;
        let start = before.rfind('\n').map_or(0, |end| end + 1);
        (line, before[start..].chars().count() as u64 + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(text: &str) -> Source {
        Source::new("a.json", text.as_bytes().to_vec()).expect("UTF-8")
    }

    #[test]
    fn each_item_that_does_not_fit_is_named_with_its_place() {
        let source = source("\u{feff}[1,\n 가, \"x\"]");
        let error = source.json::<Vec<u32>>().expect_err("not JSON");
        assert_eq!(
            error.to_string(),
            "a.json: line 2, column 2, expected value"
        );

        let source = self::source("[1,\n {\"a\":\n  \"마당\"}, 3, [ ]]");
        let items: Vec<&RawValue> = source.json().expect("a list");
        let mut mistakes = Vec::new();
        let read: Vec<At<u32>> = source.items(&items, &mut mistakes);
        assert_eq!(read, [At { line: 1, value: 1 }, At { line: 3, value: 3 }]);
        let said: Vec<String> = mistakes.iter().map(Mistake::to_string).collect();
        assert_eq!(
            said,
            [
                "a.json: line 2, column 2, invalid type: map, expected u32",
                "a.json: line 3, column 13, invalid type: sequence, expected u32"
            ]
        );
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
