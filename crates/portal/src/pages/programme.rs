//! A programme: what it is for, where it stands, its groups, bodies and votes.

use crate::model::{BodyDetail, GroupDetail, ProgrammeDetail, ProgrammeSummary, Stage};
use maud::{Markup, html};

use crate::labels;
use crate::layout::{Crumb, Page, Tab};
use crate::parts::{
    TabLink, Tone, badge, blank, entry_link, example_notice, row, stepper, table, tabs,
};
use crate::ui::{Ui, step};

/// The names of the stages in order.
pub fn stage_steps(ui: &Ui) -> [String; 4] {
    [
        Stage::Proposals,
        Stage::Vote,
        Stage::Counting,
        Stage::Selection,
    ]
    .map(|stage| labels::stage(ui, stage))
}

/// Which step is now; past the last one when the selection is published.
pub fn stage_place(stage: Stage) -> usize {
    match stage {
        Stage::Proposals => 0,
        Stage::Vote => 1,
        Stage::Counting => 2,
        Stage::Selection => 4,
    }
}

/// A programme's address without its language.
pub fn path(id: &str) -> String {
    format!("/programmes/{}", step(id))
}

/// A programme's title: its words, or its identifier where they are hidden.
pub fn title(ui: &Ui, summary: &ProgrammeSummary) -> Markup {
    match &summary.text {
        Some(text) => ui.words(&text.title),
        None => html! { (summary.facts.id) },
    }
}

/// The same without markup.
pub fn plain_title(ui: &Ui, summary: &ProgrammeSummary) -> String {
    summary
        .text
        .as_ref()
        .map_or_else(|| summary.facts.id.clone(), |text| ui.plain(&text.title))
}

/// The breadcrumbs of the pages under a programme.
pub fn crumbs(ui: &Ui, summary: &ProgrammeSummary) -> Vec<Crumb> {
    vec![
        ("/programmes".to_owned(), html! { (ui.t("nav-programmes")) }),
        (path(&summary.facts.id), title(ui, summary)),
    ]
}

/// The level of a card's heading: under the page's title, or under a section's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// `h2`
    Second,
    /// `h3`
    Third,
}

/// A programme in a list.
pub fn card(ui: &Ui, summary: &ProgrammeSummary, steps: &[String], level: Level) -> Markup {
    let name = html! { a href=(ui.href(&path(&summary.facts.id))) { (title(ui, summary)) } };
    html! {
        p.badges {
            (stage_badge(ui, summary.stage))
            @if summary.facts.example { (badge(Tone::Plain, &ui.t("example-badge"))) }
        }
        @match level { Level::Second => h2.words { (name) }, Level::Third => h3.words { (name) } }
        @if let Some(text) = &summary.text { p.words { (ui.words(&text.summary)) } }
        (stepper(ui, steps, stage_place(summary.stage)))
        div.card-foot {
            span { (ui.count("count-proposals", summary.proposals)) }
            span { (ui.count("count-selected", summary.selected)) }
        }
    }
}

fn stage_badge(ui: &Ui, stage: Stage) -> Markup {
    let tone = if stage == Stage::Selection {
        Tone::Good
    } else {
        Tone::Active
    };
    badge(tone, &labels::stage_now(ui, stage))
}

/// The tabs of a programme: overview, proposals, selection.
pub fn programme_tabs(ui: &Ui, summary: &ProgrammeSummary, here: &str) -> Markup {
    let base = path(&summary.facts.id);
    let link = |name: String, end: &str| TabLink {
        href: ui.href(&format!("{base}{end}")),
        name,
        here: here == end,
    };
    tabs(
        &ui.t("programme-tabs"),
        &[
            link(ui.t("programme-overview"), ""),
            link(
                ui.tf(
                    "programme-proposals",
                    &[("number", ui.number(summary.proposals).into())],
                ),
                "/proposals",
            ),
            link(
                ui.tf(
                    "programme-selection",
                    &[("number", ui.number(summary.selected).into())],
                ),
                "/selection",
            ),
        ],
    )
}

