//! The record: its latest entries, its checkpoint, and how to verify it.

use madang_record::Checkpoint;
use maud::{Markup, html};

use crate::labels;
use crate::layout::{Crumb, Page, Tab};
use crate::model::{EntrySummary, Page as ListPage, ProgrammeSummary};
use crate::pages::programme::plain_title;
use crate::parts::{
    Choice, TabLink, blank, command, entry_link, error_summary, row, select, table, tabs,
};
use crate::query::{self, FieldError, Query};
use crate::ui::{Ui, step};

/// Entries on a page.
pub const PER_PAGE: u64 = 50;

/// What was asked of the list of entries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Only entries before this index; the latest where there is none.
    pub before: Option<u64>,
    /// Only entries of this programme.
    pub space: Option<String>,
}

impl Asked {
    /// Reads the query against the programmes that there are.
    pub fn read(query: &mut Query, programmes: &[ProgrammeSummary]) -> Asked {
        let ids = programmes
            .iter()
            .map(|programme| programme.facts.id.as_str());
        Asked {
            before: query.optional_number("before", 0..=(1 << 53) - 1),
            space: query
                .one_of("programme", ids.map(|id| (id, id)))
                .map(str::to_owned),
        }
    }
}

/// The breadcrumb of the pages under the record.
pub fn crumb(ui: &Ui) -> Crumb {
    ("/record".to_owned(), html! { (ui.t("nav-record")) })
}

/// The tabs of the record.
pub fn record_tabs(ui: &Ui, here: &str) -> Markup {
    let link = |key: &str, path: &str| TabLink {
        href: ui.href(path),
        name: ui.t(key),
        here: path == here,
    };
    tabs(
        &ui.t("record-tabs"),
        &[
            link("record-entries", "/record"),
            link("record-checkpoint", "/record/checkpoint"),
            link("record-verify", "/record/verify"),
        ],
    )
}

/// The list of entries, latest first. `size` is the number of entries in the record.
pub fn view(
    ui: &Ui,
    size: u64,
    programmes: &[ProgrammeSummary],
    asked: &Asked,
    errors: &[FieldError],
    found: &ListPage<EntrySummary>,
) -> Page {
    let choices: Vec<Choice> = programmes
        .iter()
        .map(|p| (p.facts.id.clone(), plain_title(ui, p)))
        .collect();
    let space = asked.space.as_deref().unwrap_or_default();
    let base = ui.href("/record");
    let older = found
        .items
        .last()
        .map(|entry| entry.index)
        .filter(|index| *index > 0 && found.items.len() as u64 == PER_PAGE);
    let with = |before: &str| {
        let query = query::write(&[("programme", space), ("before", before)]);
        if query.is_empty() {
            base.clone()
        } else {
            format!("{base}?{query}")
        }
    };
    let content = html! {
        (error_summary(ui, errors))
        h1 { (ui.t("record-title")) }
        p.lead { (ui.t("record-lead")) }
        (record_tabs(ui, "/record"))
        dl.figures {
            div { dt { (ui.t("record-size")) } dd { (ui.number(size)) } }
            div { dt { (ui.t("record-log")) } dd.hash { (ui.site.origin) } }
        }
        form.filter method="get" action=(base) aria-label=(ui.t("filter-label")) {
            (select(ui, errors, "programme", &ui.t("record-programme"), Some(&ui.t("filter-all")), &choices, space))
            div.field {
                label for="before" { (ui.t("record-before")) }
                (crate::parts::field_error(ui, errors, "before"))
                input #before name="before" inputmode="numeric" value=[asked.before]
                    aria-invalid=[errors.iter().any(|error| error.field == "before").then_some("true")]
                    aria-describedby=[errors.iter().any(|error| error.field == "before").then_some("before-error")];
            }
            div { button type="submit" { (ui.t("filter-submit")) } }
        }
        @if found.items.is_empty() {
            div.empty { p { (ui.t("record-none")) } a href=(base) { (ui.t("record-latest")) } }
        } @else {
            (entry_table(ui, &ui.t("record-caption"), &found.items))
        }
        @if older.is_some() || asked.before.is_some() {
            nav.pager aria-label=(ui.t("pager-label")) {
                @if asked.before.is_some() { a.button.button-plain href=(with("")) { (ui.t("record-latest")) } }
                @if let Some(index) = older { a.button.button-plain rel="next" href=(with(&index.to_string())) { (ui.t("record-older")) } }
            }
        }
    };
    Page {
        title: ui.t("record-title"),
        description: ui.t("record-lead"),
        tab: Some(Tab::Record),
        crumbs: vec![],
        content,
    }
}

/// Entries as a table.
pub fn entry_table(ui: &Ui, caption: &str, entries: &[EntrySummary]) -> Markup {
    table(
        "entries",
        caption,
        html! {
            th scope="col" { (ui.t("entry-index")) }
            th scope="col" { (ui.t("entry-what")) }
            th scope="col" { (ui.t("entry-subject")) }
            th scope="col" { (ui.t("entry-actor")) }
            th scope="col" { (ui.t("entry-time")) }
        },
        html! {
            @for entry in entries {
                tr {
                    td.nowrap { (entry_link(ui, entry.index)) }
                    th.key scope="row" { (labels::kind(ui, &entry.kind)) }
                    td.hash { (entry.subject) }
                    td.nowrap { (entry.actor) }
                    td.nowrap { (ui.time(&entry.at, "UTC")) }
                }
            }
        },
    )
}

