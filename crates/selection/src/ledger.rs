//! What a run of bounded overspending leaves for the explanation.

use std::collections::BTreeMap;

use crate::exact::Fraction;
use crate::outcome::Payments;

/// Who paid what, as texts.
#[derive(Default)]
pub(crate) struct Ledger {
    /// Number of purchases before the first.
    pub(crate) before: usize,
    /// By purchase.
    pub(crate) payments: Vec<Payments>,
    /// What supporters of each project of the scope that was not bought had left in the end.
    pub(crate) behind: BTreeMap<usize, String>,
    /// What they paid for each project bought, by its id.
    pub(crate) flows: BTreeMap<usize, BTreeMap<String, String>>,
    /// Class of each distinct ballot; empty below the full trace.
    pub(crate) class_of: Vec<u32>,
    /// By class the class before the last payment, the project paid for and the payment per voter in
    /// smallest units; empty below the full trace and where no rows of voters were kept.
    pub(crate) history: Vec<Option<(u32, usize, Fraction)>>,
    /// By class that voters are in at the end what each of them paid, by id of the project, and what they have left in smallest
    /// units.
    pub(crate) classes: BTreeMap<u32, (BTreeMap<String, String>, Fraction)>,
}
