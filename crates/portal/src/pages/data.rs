//! Downloads, formats and the API.

use maud::html;

use crate::layout::{Page, Tab};
use crate::model::ProgrammeDetail;
use crate::pages::programme::{plain_title, title};
use crate::parts::{TabLink, badge, command, table, tabs};
use crate::ui::{Ui, step};

/// The tabs of the data pages.
pub fn data_tabs(ui: &Ui, here: &str) -> maud::Markup {
    let link = |key: &str, path: &str| TabLink {
        href: ui.href(path),
        name: ui.t(key),
        here: path == here,
    };
    tabs(
        &ui.t("data-tabs"),
        &[
            link("data-downloads", "/data"),
            link("data-api", "/data/api"),
        ],
    )
}

/// The address of a vote in the API.
pub fn vote_api(programme: &str, vote: &str) -> String {
    format!(
        "/api/v1/programmes/{}/votes/{}",
        step(programme),
        step(vote)
    )
}

/// The page of downloads.
pub fn view(ui: &Ui, programmes: &[ProgrammeDetail]) -> Page {
    let base = ui
        .site
        .base_url
        .as_deref()
        .unwrap_or("http://127.0.0.1:8080");
    let content = html! {
        h1 { (ui.t("data-title")) }
        p.lead { (ui.t("data-lead")) }
        (data_tabs(ui, "/data"))
        h2 { (ui.t("data-record")) }
        p.prose { (ui.t("data-record-text")) }
        (command(&format!("madang verify {base}\ncurl {base}/checkpoint")))
        @for programme in programmes {
            @let facts = &programme.summary.facts;
            @let api = format!("/api/v1/programmes/{}", step(&facts.id));
            h2.words { (title(ui, &programme.summary)) }
            @if facts.example { p.badges { (badge(crate::parts::Tone::Plain, &ui.t("example-badge"))) } }
            (table(
                &format!("files-{}", facts.id),
                &ui.tf("data-files", &[("programme", plain_title(ui, &programme.summary).into())]),
                html! { th scope="col" { (ui.t("data-file")) } th scope="col" { (ui.t("data-format")) } th scope="col" { (ui.t("data-holds")) } },
                html! {
                    tr {
                        th.key scope="row" { a href={ (api) "/proposals.csv" } { (ui.t("data-proposals")) } }
                        td { "CSV" } td { (ui.t("data-proposals-text")) }
                    }
                    tr {
                        th.key scope="row" { a href={ (api) "/proposals" } { (ui.t("data-proposals")) } }
                        td { "JSON" } td { (ui.t("data-proposals-json")) }
                    }
                    @for vote in &programme.votes {
                        @let api = vote_api(&facts.id, &vote.facts.id);
                        @if vote.ballots_opened.is_some() {
                            @for (end, format, key) in BALLOT_FILES {
                                tr {
                                    th.key scope="row" { a href={ (api) "/ballots" (end) } { (ui.tf("data-ballots", &[("vote", vote.facts.id.as_str().into())])) } }
                                    td { (format) } td { (ui.t(key)) }
                                }
                            }
                        } @else {
                            tr {
                                th.key scope="row" { (ui.tf("data-ballots", &[("vote", vote.facts.id.as_str().into())])) }
                                td { (crate::parts::blank(ui)) } td { (ui.t("data-ballots-sealed")) }
                            }
                        }
                    }
                },
            ))
        }
        h2 { (ui.t("data-feed")) }
        p { (ui.t("data-feed-text")) " " a href=(ui.href("/record/feed.atom")) { (ui.t("feed-title")) } }
    };
    Page {
        title: ui.t("data-title"),
        description: ui.t("data-lead"),
        tab: Some(Tab::Data),
        crumbs: vec![],
        content,
    }
}

/// The files of a vote's opened ballots: end of the address, format, what it holds.
pub const BALLOT_FILES: [(&str, &str, &str); 3] = [
    (".pb", "Pabulib", "data-ballots-pb"),
    (".csv", "CSV", "data-ballots-csv"),
    (".json", "JSON", "data-ballots-json"),
];
