//! Whatever is altered in a published record, `verify` fails and names the place. One who alters files without the log's
//! key is caught by the hashes; one who holds the key and makes all files anew is caught by the rules.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result};
use madang_acceptance::data::Data;
use madang_acceptance::program::run;
use madang_acceptance::record::{self, Altered, check};
use madang_record::tile::encode_bundle;
use madang_record::{BundleReader, SigningKey};
use madang_verify::{Options, Report, Status};
use tempfile::TempDir;

/// A record with a counted vote, on a file system in memory where there is one: thousands of copies are checked.
async fn exported(ballots: u64) -> Result<(TempDir, PathBuf)> {
    let memory = Path::new("/dev/shm");
    let folder = if memory.is_dir() {
        tempfile::tempdir_in(memory)?
    } else {
        tempfile::tempdir()?
    };
    let data = Data::new(folder.path().join("data"), None);
    data.selected_vote_with(ballots).await?;
    let export = data.export(&folder.path().join("export"))?;
    assert_eq!(judged(&export).status, Status::Verified);
    Ok((folder, export))
}

fn judged(export: &Path) -> Report {
    check(export, &Options::default())
}

/// What a byte belongs to, where that can be told from the byte alone.
fn entry_of_byte(file: &Path, bytes: &[u8], position: usize) -> Option<u64> {
    let first = file_index(file)? * 256;
    if file.starts_with("tile/entries") {
        let mut at = 0;
        for entry in first.. {
            let length = usize::from(u16::from_be_bytes([*bytes.get(at)?, *bytes.get(at + 1)?]));
            at += 2 + length;
            if position < at {
                return Some(entry);
            }
        }
    }
    if file.starts_with("tile/0") {
        return Some(first + position as u64 / 32);
    }
    None
}

/// `tile/entries/001.p/44` → 1; only records of fewer than 1,000 bundles are made here.
fn file_index(file: &Path) -> Option<u64> {
    file.components().find_map(|part| {
        part.as_os_str()
            .to_str()?
            .split('.')
            .next()?
            .parse::<u64>()
            .ok()
            .filter(|_| part.as_os_str().len() >= 3)
    })
}

/// Holds a report about an altered file to what a person needs: it failed, and it says where.
fn names_the_place(
    report: &Report,
    file: &Path,
    bytes: &[u8],
    position: usize,
) -> Result<(), String> {
    let at = format!("{} byte {position}", file.display());
    if report.status != Status::Failed {
        return Err(format!("{at}: {:?}", report.status));
    }
    let Some(first) = report.failures.first() else {
        return Err(format!("{at}: no failure is listed"));
    };
    let file_name = file.to_string_lossy();
    let named = report.failures.iter().any(|failure| {
        file_name == failure.place
            // An entry and its leaf in the tile no longer fit each other: either may be the altered one.
            || file_name.replace("tile/entries/", "tile/0/") == failure.place
    });
    if !named {
        return Err(format!(
            "{at}: the file is not named: {:?}",
            report.failures
        ));
    }
    match entry_of_byte(file, bytes, position) {
        None => Ok(()),
        Some(entry) if first.entry == Some(entry) => Ok(()),
        Some(entry) => Err(format!(
            "{at}: it is entry {entry}, not {:?} ({})",
            first.entry, first.reason
        )),
    }
}

#[tokio::test]
async fn every_byte_of_a_small_record_matters() -> Result<()> {
    let (_folder, export) = exported(16).await?;
    flipped(&export, 1)
}

#[tokio::test]
async fn bytes_of_a_record_with_two_levels_of_tiles_matter() -> Result<()> {
    // 300 entries: a full bundle, a partial one, a tile above them.
    let (_folder, export) = exported(287).await?;
    assert!(
        record::files(&export)?
            .iter()
            .any(|file| file.starts_with("tile/1"))
    );
    // Prime to the 32 bytes of a hash and to whatever repeats in entries.
    flipped(&export, 31)
}

