//! What entries about services say, in words.

use madang_programme::contents::TEXT;
use madang_programme::services::{Event, MilestoneText, REASON, ServiceReason, ServiceText};
use maud::html;

use crate::frame::format::partial_date;
use crate::frame::said::{Beside, Line, Reading, words};
use crate::frame::ui::Ui;
use crate::model::read_body;
use crate::proposals::labels::proposal_links;
use crate::services::{labels, versions};

/// The lines of an entry.
pub fn lines(ui: &Ui, event: &Event, reading: &Reading<'_>) -> Vec<Line> {
    let day = |key: &str, day: &str| (ui.t(key), html! { (partial_date(ui.lang, day)) });
    let milestone = |no: u32| {
        let number = ui.number(no.into());
        (ui.t("service-milestone"), html! { (number) })
    };
    let reason = || {
        let reason = read_body::<ServiceReason>(reading.detail, REASON);
        words(ui, "service-reason", reason.map(|reason| reason.reason))
    };
    match event {
        Event::ServiceStarted(facts) => {
            let text = read_body::<ServiceText>(reading.detail, TEXT);
            let proposal =
                proposal_links(ui, &facts.programme, std::slice::from_ref(&facts.proposal));
            let description = text.as_ref().and_then(|text| text.description.clone());
            let mut lines = vec![words(ui, "service-title", text.map(|text| text.title))];
            if description.is_some() {
                lines.push(words(ui, "service-description", description));
            }
            lines.push((ui.t("service-proposal"), proposal));
            lines.push((ui.t("service-lead"), html! { (facts.lead) }));
            lines
        }
        Event::ServiceMilestoneSet(facts) => {
            let text = read_body::<MilestoneText>(reading.detail, TEXT);
            let evidence = html! { (labels::evidence(ui, facts.evidence)) };
            vec![
                milestone(facts.no),
                words(ui, "service-milestone-title", text.map(|text| text.title)),
                day("service-due", &facts.due),
                (ui.t("service-evidence-kind"), evidence),
            ]
        }
        Event::ServiceMilestoneMoved(facts) => vec![
            milestone(facts.no),
            day("service-old-due", &facts.old),
            day("service-new-due", &facts.new),
            reason(),
        ],
        Event::ServiceMilestoneReached(facts) => vec![
            milestone(facts.no),
            (
                ui.t("service-shown-by"),
                labels::shown_by(ui, &facts.evidence),
            ),
        ],
        Event::ServiceVersionReleased(facts) => vec![(
            labels::version(ui, facts.n.into()),
            versions::changes(ui, &facts.programme, &facts.changes),
        )],
        Event::ServiceRetired(_) => vec![reason()],
    }
}

/// What is to be read first.
pub fn beside(event: &Event) -> Beside<'_> {
    match event {
        Event::ServiceStarted(_)
        | Event::ServiceMilestoneSet(_)
        | Event::ServiceMilestoneMoved(_)
        | Event::ServiceMilestoneReached(_)
        | Event::ServiceVersionReleased(_)
        | Event::ServiceRetired(_) => Beside::Nothing,
    }
}
