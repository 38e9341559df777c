//! The page of a programme's answers, their feed, the section on the page of what is answered, and what is done about it.

pub mod asked;
mod beside;
mod chosen;
mod give;
mod later;
mod many;
mod notes;
mod reading;
mod waiting;
mod ways;

use axum::body::Body;
use axum::extract::Path;
use axum::http::Response;
use axum::routing::{MethodRouter, get};
use madang_programme::answers::{Figures, Subject};
use madang_programme::programmes::Moment;
use madang_store::{Store, StoreError};
use madang_words::shortened;
use maud::Markup;

use crate::accounts::caller::Caller;
use crate::answers::links::Way;
use crate::answers::routes::ways::reader;
use crate::answers::{done, labels, links, list, section};
use crate::frame::app::{Answer, App, Failure, Visit};
use crate::frame::entries::recorded;
use crate::frame::feed::{self, Feed, Item};
use crate::frame::query::Query;
use crate::institutions::labels::plain_institution;
use crate::model::{AnswerFilter, InstitutionDetail, ProgrammeDetail};
use crate::programmes::labels::plain_title;
use crate::programmes::routes::programme_of;

/// Answers in the feed.
const LENGTH: u64 = 50;

/// The feature's pages.
pub fn routes() -> Vec<(&'static str, MethodRouter<App>)> {
    vec![
        (links::OF_PROGRAMME, get(answers)),
        (links::FEED, get(newest)),
        (links::DONE, get(released)),
        (links::MANY, get(many::voices).post(many::voices_sent)),
        (
            links::MANY_PROPOSALS,
            get(many::proposals).post(many::proposals_sent),
        ),
        (links::ANSWER, get(give::asked).post(give::sent)),
        (
            links::PROGRESS,
            get(later::progress).post(later::progress_sent),
        ),
        (links::EXPERT, get(later::expert).post(later::expert_sent)),
        (links::NOTES, get(notes::asked).post(notes::sent)),
        (links::AGAIN, get(later::again).post(later::again_sent)),
    ]
}

/// What the answers of a programme come to now.
///
/// # Errors
/// What the store says.
pub async fn figures(store: &Store, programme: &str) -> Result<Figures, StoreError> {
    let now = store.now();
    let figures = store.with_state(|state| {
        let of = state.programme(programme).ok()?;
        let moment = Moment::at(programme, of, &now).ok()?;
        Some(state.answer_figures(&moment))
    });
    // A programme that is not there has nothing to answer.
    Ok(figures.await?.unwrap_or_default())
}

async fn answers(visit: Visit, Path(id): Path<String>) -> Answer {
    let programme = programme_of(&visit, &id).await?;
    let failed = |error| visit.store_failed(&error);
    let institutions = visit.store.institutions(&id).await.map_err(failed)?;
    let mut query = Query::parse(&visit.ui.query);
    let (filter, page) = list::read(&mut query, &institutions);
    let found = visit.store.answers_given(&id, &filter).await;
    let found = found.map_err(failed)?;
    let figures = figures(&visit.store, &id).await.map_err(failed)?;
    let list = list::List {
        programme: &programme,
        institutions: &institutions,
        figures: &figures,
        filter: &filter,
        page,
        errors: &query.errors,
        found: &found,
    };
    Ok(visit.page_with(!query.errors.is_empty(), &list::view(&visit.ui, &list)))
}

/// How much of a programme's voices and proposals is answered, in a few lines: for the programme's own page.
///
/// # Errors
/// The page that says what the store says.
pub async fn share_of(visit: &Visit, programme: &str) -> Result<Markup, Failure> {
    let figures = figures(&visit.store, programme).await;
    let figures = figures.map_err(|error| visit.store_failed(&error))?;
    Ok(list::share(&visit.ui, &figures.all))
}

/// What became of a voice or a proposal of that entry: for its own page.
///
/// # Errors
/// The page that says what the store says.
pub async fn section_of(
    visit: &Visit,
    caller: Option<&Caller>,
    programme: &ProgrammeDetail,
    institutions: &[InstitutionDetail],
    (subject, entry): (&Subject, u64),
) -> Result<Markup, Failure> {
    let failed = |error| visit.store_failed(&error);
    let facts = &programme.summary.facts;
    let steps = visit.store.answer_steps(entry).await.map_err(failed)?;
    let entries = steps.iter().map(|step| step.entry);
    visit.tell_hidden(entries).await.map_err(failed)?;
    let now = visit.store.now();
    let reader = match caller {
        Some(caller) => Some(reader(caller, &facts.id).await?),
        None => None,
    };
    let clocks = visit.store.with_state(|state| {
        let of = state.programme(&facts.id).ok()?;
        let moment = Moment::at(&facts.id, of, &now).ok()?;
        let ways = reader.iter();
        let ways = ways.flat_map(|reader| reader.ways(state, &moment, subject));
        Some((
            state.answer_clocks(&moment, subject),
            moment.today,
            ways.collect::<Vec<Way>>(),
        ))
    });
    let (clocks, today, ways) = clocks.await.map_err(failed)?.unwrap_or_default();
    let shown = section::Shown {
        subject,
        ways: &ways,
        programme: &facts.id,
        zone: &facts.zone,
        institutions,
        steps: &steps,
        clocks: &clocks,
        today,
    };
    Ok(section::view(&visit.ui, &shown))
}

/// What was released just now. Whoever has the address reads it: it is on the record.
async fn released(visit: Visit, Path(id): Path<String>) -> Answer {
    let programme = programme_of(&visit, &id).await?;
    let mut query = Query::parse(&visit.ui.query);
    let asked = recorded(&mut query);
    let found = visit.store.entries_at(&asked).await;
    let mut found = found.map_err(|error| visit.store_failed(&error))?;
    found.retain(|entry| entry.space == id);
    if found.is_empty() {
        return Err(visit.not_found());
    }
    let back = query.text(done::BACK);
    let back = (visit.ui.query.contains("&back=")).then_some(back.as_str());
    Ok(visit.page(&done::view(&visit.ui, &programme, &found, back)))
}

/// The newest answers as an Atom feed.
async fn newest(visit: Visit, Path(id): Path<String>) -> Result<Response<Body>, Failure> {
    let programme = programme_of(&visit, &id).await?;
    let failed = |error| visit.store_failed(&error);
    let institutions = visit.store.institutions(&id).await.map_err(failed)?;
    let filter = AnswerFilter {
        limit: LENGTH,
        ..AnswerFilter::default()
    };
    let found = visit.store.answers_given(&id, &filter).await;
    let found = found.map_err(failed)?;
    let ui = &visit.ui;
    let items = found.items.iter().map(|answer| {
        let facts = &answer.facts;
        let named = [
            ("subject", labels::subject_name(ui, &facts.subject).into()),
            (
                "disposition",
                labels::disposition(ui, facts.disposition.kind()).into(),
            ),
        ];
        let page = labels::path(&id, &facts.subject);
        Item {
            title: ui.tf("answers-feed-item", &named),
            address: format!("{page}#{}", links::PLACE),
            at: answer.at.clone(),
            author: plain_institution(ui, &institutions, &facts.decider),
            summary: match &answer.reason {
                Some(reason) => shortened(&ui.plain(&reason.reason), 400),
                None => ui.t("words-hidden"),
            },
        }
    });
    let title = plain_title(ui, &programme.summary);
    let feed = Feed {
        title: ui.tf("answers-page-title", &[("programme", title.into())]),
        address: links::feed(&id),
        page: links::list(&id),
        items: items.collect(),
    };
    feed::answer(&visit, &feed)
}
