//! Kept records that are changed and signed again, as whoever holds a log's key could.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use madang_record::SigningKey;
use madang_record::body::body_hash;
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

/// The names of all kept records.
pub fn records() -> Result<Vec<String>> {
    let mut found = vec![];
    for one in fs::read_dir(folder(""))? {
        let path = one?.path();
        let name = path.file_name().filter(|_| path.is_dir());
        found.extend(name.map(|name| name.to_string_lossy().into_owned()));
    }
    found.sort();
    Ok(found)
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

/// Puts another text in the place of a content in its file; with `signed`, its hash too, in an entry that the log signs.
pub fn with_content(
    kept: &mut Kept,
    index: usize,
    name: &str,
    signed: bool,
    content: &str,
    folder: &Path,
) -> Result<()> {
    let mut bodies = kept.record.bodies.iter();
    let body = bodies.find(|body| body.entry == index as u64 && body.name == name);
    let body = body.context("the content")?.clone();
    if signed {
        let mut entry = kept.record.entry(index)?;
        let of_entry = entry["bodies"].as_array_mut().context("contents")?;
        for commitment in of_entry.iter_mut().filter(|body| body["name"] == name) {
            let hash = body_hash(&body.salt, content.as_bytes());
            commitment["hash"] = hash.to_string().into();
        }
        kept.record.set_entry(index, &entry)?;
    }
    kept.record.write(folder, &kept.key)?;
    let file = folder.join(format!("body/{:03}", index / 256));
    let text = fs::read_to_string(&file)?;
    let own = body.to_line()?;
    let was = String::from_utf8(madang_record::to_canonical(&body.content)?)?;
    assert!(text.contains(&own), "the line of {index} {name}");
    fs::write(&file, text.replace(&own, &own.replace(&was, content)))?;
    Ok(())
}
