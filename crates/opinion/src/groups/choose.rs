//! How many groups there are, and their names.

use crate::rows::Rows;

/// The number of groups that the gains say: `gains` holds J of 1, 2, … groups less that of one, `None` where none was found. One
/// group where no partition is worth what it costs to name everybody's group; otherwise the fewest that reach nine tenths of the
/// best gain. 0 where nothing is.
pub fn choose(gains: &[Option<i128>]) -> usize {
    if gains.is_empty() || gains.iter().all(Option::is_none) {
        return 0;
    }
    let most = gains.iter().skip(1).flatten().max().copied().unwrap_or(0);
    if most <= 0 {
        return 1;
    }
    let enough = |gain: &Option<i128>| {
        gain.is_some_and(|gain| gain.saturating_mul(10) >= most.saturating_mul(9))
    };
    let fewest = gains.iter().skip(1).position(enough);
    fewest.map_or(1, |place| place + 2)
}

/// Numbers groups by size, the largest first, of equal ones that which has the first unit. Gives for each old number the new one.
pub(crate) fn ranks(rows: &Rows, labels: &[u8], groups: usize) -> Vec<u8> {
    let mut sizes = vec![0_u64; groups];
    let mut first = vec![usize::MAX; groups];
    for (unit, label) in labels.iter().enumerate() {
        let label = usize::from(*label);
        sizes[label] += u64::from(rows.weight(unit));
        first[label] = first[label].min(unit);
    }
    let mut order: Vec<usize> = (0..groups).collect();
    order.sort_by_key(|group| (std::cmp::Reverse(sizes[*group]), first[*group]));
    let mut ranks = vec![0; groups];
    for (rank, group) in (0..).zip(order) {
        ranks[group] = rank;
    }
    ranks
}

/// The letter of a group: A for the largest.
pub fn letter(group: usize) -> char {
    char::from(b'A' + (group % 26) as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fewest_groups_that_come_near_the_best() {
        assert_eq!(choose(&[]), 0);
        assert_eq!(choose(&[None, None]), 0);
        assert_eq!(choose(&[Some(0), Some(-5), Some(0)]), 1);
        assert_eq!(choose(&[Some(0), Some(89), Some(90), Some(100)]), 3);
        assert_eq!(choose(&[Some(0), None, Some(1)]), 3);
    }
}
