//! Why a project was selected or not, in sentences.

use crate::frame::ui::Ui;
use crate::votes::outcome::{Outcome, Project, Round};

/// Why this project fared as it did: a sentence for each fact that the outcome gives.
pub fn project(ui: &Ui, outcome: &Outcome, project: &Project, currency: &str) -> Vec<String> {
    let mut words = vec![ui.count("vote-why-votes", project.votes)];
    match (project.round, &project.reason) {
        (Some(number), _) => {
            let round = outcome.rounds.iter().find(|round| round.round == number);
            words.push(ui.count("vote-why-selected", number));
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
                    .map(|amount| money("vote-why-over-budget", amount)),
            );
            if !project.kept_for.is_empty() {
                let groups = project.kept_for.join(", ");
                words.push(ui.tf("vote-why-kept-for", &[("groups", groups.into())]));
            }
            words.extend(
                project
                    .stopped_by
                    .as_ref()
                    .map(|id| ui.tf("vote-why-stopped-by", &[("id", id.as_str().into())])),
            );
            words.extend(
                project
                    .money_behind
                    .as_ref()
                    .map(|amount| money("vote-why-money-behind", amount)),
            );
            words.extend(
                project
                    .short_by
                    .as_ref()
                    .map(|amount| money("vote-why-short-by", amount)),
            );
            words.extend(
                project
                    .supporters_short
                    .map(|more| ui.count("vote-why-supporters-short", more)),
            );
        }
        (None, None) => words.push(ui.t("vote-why-unknown")),
    }
    words
}

fn selected(ui: &Ui, round: &Round, currency: &str) -> Vec<String> {
    let mut words = vec![phase(ui, &round.phase)];
    if let Some(payments) = &round.payments {
        let largest = ui.money_decimal(&payments.largest, currency);
        words.push(ui.tf(
            "vote-why-payments",
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
        "no-support" => ui.t("vote-reason-no-support"),
        "above-budget" => ui.t("vote-reason-above-budget"),
        "no-seats" => ui.t("vote-reason-no-seats"),
        "no-pot" => ui.t("vote-reason-no-pot"),
        "does-not-fit" => ui.t("vote-reason-does-not-fit"),
        "too-little-money" => ui.t("vote-reason-too-little-money"),
        "number-reached" => ui.t("vote-reason-number-reached"),
        "stopped" => ui.t("vote-reason-stopped"),
        "reserved" => ui.t("vote-reason-reserved"),
        "outranked" => ui.t("vote-reason-outranked"),
        "below-threshold" => ui.t("vote-reason-below-threshold"),
        "quota" => ui.t("vote-reason-quota"),
        "comparison" => ui.t("vote-reason-comparison"),
        _ => code.to_owned(),
    }
}

/// By which part of the rule a project was selected.
pub fn phase(ui: &Ui, code: &str) -> String {
    match code {
        "zero-cost" => ui.t("vote-phase-zero-cost"),
        "equal-shares" => ui.t("vote-phase-equal-shares"),
        "bounded-overspending" => ui.t("vote-phase-bounded-overspending"),
        "greedy" => ui.t("vote-phase-greedy"),
        "phragmen" => ui.t("vote-phase-phragmen"),
        "proportional-approval" => ui.t("vote-phase-proportional-approval"),
        "scores" => ui.t("vote-phase-scores"),
        "utilitarian-completion" => ui.t("vote-phase-utilitarian-completion"),
        "phragmen-completion" => ui.t("vote-phase-phragmen-completion"),
        "reserve" => ui.t("vote-phase-reserve"),
        _ => code.to_owned(),
    }
}

/// What broke a tie.
pub fn tie_step(ui: &Ui, code: &str) -> String {
    match code {
        "lowest-cost" => ui.t("vote-tie-lowest-cost"),
        "most-votes" => ui.t("vote-tie-most-votes"),
        "lot" => ui.t("vote-tie-lot"),
        "id" => ui.t("vote-tie-id"),
        _ => code.to_owned(),
    }
}

/// Why raising the endowment ended.
pub fn stopped(ui: &Ui, code: &str) -> String {
    match code {
        "next-infeasible" => ui.t("vote-stopped-next-infeasible"),
        "exhaustive" => ui.t("vote-stopped-exhaustive"),
        "all-selected" => ui.t("vote-stopped-all-selected"),
        "number-reached" => ui.t("vote-stopped-number-reached"),
        "bound" => ui.t("vote-stopped-bound"),
        _ => code.to_owned(),
    }
}
