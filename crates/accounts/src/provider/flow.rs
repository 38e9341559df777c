//! The way to a provider and back.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::Provider;
use super::id_token::Held;
use super::identity::Identity;
use super::talk::{Asking, Exchange, Fault};
use crate::account::AccountId;
use crate::asked::Purpose;
use crate::error::AccountsError;
use crate::open::Accounts;
use crate::token::{Token, hex};

/// How long somebody may take at their provider, in milliseconds.
pub const LASTS: u64 = 15 * 60_000;

/// What somebody is on their way to a provider for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Going {
    /// To sign in.
    SignIn,
    /// To show once more who they are, to whom the provider is to ask for it anew.
    Again(AccountId),
    /// To add to their account who they are there.
    Add(AccountId),
}

/// What somebody was about who comes back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Errand {
    /// What for.
    pub going: Going,
    /// Where that leads.
    pub next: String,
    /// The language of the page that they came from.
    pub language: String,
}

/// Somebody on their way.
#[derive(Clone, Debug)]
pub struct Away {
    /// Where their browser goes.
    pub to: String,
    /// What their browser keeps, and shows when it comes back: nobody else's answer is taken from it.
    pub browser: Token,
}

/// What a browser comes back with.
#[derive(Clone, Debug, Default)]
pub struct Came {
    /// What we said that the answer is known by.
    pub state: String,
    /// What the provider tells us by who it is.
    pub code: String,
    /// Why it does not.
    pub error: String,
    /// Who the provider says that it is (RFC 9207).
    pub issuer: String,
    /// What the browser keeps.
    pub browser: Option<Token>,
}

/// Somebody who came back.
#[derive(Debug)]
pub struct Returned {
    /// What they were about; `None` where nobody of this browser was about anything.
    pub errand: Option<Errand>,
    /// Who they are at the provider, or why that is not known.
    pub identity: Result<Identity, Refusal>,
}

/// Why nobody is signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The provider does not answer, or not as it should.
    Down,
    /// Nothing is known of what the answer is to: it was used, took too long, or was never asked.
    Unasked,
    /// Another browser asked.
    OtherBrowser,
    /// Whoever it is did not want to, or may not.
    Denied,
    /// What the provider says is not to be trusted, or not meant for us.
    Wrong,
}

/// What is remembered of somebody who is away.
#[derive(Serialize, Deserialize)]
struct Remembered {
    browser: String,
    nonce: String,
    verifier: String,
    next: String,
    language: String,
    since: u64,
    adds: bool,
}

impl Remembered {
    fn errand(&self, account: Option<AccountId>) -> Errand {
        let going = match (account, self.adds) {
            (None, _) => Going::SignIn,
            (Some(account), true) => Going::Add(account),
            (Some(account), false) => Going::Again(account),
        };
        Errand {
            going,
            next: self.next.clone(),
            language: self.language.clone(),
        }
    }
}

/// Tells the operator, and nobody else, why.
fn refused(fault: &Fault) -> Refusal {
    tracing::info!(target: "security", %fault, "a sign-in by the provider was refused");
    match fault {
        Fault::Down(_) => Refusal::Down,
        Fault::Denied => Refusal::Denied,
        Fault::Wrong(_) | Fault::Key => Refusal::Wrong,
    }
}

impl Accounts {
    /// The provider by which people sign in, where there is one.
    pub fn provider(&self) -> Option<&Provider> {
        self.provider.as_ref()
    }

    /// Sends somebody to the provider; `back` is the one address at which they come back.
    ///
    /// # Errors
    /// What the database says; and, in the second place, that the provider does not answer.
    pub async fn go_to_provider(
        &self,
        provider: &Provider,
        errand: &Errand,
        back: &str,
    ) -> Result<Result<Away, Refusal>, AccountsError> {
        let known = match provider.known(self.now(), None).await {
            Ok((known, _)) => known,
            Err(fault) => return Ok(Err(refused(&fault))),
        };
        let (browser, nonce, verifier) = (Token::random()?, Token::random()?, Token::random()?);
        let (account, adds) = match errand.going {
            Going::SignIn => (None, false),
            Going::Again(account) => (Some(account), false),
            Going::Add(account) => (Some(account), true),
        };
        let remembered = Remembered {
            browser: hex(&browser.hash()),
            nonce: nonce.text(),
            verifier: verifier.text(),
            next: errand.next.clone(),
            language: errand.language.clone(),
            since: self.now(),
            adds,
        };
        let remembered = json!(remembered);
        let state = self.remember(Purpose::Provider, account, &remembered, LASTS);
        let state = state.await?;
        let asking = Asking {
            state: state.text(),
            nonce: nonce.text(),
            verifier: verifier.text(),
            back,
            language: &errand.language,
            anew: account.is_some(),
        };
        let to = known.way(&provider.inner, &asking);
        Ok(Ok(Away {
            to: to.to_string(),
            browser,
        }))
    }

    /// Takes what somebody comes back with, once.
    ///
    /// # Errors
    /// What the database says.
    pub async fn come_from_provider(
        &self,
        provider: &Provider,
        came: Came,
        back: &str,
    ) -> Result<Returned, AccountsError> {
        let nobody = |identity, why: &str| {
            tracing::info!(target: "security", why, "an answer of the provider was refused");
            let errand = None;
            Ok(Returned {
                errand,
                identity: Err(identity),
            })
        };
        let remembered = match Token::parse(&came.state) {
            Some(state) => self.recall::<Remembered>(Purpose::Provider, &state).await?,
            None => None,
        };
        let Some((account, remembered)) = remembered else {
            return nobody(
                Refusal::Unasked,
                "nobody asked, or it was used, or took too long",
            );
        };
        let browser = came.browser.as_ref();
        if browser.is_none_or(|browser| hex(&browser.hash()) != remembered.browser) {
            return nobody(Refusal::OtherBrowser, "another browser asked");
        }
        let identity = self
            .ask_who(provider, &came, &remembered, account.is_some(), back)
            .await;
        Ok(Returned {
            errand: Some(remembered.errand(account)),
            identity: identity.map_err(|fault| refused(&fault)),
        })
    }

    /// Who somebody is at the provider.
    async fn ask_who(
        &self,
        provider: &Provider,
        came: &Came,
        remembered: &Remembered,
        anew: bool,
        back: &str,
    ) -> Result<Identity, Fault> {
        let (known, at) = provider.known(self.now(), None).await?;
        known.answered(&provider.inner, came)?;
        let exchange = Exchange {
            code: came.code.clone(),
            verifier: remembered.verifier.clone(),
            back: back.to_owned(),
        };
        let exchanging = Arc::clone(&known);
        let token = provider
            .asking(move |inner| exchanging.exchange(inner, &exchange))
            .await?;
        let held = Held {
            nonce: remembered.nonce.clone(),
            now: self.now(),
            // Whoever is to show anew who they are has done so since they were sent there.
            shown_since: anew.then_some(remembered.since),
        };
        match known.who(&provider.inner, &token, &held) {
            // The provider may have another key than when its keys were read.
            Err(Fault::Key) => {
                let (newer, _) = provider.known(self.now(), Some(at)).await?;
                newer.who(&provider.inner, &token, &held)
            }
            said => said,
        }
    }
}
