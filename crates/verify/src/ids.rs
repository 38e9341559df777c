//! Every entry has an identifier of its own, and the time in it is the entry's, where it has one.

use std::io;

use madang_record::time::{is_timeless, parse_at};
use madang_words::moment::exact;

use crate::keys::{Keys, number};
use crate::report::Report;
use crate::said::said;

/// Looks for identifiers that stand twice. Those without a time are all kept to the end. Since the time in another is that of its
/// entry, and times of such entries never go back, two that are alike are of the same moment: only those of one moment are kept.
#[derive(Debug, Default)]
pub(crate) struct Ids {
    at: String,
    unix_ms: Option<u64>,
    moment: Keys,
    timeless: Keys,
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
        if is_timeless(id) {
            return self.timeless.push((number(id), index));
        }
        if self.at != at {
            settle(&mut self.moment, place, report)?;
            at.clone_into(&mut self.at);
            self.unix_ms = parse_at(at);
        }
        let number = number(id);
        let time = u64::try_from(number >> 80).unwrap_or(u64::MAX);
        if self.unix_ms != Some(time) {
            let reason = said("verify-id-time").text("id", id).text("at", exact(at));
            report.fail(Some(index), place, reason);
        }
        self.moment.push((number, index))
    }

    /// Looks for doubles among those that are left at the end.
    pub(crate) fn finish(&mut self, place: &str, report: &mut Report) -> io::Result<()> {
        settle(&mut self.moment, place, report)?;
        settle(&mut self.timeless, place, report)
    }
}

/// Says which identifiers stand twice, and forgets them.
fn settle(ids: &mut Keys, place: &str, report: &mut Report) -> io::Result<()> {
    let mut before: Option<(u128, u64)> = None;
    for key in ids.sorted()? {
        let (id, entry) = key?;
        if let Some((_, first)) = before.filter(|(last, _)| *last == id) {
            let reason = said("verify-id-twice").number("first", first);
            report.fail(Some(entry), place, reason);
        }
        before = Some((id, entry));
    }
    ids.clear();
    Ok(())
}

#[cfg(test)]
mod tests {
    use madang_record::time::{entry_id, format_at, timeless_entry_id};

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
        ids.finish("tile", &mut report).expect("no file");
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

    #[test]
    fn identifiers_without_a_time_that_stand_twice_are_found_however_far_apart() {
        let timeless = |number: u64| {
            let mut random = [0; 16];
            random[8..].copy_from_slice(&number.to_be_bytes());
            timeless_entry_id(&random)
        };
        let many = 250_000u64;
        let now = 1_795_000_000_000;
        let numbers = (0..many).map(|n| if n == many - 1 { 3 } else { n });
        let found = failures(numbers.map(|n| (now + n, timeless(n))));
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].0, Some(many - 1));
    }
}
