//! Voices whose words were erased: nobody can tell any more whether a row of a file is one of them.

use madang_database::values;
use madang_programme::Event;
use madang_programme::contents::TEXT;
use madang_programme::voices::{self, VoiceReceived};

use crate::Store;
use crate::error::StoreError;
use crate::projection::contents::Status;
use crate::record::stored;

impl Store {
    /// The facts of a programme's voices whose words were erased, each with its entry, in their order.
    ///
    /// # Errors
    /// What the database says.
    pub async fn erased_voices(
        &self,
        programme: &str,
    ) -> Result<Vec<(u64, VoiceReceived)>, StoreError> {
        let mut lent = self.database().reader().await?;
        let connection = &mut lent.connection();
        let text = "SELECT v.entry FROM content c JOIN voice v ON v.entry = c.entry \
                    WHERE c.name = $1 AND c.status = $2 AND v.programme = $3 ORDER BY v.entry";
        let values = values![TEXT, Status::Erased.name(), programme];
        let rows = connection.rows(text, values).await?;
        let entries = rows.iter().map(|row| row.number(0));
        let entries = entries.collect::<Result<Vec<u64>, _>>()?;
        let found = stored::several(connection, &entries).await?;
        let voices = found.into_iter().map(|(entry, stored)| match stored.event {
            Event::Voices(voices::Event::VoiceReceived(facts)) => Ok((entry, facts)),
            _ => Err(stored::of_another_kind(&stored)),
        });
        voices.collect()
    }
}
