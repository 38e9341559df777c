//! How things grew out of each other, in words.

use madang_programme::trace::{How, Way};

use crate::frame::ui::Ui;

/// How a thing leads to others, said of these.
pub fn how(ui: &Ui, how: How, way: Way) -> String {
    match (how, way) {
        (How::Groups, Way::Back) => ui.t("trace-groups-back"),
        (How::Groups, Way::Forward) => ui.t("trace-groups-forward"),
        (How::PartOf, Way::Back) => ui.t("trace-part-back"),
        (How::PartOf, Way::Forward) => ui.t("trace-part-forward"),
        (How::TakesUp, Way::Back) => ui.t("trace-takes-back"),
        (How::TakesUp, Way::Forward) => ui.t("trace-takes-forward"),
        (How::Selects, Way::Back) => ui.t("trace-selects-back"),
        (How::Selects, Way::Forward) => ui.t("trace-selects-forward"),
    }
}
