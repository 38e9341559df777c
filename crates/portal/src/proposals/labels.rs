//! What proposals and where they stand are called.

use madang_programme::proposals::ProposerKind;
use maud::{Markup, html};

use crate::frame::parts::{Tone, badge};
use crate::frame::ui::Ui;
use crate::model::{ProgrammeDetail, ProposalDetail, ProposalOrder, ProposalState};
use crate::programmes::labels::group_name;

/// Where a proposal stands.
pub fn proposal_state(ui: &Ui, state: ProposalState) -> String {
    match state {
        ProposalState::Submitted => ui.t("proposal-state-submitted"),
        ProposalState::Candidate => ui.t("proposal-state-candidate"),
        ProposalState::Selected => ui.t("proposal-state-selected"),
        ProposalState::NotSelected => ui.t("proposal-state-not-selected"),
        ProposalState::Withdrawn => ui.t("proposal-state-withdrawn"),
    }
}

/// The badge's tone for where a proposal stands.
pub fn proposal_tone(state: ProposalState) -> Tone {
    match state {
        ProposalState::Submitted | ProposalState::NotSelected | ProposalState::Withdrawn => {
            Tone::Plain
        }
        ProposalState::Candidate => Tone::Active,
        ProposalState::Selected => Tone::Good,
    }
}

/// The orders of a list of proposals: name in addresses, order.
pub const ORDERS: [(&str, ProposalOrder); 4] = [
    ("relevance", ProposalOrder::Relevance),
    ("submitted", ProposalOrder::Submitted),
    ("cost_descending", ProposalOrder::CostDescending),
    ("cost_ascending", ProposalOrder::CostAscending),
];

/// An order's name for people.
pub fn order(ui: &Ui, order: ProposalOrder) -> String {
    match order {
        ProposalOrder::Relevance => ui.t("proposal-order-relevance"),
        ProposalOrder::Submitted => ui.t("proposal-order-submitted"),
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

/// A proposal's title; its identifier where its words are hidden.
pub fn proposal_title(ui: &Ui, proposal: &ProposalDetail) -> Markup {
    match &proposal.text {
        Some(text) => html! { span.words { (ui.words(&text.title)) } },
        None => {
            html! { (ui.tf("proposal-untitled", &[("id", proposal.facts.id.as_str().into())])) }
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
            ProposalState::Candidate | ProposalState::Withdrawn => true,
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
