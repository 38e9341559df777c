//! What people follow, and how far they were told of it. What happened stands on the record; here stands who wants to know.

use std::collections::BTreeSet;

use madang_database::{Changes, Row, Value, values};
use sha2::{Digest, Sha256};

use crate::account::AccountId;
use crate::error::AccountsError;
use crate::mail::Mail;
use crate::open::Accounts;
use crate::token::{hex, unhex};

const DAY: u64 = 24 * 3_600_000;

/// The most that somebody follows.
pub const MOST_FOLLOWED: u64 = 500;

/// Digests that are made in one round.
const ROUND: u64 = 100;

/// How often somebody is told of what they follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rhythm {
    /// Once a day.
    Daily,
    /// Once a week.
    Weekly,
}

impl Rhythm {
    /// Both of them.
    pub const ALL: [Rhythm; 2] = [Rhythm::Daily, Rhythm::Weekly];

    /// Its name where it is kept and sent.
    pub fn name(self) -> &'static str {
        match self {
            Rhythm::Daily => "daily",
            Rhythm::Weekly => "weekly",
        }
    }

    /// The rhythm of that name.
    pub fn named(name: &str) -> Option<Rhythm> {
        Rhythm::ALL.into_iter().find(|rhythm| rhythm.name() == name)
    }

    pub(crate) fn pause(self) -> u64 {
        match self {
            Rhythm::Daily => DAY,
            Rhythm::Weekly => 7 * DAY,
        }
    }
}

/// Of what somebody is told by mail that they can stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// What they follow.
    Followed,
    /// The work that is due for them.
    Work,
}

impl Told {
    /// Both of them.
    const ALL: [Told; 2] = [Told::Followed, Told::Work];

    /// What a token is sealed with, so that one of a kind of mail stops no other.
    fn seal(self) -> &'static [u8] {
        match self {
            Told::Followed => b"madang unsubscribe v1\n",
            Told::Work => b"madang unsubscribe work v1\n",
        }
    }
}

/// Something that somebody follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Followed {
    /// What: a subject of the record, `voice:kr0018/12`.
    pub subject: String,
    /// How many entries the record had then: nothing is told of those.
    pub since: u64,
    /// When they began, in milliseconds since 1970.
    pub made: u64,
}

/// Somebody who is to be told of what they follow.
#[derive(Clone, Debug)]
pub struct Due {
    /// Who.
    pub account: AccountId,
    /// Which entries of the record they were told of: those before this one.
    pub told: u64,
    /// What they follow.
    pub followed: Vec<Followed>,
    rhythm: Rhythm,
    due: u64,
}

fn followed(row: &Row, first: usize) -> Result<Followed, AccountsError> {
    Ok(Followed {
        subject: row.text(first)?,
        since: row.number(first + 1)?,
        made: row.number(first + 2)?,
    })
}

pub(crate) fn rhythm(name: &str) -> Result<Rhythm, AccountsError> {
    let known = Rhythm::named(name);
    known.ok_or_else(|| AccountsError::damaged(format!("mail that comes {name:?}")))
}

impl Accounts {
    /// Begins to follow a subject of a record of `size` entries; who followed nothing before is told of it daily. Gives whether
    /// there was room for it.
    ///
    /// # Errors
    /// What the database says.
    pub async fn follow(
        &self,
        account: AccountId,
        subject: &str,
        size: u64,
    ) -> Result<bool, AccountsError> {
        let now = self.now();
        let mut changes = self.changes().await?;
        let connection = &mut changes.connection();
        // Whoever follows nothing begins anew: two that are asked for at once wait for one another here.
        let text = "UPDATE account SET rhythm = $2, told = $3, due = $4 WHERE id = $1 AND \
                    NOT EXISTS (SELECT 1 FROM follow WHERE account = $1)";
        let begun = values![
            account.bytes(),
            Rhythm::Daily.name(),
            size,
            now.saturating_add(DAY)
        ];
        connection.execute(text, begun).await?;
        let text = "SELECT count(*) FROM follow WHERE account = $1";
        let room = connection.number(text, values![account.bytes()]).await? < MOST_FOLLOWED;
        if room {
            let text = "INSERT INTO follow (account, subject, since, made) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
            let row = values![account.bytes(), subject, size, now];
            connection.execute(text, row).await?;
        }
        changes.commit().await?;
        Ok(room)
    }

