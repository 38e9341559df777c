//! Checkpoints signed earlier, which the record must keep: alone, or with the entry of a receipt.

use madang_programme::log::LogState;
use madang_record::entry::EntryRef;
use madang_record::{Checkpoint, Note, Receipt, VerifyingKey, leaf_hash};
use madang_words::Said;

use crate::Options;
use crate::pass::{Expectation, ExpectationKind};
use crate::report::Report;
use crate::said::{quoted, said};

/// A checkpoint signed earlier.
pub(crate) struct Promise {
    /// What it is, for the report: `the receipt`.
    pub(crate) name: &'static str,
    note: String,
    pub(crate) checkpoint: Checkpoint,
    receipt: Option<Receipt>,
}

impl Promise {
    fn old(note: &str) -> Result<Promise, String> {
        let text = Note::parse(note).map_err(|error| error.to_string())?.text;
        let checkpoint = Checkpoint::parse(&text).map_err(|error| error.to_string())?;
        Ok(Promise {
            name: "the earlier checkpoint",
            note: note.to_owned(),
            checkpoint,
            receipt: None,
        })
    }

    fn receipt(json: &str) -> Result<Promise, String> {
        let receipt = Receipt::from_json(json).map_err(|error| error.to_string())?;
        let promise = Promise::old(&receipt.proof.checkpoint)?;
        Ok(Promise {
            name: "the receipt",
            receipt: Some(receipt),
            ..promise
        })
    }

    /// What the record must show.
    pub(crate) fn expectations(&self) -> Vec<Expectation> {
        let Checkpoint { size, root, .. } = self.checkpoint;
        let name = match &self.receipt {
            None => self.name,
            Some(_) => "the receipt's checkpoint",
        };
        let mut all = vec![Expectation {
            name,
            kind: ExpectationKind::Root { size, root },
        }];
        if let Some(receipt) = &self.receipt {
            let kind = ExpectationKind::Leaf {
                index: receipt.proof.index,
                leaf: leaf_hash(receipt.entry.as_bytes()),
            };
            all.push(Expectation {
                name: self.name,
                kind,
            });
        }
        all
    }

    /// The index and entry of a receipt that can be read.
    pub(crate) fn entry(&self) -> Option<(u64, EntryRef<'_>)> {
        let receipt = self.receipt.as_ref()?;
        let entry = EntryRef::parse(receipt.entry.as_bytes()).ok()?;
        Some((receipt.proof.index, entry))
    }

    /// Checks the signature, and for a receipt its proof and contents, under the key in force when it was made.
    pub(crate) fn check_signature(&self, log: &LogState) -> Result<(), Said> {
        let key = log.key_at(self.checkpoint.size).unwrap_or_default();
        let key: VerifyingKey = key
            .parse()
            .map_err(|_| said("verify-older-than-first-key"))?;
        match &self.receipt {
            None => Checkpoint::open(&self.note, &[key])
                .map(drop)
                .map_err(quoted),
            Some(receipt) => receipt.verify(&[key]).map(drop).map_err(quoted),
        }
    }

    /// The note with its signatures, for witnesses' cosignatures.
    pub(crate) fn note(&self) -> &str {
        &self.note
    }
}

/// What the person who asks holds the record against; `None` where one of them cannot be read, which is said.
pub(crate) fn of(options: &Options, report: &mut Report) -> Option<Vec<Promise>> {
    let old = options
        .old
        .as_deref()
        // Mail and editors write other line ends; no note has them.
        .map(|note| {
            (
                "the earlier checkpoint",
                Promise::old(&note.replace("\r\n", "\n")),
            )
        });
    let receipt = options
        .receipt
        .as_deref()
        .map(|json| ("the receipt", Promise::receipt(json)));
    let mut promises = vec![];
    let mut readable = true;
    for (name, promise) in old.into_iter().chain(receipt) {
        match promise {
            Ok(promise) => promises.push(promise),
            Err(reason) => {
                readable = false;
                let key = match name {
                    "the receipt" => "verify-receipt-unreadable",
                    _ => "verify-old-unreadable",
                };
                report.unread(0, said(key).text("reason", reason));
            }
        }
    }
    readable.then_some(promises)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_neither_checkpoint_nor_receipt_is_no_fault_of_the_record() {
        let page = "<!doctype html><title>404</title>";
        for (old, receipt, named) in [
            (Some(""), None, vec!["earlier checkpoint"]),
            (Some(page), None, vec!["earlier checkpoint"]),
            (None, Some(""), vec!["receipt"]),
            (None, Some(page), vec!["receipt"]),
            (Some("x"), Some("{}"), vec!["earlier checkpoint", "receipt"]),
        ] {
            let options = Options {
                old: old.map(str::to_owned),
                receipt: receipt.map(str::to_owned),
                ..Options::default()
            };
            let nowhere = crate::Source::new("/no/such/record");
            let report = crate::verify(&nowhere, &options, &mut |_, _| {});
            assert_eq!(report.status, crate::Status::Unread);
            assert!(!report.has_failed(), "{:?}", report.failures);
            let said = report.unchecked.iter().map(|one| one.reason.to_string());
            let said: Vec<String> = said.collect();
            assert_eq!(said.len(), named.len(), "{said:?}");
            for (said, name) in said.iter().zip(named) {
                assert!(said.contains(name), "{said}");
            }
        }
    }

    #[test]
    fn a_checkpoint_that_went_through_mail_is_read_as_it_was_signed() {
        let key = madang_record::SigningKey::from_seed("example/log", [1; 32]).expect("a key");
        let checkpoint = Checkpoint {
            origin: "example/log".to_owned(),
            size: 3,
            root: leaf_hash(b"a root"),
        };
        let signed = checkpoint.sign(&key).expect("signed");
        let options = Options {
            old: Some(signed.replace('\n', "\r\n")),
            ..Options::default()
        };
        let mut report = Report::new();
        let promises = of(&options, &mut report).expect("it can be read");
        assert_eq!(promises[0].note(), signed);
    }
}
