//! The votes of a programme on its page.

use maud::{Markup, html};

use crate::frame::parts::{absent, table};
use crate::frame::ui::Ui;
use crate::model::{AnnouncementDetail, ProgrammeDetail, VoteDetail};
use crate::votes::announced::announced_before;
use crate::votes::labels::{Announced, planned_time, vote_name};
use crate::votes::links;

/// The table of those that are open or over and of those to come, or that there are none yet.
pub fn votes_table(ui: &Ui, detail: &ProgrammeDetail, announced: &Announced) -> Markup {
    let known = |id: &str| detail.votes.iter().any(|vote| vote.facts.id == id);
    let to_come: Vec<_> = announced
        .values()
        .filter(|vote| !known(&vote.facts.vote))
        .collect();
    let zone = &detail.summary.facts.zone;
    let before = announced_before(ui, zone, announced, None);
    if detail.votes.is_empty() && to_come.is_empty() {
        return html! { p.empty { (ui.t("programme-no-votes")) } (before) };
    }
    let table = table(
        ui,
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
            @for vote in &detail.votes { (row(ui, detail, announced, vote)) }
            @for vote in to_come {
                tr {
                    th.key.words scope="row" { (ui.words(&vote.facts.title)) }
                    td { (planned(ui, &vote.facts.opens_at, zone)) }
                    td { (planned(ui, &vote.facts.closes_at, zone)) }
                    td { (absent(ui, "none-yet")) }
                    td.number { (absent(ui, "none-yet")) }
                    td { @if vote.over { (ui.t("vote-never-opened")) } @else { (ui.t("vote-to-come")) } }
                }
            }
        },
    );
    html! { (table) (before) }
}

/// That voting ended, in a vote that nobody has closed yet.
pub fn ended(ui: &Ui, plan: &AnnouncementDetail, zone: &str) -> Markup {
    html! {
        (ui.t("vote-ended")) " " (planned_time(ui, &plan.facts.closes_at, zone)) ". "
        (ui.t("vote-to-be-closed"))
    }
}

/// A time that is to come.
fn planned(ui: &Ui, at: &str, zone: &str) -> Markup {
    html! { span.muted { (ui.t("vote-planned-for")) } " " (planned_time(ui, at, zone)) }
}

fn row(ui: &Ui, detail: &ProgrammeDetail, announced: &Announced, vote: &VoteDetail) -> Markup {
    let zone = &detail.summary.facts.zone;
    let href = ui.href(&links::vote(&detail.summary.facts.id, &vote.facts.id));
    let plan: Option<&AnnouncementDetail> = announced.get(&vote.facts.id);
    html! {
        tr {
            th.key scope="row" { a href=(href) { (vote_name(ui, announced, &vote.facts.id)) } }
            td { (ui.time(&vote.opened.at, zone)) }
            td {
                @match (&vote.closed, &vote.cancelled, plan) {
                    (Some(moment), ..) => (ui.time(&moment.at, zone)),
                    (None, Some(cancelled), _) => { span.muted { (ui.t("vote-cancelled-at")) } " " (ui.time(&cancelled.at.at, zone)) }
                    (None, None, Some(plan)) if plan.over => (ended(ui, plan, zone)),
                    (None, None, Some(plan)) => (planned(ui, &plan.facts.closes_at, zone)),
                    (None, None, None) => (ui.t("vote-still-open")),
                }
            }
            td {
                @match (&vote.ballots_opened, &vote.cancelled) {
                    (Some(moment), _) => (ui.time(&moment.at, zone)),
                    (None, _) => (ui.t("vote-sealed")),
                }
            }
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
}
