//! Somebody registers for a consultation themselves, sees their place and code there, and cancels it.

use axum::extract::Path;
use madang_accounts::{Limit, Scope};
use madang_programme::consultations::{PERSON, Register, RegisteredPerson, RegistrationCancelled};
use madang_programme::voices::code::Code;
use madang_programme::{Actor, Command};

use super::{found, is_open};
use crate::accounts::caller::{Caller, Signed, signed};
use crate::accounts::links::again;
use crate::consultations::links;
use crate::consultations::registering::{NAME, Own, PLACES, Shown, Typed, view};
use crate::frame::app::{Answer, Failure};
use crate::frame::entries::recorded;
use crate::frame::form::Sending;
use crate::frame::problem::Kind;
use crate::frame::query::{FieldError, Query, WHOLE};
use crate::model::{ConsultationDetail, ProgrammeDetail};
use crate::programmes::routes::programme_of;
use crate::voices::routes::new_code;

type Named = Path<(String, String)>;

/// The scope of the names that people have in a consultation: another in each, so that nobody sees who was where.
pub fn scope(programme: &str, id: &str) -> Scope {
    Scope::Register(format!("{programme}/{id}"))
}

/// A consultation for which somebody registers.
struct At {
    caller: Caller,
    programme: ProgrammeDetail,
    known: ConsultationDetail,
}

impl At {
    async fn of(caller: Caller, (programme, id): (&str, &str)) -> Result<At, Failure> {
        let visit = &caller.visit;
        let detail = programme_of(visit, programme).await?;
        let known = found(visit, programme, id).await?;
        Ok(At {
            programme: detail,
            known,
            caller,
        })
    }

    /// As whom whoever asks registered, where they ever did.
    async fn name(&self, who: &Signed) -> Result<Option<Actor>, Failure> {
        let scope = scope(&self.known.programme, &self.known.id);
        self.caller.known_participant(who, &scope).await
    }

    /// The registration under a name.
    async fn own(&self, name: Option<&Actor>) -> Result<Option<Own>, Failure> {
        let Some(name) = name else { return Ok(None) };
        let store = &self.caller.visit.store;
        let failed = |error| self.caller.visit.store_failed(&error);
        let (programme, id) = (&self.known.programme, &self.known.id);
        let own = store.with_state(|state| {
            let known = &state.consultation(programme, id).ok()?.registrations;
            let own = known.get(&name.pseudonym)?.clone();
            Some((own, known.place_of(&name.pseudonym)))
        });
        let Some((own, place)) = own.await.map_err(failed)? else {
            return Ok(None);
        };
        let person = store.own_content::<RegisteredPerson>(own.entry, PERSON, name);
        let person = person.await.map_err(failed)?;
        Ok(Some(Own {
            standing: own.standing,
            place,
            code: person.and_then(|person| person.code?.parse::<Code>().ok()),
            entry: own.entry,
            came: own.came.is_some(),
        }))
    }

    async fn page(
        self,
        who: Option<Actor>,
        (done, typed): (&[u64], (&Sending, &Typed)),
        errors: &[FieldError],
    ) -> Answer {
        let own = self.own(who.as_ref()).await?;
        let visit = &self.caller.visit;
        let now = visit.store.now();
        let (programme, id) = (&self.known.programme, &self.known.id);
        let full = visit.store.with_state(|state| {
            let known = state.consultation(programme, id);
            known.is_ok_and(|known| {
                let next = known.next_registers();
                next == madang_programme::consultations::Registers::Waiting
            })
        });
        let shown = Shown {
            programme: &self.programme,
            consultation: &self.known,
            open: is_open(&self.known, &now),
            full: full.await.map_err(|error| visit.store_failed(&error))?,
            own: own.as_ref(),
            cancellable: super::is_cancellable(&self.known, &now),
            done,
            typed,
            errors,
        };
        let page = view(&visit.ui, &shown);
        Ok(self.caller.form(errors, &page))
    }
}

