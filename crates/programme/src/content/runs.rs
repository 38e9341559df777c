//! Entries that mostly follow one another.

/// Entries in ascending order, kept as runs from a first to a last.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Runs(Vec<(u64, u64)>);

impl Runs {
    /// Adds an entry after all others.
    pub(super) fn push(&mut self, entry: u64) {
        match self.0.last_mut() {
            Some((_, last)) if last.checked_add(1) == Some(entry) => *last = entry,
            Some(_) | None => self.0.push((entry, entry)),
        }
    }

    /// Whether an entry is among them.
    pub(super) fn contains(&self, entry: u64) -> bool {
        let after = self.0.partition_point(|(first, _)| *first <= entry);
        let run = after.checked_sub(1).and_then(|run| self.0.get(run));
        run.is_some_and(|(_, last)| entry <= *last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_hold_what_was_pushed_and_nothing_between() {
        let mut runs = Runs::default();
        for entry in [3, 4, 5, 9, 20, 21] {
            runs.push(entry);
        }
        assert_eq!(runs.0, [(3, 5), (9, 9), (20, 21)]);
        let held: Vec<u64> = (0..30).filter(|entry| runs.contains(*entry)).collect();
        assert_eq!(held, [3, 4, 5, 9, 20, 21]);
    }
}
