//! Evidence in bits: upper bounds on exact p-values, as integers in 2^-32 bit.

use crate::numbers::{BIT, Tables, log2};

/// Evidence that more than half would say so, from `said` of `asked`: 0 where not more than half did.
///
/// `tables` reach at least `asked`; `said` is at most `asked`.
pub fn majority(tables: &Tables, said: usize, asked: usize) -> i64 {
    if 2 * said <= asked {
        return 0;
    }
    let ways = tables.factorial(asked) - tables.factorial(said) - tables.factorial(asked - said);
    let bits =
        asked as i64 * BIT - ways - tables.log(said + 1) + log2((2 * said + 1 - asked) as u64);
    bits.max(0)
}

/// Evidence that a group differs from the others, two-sided: of `takers` in it `agree` agreed, of `all` in all `all_agree`. Gives
/// the bits and the sign of the difference; 0 and 0 where the shares are the same.
///
/// `tables` reach at least `all`.
pub fn difference(
    tables: &Tables,
    agree: usize,
    takers: usize,
    all_agree: usize,
    all: usize,
) -> (i64, i8) {
    let (own, whole) = (
        agree as u128 * all as u128,
        all_agree as u128 * takers as u128,
    );
    let (agree, all_agree, sign) = match own.cmp(&whole) {
        std::cmp::Ordering::Equal => return (0, 0),
        std::cmp::Ordering::Greater => (agree, all_agree, 1),
        std::cmp::Ordering::Less => (takers - agree, all - all_agree, -1),
    };
    let (disagree, all_disagree) = (takers - agree, all - all_agree);
    let factorial = |n: usize| i128::from(tables.factorial(n));
    let ways = factorial(all_agree) - factorial(agree) - factorial(all_agree - agree)
        + factorial(all_disagree)
        - factorial(disagree)
        - factorial(all_disagree - disagree)
        - factorial(all)
        + factorial(takers)
        + factorial(all - takers);
    let more = (agree as u64 + 1) * ((all_disagree - disagree) as u64 + 1);
    let fewer = (all_agree - agree) as u64 * disagree as u64;
    let tail = log2(more.saturating_sub(fewer)) - log2(more);
    let bits = -ways + i128::from(tail) - i128::from(BIT);
    (bits.clamp(0, i128::from(i64::MAX)) as i64, sign)
}

/// Which of the tests stand at a false discovery rate of one in twenty (Benjamini, Hochberg 1995): as places in `bits`, those with
/// the most evidence first, of equal ones the first.
pub fn discoveries(bits: &[i64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..bits.len()).collect();
    order.sort_by_key(|test| (std::cmp::Reverse(bits[*test]), *test));
    let asked = log2(bits.len() as u64) + log2(20);
    let last = (1..)
        .zip(&order)
        .filter(|(rank, test)| bits[**test] >= asked - log2(*rank));
    let kept = last.last().map_or(0, |(rank, _)| rank as usize);
    order.truncate(kept);
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_and_even_counts_are_no_evidence() {
        let tables = Tables::new(20);
        assert_eq!(majority(&tables, 0, 0), 0);
        assert_eq!(majority(&tables, 5, 10), 0);
        assert!(majority(&tables, 10, 10) > 9 * BIT);
        assert_eq!(difference(&tables, 0, 0, 0, 0), (0, 0));
        assert_eq!(difference(&tables, 5, 5, 10, 10), (0, 0));
    }

    #[test]
    fn a_late_rank_carries_the_earlier_ones() {
        // The first alone would not stand; the second carries it.
        let bits = [5, 5, 5].map(|bits| bits * BIT);
        assert_eq!(discoveries(&bits), [0, 1, 2]);
        assert!(discoveries(&[]).is_empty());
        assert!(discoveries(&[BIT]).is_empty());
    }
}
