//! How a selection went, round by round.

use std::collections::BTreeSet;

use madang_charts::{ChartText, steps};
use maud::{Markup, PreEscaped, html};

use crate::frame::parts::table;
use crate::frame::ui::Ui;
use crate::votes::explain;
use crate::votes::outcome::{Outcome, Round};
use crate::votes::result::{Result, name};

/// The rounds, folded: the budget that is left as a chart, then a table.
pub fn section(ui: &Ui, result: &Result<'_>, outcome: &Outcome) -> Markup {
    let currency = &result.programme.summary.facts.currency;
    html! {
        details {
            summary { (ui.count("vote-result-rounds", outcome.rounds.len() as u64)) }
            (budget_left(ui, outcome, currency))
            (rounds(ui, result, outcome))
        }
    }
}

/// The budget that is left after each round, as a chart; the table of rounds has the costs.
fn budget_left(ui: &Ui, outcome: &Outcome, currency: &str) -> Markup {
    // For drawing only.
    let drawn = |amount: &str| amount.parse::<f64>().unwrap_or_default();
    let budget = drawn(&outcome.budget);
    if budget <= 0.0 || outcome.rounds.is_empty() {
        return html! {};
    }
    let after = outcome.rounds.iter().map(|round| drawn(&round.budget_left));
    let left: Vec<f64> = std::iter::once(budget).chain(after).collect();
    let first = ui.money_decimal(&outcome.budget, currency);
    let last = outcome.rounds.last().map_or("", |round| &round.budget_left);
    let rounds = ui.number(outcome.rounds.len() as u64);
    let text = ChartText::new(
        ui.t("vote-rounds-chart"),
        ui.tf(
            "vote-rounds-chart-text",
            &[
                ("rounds", rounds.clone().into()),
                ("first", first.clone().into()),
                ("last", ui.money_decimal(last, currency).into()),
            ],
        ),
    );
    html! {
        h3 #budget-left { (text.title) }
        figure { (PreEscaped(steps(&text, &left, [&ui.t("vote-rounds-round"), &first, "0", &rounds]))) }
    }
}

fn rounds(ui: &Ui, result: &Result<'_>, outcome: &Outcome) -> Markup {
    let currency = &result.programme.summary.facts.currency;
    let phases: BTreeSet<String> = outcome
        .rounds
        .iter()
        .map(|round| explain::phase(ui, &outcome.rule, round.phase))
        .collect();
    // What is the same in every row is said once.
    let same = phases.first().filter(|_| phases.len() == 1);
    let paid = outcome.rounds.iter().any(|round| round.payments.is_some());
    let next = outcome.rounds.iter().any(|round| round.runner_up.is_some());
    let row = |round: &Round| {
        html! {
            tr {
                th.key.words scope="row" { (round.round) ". " (name(ui, result.programme, result.proposals, &round.project)) }
                @if same.is_none() { td.key { (explain::phase(ui, &outcome.rule, round.phase)) } }
                td.number { (ui.money_decimal(&round.cost, currency)) }
                @if paid { (payments(ui, round, currency)) }
                @if next {
                    td.key.words {
                        @if let Some(next) = &round.runner_up { (name(ui, result.programme, result.proposals, &next.project)) }
                    }
                }
            }
        }
    };
    html! {
        @if let Some(same) = same { p.prose { (same) } }
        (table(
            ui,
            "rounds",
            &ui.t("vote-rounds-caption"),
            html! {
                th scope="col" { (ui.t("vote-rounds-round")) }
                @if same.is_none() { th scope="col" { (ui.t("vote-rounds-phase")) } }
                th.number scope="col" { (ui.t("proposal-cost")) }
                @if paid {
                    th.number scope="col" { (ui.t("vote-rounds-largest")) }
                    th.number scope="col" { (ui.t("vote-rounds-effective")) }
                    th.number scope="col" { (ui.t("vote-rounds-full")) }
                    th.number scope="col" { (ui.t("vote-rounds-part")) }
                    th.number scope="col" { (ui.t("vote-rounds-nothing")) }
                }
                @if next { th scope="col" { (ui.t("vote-rounds-runner-up")) } }
            },
            html! { @for round in &outcome.rounds { (row(round)) } },
        ))
    }
}

/// What the supporters of a round's project paid; empty cells where nobody pays.
fn payments(ui: &Ui, round: &Round, currency: &str) -> Markup {
    let Some(payments) = &round.payments else {
        return html! { @for _ in 0..5 { td.number {} } };
    };
    let effective = payments.effective_votes.parse();
    html! {
        td.number { (ui.money_decimal(&payments.largest, currency)) }
        td.number { @match effective { Ok(votes) => (ui.number(votes)), Err(_) => (payments.effective_votes) } }
        td.number { (ui.number(payments.in_full)) }
        td.number { (ui.number(payments.in_part)) }
        td.number { (ui.number(payments.nothing)) }
    }
}
