//! Who did what in the programmes of whoever reads: actor, kind, subject, entry.

use madang_programme::Actor;
use madang_programme::named::unversioned;
use maud::{Markup, html};

use crate::answers::labels::path_of_record;
use crate::desk::links;
use crate::desk::page::{page, with_query};
use crate::frame::actors::actor;
use crate::frame::entries::entry_link;
use crate::frame::form::{self, Choice, Field, error_summary, select};
use crate::frame::format::ZONE;
use crate::frame::layout::Page;
use crate::frame::parts::table;
use crate::frame::query::{self, FieldError, MOST_EXACT, Query};
use crate::frame::ui::Ui;
use crate::model::{EntryFilter, EntrySummary, Page as ListPage, ProgrammeSummary};
use crate::programmes::labels::plain_title;
use crate::record::labels::{kind, kind_names, kinds};

/// Entries on a page.
pub const PER_PAGE: u64 = 50;

const PROGRAMME: Field = Field {
    name: "programme",
    label: "desk-programme",
};
const KIND: Field = Field {
    name: "kind",
    label: "desk-audit-kind",
};
const ACTOR: Field = Field {
    name: "actor",
    label: "desk-audit-actor",
};
const BEFORE: Field = Field::for_programs("before");

/// What was asked.
pub struct Asked {
    /// The filter: always of one programme.
    pub filter: EntryFilter,
    /// Only before this entry.
    pub before: Option<u64>,
}

impl Asked {
    /// Reads the query against the programmes in which whoever reads holds a role: the first of them where none is named.
    pub fn read(query: &mut Query, programmes: &[ProgrammeSummary]) -> Asked {
        let ids = programmes.iter().map(|summary| summary.facts.id.as_str());
        let first = ids.clone().next().unwrap_or_default();
        let space = query.one_of(PROGRAMME, ids.map(|id| (id, id)));
        let kinds = kind_names();
        let who = query.text(ACTOR);
        if !who.is_empty() && Actor::split(&who).is_err() {
            query.refuse(ACTOR, "record-no-actor", &who, "");
        }
        Asked {
            filter: EntryFilter {
                space: Some(space.unwrap_or(first).to_owned()),
                kind: query.one_of(KIND, kinds).map(str::to_owned),
                actor: Some(who).filter(|who| Actor::split(who).is_ok()),
            },
            before: query.optional_number(BEFORE, 0..=MOST_EXACT),
        }
    }

    fn query(&self, before: &str) -> String {
        let of = |value: &'_ Option<String>| value.clone().unwrap_or_default();
        query::write(&[
            (PROGRAMME.name, &of(&self.filter.space)),
            (KIND.name, &of(&self.filter.kind)),
            (ACTOR.name, &of(&self.filter.actor)),
            (BEFORE.name, before),
        ])
    }
}

/// What the page shows.
pub struct Audit<'a> {
    /// The programmes to choose from.
    pub programmes: &'a [ProgrammeSummary],
    /// Everybody who acted so far.
    pub actors: &'a [String],
    /// What was asked.
    pub asked: &'a Asked,
    /// What was wrong with it.
    pub errors: &'a [FieldError],
    /// The entries, newest first.
    pub found: &'a ListPage<EntrySummary>,
}

/// The page.
pub fn view(ui: &Ui, audit: &Audit<'_>) -> Page {
    let found = audit.found;
    let last = found.items.last().map(|entry| entry.index);
    let more = last.filter(|last| found.items.len() as u64 == PER_PAGE && *last > 0);
    let content = html! {
        (error_summary(ui, audit.errors))
        h1 { (ui.t("desk-audit-title")) }
        p.lead { (ui.t("desk-audit-lead")) }
        (filter(ui, audit))
        @if found.items.is_empty() {
            div.empty { p { (ui.t("desk-audit-none")) } }
        } @else {
            (entries(ui, &found.items))
            @if let Some(last) = more {
                p { a.button.button-plain rel="next" href=(with_query(ui.href(links::AUDIT), &audit.asked.query(&last.to_string()))) { (ui.t("desk-audit-older")) } }
            }
        }
        p { a href=(ui.href(links::DESK)) { (ui.t("desk-title")) } }
    };
    page(ui, "desk-audit-title", content)
}

fn filter(ui: &Ui, audit: &Audit<'_>) -> Markup {
    let (asked, errors) = (&audit.asked.filter, audit.errors);
    let all = ui.t("filter-all");
    let programmes = audit.programmes.iter();
    let programmes: Vec<Choice> = programmes
        .map(|summary| (summary.facts.id.clone(), plain_title(ui, summary)))
        .collect();
    let mut kinds: Vec<Choice> = kinds(ui);
    kinds.sort_by(|one, other| one.1.cmp(&other.1));
    let actors = audit.actors.iter();
    let actors: Vec<Choice> = actors.map(|who| (who.clone(), actor(ui, who))).collect();
    let chosen = |value: &'_ Option<String>| value.clone().unwrap_or_default();
    form::filter(
        ui,
        &ui.href(links::AUDIT),
        html! {
            (select(ui, errors, PROGRAMME, None, &programmes, &chosen(&asked.space)))
            (select(ui, errors, ACTOR, Some(&all), &actors, &chosen(&asked.actor)))
            (select(ui, errors, KIND, Some(&all), &kinds, unversioned(&chosen(&asked.kind))))
        },
    )
}

fn entries(ui: &Ui, entries: &[EntrySummary]) -> Markup {
    let head = html! {
        th scope="col" { (ui.t("desk-entry")) }
        th scope="col" { (ui.t("desk-audit-at")) }
        th scope="col" { (ui.t("desk-audit-actor")) }
        th scope="col" { (ui.t("desk-audit-kind")) }
        th scope="col" { (ui.t("desk-about")) }
    };
    let rows = html! {
        @for entry in entries {
            tr {
                th scope="row" { (entry_link(ui, entry.index)) }
                td { (ui.time(&entry.at, ZONE)) }
                td { (actor(ui, &entry.actor)) }
                td { (kind(ui, &entry.kind)) }
                td {
                    @match path_of_record(ui, &entry.subject) {
                        Some((path, name)) => a href=(ui.href(&path)) { (name) },
                        None => code { (entry.subject) },
                    }
                }
            }
        }
    };
    table(ui, "audit", &ui.t("desk-audit-caption"), head, rows)
}
