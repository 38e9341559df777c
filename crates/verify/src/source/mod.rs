//! Where a published record is read from: a directory or a web address. Whoever serves it may be hostile: what is read of a
//! file is bounded, and so are the time without progress and the number of attempts.

mod answers;
mod http;

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use madang_programme::voices::MOST_FILE;
use madang_words::{Said, system_said};
use thiserror::Error;

use crate::said::said;
use http::Client;

/// The most bytes that are read of a bundle's contents. Ballots and texts take far less; an outcome of ten thousand
/// projects takes some ten million bytes.
const MOST_CONTENTS: u64 = 48 << 20;

/// The most bytes of a file that came with a voice.
const MOST_ATTACHMENT: u64 = MOST_FILE as u64;

/// The most bytes that are read of a file.
fn most_bytes(path: &str) -> u64 {
    if path.starts_with("tile/entries/") {
        256 * (2 + 65_535)
    } else if path.starts_with("tile/") {
        256 * 32
    } else if path.starts_with("body/") {
        MOST_CONTENTS
    } else if path.starts_with("attachment/") {
        MOST_ATTACHMENT
    } else {
        1 << 20
    }
}

/// A file of the record could not be read; a file that is not there is not an error.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("cannot read {path}: {reason}")]
pub struct SourceError {
    /// Path or address.
    pub path: String,
    /// What went wrong.
    pub reason: Said,
}

impl SourceError {
    pub(crate) fn said(&self) -> Said {
        said("verify-source-unread")
            .text("path", &self.path)
            .said("reason", self.reason.clone())
    }
}

/// A published record.
#[derive(Debug)]
pub struct Source(Kind);

#[derive(Debug)]
enum Kind {
    Directory(PathBuf),
    Address(Client),
}

impl Source {
    /// A directory, as `madang export` writes it; or, if `location` begins with `http://` or `https://`, the address of a
    /// portal or of any web server with an exported directory.
    pub fn new(location: &str) -> Source {
        if is_address(location) {
            Source(Kind::Address(Client::new(location)))
        } else {
            Source(Kind::Directory(PathBuf::from(location)))
        }
    }

    /// The directory; `None` for an address.
    pub(crate) fn directory(&self) -> Option<&Path> {
        match &self.0 {
            Kind::Directory(directory) => Some(directory),
            Kind::Address(_) => None,
        }
    }

    /// Whether the files can change while they are read, because a log that grows publishes them.
    pub(crate) fn is_live(&self) -> bool {
        matches!(self.0, Kind::Address(_))
    }

    /// Reads a file by its path in the record; `None` where there is none.
    ///
    /// # Errors
    /// A file that is there and cannot be read, a directory that is not there, or an address that does not answer. Of a
    /// file that is longer than the format allows one byte more than that is given, which no check lets pass.
    pub fn fetch(&self, path: &str) -> Result<Option<Vec<u8>>, SourceError> {
        match &self.0 {
            Kind::Directory(directory) => {
                let full = directory.join(path);
                let wrong = |error: io::Error| SourceError {
                    path: full.display().to_string(),
                    reason: system_said(&error),
                };
                match regular(&full) {
                    Ok(file) => read_bounded(file, most_bytes(path))
                        .map(Some)
                        .map_err(wrong),
                    Err(error) if error.kind() == io::ErrorKind::NotFound => {
                        match fs::metadata(directory) {
                            Ok(_) => Ok(None),
                            Err(error) => Err(SourceError {
                                path: directory.display().to_string(),
                                reason: system_said(&error),
                            }),
                        }
                    }
                    Err(error) => Err(wrong(error)),
                }
            }
            Kind::Address(client) => client.fetch(path, most_bytes(path)),
        }
    }
}

/// Whether a location is an address of the web: its scheme is read in any case of letters, as browsers do.
fn is_address(location: &str) -> bool {
    let scheme = location.split_once("://").map(|(scheme, _)| scheme);
    scheme.is_some_and(|scheme| {
        scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https")
    })
}

/// Opens a file, but nothing that could wait or never end, such as a pipe or a device.
fn regular(path: &Path) -> io::Result<fs::File> {
    if !fs::metadata(path)?.is_file() {
        return Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            "it is not a file",
        ));
    }
    fs::File::open(path)
}

/// Reads at most one byte more than `most`: a file that is too long shows as one.
fn read_bounded(reader: impl Read, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(most + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_file_is_none_and_a_missing_directory_is_an_error() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("there"), "x").expect("a file");
        let source = Source::new(&folder.path().to_string_lossy());
        assert_eq!(source.fetch("there"), Ok(Some(b"x".to_vec())));
        assert_eq!(source.fetch("not/there"), Ok(None));
        let nowhere = Source::new(&folder.path().join("nowhere").to_string_lossy());
        assert!(nowhere.fetch("there").is_err());
    }

    #[test]
    fn one_byte_more_than_allowed_is_read() {
        assert_eq!(read_bounded(&b"12345"[..], 3).expect("bytes"), b"1234");
        assert_eq!(read_bounded(&b"123"[..], 3).expect("bytes"), b"123");
    }
}
