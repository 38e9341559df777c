//! Why a content was hidden, in words.

use madang_programme::content::Ground;

use crate::frame::ui::Ui;

/// On which ground a content was hidden.
pub fn ground_word(ui: &Ui, ground: Ground) -> String {
    match ground {
        Ground::PersonalData => ui.t("content-ground-personal-data"),
        Ground::ErasureRequest => ui.t("content-ground-erasure-request"),
        Ground::Unlawful => ui.t("content-ground-unlawful"),
        Ground::Order => ui.t("content-ground-order"),
        Ground::Deliberation => ui.t("content-ground-deliberation"),
        Ground::HouseRules => ui.t("content-ground-house-rules"),
        Ground::ProposerRequest => ui.t("content-ground-proposer-request"),
    }
}
