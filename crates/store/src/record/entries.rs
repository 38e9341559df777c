//! Entries and bodies, as pages and downloads show them.

use std::collections::BTreeMap;

use madang_database::{Row, Value, values};
use madang_programme::Role;
use madang_programme::named::versions;
use madang_programme::subject::SubjectKind;
use madang_record::leaf_hash;
use madang_record::tile::TILE_WIDTH;

use super::shapes::{BodyView, EntryDetail, EntryFilter, EntryRange, EntrySummary, ReferenceTo};
use super::stored::{AT_ONCE, placeholders};
use super::views::Views;
use crate::Store;
use crate::error::StoreError;
use crate::kept::{entry_bytes, parse};
use crate::page::{COUNT_LIMIT, Page};
use crate::projection::general::comes_in_numbers;
use crate::replica::{CHUNK, Head, Level, RECENT};

/// Entries of a full bundle.
const WIDTH: u64 = TILE_WIDTH as u64;

/// The longest list of entries.
const MAX_LIMIT: u64 = 1000;

/// Entries that are read for one page of what comes in great numbers.
pub const MOST_READ: u64 = 20_000;

/// Roles in the order in which those who act are listed.
const BY_POST: [Role; 7] = [
    Role::Administrator,
    Role::Official,
    Role::Facilitator,
    Role::Operator,
    Role::Reviewer,
    Role::Registrar,
    Role::Participant,
];

