//! What entries about designs say, in words.

use madang_programme::answers::Pointer;
use madang_programme::contents::TEXT;
use madang_programme::design::{
    DesignOutputAdded, DesignPhase, DesignText, Event, OutputText, REASON, SessionText,
    VerdictReason,
};
use maud::html;

use crate::design::labels;
use crate::frame::format::partial_date;
use crate::frame::said::{Beside, Line, Reading, words};
use crate::frame::ui::Ui;
use crate::model::read_body;
use crate::proposals::labels::proposal_links;
use crate::services::labels::{cited, shown_by};

/// The lines of an entry.
pub fn lines(ui: &Ui, event: &Event, reading: &Reading<'_>) -> Vec<Line> {
    let phase = |of: DesignPhase| (ui.t("design-phase"), html! { (labels::phase(ui, of)) });
    match event {
        Event::DesignProcessFixed(facts) => {
            let text = read_body::<DesignText>(reading.detail, TEXT);
            let description = text.as_ref().and_then(|text| text.description.clone());
            let mut lines = vec![words(ui, "design-title", text.map(|text| text.title))];
            if description.is_some() {
                lines.push(words(ui, "design-description", description));
            }
            let process = html! { (labels::process(ui, facts.process)) };
            lines.push((ui.t("design-process"), process));
            lines.push((ui.t("design-body"), html! { (facts.body) }));
            lines.push((ui.t("design-lead"), html! { (facts.lead) }));
            if let Some(proposal) = &facts.proposal {
                let link = proposal_links(ui, &facts.programme, std::slice::from_ref(proposal));
                lines.push((ui.t("design-proposal"), link));
            }
            lines
        }
        Event::DesignPhaseStarted(facts) => vec![phase(facts.phase)],
        Event::DesignOutputAdded(facts) => output(ui, facts, reading),
        Event::DesignSessionHeld(facts) => {
            let text = read_body::<SessionText>(reading.detail, TEXT);
            let day = html! { (partial_date(ui.lang, &facts.day)) };
            let present = html! { (labels::present(ui, &facts.present)) };
            vec![
                phase(facts.phase),
                (ui.t("design-session-day"), day),
                (ui.t("design-session-present"), present),
                words(ui, "design-session-text", text.map(|text| text.text)),
            ]
        }
        Event::DesignPhaseClosed(facts) => {
            let reason = read_body::<VerdictReason>(reading.detail, REASON);
            let closed = labels::closed(ui, facts.verdict, facts.back_to);
            vec![
                phase(facts.phase),
                (ui.t("design-verdict"), html! { (closed) }),
                words(ui, "design-reason", reason.map(|reason| reason.reason)),
            ]
        }
    }
}

fn output(ui: &Ui, facts: &DesignOutputAdded, reading: &Reading<'_>) -> Vec<Line> {
    let text = read_body::<OutputText>(reading.detail, TEXT);
    let description = text.as_ref().and_then(|text| text.description.clone());
    let shown: &[Pointer] = std::slice::from_ref(&facts.shown_by);
    let mut lines = vec![
        words(ui, "design-output-title", text.map(|text| text.title)),
        (
            ui.t("design-phase"),
            html! { (labels::phase(ui, facts.phase)) },
        ),
        (
            ui.t("design-output-kind"),
            html! { (labels::output_kind(ui, facts.kind)) },
        ),
        (ui.t("design-shown-by"), shown_by(ui, shown)),
    ];
    if description.is_some() {
        lines.push(words(ui, "design-output-description", description));
    }
    if !facts.cites.is_empty() {
        let cited = cited(ui, &facts.programme, &facts.cites);
        lines.push((ui.t("design-cites"), cited));
    }
    if let Some(people) = facts.people {
        let people = html! { (ui.number(people.into())) };
        lines.push((ui.t("design-people"), people));
    }
    if !facts.figures.is_empty() {
        let figures = labels::figures(ui, &facts.figures);
        lines.push((ui.t("design-figures"), figures));
    }
    lines
}

/// What is to be read first.
pub fn beside(event: &Event) -> Beside<'_> {
    match event {
        Event::DesignProcessFixed(_)
        | Event::DesignPhaseStarted(_)
        | Event::DesignOutputAdded(_)
        | Event::DesignSessionHeld(_)
        | Event::DesignPhaseClosed(_) => Beside::Nothing,
    }
}
