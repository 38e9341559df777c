//! What is wrong in a file, and where: said to the person who has to mend it.

use std::fmt;
use std::sync::Arc;

use madang_selection::pabulib::{self, ParseError, ParseErrors, letters};
use madang_words::{Language, Said};

use crate::labels::named;
use crate::words::said;

/// Mistakes that a message lists; more are counted.
const MOST_LISTED: usize = 20;

/// Where on its line something is wrong.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    /// Nowhere in particular: the line as a whole.
    Whole,
    /// At a character, from 1.
    Character(u64),
    /// At a value of JSON: where it begins, and what its field is called there.
    Field(u64, Arc<str>),
    /// In a cell of a table: the number of its column, from 1, and the header of that as the table writes it.
    Cell(u64, Arc<str>),
}

impl From<u64> for Column {
    fn from(character: u64) -> Column {
        pabulib::Column::from(character).into()
    }
}

impl From<pabulib::Column> for Column {
    fn from(column: pabulib::Column) -> Column {
        match column {
            pabulib::Column::Whole => Column::Whole,
            pabulib::Column::Character(character) => Column::Character(character),
            pabulib::Column::Cell { number, header } => Column::Cell(number, header),
        }
    }
}

/// One thing that is wrong in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The file.
    pub file: String,
    /// Line, from 1, of a table as a spreadsheet counts them; 0 for the file as a whole.
    pub line: u64,
    /// Where on the line.
    pub column: Column,
    /// What is wrong and what was expected.
    pub what: Said,
}

impl Mistake {
    /// A mistake of the file as a whole.
    pub fn of_file(file: impl Into<String>, what: Said) -> Mistake {
        Mistake::at(file, 0, 0, what)
    }

    /// A mistake at a place.
    pub fn at(
        file: impl Into<String>,
        line: u64,
        column: impl Into<Column>,
        what: Said,
    ) -> Mistake {
        Mistake {
            file: file.into(),
            line,
            column: column.into(),
            what,
        }
    }
}

impl Mistake {
    /// The whole of it: where it is, and what is wrong.
    fn said(&self) -> Said {
        let (file, what) = (self.file.as_str(), self.what.clone());
        let line = self.line;
        if line == 0 {
            return said!("mistake-of-file", file = file, what = what);
        }
        match &self.column {
            Column::Whole => said!("mistake-at-line", file = file, line = line, what = what),
            Column::Character(column) => said!(
                "mistake-at-column",
                file = file,
                line = line,
                column = *column,
                what = what
            ),
            Column::Field(column, name) => said!(
                "mistake-at-field",
                file = file,
                line = line,
                column = *column,
                field = named(name),
                what = what
            ),
            Column::Cell(number, header) => said!(
                "mistake-at-cell",
                file = file,
                line = line,
                letters = letters(*number),
                header = named(header),
                what = what
            ),
        }
    }

    /// The whole of it in a language.
    pub fn in_language(&self, language: Language) -> String {
        self.said().in_language(language)
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.said().fmt(f)
    }
}

impl From<ParseError> for Mistake {
    fn from(error: ParseError) -> Mistake {
        Mistake {
            what: madang_selection_words::said(&error.what()),
            file: error.source_name.unwrap_or_default(),
            line: error.line,
            column: error.column.into(),
        }
    }
}

/// All that was found wrong in a file: one or more, in the order of the file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct Mistakes(Vec<Mistake>);

impl Mistakes {
    /// `done`, if nothing was found wrong.
    ///
    /// # Errors
    /// The mistakes, where there are any.
    pub fn none_of<T>(mut mistakes: Vec<Mistake>, done: T) -> Result<T, Mistakes> {
        if mistakes.is_empty() {
            return Ok(done);
        }
        mistakes.sort_by(|one, other| (one.line, &one.column).cmp(&(other.line, &other.column)));
        Err(Mistakes(mistakes))
    }

    /// Those of several files, file after file; `None` where there are none.
    pub fn of_all(of_files: impl IntoIterator<Item = Mistakes>) -> Option<Mistakes> {
        let all: Vec<Mistake> = of_files.into_iter().flat_map(|one| one.0).collect();
        (!all.is_empty()).then_some(Mistakes(all))
    }

    /// The mistakes; never none.
    pub fn all(&self) -> &[Mistake] {
        &self.0
    }
}

impl Mistakes {
    /// The first of them in a language, each on a line of its own, and how many more there are.
    pub fn in_language(&self, language: Language) -> Vec<String> {
        let listed = self.0.iter().take(MOST_LISTED);
        let mut lines: Vec<String> = listed.map(|one| one.in_language(language)).collect();
        let more = self.0.len().saturating_sub(MOST_LISTED);
        if more > 0 {
            lines.push(said!("mistake-more", more = more).in_language(language));
        }
        lines
    }
}

/// What could be read of a file, and what is wrong in the rest of it: that can be tried, so that all mistakes are told at once.
#[derive(Debug)]
pub struct Partly<T> {
    /// What was read.
    pub read: T,
    /// What is wrong; none where everything was read.
    pub mistakes: Vec<Mistake>,
}

impl<T> Partly<T> {
    /// What was read, where nothing is wrong.
    ///
    /// # Errors
    /// What is wrong.
    pub fn whole(self) -> Result<T, Mistakes> {
        Mistakes::none_of(self.mistakes, self.read)
    }

    /// The same as something else.
    pub fn map<U>(self, of: impl FnOnce(T) -> U) -> Partly<U> {
        Partly {
            read: of(self.read),
            mistakes: self.mistakes,
        }
    }
}

impl fmt::Display for Mistakes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_language(Language::En).join("\n"))
    }
}

impl From<Mistake> for Mistakes {
    fn from(mistake: Mistake) -> Mistakes {
        Mistakes(vec![mistake])
    }
}

impl From<ParseError> for Mistakes {
    fn from(error: ParseError) -> Mistakes {
        Mistake::from(error).into()
    }
}

impl From<ParseErrors> for Mistakes {
    fn from(errors: ParseErrors) -> Mistakes {
        Mistakes(errors.into_iter().map(Mistake::from).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::text;

    #[test]
    fn mistakes_come_in_the_order_of_the_file_and_too_many_are_counted() {
        let many = (1..=25).rev();
        let many = many.map(|line| Mistake::at("a.csv", line, 2, text("cost: expected a number")));
        let error = Mistakes::none_of(many.collect(), ()).expect_err("mistakes");
        let told = error.to_string();
        assert!(
            told.starts_with("a.csv: line 1, column 2, cost: expected a number\na.csv: line 2,"),
            "{told}"
        );
        assert!(told.ends_with("line 20, column 2, cost: expected a number\nand 5 more"));
        assert_eq!(error.all().len(), 25);
        let cell = Mistake::at("a.csv", 3, Column::Cell(28, "Title_ko".into()), text("x"));
        assert_eq!(
            cell.to_string(),
            "a.csv: line 3, column AB \"Title_ko\" (title): x"
        );
        let field = Mistake::at(
            "a.json",
            3,
            Column::Field(5, "planned_by".into()),
            text("x"),
        );
        assert_eq!(
            field.in_language(Language::Ko),
            "a.json: 3행 5열 \"planned_by\"(계획한 날): x"
        );
        assert!(Mistakes::none_of(vec![], ()).is_ok());
        assert_eq!(
            Mistake::of_file("b.json", text("is empty")).to_string(),
            "b.json: is empty"
        );
    }
}
