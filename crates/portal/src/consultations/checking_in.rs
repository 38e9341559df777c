//! The page on which attendees are checked in at the door, by code, by list or without registration. It is used on a telephone.

use maud::{Markup, html};

use crate::consultations::people::{REGISTRANT, Shown, Somebody};
use crate::consultations::registering::{Typed, fields};
use crate::consultations::{labels, links};
use crate::frame::entries::receipts;
use crate::frame::form::{Field, Sending, carried, code_field, error_summary, sent};
use crate::frame::layout::Page;
use crate::frame::parts::{Tone, badge};
use crate::frame::ui::Ui;

/// The code that somebody shows.
pub const CODE: Field = Field::new("code", "consultation-code");

/// Which of the page's forms was sent.
pub const BY: Field = Field::for_programs("by");

/// What was typed into one of the page's forms.
#[derive(Default)]
pub struct Entered {
    /// The code.
    pub code: String,
    /// Who came without having registered.
    pub walk_in: Typed,
    /// Whether that form was sent.
    pub walks_in: bool,
}

/// The page.
pub fn view(ui: &Ui, shown: &Shown<'_>, sending: &Sending, entered: &Entered) -> Page {
    let one = shown.consultation;
    let action = ui.href(&links::check_in(&one.programme, &one.id));
    let title = ui.t("consultation-check-in");
    let came = shown.people.iter().filter(|one| one.came.is_some()).count() as u64;
    let awaited: Vec<&Somebody> = shown.people.iter().filter(|one| one.is_awaited()).collect();
    let hint = "consultation-code-hint";
    let by_code = html! {
        (carried(BY, "code"))
        (code_field(ui, shown.errors, CODE, hint, &entered.code))
    };
    let walk_in = html! {
        (carried(BY, "walk-in"))
        (fields(ui, shown.programme, (&entered.walk_in, true), shown.errors))
    };
    let content = html! {
        (error_summary(ui, shown.errors))
        h1 { (title) " " span.of.words { (labels::title(ui, one)) } }
        @if !shown.done.is_empty() { (just_now(ui, shown)) }
        @if shown.comes {
            p.lead role="status" { (ui.count("consultation-came", came)) " " (ui.count("consultation-awaited", awaited.len() as u64)) }
            section {
                h2 #by-code { (ui.t("consultation-by-code")) }
                (sent(&action, false, &sending.of_another(), by_code, &title))
            }
            section {
                h2 #by-list { (ui.t("consultation-by-list")) }
                @if awaited.is_empty() { p.muted { (ui.t("consultation-awaits-nobody")) } }
                ul.done { @for one in &awaited { li { (listed(ui, &action, one)) } } }
            }
            details.more open[entered.walks_in] {
                summary { (ui.t("consultation-walk-in")) }
                (sent(&action, false, &Sending::new(None), walk_in, &ui.t("consultation-walk-in-send")))
            }
        } @else {
            p.notice { (ui.t("consultation-not-now")) }
        }
        p { a href=(ui.href(&links::people(&one.programme, &one.id))) { (ui.t("consultation-people-title")) } }
    };
    shown.page(ui, title, content)
}

/// Who was checked in just now.
fn just_now(ui: &Ui, shown: &Shown<'_>) -> Markup {
    let came = |one: &&Somebody| one.came.is_some_and(|came| shown.done.contains(&came));
    html! {
        p { @for one in shown.people.iter().filter(came) { (badge(Tone::Good, &ui.t("consultation-standing-came"))) " " strong { (one.name(ui)) } } }
        (receipts(ui, &ui.t("form-recorded"), shown.done))
    }
}

fn listed(ui: &Ui, action: &str, one: &Somebody) -> Markup {
    html! {
        form method="post" action=(action) {
            (Sending::new(None).fields())
            (carried(BY, "list"))
            (carried(REGISTRANT, &one.registrant))
            button.button-plain type="submit" { (one.name(ui)) span.sr-only { ": " (ui.t("consultation-check-in")) } }
        }
    }
}
