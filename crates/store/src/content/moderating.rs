//! Who of several may hide, show again or erase contents.

use madang_programme::{Actor, ActorRef, By, State};

use crate::Store;
use crate::error::StoreError;

impl Store {
    /// Of which of these entries one of `actors` moderates what they say, by the rules of the record, and who: the first who does.
    ///
    /// # Errors
    /// What the database says.
    pub async fn moderated_by(
        &self,
        actors: &[Actor],
        entries: &[u64],
    ) -> Result<Vec<(u64, Actor)>, StoreError> {
        if actors.is_empty() || entries.is_empty() {
            return Ok(Vec::new());
        }
        let at = self.now();
        self.with_state(|state: &State| {
            let moderates = |actor: &&Actor, entry: u64| {
                let by = By {
                    actor: ActorRef::from(*actor),
                    at: &at,
                    index: state.size,
                };
                state.moderates(entry, &by)
            };
            let all = entries.iter().filter_map(|entry| {
                let mut actors = actors.iter();
                let first = actors.find(|actor| moderates(actor, *entry))?;
                Some((*entry, first.clone()))
            });
            all.collect()
        })
        .await
    }
}
