//! Minutes that programs bring, and corrections of them: the forms' own way.

use axum::body::Body;
use axum::extract::Path;
use axum::http::Response;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{sent, settled};
use crate::accounts::asked::{Asking, Asks, Done, Fields, NotDone};
use crate::consultations::links::MinutesAct;
use crate::consultations::minutes::draft::{ASK, ASKED, PART, QUORUM, VERDICT, WHY};
use crate::consultations::minutes::typed;
use crate::frame::form::BASE;
use crate::frame::problem::Problem;
use crate::frame::sent::Once;

type Answered = Result<Response<Body>, Problem>;
type Named = Path<(String, String)>;

/// Somebody who was there.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPresent {
    /// `official`, `expert`, `designer` or `citizen`.
    class: String,
    /// Post or occupation.
    post: String,
    /// Name; of citizens only with their consent.
    name: Option<String>,
}

/// What somebody said.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRemark {
    /// The number of the item, from 1.
    item: u32,
    /// What whoever spoke was there as.
    role: String,
    /// What they said, in short.
    gist: String,
    /// Name, only with their consent.
    name: Option<String>,
}

/// A question that was voted on.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCounted {
    /// What was voted on.
    question: String,
    /// How many were for it.
    #[serde(rename = "for")]
    yes: u32,
    /// How many were against it.
    against: u32,
    /// How many abstained.
    abstain: u32,
}

/// Minutes. What is written may hold neither line breaks nor `|`.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewMinutes {
    /// The entry of the draft, or of the minutes, that these take the place of, or approve; absent for the first draft.
    base: Option<u64>,
    /// Name of the meeting.
    name: String,
    /// Who convened it.
    host: String,
    /// When it began, in the programme's zone: `2027-03-31T14:00`.
    began: String,
    /// When it ended.
    ended: String,
    /// Where.
    place: String,
    /// Attendees who are listed.
    attendees: Vec<NewPresent>,
    /// How many were there beside these.
    #[serde(default)]
    others: u32,
    /// Observers.
    #[serde(default)]
    observers: Vec<NewPresent>,
    /// Order of proceedings.
    order: Vec<String>,
    /// Items.
    items: Vec<String>,
    /// What was said.
    remarks: Vec<NewRemark>,
    /// Decisions.
    decisions: Vec<String>,
    /// Votes.
    #[serde(default)]
    votes: Vec<NewCounted>,
    /// Whether every citizen and every speaker who is named consents to that.
    #[serde(default)]
    consent: bool,
    /// Whether as many were there as the rules ask: `yes` or `no`, where a body met and the minutes are approved.
    quorum: Option<String>,
}

fn lines<T>(all: &[T], line: impl Fn(&T) -> String) -> String {
    all.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn person(one: &NewPresent) -> String {
    let mut parts = vec![one.class.as_str(), &one.post];
    parts.extend(one.name.as_deref());
    parts.join(" | ")
}

fn remark(one: &NewRemark) -> String {
    let item = one.item.to_string();
    let mut parts = vec![item.as_str(), &one.role, &one.gist];
    parts.extend(one.name.as_deref());
    parts.join(" | ")
}

fn counted(one: &NewCounted) -> String {
    let numbers = [one.yes, one.against, one.abstain].map(|number| number.to_string());
    [one.question.as_str(), &numbers.join(" | ")].join(" | ")
}

impl Asks for NewMinutes {
    fn fill(&self, fields: &mut Fields) {
        let base = self.base.map(|base| base.to_string());
        fields.put_some(BASE, base.as_deref());
        let others = self.others.to_string();
        for (field, value) in [
            (typed::NAME, &self.name),
            (typed::HOST, &self.host),
            (typed::PLACE, &self.place),
            (typed::ATTENDEES, &lines(&self.attendees, person)),
            (typed::OBSERVERS, &lines(&self.observers, person)),
            (typed::ORDER, &self.order.join("\n")),
            (typed::ITEMS, &self.items.join("\n")),
            (typed::REMARKS, &lines(&self.remarks, remark)),
            (typed::DECISIONS, &self.decisions.join("\n")),
            (typed::VOTES, &lines(&self.votes, counted)),
        ] {
            fields.say(field, value);
        }
        fields.put(typed::BEGAN, &self.began);
        fields.put(typed::ENDED, &self.ended);
        fields.put(typed::OTHERS, &others);
        if self.consent {
            fields.put(typed::CONSENT, typed::YES);
        }
        fields.put_some(QUORUM, self.quorum.as_deref());
    }

    fn pointer(field: &str) -> String {
        field.to_owned()
    }
}

/// A correction of a draft that somebody asks for who was there.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCorrection {
    /// The entry of the draft; that which stands, if absent.
    base: Option<u64>,
    /// Of which part: `name`, `host`, `time_and_place`, `attendees`, `order`, `items`, `remarks`, `decisions` or `votes`.
    part: String,
    /// What is wrong, and what is right.
    text: String,
}

