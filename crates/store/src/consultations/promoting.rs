//! Whoever waits longest for a place in a consultation gets one that became free.

use madang_programme::consultations::RegistrationPromoted;
use madang_programme::{Actor, Command, Role};

use crate::Store;
use crate::append::Submission;
use crate::error::{StoreError, SubmitError};

impl Store {
    /// Gives the places that are free in a consultation to those who wait for one, who waited longest first. To be asked whenever one may
    /// have become free; where none is, nothing is recorded. Gives the entries.
    ///
    /// # Errors
    /// As for [`Store::submit`]: who was not promoted then waits on, and is found when it is asked again.
    pub async fn promote_waiting(
        &self,
        programme: &str,
        consultation: &str,
    ) -> Result<Vec<u64>, SubmitError> {
        let failed = |error: StoreError| SubmitError::nothing_recorded(&error);
        let mut entries = Vec::new();
        loop {
            let now = self.now();
            let next = self.with_state(|state| {
                let known = state.consultation(programme, consultation).ok()?;
                let open = now < known.plan.closes_at;
                let next = known.next_promoted().filter(|_| open)?;
                Some(next.to_owned())
            });
            let Some(registrant) = next.await.map_err(failed)? else {
                return Ok(entries);
            };
            let server = Actor::new(Role::Operator, "server");
            let asked = Submission {
                actor: server.map_err(SubmitError::Refused)?,
                idempotency_key: None,
                command: Command::plain(RegistrationPromoted {
                    programme: programme.to_owned(),
                    consultation: consultation.to_owned(),
                    registrant,
                }),
                terms: Default::default(),
            };
            match self.submit(asked).await {
                Ok(receipt) => entries.push(receipt.proof.index),
                // Another node was quicker.
                Err(SubmitError::Refused(_)) => return Ok(entries),
                Err(error) => return Err(error),
            }
        }
    }
}
