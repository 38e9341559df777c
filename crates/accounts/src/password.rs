//! Passwords: kept as argon2id hashes, checked at most two at once, in the same time whether the account is known or not.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use madang_database::values;
use unicode_normalization::UnicodeNormalization as _;

use crate::account::AccountId;
use crate::address::MailAddress;
use crate::error::AccountsError;
use crate::open::Accounts;

/// How many are hashed at once: each takes 19 MiB and a core.
pub(crate) const AT_ONCE: usize = 2;

/// How many more may wait for that.
const WAITING: usize = 32;

/// Fewest and most characters.
pub const LENGTH: std::ops::RangeInclusive<usize> = 15..=256;

/// Fewest different characters.
const DIFFERENT: usize = 6;

/// What of the lists of leaked passwords is long enough to be asked for here, without spaces and in small letters.
const LEAKED: &[&str] = &[
    "1234567890123456",
    "123456789012345",
    "12345678910111213",
    "1q2w3e4r5t6y7u8i",
    "1qaz2wsx3edc4rfv",
    "abcdefghijklmnop",
    "correcthorsebatterystaple",
    "iloveyouforever",
    "password1234567",
    "passwordpassword",
    "qwertyuiop123456",
    "qwertyuiopasdfg",
    "qwertyuiopasdfghjkl",
    "thisisapassword",
];

/// Why a password is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordFault {
    /// Fewer than 15 characters.
    Short,
    /// More than 256.
    Long,
    /// One that is guessed first: a few characters over and over, a known one, one's own address.
    Guessed,
}

fn normal(password: &str) -> String {
    password.nfkc().collect()
}

/// Whether a password can be taken for an account with these addresses.
///
/// # Errors
/// Why not.
pub fn check(password: &str, addresses: &[MailAddress]) -> Result<(), PasswordFault> {
    let password = normal(password);
    let length = password.chars().count();
    if length < *LENGTH.start() {
        return Err(PasswordFault::Short);
    }
    if length > *LENGTH.end() {
        return Err(PasswordFault::Long);
    }
    let bare: String = password
        .chars()
        .filter(|c| !c.is_whitespace())
        .flat_map(char::to_lowercase)
        .collect();
    let different: BTreeSet<char> = bare.chars().collect();
    let own = addresses
        .iter()
        .any(|address| bare.contains(address.as_str()));
    if different.len() < DIFFERENT || own || LEAKED.contains(&bare.as_str()) {
        return Err(PasswordFault::Guessed);
    }
    Ok(())
}

/// One of those who wait; leaves when it goes.
struct Waits<'a>(&'a Accounts);

