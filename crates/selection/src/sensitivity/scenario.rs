//! Changed elections and rules, by how much they are changed.
//!
//! A lower cost and more ballots of one kind change a copy in place: no ballot is copied for a run.
//! Where voters leave or list another project, distinct ballots vanish or appear, and the ballots
//! are grouped again.

use std::sync::Arc;

use crate::ballots::{Ballots, CapacityError};
use crate::election::Election;
use crate::outcome::Outcome;
use crate::rule::{Rule, SelectionRule, Utility};
use crate::select::select_with;
use crate::trace::{SelectOptions, Trace};
use crate::variant;
use crate::{Money, Wording};

/// Something that may be changed by an amount.
pub(super) trait Scenario {
    /// What is selected with the change, or why nothing is.
    fn run(&mut self, amount: u128) -> Result<Outcome, Wording>;
}

pub(super) fn run(election: &Election, rule: &SelectionRule) -> Result<Outcome, Wording> {
    let options = SelectOptions {
        trace: Trace::Outcome,
    };
    select_with(election, rule, options).map_err(|problem| problem.wording())
}

/// One project cheaper.
pub(super) struct Cheaper<'s> {
    scratch: &'s mut Election,
    rule: &'s SelectionRule,
    project: usize,
    cost: u128,
}

impl<'s> Cheaper<'s> {
    pub(super) fn new(scratch: &'s mut Election, rule: &'s SelectionRule, project: usize) -> Self {
        Self {
            cost: scratch.projects[project].cost.0,
            scratch,
            rule,
            project,
        }
    }

    /// Its whole cost.
    pub(super) fn cost(&self) -> u128 {
        self.cost
    }
}

impl Scenario for Cheaper<'_> {
    fn run(&mut self, amount: u128) -> Result<Outcome, Wording> {
        self.scratch.projects[self.project].cost = Money(self.cost.saturating_sub(amount));
        run(self.scratch, self.rule)
    }
}

impl Drop for Cheaper<'_> {
    fn drop(&mut self) {
        self.scratch.projects[self.project].cost = Money(self.cost);
    }
}

/// More voters who list one project alone.
pub(super) struct MoreBallots<'s> {
    scratch: &'s mut Election,
    rule: &'s SelectionRule,
    /// The ballots as they were, where none listed the project alone.
    original: Option<Arc<Ballots>>,
    group: usize,
    weight: u64,
}

impl<'s> MoreBallots<'s> {
    /// `None` where ballots have points and no ballot gives any, or where a ranking needs a second project and there is none.
    pub(super) fn new(
        election: &Election,
        scratch: &'s mut Election,
        rule: &'s SelectionRule,
        project: usize,
    ) -> Result<Option<Self>, CapacityError> {
        let mut points = Vec::new();
        if election.vote_type.has_points() {
            let given = (0..election.ballots.distinct())
                .flat_map(|group| election.ballots.points(group))
                .max();
            let Some(most) = given else {
                return Ok(None);
            };
            points.push(*most);
        }
        let mut listed = vec![project as u32];
        if rule.utility == (Utility::Borda { scores: None }) {
            // The last of a ranking gets nothing.
            match (0..election.projects.len()).find(|other| *other != project) {
                Some(other) => listed.push(other as u32),
                None => return Ok(None),
            }
        }
        let alone = |ballots: &Ballots| {
            let mut supporters = ballots.supporters(project).iter().map(|g| *g as usize);
            supporters.find(|group| {
                ballots.projects(*group) == listed && ballots.points(*group) == points
            })
        };
        let (mut original, mut group) = (None, alone(&scratch.ballots));
        let weight = group.map_or(0, |group| scratch.ballots.weight(group));
        if group.is_none() {
            let ballots = &election.ballots;
            let more = variant::regroup(election, election.projects.len(), |take| {
                for group in 0..ballots.distinct() {
                    let (projects, points) = (ballots.projects(group), ballots.points(group));
                    take(projects, points, ballots.weight(group))?;
                }
                take(&listed, &points, 1)
            })?;
            group = alone(&more);
            original = Some(std::mem::replace(&mut scratch.ballots, more));
        }
        Ok(group.map(|group| Self {
            scratch,
            rule,
            original,
            group,
            weight,
        }))
    }
}

