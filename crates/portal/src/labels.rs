//! The names, in the visitor's language, of what the record names by a code.

use madang_programme::event::commitment::ReviewStage;
use madang_programme::event::organisation::{BodyKind, MemberClass};
use madang_programme::event::vote::BallotType;

use crate::model::{ProposalOrder, ProposalState, Stage};
use crate::parts::Tone;
use crate::ui::Ui;

/// The steps of the whole loop, in order.
pub fn loop_steps(ui: &Ui) -> [String; 8] {
    [
        ui.t("loop-voices"),
        ui.t("loop-needs"),
        ui.t("loop-proposals"),
        ui.t("loop-consultation"),
        ui.t("loop-selection"),
        ui.t("loop-development"),
        ui.t("loop-service"),
        ui.t("loop-assessment"),
    ]
}

/// A stage as a step.
pub fn stage(ui: &Ui, stage: Stage) -> String {
    match stage {
        Stage::Proposals => ui.t("stage-proposals"),
        Stage::Vote => ui.t("stage-vote"),
        Stage::Counting => ui.t("stage-counting"),
        Stage::Selection => ui.t("stage-selection"),
    }
}

/// A stage as what is going on now.
pub fn stage_now(ui: &Ui, stage: Stage) -> String {
    match stage {
        Stage::Proposals => ui.t("stage-now-proposals"),
        Stage::Vote => ui.t("stage-now-vote"),
        Stage::Counting => ui.t("stage-now-counting"),
        Stage::Selection => ui.t("stage-now-selection"),
    }
}

