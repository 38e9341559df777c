//! What whoever leads a consultation does with those who registered and who come.

use axum::extract::Path;
use madang_programme::consultations::{
    CheckIn, Comes, PERSON, Register, RegisteredPerson, Registrant, RegistrationCancelled,
};
use madang_programme::voices::code::Code;
use madang_programme::{Actor, Command, Role};
use maud::html;

use super::announce::actor;
use super::{found, is_cancellable, is_open, promote};
use crate::accounts::caller::{Caller, signed};
use crate::accounts::links::again;
use crate::consultations::checking_in::{self, BY, CODE, Entered};
use crate::consultations::people::{self, REGISTRANT, Shown, Somebody};
use crate::consultations::registering::{PLACES, Typed, fields};
use crate::consultations::{labels, links};
use crate::frame::act::Places;
use crate::frame::app::{Answer, Failure};
use crate::frame::entries::recorded;
use crate::frame::fault::Fault;
use crate::frame::form::{Sending, error_summary, sent};
use crate::frame::layout::Page;
use crate::frame::query::{FieldError, Query};
use crate::model::{ConsultationDetail, ConsultationStanding, ProgrammeDetail};
use crate::programmes::routes::programme_of;
use crate::voices::routes::new_code;

type Named = Path<(String, String)>;

/// Who does these things.
pub(super) const LEADS: &[Role] = &[Role::Facilitator, Role::Official];

/// Where on the page of checking in stands what the record calls by these names.
const AT_THE_DOOR: Places<'_> = &[("code", CODE), PLACES[0], PLACES[2], PLACES[3], PLACES[4]];

pub(super) struct At {
    pub(super) caller: Caller,
    pub(super) actor: Actor,
    pub(super) programme: ProgrammeDetail,
    pub(super) known: ConsultationDetail,
}

/// What an address names, for whoever may do something there; or the way to sign in.
macro_rules! at {
    ($caller:expr, $named:expr, $page:path) => {{
        let (caller, (programme, id)) = ($caller, $named);
        let detail = programme_of(&caller.visit, programme).await?;
        let known = found(&caller.visit, programme, id).await?;
        if caller.signed.is_none() {
            return Ok(caller.to(&again(&$page(programme, id))));
        }
        let actor = signed!(actor(&caller, LEADS, &detail));
        At {
            caller,
            actor,
            programme: detail,
            known,
        }
    }};
}

pub(super) use at;

/// A name that nobody has.
fn new_name(caller: &Caller) -> Result<String, Failure> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|_| caller.visit.fault(Fault::Internal))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

impl At {
    fn named(&self) -> (&str, &str) {
        (&self.known.programme, &self.known.id)
    }

    /// Everybody, in the order in which they registered.
    pub(super) async fn people(&self) -> Result<Vec<Somebody>, Failure> {
        let visit = &self.caller.visit;
        let failed = |error| visit.store_failed(&error);
        let (programme, id) = self.named();
        let all = visit.store.with_state(|state| {
            let known = state.consultation(programme, id);
            let all = known.map(|known| {
                let all = known.registrations.iter();
                let all = all.map(|(name, one)| (name.to_owned(), one.clone()));
                all.collect::<Vec<(String, Registrant)>>()
            });
            all.unwrap_or_default()
        });
        let mut all = all.await.map_err(failed)?;
        all.sort_by_key(|(_, one)| one.entry);
        let entries: Vec<u64> = all.iter().map(|(_, one)| one.entry).collect();
        let people = visit
            .store
            .restricted_of::<RegisteredPerson>(&entries, PERSON, &self.actor);
        let mut people = people.await.map_err(failed)?;
        let somebody = |(registrant, one): (String, Registrant)| Somebody {
            registrant,
            entry: one.entry,
            standing: one.standing,
            came: one.came,
            person: people.remove(&one.entry),
        };
        Ok(all.into_iter().map(somebody).collect())
    }

