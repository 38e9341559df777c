//! Accounts and the addresses that lead to them.

use std::fmt;

use madang_database::{Changes, Row, values};
use serde::Serialize;

use crate::address::MailAddress;
use crate::error::AccountsError;
use crate::following::Rhythm;
use crate::limit;
use crate::note::Note;
use crate::open::Accounts;
use crate::roll::leave_rolls;
use crate::token::{hex, random};
use crate::traces::keep_clearing;

/// An account: 128 random bits, known to the accounts alone. It stands nowhere on the record.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountId(pub(crate) [u8; 16]);

impl AccountId {
    pub(crate) fn read(bytes: &[u8]) -> Result<AccountId, AccountsError> {
        let bytes = bytes.try_into().map_err(|_| {
            AccountsError::damaged(format!("an account of {} bytes, not 16", bytes.len()))
        })?;
        Ok(AccountId(bytes))
    }

    /// By what its holder is counted where something may not be asked for too often.
    pub fn counted_by(self) -> String {
        hex(&self.0)
    }

    pub(crate) fn bytes(self) -> Vec<u8> {
        self.0.to_vec()
    }
}

impl fmt::Debug for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AccountId({}…)", hex(&self.0[..2]))
    }
}

/// An address that somebody has shown to be theirs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// The address.
    pub address: MailAddress,
    /// When they showed it, in milliseconds since 1970.
    pub verified: u64,
}

/// Everything that the accounts hold of a person, to take along. Times are milliseconds since 1970.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Taken {
    /// The form of this file.
    pub format: &'static str,
    /// When the account was made.
    pub made: u64,
    /// The language of its mail: `ko` or `en`.
    pub language: String,
    /// Whether it has a password. The hash stays here: it is of no use to anybody but who wants to guess.
    pub password: bool,
    /// Addresses.
    pub contacts: Vec<TakenContact>,
    /// Devices that are signed in.
    pub sessions: Vec<TakenSession>,
    /// Passkeys. The keys themselves stay here: without their other half, which the device keeps, they are of no use.
    pub passkeys: Vec<TakenPasskey>,
    /// Who they are at the providers by which they sign in.
    pub identities: Vec<TakenIdentity>,
    /// Under which names the person stands on the record, and for what.
    pub pseudonyms: Vec<TakenPseudonym>,
    /// Forms that are kept for later.
    pub saved: Vec<TakenForm>,
    /// What they noted for other officials.
    pub notes: Vec<TakenNote>,
    /// What they follow on the record.
    pub followed: Vec<TakenFollowed>,
    /// How often they are told of it: `daily`, `weekly`, or never where nothing stands here.
    pub told: Option<&'static str>,
    /// How often they are told of the work that is due for them, where they hold a role; never, where nothing stands here.
    pub told_of_work: Option<&'static str>,
    /// Mail that has not gone out yet.
    pub mail_waiting: u64,
}

/// A form that is kept for later, taken along.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TakenForm {
    /// Which form it is: its address in the portal.
    pub place: String,
    /// What stands in it, as it was sent.
    pub fields: String,
    /// When it was saved.
    pub saved: u64,
}

/// A note for other officials, taken along.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TakenNote {
    /// What it is about.
    pub about: String,
    /// What it says.
    pub text: String,
    /// When it was written.
    pub made: u64,
}

impl From<Note> for TakenNote {
    fn from(note: Note) -> TakenNote {
        TakenNote {
            about: note.place,
            text: note.words.text,
            made: note.made,
        }
    }
}

/// Something that is followed, taken along.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TakenFollowed {
    /// What, as the record names it.
    pub subject: String,
    /// Since when.
    pub since: u64,
}

/// An address, taken along.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TakenContact {
    /// The address.
    pub address: String,
    /// When it was shown to be theirs.
    pub verified: u64,
}

/// A session, taken along.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TakenSession {
    /// The device, as it said of itself.
    pub device: String,
    /// When it began.
    pub made: u64,
    /// When it was used last.
    pub seen: u64,
}

/// A passkey, taken along.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TakenPasskey {
    /// The device that it was made on.
    pub device: String,
    /// When it was added.
    pub made: u64,
    /// When it was used last.
    pub used: u64,
}

/// An identity at a provider, taken along.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TakenIdentity {
    /// The provider.
    pub issuer: String,
    /// The person's name there.
    pub subject: String,
    /// When it was added.
    pub made: u64,
    /// When it was used last.
    pub used: u64,
}

