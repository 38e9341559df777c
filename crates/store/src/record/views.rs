//! Contents as the public may see them now.

use std::collections::BTreeMap;

use madang_database::{Connection, values};
use madang_programme::State;
use madang_record::{EntryRef, Hash, Salt, body_hash};
use madang_words::quoted;

use super::shapes::BodyView;
use crate::error::StoreError;
use crate::kept::salt;
use crate::projection::contents::{Shown, Status, shown};
use crate::words::said;

/// What is kept about the bodies of a range of entries.
pub(super) struct Views {
    bodies: BTreeMap<(u64, String), (Salt, Vec<u8>)>,
    contents: BTreeMap<(u64, String), (Status, u64)>,
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
                (Status::read(&row.text(2)?)?, row.number(3)?),
            );
        }
        Ok(views)
    }

    /// The contents of one entry of the range, in its order, as `state` lets the public see them.
    pub(super) fn of(
        &self,
        index: u64,
        entry: &EntryRef<'_>,
        state: &State,
    ) -> Result<Vec<BodyView>, StoreError> {
        let mut views = Vec::with_capacity(entry.bodies.len());
        for body in &entry.bodies {
            let key = (index, body.name.to_owned());
            let name = body.name.to_owned();
            let changed = self.contents.get(&key);
            let by = changed.map(|(_, by)| *by);
            let became = changed.map(|(status, _)| *status);
            let hidden = match shown(&body.visibility, became, state) {
                // What erased it is known wherever it is.
                Shown::Erased => by.map(|by| BodyView::Erased { name, by }),
                Shown::Kept => by.map(|by| BodyView::Kept { name, by }),
                Shown::Restricted => Some(BodyView::Restricted { name, by }),
                Shown::Sealed(until) => Some(BodyView::Sealed {
                    name,
                    until: until.to_owned(),
                }),
                Shown::Open => None,
            };
            if let Some(hidden) = hidden {
                views.push(hidden);
                continue;
            }
            let name = body.name.to_owned();
            let (salt, content) = self.bodies.get(&key).ok_or_else(|| {
                StoreError::damaged(said!(
                    "store-body-missing",
                    name = quoted(&name),
                    entry = index
                ))
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
    Err(StoreError::damaged(said!(
        "store-body-differs",
        name = quoted(name),
        entry = index
    )))
}
