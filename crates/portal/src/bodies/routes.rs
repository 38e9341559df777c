//! The page of a body, and the forms by which administrators set bodies up with their seats, and appoint and end their members.

use axum::body::Body;
use axum::extract::Path;
use axum::http::{Response, StatusCode};
use axum::routing::{MethodRouter, get};
use madang_accounts::{Link, Purpose, Scope};
use madang_programme::days::day_in;
use madang_programme::subject::SubjectKind;
use madang_programme::{Actor, Command, Role};
use madang_words::Language;
use maud::{Markup, html};

use crate::accounts::caller::{Caller, seen_by, signed};
use crate::accounts::letters::{self, Invited};
use crate::bodies::filled::{self, Appointed, Filled, Of, PLACES};
use crate::bodies::office::{self, Form};
use crate::bodies::{labels, links, page};
use crate::frame::act::{not_recorded, once, status};
use crate::frame::app::{Answer, App, Failure, Visit};
use crate::frame::form::{Field, Sending, sent};
use crate::frame::query::{FieldError, MOST_EXACT, Query};
use crate::model::{BodyDetail, MemberDetail, ProgrammeDetail};
use crate::openness::routes::of_subject;
use crate::programmes::routes::programme_of;
use crate::scoring::routes::of_body;

/// What was recorded just now.
const DONE: Field = Field::for_programs("done");

/// The feature's pages.
pub fn routes() -> Vec<(&'static str, MethodRouter<App>)> {
    vec![
        (links::ONE, get(one)),
        (links::OFFICE, get(list)),
        (links::NEW, get(new).post(new_sent)),
        (links::APPOINT, get(appoint).post(appoint_sent)),
        (links::REPLACE, get(replace).post(replace_sent)),
        (links::LEAVE, get(leave).post(leave_sent)),
    ]
}

/// The day in a programme's zone.
fn today(visit: &Visit, programme: &ProgrammeDetail) -> String {
    let now = visit.store.now();
    let day = day_in(&programme.summary.facts.zone, &now);
    day.map_or_else(|_| now.chars().take(10).collect(), |day| day.to_string())
}

/// The administrator of a programme, or the page that says that it is for them to do.
fn administrator_of(
    caller: &Caller,
    programme: &ProgrammeDetail,
) -> Result<Actor, Box<Response<Body>>> {
    let id = &programme.summary.facts.id;
    let actor = caller.acting_for_all(Role::Administrator, Some(id))?;
    actor.ok_or_else(|| {
        let page = office::not_yours(&caller.visit.ui, programme);
        Box::new(caller.page(StatusCode::FORBIDDEN, &page))
    })
}

/// A body on a page of its own.
async fn one(
    visit: Visit,
    caller: Option<Caller>,
    Path((id, body)): Path<(String, String)>,
) -> Answer {
    let programme = programme_of(&visit, &id).await?;
    let mut bodies = programme.bodies.iter();
    let body = bodies.find(|known| known.facts.id == body);
    let body = body.ok_or_else(|| visit.not_found())?;
    let subject = SubjectKind::Body.of(&id, &body.facts.id);
    let administers = caller.as_ref().is_some_and(|caller| {
        let acting = caller.acting_for_all(Role::Administrator, Some(&id));
        matches!(acting, Ok(Some(_)))
    });
    let institutions = visit.store.institutions(&id).await;
    let institutions = institutions.map_err(|error| visit.store_failed(&error))?;
    let shown = page::Shown {
        programme: &programme,
        body,
        today: &today(&visit, &programme),
        administers,
        votes: of_body(&visit, &id, &body.facts.id).await?,
        openness: of_subject(&visit, &id, &subject, &institutions).await?,
    };
    let page = page::view(&visit.ui, &shown);
    Ok(seen_by(&visit, caller.as_ref(), &page))
}

