//! How much work a selection is at most, told before it begins; and how much may still be done.

use crate::election::Election;
use crate::error::SelectError;
use crate::instance::Instance;
use crate::rule::{Rule, SelectionRule};

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
    /// Choices on the distinct ballots, all together.
    pub entries: u64,
}

impl Work {
    /// Most projects × rounds; more are refused before anything is counted.
    pub const MOST_STEPS: u64 = 4_000_000_000;

    /// Projects × rounds.
    pub fn steps(&self) -> u64 {
        self.projects.saturating_mul(self.rounds)
    }

    /// What one run by `rule` takes of an [`Allowance`] at most, raises of an endowment aside: a look at a project or at a
    /// choice on a ballot is one.
    pub(crate) fn units(&self, rule: &SelectionRule) -> u64 {
        let rounds = match rule.rule {
            // Each project is looked at once.
            Rule::Greedy { .. } | Rule::Scores(_) => 1,
            _ => self.rounds.max(1),
        };
        rounds.saturating_mul(self.pass())
    }

    /// What going through everything once takes.
    pub(crate) fn pass(&self) -> u64 {
        self.projects.saturating_add(self.entries).max(1)
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
            entries: instance.election.ballots.entries() as u64,
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

/// How much work may still be done, by several selections together. What is taken of it follows from the elections and the
/// rules alone, so that every machine stops at the same place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowance {
    left: u64,
}

impl Allowance {
    /// So many looks at a project, or at a choice on a ballot.
    pub fn new(units: u64) -> Self {
        Self { left: units }
    }

    /// As many as it takes.
    pub fn unlimited() -> Self {
        Self::new(u64::MAX)
    }

    /// What is left.
    pub fn left(&self) -> u64 {
        self.left
    }

    /// Gives more.
    pub fn grant(&mut self, units: u64) {
        self.left = self.left.saturating_add(units);
    }

    /// Takes some, or nothing where fewer are left.
    ///
    /// # Errors
    /// [`SelectError::AllowanceSpent`].
    pub fn take(&mut self, units: u64) -> Result<(), SelectError> {
        match self.left.checked_sub(units) {
            // Nobody has done as much as would make a difference.
            _ if self.left == u64::MAX => Ok(()),
            Some(left) => {
                self.left = left;
                Ok(())
            }
            None => Err(SelectError::AllowanceSpent),
        }
    }
}

/// What a selection under way asks and tells.
pub(crate) struct Pace<'w> {
    pub(crate) allowance: &'w mut Allowance,
    /// Hears how often the endowment was raised.
    pub(crate) watch: &'w mut dyn FnMut(u64),
}

