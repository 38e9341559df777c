//! The phases of a design, drawn: as steps, and as the days that each took.

use jiff::civil::Date;
use madang_charts::{Bar, ChartText, bars, escape, figure, table};
use madang_programme::clock::days_between;
use madang_programme::days::day_in;
use madang_programme::design::DesignVerdict;
use maud::{Markup, PreEscaped, html};

use crate::design::labels;
use crate::frame::format::partial_date;
use crate::frame::parts::stepper;
use crate::frame::ui::Ui;
use crate::model::{DesignDetail, DesignRound, DesignStanding};

/// The phases as steps: how far the design is.
pub fn progress(ui: &Ui, design: &DesignDetail) -> Markup {
    let phases = design.process.phases();
    let names: Vec<String> = phases.iter().map(|of| labels::phase(ui, *of)).collect();
    let at = phases.iter().position(|of| Some(*of) == design.phase);
    let (now, done) = match (design.standing, at) {
        (DesignStanding::Delivered, _) => (None, phases.len()),
        (_, Some(at)) => (Some(at), at),
        (_, None) => (None, 0),
    };
    html! { (stepper(ui, &names, now.as_slice(), done)) }
}

/// The days that the phases took, the one that is open until today, with the table beside them.
pub fn took(ui: &Ui, rounds: &[DesignRound], (zone, today): (&str, &str)) -> Markup {
    let day = |at: &str| day_in(zone, at).ok();
    let begun = rounds.first().and_then(|round| day(&round.started.at));
    let (Some(begun), Some(today)) = (begun, today.parse::<Date>().ok()) else {
        return html! {};
    };
    let spans = rounds.iter().map(|round| {
        let from = day(&round.started.at).unwrap_or(begun);
        let until = round.closed.as_ref().and_then(|end| day(&end.moment.at));
        (from, until.unwrap_or(today))
    });
    let spans: Vec<(Date, Date)> = spans.collect();
    // For drawing only.
    let items = rounds.iter().zip(&spans).map(|(round, (from, until))| {
        let parts = [
            f64::from(days_between(begun, *from)),
            f64::from(days_between(*from, *until).max(1)),
        ];
        let days = days_between(*from, *until).into();
        let text = ui.count("programme-count-days", days);
        Bar::new(labels::phase(ui, round.phase), parts, text)
    });
    let items: Vec<Bar> = items.collect();
    let rows = rounds.iter().zip(&spans).map(|(round, (from, until))| {
        let verdict = match &round.closed {
            Some(end) => labels::closed(ui, end.verdict, end.back_to),
            None => ui.t("design-phase-is-open"),
        };
        let until = match &round.closed {
            Some(_) => partial_date(ui.lang, &until.to_string()),
            None => String::new(),
        };
        vec![
            escape(&labels::phase(ui, round.phase)),
            escape(&partial_date(ui.lang, &from.to_string())),
            escape(&until),
            ui.number(round.outputs.len() as u64),
            ui.number(round.sessions.len() as u64),
            escape(&verdict),
        ]
    });
    let rows: Vec<Vec<String>> = rows.collect();
    let head = [
        ui.t("design-phase"),
        ui.t("design-phase-from"),
        ui.t("design-phase-until"),
        ui.t("design-outputs"),
        ui.t("design-sessions"),
        ui.t("design-verdict"),
    ];
    let numbers = table(ui.t("design-took-caption"), &head, &[3, 4], &rows);
    let back = rounds.iter().filter_map(|round| round.closed.as_ref());
    let back = back.filter(|end| end.verdict == DesignVerdict::Back);
    let described = ui.tf(
        "design-took-text",
        &[
            ("phases", ui.number(rounds.len() as u64).into()),
            ("back", ui.number(back.count() as u64).into()),
        ],
    );
    let parts = [ui.t("design-bar-before"), ui.t("design-bar-took")];
    let text = ChartText::new(ui.t("design-took"), described).with_parts(parts);
    html! {
        (PreEscaped(figure(&bars(&text, &items, None), &ui.t("need-chart-table"), &numbers, rows.len())))
    }
}
