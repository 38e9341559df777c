//! Published records as files: read, altered, put together anew as a forger would who holds the log's key.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use madang_record::tile::{
    body_path, bundles_for_size, encode_bundle, encode_tile, tile_root, tiles_for_size,
};
use madang_record::{
    BundleReader, Checkpoint, Frontier, Hash, Note, OpenBody, SigningKey, leaf_hash,
};
use madang_verify::{Options, Report, Source, verify};

/// Copies a record.
///
/// # Errors
/// Where a file cannot be read or written.
pub fn copy(from: &Path, to: &Path) -> Result<()> {
    for file in files(from)? {
        let target = to.join(&file);
        fs::create_dir_all(target.parent().unwrap_or(to))?;
        fs::copy(from.join(&file), target)?;
    }
    Ok(())
}

/// The files of a record by their paths in it, in order.
///
/// # Errors
/// Where a folder cannot be read.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    fn walk(root: &Path, folder: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
        for entry in
            fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?
        {
            let path = entry?.path();
            if path.is_dir() {
                walk(root, &path, found)?;
            } else {
                found.push(path.strip_prefix(root)?.to_owned());
            }
        }
        Ok(())
    }
    let mut found = Vec::new();
    walk(folder, folder, &mut found)?;
    found.sort();
    Ok(found)
}

/// Checks a record with the library behind `madang verify`.
pub fn check(folder: &Path, options: &Options) -> Report {
    verify(
        &Source::new(&folder.to_string_lossy()),
        options,
        &mut |_, _| {},
    )
}

/// A published record in memory.
#[derive(Clone, Debug)]
pub struct Published {
    /// The log's origin.
    pub origin: String,
    /// The entries.
    pub entries: Vec<Vec<u8>>,
    /// The open bodies, by entry.
    pub bodies: Vec<OpenBody>,
    /// What the file log.vkey holds.
    pub key: String,
}

impl Published {
    /// Reads a record.
    ///
    /// # Errors
    /// Where it is none.
    pub fn read(folder: &Path) -> Result<Published> {
        let note = fs::read_to_string(folder.join("checkpoint"))?;
        let Checkpoint { origin, size, .. } = Checkpoint::parse(&Note::parse(&note)?.text)?;
        let mut entries = Vec::new();
        for bundle in bundles_for_size(size) {
            let bytes = fs::read(folder.join(bundle.path()))?;
            entries.extend(BundleReader::new(&bytes, bundle.width)?.map(<[u8]>::to_vec));
        }
        let mut bodies = Vec::new();
        for index in 0..size.div_ceil(256) {
            let file = folder.join(body_path(index));
            if file.exists() {
                for line in fs::read_to_string(file)?.lines() {
                    bodies.push(OpenBody::parse_line(line)?);
                }
            }
        }
        let key = fs::read_to_string(folder.join("log.vkey"))?;
        Ok(Published {
            origin,
            entries,
            bodies,
            key,
        })
    }

    /// The entry at `index` as JSON.
    ///
    /// # Errors
    /// Where there is none.
    pub fn entry(&self, index: usize) -> Result<serde_json::Value> {
        Ok(serde_json::from_slice(
            self.entries.get(index).context("no such entry")?,
        )?)
    }

    /// Replaces an entry.
    ///
    /// # Errors
    /// A value that has no canonical form.
    pub fn set_entry(&mut self, index: usize, entry: &serde_json::Value) -> Result<()> {
        self.entries[index] = madang_record::to_canonical(entry)?;
        Ok(())
    }

    /// Removes an entry and its bodies; those that follow move up, as if it had never been.
    pub fn remove_entry(&mut self, index: usize) {
        self.entries.remove(index);
        let index = index as u64;
        self.bodies.retain(|body| body.entry != index);
        for body in &mut self.bodies {
            body.entry -= u64::from(body.entry > index);
        }
    }

