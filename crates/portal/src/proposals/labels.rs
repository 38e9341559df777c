//! What proposals and where they stand are called.

use std::collections::BTreeMap;

use madang_programme::proposals::ProposerKind;
use maud::{Markup, html};

use crate::frame::form::Field;
use crate::frame::parts::{Tone, absent, badge};
use crate::frame::picking::Things;
use crate::frame::ui::Ui;
use crate::model::{ProgrammeDetail, ProposalDetail, ProposalOrder, ProposalState};
use crate::programmes::labels::group_name;
use crate::proposals::links;

/// Only those that stand there.
pub const STATE: Field = Field::new("state", "proposal-state");

/// Where a proposal stands.
pub fn proposal_state(ui: &Ui, state: ProposalState) -> String {
    match state {
        ProposalState::Submitted => ui.t("proposal-state-submitted"),
        ProposalState::Candidate => ui.t("proposal-state-candidate"),
        ProposalState::Selected => ui.t("proposal-state-selected"),
        ProposalState::NotSelected => ui.t("proposal-state-not-selected"),
        ProposalState::Withdrawn => ui.t("proposal-state-withdrawn"),
        ProposalState::Merged => ui.t("proposal-state-merged"),
        ProposalState::Split => ui.t("proposal-state-split"),
    }
}

/// The badge's tone for where a proposal stands.
pub fn proposal_tone(state: ProposalState) -> Tone {
    match state {
        ProposalState::Submitted
        | ProposalState::NotSelected
        | ProposalState::Withdrawn
        | ProposalState::Merged
        | ProposalState::Split => Tone::Plain,
        ProposalState::Candidate => Tone::Active,
        ProposalState::Selected => Tone::Good,
    }
}

/// The orders of a list of proposals: name in addresses, order.
pub const ORDERS: [(&str, ProposalOrder); 5] = [
    ("relevance", ProposalOrder::Relevance),
    ("submitted", ProposalOrder::Submitted),
    ("newest", ProposalOrder::Newest),
    ("cost_descending", ProposalOrder::CostDescending),
    ("cost_ascending", ProposalOrder::CostAscending),
];

/// An order's name for people.
pub fn order(ui: &Ui, order: ProposalOrder) -> String {
    match order {
        ProposalOrder::Relevance => ui.t("proposal-order-relevance"),
        ProposalOrder::Submitted => ui.t("proposal-order-submitted"),
        ProposalOrder::Newest => ui.t("proposal-order-newest"),
        ProposalOrder::CostDescending => ui.t("proposal-order-cost-descending"),
        ProposalOrder::CostAscending => ui.t("proposal-order-cost-ascending"),
    }
}

/// What kind of proposer a proposal comes from.
pub fn proposer_kind(ui: &Ui, kind: ProposerKind) -> String {
    match kind {
        ProposerKind::Ministry => ui.t("proposal-proposer-ministry"),
        ProposerKind::Municipality => ui.t("proposal-proposer-municipality"),
        ProposerKind::PublicAgency => ui.t("proposal-proposer-public-agency"),
        ProposerKind::Citizen => ui.t("proposal-proposer-citizen"),
        ProposerKind::CitizenGroup => ui.t("proposal-proposer-citizen-group"),
        ProposerKind::BusinessAssociation => ui.t("proposal-proposer-business-association"),
    }
}

/// What a proposal costs, where somebody said it.
pub fn cost(ui: &Ui, currency: &str, cost: Option<u64>) -> Markup {
    html! {
        @match cost {
            Some(cost) => (ui.money_spoken(cost, currency)),
            None => (absent(ui, "proposal-cost-not-stated")),
        }
    }
}

/// A proposal's title without markup; its identifier where its words are hidden.
pub fn plain_title(ui: &Ui, proposal: &ProposalDetail) -> String {
    match &proposal.text {
        Some(text) => ui.plain(&text.title),
        None => ui.tf(
            "proposal-untitled",
            &[("id", proposal.facts.id.as_str().into())],
        ),
    }
}