impl Scenario for MoreBallots<'_> {
    fn run(&mut self, amount: u128) -> Result<Outcome, Wording> {
        let weight = u64::try_from(amount)
            .ok()
            .and_then(|amount| self.weight.checked_add(amount))
            .ok_or_else(|| CapacityError::Weight.wording())?;
        Arc::make_mut(&mut self.scratch.ballots).set_weight(self.group, weight);
        run(self.scratch, self.rule)
    }
}

impl Drop for MoreBallots<'_> {
    fn drop(&mut self) {
        match self.original.take() {
            Some(original) => self.scratch.ballots = original,
            None => {
                let ballots = Arc::make_mut(&mut self.scratch.ballots);
                ballots.set_weight(self.group, self.weight);
            }
        }
    }
}

/// Of the ballots in `order`, so many voters, by distinct ballot.
fn first_voters(election: &Election, order: &[u32], amount: u128) -> Vec<u64> {
    let mut left = u64::try_from(amount).unwrap_or(u64::MAX);
    let mut taken = vec![0u64; election.ballots.distinct()];
    for group in order {
        let weight = election.ballots.weight(*group as usize).min(left);
        taken[*group as usize] = weight;
        left -= weight;
        if left == 0 {
            break;
        }
    }
    taken
}

/// Voters of one project staying away.
pub(super) struct Fewer<'s> {
    election: &'s Election,
    changed: Election,
    rule: &'s SelectionRule,
    order: Vec<u32>,
}

impl<'s> Fewer<'s> {
    pub(super) fn new(election: &'s Election, rule: &'s SelectionRule, project: usize) -> Self {
        let mut order: Vec<u32> = election.ballots.supporters(project).to_vec();
        order.sort_by_key(|group| (election.ballots.projects(*group as usize).len(), *group));
        Self {
            election,
            changed: variant::copy(election),
            rule,
            order,
        }
    }
}

impl Scenario for Fewer<'_> {
    fn run(&mut self, amount: u128) -> Result<Outcome, Wording> {
        let gone = first_voters(self.election, &self.order, amount);
        self.changed.ballots = variant::with_fewer_voters(self.election, &gone)
            .map_err(|problem| problem.wording())?;
        run(&self.changed, self.rule)
    }
}

/// Voters listing one project as well.
pub(super) struct MoreApprovals<'s> {
    election: &'s Election,
    changed: Election,
    rule: &'s SelectionRule,
    project: u32,
    order: Vec<u32>,
}

impl<'s> MoreApprovals<'s> {
    pub(super) fn new(
        election: &'s Election,
        rule: &'s SelectionRule,
        project: usize,
        selected: &[String],
    ) -> Self {
        let ballots = &election.ballots;
        let mut chosen = vec![false; election.projects.len()];
        for index in selected.iter().filter_map(|id| election.project_index(id)) {
            chosen[index] = true;
        }
        let mut order: Vec<(usize, u32)> = (0..ballots.distinct())
            .filter(|group| !ballots.projects(*group).contains(&(project as u32)))
            .map(|group| {
                let listed = ballots.projects(group).iter();
                let served = listed.filter(|p| chosen[**p as usize]).count();
                (served, group as u32)
            })
            .collect();
        order.sort_unstable();
        Self {
            election,
            changed: variant::copy(election),
            rule,
            project: project as u32,
            order: order.into_iter().map(|(_, group)| group).collect(),
        }
    }
}

impl Scenario for MoreApprovals<'_> {
    fn run(&mut self, amount: u128) -> Result<Outcome, Wording> {
        let (election, project) = (self.election, self.project);
        let ballots = &election.ballots;
        let joining = first_voters(election, &self.order, amount);
        let mut more = Vec::new();
        let changed = variant::regroup(election, election.projects.len(), |take| {
            for (group, joining) in joining.iter().enumerate() {
                let listed = ballots.projects(group);
                take(listed, &[], ballots.weight(group) - joining)?;
                if *joining > 0 {
                    let place = listed.partition_point(|other| *other < project);
                    more.clear();
                    more.extend_from_slice(&listed[..place]);
                    more.push(project);
                    more.extend_from_slice(&listed[place..]);
                    take(&more, &[], *joining)?;
                }
            }
            Ok(())
        });
        self.changed.ballots = changed.map_err(|problem| problem.wording())?;
        run(&self.changed, self.rule)
    }
}

/// Another weight of one voice of a score rule.
pub(super) struct OtherWeight<'s> {
    election: &'s Election,
    rule: SelectionRule,
    /// The body; none for the ballots.
    voice: Option<&'s str>,
    from: u32,
    higher: bool,
}

