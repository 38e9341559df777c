//! Files that hold a secret: made once, readable by their owner alone, never written over.

use std::fs;
use std::io::{ErrorKind, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use anyhow::{Context, Result};

/// How the name of a secret begins that is not written to its end, and how many letters follow.
const HALF_WRITTEN: &str = ".tmp";
const RANDOM_LETTERS: usize = 6;

/// How often a secret is written anew that is removed before it has its name.
const MOST_TRIES: u32 = 10;

/// Reads a secret; `None` where nothing bears that name.
///
/// # Errors
/// A link that leads nowhere (a secret that is not mounted yet), a file that others than its owner may read or write, a file
/// that cannot be read.
pub fn read(file: &Path) -> Result<Option<Vec<u8>>> {
    let problem = || t!("files-cannot-read", file = file);
    match fs::symlink_metadata(file) {
        Ok(_) => {}
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error).with_context(problem),
    }
    let about = match fs::metadata(file) {
        Ok(about) => about,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let target = fs::read_link(file).with_context(problem)?;
            refuse!("data-secret-link", file = file, target = target);
        }
        Err(error) => return Err(error).with_context(problem),
    };
    let mode = about.permissions().mode() & 0o777;
    if mode & 0o077 != 0 {
        let mode = format!("{mode:04o}");
        refuse!("data-secret-open", file = file, mode = mode);
    }
    let read = madang_exchange::read_within(file, madang_exchange::SMALL);
    read.map(Some).with_context(problem)
}

/// Reads a secret that is text, without the blanks around it; `None` where nothing bears that name.
///
/// # Errors
/// As [`read`], and bytes that are no text.
pub fn read_text(file: &Path) -> Result<Option<String>> {
    let Some(bytes) = read(file)? else {
        return Ok(None);
    };
    let text = String::from_utf8(bytes).with_context(|| t!("data-secret-text", file = file))?;
    Ok(Some(text.trim().to_owned()))
}

/// Writes a secret whole and durably under a name that nothing bears yet; says whether it did. What is there already, a
/// link included, is left as it is.
///
/// # Errors
/// Where the file cannot be written.
pub fn create(file: &Path, content: &[u8]) -> Result<bool> {
    let directory = file.parent().unwrap_or(Path::new("."));
    let problem = || t!("files-cannot-write", file = file);
    let write = || -> std::io::Result<tempfile::NamedTempFile> {
        // A temporary file is readable by its owner alone from the beginning.
        let mut temporary = tempfile::Builder::new()
            .prefix(HALF_WRITTEN)
            .rand_bytes(RANDOM_LETTERS)
            .tempfile_in(directory)?;
        // Whoever clears what was left behind leaves it. Where the file system has no locks it stays too.
        let _ = temporary.as_file().try_lock();
        temporary.write_all(content)?;
        temporary.as_file().sync_all()?;
        Ok(temporary)
    };
    for _ in 0..MOST_TRIES {
        match write().with_context(problem)?.persist_noclobber(file) {
            Ok(_) => {
                sync(directory).with_context(problem)?;
                return Ok(true);
            }
            Err(error) if error.error.kind() == ErrorKind::AlreadyExists => return Ok(false),
            // It was cleared in the moment before it was locked.
            Err(error) if error.error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(error.error).with_context(problem),
        }
    }
    refuse!("data-secret-vanishes", file = file)
}

/// Removes what writers of secrets left half-written in a directory because they were stopped: a key or a token that nobody
/// has ever used lies in it. What one is writing now stays.
///
/// # Errors
/// Where the directory cannot be read, or such a file not be removed.
pub fn clear_half_written(directory: &Path) -> Result<()> {
    let problem = || t!("files-cannot-read", file = directory);
    for file in fs::read_dir(directory).with_context(problem)? {
        let file = file.with_context(problem)?;
        let name = file.file_name();
        let letters = name
            .to_str()
            .and_then(|name| name.strip_prefix(HALF_WRITTEN));
        let is_ours = letters.is_some_and(|letters| {
            letters.len() == RANDOM_LETTERS && letters.bytes().all(|b| b.is_ascii_alphanumeric())
        });
        if !is_ours || !file.file_type().with_context(problem)?.is_file() {
            continue;
        }
        let path = file.path();
        let left = fs::File::open(&path).is_ok_and(|file| file.try_lock().is_ok());
        if left {
            match fs::remove_file(&path) {
                Err(error) if error.kind() != ErrorKind::NotFound => {
                    return Err(error).context(t!("data-half-written", file = path));
                }
                _ => {}
            }
        }
    }
    Ok(())
}

