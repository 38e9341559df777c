//! Who is represented.

use madang_charts::{Bar, ChartText, bars, escape, figure, table};
use madang_selection::ColumnLeftOut;
use madang_selection::audit::VoterColumn;

use crate::Findings;
use crate::numbers::{anchor, grouped, number, percent};

pub(super) fn section(report: &Findings<'_>) -> String {
    let found = &report.audit.representation;
    let all = &found.all;
    let title = report.say("representation-title");
    let mut out = format!("<section id=\"representation\"><h2>{title}</h2>");
    let share = |count: u64| count as f64 / all.voters.max(1) as f64 * 100.0;
    let voters = |number: u64| report.count("report-count-voters", number);
    let items: Vec<Bar> = (0usize..)
        .zip(&all.by_number)
        .map(|(selected, number)| {
            Bar::new(
                report.say_with(
                    "representation-so-many-selected",
                    &[("number", selected.to_string().into())],
                ),
                [*number as f64],
                format!("{}, {:.1}%", voters(*number), share(*number)),
            )
        })
        .collect();
    let rows: Vec<Vec<String>> = (0usize..)
        .zip(&all.by_number)
        .map(|(selected, count)| {
            let at_least: u64 = all.by_number[selected..].iter().sum();
            vec![
                selected.to_string(),
                grouped(&count.to_string()),
                format!("{:.1}%", share(*count)),
                format!("{:.1}%", share(at_least)),
            ]
        })
        .collect();
    let text = ChartText::new(
        report.say("representation-voters-how-many-their"),
        report.say_with(
            "representation-description",
            &[
                ("percent", percent(&all.percent).into()),
                ("mean", all.mean_number.as_str().into()),
            ],
        ),
    );
    let head = [
        report.say("representation-selected-projects-on-ballot"),
        report.say("report-voters"),
        report.say("representation-share"),
        report.say("representation-at-least-many"),
    ];
    out.push_str(&format!("<h3 id=\"on-ballot\">{}</h3>", text.title));
    let table_text = table(&text.title, &head, &[1, 2, 3], &rows);
    out.push_str(&figure(
        &bars(&text, &items, None),
        &report.say("report-numbers-table"),
        &table_text,
        rows.len(),
    ));
    for column in &found.voters {
        out.push_str(&voter_column(report, column));
    }
    out.push_str(&columns_left_out(report, &found.columns_left_out));
    out.push_str("</section>");
    out
}

/// Names the columns that have too many values to tell voters apart.
pub(super) fn columns_left_out(report: &Findings<'_>, left_out: &[ColumnLeftOut]) -> String {
    let sentences = left_out.iter().map(|left_out| {
        let (column, most) = (escape(&left_out.column), left_out.more_than.to_string());
        report.say_with(
            "representation-column-left-out",
            &[("column", column.into()), ("most", most.into())],
        )
    });
    let sentences: Vec<String> = sentences.collect();
    if sentences.is_empty() {
        return String::new();
    }
    format!("<p class=\"muted prose\">{}</p>", sentences.join(" "))
}

fn voter_column(report: &Findings<'_>, column: &VoterColumn) -> String {
    let unknown = report.say("representation-not-stated");
    let name = |value: &str| {
        if value.is_empty() {
            unknown.to_owned()
        } else {
            value.to_owned()
        }
    };
    let items: Vec<Bar> = column
        .values
        .iter()
        .map(|(value, counts)| {
            Bar::new(
                name(value),
                [number(&counts.percent)],
                percent(&counts.percent),
            )
        })
        .collect();
    let rows: Vec<Vec<String>> = column
        .values
        .iter()
        .map(|(value, counts)| {
            vec![
                escape(&name(value)),
                grouped(&counts.voters.to_string()),
                grouped(&counts.at_least_one.to_string()),
                percent(&counts.percent),
                counts.mean_number.clone(),
            ]
        })
        .collect();
    let title = report.say_with(
        "representation-by-column",
        &[("column", column.column.as_str().into())],
    );
    let text = ChartText::new(
        title.clone(),
        report.say("representation-share-voters-with-at"),
    );
    let head = [
        column.column.clone(),
        report.say("report-voters"),
        report.say("representation-with-at-least-one"),
        report.say("representation-share"),
        report.say("representation-mean"),
    ];
    let own = table(&title, &head, &[1, 2, 3, 4], &rows);
    format!(
        "<h3 id=\"representation-{}\">{}</h3>{}",
        anchor(&column.column),
        escape(&title),
        figure(
            &bars(&text, &items, Some(100.0)),
            &report.say("report-numbers-table"),
            &own,
            rows.len()
        )
    )
}
