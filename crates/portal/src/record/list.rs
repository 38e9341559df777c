//! The record: its entries, filtered by programme, kind and actor, with ballots folded.

use madang_programme::named::unversioned;
use madang_programme::votes::BallotCast;
use madang_programme::{Actor, Fact as _};
use maud::{Markup, html};

use crate::frame::actors;
use crate::frame::entries::entry_link;
use crate::frame::form::{self, Choice, Field, error_summary, number_field, select};
use crate::frame::format::ZONE;
use crate::frame::layout::{Page, here, title_of};
use crate::frame::parts::table;
use crate::frame::query::{self, FieldError, MOST_EXACT, Query};
use crate::frame::ui::Ui;
use crate::model::{EntryFilter, EntryRange, EntrySummary, Page as ListPage, ProgrammeSummary};
use crate::programmes::labels::plain_title;
use crate::record::labels;
use crate::record::links::{self, record_tabs};
use crate::record::names::Names;

/// Entries on a page.
pub const PER_PAGE: u64 = 50;

/// The kind of entry that is folded: it comes in great numbers.
const FOLDED: &str = BallotCast::KIND;

/// Only entries of this programme.
pub const PROGRAMME: Field = Field {
    name: "programme",
    label: "record-programme",
};

/// Only entries of this kind.
pub const KIND: Field = Field {
    name: "kind",
    label: "record-entry-what",
};

/// Only entries by this actor.
pub const ACTOR: Field = Field {
    name: "actor",
    label: "record-entry-actor",
};

/// Only entries before this index.
pub const BEFORE: Field = Field {
    name: "before",
    label: "record-before",
};

/// Entries from this index on, oldest first.
pub const FROM: Field = Field {
    name: "from",
    label: "record-from",
};

/// What was asked of the list of entries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Only entries before this index.
    pub before: Option<u64>,
    /// Entries from this index on, oldest first.
    pub from: Option<u64>,
    /// Which entries.
    pub filter: EntryFilter,
}

impl Asked {
    /// Reads the query against the programmes that there are.
    pub fn read(query: &mut Query, programmes: &[ProgrammeSummary]) -> Asked {
        let ids = programmes
            .iter()
            .map(|programme| programme.facts.id.as_str());
        let kinds = labels::kind_names();
        let space = query.one_of(PROGRAMME, ids.map(|id| (id, id)));
        let kind = query.one_of(KIND, kinds);
        let filter = EntryFilter {
            space: space.map(str::to_owned),
            kind: kind.map(str::to_owned),
            actor: read_actor(query),
            ..EntryFilter::default()
        };
        let before = query.optional_number(BEFORE, 0..=MOST_EXACT);
        let from = query.optional_number(FROM, 0..=MOST_EXACT);
        if before.is_some() && from.is_some() {
            query.refuse(FROM, "record-one-end", "", "");
        }
        Asked {
            before,
            from: from.filter(|_| before.is_none()),
            filter,
        }
    }

    /// Which part of a record of `size` entries is asked for.
    pub fn range(&self, size: u64) -> EntryRange {
        match self.from {
            Some(from) => EntryRange::From(from),
            None => EntryRange::Before(Some(self.before.unwrap_or(size).min(size))),
        }
    }

    /// Whether everything but what is folded is listed, so that what is missing between two entries is folded.
    fn is_whole(&self) -> bool {
        self.filter == EntryFilter::default()
    }

    /// The query string with the same filter.
    pub fn query(&self, more: &[(&str, &str)]) -> String {
        let of = |value: &Option<String>| value.clone().unwrap_or_default();
        let (space, kind, actor) = (
            of(&self.filter.space),
            of(&self.filter.kind),
            of(&self.filter.actor),
        );
        let mut pairs = vec![
            (PROGRAMME.name, space.as_str()),
            (KIND.name, kind.as_str()),
            (ACTOR.name, actor.as_str()),
        ];
        pairs.extend(more);
        query::write(&pairs)
    }
}

/// An actor, `role/pseudonym`.
fn read_actor(query: &mut Query) -> Option<String> {
    let actor = query.text(ACTOR);
    if actor.is_empty() {
        return None;
    }
    if Actor::split(&actor).is_err() {
        query.refuse(ACTOR, "record-no-actor", &actor, "");
        return None;
    }
    Some(actor)
}

/// What the page shows.
pub struct List<'a> {
    /// Entries in the record.
    pub size: u64,
    /// The programmes that there are.
    pub programmes: &'a [ProgrammeSummary],
    /// Who acted so far.
    pub actors: &'a [String],
    /// What was asked.
    pub asked: &'a Asked,
    /// What was wrong with it.
    pub errors: &'a [FieldError],
    /// The entries.
    pub found: &'a ListPage<EntrySummary>,
    /// What they are about.
    pub names: &'a Names,
}

