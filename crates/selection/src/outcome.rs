//! What a selection gives: the projects chosen, and why.
//!
//! Everything here serialises to canonical data: integers up to 2⁵³ − 1 and texts. Amounts are
//! decimal texts in the currency's main unit; never floating-point numbers. Where they are not exact
//! they are rounded from the exact value to six decimals: what is left is rounded down, what is short
//! is rounded up (so that both together are the cost), everything else half up.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::audit::{Flow, FlowBasis};
use crate::exact::Fraction;
use crate::explain::DIGITS;
use crate::rule::SelectionRule;
use crate::warning::Warnings;

/// The outcome of a selection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Outcome {
    /// Ids in the order of selection.
    pub selected: Vec<String>,
    /// Cost of all selected projects, in what the rule counts: money, or seats with unit costs.
    pub total_cost: String,
    /// With unit costs: what the selected projects cost in money, which the rule does not look at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub money_cost: Option<String>,
    /// Budget, where the rule has one (the number of seats with unit costs).
    pub budget: String,
    /// Total weight of the voters.
    pub voters: u64,
    /// The rule applied.
    pub rule: SelectionRule,
    /// SHA-256 over the canonical form of the election ([`crate::digest`]).
    pub input_digest: String,
    /// Every tie that was decided.
    pub ties: Vec<Tie>,
    /// Where ties are broken by lot: every project in the order that was drawn, so that anybody can hold it against seed
    /// and public value ([`crate::Lot`]).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lot_order: Vec<String>,
    /// Every purchase in order. Empty where no trace is wanted.
    pub rounds: Vec<Round>,
    /// Every project by ascending id: how it fared and why. Empty where no trace is wanted.
    pub projects: Vec<ProjectExplanation>,
    /// The endowments tried, where the rule has them; with pots each pot has its own ([`Outcome::pots`]).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub endowment: Option<EndowmentReport>,
    /// What each pot came to by the method, where the rule has pots; by name of group.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pots: Vec<PotReport>,
    /// The final comparison, where the rule has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comparison: Option<ComparisonReport>,
    /// Each group with bounds: what it has, what it must have.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub quotas: Vec<QuotaReport>,
    /// Entry *k* (from 0): how many voters have exactly *k* of the projects they list selected. The
    /// entries add up to `voters`; empty below [`Trace::Full`](crate::Trace::Full).
    pub representation: Vec<u64>,
    /// Equal shares, also with bounded overspending: from which voters to which service groups and
    /// audiences their payments went, for each column of the voters' rows, if these were kept.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub money_flows: Vec<MoneyFlows>,
    /// What the voters of each distinct ballot paid, when asked for with
    /// [`Trace::Payments`](crate::Trace::Payments).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ballots: Vec<BallotPayments>,
    /// What was accepted although it should not be there.
    pub warnings: Warnings,
}

impl Outcome {
    /// Every report of endowments, with the group of its pot where there are pots.
    pub fn endowments(&self) -> impl Iterator<Item = (Option<&str>, &EndowmentReport)> {
        let pots = self.pots.iter();
        let pots = pots.filter_map(|pot| Some((Some(pot.group.as_str()), pot.endowment.as_ref()?)));
        self.endowment
            .iter()
            .map(|report| (None, report))
            .chain(pots)
    }
}

/// Which step of the tie order decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TieStep {
    /// The lowest cost.
    LowestCost,
    /// The most votes.
    MostVotes,
    /// The lot.
    Lot,
    /// The id.
    Id,
}

/// A tie and how it was broken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Tie {
    /// Number of the round (1 = first) in [`Outcome::rounds`].
    pub round: usize,
    /// How many projects tied.
    pub tied: usize,
    /// The first of them in the order of the tie rule, at most [`Tie::MOST_LISTED`]; the first of all
    /// was taken. The others follow from the published prices or loads, so that a thousand equal
    /// projects need not be listed in each of a thousand rounds.
    pub projects: Vec<String>,
    /// The step that put the first before the second.
    pub decided_by: TieStep,
}

impl Tie {
    /// Most of the tied projects that are listed.
    pub const MOST_LISTED: usize = 20;
}

/// By which part of the rule a project was selected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Phase {
    /// It costs nothing and has a supporter.
    ZeroCost,
    /// Method of Equal Shares.
    EqualShares,
    /// Method of Equal Shares with bounded overspending.
    BoundedOverspending,
    /// Greedy.
    Greedy,
    /// Phragmén's rule.
    Phragmen,
    /// Sequential proportional approval voting.
    ProportionalApproval,
    /// Weighted scores.
    Scores,
    /// Completion by votes.
    UtilitarianCompletion,
    /// Completion by Phragmén's rule.
    PhragmenCompletion,
    /// Seats reserved for a group below its lower bound.
    Reserve,
}

