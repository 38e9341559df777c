//! The open contents of a bundle, line by line beside the entries that commit to them.

use madang_programme::record_said;
use madang_record::entry::EntryRef;
use madang_record::{OpenBodyRef, tile};
use madang_words::Said;

use crate::report::Report;
use crate::said::said;

/// Lines of one file that may be wrong before the rest of it is left.
const MOST_WRONG: u32 = 256;

/// The lines of a bundle's file of contents, which stand in the order of its entries.
pub(super) struct Lines<'b> {
    path: String,
    first: u64,
    end: u64,
    rest: std::str::SplitInclusive<'b, char>,
    /// The line that was read last and belongs to a later entry.
    next: Option<OpenBodyRef<'b>>,
    number: u64,
    last: u64,
    wrong: u32,
    /// Whether what is missing can be told from what was not read.
    broken: bool,
}

impl<'b> Lines<'b> {
    /// The lines of a file for the entries from `first` to before `end`.
    pub(super) fn new(
        bundle: u64,
        bytes: &'b [u8],
        first: u64,
        end: u64,
        report: &mut Report,
    ) -> Lines<'b> {
        let path = tile::body_path(bundle);
        let text = std::str::from_utf8(bytes);
        if text.is_err() {
            report.fail(Some(first), &path, said("verify-file-not-utf8"));
        }
        Lines {
            path,
            first,
            end,
            broken: text.is_err(),
            rest: text.unwrap_or_default().split_inclusive('\n'),
            next: None,
            number: 0,
            last: first,
            wrong: 0,
        }
    }

    /// Whether some lines could not be read, so that a content that is not there may only be unreadable.
    pub(super) fn is_broken(&self) -> bool {
        self.broken
    }

    /// Takes the contents of the next entry into `open`.
    pub(super) fn take(
        &mut self,
        index: u64,
        entry: Option<&EntryRef<'_>>,
        open: &mut Vec<OpenBodyRef<'b>>,
        report: &mut Report,
    ) {
        open.clear();
        loop {
            let body = match self.next.take() {
                Some(body) => body,
                None => match self.read(report) {
                    Some(body) => body,
                    None => return,
                },
            };
            if body.entry > index {
                self.next = Some(body);
                return;
            }
            let number = self.number;
            if body.entry < self.first {
                let reason = said("verify-line-of-another-bundle")
                    .number("line", number)
                    .number("entry", body.entry);
                self.refuse(self.first, reason, report);
            } else if body.entry < index {
                let reason = said("verify-line-out-of-order").number("line", number);
                self.refuse(body.entry, reason, report);
            } else if open.iter().any(|other| other.name == body.name) {
                let reason = said("verify-line-repeated").number("line", number);
                self.refuse(index, reason, report);
            } else if entry.is_some_and(|entry| {
                entry
                    .bodies
                    .iter()
                    .all(|commitment| *commitment.name != *body.name)
            }) {
                self.refuse(index, said("verify-content-uncommitted"), report);
            } else if entry.is_some() {
                open.push(body);
            }
        }
    }

    /// Reads to the next line that is one; `None` at the end.
    fn read(&mut self, report: &mut Report) -> Option<OpenBodyRef<'b>> {
        loop {
            if self.wrong >= MOST_WRONG {
                // What is left is as wrong, or was made to keep a reader busy.
                self.broken = true;
                return None;
            }
            let line = self.rest.next()?;
            self.number += 1;
            let number = self.number;
            let Some(line) = line.strip_suffix('\n') else {
                self.broken = true;
                let reason = said("verify-line-cut").number("line", number);
                self.refuse(self.last, reason, report);
                return None;
            };
            match OpenBodyRef::parse(line) {
                Ok(body) => {
                    self.last = self.last.max(body.entry.min(self.end.saturating_sub(1)));
                    return Some(body);
                }
                Err(error) => {
                    self.broken = true;
                    let reason = said("verify-line-malformed")
                        .number("line", number)
                        .said("reason", record_said(&error));
                    self.refuse(self.last, reason, report);
                }
            }
        }
    }

    fn refuse(&mut self, entry: u64, reason: Said, report: &mut Report) {
        self.wrong += 1;
        report.fail(Some(entry), &self.path, reason);
    }

    /// Looks at the lines behind those of the last entry: a log that has grown since its checkpoint was read publishes
    /// such, files that do not change have none.
    pub(super) fn finish(mut self, is_live: bool, report: &mut Report) -> u64 {
        let last_bundle = self.end - self.first < 256;
        let mut beyond = 0;
        while let Some(body) = match self.next.take() {
            Some(body) => Some(body),
            None => self.read(report),
        } {
            let number = self.number;
            if body.entry < self.end {
                let reason = said("verify-line-out-of-order").number("line", number);
                self.refuse(body.entry, reason, report);
            } else if is_live && last_bundle && body.entry < self.first + 256 {
                beyond += 1;
            } else {
                let reason = said("verify-line-beyond")
                    .number("line", number)
                    .number("entry", body.entry)
                    .number("end", self.end);
                self.refuse(self.end.saturating_sub(1), reason, report);
            }
        }
        beyond
    }
}

#[cfg(test)]
mod tests {
    use madang_record::OpenBody;
    use madang_record::body::Salt;

    use super::*;

    fn line(entry: u64, name: &str) -> String {
        let body = OpenBody {
            entry,
            name: name.to_owned(),
            salt: Salt::from_bytes([1; 32]),
            content: serde_json::json!({ "choices": [] }),
        };
        body.to_line().expect("a line") + "\n"
    }

    /// Reads a file for a bundle of two entries from 256 on, without looking at what they commit to.
    fn wrong(text: &str, is_live: bool) -> (Vec<(Option<u64>, String)>, u64) {
        let mut report = Report::new();
        let mut lines = Lines::new(1, text.as_bytes(), 256, 258, &mut report);
        let mut open = Vec::new();
        for index in 256..258 {
            lines.take(index, None, &mut open, &mut report);
        }
        let beyond = lines.finish(is_live, &mut report);
        let failures = report.failures.iter();
        let failures = failures.map(|failure| (failure.entry, failure.reason.to_string()));
        (failures.collect(), beyond)
    }

    #[test]
    fn lines_of_other_entries_and_cut_ones_are_named() {
        let good = [line(256, "text"), line(257, "text")].concat();
        assert_eq!(wrong(&good, false), (vec![], 0));
        for (text, entry, word) in [
            ([line(255, "text"), good.clone()].concat(), 256, "255"),
            (
                [line(257, "text"), line(256, "text")].concat(),
                256,
                "order",
            ),
            ([good.clone(), line(258, "text")].concat(), 257, "258"),
            (good[..good.len() - 1].to_owned(), 256, "cut"),
            ("{}\n".to_owned(), 256, "line 1"),
        ] {
            let (failures, _) = wrong(&text, false);
            assert_eq!(failures.len(), 1, "{text}: {failures:?}");
            assert_eq!(failures[0].0, Some(entry), "{failures:?}");
            assert!(failures[0].1.contains(word), "{failures:?}");
        }
        // A log that grows publishes contents of entries that its checkpoint did not speak of yet.
        let grown = [good, line(258, "text")].concat();
        assert_eq!(wrong(&grown, true), (vec![], 1));
    }

    #[test]
    fn a_file_full_of_wrong_lines_is_left() {
        let (failures, _) = wrong(&line(1, "text").repeat(100_000), false);
        assert!(failures.len() <= 50, "{}", failures.len());
    }
}
