//! Projects with exactly the same supporters, in queues, so that a few ballots which list thousands of projects take no more time
//! than many that list few.
//!
//! Whatever the supporters have left or carry, of two projects with the same supporters and shares the cheaper one never comes to
//! more, by any rule that goes from round to round, and one that costs the same comes to the same:
//! * Equal shares: `Σ wᵢ·min(bᵢ, q·sᵢ) = cost` makes *q* a convex function of the cost that begins at zero, so that *q* rises with
//!   the cost and `q / cost` never falls; ρ is one or the other. Where the supporters cannot pay for one they cannot for any dearer.
//! * Bounded overspending: `t·cost² / S(t)²`, or that over the cost, with `S(t) ≤ cost`. What a dearer project can have at *t* the
//!   cheaper one has for less there, or, where `S(t)` is above its cost, for less where `S` meets it, as `t / S(t)` never falls.
//! * Phragmén: `(cost + Σ wᵢ·xᵢ) / Σ wᵢ`.
//! * Proportional approval: the cost does not matter.
//!
//! So of a queue in order of cost the first is looked at, and those behind it only as long as they may be among the best.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::hash::{DefaultHasher, Hasher};
use std::ops::Range;

use crate::instance::Instance;
use crate::quotas::Gate;
use crate::ties::{TieOrder, Tied};
use crate::waiting::Bound;
use crate::work::count_look;

/// Queues of projects that may still be bought.
#[derive(Clone)]
pub(crate) struct Queues {
    /// Their places in the order of ties: queue by queue, each by cost and then by that order.
    ranks: Vec<u32>,
    /// Where each queue stands in them.
    spans: Vec<Range<usize>>,
}

/// Neighbours in a queue that come to exactly the same.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Part {
    queue: u32,
    from: usize,
    to: usize,
}

impl Part {
    /// How many projects it is.
    pub(crate) fn len(&self) -> usize {
        self.to - self.from
    }

    /// The place behind it.
    pub(crate) fn end(&self) -> usize {
        self.to
    }
}

impl Queues {
    /// Queues of those projects that are `open`, apart by their group among those with bounds, so that `gate` admits all of a queue
    /// that cost the same or none.
    pub(crate) fn new(
        instance: &Instance<'_>,
        group_of: impl Fn(usize) -> Option<usize>,
        open: impl Fn(usize) -> bool,
    ) -> Self {
        // Few projects that are not alike pass what is compared first.
        let mut keyed: Vec<_> = (0..instance.len())
            .filter(|project| open(*project))
            .map(|project| {
                let groups = instance.supporters(project).0;
                let ends = (groups.first(), groups.last());
                let key = (
                    instance.shares[project],
                    groups.len(),
                    ends,
                    group_of(project),
                );
                (key, project)
            })
            .collect();
        keyed.sort_unstable();
        let mut queues = Self {
            ranks: Vec::with_capacity(keyed.len()),
            spans: Vec::with_capacity(keyed.len()),
        };
        for alike in keyed.chunk_by(|a, b| a.0 == b.0) {
            if let [(_, project)] = alike {
                queues.add(instance, [*project]);
                continue;
            }
            let alike = alike
                .iter()
                .map(|(_, project)| (digest(instance, *project), *project));
            let mut alike: Vec<(u64, usize)> = alike.collect();
            alike.sort_unstable();
            for same in alike.chunk_by(|a, b| a.0 == b.0) {
                let mut rest: Vec<usize> = same.iter().map(|(_, project)| *project).collect();
                while let Some(first) = rest.first().copied() {
                    let supporters = instance.supporters(first);
                    let (own, others): (Vec<usize>, Vec<usize>) = rest
                        .into_iter()
                        .partition(|project| instance.supporters(*project) == supporters);
                    queues.add(instance, own);
                    rest = others;
                }
            }
        }
        queues
    }

