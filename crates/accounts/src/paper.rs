//! Papers as they are keyed: each by two people who do not see what the other wrote. When both say the same it is settled.

use madang_database::{Row, values};

use crate::account::AccountId;
use crate::error::AccountsError;
use crate::open::Accounts;
use crate::pseudonym::Scope;

/// A paper of a place, as far as it is keyed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyedPaper {
    /// Its number.
    pub number: u64,
    /// What who keyed it first wrote.
    pub first: String,
    /// What another wrote.
    pub second: Option<String>,
    /// Whether whoever asks keyed it.
    pub own: bool,
}

impl KeyedPaper {
    /// Whether two people say the same.
    pub fn settled(&self) -> bool {
        self.second.as_ref() == Some(&self.first)
    }

    /// Whether two people say something else.
    pub fn differs(&self) -> bool {
        self.second
            .as_ref()
            .is_some_and(|second| *second != self.first)
    }
}

/// What became of what somebody keyed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keyed {
    /// Theirs is the first: another keys it after them.
    First,
    /// Both say the same.
    Same,
    /// They say something else than the other.
    Differs,
    /// Two people say the same of it already.
    Settled,
}

fn paper(row: &Row, of: &[u8]) -> Result<KeyedPaper, AccountsError> {
    let own = row.bytes(1)? == of || row.optional_bytes(3)?.as_deref() == Some(of);
    Ok(KeyedPaper {
        number: row.number(0)?,
        first: row.text(2)?,
        second: row.optional_text(4)?,
        own,
    })
}

impl Accounts {
    /// Keys a paper. Whoever keyed it before changes what they wrote; of two others nobody keys it a third time.
    ///
    /// # Errors
    /// What the database says.
    pub async fn key_paper(
        &self,
        (vote, place): (&Scope, &str),
        number: u64,
        account: AccountId,
        says: &str,
    ) -> Result<Keyed, AccountsError> {
        let (vote, by) = (vote.to_string(), account.bytes());
        let mut changes = self.changes().await?;
        let connection = &mut changes.connection();
        let text = "INSERT INTO paper (vote, place, number, first_by, first) VALUES ($1, $2, $3, $4, $5) \
                    ON CONFLICT DO NOTHING";
        let row = values![vote.clone(), place, number, by.clone(), says];
        if connection.execute(text, row).await? > 0 {
            changes.commit().await?;
            return Ok(Keyed::First);
        }
        // Two who key the same one at once wait for one another.
        let text = "UPDATE paper SET first = first WHERE vote = $1 AND place = $2 AND number = $3 \
                    RETURNING number, first_by, first, second_by, second";
        let row = connection.row(text, values![vote.clone(), place, number]);
        let Some(row) = row.await? else {
            return Err(AccountsError::damaged("a paper that is there and not"));
        };
        let before = paper(&row, &by)?;
        if before.settled() {
            return Ok(Keyed::Settled);
        }
        let first = row.bytes(1)? == by;
        let second = row.optional_bytes(3)?;
        if !first && second.is_some_and(|second| second != by) {
            return Ok(Keyed::Settled);
        }
        let text = match first {
            true => {
                "UPDATE paper SET first = $4 WHERE vote = $1 AND place = $2 AND number = $3 AND first_by = $5"
            }
            false => {
                "UPDATE paper SET second = $4, second_by = $5 WHERE vote = $1 AND place = $2 AND number = $3"
            }
        };
        let row = values![vote, place, number, says, by];
        connection.execute(text, row).await?;
        changes.commit().await?;
        let other = match first {
            true => before.second,
            false => Some(before.first),
        };
        Ok(match other {
            None => Keyed::First,
            Some(other) if other == says => Keyed::Same,
            Some(_) => Keyed::Differs,
        })
    }

    /// The papers of a place, as somebody sees them.
    ///
    /// # Errors
    /// What the database says.
    pub async fn papers(
        &self,
        (vote, place): (&Scope, &str),
        account: AccountId,
    ) -> Result<Vec<KeyedPaper>, AccountsError> {
        let text = "SELECT number, first_by, first, second_by, second FROM paper WHERE vote = $1 AND place = $2 ORDER BY number";
        let rows = self.rows(text, values![vote.to_string(), place]).await?;
        let of = account.bytes();
        rows.iter().map(|row| paper(row, &of)).collect()
    }

    /// The places of a vote of which papers are keyed and not brought to the record.
    ///
    /// # Errors
    /// What the database says.
    pub async fn paper_places(&self, vote: &Scope) -> Result<Vec<String>, AccountsError> {
        let text = "SELECT DISTINCT place FROM paper WHERE vote = $1 ORDER BY place";
        let rows = self.rows(text, values![vote.to_string()]).await?;
        rows.iter().map(|row| Ok(row.text(0)?)).collect()
    }

    /// Throws the papers of a place away, which are on the record.
    ///
    /// # Errors
    /// What the database says.
    pub async fn papers_are_done(&self, vote: &Scope, place: &str) -> Result<(), AccountsError> {
        let mut changes = self.changes().await?;
        let text = "DELETE FROM paper WHERE vote = $1 AND place = $2";
        let connection = &mut changes.connection();
        connection
            .execute(text, values![vote.to_string(), place])
            .await?;
        changes.commit().await?;
        Ok(())
    }
}
