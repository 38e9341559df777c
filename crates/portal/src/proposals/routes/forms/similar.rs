//! Proposals that are like what somebody is typing, for the form's script and for programs.

use axum::Json;
use axum::extract::Path;
use serde::Serialize;
use utoipa::ToSchema;

use crate::accounts::asked::Asking;
use crate::accounts::typing::{Typed, Typing};
use crate::frame::problem::{Answer, Problems};
use crate::proposals::shapes::Proposal;

/// What is like it.
#[derive(Serialize, ToSchema)]
pub struct SimilarProposals {
    /// At most five, the most similar first; hidden and withdrawn ones and one's own are left out.
    items: Vec<Proposal>,
}

/// The proposals of a programme that are most like what is being typed. Nothing is recorded or kept. At most 60 times a minute.
#[utoipa::path(
    post, path = "/programmes/{programme}/similar/proposals", operation_id = "similarProposals", tag = "proposals",
    security((), ("account" = [])),
    params(("programme" = String, Path, description = "The programme's identifier.")),
    request_body = Typing,
    responses(
        (status = 200, description = "What is like it.", body = SimilarProposals),
        Problems<400>,
        Problems<404>,
        Problems<413>,
        Problems<415>,
        Problems<429>,
        Problems<503>,
    )
)]
pub async fn similar(Path(programme): Path<String>, asking: Asking) -> Answer<SimilarProposals> {
    let typed = Typed::read(&programme, asking).await?;
    let store = &typed.caller.visit.store;
    let found = store.similar_proposals(&programme, &typed.text, typed.own.as_deref());
    let items = found.await?.iter().map(Proposal::from).collect();
    Ok(Json(SimilarProposals { items }))
}
