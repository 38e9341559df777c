//! Institutions of a programme.

use madang_database::values;
use madang_programme::{Event, institutions};

use super::shapes::InstitutionDetail;
use crate::Store;
use crate::error::StoreError;
use crate::record::stored::Stored;
use crate::words::said;

impl Store {
    /// The institutions of a programme by identifier. An unknown programme has none.
    ///
    /// # Errors
    /// What the database says.
    pub async fn institutions(
        &self,
        programme: &str,
    ) -> Result<Vec<InstitutionDetail>, StoreError> {
        let mut lent = self.database().reader().await?;
        let text = "SELECT e.idx, e.bytes FROM institution i JOIN entry e ON e.idx = i.entry \
                    WHERE i.programme = $1 ORDER BY i.id";
        let rows = lent.connection().rows(text, values![programme]).await?;
        let mut found = Vec::with_capacity(rows.len());
        for row in &rows {
            let Stored { index, event, .. } = Stored::from_row(row, 0)?;
            let Event::Institutions(institutions::Event::InstitutionNamed(facts)) = event else {
                return Err(StoreError::damaged(said!(
                    "store-other-kind",
                    entry = index
                )));
            };
            found.push(InstitutionDetail {
                facts,
                entry: index,
            });
        }
        Ok(found)
    }
}
