//! What the checks of openness need besides the state: what stands in public words, and the time.

use madang_database::values;
use madang_programme::openness::Linted;
use madang_record::time::format_at;

use crate::Store;
use crate::error::StoreError;
use crate::kept::parse;

impl Store {
    /// The public contents of a programme in which personal data seem to stand.
    ///
    /// # Errors
    /// What the database says.
    pub async fn linted(&self, programme: &str) -> Result<Vec<Linted>, StoreError> {
        let mut lent = self.database().reader().await?;
        let text = "SELECT p.entry, p.name, e.bytes FROM personal p JOIN act a ON a.entry = p.entry \
                    JOIN entry e ON e.idx = p.entry WHERE a.space = $1 ORDER BY p.entry, p.name";
        let rows = lent.connection().rows(text, values![programme]).await?;
        let linted = rows.iter().map(|row| {
            let (entry, bytes) = (row.number(0)?, row.bytes(2)?);
            let parsed = parse(entry, &bytes)?;
            Ok(Linted {
                programme: programme.to_owned(),
                entry,
                name: row.text(1)?,
                subject: parsed.subject.to_owned(),
                at: parsed.at.to_owned(),
            })
        });
        linted.collect()
    }

    /// The time by the clock that entries get theirs from, UTC, as on the record.
    pub fn now(&self) -> String {
        format_at(self.shared.clock.now()).unwrap_or_default()
    }
}
