//! Money from voters to groups of projects.

use serde::{Deserialize, Serialize};

/// How a selected project's cost is divided among voters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum FlowBasis {
    /// Equally among its supporters: the "share" of Lackner, Maly, Rey, *Fairness in Participatory
    /// Budgeting via Equality of Resources*, AAMAS 2023.
    #[default]
    EqualDivision,
    /// By what each voter paid. With bounded overspending payments may be less than the cost.
    Payments,
    /// By what each voter paid; equally for projects that a completion selected.
    PaymentsAndEqualDivision,
}

/// Money from some voters to one group of projects.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Flow {
    /// Value of the voters' column.
    pub from: String,
    /// Service group (or audience) of the projects; empty for projects without one.
    pub to: String,
    /// Amount.
    pub money: String,
}
