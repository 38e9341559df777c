//! The result of a published selection: who was chosen, how every project fared, round by round.

use std::collections::{BTreeMap, BTreeSet};

use madang_charts::{ChartText, steps};
use madang_programme::votes::Analysis;
use madang_programme::votes::engine::EndowmentReport;
use maud::{Markup, PreEscaped, html};

use crate::frame::format::short_decimal;
use crate::frame::parts::{Tone, badge, blank, table};
use crate::frame::ui::Ui;
use crate::model::{ProgrammeDetail, ProposalDetail, SelectionDetail, VoteDetail};
use crate::proposals::links as proposals;
use crate::votes::outcome::{self, Outcome, ProjectExplanation};
use crate::votes::{analysis, explain, links};

/// The most projects whose fate the page lists; the JSON has all.
const MOST_LISTED: usize = 1_000;

/// A selection with what is known of it.
pub struct Result<'a> {
    /// The programme.
    pub programme: &'a ProgrammeDetail,
    /// The vote.
    pub vote: &'a VoteDetail,
    /// The selection.
    pub selection: &'a SelectionDetail,
    /// Its outcome, where that is public.
    pub outcome: Option<&'a Outcome>,
    /// What was found about it, where that is public.
    pub analysis: Option<&'a Analysis>,
    /// Proposals by identifier, as far as they were fetched.
    pub proposals: &'a BTreeMap<String, ProposalDetail>,
}

/// The proposals that the page names: those selected, then the others in the order of the table.
pub fn named<'a>(selected: &'a [String], outcome: Option<&'a Outcome>) -> BTreeSet<&'a str> {
    let listed = outcome.map(by_fate).unwrap_or_default();
    let listed = listed
        .into_iter()
        .take(MOST_LISTED)
        .map(|project| project.id.as_str());
    selected
        .iter()
        .take(MOST_LISTED)
        .map(String::as_str)
        .chain(listed)
        .collect()
}

/// The sections of the result.
pub fn result(ui: &Ui, result: &Result<'_>) -> Markup {
    let facts = &result.selection.facts;
    let currency = &result.programme.summary.facts.currency;
    html! {
        h2 #result { (ui.t("vote-result-title")) }
        dl.figures {
            div { dt { (ui.t("vote-result-selected")) } dd { (ui.number(facts.selected.len() as u64)) } }
            div { dt { (ui.t("vote-result-cost")) } dd { (ui.money_spoken(facts.total_cost, currency)) } }
            @if let Some(outcome) = result.outcome {
                @if !outcome.budget.is_empty() && outcome.money_cost.is_none() { div { dt { (ui.t("vote-result-budget")) } dd { (spoken(ui, &outcome.budget, currency)) } } }
                div { dt { (ui.t("vote-result-voters")) } dd { (ui.number(outcome.voters)) } }
            }
        }
        @match result.outcome {
            Some(outcome) => (explained(ui, result, outcome)),
            None => {
                p.notice { (ui.t("vote-why-not-public")) }
                (selected(ui, result))
            }
        }
        @if let Some(found) = result.analysis {
            h2 #found { (ui.t("vote-found-title")) }
            (analysis::sections(ui, result.programme, result.proposals, found))
        }
    }
}

/// A budget as it is said, where it is a whole number as on the record.
fn spoken(ui: &Ui, amount: &str, currency: &str) -> String {
    amount.parse().map_or_else(
        |_| ui.money_decimal(amount, currency),
        |units| ui.money_spoken(units, currency),
    )
}

/// A proposal by its title where that is known, with a link.
fn name(ui: &Ui, result: &Result<'_>, id: &str) -> Markup {
    let href = ui.href(&proposals::proposal(&result.programme.summary.facts.id, id));
    let title = result
        .proposals
        .get(id)
        .and_then(|proposal| proposal.text.as_ref());
    html! {
        a href=(href) {
            @match title { Some(text) => (ui.words(&text.title)), None => (ui.tf("proposal-number", &[("id", id.into())])) }
        }
    }
}

fn selected(ui: &Ui, result: &Result<'_>) -> Markup {
    let currency = &result.programme.summary.facts.currency;
    table(
        "selected",
        &ui.t("vote-result-caption"),
        html! {
            th.number scope="col" { (ui.t("vote-result-place")) }
            th scope="col" { (ui.t("proposal")) }
            th.number scope="col" { (ui.t("vote-result-votes")) }
            th.number scope="col" { (ui.t("proposal-cost")) }
        },
        html! {
            @for (place, id) in result.selection.facts.selected.iter().enumerate() {
                tr {
                    td.number { (place + 1) }
                    th.key.words scope="row" { (name(ui, result, id)) }
                    td.number {
                        @match result.outcome.and_then(|outcome| outcome::project(outcome, id)) {
                            Some(project) => (ui.number(project.votes)),
                            None => (blank(ui)),
                        }
                    }
                    td.number {
                        @match (result.proposals.get(id), result.outcome.and_then(|outcome| outcome::project(outcome, id))) {
                            (Some(proposal), _) => (ui.money(proposal.facts.cost, currency)),
                            (None, Some(project)) => (ui.money_decimal(&project.cost, currency)),
                            (None, None) => (blank(ui)),
                        }
                    }
                }
            }
        },
    )
}

