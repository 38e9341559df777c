//! What can be asked of an outcome, with the sources of each question.

use serde::{Deserialize, Serialize};

use crate::rule::{Rule, SelectionRule, Utility};

/// What is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Check {
    /// The outcome costs no more than the budget and has no more projects than the number.
    WithinLimits,
    /// Justified representation.
    Jr,
    /// Extended justified representation (unit costs).
    Ejr,
    /// EJR+ (unit costs).
    EjrPlus,
    /// EJR+ up to one project, satisfaction being the cost of selected projects.
    EjrPlusCost,
    /// EJR+ up to one project, satisfaction being the number of selected projects.
    EjrPlusCardinality,
    /// Priceability.
    Priceability,
}

impl Check {
    /// All checks.
    pub const ALL: [Self; 7] = [
        Self::WithinLimits,
        Self::Jr,
        Self::Ejr,
        Self::EjrPlus,
        Self::EjrPlusCost,
        Self::EjrPlusCardinality,
        Self::Priceability,
    ];

    /// The name used in JSON and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::WithinLimits => "within-limits",
            Self::Jr => "jr",
            Self::Ejr => "ejr",
            Self::EjrPlus => "ejr-plus",
            Self::EjrPlusCost => "ejr-plus-cost",
            Self::EjrPlusCardinality => "ejr-plus-cardinality",
            Self::Priceability => "priceability",
        }
    }

    /// The check called `word`.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|check| check.as_str() == word)
    }

    /// Whether the method of a rule is made so that its outcomes have the property; of what a method only happens to reach, not. What
    /// else a rule asks for, as a final comparison or bounds for groups, may take it away again.
    pub fn is_aim_of(self, rule: &SelectionRule) -> bool {
        let by_number = matches!(rule.utility, Utility::Cardinality {});
        let equal_shares = matches!(rule.rule, Rule::EqualShares {});
        let phragmen = matches!(rule.rule, Rule::Phragmen { .. });
        let approval = matches!(rule.rule, Rule::ProportionalApproval {});
        match self {
            Self::WithinLimits => true,
            Self::Jr => equal_shares || phragmen || approval,
            Self::Ejr | Self::EjrPlus => equal_shares || approval,
            Self::EjrPlusCost => equal_shares && !by_number,
            Self::EjrPlusCardinality => equal_shares && by_number,
            Self::Priceability => equal_shares || phragmen,
        }
    }

    /// Whether it measures satisfaction by what the selected projects of a voter cost; else by how many they are.
    pub fn is_by_cost(self) -> bool {
        match self {
            Self::EjrPlusCost => true,
            Self::WithinLimits
            | Self::Jr
            | Self::Ejr
            | Self::EjrPlus
            | Self::EjrPlusCardinality
            | Self::Priceability => false,
        }
    }

    /// What is asked of the outcome, with its source.
    pub fn definition(self) -> &'static str {
        match self {
            Self::WithinLimits => {
                "The selected projects cost at most the budget and are at most as many as the number."
            }
            Self::Jr => {
                "Justified representation (Aziz, Brill, Conitzer, Elkind, Freeman, Walsh 2017; with \
                 costs as in Aziz, Lee, Talmon 2018): no group of voters who all list a project that \
                 was not selected, whose shares of the budget together pay for it, is left without \
                 any selected project."
            }
            Self::Ejr => {
                "Extended justified representation (Aziz et al. 2017), unit costs: in every group \
                 whose shares pay for l seats and who all list the same l projects, someone has at \
                 least l selected projects."
            }
            Self::EjrPlus => {
                "EJR+ (Brill, Peters 2023), unit costs: in every group whose shares pay for l seats \
                 and who all list one project that was not selected, someone has at least l selected \
                 projects."
            }
            Self::EjrPlusCost => {
                "EJR+ up to one project, satisfaction by cost (Brill, Peters 2023): in every group \
                 who all list a project that was not selected and whose shares of the budget pay for \
                 it, someone has selected projects which together with it cost more than the group's \
                 shares."
            }
            Self::EjrPlusCardinality => {
                "EJR+ up to one project, satisfaction by number (Brill, Peters 2023): in every group \
                 who all list a project that was not selected, someone has so many selected projects \
                 that this number plus one, times the project's cost, is more than the group's \
                 shares of the budget."
            }
            Self::Priceability => {
                "Priceability (Peters, Skowron 2020; with costs: Peters, Pierczyński, Skowron 2021, \
                 and conditions C1 to C5 of Peters, Pierczyński, Shah, Skowron 2021): with equal \
                 endowments of together at least the budget, voters can pay for exactly the selected \
                 projects, each paying only for what they list, so that the supporters of no other \
                 project have more than its cost left."
            }
        }
    }
}
