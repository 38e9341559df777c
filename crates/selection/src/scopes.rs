//! What a rule works on: which projects may be selected, and the budget, or one for each pot.

use std::cmp::Ordering;

use num_bigint::BigInt;

use crate::bounds::Bounds;
use crate::decimal::Decimal;
use crate::error::SelectError;
use crate::exact::Fraction;
use crate::instance::Instance;
use crate::outcome::Reason;
use crate::quotas::Gate;
use crate::rule::{QuotaMode, Quotas, Rule, SelectionRule};
use crate::wording::wording;

/// What one method works on: a budget and the projects it may select.
pub(crate) struct Scope {
    /// The group whose pot it is.
    pub(crate) group: Option<String>,
    pub(crate) budget: u128,
    pub(crate) eligible: Vec<bool>,
}

/// Why each project may not be selected at all, by project: nobody supports it, or it lies below a
/// threshold. `scores` are those of a score rule.
pub(crate) fn barred(
    instance: &Instance<'_>,
    rule: &SelectionRule,
    scores: Option<&[Fraction]>,
) -> Vec<Option<Reason>> {
    let thresholds = match &rule.rule {
        Rule::Greedy { threshold, .. } => [rule.threshold, *threshold],
        _ => [rule.threshold, None],
    };
    let least_score = match &rule.rule {
        Rule::Scores(by) => by.threshold.map(fraction),
        _ => None,
    };
    // Shares are in units of the finest decimal of points.
    let unit = match instance.unit_shares() {
        true => 1,
        false => 10u128.pow(instance.election.ballots.points_decimals()),
    };
    let least: Vec<Fraction> = thresholds.into_iter().flatten().map(fraction).collect();
    let below = |value: &Fraction, least: &Fraction| value.compare(least) == Ordering::Less;
    let reason = |project: usize| {
        if instance.votes[project] == 0 && !scored(instance, rule, project) {
            return Some(Reason::NoSupport);
        }
        let shares = Fraction::new(instance.shares[project], unit);
        let score = scores.map(|scores| &scores[project]);
        let under_score = score
            .zip(least_score.as_ref())
            .is_some_and(|(score, least)| below(score, least));
        let under = under_score || least.iter().any(|least| below(&shares, least));
        under.then_some(Reason::BelowThreshold)
    };
    (0..instance.len()).map(reason).collect()
}

fn fraction(amount: Decimal) -> Fraction {
    let (numerator, denominator) = amount.ratio();
    Fraction::new(BigInt::from(numerator), denominator)
}

/// True when a score rule may select `project` although no ballot lists it.
fn scored(instance: &Instance<'_>, rule: &SelectionRule, project: usize) -> bool {
    let id = &instance.election.projects[project].id;
    matches!(rule.rule, Rule::Scores(_))
        && instance
            .election
            .score_sheets
            .iter()
            .any(|sheet| sheet.scores.contains_key(id))
}

/// The pots of a rule.
pub(crate) fn pots(rule: &SelectionRule) -> Option<&Quotas> {
    let quotas = rule.quotas.as_ref();
    quotas.filter(|quotas| quotas.mode == QuotaMode::Pots)
}

/// Everything with the whole budget, or one scope for each pot by name of group, each with its gate.
///
/// # Errors
/// Bounds that cannot be met, pots above the budget, or a number that the pots might exceed.
pub(crate) fn scopes(
    instance: &Instance<'_>,
    rule: &SelectionRule,
    eligible: &[bool],
) -> Result<Vec<(Scope, Gate)>, SelectError> {
    let Some(quotas) = pots(rule) else {
        let gate = match &rule.quotas {
            Some(quotas) => Gate::new(instance, quotas, eligible, instance.budget)?,
            None => Gate::without_bounds(instance, instance.budget),
        };
        let scope = Scope {
            group: None,
            budget: instance.budget,
            eligible: eligible.to_vec(),
        };
        return Ok(vec![(scope, gate)]);
    };
    let groups = crate::bounds::bounds(instance, quotas, eligible)?;
    let budgets = pot_budgets(instance, &groups)?;
    let pots = groups.into_iter().zip(budgets).map(|(bounds, budget)| {
        let mut inside = vec![false; instance.len()];
        for member in &bounds.members {
            inside[*member] = true;
        }
        let scope = Scope {
            group: Some(bounds.name),
            budget,
            eligible: inside,
        };
        let mut gate = Gate::without_bounds(instance, budget);
        gate.set_number(bounds.most_number);
        (scope, gate)
    });
    Ok(pots.collect())
}

/// The budget of each pot: its `most_money`, with unit costs its `most_number`.
fn pot_budgets(instance: &Instance<'_>, groups: &[Bounds]) -> Result<Vec<u128>, SelectError> {
    let infeasible = |reason| Err(SelectError::InfeasibleQuotas { reason });
    let mut budgets = Vec::with_capacity(groups.len());
    for group in groups {
        let (pot, missing) = if instance.unit_costs {
            (group.most_number.map(|most| most as u128), "most_number")
        } else {
            (group.most_money, "most_money")
        };
        let Some(pot) = pot else {
            let name = &group.name;
            return infeasible(wording!(
                "error-no-pot",
                "group `{group}` has no pot: state its `{missing}`",
                group = name,
                missing = missing
            ));
        };
        budgets.push(pot);
    }
    let sum = budgets
        .iter()
        .fold(0u128, |sum, pot| sum.saturating_add(*pot));
    if sum > instance.budget {
        return infeasible(wording!(
            "error-pots-above-budget",
            "the pots add up to {sum}, more than the budget {budget}",
            sum = instance.format(sum),
            budget = instance.format(instance.budget)
        ));
    }
    if let Some(number) = instance.number {
        // No pot comes before another, so that none could be cut short for the sake of the number.
        let most = groups
            .iter()
            .try_fold(0usize, |sum, group| Some(sum + group.most_number?));
        if most.is_none_or(|most| most > number) {
            return infeasible(wording!(
                "error-pots-number",
                "each pot is a selection of its own, so that {number} projects in all cannot be kept to: state a `most_number` for each group, adding up to {number} at most, or no number",
                number = number
            ));
        }
    }
    Ok(budgets)
}