/// The page.
pub fn view(ui: &Ui, list: &List<'_>) -> Page {
    let List { asked, found, .. } = list;
    let base = ui.href(links::TAB.path);
    let with = |more: &[(&str, &str)]| {
        let query = asked.query(more);
        if query.is_empty() {
            base.clone()
        } else {
            format!("{base}?{query}")
        }
    };
    let full = found.items.len() as u64 == PER_PAGE;
    let last = found.items.last().map(|entry| entry.index);
    let next = match asked.from {
        Some(_) => last
            .filter(|_| full)
            .map(|last| with(&[(FROM.name, &(last + 1).to_string())])),
        None => last
            .filter(|last| full && *last > 0)
            .map(|last| with(&[(BEFORE.name, &last.to_string())])),
    };
    let (word, caption) = match asked.from {
        Some(_) => ("record-newer", "record-caption-oldest"),
        None => ("record-older", "record-caption"),
    };
    let content = html! {
        (error_summary(ui, list.errors))
        h1 { (ui.t("record-title")) }
        p.lead { (ui.t("record-lead")) }
        (record_tabs(ui, links::TAB.path))
        dl.figures {
            div { dt { (ui.t("record-size")) } dd { (ui.number(list.size)) } }
            div { dt { (ui.t("record-log")) } dd.hash { (ui.site.origin) } }
        }
        (filter_form(ui, list, &base))
        ul.buttons #before {
            li { a href=(with(&[])) aria-current=[(asked.from.is_none() && asked.before.is_none()).then_some("true")] { (ui.t("record-latest")) } }
            li { a href=(with(&[(FROM.name, "0")])) aria-current=[(asked.from == Some(0)).then_some("true")] { (ui.t("record-first")) } }
            li { a href=(ui.href(&links::feed(asked.filter.space.as_deref()))) { (ui.t("record-feed-acts")) } }
        }
        @if found.items.is_empty() {
            div.empty { p { (ui.t("record-none")) } a href=(base) { (ui.t("record-show-all")) } }
        } @else {
            (entry_table(ui, &ui.t(caption), &rows(list), list.names))
        }
        @if let Some(next) = next {
            nav.pager aria-label=(ui.t("pager-label")) { a.button.button-plain rel="next" href=(next) { (ui.t(word)) } }
        }
    };
    Page {
        title: title(ui, list),
        description: ui.t("record-lead"),
        tab: Some(links::TAB),
        crumbs: vec![here(html! { (ui.t("record-title")) })],
        content,
    }
}

/// The title: what of the record is shown comes first, so that each page has its own.
fn title(ui: &Ui, list: &List<'_>) -> String {
    let asked = list.asked;
    let programme = asked.filter.space.as_ref().map(|id| {
        let mut known = list.programmes.iter();
        let known = known.find(|programme| programme.facts.id == *id);
        known.map_or_else(|| id.clone(), |programme| plain_title(ui, programme))
    });
    let kind = asked.filter.kind.as_ref();
    let actor = asked.filter.actor.as_ref();
    let place = |key: &str, index: Option<u64>| {
        let words = index.map(|index| ui.tf(key, &[("index", ui.number(index).into())]));
        words.unwrap_or_default()
    };
    title_of(&[
        kind.map(|kind| labels::kind(ui, kind)).unwrap_or_default(),
        actor
            .map(|actor| actors::actor(ui, actor))
            .unwrap_or_default(),
        programme.unwrap_or_default(),
        place("record-title-before", asked.before),
        place("record-title-from", asked.from),
        ui.t("record-title"),
    ])
}

fn filter_form(ui: &Ui, list: &List<'_>, base: &str) -> Markup {
    let of = |value: &Option<String>| value.clone().unwrap_or_default();
    let filter = &list.asked.filter;
    let programmes: Vec<Choice> = list
        .programmes
        .iter()
        .map(|programme| (programme.facts.id.clone(), plain_title(ui, programme)))
        .collect();
    let kinds = labels::kinds(ui);
    let mut actors: Vec<Choice> = list
        .actors
        .iter()
        .map(|actor| (actor.clone(), actors::actor(ui, actor)))
        .collect();
    // Whoever hands ballots in stands in no list of acts.
    if let Some(actor) = &filter.actor
        && !list.actors.contains(actor)
    {
        actors.push((actor.clone(), actors::actor(ui, actor)));
    }
    let all = ui.t("filter-all");
    let errors = list.errors;
    let narrowed = filter.space.is_some() || filter.actor.is_some() || list.asked.from.is_some();
    let open = narrowed || !errors.is_empty();
    form::filter(
        ui,
        base,
        html! {
            (select(ui, errors, KIND, Some(&ui.t("record-all-acts")), &kinds, unversioned(&of(&filter.kind))))
            (form::more(ui, open, html! {
                (select(ui, errors, PROGRAMME, Some(&all), &programmes, &of(&filter.space)))
                (select(ui, errors, ACTOR, Some(&all), &actors, &of(&filter.actor)))
                (number_field(ui, errors, FROM, list.asked.from))
            }))
        },
    )
}

