//! The result of a published selection: who was chosen, how every project fared, round by round.

use std::collections::{BTreeMap, BTreeSet};

use madang_programme::votes::Analysis;
use madang_programme::votes::engine::EndowmentReport;
use madang_programme::votes::points::Points;
use maud::{Markup, html};

use crate::frame::format::short_decimal;
use crate::frame::parts::{Tone, badge, table};
use crate::frame::ui::Ui;
use crate::model::{ProgrammeDetail, ProposalDetail, SelectionDetail, VoteDetail};
use crate::proposals::labels::proposal_title;
use crate::proposals::links as proposals;
use crate::votes::labels::plain_group;
use crate::votes::outcome::{self, Outcome, ProjectExplanation};
use crate::votes::{analysis, explain, links, rounds, who};

/// The most projects whose fate the page lists; the JSON has all.
const MOST_LISTED: usize = 1_000;

/// Those selected first that are named on top.
const MOST_FIRST: usize = 3;

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
    /// The points that candidates were given, where these decided and are added up.
    pub points: Option<&'a Points>,
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

/// What comes first: how many were selected for how much, how many voters got something, and the first of those selected.
pub fn head(ui: &Ui, result: &Result<'_>) -> Markup {
    let facts = &result.selection.facts;
    let currency = &result.programme.summary.facts.currency;
    let mut rules = result.programme.rules.iter();
    let rule = rules.find(|rule| rule.facts.id == result.vote.facts.rule);
    html! {
        p.lead { (verdict(ui, result)) }
        @if let Some(rule) = rule { (who::sentences(ui, result.programme, &rule.facts.rule)) }
        dl.figures {
            div { dt { (ui.t("vote-result-selected")) } dd { (ui.number(facts.selected.len() as u64)) } }
            div { dt { (ui.t("vote-result-cost")) } dd { (ui.money_spoken(facts.total_cost, currency)) } }
            @if let Some(outcome) = result.outcome {
                @if !outcome.budget.is_empty() && outcome.money_cost.is_none() {
                    div { dt { (ui.t("vote-result-budget")) } dd { (ui.money_decimal(&outcome.budget, currency)) } }
                }
                div { dt { (ui.t("vote-result-voters")) } dd { (ui.number(outcome.voters)) } }
            }
        }
        @if !facts.selected.is_empty() {
            h2 #first { (ui.t("vote-first-selected")) }
            ol.prose {
                @for id in facts.selected.iter().take(MOST_FIRST) { li { (name(ui, result.programme, result.proposals, id)) } }
            }
            p { a href="#all" { (ui.t("vote-why-all")) } }
        }
    }
}

/// The result in one sentence or two.
fn verdict(ui: &Ui, result: &Result<'_>) -> String {
    let selected = result.selection.facts.selected.len() as u64;
    let candidates = u64::from(result.vote.facts.candidates);
    let args = [
        ("selected", ui.number(selected).into()),
        ("count", (candidates as f64).into()),
        ("projects", ui.number(candidates).into()),
    ];
    let mut words = ui.tf("vote-verdict", &args);
    if let Some(found) = result.analysis {
        let all = &found.audit.representation.all;
        let args = [
            ("voters", ui.number(all.voters).into()),
            ("served", ui.number(all.at_least_one).into()),
            ("percent", all.percent.as_str().into()),
        ];
        words.push(' ');
        words.push_str(&ui.tf("vote-verdict-served", &args));
    }
    words
}

/// The sections of the result: what became of every candidate, how, and what was found about it.
pub fn sections(ui: &Ui, result: &Result<'_>) -> Markup {
    html! {
        h2 #all { (ui.t("vote-result-projects")) }
        @match result.outcome {
            Some(outcome) => {
                p.prose { (ui.t("vote-result-projects-text")) }
                (projects(ui, result, outcome))
                h2 #steps { (ui.t("vote-steps-title")) }
                (explained(ui, result, outcome))
            }
            None => {
                p.notice { (ui.t("vote-why-not-public")) }
                (selected(ui, result))
            }
        }
        @if let Some(found) = result.analysis {
            h2 #found { (ui.t("vote-found-title")) }
            (analysis::sections(ui, result.programme, result.proposals, found, result.outcome))
        }
    }
}