fn explained(ui: &Ui, result: &Result<'_>, outcome: &Outcome) -> Markup {
    let currency = &result.programme.summary.facts.currency;
    html! {
        @for (group, endowment) in outcome.endowments() {
            p.prose {
                @if let Some(group) = group { (group) ": " }
                (endowment_words(ui, endowment, currency))
                @if let Some(code) = &endowment.stopped { " " (explain::stopped(ui, *code)) }
            }
        }
        @if let Some(comparison) = &outcome.comparison {
            p.prose {
                (ui.tf("vote-result-comparison", &[
                    ("own", ui.number(comparison.prefer_own).into()),
                    ("other", ui.number(comparison.prefer_other).into()),
                    ("number", ui.number(comparison.other_selected.len() as u64).into()),
                ]))
                " " (if comparison.kept { ui.t("vote-result-comparison-kept") } else { ui.t("vote-result-comparison-replaced") })
            }
        }
        h3 #all { (ui.t("vote-result-projects")) }
        p.prose { (ui.t("vote-result-projects-text")) }
        (projects(ui, result, outcome))
        @if !outcome.quotas.is_empty() { (quotas(ui, outcome, currency)) }
        details {
            summary { (ui.count("vote-result-rounds", outcome.rounds.len() as u64)) }
            (budget_left(ui, outcome, currency))
            (rounds(ui, result, outcome))
        }
        @if !outcome.ties.is_empty() {
            details {
                summary { (ui.count("vote-result-ties", outcome.ties.len() as u64)) }
                ul {
                    @for tie in &outcome.ties {
                        li {
                            (ui.tf("vote-result-tie", &[("round", ui.number(tie.round as u64).into()), ("step", explain::tie_step(ui, tie.decided_by).into())])) " "
                            @for (place, id) in tie.projects.iter().enumerate() { @if place > 0 { ", " } (name(ui, result, id)) }
                            @if tie.tied > tie.projects.len() { " " (ui.count("vote-result-tied-more", (tie.tied - tie.projects.len()) as u64)) }
                        }
                    }
                }
            }
        }
        p {
            a href=(links::outcome_api(&result.programme.summary.facts.id, &result.vote.facts.id)) { (ui.t("vote-result-json")) }
        }
    }
}

/// What a voter's share came to; about, where it is not a whole number.
fn endowment_words(ui: &Ui, endowment: &EndowmentReport, currency: &str) -> String {
    let about = if endowment.last.contains('/') || endowment.first.contains('/') {
        "about"
    } else {
        "exact"
    };
    let args = [
        (
            "first",
            ui.money_decimal(&endowment.first_decimal, currency).into(),
        ),
        (
            "last",
            ui.money_decimal(&endowment.last_decimal, currency).into(),
        ),
        ("raises", ui.number(endowment.raises).into()),
        ("about", about.into()),
    ];
    let key = if endowment.raises == 0 {
        "vote-result-endowment-fixed"
    } else {
        "vote-result-endowment"
    };
    ui.tf(key, &args)
}

/// Selected ones in their order, then the others by votes.
fn by_fate(outcome: &Outcome) -> Vec<&ProjectExplanation> {
    let mut projects: Vec<_> = outcome.projects.iter().collect();
    projects.sort_by_key(|project| {
        (
            project.round.unwrap_or(usize::MAX),
            std::cmp::Reverse(project.votes),
            &project.id,
        )
    });
    projects
}

