//! Making more groups of a partition, and fewer.

use super::objective::{Counts, sizes};
use super::refine::{Grouping, Part, place, refine};

/// Statements that a group is tried to be split by.
const TRIED: usize = 8;

/// How often the two parts of a group are refined.
const CAP: usize = 4;

/// The best of all splits of all groups: the one with the largest Q; of equal ones that of the lower group, then of the lower
/// statement. `None` where no group has a statement on which two people and two others disagree.
pub(crate) fn best_split(part: Part<'_>, grouping: &Grouping) -> Option<Grouping> {
    let mut best: Option<(i128, u8, Vec<u32>, Vec<u8>)> = None;
    for group in 0..grouping.groups() as u8 {
        let all = part.members.iter().zip(&grouping.labels);
        let members: Vec<u32> = all
            .filter(|(_, label)| **label == group)
            .map(|(unit, _)| *unit)
            .collect();
        let before = grouping
            .counts
            .group_quality(part.tables, usize::from(group));
        let within = Part {
            members: &members,
            ..part
        };
        for statement in tried(&grouping.counts, usize::from(group)) {
            let mut two = seeded(within, statement);
            refine(within, &mut two, CAP);
            let quality = grouping.quality - before + two.quality;
            if best.as_ref().is_none_or(|(most, ..)| quality > *most) {
                best = Some((quality, group, members.clone(), two.labels));
            }
        }
    }
    let (_, group, members, two) = best?;
    let new = grouping.groups() as u8;
    let mut labels = grouping.labels.clone();
    let mut halves = members.iter().zip(two);
    for label in labels.iter_mut().filter(|label| **label == group) {
        if let Some((_, 1)) = halves.next() {
            *label = new;
        }
    }
    Some(Grouping::of(part, labels, grouping.groups() + 1))
}

/// The statements on which a group is most at odds, by ascending place.
fn tried(counts: &Counts, group: usize) -> Vec<usize> {
    let pairs = counts.group(group).chunks_exact(2).enumerate();
    let mut odds: Vec<(u32, usize)> = pairs
        .map(|(statement, pair)| (pair[0].min(pair[1]), statement))
        .filter(|(fewer, _)| *fewer >= 2)
        .collect();
    odds.sort_unstable_by_key(|(fewer, statement)| (std::cmp::Reverse(*fewer), *statement));
    odds.truncate(TRIED);
    let mut statements: Vec<usize> = odds.into_iter().map(|(_, statement)| statement).collect();
    statements.sort_unstable();
    statements
}

/// Those who agree with a statement against those who disagree, the others placed by these two's tables.
fn seeded(part: Part<'_>, statement: usize) -> Grouping {
    let entry = 2 * statement as u32;
    let mut counts = Counts::none(part.rows.statements(), 2);
    let mut labels = vec![0; part.members.len()];
    let mut others = Vec::new();
    for (member, unit) in part.members.iter().enumerate() {
        let row = part.rows.row(*unit as usize);
        let at = row.partition_point(|said| *said < entry);
        match row.get(at).map(|said| said - entry) {
            Some(side @ (0 | 1)) => {
                labels[member] = side as u8;
                counts.add(part.rows, *unit as usize, side as usize);
            }
            Some(_) | None => others.push(member),
        }
    }
    let units: Vec<u32> = others.iter().map(|member| part.members[*member]).collect();
    let placed = place(part.rows, part.tables, &counts, &units);
    for ((member, unit), group) in others.iter().zip(&units).zip(placed) {
        labels[*member] = group;
        counts.add(part.rows, *unit as usize, usize::from(group));
    }
    let quality = counts.quality(part.tables);
    Grouping {
        labels,
        counts,
        quality,
    }
}

/// Places the people of the smallest group among the others while it has fewer than `least`.
pub(crate) fn dissolve(part: Part<'_>, grouping: &mut Grouping, least: usize) {
    while grouping.groups() > 1 {
        let sizes = sizes(part.rows, part.members, &grouping.labels, grouping.groups());
        let smallest = (0..sizes.len()).min_by_key(|group| (sizes[*group], *group));
        let Some(smallest) = smallest.filter(|group| sizes[*group] < least) else {
            return;
        };
        let (smallest, groups) = (smallest as u8, grouping.groups() - 1);
        let mut counts = Counts::none(part.rows.statements(), groups);
        let mut leaving = Vec::new();
        for (member, unit) in part.members.iter().enumerate() {
            let label = &mut grouping.labels[member];
            if *label == smallest {
                leaving.push(member);
                continue;
            }
            *label -= u8::from(*label > smallest);
            counts.add(part.rows, *unit as usize, usize::from(*label));
        }
        let units: Vec<u32> = leaving.iter().map(|member| part.members[*member]).collect();
        let placed = place(part.rows, part.tables, &counts, &units);
        for ((member, unit), group) in leaving.iter().zip(&units).zip(placed) {
            grouping.labels[*member] = group;
            counts.add(part.rows, *unit as usize, usize::from(group));
        }
        grouping.quality = counts.quality(part.tables);
        grouping.counts = counts;
        refine(part, grouping, usize::MAX);
    }
}

/// The two groups united that lose the least Q by it; of equal ones the first.
pub(crate) fn best_merge(part: Part<'_>, grouping: &Grouping) -> Option<Grouping> {
    let apart: Vec<i128> = (0..grouping.groups())
        .map(|group| grouping.counts.group_quality(part.tables, group))
        .collect();
    let mut best: Option<(i128, u8, u8)> = None;
    for one in 0..grouping.groups() {
        for other in one + 1..grouping.groups() {
            let united = grouping.counts.united_quality(part.tables, one, other);
            let change = united - apart[one] - apart[other];
            if best.is_none_or(|(most, ..)| change > most) {
                best = Some((change, one as u8, other as u8));
            }
        }
    }
    let (_, one, other) = best?;
    let labels = grouping.labels.iter().map(|label| match *label {
        label if label == other => one,
        label => label - u8::from(label > other),
    });
    Some(Grouping::of(part, labels.collect(), grouping.groups() - 1))
}
