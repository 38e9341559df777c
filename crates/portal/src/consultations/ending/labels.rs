//! What the parts of an ending are called.

use madang_programme::consultations::{OpenDuty, Part, WaiverGround};

use crate::consultations::links::{self, EndingAct, Way};
use crate::frame::ui::Ui;
use crate::voices::links as voices;

/// Something that a consultation owes.
pub fn part(ui: &Ui, part: Part) -> String {
    crate::openness::labels::duty(ui, part.duty())
}

/// On which ground something is waived.
pub fn ground(ui: &Ui, ground: WaiverGround) -> String {
    match ground {
        WaiverGround::Law => ui.t("ending-ground-law"),
        WaiverGround::Emergency => ui.t("ending-ground-emergency"),
        WaiverGround::Technical => ui.t("ending-ground-technical"),
        WaiverGround::Other => ui.t("ending-ground-other"),
    }
}

/// What is done at the end.
pub fn act(ui: &Ui, act: EndingAct) -> String {
    match act {
        EndingAct::Close => ui.t("ending-act-close"),
        EndingAct::Waive => ui.t("ending-act-waive"),
        EndingAct::Assess => ui.t("ending-act-assess"),
    }
}

/// What is open still, and where it is done.
pub fn open(ui: &Ui, programme: &str, id: &str, open: &OpenDuty) -> (String, String) {
    let of = |way| links::act(programme, id, way);
    match open {
        OpenDuty::NotEnded => (ui.t("ending-open-not-ended"), links::one(programme, id)),
        OpenDuty::NotHeld => (ui.t("consultation-way-held"), of(Way::Held)),
        OpenDuty::Missing(Part::Agenda) => (
            ui.t("ending-open-agenda"),
            links::ending(programme, id, EndingAct::Waive),
        ),
        OpenDuty::Missing(Part::Attendance) => {
            (ui.t("consultation-way-attendance"), of(Way::Attendance))
        }
        OpenDuty::Missing(Part::Minutes) => {
            (ui.t("ending-open-minutes"), links::minutes(programme, id))
        }
        OpenDuty::Missing(Part::Outcomes) => (ui.t("consultation-way-outcome"), of(Way::Outcome)),
        OpenDuty::Correction(entry) => {
            (ui.t("minutes-settle"), links::settle(programme, id, *entry))
        }
        OpenDuty::Voices(first, number) => (
            ui.count("ending-open-voices", *number),
            voices::voice(programme, first),
        ),
    }
}
