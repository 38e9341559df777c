//! Proposals as a file, streamed.

use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::Response;
use futures_util::stream::{self, Stream, StreamExt};
use madang_store::{Store, StoreError};
use madang_words::Language;

use crate::frame::app::App;
use crate::frame::csv::{
    Column, column, csv, csv_words, first_words, head, line, main_unit, number, table, worded,
    words,
};
use crate::frame::problem::{Problem, Problems};
use crate::model::{ProposalDetail, ProposalFilter};
use crate::programmes::api::programme_of;
use crate::programmes::downloads::languages;
use crate::proposals::fared::{AllFared, decided, votes};

/// The columns of the proposals. `madang select` reads the first ones and keeps the others.
pub const PROPOSALS: &[Column] = &[
    column("project_id", "proposal-column-id"),
    column("cost", "proposal-column-cost"),
    column("currency", "proposal-column-currency"),
    column("name", "proposal-column-name"),
    column("group", "proposal-column-group"),
    column("audience", "proposal-column-audience"),
    column("state", "proposal-column-state"),
    column("place", "proposal-column-place"),
    column("votes", "proposal-column-votes"),
    column("candidate_in", "proposal-column-vote"),
    column("proposer_kind", "proposal-column-proposer-kind"),
    column("needs", "proposal-column-needs"),
    worded("title", "proposal-column-title"),
    worded("summary", "proposal-column-summary"),
    worded("proposer", "proposal-column-proposer"),
    column("entry", "proposal-column-entry"),
    column("at", "proposal-column-at"),
];

/// A programme's proposals as CSV.
#[utoipa::path(
    get, path = "/programmes/{programme}/proposals.csv", operation_id = "getProposalsCsv", tag = "proposals",
    params(("programme" = String, Path, description = "The programme's identifier.")),
    responses(
        (status = 200, description = "Every proposal that is not withdrawn, in the programme's languages; amounts in the currency's main unit, audiences parted by bars. `madang select` reads it. Words that a spreadsheet would read as a formula begin with an apostrophe.", body = String, content_type = "text/csv"),
        Problems<404>,
    )
)]
pub async fn proposals_csv(
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Response<Body>, Problem> {
    let programme = programme_of(&app, &id).await?;
    let outcome = decided(&app.store, &programme).await?;
    let fared = outcome.as_ref().map(votes).unwrap_or_default();
    let languages = languages(&programme);
    let currency = programme.summary.facts.currency;
    let head = head(PROPOSALS, &languages);
    let write = move |proposal: &ProposalDetail| written(proposal, &currency, &languages, &fared);
    let body = Body::from_stream(proposal_lines(app.store.clone(), id.clone(), head, write));
    Ok(table(&format!("{id}-proposals"), body))
}

/// A proposal's line.
fn written(
    proposal: &ProposalDetail,
    currency: &str,
    languages: &[Language],
    fared: &AllFared,
) -> String {
    let facts = &proposal.facts;
    let text = proposal.text.as_ref();
    let votes = fared.get(&facts.id).map(|fared| fared.votes);
    let mut fields = vec![
        csv_words(&facts.id),
        facts
            .cost
            .map_or_else(String::new, |cost| main_unit(cost, currency)),
        currency.to_owned(),
        first_words(text.map(|text| &text.title), languages),
        csv(facts.group.as_deref().unwrap_or_default()),
        csv(&facts.audiences.join("|")),
        proposal.state.name().to_owned(),
        number(proposal.rank),
        number(votes),
        csv(proposal.vote.as_deref().unwrap_or_default()),
        facts
            .proposer
            .map_or_else(String::new, |kind| kind.name().to_owned()),
        csv(&facts.needs.join("|")),
    ];
    fields.extend(words(text.map(|text| &text.title), languages));
    fields.extend(words(
        text.and_then(|text| text.summary.as_ref()),
        languages,
    ));
    fields.extend(words(
        text.and_then(|text| text.proposer.as_ref()),
        languages,
    ));
    fields.extend([proposal.entry.to_string(), proposal.at.clone()]);
    line(&fields)
}

fn proposal_lines(
    store: Store,
    programme: String,
    head: String,
    write: impl Fn(&ProposalDetail) -> String + Send + 'static,
) -> impl Stream<Item = Result<Bytes, StoreError>> + Send {
    let filter = ProposalFilter {
        limit: 100,
        ..ProposalFilter::default()
    };
    let pages = stream::try_unfold(Some((store, programme, filter)), |state| async move {
        let Some((store, programme, mut filter)) = state else {
            return Ok(None);
        };
        let page = store.proposals(&programme, &filter).await?;
        let last = (page.items.len() as u64) < filter.limit;
        filter.offset += filter.limit;
        Ok(Some((
            page.items,
            (!last).then_some((store, programme, filter)),
        )))
    });
    let lines = pages.map(move |page| {
        page.map(|page: Vec<ProposalDetail>| {
            Bytes::from(page.iter().map(&write).collect::<String>())
        })
    });
    stream::once(async move { Ok(Bytes::from(head)) }).chain(lines)
}
