//! What somebody is writing and chose to keep for later: off the record, sealed, for nobody else, and not for ever.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use madang_database::{Row, values};

use crate::account::AccountId;
use crate::error::AccountsError;
use crate::open::Accounts;
use crate::token::{Token, hex};

/// How long a form is kept after it was saved last, in milliseconds: 30 days.
pub const LASTS: u64 = 30 * 24 * 60 * 60_000;

/// The most forms that one account keeps: of more, the one saved longest ago goes.
const MOST: u64 = 500;

/// A form that somebody saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedForm {
    /// Which form it is: its address in the portal, without the language.
    pub place: String,
    /// What stood in it, as it was sent (`application/x-www-form-urlencoded`).
    pub fields: String,
    /// When it was saved last. Times are milliseconds since 1970.
    pub saved: u64,
}

/// What begins what is sealed. What was saved before forms were sealed has none of it, and stays readable for as long as it is kept.
const SEALED: &str = "sealed:";

/// What the accounts' secret seals a form for: one account's, at one place.
fn key(account: AccountId, place: &str) -> String {
    format!(
        "madang saved form key v1\n{}\n{place}",
        hex(&account.bytes())
    )
}

impl Accounts {
    /// What seals forms, and opens them: a secret of the accounts. A copy of one table holds nobody's words.
    pub(crate) async fn saved_key(&self) -> Result<Token, AccountsError> {
        let secret = self.inner.saved.get_or_try_init(|| self.secret("saved"));
        let secret = Token::of_secret(secret.await?);
        secret.ok_or_else(|| AccountsError::damaged("a secret of another length"))
    }

    /// Reads a form of somebody: its place, what stood in it, and when it was saved.
    async fn form(&self, account: AccountId, row: &Row) -> Result<SavedForm, AccountsError> {
        let (place, kept) = (row.text(0)?, row.text(1)?);
        let damaged = || AccountsError::damaged("a saved form that cannot be read");
        let fields = match kept.strip_prefix(SEALED) {
            None => kept,
            Some(sealed) => {
                let sealed = STANDARD.decode(sealed).map_err(|_| damaged())?;
                let plain = self.saved_key().await?.open(&key(account, &place), &sealed);
                String::from_utf8(plain.ok_or_else(damaged)?).map_err(|_| damaged())?
            }
        };
        Ok(SavedForm {
            place,
            fields,
            saved: row.number(2)?,
        })
    }

    /// Keeps what stands in a form of somebody, in the place of what they kept of it before.
    ///
    /// # Errors
    /// What the database says; an account that is gone.
    pub async fn save_form(
        &self,
        account: AccountId,
        place: &str,
        fields: &str,
    ) -> Result<(), AccountsError> {
        let (id, now) = (account.bytes(), self.now());
        let sealed = self.saved_key().await?;
        let sealed = sealed.seal(&key(account, place), fields.as_bytes())?;
        let sealed = format!("{SEALED}{}", STANDARD.encode(sealed));
        let mut changes = self.changes().await?;
        let connection = &mut changes.connection();
        let text = "INSERT INTO saved_form (account, place, fields, saved, until) VALUES ($1, $2, $3, $4, $5) \
                    ON CONFLICT (account, place) DO UPDATE SET fields = excluded.fields, saved = excluded.saved, \
                    until = excluded.until";
        let row = values![id.clone(), place, sealed, now, now.saturating_add(LASTS)];
        connection.execute(text, row).await?;
        let text = "DELETE FROM saved_form WHERE account = $1 AND place IN \
                    (SELECT place FROM saved_form WHERE account = $1 ORDER BY saved DESC, place LIMIT 1000 OFFSET $2)";
        connection.execute(text, values![id, MOST]).await?;
        Ok(changes.commit().await?)
    }

    /// What somebody kept of a form, where they did.
    ///
    /// # Errors
    /// What the database says.
    pub async fn saved_form(
        &self,
        account: AccountId,
        place: &str,
    ) -> Result<Option<SavedForm>, AccountsError> {
        let text = "SELECT place, fields, saved FROM saved_form WHERE account = $1 AND place = $2 AND until > $3";
        let row = self
            .row(text, values![account.bytes(), place, self.now()])
            .await?;
        match &row {
            Some(row) => Ok(Some(self.form(account, row).await?)),
            None => Ok(None),
        }
    }

    /// Every form that somebody keeps, the one saved last first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn saved_forms(&self, account: AccountId) -> Result<Vec<SavedForm>, AccountsError> {
        let text = "SELECT place, fields, saved FROM saved_form WHERE account = $1 AND until > $2 \
                    ORDER BY saved DESC, place";
        let rows = self
            .rows(text, values![account.bytes(), self.now()])
            .await?;
        let mut forms = Vec::with_capacity(rows.len());
        for row in &rows {
            forms.push(self.form(account, row).await?);
        }
        Ok(forms)
    }

    /// Forgets what somebody kept of a form.
    ///
    /// # Errors
    /// What the database says.
    pub async fn drop_form(&self, account: AccountId, place: &str) -> Result<(), AccountsError> {
        let text = "DELETE FROM saved_form WHERE account = $1 AND place = $2";
        self.change(text, values![account.bytes(), place])
            .await
            .map(drop)
    }
}
