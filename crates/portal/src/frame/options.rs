//! What a portal is made with.

use std::sync::Arc;
use std::time::Instant;

use crate::frame::operator::Operator;
use crate::frame::seldom::Seldom;
use madang_accounts::Accounts;
use madang_programme::{Actor, Role, Violation};
use madang_store::Store;
use sha2::{Digest, Sha256};

/// By which rows of tables without identifiers are known again, for each programme.
pub type RowSecrets = Arc<dyn Fn(&str) -> Option<[u8; 32]> + Send + Sync>;

/// What a portal is made with.
#[derive(Clone)]
pub struct PortalOptions {
    /// Where everything is read from and recorded.
    pub store: Store,
    /// The bearer token with which a registrar hands in ballots over HTTP, a long random text; without one nobody does.
    pub registrar_token: Option<String>,
    /// The address under which the public reaches the portal: `https://madang.example.kr`. Used in feeds, in commands
    /// to copy and for cookies; without it those name `http://127.0.0.1:8080`.
    pub base_url: Option<String>,
    /// Who runs the portal, as its pages say it where the record does not.
    pub operator: Operator,
    /// The accounts; without them nobody can sign in.
    pub accounts: Option<Accounts>,
    /// The same as for files that are brought in at the console; without them no tables are taken on pages.
    pub row_secrets: Option<RowSecrets>,
}

impl std::fmt::Debug for PortalOptions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PortalOptions")
            .field("store", &self.store)
            .field("base_url", &self.base_url)
            .finish_non_exhaustive()
    }
}

/// The pseudonym on the record of who holds the token.
const PSEUDONYM: &str = "http";

/// A bearer token and the registrar it stands for. Only the token's hash is kept.
pub struct Registrar {
    digest: [u8; 32],
    actor: Actor,
    refused: Seldom,
}

impl Registrar {
    /// The registrar behind a token; `None` for an empty one, which would open to anybody.
    ///
    /// # Errors
    /// None in practice: the pseudonym is fixed.
    pub fn new(token: &str) -> Result<Option<Registrar>, Violation> {
        if token.is_empty() {
            return Ok(None);
        }
        let actor = Actor::new(Role::Registrar, PSEUDONYM)?;
        Ok(Some(Registrar {
            digest: Sha256::digest(token.as_bytes()).into(),
            actor,
            refused: Seldom::default(),
        }))
    }

    /// Counts a wrong token. Gives how many there were since the log said so last, once a minute at most.
    pub fn refuse(&self, now: Instant) -> Option<u64> {
        self.refused.count(now)
    }

    /// The registrar, if the token is the right one. The comparison is of hashes, so that its time says nothing about
    /// the token.
    pub fn actor(&self, token: &str) -> Option<&Actor> {
        let digest: [u8; 32] = Sha256::digest(token.as_bytes()).into();
        let difference = digest
            .iter()
            .zip(&self.digest)
            .fold(0u8, |sum, (a, b)| sum | (a ^ b));
        (difference == 0).then_some(&self.actor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_token_itself_opens() {
        let registrar = Registrar::new("x7Qm2kLp9Rt4")
            .expect("a fixed pseudonym")
            .expect("a token");
        assert_eq!(
            registrar
                .actor("x7Qm2kLp9Rt4")
                .map(ToString::to_string)
                .as_deref(),
            Some("registrar/http")
        );
        assert!(registrar.actor("").is_none());
        assert!(registrar.actor("x7qm2klp9rt4").is_none());
        assert!(Registrar::new("").expect("a fixed pseudonym").is_none());
    }
}
