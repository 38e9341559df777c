//! The forms by which officials set bodies up and appoint and end their members.

use axum::body::Body;
use axum::extract::Path;
use axum::http::{Response, StatusCode};
use axum::routing::{MethodRouter, get};
use madang_programme::{Actor, Command};
use madang_words::Language;
use maud::{Markup, html};

use crate::accounts::caller::{Caller, signed};
use crate::bodies::filled::{self, Filled, Of, PLACES};
use crate::bodies::office::{self, Form};
use crate::bodies::{labels, links};
use crate::frame::act::{not_recorded, once, status};
use crate::frame::app::{Answer, App, Failure};
use crate::frame::form::{Field, Sending, sent};
use crate::frame::query::{FieldError, MOST_EXACT, Query};
use crate::model::{BodyDetail, MemberDetail, ProgrammeDetail};
use crate::programmes::routes::{official_of, programme_of};

/// What was recorded just now.
const DONE: Field = Field::for_programs("done");

/// The feature's pages.
pub fn routes() -> Vec<(&'static str, MethodRouter<App>)> {
    vec![
        (links::OFFICE, get(list)),
        (links::NEW, get(new).post(new_sent)),
        (links::APPOINT, get(appoint).post(appoint_sent)),
        (links::REPLACE, get(replace).post(replace_sent)),
        (links::LEAVE, get(leave).post(leave_sent)),
    ]
}

async fn list(caller: Caller, Path(id): Path<String>) -> Answer {
    let visit = &caller.visit;
    let programme = programme_of(visit, &id).await?;
    signed!(official_of(&caller, &programme));
    let size = visit.store.size().await;
    let size = size.map_err(|error| visit.store_failed(&error))?;
    let mut query = Query::parse(&visit.ui.query);
    let done = query.optional_number(DONE, 0..=MOST_EXACT);
    let done = done.filter(|entry| *entry < size);
    let page = office::view(&visit.ui, &programme, done);
    Ok(caller.page(StatusCode::OK, &page))
}

/// What is done to the bodies of a programme.
#[derive(Clone, Copy)]
enum Doing<'a> {
    Establish,
    Appoint(&'a BodyDetail),
    Replace(&'a BodyDetail, &'a MemberDetail),
    Leave(&'a BodyDetail, &'a MemberDetail),
}

impl<'a> Doing<'a> {
    fn says(self) -> (&'static str, &'static str) {
        match self {
            Doing::Establish => ("body-set-new", "body-set-new-lead"),
            Doing::Appoint(_) => ("body-set-appoint", "body-set-appoint-lead"),
            Doing::Replace(..) => ("body-set-replace", "body-set-replace-lead"),
            Doing::Leave(..) => ("body-set-leave", "body-set-leave-lead"),
        }
    }

    fn address(self, programme: &str) -> String {
        match self {
            Doing::Establish => links::new(programme),
            Doing::Appoint(body) => links::appoint(programme, &body.facts.id),
            Doing::Replace(body, member) => {
                links::replace(programme, &body.facts.id, &member.facts.member)
            }
            Doing::Leave(body, member) => {
                links::leave(programme, &body.facts.id, &member.facts.member)
            }
        }
    }

    fn of(self, caller: &Caller) -> Option<Markup> {
        let ui = &caller.visit.ui;
        let (body, member) = match self {
            Doing::Establish => return None,
            Doing::Appoint(body) => (body, None),
            Doing::Replace(body, member) | Doing::Leave(body, member) => (body, Some(member)),
        };
        Some(html! {
            strong.words { (ui.words(&body.facts.name)) }
            @if let Some(member) = member { ": " (labels::who(ui, member)) }
        })
    }

    fn page(
        self,
        (caller, programme): (&Caller, &ProgrammeDetail),
        (sending, typed): (&Sending, &Filled),
        errors: &[FieldError],
    ) -> Response<Body> {
        let ui = &caller.visit.ui;
        let fields = match self {
            Doing::Establish => filled::body_fields(ui, typed, errors),
            Doing::Appoint(_) | Doing::Replace(..) => filled::seat_fields(ui, typed, errors),
            Doing::Leave(..) => html! {},
        };
        let action = ui.href(&self.address(&programme.summary.facts.id));
        let submit = ui.t(self.says().0);
        let form = Form {
            programme,
            says: self.says(),
            of: self.of(caller),
            errors,
            form: sent(&action, false, sending, fields, &submit),
        };
        caller.page(status(errors), &office::form(ui, &form))
    }

    /// What is asked, all or none; what is missing is noted.
    fn commands(
        self,
        query: &mut Query,
        typed: &Filled,
        (programme, lang): (&'a str, Language),
    ) -> Option<Vec<Command>> {
        let of = |body: &'a BodyDetail| Of {
            programme,
            body: &body.facts.id,
        };
        Some(match self {
            Doing::Establish => vec![typed.established(query, programme, lang)?],
            Doing::Appoint(body) => vec![typed.appointed(query, of(body), lang)?],
            Doing::Replace(body, member) => {
                let appointed = typed.appointed(query, of(body), lang)?;
                vec![filled::left(of(body), &member.facts.member), appointed]
            }
            Doing::Leave(body, member) => vec![filled::left(of(body), &member.facts.member)],
        })
    }