/// One purchase.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Round {
    /// Number (1 = first).
    pub round: usize,
    /// Part of the rule.
    pub phase: Phase,
    /// Id of the project bought.
    pub project: String,
    /// Its cost.
    pub cost: String,
    /// Total weight of its supporters.
    pub votes: u64,
    /// What is left of the budget afterwards.
    pub budget_left: String,
    /// What the rule minimises or maximises: ρ (price per utility) for equal shares, ρ/α
    /// with bounded overspending, the load for Phragmén, the score otherwise. Money in it counts in
    /// the smallest unit of the election (of the rule, where its amounts have more decimals).
    pub value: String,
    /// Equal shares: who paid what.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payments: Option<Payments>,
    /// Phragmén's rule: what its supporters carry.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub loads: Option<Loads>,
    /// The best project not bought in this round.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub runner_up: Option<RunnerUp>,
}

/// What each supporter of a project carries under Phragmén's rule: its cost brings all of them to one
/// load, whatever they carried before. Whole numbers or exact fractions `a/b` in the main unit. As a
/// completion of equal shares loads begin at the negative of what voters have left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Loads {
    /// Before, the mean over its supporters: `after` less the cost divided by the votes.
    pub before: String,
    /// Afterwards, each of them.
    pub after: String,
}

/// Who paid for a project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Payments {
    /// Largest payment of one voter.
    pub largest: String,
    /// Cost divided by the largest payment.
    pub effective_votes: String,
    /// Supporters who paid the full price, times their points or place score where these weigh.
    pub in_full: u64,
    /// Supporters who paid all they had left, less than the price.
    pub in_part: u64,
    /// Supporters with nothing left.
    pub nothing: u64,
    /// What those who paid in full paid together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paid_in_full: Option<String>,
    /// What those who paid in part paid together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paid_in_part: Option<String>,
    /// The price per unit of share (one, points, place score): every supporter paid this times
    /// their share, or all they had left. A whole number or an exact fraction `a/b` in the main
    /// unit, from which anyone can compute every voter's payments again; with bounded overspending,
    /// whose fractions are too long to print, rounded to thirty decimals.
    pub price: String,
    /// Bounded overspending: the part α of the cost that supporters could pay at this price.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
    /// Bounded overspending: what supporters paid together; the rest of the cost is overspending.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paid: Option<String>,
}

/// The project that would have been next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RunnerUp {
    /// Its id.
    pub project: String,
    /// Its value, as in [`Round::value`].
    pub value: String,
}

/// How one project fared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProjectExplanation {
    /// Its id.
    pub id: String,
    /// Its name, where it has one.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Its cost.
    pub cost: String,
    /// Its service group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// Audiences it is for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub audiences: Vec<String>,
    /// Total weight of its supporters.
    pub votes: u64,
    /// Its cost divided by its votes: what each supporter pays when all pay the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price_per_vote: Option<String>,
    /// Round in which it was selected (1 = first).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub round: Option<usize>,
    /// Why it was not selected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// By how much its cost is more than what was left of the budget (of its pot): when its turn came
    /// where a rule goes through the projects in order (greedy, scores, completion by votes, the
    /// project that ended a rule without skipping), else in the end. Where it costs more than the
    /// whole budget: than that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub over_budget: Option<String>,
    /// Groups whose lower bound would have gone out of reach had it been bought.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub kept_for: Vec<String>,
    /// The project that came first and did not fit, which ended the rule.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stopped_by: Option<String>,
    /// Not selected, rules that compare one number of every project (greedy, scores, Phragmén, PAV,
    /// completions by these): that number in the end, as in [`Round::value`], to hold against the last
    /// one selected by that rule.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Scores: what each voice adds to its weighted value.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub score_parts: Vec<ScorePart>,
    /// Equal shares: what its supporters had left in the end, rounded down.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub money_behind: Option<String>,
    /// Equal shares: how much that falls short of its cost, rounded up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub short_by: Option<String>,
    /// Equal shares that ended because nobody could pay for anything more: the whole endowments of so
    /// many voters would have covered what was missing in the end. It is a measure of `short_by`, not
    /// of what would have changed the result: money could have gone elsewhere before, and a raised
    /// endowment could have ended elsewhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shares_short: Option<String>,
    /// Equal shares with a fixed endowment, approval ballots, no completion, comparison or quotas: had
    /// so many of the voters who paid for nothing listed it too, it would have been selected, and with
    /// one less it would not. Absent where there are not so many such voters, and under all other
    /// rules: [`crate::sensitivity`] finds numbers for these by running the rule again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supporters_short: Option<u64>,
    /// Equal shares: the round after which its supporters had less than its cost left; 0 when they
    /// never had as much.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unaffordable_after: Option<usize>,
    /// Equal shares: what its supporters paid for each selected project, by id.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub supporters_paid: BTreeMap<String, String>,
}

