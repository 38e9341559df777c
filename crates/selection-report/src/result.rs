//! What was selected.

use madang_charts::{escape, table};
use madang_selection::Phase;

use crate::Report;
use crate::numbers::{grouped, number, percent};
use crate::plain::phase_words;

pub(super) fn section(report: &Report<'_>) -> String {
    format!(
        "<section id=\"result\"><h2>{}</h2>{}{}{}</section>",
        report.found.say("report-result"),
        lead(report),
        facts(report),
        selected(report)
    )
}

/// The result in a sentence.
fn lead(report: &Report<'_>) -> String {
    let outcome = report.outcome;
    let all = &report.found.audit.representation.all;
    let (selected, projects) = (outcome.selected.len(), outcome.projects.len());
    // With seats instead of money, cost and budget would only repeat the number of projects.
    let message = if report.seats() {
        "result-lead-seats"
    } else {
        "result-lead"
    };
    let lead = report.found.say_with(
        message,
        &[
            ("selected", (selected as u64).into()),
            ("count", (projects as u64).into()),
            ("projects", grouped(&projects.to_string()).into()),
            ("seats", number(&outcome.budget).into()),
            ("budget", grouped(&outcome.budget).into()),
            ("cost", grouped(&outcome.total_cost).into()),
            ("served-count", all.at_least_one.into()),
            ("served", grouped(&all.at_least_one.to_string()).into()),
            ("voters-count", all.voters.into()),
            ("voters", grouped(&all.voters.to_string()).into()),
            ("percent", percent(&all.percent).into()),
        ],
    );
    format!("<p class=\"lead\">{lead}</p>")
}

fn facts(report: &Report<'_>) -> String {
    let outcome = report.outcome;
    let budget = grouped(&outcome.budget);
    let mut facts = vec![("report-selected", outcome.selected.len().to_string())];
    if report.seats() {
        facts.push(("result-seats", budget));
        if let Some(cost) = &outcome.money_cost {
            facts.push(("result-cost-money", grouped(cost)));
        }
    } else {
        facts.push(("result-total-cost", grouped(&outcome.total_cost)));
        facts.push(("result-budget", budget));
    }
    let voters = report.found.audit.representation.all.voters;
    facts.push(("report-voters", grouped(&voters.to_string())));
    facts.push(("result-ties-decided", outcome.ties.len().to_string()));
    let facts = facts.into_iter().map(|(name, value)| {
        let name = report.found.say(name);
        format!("<div><dt>{name}</dt><dd>{value}</dd></div>")
    });
    format!("<dl class=\"facts\">{}</dl>", facts.collect::<String>())
}

/// The selected projects in order.
fn selected(report: &Report<'_>) -> String {
    let outcome = report.outcome;
    let grouped_projects = outcome
        .projects
        .iter()
        .any(|project| project.group.is_some());
    let rows: Vec<Vec<String>> = outcome
        .rounds
        .iter()
        .map(|round| {
            let mut projects = outcome.projects.iter();
            let project = projects.find(|project| project.id == round.project);
            let mut row = vec![
                report.found.name(&round.project),
                round.round.to_string(),
                grouped(&round.cost),
                project.map_or(String::new(), |project| grouped(&project.votes.to_string())),
                phase(report, round.phase),
            ];
            if grouped_projects {
                let group = project.and_then(|project| project.group.as_deref());
                row.push(escape(group.unwrap_or("")));
            }
            row
        })
        .collect();
    let mut head = vec![
        report.found.say("report-project"),
        report.found.say("result-place"),
        report.found.say("report-cost"),
        report.found.say("result-votes"),
        report.found.say("result-selected-by"),
    ];
    if grouped_projects {
        head.push(report.found.say("report-group"));
    }
    let caption = report.found.say("result-selected-projects-order");
    table(caption, &head, &[1, 2, 3], &rows)
}

fn phase(report: &Report<'_>, phase: Phase) -> String {
    phase_words(report.found.language, phase)
}
