//! What services are called, and how they stand.

use madang_programme::answers::Pointer;
use madang_programme::consultations::PointsTo;
use madang_programme::services::EvidenceKind;
use madang_programme::voices::SpokenOf;
use maud::{Markup, html};

use crate::frame::entries::entry_link;
use crate::frame::parts::{Tone, badge};
use crate::frame::ui::Ui;
use crate::model::{ServiceDetail, ServiceStanding};
use crate::needs::labels::number as need_number;
use crate::needs::links as needs;
use crate::proposals::links as proposals;
use crate::services::links::{self, Way};
use crate::voices::labels::name as voice_name;
use crate::voices::links as voices;

/// A service by its number.
pub fn number(ui: &Ui, id: &str) -> String {
    ui.tf("service-number", &[("id", id.into())])
}

/// What is done with one.
pub fn way(ui: &Ui, way: Way) -> String {
    match way {
        Way::Milestone => ui.t("service-way-milestone"),
        Way::Move => ui.t("service-way-move"),
        Way::Reach => ui.t("service-way-reach"),
        Way::Release => ui.t("service-way-release"),
        Way::Retire => ui.t("service-way-retire"),
    }
}

/// What shows that a milestone is reached.
pub fn evidence(ui: &Ui, kind: EvidenceKind) -> String {
    match kind {
        EvidenceKind::Document => ui.t("service-evidence-document"),
        EvidenceKind::Decision => ui.t("service-evidence-decision"),
        EvidenceKind::Running => ui.t("service-evidence-running"),
        EvidenceKind::Figures => ui.t("service-evidence-figures"),
        EvidenceKind::Test => ui.t("service-evidence-test"),
    }
}

/// What one is called; its number where its words are hidden.
pub fn title(ui: &Ui, service: &ServiceDetail) -> Markup {
    match &service.text {
        Some(text) => html! { span.words { (ui.words(&text.title)) } },
        None => html! { (number(ui, &service.id)) },
    }
}

/// The same without markup.
pub fn plain_title(ui: &Ui, service: &ServiceDetail) -> String {
    match &service.text {
        Some(text) => ui.plain(&text.title),
        None => number(ui, &service.id),
    }
}

/// Where one stands.
pub fn standing(ui: &Ui, standing: ServiceStanding) -> String {
    match standing {
        ServiceStanding::Developed => ui.t("service-stands-developed"),
        ServiceStanding::Running => ui.t("service-stands-running"),
        ServiceStanding::Retired => ui.t("service-stands-retired"),
    }
}

/// The same as badges, with its newest version; `today` tells whether a milestone is late.
pub fn badges(ui: &Ui, service: &ServiceDetail, today: &str) -> Markup {
    let tone = match service.standing {
        ServiceStanding::Developed => Tone::Active,
        ServiceStanding::Running => Tone::Good,
        ServiceStanding::Retired => Tone::Plain,
    };
    html! {
        p.badges {
            (badge(tone, &standing(ui, service.standing))) " "
            @if service.versions > 0 { (badge(Tone::Plain, &version(ui, service.versions))) " " }
            @if is_late(service, today) { (badge(Tone::Bad, &ui.t("service-late"))) }
        }
    }
}

/// Whether the milestone that is due next is past its day.
pub fn is_late(service: &ServiceDetail, today: &str) -> bool {
    let open = service.standing != ServiceStanding::Retired;
    open && service.due.as_deref().is_some_and(|due| due < today)
}

/// A version by its number.
pub fn version(ui: &Ui, number: u64) -> String {
    ui.tf(
        "service-version-number",
        &[("number", ui.number(number).into())],
    )
}

/// What a change rests on, each with its page.
pub fn cited(ui: &Ui, programme: &str, cited: &[PointsTo]) -> Markup {
    html! {
        @for (place, one) in cited.iter().enumerate() {
            @if place > 0 { ", " }
            @let (path, name) = match one {
                PointsTo::Voice(id) => (voices::voice(programme, id), voice_name(ui, id)),
                PointsTo::Need(id) => (needs::need(programme, id), need_number(ui, id)),
                PointsTo::Proposal(id) => (proposals::proposal(programme, id), ui.tf("proposal-number", &[("id", id.as_str().into())])),
            };
            a href=(ui.href(&path)) { (name) }
        }
    }
}

/// What shows something, each where it can be looked at.
pub fn shown_by(ui: &Ui, evidence: &[Pointer]) -> Markup {
    html! {
        @for (place, one) in evidence.iter().enumerate() {
            @if place > 0 { ", " }
            @match one {
                Pointer::Entry(entry) => (entry_link(ui, *entry)),
                Pointer::Address(address) => a href=(address) rel="noopener nofollow" { (address) },
            }
        }
    }
}

/// Which service a voice speaks of, and which version of it.
pub fn spoken_of(ui: &Ui, programme: &str, of: &SpokenOf) -> Markup {
    html! {
        a href=(ui.href(&links::one(programme, &of.id))) { (number(ui, &of.id)) }
        @if let Some(number) = of.version { ", " (version(ui, number.into())) }
    }
}

/// `voice 3, need 1` or `voice/3 need/1`: what a change rests on. `None` where a part is none of these.
pub fn read_cited(typed: &str) -> Option<Vec<PointsTo>> {
    let written = typed.replace('/', " ");
    let mut parts = written
        .split([' ', ',', '\n'])
        .filter(|part| !part.is_empty());
    let mut cited = Vec::new();
    while let Some(what) = parts.next() {
        let id = parts.next()?.to_owned();
        cited.push(match what {
            "voice" => PointsTo::Voice(id),
            "need" => PointsTo::Need(id),
            "proposal" => PointsTo::Proposal(id),
            _ => return None,
        });
    }
    Some(cited)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_change_rests_on_is_read_as_people_write_it() {
        let voice = |id: &str| PointsTo::Voice(id.to_owned());
        let need = PointsTo::Need("1".to_owned());
        for typed in ["voice 3, need 1", "voice/3 need/1", " voice 3\nneed 1 "] {
            assert_eq!(
                read_cited(typed),
                Some(vec![voice("3"), need.clone()]),
                "{typed}"
            );
        }
        assert_eq!(read_cited(""), Some(Vec::new()));
        for bad in ["voice", "3", "answer 3", "voice 3, 4"] {
            assert_eq!(read_cited(bad), None, "{bad}");
        }
    }
}
