//! The votes of a programme on its page.

use maud::{Markup, html};

use crate::frame::parts::{blank, table};
use crate::frame::ui::Ui;
use crate::model::ProgrammeDetail;
use crate::votes::links;

/// The table, or that there are none yet.
pub fn votes_table(ui: &Ui, detail: &ProgrammeDetail) -> Markup {
    let zone = &detail.summary.facts.zone;
    if detail.votes.is_empty() {
        return html! { p.empty { (ui.t("programme-no-votes")) } };
    }
    table(
        "votes",
        &ui.t("programme-votes-caption"),
        html! {
            th scope="col" { (ui.t("vote")) }
            th scope="col" { (ui.t("vote-opened")) }
            th scope="col" { (ui.t("vote-closed")) }
            th scope="col" { (ui.t("vote-ballots-opened")) }
            th.number scope="col" { (ui.t("vote-ballots")) }
            th scope="col" { (ui.t("vote-result")) }
        },
        html! {
            @for vote in &detail.votes {
                tr {
                    th.key scope="row" { a href=(ui.href(&links::vote(&detail.summary.facts.id, &vote.facts.id))) { (vote.facts.id) } }
                    td { (ui.time(&vote.opened.at, zone)) }
                    td { @match (&vote.closed, &vote.cancelled) { (Some(moment), _) => (ui.time(&moment.at, zone)), (None, Some(_)) => (blank(ui)), (None, None) => (ui.t("vote-still-open")) } }
                    td { @match &vote.ballots_opened { Some(moment) => (ui.time(&moment.at, zone)), None => (ui.t("vote-sealed")) } }
                    td.number { (ui.number(vote.ballots)) }
                    td {
                        @match (&vote.selection, &vote.cancelled) {
                            (Some(selection), _) => (ui.count("vote-count-selected", selection.facts.selected.len() as u64)),
                            (None, Some(_)) => (ui.t("vote-cancelled")),
                            (None, None) => (ui.t("vote-no-result")),
                        }
                    }
                }
            }
        },
    )
}
