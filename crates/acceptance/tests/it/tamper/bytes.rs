//! Single bytes of every file, flipped.

use std::path::Path;

use anyhow::{Context, Result};
use madang_acceptance::record::{self, Altered};
use madang_verify::{Report, Status};

use super::{exported, judged};

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
        Status::VerifiedExcept,
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
