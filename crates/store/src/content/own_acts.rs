//! All that somebody did on the record in a name, with the words that they gave.

use std::collections::BTreeMap;

use madang_database::values;
use madang_programme::content::{ContentState, OwnContentErased};
use madang_programme::{Actor, ActorRef, By, Command, State};
use madang_record::leaf_hash;
use serde::Serialize;
use serde_json::{Map, Value};

use super::commands::{Erased, asked, clear};
use crate::Store;
use crate::error::{StoreError, SubmitError};
use crate::kept::parse;

/// Something that somebody did on the record, to be shown to them and taken along.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OwnAct {
    /// Its entry.
    pub entry: u64,
    /// The entry's kind.
    pub kind: String,
    /// Its time, UTC.
    pub at: String,
    /// What it is about, as the record names it.
    pub subject: String,
    /// What the tree holds of it, in hexadecimal digits.
    pub leaf: String,
    /// Its facts.
    pub facts: Map<String, Value>,
    /// The words that it carries.
    pub contents: Vec<OwnWordsOf>,
}

/// Words that somebody gave.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OwnWordsOf {
    /// Their name in the entry.
    pub name: String,
    /// The salt, by which they are proved to be those that the entry committed to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub salt: Option<String>,
    /// What they say; nothing, where they are erased.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content: Option<Value>,
    /// Whether whoever gave them can have them erased now.
    pub erasable: bool,
}

impl Store {
    /// All that somebody did in a name, the oldest first. What is hidden from others they read: it is theirs.
    ///
    /// # Errors
    /// What the database says, and contents that are no JSON.
    pub async fn own_acts(&self, actor: &Actor) -> Result<Vec<OwnAct>, StoreError> {
        let (entries, mut words) = {
            let mut lent = self.database().reader().await?;
            let connection = &mut lent.connection();
            let name = actor.to_string();
            let text = "SELECT e.idx, e.bytes FROM act a JOIN entry e ON e.idx = a.entry \
                        WHERE a.actor = $1 ORDER BY a.entry";
            let entries = connection.rows(text, values![&name]).await?;
            let text = "SELECT b.entry, b.name, b.salt, b.content FROM act a \
                        JOIN body b ON b.entry = a.entry WHERE a.actor = $1";
            let mut words = BTreeMap::new();
            for row in connection.rows(text, values![&name]).await? {
                let at = (row.number(0)?, row.text(1)?);
                words.insert(at, (hex(&row.bytes(2)?), row.bytes(3)?));
            }
            (entries, words)
        };
        let read = |state: &State| {
            let by = By {
                actor: ActorRef::from(actor),
                at: &state.last_at,
                index: state.size,
            };
            let mut acts = Vec::with_capacity(entries.len());
            for row in &entries {
                let (entry, bytes) = (row.number(0)?, row.bytes(1)?);
                let parsed = parse(entry, &bytes)?;
                let mut contents = Vec::with_capacity(parsed.bodies.len());
                for body in &parsed.bodies {
                    let name = body.name.to_owned();
                    let became = state.content(entry, &name);
                    let is_gone = matches!(became, Some(ContentState::Erased { .. }));
                    let kept = words.remove(&(entry, name.clone()));
                    let kept = kept.filter(|_| !is_gone);
                    let facts = OwnContentErased {
                        entry,
                        name: name.clone(),
                    };
                    let (salt, content) = match kept {
                        Some((salt, content)) => (Some(salt), Some(json(&content)?)),
                        None => (None, None),
                    };
                    contents.push(OwnWordsOf {
                        name,
                        salt,
                        content,
                        erasable: state.may(&facts, &by).is_ok(),
                    });
                }
                acts.push(OwnAct {
                    entry,
                    kind: parsed.kind.to_owned(),
                    at: parsed.at.to_owned(),
                    subject: parsed.subject.to_owned(),
                    leaf: leaf_hash(&bytes).to_hex(),
                    facts: json(parsed.facts.as_bytes())?,
                    contents,
                });
            }
            Ok::<Vec<OwnAct>, StoreError>(acts)
        };
        self.with_state(read).await?
    }

    /// Erases one content that somebody gave, at their own request, with every copy of it, as [`Store::erase`] does.
    ///
    /// # Errors
    /// As for [`Store::submit`].
    pub async fn erase_own_content(
        &self,
        actor: Actor,
        facts: OwnContentErased,
    ) -> Result<Erased, SubmitError> {
        let receipt = self.submit(asked(actor, Command::plain(facts))).await?;
        let remains = clear(&self.shared).await;
        Ok(Erased { receipt, remains })
    }
}

fn json<T: serde::de::DeserializeOwned>(bytes: &[u8]) -> Result<T, StoreError> {
    serde_json::from_slice(bytes).map_err(|error| StoreError::mistaken(error.to_string()))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
