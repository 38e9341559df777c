//! Tables as spreadsheets save them, read cell by cell, so that all that is wrong is told at once.

use std::sync::Arc;

use madang_programme::Violation;
use madang_selection::pabulib::ParseError;
use madang_selection::tabular::{Fields, Rows, read_rows};
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

/// Why a file is no table at all: nothing in it, marks of a page instead of cells, a header that is none.
///
/// # Errors
/// That, in words.
pub(crate) fn is_table(source: &Source) -> Result<(), Mistakes> {
    let text = source.text().trim_start();
    let of_file = |what: Said| Err(Mistake::of_file(source.name(), what).into());
    if text.is_empty() {
        return of_file(said!("mistake-empty-file"));
    }
    if text.starts_with('<') {
        return of_file(said!("mistake-markup"));
    }
    match columns(source).is_empty() {
        true => read(source).map(|_| ()),
        false => Ok(()),
    }
}

fn read(source: &Source) -> Result<Rows, Mistakes> {
    let (text, above) = source.table();
    let read = read_rows(text, source.name()).map_err(|mut error| {
        error.line += above;
        error
    });
    Ok(read?)
}

impl Table {
    pub(crate) fn read(source: &Source) -> Result<Table, Mistakes> {
        is_table(source)?;
        let (_, above) = source.table();
        let read = read(source)?;
        let mut rows = read.rows;
        rows.iter_mut().for_each(|row| row.line += above);
        if rows.is_empty() && read.faults.is_empty() {
            let what = said!("mistake-no-rows");
            return Err(Mistake::at(source.name(), above + 1, 0, what).into());
        }
        let mut again = Vec::new();
        rows.retain(|row| {
            let is_header = is_header(row, &read.columns);
            if is_header {
                let what = said!("mistake-header-again");
                again.push(Mistake::at(source.name(), row.line, 0, what));
            }
            !is_header
        });
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
            mistakes: read.faults.into_iter().map(further).chain(again).collect(),
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

/// Whether a row is the header once more, as where tables were put together.
fn is_header(row: &Fields, columns: &[String]) -> bool {
    let same = |(field, name): (&String, &String)| trimmed(field).to_lowercase() == *name;
    columns.len() > 1 && row.fields.iter().zip(columns).all(same)
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

#[cfg(test)]
mod tests {
    use crate::answers::Answers;
    use crate::needs::Needs;
    use crate::proposals::Proposals;
    use crate::voices::Voices;

    use super::*;

    type Reader = fn(&Source) -> Result<Vec<Mistake>, Mistakes>;

    /// The tables that people bring in, each with a header and a row that fits it.
    const TABLES: [(Reader, &str, &str); 4] = [
        (
            |source| Ok(Voices::read_table(source)?.mistakes),
            "channel,institution,region,text",
            "media,transport,,Buses",
        ),
        (
            |source| Ok(Needs::read_table(source)?.mistakes),
            "id,title_en,voices",
            "buses,Buses,1",
        ),
        (
            |source| Ok(Proposals::read_table(source)?.mistakes),
            "id,title_en,cost",
            "1,Buses,100",
        ),
        (
            |source| Ok(Answers::read_table(source)?.mistakes),
            "subject,disposition,decider,post_en,reason_en,planned_by",
            "voice/1,adopted,transport,Director,Because it is needed by many.,2027-03-01",
        ),
    ];

    fn told(read: Reader, bytes: Vec<u8>) -> Vec<String> {
        let read = Source::new("t.csv", bytes).and_then(|source| read(&source));
        let mistakes = read.and_then(|mistakes| Mistakes::none_of(mistakes, ()));
        let mistakes = mistakes.map_or_else(|mistakes| mistakes.all().to_vec(), |()| vec![]);
        mistakes.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn what_is_no_table_is_told_as_what_it_is() {
        for (read, header, _) in TABLES {
            for (bytes, says) in [
                (
                    b"PK\x03\x04\x14\0\x06\0xl/workbook.xml".to_vec(),
                    "is a workbook of a spreadsheet",
                ),
                (
                    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0".to_vec(),
                    "workbook of an old spreadsheet",
                ),
                (b"%PDF-1.7\n".to_vec(), "is a PDF"),
                (b"\x89PNG\r\n\x1a\n".to_vec(), "is a picture"),
                (
                    b"\xef\xbb\xbf<html><table><tr><td>channel".to_vec(),
                    "a page of the web",
                ),
                (Vec::new(), "is empty"),
                (b"\xef\xbb\xbf \r\n\r\n".to_vec(), "is empty"),
                (
                    format!("\u{feff}{header}\r\n,,,\r\n").into_bytes(),
                    "no rows below the header",
                ),
            ] {
                let told = told(read, bytes);
                assert_eq!(told.len(), 1, "{header}: {told:?}");
                assert!(told[0].contains(says), "{header}: {told:?}");
            }
        }
    }

    #[test]
    fn headers_and_rows_that_do_not_fit_are_told_by_line_and_column() {
        for (read, header, row) in TABLES {
            let of = |table: String| told(read, table.into_bytes());
            assert_eq!(of(format!("{header}\n{row}\n")), [""; 0], "{header}");
            let (first, _) = header.split_once(',').expect("columns");
            let twice = of(format!("{first},{header}\n{row}\n"));
            let name = first;
            assert_eq!(twice.len(), 1, "{twice:?}");
            let says = format!("the column `{name}` stands twice");
            let there = twice[0].starts_with("t.csv: line 1, column B ");
            assert!(there && twice[0].contains(&says), "{twice:?}");
            let ragged = of(format!("{header}\n{row}\n{row},x,y\nx\n{row}\n"));
            assert_eq!(ragged.len(), 2, "{ragged:?}");
            let wide = header.split(',').count();
            for (told, line, found) in [(&ragged[0], 3, wide + 2), (&ragged[1], 4, 1)] {
                assert!(told.starts_with(&format!("t.csv: line {line}, ")), "{told}");
                let says = [format!("expected {wide} fields"), format!("{found} field")];
                assert!(says.iter().all(|says| told.contains(says)), "{told}");
            }
            let again = of(format!("{header}\n{row}\n{}\n", header.to_uppercase()));
            assert_eq!(
                again,
                ["t.csv: line 3, the header stands here once more: take this row out"]
            );
        }
    }
}
