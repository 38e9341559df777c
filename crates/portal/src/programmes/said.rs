//! What entries about a programme, its groups and its clocks say, in words.

use madang_programme::clock::Period;
use madang_programme::contents::TEXT;
use madang_programme::programmes::{
    CalendarAmended, CalendarFixed, Event, NewPeriods, ProgrammeBegun, ProgrammeText,
};
use maud::{Markup, html};

use crate::commitments::links::commitment;
use crate::frame::format::partial_date;
use crate::frame::parts::absent;
use crate::frame::said::{Beside, Line, Reading, said};
use crate::frame::ui::Ui;
use crate::model::read_body;
use crate::programmes::labels::{period, weekday};

/// The lines of an entry.
pub fn lines(ui: &Ui, event: &Event, reading: &Reading<'_>) -> Vec<Line> {
    match event {
        Event::GroupDefined(facts) => {
            let mut lines = vec![said(ui, "programme-group", &facts.name)];
            let description = facts.description.as_ref();
            lines.extend(description.map(|text| said(ui, "programme-group-description", text)));
            lines
        }
        Event::AudienceDefined(facts) => vec![said(ui, "programme-audience", &facts.name)],
        Event::CalendarFixed(facts) => of_calendar(ui, facts),
        Event::CalendarAmended(facts) => of_amendment(ui, facts),
        Event::PeriodsFixed(facts) => of_periods(ui, &facts.periods),
        Event::ProgrammeCreated(facts) => of_programme(ui, &facts.clone().into(), reading),
        Event::ProgrammeBegun(facts) => of_programme(ui, facts, reading),
    }
}

/// What is to be read first.
pub fn beside(event: &Event) -> Beside<'_> {
    match event {
        Event::GroupDefined(_)
        | Event::AudienceDefined(_)
        | Event::CalendarFixed(_)
        | Event::CalendarAmended(_)
        | Event::PeriodsFixed(_)
        | Event::ProgrammeCreated(_)
        | Event::ProgrammeBegun(_) => Beside::Nothing,
    }
}

/// The lines of an entry that creates a programme.
fn of_programme(ui: &Ui, facts: &ProgrammeBegun, reading: &Reading<'_>) -> Vec<Line> {
    let text = read_body::<ProgrammeText>(reading.detail, TEXT);
    let mut lines = match &text {
        Some(text) => vec![
            said(ui, "commitment-name", &text.title),
            said(ui, "programme-group-description", &text.summary),
        ],
        None => vec![(ui.t("commitment-name"), absent(ui, "words-hidden"))],
    };
    let commitment = facts.commitment.as_deref();
    lines.extend(commitment.map(|id| (ui.t("programme-commitment"), of_commitment(ui, id))));
    let kept = [
        ("currency", facts.currency.as_str().into()),
        ("zone", facts.zone.as_str().into()),
    ];
    lines.push((
        ui.t("record-said-kept"),
        html! { (ui.tf("programme-kept", &kept)) },
    ));
    lines
}

/// A commitment, as a link.
fn of_commitment(ui: &Ui, id: &str) -> Markup {
    html! { a href=(ui.href(&commitment(id))) { (id) } }
}

/// The lines of a calendar.
fn of_calendar(ui: &Ui, facts: &CalendarFixed) -> Vec<Line> {
    let weekend = facts.weekend.iter().map(|day| weekday(ui, *day));
    let weekend: Vec<String> = weekend.collect();
    vec![
        (ui.t("programme-weekend"), html! { (weekend.join(", ")) }),
        days(ui, "programme-holidays", &facts.holidays),
    ]
}

/// The lines of an amended calendar.
fn of_amendment(ui: &Ui, facts: &CalendarAmended) -> Vec<Line> {
    vec![
        days(ui, "programme-holidays-added", &facts.added),
        days(ui, "programme-holidays-removed", &facts.removed),
    ]
}

fn days(ui: &Ui, key: &str, days: &[String]) -> Line {
    let days: Vec<String> = days.iter().map(|day| partial_date(ui.lang, day)).collect();
    let shown = match days.is_empty() {
        true => absent(ui, "programme-no-days"),
        false => html! { (days.join(", ")) },
    };
    (ui.t(key), shown)
}

/// The lines of new periods.
fn of_periods(ui: &Ui, periods: &NewPeriods) -> Vec<Line> {
    let named: [(&str, Option<Period>); 5] = [
        ("programme-period-answer", periods.answer),
        ("programme-period-progress", periods.progress),
        ("programme-period-deliberation", periods.deliberation),
        ("programme-period-personal-data", periods.personal_data),
        ("programme-period-corrections", periods.corrections),
    ];
    let line = |(key, given): (&str, Option<Period>)| {
        given.map(|given| (ui.t(key), html! { (period(ui, given)) }))
    };
    named.into_iter().filter_map(line).collect()
}
