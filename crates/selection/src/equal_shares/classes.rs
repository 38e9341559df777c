//! Voters grouped by what they have in common as far as purchases go.

use std::collections::HashMap;

use crate::instance::Instance;

/// Distinct ballots put into classes by the projects in a set: two are in one class when they
/// support the same projects of the set with the same shares. As long as only projects of the set
/// are bought, all voters of a class have the same money.
pub(super) struct Classes {
    /// Class of each distinct ballot.
    class_of: Vec<u32>,
    count: usize,
    /// The set.
    split_by: Vec<bool>,
    /// Supporters of each project by class, made when first asked for.
    members: Vec<Option<Members>>,
    /// Weight by class, all zero between uses.
    weights: Vec<u64>,
}

/// The supporters of one project: a weight for each class (and share) they are in.
#[derive(Default)]
pub(super) struct Members {
    pub(super) classes: Vec<u32>,
    pub(super) weights: Vec<f64>,
    /// Beside the classes, unless every share is one.
    pub(super) shares: Option<Vec<f64>>,
}

impl Classes {
    /// One class for all.
    pub(super) fn new(instance: &Instance<'_>) -> Self {
        let distinct = instance.election.ballots.distinct();
        Self {
            class_of: vec![0; distinct],
            count: usize::from(distinct > 0),
            split_by: vec![false; instance.len()],
            members: (0..instance.len()).map(|_| None).collect(),
            weights: Vec::new(),
        }
    }

    /// Number of classes.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// True when `project` is in the set.
    pub(super) fn are_split_by(&self, project: usize) -> bool {
        self.split_by[project]
    }

    /// Puts `projects` into the set; all projects, once there are nearly as many classes as ballots.
    pub(super) fn split_by(
        &mut self,
        instance: &Instance<'_>,
        projects: impl IntoIterator<Item = usize>,
    ) {
        for project in projects {
            self.split_by[project] = true;
            let (groups, shares) = instance.supporters(project);
            let mut moved: HashMap<(u32, u64), u32> = HashMap::new();
            for (slot, &group) in groups.iter().enumerate() {
                let share = shares.map_or(1, |shares| shares[slot]);
                let class = &mut self.class_of[group as usize];
                *class = *moved.entry((*class, share)).or_insert_with(|| {
                    self.count += 1;
                    (self.count - 1) as u32
                });
            }
        }
        // Numbers without gaps, in the order of ballots, so that neighbours stay neighbours.
        let mut numbers = vec![u32::MAX; self.count];
        self.count = 0;
        for class in &mut self.class_of {
            let number = &mut numbers[*class as usize];
            if *number == u32::MAX {
                *number = self.count as u32;
                self.count += 1;
            }
            *class = *number;
        }
        if self.count * 4 > self.class_of.len() * 3 {
            self.count = self.class_of.len();
            self.class_of = (0..self.count as u32).collect();
            self.split_by.fill(true);
        }
        self.members.fill_with(|| None);
    }

    /// Makes [`Classes::members`] of `project` ready.
    pub(super) fn prepare(&mut self, instance: &Instance<'_>, project: usize) {
        if self.members[project].is_some() {
            return;
        }
        let ballots = &instance.election.ballots;
        let (groups, shares) = instance.supporters(project);
        let mut found = Members::default();
        if let Some(shares) = shares {
            let mut entries: Vec<(u32, u64, u64)> = groups
                .iter()
                .zip(shares)
                .map(|(group, share)| {
                    let group = *group as usize;
                    (self.class_of[group], *share, ballots.weight(group))
                })
                .collect();
            entries.sort_unstable();
            let mut own_shares = Vec::new();
            for run in entries.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
                found.classes.push(run[0].0);
                own_shares.push(run[0].1 as f64);
                let weight: u64 = run.iter().map(|(.., weight)| weight).sum();
                found.weights.push(weight as f64);
            }
            found.shares = Some(own_shares);
        } else {
            self.weights.resize(self.count, 0);
            for &group in groups {
                let class = self.class_of[group as usize];
                let weight = &mut self.weights[class as usize];
                if *weight == 0 {
                    found.classes.push(class);
                }
                *weight += ballots.weight(group as usize);
            }
            for &class in &found.classes {
                let weight = std::mem::take(&mut self.weights[class as usize]);
                found.weights.push(weight as f64);
            }
        }
        self.members[project] = Some(found);
    }

    /// The supporters of `project`, which was prepared.
    pub(super) fn members(&self, project: usize) -> &Members {
        const NOBODY: &Members = &Members {
            classes: Vec::new(),
            weights: Vec::new(),
            shares: None,
        };
        self.members[project].as_ref().unwrap_or(NOBODY)
    }
}
