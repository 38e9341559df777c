//! The page of how a body scores, and the forms of its members, its chair and administrators.

pub mod asked;
mod may;

use std::collections::BTreeSet;

use axum::body::Body;
use axum::extract::Path;
use axum::http::{Response, StatusCode};
use axum::routing::{MethodRouter, get};
use madang_programme::bodies::Seated;
use madang_programme::scoring::{CriteriaScores, Fixed};
use madang_programme::votes::SCORES;
use madang_programme::{Actor, Command};
use maud::{Markup, html};

use crate::accounts::caller::{Caller, seen_by, signed};
use crate::accounts::links::again;
use crate::frame::act::Places;
use crate::frame::app::{Answer, App, Failure, Visit};
use crate::frame::entries::recorded;
use crate::frame::form::{Sending, error_summary, sent as form_sent};
use crate::frame::layout::Page;
use crate::frame::query::{FieldError, Query};
use crate::frame::ui::Ui;
use crate::programmes::labels::{below, plain_title};
use crate::programmes::routes::programme_of;
use crate::scoring::fixing::{self, Criteria, Recuse};
use crate::scoring::forms::{self, INTEREST_PLACES, Interests, Sheet};
use crate::scoring::links::{self, Of};
use crate::scoring::page;
use crate::scoring::read::{May, Scoring};

/// The feature's pages.
pub fn routes() -> Vec<(&'static str, MethodRouter<App>)> {
    vec![
        (links::ONE, get(one)),
        (links::INTERESTS, get(interests).post(interests_sent)),
        (links::SCORES, get(scores).post(scores_sent)),
        (links::CRITERIA, get(criteria).post(criteria_sent)),
        (links::RECUSALS, get(recusals).post(recusals_sent)),
    ]
}

/// A sheet has no field that the record names.
const NO_PLACES: Places<'static> = &[];

type Named = Path<(String, String, String)>;

/// The votes of a programme that are announced or opened, and that a body scores or can, as links on its page; nothing where there are none.
pub async fn of_body(visit: &Visit, programme: &str, body: &str) -> Result<Markup, Failure> {
    let votes = visit.store.with_state(|state| {
        let known = state.body(programme, body).ok();
        let seats = known.is_some_and(|body| body.composed.is_some());
        let opened = state.votes(programme).map(|(id, vote)| (id, vote.title()));
        let announced = state.schedules(programme);
        let announced = announced.map(|(id, schedule)| (id, Some(&schedule.title)));
        let mut seen = BTreeSet::new();
        let all = opened.chain(announced).filter(|(id, _)| {
            let scores = state.panel(programme, id, body).is_some();
            (scores || seats) && seen.insert(id.to_string())
        });
        all.map(|(id, title)| (id.to_owned(), title.cloned()))
            .collect::<Vec<_>>()
    });
    let votes = votes.await.map_err(|error| visit.store_failed(&error))?;
    let ui = &visit.ui;
    Ok(html! {
        @if !votes.is_empty() {
            h2 #scoring { (ui.t("scoring-title")) }
            ul {
                @for (vote, title) in &votes {
                    @let of = Of { programme, vote, body };
                    li { a href=(ui.href(&of.one())) { @match title { Some(title) => span.words { (ui.words(title)) }, None => (vote) } } }
                }
            }
        }
    })
}

async fn read(
    visit: &Visit,
    (programme, vote, body): (&str, &str, &str),
) -> Result<Scoring, Failure> {
    let programme = programme_of(visit, programme).await?;
    Scoring::read(visit, programme, (vote, body)).await
}

async fn one(visit: Visit, caller: Option<Caller>, Path((programme, vote, body)): Named) -> Answer {
    let of = read(&visit, (&programme, &vote, &body)).await?;
    let may = of.may(caller.as_ref()).await?;
    let mut query = Query::parse(&visit.ui.query);
    let done = recorded(&mut query);
    let page = page::view(&visit.ui, &of, &may, &done);
    Ok(seen_by(&visit, caller.as_ref(), &page))
}

/// The page of a form.
fn form_page(
    ui: &Ui,
    of: &Scoring,
    (title, lead): (&str, &str),
    errors: &[FieldError],
    form: Markup,
) -> Page {
    let title = ui.t(title);
    let content = html! {
        (error_summary(ui, errors))
        h1 { (title) " " span.of.words { (ui.words(&of.body.facts.name)) } }
        p { span.words { (of.vote_name(ui)) } " · " span.words { (plain_title(ui, &of.programme.summary)) } }
        p.lead { (ui.t(lead)) }
        (form)
        p { a href=(ui.href(&of.of().one())) { (ui.t("scoring-back")) } }
    };
    below(ui, &of.programme, &title, "scoring-lead", content)
}

/// What a form is for.
#[derive(Clone, Copy)]
enum Doing {
    Declare,
    Score,
    Fix,
    Recuse,
}

impl Doing {
    fn says(self) -> (&'static str, &'static str) {
        match self {
            Doing::Declare => ("scoring-declare", "scoring-declare-lead"),
            Doing::Score => ("scoring-score", "scoring-score-lead"),
            Doing::Fix => ("scoring-fix", "scoring-fix-lead"),
            Doing::Recuse => ("scoring-recuse", "scoring-recuse-lead"),
        }
    }

