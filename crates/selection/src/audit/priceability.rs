//! Priceability, decided exactly for any outcome.
//!
//! Let *b* be the endowment. Voters must be able to pay for the selected projects (a flow), and for
//! each other project *c* the supporters' money left, `w(N_c)·b − Σ spent`, must be at most its
//! cost. Raising *b* by *d* lets a voter spend at most *d* more, so it never helps the second
//! condition: all is decided at the smallest *b* that is at least the budget per voter and for which
//! the flow pays everything. There the question is a linear programme. It is answered by
//! payments found (equal shares run on the outcome alone, or the mean of flows under changing
//! priorities), or by weights *y* of the other projects for which no flow at all can spend enough:
//! `Σ y_c (w(N_c)·b − cost(c)) > max over flows of Σ_i (Σ of y_c over the projects i lists) · spent_i`.
//! Both are checked in exact arithmetic, and the next weights to try are integers too (`payable`), so
//! that every machine finds the same payments or the same counterexample.

use std::borrow::Cow;
use std::collections::BTreeMap;

use num_bigint::BigInt;
use num_integer::Integer;
use serde::{Deserialize, Serialize};

use super::payable::Class;
use super::{AuditError, Evidence, FoundBy, Limits, Subject, Undecided, Verdict};
use crate::equal_shares::EqualShares;
use crate::exact::Fraction;
use crate::instance::Instance;
use crate::quotas::Gate;
use crate::rule::{Rule, SelectionRule, Utility};

/// Payments that support an outcome.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PriceSystem {
    /// How they were found: [`FoundBy`] knows the sentence.
    pub found_by: Cow<'static, str>,
    /// Endowment of each voter in the main unit, exact.
    pub endowment: String,
    /// What each selected project's supporters pay, where equal shares found the payments: everyone
    /// pays `price`, or all they have left if that is less.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub purchases: Vec<Purchase>,
    /// Where flows found the payments: what each class of voters pays. Voters who list the same
    /// selected projects and the same projects in `left` are one class; those not named pay nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub classes: Vec<ClassPayments>,
    /// How many payments flows found when they are too many to be written out (above
    /// [`MOST_PAYMENTS`]). `classes` is empty then, and this is a finding that only the audit made
    /// again confirms, not a certificate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payments_left_out: Option<u64>,
    /// What the supporters of each other project have left; nowhere more than its cost. Projects
    /// whose supporters' endowments are together at most the cost need no mention and may be absent.
    pub left: Vec<Leftover>,
}

/// Most payments of classes of voters that are written out.
pub const MOST_PAYMENTS: usize = 10_000;

/// What some voters pay together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ClassPayments {
    /// The selected projects that each of them lists.
    pub selected: Vec<String>,
    /// The projects in [`PriceSystem::left`] that each of them lists.
    pub other: Vec<String>,
    /// How many voters they are; what they pay is at most as many endowments.
    pub voters: u64,
    /// What they pay together in the main unit, exact, by id of the project; nothing is left out.
    pub paid: BTreeMap<String, String>,
}

/// One selected project's price.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Purchase {
    /// The project.
    pub project: String,
    /// Largest payment of a voter in the main unit, exact.
    pub price: String,
}

/// Money left behind one project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Leftover {
    /// The project that was not selected.
    pub project: String,
    /// What its supporters have left, rounded to six decimals.
    pub left: String,
    /// Its cost.
    pub cost: String,
}

/// Why no payments can support an outcome.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Unpriceable {
    /// Smallest endowment in question in the main unit, exact; a larger one is no better.
    pub endowment: String,
    /// Selected projects that nobody can pay for, whatever the endowment: no voter lists them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub without_supporters: Vec<String>,
    /// Projects not selected, with integer weights: however the selected projects are paid, the
    /// weighted money left with their supporters is more than their weighted cost.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub weights: Vec<(String, String)>,
    /// Weighted cost in the main unit.
    pub weighted_cost: String,
    /// Least weighted money left in the main unit, rounded to six decimals.
    pub weighted_left: String,
}

/// The question at one endowment `endowment / denominator`, all amounts times `denominator`.
pub(super) struct Question<'s, 'a> {
    pub(super) subject: &'s Subject<'a>,
    /// Numerator of the endowment in smallest units.
    pub(super) endowment: u128,
    pub(super) denominator: u128,
    /// Selected projects, ascending; their place is their number in the network.
    pub(super) chosen: Vec<usize>,
    /// Other projects that have a supporter and whose supporters together have more than the cost.
    pub(super) others: Vec<usize>,
    /// Voters by what they list among these.
    pub(super) classes: Vec<Class>,
    pub(super) work: u64,
}