/// A pseudonym, taken along.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TakenPseudonym {
    /// For what.
    pub scope: String,
    /// The name on the record.
    pub name: String,
}

impl Accounts {
    /// Makes an account for an address that somebody has shown to be theirs; where it has one already, gives that.
    pub(crate) async fn make_within(
        &self,
        changes: &mut Changes,
        address: &MailAddress,
        language: &str,
    ) -> Result<AccountId, AccountsError> {
        let (id, now) = (AccountId(random()?), self.now());
        let connection = &mut changes.connection();
        let text = "INSERT INTO account (id, made, language) VALUES ($1, $2, $3)";
        connection
            .execute(text, values![id.bytes(), now, language])
            .await?;
        let text = "INSERT INTO contact (address, account, verified) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
        let added = connection
            .execute(text, values![address.as_str(), id.bytes(), now])
            .await?;
        if added > 0 {
            return Ok(id);
        }
        let text = "DELETE FROM account WHERE id = $1";
        connection.execute(text, values![id.bytes()]).await?;
        let text = "SELECT account FROM contact WHERE address = $1";
        match connection.row(text, values![address.as_str()]).await? {
            Some(row) => AccountId::read(&row.bytes(0)?),
            None => Err(AccountsError::damaged("an address that is there and not")),
        }
    }

    /// Whose address it is.
    ///
    /// # Errors
    /// What the database says.
    pub async fn account_of(
        &self,
        address: &MailAddress,
    ) -> Result<Option<AccountId>, AccountsError> {
        let text = "SELECT account FROM contact WHERE address = $1";
        let row = self.row(text, values![address.as_str()]).await?;
        row.map(|row| AccountId::read(&row.bytes(0)?)).transpose()
    }

