//! Tables as spreadsheets save them, read cell by cell, so that all that is wrong is told at once.

use std::sync::Arc;

use madang_programme::Violation;
use madang_selection::pabulib::ParseError;
use madang_selection::tabular::{Fields, read_rows};
use madang_selection::trimmed;
use madang_words::{Language, Said, Text};
use unicode_normalization::UnicodeNormalization;

use crate::labels::named;
use crate::mistake::{Column, Mistake, Mistakes, Partly};
use crate::places::{Headers, Places};
use crate::source::Source;
use crate::words::{listed, said};

/// A table that is being read.
pub(crate) struct Table {
    name: String,
    /// Lines above the header that are no part of it.
    above: u64,
    headers: Arc<Headers>,
    pub(crate) rows: Vec<Fields>,
    mistakes: Vec<Mistake>,
}

/// Lines of a table above the end of its header: a stated separator, blank rows, names that go over several lines.
const MOST_LINES: usize = 40;

/// The columns of a table, without reading its rows; none for what is no table.
pub(crate) fn columns(source: &Source) -> Vec<String> {
    let (text, _) = source.table();
    // The first lines that make a table are its header.
    let ends = text.match_indices('\n').map(|(at, _)| at + 1);
    let mut ends = ends.take(MOST_LINES).chain([text.len()]);
    let header = ends.find_map(|end| read_rows(&text[..end], source.name()).ok());
    header.map_or_else(Vec::new, |read| read.columns)
}

impl Table {
    pub(crate) fn read(source: &Source) -> Result<Table, Mistakes> {
        let (text, above) = source.table();
        let read = read_rows(text, source.name()).map_err(|mut error| {
            error.line += above;
            error
        })?;
        let mut rows = read.rows;
        rows.iter_mut().for_each(|row| row.line += above);
        let further = |mut error: ParseError| {
            error.line += above;
            Mistake::from(error)
        };
        Ok(Table {
            name: source.name().to_owned(),
            above,
            headers: Arc::new(Headers {
                names: read.columns,
                written: read.written,
            }),
            rows,
            mistakes: read.faults.into_iter().map(further).collect(),
        })
    }

    /// Refuses columns that are neither named, nor words in some language (`title`, `title_ko`), nor passed over.
    pub(crate) fn columns(&mut self, names: &[&str], words: &[&str], passed: &[&str]) {
        for (place, header) in self.headers.names.iter().enumerate() {
            let worded = words.iter().any(|word| language(word, header).is_some());
            let known = [names, passed].concat().contains(&header.as_str());
            if !worded && !known {
                let in_languages = words.iter().map(|word| format!("{word}_ko"));
                let expected: Vec<String> = names
                    .iter()
                    .map(|name| (*name).to_owned())
                    .chain(in_languages)
                    .collect();
                let what = said!(
                    "mistake-unknown-column",
                    column = header.as_str(),
                    known = listed(expected)
                );
                let cell = self.headers.cell(place);
                self.mistakes
                    .push(Mistake::at(&self.name, self.above + 1, cell, what));
            }
        }
    }

    fn place(&self, column: &str) -> Option<usize> {
        let mut names = self.headers.names.iter();
        names.position(|header| header == column)
    }

    /// What stands in a cell; `None` for an empty one, and where there is no such column.
    pub(crate) fn text(&self, row: &Fields, column: &str) -> Option<String> {
        let place = self.place(column)?;
        let text = trimmed(row.fields.get(place)?);
        // Letters may come in parts, as a Mac writes them: on the record they are composed.
        (!text.is_empty()).then(|| text.nfc().collect())
    }

    /// A cell that must not be empty.
    pub(crate) fn needed(&mut self, row: &Fields, column: &str) -> Option<String> {
        let text = self.text(row, column);
        if text.is_none() {
            self.wrong(row, column, said!("mistake-empty"));
        }
        text
    }

    /// What was read of a cell, or the mistake in it.
    pub(crate) fn read_as<T>(
        &mut self,
        row: &Fields,
        column: &str,
        read: Result<T, Said>,
    ) -> Option<T> {
        read.map_err(|what| self.wrong(row, column, what)).ok()
    }

    /// Asks of a cell what a rule of the record asks of it, so that each cell of a row is told that breaks one.
    pub(crate) fn held<E: Into<Violation>>(
        &mut self,
        row: &Fields,
        column: &str,
        rule: Result<(), E>,
    ) {
        match rule.map_err(Into::into) {
            Ok(()) => {}
            Err(Violation::Field { reason, .. }) => self.wrong(row, column, reason),
            Err(other) => self.wrong(row, column, other.said()),
        }
    }

    /// How many mistakes were found so far: a row in which there are more afterwards is not taken.
    pub(crate) fn found(&self) -> usize {
        self.mistakes.len()
    }

    /// Where the cells of a row stand.
    pub(crate) fn places(&self, row: &Fields) -> Places {
        Places::of_row(Arc::clone(&self.headers), row)
    }

    /// Words by language: `title_ko`, `title_en`; a column `title` is in no stated language.
    pub(crate) fn words(&self, row: &Fields, word: &str) -> Option<Text> {
        let mut text = Text::default();
        for header in &self.headers.names {
            if let Some(language) = language(word, header)
                && let Some(words) = self.text(row, header)
            {
                text.0.insert(language, words);
            }
        }
        (!text.0.is_empty()).then_some(text)
    }

    /// Words that must be there in some language.
    pub(crate) fn needed_words(&mut self, row: &Fields, word: &str) -> Option<Text> {
        let words = self.words(row, word);
        if words.is_none() {
            self.wrong(row, word, said!("mistake-empty-words"));
        }
        words
    }

    fn wrong(&mut self, row: &Fields, column: &str, what: Said) {
        // Words may stand in a column for each language.
        let worded = || {
            let mut headers = self.headers.names.iter();
            headers.position(|header| language(column, header).is_some())
        };
        let (place, what) = match self.place(column).or_else(worded) {
            Some(place) => (self.headers.cell(place), what),
            // There is no such column to point at.
            None => {
                let what = said!("mistake-of-column", column = named(column), what = what);
                (Column::Whole, what)
            }
        };
        let mistake = Mistake::at(&self.name, row.line, place, what);
        self.mistakes.push(mistake);
    }

    /// What was read of the rows in which nothing is wrong, with what is wrong in the others.
    pub(crate) fn finish<T>(self, read: T) -> Partly<T> {
        Partly {
            read,
            mistakes: self.mistakes,
        }
    }
}

/// The language of a column `word_ko`, or of a column `word`.
fn language(word: &str, header: &str) -> Option<Language> {
    let rest = header.strip_prefix(word)?;
    if rest.is_empty() {
        return Some(Language::Und);
    }
    let tag = rest.strip_prefix('_')?;
    let language = Language::from_tag(tag);
    (language.tag() == tag).then_some(language)
}

/// The items of a cell that holds several.
pub(crate) fn list(text: &str) -> Vec<String> {
    let items = text.split([' ', ',', ';', '|', '\n']);
    let items = items.map(trimmed).filter(|item| !item.is_empty());
    items.map(str::to_owned).collect()
}
