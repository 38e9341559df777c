//! Lots that decide ties: pledged before the vote, drawn after it.

use madang_record::Hash;
use madang_record::time::{format_at, parse_at};
pub use madang_selection::Lot;
use madang_selection::SelectionRule;
use madang_words::{Text, check_not_blank, quoted};
use serde::{Deserialize, Serialize};
use unicode_normalization::is_nfc;

use crate::fact::{By, Checked};
use crate::programmes::ProgrammeState;
use crate::violation::Violation;
use crate::words::said;

const MS_PER_HOUR: u64 = 3_600_000;

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
    /// The form that the value will have; anything else is refused when the ballots are opened. A must from rules 4 on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<LotForm>,
    /// The value appears no sooner than so many hours after the vote is closed; the ballots cannot be opened before. A must, and 1
    /// at least, from rules 4 on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours_after_close: Option<u32>,
}

impl LotPledge {
    /// When the value appears at the earliest, of a vote that was closed at a time; `None` for what is no time.
    pub(crate) fn appears(&self, closed_at: &str) -> Option<String> {
        let hours = u64::from(self.hours_after_close.unwrap_or(0));
        let waits = hours.checked_mul(MS_PER_HOUR)?;
        format_at(parse_at(closed_at)?.checked_add(waits)?)
    }

    /// Checks that the value is bound to a form and to a time that nobody knows it before.
    pub(super) fn check_bound(&self, rules: u32) -> Checked {
        if let Some(form) = self.form {
            form.check()?;
        }
        if rules < 4 {
            return Ok(());
        }
        let Some(form) = self.form else {
            return Err(Violation::field("lot.form", said!("vote-lot-form-missing")));
        };
        if form.values() < FEWEST_VALUES {
            return Err(Violation::field(
                "lot.form",
                said!(
                    "vote-lot-form-narrow",
                    values = form.values().to_string(),
                    fewest = FEWEST_VALUES.to_string()
                ),
            ));
        }
        if self.hours_after_close.is_none_or(|hours| hours == 0) {
            return Err(Violation::field(
                "lot.hours_after_close",
                said!("vote-lot-hours-missing"),
            ));
        }
        Ok(())
    }
}

/// The form of a public value: so many whole numbers, one blank between them, as a lottery draws them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LotForm {
    /// How many numbers.
    pub numbers: u32,
    /// The least that each can be.
    pub least: u32,
    /// The most that each can be.
    pub most: u32,
    /// Whether they are all different and stand in ascending order.
    pub ascending: bool,
}

/// The fewest values that a lot's public value can have, from rules 4 on.
const FEWEST_VALUES: u128 = 1 << 20;

impl LotForm {
    /// How many values have this form; the largest number where there are more than it can say.
    fn values(self) -> u128 {
        let range = u128::from(self.most).saturating_sub(u128::from(self.least)) + 1;
        let numbers = u128::from(self.numbers);
        if !self.ascending {
            return (0..numbers).fold(1, |values: u128, _| values.saturating_mul(range));
        }
        // So many out of the range: each partial product is a binomial coefficient, and divides without rest.
        (0..numbers).fold(1, |values: u128, chosen| {
            match values.checked_mul(range.saturating_sub(chosen)) {
                Some(product) => product / (chosen + 1),
                None => u128::MAX,
            }
        })
    }

    /// Checks that a value can have the form at all, and that there is more than one such value.
    fn check(self) -> Checked {
        let values = u64::from(self.most).checked_sub(u64::from(self.least));
        let values = values.map_or(0, |between| between + 1);
        let enough = match self.ascending {
            true => values > u64::from(self.numbers),
            false => values > 1,
        };
        if (1..=100).contains(&self.numbers) && enough {
            return Ok(());
        }
        Err(Violation::field("lot.form", said!("vote-lot-form")))
    }

