//! Kept records that are changed and signed again, as whoever holds a log's key could.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use madang_record::SigningKey;
use madang_verify::{Options, Report, Source, verify};
use serde_json::Value;
use tempfile::TempDir;

pub use files::Published;

/// Records as files are read and written in one place.
#[path = "../../../acceptance/src/record.rs"]
#[allow(dead_code, reason = "whole-program tests use the rest")]
mod files;

/// A moment after every kept record and before the days on which their restrictions must be looked at again.
pub const NOW: u64 = 1_798_000_000;

/// A kept record with the key that signs it.
pub struct Kept {
    pub record: Published,
    pub key: SigningKey,
}

pub fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/records")
        .join(name)
}

pub fn kept(name: &str) -> Result<Kept> {
    let folder = folder(name);
    let key = fs::read_to_string(folder.join("keys/log.key"))?;
    Ok(Kept {
        record: Published::read(&folder.join("record"))?,
        key: SigningKey::parse_skey(key.trim())?,
    })
}

/// A folder, in memory where there is a file system for that: hundreds of records are written.
pub fn workplace() -> Result<TempDir> {
    let memory = Path::new("/dev/shm");
    Ok(if memory.is_dir() {
        tempfile::tempdir_in(memory)?
    } else {
        tempfile::tempdir()?
    })
}

impl Kept {
    /// Writes a record with every tile, signed anew, and checks it.
    pub fn judged(&self, record: &Published) -> Result<Report> {
        self.judged_with(record, Options::default())
    }

    pub fn judged_with(&self, record: &Published, options: Options) -> Result<Report> {
        let folder = workplace()?;
        record.write(folder.path(), &self.key)?;
        Ok(check(folder.path(), options))
    }

    /// The entries of a kind.
    pub fn of_kind(&self, kind: &str) -> Result<Vec<usize>> {
        let mut found = vec![];
        for index in 0..self.record.entries.len() {
            if self.record.entry(index)?["kind"] == kind {
                found.push(index);
            }
        }
        Ok(found)
    }

    /// The first ballot of a vote.
    pub fn first_ballot(&self, vote: &str) -> Result<usize> {
        for index in self.of_kind("ballot.cast/1")? {
            if self.record.entry(index)?["facts"]["vote"] == vote {
                return Ok(index);
            }
        }
        anyhow::bail!("no ballot in {vote}")
    }
}

pub fn check(folder: &Path, options: Options) -> Report {
    let options = Options {
        now: options.now.or(Some(NOW)),
        ..options
    };
    let source = Source::new(&folder.to_string_lossy());
    verify(&source, &options, &mut |_, _| {})
}

/// Changes the facts of an entry.
pub fn facts(record: &mut Published, index: usize, change: impl FnOnce(&mut Value)) -> Result<()> {
    let mut entry = record.entry(index)?;
    change(entry.get_mut("facts").context("facts")?);
    record.set_entry(index, &entry)
}

/// Takes a content out of the published ones.
pub fn hide(record: &mut Published, index: usize, name: &str) {
    let is = |body: &madang_record::OpenBody| body.entry == index as u64 && body.name == name;
    record.bodies.retain(|body| !is(body));
}