impl<'s> OtherWeight<'s> {
    /// `rule` is a score rule.
    pub(super) fn new(
        election: &'s Election,
        rule: &SelectionRule,
        voice: Option<&'s str>,
        higher: bool,
    ) -> Self {
        let from = match (&rule.rule, voice) {
            (Rule::Scores(by), None) => by.ballots,
            (Rule::Scores(by), Some(body)) => by.bodies.get(body).copied().unwrap_or(0),
            _ => 0,
        };
        Self {
            election,
            rule: rule.clone(),
            voice,
            from,
            higher,
        }
    }

    /// How far the weight can be moved: down to zero, unless no other voice has any weight; up to
    /// the largest weight there is.
    pub(super) fn most(&self) -> u128 {
        if self.higher {
            return u128::from(u32::MAX - self.from);
        }
        let all = match &self.rule.rule {
            Rule::Scores(by) => {
                let bodies = by.bodies.values().map(|weight| u64::from(*weight));
                bodies.sum::<u64>() + u64::from(by.ballots)
            }
            _ => 0,
        };
        let alone = all == u64::from(self.from);
        u128::from(self.from.saturating_sub(u32::from(alone)))
    }

    /// The weight moved by `step`.
    pub(super) fn weight(&self, step: u128) -> u32 {
        let step = u32::try_from(step).unwrap_or(u32::MAX);
        if self.higher {
            self.from.saturating_add(step)
        } else {
            self.from.saturating_sub(step)
        }
    }
}

impl Scenario for OtherWeight<'_> {
    fn run(&mut self, amount: u128) -> Result<Outcome, Wording> {
        let weight = self.weight(amount);
        if let Rule::Scores(by) = &mut self.rule.rule {
            match self.voice {
                None => by.ballots = weight,
                Some(body) => {
                    by.bodies.insert(body.to_owned(), weight);
                }
            }
        }
        run(self.election, &self.rule)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::{Fit, Utility};
    use crate::{ProjectDraft, VoteType};

    fn election() -> Election {
        let mut builder = Election::builder(VoteType::Approval);
        builder.budget(10u64);
        for id in ["a", "b", "c"] {
            builder.add_project(ProjectDraft::new(id, 10u64));
        }
        builder.add_approvals(["a"], 5).add_approvals(["b"], 3);
        builder.build().expect("an election")
    }

    fn rule() -> SelectionRule {
        let greedy = Rule::Greedy {
            fit: Fit::Skip,
            threshold: None,
        };
        SelectionRule::new(greedy, Utility::Cost {})
    }

    #[test]
    fn no_ballot_is_copied_for_a_run() {
        let (election, rule) = (election(), rule());
        let mut scratch = variant::copy(&election);
        let mut cheaper = Cheaper::new(&mut scratch, &rule, 1);
        cheaper.run(3).expect("an outcome");
        assert_eq!(cheaper.scratch.projects[1].cost, Money(7));
        drop(cheaper);
        assert_eq!(scratch.projects[1].cost, Money(10));
        assert!(Arc::ptr_eq(&scratch.ballots, &election.ballots));

        // One copy serves every run of every search.
        let mut places = Vec::new();
        for project in [0, 1] {
            let more = MoreBallots::new(&election, &mut scratch, &rule, project);
            let mut more = more.expect("room").expect("a scenario");
            for amount in [1, 2] {
                more.run(amount).expect("an outcome");
                places.push(Arc::as_ptr(&more.scratch.ballots));
            }
        }
        assert!(places.iter().all(|place| *place == places[0]));
        assert_eq!(scratch.ballots.votes(), election.ballots.votes());
        assert_eq!(scratch.ballots.total_weight(), 8);
    }

    #[test]
    fn a_ballot_that_nobody_cast_comes_and_goes() {
        let (election, rule) = (election(), rule());
        let mut scratch = variant::copy(&election);
        let more = MoreBallots::new(&election, &mut scratch, &rule, 2);
        let mut more = more.expect("room").expect("a scenario");
        assert_eq!(more.run(5).expect("an outcome").selected, ["a"]);
        assert_eq!(more.run(6).expect("an outcome").selected, ["c"]);
        drop(more);
        assert!(Arc::ptr_eq(&scratch.ballots, &election.ballots));
    }
}
