//! The cards that were issued for a workshop, by what the record has of their codes.

use madang_programme::consultations::{CODES, CardCodes};
use madang_programme::voices::CardProof;

use crate::Store;
use crate::error::StoreError;
use crate::record::stored;

impl Store {
    /// That a receipt is that of a card which was issued for a workshop; `None` where it is not.
    ///
    /// # Errors
    /// What the database says.
    pub async fn card_proof(
        &self,
        programme: &str,
        consultation: &str,
        receipt: &str,
    ) -> Result<Option<CardProof>, StoreError> {
        let batches = self.with_state(|state| {
            let known = state.consultation(programme, consultation).ok();
            let batches = known.map(|known| known.cards.batches.iter().map(|one| one.entry));
            batches.map(|batches| batches.collect::<Vec<u64>>())
        });
        let batches = batches.await?.unwrap_or_default();
        let mut lent = self.database().reader().await?;
        let connection = &mut lent.connection();
        let lists = stored::texts::<CardCodes>(connection, CODES, &batches).await?;
        let mut lists = lists.values();
        Ok(lists.find_map(|list| CardProof::of(&list.receipts, receipt)))
    }
}
