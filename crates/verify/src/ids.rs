//! Every entry has an identifier of its own, and the time in it is the entry's.

use std::io;

use madang_record::time::parse_at;

use crate::recompute::votes::Spool;
use crate::report::Report;
use crate::said::Said;

/// Identifiers of one moment that are kept in memory before they are sorted outside it.
const MOST_IN_MEMORY: usize = 100_000;

/// Looks for identifiers that stand twice. Since the time in one is that of its entry, and times never go back, two that are
/// alike are of the same moment: only those of one moment are kept.
#[derive(Debug, Default)]
pub(crate) struct Ids {
    at: String,
    unix_ms: Option<u64>,
    /// Identifiers of this moment with their entries.
    moment: Vec<(u128, u64)>,
    /// Those of a moment with very many.
    more: Option<Spool>,
}

impl Ids {
    /// Takes the identifier of an entry whose form was checked.
    pub(crate) fn take(
        &mut self,
        index: u64,
        id: &str,
        at: &str,
        place: &str,
        report: &mut Report,
    ) -> io::Result<()> {
        if self.at != at {
            self.settle(place, report)?;
            at.clone_into(&mut self.at);
            self.unix_ms = parse_at(at);
        }
        let number = id
            .bytes()
            .filter_map(|digit| char::from(digit).to_digit(16))
            .fold(0u128, |number, digit| number << 4 | u128::from(digit));
        let time = u64::try_from(number >> 80).unwrap_or(u64::MAX);
        if self.unix_ms != Some(time) {
            let reason = Said::new("verify-id-time").text("id", id).text("at", at);
            report.fail(Some(index), place, reason);
        }
        self.moment.push((number, index));
        if self.moment.len() >= MOST_IN_MEMORY {
            let more = self.more.get_or_insert_with(Spool::new);
            for (number, index) in self.moment.drain(..) {
                more.add(&format!("{number:032x}"), index, b"")?;
            }
        }
        Ok(())
    }

    /// Looks for doubles among those of the moment that has passed.
    pub(crate) fn settle(&mut self, place: &str, report: &mut Report) -> io::Result<()> {
        let mut repeated = |entry: u64, first: u64| {
            let reason = Said::new("verify-id-twice").number("first", first);
            report.fail(Some(entry), place, reason);
        };
        if let Some(mut more) = self.more.take() {
            for (number, index) in self.moment.drain(..) {
                more.add(&format!("{number:032x}"), index, b"")?;
            }
            let mut before: Option<(String, u64)> = None;
            for record in more.into_sorted()?.keys() {
                let (id, entry) = record?;
                if let Some((_, first)) = before.as_ref().filter(|(last, _)| *last == id) {
                    repeated(entry, *first);
                }
                before = Some((id, entry));
            }
        }
        if self.moment.len() > 1 {
            self.moment.sort_unstable();
            for pair in self.moment.windows(2) {
                if let [(id, first), (same, entry)] = pair
                    && id == same
                {
                    repeated(*entry, *first);
                }
            }
        }
        self.moment.clear();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use madang_record::time::{entry_id, format_at};

    use super::*;

    fn id(unix_ms: u64, number: u64) -> String {
        let mut random = [0; 10];
        random[2..].copy_from_slice(&number.to_be_bytes());
        entry_id(unix_ms, &random)
    }

    fn failures(entries: impl Iterator<Item = (u64, String)>) -> Vec<(Option<u64>, String)> {
        let (mut ids, mut report) = (Ids::default(), Report::new());
        for (index, (unix_ms, id)) in (0..).zip(entries) {
            let at = format_at(unix_ms).expect("a time");
            ids.take(index, &id, &at, "tile", &mut report)
                .expect("no file");
        }
        ids.settle("tile", &mut report).expect("no file");
        let failures = report.failures.iter();
        failures
            .map(|failure| (failure.entry, failure.reason.to_string()))
            .collect()
    }

    #[test]
    fn identifiers_that_stand_twice_are_found_in_one_moment_of_any_length() {
        let now = 1_795_000_000_000;
        assert_eq!(failures((0..10).map(|n| (now, id(now, n)))), []);
        let found = failures([5, 6, 5, 7].into_iter().map(|n| (now, id(now, n))));
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].0, Some(2));
        assert!(found[0].1.contains('0'), "{found:?}");
        let many = 250_000;
        let numbers = (0..many).map(|n| if n == many - 1 { 3 } else { n });
        let found = failures(numbers.map(|n| (now, id(now, n))));
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].0, Some(many - 1));
    }

    #[test]
    fn the_time_in_an_identifier_is_that_of_its_entry() {
        let now = 1_795_000_000_000;
        let found = failures([(now, id(now, 1)), (now + 1, id(now, 2))].into_iter());
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].0, Some(1));
    }
}
