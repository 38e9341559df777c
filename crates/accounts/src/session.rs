//! Sessions: who is signed in where, and for how long.

use madang_database::{Row, values};

use crate::account::AccountId;
use crate::error::AccountsError;
use crate::open::Accounts;
use crate::token::{Token, hex, random, unhex};

/// How often it is written down that a session was used.
const SEEN_AGAIN: u64 = 60_000;

/// The longest name of a device.
const DEVICE: usize = 80;

/// The name of a device as it is kept.
pub(crate) fn short(device: &str) -> String {
    let plain = |c: &char| !c.is_control();
    device.chars().filter(plain).take(DEVICE).collect()
}

const MINUTE: u64 = 60_000;
const DAY: u64 = 24 * 60 * MINUTE;

/// How long sessions last, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lasting {
    /// Without being used.
    pub idle: u64,
    /// Altogether.
    pub longest: u64,
}

impl Lasting {
    /// Of who holds a role: 30 minutes idle, 12 hours altogether.
    pub const OFFICE: Lasting = Lasting {
        idle: 30 * MINUTE,
        longest: 12 * 60 * MINUTE,
    };

    /// Of participants: 14 days idle, 30 days altogether.
    pub const PARTICIPANT: Lasting = Lasting {
        idle: 14 * DAY,
        longest: 30 * DAY,
    };
}

/// How somebody showed who they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Proof {
    /// By a link that was mailed to them.
    Link,
    /// By the provider of an identity of theirs.
    Provider,
    /// By their password.
    Password,
    /// By a passkey.
    Passkey,
}

impl Proof {
    const ALL: [Proof; 4] = [
        Proof::Link,
        Proof::Provider,
        Proof::Password,
        Proof::Passkey,
    ];

    /// Its name where it is kept.
    pub fn name(self) -> &'static str {
        match self {
            Proof::Link => "link",
            Proof::Provider => "provider",
            Proof::Password => "password",
            Proof::Passkey => "passkey",
        }
    }
}

/// A session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// What it is called where it is listed and ended; says nothing about its token.
    pub id: String,
    /// Whose.
    pub account: AccountId,
    /// When it began. Times are milliseconds since 1970.
    pub made: u64,
    /// When it was last seen in use, to the minute.
    pub seen: u64,
    /// When its holder last showed who they are.
    pub proved: u64,
    /// How.
    pub proved_by: Proof,
    /// The device: what it says of itself, in short.
    pub device: String,
}

impl Session {
    /// Whether it still stands.
    pub fn stands(&self, lasting: Lasting, now: u64) -> bool {
        now < self.made.saturating_add(lasting.longest)
            && now < self.seen.saturating_add(lasting.idle)
    }

    /// Whether its holder showed who they are by `proof` or better within the last `within` milliseconds.
    pub fn is_proved(&self, proof: Proof, within: u64, now: u64) -> bool {
        self.proved_by >= proof && now < self.proved.saturating_add(within)
    }
}

const COLUMNS: &str = "id, account, made, seen, proved, proved_by, device";

fn session(row: &Row) -> Result<Session, AccountsError> {
    let proved_by = row.text(5)?;
    let proof = Proof::ALL
        .into_iter()
        .find(|proof| proof.name() == proved_by);
    Ok(Session {
        id: hex(&row.bytes(0)?),
        account: AccountId::read(&row.bytes(1)?)?,
        made: row.number(2)?,
        seen: row.number(3)?,
        proved: row.number(4)?,
        proved_by: proof
            .ok_or_else(|| AccountsError::damaged(format!("a session proved by {proved_by:?}")))?,
        device: row.text(6)?,
    })
}

