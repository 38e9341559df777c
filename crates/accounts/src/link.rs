//! Links that are mailed: whoever follows one has shown that the address is theirs. Each works once, for fifteen minutes.

use madang_database::{Row, values};

use crate::account::AccountId;
use crate::address::MailAddress;
use crate::error::AccountsError;
use crate::open::Accounts;
use crate::token::Token;

/// How long a link works, in milliseconds.
pub const LASTS: u64 = 15 * 60_000;

/// What a link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To sign in.
    SignIn,
    /// To make an account.
    Register,
    /// To add the address to an account.
    Contact,
}

impl Purpose {
    const ALL: [Purpose; 3] = [Purpose::SignIn, Purpose::Register, Purpose::Contact];

    fn name(self) -> &'static str {
        match self {
            Purpose::SignIn => "sign-in",
            Purpose::Register => "register",
            Purpose::Contact => "contact",
        }
    }
}

/// A link that was mailed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What for.
    pub purpose: Purpose,
    /// To which address.
    pub address: MailAddress,
    /// Whose account it concerns; `None` where there is to be one.
    pub account: Option<AccountId>,
}

const COLUMNS: &str = "purpose, address, account";

fn link(row: &Row) -> Result<Link, AccountsError> {
    let (purpose, address) = (row.text(0)?, row.text(1)?);
    let known = Purpose::ALL.into_iter().find(|one| one.name() == purpose);
    Ok(Link {
        purpose: known.ok_or_else(|| AccountsError::damaged("a link for nothing known"))?,
        address: MailAddress::parse(&address)
            .ok_or_else(|| AccountsError::damaged("a link to an address that is none"))?,
        account: row
            .optional_bytes(2)?
            .map(|bytes| AccountId::read(&bytes))
            .transpose()?,
    })
}

impl Accounts {
    /// Makes a link; those of the same purpose that went to the address before do not work any more.
    ///
    /// # Errors
    /// What the database says.
    pub async fn make_link(&self, link: &Link) -> Result<Token, AccountsError> {
        let token = Token::random()?;
        let until = self.now().saturating_add(LASTS);
        let (purpose, address) = (link.purpose.name(), link.address.as_str());
        let mut changes = self.changes().await?;
        let text = "DELETE FROM link WHERE purpose = $1 AND address = $2";
        changes
            .connection()
            .execute(text, values![purpose, address])
            .await?;
        let account = match link.account {
            Some(account) => madang_database::Value::from(account.bytes()),
            None => madang_database::Value::Bytes(None),
        };
        let mut row = values![token.hash(), purpose, address, until];
        row.push(account);
        let text = "INSERT INTO link (token, purpose, address, until, account) VALUES ($1, $2, $3, $4, $5)";
        changes.connection().execute(text, row).await?;
        changes.commit().await?;
        Ok(token)
    }

    /// Looks at a link without using it: mail programs and scanners fetch what stands in a mail.
    ///
    /// # Errors
    /// What the database says.
    pub async fn look_at_link(&self, token: &Token) -> Result<Option<Link>, AccountsError> {
        let text = format!("SELECT {COLUMNS} FROM link WHERE token = $1 AND until > $2");
        let row = self.row(&text, values![token.hash(), self.now()]).await?;
        row.map(|row| link(&row)).transpose()
    }

    /// Uses a link for what it is for: signs in to the account, makes it, or adds the address to it. Gives the account; `None`
    /// where the link is not known, was used, has run out, or leads to an address that has become somebody else's.
    ///
    /// # Errors
    /// What the database says; the link can be used again then.
    pub async fn use_link(
        &self,
        token: &Token,
        language: &str,
    ) -> Result<Option<AccountId>, AccountsError> {
        let now = self.now();
        let mut changes = self.changes().await?;
        let text = format!("DELETE FROM link WHERE token = $1 AND until > $2 RETURNING {COLUMNS}");
        let row = changes
            .connection()
            .row(&text, values![token.hash(), now])
            .await?;
        let account = match row.map(|row| link(&row)).transpose()? {
            None => None,
            Some(link) => match (link.purpose, link.account) {
                (Purpose::Register, _) => Some(
                    self.make_within(&mut changes, &link.address, language)
                        .await?,
                ),
                (Purpose::SignIn, account) => account,
                (Purpose::Contact, None) => None,
                (Purpose::Contact, Some(account)) => {
                    let text = "INSERT INTO contact (address, account, verified) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
                    let row = values![link.address.as_str(), account.bytes(), now];
                    let added = changes.connection().execute(text, row).await?;
                    (added > 0).then_some(account)
                }
            },
        };
        changes.commit().await?;
        Ok(account)
    }
}
