//! Small random elections, and the definitions taken literally on them.

use crate::common::random::Generator;
use crate::common::simplex::feasible;
use madang_selection::audit::{Audit, Check, Limits, audit};
use madang_selection::{Election, ProjectDraft, VoteType};

/// A small approval election with any outcome.
pub(super) struct Case {
    pub(super) costs: Vec<u64>,
    pub(super) ballots: Vec<Vec<usize>>,
    pub(super) budget: u64,
    pub(super) selected: Vec<usize>,
    pub(super) unit_costs: bool,
}

impl Case {
    pub(super) fn draw(seed: u64, unit_costs: bool) -> Self {
        let mut random = Generator(seed);
        let projects = 2 + random.below(5) as usize;
        let voters = 1 + random.below(7);
        let most = [1, 3, 8][random.below(3) as usize];
        let costs: Vec<u64> = (0..projects)
            .map(|_| {
                if unit_costs {
                    1
                } else {
                    1 + random.below(most)
                }
            })
            .collect();
        let density = 1 + random.below(3);
        let ballots = (0..voters)
            .map(|_| {
                (0..projects)
                    .filter(|_| random.below(4) < density)
                    .collect()
            })
            .collect();
        let total: u64 = costs.iter().sum();
        let budget = 1 + random.below(total);
        let mut selected = Vec::new();
        let mut spent = 0;
        for (project, cost) in costs.iter().enumerate() {
            if random.below(2) == 0 && spent + cost <= budget {
                spent += cost;
                selected.push(project);
            }
        }
        Self {
            costs,
            ballots,
            budget,
            selected,
            unit_costs,
        }
    }

    pub(super) fn id(project: usize) -> String {
        format!("p{project}")
    }

    fn election(&self) -> Election {
        let mut builder = Election::builder(VoteType::Approval);
        if self.unit_costs {
            builder.number(self.budget as u32);
        } else {
            builder.budget(self.budget);
        }
        for (project, cost) in self.costs.iter().enumerate() {
            builder.add_project(ProjectDraft::new(Self::id(project), *cost));
        }
        for ballot in &self.ballots {
            builder.add_approvals(ballot.iter().map(|project| Self::id(*project)), 1);
        }
        builder.build().expect("a good election")
    }

    pub(super) fn audit(&self) -> Audit {
        let selected: Vec<String> = self.selected.iter().map(|p| Self::id(*p)).collect();
        let checks = Check::ALL.into_iter().collect();
        audit(&self.election(), &selected, &Limits::default(), &checks).expect("an audit")
    }

    fn groups(&self) -> impl Iterator<Item = Vec<usize>> + '_ {
        (1u32..1 << self.ballots.len()).map(|set| {
            (0..self.ballots.len())
                .filter(|v| set >> v & 1 == 1)
                .collect()
        })
    }

    pub(super) fn chosen_of(&self, voter: usize) -> Vec<usize> {
        let listed = self.ballots[voter].iter().copied();
        listed
            .filter(|project| self.selected.contains(project))
            .collect()
    }

    /// Every group, every project: does the group deserve it, by `needed(satisfied projects, cost)`?
    pub(super) fn violated(&self, needed: impl Fn(&[usize], u64) -> Option<u64>) -> bool {
        self.groups().any(|group| {
            (0..self.costs.len())
                .filter(|c| !self.selected.contains(c))
                .any(|project| {
                    let money = group.len() as u64 * self.budget;
                    group.iter().all(|voter| {
                        self.ballots[*voter].contains(&project)
                            && needed(&self.chosen_of(*voter), self.costs[project])
                                .is_some_and(|needed| money >= needed * self.ballots.len() as u64)
                    })
                })
        })
    }

    pub(super) fn ejr_violated(&self) -> bool {
        let voters = self.ballots.len() as u64;
        self.groups().any(|group| {
            (1u32..1 << self.costs.len()).any(|set| {
                let size = set.count_ones() as usize;
                group.len() as u64 * self.budget >= size as u64 * voters
                    && group.iter().all(|voter| {
                        (0..self.costs.len())
                            .all(|c| set >> c & 1 == 0 || self.ballots[*voter].contains(&c))
                            && self.chosen_of(*voter).len() < size
                    })
            })
        })
    }

    /// Conditions C1 to C5 with a free endowment of together at least the budget, as they stand.
    pub(super) fn priceable(&self) -> bool {
        let mut variables: Vec<(usize, usize)> = Vec::new();
        for voter in 0..self.ballots.len() {
            variables.extend(
                self.chosen_of(voter)
                    .into_iter()
                    .map(|project| (voter, project)),
            );
        }
        let endowment = variables.len();
        let row = || vec![0i128; endowment + 1];
        let (mut at_most, mut equal) = (Vec::new(), Vec::new());
        let mut whole = row();
        whole[endowment] = -(self.ballots.len() as i128);
        at_most.push((whole, -i128::from(self.budget)));
        for voter in 0..self.ballots.len() {
            let mut spending = row();
            spending[endowment] = -1;
            for (index, payment) in variables.iter().enumerate() {
                spending[index] = i128::from(payment.0 == voter);
            }
            at_most.push((spending, 0));
        }
        for project in 0..self.costs.len() {
            let mut line = row();
            let cost = i128::from(self.costs[project]);
            if self.selected.contains(&project) {
                for (index, payment) in variables.iter().enumerate() {
                    line[index] = i128::from(payment.1 == project);
                }
                equal.push((line, cost));
            } else {
                for (voter, ballot) in self.ballots.iter().enumerate() {
                    if ballot.contains(&project) {
                        line[endowment] += 1;
                        for (index, payment) in variables.iter().enumerate() {
                            line[index] -= i128::from(payment.0 == voter);
                        }
                    }
                }
                at_most.push((line, cost));
            }
        }
        feasible(&at_most, &equal)
    }
}
