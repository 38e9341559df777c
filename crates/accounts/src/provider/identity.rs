//! Who people are at providers: an issuer, and a name there that it gives to nobody else.

use madang_database::{Row, values};

use crate::account::AccountId;
use crate::address::MailAddress;
use crate::error::AccountsError;
use crate::open::Accounts;
use crate::passkey::Removed;
use crate::token::{hex, random, unhex};

/// The most identities of an account.
pub const MOST: u64 = 5;

/// Who somebody is at a provider, as it says. Two of the same issuer and subject are one person, whatever else is said of them.
#[derive(Clone, PartialEq, Eq)]
pub struct Identity {
    /// The provider.
    pub issuer: String,
    /// Their name there: 255 bytes at most.
    pub subject: String,
    /// An address, where the provider says that it has seen that it is theirs.
    pub address: Option<MailAddress>,
}

/// Logs are read by people who need not know whose it is.
impl std::fmt::Debug for Identity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Identity")
            .field("issuer", &self.issuer)
            .finish_non_exhaustive()
    }
}

/// An identity of an account. Times are milliseconds since 1970.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptIdentity {
    /// What it is called where it is listed and removed.
    pub id: String,
    /// The provider.
    pub issuer: String,
    /// The person's name there.
    pub subject: String,
    /// When it was added.
    pub made: u64,
    /// When somebody last signed in by it; when it was added, if nobody did yet.
    pub used: u64,
}

/// What became of an identity for which there was no account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MadeByIdentity {
    /// It has one now.
    Account(AccountId),
    /// It has none: somebody has an account with the address that the provider names, and nobody gets into it by that.
    KnownAddress,
}

/// What became of an identity that was to be added to an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddedIdentity {
    /// It was.
    Added,
    /// The account had it.
    There,
    /// Another account has it.
    Others,
    /// The account has as many as it can have.
    Most,
}

fn kept(row: &Row) -> Result<KeptIdentity, AccountsError> {
    Ok(KeptIdentity {
        id: hex(&row.bytes(0)?),
        issuer: row.text(1)?,
        subject: row.text(2)?,
        made: row.number(3)?,
        used: row.number(4)?,
    })
}

const INSERT: &str = "INSERT INTO identity (issuer, subject, id, account, made, used) VALUES ($1, $2, $3, $4, $5, $5) \
                      ON CONFLICT DO NOTHING";

impl Accounts {
    /// The account of an identity; that it was used is written down.
    ///
    /// # Errors
    /// What the database says.
    pub async fn by_identity(
        &self,
        identity: &Identity,
    ) -> Result<Option<AccountId>, AccountsError> {
        let text =
            "UPDATE identity SET used = $3 WHERE issuer = $1 AND subject = $2 RETURNING account";
        let row = values![
            identity.issuer.as_str(),
            identity.subject.as_str(),
            self.now()
        ];
        let mut changes = self.changes().await?;
        let row = changes.connection().row(text, row).await?;
        changes.commit().await?;
        row.map(|row| AccountId::read(&row.bytes(0)?)).transpose()
    }

    /// Makes an account for an identity that has none, with the address that the provider has seen to be theirs. An account
    /// that has the address already is not joined: who says so is the provider alone, and whoever reads the mail can add it.
    ///
    /// # Errors
    /// What the database says.
    pub async fn make_by_identity(
        &self,
        identity: &Identity,
        language: &str,
    ) -> Result<MadeByIdentity, AccountsError> {
        let (account, now) = (AccountId(random()?), self.now());
        let mut changes = self.changes().await?;
        let connection = &mut changes.connection();
        let text = "INSERT INTO account (id, made, language) VALUES ($1, $2, $3)";
        connection
            .execute(text, values![account.bytes(), now, language])
            .await?;
        if let Some(address) = &identity.address {
            let text = "INSERT INTO contact (address, account, verified) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
            let row = values![address.as_str(), account.bytes(), now];
            if connection.execute(text, row).await? == 0 {
                // What was begun is not committed.
                return Ok(MadeByIdentity::KnownAddress);
            }
        }
        let row = values![
            identity.issuer.as_str(),
            identity.subject.as_str(),
            random::<16>()?.to_vec(),
            account.bytes(),
            now
        ];
        if connection.execute(INSERT, row).await? == 0 {
            drop(changes);
            // The same person was quicker in another window.
            let there = self.by_identity(identity).await?;
            let gone = || AccountsError::damaged("an identity that is there and not");
            return there.map(MadeByIdentity::Account).ok_or_else(gone);
        }
        changes.commit().await?;
        Ok(MadeByIdentity::Account(account))
    }

