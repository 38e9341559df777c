//! Bodies as the public may see them now.

use std::collections::BTreeMap;

use madang_record::{EntryRef, Hash, Salt, VisibilityRef, body_hash};

use super::model::BodyView;
use crate::database::{Connection, values};
use crate::error::StoreError;
use crate::record::salt;

/// What is kept about the bodies of a range of entries.
pub(super) struct Views {
    bodies: BTreeMap<(u64, String), (Salt, Vec<u8>)>,
    contents: BTreeMap<(u64, String), (String, u64)>,
    /// Subjects of votes whose ballots are open.
    unsealed: BTreeMap<String, bool>,
}

impl Views {
    /// Reads what is kept about the entries `from..to`.
    pub(super) async fn read(
        connection: &mut Connection<'_>,
        from: u64,
        to: u64,
    ) -> Result<Views, StoreError> {
        let mut views = Views {
            bodies: BTreeMap::new(),
            contents: BTreeMap::new(),
            unsealed: BTreeMap::new(),
        };
        let text = "SELECT entry, name, salt, content FROM body WHERE entry >= $1 AND entry < $2";
        for row in connection.rows(text, values![from, to]).await? {
            views.bodies.insert(
                (row.number(0)?, row.text(1)?),
                (salt(&row.bytes(2)?)?, row.bytes(3)?),
            );
        }
        let text =
            "SELECT entry, name, status, by_entry FROM content WHERE entry >= $1 AND entry < $2";
        for row in connection.rows(text, values![from, to]).await? {
            views.contents.insert(
                (row.number(0)?, row.text(1)?),
                (row.text(2)?, row.number(3)?),
            );
        }
        Ok(views)
    }

    /// The bodies of one entry of the range, in its order.
    pub(super) async fn of(
        &mut self,
        connection: &mut Connection<'_>,
        index: u64,
        entry: &EntryRef<'_>,
    ) -> Result<Vec<BodyView>, StoreError> {
        let mut views = Vec::with_capacity(entry.bodies.len());
        for body in &entry.bodies {
            let key = (index, body.name.to_owned());
            let name = body.name.to_owned();
            let changed = self
                .contents
                .get(&key)
                .map(|(status, by)| (status.as_str(), *by));
            if let Some(("erased", by)) = changed {
                views.push(BodyView::Erased { name, by });
                continue;
            }
            if let Some(("restricted", by)) = changed {
                views.push(BodyView::Restricted { name, by: Some(by) });
                continue;
            }
            match &body.visibility {
                VisibilityRef::Restricted { .. } if changed.is_none() => {
                    views.push(BodyView::Restricted { name, by: None });
                    continue;
                }
                VisibilityRef::Sealed { until } if !self.is_unsealed(connection, until).await? => {
                    views.push(BodyView::Sealed {
                        name,
                        until: (*until).to_owned(),
                    });
                    continue;
                }
                _ => {}
            }
            let (salt, content) = self.bodies.get(&key).ok_or_else(|| {
                StoreError::damaged(format!("body {name:?} of entry {index} is missing"))
            })?;
            check(index, &name, &body.hash, salt, content)?;
            views.push(BodyView::Open {
                name,
                salt: *salt,
                content: content.clone(),
            });
        }
        Ok(views)
    }

    async fn is_unsealed(
        &mut self,
        connection: &mut Connection<'_>,
        until: &str,
    ) -> Result<bool, StoreError> {
        if let Some(open) = self.unsealed.get(until) {
            return Ok(*open);
        }
        let open = match madang_programme::Place::split_vote(until) {
            Some((programme, vote)) => {
                let text = "SELECT count(*) FROM vote WHERE programme = $1 AND id = $2 AND ballots_opened IS NOT NULL";
                connection.number(text, values![programme, vote]).await? > 0
            }
            None => false,
        };
        self.unsealed.insert(until.to_owned(), open);
        Ok(open)
    }
}

/// What is shown as a body must be what the entry committed to.
fn check(
    index: u64,
    name: &str,
    hash: &Hash,
    salt: &Salt,
    content: &[u8],
) -> Result<(), StoreError> {
    if body_hash(salt, content) == *hash {
        return Ok(());
    }
    Err(StoreError::damaged(format!(
        "body {name:?} of entry {index} is not what the entry committed to"
    )))
}
