//! Entries and bodies, as pages and downloads show them.

use madang_record::tile::TILE_WIDTH;
use madang_record::{EntryRef, leaf_hash};

use super::model::{BodyView, COUNT_LIMIT, EntryDetail, EntrySummary, Page};
use super::views::Views;
use crate::Store;
use crate::database::values;
use crate::error::StoreError;
use crate::record::entry_bytes;
use crate::replica::Head;

/// Entries of a full bundle.
const WIDTH: u64 = TILE_WIDTH as u64;

/// The longest list of entries.
const MAX_LIMIT: u64 = 1000;

impl Store {
    /// The latest entries before an index (all, where it is `None`), newest first; of one programme where `space` names
    /// it, of the whole record where it is `None`.
    ///
    /// # Errors
    /// What the database says.
    pub async fn latest_entries(
        &self,
        before: Option<u64>,
        limit: u64,
        space: Option<&str>,
    ) -> Result<Page<EntrySummary>, StoreError> {
        let mut lent = self.database().reader().await?;
        let connection = &mut lent.connection();
        let size = Head::read(connection, false).await?.size();
        let (before, limit) = (before.unwrap_or(size).min(size), limit.min(MAX_LIMIT));
        let (rows, total, more_than_total) = match space {
            None => {
                let text = "SELECT idx, bytes FROM entry WHERE idx < $1 ORDER BY idx DESC LIMIT $2";
                (
                    connection.rows(text, values![before, limit]).await?,
                    size,
                    false,
                )
            }
            Some(space) => {
                // Written out for the partial index, which leaves out what concerns the whole record.
                let condition = if space.is_empty() {
                    "space = $1"
                } else {
                    "space <> '' AND space = $1"
                };
                let text = format!(
                    "SELECT idx, bytes FROM entry WHERE {condition} AND idx < $2 ORDER BY idx DESC LIMIT $3"
                );
                let rows = connection
                    .rows(&text, values![space, before, limit])
                    .await?;
                let text = format!(
                    "SELECT count(*) FROM (SELECT 1 FROM entry WHERE {condition} LIMIT {}) AS counted",
                    COUNT_LIMIT + 1
                );
                let counted = connection.number(&text, values![space]).await?;
                (rows, counted.min(COUNT_LIMIT), counted > COUNT_LIMIT)
            }
        };
        let mut items = Vec::with_capacity(rows.len());
        for row in rows {
            let (index, bytes) = (row.number(0)?, row.bytes(1)?);
            let entry = parse(index, &bytes)?;
            items.push(EntrySummary {
                index,
                kind: entry.kind.to_owned(),
                at: entry.at.to_owned(),
                actor: entry.actor.to_owned(),
                space: entry.space.to_owned(),
                subject: entry.subject.to_owned(),
            });
        }
        Ok(Page {
            items,
            total,
            more_than_total,
        })
    }

    /// One entry with its bodies as the public may see them; `None` where there is no such entry.
    ///
    /// # Errors
    /// What the database says, and a body that is not what the entry committed to.
    pub async fn entry(&self, index: u64) -> Result<Option<EntryDetail>, StoreError> {
        let mut lent = self.database().reader().await?;
        let connection = &mut lent.connection();
        if index >= Head::read(connection, false).await?.size() {
            return Ok(None);
        }
        let bytes = entry_bytes(connection, index, index + 1)
            .await?
            .pop()
            .unwrap_or_default();
        let bodies = {
            let entry = parse(index, &bytes)?;
            Views::read(connection, index, index + 1)
                .await?
                .of(connection, index, &entry)
                .await?
        };
        Ok(Some(EntryDetail {
            index,
            leaf: leaf_hash(&bytes),
            bytes,
            bodies,
        }))
    }

    /// The bodies that are public now of the entries `256·bundle` and following: one line of canonical JSON each, as
    /// [`madang_record::OpenBody`] reads it. Empty where none is.
    ///
    /// # Errors
    /// What the database says, and a body that is not what its entry committed to.
    pub async fn body_bundle(&self, bundle: u64) -> Result<Vec<u8>, StoreError> {
        let mut lent = self.database().reader().await?;
        let connection = &mut lent.connection();
        let size = Head::read(connection, false).await?.size();
        let Some(from) = bundle.checked_mul(WIDTH).filter(|from| *from < size) else {
            return Ok(Vec::new());
        };
        let to = size.min(from + WIDTH);
        let entries = entry_bytes(connection, from, to).await?;
        let mut views = Views::read(connection, from, to).await?;
        let mut lines = Vec::new();
        for (index, bytes) in (from..to).zip(&entries) {
            let entry = parse(index, bytes)?;
            for view in views.of(connection, index, &entry).await? {
                if let BodyView::Open {
                    name,
                    salt,
                    content,
                } = view
                {
                    let name = serde_json::to_string(&name)
                        .map_err(|error| StoreError::damaged(error.to_string()))?;
                    lines.extend_from_slice(b"{\"content\":");
                    lines.extend_from_slice(&content);
                    let rest = format!(
                        ",\"entry\":{index},\"name\":{name},\"salt\":\"{}\"}}\n",
                        salt.to_base64()
                    );
                    lines.extend_from_slice(rest.as_bytes());
                }
            }
        }
        Ok(lines)
    }
}

/// Reads an entry that is on record.
pub(super) fn parse(index: u64, bytes: &[u8]) -> Result<EntryRef<'_>, StoreError> {
    EntryRef::parse(bytes)
        .map_err(|error| StoreError::damaged(format!("entry {index} cannot be read: {error}")))
}
