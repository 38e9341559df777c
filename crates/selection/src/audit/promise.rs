//! Which checks a rule promises to pass, whatever the ballots.

use std::collections::BTreeSet;

use super::Check;
use crate::election::Election;
use crate::rule::{Completion, Rule, SelectionRule, Start, Utility};

/// The checks that every outcome of `rule` on `election` passes, by proof.
///
/// Equal shares with cost utilities satisfies EJR+ up to one by cost, with cardinality by number
/// (Peters, Pierczyński, Skowron 2021; for EJR+ see Brill, Peters 2023), and so JR; with unit costs
/// the two are one and EJR+, EJR and JR hold. Raising the endowment and adding projects keep that;
/// the comparison with another outcome, quotas, a threshold, and a first endowment that is rounded down do not.
/// Nor does a number of projects beside a budget: the run that reaches the number is cut off there,
/// before every group had its turn. A number that is itself the budget (unit costs) is no such cut.
pub fn promised(election: &Election, rule: &SelectionRule) -> BTreeSet<Check> {
    let mut checks = BTreeSet::from([Check::WithinLimits]);
    let number = rule.number.or(election.number);
    let budget = rule.budget.is_some() || election.budget.is_some();
    let unit_costs = rule.unit_costs || (!budget && number.is_some());
    let rounded = rule.completion.iter().any(|completion| {
        matches!(
            completion,
            Completion::AddOne {
                start: Start::Integral,
                ..
            }
        )
    });
    let plain = rule.rule == (Rule::EqualShares {})
        && rule.comparison.is_none()
        && rule.quotas.is_none()
        && rule.threshold.is_none()
        && !rounded;
    if !plain || (number.is_some() && !unit_costs) {
        return checks;
    }
    match rule.utility {
        Utility::Cost {} | Utility::Cardinality {} if unit_costs => {
            checks.extend([
                Check::Jr,
                Check::Ejr,
                Check::EjrPlus,
                Check::EjrPlusCost,
                Check::EjrPlusCardinality,
            ]);
        }
        Utility::Cost {} => checks.extend([Check::Jr, Check::EjrPlusCost]),
        Utility::Cardinality {} => checks.extend([Check::Jr, Check::EjrPlusCardinality]),
        _ => return checks,
    }
    if rule.completion.is_empty() {
        checks.insert(Check::Priceability);
    }
    checks
}
