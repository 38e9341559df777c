//! What was asked of a device or of a provider and is not answered yet. It stands in the database, so that any node takes the answer,
//! once.

use madang_database::{Value, values};
use serde::de::DeserializeOwned;
use serde_json::Value as Json;

use crate::account::AccountId;
use crate::error::AccountsError;
use crate::open::Accounts;
use crate::token::Token;

/// What it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// To add a passkey.
    AddPasskey,
    /// To sign in by one.
    SignIn,
    /// To sign in by a provider, or to add its identity.
    Provider,
}

impl Purpose {
    /// Its name where it is kept.
    fn name(self) -> &'static str {
        match self {
            Purpose::AddPasskey => "add",
            Purpose::SignIn => "sign-in",
            Purpose::Provider => "provider",
        }
    }
}

impl Accounts {
    /// Remembers what was asked, for so many milliseconds; gives by what the answer is known to belong to it.
    pub(crate) async fn remember(
        &self,
        purpose: Purpose,
        account: Option<AccountId>,
        state: &Json,
        lasts: u64,
    ) -> Result<Token, AccountsError> {
        let token = Token::random()?;
        let until = self.now().saturating_add(lasts);
        let whose = Value::Bytes(account.map(AccountId::bytes));
        let mut row = values![token.hash(), purpose.name(), state.to_string(), until];
        row.push(whose);
        let text = "INSERT INTO ceremony (token, purpose, state, until, account) VALUES ($1, $2, $3, $4, $5)";
        self.change(text, row).await?;
        Ok(token)
    }

    /// What was remembered, once.
    pub(crate) async fn recall<T: DeserializeOwned>(
        &self,
        purpose: Purpose,
        token: &Token,
    ) -> Result<Option<(Option<AccountId>, T)>, AccountsError> {
        let mut changes = self.changes().await?;
        let text = "DELETE FROM ceremony WHERE token = $1 AND purpose = $2 AND until > $3 RETURNING account, state";
        let row = values![token.hash(), purpose.name(), self.now()];
        let row = changes.connection().row(text, row).await?;
        changes.commit().await?;
        let Some(row) = row else {
            return Ok(None);
        };
        let account = row.optional_bytes(0)?;
        let account = account.map(|bytes| AccountId::read(&bytes)).transpose()?;
        let state = serde_json::from_str(&row.text(1)?)
            .map_err(|error| AccountsError::damaged(format!("a ceremony: {error}")))?;
        Ok(Some((account, state)))
    }
}
