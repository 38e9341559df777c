//! The addresses of commitments.

use maud::html;

use crate::commitments::labels;
use crate::frame::layout::{Crumb, Tab};
use crate::frame::ui::{Ui, step};

/// Pattern of the countries.
pub const ALL: &str = "/commitments";
/// Pattern of a country's commitments.
pub const OF_COUNTRY: &str = "/countries/{country}";
/// Pattern of a commitment.
pub const ONE: &str = "/commitments/{commitment}";

/// The tab of commitments.
pub const TAB: Tab = Tab {
    path: ALL,
    key: "commitment-nav",
};

/// A country's commitments.
pub fn country(country: &str) -> String {
    format!("/countries/{}", step(country))
}

/// A commitment's address without its language.
pub fn commitment(id: &str) -> String {
    format!("{}/{}", TAB.path, step(id))
}

/// A table of a country; `name` is `commitments` or `reviews`.
pub fn table_api(country: &str, name: &str) -> String {
    format!("/api/v1/countries/{}/{name}.csv", step(country))
}

/// Pattern of a commitment on one sheet.
pub const EVIDENCE: &str = "/commitments/{commitment}/evidence";

/// A commitment on one sheet, to be printed.
pub fn evidence(id: &str) -> String {
    format!("{}/evidence", commitment(id))
}

/// The breadcrumb of a country's page.
pub fn above(ui: &Ui) -> Crumb {
    (TAB.path.to_owned(), html! { (ui.t(TAB.key)) })
}

/// The breadcrumbs of a commitment's page.
pub fn crumbs(ui: &Ui, of: &str) -> Vec<Crumb> {
    vec![
        above(ui),
        (country(of), html! { (labels::country(ui, of)) }),
    ]
}
