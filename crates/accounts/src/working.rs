//! Who wants mail of the work that is due for them. What is due stands on the record; here stands who wants to know, and how often.

use madang_database::{Row, values};

use crate::account::AccountId;
use crate::error::AccountsError;
use crate::following::{Rhythm, rhythm};
use crate::mail::Mail;
use crate::open::Accounts;

/// Mails that are made in one round.
const ROUND: u64 = 100;

/// Somebody who is to be told now of the work that is due for them.
#[derive(Clone, Debug)]
pub struct WorkDue {
    /// Who.
    pub account: AccountId,
    rhythm: Rhythm,
    due: u64,
}

impl WorkDue {
    /// How long the mail is of use, in milliseconds: until the next one says it better.
    pub fn lasts(&self) -> u64 {
        self.rhythm.pause()
    }
}

fn due(row: &Row) -> Result<WorkDue, AccountsError> {
    Ok(WorkDue {
        account: AccountId::read(&row.bytes(0)?)?,
        rhythm: rhythm(&row.text(1)?)?,
        due: row.number(2)?,
    })
}

impl Accounts {
    /// How often somebody wants mail of the work that is due for them; `None` where they want none.
    ///
    /// # Errors
    /// What the database says.
    pub async fn work_rhythm(&self, account: AccountId) -> Result<Option<Rhythm>, AccountsError> {
        let text = "SELECT work_rhythm FROM account WHERE id = $1";
        let row = self.row(text, values![account.bytes()]).await?;
        let name = row
            .and_then(|row| row.optional_text(0).transpose())
            .transpose()?;
        name.map(|name| rhythm(&name)).transpose()
    }

    /// Sets how often they do, the first time a day or a week from now; never, where there is no rhythm.
    ///
    /// # Errors
    /// What the database says.
    pub async fn set_work_rhythm(
        &self,
        account: AccountId,
        rhythm: Option<Rhythm>,
    ) -> Result<(), AccountsError> {
        let due = rhythm.map(|rhythm| self.now().saturating_add(rhythm.pause()));
        let name = rhythm.map(|rhythm| rhythm.name().to_owned());
        let text = "UPDATE account SET work_rhythm = $2, work_due = $3 WHERE id = $1";
        let row = values![account.bytes(), name, due];
        self.change(text, row).await.map(drop)
    }

    /// Those who are to be told now, the longest due first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn work_mail_due(&self) -> Result<Vec<WorkDue>, AccountsError> {
        let text = "SELECT id, work_rhythm, work_due FROM account WHERE work_due <= $1 AND work_rhythm IS NOT NULL \
                    ORDER BY work_due, id LIMIT $2";
        let rows = self.rows(text, values![self.now(), ROUND]).await?;
        rows.iter().map(due).collect()
    }

    /// Queues somebody's mail, where anything is due, and notes that they were told: both or neither. Gives whether that was still to
    /// be done: another node may have been faster, and they may want no more of it meanwhile.
    ///
    /// # Errors
    /// What the database says.
    pub async fn work_mail_done(
        &self,
        due: &WorkDue,
        mail: Option<&Mail>,
    ) -> Result<bool, AccountsError> {
        let next = self.now().saturating_add(due.rhythm.pause());
        let mut changes = self.changes().await?;
        let text = "UPDATE account SET work_due = $2 WHERE id = $1 AND work_due = $3 AND work_rhythm IS NOT NULL";
        let row = values![due.account.bytes(), next, due.due];
        let done = changes.connection().execute(text, row).await? > 0;
        if let (true, Some(mail)) = (done, mail) {
            self.queue_within(&mut changes, mail).await?;
        }
        changes.commit().await?;
        if done && mail.is_some() {
            self.mail_is_queued();
        }
        Ok(done)
    }
}
