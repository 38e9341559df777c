//! Outcome and analysis of a selection that cannot be computed again: they say what its facts say, and of what does not rest on
//! the missing ballots what follows from those that are left.

use std::collections::BTreeSet;

use madang_programme::votes::{ANALYSIS, Analysis, OUTCOME};
use madang_programme::{Comparison, ContentRule, named};
use madang_record::to_canonical;
use madang_selection::{Outcome, SelectionRule};
use madang_words::Said;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::partial::Left;
use super::published::{Published, leave};
use crate::report::{Report, Unchecked, What};
use crate::said::{said, unreadable};

/// Bytes of an explanation that are looked into in any case; longer ones where what would follow from the ballots that are left is
/// as long. What somebody made as long as they like would take any memory.
const LONG: usize = 1 << 20;

/// What of an explanation must be there in every format, and say what the facts say.
#[derive(Deserialize)]
struct Named<'a> {
    #[serde(borrow)]
    selected: &'a RawValue,
    #[serde(borrow)]
    input_digest: &'a RawValue,
}

/// What an outcome says of money.
#[derive(Deserialize)]
struct Costs<'a> {
    #[serde(borrow, default)]
    money_cost: Option<&'a RawValue>,
    #[serde(borrow, default)]
    total_cost: Option<&'a RawValue>,
}

/// An analysis, whose audit names what it is about.
#[derive(Deserialize)]
struct Audited<'a> {
    #[serde(borrow)]
    audit: Named<'a>,
}

/// Outcome and analysis name the same selection and the same input as the facts. However long they are, nothing is made of them.
pub(super) fn check_named(published: &Published<'_, '_>, report: &mut Report) {
    if let Some(outcome) = published.content(OUTCOME, report) {
        same_names(published, OUTCOME, serde_json::from_str(outcome), report);
        let costs: Option<Costs<'_>> = serde_json::from_str(outcome).ok();
        let cost = costs.and_then(|costs| costs.money_cost.or(costs.total_cost));
        let cost = cost.map(|cost| cost.get().trim_matches('"').parse::<u64>());
        if cost != Some(Ok(published.facts.total_cost)) {
            published.fail(report, differs(OUTCOME, "total_cost"));
        }
    }
    if let Some(analysis) = published.content(ANALYSIS, report) {
        let audited: Result<Audited<'_>, _> = serde_json::from_str(analysis);
        let audit = audited.map(|audited| audited.audit);
        same_names(published, ANALYSIS, audit, report);
    }
}

fn differs(name: &'static str, field: &'static str) -> Said {
    said("verify-explanation-differs")
        .said("name", named::content_beside(name))
        .text("field", field)
}

fn same_names(
    published: &Published<'_, '_>,
    name: &'static str,
    named: Result<Named<'_>, serde_json::Error>,
    report: &mut Report,
) {
    let named = match named {
        Ok(named) => named,
        Err(error) => return published.fail(report, unreadable(&error)),
    };
    let facts = published.facts;
    if !is_said(named.selected, &facts.selected) {
        published.fail(report, differs(name, "selected"));
    } else if !is_said(named.input_digest, &facts.input_digest) {
        published.fail(report, differs(name, "input_digest"));
    }
}

/// What is canonical says the same exactly where it is the same.
fn is_said(text: &RawValue, must: &impl Serialize) -> bool {
    to_canonical(must).is_ok_and(|must| must == text.get().as_bytes())
}

/// Checks both where some ballots or sheets are hidden. `ours` is what those that are left select.
pub(super) fn check(
    published: &Published<'_, '_>,
    left: &Left,
    rule: &SelectionRule,
    ours: Option<&Outcome>,
    report: &mut Report,
) {
    check_named(published, report);
    let length = ours.and_then(|ours| to_canonical(ours).ok());
    let most = length.map_or(0, |ours| ours.len() * 4).max(LONG);
    for content in published.explainer.contents() {
        let Some(text) = published.open(content.name) else {
            continue;
        };
        if let Some(other) = content.foreign(text) {
            leave(published, content, other, report);
        } else if text.len() > most {
            report.unchecked.push(Unchecked {
                what: What::Explanation,
                count: 1,
                entries: published.index.to_string(),
                reason: said("verify-explanation-long")
                    .text("subject", published.subject)
                    .said("name", named::content_beside(content.name))
                    .number("bytes", text.len() as u64),
                by_rule: false,
            });
        } else if content.name == OUTCOME {
            let outcome: Option<Outcome> = read(published, content, text, report);
            if let Some(outcome) = outcome {
                check_outcome(published, left, rule, ours, &outcome, report);
            }
        } else {
            let analysis: Option<Analysis> = read(published, content, text, report);
            if let Some(analysis) = analysis {
                check_analysis(published, ours, &analysis, report);
            }
        }
    }
}

