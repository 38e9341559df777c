//! Signing in and out, and what somebody does with their account.

mod erase;
mod passkeys;
mod password;
mod program;
mod provider;
mod record;
mod saved;

use axum::body::Body;
use axum::extract::RawQuery;
use axum::http::{Response, StatusCode};
use axum::routing::{MethodRouter, get, post};
use madang_accounts::{AccountsError, Counted, Limit, Link, MailAddress, Proof, Purpose, Token};

use crate::accounts::caller::{Caller, Signed, signed, status};
use crate::accounts::letters::{self, Letter, Notice};
use crate::accounts::links;
use crate::accounts::own::{self, Own};
use crate::accounts::passkey::Device;
use crate::accounts::sign_in::{self, ADDRESS, Asking, PASSWORD, SignIn};
use crate::frame::app::{Answer, App, Failure};
use crate::frame::draft::UNKEPT;
use crate::frame::form::Field;
use crate::frame::query::{FieldError, Query};

/// The feature's pages.
pub fn routes() -> Vec<(&'static str, MethodRouter<App>)> {
    let own = vec![
        (links::ACCOUNT, get(own_page)),
        (links::SIGN_IN, get(sign_in_page).post(sign_in)),
        (links::MAIL, get(mail_page).post(mail)),
        (links::REGISTER, get(register_page).post(register)),
        (links::LINK, get(link_page).post(use_link)),
        (links::SIGN_OUT, post(sign_out)),
        (links::EVERYWHERE, post(sign_out_everywhere)),
        (links::DEVICE, post(sign_device_out)),
        (links::PASSWORD, post(password::set)),
        (links::CONTACT, post(add_contact)),
        (links::REMOVE_CONTACT, post(remove_contact)),
        (links::DATA, get(record::data)),
        (links::RECORD, get(record::page).post(record::erase)),
        (links::SAVED, get(saved::page).post(saved::throw_away)),
        (links::ERASE, get(erase::asked).post(erase::erase)),
        (links::ERASED, get(erase::erased)),
    ];
    let program = program::routes();
    [own, passkeys::routes(), program, provider::routes()].concat()
}

const TOKEN: Field = Field::for_programs("token");
const ID: Field = Field::for_programs("id");
const AGAIN: Field = Field::for_programs("again");
const NEXT: Field = Field::for_programs("next");

/// The page that somebody wanted before they were asked who they are: one of ours, or else their own.
fn next(text: &str) -> &str {
    let ours = text.starts_with('/') && text.bytes().all(|byte| byte.is_ascii_graphic());
    match ours && !text.starts_with("//") && !text.contains('\\') {
        true => text,
        false => links::ACCOUNT,
    }
}

/// The address that was typed; one that is none is noted.
fn address(query: &mut Query) -> (String, Option<MailAddress>) {
    let typed = query.text(ADDRESS);
    let address = MailAddress::parse(&typed);
    if address.is_none() {
        query.refuse(ADDRESS, "account-address-wrong", "", "");
    }
    (typed, address)
}

async fn sign_in_page(caller: Caller, RawQuery(raw): RawQuery) -> Answer {
    let mut query = Query::parse(raw.as_deref().unwrap_or_default());
    let again = query.text(AGAIN) == "1";
    let wanted = query.text(NEXT);
    let asked = SignIn {
        again: again && caller.signed.is_some(),
        unkept: !query.text(UNKEPT).is_empty(),
        next: next(&wanted),
        typed: "",
        errors: &[],
    };
    Ok(show_sign_in(&caller, &asked))
}

/// The page on which somebody signs in, or shows once more who they are.
fn show_sign_in(caller: &Caller, asked: &SignIn<'_>) -> Response<Body> {
    let ui = &caller.visit.ui;
    let device = Device::of(caller.party.as_ref());
    // A role asks for a passkey.
    let holds = caller
        .signed
        .as_ref()
        .is_some_and(|signed| !signed.roles.is_empty());
    let provider = caller.accounts.provider();
    let page = sign_in::view(ui, asked, (&device, provider), asked.again && holds);
    caller.page(status(asked.errors), &page)
}

async fn sign_in(caller: Caller, body: String) -> Answer {
    let mut query = Query::parse(&body);
    let (typed, password) = (query.text(ADDRESS), query.exact(PASSWORD));
    let wanted = query.text(NEXT);
    let address = MailAddress::parse(&typed);
    let known_by = address.as_ref().map_or(typed.as_str(), MailAddress::as_str);
    let limits = [
        (Limit::SignIn, vec![caller.network.as_str()]),
        (Limit::SignIn, vec![known_by]),
    ];
    let within = caller.within(&mut query, ADDRESS, &limits).await;
    let mut found = None;
    if within.map_err(|error| caller.failed(&error))? {
        found = match caller
            .accounts
            .by_password(address.as_ref(), &password)
            .await
        {
            Ok(found) => found,
            Err(AccountsError::Busy) => {
                query.refuse(ADDRESS, "account-busy", "", "");
                None
            }
            Err(error) => return Err(caller.failed(&error)),
        };
        if found.is_none() && query.errors.is_empty() {
            tracing::info!(target: "security", "a sign-in by password was refused");
            query.refuse(PASSWORD, "account-sign-in-wrong", "", "");
        }
    }
    let Some(account) = found else {
        let asked = SignIn {
            again: caller.signed.is_some(),
            unkept: false,
            next: next(&wanted),
            typed: &typed,
            errors: &query.errors,
        };
        return Ok(show_sign_in(&caller, &asked));
    };
    let begun = caller
        .accounts
        .begin_session(
            account,
            Proof::Password,
            &caller.device,
            caller.token.as_ref(),
        )
        .await;
    let token = begun.map_err(|error| caller.failed(&error))?;
    Ok(caller.signed_in(&token, next(&wanted)))
}

