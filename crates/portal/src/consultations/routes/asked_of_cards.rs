//! Cards that programs issue, enter and account for: the forms' own way.

use axum::body::Body;
use axum::extract::Path;
use axum::http::Response;
use serde::Deserialize;
use utoipa::ToSchema;

use super::cards;
use crate::accounts::asked::{Asking, Asks, Done, Fields, NotDone};
use crate::consultations::cards::{
    BLANK, CODE, COUNT, LOOKED, SEED, SERVED, TEXT, UNPRINTED, UNREADABLE,
};
use crate::frame::form::BASE;
use crate::frame::problem::Problem;
use crate::frame::sent::Once;

type Answered = Result<Response<Body>, Problem>;
type Named = Path<(String, String)>;

/// Cards that are to be issued.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCards {
    /// How many.
    count: u32,
    /// 32 random bytes as hex digits, out of which the codes are made: the code of card *n*, from 0, are the first 20 bytes of the
    /// SHA-256 of `SEED n`, five bits of each. It is kept nowhere.
    seed: String,
}

impl Asks for NewCards {
    fn fill(&self, fields: &mut Fields) {
        fields.put(COUNT, &self.count.to_string());
        fields.put(SEED, &self.seed);
    }
}

/// A card that is to be entered.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCard {
    /// Its code.
    code: String,
    /// What stands on it.
    text: String,
    /// The service group that it is about.
    group: Option<String>,
}

impl Asks for NewCard {
    fn fill(&self, fields: &mut Fields) {
        fields.put(CODE, &self.code);
        fields.put(LOOKED, &self.code);
        fields.say(TEXT, &self.text);
        fields.put_some(SERVED, self.group.as_deref());
    }

    fn pointer(field: &str) -> String {
        match field {
            "served" => "group".to_owned(),
            other => other.to_owned(),
        }
    }
}

/// What became of the cards that nobody entered.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCardAccount {
    /// The entry of the account whose place it takes.
    base: Option<u64>,
    /// How many nobody wrote on.
    #[serde(default)]
    blank: u32,
    /// How many cannot be read.
    #[serde(default)]
    unreadable: u32,
    /// How many were not printed, or not handed out.
    #[serde(default)]
    unprinted: u32,
}

impl Asks for NewCardAccount {
    fn fill(&self, fields: &mut Fields) {
        let base = self.base.map(|base| base.to_string());
        fields.put_some(BASE, base.as_deref());
        for (field, number) in [
            (BLANK, self.blank),
            (UNREADABLE, self.unreadable),
            (UNPRINTED, self.unprinted),
        ] {
            fields.put(field, &number.to_string());
        }
    }
}

/// Issues cards for a workshop before it begins, as a facilitator. Whoever asks prints them: their codes are kept nowhere.
#[utoipa::path(
    post, path = "/programmes/{programme}/consultations/{consultation}/cards", operation_id = "issueCards", tag = "consultations",
    security(("account" = [])),
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("consultation" = String, Path, description = "The consultation's identifier."),
        Once,
    ),
    request_body = NewCards,
    responses((status = 201, description = "It is on record.", body = Done), NotDone)
)]
pub async fn issue(Path(named): Named, asking: Asking) -> Answered {
    let (read, caller) = asking.read::<NewCards>()?;
    let form = |caller, body| cards::issue(caller, Path(named), body);
    read.by(caller, form).await
}

/// Enters what stands on a card of a workshop, as a facilitator or an official.
#[utoipa::path(
    post, path = "/programmes/{programme}/consultations/{consultation}/cards/entered", operation_id = "enterCard", tag = "consultations",
    security(("account" = [])),
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("consultation" = String, Path, description = "The consultation's identifier."),
        Once,
    ),
    request_body = NewCard,
    responses((status = 201, description = "It is on record.", body = Done), NotDone)
)]
pub async fn enter(Path(named): Named, asking: Asking) -> Answered {
    let (read, caller) = asking.read::<NewCard>()?;
    let form = |caller, body| cards::entered(caller, Path(named), body);
    read.by(caller, form).await
}

/// Accounts for the cards of a workshop that nobody entered, as a facilitator.
#[utoipa::path(
    post, path = "/programmes/{programme}/consultations/{consultation}/cards/account", operation_id = "accountForCards", tag = "consultations",
    security(("account" = [])),
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("consultation" = String, Path, description = "The consultation's identifier."),
        Once,
    ),
    request_body = NewCardAccount,
    responses((status = 201, description = "It is on record.", body = Done), NotDone)
)]
pub async fn account(Path(named): Named, asking: Asking) -> Answered {
    let (read, caller) = asking.read::<NewCardAccount>()?;
    let form = |caller, body| cards::accounted(caller, Path(named), body);
    read.by(caller, form).await
}
