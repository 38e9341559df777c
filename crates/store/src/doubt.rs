//! Whether the database is the one that was signed last, by what is remembered outside it.

use std::collections::BTreeSet;
use std::path::Path;

use madang_database::{Connection, values};
use madang_record::{Checkpoint, EntryRef};

use crate::error::StoreError;
use crate::guard::{MOST_BEHIND, Remembered};
use crate::replica::{CHUNK, Head, Watch};

/// Why a database is not written to until a person has decided.
#[derive(Debug)]
pub(crate) struct Doubt {
    pub(crate) reason: String,
    /// What was signed, where that is remembered.
    pub(crate) signed: Option<Checkpoint>,
}

/// What a person does who has nothing better.
const ACCEPT: &str = "start with --accept-older-database REASON";

/// Holds a database with this head against what is remembered. `watch` is what replaying its entries gave.
pub(crate) async fn doubt(
    connection: &mut Connection<'_>,
    path: &Path,
    remembered: Remembered,
    watch: Option<Watch>,
    head: &Head,
) -> Result<Option<Doubt>, StoreError> {
    let size = head.size();
    let path = path.display();
    let unknown = |what: String| Doubt {
        reason: format!(
            "{what}, so that nobody can say whether this database of {size} entries is the newest that was signed. Put the \
             file back (from its storage, or from another node); or hold the database against the newest receipt or export \
             that is known, and {ACCEPT}"
        ),
        signed: None,
    };
    let signed = match remembered {
        Remembered::Missing if size == 0 => return Ok(None),
        Remembered::Missing => {
            return Ok(Some(unknown(format!("the guard file {path} is missing"))));
        }
        Remembered::Damaged(reason) => {
            let what = format!("the guard file {path} is damaged ({reason})");
            return Ok(Some(unknown(what)));
        }
        Remembered::Signed(signed) => signed,
    };
    let reason = if signed.size > size {
        format!(
            "the database has {size} entries, but {} were signed (the guard file {path} says): it was put back to an earlier \
             time. Restore the newer database; or, if those entries are lost for good, {ACCEPT}, which goes on the record",
            signed.size
        )
    } else if signed.size > 0 && watch.is_none_or(|watch| watch.holds != Some(true)) {
        format!(
            "the first {} entries of the database are not those that were signed (the guard file {path} says): this is \
             another branch of the record. Restore the database that they are in; or, if they are lost for good, {ACCEPT}",
            signed.size
        )
    } else if connection.is_sqlite() && is_stale(connection, signed.size, head).await? {
        format!(
            "the guard file {path} remembers {} entries, but the database has {size}: it is stale, put back from an earlier \
             time or not the one that was used last, and cannot say whether this is the newest database. Put the newest guard \
             file there; or hold the database against the newest receipt or export that is known, and {ACCEPT}",
            signed.size
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
                StoreError::damaged(format!("an entry cannot be read: {error}"))
            })?;
            times.insert(entry.at.to_string());
        }
        from = to;
    }
    Ok(times.len() > MOST_BEHIND)
}
