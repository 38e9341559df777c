//! Designs that programs fix and carry on: the forms' own way.

use axum::body::Body;
use axum::extract::Path;
use axum::http::Response;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{act, start};
use crate::accounts::asked::{Asking, Asks, Done, Fields, NotDone, WordsByLanguage};
use crate::design::acting::{
    BACK, CITES, DAY, DESCRIPTION, FIGURES, KIND, PEOPLE, PHASE, PRESENT, REASON, SHOWN, TEXT,
    TITLE, VERDICT,
};
use crate::design::starting::{self, BODY, LEAD, PROCESS, PROPOSAL};
use crate::frame::form::BASE;
use crate::frame::problem::Problem;
use crate::frame::sent::Once;

/// A design whose process is to be fixed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDesign {
    /// The task force.
    body: String,
    /// The institution that answers for it.
    lead: String,
    /// `kr5`, the five phases of the Korean guide, or `dd4`, the double diamond.
    process: String,
    /// The selected proposal that it is about; none while a task force only finds out what there is to be proposed.
    proposal: Option<String>,
    /// What it is called.
    title: WordsByLanguage,
    /// What is to be found out for whom.
    #[serde(default)]
    description: WordsByLanguage,
}

impl Asks for NewDesign {
    fn fill(&self, fields: &mut Fields) {
        fields.put(BODY, &self.body);
        fields.put(LEAD, &self.lead);
        fields.put(PROCESS, &self.process);
        fields.put_some(PROPOSAL, self.proposal.as_deref());
        fields.say_in_both(starting::TITLE, &self.title);
        fields.say_in_both(starting::DESCRIPTION, &self.description);
    }
}

/// A phase that is to begin.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDesignPhase {
    /// `understand`, `discover`, `define`, `develop` or `deliver`: the next one.
    phase: String,
}

impl Asks for NewDesignPhase {
    fn fill(&self, fields: &mut Fields) {
        fields.put(PHASE, &self.phase);
    }
}

/// Something that was counted or measured.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDesignFigure {
    /// What, in which unit, in the language that it seems to be in.
    what: String,
    /// How much it was before: a decimal number.
    before: Option<String>,
    /// How much.
    value: String,
}

impl NewDesignFigure {
    /// As somebody writes it into the form.
    fn line(&self) -> String {
        let what = self.what.split_whitespace().collect::<Vec<_>>().join(" ");
        match &self.before {
            Some(before) => [&*what, ": ", before, " → ", &self.value].concat(),
            None => [&*what, ": ", &self.value].concat(),
        }
    }
}

/// Something that came of a phase.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDesignOutput {
    /// Its number: one more than there are.
    no: u32,
    /// The phase, which is open.
    phase: String,
    /// What kind of thing it is: `field_study`, `stakeholder_map`, `journey_map`, `insight_report`, `problem_statement`, `idea_list`,
    /// `prototype`, `prototype_test`, `pilot`, `handover` or `other`.
    kind: String,
    /// What it is called.
    title: WordsByLanguage,
    /// What it says.
    #[serde(default)]
    description: WordsByLanguage,
    /// Where it can be looked at: the number of an entry, or an address.
    shown_by: String,
    /// What people said that it rests on: `voice/3`, `need/1`, `proposal/7`.
    #[serde(default)]
    cites: Vec<String>,
    /// With how many people it was tried, of a test of a prototype.
    people: Option<u32>,
    /// What was counted or measured.
    #[serde(default)]
    figures: Vec<NewDesignFigure>,
}

impl Asks for NewDesignOutput {
    fn fill(&self, fields: &mut Fields) {
        fields.put(BASE, &self.no.to_string());
        fields.put(PHASE, &self.phase);
        fields.put(KIND, &self.kind);
        fields.say_in_both(TITLE, &self.title);
        fields.say_in_both(DESCRIPTION, &self.description);
        fields.put(SHOWN, &self.shown_by);
        fields.put(CITES, &self.cites.join(" "));
        let people = self.people.map(|people| people.to_string());
        fields.put_some(PEOPLE, people.as_deref());
        let figures = self.figures.iter().map(NewDesignFigure::line);
        fields.say(FIGURES, &figures.collect::<Vec<String>>().join("\n"));
    }

    fn pointer(field: &str) -> String {
        match field.strip_suffix("-other").unwrap_or(field) {
            "shown" => "shown_by".to_owned(),
            other => other.to_owned(),
        }
    }
}

/// A session that was held.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDesignSession {
    /// Its number: one more than there are.
    no: u32,
    /// The phase, which is open.
    phase: String,
    /// The day: `2027-04-16`.
    day: String,
    /// As what those sit in the task force who were there: `official`, `expert`, `designer`, `citizen`.
    present: Vec<String>,
    /// What was done.
    text: WordsByLanguage,
}

