//! What officials note for each other about something: off the record, sealed, and gone where one of them erases it or whoever wrote it
//! erases themselves.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use madang_database::{Row, values};
use serde::{Deserialize, Serialize};

use crate::account::AccountId;
use crate::error::AccountsError;
use crate::open::Accounts;

/// The most notes about one thing that are read; the oldest first.
const MOST: u64 = 500;

/// A note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// By which it is known beside others of its place.
    pub id: String,
    /// What it is about, as the portal calls it.
    pub place: String,
    /// What it says.
    pub words: NoteWords,
    /// When it was written, in milliseconds since 1970.
    pub made: u64,
}

/// What a note says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteWords {
    /// In which name its writer acts.
    pub by: String,
    /// The text.
    pub text: String,
}

/// What the accounts' secret seals a note for: at one place, under one name.
fn key(place: &str, id: &str) -> String {
    format!("madang note key v1\n{place}\n{id}")
}

impl Accounts {
    async fn note_of(&self, row: &Row) -> Result<Note, AccountsError> {
        let (place, id) = (row.text(0)?, row.text(1)?);
        let damaged = || AccountsError::damaged("a note that cannot be read");
        let sealed = STANDARD.decode(row.text(2)?).map_err(|_| damaged())?;
        let plain = self.saved_key().await?.open(&key(&place, &id), &sealed);
        let words = serde_json::from_slice(&plain.ok_or_else(damaged)?);
        Ok(Note {
            words: words.map_err(|_| damaged())?,
            made: row.number(3)?,
            place,
            id,
        })
    }

    async fn notes_of(&self, rows: &[Row]) -> Result<Vec<Note>, AccountsError> {
        let mut notes = Vec::with_capacity(rows.len());
        for row in rows {
            notes.push(self.note_of(row).await?);
        }
        Ok(notes)
    }

    /// Keeps a note, once however often it is sent under the same name.
    ///
    /// # Errors
    /// What the database says; an account that is gone.
    pub async fn note(
        &self,
        account: AccountId,
        (place, id): (&str, &str),
        words: &NoteWords,
    ) -> Result<(), AccountsError> {
        let plain = serde_json::to_vec(words)
            .map_err(|_| AccountsError::damaged("a note that cannot be written"))?;
        let sealed = self.saved_key().await?.seal(&key(place, id), &plain)?;
        let text = "INSERT INTO note (place, id, account, words, made) VALUES ($1, $2, $3, $4, $5) \
                    ON CONFLICT (place, id) DO NOTHING";
        let sealed = STANDARD.encode(sealed);
        let row = values![place, id, account.bytes(), sealed, self.now()];
        self.change(text, row).await.map(drop)
    }

    /// The notes about something, the oldest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn notes(&self, place: &str) -> Result<Vec<Note>, AccountsError> {
        let text =
            "SELECT place, id, words, made FROM note WHERE place = $1 ORDER BY made, id LIMIT $2";
        let rows = self.rows(text, values![place, MOST]).await?;
        self.notes_of(&rows).await
    }

    /// What somebody noted, wherever, the oldest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn notes_by(&self, account: AccountId) -> Result<Vec<Note>, AccountsError> {
        let text =
            "SELECT place, id, words, made FROM note WHERE account = $1 ORDER BY made, place, id";
        let rows = self.rows(text, values![account.bytes()]).await?;
        self.notes_of(&rows).await
    }

    /// Erases a note.
    ///
    /// # Errors
    /// What the database says.
    pub async fn erase_note(&self, place: &str, id: &str) -> Result<(), AccountsError> {
        let text = "DELETE FROM note WHERE place = $1 AND id = $2";
        self.change(text, values![place, id]).await.map(drop)
    }
}
