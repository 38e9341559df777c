//! A programme in the API with what other features say of it.

use axum::Json;
use axum::extract::{Path, State};
use serde::Serialize;
use utoipa::ToSchema;

use crate::bodies::shapes::Body;
use crate::frame::app::App;
use crate::frame::problem::{Answer, Problems};
use crate::model;
use crate::programmes::api::programme_of;
use crate::programmes::shapes::{Group, ProgrammeItem};
use crate::votes::labels::Announced;
use crate::votes::shapes::{Announcement, PastAnnouncement, Rule, Vote};

/// A programme with its groups, bodies, rules and votes.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Programme {
    /// As in a list.
    #[serde(flatten)]
    pub item: ProgrammeItem,
    /// Service groups.
    pub groups: Vec<Group>,
    /// Bodies of people.
    pub bodies: Vec<Body>,
    /// Selection rules, oldest first.
    pub rules: Vec<Rule>,
    /// Votes, oldest first.
    pub votes: Vec<Vote>,
    /// What was announced last of each vote, also of those that are to come.
    pub announced: Vec<Announcement>,
    /// What was announced of votes and then changed or taken back, in the order in which that was done.
    pub announced_before: Vec<PastAnnouncement>,
}

impl Programme {
    fn of(detail: &model::ProgrammeDetail, announced: &Announced) -> Programme {
        let votes = detail.votes.iter();
        let votes = votes.map(|vote| Vote::of(vote, announced));
        Programme {
            item: ProgrammeItem::from(&detail.summary),
            groups: detail.groups.iter().map(Group::from).collect(),
            bodies: detail.bodies.iter().map(Body::from).collect(),
            rules: detail.rules.iter().map(Rule::from).collect(),
            votes: votes.collect(),
            announced: announced.values().map(Announcement::from).collect(),
            announced_before: announced
                .past()
                .iter()
                .map(PastAnnouncement::from)
                .collect(),
        }
    }
}

/// One programme with its groups, bodies, rules and votes.
#[utoipa::path(
    get, path = "/programmes/{programme}", operation_id = "getProgramme", tag = "programmes",
    params(("programme" = String, Path, description = "The programme's identifier.")),
    responses(
        (status = 200, description = "The programme.", body = Programme),
        Problems<404>,
    )
)]
pub async fn one(State(app): State<App>, Path(id): Path<String>) -> Answer<Programme> {
    let detail = programme_of(&app, &id).await?;
    let announced = Announced::read(&app.store, &id).await?;
    Ok(Json(Programme::of(&detail, &announced)))
}