/// A row of a list of entries.
pub enum Row<'a> {
    /// An entry.
    Entry(&'a EntrySummary),
    /// Ballots that stand between two entries: the first, and the one after the last.
    Folded(u64, u64),
}

/// The rows of a page: what is missing between its entries is folded, where nothing else is missing.
fn rows<'a>(list: &'a List<'_>) -> Vec<Row<'a>> {
    let range = list.asked.range(list.size);
    folded(&list.found.items, range, list.asked.is_whole())
}

/// Entries of a range with what is folded between them, where `whole` says that everything else is there.
pub fn folded(entries: &[EntrySummary], range: EntryRange, whole: bool) -> Vec<Row<'_>> {
    let mut rows = Vec::new();
    let mut end = match range {
        EntryRange::Before(before) => before,
        EntryRange::From(from) => Some(from),
    }
    .filter(|_| whole);
    for entry in entries {
        let (from, to, next) = match range {
            EntryRange::Before(_) => (entry.index + 1, end, entry.index),
            EntryRange::From(_) => (
                end.unwrap_or(entry.index),
                Some(entry.index),
                entry.index + 1,
            ),
        };
        if let (Some(_), Some(to)) = (end, to.filter(|to| *to > from)) {
            rows.push(Row::Folded(from, to));
        }
        rows.push(Row::Entry(entry));
        end = end.map(|_| next);
    }
    rows
}

/// Entries as a table.
pub fn entry_table(ui: &Ui, caption: &str, rows: &[Row<'_>], names: &Names) -> Markup {
    table(
        ui,
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
            @for row in rows {
                @match row {
                    Row::Entry(entry) => tr {
                        td.nowrap { (entry_link(ui, entry.index)) }
                        th.key scope="row" { (labels::kind(ui, &entry.kind)) }
                        td.key { (names.link(ui, &entry.subject)) }
                        td { (actors::actor(ui, &entry.actor)) }
                        td.nowrap { (ui.time(&entry.at, ZONE)) }
                    },
                    Row::Folded(from, to) => (folded_row(ui, *from, *to)),
                }
            }
        },
    )
}

fn folded_row(ui: &Ui, from: u64, to: u64) -> Markup {
    let before = to.to_string();
    let query = query::write(&[(KIND.name, FOLDED), (BEFORE.name, &before)]);
    let place = [
        ("first", ui.number(from).into()),
        ("last", ui.number(to - 1).into()),
    ];
    html! {
        tr.folded {
            td.nowrap { (ui.tf("record-folded-place", &place)) }
            th.key scope="row" colspan="4" {
                a href={ (ui.href(links::TAB.path)) "?" (query) } { (ui.count("record-folded", to - from)) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(indexes: &[u64]) -> Vec<EntrySummary> {
        let entry = |index: &u64| EntrySummary {
            index: *index,
            kind: String::new(),
            at: String::new(),
            actor: String::new(),
            space: String::new(),
            subject: String::new(),
        };
        indexes.iter().map(entry).collect()
    }

    fn shown(rows: &[Row<'_>]) -> Vec<(u64, u64)> {
        rows.iter()
            .map(|row| match row {
                Row::Entry(entry) => (entry.index, entry.index),
                Row::Folded(from, to) => (*from, *to),
            })
            .collect()
    }

    #[test]
    fn what_is_missing_between_entries_is_folded() {
        let newest = entries(&[9, 3, 2]);
        let rows = folded(&newest, EntryRange::Before(Some(12)), true);
        assert_eq!(shown(&rows), [(10, 12), (9, 9), (4, 9), (3, 3), (2, 2)]);
        let oldest = entries(&[2, 3, 9]);
        let rows = folded(&oldest, EntryRange::From(1), true);
        assert_eq!(shown(&rows), [(1, 2), (2, 2), (3, 3), (4, 9), (9, 9)]);
        let rows = folded(&newest, EntryRange::Before(Some(12)), false);
        assert_eq!(shown(&rows), [(9, 9), (3, 3), (2, 2)]);
    }
}
