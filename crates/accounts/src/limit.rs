//! How often something may be asked for: counted in the database, so that several nodes count together and a restart forgets
//! nothing.

use hmac::{Hmac, KeyInit, Mac};
use madang_database::{Connection, values};
use sha2::Sha256;

use crate::error::AccountsError;
use crate::link::LASTS;
use crate::open::Accounts;

const MINUTE: u64 = 60_000;
const HOUR: u64 = 60 * MINUTE;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// Attempts to sign in by password, and questions for links: 10 in 15 minutes from a network address, and as many for a mail address.
    SignIn,
    /// Mail with a link: 3 an hour to an address, for whoever asks from one network.
    Mail,
    /// The same for all who ask: 3 to an address in the time that a link works, so that whoever is sent no other has one that does.
    MailTo,
    /// Questions for a passkey: 60 in 15 minutes from a network address. An address is not counted: whoever knows one could keep
    /// its owner out, and nobody guesses a passkey.
    Passkeys,
    /// Ways to the provider: 60 in 15 minutes from a network address. The provider itself counts who guesses.
    Provider,
    /// New accounts: 5 an hour from a network address.
    NewAccounts,
    /// Voices: 10 an hour.
    Voices,
    /// Proposals that are handed in: 10 an hour.
    Proposals,
    /// Comments: 30 an hour.
    Comments,
    /// Endorsements that are given or taken back: 60 an hour by somebody.
    Endorsements,
    /// The same of one proposal: 6 an hour by somebody. Each is an entry for ever.
    SameEndorsement,
    /// New versions of proposals: 20 an hour by somebody.
    Revisions,
    /// Registrations for consultations: 20 an hour by somebody. Each is an entry for ever.
    Registrations,
    /// Suggestions of similar ones: 60 a minute.
    Suggestions,
    /// Receipt codes that are typed: 10 an hour.
    Codes,
    /// Forms that are kept until somebody has signed in: 30 an hour of an account, and of strangers from a network address.
    Drafts,
    /// Files that are chosen: 60 an hour from a network address.
    Files,
    /// Ballots: 20 an hour a voter; none by network address, which an office shares.
    Ballots,
}

impl Limit {
    /// Name, how many, in how long.
    fn rule(self) -> (&'static str, u64, u64) {
        match self {
            Limit::SignIn => ("sign-in", 10, 15 * MINUTE),
            Limit::Mail => ("mail", 3, HOUR),
            Limit::MailTo => ("mail-to", 3, LASTS),
            Limit::Passkeys => ("passkeys", 60, 15 * MINUTE),
            Limit::Provider => ("provider", 60, 15 * MINUTE),
            Limit::NewAccounts => ("new-accounts", 5, HOUR),
            Limit::Voices => ("voices", 10, HOUR),
            Limit::Proposals => ("proposals", 10, HOUR),
            Limit::Comments => ("comments", 30, HOUR),
            Limit::Endorsements => ("endorsements", 60, HOUR),
            Limit::SameEndorsement => ("same-endorsement", 6, HOUR),
            Limit::Revisions => ("revisions", 20, HOUR),
            Limit::Registrations => ("registrations", 20, HOUR),
            Limit::Suggestions => ("suggestions", 60, MINUTE),
            Limit::Codes => ("codes", 10, HOUR),
            Limit::Drafts => ("drafts", 30, HOUR),
            Limit::Files => ("files", 60, HOUR),
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

/// One more of what is counted of somebody.
#[derive(Clone, Debug)]
pub(crate) struct One {
    what: &'static str,
    who: Vec<u8>,
    /// How long it counts, in milliseconds.
    window: u64,
}

impl Accounts {
    /// Counts one more for `who`: a network address, a mail address, a pseudonym, or several of these together. Of each a hash is kept,
    /// keyed by a secret of the accounts, for as long as it counts.
    ///
    /// # Errors
    /// What the database says.
    pub async fn count(&self, limit: Limit, who: &[&str]) -> Result<Counted, AccountsError> {
        let (what, most, window) = limit.rule();
        let mut hashes = Vec::new();
        for one in who {
            hashes.extend(self.hash_of(one).await?);
        }
        let one = One {
            what,
            who: hashes,
            window,
        };
        let all = |all| self.count_all(all);
        let (count, again) = self.inner.counting.write(one, all).await?;
        Ok(match count <= most {
            true => Counted::Within,
            false => Counted::Over { again },
        })
    }

    /// Counts one more for each, in one transaction. Gives how many that makes, and until when they count.
    async fn count_all(&self, all: Vec<One>) -> Result<Vec<(u64, u64)>, AccountsError> {
        let text = "INSERT INTO counter (what, who, count, until) VALUES ($1, $2, 1, $4) \
                    ON CONFLICT (what, who) DO UPDATE SET \
                    count = CASE WHEN counter.until <= $3 THEN 1 ELSE counter.count + 1 END, \
                    until = CASE WHEN counter.until <= $3 THEN $4 ELSE counter.until END \
                    RETURNING count, until";
        let now = self.now();
        let mut changes = self.changes().await?;
        let mut counted = Vec::with_capacity(all.len());
        for one in all {
            let row = values![
                one.what,
                one.who.clone(),
                now,
                now.saturating_add(one.window)
            ];
            let row = changes.connection().row(text, row).await?;
            let row = row.ok_or_else(|| AccountsError::damaged("a counter that does not count"))?;
            counted.push((row.number(0)?, row.number(1)?));
        }
        changes.commit().await?;
        Ok(counted)
    }

    /// What is kept of somebody who is counted: HMAC-SHA-256.
    pub(crate) async fn hash_of(&self, who: &str) -> Result<Vec<u8>, AccountsError> {
        let secret = self
            .inner
            .counted
            .get_or_try_init(|| self.secret("counted"));
        let keyed = Hmac::<Sha256>::new_from_slice(secret.await?);
        let mut keyed = keyed.map_err(|_| AccountsError::damaged("a secret of no length"))?;
        keyed.update(who.as_bytes());
        Ok(keyed.finalize().into_bytes().to_vec())
    }
}

/// Forgets what is counted of somebody, alone and with others after them, by [`Accounts::hash_of`].
pub(crate) async fn forget(
    connection: &mut Connection<'_>,
    hash: Vec<u8>,
) -> Result<(), AccountsError> {
    let text = format!(
        "DELETE FROM counter WHERE substr(who, 1, {}) = $1",
        hash.len()
    );
    connection.execute(&text, values![hash]).await?;
    Ok(())
}
