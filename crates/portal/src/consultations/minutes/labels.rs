//! What parts of minutes are called, and how a correction was settled.

use madang_programme::consultations::{MinutesPart, Verdict};
use maud::Markup;

use crate::consultations::links::MinutesAct;
use crate::frame::parts::{Tone, badge};
use crate::frame::ui::Ui;

/// A part of minutes.
pub fn part(ui: &Ui, part: MinutesPart) -> String {
    match part {
        MinutesPart::Name => ui.t("minutes-name"),
        MinutesPart::Host => ui.t("minutes-host"),
        MinutesPart::TimeAndPlace => ui.t("minutes-time-and-place"),
        MinutesPart::Attendees => ui.t("minutes-attendees"),
        MinutesPart::Order => ui.t("minutes-order"),
        MinutesPart::Items => ui.t("minutes-items"),
        MinutesPart::Remarks => ui.t("minutes-remarks"),
        MinutesPart::Decisions => ui.t("minutes-decisions"),
        MinutesPart::Votes => ui.t("minutes-votes"),
    }
}

/// How a correction was settled.
pub fn verdict(ui: &Ui, verdict: Verdict) -> String {
    match verdict {
        Verdict::Accepted => ui.t("minutes-accepted"),
        Verdict::Declined => ui.t("minutes-declined"),
    }
}

/// The same as a badge; of one that nobody settled yet too.
pub fn settled(ui: &Ui, settled: Option<Verdict>) -> Markup {
    match settled {
        Some(Verdict::Accepted) => badge(Tone::Good, &ui.t("minutes-accepted")),
        Some(Verdict::Declined) => badge(Tone::Plain, &ui.t("minutes-declined")),
        None => badge(Tone::Active, &ui.t("minutes-not-settled")),
    }
}

/// What is done with minutes.
pub fn act(ui: &Ui, act: MinutesAct) -> String {
    match act {
        MinutesAct::Draft => ui.t("minutes-act-draft"),
        MinutesAct::Ask => ui.t("minutes-act-ask"),
        MinutesAct::Approve => ui.t("minutes-act-approve"),
        MinutesAct::Correct => ui.t("minutes-act-correct"),
    }
}
