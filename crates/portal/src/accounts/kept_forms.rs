//! Forms that keep themselves for later, under buttons of their own; all others are kept by [`crate::frame::saved`].

use madang_accounts::SavedForm;

use crate::accounts::caller::Caller;
use crate::frame::app::Failure;

impl Caller {
    /// What whoever is signed in kept of a form of their own, by its place.
    ///
    /// # Errors
    /// The page that says that the accounts do not answer.
    pub async fn saved_form(&self, place: &str) -> Result<Option<SavedForm>, Failure> {
        let Some(signed) = &self.signed else {
            return Ok(None);
        };
        let saved = self.accounts.saved_form(signed.account(), place).await;
        saved.map_err(|error| self.failed(&error))
    }

    /// Keeps what stands in it for later.
    ///
    /// # Errors
    /// As there.
    pub async fn save_form(&self, place: &str, fields: &str) -> Result<(), Failure> {
        let Some(signed) = &self.signed else {
            return Ok(());
        };
        let saved = self.accounts.save_form(signed.account(), place, fields);
        saved.await.map_err(|error| self.failed(&error))
    }

    /// Throws it away.
    ///
    /// # Errors
    /// As there.
    pub async fn drop_form(&self, place: &str) -> Result<(), Failure> {
        let Some(signed) = &self.signed else {
            return Ok(());
        };
        let dropped = self.accounts.drop_form(signed.account(), place).await;
        dropped.map_err(|error| self.failed(&error))
    }
}
