//! Services that programs start, develop and end: the forms' own way.

use axum::body::Body;
use axum::extract::Path;
use axum::http::Response;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{act, start};
use crate::accounts::asked::{Asking, Asks, Done, Fields, NotDone, WordsByLanguage};
use crate::frame::form::BASE;
use crate::frame::problem::Problem;
use crate::frame::sent::Once;
use crate::services::acting::{DUE, EVIDENCE, KIND, MILESTONE, NEW, REASON, TITLE, choice};
use crate::services::starting::{self, LEAD, PROPOSAL};
use crate::services::versions::ROWS;

/// A service that is to be started.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewService {
    /// The proposal that it is developed from: a selected one, of which there is no service yet.
    proposal: String,
    /// The institution that leads it.
    lead: String,
    /// What it is called.
    title: WordsByLanguage,
    /// What it is to do for whom.
    #[serde(default)]
    description: WordsByLanguage,
}

impl Asks for NewService {
    fn fill(&self, fields: &mut Fields) {
        fields.put(PROPOSAL, &self.proposal);
        fields.put(LEAD, &self.lead);
        fields.say_in_both(starting::TITLE, &self.title);
        fields.say_in_both(starting::DESCRIPTION, &self.description);
    }
}

/// A milestone that is to be set.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewServiceMilestone {
    /// Its number: one more than there are.
    no: u32,
    /// What is to be reached.
    title: WordsByLanguage,
    /// By which day: `2027-06-30`.
    due: String,
    /// What is to show that it is reached: `document`, `decision`, `running`, `figures` or `test`.
    evidence_kind: String,
}

impl Asks for NewServiceMilestone {
    fn fill(&self, fields: &mut Fields) {
        fields.put(BASE, &self.no.to_string());
        fields.say_in_both(TITLE, &self.title);
        fields.put(DUE, &self.due);
        fields.put(KIND, &self.evidence_kind);
    }

    fn pointer(field: &str) -> String {
        match field.strip_suffix("-other").unwrap_or(field) {
            "kind" => "evidence_kind".to_owned(),
            "milestone" => "no".to_owned(),
            other => other.to_owned(),
        }
    }
}

/// Another day for a milestone.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewMilestoneMove {
    /// The milestone's number.
    no: u32,
    /// The day by which it is due until now.
    old: String,
    /// The day by which it is due from here on.
    new: String,
    /// Why.
    reason: WordsByLanguage,
}

impl Asks for NewMilestoneMove {
    fn fill(&self, fields: &mut Fields) {
        fields.put(MILESTONE, &choice(self.no, &self.old));
        fields.put(NEW, &self.new);
        fields.say_in_both(REASON, &self.reason);
    }

    fn pointer(field: &str) -> String {
        match field.strip_suffix("-other").unwrap_or(field) {
            "milestone" => "old".to_owned(),
            other => other.to_owned(),
        }
    }
}

/// A milestone that is reached.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewMilestoneReached {
    /// The milestone's number.
    no: u32,
    /// What shows it, one at least: numbers of entries, or addresses.
    evidence: Vec<String>,
}

impl Asks for NewMilestoneReached {
    fn fill(&self, fields: &mut Fields) {
        fields.put(MILESTONE, &choice(self.no, ""));
        fields.put(EVIDENCE, &self.evidence.join("\n"));
    }

    fn pointer(field: &str) -> String {
        match field {
            "milestone" => "no".to_owned(),
            other => other.to_owned(),
        }
    }
}

/// Something that a version changes: it cites what people said, or says why there is nothing to cite.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewServiceChange {
    /// What, in the language that it seems to be in.
    what: String,
    /// The voices, needs and proposals behind it: `voice/3`, `need/1`, `proposal/7`.
    #[serde(default)]
    cites: Vec<String>,
    /// Why it cites none.
    none_because: Option<String>,
}

/// A version that is to be released.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewServiceVersion {
    /// Its number: one more than there are.
    n: u32,
    /// What changes, at most 6 things.
    changes: Vec<NewServiceChange>,
}

impl Asks for NewServiceVersion {
    fn fill(&self, fields: &mut Fields) {
        fields.put(BASE, &self.n.to_string());
        for (row, change) in ROWS.iter().zip(&self.changes) {
            fields.say(row.what, &change.what);
            fields.put(row.cites, &change.cites.join(" "));
            fields.say(row.none, change.none_because.as_deref().unwrap_or_default());
        }
    }

