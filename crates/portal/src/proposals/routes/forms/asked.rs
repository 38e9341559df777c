//! What programs do about proposals: the forms' own way.

use axum::body::Body;
use axum::extract::Path;
use axum::http::Response;
use madang_programme::Role;
use serde::Deserialize;
use utoipa::ToSchema;

use super::hand_in::{AUDIENCES, GROUP, LOOKED, NEEDS};
use super::take_part::{REASON, SPEAKS, TEXT, TO, VERSION};
use super::words::{COST, SUMMARY, TITLE};
use super::{by, endorse, hand_in, revise, take_part};
use crate::accounts::asked::{Asking, Asks, Done, Fields, NotDone, WordsByLanguage};
use crate::frame::form::BASE;
use crate::frame::problem::Problem;
use crate::frame::sent::Once;

/// A proposal that is handed in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewProposal {
    /// The title.
    title: WordsByLanguage,
    /// What it would do.
    #[serde(default)]
    summary: WordsByLanguage,
    /// What it costs, in the main unit of the programme's currency.
    cost: Option<u64>,
    /// The service group.
    group: Option<String>,
    /// Whom it is for.
    #[serde(default)]
    audiences: Vec<String>,
    /// The needs that it is to meet.
    #[serde(default)]
    needs: Vec<String>,
    /// In whose name an official hands it in: `institution:ID`, `body:ID` or `other:KIND`. Without it it is one's own.
    by: Option<String>,
}

impl Asks for NewProposal {
    fn fill(&self, fields: &mut Fields) {
        // Whoever wants to see similar ones first asks for them.
        fields.put(LOOKED, "1");
        words(fields, &self.title, &self.summary, self.cost);
        fields.put_some(GROUP, self.group.as_deref());
        for audience in &self.audiences {
            fields.put(AUDIENCES, audience);
        }
        for need in &self.needs {
            fields.put(NEEDS, need);
        }
        fields.put_some(by::BY, self.by.as_deref());
    }
}

fn words(
    fields: &mut Fields,
    title: &WordsByLanguage,
    summary: &WordsByLanguage,
    cost: Option<u64>,
) {
    fields.say_in_both(TITLE, title);
    fields.say_in_both(SUMMARY, summary);
    let cost = cost.map(|cost| cost.to_string());
    fields.put_some(COST, cost.as_deref());
}

/// The next version of a proposal.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewVersion {
    /// The version on top of which it is: the one that stands.
    base: u32,
    /// The title.
    title: WordsByLanguage,
    /// What it would do.
    #[serde(default)]
    summary: WordsByLanguage,
    /// What it costs, in the main unit of the programme's currency.
    cost: Option<u64>,
}

impl Asks for NewVersion {
    fn fill(&self, fields: &mut Fields) {
        fields.put(BASE, &self.base.to_string());
        words(fields, &self.title, &self.summary, self.cost);
    }
}

/// The version that somebody stands behind, or does so no more.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OfVersion {
    /// Its number.
    version: u32,
}

impl Asks for OfVersion {
    fn fill(&self, fields: &mut Fields) {
        fields.put(VERSION, &self.version.to_string());
    }
}

/// A comment on a proposal.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewComment {
    /// The words, at most 4,000 characters, in the language that they seem to be in.
    text: String,
    /// The entry of the comment to which it replies.
    parent: Option<u64>,
    /// Whether it is said as an official, by whoever holds that role.
    #[serde(default)]
    official: bool,
}

impl Asks for NewComment {
    fn fill(&self, fields: &mut Fields) {
        fields.say(TEXT, &self.text);
        let parent = self.parent.map(|parent| parent.to_string());
        fields.put_some(TO, parent.as_deref());
        fields.put_some(SPEAKS, self.official.then_some(Role::Official.name()));
    }

    fn pointer(field: &str) -> String {
        match field {
            "to" => "parent".to_owned(),
            "as" => "official".to_owned(),
            other => other.to_owned(),
        }
    }
}

/// Why somebody takes a proposal back.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProposalBack {
    /// Why; an official always says it.
    #[serde(default)]
    reason: String,
}

impl Asks for ProposalBack {
    fn fill(&self, fields: &mut Fields) {
        fields.say(REASON, &self.reason);
    }
}

