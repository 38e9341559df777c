//! Where a published record is read from: a directory or a web address.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

use thiserror::Error;

/// The most bytes that are read of a file: what the format allows, and for bodies, which have no fixed bound, no more
/// than one would trust a server with memory for.
fn most_bytes(path: &str) -> u64 {
    if path.starts_with("tile/entries/") {
        256 * (2 + 65_535)
    } else if path.starts_with("tile/") {
        256 * 32
    } else if path.starts_with("body/") {
        256 << 20
    } else {
        1 << 20
    }
}

/// A file of the record could not be read; a file that is not there is not an error.
#[derive(Debug, Error)]
#[error("cannot read {path}: {reason}")]
pub struct SourceError {
    /// Path or address.
    pub path: String,
    /// What went wrong.
    pub reason: String,
}

/// A published record.
#[derive(Debug)]
pub enum Source {
    /// A directory, as `madang export` writes it.
    Directory(PathBuf),
    /// The address of a portal or of any web server with an exported directory.
    Address {
        /// Without a trailing slash.
        base: String,
        /// The client, which keeps its connections.
        agent: ureq::Agent,
    },
}

impl Source {
    /// A directory, or an address if `location` begins with `http://` or `https://`.
    pub fn new(location: &str) -> Source {
        if location.starts_with("http://") || location.starts_with("https://") {
            let config = ureq::Agent::config_builder()
                .timeout_global(Some(Duration::from_secs(120)))
                .http_status_as_error(false)
                // Another host than the one that was asked for says nothing about this record.
                .max_redirects(0)
                .user_agent(concat!("madang-verify/", env!("CARGO_PKG_VERSION")))
                .build();
            Source::Address {
                base: location.trim_end_matches('/').to_owned(),
                agent: config.into(),
            }
        } else {
            Source::Directory(PathBuf::from(location))
        }
    }

    /// Reads a file by its path in the record; `None` where there is none.
    ///
    /// # Errors
    /// A file that is there and cannot be read, or an address that does not answer. Of a file that is longer than the format
    /// allows one byte more than that is given, which no check lets pass.
    pub fn fetch(&self, path: &str) -> Result<Option<Vec<u8>>, SourceError> {
        match self {
            Source::Directory(directory) => {
                let full = directory.join(path);
                let wrong = |error: io::Error| SourceError {
                    path: full.display().to_string(),
                    reason: error.to_string(),
                };
                match regular(&full) {
                    Ok(file) => read_bounded(file, most_bytes(path))
                        .map(Some)
                        .map_err(wrong),
                    Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
                    Err(error) => Err(wrong(error)),
                }
            }
            Source::Address { base, agent } => {
                let address = format!("{base}/{path}");
                let wrong = |reason: String| SourceError {
                    path: address.clone(),
                    reason,
                };
                let response = agent
                    .get(&address)
                    .call()
                    .map_err(|error| wrong(error.to_string()))?;
                match response.status().as_u16() {
                    200 => read_bounded(response.into_body().into_reader(), most_bytes(path))
                        .map(Some)
                        .map_err(|error| wrong(error.to_string())),
                    404 | 410 => Ok(None),
                    status => Err(wrong(format!("the server answered {status}"))),
                }
            }
        }
    }
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