    fn too_many(&self) -> Option<&'static str> {
        (self.changes.len() > ROWS.len()).then_some("changes")
    }

    fn pointer(field: &str) -> String {
        let (part, number) = field.split_once('-').unwrap_or((field, "1"));
        let part = match part {
            "none" => "none_because",
            part => part,
        };
        let number = number.parse::<usize>().unwrap_or(1);
        format!("changes/{}/{part}", number.saturating_sub(1))
    }
}

/// Why a service ends.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewServiceEnd {
    /// Why.
    reason: WordsByLanguage,
}

impl Asks for NewServiceEnd {
    fn fill(&self, fields: &mut Fields) {
        fields.say_in_both(REASON, &self.reason);
    }
}

type Answered = Result<Response<Body>, Problem>;
type Named = Path<(String, String)>;

/// Does with a service what its form does.
async fn act<T: Asks>((programme, id): (String, String), way: &str, asking: Asking) -> Answered {
    let (read, caller) = asking.read::<T>()?;
    let named = (programme, id, way.to_owned());
    let form = |caller, body| act::sent(caller, Path(named), body);
    read.by(caller, form).await
}

/// Starts a service of a selected proposal, as an official of the institution that leads it.
#[utoipa::path(
    post, path = "/programmes/{programme}/services", operation_id = "startService", tag = "services",
    security(("account" = [])),
    params(("programme" = String, Path, description = "The programme's identifier."), Once),
    request_body = NewService,
    responses((status = 201, description = "It is on record.", body = Done), NotDone)
)]
pub async fn start(Path(programme): Path<String>, asking: Asking) -> Answered {
    let (read, caller) = asking.read::<NewService>()?;
    let form = |caller, body| start::sent(caller, Path(programme), body);
    read.by(caller, form).await
}

/// Sets a milestone of a service, as an official of the institution that leads it.
#[utoipa::path(
    post, path = "/programmes/{programme}/services/{service}/milestones", operation_id = "setServiceMilestone", tag = "services",
    security(("account" = [])),
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("service" = String, Path, description = "The service's identifier."),
        Once,
    ),
    request_body = NewServiceMilestone,
    responses((status = 201, description = "It is on record.", body = Done), NotDone)
)]
pub async fn milestone(Path(named): Named, asking: Asking) -> Answered {
    act::<NewServiceMilestone>(named, "milestone", asking).await
}

/// Moves a milestone of a service to another day, as an official of the institution that leads it.
#[utoipa::path(
    post, path = "/programmes/{programme}/services/{service}/moves", operation_id = "moveServiceMilestone", tag = "services",
    security(("account" = [])),
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("service" = String, Path, description = "The service's identifier."),
        Once,
    ),
    request_body = NewMilestoneMove,
    responses((status = 201, description = "It is on record.", body = Done), NotDone)
)]
pub async fn moved(Path(named): Named, asking: Asking) -> Answered {
    act::<NewMilestoneMove>(named, "move", asking).await
}

/// Says that a milestone of a service is reached and what shows it, as an official of the institution that leads it.
#[utoipa::path(
    post, path = "/programmes/{programme}/services/{service}/reached", operation_id = "reachServiceMilestone", tag = "services",
    security(("account" = [])),
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("service" = String, Path, description = "The service's identifier."),
        Once,
    ),
    request_body = NewMilestoneReached,
    responses((status = 201, description = "It is on record.", body = Done), NotDone)
)]
pub async fn reached(Path(named): Named, asking: Asking) -> Answered {
    act::<NewMilestoneReached>(named, "reach", asking).await
}

/// Releases a version of a service, as an official of the institution that leads it.
#[utoipa::path(
    post, path = "/programmes/{programme}/services/{service}/versions", operation_id = "releaseServiceVersion", tag = "services",
    security(("account" = [])),
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("service" = String, Path, description = "The service's identifier."),
        Once,
    ),
    request_body = NewServiceVersion,
    responses((status = 201, description = "It is on record.", body = Done), NotDone)
)]
pub async fn version(Path(named): Named, asking: Asking) -> Answered {
    act::<NewServiceVersion>(named, "release", asking).await
}

/// Ends a service, as an official of the institution that leads it.
#[utoipa::path(
    post, path = "/programmes/{programme}/services/{service}/retirement", operation_id = "retireService", tag = "services",
    security(("account" = [])),
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("service" = String, Path, description = "The service's identifier."),
        Once,
    ),
    request_body = NewServiceEnd,
    responses((status = 201, description = "It is on record.", body = Done), NotDone)
)]
pub async fn retire(Path(named): Named, asking: Asking) -> Answered {
    act::<NewServiceEnd>(named, "retire", asking).await
}
