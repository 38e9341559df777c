//! Somebody who asks for a page of accounts: signed in or not.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::header::{CACHE_CONTROL, LOCATION, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Response, StatusCode};
use madang_accounts::{
    AccountId, Accounts, AccountsError, Lasting, MailAddress, Proof, RelyingParty, Scope, Session,
    Token,
};
use madang_programme::people::{Grant, Granted};
use madang_programme::{Actor, Command, Role, State};
use madang_record::Receipt;

use crate::accounts::links;
use crate::accounts::provider::DOWN;
use crate::frame::act;
use crate::frame::app::{App, Failure, Visit};
use crate::frame::fault::Fault;
use crate::frame::form::Sending;
use crate::frame::layout::Page;
use crate::frame::person::{self, Peer};
use crate::frame::query::{FieldError, Query};

/// How long after somebody showed who they are they may change how they do so, in milliseconds.
const FRESH: u64 = 10 * 60_000;

/// Somebody who asks.
pub struct Caller {
    /// Their request.
    pub visit: Visit,
    /// The accounts.
    pub accounts: Accounts,
    /// For whom passkeys are; `None` where browsers have none under this address.
    pub party: Option<RelyingParty>,
    /// The token that they came with, whether it stands or not.
    pub token: Option<Token>,
    /// Their session, where they are signed in.
    pub signed: Option<Signed>,
    /// From where they ask, as it is counted by.
    pub network: String,
    /// Their device.
    pub device: String,
}

/// Somebody who is signed in.
pub struct Signed {
    /// Their session.
    pub session: Session,
    /// Under which name they hold roles, where they ever did.
    pub holder: Option<String>,
    /// What they hold on the record.
    pub roles: Vec<Grant>,
    /// How many passkeys they have.
    pub passkeys: usize,
    /// When they can add a passkey without having one of theirs, where they asked for that.
    pub recovery: Option<u64>,
}

/// What somebody may do who is signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Whatever is theirs to do.
    Whole,
    /// They hold a role and have no passkey: they can add one, and sign out.
    NoPasskey,
    /// They hold a role and did not sign in by their passkey: they can do so, and sign out.
    OtherProof,
}

impl Signed {
    /// Whose session it is.
    pub fn account(&self) -> AccountId {
        self.session.account
    }

    /// What they may do.
    pub fn standing(&self) -> Standing {
        match (self.roles.is_empty(), self.session.proved_by, self.passkeys) {
            (true, _, _) | (false, Proof::Passkey, _) => Standing::Whole,
            (false, _, 0) => Standing::NoPasskey,
            (false, _, _) => Standing::OtherProof,
        }
    }

    /// In whose name they act who hold a role, on the whole record or in a programme, by a grant that fits.
    fn holding(
        &self,
        role: Role,
        programme: Option<&str>,
        fits: impl Fn(&Grant) -> bool,
    ) -> Option<Actor> {
        let holds = |grant: &Grant| {
            let here = grant.programme.is_none() || grant.programme.as_deref() == programme;
            grant.role.name() == role.name() && here && fits(grant)
        };
        let holder = self.holder.as_deref();
        let holder = holder.filter(|_| self.roles.iter().any(holds))?;
        Actor::new(role, holder).ok()
    }

    /// Whether they waited for as long as somebody must who lost every passkey.
    fn has_waited(&self, now: u64) -> bool {
        self.roles.is_empty() && self.recovery.is_some_and(|over| over <= now)
    }

    /// By what they show who they are before anything that must not happen behind their back.
    fn proof(&self, now: u64) -> Proof {
        let passkey = !self.roles.is_empty() || self.passkeys > 0;
        match passkey && !self.has_waited(now) {
            true => Proof::Passkey,
            false => Proof::Link,
        }
    }
}

/// Does what the way to sign in stands in the way of.
macro_rules! signed {
    ($who:expr) => {
        match $who {
            Ok(signed) => signed,
            Err(elsewhere) => return Ok(*elsewhere),
        }
    };
}
pub(crate) use signed;

impl Caller {
    /// Answers with a page, which nobody keeps.
    pub fn page(&self, status: StatusCode, page: &Page) -> Response<Body> {
        let mut response = self.visit.page(page);
        *response.status_mut() = status;
        unkept(response)
    }

    /// Answers with the page of a form, as it is after what was wrong with it.
    pub fn form(&self, errors: &[FieldError], page: &Page) -> Response<Body> {
        act::with_mistakes(self.page(status(errors), page), errors)
    }

    /// Records what a form asks for; what refuses it is noted as wrong with the form, and nothing is given.
    pub async fn record(
        &self,
        actor: Actor,
        sending: &Sending,
        command: Command,
        query: &mut Query,
    ) -> Result<Option<Receipt>, Failure> {
        let submission = act::once(&actor, &sending.key, command);
        self.noted(self.visit.store.submit(submission).await, query)
    }