    /// Whether attendees are checked in: until who was there is published. That nobody is before its day the record says, and whoever leads
    /// it may look at the page before.
    async fn comes(&self) -> Result<bool, Failure> {
        let visit = &self.caller.visit;
        let (programme, id) = self.named();
        let told = visit.store.with_state(|state| {
            let known = state.consultation(programme, id);
            known.is_ok_and(|known| known.attendance().is_some())
        });
        let told = told.await.map_err(|error| visit.store_failed(&error))?;
        let live = self.known.standing != ConsultationStanding::Cancelled;
        Ok(!told && live && !self.known.plan.is_written())
    }

    /// A page about these people.
    async fn shown(
        &self,
        (done, errors): (&[u64], &[FieldError]),
        view: impl FnOnce(&Shown<'_>) -> Page,
    ) -> Answer {
        let people = self.people().await?;
        let now = self.caller.visit.store.now();
        let shown = Shown {
            programme: &self.programme,
            consultation: &self.known,
            people: &people,
            open: is_open(&self.known, &now),
            cancellable: is_cancellable(&self.known, &now),
            comes: self.comes().await?,
            done,
            errors,
        };
        Ok(self.caller.form(errors, &view(&shown)))
    }

    fn recorded(&self) -> Vec<u64> {
        recorded(&mut Query::parse(&self.caller.visit.ui.query))
    }
}

/// Who registered.
pub async fn list(caller: Caller, Path((programme, id)): Named) -> Answer {
    let at = at!(caller, (&programme, &id), links::people);
    let ui = &at.caller.visit.ui;
    let done = at.recorded();
    at.shown((&done, &[]), |shown| people::view(ui, shown))
        .await
}

/// The list that attendees sign.
pub async fn to_sign(caller: Caller, Path((programme, id)): Named) -> Answer {
    let at = at!(caller, (&programme, &id), links::sign_in_list);
    let ui = &at.caller.visit.ui;
    at.shown((&[], &[]), |shown| people::sign_in_list(ui, shown))
        .await
}

/// The form that registers somebody else: by telephone, or at a desk.
pub async fn enter(caller: Caller, Path((programme, id)): Named) -> Answer {
    let at = at!(caller, (&programme, &id), links::enter);
    let typed = (&Sending::new(None), &Typed::default());
    enter_page(&at, typed, &[]).await
}

async fn enter_page(
    at: &At,
    (sending, typed): (&Sending, &Typed),
    errors: &[FieldError],
) -> Answer {
    let ui = &at.caller.visit.ui;
    let (programme, id) = at.named();
    let title = ui.t("consultation-enter");
    let content = |shown: &Shown<'_>| {
        html! {
            (error_summary(ui, errors))
            h1 { (title) " " span.of.words { (labels::title(ui, &at.known)) } }
            @if shown.open {
                p.lead { (ui.t("consultation-enter-lead")) }
                @let fields = fields(ui, &at.programme, (typed, false), errors);
                (sent(&ui.href(&links::enter(programme, id)), false, sending, fields, &title))
            } @else { p.notice { (ui.t("consultation-register-closed")) } }
            p { a href=(ui.href(&links::people(programme, id))) { (ui.t("consultation-people-title")) } }
        }
    };
    at.shown((&[], errors), |shown| {
        shown.page(ui, title.clone(), content(shown))
    })
    .await
}

/// Registers somebody else.
pub async fn entered(caller: Caller, Path((programme, id)): Named, body: String) -> Answer {
    let at = at!(caller, (&programme, &id), links::enter);
    let mut query = Query::parse(&body);
    let sending = Sending::read(&mut query, None);
    let typed = Typed::read(&mut query);
    let visit = &at.caller.visit;
    let person = typed.person(&visit.ui, &mut query, false);
    if let Some(person) = person.filter(|_| query.errors.is_empty()) {
        let code = new_code(&at.caller)?;
        let asked = Register {
            programme: programme.clone(),
            consultation: id.clone(),
            registrant: new_name(&at.caller)?,
            receipt: code.receipt(visit.store.origin(), &programme),
            person: RegisteredPerson {
                code: Some(code.to_string()),
                ..person
            },
            own: false,
        };
        let by = (at.actor.clone(), &sending);
        let made = at.caller.record_at(by, asked.into(), PLACES, &mut query);
        if let Some(receipt) = made.await? {
            let page = links::people(&programme, &id);
            let entries = [receipt.proof.index];
            return Ok(at.caller.to(&links::recorded_at(&page, &entries)));
        }
    }
    enter_page(&at, (&sending, &typed), &query.errors).await
}

