//! Whether a selection could follow from ballots and score sheets of which some are hidden.
//!
//! A hidden ballot gives each project a vote more or less at most (it may stand in place of another of the same voter), a hidden
//! sheet a full score or none. For rules that go through the projects in the order of one number that bounds what could have been
//! selected; shares, loads and the rest cannot be bounded so, and whoever reads the report is told.

use std::collections::BTreeMap;

use madang_selection::{
    BALLOTS, Completion, Decimal, Fit, Outcome, ProjectExplanation, QuotaMode, Rule, SelectionRule,
    Utility,
};

use super::partial::Left;
use super::published::Published;
use crate::report::Report;
use crate::said::said;

/// How far a published set was held against the ballots and sheets that are left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Held {
    /// It is the one that follows: what is hidden decides nothing.
    Wholly,
    /// Project by project, within what the missing ones could change.
    Within,
    /// Only that nothing more would have fitted.
    Filled,
    /// Not at all.
    Not,
}

/// Parts of one weight that scores are counted in.
const UNIT: u128 = 1_000_000_000_000;
/// What scores that were rounded may differ by.
const ROUNDED: u128 = 100;

/// Between which numbers the one lies that a rule compares; each is a fraction of whole numbers.
#[derive(Clone, Copy, Debug)]
struct Between {
    least: u128,
    most: u128,
    of: u128,
}

impl Between {
    fn is_surely_above(&self, other: &Between) -> bool {
        self.least.saturating_mul(other.of) > other.most.saturating_mul(self.of)
    }
}

/// A project as the rule sees it.
struct Standing<'o> {
    project: &'o ProjectExplanation,
    cost: u128,
    number: Option<Between>,
    /// Whether it can be selected whatever the missing ballots say.
    eligible: bool,
}

/// Holds a published set against `ours`, which is what the ballots and sheets that are left select.
pub(super) fn check(
    published: &Published<'_, '_>,
    left: &Left,
    rule: &SelectionRule,
    ours: &Outcome,
    report: &mut Report,
) -> Held {
    let selected = &published.facts.selected;
    if left.hidden == 0 && !matches!(rule.rule, Rule::Scores(_)) {
        if ours.selected != *selected {
            published.fail(report, said("verify-set-differs"));
        }
        return Held::Wholly;
    }
    if left.by_criteria && left.sheets.values().any(|of| of.hidden > 0) {
        return Held::Not;
    }
    let reserves = rule.quotas.as_ref().is_some_and(|quotas| {
        let mut groups = quotas.groups.values();
        quotas.mode == QuotaMode::Pots
            || quotas.mode == QuotaMode::Reserve
                && groups.any(|of| of.least_number.is_some() || of.least_money.is_some())
    });
    if reserves || rule.comparison.is_some() {
        return Held::Not;
    }
    let fit = match &rule.rule {
        Rule::Greedy { fit, .. } => Some(*fit),
        Rule::Scores(scores) => Some(scores.fit),
        _ => None,
    };
    let Some(set) = Set::new(left, rule, ours, selected) else {
        return Held::Not;
    };
    let compared = set.rest.iter().chain(&set.taken);
    let in_order = rule.completion.is_empty() && compared.clone().all(|one| one.number.is_some());
    let completed = rule.completion.contains(&Completion::Utilitarian {});
    let (wrong, held) = match fit {
        Some(Fit::Skip) if in_order => (set.out_of_order().or(set.passed_over()), Held::Within),
        Some(Fit::NoSkip) if in_order => (set.out_of_order().or(set.overtaken()), Held::Within),
        _ if completed => (set.would_fit(), Held::Filled),
        _ => return Held::Not,
    };
    if let Some(id) = wrong {
        published.fail(report, said("verify-set-impossible").text("id", id));
    }
    held
}

/// A published set beside what was not selected.
struct Set<'o> {
    rule: &'o SelectionRule,
    budget: Option<u128>,
    /// In the order of selection.
    taken: Vec<Standing<'o>>,
    rest: Vec<Standing<'o>>,
}

