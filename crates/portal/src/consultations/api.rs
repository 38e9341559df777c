//! The API of consultations.

use axum::Json;
use axum::extract::{Path, RawQuery, State};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::consultations::links;
use crate::consultations::list::{WHEN, when};
use crate::consultations::routes::ending::asked as ending;
use crate::consultations::routes::minutes::asked as minutes;
use crate::consultations::routes::{asked, asked_of_cards};
use crate::consultations::shapes::{CardsOfWorkshop, Consultation, ConsultationWhole, Registered};
use crate::frame::app::App;
use crate::frame::problem::{Answer, Problem, Problems};
use crate::frame::query::{self, Query};
use crate::frame::shapes::List;
use crate::frame::words::said;
use crate::programmes::api::programme_of;
use crate::programmes::narrowed::Part;

/// The feature's addresses in the API.
pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(consultations))
        .routes(routes!(consultation))
        .routes(routes!(asked::register))
        .routes(routes!(asked::unregister))
        .routes(routes!(asked::check_in))
        .routes(routes!(asked_of_cards::issue))
        .routes(routes!(asked_of_cards::enter))
        .routes(routes!(asked_of_cards::account))
        .routes(routes!(ending::close))
        .routes(routes!(ending::waive))
        .routes(routes!(ending::assess))
        .routes(routes!(minutes::draft_minutes))
        .routes(routes!(minutes::approve_minutes))
        .routes(routes!(minutes::correct_minutes))
        .routes(routes!(minutes::ask_correction))
        .routes(routes!(minutes::settle_correction))
}

/// A programme's consultations, a page at a time.
#[utoipa::path(
    get, path = "/programmes/{programme}/consultations", operation_id = "listConsultations", tag = "consultations",
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("when" = Option<String>, Query, description = "`coming` (those that have not ended, the next first, the default), `past` or `all` (the last first)."),
        ("offset" = Option<u64>, Query, description = "How many to leave out, 0–10,000."),
        ("limit" = Option<u64>, Query, description = "How many at most, 1–100; 20 without it."),
    ),
    responses(
        (status = 200, description = "A page of consultations.", body = List<Consultation>),
        Problems<400>,
        Problems<404>,
    )
)]
pub async fn consultations(
    State(app): State<App>,
    Path(id): Path<String>,
    RawQuery(raw): RawQuery,
) -> Answer<List<Consultation>> {
    programme_of(&app, &id).await?;
    let mut query = Query::parse(raw.as_deref().unwrap_or_default());
    let when = when(&mut query);
    let part = Part::read(&mut query);
    if !query.errors.is_empty() {
        return Err(Problem::query(&query.errors));
    }
    let now = app.store.now();
    let page = app
        .store
        .consultations(&id, (when, &now), (part.offset, part.limit));
    let page = page.await?;
    let next = page.is_followed(part.offset, part.limit).then(|| {
        let [offset, limit] = part.following();
        let pairs = [
            (WHEN.name, when.name()),
            (offset.0, &offset.1),
            (limit.0, &limit.1),
        ];
        format!("{}?{}", links::api(&id), query::write(&pairs))
    });
    Ok(Json(List {
        items: page.items.iter().map(Consultation::from).collect(),
        total: page.total,
        more_than_total: page.more_than_total,
        next,
    }))
}

/// One consultation with what was published of it.
#[utoipa::path(
    get, path = "/programmes/{programme}/consultations/{consultation}", operation_id = "getConsultation", tag = "consultations",
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("consultation" = String, Path, description = "The consultation's identifier."),
    ),
    responses(
        (status = 200, description = "The consultation.", body = ConsultationWhole),
        Problems<404>,
    )
)]
pub async fn consultation(
    State(app): State<App>,
    Path((programme, id)): Path<(String, String)>,
) -> Answer<ConsultationWhole> {
    let found = app.store.consultation(&programme, &id).await?;
    let found =
        found.ok_or_else(|| Problem::not_found(said!("problem-thing-consultation"), &id))?;
    let papers = app.store.consultation_papers(found.entry).await?;
    let registered = app.store.with_state(|state| {
        let known = state.consultation(&programme, &id).ok()?;
        let registered = Registered {
            confirmed: known.registrations.confirmed(),
            waiting: known.registrations.waiting(),
            came: known.registrations.came(),
        };
        Some((registered, CardsOfWorkshop::of(&known.cards)))
    });
    let (registered, cards) = registered.await?.unzip();
    Ok(Json(ConsultationWhole {
        registered: registered.filter(|_| found.plan.registration.is_some()),
        cards: cards.flatten(),
        ..ConsultationWhole::of(&found, &papers)
    }))
}
