//! Every project: support, price, what it fell short by, where its supporters' money went.

use madang_charts::{escape, table, terms};
use madang_selection::{Decimal, Money, ProjectExplanation, Reason};

use crate::Report;
use crate::near;
use crate::numbers::{grouped, grouped_up, number};
use crate::plain::reason_words;

pub(super) fn section(report: &Report<'_>) -> String {
    let projects = &report.outcome.projects;
    let mut out = format!(
        "<section id=\"projects\"><h2>{}</h2>",
        report.found.say("projects-title")
    );
    let more = |project: &ProjectExplanation| more_supporters(report, project);
    out.push_str(&near::closest(&report.found, report.outcome, Some(&more)));
    let mut order: Vec<&ProjectExplanation> = projects.iter().collect();
    order.sort_by_key(|project| {
        (
            project.round.unwrap_or(usize::MAX),
            u64::MAX - project.votes,
            project.id.clone(),
        )
    });
    let rows: Vec<Vec<String>> = order.iter().map(|project| row(report, project)).collect();
    let head = [
        report.found.say("report-project"),
        report.found.say("projects-outcome"),
        report.found.say("report-cost"),
        report.found.say("report-supporters"),
        report.found.say("report-effective-votes"),
        report.found.say("projects-price-per-vote"),
        report.found.say("projects-out-reach-after-round"),
        report.found.say("projects-short"),
        report.found.say("projects-voters-more"),
    ];
    let caption = report.found.say("projects-projects-selected-ones-first");
    out.push_str(&table(caption, &head, &[2, 3, 4, 5, 6, 7, 8], &rows));
    out.push_str(&project_terms(report));
    let flows: String = order
        .iter()
        .filter(|project| !project.supporters_paid.is_empty())
        .map(|project| flow(report, project))
        .collect();
    if !flows.is_empty() {
        out.push_str(&format!(
            "<h3>{}</h3><p class=\"prose\">{}</p>{flows}",
            report.found.say("projects-money-their-supporters-went"),
            report.found.say("projects-project-not-selected-supporters")
        ));
    }
    out.push_str("</section>");
    out
}

fn row(report: &Report<'_>, project: &ProjectExplanation) -> Vec<String> {
    let fate = match (project.round, project.reason) {
        (Some(round), _) => format!(
            "<span class=\"badge good\">{} {round}</span>",
            report.found.say("projects-selected-round")
        ),
        (None, reason) => {
            let words = reason.map_or(String::new(), |reason| in_words(report, reason));
            format!(
                "<span class=\"badge\">{}</span> {words}{}",
                report.found.say("report-not-selected"),
                about(report, project)
            )
        }
    };
    let round = project
        .round
        .and_then(|round| report.outcome.rounds.get(round - 1));
    let effective = round.and_then(|round| round.payments.as_ref());
    let cell = |text: Option<&String>| text.map_or("–".to_owned(), |text| grouped(text));
    vec![
        report.found.name(&project.id),
        fate,
        grouped(&project.cost),
        grouped(&project.votes.to_string()),
        cell(effective.map(|payments| &payments.effective_votes)),
        cell(project.price_per_vote.as_ref()),
        match project.unaffordable_after {
            None => "–".to_owned(),
            Some(0) => report.found.say("projects-from-beginning"),
            Some(round) => round.to_string(),
        },
        short(project),
        more_supporters(report, project),
    ]
}

/// By how much it did not fit, which project ended the rule, for which groups it was kept out.
fn about(report: &Report<'_>, project: &ProjectExplanation) -> String {
    let mut words: Vec<String> = Vec::new();
    words.extend(project.stopped_by.as_ref().map(|id| {
        let name = report.found.name(id);
        report
            .found
            .say_with("projects-stopped-by", &[("project", name.into())])
    }));
    words.extend(project.over_budget.as_ref().map(|over| {
        let over = grouped(over);
        report
            .found
            .say_with("projects-too-dear", &[("amount", over.into())])
    }));
    words.extend(project.kept_for.iter().map(|group| escape(group)));
    if words.is_empty() {
        return String::new();
    }
    format!(": {}", words.join("; "))
}

