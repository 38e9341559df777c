//! What may still be bought in a pass, and the least ρ that is known of it in the round under way.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::least::Least;
use crate::instance::Instance;
use crate::twins::{Part, Queues};
use crate::waiting::Bound;
use crate::work::count_look;

/// Whose turn it is to be looked at: the project at a place of a queue.
#[derive(Clone, Copy)]
pub(super) struct Turn {
    pub(super) project: usize,
    /// Its least ρ.
    pub(super) bound: f64,
    queue: u32,
    place: usize,
}

/// Queues of projects with the same supporters ([`crate::twins`]).
pub(super) struct Open<'i, 'a> {
    instance: &'i Instance<'a>,
    /// As they are at the beginning of every pass, with the queue of each project in them.
    all: Queues,
    queue_of: Vec<Option<u32>>,
    /// Least ρ of each project whatever was bought: everybody pays in full.
    least: Vec<f64>,
    /// Of each of them the place in the order of ties that no project in it comes before, and the weight × share of all supporters.
    all_ranks: Vec<u32>,
    all_payers: Vec<u128>,
    /// What is left of them in the pass under way.
    pub(super) queues: Queues,
    /// The same of what is left; the weight × share of those supporters who may have anything.
    ranks: Vec<u32>,
    payers: Vec<u128>,
    /// Least ρ of the first of each queue; infinite once it is out of the question in this round.
    waiting: Least,
    /// Least ρ of each project as it was seen or follows from passes before.
    bounds: Vec<f64>,
    /// What stands behind those that were looked at in this round.
    behind: BinaryHeap<Reverse<(Bound, u32, usize)>>,
    /// Least ρ in the rounds to come of queues whose first is not bought in this one.
    above: Vec<(u32, f64)>,
}

impl<'i, 'a> Open<'i, 'a> {
    pub(super) fn new(instance: &'i Instance<'a>, all: Queues, least: Vec<f64>) -> Self {
        let mut queue_of = vec![None; instance.len()];
        for queue in 0..all.len() {
            for project in all.projects(&instance.ties, queue) {
                queue_of[project] = Some(queue as u32);
            }
        }
        let queues = 0..all.len() as u32;
        let payers = queues.clone().map(|queue| {
            let first = all.at(&instance.ties, queue, all.front(queue));
            first.map_or(0, |first| instance.shares[first])
        });
        Self {
            instance,
            queue_of,
            all_payers: payers.collect(),
            all_ranks: queues.map(|queue| all.foremost_rank(queue)).collect(),
            ranks: Vec::new(),
            payers: Vec::new(),
            queues: all.clone(),
            all,
            waiting: Least::default(),
            bounds: Vec::new(),
            behind: BinaryHeap::new(),
            above: Vec::new(),
            least,
        }
    }

    /// Begins a pass.
    pub(super) fn begin(&mut self) {
        self.queues.clone_from(&self.all);
        self.ranks.clone_from(&self.all_ranks);
        self.payers.clone_from(&self.all_payers);
        self.bounds.clone_from(&self.least);
        self.behind.clear();
        self.above.clear();
        let (queues, ties) = (&self.queues, &self.instance.ties);
        self.waiting.fill((0..queues.len()).map(|queue| {
            let first = queues.at(ties, queue as u32, queues.front(queue as u32));
            first.map_or(f64::INFINITY, |first| self.least[first])
        }));
    }

    fn first(&self, queue: u32) -> Option<usize> {
        self.queues
            .at(&self.instance.ties, queue, self.queues.front(queue))
    }

    /// Raises what is known of a project in this round.
    pub(super) fn raise(&mut self, project: usize, rho: f64) {
        let own = &mut self.bounds[project];
        *own = own.max(rho);
        let own = *own;
        if let Some(queue) = self.queue_of[project]
            && self.first(queue) == Some(project)
        {
            // What is out of the question stays so, being infinite.
            let queue = queue as usize;
            if own > self.waiting.get(queue) {
                self.waiting.set(queue, own);
            }
        }
    }

    /// The first of the queue that `project` is in, unless that was looked at in this round.
    pub(super) fn first_with(&mut self, project: usize) -> Option<Turn> {
        let queue = self.queue_of[project]?;
        let open = self.waiting.get(queue as usize) < f64::INFINITY;
        open.then(|| self.take(queue)).flatten()
    }