type Answered = Result<Response<Body>, Problem>;
type Named = Path<(String, String)>;

/// Hands a proposal in while a call runs, or at any time where the programme has none. At most 10 an hour.
#[utoipa::path(
    post, path = "/programmes/{programme}/proposals", operation_id = "handInProposal", tag = "proposals",
    security(("account" = [])),
    params(("programme" = String, Path, description = "The programme's identifier."), Once),
    request_body = NewProposal,
    responses((status = 201, description = "It is on record.", body = Done), NotDone)
)]
pub async fn new(Path(programme): Path<String>, asking: Asking) -> Answered {
    let (read, caller) = asking.read::<NewProposal>()?;
    let form = |caller, body| hand_in::send(caller, Path(programme), body);
    read.by(caller, form).await
}

/// Revises a proposal: the next version, by whoever speaks for it. At most 20 an hour.
#[utoipa::path(
    post, path = "/programmes/{programme}/proposals/{proposal}/versions", operation_id = "reviseProposal", tag = "proposals",
    security(("account" = [])),
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("proposal" = String, Path, description = "The proposal's identifier."),
        Once,
    ),
    request_body = NewVersion,
    responses((status = 201, description = "It is on record.", body = Done), NotDone)
)]
pub async fn version(Path(named): Named, asking: Asking) -> Answered {
    let (read, caller) = asking.read::<NewVersion>()?;
    let form = |caller, body| revise::send(caller, Path(named), body);
    read.by(caller, form).await
}

/// Stands behind a version of a proposal, as a participant under a name for nothing else.
#[utoipa::path(
    post, path = "/programmes/{programme}/proposals/{proposal}/endorse", operation_id = "endorseProposal", tag = "proposals",
    security(("account" = [])),
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("proposal" = String, Path, description = "The proposal's identifier."),
        Once,
    ),
    request_body = OfVersion,
    responses((status = 201, description = "It is on record.", body = Done), NotDone)
)]
pub async fn endorsement(Path(named): Named, asking: Asking) -> Answered {
    let (read, caller) = asking.read::<OfVersion>()?;
    let form = |caller, body| endorse::endorse(caller, Path(named), body);
    read.by(caller, form).await
}

/// Takes an endorsement back.
#[utoipa::path(
    post, path = "/programmes/{programme}/proposals/{proposal}/endorse/withdraw", operation_id = "withdrawEndorsement", tag = "proposals",
    security(("account" = [])),
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("proposal" = String, Path, description = "The proposal's identifier."),
        Once,
    ),
    request_body = OfVersion,
    responses((status = 201, description = "It is on record.", body = Done), NotDone)
)]
pub async fn endorsement_back(Path(named): Named, asking: Asking) -> Answered {
    let (read, caller) = asking.read::<OfVersion>()?;
    let form = |caller, body| endorse::unendorse(caller, Path(named), body);
    read.by(caller, form).await
}

/// Comments on a proposal. At most 30 an hour.
#[utoipa::path(
    post, path = "/programmes/{programme}/proposals/{proposal}/comments", operation_id = "commentOnProposal", tag = "proposals",
    security(("account" = [])),
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("proposal" = String, Path, description = "The proposal's identifier."),
        Once,
    ),
    request_body = NewComment,
    responses((status = 201, description = "It is on record.", body = Done), NotDone)
)]
pub async fn comment(Path(named): Named, asking: Asking) -> Answered {
    let (read, caller) = asking.read::<NewComment>()?;
    let form = |caller, body| take_part::comment(caller, Path(named), body);
    read.by(caller, form).await
}

/// Takes a proposal back that is no candidate yet, by whoever speaks for it.
#[utoipa::path(
    post, path = "/programmes/{programme}/proposals/{proposal}/withdraw", operation_id = "withdrawProposal", tag = "proposals",
    security(("account" = [])),
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("proposal" = String, Path, description = "The proposal's identifier."),
        Once,
    ),
    request_body = ProposalBack,
    responses((status = 201, description = "It is on record.", body = Done), NotDone)
)]
pub async fn withdrawal(Path(named): Named, asking: Asking) -> Answered {
    let (read, caller) = asking.read::<ProposalBack>()?;
    let form = |caller, body| take_part::withdraw(caller, Path(named), body);
    read.by(caller, form).await
}
