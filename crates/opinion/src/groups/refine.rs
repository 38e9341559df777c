//! Moving units while that raises Q, and placing them by tables that stand.

use crate::numbers::Tables;
use crate::rows::Rows;

use super::objective::Counts;

/// The most groups that are looked for: five splits from one.
pub(crate) const MOST_GROUPS: usize = 6;

/// Some units of a conversation, among which groups are formed.
#[derive(Clone, Copy)]
pub(crate) struct Part<'a> {
    pub rows: &'a Rows,
    pub tables: &'a Tables,
    pub members: &'a [u32],
}

/// Groups of the members of a part, with what follows from them.
#[derive(Clone, Debug)]
pub(crate) struct Grouping {
    pub labels: Vec<u8>,
    pub counts: Counts,
    pub quality: i128,
}

impl Grouping {
    pub fn of(part: Part<'_>, labels: Vec<u8>, groups: usize) -> Self {
        let counts = Counts::of(part.rows, part.members, &labels, groups);
        let quality = counts.quality(part.tables);
        Self {
            labels,
            counts,
            quality,
        }
    }

    pub fn groups(&self) -> usize {
        self.counts.groups
    }
}

/// A move that raises Q.
#[derive(Clone, Copy)]
pub(crate) struct Mover {
    pub gain: i128,
    pub member: u32,
    pub from: u8,
    pub to: u8,
}

/// Moves units to better groups until none is left that raises Q, or `cap` times.
pub(crate) fn refine(part: Part<'_>, grouping: &mut Grouping, cap: usize) {
    for _ in 0..cap {
        let mut movers = movers(part, grouping);
        if movers.is_empty() {
            return;
        }
        movers.sort_unstable_by_key(|mover| (std::cmp::Reverse(mover.gain), mover.member));
        apply(part, grouping, &movers);
    }
}

/// Applies the first of the movers, all or half as many until Q rises: one alone always raises it.
fn apply(part: Part<'_>, grouping: &mut Grouping, movers: &[Mover]) {
    for mover in movers {
        shift(part, grouping, mover, mover.from, mover.to);
    }
    let mut taken = movers.len();
    loop {
        let quality = grouping.counts.quality(part.tables);
        if quality > grouping.quality {
            grouping.quality = quality;
            return;
        }
        let fewer = taken.div_ceil(2);
        if fewer == taken {
            // Not reached: the gain of a single move is exact. Without a rise nothing must change.
            for mover in &movers[..taken] {
                shift(part, grouping, mover, mover.to, mover.from);
            }
            return;
        }
        for mover in &movers[fewer..taken] {
            shift(part, grouping, mover, mover.to, mover.from);
        }
        taken = fewer;
    }
}

fn shift(part: Part<'_>, grouping: &mut Grouping, mover: &Mover, from: u8, to: u8) {
    let unit = part.members[mover.member as usize] as usize;
    grouping.counts.take(part.rows, unit, from as usize);
    grouping.counts.add(part.rows, unit, to as usize);
    grouping.labels[mover.member as usize] = to;
}

/// Every unit's best move that raises Q, in unit order; of moves that are worth the same, that to the lowest group.
pub(crate) fn movers(part: Part<'_>, grouping: &Grouping) -> Vec<Mover> {
    match grouping.groups() {
        0 | 1 => Vec::new(),
        2 => movers_of::<2>(part, grouping),
        3 => movers_of::<3>(part, grouping),
        4 => movers_of::<4>(part, grouping),
        5 => movers_of::<5>(part, grouping),
        _ => movers_of::<MOST_GROUPS>(part, grouping),
    }
}

