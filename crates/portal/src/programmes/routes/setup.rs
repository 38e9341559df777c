//! A programme set up on pages, step by step: each form is one command of an official.

use axum::body::Body;
use axum::extract::Path;
use axum::http::{Response, StatusCode};
use madang_programme::clock::Calendar;
use madang_programme::programmes::Periods;
use madang_programme::{Actor, Role};
use maud::html;

use crate::accounts::caller::{Caller, signed};
use crate::frame::act::{once, recorded, status};
use crate::frame::app::{Answer, Failure};
use crate::frame::entries::entry_link;
use crate::frame::form::{Choice, Sending};
use crate::frame::meanwhile::stale;
use crate::frame::query::{FieldError, Query};
use crate::frame::ui::Ui;
use crate::model::{InstitutionDetail, ProgrammeDetail};
use crate::programmes::filled::{
    CURRENCY, DAYS, Filled, HOLIDAYS, ID, MONTHS, PERIODS, PLACES, Step, ZONE,
};
use crate::programmes::links;
use crate::programmes::routes::{programme_of, rule};
use crate::programmes::setup::{self, Set};
use crate::votes::rule_words::selection_rule;

/// What there is of a programme that is being set up.
pub struct Read {
    /// The programme.
    pub programme: ProgrammeDetail,
    institutions: Vec<InstitutionDetail>,
    calendar: Option<Calendar>,
    /// The entry that fixed its periods last, where one did, and those that hold.
    periods: (Option<u64>, Periods),
    rules: Vec<(String, Vec<String>)>,
}

impl Read {
    /// The same as the pages show it.
    pub fn set(&self) -> Set<'_> {
        Set {
            programme: &self.programme,
            institutions: &self.institutions,
            calendar: self.calendar.as_ref(),
            periods: (self.periods.0.is_some(), self.periods.1),
            rules: &self.rules,
        }
    }
}

async fn read(caller: &Caller, id: &str) -> Result<Read, Failure> {
    let visit = &caller.visit;
    let programme = programme_of(visit, id).await?;
    let failed = |error| visit.store_failed(&error);
    let institutions = visit.store.institutions(id).await.map_err(failed)?;
    let state = visit.store.with_state(|state| {
        let of = state.programme(id).ok()?;
        let calendar = of.calendar_fixed.map(|_| of.calendar(None));
        let fixed = of.fixed_periods.last().map(|(entry, _)| *entry);
        let periods = (fixed, of.periods(u64::MAX));
        let rule = |rule: &str| Some((rule.to_owned(), state.rule(id, rule).ok()?.rule.clone()));
        let rules: Vec<_> = state.rule_ids(id).filter_map(rule).collect();
        Some((calendar, periods, rules))
    });
    let state = state.await.map_err(failed)?;
    let (calendar, periods, rules) = state.ok_or_else(|| visit.not_found())?;
    let rules = rules.into_iter().map(|(id, rule)| {
        let words = selection_rule(&visit.ui, &programme, &rule);
        (id, words)
    });
    Ok(Read {
        rules: rules.collect(),
        programme,
        institutions,
        calendar,
        periods,
    })
}

/// The official of a programme; without one, of the whole record. Or where somebody goes who is none.
fn official(caller: &Caller, programme: Option<&str>) -> Result<Actor, Box<Response<Body>>> {
    let actor = caller.acting_for_all(Role::Official, programme)?;
    actor.ok_or_else(|| {
        let key = match programme {
            Some(_) => "programme-set-not-yours",
            None => "programme-set-not-yours-new",
        };
        let page = setup::not_yours(&caller.visit.ui, key);
        Box::new(caller.page(StatusCode::FORBIDDEN, &page))
    })
}

/// The official of a programme that is read; the same otherwise.
pub fn official_of(
    caller: &Caller,
    programme: &ProgrammeDetail,
) -> Result<Actor, Box<Response<Body>>> {
    official(caller, Some(&programme.summary.facts.id))
}

