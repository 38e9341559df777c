//! Payments of voters for selected projects as a flow: from voters with equal endowments, through
//! the projects they list, to the projects' costs. All amounts are integers on one scale.

use std::collections::VecDeque;

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
    /// For each pair of projects (first · projects + second) the payers that at some time paid for
    /// the first and list the second: only through them can money move from first to second. Those
    /// that have taken all their payment back are dropped when they are met.
    through: Vec<Vec<Through>>,
    /// Projects from which no unpaid cost can be reached any more.
    closed: Vec<bool>,
    work: u64,
    most_work: u64,
}

/// A payer with the slots of the two projects.
#[derive(Clone, Copy)]
struct Through {
    payer: u32,
    from: u32,
    to: u32,
}

/// The bound on the work was reached.
pub(super) struct TooMuch;

impl Network {
    /// `payers` in the order in which they pay: by priority, highest first.
    pub(super) fn new(costs: Vec<u128>, payers: Vec<Payers>, most_work: u64) -> Self {
        let payments = payers
            .iter()
            .map(|payer| vec![0; payer.projects.len()])
            .collect();
        Self {
            unpaid: costs.clone(),
            through: vec![Vec::new(); costs.len() * costs.len()],
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

    /// What `payer` pays for each of its projects.
    pub(super) fn payments(&self, payer: usize) -> &[u128] {
        &self.payments[payer]
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
            let first = project * self.costs.len();
            for through in self.through[first..first + self.costs.len()]
                .iter()
                .flatten()
            {
                if self.payments[through.payer as usize][through.from as usize] > 0 {
                    reach(through.payer as usize, &mut reached, &mut queue);
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
        // How a project was reached: through which payer, from which project; from none at first.
        let count = self.costs.len();
        let mut ways: Vec<Option<(Through, Option<u32>)>> = vec![None; count];
        let mut queue = VecDeque::new();
        for (slot, project) in (0u32..).zip(&self.payers[payer].projects) {
            if !self.closed[*project as usize] {
                let way = Through {
                    payer: payer as u32,
                    from: 0,
                    to: slot,
                };
                ways[*project as usize] = Some((way, None));
                queue.push_back(*project);
            }
        }
        let mut end = None;
        while let Some(project) = queue.pop_front() {
            if self.unpaid[project as usize] > 0 {
                end = Some(project as usize);
                break;
            }
            self.work += count as u64;
            if self.work > self.most_work {
                return Err(TooMuch);
            }
            for (next, reached) in ways.iter_mut().enumerate() {
                if self.closed[next] || reached.is_some() {
                    continue;
                }
                let list = &mut self.through[project as usize * count + next];
                while let Some(way) = list.last().copied() {
                    if self.payments[way.payer as usize][way.from as usize] > 0 {
                        *reached = Some((way, Some(project)));
                        queue.push_back(next as u32);
                        break;
                    }
                    list.pop();
                    self.work += 1;
                }
            }
        }
        let Some(end) = end else {
            // Nothing unpaid can be reached from these, and later payers cannot change that.
            for (closed, way) in self.closed.iter_mut().zip(&ways) {
                *closed |= way.is_some();
            }
            return Ok(0);
        };
        let (mut path, mut at) = (Vec::new(), Some(end));
        while let Some((way, before)) = at.and_then(|at| ways[at]) {
            path.push((way, before.is_some()));
            at = before.map(|before| before as usize);
        }
        let mut amount = left.min(self.unpaid[end]);
        for (way, takes_back) in &path {
            if *takes_back {
                amount = amount.min(self.payments[way.payer as usize][way.from as usize]);
            }
        }
        for (way, takes_back) in &path {
            let payer = way.payer as usize;
            if *takes_back {
                self.payments[payer][way.from as usize] -= amount;
            }
            if self.payments[payer][way.to as usize] == 0 {
                self.remember(payer, way.to);
            }
            self.payments[payer][way.to as usize] += amount;
        }
        self.unpaid[end] -= amount;
        Ok(amount)
    }

    /// Notes that `payer` begins to pay for the project at `slot`.
    fn remember(&mut self, payer: usize, slot: u32) {
        let projects = &self.payers[payer].projects;
        let first = projects[slot as usize] as usize * self.costs.len();
        self.work += projects.len() as u64;
        for (to, other) in (0u32..).zip(projects) {
            let through = Through {
                payer: payer as u32,
                from: slot,
                to,
            };
            self.through[first + *other as usize].push(through);
        }
    }
}