    fn address(self, of: Of<'_>) -> String {
        match self {
            Doing::Declare => of.interests(),
            Doing::Score => of.scores(),
            Doing::Fix => of.criteria(),
            Doing::Recuse => of.recusals(),
        }
    }

    fn actor(self, may: May) -> Option<Actor> {
        match self {
            Doing::Declare | Doing::Score => may.member,
            Doing::Fix => may.administers,
            Doing::Recuse => may.decides,
        }
    }

    /// What is read for the form by whoever may use it, or where somebody goes who may not.
    async fn begin(
        self,
        caller: &Caller,
        (programme, vote, body): (&str, &str, &str),
    ) -> Result<Result<(Scoring, Actor), Box<Response<Body>>>, Failure> {
        let of = read(&caller.visit, (programme, vote, body)).await?;
        if caller.signed.is_none() {
            return Ok(Err(Box::new(caller.to(&again(&self.address(of.of()))))));
        }
        if let Err(elsewhere) = caller.whole() {
            return Ok(Err(elsewhere));
        }
        let may = of.may(Some(caller)).await?;
        let ui = &caller.visit.ui;
        let Some(actor) = self.actor(may) else {
            let says = ("programme-set-not-yours-title", "scoring-not-yours");
            let page = form_page(ui, &of, says, &[], html! {});
            let refused = caller.page(StatusCode::FORBIDDEN, &page);
            return Ok(Err(Box::new(refused)));
        };
        Ok(Ok((of, actor)))
    }

    fn show(
        self,
        (caller, of): (&Caller, &Scoring),
        (sending, fields): (&Sending, Markup),
        errors: &[FieldError],
    ) -> Response<Body> {
        let ui = &caller.visit.ui;
        let action = ui.href(&self.address(of.of()));
        let form = form_sent(&action, false, sending, fields, &ui.t(self.says().0));
        let page = form_page(ui, of, self.says(), errors, form);
        caller.form(errors, &page)
    }

    /// Records what is asked; gives where it leads, or nothing where something was noted.
    async fn record(
        self,
        (caller, of): (&Caller, &Scoring),
        by: (Actor, &Sending),
        (command, places): (Command, Places<'_>),
        query: &mut Query,
    ) -> Result<Option<Response<Body>>, Failure> {
        let made = caller.record_at(by, command, places, query).await?;
        Ok(made.map(|receipt| caller.to(&of.of().done(receipt.proof.index))))
    }
}

async fn interests(caller: Caller, Path((programme, vote, body)): Named) -> Answer {
    let begun = Doing::Declare.begin(&caller, (&programme, &vote, &body));
    let (of, actor) = signed!(begun.await?);
    let again = of.panel.declarations.contains_key(&actor.pseudonym);
    let ui = &caller.visit.ui;
    let fields = forms::interest_fields(ui, &of, (&Interests::default(), again), &[]);
    let shown = (&Sending::new(None), fields);
    Ok(Doing::Declare.show((&caller, &of), shown, &[]))
}

async fn interests_sent(
    caller: Caller,
    Path((programme, vote, body)): Named,
    sent: String,
) -> Answer {
    let begun = Doing::Declare.begin(&caller, (&programme, &vote, &body));
    let (of, actor) = signed!(begun.await?);
    let ui = &caller.visit.ui;
    let mut query = Query::parse(&sent);
    let sending = Sending::sent(&mut query);
    let typed = Interests::read(&mut query);
    let again = of.panel.declarations.contains_key(&actor.pseudonym);
    let asked = typed.ask(&mut query, (of.of(), &actor.pseudonym), ui.lang);
    if let Some(ask) = asked {
        let asked = (Command::from(ask), INTEREST_PLACES);
        let by = (actor, &sending);
        let done = Doing::Declare.record((&caller, &of), by, asked, &mut query);
        if let Some(done) = done.await? {
            return Ok(done);
        }
    }
    let fields = forms::interest_fields(ui, &of, (&typed, again), &query.errors);
    Ok(Doing::Declare.show((&caller, &of), (&sending, fields), &query.errors))
}

/// The criteria of a form, or the page that says that nobody scores without.
fn fixed<'a>(caller: &Caller, of: &'a Scoring) -> Result<&'a Fixed, Box<Response<Body>>> {
    of.panel.criteria.as_ref().ok_or_else(|| {
        let says = ("scoring-score", "scoring-criteria-none");
        let page = form_page(&caller.visit.ui, of, says, &[], html! {});
        Box::new(caller.page(StatusCode::OK, &page))
    })
}