/// A proposal's title; its identifier where its words are hidden.
pub fn proposal_title(ui: &Ui, proposal: &ProposalDetail) -> Markup {
    match &proposal.text {
        Some(text) => html! { span.words { (ui.words(&text.title)) } },
        None => {
            html! { (ui.tf("proposal-untitled", &[("id", proposal.facts.id.as_str().into())])) }
        }
    }
}

/// Proposals that are chosen from a list.
pub const PICKED: Things = Things {
    tick: Field::new("tick", "proposals"),
    elsewhere: Field::for_programs("proposals"),
    found: "proposals-found",
    found_more: "proposals-found-more",
    none: "proposals-pick-none",
    nothing: "proposals-pick-tick",
    unknown: "proposals-pick-unknown",
};

/// A proposal with a box to tick.
pub fn tick(ui: &Ui, proposal: &ProposalDetail, checked: bool) -> Markup {
    let facts = &proposal.facts;
    let id = format!("tick-{}", facts.id);
    html! {
        label.choice for=(id) {
            input id=(id) type="checkbox" name=(PICKED.tick.name) value=(facts.id) checked[checked];
            span {
                strong { (ui.tf("proposal-number", &[("id", facts.id.as_str().into())])) } " "
                @if proposal.text.is_some() { (proposal_title(ui, proposal)) } @else { span.muted { (ui.t("words-hidden")) } }
                " " (badge(proposal_tone(proposal.state), &proposal_state(ui, proposal.state)))
            }
        }
    }
}

/// Links to proposals, by number.
pub fn proposal_links(ui: &Ui, programme: &str, ids: &[String]) -> Markup {
    html! {
        @for (place, id) in ids.iter().enumerate() {
            @if place > 0 { ", " }
            a href=(ui.href(&links::proposal(programme, id))) { (ui.tf("proposal-number", &[("id", id.as_str().into())])) }
        }
    }
}

/// State and group of a proposal. What the last decided vote said of it stays when a later one opens or is called off, or
/// the proposal is withdrawn: `decided` says that it was a candidate of that.
pub fn badges(
    ui: &Ui,
    programme: &ProgrammeDetail,
    proposal: &ProposalDetail,
    decided: bool,
) -> Markup {
    let lost = decided
        && match proposal.state {
            ProposalState::Candidate
            | ProposalState::Withdrawn
            | ProposalState::Merged
            | ProposalState::Split => true,
            ProposalState::Submitted | ProposalState::Selected | ProposalState::NotSelected => {
                false
            }
        };
    html! {
        p.badges {
            @if lost { (badge(Tone::Plain, &proposal_state(ui, ProposalState::NotSelected))) }
            (badge(proposal_tone(proposal.state), &proposal_state(ui, proposal.state)))
            @if let Some(group) = &proposal.facts.group { span.badge { (group_name(ui, programme, group)) } }
        }
    }
}

/// How many endorse something.
pub fn endorsed(ui: &Ui, number: u64) -> String {
    ui.count("proposal-endorsed-count", number)
}

/// The same of a proposal, with how many of them endorsed another version than the one that stands: “31, of which 24 on version 1”.
pub fn endorsed_by_version(ui: &Ui, versions: &BTreeMap<u32, u64>, stands: u32) -> String {
    let all = endorsed(ui, versions.values().sum());
    let others = versions.iter().filter(|(version, _)| **version != stands);
    let on = others.map(|(version, number)| {
        ui.tf(
            "proposal-endorsed-on",
            &[
                ("number", ui.number(*number).into()),
                ("version", ui.number((*version).into()).into()),
            ],
        )
    });
    let on: Vec<String> = on.collect();
    match on.is_empty() {
        true => all,
        false => ui.tf(
            "proposal-endorsed-of-which",
            &[("all", all.into()), ("versions", on.join(", ").into())],
        ),
    }
}