    /// The project with the least ρ, if that is `cutoff` or less.
    pub(super) fn next(&mut self, cutoff: f64) -> Option<Turn> {
        loop {
            let (queue, bound) = self.waiting.least();
            if let Some(Reverse((Bound(least), queue, place))) = self.behind.peek().copied()
                && least < bound
            {
                if least > cutoff {
                    return None;
                }
                self.behind.pop();
                let Some(project) = self.queues.at(&self.instance.ties, queue, place) else {
                    continue;
                };
                count_look();
                return Some(Turn {
                    project,
                    bound: least,
                    queue,
                    place,
                });
            }
            if bound > cutoff || bound == f64::INFINITY {
                return None;
            }
            if let Some(turn) = self.take(queue as u32) {
                return Some(turn);
            }
        }
    }

    /// The first of a queue, which then waits no more.
    fn take(&mut self, queue: u32) -> Option<Turn> {
        let bound = self.waiting.get(queue as usize);
        self.waiting.set(queue as usize, f64::INFINITY);
        let place = self.queues.front(queue);
        let project = self.queues.at(&self.instance.ties, queue, place)?;
        count_look();
        Some(Turn {
            project,
            bound,
            queue,
            place,
        })
    }

    fn is_first(&self, turn: Turn) -> bool {
        turn.place == self.queues.front(turn.queue)
    }

    /// A place in the order of ties that nothing in the queue of a turn comes before.
    pub(super) fn rank(&self, turn: Turn) -> u32 {
        self.ranks[turn.queue as usize]
    }

    /// The most weight × share that can pay for what is in the queue of a turn, in this round and all that come.
    pub(super) fn payers(&self, turn: Turn) -> u128 {
        self.payers[turn.queue as usize]
    }

    /// Notes that all supporters of the project whose turn it is weigh so much who have anything left.
    pub(super) fn set_payers(&mut self, turn: Turn, payers: u128) {
        self.payers[turn.queue as usize] = payers;
    }

    /// Leaves the queue of a turn out of this round, from that project on: nothing of it is bought.
    pub(super) fn leave(&mut self, turn: Turn) {
        if self.is_first(turn) {
            self.above.push((turn.queue, turn.bound));
        }
    }

    /// Those that cost the same as the project whose turn it is.
    pub(super) fn same(&self, turn: Turn) -> Part {
        self.queues.same(self.instance, turn.queue, turn.place)
    }

    /// Notes that the project whose turn it is comes to `rho` at least and is not bought in this round.
    pub(super) fn set_above(&mut self, turn: Turn, rho: f64) {
        let own = &mut self.bounds[turn.project];
        *own = own.max(rho);
        if self.is_first(turn) {
            self.above.push((turn.queue, rho));
        }
    }

    /// What stands behind `part`, which begins with the project whose turn it is and comes to `rho` at least, is next.
    pub(super) fn pass(&mut self, turn: Turn, part: Part, rho: f64) {
        self.set_above(turn, rho);
        let place = part.end();
        if let Some(project) = self.queues.at(&self.instance.ties, turn.queue, place) {
            let bound = Bound(rho.max(self.bounds[project]));
            self.behind.push(Reverse((bound, turn.queue, place)));
        }
    }

    /// Gives `part`, which begins with the project whose turn it is, up for this pass.
    pub(super) fn drop(&mut self, turn: Turn, part: Part) {
        let place = self.queues.remove(part);
        if place == self.queues.front(turn.queue) {
            self.wait(turn.queue, turn.bound);
        } else if self
            .queues
            .at(&self.instance.ties, turn.queue, place)
            .is_some()
        {
            let bound = Bound(turn.bound);
            self.behind.push(Reverse((bound, turn.queue, place)));
        }
    }

    /// Gives the project whose turn it is up for this pass, with all dearer ones of its queue.
    pub(super) fn drop_rest(&mut self, turn: Turn) {
        self.queues.cut(turn.queue, turn.place);
    }

    /// Ends a round: `bought` out of a part is not there any more.
    pub(super) fn end_round(&mut self, bought: Option<(Part, usize)>) {
        if let Some((part, project)) = bought {
            self.queues.take(self.instance, part, project);
            if let Some(queue) = self.queue_of[project]
                && self.ranks[queue as usize] == self.instance.ties.rank(project)
            {
                self.ranks[queue as usize] = self.queues.foremost_rank(queue);
            }
        }
        self.behind.clear();
        for (queue, bound) in std::mem::take(&mut self.above) {
            self.wait(queue, bound);
        }
    }

    /// The first of a queue comes to `bound` at least.
    fn wait(&mut self, queue: u32, bound: f64) {
        let first = self.first(queue);
        let least = first.map_or(f64::INFINITY, |project| self.bounds[project]);
        self.waiting.set(queue as usize, bound.max(least));
    }
}
