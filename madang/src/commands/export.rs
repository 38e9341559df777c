//! `madang export`: the whole public record as static files.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::fs::{File, TryLockError};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result};
use madang_exchange::{SMALL, read_within};
use madang_record::note::Note;
use madang_record::tile;
use madang_record::{Checkpoint, VerifyingKey, verify_consistency};
use madang_store::Store;
use madang_verify::{CHECKPOINT, LOG_KEY};

use crate::data::{DataArguments, DataDirectory};
use crate::output;
use crate::progress::Progress;

/// How long an export waits before it asks again whether another into the same directory is done.
const AGAIN: Duration = Duration::from_millis(200);

/// Write the whole public record as static files that any web server can host
///
/// The checkpoint is written last: a directory that has one is complete. Run again on the same directory it brings it up
/// to date.
#[derive(Debug, clap::Args)]
pub struct ExportCommand {
    /// Directory to write; made where it is missing
    #[arg(value_name = "DIR")]
    directory: PathBuf,
    #[command(flatten)]
    pub data: DataArguments,
}

impl ExportCommand {
    pub async fn run(self, arguments: &DataArguments) -> Result<()> {
        let directory = DataDirectory::open(arguments)?;
        output::check_published(&self.directory, directory.guard())?;
        let store = directory.read_only_store().await?;
        let size = export(&store, &self.directory).await;
        let size = size.map_err(|error| directory.about(error))?;
        let place = self.directory.display().to_string();
        say!(
            "madang: {}",
            t!("export-wrote", size = size, place = place.as_str())
        );
        say!("madang: {}", t!("export-check", place = place));
        Ok(())
    }
}

/// Writes the record; returns how many entries it has.
///
/// # Errors
/// What the database or the file system says.
pub async fn export(store: &Store, directory: &Path) -> Result<u64> {
    // Without one there is nothing to make a directory for.
    store.checkpoint().await?;
    let _alone = alone_in(directory).await?;
    // The checkpoint is taken first and written last: what lies between are files that it speaks of.
    let note = store.checkpoint().await?;
    let checkpoint = Checkpoint::parse(&Note::parse(&note)?.text)?;
    check_published(store, directory, &checkpoint).await?;
    let found = published(directory)?;
    let progress = Progress::new(&t!("export-exporting"));
    let missing = |path: &str| t!("export-missing", path = path);
    for bundle in tile::bundles_for_size(checkpoint.size) {
        let path = bundle.path();
        let bytes = store
            .entry_bundle(bundle.index, bundle.width)
            .await?
            .with_context(|| missing(&path))?;
        write(directory, &path, &bytes)?;
        let bodies = store.body_bundle(bundle.index).await?;
        let body_path = tile::body_path(bundle.index);
        if bodies.is_empty() {
            check_unlinked(directory, &body_path)?;
            remove(&directory.join(&body_path))?;
        } else {
            write(directory, &body_path, &bodies)?;
        }
        attachments(store, directory, bundle.index).await?;
        progress.set(
            bundle.first_entry() + u64::from(bundle.width),
            checkpoint.size,
        );
    }
    for tile in tile::tiles_for_size(checkpoint.size) {
        let path = tile.path();
        let bytes = store
            .tile(tile.level, tile.index, tile.width)
            .await?
            .with_context(|| missing(&path))?;
        write(directory, &path, &bytes)?;
    }
    let key = store
        .with_state(|state| {
            state
                .log()
                .and_then(|log| log.key_at(checkpoint.size).map(str::to_owned))
        })
        .await?
        .with_context(|| t!("export-not-begun"))?;
    // Where the file system has no locks, or something else copies into it: what came meanwhile is not put back.
    if published(directory)? != found {
        let place = directory.display().to_string();
        refuse!("export-meanwhile", place = place);
    }
    write(directory, LOG_KEY, format!("{key}\n").as_bytes())?;
    write(directory, CHECKPOINT, note.as_bytes())?;
    Ok(checkpoint.size)
}

/// Makes the directory and holds it until what is given is dropped: of two exports at once the slower would put back its older
/// checkpoint, and contents that were erased meanwhile. Whoever comes second waits and takes the newest. `None` where the file
/// system has no such locks.
async fn alone_in(directory: &Path) -> Result<Option<File>> {
    let cannot = || t!("files-cannot-write", file = directory);
    fs::create_dir_all(directory).with_context(cannot)?;
    let folder = File::open(directory).with_context(cannot)?;
    let mut told = false;
    loop {
        match folder.try_lock() {
            Ok(()) => return Ok(Some(folder)),
            Err(TryLockError::Error(_)) => return Ok(None),
            Err(TryLockError::WouldBlock) => {}
        }
        if !std::mem::replace(&mut told, true) {
            let place = directory.display().to_string();
            note!("madang: {}", t!("export-waits", place = place));
        }
        tokio::time::sleep(AGAIN).await;
    }
}

/// The checkpoint file of the directory, where it has one.
fn published(directory: &Path) -> Result<Option<Vec<u8>>> {
    file_of(directory, CHECKPOINT)
}

/// A small file of the directory, where it has one of that name.
fn file_of(directory: &Path, name: &str) -> Result<Option<Vec<u8>>> {
    let file = directory.join(name);
    match read_within(&file, SMALL) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| t!("files-cannot-read", file = file)),
    }
}