impl Drop for Waits<'_> {
    fn drop(&mut self) {
        self.0.inner.waiting_to_hash.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Accounts {
    /// Does what takes a core and 19 MiB, when it is its turn.
    async fn hashing<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, AccountsError> + Send + 'static,
    ) -> Result<T, AccountsError> {
        let waiting = self.inner.waiting_to_hash.fetch_add(1, Ordering::Relaxed);
        let waits = Waits(self);
        if waiting >= AT_ONCE + WAITING {
            return Err(AccountsError::Busy);
        }
        let turn = Arc::clone(&self.inner.hashing).acquire_owned().await;
        let turn = turn.map_err(|_| AccountsError::Busy)?;
        self.inner.hashed.fetch_add(1, Ordering::Relaxed);
        let done = tokio::task::spawn_blocking(move || {
            let done = work();
            // Whoever asked may be gone: the turn is over when the work is.
            drop(turn);
            done
        })
        .await;
        drop(waits);
        done.map_err(|error| AccountsError::Hash(error.to_string()))?
    }

    async fn hash(&self, password: &str) -> Result<String, AccountsError> {
        let password = normal(password);
        self.hashing(move || {
            let hash = Argon2::default().hash_password(password.as_bytes());
            let hash = hash.map_err(|error| AccountsError::Hash(error.to_string()))?;
            Ok(hash.to_string())
        })
        .await
    }

    /// Gives an account a password, or another one. The caller has held it against [`PasswordFault`]s with
    /// [`Accounts::password_fault`].
    ///
    /// # Errors
    /// What the database says, and [`AccountsError::Busy`].
    pub async fn set_password(
        &self,
        account: AccountId,
        password: &str,
    ) -> Result<(), AccountsError> {
        let hash = self.hash(password).await?;
        let text = "UPDATE account SET password = $2 WHERE id = $1";
        self.change(text, values![account.bytes(), hash])
            .await
            .map(drop)
    }

    /// How many passwords were hashed since the accounts were opened: work that costs a core and 19 MiB each time.
    pub fn passwords_hashed(&self) -> usize {
        self.inner.hashed.load(Ordering::Relaxed)
    }

    /// Why a password would not be taken for an account; `None` where it would.
    ///
    /// # Errors
    /// What the database says.
    pub async fn password_fault(
        &self,
        account: AccountId,
        password: &str,
    ) -> Result<Option<PasswordFault>, AccountsError> {
        let contacts = self.contacts(account).await?;
        let addresses: Vec<MailAddress> = contacts
            .into_iter()
            .map(|contact| contact.address)
            .collect();
        Ok(check(password, &addresses).err())
    }

    /// Whether an account has a password.
    ///
    /// # Errors
    /// What the database says.
    pub async fn has_password(&self, account: AccountId) -> Result<bool, AccountsError> {
        let text = "SELECT password FROM account WHERE id = $1";
        let row = self.row(text, values![account.bytes()]).await?;
        let password = row.map(|row| row.optional_text(0)).transpose()?;
        Ok(password.flatten().is_some())
    }

    /// The account of an address, if this is its password. Takes as long where there is no such account, or one without a
    /// password.
    ///
    /// # Errors
    /// What the database says, and [`AccountsError::Busy`].
    pub async fn by_password(
        &self,
        address: Option<&MailAddress>,
        password: &str,
    ) -> Result<Option<AccountId>, AccountsError> {
        // All of this is done where the address is none as well: whoever watches the time learns nothing.
        let nobody = self.nobody().await?;
        let text = "SELECT a.id, a.password FROM contact c JOIN account a ON a.id = c.account WHERE c.address = $1";
        let asked = address.map_or("", MailAddress::as_str);
        let row = self.row(text, values![asked]).await?;
        let (account, kept) = match &row {
            Some(row) => (
                Some(AccountId::read(&row.bytes(0)?)?),
                row.optional_text(1)?,
            ),
            None => (None, None),
        };
        let known = kept.is_some();
        let kept = kept.unwrap_or_else(|| nobody.to_owned());
        let right = self.verify(kept, password).await?;
        Ok(account.filter(|_| right && known))
    }

    async fn verify(&self, kept: String, password: &str) -> Result<bool, AccountsError> {
        // More than any password has is none, and would only be work.
        let password: String = normal(password).chars().take(LENGTH.end() + 1).collect();
        self.hashing(move || {
            let kept =
                PasswordHash::new(&kept).map_err(|error| AccountsError::Hash(error.to_string()))?;
            Ok(Argon2::default()
                .verify_password(password.as_bytes(), &kept)
                .is_ok())
        })
        .await
    }

    async fn nobody(&self) -> Result<&str, AccountsError> {
        let hash = self.inner.nobody.get_or_try_init(|| async {
            let random = crate::token::Token::random()?;
            self.hash(&random.text()).await
        });
        Ok(hash.await?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_that_are_guessed_first_are_not_taken() {
        let own = MailAddress::parse("kim.example@example.org").expect("an address");
        let fault = |password: &str| check(password, std::slice::from_ref(&own)).err();
        assert_eq!(fault("짧은 비밀번호"), Some(PasswordFault::Short));
        assert_eq!(fault(&"a long one ".repeat(30)), Some(PasswordFault::Long));
        for guessed in [
            "aaaaaaaaaaaaaaaaaaaa",
            "ababababababababab",
            "Password Password",
            "Correct Horse Battery Staple",
            "kim.example@example.org1",
        ] {
            assert_eq!(fault(guessed), Some(PasswordFault::Guessed), "{guessed}");
        }
        for taken in ["마당에서 만나 함께 정하는 우리", "seven brown hens cross"] {
            assert_eq!(fault(taken), None, "{taken}");
        }
    }
}
