//! The record: its latest entries, its checkpoint, and how to verify it.

use maud::{Markup, html};

use crate::frame::entries::entry_link;
use crate::frame::form::{self, Choice, Field, error_summary, number_field, select};
use crate::frame::format::ZONE;
use crate::frame::layout::Page;
use crate::frame::parts::table;
use crate::frame::query::{self, FieldError, Query};
use crate::frame::ui::Ui;
use crate::model::{EntrySummary, Page as ListPage, ProgrammeSummary};
use crate::programmes::labels::plain_title;
use crate::record::labels;
use crate::record::links::{self, record_tabs};

/// Entries on a page.
pub const PER_PAGE: u64 = 50;

/// Only entries of this programme.
pub const PROGRAMME: Field = Field {
    name: "programme",
    label: "record-programme",
};

/// Only entries before this index.
pub const BEFORE: Field = Field {
    name: "before",
    label: "record-before",
};

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
            before: query.optional_number(BEFORE, 0..=(1 << 53) - 1),
            space: query
                .one_of(PROGRAMME, ids.map(|id| (id, id)))
                .map(str::to_owned),
        }
    }
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
    let base = ui.href(links::TAB.path);
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
        (record_tabs(ui, links::TAB.path))
        dl.figures {
            div { dt { (ui.t("record-size")) } dd { (ui.number(size)) } }
            div { dt { (ui.t("record-log")) } dd.hash { (ui.site.origin) } }
        }
        (form::filter(ui, &base, html! {
            (select(ui, errors, PROGRAMME, Some(&ui.t("filter-all")), &choices, space))
            (number_field(ui, errors, BEFORE, asked.before))
        }))
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
        tab: Some(links::TAB),
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
            th scope="col" { (ui.t("record-entry-index")) }
            th scope="col" { (ui.t("record-entry-what")) }
            th scope="col" { (ui.t("record-entry-subject")) }
            th scope="col" { (ui.t("record-entry-actor")) }
            th scope="col" { (ui.t("record-entry-time")) }
        },
        html! {
            @for entry in entries {
                tr {
                    td.nowrap { (entry_link(ui, entry.index)) }
                    th.key scope="row" { (labels::kind(ui, &entry.kind)) }
                    td.hash { (entry.subject) }
                    td.nowrap { (entry.actor) }
                    td.nowrap { (ui.time(&entry.at, ZONE)) }
                }
            }
        },
    )
}