/// Writes the files that the public contents of a bundle speak of, and removes those of its entries that none does any more.
async fn attachments(store: &Store, directory: &Path, bundle: u64) -> Result<()> {
    let mut published: BTreeMap<u64, BTreeSet<String>> = BTreeMap::new();
    for (entry, file) in store.attachments(bundle).await? {
        let path = file.path(entry);
        let Some(bytes) = store.attachment_bytes(file.hash).await? else {
            note!("madang: {}", t!("export-attachment-missing", path = path));
            continue;
        };
        write(directory, &path, &bytes)?;
        let of = published.entry(entry).or_default();
        of.insert(file.hash.to_hex());
    }
    let first = bundle * u64::from(tile::TILE_WIDTH);
    for entry in first..first + u64::from(tile::TILE_WIDTH) {
        let path = format!("attachment/{entry}");
        let folder = directory.join(&path);
        if !folder.is_dir() {
            continue;
        }
        check_unlinked(directory, &format!("{path}/file"))?;
        let kept = published.remove(&entry).unwrap_or_default();
        let cannot = || t!("files-cannot-remove", file = folder.as_path());
        for file in fs::read_dir(&folder).with_context(cannot)? {
            let file = file.with_context(cannot)?;
            if !kept.contains(&*file.file_name().to_string_lossy()) {
                remove(&file.path())?;
            }
        }
    }
    Ok(())
}

/// Refuses to publish over another record, or over a newer one: whoever relies on what is there would see it taken back.
async fn check_published(store: &Store, directory: &Path, ours: &Checkpoint) -> Result<()> {
    let keys = store.with_state(|state| state.log().map(|log| log.keys.clone()));
    let keys = keys.await?.unwrap_or_default();
    let Some(bytes) = published(directory)? else {
        return check_key(directory, keys.iter().map(|(_, key)| key.as_str()));
    };
    // What is no text is no checkpoint either.
    let text = String::from_utf8(bytes).unwrap_or_default();
    let place = directory.display().to_string();
    let published = Note::parse(&text).ok();
    let published = published.and_then(|note| Checkpoint::parse(&note.text).ok());
    let Some(published) = published else {
        refuse!("export-no-checkpoint", file = directory.join(CHECKPOINT));
    };
    if published.origin != ours.origin {
        let (published, own) = (published.origin.as_str(), ours.origin.as_str());
        refuse!(
            "export-other-record",
            place = place,
            published = published,
            own = own
        );
    }
    // Another record is not an older one, whatever its size.
    let keys: Vec<VerifyingKey> = keys.iter().flat_map(|(_, key)| key.parse()).collect();
    let signs = |key: &VerifyingKey| Checkpoint::open(&text, std::slice::from_ref(key)).is_ok();
    if !keys.iter().any(signs) {
        let origin = published.origin.as_str();
        refuse!("export-other-key", place = place, origin = origin);
    }
    if published.size > ours.size {
        let (published, own) = (published.size, ours.size);
        refuse!(
            "export-older",
            place = place,
            published = published,
            own = own
        );
    }
    let proof = store.consistency_proof(published.size, ours.size).await?;
    let grown = verify_consistency(
        published.size,
        &published.root,
        ours.size,
        &ours.root,
        &proof,
    );
    if grown.is_err() {
        let published = published.size;
        refuse!("export-other-log", place = place, published = published);
    }
    Ok(())
}

/// Refuses a directory without a checkpoint whose key is none of `keys`, of this record: another was published there.
fn check_key<'k>(directory: &Path, mut keys: impl Iterator<Item = &'k str>) -> Result<()> {
    let Some(found) = file_of(directory, LOG_KEY)? else {
        return Ok(());
    };
    if keys.any(|key| key.as_bytes() == found.trim_ascii()) {
        return Ok(());
    }
    let place = directory.display().to_string();
    refuse!("export-key-of-another", place = place, file = LOG_KEY);
}

/// Refuses a folder of the export that is a link: what is written or removed there would be so somewhere else.
fn check_unlinked(directory: &Path, path: &str) -> Result<()> {
    let within = Path::new(path).ancestors().skip(1);
    for folder in within.filter(|folder| !folder.as_os_str().is_empty()) {
        let folder = directory.join(folder);
        if fs::symlink_metadata(&folder).is_ok_and(|about| about.is_symlink()) {
            refuse!("files-link", file = folder);
        }
    }
    Ok(())
}

fn write(directory: &Path, path: &str, bytes: &[u8]) -> Result<()> {
    check_unlinked(directory, path)?;
    let file = directory.join(path);
    let write = || -> std::io::Result<()> {
        let parent = file.parent().unwrap_or(directory);
        fs::create_dir_all(parent)?;
        // Whoever reads meanwhile sees the old file or the new one, never half of one.
        let mut temporary = tempfile::Builder::new()
            .permissions(public())
            .tempfile_in(parent)?;
        temporary.write_all(bytes)?;
        temporary.persist(&file)?;
        Ok(())
    };
    write().with_context(|| t!("files-cannot-write", file = file))
}

/// Files that a web server may read.
fn public() -> fs::Permissions {
    std::os::unix::fs::PermissionsExt::from_mode(0o644)
}

fn remove(file: &Path) -> Result<()> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| t!("files-cannot-remove", file = file))
        }
        _ => Ok(()),
    }
}
