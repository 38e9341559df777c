//! How much work a selection is at most, told before it begins.

use crate::election::Election;
use crate::error::SelectError;
use crate::instance::Instance;
use crate::rule::SelectionRule;

/// How much work a selection is at most. A rule that goes from round to round looks at projects again in each; what that takes goes
/// with the product, as far as one project cannot be told from another by its supporters, and with what is written on the ballots
/// beside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Work {
    /// Projects that can be selected: somebody supports them, and they fit the budget.
    pub projects: u64,
    /// So many of them can be selected at most: the cheapest, one in each round.
    pub rounds: u64,
}

impl Work {
    /// Most projects × rounds; more are refused before anything is counted.
    pub const MOST_STEPS: u64 = 4_000_000_000;

    /// Projects × rounds.
    pub fn steps(&self) -> u64 {
        self.projects.saturating_mul(self.rounds)
    }

    pub(crate) fn of(instance: &Instance<'_>, eligible: &[bool]) -> Self {
        let projects = (0..instance.len())
            .filter(|project| eligible[*project] && instance.costs[*project] <= instance.budget);
        let mut costs: Vec<u128> = projects.map(|project| instance.costs[project]).collect();
        costs.sort_unstable();
        let mut left = instance.budget;
        let fits = costs.iter().take_while(|cost| {
            let rest = left.checked_sub(**cost);
            left = rest.unwrap_or(left);
            rest.is_some()
        });
        let rounds = fits.take(instance.number.unwrap_or(usize::MAX)).count();
        Self {
            projects: costs.len() as u64,
            rounds: rounds as u64,
        }
    }

    pub(crate) fn check(&self) -> Result<(), SelectError> {
        if self.steps() <= Self::MOST_STEPS {
            return Ok(());
        }
        Err(SelectError::TooMuchWork {
            projects: self.projects,
            rounds: self.rounds,
            most: Self::MOST_STEPS,
        })
    }
}

/// How much work it is at most to select by `rule`, thresholds of votes left aside.
///
/// # Errors
/// When the rule cannot be applied to this election.
pub fn work(election: &Election, rule: &SelectionRule) -> Result<Work, SelectError> {
    let instance = Instance::new(election, rule)?;
    let supported: Vec<bool> = instance.votes.iter().map(|votes| *votes > 0).collect();
    Ok(Work::of(&instance, &supported))
}