impl<'o> Set<'o> {
    fn new(
        left: &Left,
        rule: &'o SelectionRule,
        ours: &'o Outcome,
        selected: &[String],
    ) -> Option<Set<'o>> {
        let seats = rule.unit_costs || rule.budget.is_none();
        let budget = match seats {
            true => None,
            false => rule.budget.map(|budget| {
                let (numerator, denominator) = budget.ratio();
                numerator / denominator
            }),
        };
        let places: BTreeMap<&str, usize> = selected.iter().map(String::as_str).zip(0..).collect();
        let most_votes = ours.projects.iter().map(|project| project.votes).max();
        let (mut taken, mut rest) = (BTreeMap::new(), vec![]);
        for project in &ours.projects {
            let cost = match seats {
                true => 1,
                false => project.cost.parse().ok()?,
            };
            let number = number(left, rule, project, cost, most_votes.unwrap_or(0));
            let standing = Standing {
                project,
                cost,
                number,
                eligible: is_eligible(left, rule, project, number),
            };
            match places.get(project.id.as_str()) {
                Some(place) => {
                    taken.insert(*place, standing);
                }
                None => rest.push(standing),
            }
        }
        Some(Set {
            rule,
            budget,
            taken: taken.into_values().collect(),
            rest,
        })
    }

    /// Whether a project would be taken after all of `before`, or some of them.
    fn fits_after<'s>(
        &self,
        one: &Standing<'_>,
        before: impl Iterator<Item = &'s Standing<'o>> + Clone,
    ) -> bool
    where
        'o: 's,
    {
        let money: u128 = before.clone().map(|other| other.cost).sum();
        let number = before.clone().count() as u64;
        let within = self.budget.is_none_or(|budget| money + one.cost <= budget)
            && self.rule.number.is_none_or(|most| number < u64::from(most));
        let quotas = self.rule.quotas.as_ref();
        let quota = quotas.zip(one.project.group.as_ref());
        let Some(quota) = quota.and_then(|(quotas, group)| quotas.groups.get(group)) else {
            return within;
        };
        let of_group = before.filter(|other| other.project.group == one.project.group);
        let (number, money) = of_group.fold((0u32, one.cost), |(number, money), other| {
            (number + 1, money + other.cost)
        });
        within
            && quota.most_number.is_none_or(|most| number < most)
            && quota.most_money.is_none_or(|most| !exceeds(money, &most))
    }

    /// One that is not selected, and must have come before some that are, when it still fitted.
    fn passed_over(&self) -> Option<&'o str> {
        let wrong = self.rest.iter().find(|one| {
            let may_precede = self.taken.iter().filter(|other| {
                let ranges = one.number.zip(other.number);
                !ranges.is_some_and(|(one, other)| one.is_surely_above(&other))
            });
            one.eligible && one.cost > 0 && self.fits_after(one, may_precede)
        });
        wrong.map(|one| one.project.id.as_str())
    }

    /// One that is not selected although nothing that came after it could have been.
    fn overtaken(&self) -> Option<&'o str> {
        let quotas = self.rule.quotas.as_ref();
        let wrong = self.rest.iter().find(|one| {
            let group = one.project.group.as_ref();
            let bounded = group.is_some_and(|group| {
                quotas.is_some_and(|quotas| quotas.groups.contains_key(group))
            });
            let mut taken = self.taken.iter().filter(|other| other.cost > 0);
            let fits = self.budget.is_none_or(|budget| one.cost <= budget);
            one.eligible
                && !bounded
                && fits
                && taken.any(|other| {
                    let ranges = one.number.zip(other.number);
                    ranges.is_some_and(|(one, other)| one.is_surely_above(&other))
                })
        });
        wrong.map(|one| one.project.id.as_str())
    }

    /// One that is selected behind another that it must have come before.
    fn out_of_order(&self) -> Option<&'o str> {
        let mut lowest: Option<Between> = None;
        for one in self.taken.iter().filter(|one| one.cost > 0) {
            let number = one.number?;
            if lowest.is_some_and(|lowest| number.is_surely_above(&lowest)) {
                return Some(&one.project.id);
            }
            let is_lower = |lowest: Between| {
                number.most.saturating_mul(lowest.of) < lowest.most.saturating_mul(number.of)
            };
            if lowest.is_none_or(is_lower) {
                lowest = Some(number);
            }
        }
        None
    }

    /// One that is not selected although it fits beside all that are.
    fn would_fit(&self) -> Option<&'o str> {
        let wrong = self
            .rest
            .iter()
            .find(|one| one.eligible && one.cost > 0 && self.fits_after(one, self.taken.iter()));
        wrong.map(|one| one.project.id.as_str())
    }
}