    /// Follows a subject no more; gives whether it was followed.
    ///
    /// # Errors
    /// What the database says.
    pub async fn unfollow(&self, account: AccountId, subject: &str) -> Result<bool, AccountsError> {
        let text = "DELETE FROM follow WHERE account = $1 AND subject = $2";
        Ok(self.change(text, values![account.bytes(), subject]).await? > 0)
    }

    /// Whether somebody follows a subject.
    ///
    /// # Errors
    /// What the database says.
    pub async fn follows(&self, account: AccountId, subject: &str) -> Result<bool, AccountsError> {
        let text = "SELECT 1 FROM follow WHERE account = $1 AND subject = $2";
        let row = self.row(text, values![account.bytes(), subject]).await?;
        Ok(row.is_some())
    }

    /// What somebody follows, the newest first, and how often they are told of it; `None` where they are not.
    ///
    /// # Errors
    /// What the database says.
    pub async fn following(
        &self,
        account: AccountId,
    ) -> Result<(Vec<Followed>, Option<Rhythm>), AccountsError> {
        let text = "SELECT subject, since, made FROM follow WHERE account = $1 ORDER BY made DESC, subject";
        let rows = self.rows(text, values![account.bytes()]).await?;
        let all = rows.iter().map(|row| followed(row, 0));
        let text = "SELECT rhythm FROM account WHERE id = $1";
        let row = self.row(text, values![account.bytes()]).await?;
        let name = row
            .and_then(|row| row.optional_text(0).transpose())
            .transpose()?;
        Ok((
            all.collect::<Result<_, _>>()?,
            name.map(|name| rhythm(&name)).transpose()?,
        ))
    }

    /// Sets how often somebody is told of what they follow, from a record of `size` entries on; never, where there is no rhythm.
    ///
    /// # Errors
    /// What the database says.
    pub async fn set_rhythm(
        &self,
        account: AccountId,
        rhythm: Option<Rhythm>,
        size: u64,
    ) -> Result<(), AccountsError> {
        let due = rhythm.map(|rhythm| self.now().saturating_add(rhythm.pause()));
        let name = rhythm.map(|rhythm| rhythm.name().to_owned());
        // Who was told before goes on from there.
        let text = "UPDATE account SET told = CASE WHEN rhythm IS NULL THEN $4 ELSE told END, rhythm = $2, due = $3 WHERE id = $1";
        let row = values![account.bytes(), name, due, size];
        self.change(text, row).await.map(drop)
    }

