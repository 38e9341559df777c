//! The report as people read it.

use std::fmt::Write;

use madang_programme::named;
use madang_words::{Language, Said, escaped};

use super::{Report, Status, What};
use crate::said::{counted, said};

impl Report {
    /// The report as lines of text. What comes from the record is shown with control characters and marks that would
    /// rearrange the line spelled out, so that no record can paint over what is said about it.
    pub fn text(&self, language: Language) -> String {
        let mut page = Page {
            language,
            text: String::new(),
        };
        if let Some(origin) = &self.origin {
            let record = said("verify-print-record").text("origin", origin);
            page.whole(record.text("size", counted(self.size)));
        }
        for sentence in &self.holds {
            page.line("verify-word-holds", "", sentence);
        }
        for failure in &self.failures {
            let place = match failure.entry {
                Some(entry) => said("verify-print-place-entry")
                    .number("entry", entry)
                    .text("place", &failure.place)
                    .in_language(language),
                None => failure.place.clone(),
            };
            page.line("verify-word-failed", &place, &failure.reason);
        }
        if self.more_failures > 0 {
            let more = said("verify-print-more").number("count", self.more_failures);
            page.line("verify-word-failed", "", &more);
        }
        self.print_unchecked(&mut page);
        for look_up in &self.look_up {
            page.line(
                "verify-word-look-up",
                &page.entry(&look_up.entry.to_string()),
                &look_up.what,
            );
        }
        for cost in &self.costs {
            page.line("verify-word-cost", &page.entry(&cost.entries), &cost.what);
        }
        if !self.stated.is_empty() && !self.has_failed() {
            let all: u64 = self.stated.values().sum();
            let stated = said("verify-print-stated").text("count", counted(all));
            page.line("verify-word-note", "", &stated);
            for (kind, count) in &self.stated {
                page.item(&counted(*count), &named::kind_beside(kind));
            }
        }
        self.print_operator(&mut page);
        if self.key_from_record && self.key.is_some() {
            page.line("verify-word-note", "", &said("verify-print-key-came-along"));
        }
        for sentence in self.openness.iter().flat_map(|found| found.sentences()) {
            page.line("verify-word-openness", "", &sentence);
        }
        for sentence in self.code.iter().flat_map(|code| &code.says) {
            page.line("verify-word-receipt", "", sentence);
        }
        if let Some(receipt) = &self.receipt {
            page.line("verify-word-receipt", "", &receipt.says);
        }
        if let Some(reason) = &self.receipt_refused {
            page.line("verify-word-receipt", "", reason);
        }
        if let Some(reason) = &self.old_refused {
            page.line("verify-word-old", "", reason);
        }
        page.whole(self.conclusion());
        page.text
    }

    fn print_operator(&self, page: &mut Page) {
        let Some(operator) = self.operator.as_ref().filter(|_| !self.has_failed()) else {
            return;
        };
        let key = match operator.statements {
            1 => "verify-print-operator",
            _ => "verify-print-operator-again",
        };
        let name = operator.name.best(page.language);
        let by = said(key)
            .text("name", name.map_or("", |(_, name)| name))
            .number("entry", operator.entry)
            .number("before", operator.statements.saturating_sub(1));
        page.line("verify-word-note", "", &by);
    }

    fn print_unchecked(&self, page: &mut Page) {
        for unchecked in &self.unchecked {
            let word = if unchecked.by_rule {
                "verify-word-sealed"
            } else {
                "verify-word-unchecked"
            };
            let mut place = format!(
                "{} × {}",
                counted(unchecked.count),
                unchecked.what.said().in_language(page.language)
            );
            if !unchecked.entries.is_empty() {
                let _ = write!(place, " ({})", page.entry(&unchecked.entries));
            }
            page.line(word, &place, &unchecked.reason);
        }
    }

    /// The last line: all that the report comes to, whatever the exit code has room for.
    fn conclusion(&self) -> Said {
        match self.status {
            Status::Failed if self.receipt_refused.is_some() => said("verify-failed-nor-receipt"),
            Status::ReceiptRefused => {
                let key = match self.receipt_refused {
                    Some(_) => "verify-receipt-refused",
                    None => "verify-old-refused",
                };
                said(key).said("record", self.of_record(self.record))
            }
            of_record => self.of_record(of_record),
        }
    }

    /// Whether the record was not looked at, since what it was to be held against cannot be read.
    fn brought_nothing_readable(&self) -> bool {
        let mut unchecked = self.unchecked.iter();
        unchecked.any(|one| [What::Receipt, What::EarlierCheckpoint].contains(&one.what))
    }

    fn of_record(&self, status: Status) -> Said {
        let look_up = self.look_up.len() as u64;
        match status {
            Status::Failed => said("verify-failed"),
            Status::Incomplete if look_up > 0 => {
                said("verify-incomplete-except").number("count", look_up)
            }
            Status::Incomplete => said("verify-incomplete"),
            Status::VerifiedExcept => said("verify-verified-except").number("count", look_up),
            Status::Unread if self.brought_nothing_readable() => said("verify-unread-brought"),
            Status::Unread => said("verify-unread"),
            Status::Verified | Status::ReceiptRefused => said("verify-verified"),
        }
    }
}

/// Lines in a language.
struct Page {
    language: Language,
    text: String,
}

impl Page {
    fn whole(&mut self, said: Said) {
        self.text
            .push_str(&escaped(&said.in_language(self.language)));
        self.text.push('\n');
    }