impl Asks for NewDesignSession {
    fn fill(&self, fields: &mut Fields) {
        fields.put(BASE, &self.no.to_string());
        fields.put(PHASE, &self.phase);
        fields.put(DAY, &self.day);
        for class in &self.present {
            fields.put(PRESENT, class);
        }
        fields.say_in_both(TEXT, &self.text);
    }
}

/// How a phase is to be closed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDesignVerdict {
    /// The phase, which is open.
    phase: String,
    /// `go`, `back` or `stop`.
    verdict: String,
    /// The phase to which the design goes back.
    back_to: Option<String>,
    /// Why.
    reason: WordsByLanguage,
}

impl Asks for NewDesignVerdict {
    fn fill(&self, fields: &mut Fields) {
        fields.put(PHASE, &self.phase);
        fields.put(VERDICT, &self.verdict);
        fields.put_some(BACK, self.back_to.as_deref());
        fields.say_in_both(REASON, &self.reason);
    }

    fn pointer(field: &str) -> String {
        match field.strip_suffix("-other").unwrap_or(field) {
            "back" => "back_to".to_owned(),
            other => other.to_owned(),
        }
    }
}

type Answered = Result<Response<Body>, Problem>;
type Named = Path<(String, String)>;

/// Does with a design what its form does.
async fn act<T: Asks>((programme, id): (String, String), way: &str, asking: Asking) -> Answered {
    let (read, caller) = asking.read::<T>()?;
    let named = (programme, id, way.to_owned());
    let form = |caller, body| act::sent(caller, Path(named), body);
    read.by(caller, form).await
}

/// Fixes by which phases a task force designs something, as an official of the institution that answers for it.
#[utoipa::path(
    post, path = "/programmes/{programme}/designs", operation_id = "fixDesignProcess", tag = "design",
    security(("account" = [])),
    params(("programme" = String, Path, description = "The programme's identifier."), Once),
    request_body = NewDesign,
    responses((status = 201, description = "It is on record.", body = Done), NotDone)
)]
pub async fn fix(Path(programme): Path<String>, asking: Asking) -> Answered {
    let (read, caller) = asking.read::<NewDesign>()?;
    let form = |caller, body| start::sent(caller, Path(programme), body);
    read.by(caller, form).await
}

/// Begins the next phase of a design, as an official of the institution that answers for it.
#[utoipa::path(
    post, path = "/programmes/{programme}/designs/{design}/phases", operation_id = "startDesignPhase", tag = "design",
    security(("account" = [])),
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("design" = String, Path, description = "The design's identifier."),
        Once,
    ),
    request_body = NewDesignPhase,
    responses((status = 201, description = "It is on record.", body = Done), NotDone)
)]
pub async fn phase(Path(named): Named, asking: Asking) -> Answered {
    act::<NewDesignPhase>(named, "start", asking).await
}

/// Adds what came of the phase of a design that is open, as an official of the institution that answers for it or a facilitator.
#[utoipa::path(
    post, path = "/programmes/{programme}/designs/{design}/outputs", operation_id = "addDesignOutput", tag = "design",
    security(("account" = [])),
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("design" = String, Path, description = "The design's identifier."),
        Once,
    ),
    request_body = NewDesignOutput,
    responses((status = 201, description = "It is on record.", body = Done), NotDone)
)]
pub async fn output(Path(named): Named, asking: Asking) -> Answered {
    act::<NewDesignOutput>(named, "output", asking).await
}

/// Says that a session was held and as what those sit in the task force who were there, as an official of the institution that answers
/// for it or a facilitator.
#[utoipa::path(
    post, path = "/programmes/{programme}/designs/{design}/sessions", operation_id = "holdDesignSession", tag = "design",
    security(("account" = [])),
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("design" = String, Path, description = "The design's identifier."),
        Once,
    ),
    request_body = NewDesignSession,
    responses((status = 201, description = "It is on record.", body = Done), NotDone)
)]
pub async fn session(Path(named): Named, asking: Asking) -> Answered {
    act::<NewDesignSession>(named, "session", asking).await
}

/// Closes the phase of a design that is open and says how it goes on, as an official of the institution that answers for it.
#[utoipa::path(
    post, path = "/programmes/{programme}/designs/{design}/verdicts", operation_id = "closeDesignPhase", tag = "design",
    security(("account" = [])),
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("design" = String, Path, description = "The design's identifier."),
        Once,
    ),
    request_body = NewDesignVerdict,
    responses((status = 201, description = "It is on record.", body = Done), NotDone)
)]
pub async fn verdict(Path(named): Named, asking: Asking) -> Answered {
    act::<NewDesignVerdict>(named, "close", asking).await
}
