//! Adding passkeys, signing in by them, taking them away. The pages' script asks the first four addresses; what they answer is
//! where to go, or what went wrong, in the visitor's words.

use axum::body::Body;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, Response, StatusCode};
use axum::response::IntoResponse;
use axum::routing::{MethodRouter, post};
use madang_accounts::{
    AccountsError, Ceremony, Limit, MailAddress, Proof, RelyingParty, Removed, Token,
};
use serde_json::{Value as Json, json};

use super::{ID, next};
use crate::accounts::caller::{Caller, Signed, Standing, signed, unkept};
use crate::accounts::letters::{self, Notice};
use crate::accounts::links;
use crate::frame::app::{Answer, App, Failure};
use crate::frame::query::Query;

/// The addresses.
pub fn routes() -> Vec<(&'static str, MethodRouter<App>)> {
    vec![
        (links::PASSKEY_BEGIN, post(begin_adding)),
        (links::PASSKEY_ADD, post(add)),
        (links::PASSKEY_REMOVE, post(remove)),
        (links::SIGN_IN_BEGIN, post(begin_signing_in)),
        (links::SIGN_IN_PASSKEY, post(sign_in)),
        (links::RECOVERY, post(recover)),
        (links::RECOVERY_STOP, post(stop_recovery)),
    ]
}

/// What a script sent.
struct Sent(Json);

impl Sent {
    fn read(body: &str) -> Sent {
        Sent(serde_json::from_str(body).unwrap_or_default())
    }

    fn text(&self, name: &str) -> &str {
        self.0[name].as_str().unwrap_or_default()
    }

    fn token(&self) -> Option<Token> {
        Token::parse(self.text("token"))
    }
}

fn said(answer: &Json) -> Response<Body> {
    unkept(axum::Json(answer).into_response())
}

/// Leads a script to a page.
fn go(caller: &Caller, path: &str) -> Response<Body> {
    said(&json!({ "to": caller.visit.ui.href(path) }))
}

/// Leads a script to where somebody is led who may not do this.
fn led(elsewhere: &Response<Body>) -> Response<Body> {
    let to = elsewhere.headers().get("location");
    let to = to.and_then(|to| to.to_str().ok()).unwrap_or("/");
    said(&json!({ "to": to }))
}

/// Tells a script what went wrong, for its reader.
fn refuse(status: StatusCode, words: String) -> Response<Body> {
    let mut response = (status, axum::Json(json!({ "detail": words }))).into_response();
    let problem = HeaderValue::from_static("application/problem+json");
    response.headers_mut().insert(CONTENT_TYPE, problem);
    unkept(response)
}

fn asked(ceremony: &Ceremony) -> Response<Body> {
    said(&json!({ "token": ceremony.token.text(), "options": ceremony.options }))
}

impl Caller {
    fn party(&self) -> Result<&RelyingParty, Failure> {
        self.party.as_ref().ok_or_else(|| self.visit.not_found())
    }

    /// Refuses what is asked for too often.
    async fn too_often(
        &self,
        counted: &[(Limit, Vec<&str>)],
    ) -> Result<Option<Response<Body>>, AccountsError> {
        let over = self.over(counted).await?;
        Ok(over.map(|at| {
            let words = self
                .visit
                .ui
                .tf("account-too-often", &[("expected", at.into())]);
            refuse(StatusCode::TOO_MANY_REQUESTS, words)
        }))
    }

    fn wrong(&self, key: &str) -> Response<Body> {
        refuse(StatusCode::BAD_REQUEST, self.visit.ui.t(key))
    }
}

async fn begin_adding(caller: Caller) -> Answer {
    let signed = match caller.may_add_passkey() {
        Ok(signed) => signed,
        Err(elsewhere) => return Ok(led(&elsewhere)),
    };
    let party = caller.party()?;
    let begun = async {
        let counted = [(Limit::SignIn, vec![signed.session.id.as_str()])];
        if let Some(refused) = caller.too_often(&counted).await? {
            return Ok(refused);
        }
        let begun = caller.accounts.begin_passkey(party, signed.account());
        Ok::<_, AccountsError>(asked(&begun.await?))
    };
    begun.await.map_err(|error| caller.failed(&error))
}