    /// The addresses of an account, the oldest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn contacts(&self, account: AccountId) -> Result<Vec<Contact>, AccountsError> {
        let text =
            "SELECT address, verified FROM contact WHERE account = $1 ORDER BY verified, address";
        let rows = self.rows(text, values![account.bytes()]).await?;
        rows.iter().map(contact).collect()
    }

    /// Takes an address from an account; the last one stays, since nothing else leads back to it. Gives whether it went.
    ///
    /// # Errors
    /// What the database says.
    pub async fn remove_contact(
        &self,
        account: AccountId,
        address: &MailAddress,
    ) -> Result<bool, AccountsError> {
        let counted = self.hash_of(address.as_str()).await?;
        let mut changes = self.changes().await?;
        let connection = &mut changes.connection();
        // Two that are asked for at once wait for one another.
        let text = "UPDATE account SET made = made WHERE id = $1";
        connection.execute(text, values![account.bytes()]).await?;
        let text = "SELECT count(*) FROM contact WHERE account = $1";
        let mut gone = 0;
        if connection.number(text, values![account.bytes()]).await? > 1 {
            let text = "DELETE FROM contact WHERE account = $1 AND address = $2";
            gone = connection
                .execute(text, values![account.bytes(), address.as_str()])
                .await?;
            limit::forget(connection, counted).await?;
        }
        changes.commit().await?;
        Ok(gone > 0)
    }

    /// The language in which an account is written to: `ko` or `en`.
    ///
    /// # Errors
    /// What the database says.
    pub async fn language(&self, account: AccountId) -> Result<Option<String>, AccountsError> {
        let text = "SELECT language FROM account WHERE id = $1";
        let row = self.row(text, values![account.bytes()]).await?;
        Ok(row.map(|row| row.text(0)).transpose()?)
    }

    /// Everything that the accounts hold of a person.
    ///
    /// # Errors
    /// What the database says.
    pub async fn take(&self, account: AccountId) -> Result<Option<Taken>, AccountsError> {
        let id = || values![account.bytes()];
        let text = "SELECT made, language, CASE WHEN password IS NULL THEN 0 ELSE 1 END FROM account WHERE id = $1";
        let text = text.replace(
            "0 ELSE 1 END",
            "CAST(0 AS BIGINT) ELSE CAST(1 AS BIGINT) END",
        );
        let Some(row) = self.row(&text, id()).await? else {
            return Ok(None);
        };
        let contacts = self.contacts(account).await?.into_iter();
        let sessions = self.sessions(account).await?.into_iter();
        let passkeys = self.passkeys(account).await?.into_iter();
        let identities = self.identities(account).await?.into_iter();
        let pseudonyms = self.pseudonyms(account).await?.into_iter();
        let saved = self.saved_forms(account).await?.into_iter();
        let notes = self.notes_by(account).await?.into_iter();
        let text = "SELECT count(*) FROM mail WHERE account = $1";
        let waiting = self.row(text, id()).await?;
        let (followed, rhythm) = self.following(account).await?;
        let work = self.work_rhythm(account).await?;
        Ok(Some(Taken {
            format: "madang account/1",
            made: row.number(0)?,
            language: row.text(1)?,
            password: row.number(2)? == 1,
            contacts: contacts
                .map(|contact| TakenContact {
                    address: contact.address.to_string(),
                    verified: contact.verified,
                })
                .collect(),
            sessions: sessions
                .map(|session| TakenSession {
                    device: session.device,
                    made: session.made,
                    seen: session.seen,
                })
                .collect(),
            passkeys: passkeys
                .map(|passkey| TakenPasskey {
                    device: passkey.device,
                    made: passkey.made,
                    used: passkey.used,
                })
                .collect(),
            identities: identities
                .map(|identity| TakenIdentity {
                    issuer: identity.issuer,
                    subject: identity.subject,
                    made: identity.made,
                    used: identity.used,
                })
                .collect(),
            pseudonyms: pseudonyms
                .map(|(scope, name)| TakenPseudonym { scope, name })
                .collect(),
            saved: saved
                .map(|form| TakenForm {
                    place: form.place,
                    fields: form.fields,
                    saved: form.saved,
                })
                .collect(),
            notes: notes.map(TakenNote::from).collect(),
            followed: followed
                .into_iter()
                .map(|followed| TakenFollowed {
                    subject: followed.subject,
                    since: followed.made,
                })
                .collect(),
            told: rhythm.map(Rhythm::name),
            told_of_work: work.map(Rhythm::name),
            mail_waiting: waiting.map_or(Ok(0), |row| row.number(0))?,
        }))
    }

    /// Deletes an account with all that belongs to it: addresses, password, passkeys, identities, sessions, links, pseudonyms, saved forms, mail that waits. What
    /// it said on the record stands there under names that lead to nobody any more. Then takes what was deleted out of the
    /// database's files; gives where it remains all the same.
    ///
    /// # Errors
    /// What the database says; the account is as it was then. Where its traces cannot be cleared at once, that is tried again.
    pub async fn erase(
        &self,
        account: AccountId,
    ) -> Result<madang_database::Remains, AccountsError> {
        let mut counted = Vec::new();
        for contact in self.contacts(account).await? {
            counted.push(self.hash_of(contact.address.as_str()).await?);
        }
        let mut changes = self.changes().await?;
        let connection = &mut changes.connection();
        let own = "IN (SELECT address FROM contact WHERE account = $1)";
        for hash in counted {
            limit::forget(connection, hash).await?;
        }
        leave_rolls(connection, account).await?;
        for text in [
            format!("DELETE FROM mail WHERE recipient {own}"),
            format!("DELETE FROM link WHERE address {own}"),
            "DELETE FROM account WHERE id = $1".to_owned(),
        ] {
            connection.execute(&text, values![account.bytes()]).await?;
        }
        changes.commit().await?;
        match self.clear_traces().await {
            Ok(remains) => Ok(remains),
            Err(error) => {
                tracing::warn!(%error, "traces of an erased account are left in the database's files for now");
                tokio::spawn(keep_clearing(self.clone()));
                Ok(madang_database::Remains::new())
            }
        }
    }

    /// The account of an address, made where there is none: of somebody who is invited. Whoever uses it shows by a mailed link
    /// that the address is theirs.
    ///
    /// # Errors
    /// What the database says.
    pub async fn invite(
        &self,
        address: &MailAddress,
        language: &str,
    ) -> Result<AccountId, AccountsError> {
        let mut changes = self.changes().await?;
        let account = self.make_within(&mut changes, address, language).await?;
        changes.commit().await?;
        Ok(account)
    }
}

fn contact(row: &Row) -> Result<Contact, AccountsError> {
    let address = row.text(0)?;
    let address = MailAddress::parse(&address)
        .ok_or_else(|| AccountsError::damaged("an address that is none"))?;
    let verified = row.number(1)?;
    Ok(Contact { address, verified })
}
