//! Bringing a database's read tables level with their descriptions.

use std::sync::OnceLock;

use madang_database::{Connection, Database};
use madang_record::hash::sha256;

use super::ALL;
use super::general::GRAMS;
use super::words::searched;
use crate::error::StoreError;
use crate::rebuild::refill;
use crate::replica::Head;
use crate::words::said;

/// Changes when what is written into the read tables changes although their descriptions do not.
const EDITION: u32 = 5;

/// What the read tables are made from, in few letters.
fn description(connection: &Connection<'_>) -> &'static str {
    static SQLITE: OnceLock<String> = OnceLock::new();
    static POSTGRES: OnceLock<String> = OnceLock::new();
    let made = if connection.is_sqlite() {
        &SQLITE
    } else {
        &POSTGRES
    };
    made.get_or_init(|| {
        let text = format!(
            "edition {EDITION}, searched {:?}\n{}",
            searched(),
            connection.description(&ALL, &[GRAMS])
        );
        sha256(text.as_bytes()).to_hex()
    })
}

async fn found(connection: &mut Connection<'_>) -> Result<String, StoreError> {
    let text = "SELECT description FROM read_tables WHERE id = 1";
    let row = connection.row(text, vec![]).await?;
    Ok(row.map(|row| row.text(0)).transpose()?.unwrap_or_default())
}

/// Drops, remakes and refills the read tables where they were made from other descriptions: by an older version or a
/// newer one.
pub(crate) async fn update(database: &Database) -> Result<(), StoreError> {
    {
        let mut lent = database.reader().await?;
        let connection = &mut lent.connection();
        if found(connection).await? == description(connection) {
            return Ok(());
        }
    }
    let mut changes = database.begin().await?;
    let connection = &mut changes.connection();
    let (head, found) = Head::lock(connection).await?;
    let wanted = description(connection);
    // Another node may have been quicker.
    if found == wanted {
        return Ok(changes.rollback().await?);
    }
    if head.size() > 0 {
        tracing::info!(
            entries = head.size(),
            "the read tables are remade: this version describes them otherwise"
        );
    }
    connection.remake(&ALL, &[GRAMS]).await?;
    refill(connection, &head, &|_, _| ()).await?;
    let text = "UPDATE read_tables SET description = $1 WHERE id = 1";
    connection.execute(text, vec![wanted.into()]).await?;
    Ok(changes.commit().await?)
}

/// Refuses read tables that were made from other descriptions: a reader cannot remake them.
pub(crate) async fn check(connection: &mut Connection<'_>) -> Result<(), StoreError> {
    let found = found(connection).await?;
    if found == description(connection) {
        return Ok(());
    }
    Err(StoreError::Closed(said!("store-tables-older")))
}

/// Refuses to write into read tables that another version has remade meanwhile.
pub(crate) fn compare(connection: &Connection<'_>, found: &str) -> Result<(), StoreError> {
    if found == description(connection) {
        return Ok(());
    }
    Err(StoreError::Forked(said!("store-tables-remade")))
}

#[cfg(test)]
mod tests {
    use super::super::ALL;
    use super::super::rows::OUTLIVE;

    #[test]
    fn every_table_with_words_says_of_which_entry_they_are() {
        for table in ALL.iter().filter(|table| table.holds_words()) {
            assert_eq!(
                table.key.first(),
                Some(&"entry"),
                "{}: its words could not be found when they are erased",
                table.name
            );
        }
        for name in OUTLIVE {
            assert!(ALL.iter().any(|table| table.name == name), "{name}");
        }
        let mut names: Vec<&str> = ALL.iter().map(|table| table.name).collect();
        names.dedup();
        assert_eq!(names.len(), ALL.len(), "two tables of one name");
    }
}