async fn add(caller: Caller, body: String) -> Answer {
    let signed = match caller.may_add_passkey() {
        Ok(signed) => signed,
        Err(elsewhere) => return Ok(led(&elsewhere)),
    };
    let party = caller.party()?;
    let sent = Sent::read(&body);
    let Some(token) = sent.token() else {
        return Ok(caller.wrong("account-passkey-not-added"));
    };
    let (account, accounts) = (signed.account(), &caller.accounts);
    let added = async {
        let answered = &sent.0["credential"];
        let added = accounts.add_passkey(party, account, &token, answered, &caller.device);
        if !added.await? {
            return Ok(caller.wrong("account-passkey-not-added"));
        }
        letters::tell(
            &caller.visit.ui,
            accounts,
            account,
            Notice::PasskeyAdded,
            None,
        )
        .await?;
        // Whoever has just made it has shown it.
        let before = caller.token.as_ref();
        let begun = accounts.begin_session(account, Proof::Passkey, &caller.device, before);
        Ok::<_, AccountsError>(caller.with_token(&begun.await?, go(&caller, links::ACCOUNT)))
    };
    added.await.map_err(|error| caller.failed(&error))
}

async fn remove(caller: Caller, body: String) -> Answer {
    let signed = signed!(caller.confirmed(links::ACCOUNT));
    let (account, accounts) = (signed.account(), &caller.accounts);
    let id = Query::parse(&body).text(ID);
    let removed = async {
        // Who holds a role could not act in it without one.
        let left = u64::from(!signed.roles.is_empty());
        if accounts.remove_passkey(account, &id, left).await? == Removed::Gone {
            // It may be gone because somebody else has it.
            accounts
                .sign_out_everywhere(account, Some(&signed.session))
                .await?;
            letters::tell(
                &caller.visit.ui,
                accounts,
                account,
                Notice::PasskeyRemoved,
                None,
            )
            .await?;
        }
        Ok::<(), AccountsError>(())
    };
    removed.await.map_err(|error| caller.failed(&error))?;
    Ok(caller.to(links::ACCOUNT))
}

async fn begin_signing_in(caller: Caller, body: String) -> Answer {
    let party = caller.party()?;
    let sent = Sent::read(&body);
    let again = caller.signed.as_ref().filter(|_| sent.0["again"] == true);
    let begun = async {
        let (address, counted) = match again {
            Some(signed) => (
                caller.address(signed.account()).await?,
                signed.session.id.clone(),
            ),
            None => (
                MailAddress::parse(sent.text("address")),
                caller.network.clone(),
            ),
        };
        let Some(address) = address else {
            return Ok(caller.wrong("account-address-wrong"));
        };
        let counted = [(Limit::Passkeys, vec![counted.as_str()])];
        if let Some(refused) = caller.too_often(&counted).await? {
            return Ok(refused);
        }
        let account = again.map(Signed::account);
        let begun = caller.accounts.begin_sign_in(party, &address, account);
        Ok::<_, AccountsError>(asked(&begun.await?))
    };
    begun.await.map_err(|error| caller.failed(&error))
}

async fn sign_in(caller: Caller, body: String) -> Answer {
    let party = caller.party()?;
    let sent = Sent::read(&body);
    let accounts = &caller.accounts;
    let shown = async {
        let account = match sent.token() {
            Some(token) => {
                accounts
                    .by_passkey(party, &token, &sent.0["credential"])
                    .await?
            }
            None => None,
        };
        let Some(account) = account else {
            tracing::info!(target: "security", "a sign-in by passkey was refused");
            return Ok(caller.wrong("account-passkey-wrong"));
        };
        let before = caller.token.as_ref();
        let begun = accounts.begin_session(account, Proof::Passkey, &caller.device, before);
        let to = go(&caller, next(sent.text("next")));
        Ok::<_, AccountsError>(caller.with_token(&begun.await?, to))
    };
    shown.await.map_err(|error| caller.failed(&error))
}

async fn recover(caller: Caller) -> Answer {
    let signed = signed!(caller.fresh());
    let (account, accounts) = (signed.account(), &caller.accounts);
    // Who holds a role is granted it anew by an administrator instead.
    let lost =
        signed.standing() == Standing::Whole && signed.roles.is_empty() && signed.passkeys > 0;
    if lost && signed.recovery.is_none() {
        let begun = async {
            accounts.begin_recovery(account).await?;
            letters::tell(&caller.visit.ui, accounts, account, Notice::Recovery, None).await
        };
        begun.await.map_err(|error| caller.failed(&error))?;
    }
    Ok(caller.to(links::ACCOUNT))
}

async fn stop_recovery(caller: Caller) -> Answer {
    let signed = signed!(caller.signed());
    let stopped = caller.accounts.stop_recovery(signed.account()).await;
    stopped.map_err(|error| caller.failed(&error))?;
    Ok(caller.to(links::ACCOUNT))
}