/// Flips a bit in every `stride`th byte of every file, and every bit of the checkpoint; on two copies at once.
fn flipped(export: &Path, stride: usize) -> Result<()> {
    let wrong = std::thread::scope(|scope| {
        let halves =
            [0, 1].map(|half| scope.spawn(move || flip_half(export, half * stride, 2 * stride)));
        halves
            .map(|half| half.join().expect("a half that ends"))
            .into_iter()
            .collect::<Result<Vec<_>>>()
    })?
    .concat();
    let few = wrong[..wrong.len().min(20)].join("\n");
    assert!(
        wrong.is_empty(),
        "{} flips were not caught as they should:\n{few}",
        wrong.len()
    );
    Ok(())
}

fn flip_half(export: &Path, from: usize, stride: usize) -> Result<Vec<String>> {
    let copy = tempfile::tempdir_in(export.parent().context("a folder")?)?;
    record::copy(export, copy.path())?;
    let mut wrong = Vec::new();
    for file in record::files(export)? {
        let altered = Altered::new(&copy.path().join(&file))?;
        let original = altered.original().to_vec();
        let (bits, stride) = if file == Path::new("checkpoint") {
            (8, 2)
        } else {
            (1, stride)
        };
        for position in (from..original.len()).step_by(stride) {
            for bit in 0..bits {
                let mut bytes = original.clone();
                bytes[position] ^= 1 << ((position + bit) % 8);
                altered.write(&bytes)?;
                wrong.extend(
                    names_the_place(&judged(copy.path()), &file, &original, position).err(),
                );
            }
        }
    }
    assert_eq!(
        judged(copy.path()).status,
        Status::Verified,
        "everything was put back"
    );
    Ok(wrong)
}

