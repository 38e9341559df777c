//! What entries about voices say, in words.

use madang_programme::contents::TEXT;
use madang_programme::voices::{
    Event, QUESTION, REASON, VoiceQuestion, VoiceTransferReason, VoiceWords,
};
use maud::html;

use crate::frame::format::partial_date;
use crate::frame::said::{Beside, Line, Reading, words};
use crate::frame::ui::Ui;
use crate::model::read_body;
use crate::services::labels::spoken_of;
use crate::voices::labels::{channel, ground};

/// The lines of an entry.
pub fn lines(ui: &Ui, event: &Event, reading: &Reading<'_>) -> Vec<Line> {
    match event {
        Event::VoiceReceived(facts) => {
            let text = read_body::<VoiceWords>(reading.detail, TEXT);
            let channel = html! { (channel(ui, facts.channel)) };
            let mut lines = vec![
                words(ui, "voice-said", text.map(|text| text.text)),
                (ui.t("voice-channel"), channel),
            ];
            if let Some(service) = &facts.service {
                let service = spoken_of(ui, &facts.programme, service);
                lines.push((ui.t("voice-service"), service));
            }
            lines
        }
        Event::VoiceSupplementAsked(facts) => {
            let asked = read_body::<VoiceQuestion>(reading.detail, QUESTION);
            let until = html! { (partial_date(ui.lang, &facts.until)) };
            vec![
                words(ui, "voice-question", asked.map(|asked| asked.question)),
                (ui.t("voice-until"), until),
            ]
        }
        Event::VoiceSupplemented(_) => {
            let text = read_body::<VoiceWords>(reading.detail, TEXT);
            vec![words(ui, "voice-said", text.map(|text| text.text))]
        }
        Event::VoiceTransferred(facts) => {
            let reason = read_body::<VoiceTransferReason>(reading.detail, REASON);
            vec![
                words(ui, "record-said-reason", reason.map(|reason| reason.reason)),
                (ui.t("voice-ground"), html! { (ground(ui, facts.ground)) }),
            ]
        }
        Event::VoiceCodeRenewed(_) => vec![(
            ui.t("record-said-follows"),
            html! { (ui.t("voice-step-code-renewed-text")) },
        )],
        Event::VoiceWithdrawn(_) => vec![(
            ui.t("record-said-follows"),
            html! { (ui.t("voice-step-withdrawn-text")) },
        )],
    }
}

/// What is to be read first.
pub fn beside(event: &Event) -> Beside<'_> {
    match event {
        Event::VoiceReceived(_)
        | Event::VoiceSupplementAsked(_)
        | Event::VoiceSupplemented(_)
        | Event::VoiceTransferred(_)
        | Event::VoiceCodeRenewed(_)
        | Event::VoiceWithdrawn(_) => Beside::Nothing,
    }
}
