//! Erasing oneself: the account, and what was said as well where that is wanted.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use madang_accounts::Scope;
use madang_programme::{Actor, Command, Role};
use madang_store::{OwnContent, Submission, SubmitError};

use crate::accounts::caller::{Caller, Signed, signed};
use crate::accounts::erasing::{self, ERASE, Erasing, KEEP, TEXTS};
use crate::accounts::links;
use crate::frame::app::{Answer, Failure};
use crate::frame::fault::Fault;
use crate::frame::query::{Query, WHOLE};

/// In which names somebody spoke on the record.
pub async fn names(caller: &Caller, signed: &Signed) -> Result<Vec<Actor>, Failure> {
    let known = caller.accounts.pseudonyms(signed.account()).await;
    let known = known.map_err(|error| caller.failed(&error))?;
    // What somebody did in a role is the office's.
    let own = known
        .iter()
        .filter(|(scope, _)| *scope != Scope::Roles.to_string());
    Ok(own
        .filter_map(|(_, name)| Actor::new(Role::Participant, name).ok())
        .collect())
}

/// What somebody said on the record.
async fn said(caller: &Caller, names: &[Actor]) -> Result<Vec<OwnContent>, Failure> {
    let store = &caller.visit.store;
    let mut said = Vec::new();
    for name in names {
        let own = store.own_contents(name).await;
        said.extend(own.map_err(|error| caller.visit.store_failed(&error))?);
    }
    said.sort_by_key(|content| content.entry);
    Ok(said)
}

/// Asks before it is done.
pub async fn asked(caller: Caller) -> Answer {
    let signed = signed!(caller.confirmed(links::ERASE));
    let texts = said(&caller, &names(&caller, signed).await?).await?;
    let erasing = Erasing {
        holds: !signed.roles.is_empty(),
        texts: &texts,
        chosen: "",
        errors: &[],
    };
    let page = erasing::view(&caller.visit.ui, &erasing);
    Ok(caller.page(StatusCode::OK, &page))
}

/// Does it. The words go first: without the account nobody could have them erased any more.
pub async fn erase(caller: Caller, body: String) -> Answer {
    let signed = signed!(caller.confirmed(links::ERASE));
    let mut query = Query::parse(&body);
    let chosen = query.text(TEXTS);
    let own = names(&caller, signed).await?;
    let texts = said(&caller, &own).await?;
    let holds = !signed.roles.is_empty();
    if !texts.is_empty() && ![ERASE, KEEP].contains(&chosen.as_str()) {
        query.refuse(TEXTS, "account-erase-choose", "", "");
    }
    if !holds && query.errors.is_empty() && chosen == ERASE {
        erase_texts(&caller, signed, &own, &mut query).await?;
    }
    if holds || !query.errors.is_empty() {
        let erasing = Erasing {
            holds,
            texts: &texts,
            chosen: &chosen,
            errors: &query.errors,
        };
        let status = match holds {
            true => StatusCode::CONFLICT,
            false => StatusCode::BAD_REQUEST,
        };
        let page = erasing::view(&caller.visit.ui, &erasing);
        return Ok(caller.page(status, &page));
    }
    if !unendorse(&caller, &own).await? {
        return Err(caller.visit.fault(Fault::Unavailable));
    }
    let gone = caller.accounts.erase(signed.account()).await;
    let remains = gone.map_err(|error| caller.failed(&error))?;
    for remains in remains {
        tracing::warn!(target: "security", ?remains, "traces of an erased account are left");
    }
    Ok(caller.signed_out(links::ERASED))
}

/// Takes back what somebody endorsed: without the account they could not any more, and under another they would count once more. Gives
/// whether nothing of it is left.
async fn unendorse(caller: &Caller, own: &[Actor]) -> Result<bool, Failure> {
    let store = &caller.visit.store;
    let names: BTreeSet<&str> = own.iter().map(|name| name.pseudonym.as_str()).collect();
    let standing = store.with_state(|state| state.endorsements_under(&names));
    let standing = standing
        .await
        .map_err(|error| caller.visit.store_failed(&error))?;
    for (name, facts) in standing {
        let Ok(actor) = Actor::new(Role::Participant, &name) else {
            continue;
        };
        let taken_back = Submission {
            actor,
            idempotency_key: None,
            command: Command::plain(facts),
            terms: Default::default(),
        };
        if let Err(error) = store.submit(taken_back).await {
            tracing::error!(%error, "an endorsement of an account that is erased could not be taken back");
            return Ok(false);
        }
    }
    Ok(true)
}

/// Erases what somebody said; what refuses it is noted for the page, and nothing of the account is gone then.
async fn erase_texts(
    caller: &Caller,
    signed: &Signed,
    own: &[Actor],
    query: &mut Query,
) -> Result<(), Failure> {
    // Nothing more is said on another device meanwhile.
    let alone = caller
        .accounts
        .sign_out_everywhere(signed.account(), Some(&signed.session));
    alone.await.map_err(|error| caller.failed(&error))?;
    match caller.visit.store.erase_own(own).await {
        Ok(erased) => {
            for remains in erased.remains {
                tracing::warn!(target: "security", %remains, "traces of erased contents are left");
            }
        }
        Err(
            error @ (SubmitError::Refused(_)
            | SubmitError::RefusedAt { .. }
            | SubmitError::ReadOnly(_)),
        ) => {
            let why = error.said().in_language(caller.visit.ui.lang);
            query.refuse(WHOLE, "account-erase-refused", &why, "");
        }
        Err(error) => {
            tracing::error!(%error, "what somebody said could not be erased");
            query.refuse(WHOLE, "account-erase-unavailable", "", "");
        }
    }
    Ok(())
}

/// What is said to somebody who has erased themselves.
pub async fn erased(caller: Caller) -> Answer {
    Ok(caller.page(StatusCode::OK, &erasing::erased(&caller.visit.ui)))
}
