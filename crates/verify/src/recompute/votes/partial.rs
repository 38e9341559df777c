//! What can be checked of a selection without all of its ballots: everything that does not rest on the missing ones.

use std::collections::{BTreeMap, BTreeSet};

use madang_programme::contents::MAX_CONTENT;
use madang_programme::votes::selection;
use madang_programme::votes::tally::TallyReport;
use madang_programme::votes::{SelectionPublished, UnknownProject};
use madang_programme::{State, fields as named};
use madang_selection::audit::{Check, Limits, Verdict, audit};
use madang_selection::{
    Allowance, Decimal, Election, QuotaMode, SelectError, SelectOptions, select_within,
};
use madang_selection_words::said as engine_said;
use madang_words::money::separated;
use madang_words::{Said, quoted};

use super::explanations;
use super::held::{self, Held};
use super::published::Published;
use crate::report::Report;
use crate::said::said;
use crate::work;

/// The most choices that a ballot can hold: each is at least a letter in quotes, with a comma behind it.
const MOST_CHOICES: u64 = MAX_CONTENT as u64 / 4;

/// The score sheets of a body.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sheets {
    /// How many there are.
    pub(super) all: u64,
    /// How many of them are hidden.
    pub(super) hidden: u64,
}

/// What is left of a vote's ballots and score sheets.
#[derive(Clone, Debug, Default)]
pub(super) struct Left {
    /// Ballots that were cast and not erased before the count, with those that were taken out and counted as such.
    pub(super) counted: u64,
    /// Of these, how many are hidden now.
    pub(super) hidden: u64,
    /// Score sheets by body.
    pub(super) sheets: BTreeMap<String, Sheets>,
    /// Whether some are by the criteria of their body: there a hidden one changes how many a mean is over, and nothing is bounded.
    pub(super) by_criteria: bool,
}

impl Left {
    /// Whether the count can be done again exactly.
    pub(super) fn is_whole(&self) -> bool {
        self.hidden == 0 && self.sheets.values().all(|of| of.hidden == 0)
    }
}

