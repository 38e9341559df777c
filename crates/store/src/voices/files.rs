//! Which files came with which voice, or were added to it: what becomes of their bytes follows from it.

use std::collections::BTreeMap;

use madang_database::values;
use madang_programme::Event;
use madang_programme::contents::TEXT;
use madang_programme::voices::files_of;

use super::tables::ATTACHMENT;
use crate::error::StoreError;
use crate::projection::rows::OfContents;
use crate::words::said;

/// Adds the files that a voice or what was added to one came with, whether the public may read of them or not.
pub(crate) fn add(
    index: u64,
    event: &Event,
    contents: &BTreeMap<&str, &[u8]>,
    rows: &mut OfContents<'_>,
) -> Result<(), StoreError> {
    if !matches!(event, Event::Voices(event) if event.has_files()) {
        return Ok(());
    }
    let Some(content) = contents.get(TEXT) else {
        return Ok(());
    };
    let content = std::str::from_utf8(content).map_err(|error| {
        StoreError::damaged(said!(
            "store-body-unreadable",
            name = TEXT,
            entry = index,
            problem = error.to_string()
        ))
    })?;
    for file in files_of(content) {
        rows.push(&ATTACHMENT, values![index, file.hash.to_hex()])?;
    }
    Ok(())
}
