//! What somebody said themselves, each with what became of it: for them alone.

use std::collections::BTreeMap;

use madang_programme::trace::AnswerStanding;
use maud::{Markup, html};

use crate::answers::labels::{disposition, how_far};
use crate::frame::layout::Page;
use crate::frame::parts::{Tone, badge, pager};
use crate::frame::ui::Ui;
use crate::model::{Page as ListPage, ProgrammeSummary, VoiceDetail};
use crate::programmes::labels::plain_title;
use crate::trace::links::trace_link;
use crate::voices::{labels, links};

/// Voices on a page.
pub const PER_PAGE: u64 = 24;

/// The last page that can be asked for.
pub const LAST_PAGE: u64 = 400;

/// Voices in the section of another page.
pub const IN_SHORT: u64 = 5;

/// What somebody said.
pub struct Own {
    /// The voices, the newest first.
    pub said: ListPage<VoiceDetail>,
    /// How the answers stand that they got, by their entries.
    pub answers: BTreeMap<u64, AnswerStanding>,
    /// The programmes that there are.
    pub programmes: Vec<ProgrammeSummary>,
}

impl Own {
    fn programme(&self, id: &str) -> Option<&ProgrammeSummary> {
        self.programmes.iter().find(|known| known.facts.id == id)
    }
}

/// The section on one's own pages: the newest, and the way to all of them.
pub fn section(ui: &Ui, own: &Own) -> Markup {
    html! {
        h2 #said { (ui.t("voices-own-title")) }
        p.prose { (ui.t("voices-own-lead")) }
        (list(ui, own, html! {}))
        @if own.said.total > IN_SHORT {
            p { a href=(ui.href(links::OWN)) { (ui.count("voices-own-all", own.said.total)) } }
        }
    }
}

/// The page with all of them.
pub fn view(ui: &Ui, own: &Own, number: u64) -> Page {
    let pages = own.said.total.div_ceil(PER_PAGE).min(LAST_PAGE);
    let href = |page: u64| match page {
        1 => ui.href(links::OWN),
        page => format!("{}?page={page}", ui.href(links::OWN)),
    };
    let pager = pager(ui, number, pages > number, Some(pages), href);
    let content = html! {
        h1 { (ui.t("voices-own-title")) }
        p.lead { (ui.t("voices-own-lead")) }
        p #page role="status" { (ui.count("voices-found", own.said.total)) }
        // Each has a heading of its own, of the level that it has as a section of another page.
        h2.sr-only { (ui.t("voices-title")) }
        (list(ui, own, pager))
    };
    Page {
        title: ui.t("voices-own-title"),
        description: ui.t("voices-own-lead"),
        tab: None,
        crumbs: vec![],
        content,
    }
}

fn list(ui: &Ui, own: &Own, below: Markup) -> Markup {
    html! {
        @if own.said.items.is_empty() { p.muted { (ui.t("voices-own-none")) } }
        @else {
            ul.cards { @for voice in &own.said.items { li.card { (card(ui, own, voice)) } } }
            (below)
        }
    }
}

fn card(ui: &Ui, own: &Own, voice: &VoiceDetail) -> Markup {
    let (facts, programme) = (&voice.facts, own.programme(&voice.facts.programme));
    let zone = programme.map_or("UTC", |programme| programme.facts.zone.as_str());
    html! {
        p.badges { (labels::standing_badge(ui, voice.standing)) }
        h3 { a href=(ui.href(&links::voice(&facts.programme, &facts.id))) { (labels::name(ui, &facts.id)) } }
        p { (labels::first_words(ui, voice, 160)) }
        @if let Some(answer) = own.answers.get(&voice.entry) {
            p.badges { (badge(if answer.disposition.is_adopted() { Tone::Good } else { Tone::Plain }, &disposition(ui, answer.disposition))) }
            @if let Some(far) = how_far(ui, answer) { p { (far) } }
        }
        (trace_link(ui, voice.entry))
        div.card-foot {
            span.words { @if let Some(programme) = programme { (plain_title(ui, programme)) } @else { (facts.programme) } }
            span { (ui.time(&voice.at, zone)) }
        }
    }
}