/// The fields of a tally that each ballot is in exactly one of.
fn fields(tally: &TallyReport) -> [(&'static str, u64); 10] {
    [
        ("counted", tally.counted),
        ("repeated", tally.repeated),
        ("unknown_project", tally.unknown_project),
        ("repeated_choice", tally.repeated_choice),
        ("empty", tally.empty),
        ("too_few_choices", tally.too_few_choices),
        ("too_many_choices", tally.too_many_choices),
        ("over_cost", tally.over_cost),
        ("over_points", tally.over_points),
        ("excluded", tally.excluded),
    ]
}

/// Checks the facts of a selection against the rest of the record, without any ballot.
pub(super) fn check_facts(
    published: &Published<'_, '_>,
    left: &Left,
    state: &State,
    report: &mut Report,
) {
    let facts = published.facts;
    if facts.tally.cast != left.counted {
        let reason = said("verify-tally-cast")
            .number("is", facts.tally.cast)
            .number("must", left.counted);
        published.fail(report, reason);
    }
    let sum: u128 = fields(&facts.tally)
        .iter()
        .map(|(_, count)| u128::from(*count))
        .sum();
    if sum != u128::from(facts.tally.cast) {
        let reason = said("verify-tally-sum")
            .text("sum", sum)
            .number("cast", facts.tally.cast);
        published.fail(report, reason);
    }
    let distinct: BTreeSet<&String> = facts.selected.iter().collect();
    if distinct.len() != facts.selected.len() {
        published.fail(report, said("verify-selected-twice"));
    }
    let Ok(proposals) = state.proposals(&facts.programme) else {
        return;
    };
    let costs = facts.selected.iter().filter_map(|id| proposals.get(id));
    let must: u128 = costs
        .map(|proposal| u128::from(proposal.cost.unwrap_or_default()))
        .sum();
    if must != u128::from(facts.total_cost) {
        let reason = said("verify-total-cost")
            .number("is", facts.total_cost)
            .text("must", must);
        published.fail(report, reason);
    }
    check_quotas(published, state, report);
}

/// Every group is within its bounds: the upper ones always, the lower ones where the rule sets aside what they need.
fn check_quotas(published: &Published<'_, '_>, state: &State, report: &mut Report) {
    let facts = published.facts;
    let rule = state.rule(&facts.programme, &facts.rule).ok();
    let quotas = rule.and_then(|rule| rule.rule.quotas.as_ref());
    let proposals = state.proposals(&facts.programme).ok();
    let (Some(quotas), Some(proposals)) = (quotas, proposals) else {
        return;
    };
    for (group, quota) in &quotas.groups {
        let of_group = facts.selected.iter().filter_map(|id| proposals.get(id));
        let of_group = of_group.filter(|proposal| proposal.group.as_ref() == Some(group));
        let (number, money) = of_group.fold((0u32, 0u128), |(number, money), proposal| {
            (
                number + 1,
                money + u128::from(proposal.cost.unwrap_or_default()),
            )
        });
        let under = |amount: &Decimal| {
            let (numerator, denominator) = amount.ratio();
            money.saturating_mul(denominator) < numerator
        };
        let over = |amount: &Decimal| {
            let (numerator, denominator) = amount.ratio();
            money.saturating_mul(denominator) > numerator
        };
        let lower = quotas.mode == QuotaMode::Reserve;
        let broken = quota.most_number.is_some_and(|most| number > most)
            || quota.most_money.as_ref().is_some_and(over)
            || lower && quota.least_number.is_some_and(|least| number < least)
            || lower && quota.least_money.as_ref().is_some_and(under);
        if broken {
            let reason = said("verify-quota")
                .text("group", group)
                .number("number", u64::from(number))
                .text("money", separated(&money.to_string()));
            published.fail(report, reason);
        }
    }
}

/// Checks what the ballots that are left allow: the selection keeps to the rule's limits, the tally lies as near to that of
/// the ballots at hand as the missing ones let it, the explanations name the same selection.
pub(super) fn check(
    published: &Published<'_, '_>,
    left: &Left,
    (election, seen): (&Election, &TallyReport),
    state: &State,
    allowance: &mut Allowance,
    report: &mut Report,
) -> Held {
    let facts = published.facts;
    for (key, is, must) in [
        ("verify-tally-excluded", facts.tally.excluded, seen.excluded),
        (
            "verify-tally-excluded-sheets",
            facts.tally.excluded_sheets,
            seen.excluded_sheets,
        ),
    ] {
        if is != must {
            let reason = said(key).number("is", is).number("must", must);
            published.fail(report, reason);
        }
    }
    let is = fields(&facts.tally);
    for ((field, is), (_, seen)) in is.into_iter().zip(fields(seen)) {
        // A missing ballot is in a field itself, and may move one other of the same voter.
        if is.abs_diff(seen) > left.hidden.saturating_mul(2) {
            let reason = said("verify-tally-bound")
                .text("field", field)
                .number("is", is)
                .number("seen", seen)
                .number("missing", left.hidden);
            published.fail(report, reason);
        }
    }
    check_dropped(published, left, seen, state, report);
    let Ok(rule) = selection::drawn_rule(state, &facts.programme, &facts.vote) else {
        return Held::Not;
    };
    let limits = Limits::of(&rule);
    let checks = BTreeSet::from([Check::WithinLimits]);
    match audit(election, &facts.selected, &limits, &checks) {
        Ok(audit) if audit.verdict == Verdict::Violated => {
            published.fail(report, said("verify-selected-limits"));
        }
        Ok(_) => {}
        Err(error) => published.fail(report, engine_said(&error.wording())),
    }
    // What would be selected by what is left, for what of it does not rest on the missing ones.
    let ours = select_within(election, &rule, SelectOptions::default(), allowance);
    if let Err(SelectError::AllowanceSpent) = ours {
        work::left(published.index, published.subject, report);
    }
    let ours = ours.ok();
    explanations::check(published, left, &rule, ours.as_ref(), report);
    match ours {
        Some(ours) => held::check(published, left, &rule, &ours, report),
        None => Held::Not,
    }
}

/// No choice is dropped where a ballot with one does not count; else as many as were seen, and what the missing ballots can hold.
fn check_dropped(
    published: &Published<'_, '_>,
    left: &Left,
    seen: &TallyReport,
    state: &State,
    report: &mut Report,
) {
    let facts = published.facts;
    let Ok(vote) = state.vote(&facts.programme, &facts.vote) else {
        return;
    };
    let (is, must) = (facts.tally.dropped_choices, seen.dropped_choices);
    let room = match vote.ballots.unknown_project {
        UnknownProject::DiscardBallot => 0,
        // A missing one may also take the place of one that was seen.
        UnknownProject::DropChoice => left.hidden.saturating_mul(MOST_CHOICES),
    };
    if is.abs_diff(must) > room {
        let reason = said("verify-tally-dropped")
            .number("is", is)
            .number("seen", must)
            .number("missing", left.hidden);
        published.fail(report, reason);
    }
}

/// Names the first field in which a published selection differs from the computed one.
pub(super) fn first_difference(
    published: &SelectionPublished,
    computed: &SelectionPublished,
) -> Option<Said> {
    let describe = |field: &str, is: String, must: String| {
        let said = said("verify-differs").said("field", named::beside(field));
        Some(said.text("is", is).text("must", must))
    };
    if published.tally != computed.tally {
        let fields = fields(&published.tally)
            .into_iter()
            .zip(fields(&computed.tally));
        let mut fields = fields.filter(|(is, must)| is != must);
        return match fields.next() {
            Some(((field, is), (_, must))) => {
                describe(&format!("tally.{field}"), is.to_string(), must.to_string())
            }
            None => {
                let json = |tally: &TallyReport| serde_json::to_string(tally).unwrap_or_default();
                describe("tally", json(&published.tally), json(&computed.tally))
            }
        };
    }
    if published.selected != computed.selected {
        let places = published.selected.iter().zip(&computed.selected);
        let place = places.clone().position(|(is, must)| is != must);
        let place = place.unwrap_or_else(|| published.selected.len().min(computed.selected.len()));
        let at = |list: &[String]| list.get(place).map_or("–".to_owned(), quoted);
        return describe(
            &format!("selected[{place}]"),
            at(&published.selected),
            at(&computed.selected),
        );
    }
    if published.total_cost != computed.total_cost {
        return describe(
            "total_cost",
            published.total_cost.to_string(),
            computed.total_cost.to_string(),
        );
    }
    if published.input_digest != computed.input_digest {
        return describe(
            "input_digest",
            published.input_digest.clone(),
            computed.input_digest.clone(),
        );
    }
    (published != computed).then(|| said("verify-differs-elsewhere"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recompute::votes::Explainer;

    fn published() -> SelectionPublished {
        SelectionPublished {
            programme: "p".to_owned(),
            vote: "v".to_owned(),
            rule: "r".to_owned(),
            selected: vec!["a".to_owned(), "b".to_owned()],
            total_cost: 7,
            input_digest: "d".to_owned(),
            tally: TallyReport {
                cast: 2,
                counted: 2,
                ..TallyReport::default()
            },
        }
    }

    #[test]
    fn the_first_difference_is_named() {
        assert_eq!(first_difference(&published(), &published()), None);
        let other = |change: fn(&mut SelectionPublished)| {
            let mut other = published();
            change(&mut other);
            let said = first_difference(&other, &published()).expect("a difference");
            said.to_string()
        };
        assert!(other(|facts| facts.tally.counted = 1).contains("tally.counted"));
        assert!(other(|facts| facts.tally.dropped_choices = 1).contains("tally"));
        assert!(other(|facts| facts.selected.swap(0, 1)).contains("selected[0]"));
        assert!(other(|facts| facts.selected.truncate(1)).contains("selected[1]"));
        assert!(other(|facts| facts.total_cost = 8).contains("total_cost"));
        assert!(other(|facts| facts.input_digest.clear()).contains("input_digest"));
        assert!(!other(|facts| facts.rule.clear()).is_empty());
    }

    fn failures(change: impl FnOnce(&mut SelectionPublished), left: &Left) -> Vec<String> {
        let mut facts = published();
        change(&mut facts);
        let mut report = Report::new();
        let published = Published {
            index: 9,
            subject: "selection:p/v",
            facts: &facts,
            open: &[],
            explainer: &Explainer::default(),
        };
        check_facts(&published, left, &State::default(), &mut report);
        let failures = report.failures.iter();
        failures.map(|failure| failure.reason.to_string()).collect()
    }

    #[test]
    fn a_tally_adds_up_and_covers_all_that_was_cast() {
        let whole = Left {
            counted: 2,
            ..Left::default()
        };
        assert_eq!(failures(|_| {}, &whole), Vec::<String>::new());
        let more = failures(|facts| facts.tally.cast = 99_999, &whole);
        assert_eq!(more.len(), 2, "{more:?}");
        let fewer = failures(|facts| facts.tally.counted = 1, &whole);
        assert_eq!(fewer.len(), 1, "{fewer:?}");
        let twice = failures(|facts| facts.selected.push("a".to_owned()), &whole);
        assert_eq!(twice.len(), 1, "{twice:?}");
        // One of the two was erased before the count.
        let erased = Left {
            counted: 1,
            ..whole
        };
        assert_eq!(failures(|_| {}, &erased).len(), 1);
    }
}
