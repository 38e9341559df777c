//! Slips in whose place others were handed out.

use super::read::details;
use super::shapes::VoiceDetail;
use crate::Store;
use crate::error::StoreError;

impl Store {
    /// The voice whose slip had a code in whose place another was handed out, and the entry that says so.
    ///
    /// # Errors
    /// What the database says.
    pub async fn voice_of_replaced_receipt(
        &self,
        receipt: &str,
    ) -> Result<Option<(VoiceDetail, u64)>, StoreError> {
        let found = self.with_state(|state| {
            let mut programmes = state.programme_ids();
            programmes.find_map(|id| state.replaced_receipt(id, receipt))
        });
        let Some((entry, by)) = found.await? else {
            return Ok(None);
        };
        let mut lent = self.database().reader().await?;
        let voice = details(&mut lent.connection(), &[entry]).await?.pop();
        Ok(voice.map(|voice| (voice, by)))
    }
}
