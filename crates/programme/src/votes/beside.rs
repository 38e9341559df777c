//! What other rules would have selected from the same ballots and scores. Nothing of it is on record, and nothing is decided
//! by it.

use madang_selection::compare::{Shared, applicable_rules};
use madang_selection::{
    Decimal, Outcome, Rule, SelectOptions, SelectionRule, Trace, Utility, select_with,
};

use super::selection::{ComputeError, OpenedSheet, drawn_rule, election};
use super::tally::OpenedBallot;
use crate::state::State;

/// A family of rules that a reader may know, each standing here for one rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    /// In the order of votes, whatever fits.
    MostVotes,
    /// Equal shares by cost: shares are raised while all that is bought fits, then the order of votes.
    EqualShares,
    /// Phragmén's sequential rule.
    Phragmen,
    /// Sequential proportional approval; where the number is limited.
    ProportionalApproval,
}

/// What a rule of another family would have selected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Other {
    /// The family.
    pub family: Family,
    /// What it selects, in its order; `None` where it cannot be applied to this vote.
    pub selected: Option<Vec<String>>,
}

/// What the rules of other families would have selected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beside {
    /// The digest of what they selected from: where it is not that of the published selection, other ballots were read.
    pub input_digest: String,
    /// One for each family that the vote's own rule is not of.
    pub others: Vec<Other>,
}

/// The family that a rule stands for among those that are compared.
fn stands_for(rule: &SelectionRule) -> Option<Family> {
    match &rule.rule {
        Rule::Greedy { .. } if rule.utility == (Utility::Cost {}) => Some(Family::MostVotes),
        // Of the completions the one that leaves the least over: what portals of cities show.
        Rule::EqualShares {}
            if rule.utility == (Utility::Cost {}) && rule.completion.len() == 2 =>
        {
            Some(Family::EqualShares)
        }
        Rule::Phragmen { .. } => Some(Family::Phragmen),
        Rule::ProportionalApproval {} => Some(Family::ProportionalApproval),
        // Variants of these, and rules that few readers have heard of.
        _ => None,
    }
}

/// The family of a vote's own rule, whatever its utility and completions.
fn family(rule: &Rule) -> Option<Family> {
    match rule {
        Rule::Greedy { .. } => Some(Family::MostVotes),
        Rule::EqualShares {} => Some(Family::EqualShares),
        Rule::Phragmen { .. } => Some(Family::Phragmen),
        Rule::ProportionalApproval {} => Some(Family::ProportionalApproval),
        // Bounded overspending, scores, and what the engine learns yet: all families stand beside them.
        _ => None,
    }
}

/// Applies to a vote whose ballots are open one rule of each family that its own is not of: with the same budget or number,
/// bounds of groups and ties. `sheets` and `ballots` are as [`super::selection::compute`] takes them.
///
/// # Errors
/// As [`super::selection::election`].
pub fn beside<E>(
    state: &State,
    programme: &str,
    vote: &str,
    sheets: &[OpenedSheet],
    ballots: impl IntoIterator<Item = Result<OpenedBallot, E>>,
) -> Result<Beside, ComputeError<E>> {
    let (election, _) = election(state, programme, vote, sheets, ballots)?;
    let own = drawn_rule(state, programme, vote)?;
    let options = SelectOptions::default().with_trace(Trace::Outcome);
    let rules = applicable_rules(&election, &Shared::of(&own));
    let others = rules.into_iter().filter_map(|named| {
        let of = stands_for(&named.rule)?;
        (Some(of) != family(&own.rule)).then(|| Other {
            family: of,
            // A rule that only counts places may spend more than there is: beside a vote with a budget that is no answer.
            selected: select_with(&election, &named.rule, options)
                .ok()
                .filter(|outcome| is_within(own.budget, outcome))
                .map(|outcome| outcome.selected),
        })
    });
    Ok(Beside {
        others: others.collect(),
        input_digest: election.input_digest().to_owned(),
    })
}

/// Whether what is selected costs no more than the budget, where there is one.
fn is_within(budget: Option<Decimal>, outcome: &Outcome) -> bool {
    let cost = outcome.money_cost.as_ref().unwrap_or(&outcome.total_cost);
    let cost: Result<Decimal, _> = cost.parse();
    budget.is_none_or(|budget| cost.is_ok_and(|cost| cost <= budget))
}