    fn add(&mut self, instance: &Instance<'_>, projects: impl IntoIterator<Item = usize>) {
        let from = self.ranks.len();
        let ranks = projects
            .into_iter()
            .map(|project| instance.ties.rank(project));
        self.ranks.extend(ranks);
        let own = &mut self.ranks[from..];
        if own.len() > 1 {
            own.sort_unstable_by_key(|rank| (instance.costs[instance.ties.at(*rank)], *rank));
        }
        self.spans.push(from..self.ranks.len());
    }

    /// Number of queues.
    pub(crate) fn len(&self) -> usize {
        self.spans.len()
    }

    /// The projects of a queue.
    pub(crate) fn projects(&self, ties: &TieOrder, queue: usize) -> impl Iterator<Item = usize> {
        let ranks = self.ranks[self.spans[queue].clone()].iter();
        ranks.map(|rank| ties.at(*rank))
    }

    /// Where a queue begins.
    pub(crate) fn front(&self, queue: u32) -> usize {
        self.spans[queue as usize].start
    }

    /// The project at a place of a queue, unless that is behind its end.
    pub(crate) fn at(&self, ties: &TieOrder, queue: u32, place: usize) -> Option<usize> {
        let inside = place < self.spans[queue as usize].end;
        inside.then(|| ties.at(self.ranks[place]))
    }

    /// From a place of a queue on all that cost the same.
    pub(crate) fn same(&self, instance: &Instance<'_>, queue: u32, from: usize) -> Part {
        let rest = &self.ranks[from..self.spans[queue as usize].end];
        let cost = |rank: &u32| instance.costs[instance.ties.at(*rank)];
        let to = match rest {
            [first, next, ..] if cost(first) == cost(next) => {
                let own = cost(first);
                from + rest.partition_point(|rank| cost(rank) == own)
            }
            _ => from + rest.len().min(1),
        };
        Part { queue, from, to }
    }

    /// `part`, and of those behind it all that cost no more than `limit` where that is not below them, as far as they are admitted:
    /// where everybody pays in full and utility is the cost, these come to the same. `limit` is asked only if it can matter.
    pub(crate) fn while_plain(
        &self,
        instance: &Instance<'_>,
        gate: &Gate,
        part: Part,
        limit: impl FnOnce() -> Option<f64>,
    ) -> Part {
        let project = |rank: &u32| instance.ties.at(*rank);
        let rest = &self.ranks[part.to..self.spans[part.queue as usize].end];
        let by_cost = |rank: &u32| instance.factors[project(rank)] == instance.costs[project(rank)];
        let Some(next) = rest.first().filter(|next| by_cost(next)) else {
            return part;
        };
        if !by_cost(&self.ranks[part.from]) {
            return part;
        }
        let Some(limit) = limit().filter(|limit| instance.costs[project(next)] as f64 <= *limit)
        else {
            return part;
        };
        let plain = |rank: &u32| {
            let project = project(rank);
            instance.costs[project] as f64 <= limit && gate.admits(project)
        };
        let more = match gate.has_bounds() {
            // What a dearer project needs the cheaper ones have.
            false => rest.partition_point(plain),
            true => rest.iter().take_while(|rank| plain(rank)).count(),
        };
        Part {
            to: part.to + more,
            ..part
        }
    }

    /// Takes a part out of its queue; gives the place of what came behind it.
    pub(crate) fn remove(&mut self, part: Part) -> usize {
        let span = &mut self.spans[part.queue as usize];
        if span.start == part.from {
            span.start = part.to;
            return part.to;
        }
        self.ranks.copy_within(part.to..span.end, part.from);
        span.end -= part.len();
        part.from
    }

    /// Takes everything out of a queue from a place on.
    pub(crate) fn cut(&mut self, queue: u32, from: usize) {
        self.spans[queue as usize].end = from;
    }

    /// Where a project stands in `part`, if it does: by its cost and then by the order of ties.
    fn place(&self, instance: &Instance<'_>, part: Part, project: usize) -> Option<usize> {
        let ties = &instance.ties;
        let key = |rank: &u32| (instance.costs[ties.at(*rank)], *rank);
        let own = key(&ties.rank(project));
        let place = self.ranks[part.from..part.to].binary_search_by_key(&own, key);
        Some(part.from + place.ok()?)
    }

