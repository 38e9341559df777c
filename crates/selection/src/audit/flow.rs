//! Payments of voters for selected projects as a flow: from voters with equal endowments, through
//! the projects they list, to the projects' costs. All amounts are integers on one scale.

use std::collections::{BTreeMap, VecDeque};

/// Voters alike (same selected projects listed, same priority) with their money together.
pub(super) struct Payers {
    /// Selected projects listed, as numbers of [`Network`], ascending.
    pub(super) projects: Vec<u32>,
    /// Money together.
    pub(super) money: u128,
    /// Higher pays first.
    pub(super) priority: u64,
}

/// A flow that pays as much as can be paid, and of all these the one whose payers with the highest
/// priority spend most (then the next highest, and so on). Spending of payers is a polymatroid, so
/// taking payers by priority and augmenting is optimal for every non-negative weighting in that
/// order.
pub(super) struct Network {
    pub(super) payers: Vec<Payers>,
    costs: Vec<u128>,
    /// Still to be paid.
    unpaid: Vec<u128>,
    /// Payments by payer, beside its projects.
    payments: Vec<Vec<u128>>,
    /// For each project the payers handled so far that list it, and at which slot.
    listed_by: Vec<Vec<(u32, u32)>>,
    /// Projects from which no unpaid cost can be reached any more.
    closed: Vec<bool>,
    work: u64,
    most_work: u64,
}

/// The bound on the work was reached.
pub(super) struct TooMuch;

impl Network {
    /// `payers` by (projects, priority) with their money.
    pub(super) fn new(
        costs: Vec<u128>,
        payers: BTreeMap<(Vec<u32>, u64), u128>,
        most_work: u64,
    ) -> Self {
        let payers = payers
            .into_iter()
            .map(|((projects, priority), money)| Payers {
                projects,
                money,
                priority,
            });
        let mut payers: Vec<Payers> = payers.collect();
        // Stable: among equals the order of their projects stays.
        payers.sort_by_key(|payer| std::cmp::Reverse(payer.priority));
        let payments = payers
            .iter()
            .map(|payer| vec![0; payer.projects.len()])
            .collect();
        Self {
            unpaid: costs.clone(),
            listed_by: vec![Vec::new(); costs.len()],
            closed: costs.iter().map(|_| false).collect(),
            costs,
            payers,
            payments,
            work: 0,
            most_work,
        }
    }

    /// Work done.
    pub(super) fn work(&self) -> u64 {
        self.work
    }

    /// Pays as much as can be paid.
    pub(super) fn run(&mut self) -> Result<(), TooMuch> {
        for payer in 0..self.payers.len() {
            for (slot, project) in self.payers[payer].projects.iter().enumerate() {
                self.listed_by[*project as usize].push((payer as u32, slot as u32));
            }
            let mut left = self.payers[payer].money;
            while left > 0 {
                let pushed = self.augment(payer, left)?;
                if pushed == 0 {
                    break;
                }
                left -= pushed;
            }
        }
        Ok(())
    }

    /// What `payer` spends.
    pub(super) fn spent(&self, payer: usize) -> u128 {
        self.payments[payer].iter().sum()
    }

    /// True when every project is paid.
    pub(super) fn paid(&self) -> bool {
        self.unpaid.iter().all(|unpaid| *unpaid == 0)
    }

    /// The projects that cannot be paid together: their costs are more than all the money of those
    /// who list any of them. Empty when everything is paid.
    pub(super) fn unpayable(&self) -> Vec<usize> {
        let mut reached = vec![false; self.costs.len()];
        let mut queue = VecDeque::new();
        let reach = |payer: usize, reached: &mut Vec<bool>, queue: &mut VecDeque<usize>| {
            for project in &self.payers[payer].projects {
                if !std::mem::replace(&mut reached[*project as usize], true) {
                    queue.push_back(*project as usize);
                }
            }
        };
        for payer in 0..self.payers.len() {
            if self.spent(payer) < self.payers[payer].money {
                reach(payer, &mut reached, &mut queue);
            }
        }
        while let Some(project) = queue.pop_front() {
            for (payer, slot) in &self.listed_by[project] {
                if self.payments[*payer as usize][*slot as usize] > 0 {
                    reach(*payer as usize, &mut reached, &mut queue);
                }
            }
        }
        if self.paid() {
            return Vec::new();
        }
        (0..self.costs.len())
            .filter(|project| !reached[*project])
            .collect()
    }

    /// Finds a shortest way for up to `left` of `payer`'s money and sends it.
    fn augment(&mut self, payer: usize, left: u128) -> Result<u128, TooMuch> {
        // How a project was reached: by which payer, at which of its slots, and the slot of the
        // project whose payment that payer takes back.
        #[derive(Clone, Copy)]
        struct Way {
            payer: u32,
            slot: u32,
            back: u32,
        }
        const START: u32 = u32::MAX;
        let mut ways: BTreeMap<u32, Way> = BTreeMap::new();
        let mut queue = VecDeque::new();
        for (slot, project) in (0u32..).zip(&self.payers[payer].projects) {
            if !self.closed[*project as usize] {
                let way = Way {
                    payer: payer as u32,
                    slot,
                    back: START,
                };
                ways.insert(*project, way);
                queue.push_back(*project);
            }
        }
        let mut end = None;
        while let Some(project) = queue.pop_front() {
            if self.unpaid[project as usize] > 0 {
                end = Some(project);
                break;
            }
            for &(other, back) in &self.listed_by[project as usize] {
                self.work += 1;
                if self.payments[other as usize][back as usize] == 0 {
                    continue;
                }
                for (slot, next) in (0u32..).zip(&self.payers[other as usize].projects) {
                    self.work += 1;
                    if !self.closed[*next as usize] && !ways.contains_key(next) {
                        let way = Way {
                            payer: other,
                            slot,
                            back,
                        };
                        ways.insert(*next, way);
                        queue.push_back(*next);
                    }
                }
            }
            if self.work > self.most_work {
                return Err(TooMuch);
            }
        }
        let Some(end) = end else {
            // Nothing unpaid can be reached from these, and later payers cannot change that.
            for project in ways.keys() {
                self.closed[*project as usize] = true;
            }
            return Ok(0);
        };
        let mut path = Vec::new();
        let mut at = end;
        loop {
            let way = ways[&at];
            path.push(way);
            if way.back == START {
                break;
            }
            at = self.payers[way.payer as usize].projects[way.back as usize];
        }
        let mut amount = left.min(self.unpaid[end as usize]);
        for way in &path {
            if way.back != START {
                amount = amount.min(self.payments[way.payer as usize][way.back as usize]);
            }
        }
        for way in &path {
            let payments = &mut self.payments[way.payer as usize];
            payments[way.slot as usize] += amount;
            if way.back != START {
                payments[way.back as usize] -= amount;
            }
        }
        self.unpaid[end as usize] -= amount;
        Ok(amount)
    }
}