/// The commitments to choose from.
async fn commitments(caller: &Caller) -> Result<Vec<Choice>, Failure> {
    let visit = &caller.visit;
    let failed = |error| visit.store_failed(&error);
    let mut all = Vec::new();
    for country in visit.store.countries().await.map_err(failed)? {
        let of = visit
            .store
            .commitments(&country.country)
            .await
            .map_err(failed)?;
        all.extend(of.into_iter().map(|one| {
            let title = one.title.as_ref();
            let title = title.map(|title| visit.ui.plain(title)).unwrap_or_default();
            let id = one.facts.id;
            (id.clone(), [id, title].join(" "))
        }));
    }
    Ok(all)
}

async fn new_form(
    caller: &Caller,
    sending: &Sending,
    filled: &Filled,
    errors: &[FieldError],
) -> Answer {
    let commitments = commitments(caller).await?;
    let page = setup::new(&caller.visit.ui, &commitments, sending, filled, errors);
    Ok(caller.page(status(errors), &page))
}

/// The form of a new programme.
pub async fn new(caller: Caller) -> Answer {
    signed!(official(&caller, None));
    let filled = Filled::default()
        .with(ZONE, "Asia/Seoul")
        .with(CURRENCY, "KRW");
    new_form(&caller, &Sending::new(None), &filled, &[]).await
}

/// It is begun.
pub async fn new_sent(caller: Caller, body: String) -> Answer {
    let actor = signed!(official(&caller, None));
    let mut query = Query::parse(&body);
    let mut sending = Sending::sent(&mut query);
    let filled = Filled::read(&mut query);
    let command = filled.begun(&mut query, caller.visit.ui.lang);
    if query.errors.is_empty() {
        sending.warn(&caller.visit.ui, &mut query, &filled.written());
    }
    let mut done = false;
    if let (Some(command), true) = (command, query.errors.is_empty()) {
        let asked = once(&actor, &sending.key, command);
        done = recorded(&caller.visit, &mut query, PLACES, asked)
            .await
            .is_some();
    }
    match done {
        true => Ok(caller.to(&links::set(filled.plain(ID)))),
        false => new_form(&caller, &sending, &filled, &query.errors).await,
    }
}

/// The list of what is to be done.
pub async fn tasks(caller: Caller, Path(id): Path<String>) -> Answer {
    let read = read(&caller, &id).await?;
    signed!(official(&caller, Some(&id)));
    let administers = caller.acting(Role::Administrator, Some(&id), None);
    let administers = matches!(administers, Ok(Some(_)));
    let page = setup::tasks(&caller.visit.ui, &read.set(), administers);
    Ok(caller.page(StatusCode::OK, &page))
}

/// With what the form of a step begins.
fn begun(step: Step, read: &Read) -> Filled {
    let mut filled = Filled::default();
    match step {
        Step::Periods => {
            let periods = read.periods.1;
            let each = [
                periods.answer,
                periods.progress,
                periods.deliberation,
                periods.personal_data,
                periods.corrections,
            ];
            for ((number, unit), period) in PERIODS.into_iter().zip(each) {
                let (many, name) = setup::written(period);
                filled = filled.with(number, many).with(unit, name);
            }
        }
        Step::Calendar => filled.weekend = vec!["saturday".to_owned(), "sunday".to_owned()],
        Step::Programme | Step::Groups | Step::Audiences | Step::Institutions | Step::Rule => {}
    }
    filled
}

/// What the unit of a period is called.
fn unit_name(ui: &Ui, unit: &str) -> Option<String> {
    match unit {
        DAYS => Some(ui.t("programme-set-days")),
        MONTHS => Some(ui.t("programme-set-months")),
        _ => None,
    }
}

/// The form of a step.
pub async fn step(caller: Caller, Path((id, name)): Path<(String, String)>) -> Answer {
    let step = Step::named(&name).ok_or_else(|| caller.visit.not_found())?;
    let read = read(&caller, &id).await?;
    signed!(official(&caller, Some(&id)));
    if step == Step::Rule {
        return Ok(rule::asked(&caller, &read));
    }
    let filled = begun(step, &read);
    let sending = match step {
        Step::Periods => Sending::new(read.periods.0).showing(&filled.periods()),
        _ => Sending::new(None),
    };
    let form = (&sending, &filled, [].as_slice());
    let page = setup::step(&caller.visit.ui, &read.set(), step, form, &html! {});
    Ok(caller.page(StatusCode::OK, &page))
}

