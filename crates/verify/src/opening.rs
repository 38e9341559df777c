//! The record's checkpoint, and who signed it.

use madang_programme::log::LogState;
use madang_programme::record_said;
use madang_record::note::Note;
use madang_record::{Checkpoint, VerifyingKey};
use madang_words::quoted;

use crate::dating::Dating;
use crate::report::Report;
use crate::said::said;
use crate::source::Source;
use crate::{CHECKPOINT, LOG_KEY, Options};

/// The record's checkpoint with the keys that signed it.
pub(crate) struct Opened {
    pub(crate) checkpoint: Checkpoint,
    signers: Vec<VerifyingKey>,
    /// The key that the record names.
    named: Option<VerifyingKey>,
}

/// Reads the checkpoint and checks its signature, with the policy's witnesses if there is one.
pub(crate) fn open_checkpoint(
    source: &Source,
    options: &Options,
    dating: &mut Dating,
    report: &mut Report,
) -> Option<Opened> {
    let note = fetch_text(source, CHECKPOINT, report)?;
    let mut known = options.trusted();
    report.key_from_record = known.is_empty();
    // The record's own word for its key is needed too where a trusted key has been rotated since.
    let text = fetch_text(source, LOG_KEY, report)?;
    let is_key = || text.trim_end().parse::<VerifyingKey>().is_ok();
    if Note::parse(&note).is_err() && !is_key() {
        // A web site that answers every address with some page is no record, and accused of nothing.
        report.unread(0, said("verify-no-record"));
        return None;
    }
    let named: Option<VerifyingKey> = match text.strip_suffix('\n').unwrap_or_default().parse() {
        Ok(key) => Some(key),
        Err(error) => {
            let reason = said("verify-key-line").said("reason", record_said(&error));
            report.fail(None, LOG_KEY, reason);
            None
        }
    };
    known.extend(named.clone().filter(|key| !known.contains(key)));
    if known.is_empty() {
        report.fail(None, LOG_KEY, said("verify-key-none"));
        return None;
    }
    let opened = match Checkpoint::open_with_signatures(&note, &known) {
        Ok(opened) => opened,
        Err(error) => {
            report.fail(None, CHECKPOINT, record_said(&error));
            return None;
        }
    };
    let signed_by = |key: &&VerifyingKey| {
        let mut signatures = opened.signatures.iter();
        signatures.any(|s| s.key_id == key.key_id() && s.name == key.name())
    };
    let signers: Vec<VerifyingKey> = known.iter().filter(signed_by).cloned().collect();
    check_policy(options, &note, &known, dating, report);
    report.origin = Some(opened.checkpoint.origin.clone());
    report.size = opened.checkpoint.size;
    report.root = Some(opened.checkpoint.root);
    Some(Opened {
        checkpoint: opened.checkpoint,
        signers,
        named,
    })
}

fn check_policy(
    options: &Options,
    note: &str,
    known: &[VerifyingKey],
    dating: &mut Dating,
    report: &mut Report,
) {
    let Some(policy) = &options.policy else {
        return;
    };
    match policy.check_with_logs(note, known) {
        Ok(outcome) => {
            let names: Vec<&str> = outcome.witnesses.keys().map(String::as_str).collect();
            report.hold(if names.is_empty() {
                said("verify-holds-policy-alone")
            } else {
                said("verify-holds-policy").text("witnesses", names.join(", "))
            });
            dating.cosigned(outcome.checkpoint.size, &outcome.witnesses, report);
        }
        Err(error) => report.fail(None, CHECKPOINT, record_said(&error)),
    }
}

/// Holds origin and keys of the checkpoint against those on the record, once all of it was replayed.
pub(crate) fn check_keys(opened: &Opened, options: &Options, log: &LogState, report: &mut Report) {
    let Checkpoint { origin, size, .. } = &opened.checkpoint;
    if log.origin != *origin {
        let reason = said("verify-origin")
            .text("is", quoted(origin))
            .text("must", quoted(&log.origin));
        report.fail(Some(0), CHECKPOINT, reason);
    }
    let in_force = log.key_at(*size).unwrap_or_default();
    let is_in_force = |key: &&VerifyingKey| key.to_string() == in_force;
    if opened.named.as_ref().is_some_and(|key| !is_in_force(&key)) {
        let reason = said("verify-key-named").text("key", in_force);
        report.fail(None, LOG_KEY, reason);
    }
    match opened.signers.iter().find(is_in_force) {
        Some(key) => {
            report.key = Some(key.to_string());
            report.hold(said("verify-holds-key").text("key", key));
        }
        None => {
            let reason = said("verify-key-not-in-force").text("key", in_force);
            report.fail(None, CHECKPOINT, reason);
        }
    }
    let trusted = options.trusted();
    let of_this_log = |key: &VerifyingKey| log.keys.iter().any(|(_, k)| *k == key.to_string());
    if !trusted.is_empty() && !trusted.iter().any(of_this_log) {
        report.fail(None, LOG_KEY, said("verify-key-of-another-log"));
    }
}

fn fetch_text(source: &Source, path: &str, report: &mut Report) -> Option<String> {
    match source.fetch(path) {
        // What is not UTF-8 is no checkpoint and no key either.
        Ok(Some(bytes)) => Some(String::from_utf8_lossy(&bytes).into_owned()),
        Ok(None) => {
            // Where neither stands nothing says that this is a record, and it is accused of nothing.
            let other = if path == CHECKPOINT {
                LOG_KEY
            } else {
                CHECKPOINT
            };
            match source.fetch(other) {
                Ok(None) => {
                    let missing = said("verify-source-unread").text("path", path);
                    report.unread(0, missing.said("reason", said("verify-file-missing")));
                }
                _ => report.fail(None, path, said("verify-file-missing")),
            }
            None
        }
        Err(error) => {
            report.unread(0, error.said());
            None
        }
    }
}