    /// Leads to a page.
    pub fn to(&self, path: &str) -> Response<Body> {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::SEE_OTHER;
        // What cannot be a header is not an address of ours.
        let target = HeaderValue::from_str(&self.visit.ui.href(path))
            .unwrap_or_else(|_| HeaderValue::from_static("/"));
        response.headers_mut().insert(LOCATION, target);
        unkept(response)
    }

    /// Leads to a page, signed in with a token from here on.
    pub fn signed_in(&self, token: &Token, path: &str) -> Response<Body> {
        self.with_token(token, self.to(path))
    }

    /// An answer to somebody who is signed in with a token from here on.
    pub fn with_token(&self, token: &Token, mut response: Response<Body>) -> Response<Body> {
        if let Some(cookie) = person::signed_in(token) {
            response.headers_mut().insert(SET_COOKIE, cookie);
        }
        response
    }

    /// Leads to a page, signed out.
    pub fn signed_out(&self, path: &str) -> Response<Body> {
        let mut response = self.to(path);
        if let Some(cookie) = person::signed_out() {
            response.headers_mut().insert(SET_COOKIE, cookie);
        }
        response
    }

    /// The accounts did not answer; why is for the operator's log.
    pub fn failed(&self, error: &AccountsError) -> Failure {
        tracing::error!(%error, "the accounts failed");
        self.visit.fault(Fault::Unavailable)
    }

    /// Who is signed in, or the way to sign in.
    pub fn signed(&self) -> Result<&Signed, Box<Response<Body>>> {
        match &self.signed {
            Some(signed) => Ok(signed),
            None => Err(Box::new(self.to(links::SIGN_IN))),
        }
    }

    /// Who is signed in and may do what is theirs to do, or the way there.
    pub fn whole(&self) -> Result<&Signed, Box<Response<Body>>> {
        let signed = self.signed()?;
        match signed.standing() {
            Standing::Whole => Ok(signed),
            Standing::NoPasskey | Standing::OtherProof => Err(Box::new(self.to(links::ACCOUNT))),
        }
    }

    /// Who showed who they are within the last ten minutes, or the way to show it again.
    pub fn fresh(&self) -> Result<&Signed, Box<Response<Body>>> {
        self.whole()?;
        self.proved(Proof::Link, links::ACCOUNT)
    }

    /// Who showed it by a passkey, where they have one; or the way to show it again, which leads to `next`.
    pub fn confirmed(&self, next: &str) -> Result<&Signed, Box<Response<Body>>> {
        let proof = self.whole()?.proof(self.accounts.now());
        self.proved(proof, next)
    }

    /// Who may add a passkey: whoever has none, has shown one of theirs, or has waited.
    pub fn may_add_passkey(&self) -> Result<&Signed, Box<Response<Body>>> {
        let signed = self.signed()?;
        let proof = match signed.passkeys {
            0 => Proof::Link,
            _ => signed.proof(self.accounts.now()),
        };
        self.proved(proof, links::ACCOUNT)
    }

    fn proved(&self, proof: Proof, next: &str) -> Result<&Signed, Box<Response<Body>>> {
        let signed = self.signed()?;
        match signed.session.is_proved(proof, FRESH, self.accounts.now()) {
            true => Ok(signed),
            false => Err(Box::new(self.to(&links::again(next)))),
        }
    }

    /// In whose name somebody acts who holds a role: on the whole record, or in a programme. `None` where they do not hold it
    /// there. Who may act has signed in by a passkey; `confirmed` asks for it within the last ten minutes.
    pub fn acting(
        &self,
        role: Role,
        programme: Option<&str>,
        confirmed: Option<&str>,
    ) -> Result<Option<Actor>, Box<Response<Body>>> {
        let signed = match confirmed {
            Some(next) => self.confirmed(next)?,
            None => self.whole()?,
        };
        Ok(signed.holding(role, programme, |_| true))
    }

    /// The same for what is done for a whole programme: a role for one institution acts for that institution and nothing else.
    pub fn acting_for_all(
        &self,
        role: Role,
        programme: Option<&str>,
    ) -> Result<Option<Actor>, Box<Response<Body>>> {
        let signed = self.whole()?;
        Ok(signed.holding(role, programme, |grant| grant.institution.is_none()))
    }

    /// For which institutions of a programme somebody acts, as far as they may act at all now.
    pub fn acts_for(&self, programme: &str) -> Vec<&str> {
        let signed = self.signed.iter();
        let signed = signed.filter(|signed| signed.standing() == Standing::Whole);
        let grants = signed.flat_map(|signed| &signed.roles);
        let own = grants.filter(|grant| {
            let here = grant.programme.as_deref().is_none_or(|of| of == programme);
            here && grant.role == Granted::Official
        });
        let own: BTreeSet<&str> = own
            .filter_map(|grant| grant.institution.as_deref())
            .collect();
        own.into_iter().collect()
    }

