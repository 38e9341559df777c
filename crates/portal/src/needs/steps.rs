//! What became of a need, step by step.

use maud::{Markup, html};

use crate::frame::actors::actor;
use crate::frame::entries::entry_link;
use crate::frame::ui::Ui;
use crate::model::{NeedAct, NeedDetail, NeedStep};
use crate::needs::labels::{Named, needs, voices};

/// The needs that the steps name.
pub fn names(steps: &[NeedStep]) -> Vec<String> {
    let mut ids: Vec<String> = steps
        .iter()
        .flat_map(|step| match &step.what {
            NeedAct::VoicesChanged { .. } => vec![],
            NeedAct::Split { into, .. } => into.clone(),
            NeedAct::PartOf { need } | NeedAct::MergedInto { need } => vec![need.clone()],
            NeedAct::Took { from } => from.clone(),
        })
        .collect();
    ids.sort();
    ids.dedup();
    ids
}

/// What was done, in few words.
fn act(ui: &Ui, what: &NeedAct) -> String {
    match what {
        NeedAct::VoicesChanged { .. } => ui.t("need-step-voices"),
        NeedAct::Split { .. } => ui.t("need-step-split"),
        NeedAct::PartOf { .. } => ui.t("need-step-part-of"),
        NeedAct::Took { .. } => ui.t("need-step-took"),
        NeedAct::MergedInto { .. } => ui.t("need-step-merged-into"),
    }
}

/// The list, the oldest first.
pub fn list(ui: &Ui, zone: &str, need: &NeedDetail, steps: &[NeedStep], named: &Named) -> Markup {
    html! {
        ol.steps-of {
            li {
                p { strong { (ui.t("need-step-defined")) } " · " (ui.time(&need.at, zone)) " · " (entry_link(ui, need.entry)) }
                p.muted { (actor(ui, &need.actor)) }
            }
            @for step in steps {
                li {
                    p { strong { (act(ui, &step.what)) } " · " (ui.time(&step.at, zone)) " · " (entry_link(ui, step.entry)) }
                    (told(ui, &need.facts.programme, step, named))
                    p.muted { (actor(ui, &step.actor)) }
                }
            }
        }
    }
}

fn told(ui: &Ui, programme: &str, step: &NeedStep, named: &Named) -> Markup {
    let voices = |ids: &[String]| voices(ui, programme, step.entry, ids);
    match &step.what {
        NeedAct::VoicesChanged { added, removed } => html! {
            @if !added.is_empty() { p { (ui.t("need-step-added")) " " (voices(added)) } }
            @if !removed.is_empty() { p { (ui.t("need-step-removed")) " " (voices(removed)) } }
        },
        NeedAct::Split { into, left } => html! {
            (needs(ui, programme, named, into))
            @if !left.is_empty() { p { (ui.t("need-step-left")) " " (voices(left)) } }
        },
        NeedAct::PartOf { need } | NeedAct::MergedInto { need } => {
            needs(ui, programme, named, std::slice::from_ref(need))
        }
        NeedAct::Took { from } => needs(ui, programme, named, from),
    }
}
