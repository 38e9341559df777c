//! All programmes, and a programme in a list.

use maud::{Markup, html};

use crate::frame::layout::Page;
use crate::frame::parts::{Tone, badge};
use crate::frame::ui::Ui;
use crate::model::{ProgrammeSummary, Stage};
use crate::programmes::labels::{stage_now, stages, title};
use crate::programmes::links;

/// The level of a card's heading: under the page's title, or under a section's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// `h2`
    Second,
    /// `h3`
    Third,
}

/// A programme in a list.
pub fn card(ui: &Ui, (summary, now): &(&ProgrammeSummary, Markup), level: Level) -> Markup {
    let name = html! { a href=(ui.href(&links::path(&summary.facts.id))) { (title(ui, summary)) } };
    let id = format!("programme-{}", summary.facts.id);
    html! {
        p.badges {
            (stage_badge(ui, summary.stage))
            @if summary.facts.example { (badge(Tone::Plain, &ui.t("example-badge"))) }
        }
        @match level { Level::Second => h2.words id=(id) { (name) }, Level::Third => h3.words id=(id) { (name) } }
        @if let Some(text) = &summary.text { p.words { (ui.words(&text.summary)) } }
        (stages(ui, summary))
        (now)
        div.card-foot {
            @if summary.voices > 0 { span { (ui.count("voice-count", summary.voices)) } }
            span { (ui.count("proposal-count", summary.proposals)) }
            span { (ui.count("vote-count-selected", summary.selected)) }
        }
    }
}

fn stage_badge(ui: &Ui, stage: Stage) -> Markup {
    let tone = if stage == Stage::Selection {
        Tone::Good
    } else {
        Tone::Active
    };
    badge(tone, &stage_now(ui, stage))
}

/// The page with all programmes; `begins` says that whoever reads can begin another.
pub fn programmes(ui: &Ui, programmes: &[(&ProgrammeSummary, Markup)], begins: bool) -> Page {
    let content = html! {
        h1 { (ui.t("programmes-title")) }
        p.lead { (ui.t("programmes-lead")) }
        @if begins { p { a.button.button-plain href=(ui.href(links::NEW)) { (ui.t("programme-set-new")) } } }
        (programme_cards(ui, programmes, Level::Second))
    };
    Page {
        title: ui.t("programmes-title"),
        description: ui.t("programmes-lead"),
        tab: Some(links::TAB),
        crumbs: vec![],
        content,
    }
}

/// Programmes as cards, each with what goes on in it.
pub fn programme_cards(
    ui: &Ui,
    programmes: &[(&ProgrammeSummary, Markup)],
    level: Level,
) -> Markup {
    html! {
        @if programmes.is_empty() {
            p.empty { (ui.t("programmes-none")) }
        } @else {
            ul.cards.cards-wide {
                @for programme in programmes { li.card { (card(ui, programme, level)) } }
            }
        }
    }
}
