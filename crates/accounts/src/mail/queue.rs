//! Mail that waits.

use madang_database::{Row, Value, values};

use crate::account::AccountId;
use crate::address::MailAddress;
use crate::error::AccountsError;
use crate::open::Accounts;
use crate::token::{hex, random};

const MINUTE: u64 = 60_000;

/// How long whoever took a mail has it for themselves: longer than a server is waited for.
const LEASE: u64 = 5 * MINUTE;

/// The longest pause between two attempts.
const LONGEST_PAUSE: u64 = 60 * MINUTE;

/// A mail to one person.
#[derive(Clone, Debug)]
pub struct Mail {
    /// The account it concerns, with which it goes.
    pub account: Option<AccountId>,
    /// To whom.
    pub to: MailAddress,
    /// The subject, one line.
    pub subject: String,
    /// The words.
    pub plain: String,
    /// The same as HTML.
    pub html: Option<String>,
    /// Until when it is of use, in milliseconds since 1970: a link that has run out helps nobody.
    pub until: u64,
}

/// A mail that was taken from the queue to be sent.
pub(crate) struct Taken {
    id: Vec<u8>,
    pub(crate) mail: Mail,
    tries: u64,
}

impl Taken {
    /// What the message is known by: the same however often it is sent, so that one that arrives twice can be told.
    pub(crate) fn message_id(&self, domain: &str) -> String {
        format!("<{}@{domain}>", hex(&self.id))
    }
}

/// What waits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// How many mails.
    pub count: u64,
    /// When the oldest was queued, in milliseconds since 1970.
    pub oldest: Option<u64>,
    /// How often one of them was tried, at most.
    pub tries: u64,
}

fn taken(row: &Row) -> Result<Taken, AccountsError> {
    let account = row.optional_bytes(1)?;
    let to = row.text(2)?;
    Ok(Taken {
        id: row.bytes(0)?,
        mail: Mail {
            account: account.map(|bytes| AccountId::read(&bytes)).transpose()?,
            to: MailAddress::parse(&to)
                .ok_or_else(|| AccountsError::damaged("a mail to an address that is none"))?,
            subject: row.text(3)?,
            plain: row.text(4)?,
            html: row.optional_text(5)?,
            until: row.number(6)?,
        },
        tries: row.number(7)?,
    })
}

impl Accounts {
    /// Queues a mail. It goes out after this, whatever becomes of the program meanwhile.
    ///
    /// # Errors
    /// What the database says.
    pub async fn queue_mail(&self, mail: &Mail) -> Result<(), AccountsError> {
        let account = match mail.account {
            Some(account) => Value::from(account.bytes()),
            None => Value::Bytes(None),
        };
        let now = self.now();
        let mut row = values![
            random::<16>()?.to_vec(),
            mail.to.as_str(),
            mail.subject.as_str(),
            mail.plain.as_str(),
            mail.html.clone(),
            now,
            mail.until
        ];
        row.push(account);
        let text = "INSERT INTO mail (id, recipient, subject, plain, html, made, until, next, tries, account) \
                    VALUES ($1, $2, $3, $4, $5, $6, $7, $6, 0, $8)";
        self.change(text, row).await?;
        self.inner.mail_queued.notify_one();
        Ok(())
    }

    /// What waits in the queue.
    ///
    /// # Errors
    /// What the database says.
    pub async fn mail_waiting(&self) -> Result<Waiting, AccountsError> {
        let text = "SELECT count(*), min(made), coalesce(max(tries), CAST(0 AS BIGINT)) FROM mail WHERE until > $1";
        let Some(row) = self.row(text, values![self.now()]).await? else {
            return Ok(Waiting::default());
        };
        Ok(Waiting {
            count: row.number(0)?,
            oldest: row.optional_number(1)?,
            tries: row.number(2)?,
        })
    }

    /// Takes the next mail that is due. Nobody else gets it for five minutes; where whoever took it vanishes, it is due again
    /// after that.
    pub(crate) async fn take_mail(&self) -> Result<Option<Taken>, AccountsError> {
        let now = self.now();
        let mut changes = self.changes().await?;
        let connection = &mut changes.connection();
        let alone = match connection.is_sqlite() {
            true => "",
            false => " FOR UPDATE SKIP LOCKED",
        };
        let text = format!(
            "SELECT id, account, recipient, subject, plain, html, until, tries FROM mail \
             WHERE next <= $1 AND until > $1 ORDER BY next, id LIMIT 1{alone}"
        );
        let row = connection.row(&text, values![now]).await?;
        let taken = row.map(|row| taken(&row)).transpose()?;
        if let Some(taken) = &taken {
            let text = "UPDATE mail SET next = $2, tries = tries + 1 WHERE id = $1";
            let next = now.saturating_add(LEASE);
            connection
                .execute(text, values![taken.id.clone(), next])
                .await?;
        }
        changes.commit().await?;
        Ok(taken)
    }

    /// The mail is out, or never will be.
    pub(crate) async fn drop_mail(&self, taken: &Taken) -> Result<(), AccountsError> {
        let text = "DELETE FROM mail WHERE id = $1";
        self.change(text, values![taken.id.clone()]).await.map(drop)
    }

    /// The mail is to be tried again: after one minute, two, four, up to an hour.
    pub(crate) async fn try_mail_again(&self, taken: &Taken) -> Result<(), AccountsError> {
        let pause = MINUTE
            .saturating_mul(1 << taken.tries.min(6))
            .min(LONGEST_PAUSE);
        let text = "UPDATE mail SET next = $2 WHERE id = $1";
        let next = self.now().saturating_add(pause);
        self.change(text, values![taken.id.clone(), next])
            .await
            .map(drop)
    }
}
