//! How far each voice moved the result.

use madang_charts::{Bar, ChartText, bars, escape, figure, table};
use madang_selection::influence::Voice;

use crate::Findings;
use crate::numbers::grouped;
use crate::plain::failed_words;
use crate::representation::columns_left_out;
use crate::words::Argument;

fn voice(report: &Findings<'_>, voice: &Voice) -> String {
    let with = |key, arguments: &[(&'static str, &str)]| {
        let arguments: Vec<Argument<'_>> = arguments
            .iter()
            .map(|(name, value)| (*name, (*value).into()))
            .collect();
        report.say_with(key, &arguments)
    };
    match voice {
        Voice::Body { body } => with("influence-without-body", &[("body", body)]),
        Voice::Expert { body, expert } => with(
            "influence-without-expert",
            &[("body", body), ("expert", expert)],
        ),
        Voice::Ballots => with("influence-without-ballots", &[]),
        Voice::Voters { column, value } => with(
            "influence-without-voters",
            &[("column", column), ("value", value)],
        ),
        Voice::Projects { group } => with("influence-without-projects", &[("group", group)]),
        // The test of the words asks for one of every kind.
        other => with(&format!("influence-without-{}", other.kind()), &[]),
    }
}

pub(super) fn section(report: &Findings<'_>) -> String {
    let Some(found) = report.influence else {
        return String::new();
    };
    let left_out = columns_left_out(report, &found.columns_left_out);
    if found.without.is_empty() && left_out.is_empty() {
        return String::new();
    }
    let title = report.say("influence-title");
    let items: Vec<Bar> = found
        .without
        .iter()
        .map(|without| {
            Bar::new(
                voice(report, &without.voice),
                [without.lost.len() as f64, without.gained.len() as f64],
                format!("−{} +{}", without.lost.len(), without.gained.len()),
            )
        })
        .collect();
    let rows: Vec<Vec<String>> = found
        .without
        .iter()
        .map(|without| {
            let failed = without.failed.as_ref();
            let failed = failed.map(|failed| escape(&failed_words(report.language, failed)));
            vec![
                escape(&voice(report, &without.voice)),
                grouped(&without.left_out.to_string()),
                failed.unwrap_or_else(|| report.names(&without.lost)),
                report.names(&without.gained),
            ]
        })
        .collect();
    let text = ChartText::new(
        report.say("influence-projects-change"),
        report.say("influence-voice-how-many-projects"),
    )
    .with_parts([
        report.say("influence-would-not-been-selected"),
        report.say("influence-would-been-selected-instead"),
    ]);
    let head = [
        title.clone(),
        report.say("influence-left-out"),
        report.say("report-not-selected-then"),
        report.say("report-selected-then"),
    ];
    let own = table(&title, &head, &[1], &rows);
    format!(
        "<section id=\"influence\"><h2>{title}</h2><p class=\"prose\">{}</p>{}{left_out}</section>",
        report.say("influence-selection-computed-again-without"),
        figure(
            &bars(&text, &items, None),
            &report.say("report-numbers-table"),
            &own,
            rows.len()
        )
    )
}
