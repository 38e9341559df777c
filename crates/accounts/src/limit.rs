//! How often something may be asked for: counted in the database, so that several nodes count together and a restart forgets
//! nothing.

use madang_database::values;
use sha2::{Digest, Sha256};

use crate::error::AccountsError;
use crate::open::Accounts;

const MINUTE: u64 = 60_000;
const HOUR: u64 = 60 * MINUTE;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// Attempts to sign in: 10 in 15 minutes from a network address, and as many for a mail address.
    SignIn,
    /// Mail with a link: 3 an hour to an address.
    Mail,
    /// New accounts: 5 an hour from a network address.
    NewAccounts,
    /// Voices: 10 an hour.
    Voices,
    /// Comments: 30 an hour.
    Comments,
    /// Suggestions of similar ones: 60 a minute.
    Suggestions,
    /// Receipt codes that are typed: 10 an hour.
    Codes,
    /// Ballots: 20 an hour a voter; none by network address, which an office shares.
    Ballots,
}

impl Limit {
    /// Name, how many, in how long.
    fn rule(self) -> (&'static str, u64, u64) {
        match self {
            Limit::SignIn => ("sign-in", 10, 15 * MINUTE),
            Limit::Mail => ("mail", 3, HOUR),
            Limit::NewAccounts => ("new-accounts", 5, HOUR),
            Limit::Voices => ("voices", 10, HOUR),
            Limit::Comments => ("comments", 30, HOUR),
            Limit::Suggestions => ("suggestions", 60, MINUTE),
            Limit::Codes => ("codes", 10, HOUR),
            Limit::Ballots => ("ballots", 20, HOUR),
        }
    }
}

/// Whether one more was allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// It was.
    Within,
    /// It was not.
    Over {
        /// When it is again, in milliseconds since 1970.
        again: u64,
    },
}

impl Accounts {
    /// Counts one more for `who`: a network address, a mail address, a pseudonym. Of it a hash is kept, for as long as it
    /// counts.
    ///
    /// # Errors
    /// What the database says.
    pub async fn count(&self, limit: Limit, who: &str) -> Result<Counted, AccountsError> {
        let (what, most, window) = limit.rule();
        let mut hash = Sha256::new();
        hash.update(what.as_bytes());
        hash.update([0]);
        hash.update(who.as_bytes());
        let now = self.now();
        let row = values![
            what,
            hash.finalize().to_vec(),
            now,
            now.saturating_add(window)
        ];
        let text = "INSERT INTO counter (what, who, count, until) VALUES ($1, $2, 1, $4) \
                    ON CONFLICT (what, who) DO UPDATE SET \
                    count = CASE WHEN counter.until <= $3 THEN 1 ELSE counter.count + 1 END, \
                    until = CASE WHEN counter.until <= $3 THEN $4 ELSE counter.until END \
                    RETURNING count, until";
        let mut changes = self.changes().await?;
        let row = changes.connection().row(text, row).await?;
        changes.commit().await?;
        let row = row.ok_or_else(|| AccountsError::damaged("a counter that does not count"))?;
        Ok(match row.number(0)? <= most {
            true => Counted::Within,
            false => Counted::Over {
                again: row.number(1)?,
            },
        })
    }
}