/// Counts a look at a project whose turn it is, where tests ask how many there were.
#[inline]
pub(crate) fn count_look() {
    #[cfg(test)]
    tests::LOOKS.set(tests::LOOKS.get() + 1);
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;
    use crate::builder::ProjectDraft;
    use crate::election::VoteType;
    use crate::rule::{Completion, ExhaustiveOver, Fit, Start, Stop, Utility};
    use crate::select::select;

    thread_local! {
        pub(super) static LOOKS: Cell<u64> = const { Cell::new(0) };
    }

    /// Every rule that goes from round to round, with a completion that raises the endowment.
    fn rules() -> Vec<SelectionRule> {
        let of = |rule| SelectionRule::new(rule, Utility::Cost {});
        let add_one = Completion::AddOne {
            start: Start::Exact,
            step: crate::decimal::Decimal::from(1u64),
            stop: Stop::Infeasible,
            exhaustive_over: ExhaustiveOver::Supported,
        };
        let mut seats = of(Rule::ProportionalApproval {}).with_number(600);
        seats.utility = Utility::Cardinality {};
        seats.unit_costs = true;
        vec![
            of(Rule::EqualShares {}),
            of(Rule::EqualShares {}).with_completion(vec![add_one]),
            of(Rule::Phragmen { fit: Fit::Skip }),
            of(Rule::BoundedOverspending {}),
            seats,
        ]
    }

    /// Ballots that list projects by number, and what these cost.
    fn election(projects: usize, cost: impl Fn(u64) -> u64, ballots: &[Vec<usize>]) -> Election {
        let mut builder = Election::builder(VoteType::Approval);
        let costs: Vec<u64> = (0..projects as u64).map(cost).collect();
        builder.budget(costs.iter().sum::<u64>() / 2);
        for (id, cost) in costs.iter().enumerate() {
            builder.add_project(ProjectDraft::new(format!("p{id:05}"), *cost));
        }
        for ballot in ballots {
            let ids = ballot.iter().map(|id| format!("p{id:05}"));
            builder.add_approvals(ids.collect::<Vec<_>>(), 1);
        }
        builder.build().expect("an election")
    }

    /// How often a project was looked at while a rule selected, and how much work was told before.
    fn looked(election: &Election, rule: &SelectionRule) -> (u64, Work) {
        let told = work(election, rule).expect("it applies");
        LOOKS.set(0);
        let outcome = select(election, rule).expect("an outcome");
        assert!(!outcome.selected.is_empty(), "{rule:?}");
        (LOOKS.get(), told)
    }

    #[test]
    fn projects_with_the_same_supporters_are_looked_at_once_a_round() {
        let costs: [fn(u64) -> u64; 3] = [|_| 1, |own| 1 + own % 97, |own| 1 + own];
        let all = |projects| vec![(0..projects).collect::<Vec<_>>()];
        for (cost, rule) in costs
            .iter()
            .flat_map(|cost| rules().into_iter().map(move |rule| (cost, rule)))
        {
            let looks = |projects: usize| looked(&election(projects, cost, &all(projects)), &rule);
            let (few, _) = looks(600);
            let (many, told) = looks(1_200);
            assert!(many > 0, "{rule:?}");
            // What is told before is of one run: a completion runs again for each endowment.
            assert!(
                !rule.completion.is_empty() || many <= told.projects * 4 + told.rounds * 4,
                "{many} looks, {told:?}, {rule:?}"
            );
            // Twice as many projects take twice as many looks, not four times as many.
            assert!(
                many <= few * 5 / 2 + 100,
                "{few} looks at 600, {many} at 1,200: {rule:?}"
            );
        }
    }

    #[test]
    fn what_is_told_before_is_the_most_that_is_looked_at() {
        // Each voter lists other projects, so that no two are alike.
        let listed = |voter: usize| {
            (0..120)
                .filter(|own| (own * 7 + voter * 13) % 11 < 4)
                .collect()
        };
        let ballots: Vec<Vec<usize>> = (0..60).map(listed).collect();
        let election = election(120, |own| 1 + own % 17, &ballots);
        for rule in rules()
            .into_iter()
            .filter(|rule| rule.completion.is_empty())
        {
            let (looks, told) = looked(&election, &rule);
            assert!(looks > told.rounds / 2, "{looks} looks, {told:?}, {rule:?}");
            assert!(
                looks <= told.units(&rule),
                "{looks} looks, {told:?}, {rule:?}"
            );
        }
    }

    #[test]
    fn one_ballot_of_very_many_projects_is_told_and_bounded() {
        for (projects, refused) in [(5_000, false), (10_000, false), (100_000, true)] {
            let election = election(projects, |_| 1, &[(0..projects).collect()]);
            for rule in rules().iter().take(4) {
                let told = work(&election, rule).expect("it applies");
                let rounds = projects as u64 / 2;
                let expected = (projects as u64, rounds, projects as u64);
                assert_eq!((told.projects, told.rounds, told.entries), expected);
                assert_eq!(told.check().is_err(), refused, "{told:?}");
                assert_eq!(told.units(rule), rounds * 2 * projects as u64);
            }
        }
    }

    #[test]
    fn an_allowance_is_taken_whole_or_not_at_all() {
        let mut allowance = Allowance::new(10);
        assert_eq!(allowance.take(7), Ok(()));
        assert_eq!(allowance.take(4), Err(SelectError::AllowanceSpent));
        assert_eq!(allowance.left(), 3);
        allowance.grant(1);
        assert_eq!(allowance.take(4), Ok(()));
        assert_eq!(allowance.left(), 0);
        let mut unlimited = Allowance::unlimited();
        assert_eq!(unlimited.take(u64::MAX), Ok(()));
        assert_eq!(unlimited.take(u64::MAX), Ok(()));
    }
}
