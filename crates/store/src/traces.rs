//! Traces of what was erased, in the files of the database: they are cleared after the entry that says so is on record,
//! without holding up who reads or records.

use std::sync::Arc;
use std::time::Duration;

use madang_database::{Remains, empty_log, rewrite, values};

use crate::attachments;
use crate::error::StoreError;
use crate::kept::tables::{BODY, SUBMISSION};
use crate::projection::ALL;
use crate::projection::general::GRAMS;
use crate::shared::Shared;

/// How often clearing is tried before the next erasure or start.
const ATTEMPTS: u32 = 20;

/// How long it waits between two attempts.
const PAUSE: Duration = Duration::from_secs(3);

/// Whoever records holds this row until the transaction ends.
const LOCK: &str = "SELECT size FROM head WHERE id = 1 FOR UPDATE";

/// Takes what was erased out of the database's files, if anything was. Gives where it remains.
pub(crate) async fn clear(shared: &Shared) -> Result<Remains, StoreError> {
    // Several erasures at about the same time are cleared together.
    let mut remains = shared.clearing.lock().await;
    attachments::remove_erased(shared).await?;
    let erased = erased(shared).await?;
    if erased.is_empty() {
        return Ok(remains.clone());
    }
    let database = &shared.database;
    let mut tables = vec![&BODY, &SUBMISSION];
    tables.extend(ALL.iter().copied().filter(|table| table.holds_words()));
    rewrite(database, &tables, &[GRAMS], LOCK).await?;
    *remains = empty_log(database).await?;
    let mut changes = database.begin().await?;
    for entry in erased {
        let text = "DELETE FROM trace WHERE entry = $1";
        changes.connection().execute(text, values![entry]).await?;
    }
    changes.commit().await?;
    Ok(remains.clone())
}

/// Entries of which something was erased that may still stand in the files.
async fn erased(shared: &Shared) -> Result<Vec<u64>, StoreError> {
    let mut lent = shared.database.reader().await?;
    let text = "SELECT entry FROM trace ORDER BY entry";
    let rows = lent.connection().rows(text, vec![]).await?;
    rows.iter().map(|row| Ok(row.number(0)?)).collect()
}

/// The same in the background, until it succeeds.
pub(crate) async fn keep_clearing(shared: Arc<Shared>) {
    for _ in 0..ATTEMPTS {
        let Some(leave) = shared.in_background().await else {
            return;
        };
        match clear(&shared).await {
            Ok(_) => return,
            Err(error) => {
                tracing::warn!(%error, "traces of an erased content are left in the database's files for now");
            }
        }
        drop(leave);
        tokio::time::sleep(PAUSE).await;
    }
}