async fn mail_page(caller: Caller) -> Answer {
    let page = sign_in::asking(&caller.visit.ui, Asking::Mail, "", &[]);
    Ok(caller.page(StatusCode::OK, &page))
}

async fn register_page(caller: Caller) -> Answer {
    let page = sign_in::asking(&caller.visit.ui, Asking::Register, "", &[]);
    Ok(caller.page(StatusCode::OK, &page))
}

async fn mail(caller: Caller, body: String) -> Answer {
    asked(caller, Asking::Mail, body).await
}

async fn register(caller: Caller, body: String) -> Answer {
    asked(caller, Asking::Register, body).await
}

/// Whether mail waits for a server that does not take it, whosever it is.
async fn mail_is_late(caller: &Caller) -> Result<bool, Failure> {
    let waiting = caller.accounts.mail_waiting().await;
    Ok(waiting.map_err(|error| caller.failed(&error))?.tries > 1)
}

/// Mails a link. What the page says, and how long it takes, is the same whether the address is known; and what it says is the same
/// where others asked for the address too often: the link that was mailed last works, and nobody keeps its owner out.
async fn asked(caller: Caller, asking: Asking, body: String) -> Answer {
    let mut query = Query::parse(&body);
    let (typed, address) = address(&mut query);
    let mut sent = false;
    if let Some(address) = address {
        let network = caller.network.as_str();
        let limits = [
            (Limit::Mail, vec![address.as_str(), network]),
            match asking {
                Asking::Mail => (Limit::SignIn, vec![network]),
                Asking::Register => (Limit::NewAccounts, vec![network]),
            },
        ];
        let within = caller.within(&mut query, ADDRESS, &limits).await;
        if within.map_err(|error| caller.failed(&error))? {
            let done = send_link(&caller, asking, address).await;
            done.map_err(|error| caller.failed(&error))?;
            sent = true;
        }
    }
    let ui = &caller.visit.ui;
    let page = match sent {
        true => sign_in::sent(ui, mail_is_late(&caller).await?),
        false => sign_in::asking(ui, asking, &typed, &query.errors),
    };
    Ok(caller.page(status(&query.errors), &page))
}

async fn send_link(
    caller: &Caller,
    asking: Asking,
    address: MailAddress,
) -> Result<(), AccountsError> {
    let accounts = &caller.accounts;
    let for_what = match asking {
        Asking::Mail => "mail",
        Asking::Register => "register",
    };
    let who = [address.as_str(), for_what];
    if accounts.count(Limit::MailTo, &who).await? != Counted::Within {
        return Ok(());
    }
    let account = accounts.account_of(&address).await?;
    let (purpose, letter) = match (asking, account) {
        (Asking::Mail, Some(_)) => (Purpose::SignIn, Letter::SignIn),
        // A link that leads nowhere and is sent to nobody, so that both take as long.
        (Asking::Mail, None) => (Purpose::SignIn, Letter::NoAccount),
        (Asking::Register, None) => (Purpose::Register, Letter::Register),
        (Asking::Register, Some(_)) => (Purpose::SignIn, Letter::Known),
    };
    let link = Link {
        purpose,
        address: address.clone(),
        account,
    };
    let token = accounts.make_link(&link).await?;
    letters::send(&caller.visit.ui, accounts, address, account, letter, &token).await
}

async fn link_page(caller: Caller, RawQuery(raw): RawQuery) -> Answer {
    let token = Query::parse(raw.as_deref().unwrap_or_default()).text(TOKEN);
    let ui = &caller.visit.ui;
    let mut page = None;
    if let Some(token) = Token::parse(&token) {
        let link = caller.accounts.look_at_link(&token).await;
        let link = link.map_err(|error| caller.failed(&error))?;
        page = link.map(|link| sign_in::link(ui, &link, &token));
    }
    Ok(match page {
        Some(page) => caller.page(StatusCode::OK, &page),
        None => caller.page(StatusCode::NOT_FOUND, &sign_in::dead_link(ui)),
    })
}

async fn use_link(caller: Caller, body: String) -> Answer {
    let ui = &caller.visit.ui;
    let token = Token::parse(&Query::parse(&body).text(TOKEN));
    let dead = || caller.page(StatusCode::NOT_FOUND, &sign_in::dead_link(ui));
    let Some(token) = token else {
        return Ok(dead());
    };
    let used = follow(&caller, &token);
    let used = used.await.map_err(|error| caller.failed(&error))?;
    Ok(used.unwrap_or_else(dead))
}

