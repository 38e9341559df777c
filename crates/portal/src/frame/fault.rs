//! Pages for what went wrong.

use maud::html;

use crate::frame::form::{self, SEARCH};
use crate::frame::layout::Page;
use crate::frame::ui::Ui;

/// What went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// There is no such page or thing.
    NotFound,
    /// The address asks for it in a way that cannot be answered.
    Method,
    /// A form came from a page that is not of this portal, or from who knows where.
    Elsewhere,
    /// What was sent is longer than anything that is taken here.
    TooLarge,
    /// Something here failed.
    Internal,
    /// The database or the disk does not answer.
    Unavailable,
    /// It took too long.
    Timeout,
}

impl Fault {
    /// The HTTP status.
    pub fn status(self) -> u16 {
        match self {
            Fault::NotFound => 404,
            Fault::Method => 405,
            Fault::Elsewhere => 403,
            Fault::TooLarge => 413,
            Fault::Internal => 500,
            Fault::Unavailable | Fault::Timeout => 503,
        }
    }
}

/// The page. `number` is the request's, for whoever asks the operator.
pub fn view(ui: &Ui, fault: Fault, number: Option<&str>) -> Page {
    let (title, text) = match fault {
        Fault::NotFound => (ui.t("error-404-title"), ui.t("error-404-text")),
        Fault::Method => (ui.t("error-405-title"), ui.t("error-405-text")),
        Fault::Elsewhere => (ui.t("error-403-title"), ui.t("error-403-text")),
        Fault::TooLarge => (ui.t("error-413-title"), ui.t("error-413-text")),
        Fault::Internal => (ui.t("error-500-title"), ui.t("error-500-text")),
        Fault::Unavailable => (ui.t("error-503-title"), ui.t("error-503-text")),
        Fault::Timeout => (ui.t("error-timeout-title"), ui.t("error-timeout-text")),
    };
    let content = html! {
        h1 { (title) }
        p.lead { (text) }
        @if fault == Fault::NotFound {
            (form::filter(ui, &ui.href(ui.site.search), form::search_field(ui, &[], SEARCH, "")))
        }
        @if let Some(number) = number { p.muted { (ui.t("error-request")) " " code { (number) } } }
        ul.buttons {
            li { a.button href=(ui.href("/")) { (ui.t("error-home")) } }
            @for tab in ui.site.tabs { li { a.button.button-plain href=(ui.href(tab.path)) { (ui.t(tab.key)) } } }
        }
    };
    Page {
        title: ui.tf("error-page-title", &[("title", title.into())]),
        description: text,
        tab: None,
        crumbs: vec![],
        content,
    }
}
