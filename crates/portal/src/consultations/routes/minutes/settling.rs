//! Corrections of minutes are settled.

use axum::body::Body;
use axum::extract::Path;
use axum::http::Response;
use madang_programme::Command;
use madang_programme::consultations::{MinutesCorrectionSettled, SETTLEMENT, Settlement};
use madang_words::Text;
use maud::html;

use super::forms::{At, at};
use super::words;
use crate::accounts::caller::Caller;
use crate::consultations::links;
use crate::consultations::minutes::draft::{self, Settled};
use crate::frame::act::{once, recorded};
use crate::frame::app::{Answer, Failure};
use crate::frame::form::{Sending, sent_or_saved};
use crate::frame::query::{self, FieldError, Query};

type Done = Path<(String, String, String)>;

/// A correction that is to be settled.
struct ToSettle {
    at: At,
    correction: u64,
    words: Option<Text>,
    open: bool,
}

async fn to_settle(
    caller: Caller,
    (programme, id, correction): (String, String, String),
) -> Result<Result<ToSettle, Box<Response<Body>>>, Failure> {
    let Some(entry) = query::index(&correction) else {
        return Err(caller.visit.not_found());
    };
    // Whoever drafts settles.
    let at = at(caller, (programme, id, "draft".to_owned())).await?;
    let at = match at {
        Ok(at) => at,
        Err(elsewhere) => return Ok(Err(elsewhere)),
    };
    let visit = &at.caller.visit;
    let mut all = at.papers.minutes.corrections.iter();
    let known = all.find(|one| one.asked.entry == entry);
    let open = known.map(|one| one.settled.is_none());
    let open = open.ok_or_else(|| visit.not_found())?;
    let mut words = words(visit, &at.papers, (Some(&at.actor), None)).await?;
    Ok(Ok(ToSettle {
        words: words.remove(&entry),
        correction: entry,
        open,
        at,
    }))
}

impl ToSettle {
    fn page(
        &self,
        (sending, typed): (&Sending, &Settled),
        errors: &[FieldError],
    ) -> Response<Body> {
        let at = &self.at;
        let ui = &at.caller.visit.ui;
        let (programme, id) = (&at.known.programme, &at.known.id);
        let title = ui.t("minutes-settle");
        let action = ui.href(&links::settle(programme, id, self.correction));
        let fields = typed.fields(ui, errors);
        let form = html! {
            @if let Some(words) = &self.words {
                section.notice {
                    h2 #asked-words { (ui.t("minutes-asked-in-words")) }
                    p.words.lines { (ui.words(words)) }
                }
            }
            @if self.open {
                (sent_or_saved(ui, &action, sending, fields, &title))
            } @else { p.notice { (ui.t("minutes-settled-already")) } }
        };
        at.page((&title, "minutes-settle-lead"), form, errors)
    }
}

/// The form that settles a correction.
pub async fn settle(caller: Caller, Path(named): Done) -> Answer {
    let to = match to_settle(caller, named).await? {
        Ok(to) => to,
        Err(elsewhere) => return Ok(*elsewhere),
    };
    let (sending, typed) = (Sending::new(None), Settled::default());
    Ok(to.page((&sending, &typed), &[]))
}

/// Settles a correction.
pub async fn settled(caller: Caller, Path(named): Done, body: String) -> Answer {
    let to = match to_settle(caller, named).await? {
        Ok(to) => to,
        Err(elsewhere) => return Ok(*elsewhere),
    };
    let at = &to.at;
    let mut query = Query::parse(&body);
    let mut sending = Sending::sent(&mut query);
    let typed = Settled::read(&mut query);
    let verdict = Settled::verdict(&mut query);
    let visit = &at.caller.visit;
    let lang = visit.ui.lang;
    let asked = typed.asked.needed(&mut query, draft::ASKED, lang);
    let reason = typed.why.needed(&mut query, draft::WHY, lang);
    if query.errors.is_empty() {
        sending.warn(&visit.ui, &mut query, &typed);
    }
    let whole = (verdict, asked, reason, query.errors.is_empty());
    if let (Some(verdict), Some(asked), Some(reason), true) = whole {
        let facts = MinutesCorrectionSettled {
            programme: at.known.programme.clone(),
            consultation: at.known.id.clone(),
            correction: to.correction,
            verdict,
        };
        let command = Command::said(SETTLEMENT, facts, Settlement { asked, reason });
        let once = once(&at.actor, &sending.key, command);
        let places = draft::SETTLE_PLACES;
        if let Some(entry) = recorded(visit, &mut query, places, once).await {
            return Ok(at.done(entry));
        }
    }
    Ok(to.page((&sending, &typed), &query.errors))
}