/// Where a proposal stands.
pub fn proposal_state(ui: &Ui, state: ProposalState) -> String {
    match state {
        ProposalState::Submitted => ui.t("state-submitted"),
        ProposalState::Candidate => ui.t("state-candidate"),
        ProposalState::Selected => ui.t("state-selected"),
        ProposalState::NotSelected => ui.t("state-not-selected"),
        ProposalState::Withdrawn => ui.t("state-withdrawn"),
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
pub const ORDERS: [(&str, ProposalOrder); 3] = [
    ("submitted", ProposalOrder::Submitted),
    ("cost_descending", ProposalOrder::CostDescending),
    ("cost_ascending", ProposalOrder::CostAscending),
];

/// An order's name for people.
pub fn order(ui: &Ui, order: ProposalOrder) -> String {
    match order {
        ProposalOrder::Submitted => ui.t("order-submitted"),
        ProposalOrder::CostDescending => ui.t("order-cost-descending"),
        ProposalOrder::CostAscending => ui.t("order-cost-ascending"),
    }
}

/// A kind of body of people.
pub fn body_kind(ui: &Ui, kind: BodyKind) -> String {
    match kind {
        BodyKind::AdvisoryCommittee => ui.t("body-advisory-committee"),
        BodyKind::ExpertPanel => ui.t("body-expert-panel"),
        BodyKind::TaskForce => ui.t("body-task-force"),
    }
}

/// What a member is there as.
pub fn member_class(ui: &Ui, class: MemberClass) -> String {
    match class {
        MemberClass::Official => ui.t("member-official"),
        MemberClass::Expert => ui.t("member-expert"),
        MemberClass::Designer => ui.t("member-designer"),
        MemberClass::Citizen => ui.t("member-citizen"),
    }
}

/// What a ballot says.
pub fn ballot_type(ui: &Ui, ballot_type: BallotType) -> String {
    match ballot_type {
        BallotType::Approval => ui.t("ballot-approval"),
        BallotType::Cumulative => ui.t("ballot-cumulative"),
        BallotType::Scoring => ui.t("ballot-scoring"),
        BallotType::Ordinal => ui.t("ballot-ordinal"),
    }
}

/// When a review was made.
pub fn review_stage(ui: &Ui, stage: ReviewStage) -> String {
    match stage {
        ReviewStage::Midterm => ui.t("review-midterm"),
        ReviewStage::EndOfTerm => ui.t("review-end-of-term"),
        ReviewStage::Other => ui.t("review-other"),
    }
}

const KINDS: &[(&str, &str)] = &[
    ("log.created/1", "kind-log-created"),
    ("log.key_rotated/1", "kind-log-key-rotated"),
    ("log.database_accepted/1", "kind-log-database-accepted"),
    ("content.restricted/1", "kind-content-restricted"),
    ("content.released/1", "kind-content-released"),
    ("content.erased/1", "kind-content-erased"),
    ("action_plan.recorded/1", "kind-action-plan-recorded"),
    ("commitment.recorded/1", "kind-commitment-recorded"),
    ("commitment.corrected/1", "kind-commitment-corrected"),
    ("milestone.recorded/1", "kind-milestone-recorded"),
    ("review.recorded/1", "kind-review-recorded"),
    ("programme.created/1", "kind-programme-created"),
    ("group.defined/1", "kind-group-defined"),
    ("audience.defined/1", "kind-audience-defined"),
    ("body.established/1", "kind-body-established"),
    ("body.member_appointed/1", "kind-body-member-appointed"),
    ("body.member_left/1", "kind-body-member-left"),
    ("proposal.submitted/1", "kind-proposal-submitted"),
    ("proposal.withdrawn/1", "kind-proposal-withdrawn"),
    ("selection_rule.fixed/1", "kind-selection-rule-fixed"),
    ("vote.opened/1", "kind-vote-opened"),
    ("ballot.cast/1", "kind-ballot-cast"),
    ("scores.submitted/1", "kind-scores-submitted"),
    ("vote.closed/1", "kind-vote-closed"),
    ("ballots.opened/1", "kind-ballots-opened"),
    ("vote.cancelled/1", "kind-vote-cancelled"),
    ("selection.published/1", "kind-selection-published"),
];

/// What an entry of a kind says happened; the kind itself where it is not known here.
pub fn kind(ui: &Ui, kind: &str) -> String {
    KINDS
        .iter()
        .find(|(name, _)| *name == kind)
        .map_or_else(|| kind.to_owned(), |(_, key)| ui.t(key))
}

const INDICATORS: [(&str, &str); 20] = [
    ("specificity", "indicator-specificity"),
    ("verifiable", "indicator-verifiable"),
    ("relevant", "indicator-relevant"),
    (
        "relevance.access_to_information",
        "indicator-relevance-information",
    ),
    (
        "relevance.civic_participation",
        "indicator-relevance-participation",
    ),
    (
        "relevance.public_accountability",
        "indicator-relevance-accountability",
    ),
    ("relevance.technology", "indicator-relevance-technology"),
    ("ambition", "indicator-ambition"),
    ("potential_impact", "indicator-potential-impact"),
    ("completion", "indicator-completion"),
    ("completion_midterm", "indicator-completion-midterm"),
    ("completion_end_of_term", "indicator-completion-end-of-term"),
    ("early_results", "indicator-early-results"),
    ("did_it_open_government", "indicator-opened"),
    (
        "did_it_open_government.access_to_information",
        "indicator-opened-information",
    ),
    (
        "did_it_open_government.civic_participation",
        "indicator-opened-participation",
    ),
    (
        "did_it_open_government.public_accountability",
        "indicator-opened-accountability",
    ),
    ("starred", "indicator-starred"),
    ("carried_forward", "indicator-carried-forward"),
    ("report", "indicator-report"),
];

/// An indicator of a review; its code where it is not known here.
pub fn indicator(ui: &Ui, field: &str) -> String {
    INDICATORS
        .iter()
        .find(|(name, _)| *name == field)
        .map_or_else(|| field.to_owned(), |(_, key)| ui.t(key))
}

const VALUES: [(&str, &str); 25] = [
    ("Yes", "value-yes"),
    ("No", "value-no"),
    ("None", "value-none"),
    ("Low", "value-low"),
    ("Medium", "value-medium"),
    ("High", "value-high"),
    ("Minor", "value-minor"),
    ("Moderate", "value-moderate"),
    ("Modest", "value-modest"),
    ("Transformative", "value-transformative"),
    ("Not started", "value-not-started"),
    ("Limited", "value-limited"),
    ("Substantial", "value-substantial"),
    ("Complete", "value-complete"),
    ("Withdrawn", "value-withdrawn"),
    ("Unclear", "value-unclear"),
    ("Worsened", "value-worsened"),
    ("Did Not Change", "value-did-not-change"),
    ("Marginal", "value-marginal"),
    ("Major", "value-major"),
    ("Outstanding", "value-outstanding"),
    ("Significant", "value-significant"),
    ("ND", "value-nd"),
    ("NR", "value-nr"),
    ("NA", "value-na"),
];

/// What a label of the OGP's code lists means, in the visitor's language; `None` for other text.
pub fn value(ui: &Ui, label: &str) -> Option<String> {
    VALUES
        .iter()
        .find(|(name, _)| *name == label)
        .map(|(_, key)| ui.t(key))
}

/// A country by its code.
pub fn country(ui: &Ui, code: &str) -> String {
    match code {
        "KR" => ui.t("country-kr"),
        _ => code.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Lang;
    use madang_programme::Event;

    #[test]
    fn every_kind_of_entry_has_a_name() {
        let ui = Ui::new(Lang::En, "/", Default::default());
        for known in Event::kinds() {
            assert_ne!(kind(&ui, known.name), known.name);
        }
    }
}
