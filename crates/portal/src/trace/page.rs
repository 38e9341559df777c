//! The trace of a thing: where it came from and what became of it, as a drawing and as a table.

use std::collections::{BTreeMap, BTreeSet};

use madang_charts::{Branch, ChartText, tree};
use madang_programme::trace::{Hop, Way};
use maud::{Markup, PreEscaped, html};

use crate::frame::entries::entry_link;
use crate::frame::layout::{Page, here, title_of};
use crate::frame::parts::table;
use crate::frame::ui::Ui;
use crate::model::TraceDetail;
use crate::record::links::{TAB, crumb};
use crate::trace::{labels, links};

/// What a thing is called.
pub struct Name {
    /// With a link to its page.
    pub link: Markup,
    /// Without markup, with what kind of thing it is.
    pub plain: String,
    /// How it stands: of an answer how far it is, of a proposal that lost why, vote by vote.
    pub stands: Vec<Stands>,
}

/// A name that leads somewhere.
pub fn link(address: &str, name: &str) -> Markup {
    html! { a href=(address) { (name) } }
}

/// How a thing stands, in words, with the address of where more is said.
pub struct Stands {
    /// The words.
    pub words: String,
    /// The address with the words that lead there.
    pub more: Option<(String, String)>,
}

/// What the page shows.
pub struct Shown<'a> {
    /// The trace.
    pub trace: &'a TraceDetail,
    /// The names of its things, by their entries.
    pub names: &'a BTreeMap<u64, Name>,
}

impl Shown<'_> {
    fn plain(&self, ui: &Ui, entry: u64) -> String {
        match self.names.get(&entry) {
            Some(name) => name.plain.clone(),
            None => ui.tf("entry-name", &[("index", ui.number(entry).into())]),
        }
    }

    fn link(&self, ui: &Ui, entry: u64) -> Markup {
        match self.names.get(&entry) {
            Some(name) => name.link.clone(),
            None => entry_link(ui, entry),
        }
    }

    fn stands(&self, entry: u64) -> &[Stands] {
        self.names.get(&entry).map_or(&[], |name| &name.stands)
    }

    fn hops(&self, way: Way) -> &[Hop] {
        match way {
            Way::Back => &self.trace.back,
            Way::Forward => &self.trace.forward,
        }
    }
}

/// The page.
pub fn view(ui: &Ui, shown: &Shown<'_>) -> Page {
    let thing = shown.trace.thing;
    let name = shown.plain(ui, thing);
    let content = html! {
        h1 { (ui.t("trace-title")) " " span.of.words { (shown.link(ui, thing)) } }
        p.lead { (ui.t("trace-lead")) }
        (stands(shown, thing))
        h2 #back { (ui.t("trace-back")) }
        (section(ui, shown, Way::Back))
        h2 #forward { (ui.t("trace-forward")) }
        (section(ui, shown, Way::Forward))
        @if shown.trace.cut { p.notice { (ui.t("trace-cut")) } }
        p.muted {
            a href=(links::api(thing)) { (ui.t("trace-json")) } " · " (entry_link(ui, thing))
        }
    };
    Page {
        title: title_of(&[name.clone(), ui.t("trace-title")]),
        description: ui.tf("trace-description", &[("name", name.into())]),
        tab: Some(TAB),
        crumbs: vec![crumb(ui), here(html! { (ui.t("trace-title")) })],
        content,
    }
}

/// One way: the drawing and the table that says the same.
fn section(ui: &Ui, shown: &Shown<'_>, way: Way) -> Markup {
    let hops = shown.hops(way);
    let (key, none) = match way {
        Way::Back => ("trace-back", "trace-back-none"),
        Way::Forward => ("trace-forward", "trace-forward-none"),
    };
    if hops.is_empty() {
        return html! { p.muted { (ui.t(none)) } };
    }
    let mut branches = Vec::new();
    let mut drawn = BTreeSet::new();
    branch(
        ui,
        shown,
        way,
        (shown.trace.thing, 0, ""),
        &mut drawn,
        &mut branches,
    );
    let named = [("name", shown.plain(ui, shown.trace.thing).into())];
    let text = ChartText::new(ui.t(key), ui.tf("trace-drawing", &named));
    let id = format!("trace-{}", way.name());
    let caption = ui.tf("trace-table", &[("way", ui.t(key).into())]);
    html! {
        figure { (PreEscaped(tree(&text, &branches))) }
        details {
            summary { (ui.t("trace-as-table")) }
            (table(ui, &id, &caption, head(ui), rows(ui, shown, way)))
        }
    }
}

/// How a thing stands, with the links.
fn stands(shown: &Shown<'_>, thing: u64) -> Markup {
    html! {
        @for stands in shown.stands(thing) {
            p {
                (stands.words)
                @if let Some((address, words)) = &stands.more { " " a href=(address) { (words) } }
            }
        }
    }
}

/// Draws a thing and what it leads to; each thing's own way once.
fn branch(
    ui: &Ui,
    shown: &Shown<'_>,
    way: Way,
    (thing, depth, note): (u64, usize, &str),
    drawn: &mut BTreeSet<u64>,
    out: &mut Vec<Branch>,
) {
    let mut name = shown.plain(ui, thing);
    for stands in shown.stands(thing) {
        name.push_str(". ");
        name.push_str(&stands.words);
    }
    out.push(Branch::new(depth, note, name));
    if !drawn.insert(thing) {
        return;
    }
    for hop in shown.hops(way).iter().filter(|hop| hop.of == thing) {
        let note = labels::how(ui, hop.to.how, way);
        for to in &hop.to.things {
            branch(ui, shown, way, (*to, depth + 1, &note), drawn, out);
        }
        if let Some(more) = more(hop) {
            let more = ui.count("trace-more", more);
            out.push(Branch::new(depth + 1, note.as_str(), more));
        }
    }
}

/// How many things a step leads to beside those that it names.
fn more(hop: &Hop) -> Option<u64> {
    let more = hop.to.total.saturating_sub(hop.to.things.len() as u64);
    (more > 0).then_some(more)
}

fn head(ui: &Ui) -> Markup {
    html! {
        th scope="col" { (ui.t("trace-of")) }
        th scope="col" { (ui.t("trace-how")) }
        th scope="col" { (ui.t("trace-to")) }
    }
}

fn rows(ui: &Ui, shown: &Shown<'_>, way: Way) -> Markup {
    html! {
        @for hop in shown.hops(way) {
            tr {
                th.key scope="row" { (shown.link(ui, hop.of)) }
                td { (labels::how(ui, hop.to.how, way)) }
                td {
                    ul {
                        @for to in &hop.to.things { li { (shown.link(ui, *to)) (stands(shown, *to)) } }
                        // All of them stand on the page of the thing itself.
                        @if let Some(more) = more(hop) { li { (ui.count("trace-more", more)) ": " (shown.link(ui, hop.of)) } }
                    }
                }
            }
        }
    }
}
