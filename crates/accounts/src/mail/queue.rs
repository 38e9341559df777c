//! Mail that waits.

use madang_database::{Changes, Connection, Row, Value, values};

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
    /// What it is besides, where it tells of what somebody follows.
    pub digest: Option<Digest>,
}

/// What a mail is that tells of what somebody follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digest {
    /// The address where whoever gets it says that they want no more (RFC 8058).
    pub unsubscribe: String,
    /// The entries of the record whose words it quotes: it does not go out once one of them is hidden or gone.
    pub quotes: Vec<u64>,
    /// The first entry that it may tell of.
    pub from: u64,
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

async fn taken(connection: &mut Connection<'_>, row: &Row) -> Result<Taken, AccountsError> {
    let id = row.bytes(0)?;
    let account = row.optional_bytes(1)?;
    let to = row.text(2)?;
    let mut digest = None;
    if let (Some(unsubscribe), Some(from)) = (row.optional_text(8)?, row.optional_number(9)?) {
        let text = "SELECT entry FROM quote WHERE mail = $1 ORDER BY entry";
        let rows = connection.rows(text, values![id.clone()]).await?;
        let quotes = rows.iter().map(|row| row.number(0));
        digest = Some(Digest {
            unsubscribe,
            quotes: quotes.collect::<Result<_, _>>()?,
            from,
        });
    }
    Ok(Taken {
        id,
        mail: Mail {
            digest,
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
        let mut changes = self.changes().await?;
        self.queue_within(&mut changes, mail).await?;
        changes.commit().await?;
        self.mail_is_queued();
        Ok(())
    }

    /// The same with other changes; [`Accounts::mail_is_queued`] is to be called after their commit.
    pub(crate) async fn queue_within(
        &self,
        changes: &mut Changes,
        mail: &Mail,
    ) -> Result<(), AccountsError> {
        let account = match mail.account {
            Some(account) => Value::from(account.bytes()),
            None => Value::Bytes(None),
        };
        let id = random::<16>()?.to_vec();
        let now = self.now();
        let digest = mail.digest.as_ref();
        let mut row = values![
            id.clone(),
            mail.to.as_str(),
            mail.subject.as_str(),
            mail.plain.as_str(),
            mail.html.clone(),
            now,
            mail.until,
            digest.map(|digest| digest.unsubscribe.clone()),
            digest.map(|digest| digest.from)
        ];
        row.push(account);
        let text = "INSERT INTO mail (id, recipient, subject, plain, html, made, until, next, tries, unsubscribe, tells_from, account) \
                    VALUES ($1, $2, $3, $4, $5, $6, $7, $6, 0, $8, $9, $10)";
        let connection = &mut changes.connection();
        connection.execute(text, row).await?;
        for entry in digest.iter().flat_map(|digest| &digest.quotes) {
            let text = "INSERT INTO quote (mail, entry) VALUES ($1, $2) ON CONFLICT DO NOTHING";
            connection
                .execute(text, values![id.clone(), *entry])
                .await?;
        }
        Ok(())
    }

    /// Wakes whoever sends.
    pub(crate) fn mail_is_queued(&self) {
        self.inner.mail_queued.notify_one();
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
            "SELECT id, account, recipient, subject, plain, html, until, tries, unsubscribe, tells_from \
             FROM mail              WHERE next <= $1 AND until > $1 ORDER BY next, id LIMIT 1{alone}"
        );
        let row = connection.row(&text, values![now]).await?;
        let taken = match row {
            Some(row) => Some(taken(connection, &row).await?),
            None => None,
        };
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

    /// The mail quotes what nobody may read any more: whoever was to get it is told anew, without that.
    pub(crate) async fn stale_mail(&self, taken: &Taken) -> Result<(), AccountsError> {
        let mut changes = self.changes().await?;
        self.take_back(&mut changes, &taken.id).await?;
        Ok(changes.commit().await?)
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