async fn list(caller: Caller, Path(id): Path<String>) -> Answer {
    let visit = &caller.visit;
    let programme = programme_of(visit, &id).await?;
    signed!(administrator_of(&caller, &programme));
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

    /// What is asked, all or none, and who is to be appointed by it; what is missing is noted.
    fn asks(
        self,
        query: &mut Query,
        typed: &Filled,
        (programme, lang): (&'a str, Language),
    ) -> Option<(Vec<Command>, Option<Appointed>)> {
        let of = |body: &'a BodyDetail| Of {
            programme,
            body: &body.facts.id,
        };
        Some(match self {
            Doing::Establish => (vec![typed.established(query, programme, lang)?], None),
            Doing::Appoint(body) => (vec![], Some(typed.appointed(query, of(body), lang)?)),
            Doing::Replace(body, member) => {
                let appointed = typed.appointed(query, of(body), lang)?;
                let left = filled::left(of(body), &member.facts.member);
                (vec![left], Some(appointed))
            }
            Doing::Leave(body, member) => {
                (vec![filled::left(of(body), &member.facts.member)], None)
            }
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
        let asks = self.asks(&mut query, &typed, (id, visit.ui.lang));
        if query.errors.is_empty() {
            sending.warn(&visit.ui, &mut query, &typed.written());
        }
        if let Some((mut commands, appointed)) = asks.filter(|_| query.errors.is_empty()) {
            let invited = match appointed {
                None => None,
                Some(appointed) => {
                    let (command, invited) = seat(caller, id, appointed).await?;
                    commands.push(command);
                    invited
                }
            };
            let asked = commands.into_iter().enumerate().map(|(place, command)| {
                let key = format!("{}.{place}", sending.key);
                once(actor, &key, command)
            });
            match visit.store.submit_all(asked.collect()).await {
                Ok(done) => {
                    let entry = done.last().map(|one| one.index).unwrap_or_default();
                    if let Some(invited) = invited {
                        invite(caller, invited).await?;
                    }
                    return Ok(caller.to(&links::office_done(id, entry)));
                }
                Err(error) => not_recorded(visit, &mut query, PLACES, &error),
            }
        }
        Ok(self.page((caller, programme), (&sending, &typed), &query.errors))
    }
}

/// Who is invited is given an account where they have none, and a name in the body alone, under which they act.
/// Whoever sits there already was told, however often the form is sent.
async fn seat(
    caller: &Caller,
    programme: &str,
    appointed: Appointed,
) -> Result<(Command, Option<Invited>), Failure> {
    let Appointed {
        address: to,
        mut ask,
    } = appointed;
    let ui = &caller.visit.ui;
    let scope = Scope::Member(format!("{programme}/{}", ask.facts.body));
    let known = async {
        let account = caller.accounts.invite(&to, ui.lang.tag()).await?;
        let name = caller.accounts.pseudonym(account, &scope).await?;
        Ok((account, name))
    };
    let (account, name) = known.await.map_err(|error| caller.failed(&error))?;
    let sits = caller.visit.store.with_state(|state| {
        let known = state.member(programme, &ask.facts.body, &name);
        known.is_ok()
    });
    let sits = sits.await;
    let sits = sits.map_err(|error| caller.visit.store_failed(&error))?;
    ask.facts.member = name;
    let role = ui.t("body-member-role");
    let invited = Invited { to, account, role };
    Ok((ask.into(), Some(invited).filter(|_| !sits)))
}

/// Mails to whoever was appointed that they were, with a link to sign in with.
async fn invite(caller: &Caller, invited: Invited) -> Result<(), Failure> {
    let told = async {
        let link = Link {
            purpose: Purpose::SignIn,
            address: invited.to.clone(),
            account: Some(invited.account),
        };
        let token = caller.accounts.make_link(&link).await?;
        letters::invite(&caller.visit.ui, &caller.accounts, invited, &token).await
    };
    told.await.map_err(|error| caller.failed(&error))
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
    signed!(administrator_of(&caller, &programme));
    Ok(Doing::Establish.asked(&caller, &programme))
}

async fn new_sent(caller: Caller, Path(id): Path<String>, body: String) -> Answer {
    let programme = programme_of(&caller.visit, &id).await?;
    let actor = signed!(administrator_of(&caller, &programme));
    Doing::Establish
        .sent(&caller, &programme, &actor, &body)
        .await
}

type Seat = Path<(String, String, String)>;

async fn appoint(caller: Caller, Path((id, body)): Path<(String, String)>) -> Answer {
    let named = named(&caller, (&id, &body, None)).await?;
    signed!(administrator_of(&caller, &named.programme));
    Ok(Doing::Appoint(&named.body).asked(&caller, &named.programme))
}

async fn appoint_sent(
    caller: Caller,
    Path((id, of)): Path<(String, String)>,
    body: String,
) -> Answer {
    let named = named(&caller, (&id, &of, None)).await?;
    let actor = signed!(administrator_of(&caller, &named.programme));
    let doing = Doing::Appoint(&named.body);
    doing.sent(&caller, &named.programme, &actor, &body).await
}

async fn replace(caller: Caller, Path((id, body, member)): Seat) -> Answer {
    let named = named(&caller, (&id, &body, Some(&member))).await?;
    signed!(administrator_of(&caller, &named.programme));
    let doing = Doing::Replace(&named.body, named.member(&caller)?);
    Ok(doing.asked(&caller, &named.programme))
}

async fn replace_sent(caller: Caller, Path((id, of, member)): Seat, body: String) -> Answer {
    let named = named(&caller, (&id, &of, Some(&member))).await?;
    let actor = signed!(administrator_of(&caller, &named.programme));
    let doing = Doing::Replace(&named.body, named.member(&caller)?);
    doing.sent(&caller, &named.programme, &actor, &body).await
}

async fn leave(caller: Caller, Path((id, body, member)): Seat) -> Answer {
    let named = named(&caller, (&id, &body, Some(&member))).await?;
    signed!(administrator_of(&caller, &named.programme));
    let doing = Doing::Leave(&named.body, named.member(&caller)?);
    Ok(doing.asked(&caller, &named.programme))
}

async fn leave_sent(caller: Caller, Path((id, of, member)): Seat, body: String) -> Answer {
    let named = named(&caller, (&id, &of, Some(&member))).await?;
    let actor = signed!(administrator_of(&caller, &named.programme));
    let doing = Doing::Leave(&named.body, named.member(&caller)?);
    doing.sent(&caller, &named.programme, &actor, &body).await
}
