//! What other rules would have selected.

use std::collections::BTreeSet;

use madang_charts::{Bar, ChartText, bars, escape, figure, table};
use madang_selection::audit::Check;
use madang_selection::compare::NamedRule;

use crate::Report;
use crate::audits::{note_text, verdict};
use crate::numbers::{grouped, number, percent};
use crate::plain::failure_words;

/// The name of a compared rule; that of the report itself is marked.
fn row_name(report: &Report<'_>, rule: &NamedRule) -> String {
    let name = escape(&rule.name);
    if rule.own {
        let own = report.found.say("comparison-this-report");
        return format!("<strong>{name}</strong> ({own})");
    }
    name
}

pub(super) fn section(report: &Report<'_>) -> String {
    let Some(found) = report.comparison else {
        return String::new();
    };
    let title = report.found.say("comparison-title");
    let items: Vec<Bar> = found
        .rules
        .iter()
        .filter_map(|rule| {
            let all = &rule.audit.as_ref()?.representation.all;
            Some(Bar::new(
                rule.named.name.clone(),
                [number(&all.percent)],
                percent(&all.percent),
            ))
        })
        .collect();
    let own = &report.outcome.selected;
    let rows: Vec<Vec<String>> = found
        .rules
        .iter()
        .map(|rule| {
            let Some(audit) = &rule.audit else {
                let reason = failure_words(report.found.language, rule).unwrap_or_default();
                return vec![row_name(report, &rule.named), escape(&reason)];
            };
            let common = rule.selected.iter().filter(|id| own.contains(id)).count();
            let word = |check| {
                rule.verdict(check)
                    .map_or("–".to_owned(), |v| verdict(&report.found, v))
            };
            vec![
                row_name(report, &rule.named),
                rule.selected.len().to_string(),
                common.to_string(),
                grouped(&audit.total_cost),
                percent(&audit.representation.all.percent),
                word(Check::Jr),
                word(Check::EjrPlusCost),
                word(Check::EjrPlusCardinality),
            ]
        })
        .collect();
    let head = [
        report.found.say("comparison-rule"),
        report.found.say("report-selected"),
        report.found.say("comparison-common"),
        report.found.say("report-cost"),
        report.found.say("comparison-voters-served"),
        "JR".to_owned(),
        report.found.say("comparison-ejrplus-cost"),
        report.found.say("comparison-ejrplus-number"),
    ];
    let text = ChartText::new(
        report.found.say("comparison-voters-with-at-least"),
        report.found.say("comparison-share-voters-per-cent"),
    );
    let own = table(&title, &head, &[1, 2, 3, 4], &rows);
    let audits = found.rules.iter().filter_map(|rule| rule.audit.as_ref());
    let notes: BTreeSet<String> = audits
        .flat_map(|audit| audit.findings.iter().filter_map(|finding| finding.note))
        .map(|note| note_text(&report.found, note))
        .collect();
    let notes: String = notes
        .into_iter()
        .map(|note| format!("<p class=\"prose\">{}</p>", escape(&note)))
        .collect();
    format!(
        "<section id=\"comparison\"><h2>{title}</h2>{notes}{}</section>",
        figure(
            &bars(&text, &items, Some(100.0)),
            &report.found.say("report-numbers-table"),
            &own,
            rows.len()
        )
    )
}
