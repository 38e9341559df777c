//! Weights of distinct ballots in two bytes each.

use std::collections::HashMap;

/// Marks a weight that stands in the map beside.
const WIDE: u16 = u16::MAX;

/// How many voters cast each distinct ballot. What reads purses reads weights beside them at random
/// places, so that the bytes they take decide how fast large elections are; weights of 65,535 and
/// more, of which there are few, stand apart.
#[derive(Clone, Debug, Default)]
pub(crate) struct Weights {
    narrow: Vec<u16>,
    wide: HashMap<u32, u64>,
}

impl Weights {
    /// Number of distinct ballots.
    pub(crate) fn len(&self) -> usize {
        self.narrow.len()
    }

    /// The weight of `group`.
    #[inline(always)]
    pub(crate) fn get(&self, group: usize) -> u64 {
        match self.narrow[group] {
            WIDE => self.wide(group),
            weight => u64::from(weight),
        }
    }

    #[cold]
    fn wide(&self, group: usize) -> u64 {
        self.wide.get(&(group as u32)).copied().unwrap_or(0)
    }

    /// Adds a distinct ballot.
    pub(crate) fn push(&mut self, weight: u64) {
        let group = self.narrow.len();
        self.narrow.push(0);
        self.set(group, weight);
    }

    /// Adds the distinct ballots of `other` behind these.
    pub(crate) fn append(&mut self, other: Self) {
        let before = self.narrow.len() as u32;
        self.narrow.extend_from_slice(&other.narrow);
        let wide = other.wide.into_iter();
        self.wide
            .extend(wide.map(|(group, weight)| (group + before, weight)));
    }

    /// Gives `group` another weight.
    pub(crate) fn set(&mut self, group: usize, weight: u64) {
        let narrow = u16::try_from(weight).unwrap_or(WIDE);
        if narrow == WIDE {
            self.wide.insert(group as u32, weight);
        } else if self.narrow[group] == WIDE {
            self.wide.remove(&(group as u32));
        }
        self.narrow[group] = narrow;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn narrow_and_wide() {
        let mut weights = Weights::default();
        for weight in [0, 1, 65_534, 65_535, 1 << 50] {
            weights.push(weight);
        }
        let all = |weights: &Weights| (0..5).map(|group| weights.get(group)).collect::<Vec<_>>();
        assert_eq!(all(&weights), [0, 1, 65_534, 65_535, 1 << 50]);
        weights.set(1, 1 << 40);
        weights.set(3, 65_534);
        weights.set(4, 7);
        assert_eq!(all(&weights), [0, 1 << 40, 65_534, 65_534, 7]);
        assert_eq!(weights.wide.len(), 1);
    }
}