    fn line(&mut self, word: &'static str, place: &str, sentence: &Said) {
        let word = said(word).in_language(self.language);
        let sentence = sentence.in_language(self.language);
        let colon = if place.is_empty() { "" } else { ": " };
        // Korean letters take two columns.
        let columns: usize = word.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
        let blanks = " ".repeat(10usize.saturating_sub(columns).max(1));
        let line = format!("  {word}{blanks}{place}{colon}{sentence}");
        self.text.push_str(&escaped(&line));
        self.text.push('\n');
    }

    /// What belongs to the line above.
    fn item(&mut self, number: &str, sentence: &Said) {
        let sentence = sentence.in_language(self.language);
        let line = format!("            {number:>10} × {sentence}");
        self.text.push_str(&escaped(&line));
        self.text.push('\n');
    }

    fn entry(&self, entries: &str) -> String {
        let said = match entries.strip_suffix('–') {
            Some("0") => said("verify-print-all"),
            Some(first) => said("verify-print-from").text("first", first),
            None if entries.bytes().all(|byte| byte.is_ascii_digit()) => {
                said("verify-print-entry").text("entry", entries)
            }
            None => said("verify-print-entries").text("entries", entries),
        };
        said.in_language(self.language)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Cost, LookUp};
    use super::*;
    use crate::said::quoted;

    #[test]
    fn entries_that_were_not_read_are_said_in_words() {
        for (first, english, korean) in [
            (0, "(all entries)", "(모든 항목)"),
            (7, "(entries from 7 on)", "(7번부터 모든 항목)"),
        ] {
            let mut report = Report::new();
            report.unread(first, quoted("nothing came"));
            assert!(
                report.text(Language::En).contains(english),
                "{}",
                report.text(Language::En)
            );
            assert!(
                report.text(Language::Ko).contains(korean),
                "{}",
                report.text(Language::Ko)
            );
        }
    }

    #[test]
    fn a_record_cannot_paint_over_what_is_said_about_it() {
        let mut report = Report::new();
        report.origin = Some("log\u{1b}[2J".to_owned());
        report.fail(
            Some(3),
            "tile\u{202e}",
            quoted("unknown field `\u{1b}[8mVERIFIED\n`"),
        );
        let text = report.finish().text(Language::En);
        assert!(
            !text.contains('\u{1b}') && !text.contains('\u{202e}'),
            "{text:?}"
        );
        assert!(text.contains("\\u{1b}[8mVERIFIED\\u{a}"), "{text}");
        assert_eq!(text.lines().count(), 3);
        assert_eq!(text.lines().last(), Some("FAILED"));
    }

    #[test]
    fn the_same_report_is_said_in_both_languages() {
        let mut report = Report::new();
        report.origin = Some("log".to_owned());
        report.size = 5;
        report.look_up.push(LookUp {
            entry: 4,
            what: quoted("3 11 15"),
        });
        report.costs.push(Cost {
            entries: "2".to_owned(),
            what: said("verify-cost-rotated").number("count", 1),
        });
        let report = report.finish();
        let (english, korean) = (report.text(Language::En), report.text(Language::Ko));
        assert_eq!(english.lines().count(), korean.lines().count());
        assert!(english.contains("VERIFIED, except for 1"), "{english}");
        assert!(
            korean.contains("검증됨") && !korean.contains("verify-"),
            "{korean}"
        );
        assert!(korean.contains("3 11 15"), "{korean}");
    }

    #[test]
    fn a_receipt_that_does_not_fit_hides_nothing_of_what_else_was_found() {
        let mut report = Report::new();
        report.origin = Some("log".to_owned());
        report.receipt_refused = Some(quoted("another log's"));
        let last = |report: &Report, language| {
            let text = report.clone().finish().text(language);
            text.lines().last().unwrap_or_default().to_owned()
        };
        let both = |report: &Report| [Language::En, Language::Ko].map(|of| last(report, of));
        let [english, korean] = both(&report);
        assert!(
            english.starts_with("OTHER RECEIPT") && english.ends_with("VERIFIED"),
            "{english}"
        );
        assert!(
            korean.contains("접수증이 맞지 않음") && korean.ends_with("검증됨"),
            "{korean}"
        );
        for entry in [4, 9] {
            report.look_up.push(LookUp {
                entry,
                what: quoted("3 11 15"),
            });
        }
        let [english, korean] = both(&report);
        assert!(
            english.contains("OTHER RECEIPT") && english.contains("2 things to look up"),
            "{english}"
        );
        assert!(korean.contains("찾아볼 것이 2건"), "{korean}");
        report.unread(3, quoted("gone"));
        let [english, korean] = both(&report);
        for word in ["OTHER RECEIPT", "INCOMPLETE", "2 things to look up"] {
            assert!(english.contains(word), "{word}: {english}");
        }
        assert!(
            korean.contains("확인하지 못한 것") && korean.contains("2건"),
            "{korean}"
        );
        report.fail(Some(1), "checkpoint", quoted("wrong"));
        let [english, korean] = both(&report);
        assert!(
            english.starts_with("FAILED") && english.contains("receipt"),
            "{english}"
        );
        assert!(
            korean.starts_with("틀린 곳이 있음") && korean.contains("접수증"),
            "{korean}"
        );
        // Without a receipt what is to be looked up is not hidden by what could not be checked.
        (report.failures, report.receipt_refused) = (vec![], None);
        let [english, _] = both(&report);
        assert!(
            english.starts_with("INCOMPLETE") && english.contains("2 things"),
            "{english}"
        );
    }

    #[test]
    fn a_record_that_nobody_could_read_is_not_called_incomplete() {
        let text = Report::new().finish().text(Language::En);
        assert!(text.contains("nothing was checked"), "{text}");
    }
}