    /// Checks a value that was drawn.
    fn check_value(self, value: &str) -> Checked {
        let numbers: Vec<&str> = value.split(' ').collect();
        let read: Option<Vec<u32>> = numbers
            .iter()
            .map(|number| {
                let parsed: u32 = number.parse().ok()?;
                // One spelling for each value: it decides, and 07 would decide otherwise than 7.
                (parsed.to_string() == *number).then_some(parsed)
            })
            .collect();
        let fits = read.is_some_and(|numbers| {
            numbers.len() as u64 == u64::from(self.numbers)
                && numbers
                    .iter()
                    .all(|is| (self.least..=self.most).contains(is))
                && (!self.ascending || numbers.is_sorted_by(|before, after| before < after))
        });
        if fits {
            return Ok(());
        }
        let key = match self.ascending {
            true => "vote-lot-value-ascending",
            false => "vote-lot-value",
        };
        let value = said!(key, value = quoted(value), numbers = self.numbers);
        let pledged = value.with("least", self.least).with("most", self.most);
        Err(Violation::field("lot.value", pledged))
    }
}

/// Checks a rule before it is fixed.
///
/// # Errors
/// A rule that chooses by neither a budget nor a number; ties by lot without a pledge of how it will be drawn, with one
/// that is malformed, or with a lot that is drawn already; a pledge without such ties. From rules 4 on also a pledge
/// that leaves open which form the value has, or when it appears: whoever may still choose the value draws the lot.
pub(super) fn check_rule(rule: &SelectionRule, pledge: Option<&LotPledge>, rules: u32) -> Checked {
    if rule.budget.is_none() && rule.number.is_none() {
        return Err(Violation::field("rule", said!("vote-rule-without-limit")));
    }
    match (rule.ties.lot(), pledge) {
        (None, None) => Ok(()),
        (None, Some(_)) => Err(Violation::field("lot", said!("vote-lot-not-needed"))),
        (Some(_), None) => Err(Violation::field("lot", said!("vote-lot-pledge-missing"))),
        (Some(lot), Some(pledge)) => {
            if *lot != Lot::default() {
                return Err(Violation::field("rule.ties", said!("vote-lot-drawn-early")));
            }
            if pledge.seed_hash.parse::<Hash>().is_err() {
                return Err(Violation::field("lot.seed_hash", said!("kernel-hex-64")));
            }
            pledge.value.check("lot.value", 1000)?;
            pledge.check_bound(rules)
        }
    }
}

/// The drawn lot of a vote that was closed at a time, in a programme, against what was pledged before.
pub(super) fn check_lot(
    pledge: Option<&LotPledge>,
    drawn: Option<&Lot>,
    (closed_at, place): (&str, &ProgrammeState),
    by: &By<'_>,
) -> Checked {
    match (pledge, drawn) {
        (None, None) => Ok(()),
        (None, Some(_)) => Err(Violation::field("lot", said!("vote-lot-not-pledged"))),
        (Some(_), None) => Err(Violation::field("lot", said!("vote-lot-missing"))),
        (Some(pledge), Some(lot)) => {
            if lot.seed_hash() != pledge.seed_hash {
                return Err(Violation::field("lot.seed", said!("vote-lot-seed")));
            }
            check_not_blank("lot.value", &lot.value, 1000)?;
            if !is_nfc(&lot.value) {
                return Err(Violation::field("lot.value", said!("vote-lot-value-form")));
            }
            if let Some(form) = pledge.form {
                form.check_value(&lot.value)?;
            }
            let hours = pledge.hours_after_close.unwrap_or(0);
            let waited = parse_at(by.at).zip(parse_at(closed_at));
            let waited = waited.map_or(0, |(now, closed)| now.saturating_sub(closed));
            if waited < u64::from(hours) * MS_PER_HOUR {
                return Err(Violation::out_of_turn(said!(
                    "vote-lot-too-early",
                    closed = place.local(closed_at),
                    hours = hours
                )));
            }
            Ok(())
        }
    }
}
