//! What ballots, parts of rules and reasons are called.

use madang_programme::event::vote::BallotType;

use crate::frame::ui::Ui;

/// What a ballot says.
pub fn ballot_type(ui: &Ui, ballot_type: BallotType) -> String {
    match ballot_type {
        BallotType::Approval => ui.t("vote-ballot-approval"),
        BallotType::Cumulative => ui.t("vote-ballot-cumulative"),
        BallotType::Scoring => ui.t("vote-ballot-scoring"),
        BallotType::Ordinal => ui.t("vote-ballot-ordinal"),
    }
}