    /// Adds an identity to an account. The caller has made sure of who asks.
    ///
    /// # Errors
    /// What the database says.
    pub async fn add_identity(
        &self,
        account: AccountId,
        identity: &Identity,
    ) -> Result<AddedIdentity, AccountsError> {
        let mut changes = self.changes().await?;
        let connection = &mut changes.connection();
        // Two that come at once wait for one another.
        let text = "UPDATE account SET made = made WHERE id = $1";
        connection.execute(text, values![account.bytes()]).await?;
        let text = "SELECT account FROM identity WHERE issuer = $1 AND subject = $2";
        let row = values![identity.issuer.as_str(), identity.subject.as_str()];
        if let Some(row) = connection.row(text, row).await? {
            return Ok(match AccountId::read(&row.bytes(0)?)? == account {
                true => AddedIdentity::There,
                false => AddedIdentity::Others,
            });
        }
        let text = "SELECT count(*) FROM identity WHERE account = $1";
        if connection.number(text, values![account.bytes()]).await? >= MOST {
            return Ok(AddedIdentity::Most);
        }
        let row = values![
            identity.issuer.as_str(),
            identity.subject.as_str(),
            random::<16>()?.to_vec(),
            account.bytes(),
            self.now()
        ];
        let added = connection.execute(INSERT, row).await?;
        changes.commit().await?;
        Ok(match added {
            0 => AddedIdentity::Others,
            _ => AddedIdentity::Added,
        })
    }

    /// The identities of an account, the oldest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn identities(&self, account: AccountId) -> Result<Vec<KeptIdentity>, AccountsError> {
        let text = "SELECT id, issuer, subject, made, used FROM identity WHERE account = $1 ORDER BY made, id";
        let rows = self.rows(text, values![account.bytes()]).await?;
        rows.iter().map(kept).collect()
    }

    /// Takes an identity from an account, if something else leads to it: an address, or another identity of the provider by which people
    /// sign in now.
    ///
    /// # Errors
    /// What the database says.
    pub async fn remove_identity(
        &self,
        account: AccountId,
        id: &str,
    ) -> Result<Removed, AccountsError> {
        let Some(id) = unhex(id) else {
            return Ok(Removed::Unknown);
        };
        let issuer = self.provider().map_or("", |provider| provider.issuer());
        let mut changes = self.changes().await?;
        let connection = &mut changes.connection();
        // Two that are asked for at once wait for one another.
        let text = "UPDATE account SET made = made WHERE id = $1";
        connection.execute(text, values![account.bytes()]).await?;
        let text = "DELETE FROM identity WHERE account = $1 AND id = $2";
        if connection
            .execute(text, values![account.bytes(), id])
            .await?
            == 0
        {
            return Ok(Removed::Unknown);
        }
        let text = "SELECT count(*) FROM contact WHERE account = $1";
        let mut ways = connection.number(text, values![account.bytes()]).await?;
        let text = "SELECT count(*) FROM identity WHERE account = $1 AND issuer = $2";
        ways += connection
            .number(text, values![account.bytes(), issuer])
            .await?;
        if ways == 0 {
            // What was begun is not committed.
            return Ok(Removed::Stays);
        }
        changes.commit().await?;
        Ok(Removed::Gone)
    }
}