/// The form, or what came of it.
pub async fn asked(caller: Caller, Path((programme, id)): Named) -> Answer {
    let at = At::of(caller, (&programme, &id)).await?;
    if at.caller.signed.is_none() {
        return Ok(at.caller.to(&again(&links::register(&programme, &id))));
    }
    let who = signed!(at.caller.whole());
    let name = at.name(who).await?;
    let contact = at.caller.address(who.account()).await;
    let contact = contact.map_err(|error| at.caller.failed(&error))?;
    let typed = Typed::reached_at(contact.map(|address| address.to_string()));
    let mut query = Query::parse(&at.caller.visit.ui.query);
    let done = recorded(&mut query);
    let sending = Sending::new(None);
    at.page(name, (&done, (&sending, &typed)), &[]).await
}

/// What the form sends.
pub async fn sent(caller: Caller, Path((programme, id)): Named, body: String) -> Answer {
    let at = At::of(caller, (&programme, &id)).await?;
    let who = signed!(at.caller.whole());
    let mut query = Query::parse(&body);
    let sending = Sending::read(&mut query, None);
    let typed = Typed::read(&mut query);
    let visit = &at.caller.visit;
    let person = typed.person(&visit.ui, &mut query, false);
    let known = at.name(who).await?;
    if let Some(person) = person.filter(|_| query.errors.is_empty()) {
        let counted = who.account().counted_by();
        let limits = [(Limit::Registrations, vec![counted.as_str()])];
        let once = (known.as_ref(), &sending);
        if at
            .caller
            .within_once(&mut query, NAME, &limits, once)
            .await?
        {
            let own = at.caller.participant(who, &scope(&programme, &id)).await?;
            let code = new_code(&at.caller)?;
            let asked = Register {
                programme: programme.clone(),
                consultation: id.clone(),
                registrant: own.pseudonym.clone(),
                receipt: code.receipt(visit.store.origin(), &programme),
                person: RegisteredPerson {
                    code: Some(code.to_string()),
                    ..person
                },
                own: true,
            };
            let by = (own, &sending);
            let made = at.caller.record_at(by, asked.into(), PLACES, &mut query);
            if let Some(receipt) = made.await? {
                let entries = [receipt.proof.index];
                let page = links::register(&programme, &id);
                return Ok(at.caller.to(&links::recorded_at(&page, &entries)));
            }
        }
    }
    let errors = query.errors;
    at.page(known, (&[], (&sending, &typed)), &errors).await
}

/// Cancels one's own registration. Whoever waits longest gets the place.
pub async fn cancel(caller: Caller, Path((programme, id)): Named, body: String) -> Answer {
    let at = At::of(caller, (&programme, &id)).await?;
    let who = signed!(at.caller.whole());
    let mut query = Query::parse(&body);
    let sending = Sending::read(&mut query, None);
    let name = at.name(who).await?;
    if name.is_none() {
        query.refuse_as(Kind::OutOfTurn, (WHOLE, "consultation-not-registered"), "");
    }
    // Whoever sends it again gets the same answer: that it is cancelled already is no reason to refuse it.
    if let (Some(name), true) = (&name, query.errors.is_empty()) {
        let command = Command::plain(RegistrationCancelled {
            programme: programme.clone(),
            consultation: id.clone(),
            registrant: name.pseudonym.clone(),
        });
        let by = name.clone();
        let ended = at.caller.record(by, &sending, command, &mut query);
        if let Some(receipt) = ended.await? {
            super::promote(&at.caller.visit, &programme, &id).await;
            let page = links::register(&programme, &id);
            let entries = [receipt.proof.index];
            return Ok(at.caller.to(&links::recorded_at(&page, &entries)));
        }
    }
    let errors = query.errors;
    let typed = Typed::default();
    at.page(name, (&[], (&sending, &typed)), &errors).await
}
