//! What somebody did on the record: taken along, and erased one by one.

use axum::body::Body;
use axum::extract::RawQuery;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION};
use axum::http::{HeaderValue, Response};
use axum::response::IntoResponse;
use madang_accounts::Taken;
use madang_programme::Actor;
use madang_programme::content::OwnContentErased;
use madang_store::OwnAct;
use serde::Serialize;

use super::erase::names;
use crate::accounts::caller::{Caller, Signed, signed};
use crate::accounts::links;
use crate::accounts::record::{self, ENTRY, LAST_PAGE, NAME, PER_PAGE};
use crate::frame::app::{Answer, Failure};
use crate::frame::form::PAGE;
use crate::frame::query::{MOST_EXACT, Query, WHOLE};

/// What somebody takes along: what the accounts hold, and what they did on the record.
#[derive(Serialize)]
struct Whole {
    #[serde(flatten)]
    account: Taken,
    /// Under each of their names, the oldest first: voices, proposals, comments, endorsements and whatever else.
    record: Vec<OfName>,
}

/// What somebody did in one name.
#[derive(Serialize)]
struct OfName {
    actor: String,
    acts: Vec<OwnAct>,
}

async fn of_name(caller: &Caller, name: &Actor) -> Result<Vec<OwnAct>, Failure> {
    let acts = caller.visit.store.own_acts(name).await;
    acts.map_err(|error| caller.visit.store_failed(&error))
}

/// The file.
pub async fn data(caller: Caller) -> Answer {
    let signed = signed!(caller.whole());
    let taken = caller.accounts.take(signed.session.account).await;
    let taken = taken.map_err(|error| caller.failed(&error))?;
    let account = taken.ok_or_else(|| caller.visit.not_found())?;
    let mut record = Vec::new();
    for name in names(&caller, signed).await? {
        let acts = of_name(&caller, &name).await?;
        let actor = name.to_string();
        record.push(OfName { actor, acts });
    }
    let mut response: Response<Body> = axum::Json(Whole { account, record }).into_response();
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let name = "attachment; filename=\"madang-account.json\"";
    headers.insert(CONTENT_DISPOSITION, HeaderValue::from_static(name));
    Ok(response)
}

/// All of it, the newest first.
async fn all(caller: &Caller, signed: &Signed) -> Result<Vec<OwnAct>, Failure> {
    let mut all = Vec::new();
    for name in names(caller, signed).await? {
        all.extend(of_name(caller, &name).await?);
    }
    all.sort_by_key(|act| std::cmp::Reverse(act.entry));
    Ok(all)
}

/// The page.
pub async fn page(caller: Caller, RawQuery(raw): RawQuery) -> Answer {
    let signed = signed!(caller.whole());
    let mut query = Query::parse(raw.as_deref().unwrap_or_default());
    show(&caller, signed, &mut query).await
}

async fn show(caller: &Caller, signed: &Signed, query: &mut Query) -> Answer {
    let number = query.number(PAGE, 1..=LAST_PAGE, 1);
    let acts = all(caller, signed).await?;
    let first = usize::try_from(number - 1).unwrap_or(0) * PER_PAGE;
    let shown: Vec<&OwnAct> = acts.iter().skip(first).take(PER_PAGE).collect();
    let shown = record::Shown {
        acts: &shown,
        total: acts.len(),
        page: number,
        errors: &query.errors,
    };
    let page = record::view(&caller.visit.ui, &shown);
    Ok(caller.form(&query.errors, &page))
}

/// Erases one content.
pub async fn erase(caller: Caller, body: String) -> Answer {
    let signed = signed!(caller.whole());
    let mut query = Query::parse(&body);
    let entry = query.optional_number(ENTRY, 0..=MOST_EXACT);
    let name = query.text(NAME);
    let mut own = None;
    for actor in names(&caller, signed).await? {
        let acts = of_name(&caller, &actor).await?;
        let mut acts = acts.iter().filter(|act| Some(act.entry) == entry);
        if acts.any(|act| act.contents.iter().any(|words| words.name == name)) {
            own = Some(actor);
        }
    }
    match (own, entry) {
        (Some(actor), Some(entry)) => {
            let facts = OwnContentErased { entry, name };
            let erased = caller.visit.store.erase_own_content(actor, facts).await;
            if let Some(erased) = caller.noted(erased, &mut query)? {
                for remains in erased.remains {
                    tracing::warn!(target: "security", %remains, "traces of erased contents are left");
                }
                return Ok(caller.to(links::RECORD));
            }
        }
        _ => query.refuse(WHOLE, "account-record-not-yours", "", ""),
    }
    show(&caller, signed, &mut query).await
}
