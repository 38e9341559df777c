//! Names on the record that lead to nobody but through here.
//!
//! One name in everything would show who attended what: each scope has one of its own. They are random and never a hash of a
//! person; deleting their rows unlinks them for ever.

use std::fmt;

use madang_database::values;

use crate::account::AccountId;
use crate::error::AccountsError;
use crate::open::Accounts;
use crate::token::{hex, random};

/// Where a pseudonym holds: the names are those of the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The roles that somebody holds.
    Roles,
    /// What somebody says in a programme: voices, comments, proposals.
    Programme(String),
    /// The endorsement of a proposal.
    Endorse(String),
    /// The registration for a consultation.
    Register(String),
    /// The ballot in a vote.
    Vote(String),
    /// The membership of a body.
    Member(String),
}

impl Scope {
    /// The programme of a scope as it is kept, where it is one of a programme.
    pub fn programme_in(kept: &str) -> Option<&str> {
        kept.strip_prefix("programme:")
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Scope::Roles => f.write_str("roles"),
            Scope::Programme(id) => write!(f, "programme:{id}"),
            Scope::Endorse(id) => write!(f, "endorse:{id}"),
            Scope::Register(id) => write!(f, "register:{id}"),
            Scope::Vote(id) => write!(f, "vote:{id}"),
            Scope::Member(id) => write!(f, "member:{id}"),
        }
    }
}

impl Accounts {
    /// The name of an account in a scope: 128 random bits, 32 hexadecimal digits, made when it is first needed.
    ///
    /// # Errors
    /// What the database says; an account that is gone.
    pub async fn pseudonym(
        &self,
        account: AccountId,
        scope: &Scope,
    ) -> Result<String, AccountsError> {
        if let Some(name) = self.known_pseudonym(account, scope).await? {
            return Ok(name);
        }
        let one = (account, scope.to_string());
        let all = |all| self.name_all(all);
        let name = self.inner.naming.write(one, all).await?;
        name.ok_or_else(|| AccountsError::damaged("a name for an account that is gone"))
    }

    /// Makes the names that each has in a scope, in one transaction. Gives the one that stands; `None` for an account that is gone.
    async fn name_all(
        &self,
        all: Vec<(AccountId, String)>,
    ) -> Result<Vec<Option<String>>, AccountsError> {
        let made = "INSERT INTO pseudonym (account, scope, name, made) SELECT id, $2, $3, $4 FROM account WHERE id = $1 \
                    ON CONFLICT (account, scope) DO NOTHING";
        let stands = "SELECT name FROM pseudonym WHERE account = $1 AND scope = $2";
        let mut changes = self.changes().await?;
        let mut names = Vec::with_capacity(all.len());
        for (account, scope) in all {
            let connection = &mut changes.connection();
            let (id, name) = (account.bytes(), hex(&random::<16>()?));
            let row = values![id.clone(), scope.clone(), name, self.now()];
            connection.execute(made, row).await?;
            let row = connection.row(stands, values![id, scope.clone()]).await?;
            names.push(row.map(|row| row.text(0)).transpose()?);
        }
        changes.commit().await?;
        Ok(names)
    }

    /// The name of an account in a scope, where it has one.
    ///
    /// # Errors
    /// What the database says.
    pub async fn known_pseudonym(
        &self,
        account: AccountId,
        scope: &Scope,
    ) -> Result<Option<String>, AccountsError> {
        let text = "SELECT name FROM pseudonym WHERE account = $1 AND scope = $2";
        let row = self
            .row(text, values![account.bytes(), scope.to_string()])
            .await?;
        Ok(row.map(|row| row.text(0)).transpose()?)
    }

    /// All names of an account, with their scopes.
    ///
    /// # Errors
    /// What the database says.
    pub async fn pseudonyms(
        &self,
        account: AccountId,
    ) -> Result<Vec<(String, String)>, AccountsError> {
        let text = "SELECT scope, name FROM pseudonym WHERE account = $1 ORDER BY scope";
        let rows = self.rows(text, values![account.bytes()]).await?;
        rows.iter()
            .map(|row| Ok((row.text(0)?, row.text(1)?)))
            .collect()
    }

    /// Whose name it is in a scope.
    ///
    /// # Errors
    /// What the database says.
    pub async fn account_behind(
        &self,
        scope: &Scope,
        name: &str,
    ) -> Result<Option<AccountId>, AccountsError> {
        let text = "SELECT account FROM pseudonym WHERE name = $1 AND scope = $2";
        let row = self.row(text, values![name, scope.to_string()]).await?;
        row.map(|row| AccountId::read(&row.bytes(0)?)).transpose()
    }
}
