//! Canonical order of distinct ballots, and the index from projects to their supporters.

use std::ops::Range;

use super::Ballots;
use super::grouper::Batch;
use super::weights::Weights;
use crate::threads::both;

/// From so many distinct ballots on two threads share the work.
const WORTH_TWO: usize = 1 << 16;

/// Some of the ballots in canonical order.
#[derive(Default)]
struct Part {
    projects: Vec<u32>,
    points: Vec<u32>,
    /// Where each ballot's choices end, counted from the beginning of the part.
    ends: Vec<u32>,
    weights: Weights,
}

/// The ballots of `source` in lexicographic order, and the number that each had there. Ballots are
/// first parted by their first choice; each part is small enough to be sorted within the caches.
pub(super) fn sorted(source: Ballots, projects: usize) -> (Ballots, Vec<u32>) {
    let first = |group: usize| {
        source
            .projects(group)
            .first()
            .map_or(0, |p| *p as usize + 1)
    };
    let mut starts = vec![0u32; projects + 2];
    for group in 0..source.distinct() {
        starts[first(group) + 1] += 1;
    }
    for bucket in 1..starts.len() {
        starts[bucket] += starts[bucket - 1];
    }
    let (mut order, mut next) = (vec![0u32; source.distinct()], starts.clone());
    for group in 0..source.distinct() {
        let place = &mut next[first(group)];
        order[*place as usize] = group as u32;
        *place += 1;
    }
    let buckets = projects + 1;
    let (mut own, other) = if source.distinct() < WORTH_TWO {
        (sort_part(&source, &mut order, &starts, 0..buckets), None)
    } else {
        let half = source.distinct() as u32 / 2;
        let middle = starts.partition_point(|start| *start <= half) - 1;
        let (left, right) = order.split_at_mut(starts[middle] as usize);
        let (own, other) = both(
            || sort_part(&source, left, &starts, 0..middle),
            || sort_part(&source, right, &starts, middle..buckets),
        );
        (own, Some(other))
    };
    let (points_decimals, total_weight) = (source.points_decimals, source.total_weight);
    drop(source);
    if let Some(other) = other {
        let before = own.projects.len() as u32;
        own.projects.extend_from_slice(&other.projects);
        own.points.extend_from_slice(&other.points);
        own.ends.extend(other.ends.iter().map(|end| end + before));
        own.weights.append(other.weights);
    }
    let mut offsets = own.ends;
    offsets.insert(0, 0);
    let ballots = Ballots {
        offsets,
        projects: own.projects,
        points: own.points,
        weights: own.weights,
        points_decimals,
        total_weight,
        ..Ballots::default()
    };
    (ballots, order)
}

/// Sorts the groups in `order`, which are those of `buckets`, and copies their ballots. A bucket's
/// ballots are first brought together, so that each is fetched from far away once.
fn sort_part(source: &Ballots, order: &mut [u32], starts: &[u32], buckets: Range<usize>) -> Part {
    let mut part = Part::default();
    // Choices after the first in one integer, so that most comparisons never touch the ballots.
    let (slots, bits) = match starts.len() {
        0..=0xffff => (4, 16),
        _ => (2, 32),
    };
    let from = starts[buckets.start];
    // Ballots with the same first choice; with each its sorting key and place among them.
    let (mut bucket, mut keyed) = (Batch::default(), Vec::new());
    let mut numbers: Vec<u32> = Vec::new();
    for number in buckets {
        let groups = (starts[number] - from) as usize..(starts[number + 1] - from) as usize;
        bucket.clear();
        keyed.clear();
        numbers.clear();
        for &group in &order[groups.clone()] {
            let listed = source.projects(group as usize);
            let choice = |slot| {
                listed
                    .get(slot)
                    .map_or(0, |project| u64::from(*project) + 1)
            };
            let key = (1..=slots).fold(0u64, |key, slot| key << bits | choice(slot));
            keyed.push((key, numbers.len() as u32));
            numbers.push(group);
            bucket.push(listed, source.points(group as usize));
        }
        keyed.sort_unstable_by(|a: &(u64, u32), b: &(u64, u32)| {
            let full = || {
                bucket
                    .ballot(a.1 as usize)
                    .cmp(&bucket.ballot(b.1 as usize))
            };
            a.0.cmp(&b.0).then_with(full)
        });
        for (place, (_, index)) in order[groups].iter_mut().zip(&keyed) {
            *place = numbers[*index as usize];
            let (projects, points) = bucket.ballot(*index as usize);
            part.projects.extend_from_slice(projects);
            part.points.extend_from_slice(points);
            part.ends.push(part.projects.len() as u32);
            part.weights.push(source.weights.get(*place as usize));
        }
    }
    part
}

/// Fills in the votes of each project and who supports it.
pub(super) fn index_supporters(ballots: &mut Ballots, projects: usize, keep_slots: bool) {
    let mut offsets = vec![0u32; projects + 1];
    let mut votes = vec![0u64; projects];
    for group in 0..ballots.distinct() {
        let weight = ballots.weights.get(group);
        for &project in ballots.projects(group) {
            offsets[project as usize + 1] += 1;
            votes[project as usize] += weight;
        }
    }
    for project in 0..projects {
        offsets[project + 1] += offsets[project];
    }
    let entries = ballots.projects.len();
    let mut groups = vec![0u32; entries];
    let mut slots = vec![0u32; if keep_slots { entries } else { 0 }];
    if ballots.distinct() < WORTH_TWO {
        fill(ballots, &offsets, 0..projects, &mut groups, &mut slots);
    } else {
        let half = entries as u32 / 2;
        let middle = offsets.partition_point(|offset| *offset <= half) - 1;
        let at = offsets[middle] as usize;
        let (left, right) = groups.split_at_mut(at);
        let (left_slots, right_slots) = slots.split_at_mut(if keep_slots { at } else { 0 });
        both(
            || fill(ballots, &offsets, 0..middle, left, left_slots),
            || fill(ballots, &offsets, middle..projects, right, right_slots),
        );
    }
    ballots.supporter_offsets = offsets;
    ballots.supporter_groups = groups;
    ballots.supporter_slots = slots;
    ballots.votes = votes;
}

/// Fills in the supporters of the projects in `range`; `slots` only where it has room.
fn fill(
    ballots: &Ballots,
    offsets: &[u32],
    range: Range<usize>,
    groups: &mut [u32],
    slots: &mut [u32],
) {
    let from = offsets[range.start];
    let mut next: Vec<u32> = offsets[range.clone()].iter().map(|at| at - from).collect();
    for group in 0..ballots.distinct() {
        for (slot, &project) in ballots.projects(group).iter().enumerate() {
            let Some(place) = (project as usize)
                .checked_sub(range.start)
                .and_then(|project| next.get_mut(project))
            else {
                continue;
            };
            groups[*place as usize] = group as u32;
            if let Some(own) = slots.get_mut(*place as usize) {
                *own = slot as u32;
            }
            *place += 1;
        }
    }
}
