//! Proposals as a file, streamed.

use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::Response;
use futures_util::stream::{self, Stream, StreamExt};
use madang_store::{Store, StoreError};
use madang_words::Language;

use crate::frame::app::App;
use crate::frame::csv::{csv, csv_words, file, main_unit, words_in};
use crate::frame::problem::{Problem, Problems};
use crate::model::{ProposalDetail, ProposalFilter};
use crate::programmes::api::programme_of;

/// A programme's proposals as CSV.
#[utoipa::path(
    get, path = "/programmes/{programme}/proposals.csv", operation_id = "getProposalsCsv", tag = "proposals",
    params(("programme" = String, Path, description = "The programme's identifier.")),
    responses(
        (status = 200, description = "Every proposal that is not withdrawn; amounts in the currency's main unit, audiences separated by spaces. Words that a spreadsheet would read as a formula begin with an apostrophe.", body = String, content_type = "text/csv"),
        Problems<404>,
    )
)]
pub async fn proposals_csv(
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Response<Body>, Problem> {
    let currency = programme_of(&app, &id).await?.summary.facts.currency;
    let mut head =
        String::from("\u{feff}id,state,rank,group,audiences,cost,currency,vote,entry,at");
    for language in [Language::Ko, Language::En, Language::Pl] {
        for field in ["title", "summary", "proposer"] {
            head.push_str(&format!(",{field}_{}", language.tag()));
        }
    }
    head.push_str("\r\n");
    let write = move |proposal: &ProposalDetail| {
        let facts = &proposal.facts;
        let mut line = [
            csv(&facts.id),
            proposal.state.name().to_owned(),
            proposal
                .rank
                .map_or_else(String::new, |rank| rank.to_string()),
            csv(facts.group.as_deref().unwrap_or_default()),
            csv(&facts.audiences.join(" ")),
            main_unit(facts.cost, &currency),
            currency.clone(),
            csv(proposal.vote.as_deref().unwrap_or_default()),
            proposal.entry.to_string(),
            proposal.at.clone(),
        ]
        .join(",");
        let text = proposal.text.as_ref();
        for language in [Language::Ko, Language::En, Language::Pl] {
            let parts = [
                text.map(|text| &text.title),
                text.and_then(|text| text.summary.as_ref()),
                text.and_then(|text| text.proposer.as_ref()),
            ];
            for part in parts {
                line.push(',');
                line.push_str(&csv_words(words_in(part, language)));
            }
        }
        line.push_str("\r\n");
        line
    };
    let body = Body::from_stream(proposal_lines(app.store.clone(), id.clone(), head, write));
    Ok(file(
        &format!("{id}-proposals.csv"),
        "text/csv; charset=utf-8",
        body,
    ))
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