impl Asks for NewCorrection {
    fn fill(&self, fields: &mut Fields) {
        let base = self.base.map(|base| base.to_string());
        fields.put_some(BASE, base.as_deref());
        fields.put(PART, &self.part);
        fields.put(ASK.here, &self.text);
    }

    fn pointer(field: &str) -> String {
        field.to_owned()
    }
}

/// How a correction is settled.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSettlement {
    /// `accepted` or `declined`.
    verdict: String,
    /// What was asked for, in words for everybody.
    asked: String,
    /// Why it is settled so.
    reason: String,
}

impl Asks for NewSettlement {
    fn fill(&self, fields: &mut Fields) {
        fields.put(VERDICT, &self.verdict);
        fields.say(ASKED.here, &self.asked);
        fields.say(WHY.here, &self.reason);
    }

    fn pointer(field: &str) -> String {
        field.to_owned()
    }
}

async fn minutes(Path((programme, id)): Named, asking: Asking, act: MinutesAct) -> Answered {
    let (read, caller) = asking.read::<NewMinutes>()?;
    let named = (programme, id, act.name().to_owned());
    let form = |caller, body| sent(caller, Path(named), body);
    read.by(caller, form).await
}

/// Drafts minutes, as whoever leads the consultation: those who were there read them and can ask for corrections.
#[utoipa::path(
    post, path = "/programmes/{programme}/consultations/{consultation}/minutes/drafts", operation_id = "draftMinutes", tag = "consultations",
    security(("account" = [])),
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("consultation" = String, Path, description = "The consultation's identifier."),
        Once,
    ),
    request_body = NewMinutes,
    responses((status = 201, description = "It is on record.", body = Done), NotDone)
)]
pub async fn draft_minutes(named: Named, asking: Asking) -> Answered {
    minutes(named, asking, MinutesAct::Draft).await
}

/// Approves minutes, as an official, after the time for corrections and when all are settled: everybody reads them.
#[utoipa::path(
    post, path = "/programmes/{programme}/consultations/{consultation}/minutes", operation_id = "approveMinutes", tag = "consultations",
    security(("account" = [])),
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("consultation" = String, Path, description = "The consultation's identifier."),
        Once,
    ),
    request_body = NewMinutes,
    responses((status = 201, description = "It is on record.", body = Done), NotDone)
)]
pub async fn approve_minutes(named: Named, asking: Asking) -> Answered {
    minutes(named, asking, MinutesAct::Approve).await
}

/// Puts approved minutes right, as an official.
#[utoipa::path(
    post, path = "/programmes/{programme}/consultations/{consultation}/minutes/corrected", operation_id = "correctMinutes", tag = "consultations",
    security(("account" = [])),
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("consultation" = String, Path, description = "The consultation's identifier."),
        Once,
    ),
    request_body = NewMinutes,
    responses((status = 201, description = "It is on record.", body = Done), NotDone)
)]
pub async fn correct_minutes(named: Named, asking: Asking) -> Answered {
    minutes(named, asking, MinutesAct::Correct).await
}

/// Asks for a correction of the draft, as somebody who was checked in.
#[utoipa::path(
    post, path = "/programmes/{programme}/consultations/{consultation}/minutes/corrections", operation_id = "askMinutesCorrection",
    tag = "consultations", security(("account" = [])),
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("consultation" = String, Path, description = "The consultation's identifier."),
        Once,
    ),
    request_body = NewCorrection,
    responses((status = 201, description = "It is on record.", body = Done), NotDone)
)]
pub async fn ask_correction(Path((programme, id)): Named, asking: Asking) -> Answered {
    let (read, caller) = asking.read::<NewCorrection>()?;
    let named = (programme, id, MinutesAct::Ask.name().to_owned());
    let form = |caller, body| sent(caller, Path(named), body);
    read.by(caller, form).await
}

/// Settles a correction, as whoever leads the consultation.
#[utoipa::path(
    post, path = "/programmes/{programme}/consultations/{consultation}/minutes/corrections/{entry}/settlement",
    operation_id = "settleMinutesCorrection", tag = "consultations", security(("account" = [])),
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("consultation" = String, Path, description = "The consultation's identifier."),
        ("entry" = u64, Path, description = "The entry that asked for the correction."),
        Once,
    ),
    request_body = NewSettlement,
    responses((status = 201, description = "It is on record.", body = Done), NotDone)
)]
pub async fn settle_correction(
    Path(named): Path<(String, String, String)>,
    asking: Asking,
) -> Answered {
    let (read, caller) = asking.read::<NewSettlement>()?;
    let form = |caller, body| settled(caller, Path(named), body);
    read.by(caller, form).await
}
