//! Voices that programs bring, supplement and withdraw: the forms' own way.

use axum::body::Body;
use axum::extract::Path;
use axum::http::Response;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{acts, receipt, speak};
use crate::accounts::asked::{Asking, Asks, Done, Fields, NotDone};
use crate::frame::form::Field;
use crate::frame::problem::Problem;
use crate::frame::sent::Once;
use crate::voices::acts::{ACT, Act, WORDS};
use crate::voices::labels::CODE;
use crate::voices::list::{INSTITUTION, REGION};
use crate::voices::typed::{SEND, SERVED, STEP, TEXT};

/// What somebody says.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewVoice {
    /// The words, at most 10,000 characters, in the language that they seem to be in.
    text: String,
    /// The service group that it is about.
    group: Option<String>,
    /// The audience in that group.
    audience: Option<String>,
    /// The province, ISO 3166-2.
    region: Option<String>,
    /// The institution that is to answer; without it the one that gets what nobody else is named for.
    institution: Option<String>,
}

impl Asks for NewVoice {
    fn fill(&self, fields: &mut Fields) {
        fields.put(STEP, SEND);
        fields.say(TEXT, &self.text);
        let served = [&self.group, &self.audience].map(|part| part.as_deref().unwrap_or_default());
        fields.put(SERVED, served.join("/").trim_end_matches('/'));
        fields.put_some(REGION, self.region.as_deref());
        fields.put_some(INSTITUTION, self.institution.as_deref());
    }

    fn pointer(field: &str) -> String {
        match field {
            "served" => "group".to_owned(),
            other => other.to_owned(),
        }
    }
}

/// What whoever said something adds to it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSupplement {
    /// The words.
    text: String,
    /// The code of the slip, of whoever has no account: then no token is needed.
    code: Option<String>,
}

/// Somebody takes back what they said.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VoiceTakenBack {
    /// The code of the slip, of whoever has no account: then no token is needed.
    code: Option<String>,
}

trait ByCode: Asks {
    fn code(&self) -> Option<&str>;
}

fn fill(fields: &mut Fields, act: Act, code: Option<&str>) {
    fields.put(ACT, act.name());
    fields.put_some(CODE, code);
}

impl Asks for NewSupplement {
    fn fill(&self, fields: &mut Fields) {
        fill(fields, Act::Supplement, self.code.as_deref());
        fields.say(WORDS, &self.text);
    }

    fn pointer(field: &str) -> String {
        pointer(WORDS, "text", field)
    }
}

impl ByCode for NewSupplement {
    fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }
}

impl Asks for VoiceTakenBack {
    fn fill(&self, fields: &mut Fields) {
        fill(fields, Act::Withdraw, self.code.as_deref());
    }

    fn pointer(field: &str) -> String {
        pointer(ACT, "", field)
    }
}

impl ByCode for VoiceTakenBack {
    fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }
}

fn pointer(renamed: Field, to: &str, field: &str) -> String {
    match field {
        field if field == renamed.name => to.to_owned(),
        field if field == ACT.name => String::new(),
        field => field.to_owned(),
    }
}

type Answered = Result<Response<Body>, Problem>;

/// Says something, as a participant under the name that they have in the programme. At most 10 an hour.
#[utoipa::path(
    post, path = "/programmes/{programme}/voices", operation_id = "sayVoice", tag = "voices",
    security(("account" = [])),
    params(("programme" = String, Path, description = "The programme's identifier."), Once),
    request_body = NewVoice,
    responses((status = 201, description = "It is on record.", body = Done), NotDone)
)]
pub async fn say(Path(programme): Path<String>, asking: Asking) -> Answered {
    let (read, caller) = asking.read::<NewVoice>()?;
    let form = |caller, body| speak::say(caller, Path(programme), body);
    read.by(caller, form).await
}

/// Adds what was asked for to a voice: whoever said it, by their token or by the code of their slip.
#[utoipa::path(
    post, path = "/programmes/{programme}/voices/{voice}/supplement", operation_id = "supplementVoice", tag = "voices",
    security(("account" = []), ()),
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("voice" = String, Path, description = "The voice's identifier."),
        Once,
    ),
    request_body = NewSupplement,
    responses((status = 201, description = "It is on record.", body = Done), NotDone)
)]
pub async fn supplement(Path(named): Path<(String, String)>, asking: Asking) -> Answered {
    by_author::<NewSupplement>(named, asking).await
}

/// Takes a voice back that is not answered yet: whoever said it, by their token or by the code of their slip.
#[utoipa::path(
    post, path = "/programmes/{programme}/voices/{voice}/withdraw", operation_id = "withdrawVoice", tag = "voices",
    security(("account" = []), ()),
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("voice" = String, Path, description = "The voice's identifier."),
        Once,
    ),
    request_body = VoiceTakenBack,
    responses((status = 201, description = "It is on record.", body = Done), NotDone)
)]
pub async fn withdraw(Path(named): Path<(String, String)>, asking: Asking) -> Answered {
    by_author::<VoiceTakenBack>(named, asking).await
}

async fn by_author<T: ByCode>(named: (String, String), asking: Asking) -> Answered {
    let (read, caller) = asking.read::<T>()?;
    let store = &caller.visit.store;
    let mut slip = None;
    if read.asked.code().is_some() {
        let voice = store.voice(&named.0, &named.1).await?;
        slip = voice.and_then(|voice| voice.facts.receipt);
    }
    match slip {
        Some(slip) => {
            let form = |caller, body| receipt::act(caller, Path(slip), body);
            read.by(caller, form).await
        }
        None => {
            let form = |caller, body| acts::act(caller, Path(named), body);
            read.by(caller, form).await
        }
    }
}