/// Cancels the registration of somebody who asked for that.
pub async fn strike(caller: Caller, Path((programme, id)): Named, body: String) -> Answer {
    let at = at!(caller, (&programme, &id), links::people);
    let mut query = Query::parse(&body);
    let sending = Sending::read(&mut query, None);
    let registrant = query.text(REGISTRANT);
    if query.errors.is_empty() {
        let command = Command::plain(RegistrationCancelled {
            programme: programme.clone(),
            consultation: id.clone(),
            registrant,
        });
        let by = at.actor.clone();
        let ended = at.caller.record(by, &sending, command, &mut query);
        if let Some(receipt) = ended.await? {
            promote(&at.caller.visit, &programme, &id).await;
            let page = links::people(&programme, &id);
            let entries = [receipt.proof.index];
            return Ok(at.caller.to(&links::recorded_at(&page, &entries)));
        }
    }
    let ui = &at.caller.visit.ui;
    at.shown((&[], &query.errors), |shown| people::view(ui, shown))
        .await
}

/// The page of checking in.
pub async fn door(caller: Caller, Path((programme, id)): Named) -> Answer {
    let at = at!(caller, (&programme, &id), links::check_in);
    let ui = &at.caller.visit.ui;
    let (sending, entered) = (Sending::new(None), Entered::default());
    let done = at.recorded();
    at.shown((&done, &[]), |shown| {
        checking_in::view(ui, shown, &sending, &entered)
    })
    .await
}

/// Checks somebody in.
pub async fn came(caller: Caller, Path((programme, id)): Named, body: String) -> Answer {
    let at = at!(caller, (&programme, &id), links::check_in);
    let mut query = Query::parse(&body);
    let sending = Sending::read(&mut query, None);
    let (by, code) = (query.text(BY), query.text(CODE));
    let walks_in = by == "walk-in";
    let walk_in = Typed::read(&mut query);
    let visit = &at.caller.visit;
    let comes = match by.as_str() {
        "walk-in" => {
            let person = walk_in.person(&visit.ui, &mut query, true);
            let name = new_name(&at.caller)?;
            person.map(|person| Comes::WalkIn(name, Some(Box::new(person))))
        }
        "list" => Some(Comes::Listed(query.text(REGISTRANT))),
        _ => match code.parse::<Code>() {
            Ok(code) => Some(Comes::Code(code.receipt(visit.store.origin(), &programme))),
            Err(violation) => {
                let why = violation.said().in_language(visit.ui.lang);
                query.refuse(CODE, "act-refused", "", why);
                None
            }
        },
    };
    if let Some(comes) = comes.filter(|_| query.errors.is_empty()) {
        let asked = CheckIn {
            programme: programme.clone(),
            consultation: id.clone(),
            comes,
        };
        let by = (at.actor.clone(), &sending);
        let there = at
            .caller
            .record_at(by, asked.into(), AT_THE_DOOR, &mut query);
        if let Some(receipt) = there.await? {
            let page = links::check_in(&programme, &id);
            let entries = [receipt.proof.index];
            return Ok(at.caller.to(&links::recorded_at(&page, &entries)));
        }
    }
    let entered = Entered {
        code,
        walk_in,
        walks_in,
    };
    let ui = &visit.ui;
    at.shown((&[], &query.errors), |shown| {
        checking_in::view(ui, shown, &sending, &entered)
    })
    .await
}
