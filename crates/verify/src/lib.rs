#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod bodies;
mod pass;
mod ranges;
mod recount;
mod report;
mod source;
mod spool;
mod tiles;

use madang_programme::state::LogState;
use madang_record::{Checkpoint, Note, Policy, Receipt, VerifyingKey, leaf_hash};

use pass::{Expectation, ExpectationKind, Pass};
pub use report::{Failure, RecomputedSelection, Report, Status, Unchecked};
pub use source::{Source, SourceError};

/// Where a record keeps its checkpoint.
pub const CHECKPOINT: &str = "checkpoint";
/// Where a record names the key in force.
pub const LOG_KEY: &str = "log.vkey";

/// What to hold a record against.
#[derive(Debug, Default)]
pub struct Options {
    /// Keys that the person who asks trusts. Without one the key that the record names itself is taken, which proves
    /// that the record is consistent, not whose it is.
    pub keys: Vec<VerifyingKey>,
    /// Witnesses that must have cosigned.
    pub policy: Option<Policy>,
    /// An earlier checkpoint, as a signed note: the record must still contain that state.
    pub old: Option<String>,
    /// A citizen's receipt, as JSON: its entry must stand in the record.
    pub receipt: Option<String>,
}

impl Options {
    /// Keys of the log as the person who asks knows them: a record by any other is another record.
    fn trusted(&self) -> Vec<VerifyingKey> {
        let of_policy = self.policy.iter().flat_map(|policy| policy.logs());
        self.keys.iter().chain(of_policy).cloned().collect()
    }
}

/// Checks a published record. `progress` is told how many entries are done, of how many.
///
/// It reads everything once. Memory does not grow with the number of entries; it grows with the number of things on
/// the record (proposals, votes), and for a selection with the number of distinct ballots.
pub fn verify(source: &Source, options: &Options, progress: &mut dyn FnMut(u64, u64)) -> Report {
    let mut report = Report::new();
    if let Some(checkpoint) = open_checkpoint(source, options, &mut report) {
        check_record(source, options, &checkpoint, &mut report, progress);
    }
    report.finish()
}

/// The record's checkpoint with the keys that signed it.
struct Opened {
    checkpoint: Checkpoint,
    signers: Vec<VerifyingKey>,
    /// The key that the record names.
    named: Option<VerifyingKey>,
}

fn open_checkpoint(source: &Source, options: &Options, report: &mut Report) -> Option<Opened> {
    let note = fetch_text(source, CHECKPOINT, report)?;
    let mut known = options.trusted();
    report.key_from_record = known.is_empty();
    // The record's own word for its key is needed too where a trusted key has been rotated since.
    let text = fetch_text(source, LOG_KEY, report)?;
    let named: Option<VerifyingKey> = match text.strip_suffix('\n').unwrap_or_default().parse() {
        Ok(key) => Some(key),
        Err(error) => {
            let reason = format!("not one line with the log's key: {error}");
            report.fail(None, LOG_KEY, reason);
            None
        }
    };
    known.extend(named.clone().filter(|key| !known.contains(key)));
    if known.is_empty() {
        report.fail(
            None,
            LOG_KEY,
            "the record names no key; pass the log's key with --key",
        );
        return None;
    }
    let opened = match Checkpoint::open_with_signatures(&note, &known) {
        Ok(opened) => opened,
        Err(error) => {
            report.fail(None, CHECKPOINT, error.to_string());
            return None;
        }
    };
    let signers: Vec<VerifyingKey> = known
        .iter()
        .filter(|key| {
            opened
                .signatures
                .iter()
                .any(|s| s.key_id == key.key_id() && s.name == key.name())
        })
        .cloned()
        .collect();
    if let Some(policy) = &options.policy {
        match policy.check_with_logs(&note, &known) {
            Ok(outcome) => {
                let names: Vec<&str> = outcome.witnesses.keys().map(String::as_str).collect();
                report.hold(format!(
                    "the checkpoint meets the policy; cosigned by: {}",
                    names.join(", ")
                ));
            }
            Err(error) => report.fail(None, CHECKPOINT, error.to_string()),
        }
    }
    report.origin = Some(opened.checkpoint.origin.clone());
    report.size = opened.checkpoint.size;
    report.root = Some(opened.checkpoint.root);
    Some(Opened {
        checkpoint: opened.checkpoint,
        signers,
        named,
    })
}

