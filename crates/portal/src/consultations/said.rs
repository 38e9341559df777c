//! What entries about consultations say, in words.

use madang_programme::consultations::{
    AttendanceNamed, CancellationReason, ConsultationText, Event, NAMED, OutcomeText, Plan, REASON,
};
use madang_programme::contents::TEXT;
use maud::html;

use crate::consultations::{labels, page};
use crate::frame::said::{Beside, Line, Reading, said, words};
use crate::frame::ui::Ui;
use crate::model::read_body;

/// The lines of an entry.
pub fn lines(ui: &Ui, event: &Event, reading: &Reading<'_>) -> Vec<Line> {
    let announced = |plan: &Plan| {
        let text = read_body::<ConsultationText>(reading.detail, TEXT);
        let (title, description) = match text {
            Some(text) => (Some(text.title), Some(text.description)),
            None => (None, None),
        };
        let mut lines = vec![
            words(ui, "consultation-title", title),
            words(ui, "consultation-description", description),
        ];
        lines.extend(planned(ui, plan, reading.zone()));
        lines
    };
    match event {
        Event::ConsultationAnnounced(facts) => announced(&facts.plan),
        Event::ConsultationChanged(facts) => announced(&facts.plan),
        Event::ConsultationCancelled(_) => {
            let reason = read_body::<CancellationReason>(reading.detail, REASON);
            vec![words(
                ui,
                "consultation-reason",
                reason.map(|reason| reason.reason),
            )]
        }
        Event::RegistrationMade(facts) => {
            let stands = labels::registers(ui, facts.standing);
            vec![(ui.t("consultation-registration"), html! { (stands) })]
        }
        // Who it is stands beside, for whoever may read it.
        Event::RegistrationCancelled(_) | Event::RegistrationPromoted(_) => vec![],
        Event::CheckedIn(facts) => {
            let how = labels::came_by(ui, facts.how);
            vec![(ui.t("consultation-came-by"), html! { (how) })]
        }
        Event::AgendaPublished(facts) => {
            vec![(ui.t("consultation-agenda"), page::agenda(ui, facts))]
        }
        Event::ConsultationHeld(facts) => {
            let zone = reading.zone();
            let times =
                html! { (ui.time(&facts.began_at, zone)) " – " (ui.time(&facts.ended_at, zone)) };
            vec![(ui.t("consultation-held"), times)]
        }
        Event::AttendancePublished(facts) => {
            let named = read_body::<AttendanceNamed>(reading.detail, NAMED);
            let attendance = page::attendance(ui, reading.programme, facts, named.as_ref());
            vec![(ui.t("consultation-attendance"), attendance)]
        }
        Event::OutcomeRecorded(facts) => {
            let text = read_body::<OutcomeText>(reading.detail, TEXT);
            let points = page::points(ui, &facts.programme, &facts.points_to);
            vec![
                words(ui, "consultation-outcome", text.map(|text| text.text)),
                (ui.t("consultation-points-to"), points),
            ]
        }
        Event::SummaryPublished(_) => {
            let text = read_body::<OutcomeText>(reading.detail, TEXT);
            vec![words(
                ui,
                "consultation-summary",
                text.map(|text| text.text),
            )]
        }
    }
}

/// What is announced, line by line.
pub fn planned(ui: &Ui, plan: &Plan, zone: &str) -> Vec<Line> {
    let mut lines = vec![
        (
            ui.t("consultation-when-held"),
            labels::times(ui, plan, zone),
        ),
        (
            ui.t("consultation-mode"),
            html! { (labels::kind(ui, plan.kind)) ", " (labels::mode(ui, plan.mode)) },
        ),
    ];
    if let Some(place) = &plan.place {
        lines.push(said(ui, "consultation-place", place));
    }
    if let Some(url) = &plan.url {
        let link = html! { a href=(url) rel="nofollow" { (url) } };
        lines.push((ui.t("consultation-url"), link));
    }
    lines.push(said(ui, "consultation-question", &plan.question));
    if !plan.options.is_empty() {
        let options =
            html! { ul { @for option in &plan.options { li.words { (ui.words(option)) } } } };
        lines.push((ui.t("consultation-options"), options));
    }
    let decision = match &plan.decision_at {
        Some(at) => html! { (ui.time(at, zone)) },
        None => html! { (ui.t("consultation-decides-nothing")) },
    };
    lines.push((ui.t("consultation-decision"), decision));
    let promised = html! { (labels::promised(ui, plan.promised)) };
    lines.push((ui.t("consultation-promised"), promised));
    let who = html! {
        (labels::invitation(ui, plan.invitation))
        @if let Some(criterion) = &plan.criterion { ": " span.words { (ui.words(criterion)) } }
    };
    lines.push((ui.t("consultation-who"), who));
    if let Some(registration) = &plan.registration {
        let registration = html! {
            (ui.time(&registration.from, zone)) " – " (ui.time(&registration.to, zone))
            @if let Some(capacity) = registration.capacity { ", " (ui.count("consultation-capacity", capacity.into())) }
        };
        lines.push((ui.t("consultation-registration"), registration));
    }
    lines.push(said(ui, "consultation-contact", &plan.contact));
    lines
}

/// What is to be read first.
pub fn beside(event: &Event) -> Beside<'_> {
    match event {
        Event::ConsultationAnnounced(_)
        | Event::ConsultationChanged(_)
        | Event::ConsultationCancelled(_)
        | Event::RegistrationMade(_)
        | Event::RegistrationCancelled(_)
        | Event::RegistrationPromoted(_)
        | Event::CheckedIn(_)
        | Event::AgendaPublished(_)
        | Event::ConsultationHeld(_)
        | Event::AttendancePublished(_)
        | Event::OutcomeRecorded(_)
        | Event::SummaryPublished(_) => Beside::Nothing,
    }
}
