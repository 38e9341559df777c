//! The result of a published selection: who was chosen, how every project fared, round by round.

use std::collections::{BTreeMap, BTreeSet};

use madang_programme::votes::Analysis;
use madang_programme::votes::engine::EndowmentReport;
use madang_programme::votes::points::Points;
use maud::{Markup, html};

use crate::frame::format::one_decimal;
use crate::frame::parts::table;
use crate::frame::ui::Ui;
use crate::model::{ProgrammeDetail, ProposalDetail, SelectionDetail, VoteDetail};
use crate::proposals::labels::{cost, proposal_title};
use crate::proposals::links as proposals;
use crate::votes::candidates::{MOST_LISTED, by_fate, table_of_all};
use crate::votes::labels::plain_group;
use crate::votes::outcome::Outcome;
use crate::votes::{analysis, explain, links, rounds, ties, who};

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
        @if let Some(rule) = rule { (who::sentences(ui, result.programme, result.vote, &rule.facts.rule)) }
        dl.figures {
            div { dt { (ui.t("vote-result-selected")) } dd { (ui.number(facts.selected.len() as u64)) } }
            div { dt { (ui.t("vote-result-cost")) } dd { (ui.money_spoken(facts.total_cost, currency)) } }
            @if let Some(outcome) = result.outcome {
                @if !outcome.budget.is_empty() && outcome.money_cost.is_none() {
                    div { dt { (ui.t("vote-result-budget")) } dd { (ui.money_decimal(&outcome.budget, currency)) } }
                }
                @if result.vote.ballots != outcome.voters {
                    div { dt { (ui.t("vote-result-cast")) } dd { (ui.number(result.vote.ballots)) } }
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
            ("percent", one_decimal(&all.percent).into()),
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
                (table_of_all(ui, result, outcome))
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
                    td.number { @if let Some(proposal) = result.proposals.get(id) { (cost(ui, currency, proposal.facts.cost)) } }
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
                            (ui.tf("vote-result-tie", &[("count", (tie.round as f64).into()), ("round", ui.number(tie.round as u64).into()), ("step", ties::tie_step(ui, tie.decided_by).into())])) " "
                            @for (place, id) in tie.projects.iter().enumerate() {
                                @if place > 0 { ", " }
                                (name(ui, result.programme, result.proposals, id))
                                @let step = ties::tie_lost_by(outcome, tie, id);
                                @if place > 0 && step != tie.decided_by { " (" (ties::tie_step(ui, step)) ")" }
                            }
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
