//! Files cut, lengthened, emptied, missing or exchanged; entries dropped, swapped, repeated or inserted.

use std::fs;

use anyhow::{Context, Result};
use madang_acceptance::program::run;
use madang_acceptance::record::{self, Altered};
use madang_record::BundleReader;
use madang_record::tile::encode_bundle;
use madang_verify::Status;

use super::{exported, judged};

#[tokio::test]
async fn files_that_are_cut_lengthened_emptied_or_missing_are_named() -> Result<()> {
    let (_folder, export) = exported(700).await?;
    let mut wrong = Vec::new();
    for file in record::files(&export)? {
        let altered = Altered::new(&export.join(&file))?;
        let original = altered.original().to_vec();
        let mut say = |what: &str| {
            let report = judged(&export);
            let name = file.to_string_lossy();
            let named = report.failures.iter().any(|failure| name == failure.place);
            if report.status != Status::Failed || !named {
                wrong.push(format!(
                    "{name} {what}: {:?} {:?}",
                    report.status, report.failures
                ));
            }
        };
        let length = original.len();
        for cut in [1, 2, 31, 32, 33, length / 2, length - 1] {
            if (1..length).contains(&cut) {
                altered.write(&original[..length - cut])?;
                say(&format!("cut by {cut}"));
            }
        }
        for more in [&b"\0"[..], b"x", b"\n\n", &original[..length.min(32)]] {
            altered.write(&[&original[..], more].concat())?;
            say(&format!("with {} bytes more", more.len()));
        }
        altered.write(b"")?;
        say("emptied");
        altered.remove()?;
        say("missing");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}

/// The entries of a bundle.
fn entries_of(bundle: &[u8], width: u16) -> Result<Vec<Vec<u8>>> {
    Ok(BundleReader::new(bundle, width)?
        .map(<[u8]>::to_vec)
        .collect())
}

#[tokio::test]
async fn entries_dropped_swapped_repeated_or_inserted_are_named_by_their_index() -> Result<()> {
    let (_folder, export) = exported(700).await?;
    let altered = Altered::new(&export.join("tile/entries/001"))?;
    let entries = entries_of(altered.original(), 256)?;
    let fails_at = |entries: &[Vec<u8>], index: u64, what: &str| -> Result<()> {
        altered.write(&encode_bundle(entries)?)?;
        let report = judged(&export);
        assert_eq!(report.status, Status::Failed, "{what}");
        let first = report.failures[0].entry;
        assert_eq!(first, Some(index), "{what}: {:?}", report.failures);
        Ok(())
    };

    let mut swapped = entries.clone();
    swapped.swap(40, 41);
    fails_at(&swapped, 256 + 40, "two entries swapped")?;
    let mut repeated = entries.clone();
    repeated[90] = repeated[10].clone();
    fails_at(&repeated, 256 + 90, "an entry in another's place")?;
    // One fewer or more than the bundle must hold is seen at its end, unless an entry before that is out of order.
    for what in ["dropped", "inserted"] {
        let mut changed = entries.clone();
        match what {
            "dropped" => drop(changed.remove(100)),
            _ => changed.insert(100, entries[3].clone()),
        }
        // Not with the library, which makes no bundle of more than 256.
        let prefixed = changed
            .iter()
            .map(|entry| [&(entry.len() as u16).to_be_bytes()[..], entry].concat());
        altered.write(&prefixed.collect::<Vec<_>>().concat())?;
        let report = judged(&export);
        assert_eq!(report.status, Status::Failed, "{what}");
        let entry = report.failures[0].entry.context("no entry is named")?;
        assert!(
            (256..=512).contains(&entry),
            "{what}: {:?}",
            report.failures
        );
        assert_eq!(report.failures[0].place, "tile/entries/001", "{what}");
    }
    Ok(())
}

#[tokio::test]
async fn two_bundles_swapped_together_with_their_tiles_are_caught() -> Result<()> {
    let (_folder, export) = exported(700).await?;
    for folder in ["tile/0", "tile/entries", "body"] {
        let (first, second) = (
            export.join(folder).join("000"),
            export.join(folder).join("001"),
        );
        let bytes = fs::read(&first)?;
        fs::copy(&second, &first)?;
        fs::write(&second, bytes)?;
    }
    let report = judged(&export);
    assert_eq!(report.status, Status::Failed);
    assert_eq!(report.failures[0].entry, Some(0), "{:?}", report.failures);

    // Also where the swapped bundles keep every rule: two full of ballots, so that only the hashes can tell.
    let (_folder, export) = exported(1200).await?;
    let published = record::Published::read(&export)?;
    let is_ballot = |index: usize| {
        published
            .entry(index)
            .is_ok_and(|entry| entry["kind"] == "ballot.cast/1")
    };
    assert!((256..768).all(is_ballot));
    for folder in ["tile/0", "tile/entries"] {
        let (first, second) = (
            export.join(folder).join("001"),
            export.join(folder).join("002"),
        );
        let bytes = fs::read(&first)?;
        fs::copy(&second, &first)?;
        fs::write(&second, bytes)?;
    }
    let report = judged(&export);
    assert_eq!(report.status, Status::Failed);
    let program = run(["verify", &export.to_string_lossy()])?.expect(1)?;
    assert!(
        program.stdout.contains("256"),
        "the first entry of the swapped bundles: {}",
        program.text()
    );
    Ok(())
}

#[tokio::test]
async fn what_is_no_file_of_a_record_is_not_waited_for() -> Result<()> {
    let (_folder, export) = exported(5).await?;
    let vkey = Altered::new(&export.join("log.vkey"))?;
    vkey.remove()?;
    let pipe = std::process::Command::new("mkfifo")
        .arg(export.join("log.vkey"))
        .status()?;
    assert!(pipe.success());
    let status = judged(&export).status;
    // Before anything is asserted: putting the file back would wait for a reader of the pipe.
    fs::remove_file(export.join("log.vkey"))?;
    assert_eq!(status, Status::Unread);
    let finished = run(["verify", "no-such-directory"])?.expect(4)?;
    assert!(
        finished.stderr.contains("no directory"),
        "{}",
        finished.text()
    );
    Ok(())
}
