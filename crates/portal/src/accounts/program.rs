//! A token for programs: what it is for, and the token itself, shown once.

use maud::{Markup, html};

use crate::accounts::links;
use crate::accounts::own::button;
use crate::accounts::sign_in::page;
use crate::frame::layout::Page;
use crate::frame::parts::command;
use crate::frame::ui::Ui;

/// The page on which somebody takes a token.
pub fn view(ui: &Ui) -> Page {
    let content = html! {
        h1 { (ui.t("account-program-title")) }
        p.lead { (ui.t("account-program-lead")) }
        (rules(ui))
        (button(ui, links::PROGRAM, None, "account-program-make", ""))
    };
    page(ui, "account-program-title", "account-program-lead", content)
}

/// The token, which nobody is shown again.
pub fn made(ui: &Ui, token: &str) -> Page {
    let content = html! {
        h1 { (ui.t("account-program-title")) }
        div.verdict role="status" { p.lead { (ui.t("account-program-made")) } }
        (command(token))
        p.prose { (ui.t("account-program-send")) }
        (command(&ui.tf("account-program-header", &[("token", token.into())])))
        (rules(ui))
    };
    page(ui, "account-program-title", "account-program-lead", content)
}

fn rules(ui: &Ui) -> Markup {
    html! {
        ul.prose {
            li { (ui.t("account-program-secret")) }
            li { (ui.t("account-program-lasts")) }
            li { a href=(ui.href(links::ACCOUNT)) { (ui.t("account-program-ends")) } }
        }
    }
}