    /// Takes one project of `part` out of its queue at the end of a round: what stands before it may move as well.
    pub(crate) fn take(&mut self, instance: &Instance<'_>, part: Part, project: usize) {
        let Some(place) = self.place(instance, part, project) else {
            return;
        };
        let span = &mut self.spans[part.queue as usize];
        if place - span.start < span.end - place {
            self.ranks.copy_within(span.start..place, span.start + 1);
            span.start += 1;
        } else {
            self.ranks.copy_within(place + 1..span.end, place);
            span.end -= 1;
        }
    }

    /// The projects of all `parts` together, which come to the same.
    pub(crate) fn tied(&self, ties: &TieOrder, parts: impl Iterator<Item = Part>) -> Tied {
        let (mut count, mut first) = (0, Vec::new());
        for part in parts {
            count += part.len();
            for ranks in self.ranks[part.from..part.to].chunks(AT_ONCE) {
                // Of very many that are tied nearly all come behind those that are kept.
                let last = first.last().filter(|_| first.len() == Tied::MOST_KEPT);
                if last.is_some_and(|last| *last <= least(ranks)) {
                    continue;
                }
                for &rank in ranks {
                    let full = first.len() == Tied::MOST_KEPT;
                    if full && first.last().is_some_and(|last| *last <= rank) {
                        continue;
                    }
                    if full {
                        first.pop();
                    }
                    let place = first.partition_point(|known| *known < rank);
                    first.insert(place, rank);
                }
            }
        }
        let first = first.into_iter().map(|rank| ties.at(rank)).collect();
        Tied { count, first }
    }

    /// The project of `part` that comes first in the order of ties.
    pub(crate) fn foremost(&self, ties: &TieOrder, part: Part) -> Option<usize> {
        let ranks = &self.ranks[part.from..part.to];
        (!ranks.is_empty()).then(|| ties.at(least(ranks)))
    }

    /// The place in the order of ties of the one in a queue that comes first in that, whatever it costs; of an empty queue behind all.
    pub(crate) fn foremost_rank(&self, queue: u32) -> u32 {
        least(&self.ranks[self.spans[queue as usize].clone()])
    }

    /// True when `project` is in `part`.
    pub(crate) fn holds(&self, instance: &Instance<'_>, part: Part, project: usize) -> bool {
        self.place(instance, part, project).is_some()
    }

    /// All projects of `parts`, ascending.
    pub(crate) fn all(&self, ties: &TieOrder, parts: impl IntoIterator<Item = Part>) -> Vec<usize> {
        let ranks = parts
            .into_iter()
            .flat_map(|part| &self.ranks[part.from..part.to]);
        let mut all: Vec<usize> = ranks.map(|rank| ties.at(*rank)).collect();
        all.sort_unstable();
        all
    }
}

/// Ranks that are looked at together.
const AT_ONCE: usize = 64;

/// The least of some ranks, in a form that compilers make quick.
fn least(ranks: &[u32]) -> u32 {
    ranks.iter().fold(u32::MAX, |least, rank| least.min(*rank))
}

/// The same for projects with the same supporters and shares; nothing but who is compared with whom rests on it.
fn digest(instance: &Instance<'_>, project: usize) -> u64 {
    let mut hasher = DefaultHasher::new();
    let (groups, shares) = instance.supporters(project);
    for group in groups {
        hasher.write_u32(*group);
    }
    for share in shares.unwrap_or_default() {
        hasher.write_u64(*share);
    }
    hasher.finish()
}

/// Whose turn it is to be looked at: the project at a place of a queue.
#[derive(Clone, Copy)]
pub(crate) struct Turn {
    /// The least that it may come to.
    pub(crate) bound: f64,
    pub(crate) project: usize,
    queue: u32,
    place: usize,
}