fn check_record(
    source: &Source,
    options: &Options,
    opened: &Opened,
    report: &mut Report,
    progress: &mut dyn FnMut(u64, u64),
) {
    let Checkpoint { origin, size, root } = &opened.checkpoint;
    let promises = promises(options, report);
    let mut expectations: Vec<Expectation> =
        promises.iter().flat_map(Promise::expectations).collect();
    expectations.retain(|expectation| {
        let (fits, needs) = match expectation.kind {
            ExpectationKind::Root { size: at, .. } => (at <= *size, at),
            ExpectationKind::Leaf { index, .. } => (index < *size, index + 1),
        };
        if !fits {
            let reason = format!("it needs {needs} entries and the record has {size}: it was cut back, or this copy is older");
            report.fail(None, &expectation.name, reason);
        }
        fits
    });
    let failures_before = report.failures.len();
    let passed = Pass::new(source, report, expectations).run(*size, progress);
    let complete = passed.size == *size;
    if complete && passed.root == *root {
        report.hold(format!(
            "all {size} entries hash to the root of the signed checkpoint"
        ));
    } else if complete && report.failures.len() == failures_before {
        report.fail(
            None,
            CHECKPOINT,
            format!("the entries hash to {}, the signed checkpoint says {root}: entries were altered, dropped, moved or added", passed.root),
        );
    }
    if !complete {
        return;
    }
    let Some(log) = passed.state.log() else {
        if *size == 0 {
            let reason =
                "it speaks of no entries: a record begins with the entry that names its key";
            report.fail(None, CHECKPOINT, reason);
        }
        return;
    };
    if log.origin != *origin {
        report.fail(
            Some(0),
            CHECKPOINT,
            format!(
                "its origin is {origin:?}, the record began as {:?}",
                log.origin
            ),
        );
    }
    let in_force = log.key_at(*size).unwrap_or_default();
    if opened
        .named
        .as_ref()
        .is_some_and(|key| key.to_string() != in_force)
    {
        let reason = format!("it does not name the key in force, {in_force}");
        report.fail(None, LOG_KEY, reason);
    }
    match opened
        .signers
        .iter()
        .find(|key| key.to_string() == in_force)
    {
        Some(key) => {
            report.key = Some(key.to_string());
            report.hold(format!(
                "the checkpoint is signed by the key in force, {key}"
            ));
        }
        None => report.fail(
            None,
            CHECKPOINT,
            format!("it is not signed by the key in force, {in_force}"),
        ),
    }
    let trusted = options.trusted();
    let of_this_log = |key: &VerifyingKey| log.keys.iter().any(|(_, k)| *k == key.to_string());
    if !trusted.is_empty() && !trusted.iter().any(of_this_log) {
        let reason = "no key that you passed, alone or in a policy, was ever this log's: it is another record";
        report.fail(None, LOG_KEY, reason);
    }
    for promise in &promises {
        if let Err(reason) = promise.check_signature(log) {
            report.fail(None, promise.name, reason);
        }
    }
    if !report.has_failed() {
        let kinds = report.kinds.len();
        report.hold(format!("every entry keeps the rules in force when it was made ({size} entries of {kinds} kinds replayed)"));
        report.hold(format!(
            "{} published bodies fit the hashes in their entries",
            report.open_bodies
        ));
        for selection in report.selections.clone() {
            report.hold(format!(
                "{} (entry {}): {} selected, computed again from {} counted ballots, to the byte",
                selection.subject, selection.entry, selection.selected, selection.ballots
            ));
        }
    }
}

/// A checkpoint signed earlier, which the record must keep: alone, or with the entry of a receipt.
struct Promise {
    name: &'static str,
    note: String,
    checkpoint: Checkpoint,
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

    fn expectations(&self) -> Vec<Expectation> {
        let Checkpoint { size, root, .. } = self.checkpoint;
        let name = match &self.receipt {
            None => self.name.to_owned(),
            Some(_) => "the receipt's checkpoint".to_owned(),
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
                name: self.name.to_owned(),
                kind,
            });
        }
        all
    }

    /// Checks the signature, and for a receipt its proof and bodies, under the key in force when it was made.
    fn check_signature(&self, log: &LogState) -> Result<(), String> {
        let key = log.key_at(self.checkpoint.size).unwrap_or_default();
        let key: VerifyingKey = key
            .parse()
            .map_err(|_| "it is older than the log's first key".to_owned())?;
        match &self.receipt {
            None => Checkpoint::open(&self.note, &[key])
                .map(drop)
                .map_err(|error| error.to_string()),
            Some(receipt) => receipt
                .verify(&[key])
                .map(drop)
                .map_err(|error| error.to_string()),
        }
    }
}

fn promises(options: &Options, report: &mut Report) -> Vec<Promise> {
    let old = options
        .old
        .as_deref()
        .map(|note| ("the earlier checkpoint", Promise::old(note)));
    let receipt = options
        .receipt
        .as_deref()
        .map(|json| ("the receipt", Promise::receipt(json)));
    old.into_iter()
        .chain(receipt)
        .filter_map(|(name, promise)| {
            promise
                .map_err(|reason| report.fail(None, name, reason))
                .ok()
        })
        .collect()
}

fn fetch_text(source: &Source, path: &str, report: &mut Report) -> Option<String> {
    match source.fetch(path) {
        Ok(Some(bytes)) => match String::from_utf8(bytes) {
            Ok(text) => Some(text),
            Err(_) => {
                report.fail(None, path, "the file is not UTF-8");
                None
            }
        },
        Ok(None) => {
            report.fail(
                None,
                path,
                "the file is missing: this is not a published record, or not all of one",
            );
            None
        }
        Err(error) => {
            report.unchecked.push(Unchecked {
                what: "source",
                count: 1,
                entries: String::new(),
                reason: error.to_string(),
                by_rule: false,
            });
            None
        }
    }
}
