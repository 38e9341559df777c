//! What the steps of the whole loop are called.

use crate::frame::ui::Ui;

/// The steps of the whole loop, in order.
pub fn loop_steps(ui: &Ui) -> [String; 8] {
    [
        ui.t("home-loop-voices"),
        ui.t("home-loop-needs"),
        ui.t("home-loop-proposals"),
        ui.t("home-loop-consultation"),
        ui.t("home-loop-selection"),
        ui.t("home-loop-development"),
        ui.t("home-loop-service"),
        ui.t("home-loop-assessment"),
    ]
}