    /// Those who are to be told now, the longest due first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn digests_due(&self) -> Result<Vec<Due>, AccountsError> {
        let text =
            "SELECT id, told, rhythm, due FROM account WHERE due <= $1 ORDER BY due, id LIMIT $2";
        let mut all = Vec::new();
        for row in self.rows(text, values![self.now(), ROUND]).await? {
            let account = AccountId::read(&row.bytes(0)?)?;
            let Some(name) = row.optional_text(2)? else {
                continue;
            };
            all.push(Due {
                account,
                told: row.optional_number(1)?.unwrap_or_default(),
                followed: self.following(account).await?.0,
                rhythm: rhythm(&name)?,
                due: row.number(3)?,
            });
        }
        Ok(all)
    }

    /// Queues somebody's mail, where there is anything to tell, and notes that they are told of all before the entry `told`: both
    /// or neither. Gives whether it was still to be done: another node may have been faster.
    ///
    /// # Errors
    /// What the database says.
    pub async fn digest_done(
        &self,
        due: &Due,
        mail: Option<&Mail>,
        told: u64,
    ) -> Result<bool, AccountsError> {
        let next = self.now().saturating_add(due.rhythm.pause());
        let mut changes = self.changes().await?;
        let text = "UPDATE account SET told = $2, due = $3 WHERE id = $1 AND due = $4 AND rhythm IS NOT NULL";
        let row = values![due.account.bytes(), told, next, due.due];
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

    /// What whoever reads somebody's mail says that they want no more of its kind with: it says who they are to us alone, and cannot be
    /// made up.
    ///
    /// # Errors
    /// What the database says.
    pub async fn unsubscribe_token(
        &self,
        account: AccountId,
        told: Told,
    ) -> Result<String, AccountsError> {
        let secret = self.secret("unsubscribe").await?;
        Ok(hex(
            &[account.bytes(), seal(&secret, account, told)].concat()
        ))
    }

    /// Whose such a token is, and which mail it stops; `None` where it is none of ours, or they are gone.
    ///
    /// # Errors
    /// What the database says.
    pub async fn unsubscribing(
        &self,
        token: &str,
    ) -> Result<Option<(AccountId, Told)>, AccountsError> {
        let Some(bytes) = unhex(token).filter(|bytes| bytes.len() == 32) else {
            return Ok(None);
        };
        let account = AccountId::read(&bytes[..16])?;
        let secret = self.secret("unsubscribe").await?;
        let is_of = |told: &Told| {
            let sealed = seal(&secret, account, *told);
            // Every byte is looked at, so that the time says nothing.
            let pairs = sealed.iter().zip(&bytes[16..]);
            pairs.fold(0, |sum, (one, other)| sum | (one ^ other)) == 0
        };
        let told = Told::ALL.into_iter().find(is_of);
        let known = told.is_some() && self.language(account).await?.is_some();
        Ok(told.filter(|_| known).map(|told| (account, told)))
    }

    /// How much of the record was looked through for what is told at once; `size` where it never was: nobody is told of what was
    /// before anybody could be.
    ///
    /// # Errors
    /// What the database says.
    pub async fn watched(&self, name: &str, size: u64) -> Result<u64, AccountsError> {
        let text = "SELECT size FROM watched WHERE name = $1";
        if let Some(row) = self.row(text, values![name]).await? {
            return Ok(row.number(0)?);
        }
        let text = "INSERT INTO watched (name, size) VALUES ($1, $2) ON CONFLICT DO NOTHING";
        self.change(text, values![name, size]).await?;
        Ok(size)
    }

    /// Queues what follows from the entries `from` to `to`, and notes that they were looked through: both or neither. Gives whether
    /// that was still to be done.
    ///
    /// # Errors
    /// What the database says.
    pub async fn watched_on(
        &self,
        name: &str,
        from: u64,
        to: u64,
        mails: &[Mail],
    ) -> Result<bool, AccountsError> {
        let mut changes = self.changes().await?;
        let text = "UPDATE watched SET size = $3 WHERE name = $1 AND size = $2";
        let done = changes
            .connection()
            .execute(text, values![name, from, to])
            .await?
            > 0;
        if done {
            for mail in mails {
                self.queue_within(&mut changes, mail).await?;
            }
        }
        changes.commit().await?;
        if done && !mails.is_empty() {
            self.mail_is_queued();
        }
        Ok(done)
    }

    /// Takes back the mail that waits and quotes any of these entries, whose words are gone or hidden: whoever was to get it is
    /// told anew, without them. Gives how many were taken back.
    ///
    /// # Errors
    /// What the database says.
    pub async fn take_back_quoting(&self, entries: &[u64]) -> Result<u64, AccountsError> {
        let mut changes = self.changes().await?;
        let mut found = BTreeSet::new();
        for entry in entries {
            let text = "SELECT mail FROM quote WHERE entry = $1";
            for row in changes.connection().rows(text, values![*entry]).await? {
                found.insert(row.bytes(0)?);
            }
        }
        for mail in &found {
            self.take_back(&mut changes, mail).await?;
        }
        changes.commit().await?;
        Ok(found.len() as u64)
    }

    /// Takes back one mail; whoever was to get it is told anew.
    pub(crate) async fn take_back(
        &self,
        changes: &mut Changes,
        mail: &[u8],
    ) -> Result<(), AccountsError> {
        let connection = &mut changes.connection();
        let text = "SELECT account, tells_from FROM mail WHERE id = $1";
        if let Some(row) = connection.row(text, values![mail]).await?
            && let (Some(account), Some(from)) = (row.optional_bytes(0)?, row.optional_number(1)?)
        {
            let text = "UPDATE account SET told = $2, due = $3 WHERE id = $1 AND rhythm IS NOT NULL AND told > $2";
            let row = vec![Value::from(account), from.into(), self.now().into()];
            connection.execute(text, row).await?;
        }
        let text = "DELETE FROM mail WHERE id = $1";
        connection.execute(text, values![mail]).await?;
        Ok(())
    }
}

/// Half a SHA-256 of a secret and an account: cut in half, nobody can go on from it.
fn seal(secret: &[u8], account: AccountId, told: Told) -> Vec<u8> {
    let mut hash = Sha256::new();
    hash.update(told.seal());
    hash.update(secret);
    hash.update(account.bytes());
    hash.finalize()[..16].to_vec()
}
