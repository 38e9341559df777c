//! Files that public words speak of: each is held against what the words say it hashes to, for as long as the words are public.

use madang_programme::Event;
use madang_programme::contents::TEXT;
use madang_programme::voices::files_of;
use madang_record::OpenBodyRef;

use crate::contents::LISTED;
use crate::ranges::Ranges;
use crate::report::{Report, Unchecked, What};
use crate::said::said;
use crate::source::Source;

/// Files that could not be read, each of which is told of with its reason; more are only counted.
const TOLD: usize = 20;

/// The files met so far.
#[derive(Debug, Default)]
pub(crate) struct Attachments {
    fit: u64,
    missing: u64,
    of: Ranges,
    unread: usize,
}

impl Attachments {
    /// Looks at the files of an entry's contents, which fit its commitments.
    pub(crate) fn look(
        &mut self,
        index: u64,
        event: &Event,
        open: &[OpenBodyRef<'_>],
        source: &Source,
        report: &mut Report,
    ) {
        if !matches!(event, Event::Voices(event) if event.has_files()) {
            return;
        }
        let text = open.iter().filter(|content| content.name == TEXT);
        for file in text.flat_map(|content| files_of(content.content.get())) {
            let path = file.path(index);
            match source.fetch(&path) {
                Ok(Some(bytes)) => match file.check_bytes(&bytes) {
                    Ok(()) => self.fit += 1,
                    Err(wrong) => report.fail(Some(index), path, wrong.said()),
                },
                Err(error) if self.unread < TOLD => {
                    self.unread += 1;
                    report.unchecked.push(Unchecked {
                        what: What::Attachment,
                        count: 1,
                        entries: index.to_string(),
                        reason: error.said(),
                        by_rule: false,
                    });
                }
                Ok(None) | Err(_) => {
                    self.missing += 1;
                    if !self.of.contains(index) {
                        self.of.push(index);
                    }
                }
            }
        }
    }

    /// Says which were not there, and how many fit.
    pub(crate) fn settle(self, report: &mut Report) {
        report.attachments = self.fit;
        if self.missing > 0 {
            report.unchecked.push(Unchecked {
                what: What::Attachment,
                count: self.missing,
                entries: self.of.describe(LISTED),
                reason: said("verify-attachment-missing"),
                by_rule: false,
            });
        }
    }
}
