//! A ballot was cast: the number of its entry, its receipt, and how it is checked.

use maud::{Markup, html};

use crate::frame::entries::{FIND, entry_link};
use crate::frame::parts::command;
use crate::frame::ui::Ui;
use crate::votes::links;

/// The section.
pub fn section(ui: &Ui, (programme, vote): (&str, &str), entries: &[u64]) -> Markup {
    html! {
        div.verdict role="status" {
            p.lead { (ui.t("voting-own-done")) }
            ul.done {
                @for entry in entries {
                    li {
                        (entry_link(ui, *entry)) " · "
                        a href=(ui.href(&links::own_receipt(programme, vote, *entry))) download={ "receipt-" (entry) ".json" } { (ui.t("form-receipt")) }
                    }
                }
            }
            p { (ui.t("voting-own-keep")) }
            ol.prose {
                li { (ui.t("voting-own-check-page")) " " a href=(ui.href(FIND)) { (ui.t("record-find-title")) } }
                li {
                    (ui.t("voting-own-check-program"))
                    @for entry in entries.iter().take(1) {
                        @let address = ui.site.base();
                        (command(&["madang verify", address, &["--receipt receipt-", &entry.to_string(), ".json"].concat()].join(" ")))
                    }
                }
                li { (ui.t("voting-own-check-hand")) }
            }
        }
    }
}
