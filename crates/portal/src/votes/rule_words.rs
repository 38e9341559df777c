//! A selection rule and a ballot rule in words.

use madang_programme::votes::engine::{
    Comparison, Completion, Decimal, ExhaustiveOver, Fit, Normalisation, QuotaMode, Quotas, Rule,
    SelectionRule, Start, Stop, Ties, Utility,
};
use madang_programme::votes::{BallotRule, RepeatedVoter, UnknownProject};

use crate::frame::ui::Ui;
use crate::model::ProgrammeDetail;
use crate::votes::explain::OrderedBy;
use crate::votes::labels;

/// The rule, a sentence for each of its parts, in the order in which they work.
pub fn selection_rule(ui: &Ui, programme: &ProgrammeDetail, rule: &SelectionRule) -> Vec<String> {
    let currency = &programme.summary.facts.currency;
    let mut words = Vec::new();
    if let Some(budget) = &rule.budget {
        words.push(ui.tf(
            "vote-rule-budget",
            &[(
                "amount",
                ui.money_decimal(&budget.to_string(), currency).into(),
            )],
        ));
    }
    if let Some(number) = rule.number {
        words.push(ui.count("vote-rule-number", number.into()));
    }
    if rule.unit_costs {
        words.push(ui.t("vote-rule-unit-costs"));
    }
    words.extend(method(ui, programme, rule));
    words.extend(
        rule.threshold
            .map(|least| threshold(ui, &rule.utility, least)),
    );
    words.extend(utility_counts(rule).then(|| utility(ui, &rule.utility)));
    words.extend(
        rule.completion
            .iter()
            .flat_map(|completion| complete(ui, completion, currency)),
    );
    if rule.number.is_some() && !rule.completion.is_empty() {
        words.push(ui.t("vote-rule-stop-number"));
    }
    if let Some(Comparison::Greedy) = rule.comparison {
        words.push(ui.t("vote-rule-comparison-greedy"));
    }
    words.push(match &rule.ties {
        Ties::Id {} => ui.t("vote-rule-ties-id"),
        Ties::CostVotes {} => ui.t("vote-rule-ties-cost-votes"),
        Ties::Lot(_) => ui.t("vote-rule-ties-lot"),
        Ties::CostVotesLot(_) => ui.t("vote-rule-ties-cost-votes-lot"),
    });
    if let Some(quotas) = &rule.quotas {
        words.extend(quota_words(ui, programme, quotas));
    }
    words
}

/// The bounds of the groups.
fn quota_words(ui: &Ui, programme: &ProgrammeDetail, quotas: &Quotas) -> Vec<String> {
    let currency = &programme.summary.facts.currency;
    let mut words = vec![match quotas.mode {
        QuotaMode::Pots => ui.t("vote-rule-quotas-pots"),
        QuotaMode::Caps => ui.t("vote-rule-quotas-caps"),
        QuotaMode::Reserve => ui.t("vote-rule-quotas-reserve"),
    }];
    for (group, quota) in &quotas.groups {
        let group = labels::plain_group(ui, programme, group);
        let group = || group.as_str().into();
        let money = |key, amount: &Decimal| {
            ui.tf(
                key,
                &[
                    ("group", group()),
                    (
                        "amount",
                        ui.money_decimal(&amount.to_string(), currency).into(),
                    ),
                ],
            )
        };
        let number = |key, value: u32| {
            ui.tf(
                key,
                &[
                    ("group", group()),
                    ("number", ui.number(value.into()).into()),
                ],
            )
        };
        words.extend(
            quota
                .least_number
                .map(|value| number("vote-rule-quota-least-number", value)),
        );
        words.extend(
            quota
                .most_number
                .map(|value| number("vote-rule-quota-most-number", value)),
        );
        words.extend(
            quota
                .least_money
                .as_ref()
                .map(|amount| money("vote-rule-quota-least-money", amount)),
        );
        words.extend(
            quota
                .most_money
                .as_ref()
                .map(|amount| money("vote-rule-quota-most-money", amount)),
        );
    }
    words
}

fn method(ui: &Ui, programme: &ProgrammeDetail, rule: &SelectionRule) -> Vec<String> {
    let fit = |fit: &Fit| match fit {
        Fit::Skip => ui.t("vote-rule-fit-skip"),
        Fit::NoSkip => ui.t("vote-rule-fit-stop"),
    };
    match &rule.rule {
        Rule::Greedy {
            fit: how,
            threshold: least,
        } => {
            let order = match OrderedBy::of(rule) {
                OrderedBy::Votes => ui.t("vote-rule-greedy"),
                OrderedBy::Points => ui.t("vote-rule-greedy-points"),
                OrderedBy::VotesPerCost => ui.t("vote-rule-greedy-votes-per-cost"),
                OrderedBy::PointsPerCost => ui.t("vote-rule-greedy-points-per-cost"),
            };
            let mut words = vec![order, fit(how)];
            words.extend(least.map(|least| threshold(ui, &rule.utility, least)));
            words
        }
        Rule::EqualShares {} => vec![
            ui.t("vote-rule-equal-shares"),
            ui.t("vote-rule-equal-shares-order"),
        ],
        Rule::BoundedOverspending {} => vec![
            ui.t("vote-rule-bounded-overspending"),
            ui.t("vote-rule-bounded-overspending-order"),
        ],
        Rule::Phragmen { fit: how } => vec![ui.t("vote-rule-phragmen"), fit(how)],
        Rule::ProportionalApproval {} => vec![ui.t("vote-rule-proportional-approval")],
        Rule::Scores(scores) => {
            let ballots = [("ballots", u64::from(scores.ballots).into())];
            let mut words = vec![ui.tf("vote-rule-scores", &ballots)];
            for (body, weight) in &scores.bodies {
                let body = labels::plain_body(ui, programme, body);
                let args = [("body", body.into()), ("weight", u64::from(*weight).into())];
                words.push(ui.tf("vote-rule-scores-body", &args));
            }
            words.push(scale(ui, &scores.normalisation));
            words.push(ui.t("vote-rule-scores-mean"));
            words.push(fit(&scores.fit));
            words.extend(scores.threshold.map(|least| {
                let least = [("least", least.to_string().into())];
                ui.tf("vote-rule-threshold-score", &least)
            }));
            words
        }
        _ => vec![ui.t("vote-rule-unknown")],
    }
}

