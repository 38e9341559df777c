//! Registrations and attendees that programs bring: the forms' own way.

use axum::body::Body;
use axum::extract::Path;
use axum::http::Response;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{people, register};
use crate::accounts::asked::{Asking, Asks, Done, Fields, NotDone};
use crate::consultations::checking_in::{BY, CODE};
use crate::consultations::registering::{
    CONSENT, CONTACT, GROUP, NAME, NEEDS, REGION, SECTOR, YES,
};
use crate::frame::problem::Problem;
use crate::frame::sent::Once;

type Answered = Result<Response<Body>, Problem>;
type Named = Path<(String, String)>;

/// Who registers, or comes. Whoever leads the consultation reads it, and nobody else.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRegistration {
    /// Their name.
    name: String,
    /// How they are reached.
    contact: Option<String>,
    /// The part of society that they come from: `citizen`, `civil-society`, `business`, `university`, `public`, `media`, or another.
    sector: Option<String>,
    /// The province, ISO 3166-2.
    region: Option<String>,
    /// The service group.
    group: Option<String>,
    /// What they need to take part.
    needs: Option<String>,
    /// Whether they consent to being named among those who were there.
    #[serde(default)]
    consent: bool,
}

impl NewRegistration {
    fn put(&self, fields: &mut Fields) {
        // It is not for everybody: nobody asks whether it holds personal data.
        fields.put(NAME, &self.name);
        for (field, value) in [
            (CONTACT, &self.contact),
            (SECTOR, &self.sector),
            (REGION, &self.region),
            (GROUP, &self.group),
            (NEEDS, &self.needs),
        ] {
            fields.put_some(field, value.as_deref());
        }
        if self.consent {
            fields.put(CONSENT, YES);
        }
    }
}

impl Asks for NewRegistration {
    fn fill(&self, fields: &mut Fields) {
        self.put(fields);
    }

    fn pointer(field: &str) -> String {
        field.to_owned()
    }
}

/// A registration that is cancelled: one's own.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CancelledRegistration {}

impl Asks for CancelledRegistration {
    fn fill(&self, _fields: &mut Fields) {}

    fn pointer(field: &str) -> String {
        field.to_owned()
    }
}

/// Somebody who comes: by the code that they show, or without having registered.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAttendee {
    /// The code that they show.
    code: Option<String>,
    /// Who they are, where they had not registered.
    walk_in: Option<NewRegistration>,
}

impl Asks for NewAttendee {
    fn fill(&self, fields: &mut Fields) {
        match &self.walk_in {
            Some(person) => {
                fields.put(BY, "walk-in");
                person.put(fields);
            }
            None => {
                fields.put(BY, "code");
                fields.put_some(CODE, self.code.as_deref());
            }
        }
    }

    fn pointer(field: &str) -> String {
        match field {
            "code" | "key" => field.to_owned(),
            other => format!("walk_in/{other}"),
        }
    }
}

/// Registers whoever asks for a consultation: confirmed where there is room, or waiting for a place. Their code is on their page of it.
#[utoipa::path(
    post, path = "/programmes/{programme}/consultations/{consultation}/registrations", operation_id = "register", tag = "consultations",
    security(("account" = [])),
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("consultation" = String, Path, description = "The consultation's identifier."),
        Once,
    ),
    request_body = NewRegistration,
    responses((status = 201, description = "It is on record.", body = Done), NotDone)
)]
pub async fn register(Path(named): Named, asking: Asking) -> Answered {
    let (read, caller) = asking.read::<NewRegistration>()?;
    let form = |caller, body| register::sent(caller, Path(named), body);
    read.by(caller, form).await
}

/// Cancels the registration of whoever asks. Whoever waits longest gets the place.
#[utoipa::path(
    post, path = "/programmes/{programme}/consultations/{consultation}/registrations/cancel", operation_id = "cancelRegistration",
    tag = "consultations", security(("account" = [])),
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("consultation" = String, Path, description = "The consultation's identifier."),
        Once,
    ),
    request_body = CancelledRegistration,
    responses((status = 201, description = "It is on record.", body = Done), NotDone)
)]
pub async fn unregister(Path(named): Named, asking: Asking) -> Answered {
    let (read, caller) = asking.read::<CancelledRegistration>()?;
    let form = |caller, body| register::cancel(caller, Path(named), body);
    read.by(caller, form).await
}

/// Checks somebody in, as whoever leads the consultation.
#[utoipa::path(
    post, path = "/programmes/{programme}/consultations/{consultation}/attendees", operation_id = "checkIn", tag = "consultations",
    security(("account" = [])),
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("consultation" = String, Path, description = "The consultation's identifier."),
        Once,
    ),
    request_body = NewAttendee,
    responses((status = 201, description = "It is on record.", body = Done), NotDone)
)]
pub async fn check_in(Path(named): Named, asking: Asking) -> Answered {
    let (read, caller) = asking.read::<NewAttendee>()?;
    let form = |caller, body| people::came(caller, Path(named), body);
    read.by(caller, form).await
}
