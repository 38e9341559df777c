//! Notes of officials: read, written and erased.

use axum::body::Body;
use axum::extract::Path;
use axum::http::Response;
use madang_accounts::{Note, NoteWords};
use madang_programme::{Actor, Role};

use crate::accounts::caller::Caller;
use crate::answers::links::{self, Way};
use crate::answers::notes::{self, ERASE, LONGEST, NOTE, Shown};
use crate::answers::routes::reading::{Read, not_yours, read};
use crate::frame::app::{Answer, Failure};
use crate::frame::form::Sending;
use crate::frame::query::Query;

type Named = Path<(String, String, String)>;

/// An official of the programme before the notes.
struct At {
    caller: Caller,
    read: Read,
    actor: Actor,
}

/// What the accounts know something by.
fn place(read: &Read) -> String {
    read.subject.on_record(read.id())
}

/// What is noted about something.
///
/// # Errors
/// The page that says that the accounts do not answer.
pub async fn noted(caller: &Caller, read: &Read) -> Result<Vec<Note>, Failure> {
    let notes = caller.accounts.notes(&place(read)).await;
    notes.map_err(|error| caller.failed(&error))
}

async fn at(
    caller: Caller,
    (programme, kind, id): (String, String, String),
) -> Result<Result<At, Box<Response<Body>>>, Failure> {
    let mut read = read(&caller, (&programme, &kind, &id)).await?;
    let actor = match caller.acting(Role::Official, Some(&programme), None) {
        Ok(actor) => actor,
        Err(elsewhere) => return Ok(Err(elsewhere)),
    };
    let Some(actor) = actor else {
        let page = not_yours(&caller, &read.institutions, None);
        return Ok(Err(Box::new(page)));
    };
    read.read_restricted(&caller, &actor).await?;
    Ok(Ok(At {
        caller,
        read,
        actor,
    }))
}

impl At {
    async fn page(&self, sending: &Sending, typed: &str, query: &Query) -> Answer {
        let notes = noted(&self.caller, &self.read).await?;
        let shown = Shown {
            of: self.read.of(),
            notes: &notes,
            sending,
            typed,
            errors: &query.errors,
        };
        let page = notes::view(&self.caller.visit.ui, &shown);
        Ok(self.caller.form(&query.errors, &page))
    }
}

/// The notes, with the form for another one.
pub async fn asked(caller: Caller, Path(named): Named) -> Answer {
    let at = match at(caller, named).await? {
        Ok(at) => at,
        Err(elsewhere) => return Ok(*elsewhere),
    };
    at.page(&Sending::new(None), "", &Query::default()).await
}

/// A note that was written, or is to be erased.
pub async fn sent(caller: Caller, Path(named): Named, body: String) -> Answer {
    let at = match at(caller, named).await? {
        Ok(at) => at,
        Err(elsewhere) => return Ok(*elsewhere),
    };
    let mut query = Query::parse(&body);
    let sending = Sending::sent(&mut query);
    let (erase, text) = (query.text(ERASE), query.prose(NOTE));
    let accounts = &at.caller.accounts;
    let failed = |error| at.caller.failed(&error);
    let here = links::act(at.read.id(), &at.read.subject, Way::Notes);
    if !erase.is_empty() && query.errors.is_empty() {
        let erased = accounts.erase_note(&place(&at.read), &erase).await;
        erased.map_err(failed)?;
        return Ok(at.caller.to(&here));
    }
    if text.is_empty() {
        query.refuse(NOTE, "error-empty", "", "");
    } else if text.chars().count() > LONGEST {
        query.refuse(NOTE, "error-long", "", LONGEST.to_string());
    }
    let Some(signed) = at
        .caller
        .signed
        .as_ref()
        .filter(|_| query.errors.is_empty())
    else {
        return at.page(&sending, &text, &query).await;
    };
    let words = NoteWords {
        by: at.actor.to_string(),
        text,
    };
    let place = place(&at.read);
    let kept = accounts.note(signed.account(), (&place, &sending.key), &words);
    kept.await.map_err(failed)?;
    Ok(at.caller.to(&here))
}
