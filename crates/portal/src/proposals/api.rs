//! The API of proposals.

use axum::Json;
use axum::extract::{Path, RawQuery, State};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::frame::app::App;
use crate::frame::form::SEARCH;
use crate::frame::problem::{Answer, Problem, Problems};
use crate::frame::query::{self, Query};
use crate::frame::shapes::List;
use crate::frame::words::said;
use crate::model::{ProposalDetail, ProposalFilter, ProposalOrder, ProposalState};
use crate::programmes::api::programme_of;
use crate::programmes::labels::{AUDIENCE, GROUP};
use crate::programmes::narrowed::{Narrowed, Part};
use crate::proposals::labels::{ORDERS, STATE};
use crate::proposals::list::ORDER;
use crate::proposals::routes::forms::{asked, similar};
use crate::proposals::shapes::Proposal;
use crate::proposals::{downloads, links, number, talk_api};
use crate::voices::labels::{ANSWER, answer_name, only_unanswered};

/// The feature's addresses in the API.
pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(proposals, asked::new))
        .routes(routes!(downloads::proposals_csv))
        .routes(routes!(proposal))
        .routes(routes!(similar::similar))
        .routes(routes!(asked::endorsement))
        .routes(routes!(asked::endorsement_back))
        .routes(routes!(asked::withdrawal))
        .merge(talk_api::api())
}

/// A programme's proposals: searched, filtered, ordered, a page at a time.
#[utoipa::path(
    get, path = "/programmes/{programme}/proposals", operation_id = "listProposals", tag = "proposals",
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        Narrowed,
        ("state" = Option<String>, Query, description = "Only these: submitted, candidate, selected, not_selected, withdrawn, merged or split. Without it all but withdrawn ones."),
        ("answer" = Option<String>, Query, description = "none: only those that go on under their own name and that nobody answered yet."),
        ("order" = Option<String>, Query, description = "submitted, newest, cost_descending, cost_ascending, or relevance: what answers `q` best first, where it finds 300 or fewer. Without it relevance where `q` is given, else submitted."),
    ),
    responses(
        (status = 200, description = "A page of proposals.", body = List<Proposal>),
        Problems<400>,
        Problems<404>,
    )
)]
pub async fn proposals(
    State(app): State<App>,
    Path(id): Path<String>,
    RawQuery(raw): RawQuery,
) -> Answer<List<Proposal>> {
    let programme = programme_of(&app, &id).await?;
    let mut query = Query::parse(raw.as_deref().unwrap_or_default());
    let groups = programme.groups.iter().map(|group| group.facts.id.as_str());
    let audiences = programme
        .groups
        .iter()
        .flat_map(|group| &group.audiences)
        .map(|a| a.id.as_str());
    let search = query.search(SEARCH);
    let part = Part::read(&mut query);
    let order = query.one_of(ORDER, ORDERS);
    let filter = ProposalFilter {
        order: order.unwrap_or(ProposalOrder::usual(&search)),
        search,
        group: query
            .one_of(GROUP, groups.map(|id| (id, id)))
            .map(str::to_owned),
        audience: query
            .one_of(AUDIENCE, audiences.map(|id| (id, id)))
            .map(str::to_owned),
        state: query.one_of(STATE, ProposalState::ALL.map(|state| (state.name(), state))),
        unanswered: only_unanswered(&mut query),
        offset: part.offset,
        limit: part.limit,
    };
    if !query.errors.is_empty() {
        return Err(Problem::query(&query.errors));
    }
    let answer = answer_name(filter.unanswered);
    let mut page = app.store.proposals(&id, &filter).await?;
    if page.total == 0
        && !filter.unanswered
        && let Some(proposal) = numbered(&app, &id, &filter).await?
    {
        page.total = 1;
        page.items.extend((filter.offset == 0).then_some(proposal));
    }
    let followed = page.is_followed(filter.offset, filter.limit);
    let order = ORDERS
        .iter()
        .find(|(_, order)| *order == filter.order)
        .map_or("", |(name, _)| name);
    let next = followed.then(|| {
        let [offset, limit] = part.following();
        let query = query::write(&[
            ("q", &filter.search),
            ("group", filter.group.as_deref().unwrap_or_default()),
            ("audience", filter.audience.as_deref().unwrap_or_default()),
            ("state", filter.state.map_or("", ProposalState::name)),
            (ANSWER.name, answer),
            ("order", order),
            (offset.0, &offset.1),
            (limit.0, &limit.1),
        ]);
        format!("{}?{query}", links::api(&id))
    });
    Ok(Json(List {
        items: page.items.iter().map(Proposal::from).collect(),
        total: page.total,
        more_than_total: page.more_than_total,
        next,
    }))
}

/// The proposal whose number a search is, as far as it is in what the list is narrowed to.
async fn numbered(
    app: &App,
    programme: &str,
    filter: &ProposalFilter,
) -> Result<Option<ProposalDetail>, Problem> {
    let Some(number) = number::identifier(&filter.search) else {
        return Ok(None);
    };
    let found = app.store.proposal(programme, &number).await?;
    Ok(found.filter(|proposal| {
        let (facts, audience) = (&proposal.facts, filter.audience.as_ref());
        let listed = match filter.state {
            Some(state) => state == proposal.state,
            None => proposal.state != ProposalState::Withdrawn,
        };
        listed
            && filter
                .group
                .as_ref()
                .is_none_or(|group| facts.group.as_ref() == Some(group))
            && audience.is_none_or(|audience| facts.audiences.contains(audience))
    }))
}

/// One proposal.
#[utoipa::path(
    get, path = "/programmes/{programme}/proposals/{proposal}", operation_id = "getProposal", tag = "proposals",
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("proposal" = String, Path, description = "The proposal's identifier."),
    ),
    responses(
        (status = 200, description = "The proposal.", body = Proposal),
        Problems<404>,
    )
)]
pub async fn proposal(
    State(app): State<App>,
    Path((programme, id)): Path<(String, String)>,
) -> Answer<Proposal> {
    let found = app.store.proposal(&programme, &id).await?;
    Ok(Json(Proposal::from(&found.ok_or_else(|| {
        Problem::not_found(said!("problem-thing-proposal"), &id)
    })?)))
}
