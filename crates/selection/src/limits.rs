//! What an outcome must keep to: the bounds that a rule states, an audit asks about, and compared rules share.

use crate::decimal::Decimal;
use crate::rule::SelectionRule;

/// What the outcome had to keep to, where that is not what the election itself says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Budget in the currency's main unit.
    pub budget: Option<Decimal>,
    /// Number of projects.
    pub number: Option<u32>,
    /// Count every project as one seat and the number as the budget.
    pub unit_costs: bool,
}

impl Limits {
    /// The limits under which `rule` selects.
    pub fn of(rule: &SelectionRule) -> Self {
        Self {
            budget: rule.budget,
            number: rule.number,
            unit_costs: rule.unit_costs,
        }
    }
}

impl SelectionRule {
    /// The same under these limits, whatever its own were.
    #[must_use]
    pub fn with_limits(self, limits: &Limits) -> Self {
        self.with_budget(limits.budget)
            .with_number(limits.number)
            .with_unit_costs(limits.unit_costs)
    }
}

/// Setting each limit. A rule keeps them beside its other parts, as its format has them.
macro_rules! setters {
    ($($of:ty),*) => {$(
        impl $of {
            /// The same with this budget in the currency's main unit, or with the election's own.
            #[must_use]
            pub fn with_budget(mut self, budget: impl Into<Option<Decimal>>) -> Self {
                self.budget = budget.into();
                self
            }

            /// The same with this number of projects, or with the election's own.
            #[must_use]
            pub fn with_number(mut self, number: impl Into<Option<u32>>) -> Self {
                self.number = number.into();
                self
            }

            /// The same counting every project as one seat, or not.
            #[must_use]
            pub fn with_unit_costs(mut self, unit_costs: bool) -> Self {
                self.unit_costs = unit_costs;
                self
            }
        }
    )*};
}

setters!(Limits, SelectionRule);
