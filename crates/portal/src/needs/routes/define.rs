//! A need defined on pages: its voices are chosen from the list, then it gets its name.

use axum::body::Body;
use axum::extract::Path;
use axum::http::{Response, StatusCode};
use madang_programme::Command;
use madang_programme::needs::{DefineNeed, NeedDefined, NeedText, NeedVoicesChanged};
use madang_store::SubmitError;
use maud::html;

use crate::accounts::caller::Caller;
use crate::frame::act::{Places, not_recorded, once, tried};
use crate::frame::app::{Answer, Failure};
use crate::frame::form::{Field, PAGE, Sending};
use crate::frame::picking::{LAST_PAGE, MOST, PICK, chosen};
use crate::frame::query::Query;
use crate::frame::steps::{self, STEP};
use crate::model::VoiceDetail;
use crate::needs::acts::{self, Place, Preview, SUMMARY, TITLE, Typed};
use crate::needs::links;
use crate::needs::routes::choosing::{At, at};
use crate::programmes::labels::GROUP;
use crate::voices::labels::{PICKED, TICK};
use crate::voices::routes::chosen_voices;

/// The number that it was looked at with.
const ID: Field = Field::for_programs("id");

/// Where on the form stands what the record calls by these names.
const PLACES: Places<'_> = &[
    ("title", TITLE.here),
    ("summary", SUMMARY.here),
    ("group", GROUP),
];

fn place(at: &At) -> Place<'_> {
    Place {
        programme: &at.programme,
        need: None,
        way: None,
    }
}

/// The list to choose voices from.
pub async fn asked(caller: Caller, Path(programme): Path<String>) -> Answer {
    let at = match at(caller, &programme).await? {
        Ok(at) => at,
        Err(elsewhere) => return Ok(*elsewhere),
    };
    let mut query = Query::parse(&at.caller.visit.ui.query);
    let page = query.number(PAGE, 1..=LAST_PAGE, 1);
    let chosen = chosen(&query, &PICKED);
    at.pick(&place(&at), &chosen, page, query).await
}

/// The voices were chosen, it was written, or is to be released.
pub async fn sent(caller: Caller, Path(programme): Path<String>, body: String) -> Answer {
    let at = match at(caller, &programme).await? {
        Ok(at) => at,
        Err(elsewhere) => return Ok(*elsewhere),
    };
    let mut query = Query::parse(&body);
    let step = query.text(STEP);
    let mut chosen = chosen(&query, &PICKED);
    if chosen.len() > MOST {
        query.refuse(TICK, "pick-too-many", "", MOST.to_string());
        chosen.truncate(MOST);
        return at.pick(&place(&at), &chosen, 1, query).await;
    }
    let sending = match step.as_str() {
        PICK => Sending::new(None),
        _ => Sending::sent(&mut query),
    };
    let voices = chosen_voices(&at.caller.visit, at.id(), &chosen, &mut query).await?;
    let typed = Typed::read(&mut query);
    let visit = &at.caller.visit;
    let (ui, lang) = (&visit.ui, visit.ui.lang);
    let form = |errors: &[_]| {
        let page = acts::defining(ui, &place(&at), &voices, &sending, &typed, errors);
        Ok(at.caller.form(errors, &page))
    };
    if step == PICK || step == steps::CHANGE {
        return form(&query.errors);
    }
    let title = typed.title.text(lang);
    title
        .is_none()
        .then(|| query.refuse(TITLE.here, "need-needed", "", ""));
    let (Some(title), true) = (title, query.errors.is_empty()) else {
        return form(&query.errors);
    };
    let text = NeedText {
        title,
        summary: typed.summary.text(lang),
    };
    let id = numbered(&at, &sending, &step, query.text(ID)).await?;
    let facts = NeedDefined {
        programme: programme.clone(),
        id: id.clone(),
        group: Some(typed.group.clone()).filter(|group| !group.is_empty()),
    };
    let define = Command::from(DefineNeed {
        facts,
        text: text.clone(),
    });
    if step == steps::RELEASE {
        return match released(&at, &sending, define, (&id, &voices)).await {
            Ok(response) => Ok(response),
            Err(error) => {
                not_recorded(visit, &mut query, PLACES, &error);
                form(&query.errors)
            }
        };
    }
    if !tried(visit, &mut query, PLACES, &at.actor, define).await? {
        return form(&query.errors);
    }
    let mut carried = steps::typed(&query);
    carried.push((ID.name, &id));
    let said = html! {
        p { strong.words { (ui.words(&text.title)) } }
        @if let Some(summary) = &text.summary { p.words.lines { (ui.words(summary)) } }
    };
    let preview = Preview {
        place: place(&at),
        said: vec![said],
        parts: vec![(ui.t("need-voices"), voices.iter().collect())],
        sending: &sending,
        typed: &carried,
    };
    Ok(at.caller.page(StatusCode::OK, &acts::preview(ui, &preview)))
}

/// The number of the need: that which it was looked at with, so that it is the same need when it is sent twice. A program looks at
/// nothing first.
async fn numbered(at: &At, sending: &Sending, step: &str, id: String) -> Result<String, Failure> {
    match step {
        steps::RELEASE if !id.is_empty() => Ok(id),
        steps::RELEASE => at.need_under(&sending.key).await,
        _ => at.next_need().await,
    }
}

/// Records a need with its voices, and leads to it.
async fn released(
    at: &At,
    sending: &Sending,
    define: Command,
    (id, voices): (&str, &[VoiceDetail]),
) -> Result<Response<Body>, SubmitError> {
    let mut asked = vec![once(&at.actor, &sending.key, define)];
    if !voices.is_empty() {
        let put = Command::plain(NeedVoicesChanged {
            programme: at.id().to_owned(),
            need: id.to_owned(),
            add: voices.iter().map(|voice| voice.facts.id.clone()).collect(),
            remove: Vec::new(),
        });
        asked.push(once(&at.actor, &format!("{}.voices", sending.key), put));
    }
    let done = at.caller.visit.store.submit_all(asked).await?;
    let entries: Vec<u64> = done.iter().map(|done| done.index).collect();
    Ok(at.caller.to(&links::done(at.id(), id, &entries)))
}
