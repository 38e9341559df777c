//! The least of many values of which one changes at a time.

/// Values by their place, under a tree of the lesser of each two: changing one and finding the least take as many steps as the tree is
/// high, where looking at all would take as many as there are.
#[derive(Default)]
pub(super) struct Least {
    /// Root at 1, the two below `node` at `2 · node` and the next; the values stand in the second half, infinite where there are fewer.
    nodes: Vec<f64>,
}

impl Least {
    /// Takes these in the place of all there were.
    pub(super) fn fill(&mut self, values: impl ExactSizeIterator<Item = f64>) {
        let width = values.len().next_power_of_two();
        self.nodes.clear();
        self.nodes.resize(width, f64::INFINITY);
        self.nodes.extend(values);
        self.nodes.resize(2 * width, f64::INFINITY);
        for node in (1..width).rev() {
            self.nodes[node] = self.lesser_below(node);
        }
    }

    fn lesser_below(&self, node: usize) -> f64 {
        let (left, right) = (self.nodes[2 * node], self.nodes[2 * node + 1]);
        if right < left { right } else { left }
    }

    pub(super) fn get(&self, place: usize) -> f64 {
        self.nodes[self.nodes.len() / 2 + place]
    }

    pub(super) fn set(&mut self, place: usize, value: f64) {
        let mut node = self.nodes.len() / 2 + place;
        self.nodes[node] = value;
        while node > 1 {
            node /= 2;
            let lesser = self.lesser_below(node);
            if self.nodes[node] == lesser {
                return;
            }
            self.nodes[node] = lesser;
        }
    }

    /// The least and the first place where it stands; infinite where there is none.
    pub(super) fn least(&self) -> (usize, f64) {
        let width = self.nodes.len() / 2;
        let Some(&least) = self.nodes.get(1) else {
            return (0, f64::INFINITY);
        };
        let mut node = 1;
        while node < width {
            node *= 2;
            if self.nodes[node] != least {
                node += 1;
            }
        }
        (node - width, least)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_least_is_what_looking_at_all_gives(
            values in prop::collection::vec(0u8..20, 1..40),
            changes in prop::collection::vec((0usize..40, 0u8..22), 0..60),
        ) {
            let value = |of: u8| if of > 20 { f64::INFINITY } else { f64::from(of) };
            let mut all: Vec<f64> = values.into_iter().map(value).collect();
            let mut tree = Least::default();
            tree.fill(all.iter().copied());
            for (place, of) in changes {
                let place = place % all.len();
                all[place] = value(of);
                tree.set(place, value(of));
                prop_assert_eq!(tree.get(place), value(of));
                let least = all.iter().copied().fold(f64::INFINITY, f64::min);
                let (found, bound) = tree.least();
                prop_assert_eq!(bound, least);
                if least < f64::INFINITY {
                    let first = all.iter().position(|value| *value == least);
                    prop_assert_eq!(Some(found), first);
                }
            }
        }
    }

    #[test]
    fn of_nothing_nothing_is_the_least() {
        let mut tree = Least::default();
        assert_eq!(tree.least().1, f64::INFINITY);
        tree.fill([].into_iter());
        assert_eq!(tree.least().1, f64::INFINITY);
    }
}
