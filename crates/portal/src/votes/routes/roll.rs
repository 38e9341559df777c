//! The roll of a vote is closed: from the accounts whose identity is verified, or from a table; looked at, then closed.

use axum::body::Body;
use axum::extract::Path;
use axum::http::{Response, StatusCode};
use madang_exchange::{Mistake, Source};
use madang_programme::votes::roll::{self as rolls, leaf};
use madang_programme::votes::{RollClosed, RollSource, RollState};
use madang_programme::{Actor, Command};
use maud::{Markup, html};

use super::announced_of;
use super::casting::scope;
use crate::accounts::caller::{Caller, signed};
use crate::frame::act::{once, recorded, status};
use crate::frame::app::{Answer, Failure};
use crate::frame::fault::Fault;
use crate::frame::files::{self, KEPT_TABLE, TABLE, Table};
use crate::frame::form::Sending;
use crate::frame::query::{FieldError, Query};
use crate::frame::steps::{self, STEP};
use crate::model::ProgrammeDetail;
use crate::programmes::routes::{official_of, programme_of};
use crate::votes::labels::{Announced, vote_name};
use crate::votes::links;
use crate::votes::office::{self, Form};
use crate::votes::roll::{Closing, SOURCE, SOURCES};

/// The most mistakes that are listed.
const MOST_LISTED: usize = 200;

type Named = Path<(String, String)>;

/// An official before the form.
struct At {
    caller: Caller,
    programme: ProgrammeDetail,
    announced: Announced,
    vote: String,
    stands: Option<RollState>,
    action: String,
}

/// Who is to be on the roll, and what goes on from page to page.
struct Listed {
    identifiers: Vec<String>,
    table: Option<Table>,
}

impl At {
    async fn of(caller: Caller, id: &str, vote: String) -> Result<At, Failure> {
        let visit = &caller.visit;
        let programme = programme_of(visit, id).await?;
        let announced = announced_of(visit, id).await?;
        let stands = visit
            .store
            .with_state(|state| state.roll(id, &vote).cloned());
        let stands = stands.await.map_err(|error| visit.store_failed(&error))?;
        Ok(At {
            action: links::roll(id, &vote),
            programme,
            announced,
            vote,
            stands,
            caller,
        })
    }

    fn id(&self) -> &str {
        &self.programme.summary.facts.id
    }

    fn page(&self, errors: &[FieldError], content: Markup) -> Response<Body> {
        let ui = &self.caller.visit.ui;
        let form = Form {
            programme: &self.programme,
            title: ui.t("voting-roll-close"),
            of: Some(vote_name(ui, &self.announced, &self.vote)),
            lead: "voting-roll-lead",
            errors,
            content,
        };
        self.caller.page(status(errors), &office::form(ui, form))
    }

    fn closing<'a>(
        &'a self,
        source: &'a str,
        sending: &'a Sending,
        errors: &'a [FieldError],
    ) -> Closing<'a> {
        Closing {
            action: &self.action,
            stands: self.stands.as_ref(),
            source,
            sending,
            errors,
        }
    }

    fn form(&self, source: &str, sending: &Sending, errors: &[FieldError]) -> Response<Body> {
        let content = self.closing(source, sending, errors);
        self.page(errors, content.form(&self.caller.visit.ui))
    }

    /// Who is to be on it; what is wrong is noted, or shown with its lines.
    async fn listed(
        &self,
        source: RollSource,
        query: &mut Query,
    ) -> Result<Result<Listed, Vec<Mistake>>, Failure> {
        let (caller, visit) = (&self.caller, &self.caller.visit);
        let mut listed = Listed {
            identifiers: Vec::new(),
            table: None,
        };
        match source {
            RollSource::Accounts => {
                let verified = caller.accounts.verified().await;
                listed.identifiers = verified.map_err(|error| caller.failed(&error))?;
                if listed.identifiers.is_empty() {
                    query.refuse(SOURCE, "voting-roll-nobody-verified", "", "");
                }
            }
            RollSource::Imported => {
                let table = files::table(&visit.store, query).await;
                let table = table.map_err(|error| visit.store_failed(&error))?;
                let Some(table) = table else {
                    if query.errors.is_empty() {
                        query.refuse(TABLE, "error-empty", "", "");
                    }
                    return Ok(Ok(listed));
                };
                let of = table.clone();
                let read = tokio::task::spawn_blocking(move || read(&of.name, of.bytes));
                match read.await.map_err(|_| visit.fault(Fault::Internal))? {
                    Ok(identifiers) => listed.identifiers = identifiers,
                    Err(mistakes) => return Ok(Err(mistakes)),
                }
                if listed.identifiers.is_empty() {
                    query.refuse(TABLE, "form-file-empty", "", "");
                }
                listed.table = Some(table);
            }
        }
        Ok(Ok(listed))
    }

    /// Keeps the leaves and puts the root on the record.
    async fn close(
        &self,
        (actor, source): (&Actor, RollSource),
        identifiers: &[String],
        (sending, query): (&Sending, &mut Query),
    ) -> Result<Option<u64>, Failure> {
        let caller = &self.caller;
        let failed = |error| caller.failed(&error);
        let salt = caller.accounts.roll_salt(&sending.key).await;
        let salt = salt.map_err(failed)?;
        let leaves: Vec<[u8; 32]> = identifiers
            .iter()
            .filter_map(|identifier| leaf(&salt, identifier))
            .collect();
        let root = rolls::root(&leaves);
        let scope = scope(self.id(), &self.vote);
        let kept = caller.accounts.keep_roll((&root, &scope), &salt, &leaves);
        kept.await.map_err(failed)?;
        let closed = RollClosed {
            programme: self.id().to_owned(),
            vote: self.vote.clone(),
            size: leaves.len() as u64,
            root,
            source,
            replaces: sending.base,
        };
        let asked = once(actor, &sending.key, Command::plain(closed));
        Ok(recorded(&caller.visit, query, &[("source", SOURCE)], asked).await)
    }
}

