//! Checkpoints signed earlier, which the record must keep: alone, or with the entry of a receipt.

use madang_programme::log::LogState;
use madang_programme::record_said;
use madang_record::entry::EntryRef;
use madang_record::{Checkpoint, Note, Receipt, VerifyingKey, leaf_hash};
use madang_words::Said;
use serde::de::DeserializeOwned;

use crate::Options;
use crate::brought::{Expectation, ExpectationKind, OLD, RECEIPT, RECEIPT_CHECKPOINT, promised};
use crate::report::Report;
use crate::said::{counted, said};

/// A checkpoint signed earlier.
pub(crate) struct Promise {
    /// What it is, for the report: `the receipt`.
    pub(crate) name: &'static str,
    note: String,
    pub(crate) checkpoint: Checkpoint,
    receipt: Option<Receipt>,
}

impl Promise {
    fn old(note: &str) -> Result<Promise, Said> {
        let text = Note::parse(note).map_err(|error| record_said(&error))?.text;
        let checkpoint = Checkpoint::parse(&text).map_err(|error| record_said(&error))?;
        Ok(Promise {
            name: OLD,
            note: note.to_owned(),
            checkpoint,
            receipt: None,
        })
    }

    fn receipt(json: &str) -> Result<Promise, Said> {
        let receipt = Receipt::from_json(json).map_err(|error| record_said(&error))?;
        let promise = Promise::old(&receipt.proof.checkpoint)?;
        Ok(Promise {
            name: RECEIPT,
            receipt: Some(receipt),
            ..promise
        })
    }