/// A proposal by its title where that is known, with a link.
pub fn name(
    ui: &Ui,
    programme: &ProgrammeDetail,
    known: &BTreeMap<String, ProposalDetail>,
    id: &str,
) -> Markup {
    let href = ui.href(&proposals::proposal(&programme.summary.facts.id, id));
    html! {
        a href=(href) {
            @match known.get(id) {
                Some(proposal) => (proposal_title(ui, proposal)),
                None => (ui.tf("proposal-number", &[("id", id.into())])),
            }
        }
    }
}

/// Those selected, where nothing more is known.
fn selected(ui: &Ui, result: &Result<'_>) -> Markup {
    let currency = &result.programme.summary.facts.currency;
    table(
        ui,
        "selected",
        &ui.t("vote-result-caption"),
        html! {
            th scope="col" { (ui.t("proposal")) }
            th.number scope="col" { (ui.t("vote-result-place")) }
            th.number scope="col" { (ui.t("proposal-cost")) }
        },
        html! {
            @for (place, id) in result.selection.facts.selected.iter().enumerate().take(MOST_LISTED) {
                tr {
                    th.key.words scope="row" { (name(ui, result.programme, result.proposals, id)) }
                    td.number { (ui.number(place as u64 + 1)) }
                    td.number { @if let Some(proposal) = result.proposals.get(id) { (ui.money_spoken(proposal.facts.cost, currency)) } }
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
                @if let Some(group) = group { (plain_group(ui, result.programme, group)) ": " }
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
        @if !outcome.quotas.is_empty() { (quotas(ui, result.programme, outcome)) }
        (rounds::section(ui, result, outcome))
        @if !outcome.ties.is_empty() {
            details {
                summary { (ui.count("vote-result-ties", outcome.ties.len() as u64)) }
                ul {
                    @for tie in &outcome.ties {
                        li {
                            (ui.tf("vote-result-tie", &[("count", (tie.round as f64).into()), ("round", ui.number(tie.round as u64).into()), ("step", explain::tie_step(ui, tie.decided_by).into())])) " "
                            @for (place, id) in tie.projects.iter().enumerate() { @if place > 0 { ", " } (name(ui, result.programme, result.proposals, id)) }
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
                (None, Some(code)) => { (badge(Tone::Plain, &ui.t("proposal-state-not-selected"))) " " (explain::reason(ui, outcome, *code)) }
                (None, None) => {}
            }
        }
    };
    let currency = &result.programme.summary.facts.currency;
    let missing = |project| explain::missing(ui, project, currency).map(|missing| missing.amount);
    let scored = outcome::has_scores(outcome);
    let short = outcome.projects.iter().any(|p| missing(p).is_some());
    let votes = match explain::goes_by_points(outcome) {
        true => "vote-result-people",
        false => "vote-result-votes",
    };
    html! {
        (table(
            ui,
            "projects",
            &ui.t("vote-result-projects-caption"),
            html! {
                th scope="col" { (ui.t("proposal")) }
                th scope="col" { (ui.t("vote-result-fate")) }
                th.number scope="col" { (ui.t(votes)) }
                @if result.points.is_some() { th.number scope="col" { (ui.t("vote-result-points")) } }
                @if scored { th.number scope="col" { (ui.t("vote-score")) } }
                th.number scope="col" { (ui.t("proposal-cost")) }
                @if short { th.number scope="col" { (ui.t("vote-result-missing")) } }
            },
            html! {
                @for project in by_fate(outcome).into_iter().take(MOST_LISTED) {
                    tr {
                        th.key scope="row" { span.words { (name(ui, result.programme, result.proposals, &project.id)) } }
                        td.key { (fate(project)) }
                        td.number { (ui.number(project.votes)) }
                        @if let Some(points) = result.points { td.number { @if let Some(given) = points.given.get(&project.id) { (ui.number(*given)) } } }
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

fn quotas(ui: &Ui, programme: &ProgrammeDetail, outcome: &Outcome) -> Markup {
    let currency = &programme.summary.facts.currency;
    table(
        ui,
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
                    th.key scope="row" { (plain_group(ui, programme, &quota.group)) }
                    td.number { (ui.number(quota.number as u64)) }
                    td.number { (ui.money_decimal(&quota.cost, currency)) }
                    td.number { (ui.number(quota.least_number as u64)) }
                    td.number { @match quota.most_number { Some(most) => (ui.number(most as u64)), None => (ui.t("vote-quotas-none")) } }
                    td { (if quota.met { ui.t("vote-quotas-kept") } else { ui.t("vote-quotas-broken") }) }
                }
            }
        },
    )
}
