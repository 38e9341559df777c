//! Where in a text something stands.

use std::sync::Arc;

use crate::pabulib::{Column, ParseError};
use crate::wording::{Wording, wording};

use super::rows::cell;
use super::{contradiction, error};

/// A text with its name, for errors that say where.
#[derive(Clone, Copy)]
pub(super) struct Source<'t> {
    pub(super) name: &'t str,
    text: &'t str,
    /// The headers of a table, as it writes them.
    written: &'t [Arc<str>],
}

/// A place in a source: the whole of it, the row and the column of a cell, or bytes from the beginning, from which line and column follow.
#[derive(Clone, Copy)]
pub(super) enum Place {
    Whole,
    Cell { line: u64, column: usize },
    Offset(usize),
}

impl<'t> Source<'t> {
    pub(super) fn new(name: &'t str, text: &'t str) -> Self {
        let text = text.trim_start_matches('\u{feff}');
        Self {
            name,
            text,
            written: &[],
        }
    }

    /// A table, of which only places are asked.
    pub(super) fn of_table(name: &'t str, written: &'t [Arc<str>]) -> Self {
        Self {
            name,
            text: "",
            written,
        }
    }

    /// The text without a byte order mark.
    pub(super) fn text(&self) -> &'t str {
        self.text
    }

    /// Where `part`, a piece of this text, begins.
    pub(super) fn place_of(&self, part: &str) -> Place {
        Place::Offset((part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize))
    }

    /// Line and column of `place`.
    fn line_and_column(&self, place: Place) -> (u64, Column) {
        match place {
            Place::Whole => (0, Column::Whole),
            Place::Cell { line, column } => (line, cell(self.written, column)),
            Place::Offset(offset) => {
                let before = self.text.get(..offset).unwrap_or(self.text);
                let line = before.matches('\n').count() as u64 + 1;
                let start = before.rfind('\n').map_or(0, |end| end + 1);
                let column = before[start..].chars().count() as u64 + 1;
                (line, Column::Character(column))
            }
        }
    }

    /// An error at `place`.
    pub(super) fn fault(&self, place: Place, field: &str, text: Wording) -> ParseError {
        let (line, column) = self.line_and_column(place);
        error(self.name, line, column, field, contradiction(text))
    }

    /// An error of the JSON parser that read `part`, a piece of this text.
    pub(super) fn json_fault(
        &self,
        part: &str,
        field: &str,
        problem: &serde_json::Error,
    ) -> ParseError {
        // The parser counts lines and bytes from the beginning of what it was given.
        let lines = problem.line().saturating_sub(1);
        let starts = part.match_indices('\n').map(|(at, _)| at + 1);
        let line = std::iter::once(0).chain(starts).nth(lines).unwrap_or(0);
        let offset = line + problem.column().saturating_sub(1);
        let place = match self.place_of(part) {
            Place::Offset(start) => Place::Offset(start + offset.min(part.len())),
            place => place,
        };
        let text = problem.to_string();
        let text = text
            .rsplit_once(" at line ")
            .map_or(text.as_str(), |(text, _)| text);
        let text = wording!("error-json", "{problem}", problem = text);
        self.fault(place, field, text)
    }
}
