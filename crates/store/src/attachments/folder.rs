//! The folder itself: whole files or none, and what is removed is gone from the file too.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use madang_record::Hash;

/// The file that says whose folder it is.
const OWNER: &str = "record";

/// The folder of what waits.
const WAITING: &str = "waiting";

/// How a file ends that is being written.
const PART: &str = "part";

/// Files of which no entry speaks stay so long: an entry may be on its way.
const ON_ITS_WAY: Duration = Duration::from_secs(3600);

/// How long something waits for whoever has not sent it yet.
const WAITS: Duration = Duration::from_secs(24 * 3600);

/// The most that waits, in bytes and in files.
const MOST_WAITING: u64 = 1 << 30;
const MOST_WAITING_FILES: usize = 4_000;

/// A folder of files.
#[derive(Debug)]
pub(crate) struct Folder(PathBuf);

impl Folder {
    /// Opens the folder of a record; makes it, unless it is opened for reading. `None` where it is another record's.
    pub(super) fn open(path: &Path, origin: &str, reads: bool) -> io::Result<Option<Folder>> {
        let folder = Folder(path.to_owned());
        let owner = path.join(OWNER);
        if !reads {
            make(path)?;
            make(&path.join(WAITING))?;
            if !owner.exists() {
                folder.write(&owner, format!("{origin}\n").as_bytes())?;
            }
        }
        match fs::read_to_string(&owner) {
            Ok(of) if of.trim_end() != origin => Ok(None),
            Ok(_) => Ok(Some(folder)),
            Err(error) if reads && error.kind() == ErrorKind::NotFound => Ok(Some(folder)),
            Err(error) => Err(error),
        }
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }

    fn place(&self, hash: &Hash) -> PathBuf {
        let name = hash.to_hex();
        let first: String = name.chars().take(2).collect();
        self.0.join(first).join(name)
    }

    pub(super) fn keep(&self, hash: &Hash, bytes: &[u8]) -> io::Result<()> {
        let place = self.place(hash);
        if let Some(folder) = place.parent() {
            make(folder)?;
        }
        self.write(&place, bytes)
    }

    pub(super) fn read(&self, hash: &Hash) -> io::Result<Option<Vec<u8>>> {
        read(&self.place(hash))
    }

    pub(super) fn remove(&self, hash: &Hash) -> io::Result<()> {
        remove(&self.place(hash))
    }

    fn at_wait(&self, name: &str) -> io::Result<PathBuf> {
        let hex = |byte: u8| byte.is_ascii_hexdigit() || byte == b'-';
        match (1..=80).contains(&name.len()) && name.bytes().all(hex) {
            true => Ok(self.0.join(WAITING).join(name)),
            false => Err(io::Error::new(ErrorKind::InvalidInput, "no such name")),
        }
    }

    pub(super) fn keep_waiting(&self, name: &str, sealed: &[u8]) -> io::Result<bool> {
        let place = self.at_wait(name)?;
        let (mut files, mut bytes) = (1, sealed.len() as u64);
        for found in fs::read_dir(self.0.join(WAITING))? {
            files += 1;
            // What another has removed meanwhile takes no room.
            bytes += found?.metadata().map_or(0, |about| about.len());
        }
        if files > MOST_WAITING_FILES || bytes > MOST_WAITING {
            return Ok(false);
        }
        self.write(&place, sealed).map(|()| true)
    }

    pub(super) fn waiting(&self, name: &str) -> io::Result<Option<Vec<u8>>> {
        read(&self.at_wait(name)?)
    }

    pub(super) fn wait_no_more(&self, name: &str) -> io::Result<()> {
        remove(&self.at_wait(name)?)
    }

    /// Writes a file whole or not at all, and onto the disk.
    fn write(&self, place: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut random = [0; 8];
        getrandom::fill(&mut random).map_err(io::Error::other)?;
        let part = place.with_extension(format!("{:016x}.{PART}", u64::from_le_bytes(random)));
        let write = || -> io::Result<()> {
            let mut options = OpenOptions::new();
            let mut file = options
                .write(true)
                .create_new(true)
                .mode(0o600)
                .open(&part)?;
            file.write_all(bytes)?;
            file.sync_all()?;
            fs::rename(&part, place)?;
            match place.parent() {
                Some(folder) => File::open(folder)?.sync_all(),
                None => Ok(()),
            }
        };
        write().inspect_err(|_| {
            // The disk may be full: what was begun must not stay in the way.
            let _ = fs::remove_file(&part);
        })
    }

