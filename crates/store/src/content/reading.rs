//! Reading what is restricted, for those whose role may still read it.

use std::collections::BTreeMap;

use madang_database::{Value, values};
use madang_programme::content::ContentState;
use madang_programme::{Actor, Role, State};
use madang_record::VisibilityRef;
use serde::de::DeserializeOwned;

use crate::Store;
use crate::error::StoreError;
use crate::kept::parse;
use crate::record::stored::{AT_ONCE, content, placeholders};

impl Store {
    /// A content of an entry that is restricted to roles, where the reader's is one of them; `None` for every other. Who reads it stands in
    /// the log for security: that it was read is nobody's secret from those whom it concerns.
    ///
    /// # Errors
    /// What the database says.
    pub async fn restricted<T: DeserializeOwned>(
        &self,
        entry: u64,
        name: &str,
        reader: &Actor,
    ) -> Result<Option<T>, StoreError> {
        let role = reader.role.name();
        let became = self.with_state(|state: &State| match state.content(entry, name) {
            Some(ContentState::Restricted { roles, .. }) => {
                Some(roles.iter().any(|known| known == role))
            }
            Some(ContentState::Released { .. } | ContentState::Erased { .. }) => Some(false),
            None => None,
        });
        let became = became.await?;
        let mut lent = self.database().reader().await?;
        let text = "SELECT b.content, e.bytes FROM body b JOIN entry e ON e.idx = b.entry \
                    WHERE b.entry = $1 AND b.name = $2";
        let row = lent.connection().row(text, values![entry, name]).await?;
        let Some(row) = row.filter(|_| became != Some(false)) else {
            return Ok(None);
        };
        let bytes = row.bytes(1)?;
        // Restricted from the beginning, where nothing came of it since.
        let may = match became {
            Some(may) => may,
            None => began_for(entry, &bytes, name, role)?,
        };
        if !may {
            return Ok(None);
        }
        tracing::info!(target: "security", %reader, entry, name, "a restricted content was read");
        Ok(Some(content(entry, name, &row.bytes(0)?)?))
    }

    /// The same content of several entries, by entry, each where the reader may read it.
    ///
    /// # Errors
    /// What the database says.
    pub async fn restricted_of<T: DeserializeOwned>(
        &self,
        entries: &[u64],
        name: &str,
        reader: &Actor,
    ) -> Result<BTreeMap<u64, T>, StoreError> {
        let role = reader.role.name();
        let rows = self.bodies_of(entries, name).await?;
        let read = self.with_state(|state| {
            let mut read = BTreeMap::new();
            for (entry, bytes, said) in &rows {
                let may = match state.content(*entry, name) {
                    Some(ContentState::Restricted { roles, .. }) => {
                        roles.iter().any(|known| known == role)
                    }
                    Some(ContentState::Released { .. } | ContentState::Erased { .. }) => false,
                    None => began_for(*entry, bytes, name, role)?,
                };
                if may {
                    read.insert(*entry, content(*entry, name, said)?);
                }
            }
            Ok::<BTreeMap<u64, T>, StoreError>(read)
        });
        let read = read.await??;
        let number = read.len();
        tracing::info!(target: "security", %reader, number, name, "restricted contents were read");
        Ok(read)
    }

    /// A content of an entry, where that is still as it was given, for the participant who gave it: nobody is kept from their own words.
    ///
    /// # Errors
    /// What the database says.
    pub async fn own_content<T: DeserializeOwned>(
        &self,
        entry: u64,
        name: &str,
        own: &Actor,
    ) -> Result<Option<T>, StoreError> {
        let author = self.with_state(|state| state.author_of(entry).map(str::to_owned));
        let is_own = author.await?.as_deref() == Some(own.pseudonym.as_str());
        if own.role != Role::Participant || !is_own {
            return Ok(None);
        }
        let row = self.bodies_of(&[entry], name).await?.pop();
        row.map(|(_, _, said)| content(entry, name, &said))
            .transpose()
    }

    /// A content of entries as it stands there, each with the bytes of its entry; erased ones are not there any more.
    async fn bodies_of(
        &self,
        entries: &[u64],
        name: &str,
    ) -> Result<Vec<(u64, Vec<u8>, Vec<u8>)>, StoreError> {
        let mut lent = self.database().reader().await?;
        let connection = &mut lent.connection();
        let mut found = Vec::with_capacity(entries.len());
        for chunk in entries.chunks(AT_ONCE) {
            let text = format!(
                "SELECT b.entry, e.bytes, b.content FROM body b JOIN entry e ON e.idx = b.entry \
                 WHERE b.entry IN ({}) AND b.name = ${}",
                placeholders(chunk.len()),
                chunk.len() + 1
            );
            let mut asked: Vec<Value> = chunk.iter().flat_map(|entry| values![*entry]).collect();
            asked.push(name.into());
            for row in connection.rows(&text, asked).await? {
                found.push((row.number(0)?, row.bytes(1)?, row.bytes(2)?));
            }
        }
        Ok(found)
    }
}

/// Whether a content of an entry was restricted to a role, with others or not, from the beginning.
fn began_for(entry: u64, bytes: &[u8], name: &str, role: &str) -> Result<bool, StoreError> {
    let parsed = parse(entry, bytes)?;
    let mut bodies = parsed.bodies.iter();
    let own = bodies.find(|body| body.name == name);
    Ok(own.is_some_and(|own| match &own.visibility {
        VisibilityRef::Restricted { roles } => roles.contains(&role),
        VisibilityRef::Public | VisibilityRef::Sealed { .. } => false,
    }))
}
