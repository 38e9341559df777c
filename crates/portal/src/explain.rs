//! Why a project was selected or not, in sentences.

use crate::outcome::{Outcome, Project, Round};
use crate::ui::Ui;

/// Why this project fared as it did: a sentence for each fact that the outcome gives.
pub fn project(ui: &Ui, outcome: &Outcome, project: &Project, currency: &str) -> Vec<String> {
    let mut words = vec![ui.count("why-votes", project.votes)];
    match (project.round, &project.reason) {
        (Some(number), _) => {
            let round = outcome.rounds.iter().find(|round| round.round == number);
            words.push(ui.count("why-selected", number));
            words.extend(
                round
                    .into_iter()
                    .flat_map(|round| selected(ui, round, currency)),
            );
        }
        (None, Some(code)) => {
            words.push(reason(ui, code));
            let money = |key, amount: &String| {
                ui.tf(
                    key,
                    &[("amount", ui.money_decimal(amount, currency).into())],
                )
            };
            words.extend(
                project
                    .over_budget
                    .as_ref()
                    .map(|amount| money("why-over-budget", amount)),
            );
            if !project.kept_for.is_empty() {
                let groups = project.kept_for.join(", ");
                words.push(ui.tf("why-kept-for", &[("groups", groups.into())]));
            }
            words.extend(
                project
                    .stopped_by
                    .as_ref()
                    .map(|id| ui.tf("why-stopped-by", &[("id", id.as_str().into())])),
            );
            words.extend(
                project
                    .money_behind
                    .as_ref()
                    .map(|amount| money("why-money-behind", amount)),
            );
            words.extend(
                project
                    .short_by
                    .as_ref()
                    .map(|amount| money("why-short-by", amount)),
            );
            words.extend(
                project
                    .supporters_short
                    .map(|more| ui.count("why-supporters-short", more)),
            );
        }
        (None, None) => words.push(ui.t("why-unknown")),
    }
    words
}

fn selected(ui: &Ui, round: &Round, currency: &str) -> Vec<String> {
    let mut words = vec![phase(ui, &round.phase)];
    if let Some(payments) = &round.payments {
        let largest = ui.money_decimal(&payments.largest, currency);
        words.push(ui.tf(
            "why-payments",
            &[
                ("full", ui.number(payments.in_full).into()),
                ("part", ui.number(payments.in_part).into()),
                ("nothing", ui.number(payments.nothing).into()),
                ("largest", largest.into()),
            ],
        ));
    }
    words
}

/// Why a project was not selected; the code itself where it is not known here.
pub fn reason(ui: &Ui, code: &str) -> String {
    match code {
        "no-support" => ui.t("reason-no-support"),
        "above-budget" => ui.t("reason-above-budget"),
        "no-seats" => ui.t("reason-no-seats"),
        "no-pot" => ui.t("reason-no-pot"),
        "does-not-fit" => ui.t("reason-does-not-fit"),
        "too-little-money" => ui.t("reason-too-little-money"),
        "number-reached" => ui.t("reason-number-reached"),
        "stopped" => ui.t("reason-stopped"),
        "reserved" => ui.t("reason-reserved"),
        "outranked" => ui.t("reason-outranked"),
        "below-threshold" => ui.t("reason-below-threshold"),
        "quota" => ui.t("reason-quota"),
        "comparison" => ui.t("reason-comparison"),
        _ => code.to_owned(),
    }
}

/// By which part of the rule a project was selected.
pub fn phase(ui: &Ui, code: &str) -> String {
    match code {
        "zero-cost" => ui.t("phase-zero-cost"),
        "equal-shares" => ui.t("phase-equal-shares"),
        "bounded-overspending" => ui.t("phase-bounded-overspending"),
        "greedy" => ui.t("phase-greedy"),
        "phragmen" => ui.t("phase-phragmen"),
        "proportional-approval" => ui.t("phase-proportional-approval"),
        "scores" => ui.t("phase-scores"),
        "utilitarian-completion" => ui.t("phase-utilitarian-completion"),
        "phragmen-completion" => ui.t("phase-phragmen-completion"),
        "reserve" => ui.t("phase-reserve"),
        _ => code.to_owned(),
    }
}

/// What broke a tie.
pub fn tie_step(ui: &Ui, code: &str) -> String {
    match code {
        "lowest-cost" => ui.t("tie-lowest-cost"),
        "most-votes" => ui.t("tie-most-votes"),
        "lot" => ui.t("tie-lot"),
        "id" => ui.t("tie-id"),
        _ => code.to_owned(),
    }
}

/// Why raising the endowment ended.
pub fn stopped(ui: &Ui, code: &str) -> String {
    match code {
        "next-infeasible" => ui.t("stopped-next-infeasible"),
        "exhaustive" => ui.t("stopped-exhaustive"),
        "all-selected" => ui.t("stopped-all-selected"),
        "number-reached" => ui.t("stopped-number-reached"),
        "bound" => ui.t("stopped-bound"),
        _ => code.to_owned(),
    }
}
