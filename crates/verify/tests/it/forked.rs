//! Receipts against whoever holds the log's key and writes another history.

use anyhow::{Context, Result};
use madang_programme::log::KeyRotated;
use madang_record::{Receipt, SigningKey};
use madang_verify::{Options, Report, Status};
use madang_words::Language;
use serde_json::json;

use super::hidden::{append, erase};
use super::receipts::{asked, cut, receipt};
use super::support::{Kept, kept};

/// A record of the same log that takes another turn with its last entry, and the receipt of a ballot from before.
fn forked() -> Result<(Kept, String)> {
    let mut kept = kept("2026-11-whole")?;
    let ballot = kept.record.first_of("ballot.cast/1")?;
    let receipt = receipt(&kept, ballot)?;
    let size = kept.record.entries.len();
    cut(&mut kept, size - 1);
    Ok((kept, receipt))
}

/// The same receipt with a letter of its entry altered.
fn altered(receipt: &str) -> Result<String> {
    let mut altered = Receipt::from_json(receipt)?;
    altered.entry = altered.entry.replacen("ballot", "ballut", 1);
    Ok(altered.to_json()?)
}

/// Puts a change of keys behind the record, which the new key signs from there on.
fn rotate(kept: &mut Kept) -> Result<()> {
    let origin = kept.key.verifying_key().name().to_owned();
    let new = SigningKey::from_seed(&origin, [9; 32])?;
    let facts = KeyRotated::endorsed(&origin, &kept.key, new.verifying_key())?;
    let facts = serde_json::to_value(facts)?;
    let place = json!({ "subject": "log" });
    append(
        &mut kept.record,
        "log.key_rotated/1",
        "operator/server",
        place,
        facts,
    )?;
    kept.record.key = format!("{}\n", new.verifying_key());
    kept.key = new;
    Ok(())
}

/// Checks that the record fails by what the receipt's checkpoint shows, with these words.
fn fails(report: &Report, words: &[&str]) -> Result<()> {
    assert_eq!(
        report.status,
        Status::Failed,
        "{:?}",
        report.receipt_refused
    );
    assert!(report.receipt_refused.is_none() && report.receipt.is_none());
    let mut places = report.failures.iter().map(|failure| &*failure.place);
    places
        .find(|place| *place == "the receipt's checkpoint")
        .context("a failure of the checkpoint")?;
    let text = report.text(Language::En);
    for word in words {
        assert!(text.contains(word), "{word}: {text}");
    }
    Ok(())
}

#[test]
fn a_change_of_keys_put_before_a_receipt_does_not_make_it_nobody_s() -> Result<()> {
    let (mut forked, receipt) = forked()?;
    rotate(&mut forked)?;
    let not_in_force = "a key of this record that was not in force";
    let report = asked(&forked, receipt.clone())?;
    fails(&report, &[not_in_force, "the record was rewritten"])?;
    let korean = report.text(Language::Ko);
    assert!(korean.contains("그때의 키"), "{korean}");
    // Nor does it where the entry was altered besides, or the old key is named as the log's.
    let report = asked(&forked, altered(&receipt)?)?;
    fails(&report, &[not_in_force, "the receipt's entry is altered"])?;
    let options = Options {
        receipt: Some(receipt),
        keys: vec![kept("2026-11-whole")?.key.verifying_key().clone()],
        ..Options::default()
    };
    let report = forked.judged_with(&forked.record, options)?;
    fails(&report, &[not_in_force])
}

#[test]
fn a_receipt_of_before_a_change_of_keys_holds() -> Result<()> {
    let mut kept = kept("2026-11-whole")?;
    let ballot = kept.record.first_of("ballot.cast/1")?;
    let receipt = receipt(&kept, ballot)?;
    rotate(&mut kept)?;
    let report = asked(&kept, receipt.clone())?;
    assert_eq!(
        report.status,
        Status::VerifiedExcept,
        "{:?}",
        report.failures
    );
    assert!(report.receipt.is_some());
    let report = asked(&kept, altered(&receipt)?)?;
    assert_eq!(report.status, Status::ReceiptRefused);
    Ok(())
}

#[test]
fn a_receipt_with_an_altered_entry_shows_by_its_checkpoint_that_the_record_was_forked() -> Result<()>
{
    let words = ["the receipt's entry is altered", "its checkpoint is whole"];
    let (mut forked, receipt) = forked()?;
    // Cut back, or a copy of before: nobody can tell, and neither is it hidden.
    let report = asked(&forked, altered(&receipt)?)?;
    fails(&report, &words)?;
    fails(
        &report,
        &["where the log itself gives no more, it was cut back"],
    )?;
    // Continued otherwise.
    let commitment = forked.record.first_of("commitment.recorded/1")?;
    erase(&mut forked.record, commitment, "text")?;
    let report = asked(&forked, altered(&receipt)?)?;
    fails(&report, &words)?;
    fails(&report, &["the record was rewritten"])?;
    // What the altered entry shows is told by nobody.
    let text = report.text(Language::En);
    assert!(
        !text.contains("is another than the one in the receipt"),
        "{text}"
    );
    Ok(())
}
