//! Drawings of services, each with its table: how many there are against how many there are to be, and the milestones of one over time.

use std::collections::BTreeMap;

use jiff::civil::Date;
use madang_charts::{Bar, ChartText, bars, escape, figure, table};
use madang_programme::State;
use madang_programme::clock::days_between;
use madang_programme::days::day_in;
use maud::{Markup, PreEscaped, html};

use crate::frame::format::partial_date;
use crate::frame::ui::Ui;
use crate::model::{ServiceDetail, ServiceMilestone};

/// Months that are drawn: the last ones.
const MOST_MONTHS: usize = 24;

/// How many services there were at the end of a month: developed, and running.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Started, with no version released; those that ended are not counted.
    pub developed: u64,
    /// With a version that people can use.
    pub running: u64,
}

/// How many services there were, by month from the first on: `2027-05`.
pub type Growth = BTreeMap<String, Standing>;

/// How a programme's services grew until `now`, in the months of its zone.
pub fn growth(state: &State, programme: &str, now: &str) -> Growth {
    let Ok(zone) = state.programme(programme).map(|of| of.zone.clone()) else {
        return Growth::new();
    };
    let month = |at: &str| day_in(&zone, at).ok().map(|day| day.first_of_month());
    let spans = state.services(programme).filter_map(|(_, service)| {
        let begun = month(&service.at)?;
        let ran = service.versions.first().and_then(|first| month(&first.at));
        let ended = service.retired.as_ref().and_then(|(_, at)| month(at));
        Some((begun, ran, ended))
    });
    let spans: Vec<(Date, Option<Date>, Option<Date>)> = spans.collect();
    let first = spans.iter().map(|(begun, ..)| *begun).min();
    let (Some(first), Some(last)) = (first, month(now)) else {
        return Growth::new();
    };
    let months = std::iter::successors(Some(first), |month| {
        let next = month.last_of_month().tomorrow().ok()?;
        (next <= last).then_some(next)
    });
    let by_month = months.map(|month| {
        let mut standing = Standing::default();
        for (begun, ran, ended) in &spans {
            let is_there = *begun <= month && ended.is_none_or(|ended| ended > month);
            let runs = ran.is_some_and(|ran| ran <= month);
            standing.developed += u64::from(is_there && !runs);
            standing.running += u64::from(is_there && runs);
        }
        (month.strftime("%Y-%m").to_string(), standing)
    });
    by_month.collect()
}

/// The same drawn against how many there are to be, with its table; `None` where none was started.
pub fn of_growth(ui: &Ui, growth: &Growth, target: Option<u64>) -> Option<Markup> {
    let (_, now) = growth.last_key_value()?;
    let all = now.developed + now.running;
    let named = [
        ("running", ui.number(now.running).into()),
        ("all", ui.count("service-count", all).into()),
        ("target", ui.number(target.unwrap_or_default()).into()),
    ];
    let said = match target {
        Some(_) => ui.tf("services-against-target", &named),
        None => ui.tf("services-no-target", &named),
    };
    let title = ui.t("services-growth");
    let parts = [
        ui.t("service-stands-running"),
        ui.t("service-stands-developed"),
    ];
    let text = ChartText::new(title.clone(), said.clone()).with_parts(parts.clone());
    let drawn = growth.iter().rev().take(MOST_MONTHS).rev();
    // For drawing only.
    let items = drawn.map(|(month, of)| {
        let numbers = [of.running as f64, of.developed as f64];
        let sum = ui.number(of.running + of.developed);
        Bar::new(partial_date(ui.lang, month), numbers, sum)
    });
    let items: Vec<Bar> = items.collect();
    let rows = growth.iter().map(|(month, of)| {
        vec![
            escape(&partial_date(ui.lang, month)),
            ui.number(of.running),
            ui.number(of.developed),
            target.map_or_else(String::new, |target| ui.number(target)),
        ]
    });
    let rows: Vec<Vec<String>> = rows.collect();
    let [running, developed] = parts;
    let head = [
        ui.t("services-month"),
        running,
        developed,
        ui.t("programme-target"),
    ];
    let numbers = table(ui.t("services-growth-caption"), &head, &[1, 2, 3], &rows);
    let full = target.filter(|target| *target >= all);
    let drawing = bars(&text, &items, full.map(|target| target as f64));
    Some(html! {
        h2 #growth { (title) }
        p { (said) }
        (PreEscaped(figure(&drawing, &ui.t("need-chart-table"), &numbers, rows.len())))
    })
}

/// A milestone's title; its number where the words are hidden.
pub fn milestone_name(ui: &Ui, milestone: &ServiceMilestone) -> String {
    let number = ui.number(milestone.no.into());
    match &milestone.text {
        Some(text) => format!("{number}. {}", ui.plain(&text.title)),
        None => ui.tf("service-milestone-number", &[("number", number.into())]),
    }
}

/// The milestones of a service drawn from its start on: the time until the day that was set first, and the time by which it was put
/// off. `numbers` is the table beside it.
pub fn timeline(
    ui: &Ui,
    service: &ServiceDetail,
    milestones: &[ServiceMilestone],
    zone: &str,
    numbers: &str,
) -> Markup {
    let Ok(begun) = day_in(zone, &service.at) else {
        return html! {};
    };
    let until = |day: &str| {
        let day = day.parse().ok();
        day.map_or(0, |day: Date| days_between(begun, day))
    };
    // For drawing only.
    let items = milestones.iter().map(|milestone| {
        let due = until(&milestone.due);
        let first = milestone.moves.first();
        let first = first.map_or(due, |moved| until(&moved.old)).min(due);
        let parts = [f64::from(first), f64::from(due - first)];
        let day = partial_date(ui.lang, &milestone.due);
        let text = match &milestone.reached {
            Some(_) => ui.tf("service-bar-reached", &[("due", day.into())]),
            None => day,
        };
        Bar::new(milestone_name(ui, milestone), parts, text)
    });
    let items: Vec<Bar> = items.collect();
    let moved = milestones.iter().filter(|one| !one.moves.is_empty());
    let described = ui.tf(
        "service-timeline-text",
        &[
            (
                "all",
                ui.count("service-milestone-count", milestones.len() as u64)
                    .into(),
            ),
            ("reached", ui.number(service.reached).into()),
            ("moved", ui.number(moved.count() as u64).into()),
        ],
    );
    let parts = [ui.t("service-bar-planned"), ui.t("service-bar-moved")];
    let text = ChartText::new(ui.t("service-timeline"), described).with_parts(parts);
    html! {
        (PreEscaped(figure(&bars(&text, &items, None), &ui.t("need-chart-table"), numbers, milestones.len())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_programme_that_is_not_there_has_no_services() {
        let growth = growth(&State::default(), "p", "2027-01-01T00:00:00.000Z");
        assert!(growth.is_empty());
    }
}
