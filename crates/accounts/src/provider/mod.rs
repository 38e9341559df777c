//! Signing in by an OpenID Connect provider: a national or a corporate identity. The code flow with PKCE (RFC 7636), state and nonce, over a
//! client that asks nobody but the hosts that the operator named (OpenID Connect Core 1.0; RFC 9207; RFC 9700).

mod client;
mod flow;
mod id_token;
mod identity;
mod near;
mod settings;
mod talk;

use std::sync::Arc;

use tokio::sync::{Mutex, Semaphore};
use url::Url;

use self::client::Client;
use self::talk::{Fault, Known};

pub use self::flow::{Away, Came, Errand, Going, LASTS, Refusal, Returned};
pub use self::identity::{AddedIdentity, Identity, KeptIdentity, MOST, MadeByIdentity};
pub use self::settings::{ProviderError, ProviderPart, ProviderSettings};

/// How long a provider's documents and keys are used before they are read again, in milliseconds.
const FRESH: u64 = 3_600_000;

/// How long they are kept at least where a key is asked for that is not among them: whoever makes up keys does not have us ask.
const AGAIN: u64 = 60_000;

/// How long a provider that did not answer is not asked again.
const PAUSE: u64 = 10_000;

/// How many questions are under way at once.
const AT_ONCE: usize = 8;

/// A provider by which people sign in. Clones are handles of the same.
#[derive(Clone, Debug)]
pub struct Provider {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    settings: ProviderSettings,
    issuer: Url,
    client: Client,
    read: Mutex<Read>,
    asking: Arc<Semaphore>,
}

/// What was read of a provider.
#[derive(Debug, Default)]
struct Read {
    known: Option<Arc<Known>>,
    /// When, in milliseconds since 1970.
    at: u64,
    /// Until when it is not asked again, since it did not answer.
    pause: u64,
}

impl Provider {
    /// A provider as its operator names it. Nobody is asked yet: it may be down when the portal begins.
    ///
    /// # Errors
    /// What cannot be used.
    pub fn new(settings: ProviderSettings) -> Result<Provider, ProviderError> {
        let (issuer, others) = settings.checked()?;
        Ok(Provider {
            inner: Arc::new(Inner {
                client: Client::new(&issuer, &others),
                issuer,
                settings,
                read: Mutex::default(),
                asking: Arc::new(Semaphore::new(AT_ONCE)),
            }),
        })
    }

    /// What people call it, in a language: `ko` or `en`.
    pub fn name(&self, language: &str) -> &str {
        match language {
            "ko" => &self.inner.settings.korean,
            _ => &self.inner.settings.english,
        }
    }

    /// Its issuer.
    pub fn issuer(&self) -> &str {
        &self.inner.settings.issuer
    }

    /// Asks the provider something, on a thread where nobody else waits.
    async fn asking<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&Inner) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Fault> {
        let Ok(turn) = Arc::clone(&self.inner.asking).try_acquire_owned() else {
            return Err(Fault::Down("too many are asking it".to_owned()));
        };
        let inner = Arc::clone(&self.inner);
        let asked = tokio::task::spawn_blocking(move || {
            let said = ask(&inner);
            // Whoever asked may be gone: the turn is over when the provider has answered.
            drop(turn);
            said
        });
        let asked = asked.await;
        asked.map_err(|error| Fault::Down(error.to_string()))?
    }

    /// Its documents and keys, and when they were read; read anew after an hour, or where `unknown` of those that were read then lacks a key.
    async fn known(&self, now: u64, unknown: Option<u64>) -> Result<(Arc<Known>, u64), Fault> {
        let mut read = self.inner.read.lock().await;
        if let Some(known) = &read.known {
            let lacking = unknown.is_some_and(|at| at >= read.at);
            let young = now < read.at.saturating_add(AGAIN);
            if lacking && young {
                return Err(Fault::Key);
            }
            if !lacking && now < read.at.saturating_add(FRESH) {
                return Ok((Arc::clone(known), read.at));
            }
        }
        if now < read.pause {
            return Err(Fault::Down("it did not answer a moment ago".to_owned()));
        }
        match self.asking(Known::read).await {
            Ok(known) => {
                let known = Arc::new(known);
                *read = Read {
                    known: Some(Arc::clone(&known)),
                    at: now,
                    pause: 0,
                };
                Ok((known, now))
            }
            Err(fault) => {
                read.pause = now.saturating_add(PAUSE);
                Err(fault)
            }
        }
    }
}
