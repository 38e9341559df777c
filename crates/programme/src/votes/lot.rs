//! Lots that decide ties: pledged before the vote, drawn after it.

use madang_record::Hash;
pub use madang_selection::Lot;
use madang_selection::SelectionRule;
use madang_words::{Text, check_not_blank};
use serde::{Deserialize, Serialize};
use unicode_normalization::is_nfc;

use crate::fact::Checked;
use crate::violation::Violation;

/// How a lot will be drawn: from a seed that nobody can change any more, and a value that nobody can know yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LotPledge {
    /// Hash of the seed, as [`madang_selection::Lot::seed_hash`] makes it: 64 hex digits. The seed is secret until the
    /// ballots are opened.
    pub seed_hash: String,
    /// Which public value goes with the seed: one that appears after the vote closes and that everybody can look up,
    /// such as the numbers of a national lottery's draw on a named day.
    pub value: Text,
}

/// Checks a rule before it is fixed.
///
/// # Errors
/// A rule that chooses by neither a budget nor a number; ties by lot without a pledge of how it will be drawn, with one
/// that is malformed, or with a lot that is drawn already; a pledge without such ties.
pub(super) fn check_rule(rule: &SelectionRule, pledge: Option<&LotPledge>) -> Checked {
    if rule.budget.is_none() && rule.number.is_none() {
        return Err(Violation::field(
            "rule",
            "names neither a budget nor a number of projects; it needs at least one",
        ));
    }
    match (rule.ties.lot(), pledge) {
        (None, None) => Ok(()),
        (None, Some(_)) => Err(Violation::field(
            "lot",
            "is given, but the rule breaks no ties by lot",
        )),
        (Some(_), None) => Err(Violation::field(
            "lot",
            "is missing: ties by lot need the hash of a seed and the name of a public value",
        )),
        (Some(lot), Some(pledge)) => {
            if *lot != Lot::default() {
                return Err(Violation::field(
                    "rule.ties",
                    "holds a seed or a value: before the vote the lot is not drawn",
                ));
            }
            if pledge.seed_hash.parse::<Hash>().is_err() {
                return Err(Violation::field(
                    "lot.seed_hash",
                    "must be 64 lower-case hex digits",
                ));
            }
            Ok(pledge.value.check("lot.value", 1000)?)
        }
    }
}

/// The drawn lot against what was pledged before the vote.
pub(super) fn check_lot(pledge: Option<&LotPledge>, drawn: Option<&Lot>) -> Checked {
    match (pledge, drawn) {
        (None, None) => Ok(()),
        (None, Some(_)) => Err(Violation::field(
            "lot",
            "is given, but the rule of the vote breaks no ties by lot",
        )),
        (Some(_), None) => Err(Violation::field(
            "lot",
            "is missing: the rule breaks ties by lot, so seed and public value are needed now",
        )),
        (Some(pledge), Some(lot)) => {
            if lot.seed_hash() != pledge.seed_hash {
                return Err(Violation::field(
                    "lot.seed",
                    "is not the seed whose hash was fixed before the vote",
                ));
            }
            check_not_blank("lot.value", &lot.value, 1000)?;
            if !is_nfc(&lot.value) {
                return Err(Violation::field(
                    "lot.value",
                    "is not in Unicode normal form C",
                ));
            }
            Ok(())
        }
    }
}
