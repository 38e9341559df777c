//! Sets of entry indices, kept as ranges: a million sealed ballots in a row cost one pair of numbers.

/// A set of indices, cheap where they arrive in ascending order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Ranges(Vec<(u64, u64)>);

impl Ranges {
    /// Adds an index.
    pub(crate) fn push(&mut self, index: u64) {
        self.push_range(index, index);
    }

    pub(crate) fn push_range(&mut self, first: u64, last: u64) {
        match self.0.last_mut() {
            Some((low, high)) if *low <= first && first <= high.saturating_add(1) => {
                *high = last.max(*high)
            }
            _ => self.0.push((first, last)),
        }
    }

    /// Adds all of another set.
    pub(crate) fn absorb(&mut self, other: &Ranges) {
        for (first, last) in &other.0 {
            self.push_range(*first, *last);
        }
    }

    /// Sorts and joins, for sets that did not arrive in order.
    pub(crate) fn normalise(&mut self) {
        let mut ranges = std::mem::take(&mut self.0);
        ranges.sort_unstable();
        for (first, last) in ranges {
            self.push_range(first, last);
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = u64> + '_ {
        self.0.iter().flat_map(|(first, last)| *first..=*last)
    }

    /// Whether the index is in it; only for a set that arrived in order, or is normalised.
    pub(crate) fn contains(&self, index: u64) -> bool {
        let after = self.0.partition_point(|(first, _)| *first <= index);
        let range = after.checked_sub(1).and_then(|place| self.0.get(place));
        range.is_some_and(|(_, last)| index <= *last)
    }

    pub(crate) fn count(&self) -> u64 {
        self.0.iter().map(|(first, last)| last - first + 1).sum()
    }

    /// `12, 15–19, …`, with at most `most` ranges.
    pub(crate) fn describe(&self, most: usize) -> String {
        let mut parts: Vec<String> = self
            .0
            .iter()
            .take(most)
            .map(|(first, last)| {
                if first == last {
                    first.to_string()
                } else {
                    format!("{first}–{last}")
                }
            })
            .collect();
        if self.0.len() > most {
            parts.push("…".to_owned());
        }
        parts.join(", ")
    }
}

impl FromIterator<u64> for Ranges {
    fn from_iter<I: IntoIterator<Item = u64>>(indexes: I) -> Ranges {
        let mut ranges = Ranges::default();
        indexes.into_iter().for_each(|index| ranges.push(index));
        ranges
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_join() {
        let mut ranges = Ranges::default();
        for index in [3, 4, 4, 5, 9, 11, 12] {
            ranges.push(index);
        }
        assert_eq!(ranges.describe(2), "3–5, 9, …");
        assert_eq!(ranges.describe(9), "3–5, 9, 11–12");
        assert_eq!(ranges.count(), 6);
        assert_eq!(ranges.iter().collect::<Vec<_>>(), [3, 4, 5, 9, 11, 12]);
        let held: Vec<u64> = (0..20).filter(|index| ranges.contains(*index)).collect();
        assert_eq!(held, [3, 4, 5, 9, 11, 12]);
    }

    #[test]
    fn sets_that_arrive_out_of_order_join_once_normalised() {
        let mut ranges = Ranges::default();
        for index in [9, 10, 3, 4, 11] {
            ranges.push(index);
        }
        let mut other = Ranges::default();
        other.push(5);
        ranges.absorb(&other);
        ranges.normalise();
        assert_eq!(ranges.describe(9), "3–5, 9–11");
    }
}