pub(super) fn check(
    subject: &Subject<'_>,
    limits: &Limits,
) -> Result<(Verdict, Evidence), AuditError> {
    let voters = u128::from(subject.voters());
    let chosen: Vec<usize> = (0..subject.costs.len())
        .filter(|p| subject.selected[*p])
        .collect();
    let votes = subject.election.ballots.votes();
    let unsupported: Vec<String> = chosen
        .iter()
        .filter(|project| votes[**project] == 0 && subject.costs[**project] > 0)
        .map(|project| subject.id(*project))
        .collect();
    if !unsupported.is_empty() {
        let evidence = Unpriceable {
            endowment: "0".to_owned(),
            without_supporters: unsupported,
            weights: Vec::new(),
            weighted_cost: "0".to_owned(),
            weighted_left: "0".to_owned(),
        };
        return Ok((Verdict::Violated, Evidence::NoPrices(Box::new(evidence))));
    }
    if voters == 0 {
        let evidence = PriceSystem {
            found_by: FoundBy::NoVoters.as_str().into(),
            endowment: "0".to_owned(),
            purchases: Vec::new(),
            classes: Vec::new(),
            payments_left_out: None,
            left: Vec::new(),
        };
        return Ok((Verdict::Holds, Evidence::Prices(Box::new(evidence))));
    }
    let divisor = subject.budget.gcd(&voters).max(1);
    let mut question = Question {
        subject,
        endowment: subject.budget / divisor,
        denominator: voters / divisor,
        chosen,
        others: Vec::new(),
        classes: Vec::new(),
        work: 0,
    };
    // At the budget per voter equal shares often finds payments at once, and no flow is needed.
    if let Some(found) = question.by_either_equal_shares(limits)? {
        return Ok(found);
    }
    let least = (question.endowment, question.denominator);
    if let Err(reason) = question.raise_until_payable() {
        return Ok(bound(reason));
    }
    if (question.endowment, question.denominator) != least
        && let Some(found) = question.by_either_equal_shares(limits)?
    {
        return Ok(found);
    }
    Ok(question.by_flows().unwrap_or_else(bound))
}

fn bound(reason: Undecided) -> (Verdict, Evidence) {
    let reason = reason.to_string();
    (Verdict::Undecided, Evidence::Bound { reason })
}

impl Question<'_, '_> {
    /// All the money of the supporters of `project`.
    pub(super) fn whole(&self, project: usize) -> BigInt {
        BigInt::from(self.endowment) * self.subject.election.ballots.votes()[project]
    }

    pub(super) fn cost(&self, project: usize) -> BigInt {
        BigInt::from(self.subject.costs[project]) * self.denominator
    }

    pub(super) fn endowment_text(&self) -> String {
        let unit = BigInt::from(10u128.pow(self.subject.decimals));
        Fraction::new(self.endowment, unit * self.denominator).to_text()
    }

    fn by_either_equal_shares(
        &self,
        limits: &Limits,
    ) -> Result<Option<(Verdict, Evidence)>, AuditError> {
        for utility in [Utility::Cost {}, Utility::Cardinality {}] {
            if let Some(found) = self.by_equal_shares(limits, &utility)? {
                return Ok(Some((Verdict::Holds, Evidence::Prices(Box::new(found)))));
            }
        }
        Ok(None)
    }

    /// Equal shares among the selected projects only; its payments, if they are a price system.
    fn by_equal_shares(
        &self,
        limits: &Limits,
        utility: &Utility,
    ) -> Result<Option<PriceSystem>, AuditError> {
        let number = limits.number.filter(|_| self.subject.unit_costs);
        let rule = SelectionRule::new(Rule::EqualShares {}, utility.clone())
            .with_limits(limits)
            .with_number(number);
        let instance = Instance::new(self.subject.election, &rule)?;
        let mut method = EqualShares::new(&instance);
        // The outcome may have more projects than the number, and cost more than the budget.
        let gate = Gate::without_bounds(&instance, instance.budget);
        let mut gate = gate.beyond_budget().beyond_number();
        let endowment = Fraction::new(self.endowment, self.denominator);
        let eligible: Vec<bool> = (0..instance.len())
            .map(|p| self.subject.selected[p] && instance.costs[p] > 0)
            .collect();
        let mut run = method.run(&endowment, &eligible, &mut gate);
        if run.purchases.len() != eligible.iter().filter(|eligible| **eligible).count() {
            return Ok(None);
        }
        run.settle(&instance);
        let mut left = Vec::new();
        for project in 0..instance.len() {
            if self.subject.selected[project] || instance.votes[project] == 0 {
                continue;
            }
            let value = run
                .register
                .dense_value(&run.money_behind(&instance, project));
            let money = Fraction::new(value, run.register.denominator().clone());
            if money
                .compare(&Fraction::new(instance.costs[project], 1))
                .is_gt()
            {
                return Ok(None);
            }
            left.push(self.leftover(project, money.numerator, money.denominator));
        }
        let unit = BigInt::from(10u128.pow(self.subject.decimals));
        let purchases = run.purchases.iter().enumerate().map(|(round, purchase)| {
            let mut price = run.register.price_fraction(round);
            price.denominator *= &unit;
            Purchase {
                project: self.subject.id(purchase.project),
                price: price.to_text(),
            }
        });
        Ok(Some(PriceSystem {
            found_by: if *utility == (Utility::Cost {}) {
                FoundBy::SharesByCost
            } else {
                FoundBy::SharesByNumber
            }
            .as_str()
            .into(),
            endowment: self.endowment_text(),
            purchases: purchases.collect(),
            classes: Vec::new(),
            payments_left_out: None,
            left,
        }))
    }

    pub(super) fn leftover(
        &self,
        project: usize,
        numerator: impl Into<BigInt>,
        denominator: impl Into<BigInt>,
    ) -> Leftover {
        Leftover {
            project: self.subject.id(project),
            left: self.subject.amount(numerator, denominator),
            cost: self.subject.format(self.subject.costs[project]),
        }
    }
}
