//! A need changed on pages: voices are put in or taken out, or others are merged into it.

use axum::body::Body;
use axum::extract::Path;
use axum::http::{Response, StatusCode};
use madang_programme::Command;
use madang_programme::needs::{NeedVoicesChanged, NeedsMerged};
use madang_store::Submission;
use maud::html;

use crate::accounts::caller::Caller;
use crate::frame::act::{Places, not_recorded, once, tried};
use crate::frame::app::{Answer, Failure};
use crate::frame::form::{PAGE, Sending};
use crate::frame::picking::{LAST_PAGE, PICK, checked, chosen};
use crate::frame::query::{FieldError, Query};
use crate::frame::steps::{self, STEP};
use crate::model::{NeedDetail, NeedFilter, NeedStanding};
use crate::needs::acts::{self, FROM, PARTS, Place, Preview};
use crate::needs::labels::{Named, needs};
use crate::needs::links::{self, Way};
use crate::needs::routes::choosing::{At, at};
use crate::voices::labels::{PICKED, TICK};
use crate::voices::routes::chosen_voices;

/// Where on these forms stands what the record calls by these names.
const PLACES: Places<'_> = &[
    ("add", TICK),
    ("remove", TICK),
    ("left", TICK),
    ("from", FROM),
    ("title", PARTS[0].here),
];

/// A programme and a need of it, as an address names them.
pub type InPath = Path<(String, String)>;

pub fn place<'a>(at: &'a At, need: &'a NeedDetail, way: Way) -> Place<'a> {
    Place {
        programme: &at.programme,
        need: Some(need),
        way: Some(way),
    }
}

/// Where a need is changed, with the need; or where somebody goes who may not, or where it can be changed no more.
pub async fn begin(
    caller: Caller,
    named: (String, String),
) -> Result<Result<(At, NeedDetail), Box<Response<Body>>>, Failure> {
    Ok(match reach(caller, named).await? {
        Ok((at, need)) => match elsewhere(&at, &need) {
            Some(elsewhere) => Err(Box::new(elsewhere)),
            None => Ok((at, need)),
        },
        Err(elsewhere) => Err(elsewhere),
    })
}

/// The same whatever became of it: what is released twice gets the same receipts.
pub async fn reach(
    caller: Caller,
    (programme, id): (String, String),
) -> Result<Result<(At, NeedDetail), Box<Response<Body>>>, Failure> {
    Ok(match at(caller, &programme).await? {
        Ok(at) => {
            let need = at.need(&id).await?;
            Ok((at, need))
        }
        Err(elsewhere) => Err(elsewhere),
    })
}

/// The way to what became of a need that goes on under its own name no more.
fn elsewhere(at: &At, need: &NeedDetail) -> Option<Response<Body>> {
    match need.standing {
        NeedStanding::Live => None,
        NeedStanding::Split | NeedStanding::Merged => {
            Some(at.caller.to(&links::need(at.id(), &need.facts.id)))
        }
    }
}

/// Records all of it at once, and leads to the need; what refuses it is noted, and nothing is given.
pub async fn recorded(
    at: &At,
    need: &NeedDetail,
    asked: Vec<Submission>,
    query: &mut Query,
) -> Option<Response<Body>> {
    match at.caller.visit.store.submit_all(asked).await {
        Ok(done) => {
            let entries: Vec<u64> = done.iter().map(|done| done.index).collect();
            let page = links::done(at.id(), &need.facts.id, &entries);
            Some(at.caller.to(&page))
        }
        Err(error) => {
            not_recorded(&at.caller.visit, query, PLACES, &error);
            None
        }
    }
}

async fn pick(
    at: &At,
    need: &NeedDetail,
    way: Way,
    (chosen, page): (&[String], u64),
    query: Query,
) -> Answer {
    let of = match way {
        Way::Remove => Some(need),
        Way::Add | Way::Split | Way::Merge => None,
    };
    at.pick_from(&place(at, need, way), of, (chosen, page), query)
        .await
}

async fn voices_asked(caller: Caller, named: (String, String), way: Way) -> Answer {
    let (at, need) = match begin(caller, named).await? {
        Ok(begun) => begun,
        Err(elsewhere) => return Ok(*elsewhere),
    };
    let mut query = Query::parse(&at.caller.visit.ui.query);
    let page = query.number(PAGE, 1..=LAST_PAGE, 1);
    let chosen = chosen(&query, &PICKED);
    pick(&at, &need, way, (&chosen, page), query).await
}

