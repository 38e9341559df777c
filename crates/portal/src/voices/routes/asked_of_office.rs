//! What programs of officials do about a voice: ask for more, and hand it on. The forms' own way.

use axum::body::Body;
use axum::extract::Path;
use axum::http::Response;
use serde::Deserialize;
use utoipa::ToSchema;

use super::acts;
use crate::accounts::asked::{Asking, Asks, Done, Fields, NotDone};
use crate::frame::problem::Problem;
use crate::frame::sent::Once;
use crate::voices::acts::{ACT, Act, GROUND, QUESTION, REASON, TO, UNTIL};

type Answered = Result<Response<Body>, Problem>;

/// What an official asks of whoever said something.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewQuestion {
    /// What is asked, in the language that it seems to be in.
    question: String,
    /// The last day on which it can be answered, `2027-03-09`: at most seven days from now.
    until: String,
}

impl Asks for NewQuestion {
    fn fill(&self, fields: &mut Fields) {
        fields.put(ACT, Act::Ask.name());
        fields.say(QUESTION, &self.question);
        fields.put(UNTIL, &self.until);
    }

    fn pointer(field: &str) -> String {
        pointer(field)
    }
}

/// To whom a voice is handed on.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HandedOn {
    /// The institution that is to answer it.
    to: String,
    /// On which ground: one of those that the page of the act offers, by its name on the record.
    ground: String,
    /// Why, in the language that it seems to be in.
    reason: String,
}

impl Asks for HandedOn {
    fn fill(&self, fields: &mut Fields) {
        fields.put(ACT, Act::Transfer.name());
        fields.put(TO, &self.to);
        fields.put(GROUND, &self.ground);
        fields.say(REASON, &self.reason);
    }

    fn pointer(field: &str) -> String {
        pointer(field)
    }
}

fn pointer(field: &str) -> String {
    match field {
        field if field == ACT.name => String::new(),
        field => field.to_owned(),
    }
}

/// Asks whoever said something for more, once: its clock stops until they answer, or until that day.
#[utoipa::path(
    post, path = "/programmes/{programme}/voices/{voice}/ask", operation_id = "askAboutVoice", tag = "voices",
    security(("account" = [])),
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("voice" = String, Path, description = "The voice's identifier."),
        Once,
    ),
    request_body = NewQuestion,
    responses((status = 201, description = "It is on record.", body = Done), NotDone)
)]
pub async fn ask(Path(named): Path<(String, String)>, asking: Asking) -> Answered {
    let (read, caller) = asking.read::<NewQuestion>()?;
    let form = |caller, body| acts::act(caller, Path(named), body);
    read.by(caller, form).await
}

/// Hands a voice that is not answered on to the institution that is to answer it.
#[utoipa::path(
    post, path = "/programmes/{programme}/voices/{voice}/transfer", operation_id = "transferVoice", tag = "voices",
    security(("account" = [])),
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("voice" = String, Path, description = "The voice's identifier."),
        Once,
    ),
    request_body = HandedOn,
    responses((status = 201, description = "It is on record.", body = Done), NotDone)
)]
pub async fn transfer(Path(named): Path<(String, String)>, asking: Asking) -> Answered {
    let (read, caller) = asking.read::<HandedOn>()?;
    let form = |caller, body| acts::act(caller, Path(named), body);
    read.by(caller, form).await
}
