//! Voices that are like what somebody is typing, for the form's script and for programs.

use axum::Json;
use axum::extract::Path;
use madang_accounts::{Limit, Scope};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::accounts::asked::Asking;
use crate::accounts::caller::Caller;
use crate::frame::problem::{Answer, Kind, Problem, Problems};
use crate::frame::words::said;
use crate::voices::shapes::Voice;

/// What somebody is typing.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Typing {
    /// The words.
    text: String,
}

/// What is like it.
#[derive(Serialize, ToSchema)]
pub struct SimilarVoices {
    /// At most five, the most similar first; hidden ones and one's own are left out.
    items: Vec<Voice>,
}

fn unavailable() -> Problem {
    Problem::new(Kind::Unavailable, said!("problem-database"))
}

/// Counts one more question of whoever asks: of an account, or from a network.
async fn within(caller: &Caller) -> Result<(), Problem> {
    let account = caller.signed.as_ref();
    let account = account.map(|signed| signed.account().counted_by());
    let who = account.as_deref().unwrap_or(&caller.network);
    let over = caller.over(&[(Limit::Suggestions, vec![who])]).await;
    match over.map_err(|_| unavailable())? {
        None => Ok(()),
        Some(until) => {
            let detail = said!("account-too-often", expected = until);
            Err(Problem::new(Kind::TooOften, detail))
        }
    }
}

/// The voices of a programme that are most like what is being typed. Nothing is recorded or kept. At most 60 times a minute.
#[utoipa::path(
    post, path = "/programmes/{programme}/similar/voices", operation_id = "similarVoices", tag = "voices",
    security((), ("account" = [])),
    params(("programme" = String, Path, description = "The programme's identifier.")),
    request_body = Typing,
    responses(
        (status = 200, description = "What is like it.", body = SimilarVoices),
        Problems<400>,
        Problems<404>,
        Problems<413>,
        Problems<415>,
        Problems<429>,
        Problems<503>,
    )
)]
pub async fn similar(Path(programme): Path<String>, asking: Asking) -> Answer<SimilarVoices> {
    let (typing, caller): (Typing, Caller) = asking.asks()?;
    let store = &caller.visit.store;
    if store.programme(&programme).await?.is_none() {
        return Err(Problem::not_found(
            said!("problem-thing-programme"),
            &programme,
        ));
    }
    within(&caller).await?;
    let scope = Scope::Programme(programme.clone());
    let mut own = None;
    if let Some(signed) = &caller.signed {
        let known = caller.known_participant(signed, &scope).await;
        let known = known.map_err(|_| unavailable())?;
        own = known.map(|known| known.to_string());
    }
    let found = store.similar_voices(&programme, &typing.text, own.as_deref());
    let items = found.await?.iter().map(Voice::from).collect();
    Ok(Json(SimilarVoices { items }))
}
