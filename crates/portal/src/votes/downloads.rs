//! Opened ballots as files, streamed.

use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::Response;
use futures_util::stream::{self, StreamExt};
use madang_programme::votes::tally::OpenedBallot;
use madang_store::{RowStream, StoreError};

use crate::frame::app::App;
use crate::frame::csv::file;
use crate::frame::problem::{Problem, Problems};
use crate::frame::words::said;
use crate::model::{Moment, ProgrammeDetail, VoteDetail};
use crate::programmes::api::programme_of;
use crate::votes::api::vote_of;

/// Ballots or proposals written at once.
const CHUNK: usize = 256;

/// The text of `head`, then of each ballot, then of `tail`. An error on the way breaks the connection off, so that
/// nobody takes half a file for a whole one.
fn ballots_body(
    head: String,
    ballots: RowStream<OpenedBallot>,
    mut write: impl FnMut(&OpenedBallot, &mut String) + Send + 'static,
    tail: &'static str,
) -> Body {
    let rows = stream::unfold(ballots, |mut ballots| async move {
        ballots.next().await.map(|ballot| (ballot, ballots))
    });
    let text = rows.chunks(CHUNK).map(move |chunk| {
        let mut text = String::new();
        for ballot in chunk {
            write(&ballot?, &mut text);
        }
        Ok::<_, StoreError>(Bytes::from(text))
    });
    let ends = |text: String| stream::once(async move { Ok(Bytes::from(text)) });
    Body::from_stream(ends(head).chain(text).chain(ends(tail.to_owned())))
}

/// A vote whose ballots are open, with the moment when they were: before, they are secret.
pub async fn opened(
    app: &App,
    programme: &str,
    vote: &str,
) -> Result<(ProgrammeDetail, VoteDetail, Moment), Problem> {
    let programme = programme_of(app, programme).await?;
    let vote = vote_of(&programme, vote)?.clone();
    let Some(moment) = vote.ballots_opened.clone() else {
        return Err(Problem::not_found(
            said!("problem-thing-opened-ballots"),
            &vote.facts.id,
        ));
    };
    Ok((programme, vote, moment))
}

/// The opened ballots of a vote as a JSON array.
#[utoipa::path(
    get, path = "/programmes/{programme}/votes/{vote}/ballots.json", operation_id = "getBallotsJson", tag = "votes",
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("vote" = String, Path, description = "The vote's identifier."),
    ),
    responses(
        (status = 200, description = "Every ballot with its entry.", body = Vec<OpenedBallotView>),
        Problems<404>,
        Problems<503>,
    )
)]
pub async fn ballots_json(
    State(app): State<App>,
    Path((programme, vote)): Path<(String, String)>,
) -> Result<Response<Body>, Problem> {
    let file = ballots_json_file(&app, &programme, &vote);
    app.ballots.held_in_api(file).await
}

/// The same without a turn of its own, for whoever has one.
pub async fn ballots_json_file(
    app: &App,
    programme: &str,
    vote: &str,
) -> Result<Response<Body>, Problem> {
    opened(app, programme, vote).await?;
    let rows = app.store.opened_ballots(programme, vote);
    let mut first = true;
    let write = move |ballot: &OpenedBallot, out: &mut String| {
        let view = OpenedBallotView {
            entry: ballot.entry,
            voter: ballot.voter.clone(),
            choices: ballot
                .content
                .as_ref()
                .map(|content| content.choices.clone()),
            points: ballot
                .content
                .as_ref()
                .and_then(|content| content.points.clone()),
        };
        out.push_str(if first { "\n" } else { ",\n" });
        first = false;
        out.push_str(&serde_json::to_string(&view).unwrap_or_default());
    };
    let body = ballots_body("[".to_owned(), rows, write, "\n]\n");
    Ok(file(
        &format!("{programme}-{vote}-ballots.json"),
        "application/json",
        body,
    ))
}

/// A ballot of a vote whose ballots were opened.
#[derive(Clone, Debug, serde::Serialize, utoipa::ToSchema)]
pub struct OpenedBallotView {
    /// Its entry.
    pub entry: u64,
    /// Pseudonym of the voter.
    pub voter: String,
    /// Identifiers of projects; best first in a ranking. Absent where the ballot's seal was kept, since another of the same voter
    /// is the one that counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub choices: Option<Vec<String>>,
    /// Points, one for each choice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub points: Option<Vec<u64>>,
}
