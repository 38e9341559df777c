//! Forms that were sent when nobody was signed in any more: kept for a day, for whoever sent them, and readable with the cookie in
//! their browser alone.

use madang_database::{Value, values};
use serde::{Deserialize, Serialize};

use crate::account::AccountId;
use crate::error::AccountsError;
use crate::open::Accounts;
use crate::token::Token;

/// How long a draft is kept, in milliseconds.
pub const LASTS: u64 = 24 * 3_600_000;

/// What a token seals a draft for.
const KEY: &str = "madang draft key v1";

/// A form as it was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Where to: an address of the portal without its language.
    pub path: String,
    /// Its fields, as a browser sends them.
    pub body: String,
}

impl Draft {
    fn seal(&self, token: &Token) -> Result<Vec<u8>, AccountsError> {
        let plain = serde_json::to_vec(self)
            .map_err(|_| AccountsError::damaged("a draft that cannot be written"))?;
        token.seal(KEY, &plain)
    }

    fn open(token: &Token, sealed: &[u8]) -> Result<Draft, AccountsError> {
        let damaged = || AccountsError::damaged("a draft that cannot be read");
        let plain = token.open(KEY, sealed).ok_or_else(damaged)?;
        serde_json::from_slice(&plain).map_err(|_| damaged())
    }
}

impl Accounts {
    /// Keeps a form that was sent: for `account`, or, where it is not known whose session it was, for whoever signs in first in the
    /// same browser. Gives what opens it; one that the browser kept before is gone.
    ///
    /// # Errors
    /// What the database says.
    pub async fn keep_draft(
        &self,
        draft: &Draft,
        account: Option<AccountId>,
        before: Option<&Token>,
    ) -> Result<Token, AccountsError> {
        let token = Token::random()?;
        let mut changes = self.changes().await?;
        let connection = &mut changes.connection();
        if let Some(before) = before {
            let text = "DELETE FROM draft WHERE token = $1";
            connection.execute(text, values![before.hash()]).await?;
        }
        let text = "INSERT INTO draft (token, account, sealed, until) VALUES ($1, $2, $3, $4)";
        let row = values![
            token.hash(),
            Value::Bytes(account.map(AccountId::bytes)),
            draft.seal(&token)?,
            self.now().saturating_add(LASTS)
        ];
        connection.execute(text, row).await?;
        changes.commit().await?;
        Ok(token)
    }

    /// The form that somebody sent before they signed in. `None` where it is gone, or another's.
    ///
    /// # Errors
    /// What the database says.
    pub async fn draft(
        &self,
        token: &Token,
        account: AccountId,
    ) -> Result<Option<Draft>, AccountsError> {
        let text = "SELECT sealed, account FROM draft \
                    WHERE token = $1 AND until > $2 AND (account IS NULL OR account = $3)";
        let values = values![token.hash(), self.now(), account.bytes()];
        let Some(row) = self.row(text, values).await? else {
            return Ok(None);
        };
        let draft = Draft::open(token, &row.bytes(0)?)?;
        if row.optional_bytes(1)?.is_none() {
            let text = "UPDATE draft SET account = $2 WHERE token = $1 AND account IS NULL";
            let taken = self.change(text, values![token.hash(), account.bytes()]);
            if taken.await? == 0 {
                return Ok(None);
            }
        }
        Ok(Some(draft))
    }

    /// Deletes a form that was kept.
    ///
    /// # Errors
    /// What the database says.
    pub async fn drop_draft(&self, token: &Token) -> Result<(), AccountsError> {
        let text = "DELETE FROM draft WHERE token = $1";
        self.change(text, values![token.hash()]).await.map(drop)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_opens_with_its_own_token_alone() {
        let draft = Draft {
            path: "/programmes/p/speak".to_owned(),
            body: "text=zebrafinch".to_owned(),
        };
        let token = Token::random().expect("random numbers");
        let mut sealed = draft.seal(&token).expect("sealed");
        assert!(!sealed.windows(5).any(|window| window == b"zebra"));
        assert_eq!(Draft::open(&token, &sealed).ok(), Some(draft));
        let other = Token::random().expect("random numbers");
        assert!(Draft::open(&other, &sealed).is_err());
        *sealed.last_mut().expect("bytes") ^= 1;
        assert!(Draft::open(&token, &sealed).is_err());
        assert!(Draft::open(&token, &[]).is_err());
    }
}
