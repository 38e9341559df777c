//! What needs are called, and the words of their standings.

use std::collections::BTreeMap;

use maud::{Markup, html};

use crate::frame::entries::entry_link;
use crate::frame::parts::{Tone, badge};
use crate::frame::ui::Ui;
use crate::model::{NeedDetail, NeedOrder, NeedStanding, ProgrammeDetail};
use crate::needs::links::{self, Way};
use crate::programmes::labels::group_name;
use crate::voices::labels::name as voice_name;
use crate::voices::links::voice;

/// Names that are shown of a longer list; the others are told by number.
const MOST_SHOWN: usize = 12;

/// Where a need stands.
pub fn standing(ui: &Ui, standing: NeedStanding) -> String {
    match standing {
        NeedStanding::Live => ui.t("need-standing-live"),
        NeedStanding::Split => ui.t("need-standing-split"),
        NeedStanding::Merged => ui.t("need-standing-merged"),
    }
}

/// An order of a list.
pub fn order(ui: &Ui, order: NeedOrder) -> String {
    match order {
        NeedOrder::Voices => ui.t("need-order-voices"),
        NeedOrder::Newest => ui.t("need-order-newest"),
    }
}

/// What officials and facilitators do with needs.
pub fn way(ui: &Ui, way: Way) -> String {
    match way {
        Way::Add => ui.t("need-way-add"),
        Way::Remove => ui.t("need-way-remove"),
        Way::Split => ui.t("need-way-split"),
        Way::Merge => ui.t("need-way-merge"),
    }
}

/// A need's name where nothing is known of it but its identifier.
pub fn number(ui: &Ui, id: &str) -> String {
    ui.tf("need-number", &[("id", id.into())])
}

/// A need's title; its number where that is hidden.
pub fn title(ui: &Ui, need: &NeedDetail) -> Markup {
    match &need.text {
        Some(text) => html! { span.words { (ui.words(&text.title)) } },
        None => html! { (number(ui, &need.facts.id)) },
    }
}

/// The same without markup.
pub fn plain_title(ui: &Ui, need: &NeedDetail) -> String {
    match &need.text {
        Some(text) => ui.plain(&text.title),
        None => number(ui, &need.facts.id),
    }
}

/// Standing and group of a need.
pub fn badges(ui: &Ui, programme: &ProgrammeDetail, need: &NeedDetail) -> Markup {
    let tone = match need.standing {
        NeedStanding::Live => Tone::Active,
        NeedStanding::Split | NeedStanding::Merged => Tone::Plain,
    };
    html! {
        p.badges {
            (badge(tone, &standing(ui, need.standing)))
            @if let Some(group) = &need.facts.group { span.badge { (group_name(ui, programme, group)) } }
        }
    }
}

/// Needs by identifier, for links that say what they lead to.
pub type Named = BTreeMap<String, NeedDetail>;

/// Links to needs, each by its title where that is known.
pub fn needs(ui: &Ui, programme: &str, named: &Named, ids: &[String]) -> Markup {
    html! {
        ul {
            @for id in ids {
                li {
                    a href=(ui.href(&links::need(programme, id))) {
                        (number(ui, id))
                        @if let Some(text) = named.get(id).and_then(|need| need.text.as_ref()) { ": " span.words { (ui.words(&text.title)) } }
                    }
                }
            }
        }
    }
}

/// Links to voices that an entry names; of many the first, and how many more there are.
pub fn voices(ui: &Ui, programme: &str, entry: u64, ids: &[String]) -> Markup {
    let more = ids.len().saturating_sub(MOST_SHOWN);
    html! {
        @for (place, id) in ids.iter().take(MOST_SHOWN).enumerate() {
            @if place > 0 { ", " }
            a href=(ui.href(&voice(programme, id))) { (voice_name(ui, id)) }
        }
        @if more > 0 { " " (ui.count("needs-and-more", more as u64)) " " (entry_link(ui, entry)) }
    }
}

/// The needs of a voice, for its page: which group it, and which did when they were split or merged.
pub fn of_voice(ui: &Ui, needs: &[NeedDetail]) -> Option<Markup> {
    if needs.is_empty() {
        return None;
    }
    Some(html! {
        ul {
            @for need in needs {
                li {
                    a href=(ui.href(&links::need(&need.facts.programme, &need.facts.id))) { (title(ui, need)) }
                    @if need.standing != NeedStanding::Live { " " span.muted { "(" (standing(ui, need.standing)) ")" } }
                }
            }
        }
    })
}
