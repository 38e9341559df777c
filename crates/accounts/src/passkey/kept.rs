//! The passkeys of an account.

use madang_database::{Row, values};
use webauthn_rs::prelude::{AuthenticationResult, Passkey as Key};

use crate::account::AccountId;
use crate::error::AccountsError;
use crate::open::Accounts;
use crate::session::short;
use crate::token::{hex, random, unhex};

/// The most passkeys of an account.
pub const MOST: usize = 20;

/// A passkey. Times are milliseconds since 1970.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passkey {
    /// What it is called where it is listed and removed; says nothing about the key.
    pub id: String,
    /// The device that it was made on, in short.
    pub device: String,
    /// When it was added.
    pub made: u64,
    /// When somebody last signed in by it; when it was added, if nobody did yet.
    pub used: u64,
}

/// What became of a passkey that was to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Removed {
    /// It is gone.
    Gone,
    /// It stays: too few would be left.
    Stays,
    /// There is no such one.
    Unknown,
}

/// A key as it is kept.
pub(super) fn key(state: &str) -> Result<Key, AccountsError> {
    serde_json::from_str(state)
        .map_err(|error| AccountsError::damaged(format!("a passkey: {error}")))
}

fn write(key: &Key) -> Result<String, AccountsError> {
    serde_json::to_string(key).map_err(|error| AccountsError::Passkey(error.to_string()))
}

fn passkey(row: &Row) -> Result<Passkey, AccountsError> {
    Ok(Passkey {
        id: hex(&row.bytes(0)?),
        device: row.text(1)?,
        made: row.number(2)?,
        used: row.number(3)?,
    })
}

impl Accounts {
    /// The passkeys of an account, the oldest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn passkeys(&self, account: AccountId) -> Result<Vec<Passkey>, AccountsError> {
        let text =
            "SELECT id, device, made, used FROM passkey WHERE account = $1 ORDER BY made, id";
        let rows = self.rows(text, values![account.bytes()]).await?;
        rows.iter().map(passkey).collect()
    }

    /// Keeps a passkey; gives whether it was: one that somebody has already, or one too many, is not.
    pub(super) async fn keep_passkey(
        &self,
        account: AccountId,
        made: &Key,
        device: &str,
    ) -> Result<bool, AccountsError> {
        let (id, state) = (random::<16>()?.to_vec(), write(made)?);
        let mut changes = self.changes().await?;
        let connection = &mut changes.connection();
        // Two that come at once wait for one another. Whoever waited to add one has.
        let text = "UPDATE account SET recovers = NULL WHERE id = $1";
        connection.execute(text, values![account.bytes()]).await?;
        let text = "SELECT count(*) FROM passkey WHERE account = $1";
        let there = connection.number(text, values![account.bytes()]).await?;
        if there >= MOST as u64 {
            return Ok(false);
        }
        let text = "INSERT INTO passkey (credential, id, account, device, made, used, state) \
                    VALUES ($1, $2, $3, $4, $5, $5, $6) ON CONFLICT DO NOTHING";
        let credential: &[u8] = made.cred_id();
        let row = values![
            credential,
            id,
            account.bytes(),
            short(device),
            self.now(),
            state
        ];
        let kept = connection.execute(text, row).await?;
        changes.commit().await?;
        Ok(kept > 0)
    }

    /// Writes down that a passkey was used; gives whether the account still has it. Whoever can sign in by a passkey need not
    /// wait to add another.
    pub(super) async fn use_passkey(
        &self,
        account: AccountId,
        shown: &AuthenticationResult,
    ) -> Result<bool, AccountsError> {
        let credential: &[u8] = shown.cred_id();
        let mut changes = self.changes().await?;
        let connection = &mut changes.connection();
        let text =
            "UPDATE passkey SET used = $3 WHERE credential = $1 AND account = $2 RETURNING state";
        let row = values![credential, account.bytes(), self.now()];
        let Some(row) = connection.row(text, row).await? else {
            return Ok(false);
        };
        let mut kept = key(&row.text(0)?)?;
        if kept.update_credential(shown) == Some(true) {
            let text = "UPDATE passkey SET state = $2 WHERE credential = $1";
            connection
                .execute(text, values![credential, write(&kept)?])
                .await?;
        }
        let text = "UPDATE account SET recovers = NULL WHERE id = $1";
        connection.execute(text, values![account.bytes()]).await?;
        changes.commit().await?;
        Ok(true)
    }

    /// Takes a passkey from an account, if at least `left` stay.
    ///
    /// # Errors
    /// What the database says.
    pub async fn remove_passkey(
        &self,
        account: AccountId,
        id: &str,
        left: u64,
    ) -> Result<Removed, AccountsError> {
        let Some(id) = unhex(id) else {
            return Ok(Removed::Unknown);
        };
        let mut changes = self.changes().await?;
        let connection = &mut changes.connection();
        // Two that are asked for at once wait for one another.
        let text = "UPDATE account SET made = made WHERE id = $1";
        connection.execute(text, values![account.bytes()]).await?;
        let text = "DELETE FROM passkey WHERE account = $1 AND id = $2";
        let gone = connection
            .execute(text, values![account.bytes(), id])
            .await?;
        let text = "SELECT count(*) FROM passkey WHERE account = $1";
        let there = connection.number(text, values![account.bytes()]).await?;
        if gone == 0 {
            return Ok(Removed::Unknown);
        }
        if there < left {
            // What was begun is not committed.
            return Ok(Removed::Stays);
        }
        changes.commit().await?;
        Ok(Removed::Gone)
    }
}