/// Queues that wait by the least that the first of each may come to; within a round also what stands behind those looked at.
pub(crate) struct Turns {
    pub(crate) queues: Queues,
    heap: BinaryHeap<Reverse<(Bound, u32)>>,
    behind: BinaryHeap<Reverse<(Bound, u32, usize)>>,
    /// Queues whose first was looked at in this round, with what is known of it.
    seen: Vec<(Bound, u32)>,
}

impl Turns {
    /// All of `queues`, `opening` being the least that a project may come to in the first round.
    pub(crate) fn new(
        instance: &Instance<'_>,
        queues: Queues,
        opening: impl Fn(usize) -> f64,
    ) -> Self {
        let bounds = (0u32..).zip(&queues.spans).map(|(queue, span)| {
            let first = instance.ties.at(queues.ranks[span.start]);
            Reverse((Bound(opening(first)), queue))
        });
        Self {
            heap: bounds.collect(),
            behind: BinaryHeap::new(),
            seen: Vec::new(),
            queues,
        }
    }

    /// The project that may come to the least, if that may be `cutoff` or less.
    pub(crate) fn next(&mut self, ties: &TieOrder, cutoff: f64) -> Option<Turn> {
        loop {
            let first = self.heap.peek().map(|Reverse((bound, _))| *bound);
            let behind = self.behind.peek().map(|Reverse((bound, ..))| *bound);
            let from_behind = behind.is_some_and(|behind| first.is_none_or(|first| behind < first));
            let least = if from_behind { behind } else { first };
            if least?.0 > cutoff {
                return None;
            }
            let (bound, queue, place) = if from_behind {
                self.behind.pop()?.0
            } else {
                let Reverse((bound, queue)) = self.heap.pop()?;
                (bound, queue, self.queues.front(queue))
            };
            if let Some(project) = self.queues.at(ties, queue, place) {
                let bound = bound.0;
                count_look();
                return Some(Turn {
                    bound,
                    project,
                    queue,
                    place,
                });
            }
        }
    }

    /// Puts a turn back, as it may come to `bound` at least.
    pub(crate) fn again(&mut self, turn: Turn, bound: f64) {
        if turn.place == self.queues.front(turn.queue) {
            self.heap.push(Reverse((Bound(bound), turn.queue)));
        } else {
            self.behind
                .push(Reverse((Bound(bound), turn.queue, turn.place)));
        }
    }

    /// Those that cost the same as the project whose turn it is.
    pub(crate) fn same(&self, instance: &Instance<'_>, turn: Turn) -> Part {
        self.queues.same(instance, turn.queue, turn.place)
    }

    /// Leaves `part`, which begins with the project whose turn it is and comes to `bound` at least, where it is until the end of
    /// the round; what stands behind it is next.
    pub(crate) fn pass(&mut self, turn: Turn, part: Part, bound: f64) {
        if turn.place == self.queues.front(turn.queue) {
            self.seen.push((Bound(bound), turn.queue));
        }
        if part.to < self.queues.spans[turn.queue as usize].end {
            self.behind
                .push(Reverse((Bound(bound), turn.queue, part.to)));
        }
    }

    /// Gives `part`, which begins with the project whose turn it is, up for good.
    pub(crate) fn drop(&mut self, turn: Turn, part: Part) {
        let place = self.queues.remove(part);
        self.again(Turn { place, ..turn }, turn.bound);
    }

    /// Gives the project whose turn it is up for good, with all dearer ones of its queue.
    pub(crate) fn drop_rest(&mut self, turn: Turn) {
        self.queues.cut(turn.queue, turn.place);
    }

    /// Ends a round: `bought` out of a part is not there any more.
    pub(crate) fn end_round(&mut self, instance: &Instance<'_>, bought: Option<(Part, usize)>) {
        if let Some((part, project)) = bought {
            self.queues.take(instance, part, project);
        }
        self.behind.clear();
        self.heap.extend(self.seen.drain(..).map(Reverse));
    }
}