async fn voices_sent(caller: Caller, named: (String, String), body: String, way: Way) -> Answer {
    let (at, need) = match begin(caller, named).await? {
        Ok(begun) => begun,
        Err(elsewhere) => return Ok(*elsewhere),
    };
    let mut query = Query::parse(&body);
    let step = query.text(STEP);
    let mut chosen = chosen(&query, &PICKED);
    let held = at.caller.visit.store.with_state(|state| {
        let held = state.need(at.id(), &need.facts.id).ok()?;
        let of = |id: &String| held.holds(id) == (way == Way::Remove);
        Some(
            chosen
                .iter()
                .filter(|id| of(id))
                .cloned()
                .collect::<Vec<_>>(),
        )
    });
    let held = held
        .await
        .map_err(|error| at.caller.visit.store_failed(&error))?;
    // What it groups already is not put in again, and the other way round.
    if let (Some(held), true) = (held, step == PICK) {
        chosen = held;
    }
    let fits = checked(&mut query, &PICKED, &chosen);
    if !fits || step == steps::CHANGE {
        return pick(&at, &need, way, (&chosen, 1), query).await;
    }
    let sending = match step.as_str() {
        PICK => Sending::new(None),
        _ => Sending::sent(&mut query),
    };
    let voices = chosen_voices(&at.caller.visit, at.id(), &chosen, &mut query).await?;
    let (add, remove) = match way {
        Way::Remove => (Vec::new(), chosen.clone()),
        Way::Add | Way::Split | Way::Merge => (chosen.clone(), Vec::new()),
    };
    let command = Command::plain(NeedVoicesChanged {
        programme: at.id().to_owned(),
        need: need.facts.id.clone(),
        add,
        remove,
    });
    let visit = &at.caller.visit;
    if !query.errors.is_empty() {
        return pick(&at, &need, way, (&chosen, 1), query).await;
    }
    if step == steps::RELEASE {
        let asked = vec![once(&at.actor, &sending.key, command)];
        return match recorded(&at, &need, asked, &mut query).await {
            Some(response) => Ok(response),
            None => pick(&at, &need, way, (&chosen, 1), query).await,
        };
    }
    if !tried(visit, &mut query, PLACES, &at.actor, command).await? {
        return pick(&at, &need, way, (&chosen, 1), query).await;
    }
    let joined = chosen.join(",");
    let key = match way {
        Way::Remove => "need-preview-removed",
        Way::Add | Way::Split | Way::Merge => "need-preview-added",
    };
    let preview = Preview {
        place: place(&at, &need, way),
        said: vec![],
        parts: vec![(visit.ui.t(key), voices.iter().collect())],
        sending: &sending,
        typed: &[("voices", &joined)],
    };
    Ok(at
        .caller
        .page(StatusCode::OK, &acts::preview(&visit.ui, &preview)))
}

/// The voices that are put in.
pub async fn add(caller: Caller, Path(named): InPath) -> Answer {
    voices_asked(caller, named, Way::Add).await
}

/// They are put in.
pub async fn add_sent(caller: Caller, Path(named): InPath, body: String) -> Answer {
    voices_sent(caller, named, body, Way::Add).await
}

/// The voices that are taken out.
pub async fn remove(caller: Caller, Path(named): InPath) -> Answer {
    voices_asked(caller, named, Way::Remove).await
}

/// They are taken out.
pub async fn remove_sent(caller: Caller, Path(named): InPath, body: String) -> Answer {
    voices_sent(caller, named, body, Way::Remove).await
}

/// The needs that could be merged into one: those that group voices, the most first.
async fn others(at: &At, need: &NeedDetail) -> Result<Vec<NeedDetail>, Failure> {
    let filter = NeedFilter {
        limit: 100,
        ..NeedFilter::default()
    };
    let visit = &at.caller.visit;
    let found = visit.store.needs(at.id(), &filter).await;
    let mut found = found.map_err(|error| visit.store_failed(&error))?.items;
    found.retain(|other| other.facts.id != need.facts.id);
    Ok(found)
}

fn merging(
    at: &At,
    need: &NeedDetail,
    others: &[NeedDetail],
    (chosen, sending): (&[String], &Sending),
    errors: &[FieldError],
) -> Response<Body> {
    let place = place(at, need, Way::Merge);
    let page = acts::merging(&at.caller.visit.ui, &place, others, chosen, sending, errors);
    at.caller.form(errors, &page)
}

/// The needs that are merged into it.
pub async fn merge(caller: Caller, Path(named): InPath) -> Answer {
    let (at, need) = match begin(caller, named).await? {
        Ok(begun) => begun,
        Err(elsewhere) => return Ok(*elsewhere),
    };
    let others = others(&at, &need).await?;
    Ok(merging(
        &at,
        &need,
        &others,
        (&[], &Sending::new(None)),
        &[],
    ))
}

/// They are merged into it.
pub async fn merge_sent(caller: Caller, Path(named): InPath, body: String) -> Answer {
    let (at, need) = match begin(caller, named).await? {
        Ok(begun) => begun,
        Err(elsewhere) => return Ok(*elsewhere),
    };
    let mut query = Query::parse(&body);
    let (sending, step) = (Sending::sent(&mut query), query.text(STEP));
    let from: Vec<String> = query.all(FROM.name).map(str::to_owned).collect();
    let others = others(&at, &need).await?;
    let form = |errors: &[FieldError]| Ok(merging(&at, &need, &others, (&from, &sending), errors));
    if from.is_empty() {
        query.refuse(FROM, "need-needed", "", "");
    }
    if step == steps::CHANGE || !query.errors.is_empty() {
        return form(&query.errors);
    }
    let command = Command::plain(NeedsMerged {
        programme: at.id().to_owned(),
        from: from.clone(),
        into: need.facts.id.clone(),
    });
    let visit = &at.caller.visit;
    if step == steps::RELEASE {
        let asked = vec![once(&at.actor, &sending.key, command)];
        return match recorded(&at, &need, asked, &mut query).await {
            Some(response) => Ok(response),
            None => form(&query.errors),
        };
    }
    if !tried(visit, &mut query, PLACES, &at.actor, command).await? {
        return form(&query.errors);
    }
    let ui = &visit.ui;
    let named: Named = others
        .iter()
        .map(|other| (other.facts.id.clone(), other.clone()))
        .collect();
    let chosen = others.iter().filter(|other| from.contains(&other.facts.id));
    let sum: u64 = chosen.map(|other| other.voices).sum();
    let most = ui.count("voice-count", sum + need.voices);
    let said = html! {
        p { (ui.t("need-preview-merged")) }
        (needs(ui, at.id(), &named, &from))
        p { (ui.tf("need-preview-merged-most", &[("voices", most.into())])) }
    };
    let carried = steps::typed(&query);
    let preview = Preview {
        place: place(&at, &need, Way::Merge),
        said: vec![said],
        parts: vec![],
        sending: &sending,
        typed: &carried,
    };
    Ok(at.caller.page(StatusCode::OK, &acts::preview(ui, &preview)))
}
