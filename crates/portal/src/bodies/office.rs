//! Where administrators see to the bodies of a programme: who sits on each, and the forms of what can be done.

use maud::{Markup, html};

use crate::accounts::links::ACCOUNT;
use crate::bodies::{labels, links};
use crate::frame::entries::receipts;
use crate::frame::form::error_summary;
use crate::frame::layout::Page;
use crate::frame::query::FieldError;
use crate::frame::ui::Ui;
use crate::model::{BodyDetail, ProgrammeDetail};
use crate::programmes::labels::{below, plain_title};
use crate::programmes::links::set;

/// The page; `done` is what was recorded just now.
pub fn view(ui: &Ui, programme: &ProgrammeDetail, done: Option<u64>) -> Page {
    let id = &programme.summary.facts.id;
    let title = ui.t("body-set-title");
    let content = html! {
        h1 { (title) " " span.of.words { (plain_title(ui, &programme.summary)) } }
        @if let Some(entry) = done { (receipts(ui, &ui.t("form-recorded"), &[entry])) }
        p.lead { (ui.t("body-set-lead")) }
        p { a.button href=(ui.href(&links::new(id))) { (ui.t("body-set-new")) } }
        @for body in &programme.bodies { (section(ui, programme, body)) }
        p.prose { (ui.t("body-set-many")) }
        p { a href=(ui.href(&set(id))) { (ui.t("programme-set-back")) } }
    };
    below(ui, programme, &title, "body-set-lead", content)
}

fn section(ui: &Ui, programme: &ProgrammeDetail, body: &BodyDetail) -> Markup {
    let (of, id) = (&programme.summary.facts.id, &body.facts.id);
    html! {
        h2.words id={ "body-" (id) } { a href=(ui.href(&links::one(of, id))) { (ui.words(&body.facts.name)) } }
        p.muted { (labels::body_kind(ui, body.facts.kind)) " · " (labels::composition(ui, &body.members)) }
        @if !body.members.is_empty() {
            ul {
                @for member in &body.members {
                    @let seat = &member.facts.member;
                    li {
                        (labels::who(ui, member))
                        ul.buttons {
                            li { a.button.button-plain href=(ui.href(&links::replace(of, id, seat))) { (ui.t("body-set-replace")) span.sr-only { ": " (seat) } } }
                            li { a.button.button-plain href=(ui.href(&links::leave(of, id, seat))) { (ui.t("body-set-leave")) span.sr-only { ": " (seat) } } }
                        }
                    }
                }
            }
        }
        p { a.button.button-plain href=(ui.href(&links::appoint(of, id))) { (ui.t("body-set-appoint")) span.sr-only { ": " (ui.plain(&body.facts.name)) } } }
    }
}

/// The page that says that it is for administrators to do.
pub fn not_yours(ui: &Ui, programme: &ProgrammeDetail) -> Page {
    let title = ui.t("programme-set-not-yours-title");
    let content = html! {
        h1 { (title) }
        p.lead { (ui.t("body-set-not-yours")) }
        p { a href=(ui.href(ACCOUNT)) { (ui.t("nav-account")) } }
    };
    below(ui, programme, &title, "body-set-lead", content)
}

/// The page of one form.
pub struct Form<'a> {
    /// The programme.
    pub programme: &'a ProgrammeDetail,
    /// What is done, by its message; and what that means.
    pub says: (&'static str, &'static str),
    /// With which body and member.
    pub of: Option<Markup>,
    /// What is wrong.
    pub errors: &'a [FieldError],
    /// The form.
    pub form: Markup,
}

/// The page of a form.
pub fn form(ui: &Ui, form: &Form<'_>) -> Page {
    let (title, lead) = form.says;
    let title = ui.t(title);
    let content = html! {
        (error_summary(ui, form.errors))
        h1 { (title) }
        @if let Some(of) = &form.of { p { (of) } }
        p.lead { (ui.t(lead)) }
        (form.form)
        p { a href=(ui.href(&links::office(&form.programme.summary.facts.id))) { (ui.t("body-set-back")) } }
    };
    below(ui, form.programme, &title, "body-set-lead", content)
}