async fn scores(caller: Caller, Path((programme, vote, body)): Named) -> Answer {
    let begun = Doing::Score.begin(&caller, (&programme, &vote, &body));
    let (of, actor) = signed!(begun.await?);
    let criteria = signed!(fixed(&caller, &of));
    let own = of.panel.sheets.get(&actor.pseudonym);
    let typed = match own.and_then(|all| all.last()) {
        Some(entry) => {
            let store = &caller.visit.store;
            let sheet = store.own_content::<CriteriaScores>(*entry, SCORES, &actor);
            let sheet = sheet
                .await
                .map_err(|error| caller.visit.store_failed(&error))?;
            sheet.map(|sheet| Sheet::of(&sheet)).unwrap_or_default()
        }
        None => Sheet::default(),
    };
    let ui = &caller.visit.ui;
    let fields = forms::sheet_fields(ui, (&of, criteria), &actor.pseudonym, &typed);
    let shown = (&Sending::new(None), fields);
    Ok(Doing::Score.show((&caller, &of), shown, &[]))
}

async fn scores_sent(caller: Caller, Path((programme, vote, body)): Named, sent: String) -> Answer {
    let begun = Doing::Score.begin(&caller, (&programme, &vote, &body));
    let (of, actor) = signed!(begun.await?);
    let criteria = signed!(fixed(&caller, &of));
    let ui = &caller.visit.ui;
    let member = actor.pseudonym.clone();
    let mut query = Query::parse(&sent);
    let sending = Sending::sent(&mut query);
    let typed = Sheet::read(&query, &of, criteria, &member);
    let asked = typed.ask(ui, &mut query, (&of, criteria), &member);
    if let Some(ask) = asked {
        let by = (actor, &sending);
        let asked = (Command::from(ask), NO_PLACES);
        let done = Doing::Score.record((&caller, &of), by, asked, &mut query);
        if let Some(done) = done.await? {
            return Ok(done);
        }
    }
    let fields = forms::sheet_fields(ui, (&of, criteria), &member, &typed);
    Ok(Doing::Score.show((&caller, &of), (&sending, fields), &query.errors))
}

async fn criteria(caller: Caller, Path((programme, vote, body)): Named) -> Answer {
    let begun = Doing::Fix.begin(&caller, (&programme, &vote, &body));
    let (of, _) = signed!(begun.await?);
    let fields = fixing::criteria_fields(&caller.visit.ui, &Criteria::default(), &[]);
    let shown = (&Sending::new(None), fields);
    Ok(Doing::Fix.show((&caller, &of), shown, &[]))
}

async fn criteria_sent(
    caller: Caller,
    Path((programme, vote, body)): Named,
    sent: String,
) -> Answer {
    let begun = Doing::Fix.begin(&caller, (&programme, &vote, &body));
    let (of, actor) = signed!(begun.await?);
    let ui = &caller.visit.ui;
    let mut query = Query::parse(&sent);
    let sending = Sending::sent(&mut query);
    let typed = Criteria::read(&mut query);
    if let Some(command) = typed.ask(&mut query, of.of(), ui.lang) {
        let by = (actor, &sending);
        let asked = (command, fixing::PLACES);
        let done = Doing::Fix.record((&caller, &of), by, asked, &mut query);
        if let Some(done) = done.await? {
            return Ok(done);
        }
    }
    let fields = fixing::criteria_fields(ui, &typed, &query.errors);
    Ok(Doing::Fix.show((&caller, &of), (&sending, fields), &query.errors))
}

/// What a member is called in a list to choose from: the post, where that is public.
fn called(ui: &Ui, of: &Scoring, seated: &Seated) -> String {
    let member = of.body.member(&seated.member);
    let person = member.and_then(|member| member.person.as_ref());
    person.map_or_else(|| seated.member.clone(), |person| ui.plain(&person.post))
}

async fn recusals(caller: Caller, Path((programme, vote, body)): Named) -> Answer {
    let begun = Doing::Recuse.begin(&caller, (&programme, &vote, &body));
    let (of, _) = signed!(begun.await?);
    let ui = &caller.visit.ui;
    let typed = Recuse::default();
    let fields = fixing::recusal_fields(ui, &of, |one| called(ui, &of, one), (&typed, &[]));
    let shown = (&Sending::new(None), fields);
    Ok(Doing::Recuse.show((&caller, &of), shown, &[]))
}

async fn recusals_sent(
    caller: Caller,
    Path((programme, vote, body)): Named,
    sent: String,
) -> Answer {
    let begun = Doing::Recuse.begin(&caller, (&programme, &vote, &body));
    let (of, actor) = signed!(begun.await?);
    let ui = &caller.visit.ui;
    let mut query = Query::parse(&sent);
    let mut sending = Sending::sent(&mut query);
    let typed = Recuse::read(&mut query);
    let command = typed.ask(&mut query, of.of(), ui.lang);
    if query.errors.is_empty() {
        sending.warn(ui, &mut query, typed.written());
    }
    if let Some(command) = command.filter(|_| query.errors.is_empty()) {
        let by = (actor, &sending);
        let asked = (command, fixing::PLACES);
        let done = Doing::Recuse.record((&caller, &of), by, asked, &mut query);
        if let Some(done) = done.await? {
            return Ok(done);
        }
    }
    let shown = (&typed, &query.errors[..]);
    let fields = fixing::recusal_fields(ui, &of, |one| called(ui, &of, one), shown);
    Ok(Doing::Recuse.show((&caller, &of), (&sending, fields), &query.errors))
}