/// How many voters more would have had to list it, by a number that was verified or is exact; `–`
/// where nobody worked it out.
fn more_supporters(report: &Report<'_>, project: &ProjectExplanation) -> String {
    let margins = report.found.sensitivity.map(|found| &found.margins);
    let margin = margins.and_then(|margins| margins.iter().find(|m| m.project == project.id));
    let verified = margin.and_then(|margin| margin.added_approvals.as_ref());
    let number = match (verified, project.supporters_short) {
        (Some(change), _) => Some(change.amount.clone()),
        (None, exact) => exact.map(|number| number.to_string()),
    };
    if let Some(number) = number {
        return grouped(&number);
    }
    let cut_short = margin.is_some_and(|margin| margin.cut_short);
    let rule = &report.outcome.rule;
    let said =
        project.shares_short.is_some() && rule.says_supporters_short(report.election.vote_type());
    if said {
        report.found.say("projects-not-enough-voters")
    } else if margin.is_some() && !cut_short {
        report.found.say("report-none-found")
    } else {
        "–".to_owned()
    }
}

/// What was missing, never shown as less than it is.
fn short(project: &ProjectExplanation) -> String {
    let text = project.short_by.as_deref();
    text.map_or("–".to_owned(), grouped_up)
}

fn in_words(report: &Report<'_>, reason: Reason) -> String {
    reason_words(report.found.language, reason)
}

/// Most payments listed of one project's supporters; the others are added up.
const MOST_FLOWS: usize = 10;

fn flow(report: &Report<'_>, project: &ProjectExplanation) -> String {
    let mut paid: Vec<(&String, &String)> = project.supporters_paid.iter().collect();
    paid.sort_by(|a, b| number(b.1).total_cmp(&number(a.1)).then(a.0.cmp(b.0)));
    let rest = paid.split_off(paid.len().min(MOST_FLOWS));
    let mut rows: Vec<Vec<String>> = paid
        .iter()
        .map(|(id, amount)| vec![report.found.name(id), grouped(amount)])
        .collect();
    if !rest.is_empty() {
        let others = report.found.say_with(
            "projects-others",
            &[
                ("count", (rest.len() as u64).into()),
                ("number", grouped(&rest.len().to_string()).into()),
            ],
        );
        let amounts = rest.iter().map(|(_, amount)| amount.as_str());
        rows.push(vec![
            others,
            sum(amounts).map_or("–".to_owned(), |sum| grouped(&sum)),
        ]);
    }
    let head = [
        report.found.say("projects-paid"),
        report.found.say("projects-amount"),
    ];
    let caption = report.found.plain_name(&project.id, 60);
    format!(
        "<details><summary>{} <span class=\"id\">{}</span></summary>{}</details>",
        escape(&caption),
        escape(&project.id),
        table(&caption, &head, &[1], &rows)
    )
}

/// The sum of amounts as they are published; `None` where one is no amount.
fn sum<'t>(amounts: impl Iterator<Item = &'t str>) -> Option<String> {
    let mut millionths = 0u128;
    for amount in amounts {
        let (numerator, denominator) = amount.parse::<Decimal>().ok()?.ratio();
        millionths = millionths.checked_add(numerator.checked_mul(1_000_000)? / denominator)?;
    }
    Some(Money(millionths).to_decimal_string(6))
}

/// What the columns of the table of projects mean.
fn project_terms(report: &Report<'_>) -> String {
    let say = |key| report.found.say(key);
    terms(&[
        (
            say("projects-price-per-vote"),
            say("projects-cost-divided-supporters-pays"),
        ),
        (
            say("projects-out-reach-after-round"),
            say("projects-equal-shares-after-round"),
        ),
        (
            say("projects-short"),
            say("projects-equal-shares-supporters-lacked"),
        ),
        (
            say("projects-voters-more"),
            say("projects-many-voters-who-paid"),
        ),
        ("–".to_owned(), say("projects-does-not-apply-or")),
    ])
}