    /// Removes what waited too long or was never written to its end; gives the hashes of files that are old enough for an entry to
    /// speak of them.
    pub(super) fn sweep(&self) -> io::Result<Vec<Hash>> {
        let mut old = Vec::new();
        for folder in fs::read_dir(&self.0)? {
            let folder = folder?.path();
            if !folder.is_dir() {
                continue;
            }
            let waits = folder.ends_with(WAITING);
            for file in fs::read_dir(&folder)? {
                let file = file?.path();
                let age = age(&file);
                let part = file.extension().is_some_and(|ending| ending == PART);
                let name = file.file_name().and_then(|name| name.to_str());
                let hash = name.and_then(|name| name.parse::<Hash>().ok());
                match (waits, part, hash) {
                    (true, false, _) if age > WAITS => remove(&file)?,
                    (_, true, _) if age > ON_ITS_WAY => remove(&file)?,
                    (false, false, Some(hash)) if age > ON_ITS_WAY => old.push(hash),
                    // Whose it is nobody knows.
                    _ => {}
                }
            }
        }
        Ok(old)
    }
}

fn age(file: &Path) -> Duration {
    let changed = fs::metadata(file).and_then(|about| about.modified());
    let age = changed.map(|at| SystemTime::now().duration_since(at).unwrap_or_default());
    age.unwrap_or_default()
}

/// A folder that is its owner's alone.
fn make(path: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(path)
}

fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Writes nothing but noughts over a file, and removes it: its blocks hold nothing of it where the file system writes in place.
fn remove(path: &Path) -> io::Result<()> {
    let gone = |error: io::Error| match error.kind() {
        ErrorKind::NotFound => Ok(()),
        _ => Err(error),
    };
    let over = || -> io::Result<()> {
        let mut file = OpenOptions::new().write(true).open(path)?;
        let mut left = file.metadata()?.len();
        let noughts = [0; 64 << 10];
        while left > 0 {
            let some = noughts
                .len()
                .min(usize::try_from(left).unwrap_or(usize::MAX));
            file.write_all(noughts.get(..some).unwrap_or_default())?;
            left -= some as u64;
        }
        file.sync_all()
    };
    over().or_else(gone)?;
    fs::remove_file(path).or_else(gone)?;
    match path.parent() {
        Some(folder) => File::open(folder)?.sync_all().or_else(gone),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use madang_record::hash::sha256;

    use super::*;

    const ORIGIN: &str = "test.example/log";

    fn aged(path: &Path, hours: u64) {
        let at = SystemTime::now() - Duration::from_secs(hours * 3600);
        let file = OpenOptions::new().write(true).open(path).expect("a file");
        file.set_modified(at).expect("a time");
    }

    #[test]
    fn files_are_whole_and_what_nothing_speaks_of_is_found() {
        let temporary = tempfile::tempdir().expect("a folder");
        let path = temporary.path().join("attachments");
        let folder = Folder::open(&path, ORIGIN, false).expect("made");
        let folder = folder.expect("its own");
        let (new, old) = (sha256(b"new"), sha256(b"old"));
        for (hash, bytes) in [(&new, b"new"), (&old, b"old")] {
            folder.keep(hash, bytes).expect("kept");
            folder.keep(hash, bytes).expect("kept again");
            assert_eq!(
                folder.read(hash).expect("read").as_deref(),
                Some(&bytes[..])
            );
        }
        aged(&folder.place(&old), 2);
        let part = folder.place(&new).with_extension("0.part");
        fs::write(&part, b"half").expect("a file");
        aged(&part, 2);
        for (name, hours) in [("a1", 2), ("b2", 25)] {
            assert!(folder.keep_waiting(name, b"sealed").expect("kept"));
            aged(&path.join(WAITING).join(name), hours);
        }
        assert_eq!(folder.sweep().expect("swept"), [old]);
        assert!(!part.exists(), "what was never whole");
        assert!(folder.waiting("a1").expect("read").is_some());
        assert_eq!(folder.waiting("b2").expect("read"), None);
        folder.remove(&old).expect("removed");
        folder.remove(&old).expect("removed again");
        assert_eq!(folder.read(&old).expect("read"), None);
        assert!(folder.waiting("../record").is_err(), "no way out of it");
        let other = Folder::open(&path, "other.example/log", false).expect("opened");
        assert!(other.is_none(), "another record's");
    }

    #[test]
    fn a_disk_that_takes_nothing_leaves_nothing_behind() {
        let temporary = tempfile::tempdir().expect("a folder");
        let folder = Folder::open(temporary.path(), ORIGIN, false).expect("made");
        let folder = folder.expect("its own");
        let hash = sha256(b"x");
        // A folder stands where the file is to be: it cannot be renamed to it.
        let place = folder.place(&hash);
        fs::create_dir_all(place.join("in the way")).expect("a folder");
        assert!(folder.keep(&hash, b"bytes").is_err());
        let left = fs::read_dir(place.parent().expect("a folder")).expect("read");
        assert_eq!(left.count(), 1, "nothing but what was there");
    }
}
