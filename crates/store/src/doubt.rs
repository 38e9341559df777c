//! Whether the database is the one that was signed last, by what is remembered outside it.

use std::collections::BTreeSet;
use std::path::Path;

use madang_database::{Connection, values};
use madang_programme::record_said;
use madang_record::{Checkpoint, EntryRef};
use madang_words::Said;

use crate::error::StoreError;
use crate::guard::{MOST_BEHIND, Remembered};
use crate::replica::{CHUNK, Head, Watch};
use crate::words::said;

/// Why a database is not written to until a person has decided.
#[derive(Debug)]
pub(crate) struct Doubt {
    pub(crate) reason: Said,
    /// What was signed, where that is remembered.
    pub(crate) signed: Option<Checkpoint>,
}

/// Holds a database with this head against what is remembered. `watch` is what replaying its entries gave.
pub(crate) async fn doubt(
    connection: &mut Connection<'_>,
    path: &Path,
    remembered: Remembered,
    watch: Option<Watch>,
    head: &Head,
) -> Result<Option<Doubt>, StoreError> {
    let size = head.size();
    let path = path.display().to_string();
    let unknown = |what: Said| Doubt {
        reason: said!("store-guard-in-doubt", what = what, size = size),
        signed: None,
    };
    let signed = match remembered {
        Remembered::Missing if size == 0 => return Ok(None),
        Remembered::Missing => {
            return Ok(Some(unknown(said!("store-guard-missing", path = path))));
        }
        Remembered::Damaged(reason) => {
            let what = said!("store-guard-damaged", path = path, reason = reason);
            return Ok(Some(unknown(what)));
        }
        Remembered::Signed(signed) => signed,
    };
    let reason = if signed.size > size {
        said!(
            "store-put-back",
            signed = signed.size,
            size = size,
            path = path
        )
    } else if signed.size > 0 && watch.is_none_or(|watch| watch.holds != Some(true)) {
        said!("store-other-branch", size = signed.size, path = path)
    } else if connection.is_sqlite() && is_stale(connection, signed.size, head).await? {
        said!(
            "store-guard-stale",
            path = path,
            signed = signed.size,
            size = size
        )
    } else {
        return Ok(None);
    };
    Ok(Some(Doubt {
        reason,
        signed: Some(signed),
    }))
}

/// Whether more transactions were committed since than can have been under way. Of a database of before it is told by the times of
/// entries, which all of one transaction have the same. Other nodes on a PostgreSQL database remember for themselves, so that one node's file may be behind by any number there.
async fn is_stale(
    connection: &mut Connection<'_>,
    mut from: u64,
    head: &Head,
) -> Result<bool, StoreError> {
    if let Some(far_beyond) = head.is_far_beyond(from) {
        return Ok(far_beyond);
    }
    let size = head.size();
    let mut times = BTreeSet::new();
    while from < size && times.len() <= MOST_BEHIND {
        let to = size.min(from + CHUNK);
        let text = "SELECT bytes FROM entry WHERE idx >= $1 AND idx < $2 ORDER BY idx";
        for row in connection.rows(text, values![from, to]).await? {
            let bytes = row.bytes(0)?;
            let entry = EntryRef::parse(&bytes).map_err(|error| {
                StoreError::damaged(said!(
                    "store-some-unreadable",
                    problem = record_said(&error)
                ))
            })?;
            times.insert(entry.at.to_string());
        }
        from = to;
    }
    Ok(times.len() > MOST_BEHIND)
}
