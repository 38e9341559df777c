//! Downloads, formats and the API.

use maud::html;

use crate::data::links::{self, data_tabs};
use crate::frame::layout::Page;
use crate::frame::parts::{badge, command, table};
use crate::frame::ui::Ui;
use crate::model::ProgrammeDetail;
use crate::programmes::labels::{plain_title, title};
use crate::proposals::links as proposals;
use crate::record::links as record;
use crate::votes::links::{BALLOT_FILES, ballots_api};

/// The page of downloads.
pub fn view(ui: &Ui, programmes: &[ProgrammeDetail]) -> Page {
    let base = ui.site.base();
    let content = html! {
        h1 { (ui.t("data-title")) }
        p.lead { (ui.t("data-lead")) }
        (data_tabs(ui, links::TAB.path))
        h2 { (ui.t("data-record")) }
        p.prose { (ui.t("data-record-text")) }
        (command(&format!("madang verify {base}\ncurl {base}{}", record::CHECKPOINT_FILE)))
        @for programme in programmes {
            @let facts = &programme.summary.facts;
            h2.words { (title(ui, &programme.summary)) }
            @if facts.example { p.badges { (badge(crate::frame::parts::Tone::Plain, &ui.t("example-badge"))) } }
            (table(
                &format!("files-{}", facts.id),
                &ui.tf("data-files", &[("programme", plain_title(ui, &programme.summary).into())]),
                html! { th scope="col" { (ui.t("data-file")) } th scope="col" { (ui.t("data-format")) } th scope="col" { (ui.t("data-holds")) } },
                html! {
                    tr {
                        th.key scope="row" { a href=(proposals::csv(&facts.id)) { (ui.t("data-proposals")) } }
                        td { "CSV" } td { (ui.t("data-proposals-text")) }
                    }
                    tr {
                        th.key scope="row" { a href=(proposals::api(&facts.id)) { (ui.t("data-proposals")) } }
                        td { "JSON" } td { (ui.t("data-proposals-json")) }
                    }
                    @for vote in &programme.votes {
                        @if vote.ballots_opened.is_some() {
                            @for (end, format, key) in BALLOT_FILES {
                                tr {
                                    th.key scope="row" { a href=(ballots_api(&facts.id, &vote.facts.id, end)) { (ui.tf("data-ballots", &[("vote", vote.facts.id.as_str().into())])) } }
                                    td { (format) } td { (ui.t(key)) }
                                }
                            }
                        } @else {
                            tr {
                                th.key scope="row" { (ui.tf("data-ballots", &[("vote", vote.facts.id.as_str().into())])) }
                                td { (crate::frame::parts::blank(ui)) } td { (ui.t("data-ballots-sealed")) }
                            }
                        }
                    }
                },
            ))
        }
        h2 { (ui.t("data-feed")) }
        p { (ui.t("data-feed-text")) " " a href=(ui.href(record::FEED)) { (ui.t("record-feed-title")) } }
    };
    Page {
        title: ui.t("data-title"),
        description: ui.t("data-lead"),
        tab: Some(links::TAB),
        crumbs: vec![],
        content,
    }
}