/// Payments of voters told apart by one column of their rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MoneyFlows {
    /// Header of the column.
    pub column: String,
    /// How the costs were divided: by payments as far as there are any.
    pub basis: FlowBasis,
    /// By service group of the projects.
    pub to_groups: Vec<Flow>,
    /// By audience; a project for several counts in full for each.
    pub to_audiences: Vec<Flow>,
}

/// What one voice adds to a project's weighted value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ScorePart {
    /// [`crate::sensitivity::BALLOTS`] or the body.
    pub voice: String,
    /// Its weight times what it says, divided by all weights; the parts of a project add up to its
    /// value. To twelve significant digits.
    pub part: String,
}

/// What each voter with the same ballot paid in equal shares.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BallotPayments {
    /// Number of the distinct ballot in canonical order (1 = first).
    pub ballot: usize,
    /// Ids of the projects it lists, in ballot order.
    pub choices: Vec<String>,
    /// How many voters cast it.
    pub voters: u64,
    /// Their ids as in the source's `voter_id` column, if the rows of voters were kept.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub voter_ids: Vec<String>,
    /// What each of them paid, by id of the project.
    pub paid: BTreeMap<String, String>,
    /// What each of them had left in the end, rounded down.
    pub left: String,
}

/// Why a project was not selected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// Nobody supports it.
    NoSupport,
    /// It costs more than the whole budget.
    AboveBudget,
    /// The number of projects to select is zero.
    NoSeats,
    /// The budget is divided into pots, and it is in none.
    NoPot,
    /// It did not fit what was left of the budget: [`ProjectExplanation::over_budget`] says by how
    /// much.
    DoesNotFit,
    /// Its supporters could not pay for it.
    TooLittleMoney,
    /// Others came before it and the number of projects was reached.
    NumberReached,
    /// The rule ended before its turn, as a project that came first did not fit:
    /// [`ProjectExplanation::stopped_by`].
    Stopped,
    /// It could have been bought, but then a group could no longer have had its lower bound:
    /// [`ProjectExplanation::kept_for`].
    Reserved,
    /// Others came before it and the selection was over.
    Outranked,
    /// It lies below the rule's threshold.
    BelowThreshold,
    /// The upper bound of its group was reached, or it is in no group that has a pot.
    Quota,
    /// The final comparison preferred the other outcome.
    Comparison,
}

/// The endowments tried by equal shares.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EndowmentReport {
    /// First endowment per voter, exact (`7`, `22/7`), in the currency's main unit.
    pub first: String,
    /// The same as a decimal.
    pub first_decimal: String,
    /// Endowment of the outcome that counts, exact.
    pub last: String,
    /// The same as a decimal.
    pub last_decimal: String,
    /// Raises made from first to last.
    pub raises: u64,
    /// Why there was no further raise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stopped: Option<Stopped>,
}

impl EndowmentReport {
    /// From endowments in the main unit.
    pub(crate) fn new(
        first: &Fraction,
        last: &Fraction,
        raises: u64,
        stopped: Option<Stopped>,
    ) -> Self {
        Self {
            first: first.to_text(),
            first_decimal: first.to_decimal(DIGITS),
            last: last.to_text(),
            last_decimal: last.to_decimal(DIGITS),
            raises,
            stopped,
        }
    }
}

/// One pot: a selection of its own within its group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PotReport {
    /// The group.
    pub group: String,
    /// The pot.
    pub budget: String,
    /// Cost of what was selected from it, before any comparison.
    pub cost: String,
    /// The endowments tried, where the rule has them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub endowment: Option<EndowmentReport>,
}

/// Why raising the endowment stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stopped {
    /// The next outcome would have cost more than the budget.
    NextInfeasible,
    /// The outcome was exhaustive.
    Exhaustive,
    /// Everything that can be selected is.
    AllSelected,
    /// The number of projects beside the budget is reached.
    NumberReached,
    /// No raise within the method's bound changed anything further.
    Bound,
}

/// The final comparison.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ComparisonReport {
    /// What the other method selects.
    pub other_selected: Vec<String>,
    /// Voters with more listed projects in the rule's own outcome.
    pub prefer_own: u64,
    /// Voters with more listed projects in the other outcome.
    pub prefer_other: u64,
    /// True when the rule's own outcome was kept.
    pub kept: bool,
}

/// One group's bounds and what it has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct QuotaReport {
    /// The group.
    pub group: String,
    /// Projects selected.
    pub number: usize,
    /// Their cost.
    pub cost: String,
    /// Least and most projects.
    pub least_number: usize,
    /// Most projects.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub most_number: Option<usize>,
    /// Least money.
    pub least_money: String,
    /// Most money.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub most_money: Option<String>,
    /// True when the bounds hold.
    pub met: bool,
}
