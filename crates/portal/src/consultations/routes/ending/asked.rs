//! How a consultation ends, as programs bring it: the forms' own way.

use axum::body::Body;
use axum::extract::Path;
use axum::http::Response;
use serde::Deserialize;
use utoipa::ToSchema;

use super::sent;
use crate::accounts::asked::{Asking, Asks, Done, Fields, NotDone};
use crate::consultations::ending::typed::{EVIDENCE, GROUND, LEVEL, PART, UNTIL, WHY};
use crate::consultations::links::EndingAct;
use crate::frame::form::BASE;
use crate::frame::problem::Problem;
use crate::frame::sent::Once;

type Answered = Result<Response<Body>, Problem>;
type Named = Path<(String, String)>;

/// That a consultation is closed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Closed {}

impl Asks for Closed {
    fn fill(&self, _fields: &mut Fields) {}

    fn pointer(field: &str) -> String {
        field.to_owned()
    }
}

/// Something that a consultation owes, to be waived.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewWaiver {
    /// `agenda`, `attendance`, `minutes` or `outcomes`.
    part: String,
    /// `law`, `emergency`, `technical` or `other`.
    ground: String,
    /// Until which day: `2027-03-31`.
    until: String,
    /// Why.
    reason: String,
}

impl Asks for NewWaiver {
    fn fill(&self, fields: &mut Fields) {
        fields.put(PART, &self.part);
        fields.put(GROUND, &self.ground);
        fields.put(UNTIL, &self.until);
        fields.say(WHY.here, &self.reason);
    }

    fn pointer(field: &str) -> String {
        field.to_owned()
    }
}

/// The say that people had, as a reviewer finds it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAssessment {
    /// The entry of the assessment whose place it takes.
    base: Option<u64>,
    /// `inform`, `consult`, `involve`, `collaborate` or `empower`.
    level: String,
    /// The entries that show it.
    evidence: Vec<u64>,
    /// Why.
    reason: String,
}

impl Asks for NewAssessment {
    fn fill(&self, fields: &mut Fields) {
        let base = self.base.map(|base| base.to_string());
        fields.put_some(BASE, base.as_deref());
        fields.put(LEVEL, &self.level);
        let entries: Vec<String> = self.evidence.iter().map(u64::to_string).collect();
        fields.put(EVIDENCE, &entries.join(" "));
        fields.say(WHY.here, &self.reason);
    }

    fn pointer(field: &str) -> String {
        field.to_owned()
    }
}

async fn ends<A: Asks>(Path((programme, id)): Named, asking: Asking, act: EndingAct) -> Answered {
    let (read, caller) = asking.read::<A>()?;
    let named = (programme, id, act.name().to_owned());
    let form = |caller, body| sent(caller, Path(named), body);
    read.by(caller, form).await
}

/// Closes a consultation, as an official: refused while something of it is open.
#[utoipa::path(
    post, path = "/programmes/{programme}/consultations/{consultation}/close", operation_id = "closeConsultation", tag = "consultations",
    security(("account" = [])),
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("consultation" = String, Path, description = "The consultation's identifier."),
        Once,
    ),
    request_body = Closed,
    responses((status = 201, description = "It is on record.", body = Done), NotDone)
)]
pub async fn close(named: Named, asking: Asking) -> Answered {
    ends::<Closed>(named, asking, EndingAct::Close).await
}

/// Waives something that a consultation owes, as an administrator.
#[utoipa::path(
    post, path = "/programmes/{programme}/consultations/{consultation}/waivers", operation_id = "grantWaiver", tag = "consultations",
    security(("account" = [])),
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("consultation" = String, Path, description = "The consultation's identifier."),
        Once,
    ),
    request_body = NewWaiver,
    responses((status = 201, description = "It is on record.", body = Done), NotDone)
)]
pub async fn waive(named: Named, asking: Asking) -> Answered {
    ends::<NewWaiver>(named, asking, EndingAct::Waive).await
}

/// Assesses the say that people had, as a reviewer.
#[utoipa::path(
    post, path = "/programmes/{programme}/consultations/{consultation}/assessments", operation_id = "assessInfluence", tag = "consultations",
    security(("account" = [])),
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("consultation" = String, Path, description = "The consultation's identifier."),
        Once,
    ),
    request_body = NewAssessment,
    responses((status = 201, description = "It is on record.", body = Done), NotDone)
)]
pub async fn assess(named: Named, asking: Asking) -> Answered {
    ends::<NewAssessment>(named, asking, EndingAct::Assess).await
}
