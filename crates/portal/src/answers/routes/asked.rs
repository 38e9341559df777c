//! Answers that programs give, and what follows them: the forms' own way.

use axum::body::Body;
use axum::extract::Path;
use axum::http::Response;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{give, later};
use crate::accounts::asked::{Asking, Asks, Done, Fields, NotDone, WordsByLanguage};
use crate::answers::acts::{self, WORDS};
use crate::answers::typed::{
    CHANGE, CHANGED_WORDS, DECIDER, DISPOSITION, EXISTS, INTO, NOTHING, PLANNED, POST, REASON,
    ROWS, SOMETHING, UNMET, WHOSE,
};
use crate::frame::form::BASE;
use crate::frame::problem::Problem;
use crate::frame::sent::Once;
use crate::frame::steps::{RELEASE, STEP};
use crate::voices::labels::CODE;

/// Something that changed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// What: `plan`, `budget`, `rule`, `service` and the like, as in the form.
    what: String,
    /// Where it can be looked at: the number of an entry, or an address.
    at: String,
}

/// An answer.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAnswer {
    /// The entry of the answer whose place it takes, where one stands.
    supersedes: Option<u64>,
    /// `adopted`, `adopted_in_part`, `merged`, `not_adopted`, `out_of_scope` or `already_exists`.
    disposition: String,
    /// In what it goes on, where it is merged: `voice/12`, `proposal/3`.
    into: Option<String>,
    /// The criteria that it does not meet, where it is not adopted.
    #[serde(default)]
    unmet: Vec<String>,
    /// Whose task it is, where it is out of scope.
    whose: Option<String>,
    /// Where it is found, where it exists already: the number of an entry, or an address.
    exists: Option<String>,
    /// The institution that decided.
    decider: String,
    /// The post that decided.
    post: WordsByLanguage,
    /// Why, at least 20 characters.
    reason: WordsByLanguage,
    /// What changed, at most 6 things; nothing where nothing did.
    #[serde(default)]
    changed: Vec<Change>,
    /// What changed, in words.
    #[serde(default)]
    changed_words: WordsByLanguage,
    /// By which day it is planned, where it is adopted: `2027-06-30`.
    planned_by: Option<String>,
}

impl Asks for NewAnswer {
    fn fill(&self, fields: &mut Fields) {
        fields.put(STEP, RELEASE);
        put_base(fields, self.supersedes);
        fields.put(DISPOSITION, &self.disposition);
        fields.put_some(INTO, self.into.as_deref());
        for criterion in &self.unmet {
            fields.put(UNMET, criterion);
        }
        fields.put_some(WHOSE, self.whose.as_deref());
        fields.put_some(EXISTS, self.exists.as_deref());
        fields.put(DECIDER, &self.decider);
        fields.say_in_both(POST, &self.post);
        fields.say_in_both(REASON, &self.reason);
        let nothing = self.changed.is_empty() && self.changed_words.is_empty();
        fields.put(CHANGE, if nothing { NOTHING } else { SOMETHING });
        for ((what, at), change) in ROWS.iter().zip(&self.changed) {
            fields.put(*what, &change.what);
            fields.put(*at, &change.at);
        }
        fields.say_in_both(CHANGED_WORDS, &self.changed_words);
        fields.put_some(PLANNED, self.planned_by.as_deref());
    }

    fn too_many(&self) -> Option<&'static str> {
        (self.changed.len() > ROWS.len()).then_some("changed")
    }

    fn pointer(field: &str) -> String {
        let row = |number: &str, part: &str| {
            let number = number.parse::<usize>().unwrap_or(1);
            format!("changed/{}/{part}", number.saturating_sub(1))
        };
        let field = field.strip_suffix("-other").unwrap_or(field);
        match field.split_once('-') {
            Some(("what", number)) => row(number, "what"),
            Some(("where", number)) => row(number, "at"),
            Some(_) | None => match field {
                "change" => "changed".to_owned(),
                "changed" => "changed_words".to_owned(),
                "planned" => "planned_by".to_owned(),
                other => other.to_owned(),
            },
        }
    }
}

fn put_base(fields: &mut Fields, base: Option<u64>) {
    let base = base.map(|base| base.to_string());
    fields.put_some(BASE, base.as_deref());
}