    /// Replaces the content of a body, and in the entry the hash that stands for it, as one may who makes it all anew.
    ///
    /// # Errors
    /// Where there is no such body.
    pub fn set_body(&mut self, index: usize, name: &str, content: serde_json::Value) -> Result<()> {
        let body = self
            .bodies
            .iter_mut()
            .find(|body| body.entry == index as u64 && body.name == name);
        let body = body.context("no such body")?;
        body.content = content;
        let hash = body.hash()?.to_string();
        let mut entry = self.entry(index)?;
        let commitments = entry["bodies"]
            .as_array_mut()
            .context("the entry has no bodies")?;
        let commitment = commitments
            .iter_mut()
            .find(|body| body["name"] == name)
            .context("no such commitment")?;
        commitment["hash"] = hash.into();
        self.set_entry(index, &entry)
    }

    /// The first entry of a kind.
    ///
    /// # Errors
    /// Where there is none.
    pub fn first_of(&self, kind: &str) -> Result<usize> {
        for index in 0..self.entries.len() {
            if self.entry(index)?["kind"] == kind {
                return Ok(index);
            }
        }
        anyhow::bail!("no entry is of kind {kind}")
    }

    /// Writes the record with every tile and a checkpoint signed by `key`: a forger with the log's key, whose files all
    /// agree with one another.
    ///
    /// # Errors
    /// Where a file cannot be written.
    pub fn write(&self, folder: &Path, key: &SigningKey) -> Result<()> {
        let put = |path: &Path, bytes: &[u8]| -> Result<()> {
            let target = folder.join(path);
            fs::create_dir_all(target.parent().unwrap_or(folder))?;
            Ok(fs::write(target, bytes)?)
        };
        put(Path::new("log.vkey"), self.key.as_bytes())?;
        let mut bundles: BTreeMap<u64, String> = BTreeMap::new();
        for body in &self.bodies {
            let bundle = bundles.entry(body.entry / 256).or_default();
            bundle.push_str(&body.to_line()?);
            bundle.push('\n');
        }
        for (index, lines) in bundles {
            put(Path::new(&body_path(index)), lines.as_bytes())?;
        }
        let size = self.entries.len() as u64;
        let leaves: Vec<Hash> = self.entries.iter().map(|entry| leaf_hash(entry)).collect();
        let mut frontier = Frontier::new();
        leaves.iter().for_each(|leaf| frontier.append(*leaf));
        let mut levels = vec![leaves];
        while let Some(below) = levels.last().filter(|level| level.len() >= 256) {
            let above = below.chunks_exact(256).filter_map(tile_root).collect();
            levels.push(above);
        }
        for tile in tiles_for_size(size) {
            let from = tile.index as usize * 256;
            let hashes = &levels[usize::from(tile.level)][from..from + usize::from(tile.width)];
            put(Path::new(&tile.path()), &encode_tile(hashes))?;
        }
        for bundle in bundles_for_size(size) {
            let from = bundle.first_entry() as usize;
            let entries = &self.entries[from..from + usize::from(bundle.width)];
            put(Path::new(&bundle.path()), &encode_bundle(entries)?)?;
        }
        let checkpoint = Checkpoint {
            origin: self.origin.clone(),
            size,
            root: frontier.root(),
        };
        put(Path::new("checkpoint"), checkpoint.sign(key)?.as_bytes())
    }
}

/// A file of a record with other content; put back when dropped.
#[derive(Debug)]
pub struct Altered {
    path: PathBuf,
    original: Vec<u8>,
}

impl Altered {
    /// Reads a file that is to be altered.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn new(path: &Path) -> Result<Altered> {
        Ok(Altered {
            path: path.to_owned(),
            original: fs::read(path)?,
        })
    }

    /// What it holds.
    pub fn original(&self) -> &[u8] {
        &self.original
    }

    /// Puts other content in its place.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn write(&self, bytes: &[u8]) -> Result<()> {
        Ok(fs::write(&self.path, bytes)?)
    }

    /// Removes it.
    ///
    /// # Errors
    /// Where it cannot be removed.
    pub fn remove(&self) -> Result<()> {
        Ok(fs::remove_file(&self.path)?)
    }
}

impl Drop for Altered {
    fn drop(&mut self) {
        if let Err(error) = fs::write(&self.path, &self.original) {
            panic!("{} could not be put back: {error}", self.path.display());
        }
    }
}
