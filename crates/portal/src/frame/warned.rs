//! What words seem to hold of persons, said before everybody can read them: openness check C20, asked beforehand.

use madang_programme::openness::{PersonalData, lint};
use maud::{Markup, html};
use serde::Serialize;

use crate::frame::query::FieldError;
use crate::frame::ui::Ui;

/// What words seem to hold, the gravest alone.
pub fn found(words: &impl Serialize) -> Option<PersonalData> {
    // What cannot be written as JSON cannot be recorded either.
    lint(&serde_json::to_value(words).ok()?)
}

/// The key of what is said of it.
pub fn key(found: PersonalData) -> &'static str {
    match found {
        PersonalData::Mail => "form-warned-mail",
        PersonalData::Phone => "form-warned-phone",
        PersonalData::Resident => "form-warned-resident",
    }
}

/// Whether this says what words seem to hold, and not that something is wrong.
pub fn is(error: &FieldError) -> bool {
    let mut all = [
        PersonalData::Mail,
        PersonalData::Phone,
        PersonalData::Resident,
    ]
    .into_iter();
    all.any(|found| key(found) == error.key)
}

/// What is said of words above the form that they stand in.
pub fn warnings(ui: &Ui, errors: &[FieldError]) -> Markup {
    let told = errors.iter().find(|error| is(error));
    html! { @if let Some(told) = told { (warning(ui, told.key)) } }
}

/// What is said of words where they are looked at before they are released.
pub fn warned(ui: &Ui, words: &impl Serialize) -> Markup {
    html! { @if let Some(found) = found(words) { (warning(ui, key(found))) } }
}

fn warning(ui: &Ui, key: &str) -> Markup {
    html! {
        div.error-summary role="alert" aria-labelledby="warning-title" {
            h2 #warning-title { (ui.t("form-warned")) }
            p { (ui.t(key)) " " (ui.t("form-warned-text")) }
        }
    }
}
