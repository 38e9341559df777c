//! What entries about answers say, in words.

use madang_programme::answers::{
    AnswerGiven, AnswerReason, Disposition, Event, ProgressStep, ProgressText, REASON,
    ReexaminationReason,
};
use madang_programme::contents::TEXT;
use maud::{Markup, html};

use crate::answers::labels;
use crate::frame::format::partial_date;
use crate::frame::parts::absent;
use crate::frame::said::{Beside, Line, Reading};
use crate::frame::ui::Ui;
use crate::model::read_body;

/// The lines of an entry.
pub fn lines(ui: &Ui, event: &Event, reading: &Reading<'_>) -> Vec<Line> {
    match event {
        Event::AnswerGiven(facts) => given(ui, facts, reading),
        Event::AnswerProgress(facts) => {
            let text = read_body::<ProgressText>(reading.detail, TEXT);
            let words = match text {
                Some(text) => html! { span.words.lines { (ui.words(&text.text)) } },
                None => absent(ui, "words-hidden"),
            };
            let mut lines = vec![
                (
                    ui.t("answer-progress"),
                    html! { (labels::step(ui, &facts.step)) },
                ),
                (ui.t("answer-progress-words"), words),
            ];
            match &facts.step {
                ProgressStep::Delayed { planned_by } => lines.push(planned(ui, planned_by)),
                ProgressStep::Done { evidence } => {
                    let shown = evidence.iter().map(|pointer| labels::pointer(ui, pointer));
                    lines.push((ui.t("answer-evidence"), several(shown)));
                }
                ProgressStep::Started | ProgressStep::Dropped => {}
            }
            lines
        }
        Event::ReexaminationAsked(_) => {
            let reason = read_body::<ReexaminationReason>(reading.detail, REASON);
            let words = match reason {
                Some(reason) => html! { span.words.lines { (ui.words(&reason.reason)) } },
                None => absent(ui, "words-hidden"),
            };
            vec![(ui.t("record-said-reason"), words)]
        }
        Event::ExpertiseAsked(facts) => {
            let until = html! { (partial_date(ui.lang, &facts.until)) };
            vec![(ui.t("voice-until"), until)]
        }
    }
}

/// What is to be read first.
pub fn beside(event: &Event) -> Beside<'_> {
    match event {
        Event::AnswerGiven(_)
        | Event::AnswerProgress(_)
        | Event::ReexaminationAsked(_)
        | Event::ExpertiseAsked(_) => Beside::Nothing,
    }
}

fn given(ui: &Ui, facts: &AnswerGiven, reading: &Reading<'_>) -> Vec<Line> {
    let kind = facts.disposition.kind();
    let mut lines = vec![(
        ui.t("answer-disposition"),
        html! { (labels::disposition(ui, kind)) },
    )];
    let programme = facts.programme.as_str();
    match &facts.disposition {
        Disposition::Merged { into } => {
            let into = labels::subject(ui, programme, into);
            lines.push((ui.t("answer-into"), into));
        }
        Disposition::NotAdopted(criteria) => {
            let unmet = criteria.unmet().map(|unmet| labels::criterion(ui, unmet));
            let unmet: Vec<String> = unmet.collect();
            lines.push((ui.t("answer-unmet"), html! { (unmet.join(", ")) }));
        }
        Disposition::OutOfScope { whose } => {
            lines.push((ui.t("answer-whose"), html! { code { (whose) } }));
        }
        Disposition::AlreadyExists { reference } => {
            lines.push((ui.t("answer-exists-at"), labels::pointer(ui, reference)));
        }
        Disposition::Adopted | Disposition::AdoptedInPart => {}
    }
    match read_body::<AnswerReason>(reading.detail, REASON) {
        Some(words) => {
            let text = |text| html! { span.words.lines { (ui.words(text)) } };
            lines.push((ui.t("record-said-reason"), text(&words.reason)));
            lines.push((ui.t("answer-post"), text(&words.post)));
            let changed = words.changed.as_ref();
            lines.extend(changed.map(|changed| (ui.t("answer-changed"), text(changed))));
        }
        None => lines.push((ui.t("record-said-reason"), absent(ui, "words-hidden"))),
    }
    lines.extend(facts.planned_by.as_ref().map(|day| planned(ui, day)));
    lines
}

fn planned(ui: &Ui, day: &str) -> Line {
    let day = html! { (partial_date(ui.lang, day)) };
    (ui.t("answer-planned"), day)
}

fn several(shown: impl Iterator<Item = Markup>) -> Markup {
    html! { @for one in shown { div { (one) } } }
}