    fn asked(self, caller: &Caller, programme: &ProgrammeDetail) -> Response<Body> {
        let shown = (&Sending::new(None), &Filled::default());
        self.page((caller, programme), shown, &[])
    }

    async fn sent(
        self,
        caller: &Caller,
        programme: &'a ProgrammeDetail,
        actor: &Actor,
        body: &str,
    ) -> Answer {
        let visit = &caller.visit;
        let id = &programme.summary.facts.id;
        let mut query = Query::parse(body);
        let mut sending = Sending::sent(&mut query);
        let typed = Filled::read(&mut query);
        let commands = self.commands(&mut query, &typed, (id, visit.ui.lang));
        if query.errors.is_empty() {
            sending.warn(&visit.ui, &mut query, &typed.written());
        }
        if let Some(commands) = commands.filter(|_| query.errors.is_empty()) {
            let asked = commands.into_iter().enumerate().map(|(place, command)| {
                let key = format!("{}.{place}", sending.key);
                once(actor, &key, command)
            });
            match visit.store.submit_all(asked.collect()).await {
                Ok(done) => {
                    let entry = done.last().map(|one| one.index).unwrap_or_default();
                    return Ok(caller.to(&links::office_done(id, entry)));
                }
                Err(error) => not_recorded(visit, &mut query, PLACES, &error),
            }
        }
        Ok(self.page((caller, programme), (&sending, &typed), &query.errors))
    }
}

/// A programme with a body of it, and a member where one is named: also one who left, so that what is sent twice is recorded once.
struct Named {
    programme: ProgrammeDetail,
    body: BodyDetail,
    member: Option<MemberDetail>,
}

async fn named(
    caller: &Caller,
    (id, body, member): (&str, &str, Option<&str>),
) -> Result<Named, Failure> {
    let visit = &caller.visit;
    let programme = programme_of(visit, id).await?;
    let mut bodies = programme.bodies.iter();
    let body = bodies.find(|known| known.facts.id == body);
    let body = body.ok_or_else(|| visit.not_found())?.clone();
    let member = match member {
        None => None,
        Some(member) => {
            let found = body.member(member);
            Some(found.ok_or_else(|| visit.not_found())?.clone())
        }
    };
    Ok(Named {
        programme,
        body,
        member,
    })
}

impl Named {
    fn member(&self, caller: &Caller) -> Result<&MemberDetail, Failure> {
        self.member.as_ref().ok_or_else(|| caller.visit.not_found())
    }
}

async fn new(caller: Caller, Path(id): Path<String>) -> Answer {
    let programme = programme_of(&caller.visit, &id).await?;
    signed!(official_of(&caller, &programme));
    Ok(Doing::Establish.asked(&caller, &programme))
}

async fn new_sent(caller: Caller, Path(id): Path<String>, body: String) -> Answer {
    let programme = programme_of(&caller.visit, &id).await?;
    let actor = signed!(official_of(&caller, &programme));
    Doing::Establish
        .sent(&caller, &programme, &actor, &body)
        .await
}

type Seat = Path<(String, String, String)>;

async fn appoint(caller: Caller, Path((id, body)): Path<(String, String)>) -> Answer {
    let named = named(&caller, (&id, &body, None)).await?;
    signed!(official_of(&caller, &named.programme));
    Ok(Doing::Appoint(&named.body).asked(&caller, &named.programme))
}

async fn appoint_sent(
    caller: Caller,
    Path((id, of)): Path<(String, String)>,
    body: String,
) -> Answer {
    let named = named(&caller, (&id, &of, None)).await?;
    let actor = signed!(official_of(&caller, &named.programme));
    let doing = Doing::Appoint(&named.body);
    doing.sent(&caller, &named.programme, &actor, &body).await
}

async fn replace(caller: Caller, Path((id, body, member)): Seat) -> Answer {
    let named = named(&caller, (&id, &body, Some(&member))).await?;
    signed!(official_of(&caller, &named.programme));
    let doing = Doing::Replace(&named.body, named.member(&caller)?);
    Ok(doing.asked(&caller, &named.programme))
}

async fn replace_sent(caller: Caller, Path((id, of, member)): Seat, body: String) -> Answer {
    let named = named(&caller, (&id, &of, Some(&member))).await?;
    let actor = signed!(official_of(&caller, &named.programme));
    let doing = Doing::Replace(&named.body, named.member(&caller)?);
    doing.sent(&caller, &named.programme, &actor, &body).await
}

async fn leave(caller: Caller, Path((id, body, member)): Seat) -> Answer {
    let named = named(&caller, (&id, &body, Some(&member))).await?;
    signed!(official_of(&caller, &named.programme));
    let doing = Doing::Leave(&named.body, named.member(&caller)?);
    Ok(doing.asked(&caller, &named.programme))
}

async fn leave_sent(caller: Caller, Path((id, of, member)): Seat, body: String) -> Answer {
    let named = named(&caller, (&id, &of, Some(&member))).await?;
    let actor = signed!(official_of(&caller, &named.programme));
    let doing = Doing::Leave(&named.body, named.member(&caller)?);
    doing.sent(&caller, &named.programme, &actor, &body).await
}