fn exceeds(money: u128, most: &Decimal) -> bool {
    let (numerator, denominator) = most.ratio();
    money.saturating_mul(denominator) > numerator
}

/// The number of a project that the rule compares, as far as the missing ballots and sheets leave it open; `None` where that
/// cannot be bounded.
fn number(
    left: &Left,
    rule: &SelectionRule,
    project: &ProjectExplanation,
    cost: u128,
    most_votes: u64,
) -> Option<Between> {
    let counts_votes = matches!(rule.utility, Utility::Cost {} | Utility::Cardinality {});
    let (votes, hidden) = (u128::from(project.votes), u128::from(left.hidden));
    let (fewest, most) = (votes.saturating_sub(hidden), votes + hidden);
    match &rule.rule {
        Rule::Greedy { .. } if counts_votes => Some(Between {
            least: fewest,
            most,
            of: match rule.utility {
                Utility::Cardinality {} => cost.max(1),
                _ => 1,
            },
        }),
        Rule::Scores(scores) => {
            let weights = u128::from(scores.ballots)
                + scores.bodies.values().map(|w| u128::from(*w)).sum::<u128>();
            let (mut least, mut top) = (0, 0);
            for part in &project.score_parts {
                let is = parts(&part.part)?;
                let (low, high) = match left.sheets.get(&part.voice) {
                    _ if part.voice == BALLOTS && hidden > 0 => {
                        if !counts_votes {
                            return None;
                        }
                        let of_all = u128::from(most_votes);
                        let share = |votes: u128, of: u128| {
                            let weight = UNIT * u128::from(scores.ballots) / weights.max(1);
                            weight * votes.min(of) / of.max(1)
                        };
                        let fewest_of_all = of_all.saturating_sub(hidden).max(1);
                        (share(fewest, of_all + hidden), share(most, fewest_of_all))
                    }
                    Some(sheets) if sheets.hidden > 0 => {
                        let weight = scores.bodies.get(&part.voice).copied().unwrap_or(0);
                        let of = weights.max(1) * u128::from(sheets.all.max(1));
                        let more = UNIT * u128::from(weight) * u128::from(sheets.hidden) / of;
                        (is, is + more)
                    }
                    Some(_) | None => (is, is),
                };
                (least, top) = (least + low, top + high);
            }
            Some(Between {
                least: least.saturating_sub(ROUNDED),
                most: top + ROUNDED,
                of: 1,
            })
        }
        _ => None,
    }
}

/// The parts of [`UNIT`] that a decimal from 0 to 1 is, rounded down.
fn parts(decimal: &str) -> Option<u128> {
    let (whole, rest) = decimal.split_once('.').unwrap_or((decimal, ""));
    let digits: String = rest
        .chars()
        .chain(std::iter::repeat('0'))
        .take(12)
        .collect();
    let (whole, rest): (u128, u128) = (whole.parse().ok()?, digits.parse().ok()?);
    Some(whole.checked_mul(UNIT)? + rest)
}

/// Whether a project is above every threshold, and supported at all, whatever the missing ballots and sheets say.
fn is_eligible(
    left: &Left,
    rule: &SelectionRule,
    project: &ProjectExplanation,
    number: Option<Between>,
) -> bool {
    let fewest = u128::from(project.votes.saturating_sub(left.hidden));
    let mut scored = project
        .score_parts
        .iter()
        .filter(|part| part.voice != BALLOTS && parts(&part.part).is_some_and(|part| part > 0));
    let supported = fewest > 0 || scored.next().is_some();
    let counts_votes = matches!(rule.utility, Utility::Cost {} | Utility::Cardinality {});
    let reaches = |threshold: &Decimal| {
        let (numerator, denominator) = threshold.ratio();
        counts_votes && fewest.saturating_mul(denominator) >= numerator
    };
    let above = match &rule.rule {
        Rule::Greedy { threshold, .. } => threshold.as_ref().is_none_or(reaches),
        Rule::Scores(scores) => scores.threshold.as_ref().is_none_or(|threshold| {
            let (numerator, denominator) = threshold.ratio();
            number.is_some_and(|number| {
                number.least.saturating_mul(denominator) >= numerator.saturating_mul(UNIT)
            })
        }),
        _ => true,
    };
    supported && above && rule.threshold.as_ref().is_none_or(reaches)
}