impl Accounts {
    /// Begins a session of somebody who has just shown who they are, with a new token; the one that they came with ends.
    ///
    /// # Errors
    /// What the database says.
    pub async fn begin_session(
        &self,
        account: AccountId,
        proof: Proof,
        device: &str,
        before: Option<&Token>,
    ) -> Result<Token, AccountsError> {
        let (token, id, now) = (Token::random()?, random::<16>()?, self.now());
        let mut changes = self.changes().await?;
        let connection = &mut changes.connection();
        if let Some(before) = before {
            let text = "DELETE FROM session WHERE token = $1";
            connection.execute(text, values![before.hash()]).await?;
        }
        let text = "INSERT INTO session (token, id, account, made, seen, proved, proved_by, device) \
                    VALUES ($1, $2, $3, $4, $4, $4, $5, $6)";
        let row = values![
            token.hash(),
            id.to_vec(),
            account.bytes(),
            now,
            proof.name(),
            short(device)
        ];
        connection.execute(text, row).await?;
        changes.commit().await?;
        Ok(token)
    }

    /// The session of a token, if it stands for as long as `lasting` of its account says. That it was used is written down.
    ///
    /// # Errors
    /// What the database says.
    pub async fn session(&self, token: &Token) -> Result<Option<Session>, AccountsError> {
        let text = format!("SELECT {COLUMNS} FROM session WHERE token = $1");
        let Some(row) = self.row(&text, values![token.hash()]).await? else {
            return Ok(None);
        };
        let session = session(&row)?;
        let stands = session.stands(Lasting::PARTICIPANT, self.now());
        Ok(stands.then_some(session))
    }

    /// Whose session a token began, whether it stands any more or not; `None` where it was ended.
    ///
    /// # Errors
    /// What the database says.
    pub async fn whose_session(&self, token: &Token) -> Result<Option<AccountId>, AccountsError> {
        let text = "SELECT account FROM session WHERE token = $1";
        let row = self.row(text, values![token.hash()]).await?;
        row.map(|row| AccountId::read(&row.bytes(0)?)).transpose()
    }

    /// Writes down that a session was used, once a minute at most.
    ///
    /// # Errors
    /// What the database says.
    pub async fn seen(&self, session: &Session) -> Result<(), AccountsError> {
        let now = self.now();
        let (Some(id), true) = (
            unhex(&session.id),
            now >= session.seen.saturating_add(SEEN_AGAIN),
        ) else {
            return Ok(());
        };
        let text = "UPDATE session SET seen = $2 WHERE id = $1 AND seen < $2";
        self.change(text, values![id, now]).await.map(drop)
    }

    /// The sessions of an account, the one used last first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn sessions(&self, account: AccountId) -> Result<Vec<Session>, AccountsError> {
        let text =
            format!("SELECT {COLUMNS} FROM session WHERE account = $1 ORDER BY seen DESC, id");
        let rows = self.rows(&text, values![account.bytes()]).await?;
        rows.iter().map(session).collect()
    }

    /// Ends the session of a token.
    ///
    /// # Errors
    /// What the database says.
    pub async fn sign_out(&self, token: &Token) -> Result<(), AccountsError> {
        let text = "DELETE FROM session WHERE token = $1";
        self.change(text, values![token.hash()]).await.map(drop)
    }

    /// Ends one of an account's sessions; gives whether there was such a one.
    ///
    /// # Errors
    /// What the database says.
    pub async fn end_session(&self, account: AccountId, id: &str) -> Result<bool, AccountsError> {
        let Some(id) = unhex(id) else {
            return Ok(false);
        };
        let text = "DELETE FROM session WHERE account = $1 AND id = $2";
        Ok(self.change(text, values![account.bytes(), id]).await? > 0)
    }

    /// Ends all sessions of an account but the one named, and the links that would begin others.
    ///
    /// # Errors
    /// What the database says.
    pub async fn sign_out_everywhere(
        &self,
        account: AccountId,
        but: Option<&Session>,
    ) -> Result<u64, AccountsError> {
        let but = but
            .and_then(|session| unhex(&session.id))
            .unwrap_or_default();
        let mut changes = self.changes().await?;
        let text = "DELETE FROM session WHERE account = $1 AND id <> $2";
        let ended = changes
            .connection()
            .execute(text, values![account.bytes(), but])
            .await?;
        let text = "DELETE FROM link WHERE account = $1";
        changes
            .connection()
            .execute(text, values![account.bytes()])
            .await?;
        changes.commit().await?;
        Ok(ended)
    }
}
