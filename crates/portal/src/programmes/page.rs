//! A programme: what it is for, where it stands, its groups, bodies and votes.

use madang_programme::subject::SubjectKind;
use maud::{Markup, html};

use crate::answers::links as answers;
use crate::bodies::links as bodies;
use crate::commitments::links as commitments;
use crate::design::links as design;
use crate::following::links::follow;
use crate::frame::entries::entry_link;
use crate::frame::layout::{Page, here};
use crate::frame::parts::{self, absent, example_notice, row, table};
use crate::frame::ui::Ui;
use crate::model::{GroupDetail, ProgrammeDetail};
use crate::openness::links as openness;
use crate::programmes::labels::{plain_title, stages, title};
use crate::programmes::links::{self, Section, programme_tabs};
use crate::proposals::links as proposals;
use crate::services::links as services;
use crate::voices::labels::speak_button;
use crate::votes::links as votes;

/// The sections of the page, in their order.
const SECTIONS: [(&str, &str); 5] = [
    ("answering", "programme-answering"),
    ("voting", "programme-votes"),
    ("growth", "programme-services"),
    ("service-groups", "programme-groups"),
    ("bodies", "programme-bodies"),
];

/// What other features say on the page.
pub struct Sections<'a> {
    /// How much of what reviewers of its commitment missed is on record; `None` where they missed nothing.
    pub evidence: Option<Markup>,
    /// How much of what was said is answered.
    pub share: Markup,
    /// The table of its votes.
    pub table: Markup,
    /// How many services it has against how many it is to have, over time; `None` while there are none.
    pub services: Option<Markup>,
    /// The sections of its bodies.
    pub bodies: &'a [Markup],
    /// What goes on in it whatever its last selection came to.
    pub now: Markup,
    /// Whether whoever reads sets it up.
    pub sets_up: bool,
    /// Whether whoever reads appoints the members of its bodies.
    pub appoints: bool,
    /// Whether there is somebody to answer what people say, so that it is taken.
    pub listens: bool,
}

/// The programme's page.
pub fn view(ui: &Ui, detail: &ProgrammeDetail, sections: &Sections<'_>) -> Page {
    let summary = &detail.summary;
    let facts = &summary.facts;
    let content = html! {
        h1.words { (title(ui, summary)) }
        @if facts.example { (example_notice(ui)) }
        (stages(ui, summary))
        (programme_tabs(ui, summary, Section::Overview))
        (sections.now)
        @match &summary.text {
            Some(text) => p.lead.words { (ui.words(&text.summary)) },
            None => p.notice { (ui.t("words-hidden")) },
        }
        @if sections.listens { (speak_button(ui, &facts.id)) }
        dl.facts {
            @if let Some(commitment) = &facts.commitment {
                (row(ui, &ui.t("programme-commitment"), Some(html! {
                    a href=(ui.href(&commitments::commitment(commitment))) { (commitment) }
                })))
            }
            @if let Some(evidence) = &sections.evidence { (row(ui, &ui.t("programme-evidence"), Some(html! { (evidence) }))) }
            (row(ui, &ui.t("programme-target"), facts.target.map(|target| html! { (ui.count("programme-count-flagships", target.into())) }).or_else(|| Some(absent(ui, "programme-not-stated")))))
            (row(ui, &ui.t("programme-created"), Some(html! { (ui.time(&summary.at, &facts.zone)) " · " (entry_link(ui, summary.entry)) })))
        }
        @if sections.sets_up { p { a.button.button-plain href=(ui.href(&links::set(&facts.id))) { (ui.t("programme-set-title-page")) } } }
        (parts::contents(ui, &SECTIONS.map(|(id, key)| (id, ui.t(key)))))
        h2 #answering { (ui.t("programme-answering")) }
        (sections.share)
        p { a href=(ui.href(&answers::list(&facts.id))) { (ui.t("answers-title")) } " · " a href=(ui.href(&openness::of_programme(&facts.id))) { (ui.t("openness-title")) }
            @if facts.commitment.as_deref() == Some(openness::COMMITMENT) { " · " a href=(ui.href(&openness::reviewed(&facts.id))) { (ui.t("reviewed-title")) } }
        }
        h2 #voting { (ui.t("programme-votes")) }
        (sections.table)
        @if sections.sets_up { p { a.button.button-plain href=(ui.href(&votes::office(&facts.id))) { (ui.t("vote-set-title")) } } }
        @match &sections.services {
            Some(growth) => {
                (growth)
                p { a href=(ui.href(&services::list(&facts.id))) { (ui.t("services-title")) } }
            },
            None => {
                h2 #growth { (ui.t("services-growth")) }
                p { (ui.t("services-none")) }
            },
        }
        p { a href=(ui.href(&design::list(&facts.id))) { (ui.t("designs-title")) } }
        h2 #service-groups { (ui.t("programme-groups")) }
        (groups(ui, detail))
        h2 #bodies { (ui.t("programme-bodies")) }
        p { a href=(ui.href(&votes::participation(&facts.id))) { (ui.t("vote-participation-title")) } }
        @if sections.appoints { p { a.button.button-plain href=(ui.href(&bodies::office(&facts.id))) { (ui.t("body-set-title")) } } }
        @if sections.bodies.is_empty() { p.empty { (ui.t("programme-no-bodies")) } }
        @for body in sections.bodies { (body) }
        (follow(ui, &SubjectKind::Programme.whole(&facts.id)))
        p.muted { (ui.tf("programme-kept", &[("currency", facts.currency.as_str().into()), ("zone", facts.zone.as_str().into())])) }
    };
    Page {
        title: plain_title(ui, summary),
        description: summary
            .text
            .as_ref()
            .map_or_else(String::new, |text| ui.plain(&text.summary)),
        tab: Some(links::TAB),
        crumbs: vec![links::above(ui), here(title(ui, summary))],
        content,
    }
}

fn groups(ui: &Ui, detail: &ProgrammeDetail) -> Markup {
    if detail.groups.is_empty() {
        return html! { p.empty { (ui.t("programme-no-groups")) } };
    }
    let programme = &detail.summary.facts.id;
    let row = |group: &GroupDetail| {
        html! {
            tr {
                th.key.words scope="row" {
                    a href=(ui.href(&proposals::of_group(programme, &group.facts.id))) { (ui.words(&group.facts.name)) }
                }
                td.words { @match &group.facts.description { Some(text) => (ui.words(text)), None => (absent(ui, "programme-not-stated")) } }
                td.words {
                    @if group.audiences.is_empty() { (absent(ui, "programme-not-stated")) }
                    // One piece: on a phone each piece of a cell stands by itself.
                    span {
                        @for (place, audience) in group.audiences.iter().enumerate() {
                            @if place > 0 { ", " }
                            a href=(ui.href(&proposals::of_audience(programme, &audience.id))) { (ui.words(&audience.name)) }
                        }
                    }
                }
                td.number { (ui.number(group.proposals)) }
                td.number { (ui.number(group.selected)) }
            }
        }
    };
    table(
        ui,
        "groups",
        &ui.t("programme-groups-caption"),
        html! {
            th scope="col" { (ui.t("programme-group")) }
            th scope="col" { (ui.t("programme-group-description")) }
            th scope="col" { (ui.t("programme-audiences")) }
            th.number scope="col" { (ui.t("proposals")) }
            th.number scope="col" { (ui.t("vote-selected")) }
        },
        html! { @for group in &detail.groups { (row(group)) } },
    )
}
