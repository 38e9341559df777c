//! Voices that programs bring, supplement and withdraw: the forms' own way.

use axum::Json;
use axum::body::Body;
use axum::extract::Path;
use axum::http::Response;
use madang_programme::voices::Channel;
use madang_programme::voices::code::Code;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{acts, receipt, speak};
use crate::accounts::asked::{Asking, Asks, Done, Fields, NotDone, turned_away};
use crate::frame::form::Field;
use crate::frame::problem::{Answer, Kind, Problem, Problems};
use crate::frame::sent::Once;
use crate::frame::words::said;
use crate::voices::acts::{ACT, Act, WORDS};
use crate::voices::labels::CODE;
use crate::voices::links;
use crate::voices::list::{CHANNEL, INSTITUTION, REGION};
use crate::voices::speak::THROUGH;
use crate::voices::typed::{SEND, SERVED, SERVICE, SOURCE, STEP, TEXT};

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
    /// The institution that is to answer; without it the one that leads the service, or gets what nobody else is named for.
    institution: Option<String>,
    /// The service that it is about: it is then feedback on the version that runs.
    service: Option<String>,
}

impl Asks for NewVoice {
    fn fill(&self, fields: &mut Fields) {
        let named = [&self.group, &self.audience, &self.region, &self.institution];
        fill_voice(fields, &self.text, named.map(Option::as_deref));
        fields.put_some(SERVICE, self.service.as_deref());
    }

    fn pointer(field: &str) -> String {
        pointer(SERVED, "group", field)
    }
}

fn fill_voice(
    fields: &mut Fields,
    text: &str,
    [group, audience, region, institution]: [Option<&str>; 4],
) {
    fields.put(STEP, SEND);
    fields.say(TEXT, text);
    let served = [group, audience].map(Option::unwrap_or_default);
    fields.put(SERVED, served.join("/").trim_end_matches('/'));
    fields.put_some(REGION, region);
    fields.put_some(INSTITUTION, institution);
}

/// What somebody said who has no device or no account, or what was said elsewhere.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EnteredVoice {
    /// How it came: `paper`, `phone`, `petition`, `media`, `survey` or `service_feedback`.
    channel: String,
    /// The code of the slip that whoever said it gets, of one that came by paper or phone: from `/slip-codes`.
    code: Option<String>,
    /// Where it was published before: an address.
    source: Option<String>,
    /// The words, at most 10,000 characters, in the language that they seem to be in.
    text: String,
    /// The service group that it is about.
    group: Option<String>,
    /// The audience in that group.
    audience: Option<String>,
    /// The province, ISO 3166-2.
    region: Option<String>,
    /// The service that it is about; `service_feedback` names one, where the programme has any.
    service: Option<String>,
    /// The institution that is to answer; without it that of whoever enters it and acts for no other, or the one that gets what nobody else
    /// is named for.
    institution: Option<String>,
}

impl EnteredVoice {
    /// Checks what the form does not show: that there is a code where somebody is handed a slip.
    fn check(&self) -> Result<(), Problem> {
        let mut through = THROUGH.into_iter();
        let channel = through.find(|channel| channel.name() == self.channel);
        if !channel.is_some_and(Channel::needs_receipt) {
            return Ok(());
        }
        let reason = match self.code.as_deref().unwrap_or_default() {
            "" => said!("voice-enter-code-missing"),
            code => match code.parse::<Code>() {
                Ok(_) => return Ok(()),
                Err(wrong) => said!("voice-code-unreadable", expected = wrong.said()),
            },
        };
        let mut problem = Problem::new(Kind::Field, said!("problem-act-fields"));
        problem.errors = vec![(format!("/{}", CODE.name), reason)];
        Err(problem)
    }
}

impl Asks for EnteredVoice {
    fn fill(&self, fields: &mut Fields) {
        let named = [&self.group, &self.audience, &self.region, &self.institution];
        fill_voice(fields, &self.text, named.map(Option::as_deref));
        fields.put_some(SERVICE, self.service.as_deref());
        fields.put(CHANNEL, &self.channel);
        fields.put_some(CODE, self.code.as_deref());
        fields.put_some(SOURCE, self.source.as_deref());
    }

    fn pointer(field: &str) -> String {
        NewVoice::pointer(field)
    }
}

/// A code for a slip.
#[derive(Serialize, ToSchema)]
pub struct SlipCode {
    /// The code, as it is printed: whoever has it can add to what was said, take it back, have it erased, or ask for another look. It is
    /// kept nowhere.
    code: String,
    /// What the record will have of it: the code does not follow from it.
    receipt: String,
    /// The page for whoever has the slip, which says what became of the voice.
    page: String,
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

/// Enters what somebody else said, as an official or facilitator of the programme, who is not its author. Of what came by paper or phone
/// they hand a slip with the code to whoever said it. Sent again under the same key with the same code, it is recorded once.
#[utoipa::path(
    post, path = "/programmes/{programme}/entered/voices", operation_id = "enterVoice", tag = "voices",
    security(("account" = [])),
    params(("programme" = String, Path, description = "The programme's identifier."), Once),
    request_body = EnteredVoice,
    responses((status = 201, description = "It is on record.", body = Done), NotDone)
)]
pub async fn enter(Path(programme): Path<String>, asking: Asking) -> Answered {
    let (read, caller) = asking.read::<EnteredVoice>()?;
    read.asked.check()?;
    let form = |caller, body| speak::enter(caller, Path(programme), body);
    read.by(caller, form).await
}

/// Makes a code for the slip of a voice that an official or facilitator is about to enter. Nothing is recorded or kept.
#[utoipa::path(
    post, path = "/programmes/{programme}/slip-codes", operation_id = "makeSlipCode", tag = "voices",
    security(("account" = [])),
    params(("programme" = String, Path, description = "The programme's identifier.")),
    responses(
        (status = 200, description = "A code that nobody has.", body = SlipCode),
        Problems<401>,
        Problems<403>,
        Problems<404>,
        Problems<503>,
    )
)]
pub async fn slip_code(Path(programme): Path<String>, asking: Asking) -> Answer<SlipCode> {
    let caller = asking.caller;
    let store = &caller.visit.store;
    if store.programme(&programme).await?.is_none() {
        let what = said!("problem-thing-programme");
        return Err(Problem::not_found(what, &programme));
    }
    let turned = |answer: Box<Response<Body>>| turned_away(&answer);
    caller.whole().map_err(turned)?;
    if speak::enters(&caller, &programme)
        .map_err(turned)?
        .is_none()
    {
        return Err(Problem::new(Kind::Role, said!("account-api-role")));
    }
    let code = speak::new_code(&caller).map_err(|_| {
        let detail = said!("problem-internal");
        Problem::new(Kind::Internal, detail)
    })?;
    let receipt = code.receipt(store.origin(), &programme);
    Ok(Json(SlipCode {
        code: code.to_string(),
        page: caller.visit.ui.href(&links::receipt(&receipt)),
        receipt,
    }))
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
