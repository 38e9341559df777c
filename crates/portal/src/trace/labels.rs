//! How things grew out of each other, in words.

use madang_programme::trace::{How, Way};

use crate::frame::ui::Ui;

/// How a thing leads to others, said of these.
pub fn how(ui: &Ui, how: How, way: Way) -> String {
    match (how, way) {
        (How::Answers, Way::Back) => ui.t("trace-answers-back"),
        (How::Answers, Way::Forward) => ui.t("trace-answers-forward"),
        (How::CarriesOn, Way::Back) => ui.t("trace-carries-back"),
        (How::CarriesOn, Way::Forward) => ui.t("trace-carries-forward"),
        (How::Groups, Way::Back) => ui.t("trace-groups-back"),
        (How::Groups, Way::Forward) => ui.t("trace-groups-forward"),
        (How::PartOf, Way::Back) => ui.t("trace-part-back"),
        (How::PartOf, Way::Forward) => ui.t("trace-part-forward"),
        (How::TakesUp, Way::Back) => ui.t("trace-takes-back"),
        (How::TakesUp, Way::Forward) => ui.t("trace-takes-forward"),
        (How::Meets, Way::Back) => ui.t("trace-meets-back"),
        (How::Meets, Way::Forward) => ui.t("trace-meets-forward"),
        (How::GrowsFrom, Way::Back) => ui.t("trace-grows-back"),
        (How::GrowsFrom, Way::Forward) => ui.t("trace-grows-forward"),
        (How::Selects, Way::Back) => ui.t("trace-selects-back"),
        (How::Selects, Way::Forward) => ui.t("trace-selects-forward"),
        (How::PassesOver, Way::Back) => ui.t("trace-passes-back"),
        (How::PassesOver, Way::Forward) => ui.t("trace-passes-forward"),
        (How::AnswersVoice, Way::Back) => ui.t("trace-voice-back"),
        (How::AnswersVoice, Way::Forward) => ui.t("trace-voice-forward"),
        (How::Develops, Way::Back) => ui.t("trace-develops-back"),
        (How::Develops, Way::Forward) => ui.t("trace-develops-forward"),
        (How::VersionOf, Way::Back) => ui.t("trace-version-back"),
        (How::VersionOf, Way::Forward) => ui.t("trace-version-forward"),
        (How::RestsOn, Way::Back) => ui.t("trace-rests-back"),
        (How::RestsOn, Way::Forward) => ui.t("trace-rests-forward"),
        (How::SpeaksOf, Way::Back) => ui.t("trace-speaks-back"),
        (How::SpeaksOf, Way::Forward) => ui.t("trace-speaks-forward"),
    }
}