    /// As whom somebody who is signed in takes part: under the name that they have in a scope.
    ///
    /// # Errors
    /// The page that says that the accounts do not answer.
    pub async fn participant(&self, signed: &Signed, scope: &Scope) -> Result<Actor, Failure> {
        let name = self.accounts.pseudonym(signed.account(), scope).await;
        let name = name.map_err(|error| self.failed(&error))?;
        Actor::new(Role::Participant, &name).map_err(|_| self.visit.fault(Fault::Unavailable))
    }

    /// The same where they have a name there already; none is made.
    ///
    /// # Errors
    /// The page that says that the accounts do not answer.
    pub async fn known_participant(
        &self,
        signed: &Signed,
        scope: &Scope,
    ) -> Result<Option<Actor>, Failure> {
        let name = self.accounts.known_pseudonym(signed.account(), scope).await;
        let name = name.map_err(|error| self.failed(&error))?;
        Ok(name.and_then(|name| Actor::new(Role::Participant, &name).ok()))
    }

    /// The first address of an account.
    pub async fn address(&self, account: AccountId) -> Result<Option<MailAddress>, AccountsError> {
        let contacts = self.accounts.contacts(account).await?;
        Ok(contacts.into_iter().next().map(|contact| contact.address))
    }
}

/// The status of a page with mistakes.
pub fn status(errors: &[FieldError]) -> StatusCode {
    match errors {
        errors if errors.iter().any(|error| error.key == "account-too-often") => {
            StatusCode::TOO_MANY_REQUESTS
        }
        errors if errors.iter().any(|error| error.key == DOWN) => StatusCode::SERVICE_UNAVAILABLE,
        errors => act::status(errors),
    }
}

/// Answers with a page that is for everybody; what it says to somebody who is signed in nobody keeps.
pub fn seen_by(visit: &Visit, caller: Option<&Caller>, page: &Page) -> Response<Body> {
    match caller {
        Some(caller) => caller.page(StatusCode::OK, page),
        None => visit.page(page),
    }
}

/// Nobody keeps it.
pub fn unkept(mut response: Response<Body>) -> Response<Body> {
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// Whoever holds the token, if their session stands. Who holds a role is signed out sooner.
async fn holder_of(
    app: &App,
    accounts: &Accounts,
    token: &Token,
) -> Result<Option<Signed>, AccountsError> {
    let Some(session) = accounts.session(token).await? else {
        return Ok(None);
    };
    let name = accounts
        .known_pseudonym(session.account, &Scope::Roles)
        .await?;
    let holder = name.map(|name| format!("account-{name}"));
    let roles = match &holder {
        None => Vec::new(),
        Some(holder) => {
            let roles = |state: &State| {
                let held = state.roles_of(holder).into_iter();
                held.cloned().collect::<Vec<Grant>>()
            };
            // Where the record does not answer nobody holds a role, and the shorter limits would lock everybody out.
            app.store.with_state(roles).await.unwrap_or_default()
        }
    };
    if !roles.is_empty() && !session.stands(Lasting::OFFICE, accounts.now()) {
        return Ok(None);
    }
    accounts.seen(&session).await?;
    let passkeys = accounts.passkeys(session.account).await?.len();
    let recovery = accounts.recovery(session.account).await?;
    Ok(Some(Signed {
        session,
        holder,
        roles,
        passkeys,
        recovery,
    }))
}

impl FromRequestParts<App> for Caller {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Caller, Failure> {
        let Ok(visit) = Visit::from_request_parts(parts, app).await;
        let Some(accounts) = app.accounts.clone() else {
            return Err(visit.not_found());
        };
        let token = person::token(&parts.headers);
        let peer = parts.extensions.get::<Peer>().copied();
        let mut caller = Caller {
            visit,
            accounts,
            party: app.party.clone(),
            token,
            signed: None,
            network: person::network(peer, &parts.headers),
            device: person::device(&parts.headers),
        };
        if let Some(token) = &caller.token {
            match holder_of(app, &caller.accounts, token).await {
                Ok(signed) => caller.signed = signed,
                Err(error) => return Err(caller.failed(&error)),
            }
        }
        Ok(caller)
    }
}

/// On pages that are for everybody: whoever comes with a cookie of ours. Nobody else is looked up.
impl OptionalFromRequestParts<App> for Caller {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Option<Caller>, Failure> {
        if app.accounts.is_none() || person::token(&parts.headers).is_none() {
            return Ok(None);
        }
        let caller = <Caller as FromRequestParts<App>>::from_request_parts(parts, app).await?;
        Ok(Some(caller).filter(|caller| caller.signed.is_some()))
    }
}