fn projects(ui: &Ui, result: &Result<'_>, outcome: &Outcome) -> Markup {
    let fate = |project: &ProjectExplanation| {
        html! {
            @match (project.round, &project.reason) {
                (Some(round), _) => { (badge(Tone::Good, &ui.t("proposal-state-selected"))) " " (ui.count("vote-result-round", round as u64)) }
                (None, Some(code)) => { (badge(Tone::Plain, &ui.t("proposal-state-not-selected"))) " " (explain::reason(ui, *code)) }
                (None, None) => (blank(ui)),
            }
        }
    };
    let missing = |project: &ProjectExplanation| {
        let currency = &result.programme.summary.facts.currency;
        project
            .short_by
            .as_ref()
            .map(|amount| ui.money_decimal(amount, currency))
    };
    let scored = outcome::has_scores(outcome);
    let short = outcome.projects.iter().any(|p| p.short_by.is_some());
    html! {
        (table(
            "projects",
            &ui.t("vote-result-projects-caption"),
            html! {
                th scope="col" { (ui.t("proposal")) }
                th scope="col" { (ui.t("vote-result-fate")) }
                th.number scope="col" { (ui.t("vote-result-votes")) }
                @if scored { th.number scope="col" { (ui.t("vote-score")) } }
                th.number scope="col" { (ui.t("proposal-cost")) }
                @if short { th.number scope="col" { (ui.t("vote-result-missing")) } }
            },
            html! {
                @for project in by_fate(outcome).into_iter().take(MOST_LISTED) {
                    tr {
                        th.key scope="row" { span.words { (name(ui, result, &project.id)) } }
                        td.key { (fate(project)) }
                        td.number { (ui.number(project.votes)) }
                        @if scored { td.number { @if let Some(score) = outcome::value(outcome, project) { (short_decimal(score)) } } }
                        td.number { (ui.money_decimal(&project.cost, &result.programme.summary.facts.currency)) }
                        @if short { td.number { @if let Some(amount) = missing(project) { (amount) } } }
                    }
                }
            },
        ))
        @if outcome.projects.len() > MOST_LISTED {
            p.muted { (ui.tf("vote-result-more", &[("shown", ui.number(MOST_LISTED as u64).into()), ("number", ui.number(outcome.projects.len() as u64).into())])) }
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
        h4 { (text.title) }
        figure { (PreEscaped(steps(&text, &left, [&ui.t("vote-rounds-round"), &first, "0", &rounds]))) }
    }
}

fn rounds(ui: &Ui, result: &Result<'_>, outcome: &Outcome) -> Markup {
    let currency = &result.programme.summary.facts.currency;
    let paid = outcome.rounds.iter().any(|round| round.payments.is_some());
    table(
        "rounds",
        &ui.t("vote-rounds-caption"),
        html! {
            th.number scope="col" { (ui.t("vote-rounds-round")) }
            th scope="col" { (ui.t("proposal")) }
            th scope="col" { (ui.t("vote-rounds-phase")) }
            th.number scope="col" { (ui.t("proposal-cost")) }
            @if paid { th.number scope="col" { (ui.t("vote-rounds-largest")) } }
            @if paid { th.number scope="col" { (ui.t("vote-rounds-effective")) } }
            @if paid { th.number scope="col" { (ui.t("vote-rounds-full")) } }
            @if paid { th.number scope="col" { (ui.t("vote-rounds-part")) } }
            @if paid { th.number scope="col" { (ui.t("vote-rounds-nothing")) } }
            th scope="col" { (ui.t("vote-rounds-runner-up")) }
        },
        html! {
            @for round in &outcome.rounds {
                tr {
                    td.number { (round.round) }
                    th.key.words scope="row" { (name(ui, result, &round.project)) }
                    td.key { (explain::phase(ui, round.phase)) }
                    td.number { (ui.money_decimal(&round.cost, currency)) }
                    @match &round.payments {
                        Some(payments) => {
                            td.number { (ui.money_decimal(&payments.largest, currency)) }
                            td.number { (payments.effective_votes) }
                            td.number { (ui.number(payments.in_full)) }
                            td.number { (ui.number(payments.in_part)) }
                            td.number { (ui.number(payments.nothing)) }
                        }
                        None => @if paid { @for _ in 0..5 { td.number {} } },
                    }
                    td.key.words { @match &round.runner_up { Some(next) => (name(ui, result, &next.project)), None => (blank(ui)) } }
                }
            }
        },
    )
}

fn quotas(ui: &Ui, outcome: &Outcome, currency: &str) -> Markup {
    table(
        "quotas",
        &ui.t("vote-quotas-caption"),
        html! {
            th scope="col" { (ui.t("programme-group")) }
            th.number scope="col" { (ui.t("vote-selected")) }
            th.number scope="col" { (ui.t("vote-result-cost")) }
            th.number scope="col" { (ui.t("vote-quotas-least")) }
            th.number scope="col" { (ui.t("vote-quotas-most")) }
            th scope="col" { (ui.t("vote-quotas-met")) }
        },
        html! {
            @for quota in &outcome.quotas {
                tr {
                    th.key scope="row" { (quota.group) }
                    td.number { (ui.number(quota.number as u64)) }
                    td.number { (ui.money_decimal(&quota.cost, currency)) }
                    td.number { (ui.number(quota.least_number as u64)) }
                    td.number { @match quota.most_number { Some(most) => (ui.number(most as u64)), None => (blank(ui)) } }
                    td { (if quota.met { ui.t("commitment-value-yes") } else { ui.t("commitment-value-no") }) }
                }
            }
        },
    )
}
