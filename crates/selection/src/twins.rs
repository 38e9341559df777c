//! Projects with exactly the same supporters. Where there are many, what is the same for all of them is worked out once a round,
//! so that a few ballots which list thousands of projects take no more time than many that list few.

use std::collections::BTreeMap;

use crate::instance::Instance;

/// So many projects are looked at together; fewer wait in a heap like all others.
const MANY: usize = 64;

/// Which projects have the same supporters, with the same shares, as many others.
#[derive(Default)]
pub(crate) struct Twins {
    /// By project the number of its class, if it is in one; empty without any class.
    class_of: Vec<Option<u32>>,
    classes: usize,
}

impl Twins {
    pub(crate) fn new(instance: &Instance<'_>) -> Self {
        let mut twins = Self::default();
        if instance.len() < MANY {
            return twins;
        }
        // Few projects pass what is compared at once.
        let mut alike: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for project in (0..instance.len()).filter(|project| instance.votes[*project] > 0) {
            let groups = instance.supporters(project).0;
            let ends = (groups.first(), groups.last());
            let key = (groups.len(), ends, instance.shares[project]);
            alike.entry(key).or_default().push(project);
        }
        for projects in alike
            .into_values()
            .filter(|projects| projects.len() >= MANY)
        {
            let mut same: BTreeMap<_, Vec<usize>> = BTreeMap::new();
            for project in projects {
                let own = same.entry(instance.supporters(project)).or_default();
                own.push(project);
            }
            for projects in same.into_values().filter(|projects| projects.len() >= MANY) {
                twins.class_of.resize(instance.len(), None);
                for project in projects {
                    twins.class_of[project] = Some(twins.classes as u32);
                }
                twins.classes += 1;
            }
        }
        twins
    }

    /// The class of `project`, if it is in one.
    pub(crate) fn class(&self, project: usize) -> Option<usize> {
        let class = self.class_of.get(project).copied().flatten();
        class.map(|class| class as usize)
    }

    /// Number of classes.
    pub(crate) fn len(&self) -> usize {
        self.classes
    }
}