/// The identifiers of a table, or all that is wrong with it.
fn read(name: &str, bytes: Vec<u8>) -> Result<Vec<String>, Vec<Mistake>> {
    let all = |mistakes: madang_exchange::Mistakes| mistakes.all().to_vec();
    let source = Source::new(name, bytes).map_err(all)?;
    let read = madang_exchange::votes::read_roll(&source).map_err(all)?;
    match read.mistakes.is_empty() {
        true => Ok(read.read),
        false => Err(read.mistakes),
    }
}

/// The form.
pub async fn asked(caller: Caller, Path((id, vote)): Named) -> Answer {
    let at = At::of(caller, &id, vote).await?;
    signed!(official_of(&at.caller, &at.programme));
    let sending = Sending::new(at.stands.as_ref().map(|roll| roll.entry));
    Ok(at.form("", &sending, &[]))
}

/// It is looked at, or closed.
pub async fn sent(caller: Caller, Path((id, vote)): Named, body: String) -> Answer {
    let at = At::of(caller, &id, vote).await?;
    let actor = signed!(official_of(&at.caller, &at.programme));
    let ui = &at.caller.visit.ui;
    let mut query = Query::parse(&body);
    // What stands is asked again where it is recorded.
    let sending = Sending::sent(&mut query);
    let step = query.text(STEP);
    let source = query.chosen(SOURCE, SOURCES);
    let name = SOURCES.iter().find(|(_, of)| Some(*of) == source);
    let name = name.map_or("", |(name, _)| name);
    let Some(source) = source.filter(|_| query.errors.is_empty() && step != steps::CHANGE) else {
        return Ok(at.form(name, &sending, &query.errors));
    };
    // A table that was brought in waits no more: a form that is sent twice finds its roll on the record.
    let known = at.caller.visit.store.recorded_under(&actor, &sending.key);
    let known = known.await;
    let known = known.map_err(|error| at.caller.visit.store_failed(&error))?;
    if let Some(entry) = known.filter(|_| step == steps::RELEASE) {
        return Ok(at.caller.to(&links::office_done(at.id(), entry)));
    }
    let listed = match at.listed(source, &mut query).await? {
        Ok(listed) => listed,
        Err(mistakes) => return Ok(at.mistaken(&mistakes)),
    };
    if !query.errors.is_empty() {
        return Ok(at.form(name, &sending, &query.errors));
    }
    if step == steps::RELEASE {
        signed!(at.caller.confirmed(&at.action));
        let with = (&sending, &mut query);
        let closed = at.close((&actor, source), &listed.identifiers, with);
        return Ok(match closed.await? {
            Some(entry) => {
                if let Some(table) = &listed.table {
                    files::table_is_done(&at.caller.visit.store, table).await;
                }
                at.caller.to(&links::office_done(at.id(), entry))
            }
            None => at.form(name, &sending, &query.errors),
        });
    }
    let token = listed.table.as_ref().map(|table| table.token.text());
    let mut carried = vec![(SOURCE.name, name)];
    if let (Some(token), Some(table)) = (&token, &listed.table) {
        carried.extend([(KEPT_TABLE.name, token.as_str()), (TABLE.name, &table.name)]);
    }
    let size = listed.identifiers.len() as u64;
    let closing = at.closing(name, &sending, &[]);
    Ok(at.page(&[], closing.preview(ui, size, &carried)))
}

impl At {
    /// The page with all that is wrong with a table, line by line.
    fn mistaken(&self, mistakes: &[Mistake]) -> Response<Body> {
        let ui = &self.caller.visit.ui;
        let content = html! {
            div.error-summary role="alert" aria-labelledby="error-title" tabindex="-1" {
                h2 #error-title { (ui.count("error-summary-title", mistakes.len() as u64)) }
                ul { @for mistake in mistakes.iter().take(MOST_LISTED) { li { (mistake.in_language(ui.lang)) } } }
            }
            p { a.button.button-plain href=(ui.href(&self.action)) { (ui.t("imports-other")) } }
        };
        let mut page = self.page(&[], content);
        *page.status_mut() = StatusCode::BAD_REQUEST;
        page
    }
}
