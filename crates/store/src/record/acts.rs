//! What was done in a programme, by kind.

use madang_database::{Value, values};

use crate::Store;
use crate::error::StoreError;

/// The most that is read of it.
const MOST: u64 = 10_000;

impl Store {
    /// The entries of a kind in a programme, of whatever version, the newest first, each with what it is about. A kind that nobody knows has
    /// none.
    ///
    /// # Errors
    /// What the database says.
    pub async fn done_of_kind(
        &self,
        programme: &str,
        kind: &str,
    ) -> Result<Vec<(u64, String)>, StoreError> {
        let mut lent = self.database().reader().await?;
        let connection = &mut lent.connection();
        let any_version = format!("{kind}/%");
        let text = format!(
            "SELECT entry, subject FROM act WHERE programme = $1 AND kind LIKE $2 ORDER BY entry DESC LIMIT {MOST}"
        );
        let values: Vec<Value> = values![programme, &any_version];
        let rows = connection.rows(&text, values).await?;
        rows.iter()
            .map(|row| Ok((row.number(0)?, row.text(1)?)))
            .collect()
    }
}
