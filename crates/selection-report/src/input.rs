//! Ties, the rule and the input.

use madang_charts::{escape, table};
use madang_selection::Tie;

use crate::Report;
use crate::numbers::grouped;
use crate::plain::{tie_words, warning_words};

/// An exact fraction with its decimal beside it, where the two are not the same.
fn beside(exact: &str, decimal: &str) -> String {
    if exact == decimal {
        format!("<code>{}</code>", escape(exact))
    } else {
        format!("{} (<code>{}</code>)", grouped(decimal), escape(exact))
    }
}

/// The tied projects, with the number of those that are not listed.
fn tied(report: &Report<'_>, tie: &Tie) -> String {
    let names = report.found.names(&tie.projects);
    let more = tie.tied.saturating_sub(tie.projects.len());
    if more == 0 {
        return names;
    }
    let more = more.to_string();
    report.found.say_with(
        "input-tied-and-more",
        &[("names", names.into()), ("more", more.into())],
    )
}

pub(super) fn section(report: &Report<'_>) -> String {
    let outcome = report.outcome;
    let title = report.found.say("input-title");
    let mut out = format!("<section id=\"input\"><h2>{title}</h2>");
    out.push_str(&ties(report));
    out.push_str(&endowments(report));
    out.push_str(&quotas(report));
    out.push_str(&warnings(report));
    let rule = serde_json::to_string_pretty(&outcome.rule).unwrap_or_default();
    out.push_str(&format!(
        "<h3>{}</h3><pre>{}</pre><p>{}: <code>{}</code></p></section>",
        report.found.say("input-rule-full"),
        escape(&rule),
        report.found.say("input-digest-input-sha-256"),
        escape(&outcome.input_digest)
    ));
    out
}

/// Who was tied, and what decided.
fn ties(report: &Report<'_>) -> String {
    let outcome = report.outcome;
    if outcome.ties.is_empty() {
        return format!("<p>{}</p>", report.found.say("input-there-no-tie"));
    }
    let rows: Vec<Vec<String>> = outcome
        .ties
        .iter()
        .map(|tie| {
            let step = tie_words(report.found.language, tie.decided_by);
            vec![tie.round.to_string(), tied(report, tie), step]
        })
        .collect();
    let head = [
        report.found.say("report-round"),
        report.found.say("input-tied-projects-first-taken"),
        report.found.say("input-decided"),
    ];
    table(report.found.say("input-ties"), &head, &[], &rows)
}

/// What each voter had to spend, and how the final comparison came out.
fn endowments(report: &Report<'_>) -> String {
    let outcome = report.outcome;
    let mut out = String::new();
    for (group, endowment) in outcome.endowments() {
        out.push_str(&format!(
            "<p>{}{}: {} → {} ({})</p>",
            report.found.say("input-endowment-per-voter"),
            group.map_or(String::new(), |group| format!(" ({})", escape(group))),
            beside(&endowment.first, &endowment.first_decimal),
            beside(&endowment.last, &endowment.last_decimal),
            report.found.say_with(
                "input-raises",
                &[
                    ("count", endowment.raises.into()),
                    ("number", grouped(&endowment.raises.to_string()).into()),
                ],
            )
        ));
    }
    if let Some(compared) = &outcome.comparison {
        out.push_str(&format!(
            "<p>{}: {} / {} – {}</p>",
            report.found.say("input-final-comparison-voters-who"),
            grouped(&compared.prefer_own.to_string()),
            grouped(&compared.prefer_other.to_string()),
            if compared.kept {
                report.found.say("input-kept")
            } else {
                report.found.say("input-other-taken")
            }
        ));
    }
    out
}

/// Each group beside its bounds.
fn quotas(report: &Report<'_>) -> String {
    let outcome = report.outcome;
    if outcome.quotas.is_empty() {
        return String::new();
    }
    let rows: Vec<Vec<String>> = outcome
        .quotas
        .iter()
        .map(|quota| {
            let most = quota
                .most_number
                .map_or("–".to_owned(), |most| most.to_string());
            let met = if quota.met {
                format!(
                    "<span class=\"badge good\">{}</span>",
                    report.found.say("input-met")
                )
            } else {
                format!(
                    "<span class=\"badge bad\">{}</span>",
                    report.found.say("input-not-met")
                )
            };
            vec![
                escape(&quota.group),
                quota.number.to_string(),
                quota.least_number.to_string(),
                most,
                grouped(&quota.cost),
                met,
            ]
        })
        .collect();
    let head = [
        report.found.say("report-group"),
        report.found.say("report-selected"),
        report.found.say("input-at-least"),
        report.found.say("input-at-most"),
        report.found.say("report-cost"),
        report.found.say("report-result"),
    ];
    let caption = report.found.say("input-bounds-groups");
    table(caption, &head, &[1, 2, 3, 4], &rows)
}

/// What was doubtful in the input, and how it was treated.
fn warnings(report: &Report<'_>) -> String {
    let outcome = report.outcome;
    let warnings: Vec<String> = outcome
        .warnings
        .iter()
        .map(|(kind, met)| {
            let words = warning_words(report.found.language, kind, met);
            format!("<li>{} × {}</li>", met.count, escape(&words))
        })
        .collect();
    if warnings.is_empty() {
        return String::new();
    }
    format!(
        "<h3>{}</h3><ul>{}</ul>",
        report.found.say("input-doubtful-input"),
        warnings.concat()
    )
}
