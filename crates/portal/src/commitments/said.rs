//! What entries about commitments say, in words.

use madang_programme::commitments::{
    ActionPlanRecorded, CommitmentText, Event, MilestoneRecorded, ReviewRecorded, ReviewText,
};
use madang_programme::contents::TEXT;
use maud::{Markup, html};

use crate::commitments::labels::{country, plan, report, review_stage};
use crate::commitments::links;
use crate::frame::format::partial_date;
use crate::frame::said::{Beside, Line, Reading, said};
use crate::frame::ui::Ui;
use crate::model::read_body;

/// The lines of an entry. Of a correction the old words stand beside the new.
pub fn lines(ui: &Ui, event: &Event, reading: &Reading<'_>) -> Vec<Line> {
    match event {
        Event::ActionPlanRecorded(facts) => of_plan(ui, facts),
        Event::CommitmentRecorded(facts) => {
            let text = read_body::<CommitmentText>(reading.detail, TEXT);
            let text = text.unwrap_or_default();
            let mut lines = vec![(ui.t("commitment-id"), of(ui, &facts.id))];
            let title = text.title.as_ref();
            lines.extend(title.map(|title| said(ui, "commitment-name", title)));
            let promise = text.description_corrected.as_ref();
            let promise = promise.or(text.description.as_ref());
            lines.extend(promise.map(|words| said(ui, "commitment-promise", words)));
            lines
        }
        Event::CommitmentCorrected(facts) => vec![said(ui, "record-said-reason", &facts.reason)],
        Event::MilestoneRecorded(facts) => of_milestone(ui, facts),
        Event::ReviewRecorded(facts) => of_review(ui, facts, reading),
    }
}

/// What is to be read first.
pub fn beside(event: &Event) -> Beside<'_> {
    match event {
        Event::CommitmentCorrected(facts) => Beside::Commitment(&facts.values.id),
        Event::ActionPlanRecorded(_)
        | Event::CommitmentRecorded(_)
        | Event::MilestoneRecorded(_)
        | Event::ReviewRecorded(_) => Beside::Nothing,
    }
}

/// A commitment, as a link.
fn of(ui: &Ui, id: &str) -> Markup {
    html! { a href=(ui.href(&links::commitment(id))) { (id) } }
}

fn of_plan(ui: &Ui, facts: &ActionPlanRecorded) -> Vec<Line> {
    vec![
        said(ui, "commitment-name", &facts.title),
        (
            ui.t("commitment-plan"),
            html! { (plan(ui, &facts.id, Some(facts.cycle))) },
        ),
        (
            ui.t("commitment-country"),
            html! { (country(ui, &facts.country)) },
        ),
    ]
}

fn of_milestone(ui: &Ui, facts: &MilestoneRecorded) -> Vec<Line> {
    let mut lines = vec![
        said(ui, "commitment-milestone", &facts.title),
        (ui.t("commitment-id"), of(ui, &facts.commitment)),
    ];
    let mut day = |key: &str, day: Option<String>| {
        lines.extend(day.map(|day| (ui.t(key), html! { (partial_date(ui.lang, &day)) })));
    };
    day(
        "commitment-milestone-due",
        facts.due.map(|year| year.to_string()),
    );
    day("commitment-start", facts.start_date.clone());
    day("commitment-end", facts.end_date.clone());
    if facts.derived_by_reviewer {
        let derived = html! { (ui.t("commitment-milestone-derived")) };
        lines.push((ui.t("commitment-source"), derived));
    }
    lines
}

fn of_review(ui: &Ui, facts: &ReviewRecorded, reading: &Reading<'_>) -> Vec<Line> {
    let named = report(ui, &facts.report_title);
    let title = html! {
        @match named { Some(named) => (named), None => (ui.english(&facts.report_title)) }
    };
    let mut lines = vec![
        (ui.t("commitment-indicator-report"), title),
        (
            ui.t("commitment-review-count"),
            html! { (review_stage(ui, facts.stage)) },
        ),
        (ui.t("commitment-id"), of(ui, &facts.commitment)),
        (
            ui.t("record-said-values"),
            html! { (ui.number(facts.values.len() as u64)) },
        ),
    ];
    let text = read_body::<ReviewText>(reading.detail, TEXT);
    let findings = text.map(|text| text.findings).unwrap_or_default();
    lines.extend((!findings.is_empty()).then(|| {
        let list = html! { ul { @for found in &findings { li.words { (ui.words(found)) } } } };
        (ui.t("commitment-review-findings"), list)
    }));
    lines
}