/// The page of the latest checkpoint: `note` as signed, `checkpoint` what it says, `key`
/// the verifier key in force.
pub fn checkpoint(ui: &Ui, note: &str, checkpoint: &Checkpoint, key: &str) -> Page {
    let content = html! {
        h1 { (ui.t("checkpoint-title")) }
        p.lead { (ui.t("checkpoint-lead")) }
        (record_tabs(ui, "/record/checkpoint"))
        dl.facts {
            (row(ui, &ui.t("checkpoint-origin"), Some(html! { span.hash { (checkpoint.origin) } })))
            (row(ui, &ui.t("checkpoint-size"), Some(html! { (ui.number(checkpoint.size)) })))
            (row(ui, &ui.t("checkpoint-root"), Some(html! { span.hash { (checkpoint.root) } })))
            (row(ui, &ui.t("checkpoint-key"), Some(html! { span.hash { (key) } " · " a href="/log.vkey" { (ui.t("checkpoint-key-file")) } })))
        }
        h2 { (ui.t("checkpoint-note")) }
        p.prose { (ui.t("checkpoint-note-text")) }
        pre.code tabindex="0" { code lang="en" { (note) } }
        p { a.button.button-plain href="/checkpoint" { (ui.t("checkpoint-download")) } }
    };
    Page {
        title: ui.t("checkpoint-title"),
        description: ui.t("checkpoint-lead"),
        tab: Some(Tab::Record),
        crumbs: vec![crumb(ui)],
        content,
    }
}

/// How to verify the record, with the exact commands.
pub fn verify(ui: &Ui, key: &str) -> Page {
    let base = ui
        .site
        .base_url
        .as_deref()
        .unwrap_or("http://127.0.0.1:8080");
    let content = html! {
        h1 { (ui.t("verify-title")) }
        p.lead { (ui.t("verify-lead")) }
        (record_tabs(ui, "/record/verify"))
        h2 { (ui.t("verify-all")) }
        p.prose { (ui.t("verify-all-text")) }
        (command(&format!("madang verify {base}")))
        p.prose { (ui.t("verify-exit")) }
        h2 { (ui.t("verify-receipt")) }
        p.prose { (ui.t("verify-receipt-text")) }
        (command(&format!("madang verify {base} --receipt receipt.json")))
        h2 { (ui.t("verify-old")) }
        p.prose { (ui.t("verify-old-text")) }
        (command(&format!("curl -o checkpoint-old {base}/checkpoint\nmadang verify {base} --old checkpoint-old")))
        h2 { (ui.t("verify-offline")) }
        p.prose { (ui.t("verify-offline-text")) }
        (command("madang export ./record\nmadang verify ./record"))
        h2 { (ui.t("verify-others")) }
        p.prose { (ui.t("verify-others-text")) }
        (table(
            "endpoints",
            &ui.t("verify-endpoints"),
            html! { th scope="col" { (ui.t("verify-address")) } th scope="col" { (ui.t("verify-holds")) } },
            html! {
                tr { th.key.hash scope="row" { a href="/checkpoint" { "/checkpoint" } } td { (ui.t("verify-checkpoint")) } }
                tr { th.key.hash scope="row" { a href="/log.vkey" { "/log.vkey" } } td { (ui.t("verify-vkey")) } }
                tr { th.key.hash scope="row" { "/tile/<L>/<N>[.p/<W>]" } td { (ui.t("verify-tile")) } }
                tr { th.key.hash scope="row" { "/tile/entries/<N>[.p/<W>]" } td { (ui.t("verify-entries")) } }
                tr { th.key.hash scope="row" { "/body/<N>" } td { (ui.t("verify-body")) } }
            },
        ))
        dl.facts {
            (row(ui, &ui.t("checkpoint-origin"), Some(html! { span.hash { (ui.site.origin) } })))
            (row(ui, &ui.t("checkpoint-key"), Some(html! { span.hash { (key) } })))
        }
        h2 { (ui.t("verify-checked")) }
        ul.prose {
            li { (ui.t("verify-checked-unaltered")) }
            li { (ui.t("verify-checked-replayed")) }
            li { (ui.t("verify-checked-recomputed")) }
            li { (ui.t("verify-checked-gaps")) }
        }
    };
    Page {
        title: ui.t("verify-title"),
        description: ui.t("verify-lead"),
        tab: Some(Tab::Record),
        crumbs: vec![crumb(ui)],
        content,
    }
}

/// The programme that a space is; a dash for the record as a whole.
pub fn space(ui: &Ui, space: &str) -> Markup {
    html! {
        @if space.is_empty() { (blank(ui)) } @else { a href=(ui.href(&format!("/programmes/{}", step(space)))) { (space) } }
    }
}
