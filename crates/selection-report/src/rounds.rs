//! How it was selected, round by round.

use madang_charts::{Bar, ChartText, bars, figure, steps, table, terms};
use madang_selection::Phase;

use crate::Report;
use crate::numbers::{grouped, number};

/// Most rounds drawn as bars.
const MOST_BARS: usize = 30;

pub(super) fn section(report: &Report<'_>) -> String {
    let outcome = report.outcome;
    if outcome.rounds.is_empty() {
        return String::new();
    }
    let paid = outcome.rounds.iter().any(|round| round.payments.is_some());
    let mut out = format!(
        "<section id=\"rounds\"><h2>{}</h2>",
        report.found.say("rounds-title")
    );
    out.push_str(&format!("<h3>{}</h3>", report.left_title()));
    out.push_str(&figure(
        &money_left(report),
        &report.found.say("report-numbers-table"),
        &every_round(report, paid),
        outcome.rounds.len(),
    ));
    out.push_str(&round_terms(report, paid));
    if paid {
        out.push_str(&payers(report));
    }
    out.push_str("</section>");
    out
}

/// The chart of what is left after each round.
fn money_left(report: &Report<'_>) -> String {
    let outcome = report.outcome;
    let left = outcome.rounds.last().map_or("", |round| &round.budget_left);
    let after = outcome.rounds.iter().map(|round| &round.budget_left);
    let values: Vec<f64> = std::iter::once(&outcome.budget)
        .chain(after)
        .map(|amount| number(amount))
        .collect();
    let text = ChartText::new(
        report.left_title(),
        report.found.say_with(
            "rounds-description",
            &[
                ("first", grouped(&outcome.budget).into()),
                ("last", grouped(left).into()),
                ("count", (outcome.rounds.len() as u64).into()),
                ("number", grouped(&outcome.rounds.len().to_string()).into()),
            ],
        ),
    );
    let last = outcome.rounds.len().to_string();
    let budget_text = grouped(&outcome.budget);
    steps(
        &text,
        &values,
        [&report.found.say("rounds-axis"), &budget_text, "0", &last],
    )
}

/// The table of all rounds, with what was paid where voters pay.
fn every_round(report: &Report<'_>, paid: bool) -> String {
    let outcome = report.outcome;
    let rows: Vec<Vec<String>> = outcome
        .rounds
        .iter()
        .map(|round| {
            let mut row = vec![
                format!("{}. {}", round.round, report.found.name(&round.project)),
                grouped(&round.cost),
                exactly(&round.budget_left),
                round.value.clone(),
            ];
            if paid {
                let payments = round.payments.as_ref();
                let cell = |text: Option<String>| text.unwrap_or_else(|| "–".to_owned());
                row.extend([
                    cell(payments.map(|p| grouped(&p.largest))),
                    cell(payments.map(|p| grouped(&p.effective_votes))),
                    cell(payments.map(|p| grouped(&p.in_full.to_string()))),
                    cell(payments.map(|p| grouped(&p.in_part.to_string()))),
                    cell(payments.map(|p| grouped(&p.nothing.to_string()))),
                ]);
            }
            row.push(round.runner_up.as_ref().map_or("–".to_owned(), |next| {
                format!(
                    "{} <span class=\"muted\">{}</span>",
                    report.found.name(&next.project),
                    next.value
                )
            }));
            row
        })
        .collect();
    let mut head = vec![
        report.found.say("report-round"),
        report.found.say("report-cost"),
        report.found.say("rounds-budget-left"),
        report.found.say("rounds-value-compared"),
    ];
    if paid {
        head.extend([
            report.found.say("rounds-largest-payment"),
            report.found.say("report-effective-votes"),
            report.found.say("rounds-paid-full"),
            report.found.say("rounds-paid-part"),
            report.found.say("rounds-paid-nothing"),
        ]);
    }
    head.push(report.found.say("rounds-next-best"));
    let numeric: Vec<usize> = (1..head.len() - 1).collect();
    let caption = report.found.say("rounds-every-round-price-payers");
    table(caption, &head, &numeric, &rows)
}

/// An amount with all its decimals.
fn exactly(text: &str) -> String {
    match text.split_once('.') {
        Some((whole, part)) => format!("{}.{part}", grouped(whole)),
        None => grouped(text),
    }
}

/// What the columns of the table of rounds mean.
fn round_terms(report: &Report<'_>, paid: bool) -> String {
    let mut phases: Vec<Phase> = Vec::new();
    for round in &report.outcome.rounds {
        if !phases.contains(&round.phase) {
            phases.push(round.phase);
        }
    }
    let say = |key| report.found.say(key);
    let compared: Vec<String> = phases
        .into_iter()
        .map(|phase| {
            report
                .found
                .say(&format!("rounds-compared-{}", phase.kind()))
        })
        .collect();
    let compared = format!(
        "{} {}",
        compared.join("; ") + ".",
        say("rounds-money-counts-smallest-unit")
    );
    let mut list = vec![(say("rounds-value-compared"), compared)];
    if paid {
        list.push((
            say("report-effective-votes"),
            say("rounds-cost-divided-largest-payment"),
        ));
    }
    list.push(("–".to_owned(), say("rounds-does-not-apply-nothing")));
    terms(&list)
}

/// Who paid for each of the first projects; the table of rounds has the same numbers for all.
fn payers(report: &Report<'_>) -> String {
    let paid = report
        .outcome
        .rounds
        .iter()
        .filter_map(|round| Some((round, round.payments.as_ref()?)));
    let items: Vec<Bar> = paid
        .take(MOST_BARS)
        .map(|(round, payments)| {
            let counts = [payments.in_full, payments.in_part, payments.nothing];
            Bar::new(
                format!(
                    "{}. {}",
                    round.round,
                    report.found.plain_name(&round.project, 36)
                ),
                counts.map(|count| count as f64),
                counts.map(|count| grouped(&count.to_string())).join(" · "),
            )
        })
        .collect();
    let text = ChartText::new(
        report.found.say("rounds-supporters-they-paid"),
        report.found.say("rounds-project-how-many-supporters"),
    )
    .with_parts([
        report.found.say("rounds-part-in-full"),
        report.found.say("rounds-part-in-part"),
        report.found.say("rounds-part-nothing"),
    ]);
    format!(
        "<h3>{}</h3><figure>{}</figure>",
        text.title,
        bars(&text, &items, None)
    )
}
