//! The addresses of downloads and of the API's description.

use maud::{Markup, html};

use crate::frame::layout::{Crumb, Tab};
use crate::frame::parts::{TabLink, tabs};
use crate::frame::ui::{FooterLink, Ui};

/// The tab of the data.
pub const TAB: Tab = Tab {
    path: "/data",
    key: "data-nav",
};

/// The page of the API.
pub const API: &str = "/data/api";

/// The page of what the API has of one tag.
pub const API_OF: &str = "/data/api/{tag}";

/// The same of a tag.
pub fn api_of(tag: &str) -> String {
    API_OF.replace("{tag}", tag)
}

/// All downloads in one.
pub const ARCHIVE: &str = "/data.zip";

/// Addresses for programs.
pub const FILES: &[&str] = &[ARCHIVE];

/// The API in the footer.
pub const API_LINK: FooterLink = FooterLink {
    path: API,
    in_language: true,
    key: "data-api-nav",
};

/// The breadcrumb of the pages under the data's.
pub fn above(ui: &Ui) -> Crumb {
    (TAB.path.to_owned(), html! { (ui.t(TAB.key)) })
}

/// The breadcrumb of the pages under the API's.
pub fn above_api(ui: &Ui) -> Crumb {
    (API.to_owned(), html! { (ui.t("data-api")) })
}

/// The tabs of the data pages.
pub fn data_tabs(ui: &Ui, here: &str) -> Markup {
    let link = |key: &str, path: &str| TabLink {
        href: ui.href(path),
        name: ui.t(key),
        here: path == here,
    };
    tabs(
        &ui.t("data-tabs"),
        &[link("data-downloads", TAB.path), link("data-api", API)],
    )
}
