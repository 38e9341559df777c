//! Personal data in public words: which contents seem to hold any. Who is asked to hide them finds them here, and they leave with
//! the content.

use std::collections::BTreeMap;

use madang_database::Value;
use madang_programme::Event;
use madang_programme::openness::{lint_bytes, lints};
use madang_record::EntryRef;
use madang_words::{quoted, serde_said};

use super::general::PERSONAL;
use super::rows::OfContents;
use crate::error::StoreError;
use crate::words::said;

/// Looks through the contents of a programme's entry that the public may read.
pub(super) fn add(
    index: u64,
    entry: &EntryRef<'_>,
    event: &Event,
    contents: &BTreeMap<&str, &[u8]>,
    readable: &dyn Fn(&str) -> bool,
    rows: &mut OfContents<'_>,
) -> Result<(), StoreError> {
    if entry.space.is_empty() {
        return Ok(());
    }
    let rules = event.fact().contents().iter().filter(|rule| lints(rule));
    for rule in rules {
        let Some(bytes) = contents.get(rule.name).filter(|_| readable(rule.name)) else {
            continue;
        };
        let found = lint_bytes(bytes).map_err(|error| {
            StoreError::damaged(said!(
                "store-body-unreadable",
                name = quoted(rule.name),
                entry = index,
                problem = serde_said(error)
            ))
        })?;
        if let Some(found) = found {
            let found = Value::Words(Some(found.name().to_owned()));
            rows.push(&PERSONAL, vec![index.into(), rule.name.into(), found])?;
        }
    }
    Ok(())
}