    /// What the record must show.
    pub(crate) fn expectations(&self) -> Vec<Expectation> {
        let Checkpoint { size, root, .. } = self.checkpoint;
        let mut all = vec![Expectation {
            name: self.place(),
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

    /// What the report calls its checkpoint.
    fn place(&self) -> &'static str {
        match &self.receipt {
            None => self.name,
            Some(_) => RECEIPT_CHECKPOINT,
        }
    }

    /// The index and entry of a receipt that can be read.
    pub(crate) fn entry(&self) -> Option<(u64, EntryRef<'_>)> {
        let receipt = self.receipt.as_ref()?;
        let entry = EntryRef::parse(receipt.entry.as_bytes()).ok()?;
        Some((receipt.proof.index, entry))
    }

    /// Judges the signature, and for a receipt its proof and contents too, once the record was replayed. `trusted` are the log's keys
    /// as the person who asks knows them: what they signed the record must show, whatever keys it names itself.
    ///
    /// What was brought is none of this record's only where no key signed its checkpoint that the record ever names or the person who
    /// asks trusts: whoever holds the log's key can put a change of keys before it, and damage to the entry in a receipt takes nothing
    /// from the checkpoint that stands beside it.
    pub(crate) fn judge(&self, log: &LogState, trusted: &[VerifyingKey], report: &mut Report) {
        let in_force = log.key_at(self.checkpoint.size).unwrap_or_default();
        let named = log.keys.iter().map(|(_, key)| key.as_str());
        let of_record: Vec<VerifyingKey> = [in_force]
            .into_iter()
            .chain(named)
            .flat_map(str::parse)
            .collect();
        // Each by itself: a spoilt signature of one key does not undo that of another.
        let signer = of_record.iter().chain(trusted).find(|key| {
            let only = std::slice::from_ref(*key);
            Checkpoint::open(&self.note, only).is_ok()
        });
        let Some(signer) = signer else {
            match &self.receipt {
                Some(receipt) => {
                    report.refuse_receipt(self.of_another(receipt, &of_record, trusted, in_force));
                }
                None => report.refuse_old(self.unsigned(&of_record, trusted, in_force)),
            }
            return;
        };
        if let Err(reason) = self.check_in_force(log) {
            let reason = match of_record.contains(signer) && !in_force.is_empty() {
                true => said("verify-key-not-in-force-then")
                    .number("size", self.checkpoint.size)
                    .text("key", in_force),
                false => reason,
            };
            report.fail(None, self.place(), reason);
        }
        if self.checkpoint.size > report.size {
            // It may have been copied before, and that is said; but what the log promised is not here.
            let reason = said("verify-newer")
                .said("name", promised(self.place()))
                .text("needs", counted(self.checkpoint.size))
                .text("size", counted(report.size));
            report.fail(None, self.place(), reason);
        }
        let receipt = self.receipt.as_ref();
        let damage = receipt.and_then(|of| of.verify(std::slice::from_ref(signer)).err());
        let Some(damage) = damage else { return };
        if report.speaks_by_checkpoint() {
            let reason =
                said("verify-receipt-checkpoint-whole").said("reason", record_said(&damage));
            report.fail(None, RECEIPT_CHECKPOINT, reason);
        } else {
            report.refuse_receipt(
                said("verify-receipt-altered").said("reason", record_said(&damage)),
            );
        }
    }

    /// Checks that the key in force over so many entries signed the checkpoint.
    fn check_in_force(&self, log: &LogState) -> Result<(), Said> {
        let key = log.key_at(self.checkpoint.size).unwrap_or_default();
        let key: VerifyingKey = key
            .parse()
            .map_err(|_| said("verify-older-than-first-key"))?;
        Checkpoint::open(&self.note, &[key])
            .map(drop)
            .map_err(|error| record_said(&error))
    }

    /// Why an earlier checkpoint is none of this record's that no known key signed: it was altered since, or is of another record.
    fn unsigned(
        &self,
        of_record: &[VerifyingKey],
        trusted: &[VerifyingKey],
        in_force: &str,
    ) -> Said {
        let signed_by = Note::parse(&self.note).map(|note| note.signatures);
        let signed_by = signed_by.unwrap_or_default();
        let mut known = of_record.iter().chain(trusted);
        let altered = known.find_map(|key| {
            let mut signatures = signed_by.iter();
            let names = signatures.any(|one| one.name == key.name() && one.key_id == key.key_id());
            let only = std::slice::from_ref(key);
            let opened = Checkpoint::open(&self.note, only);
            opened.err().filter(|_| names)
        });
        match altered {
            Some(reason) => said("verify-old-altered").said("reason", record_said(&reason)),
            None => said("verify-old-of-another")
                .text("origin", &self.checkpoint.origin)
                .text("key", in_force),
        }
    }

    /// Why a receipt is none of this record's whose checkpoint no known key signed.
    fn of_another(
        &self,
        receipt: &Receipt,
        of_record: &[VerifyingKey],
        trusted: &[VerifyingKey],
        in_force: &str,
    ) -> Said {
        let signed_by = Note::parse(&self.note).map(|note| note.signatures);
        let signed_by = signed_by.unwrap_or_default();
        for key in of_record.iter().chain(trusted) {
            let mut signatures = signed_by.iter();
            let names = signatures.any(|one| one.name == key.name() && one.key_id == key.key_id());
            let verified = receipt.verify(std::slice::from_ref(key));
            if let (true, Err(reason)) = (names, verified) {
                return said("verify-receipt-altered").said("reason", record_said(&reason));
            }
        }
        said("verify-receipt-other-key")
            .text("origin", &self.checkpoint.origin)
            .text("key", in_force)
    }

    /// What the receipt says of the content `name`; whether it is what its entry committed to, its signature's check tells.
    pub(crate) fn content<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        let mut bodies = self.receipt.as_ref()?.bodies.iter();
        let body = bodies.find(|body| body.name == name)?;
        serde_json::from_value(body.content.clone()).ok()
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
        .map(|note| (OLD, Promise::old(&note.replace("\r\n", "\n"))));
    let receipt = options
        .receipt
        .as_deref()
        .map(|json| (RECEIPT, Promise::receipt(json)));
    let mut promises = vec![];
    let mut readable = true;
    for (name, promise) in old.into_iter().chain(receipt) {
        match promise {
            Ok(promise) => promises.push(promise),
            Err(reason) => {
                readable = false;
                let key = match name {
                    RECEIPT => "verify-receipt-unreadable",
                    _ => "verify-old-unreadable",
                };
                report.brought(name, said(key).said("reason", reason));
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