/// How the scores of one member are put on the scale from 0 to 1.
fn scale(ui: &Ui, normalisation: &Normalisation) -> String {
    match normalisation {
        Normalisation::Scale { top } => {
            let top = [("top", top.to_string().into())];
            ui.tf("vote-rule-scores-scale", &top)
        }
        Normalisation::Highest {} => ui.t("vote-rule-scores-highest"),
        Normalisation::Range {} => ui.t("vote-rule-scores-range"),
        Normalisation::Rank {} => ui.t("vote-rule-scores-rank"),
    }
}

/// The least that a project needs, in what the rule counts.
fn threshold(ui: &Ui, utility: &Utility, least: Decimal) -> String {
    let key = match utility {
        Utility::Cost {} | Utility::Cardinality {} => "vote-rule-threshold-votes",
        Utility::Points {} | Utility::PointsTimesCost {} | Utility::Borda { .. } => {
            "vote-rule-threshold-points"
        }
    };
    ui.tf(key, &[("least", least.to_string().into())])
}

/// Whether it matters to the method what a project is worth to a voter.
fn utility_counts(rule: &SelectionRule) -> bool {
    match &rule.rule {
        Rule::EqualShares {} | Rule::BoundedOverspending {} => true,
        // By cost it is the order of votes, which is said.
        Rule::Greedy { .. } => !matches!(rule.utility, Utility::Cost {}),
        Rule::Scores(_) => !matches!(rule.utility, Utility::Cost {} | Utility::Cardinality {}),
        _ => false,
    }
}

fn utility(ui: &Ui, utility: &Utility) -> String {
    match utility {
        Utility::Cost {} => ui.t("vote-rule-utility-cost"),
        Utility::Cardinality {} => ui.t("vote-rule-utility-cardinality"),
        Utility::Points {} => ui.t("vote-rule-utility-points"),
        Utility::PointsTimesCost {} => ui.t("vote-rule-utility-points-cost"),
        Utility::Borda { .. } => ui.t("vote-rule-utility-places"),
    }
}

fn complete(ui: &Ui, completion: &Completion, currency: &str) -> Vec<String> {
    let until = |stop: &Stop, over: &ExhaustiveOver| match (stop, over) {
        (Stop::Infeasible, _) => ui.t("vote-rule-stop-infeasible"),
        (Stop::InfeasibleOrExhaustive, ExhaustiveOver::All) => {
            ui.t("vote-rule-stop-exhaustive-all")
        }
        (Stop::InfeasibleOrExhaustive, ExhaustiveOver::Supported) => {
            ui.t("vote-rule-stop-exhaustive-supported")
        }
    };
    match completion {
        Completion::AddOne {
            start,
            step,
            stop,
            exhaustive_over,
        } => {
            let step = ui.money_decimal(&step.to_string(), currency);
            let key = match start {
                Start::Exact => "vote-rule-add-one",
                Start::Integral => "vote-rule-add-one-integral",
            };
            vec![
                ui.tf(key, &[("step", step.into())]),
                until(stop, exhaustive_over),
            ]
        }
        Completion::BudgetIncrease {
            percent,
            stop,
            exhaustive_over,
        } => vec![
            ui.tf(
                "vote-rule-budget-increase",
                &[("percent", percent.to_string().into())],
            ),
            until(stop, exhaustive_over),
        ],
        Completion::Utilitarian {} => vec![ui.t("vote-rule-complete-votes")],
        Completion::Phragmen {} => vec![ui.t("vote-rule-complete-phragmen")],
    }
}

/// How ballots are read and which of them count, a sentence for each part.
pub fn ballot_rule(ui: &Ui, rule: &BallotRule, currency: &str) -> Vec<String> {
    let mut words = vec![labels::ballot_type(ui, rule.ballot_type)];
    words.extend(
        rule.min_choices
            .map(|least| ui.count("vote-ballots-least", least.into())),
    );
    words.extend(
        rule.max_choices
            .map(|most| ui.count("vote-ballots-most", most.into())),
    );
    words.extend(rule.max_cost.map(|most| {
        ui.tf(
            "vote-ballots-cost",
            &[("amount", ui.money(most, currency).into())],
        )
    }));
    words.extend(
        rule.max_points
            .map(|most| ui.count("vote-ballots-points", most)),
    );
    words.push(match rule.unknown_project {
        UnknownProject::DiscardBallot => ui.t("vote-ballots-unknown-discard"),
        UnknownProject::DropChoice => ui.t("vote-ballots-unknown-drop"),
    });
    words.push(match rule.repeated_voter {
        RepeatedVoter::CountFirst => ui.t("vote-ballots-repeated-first"),
        RepeatedVoter::CountLast => ui.t("vote-ballots-repeated-last"),
        RepeatedVoter::CountNone => ui.t("vote-ballots-repeated-none"),
    });
    words
}
