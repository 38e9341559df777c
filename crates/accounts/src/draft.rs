//! Forms that were sent when nobody was signed in any more: kept for a day, for whoever sent them, and readable with the cookie in
//! their browser alone.

use madang_database::{Connection, Value, values};
use serde::{Deserialize, Serialize};

use crate::account::AccountId;
use crate::error::AccountsError;
use crate::open::Accounts;
use crate::token::Token;

/// How long a draft is kept, in milliseconds.
pub const LASTS: u64 = 24 * 3_600_000;

/// Forms of different pages that one browser keeps: more tabs than these nobody fills in at once.
pub const MOST: usize = 8;

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

/// The forms of several pages that one browser keeps, the newest last.
fn seal(drafts: &[Draft], token: &Token) -> Result<Vec<u8>, AccountsError> {
    let plain = serde_json::to_vec(drafts)
        .map_err(|_| AccountsError::damaged("a draft that cannot be written"))?;
    token.seal(KEY, &plain)
}

fn open(token: &Token, sealed: &[u8]) -> Result<Vec<Draft>, AccountsError> {
    let damaged = || AccountsError::damaged("a draft that cannot be read");
    let plain = token.open(KEY, sealed).ok_or_else(damaged)?;
    // One alone is as it was kept before there could be several.
    let all = serde_json::from_slice(&plain);
    let all = all.or_else(|_| serde_json::from_slice(&plain).map(|one| vec![one]));
    all.map_err(|_| damaged())
}

/// The same within a transaction: what a browser keeps under a token, and whose it is.
async fn kept(
    connection: &mut Connection<'_>,
    token: &Token,
    now: u64,
) -> Result<Option<(Vec<Draft>, Option<Vec<u8>>)>, AccountsError> {
    let text = "SELECT sealed, account FROM draft WHERE token = $1 AND until > $2";
    let row = connection.row(text, values![token.hash(), now]).await?;
    let Some(row) = row else { return Ok(None) };
    let whose = row.optional_bytes(1)?;
    Ok(Some((open(token, &row.bytes(0)?)?, whose)))
}

impl Accounts {
    /// Keeps a form that was sent: for `account`, or, where it is not known whose session it was, for whoever signs in first in the
    /// same browser. Gives what opens it. What the browser kept `before` of other pages is kept along, [`MOST`] in all; of the same page
    /// it is gone, and so is all of it that is somebody else's.
    ///
    /// # Errors
    /// What the database says.
    pub async fn keep_draft(
        &self,
        draft: &Draft,
        account: Option<AccountId>,
        before: Option<&Token>,
    ) -> Result<Token, AccountsError> {
        let now = self.now();
        let mut changes = self.changes().await?;
        let connection = &mut changes.connection();
        let mut account = account.map(AccountId::bytes);
        let mut token = Token::random()?;
        let mut all = Vec::new();
        if let Some(before) = before {
            if let Some((others, whose)) = kept(connection, before, now).await?
                && (whose.is_none() || account.is_none() || whose == account)
            {
                // Another page of the same browser opens by the same cookie.
                token = before.clone();
                account = account.or(whose);
                all = others;
            }
            let text = "DELETE FROM draft WHERE token = $1";
            connection.execute(text, values![before.hash()]).await?;
        }
        all.retain(|one| one.path != draft.path);
        all.push(draft.clone());
        let older = all.len().saturating_sub(MOST);
        all.drain(..older);
        let text = "INSERT INTO draft (token, account, sealed, until) VALUES ($1, $2, $3, $4)";
        let row = values![
            token.hash(),
            Value::Bytes(account),
            seal(&all, &token)?,
            now.saturating_add(LASTS)
        ];
        connection.execute(text, row).await?;
        changes.commit().await?;
        Ok(token)
    }

    /// The form that somebody sent to a page before they signed in; without one, to whichever page they sent one last. `None` where it
    /// is gone, or another's.
    ///
    /// # Errors
    /// What the database says.
    pub async fn draft(
        &self,
        token: &Token,
        account: AccountId,
        path: Option<&str>,
    ) -> Result<Option<Draft>, AccountsError> {
        let text = "SELECT sealed, account FROM draft \
                    WHERE token = $1 AND until > $2 AND (account IS NULL OR account = $3)";
        let values = values![token.hash(), self.now(), account.bytes()];
        let Some(row) = self.row(text, values).await? else {
            return Ok(None);
        };
        let all = open(token, &row.bytes(0)?)?;
        if row.optional_bytes(1)?.is_none() {
            let text = "UPDATE draft SET account = $2 WHERE token = $1 AND account IS NULL";
            let taken = self.change(text, values![token.hash(), account.bytes()]);
            if taken.await? == 0 {
                return Ok(None);
            }
        }
        let mut newest_first = all.into_iter().rev();
        Ok(newest_first.find(|one| path.is_none_or(|path| path == one.path)))
    }

    /// Deletes the form of a page that was kept; gives whether those of others are left.
    ///
    /// # Errors
    /// What the database says.
    pub async fn drop_draft(&self, token: &Token, path: &str) -> Result<bool, AccountsError> {
        let mut changes = self.changes().await?;
        let connection = &mut changes.connection();
        let found = kept(connection, token, self.now()).await?;
        let mut all = found.map(|(all, _)| all).unwrap_or_default();
        all.retain(|one| one.path != path);
        if all.is_empty() {
            let text = "DELETE FROM draft WHERE token = $1";
            connection.execute(text, values![token.hash()]).await?;
        } else {
            let text = "UPDATE draft SET sealed = $2 WHERE token = $1";
            let row = values![token.hash(), seal(&all, token)?];
            connection.execute(text, row).await?;
        }
        changes.commit().await?;
        Ok(!all.is_empty())
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
        let all = vec![draft];
        let mut sealed = seal(&all, &token).expect("sealed");
        assert!(!sealed.windows(5).any(|window| window == b"zebra"));
        assert_eq!(open(&token, &sealed).ok(), Some(all));
        let other = Token::random().expect("random numbers");
        assert!(open(&other, &sealed).is_err());
        *sealed.last_mut().expect("bytes") ^= 1;
        assert!(open(&token, &sealed).is_err());
        assert!(open(&token, &[]).is_err());
    }

    #[test]
    fn one_that_was_kept_alone_is_read() {
        let draft = Draft {
            path: "/people/grant".to_owned(),
            body: "role=official".to_owned(),
        };
        let token = Token::random().expect("random numbers");
        let plain = serde_json::to_vec(&draft).expect("JSON");
        let sealed = token.seal(KEY, &plain).expect("sealed");
        assert_eq!(open(&token, &sealed).ok(), Some(vec![draft]));
    }
}