/// Does what a link is for; `None` where it leads nowhere.
async fn follow(caller: &Caller, token: &Token) -> Result<Option<Response<Body>>, AccountsError> {
    let (accounts, ui) = (&caller.accounts, &caller.visit.ui);
    let Some(link) = accounts.look_at_link(token).await? else {
        return Ok(None);
    };
    let Some(account) = accounts.use_link(token, ui.lang.tag()).await? else {
        return Ok(None);
    };
    if link.purpose == Purpose::Contact {
        letters::tell(ui, accounts, account, Notice::ContactAdded, None).await?;
        return Ok(Some(caller.to(links::ACCOUNT)));
    }
    let before = caller.token.as_ref();
    let begun = accounts.begin_session(account, Proof::Link, &caller.device, before);
    Ok(Some(caller.signed_in(&begun.await?, links::ACCOUNT)))
}

async fn sign_out(caller: Caller) -> Answer {
    if let Some(token) = &caller.token {
        let ended = caller.accounts.sign_out(token).await;
        ended.map_err(|error| caller.failed(&error))?;
    }
    Ok(caller.signed_out(links::SIGN_IN))
}

async fn sign_out_everywhere(caller: Caller) -> Answer {
    let signed = signed!(caller.signed());
    let session = &signed.session;
    let ended = caller
        .accounts
        .sign_out_everywhere(session.account, Some(session));
    ended.await.map_err(|error| caller.failed(&error))?;
    Ok(caller.to(links::ACCOUNT))
}

async fn sign_device_out(caller: Caller, body: String) -> Answer {
    let signed = signed!(caller.signed());
    let id = Query::parse(&body).text(ID);
    let ended = caller
        .accounts
        .end_session(signed.session.account, &id)
        .await;
    ended.map_err(|error| caller.failed(&error))?;
    Ok(caller.to(links::ACCOUNT))
}

async fn own_page(caller: Caller) -> Answer {
    let signed = signed!(caller.signed());
    show(&caller, signed, "", &[]).await
}

/// One's own page, with what was wrong with a form on it.
async fn show(caller: &Caller, signed: &Signed, typed: &str, errors: &[FieldError]) -> Answer {
    let account = signed.session.account;
    let read = async {
        let sessions = caller.accounts.sessions(account).await?;
        Ok::<Own, AccountsError>(Own {
            contacts: caller.accounts.contacts(account).await?,
            sessions,
            here: signed.session.id.clone(),
            password: caller.accounts.has_password(account).await?,
            passkeys: caller.accounts.passkeys(account).await?,
            identities: caller.accounts.identities(account).await?,
            provider: caller.accounts.provider().cloned(),
            recovery: signed.recovery,
            now: caller.accounts.now(),
            shown: signed.session.proved_by == Proof::Passkey,
            standing: signed.standing(),
            roles: signed.roles.clone(),
            device: Device::of(caller.party.as_ref()),
        })
    };
    let own = read.await.map_err(|error| caller.failed(&error))?;
    let page = own::view(&caller.visit.ui, &own, typed, errors);
    Ok(caller.page(status(errors), &page))
}

async fn add_contact(caller: Caller, body: String) -> Answer {
    let signed = signed!(caller.fresh());
    let mut query = Query::parse(&body);
    let (typed, address) = address(&mut query);
    let Some(address) = address else {
        return show(&caller, signed, &typed, &query.errors).await;
    };
    let counted = [
        (Limit::Mail, vec![address.as_str(), caller.network.as_str()]),
        (Limit::MailTo, vec![address.as_str(), "contact"]),
    ];
    let within = caller.within(&mut query, ADDRESS, &counted).await;
    if !within.map_err(|error| caller.failed(&error))? {
        return show(&caller, signed, &typed, &query.errors).await;
    }
    let account = Some(signed.session.account);
    let sent = async {
        let accounts = &caller.accounts;
        let link = Link {
            purpose: Purpose::Contact,
            address: address.clone(),
            account,
        };
        let token = accounts.make_link(&link).await?;
        // Whose it is already is not told here: the link then adds nothing.
        let ui = &caller.visit.ui;
        letters::send(ui, accounts, address, account, Letter::Contact, &token).await
    };
    sent.await.map_err(|error| caller.failed(&error))?;
    let late = mail_is_late(&caller).await?;
    Ok(caller.page(StatusCode::OK, &sign_in::sent(&caller.visit.ui, late)))
}

async fn remove_contact(caller: Caller, body: String) -> Answer {
    let signed = signed!(caller.fresh());
    let account = signed.session.account;
    if let Some(address) = MailAddress::parse(&Query::parse(&body).text(ADDRESS)) {
        let removed = async {
            let accounts = &caller.accounts;
            if accounts.remove_contact(account, &address).await? {
                let (ui, removed) = (&caller.visit.ui, Notice::ContactRemoved);
                letters::tell(ui, accounts, account, removed, Some(address)).await?;
            }
            Ok::<(), AccountsError>(())
        };
        removed.await.map_err(|error| caller.failed(&error))?;
    }
    Ok(caller.to(links::ACCOUNT))
}
