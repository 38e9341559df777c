//! What checks and their statuses are called.

use madang_programme::finding::{Check, Duty, Status};
use maud::Markup;

use crate::frame::parts::{Tone, badge};
use crate::frame::ui::Ui;

/// What a check asks.
pub fn check(ui: &Ui, check: Check) -> String {
    check.said().in_language(ui.lang)
}

/// What of several things a check asks for.
pub fn duty(ui: &Ui, duty: Duty) -> String {
    match duty {
        Duty::Agenda => ui.t("openness-duty-agenda"),
        Duty::Attendance => ui.t("openness-duty-attendance"),
        Duty::Minutes => ui.t("openness-duty-minutes"),
        Duty::Outcomes => ui.t("openness-duty-outcomes"),
        Duty::Cards => ui.t("openness-duty-cards"),
        Duty::Together => ui.t("openness-duty-together"),
        Duty::Closing => ui.t("openness-duty-closing"),
    }
}

/// How something stands, as a badge.
pub fn status(ui: &Ui, status: Status) -> Markup {
    let (tone, key) = match status {
        Status::Held => (Tone::Good, "openness-held"),
        Status::NotYetDue => (Tone::Plain, "openness-not-yet-due"),
        Status::Overdue => (Tone::Bad, "openness-overdue"),
        Status::Broken => (Tone::Bad, "openness-broken"),
    };
    badge(tone, &ui.t(key))
}