/// The periods. Whoever did not see what somebody else fixed is shown that first; of those that are fixed already, what is changed is
/// sent alone, so that nothing is taken back that was changed just now.
async fn periods_sent(caller: Caller, read: Read, actor: Actor, body: &str) -> Answer {
    let visit = &caller.visit;
    let mut query = Query::parse(body);
    let mut sending = Sending::sent(&mut query);
    let known = visit.store.recorded_under(&actor, &sending.key).await;
    let known = known.map_err(|error| visit.store_failed(&error))?;
    let id = read.programme.summary.facts.id.as_str();
    if known.is_some() && query.errors.is_empty() {
        return Ok(caller.to(&links::set(id)));
    }
    let now = begun(Step::Periods, &read).periods();
    let stands = (now.as_slice(), PERIODS.as_slice());
    let meanwhile = stale(&mut query, &mut sending, read.periods.0, stands);
    let filled = Filled::read(&mut query);
    if query.errors.is_empty() && read.periods.0.is_some() {
        let changed = filled.periods();
        for (pair, theirs) in changed.chunks(2).zip(now.chunks(2)) {
            if let ([(many, _), _], true) = (pair, pair == theirs && changed != now) {
                query.set(*many, "");
            }
        }
    }
    let asked = (Step::Periods, id, false);
    let command = filled.command(&mut query, asked, visit.ui.lang);
    if let (Some(command), true) = (command, query.errors.is_empty()) {
        let asked = once(&actor, &sending.key, command);
        let done = recorded(visit, &mut query, PLACES, asked).await;
        if done.is_some() {
            return Ok(caller.to(&links::set(id)));
        }
    }
    let ui = &visit.ui;
    let given = html! { @if let Some(entry) = read.periods.0 { (entry_link(ui, entry)) } };
    let theirs = meanwhile.map(|found| found.section(ui, given, &|_, unit| unit_name(ui, unit)));
    let form = (&sending, &filled, query.errors.as_slice());
    let theirs = theirs.unwrap_or_else(|| html! {});
    let page = setup::step(ui, &read.set(), Step::Periods, form, &theirs);
    Ok(caller.page(status(&query.errors), &page))
}

/// A step is done.
pub async fn step_sent(
    caller: Caller,
    Path((id, name)): Path<(String, String)>,
    body: String,
) -> Answer {
    let step = Step::named(&name).ok_or_else(|| caller.visit.not_found())?;
    let read = read(&caller, &id).await?;
    let actor = signed!(official(&caller, Some(&id)));
    if step == Step::Rule {
        return rule::sent(caller, read, actor, &body).await;
    }
    if step == Step::Periods {
        return periods_sent(caller, read, actor, &body).await;
    }
    let mut query = Query::parse(&body);
    let mut sending = Sending::sent(&mut query);
    let filled = Filled::read(&mut query);
    // The form that fixes a calendar, sent again, still fixes it.
    let fixes = !filled.weekend.is_empty() || !filled.plain(HOLIDAYS).is_empty();
    let fixed = read.calendar.is_some() && !fixes;
    let command = filled.command(&mut query, (step, &id, fixed), caller.visit.ui.lang);
    if query.errors.is_empty() {
        sending.warn(&caller.visit.ui, &mut query, &filled.written());
    }
    let mut done = false;
    if let (Some(command), true) = (command, query.errors.is_empty()) {
        let asked = once(&actor, &sending.key, command);
        done = recorded(&caller.visit, &mut query, PLACES, asked)
            .await
            .is_some();
    }
    if !done {
        let typed = (&sending, &filled, query.errors.as_slice());
        let page = setup::step(&caller.visit.ui, &read.set(), step, typed, &html! {});
        return Ok(caller.page(status(&query.errors), &page));
    }
    // Of some there are several: the form is there for the next one.
    Ok(caller.to(&match step {
        Step::Groups | Step::Audiences | Step::Institutions => links::set_up(&id, step.name()),
        Step::Programme | Step::Periods | Step::Calendar | Step::Rule => links::set(&id),
    }))
}