fn movers_of<const K: usize>(part: Part<'_>, grouping: &Grouping) -> Vec<Mover> {
    let counts = &grouping.counts;
    let gains = counts.gains::<K>(part.tables);
    let losses = counts.losses(part.tables);
    let mut movers = Vec::new();
    for (member, (unit, from)) in (0..).zip(part.members.iter().zip(&grouping.labels)) {
        let unit = *unit as usize;
        let best = if part.rows.weight(unit) == 1 {
            let losses = &losses[*from as usize * counts.width..][..counts.width];
            let mut sums = [0_i64; K];
            let mut own = 0_i64;
            for entry in part.rows.row(unit) {
                let gain = &gains[*entry as usize];
                own += losses[*entry as usize];
                for (sum, gain) in sums.iter_mut().zip(gain) {
                    *sum += gain;
                }
            }
            best_of(&sums, *from).map(|(to, sum)| (to, i128::from(sum) + i128::from(own)))
        } else {
            let sums: [i128; K] =
                std::array::from_fn(|to| heavy_gain(part, counts, unit, *from as usize, to));
            best_of(&sums, *from)
        };
        if let Some((to, gain)) = best
            && gain > 0
        {
            let from = *from;
            movers.push(Mover {
                gain,
                member,
                from,
                to,
            });
        }
    }
    movers
}

/// The largest of the groups' sums but the own; of equal ones the lowest.
#[inline]
fn best_of<const K: usize, T: Copy + PartialOrd>(sums: &[T; K], own: u8) -> Option<(u8, T)> {
    let mut best: Option<(u8, T)> = None;
    for (group, sum) in (0_u8..).zip(sums) {
        if group != own && best.is_none_or(|(_, most)| *sum > most) {
            best = Some((group, *sum));
        }
    }
    best
}

/// What Q gains when a unit of several people moves.
fn heavy_gain(part: Part<'_>, counts: &Counts, unit: usize, from: usize, to: usize) -> i128 {
    if from == to {
        return 0;
    }
    let weight = part.rows.weight(unit) as usize;
    let cell = |agree: usize, disagree: usize| i128::from(part.tables.cell(agree, disagree));
    let row = part.rows.row(unit).iter();
    row.map(|entry| {
        let (statement, disagrees) = (*entry as usize / 2, entry % 2 == 1);
        let (there, here) = (counts.cell(to, statement), counts.cell(from, statement));
        if disagrees {
            cell(there.0, there.1 + weight) - cell(there.0, there.1) + cell(here.0, here.1 - weight)
                - cell(here.0, here.1)
        } else {
            cell(there.0 + weight, there.1) - cell(there.0, there.1) + cell(here.0 - weight, here.1)
                - cell(here.0, here.1)
        }
    })
    .sum()
}

/// The group that each of `units` fits best by tables that stand: the largest sum of what its votes would be worth there; of
/// equal ones the lowest.
pub(crate) fn place(rows: &Rows, tables: &Tables, counts: &Counts, units: &[u32]) -> Vec<u8> {
    match counts.groups {
        0 | 1 => vec![0; units.len()],
        2 => place_in::<2>(rows, tables, counts, units),
        3 => place_in::<3>(rows, tables, counts, units),
        4 => place_in::<4>(rows, tables, counts, units),
        5 => place_in::<5>(rows, tables, counts, units),
        _ => place_in::<MOST_GROUPS>(rows, tables, counts, units),
    }
}

fn place_in<const K: usize>(
    rows: &Rows,
    tables: &Tables,
    counts: &Counts,
    units: &[u32],
) -> Vec<u8> {
    let gains = counts.gains::<K>(tables);
    let placed = units.iter().map(|unit| {
        let sums = sums(rows, &gains, *unit as usize);
        let mut best = 0;
        for group in 1..K {
            if sums[group] > sums[best] {
                best = group;
            }
        }
        best as u8
    });
    placed.collect()
}

/// What a unit's votes would be worth in each group.
#[inline]
pub(crate) fn sums<const K: usize>(rows: &Rows, gains: &[[i64; K]], unit: usize) -> [i64; K] {
    let mut sums = [0_i64; K];
    for entry in rows.row(unit) {
        for (sum, gain) in sums.iter_mut().zip(&gains[*entry as usize]) {
            *sum += gain;
        }
    }
    sums
}
