//! Entry bundles: entries one after the other, each led by its length.

use super::{TILE_WIDTH, TileError};

/// Concatenates entries, each led by its length as 16 bits, big-endian.
///
/// # Errors
/// Fails without 1 to 256 entries, or if one is longer than 65,535 bytes.
pub fn encode_bundle<E: AsRef<[u8]>>(
    entries: impl IntoIterator<Item = E>,
) -> Result<Vec<u8>, TileError> {
    let mut bytes = Vec::new();
    let mut count = 0;
    for (position, entry) in entries.into_iter().enumerate() {
        let entry = entry.as_ref();
        let Ok(length) = u16::try_from(entry.len()) else {
            return Err(TileError::EntryTooLong {
                position,
                length: entry.len(),
            });
        };
        bytes.extend_from_slice(&length.to_be_bytes());
        bytes.extend_from_slice(entry);
        count = position + 1;
    }
    if (1..=usize::from(TILE_WIDTH)).contains(&count) {
        Ok(bytes)
    } else {
        Err(TileError::Count(count))
    }
}

/// Gives the entries of a bundle one after the other.
#[derive(Debug, Clone)]
pub struct BundleReader<'a> {
    rest: &'a [u8],
    left: u16,
}

impl<'a> BundleReader<'a> {
    /// Takes the bytes of a bundle of `width` entries and checks its form before the first is given out.
    ///
    /// # Errors
    /// Fails unless the bytes are exactly that many entries: nothing missing, nothing after the last.
    pub fn new(bytes: &'a [u8], width: u16) -> Result<Self, TileError> {
        if !(1..=TILE_WIDTH).contains(&width) {
            return Err(TileError::Count(usize::from(width)));
        }
        let mut offset = 0;
        for position in 0..width {
            match split_entry(&bytes[offset..]) {
                Some((entry, _)) => offset += 2 + entry.len(),
                None => {
                    return Err(TileError::Truncated {
                        position,
                        width,
                        offset,
                    });
                }
            }
        }
        match bytes.len() - offset {
            0 => Ok(Self {
                rest: bytes,
                left: width,
            }),
            excess => Err(TileError::TrailingBytes {
                width,
                offset,
                excess,
            }),
        }
    }
}

/// Cuts the first entry off a bundle; `None` if it is not all there.
fn split_entry(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<2>()?;
    rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))
}

impl<'a> Iterator for BundleReader<'a> {
    type Item = &'a [u8];
    fn next(&mut self) -> Option<&'a [u8]> {
        self.left = self.left.checked_sub(1)?;
        let (entry, rest) = split_entry(self.rest)?;
        self.rest = rest;
        Some(entry)
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        (usize::from(self.left), Some(usize::from(self.left)))
    }
}

impl ExactSizeIterator for BundleReader<'_> {}
