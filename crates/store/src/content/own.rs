//! What participants said, and the end of it.

use madang_database::values;
use madang_programme::content::{ContentState, OwnContentErased};
use madang_programme::{Actor, ActorRef, By, Command, State};
use madang_words::Said;

use super::commands::{asked, clear};
use crate::Store;
use crate::error::{StoreError, SubmitError};
use crate::kept::parse;

/// Contents that are erased in one transaction.
const AT_ONCE: usize = 500;

/// A content of something that a participant said, which is not erased.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnContent {
    /// Its entry.
    pub entry: u64,
    /// The entry's kind.
    pub kind: String,
    /// The entry's time, UTC.
    pub at: String,
    /// Its name in the entry.
    pub name: String,
    /// Whether whoever said it can have it erased now.
    pub erasable: bool,
}

/// What a participant had erased of what they said.
#[derive(Clone, Debug)]
pub struct ErasedOwn {
    /// How many contents.
    pub number: u64,
    /// Where traces of them remain that the program cannot reach, and what to do about each: for the operator.
    pub remains: Vec<Said>,
}

impl Store {
    /// The contents that somebody gave in a name, the oldest first, but for those that are erased.
    ///
    /// # Errors
    /// What the database says.
    pub async fn own_contents(&self, actor: &Actor) -> Result<Vec<OwnContent>, StoreError> {
        let rows = {
            let mut lent = self.database().reader().await?;
            let text = "SELECT e.idx, e.bytes FROM act a JOIN entry e ON e.idx = a.entry \
                        WHERE a.actor = $1 ORDER BY a.entry";
            let actor = actor.to_string();
            lent.connection().rows(text, values![actor]).await?
        };
        let mut own = Vec::new();
        let look = |state: &State| {
            let by = By {
                actor: ActorRef::from(actor),
                at: &state.last_at,
                index: state.size,
            };
            for row in &rows {
                let (entry, bytes) = (row.number(0)?, row.bytes(1)?);
                let parsed = parse(entry, &bytes)?;
                for body in &parsed.bodies {
                    let became = state.content(entry, body.name);
                    if matches!(became, Some(ContentState::Erased { .. })) {
                        continue;
                    }
                    let facts = OwnContentErased {
                        entry,
                        name: body.name.to_owned(),
                    };
                    own.push(OwnContent {
                        entry,
                        kind: parsed.kind.to_owned(),
                        at: parsed.at.to_owned(),
                        erasable: state.may(&facts, &by).is_ok(),
                        name: facts.name,
                    });
                }
            }
            Ok::<(), StoreError>(())
        };
        self.with_state(look).await??;
        Ok(own)
    }

    /// Erases everything that somebody said in these names and may have erased now, with every copy of it, as
    /// [`Store::erase`] does.
    ///
    /// # Errors
    /// As for [`Store::submit`]. What was erased before that stays erased: to be asked again.
    pub async fn erase_own(&self, actors: &[Actor]) -> Result<ErasedOwn, SubmitError> {
        let mut number = 0;
        for actor in actors {
            let own = self.own_contents(actor).await;
            let mut own = own.map_err(|error| SubmitError::nothing_recorded(&error))?;
            own.retain(|content| content.erasable);
            for some in own.chunks(AT_ONCE) {
                let erasing = some.iter().map(|content| {
                    let facts = OwnContentErased {
                        entry: content.entry,
                        name: content.name.clone(),
                    };
                    asked(actor.clone(), Command::plain(facts))
                });
                number += self.submit_all(erasing.collect()).await?.len() as u64;
            }
        }
        let remains = clear(&self.shared).await;
        Ok(ErasedOwn { number, remains })
    }
}