/// How it stands with what was adopted.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewProgress {
    /// The entry of the answer that stands.
    answer: u64,
    /// `started`, `done`, `delayed` or `dropped`.
    step: String,
    /// What shows that it was done, at most 3: numbers of entries, or addresses.
    #[serde(default)]
    evidence: Vec<String>,
    /// The new day by which it is planned, where it is delayed.
    planned_by: Option<String>,
    /// In words.
    text: WordsByLanguage,
}

impl Asks for NewProgress {
    fn fill(&self, fields: &mut Fields) {
        put_base(fields, Some(self.answer));
        fields.put(acts::STEP, &self.step);
        for (field, evidence) in acts::EVIDENCE.iter().zip(&self.evidence) {
            fields.put(*field, evidence);
        }
        fields.put_some(acts::PLANNED, self.planned_by.as_deref());
        fields.say_in_both(WORDS, &self.text);
    }

    fn too_many(&self) -> Option<&'static str> {
        (self.evidence.len() > acts::EVIDENCE.len()).then_some("evidence")
    }

    fn pointer(field: &str) -> String {
        match field.strip_suffix("-other").unwrap_or(field) {
            "progress" => "step".to_owned(),
            "planned" => "planned_by".to_owned(),
            "words" => "text".to_owned(),
            "evidence-1" => "evidence/0".to_owned(),
            "evidence-2" => "evidence/1".to_owned(),
            "evidence-3" => "evidence/2".to_owned(),
            other => other.to_owned(),
        }
    }
}

/// Why whoever said something asks for another look at its answer.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewReexamination {
    /// The entry of the answer that stands.
    answer: u64,
    /// Why.
    reason: WordsByLanguage,
    /// The code of the slip, where an official asks for somebody who came with one.
    code: Option<String>,
}

impl Asks for NewReexamination {
    fn fill(&self, fields: &mut Fields) {
        put_base(fields, Some(self.answer));
        fields.say_in_both(WORDS, &self.reason);
        fields.put_some(CODE, self.code.as_deref());
    }

    fn pointer(field: &str) -> String {
        match field.strip_suffix("-other").unwrap_or(field) {
            "words" => "reason".to_owned(),
            other => other.to_owned(),
        }
    }
}

type Answered = Result<Response<Body>, Problem>;
type Named = Path<(String, String, String)>;

/// Answers a voice or a proposal, as an official of the institution that decides; or answers it anew.
#[utoipa::path(
    post, path = "/programmes/{programme}/answers/{kind}/{id}", operation_id = "giveAnswer", tag = "answers",
    security(("account" = [])),
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("kind" = String, Path, description = "`voice` or `proposal`."),
        ("id" = String, Path, description = "Its identifier."),
        Once,
    ),
    request_body = NewAnswer,
    responses((status = 201, description = "It is on record.", body = Done), NotDone)
)]
pub async fn answer(Path(named): Named, asking: Asking) -> Answered {
    let (read, caller) = asking.read::<NewAnswer>()?;
    let form = |caller, body| give::sent(caller, Path(named), body);
    read.by(caller, form).await
}

/// Tells how it stands with what was adopted, as an official of the institution that decided.
#[utoipa::path(
    post, path = "/programmes/{programme}/answers/{kind}/{id}/progress", operation_id = "tellProgress", tag = "answers",
    security(("account" = [])),
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("kind" = String, Path, description = "`voice` or `proposal`."),
        ("id" = String, Path, description = "Its identifier."),
        Once,
    ),
    request_body = NewProgress,
    responses((status = 201, description = "It is on record.", body = Done), NotDone)
)]
pub async fn progress(Path(named): Named, asking: Asking) -> Answered {
    let (read, caller) = asking.read::<NewProgress>()?;
    let form = |caller, body| later::progress_sent(caller, Path(named), body);
    read.by(caller, form).await
}

/// Asks for another look at an answer, at most 15 days after it: whoever said it, or who enters voices for them.
#[utoipa::path(
    post, path = "/programmes/{programme}/answers/{kind}/{id}/again", operation_id = "askReexamination", tag = "answers",
    security(("account" = [])),
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("kind" = String, Path, description = "`voice` or `proposal`."),
        ("id" = String, Path, description = "Its identifier."),
        Once,
    ),
    request_body = NewReexamination,
    responses((status = 201, description = "It is on record.", body = Done), NotDone)
)]
pub async fn again(Path(named): Named, asking: Asking) -> Answered {
    let (read, caller) = asking.read::<NewReexamination>()?;
    let form = |caller, body| later::again_sent(caller, Path(named), body);
    read.by(caller, form).await
}