#[tokio::test]
async fn bytes_all_over_a_larger_record_matter() -> Result<()> {
    let (_folder, export) = exported(1500).await?;
    let mut wrong = Vec::new();
    for file in record::files(&export)? {
        let altered = Altered::new(&export.join(&file))?;
        let original = altered.original().to_vec();
        // Spread over the file, with the step prime to the 32 bytes of a hash and to whatever repeats in entries.
        let step = (original.len() / 5).max(1) | 1;
        for position in (0..original.len()).step_by(step) {
            let mut bytes = original.clone();
            bytes[position] ^= 1 << (position % 8);
            altered.write(&bytes)?;
            wrong.extend(names_the_place(&judged(&export), &file, &original, position).err());
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}

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
async fn a_checkpoint_without_its_signature_or_by_another_key_of_the_same_name_is_refused()
-> Result<()> {
    let (_folder, export) = exported(20).await?;
    let altered = Altered::new(&export.join("checkpoint"))?;
    let note = String::from_utf8(altered.original().to_vec())?;
    let (text, _) = note
        .rsplit_once("\n\n")
        .context("a note has a blank line")?;
    let text = format!("{text}\n");
    let impostor = SigningKey::from_seed("localhost/madang", [99; 32])?;
    let by_impostor = madang_record::Note::sign(&text, &[&impostor])?.to_string();
    let grown = note.replacen(&format!("\n{}\n", judged(&export).size), "\n5\n", 1);
    assert_ne!(grown, note);
    for (what, forged) in [
        ("no signature", format!("{text}\n")),
        ("another key of the same name", by_impostor),
        ("another size under the old signature", grown),
        (
            "the signature twice",
            format!("{note}{}", note.lines().last().unwrap_or_default()),
        ),
        ("Windows line ends", note.replace('\n', "\r\n")),
        ("something before it", format!("\n{note}")),
    ] {
        altered.write(forged.as_bytes())?;
        let report = judged(&export);
        assert_eq!(report.status, Status::Failed, "{what}");
        assert_eq!(
            report.failures[0].place, "checkpoint",
            "{what}: {:?}",
            report.failures
        );
    }
    // The impostor's own key in the record does not help against one who knows the right key.
    let key = fs::read_to_string(export.join("log.vkey"))?;
    altered.write(
        madang_record::Note::sign(&text, &[&impostor])?
            .to_string()
            .as_bytes(),
    )?;
    let vkey = Altered::new(&export.join("log.vkey"))?;
    vkey.write(format!("{}\n", impostor.verifying_key()).as_bytes())?;
    let export = export.to_string_lossy();
    run(["verify", &export, "--key", key.trim()])?.expect(1)?;
    // Nor without: the first entry names the key that the log began with.
    run(["verify", &export])?.expect(1)?;
    Ok(())
}

#[tokio::test]
async fn a_quorum_of_witnesses_that_is_not_met_fails() -> Result<()> {
    let (folder, export) = exported(20).await?;
    let witness = SigningKey::cosigner_from_seed("witness.example/one", [5; 32])?;
    let key = fs::read_to_string(export.join("log.vkey"))?;
    let policy = folder.path().join("policy");
    let text = format!(
        "log {}\nwitness one {}\nquorum one\n",
        key.trim(),
        witness.verifying_key()
    );
    fs::write(&policy, text)?;
    let (record, policy) = (export.to_string_lossy(), policy.to_string_lossy());
    run(["verify", &record, "--policy", &policy])?.expect(1)?;

    let checkpoint = export.join("checkpoint");
    let note = fs::read_to_string(&checkpoint)?;
    let (text, _) = note
        .rsplit_once("\n\n")
        .context("a note has a blank line")?;
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    let cosigned_at = |time| madang_record::cosignature::sign(&witness, &format!("{text}\n"), time);
    // A witness that says it saw the record before it was written, or in days to come, dates nothing.
    for (time, says) in [(0, "is later than"), (now + 86_400, "not come yet")] {
        fs::write(&checkpoint, format!("{note}{}", cosigned_at(time)?))?;
        let finished = run(["verify", &record, "--policy", &policy])?.expect(1)?;
        assert!(finished.stdout.contains(says), "{}", finished.text());
    }
    let line = cosigned_at(now)?;
    fs::write(&checkpoint, format!("{note}{line}"))?;
    run(["verify", &record, "--policy", &policy])?.expect(0)?;

    let cosigned = fs::read_to_string(&checkpoint)?;
    let elsewhere = format!("{text}\n").replacen("localhost", "elsewhere", 1);
    let other = madang_record::cosignature::sign(&witness, &elsewhere, now)?;
    fs::write(
        &checkpoint,
        cosigned.replace(&line.to_string(), &other.to_string()),
    )?;
    run(["verify", &record, "--policy", &policy])?.expect(1)?;
    fs::write(&checkpoint, note)?;
    run(["verify", &record, "--policy", &policy])?.expect(1)?;

    // Another log's record is not the one that the policy names, whoever cosigned it.
    fs::write(&checkpoint, cosigned)?;
    let other = SigningKey::from_seed("localhost/madang", [33; 32])?;
    for quorum in ["none", "one"] {
        let text = format!(
            "log {}\nwitness one {}\nquorum {quorum}\n",
            other.verifying_key(),
            witness.verifying_key()
        );
        fs::write(&*policy, text)?;
        let finished = run(["verify", &record, "--policy", &policy])?.expect(1)?;
        assert!(
            finished.stdout.contains("another record"),
            "{quorum}: {}",
            finished.text()
        );
    }
    Ok(())
}

#[tokio::test]
async fn an_empty_record_is_nobodys() -> Result<()> {
    let (folder, export) = exported(5).await?;
    let key = fs::read_to_string(export.join("log.vkey"))?;
    let impostor = SigningKey::from_seed("localhost/madang", [8; 32])?;
    let nothing = madang_record::Checkpoint {
        origin: "localhost/madang".to_owned(),
        size: 0,
        root: madang_record::Frontier::new().root(),
    };
    let empty = folder.path().join("empty");
    fs::create_dir(&empty)?;
    fs::write(empty.join("checkpoint"), nothing.sign(&impostor)?)?;
    fs::write(
        empty.join("log.vkey"),
        format!("{}\n", impostor.verifying_key()),
    )?;
    let empty = empty.to_string_lossy();
    run(["verify", &empty])?.expect(1)?;
    run(["verify", &empty, "--key", key.trim()])?.expect(1)?;
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