/// The programme's page.
pub fn view(ui: &Ui, detail: &ProgrammeDetail) -> Page {
    let summary = &detail.summary;
    let facts = &summary.facts;
    let content = html! {
        h1.words { (title(ui, summary)) }
        @if facts.example { (example_notice(ui)) }
        (stepper(ui, &stage_steps(ui), stage_place(summary.stage)))
        (programme_tabs(ui, summary, ""))
        @match &summary.text {
            Some(text) => p.lead.words { (ui.words(&text.summary)) },
            None => p.notice { (ui.t("words-hidden")) },
        }
        dl.facts {
            (row(ui, &ui.t("programme-commitment"), Some(html! {
                a href=(ui.href(&format!("/commitments/{}", step(&facts.commitment)))) { (facts.commitment) }
            })))
            (row(ui, &ui.t("programme-target"), facts.target.map(|target| html! { (ui.count("count-flagships", target.into())) })))
            (row(ui, &ui.t("programme-currency"), Some(html! { (facts.currency) })))
            (row(ui, &ui.t("programme-zone"), Some(html! { (facts.zone) })))
            (row(ui, &ui.t("programme-created"), Some(html! { (ui.time(&summary.at, &facts.zone)) " · " (entry_link(ui, summary.entry)) })))
        }
        h2 { (ui.t("programme-votes")) }
        (votes(ui, detail))
        h2 { (ui.t("programme-groups")) }
        (groups(ui, detail))
        h2 { (ui.t("programme-bodies")) }
        @if detail.bodies.is_empty() { p.empty { (ui.t("programme-no-bodies")) } }
        @for body in &detail.bodies { (body_section(ui, body)) }
    };
    Page {
        title: plain_title(ui, summary),
        description: summary
            .text
            .as_ref()
            .map_or_else(String::new, |text| ui.plain(&text.summary)),
        tab: Some(Tab::Programmes),
        crumbs: vec![("/programmes".to_owned(), html! { (ui.t("nav-programmes")) })],
        content,
    }
}

fn votes(ui: &Ui, detail: &ProgrammeDetail) -> Markup {
    let base = path(&detail.summary.facts.id);
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
                    th.key scope="row" { a href=(ui.href(&format!("{base}/votes/{}", step(&vote.facts.id)))) { (vote.facts.id) } }
                    td { (ui.time(&vote.opened.at, zone)) }
                    td { @match (&vote.closed, &vote.cancelled) { (Some(moment), _) => (ui.time(&moment.at, zone)), (None, Some(_)) => (blank(ui)), (None, None) => (ui.t("vote-still-open")) } }
                    td { @match &vote.ballots_opened { Some(moment) => (ui.time(&moment.at, zone)), None => (ui.t("vote-sealed")) } }
                    td.number { (ui.number(vote.ballots)) }
                    td {
                        @match (&vote.selection, &vote.cancelled) {
                            (Some(selection), _) => (ui.count("count-selected", selection.facts.selected.len() as u64)),
                            (None, Some(_)) => (ui.t("vote-cancelled")),
                            (None, None) => (ui.t("vote-no-result")),
                        }
                    }
                }
            }
        },
    )
}

fn groups(ui: &Ui, detail: &ProgrammeDetail) -> Markup {
    if detail.groups.is_empty() {
        return html! { p.empty { (ui.t("programme-no-groups")) } };
    }
    let base = path(&detail.summary.facts.id);
    let row = |group: &GroupDetail| {
        html! {
            tr {
                th.key.words scope="row" {
                    a href=(ui.href(&format!("{base}/proposals?group={}", step(&group.facts.id)))) { (ui.words(&group.facts.name)) }
                }
                td.words { @match &group.facts.description { Some(text) => (ui.words(text)), None => (blank(ui)) } }
                td.words {
                    @if group.audiences.is_empty() { (blank(ui)) }
                    @for (place, audience) in group.audiences.iter().enumerate() {
                        @if place > 0 { ", " }
                        a href=(ui.href(&format!("{base}/proposals?audience={}", step(&audience.id)))) { (ui.words(&audience.name)) }
                    }
                }
                td.number { (ui.number(group.proposals)) }
                td.number { (ui.number(group.selected)) }
            }
        }
    };
    table(
        "groups",
        &ui.t("programme-groups-caption"),
        html! {
            th scope="col" { (ui.t("group")) }
            th scope="col" { (ui.t("group-description")) }
            th scope="col" { (ui.t("audiences")) }
            th.number scope="col" { (ui.t("proposals")) }
            th.number scope="col" { (ui.t("selected")) }
        },
        html! { @for group in &detail.groups { (row(group)) } },
    )
}

fn body_section(ui: &Ui, body: &BodyDetail) -> Markup {
    html! {
        h3.words { (ui.words(&body.facts.name)) }
        p.badges { (badge(Tone::Plain, &labels::body_kind(ui, body.facts.kind))) }
        p.prose.words { (ui.words(&body.facts.mandate)) " " (entry_link(ui, body.entry)) }
        @if body.members.is_empty() {
            p.muted { (ui.t("body-no-members")) }
        } @else {
            details {
                summary { (ui.count("body-members", body.members.len() as u64)) }
                ul {
                    @for member in &body.members {
                        li {
                            @match &member.person {
                                Some(person) => {
                                    span.words { (ui.words(&person.post)) }
                                    @if let Some(name) = &person.name { ", " (name) }
                                    " (" (labels::member_class(ui, member.facts.class)) ")"
                                    @if let Some(interests) = &person.interests {
                                        br; span.muted.words { (ui.t("member-interests")) " " (ui.words(interests)) }
                                    }
                                }
                                None => { (labels::member_class(ui, member.facts.class)) " · " (ui.t("member-not-public")) }
                            }
                        }
                    }
                }
            }
        }
    }
}