/// The most actors that are listed.
const MOST_ACTORS: usize = 200;

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
        if before.is_none() && space.is_none() && limit <= RECENT as u64 {
            let level = self.shared.replica.recent(self.database()).await?;
            return newest(&level, limit);
        }
        let mut lent = self.database().reader().await?;
        let connection = &mut lent.connection();
        let size = Head::read(connection).await?.size();
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
        Ok(Page {
            items: rows.iter().map(summary).collect::<Result<_, _>>()?,
            total,
            more_than_total,
        })
    }

    /// Entries that a filter lets through: the latest before an index, newest first, or from an index on, oldest first.
    /// Where the kind asked for comes in great numbers, the record is read through for it, [`MOST_READ`] entries at most:
    /// the page is short then although there may be more, which `more_than_total` says.
    ///
    /// # Errors
    /// What the database says.
    pub async fn filtered_entries(
        &self,
        range: EntryRange,
        limit: u64,
        filter: &EntryFilter,
    ) -> Result<Page<EntrySummary>, StoreError> {
        let kinds = filter.kind.as_deref().map(versions);
        if kinds.iter().flatten().any(|kind| comes_in_numbers(kind)) {
            return self.read_through(range, limit, filter).await;
        }
        let mut lent = self.database().reader().await?;
        let connection = &mut lent.connection();
        let size = Head::read(connection).await?.size();
        let limit = limit.min(MAX_LIMIT);
        let (mut conditions, mut values) = (String::from("a.entry >= 0"), Vec::new());
        let wanted = [
            ("space", &filter.space),
            ("actor", &filter.actor),
            ("programme", &filter.programme),
            ("subject", &filter.subject),
        ];
        for (column, value) in wanted {
            if let Some(value) = value {
                values.push(Value::from(value));
                conditions += &format!(" AND a.{column} = ${}", values.len());
            }
        }
        if let Some(kinds) = kinds {
            // None of them is a kind that there is: nothing is found.
            let mut places = vec!["''".to_owned()];
            for kind in kinds {
                values.push(Value::from(kind));
                places.push(format!("${}", values.len()));
            }
            conditions += &format!(" AND a.kind IN ({})", places.join(", "));
        }
        let text = format!(
            "SELECT count(*) FROM (SELECT 1 FROM act a WHERE {conditions} LIMIT {}) AS counted",
            COUNT_LIMIT + 1
        );
        let counted = connection.number(&text, values.clone()).await?;
        let (bound, holds, order) = match range {
            EntryRange::Before(before) => (before.unwrap_or(size).min(size), "<", "DESC"),
            EntryRange::From(from) => (from.min(size), ">=", "ASC"),
        };
        values.extend(values![bound, limit]);
        let text = format!(
            "SELECT e.idx, e.bytes FROM act a JOIN entry e ON e.idx = a.entry \
             WHERE {conditions} AND a.entry {holds} ${} ORDER BY a.entry {order} LIMIT ${}",
            values.len() - 1,
            values.len()
        );
        let rows = connection.rows(&text, values).await?;
        Ok(Page {
            items: rows.iter().map(summary).collect::<Result<_, _>>()?,
            total: counted.min(COUNT_LIMIT),
            more_than_total: counted > COUNT_LIMIT,
        })
    }

    async fn read_through(
        &self,
        range: EntryRange,
        limit: u64,
        filter: &EntryFilter,
    ) -> Result<Page<EntrySummary>, StoreError> {
        let mut lent = self.database().reader().await?;
        let connection = &mut lent.connection();
        let size = Head::read(connection).await?.size();
        let limit = usize::try_from(limit.min(MAX_LIMIT)).unwrap_or(usize::MAX);
        // What is still to be read.
        let (mut low, mut high) = match range {
            EntryRange::Before(before) => {
                let high = before.unwrap_or(size).min(size);
                (high.saturating_sub(MOST_READ), high)
            }
            EntryRange::From(from) => (from.min(size), from.saturating_add(MOST_READ).min(size)),
        };
        let further = match range {
            EntryRange::Before(_) => low > 0,
            EntryRange::From(_) => high < size,
        };
        let mut items: Vec<EntrySummary> = Vec::new();
        while low < high && items.len() < limit {
            let (from, to, order) = match range {
                EntryRange::Before(_) => (high.saturating_sub(CHUNK).max(low), high, "DESC"),
                EntryRange::From(_) => (low, (low + CHUNK).min(high), "ASC"),
            };
            let text = format!(
                "SELECT idx, bytes FROM entry WHERE idx >= $1 AND idx < $2 ORDER BY idx {order}"
            );
            for row in connection.rows(&text, values![from, to]).await? {
                let entry = summary(&row)?;
                if filter.lets_through(&entry) && items.len() < limit {
                    items.push(entry);
                }
            }
            match range {
                EntryRange::Before(_) => high = from,
                EntryRange::From(_) => low = to,
            }
        }
        Ok(Page {
            total: items.len() as u64,
            more_than_total: further || low < high || items.len() == limit,
            items,
        })
    }

    /// These entries, in this order; what is not there is left out.
    ///
    /// # Errors
    /// What the database says.
    pub async fn entries_at(&self, entries: &[u64]) -> Result<Vec<EntrySummary>, StoreError> {
        let mut lent = self.database().reader().await?;
        let mut found = BTreeMap::new();
        for some in entries.chunks(AT_ONCE) {
            let text = format!(
                "SELECT idx, bytes FROM entry WHERE idx IN ({})",
                placeholders(some.len())
            );
            let values = some.iter().map(|entry| Value::from(*entry)).collect();
            for row in lent.connection().rows(&text, values).await? {
                let entry = summary(&row)?;
                found.insert(entry.index, entry);
            }
        }
        let entry = |entry: &u64| found.remove(entry);
        Ok(entries.iter().filter_map(entry).collect())
    }

    /// Who did what is listed without ballots: every actor there is, those who hold a post before participants, of whom there may be
    /// very many; at most [`MOST_ACTORS`].
    ///
    /// # Errors
    /// What the database says.
    pub async fn actors(&self) -> Result<Vec<String>, StoreError> {
        let mut lent = self.database().reader().await?;
        // From one actor to the next by the index: there are few, and very many acts.
        let text = "SELECT actor FROM act WHERE actor > $1 AND actor < $2 ORDER BY actor LIMIT 1";
        let mut found: Vec<String> = Vec::new();
        for role in BY_POST {
            // What comes after a slash is a nought.
            let (mut after, end) = (format!("{role}/"), format!("{role}0"));
            while found.len() < MOST_ACTORS {
                let values = values![&after, &end];
                let Some(row) = lent.connection().row(text, values).await? else {
                    break;
                };
                after = row.text(0)?;
                found.push(after.clone());
            }
        }
        Ok(found)
    }

    /// The things of a sort that entries other than ballots are about, by what they are part of and their identifier, at most `most`.
    ///
    /// # Errors
    /// What the database says.
    pub async fn subjects(&self, kind: SubjectKind, most: u64) -> Result<Vec<String>, StoreError> {
        let mut lent = self.database().reader().await?;
        // What comes after a colon is a semicolon.
        let (first, end) = (kind.whole(""), format!("{};", kind.name()));
        let text = "SELECT DISTINCT subject FROM act WHERE subject > $1 AND subject < $2 ORDER BY subject LIMIT $3";
        let connection = &mut lent.connection();
        let rows = connection.rows(text, values![&first, &end, most]).await?;
        rows.iter().map(|row| Ok(row.text(0)?)).collect()
    }

    /// The entries that refer to an entry, oldest first after `after`, at most `limit`: each with what it is to them.
    ///
    /// # Errors
    /// What the database says.
    pub async fn references_to(
        &self,
        entry: u64,
        after: Option<u64>,
        limit: u64,
    ) -> Result<Vec<ReferenceTo>, StoreError> {
        let mut lent = self.database().reader().await?;
        // An entry refers to earlier ones only.
        let (after, limit) = (after.unwrap_or(entry), limit.min(MAX_LIMIT));
        let text = "SELECT entry, relation FROM reference WHERE target = $1 AND entry > $2 \
                    ORDER BY entry, relation LIMIT $3";
        let values = values![entry, after, limit];
        let rows = lent.connection().rows(text, values).await?;
        rows.iter()
            .map(|row| {
                Ok(ReferenceTo {
                    entry: row.number(0)?,
                    relation: row.text(1)?,
                })
            })
            .collect()
    }

    /// An entry and those that refer to it, the newest first, at most `limit`: what is listed without ballots.
    ///
    /// # Errors
    /// What the database says.
    pub async fn newest_about(
        &self,
        entry: u64,
        limit: u64,
    ) -> Result<Vec<EntrySummary>, StoreError> {
        let mut lent = self.database().reader().await?;
        let text = "SELECT DISTINCT r.entry FROM reference r JOIN act a ON a.entry = r.entry \
                    WHERE r.target = $1 ORDER BY r.entry DESC LIMIT $2";
        let values = values![entry, limit.min(MAX_LIMIT)];
        let rows = lent.connection().rows(text, values).await?;
        drop(lent);
        let referring = rows.iter().map(|row| row.number(0));
        let mut entries = referring.collect::<Result<Vec<u64>, _>>()?;
        entries.push(entry);
        entries.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        self.entries_at(&entries).await
    }

    /// One entry with its bodies as the public may see them; `None` where there is no such entry.
    ///
    /// # Errors
    /// What the database says, and a body that is not what the entry committed to.
    pub async fn entry(&self, index: u64) -> Result<Option<EntryDetail>, StoreError> {
        let level = self.level().await?;
        if index >= level.size() {
            return Ok(None);
        }
        let mut lent = self.database().reader().await?;
        let connection = &mut lent.connection();
        let bytes = entry_bytes(connection, index, index + 1)
            .await?
            .pop()
            .unwrap_or_default();
        let bodies = {
            let entry = parse(index, &bytes)?;
            Views::read(connection, index, index + 1)
                .await?
                .of(index, &entry, &level.state)?
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
        let level = self.level().await?;
        let mut lent = self.database().reader().await?;
        let connection = &mut lent.connection();
        let size = level.size();
        let Some(from) = bundle.checked_mul(WIDTH).filter(|from| *from < size) else {
            return Ok(Vec::new());
        };
        let to = size.min(from + WIDTH);
        let entries = entry_bytes(connection, from, to).await?;
        let views = Views::read(connection, from, to).await?;
        let mut lines = Vec::new();
        for (index, bytes) in (from..to).zip(&entries) {
            let entry = parse(index, bytes)?;
            for view in views.of(index, &entry, &level.state)? {
                if let BodyView::Open {
                    name,
                    salt,
                    content,
                } = view
                {
                    let name = serde_json::to_string(&name)
                        .map_err(|error| StoreError::mistaken(error.to_string()))?;
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

/// The newest entries, of which a level has as many in memory.
fn newest(level: &Level, limit: u64) -> Result<Page<EntrySummary>, StoreError> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let newest = (0..level.size()).rev().zip(level.recent.iter().rev());
    let items = newest.take(limit);
    Ok(Page {
        items: items
            .map(|(index, bytes)| listed(index, bytes))
            .collect::<Result<_, _>>()?,
        total: level.size(),
        more_than_total: false,
    })
}

/// An entry in a list, from a row of index and bytes.
fn summary(row: &Row) -> Result<EntrySummary, StoreError> {
    listed(row.number(0)?, &row.bytes(1)?)
}

fn listed(index: u64, bytes: &[u8]) -> Result<EntrySummary, StoreError> {
    let entry = parse(index, bytes)?;
    Ok(EntrySummary {
        index,
        kind: entry.kind.to_owned(),
        at: entry.at.to_owned(),
        actor: entry.actor.to_owned(),
        space: entry.space.to_owned(),
        subject: entry.subject.to_owned(),
    })
}
