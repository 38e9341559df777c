//! What was selected.

use madang_charts::{escape, table};
use madang_selection::Phase;

use crate::Report;
use crate::numbers::{grouped, number, percent};

pub(super) fn section(report: &Report<'_>) -> String {
    let outcome = report.outcome;
    let all = &report.found.audit.representation.all;
    let mut out = format!(
        "<section id=\"result\"><h2>{}</h2>",
        report.found.say("report-result")
    );
    let (selected, projects) = (outcome.selected.len(), outcome.projects.len());
    let (cost, budget) = (grouped(&outcome.total_cost), grouped(&outcome.budget));
    let (served, voters) = (
        grouped(&all.at_least_one.to_string()),
        grouped(&all.voters.to_string()),
    );
    // With seats instead of money, cost and budget would only repeat the number of projects.
    let seats = report.seats();
    let lead = report.found.say_with(
        if seats {
            "result-lead-seats"
        } else {
            "result-lead"
        },
        &[
            ("selected", (selected as u64).into()),
            ("count", (projects as u64).into()),
            ("projects", grouped(&projects.to_string()).into()),
            ("seats", number(&outcome.budget).into()),
            ("budget", budget.as_str().into()),
            ("cost", cost.as_str().into()),
            ("served-count", all.at_least_one.into()),
            ("served", served.into()),
            ("voters-count", all.voters.into()),
            ("voters", voters.as_str().into()),
            ("percent", percent(&all.percent).into()),
        ],
    );
    out.push_str(&format!("<p class=\"lead\">{lead}</p><dl class=\"facts\">"));
    let mut facts = vec![(report.found.say("report-selected"), selected.to_string())];
    if seats {
        facts.push((report.found.say("result-seats"), budget));
        if let Some(cost) = &outcome.money_cost {
            let name = report.found.say("result-cost-money");
            facts.push((name, grouped(cost)));
        }
    } else {
        facts.push((report.found.say("result-total-cost"), cost));
        facts.push((report.found.say("result-budget"), budget));
    }
    facts.push((report.found.say("report-voters"), voters));
    facts.push((
        report.found.say("result-ties-decided"),
        outcome.ties.len().to_string(),
    ));
    for (name, value) in facts {
        out.push_str(&format!("<div><dt>{name}</dt><dd>{value}</dd></div>"));
    }
    out.push_str("</dl>");
    let grouped_projects = outcome
        .projects
        .iter()
        .any(|project| project.group.is_some());
    let rows: Vec<Vec<String>> = outcome
        .rounds
        .iter()
        .map(|round| {
            let project = outcome
                .projects
                .iter()
                .find(|project| project.id == round.project);
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
    out.push_str(&table(caption, &head, &[1, 2, 3], &rows));
    out.push_str("</section>");
    out
}

fn phase(report: &Report<'_>, phase: Phase) -> String {
    match phase {
        Phase::ZeroCost => report.found.say("result-costs-nothing"),
        Phase::EqualShares => report.found.say("result-equal-shares"),
        Phase::BoundedOverspending => report.found.say("result-equal-shares-bounded-overspending"),
        Phase::Greedy => report.found.say("result-greedy"),
        Phase::Phragmen => report.found.say("result-phragmen"),
        Phase::ProportionalApproval => report.found.say("result-proportional-approval"),
        Phase::Scores => report.found.say("result-scores"),
        Phase::UtilitarianCompletion => report.found.say("result-completion-votes"),
        Phase::PhragmenCompletion => report.found.say("result-completion-phragmen"),
        Phase::Reserve => report.found.say("result-reserved-group"),
    }
}
