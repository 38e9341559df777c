//! A ballot that a program brings for whoever has signed in: the form's own way.

use axum::body::Body;
use axum::extract::Path;
use axum::http::Response;
use serde::Deserialize;
use utoipa::ToSchema;

use super::casting;
use crate::accounts::asked::{Asking, Asks, Done, Fields, NotDone};
use crate::frame::problem::Problem;
use crate::frame::sent::Once;
use crate::frame::steps::STEP;
use crate::votes::casting::mine::MINE;
use crate::votes::casting::page::CAST;

/// One's own ballot.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewOwnBallot {
    /// Identifiers of projects; best first in a ranking.
    choices: Vec<String>,
    /// Points, one for each choice; absent for approvals and rankings.
    #[serde(default)]
    points: Vec<u64>,
}

impl Asks for NewOwnBallot {
    fn fill(&self, fields: &mut Fields) {
        fields.put(STEP, CAST);
        for (place, choice) in self.choices.iter().enumerate() {
            let points = self.points.get(place).copied().unwrap_or_default();
            fields.put(MINE, &[&points.to_string(), choice.as_str()].join(" "));
        }
    }

    fn pointer(field: &str) -> String {
        match field {
            "mine" => "choices".to_owned(),
            other => other.to_owned(),
        }
    }
}

/// Casts the ballot of whoever asks, who is on the roll of the vote, under seal.
#[utoipa::path(
    post, path = "/programmes/{programme}/votes/{vote}/own-ballot", operation_id = "castOwnBallot", tag = "votes",
    security(("account" = [])),
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("vote" = String, Path, description = "The vote's identifier."),
        Once,
    ),
    request_body = NewOwnBallot,
    responses((status = 201, description = "It is on record.", body = Done), NotDone)
)]
pub async fn cast_own(
    Path(named): Path<(String, String)>,
    asking: Asking,
) -> Result<Response<Body>, Problem> {
    let (read, caller) = asking.read::<NewOwnBallot>()?;
    let form = |caller, body| casting::sent(caller, Path(named), body);
    read.by(caller, form).await
}