/// Makes names that were given or changed in a directory outlast a power cut.
pub fn sync(directory: &Path) -> std::io::Result<()> {
    fs::File::open(directory)?.sync_all()
}

/// Random bytes from the operating system.
///
/// # Errors
/// Where there are none.
pub fn random<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)
        .map_err(|error| anyhow::Error::new(error).context(t!("data-no-randomness")))?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_made_once_and_never_written_over() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("secret");
        assert_eq!(read(&file).expect("nothing is there"), None);
        assert!(create(&file, b"first").expect("it is written"));
        assert!(!create(&file, b"second").expect("it is left"));
        assert_eq!(
            read(&file).expect("it is read").as_deref(),
            Some(&b"first"[..])
        );
        let mode = fs::metadata(&file)
            .expect("it is there")
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
        let left = fs::read_dir(folder.path()).expect("a folder").count();
        assert_eq!(left, 1, "no temporary file stays");
    }

    #[test]
    fn what_a_stopped_writer_left_is_cleared_and_nothing_else() {
        let folder = tempfile::tempdir().expect("a folder");
        let place = |name: &str| folder.path().join(name);
        for name in [".tmpAb3xYz", ".tmp", ".tmpAb3xYz1", ".tmpAb3xY-", "log.key"] {
            fs::write(place(name), "text").expect("a file");
        }
        fs::create_dir(place(".tmpFolder")).expect("a folder");
        std::os::unix::fs::symlink(place("log.key"), place(".tmpLinked")).expect("a link");
        let writing = fs::File::create(place(".tmpWriter")).expect("a file");
        writing.try_lock().expect("it is locked");
        clear_half_written(folder.path()).expect("it is cleared");
        assert!(!place(".tmpAb3xYz").exists());
        let left = fs::read_dir(folder.path()).expect("a folder").count();
        assert_eq!(left, 7, "what is somebody else's stays");
        drop(writing);
        clear_half_written(folder.path()).expect("it is cleared");
        assert!(!place(".tmpWriter").exists(), "its writer has ended");
    }

    #[test]
    fn a_secret_is_written_while_others_clear() {
        let folder = tempfile::tempdir().expect("a folder");
        let done = std::sync::atomic::AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                while !done.load(std::sync::atomic::Ordering::Relaxed) {
                    clear_half_written(folder.path()).expect("it is cleared");
                }
            });
            for number in 0..300 {
                let file = folder.path().join(format!("secret.{number}"));
                assert!(create(&file, b"text").expect("it is written"));
            }
            done.store(true, std::sync::atomic::Ordering::Relaxed);
        });
        let files = fs::read_dir(folder.path()).expect("a folder").count();
        assert_eq!(files, 300);
    }

    #[test]
    fn a_link_to_a_secret_that_is_not_mounted_is_left() {
        let folder = tempfile::tempdir().expect("a folder");
        let (file, target) = (
            folder.path().join("log.key"),
            folder.path().join("mount/key"),
        );
        std::os::unix::fs::symlink(&target, &file).expect("a link");
        let error = read(&file).expect_err("it leads nowhere").to_string();
        assert!(
            error.contains("mount the secret") && error.contains("mount/key"),
            "{error}"
        );
        assert!(!create(&file, b"another").expect("it is left"));
        assert_eq!(fs::read_link(&file).expect("still a link"), target);
        fs::create_dir(folder.path().join("mount")).expect("a folder");
        assert!(create(&target, b"the secret").expect("it is mounted"));
        assert_eq!(
            read(&file).expect("it is read").as_deref(),
            Some(&b"the secret"[..])
        );
    }

    #[test]
    fn a_secret_that_others_may_read_is_refused_with_the_remedy() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("secret");
        create(&file, b"first").expect("it is written");
        for mode in [0o644, 0o640, 0o604, 0o620, 0o601] {
            fs::set_permissions(&file, fs::Permissions::from_mode(mode)).expect("its mode");
            let error = read(&file).expect_err("others may read it").to_string();
            assert!(
                error.contains("chmod 600") && error.contains(&format!("{mode:04o}")),
                "{error}"
            );
        }
        for mode in [0o600, 0o400] {
            fs::set_permissions(&file, fs::Permissions::from_mode(mode)).expect("its mode");
            assert!(read(&file).expect("it is read").is_some());
        }
    }
}