/// Reads an explanation that says nothing beyond its shape.
fn read<E: Serialize + for<'de> Deserialize<'de>>(
    published: &Published<'_, '_>,
    content: &ContentRule,
    text: &str,
    report: &mut Report,
) -> Option<E> {
    let read: E = match serde_json::from_str(text) {
        Ok(read) => read,
        Err(error) => {
            published.fail(report, unreadable(&error));
            return None;
        }
    };
    let again = serde_json::to_value(&read).ok()?;
    if content.compare(text, &again) != Comparison::Same {
        published.fail(report, said("verify-content-spelling"));
        return None;
    }
    Some(read)
}

/// What an outcome says beside the selection.
fn check_outcome(
    published: &Published<'_, '_>,
    left: &Left,
    rule: &SelectionRule,
    ours: Option<&Outcome>,
    outcome: &Outcome,
    report: &mut Report,
) {
    let facts = published.facts;
    let mut wrong = |field| published.fail(report, differs(OUTCOME, field));
    // The edition is not part of what a rule says.
    if to_canonical(&outcome.rule).ok() != to_canonical(rule).ok() {
        wrong("rule");
    }
    if outcome.voters != facts.tally.counted
        || outcome.representation.iter().sum::<u64>() != facts.tally.counted
    {
        wrong("voters");
    }
    let rounds = outcome.rounds.iter().map(|round| &round.project);
    if rule.comparison.is_none() && !rounds.eq(&facts.selected) {
        wrong("rounds");
    }
    let Some(ours) = ours else {
        return;
    };
    if outcome.budget != ours.budget {
        wrong("budget");
    }
    if outcome.lot_order != ours.lot_order {
        wrong("lot_order");
    }
    let selected: BTreeSet<&str> = facts.selected.iter().map(String::as_str).collect();
    let is_same = outcome.projects.len() == ours.projects.len()
        && outcome
            .projects
            .iter()
            .zip(&ours.projects)
            .all(|(is, must)| {
                let taken = selected.contains(is.id.as_str());
                is.id == must.id
                    && (&is.name, &is.cost, &is.group) == (&must.name, &must.cost, &must.group)
                    && is.audiences == must.audiences
                    && is.votes.abs_diff(must.votes) <= left.hidden
                    && is.round.is_some() == taken
                    && is.reason.is_none() == taken
            });
    if !is_same {
        wrong("projects");
    }
    let quotas = outcome.quotas.len() == ours.quotas.len()
        && outcome.quotas.iter().zip(&ours.quotas).all(|(is, must)| {
            let of_group = outcome.projects.iter().filter(|project| {
                selected.contains(project.id.as_str()) && project.group.as_ref() == Some(&is.group)
            });
            is.group == must.group
                && is.number == of_group.count()
                && (is.least_number, is.most_number) == (must.least_number, must.most_number)
                && (&is.least_money, &is.most_money) == (&must.least_money, &must.most_money)
        });
    if !quotas {
        wrong("quotas");
    }
}

/// What an analysis says beside the selection.
fn check_analysis(
    published: &Published<'_, '_>,
    ours: Option<&Outcome>,
    analysis: &Analysis,
    report: &mut Report,
) {
    let facts = published.facts;
    let mut wrong = |field| published.fail(report, differs(ANALYSIS, field));
    if analysis.influence.selected != facts.selected {
        wrong("influence");
    }
    if analysis.audit.voters != facts.tally.counted {
        wrong("voters");
    }
    if ours.is_some_and(|ours| ours.budget != analysis.audit.budget) {
        wrong("budget");
    }
}
