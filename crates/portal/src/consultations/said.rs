//! What entries about consultations say, in words.

use madang_programme::consultations::{
    AssessmentReason, AttendanceNamed, CancellationReason, CardsAccounted, CardsIssued,
    ConsultationText, Event, InfluenceAssessed, MINUTES, Minutes, MinutesCorrectionSettled, NAMED,
    OutcomeRecorded, OutcomeText, Plan, REASON, SETTLEMENT, Settlement, WaiverGranted,
    WaiverReason,
};
use madang_programme::contents::TEXT;
use maud::{Markup, html};

use crate::consultations::{ending, labels, minutes, page};
use crate::frame::format::partial_date;
use crate::frame::parts::absent;
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
        Event::CardsIssued(facts) => issued(ui, facts),
        Event::CardsAccounted(facts) => accounted(ui, facts),
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
        Event::MinutesDrafted(facts) => {
            let number = ui.number(facts.version.into());
            vec![(ui.t("minutes-draft-number"), html! { (number) })]
        }
        // What is asked for stands beside, for whoever may read it.
        Event::MinutesCorrectionAsked(facts) => {
            let part = minutes::labels::part(ui, facts.item);
            vec![(ui.t("minutes-part"), html! { (part) })]
        }
        Event::MinutesCorrectionSettled(facts) => settled(ui, facts, reading),
        Event::MinutesApproved(_) | Event::MinutesCorrected(_) => {
            vec![(ui.t("minutes-title"), minutes_of(ui, reading))]
        }
        Event::WaiverGranted(facts) => waived(ui, facts, reading),
        // That it is closed is all that it says.
        Event::ConsultationClosed(_) => vec![],
        Event::InfluenceAssessed(facts) => assessed(ui, facts, reading),
        Event::OutcomeRecorded(facts) => outcome(ui, facts, reading),
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

/// What came of one, and what that points to.
fn outcome(ui: &Ui, facts: &OutcomeRecorded, reading: &Reading<'_>) -> Vec<Line> {
    let text = read_body::<OutcomeText>(reading.detail, TEXT);
    let points = page::points(ui, &facts.programme, &facts.points_to);
    vec![
        words(ui, "consultation-outcome", text.map(|text| text.text)),
        (ui.t("consultation-points-to"), points),
    ]
}

/// How a correction of minutes was settled.
fn settled(ui: &Ui, facts: &MinutesCorrectionSettled, reading: &Reading<'_>) -> Vec<Line> {
    let said = read_body::<Settlement>(reading.detail, SETTLEMENT);
    let (asked, why) = said.map(|said| (said.asked, said.reason)).unzip();
    let verdict = minutes::labels::verdict(ui, facts.verdict);
    vec![
        (ui.t("minutes-verdict"), html! { (verdict) }),
        words(ui, "minutes-asked", asked),
        words(ui, "minutes-why", why),
    ]
}

/// What minutes say that everybody reads.
fn minutes_of(ui: &Ui, reading: &Reading<'_>) -> Markup {
    match read_body::<Minutes>(reading.detail, MINUTES) {
        Some(said) => minutes::page::whole(ui, &said, reading.zone()),
        None => absent(ui, "words-hidden"),
    }
}

/// What is waived, and why.
fn waived(ui: &Ui, facts: &WaiverGranted, reading: &Reading<'_>) -> Vec<Line> {
    let why = read_body::<WaiverReason>(reading.detail, REASON);
    let part = ending::labels::part(ui, facts.part);
    let ground = ending::labels::ground(ui, facts.ground);
    let until = partial_date(ui.lang, &facts.until);
    vec![
        (ui.t("ending-part"), html! { (part) }),
        (ui.t("ending-ground"), html! { (ground) }),
        (ui.t("ending-until"), html! { (until) }),
        words(ui, "ending-why", why.map(|why| why.reason)),
    ]
}

/// The say that people had, and why that is found.
fn assessed(ui: &Ui, facts: &InfluenceAssessed, reading: &Reading<'_>) -> Vec<Line> {
    let why = read_body::<AssessmentReason>(reading.detail, REASON);
    let level = labels::promised(ui, facts.level);
    vec![
        (ui.t("ending-level"), html! { (level) }),
        words(ui, "ending-why", why.map(|why| why.reason)),
    ]
}

fn issued(ui: &Ui, facts: &CardsIssued) -> Vec<Line> {
    let (count, root) = (ui.number(facts.count.into()), facts.root.to_hex());
    vec![
        (ui.t("consultation-cards-issued"), html! { (count) }),
        (ui.t("consultation-cards-root"), html! { code { (root) } }),
    ]
}

fn accounted(ui: &Ui, facts: &CardsAccounted) -> Vec<Line> {
    let parts = [
        ("consultation-cards-blank", facts.blank),
        ("consultation-cards-unreadable", facts.unreadable),
        ("consultation-cards-unprinted", facts.unprinted),
    ];
    let lines = parts.map(|(key, number)| (ui.t(key), html! { (ui.number(number.into())) }));
    lines.into()
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
        | Event::CardsIssued(_)
        | Event::CardsAccounted(_)
        | Event::AgendaPublished(_)
        | Event::ConsultationHeld(_)
        | Event::AttendancePublished(_)
        | Event::MinutesDrafted(_)
        | Event::MinutesCorrectionAsked(_)
        | Event::MinutesCorrectionSettled(_)
        | Event::MinutesApproved(_)
        | Event::MinutesCorrected(_)
        | Event::OutcomeRecorded(_)
        | Event::SummaryPublished(_)
        | Event::WaiverGranted(_)
        | Event::ConsultationClosed(_)
        | Event::InfluenceAssessed(_) => Beside::Nothing,
    }
}
