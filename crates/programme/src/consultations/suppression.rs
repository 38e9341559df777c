//! Which cells of a table of attendance are told together, so that nobody finds out from it how few were of one sort: whoever knows this
//! rule and reads what was published is left with many values for each hidden cell. Specification of taking part, 2.3.

use std::collections::{BTreeMap, BTreeSet};

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// The least number of people in a cell that is told alone, where nobody asks for more.
pub const USUAL_MINIMUM: u32 = 5;

/// The least that can be asked for.
pub const LEAST_MINIMUM: u32 = 3;

/// Numbers of people by category, each counted in one of them.
pub type Cells = BTreeMap<String, u32>;

/// A table as it is published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppressed {
    /// The cells that are told alone, those with nobody among them.
    pub cells: Cells,
    /// The categories that are told together, and how many they are; none where nothing had to be hidden.
    pub together: Option<(BTreeSet<String>, u32)>,
}

/// In which order cells are hidden beside the small ones: by a keyed hash, so that it tells nothing about them and is the same however
/// often it is asked.
///
/// `salt` is 32 random bytes that nobody else knows; `table` names what is counted by.
pub fn order(salt: &[u8; 32], table: &str, cells: &Cells) -> Vec<String> {
    let hashed = cells.keys().filter_map(|cell| {
        // A key of whatever length is one for HMAC.
        let mut mac = Hmac::<Sha256>::new_from_slice(salt).ok()?;
        mac.update(table.as_bytes());
        mac.update(b"\n");
        mac.update(cell.as_bytes());
        let hash: [u8; 32] = mac.finalize().into_bytes().into();
        Some((hash, cell.clone()))
    });
    let hashed: BTreeMap<[u8; 32], String> = hashed.collect();
    hashed.into_values().collect()
}

/// What is published of a table, hiding cells beside the small ones in this order; `None` where nothing can be told.
///
/// `minimum` is the least number that a cell is told alone with; `before` are the categories that were hidden in an earlier version of
/// the table, which stay hidden.
pub fn suppress(
    cells: &Cells,
    minimum: u32,
    order: &[String],
    before: &BTreeSet<String>,
) -> Option<Suppressed> {
    let sum_of = |hidden: &BTreeSet<String>| -> u64 {
        let numbers = hidden.iter().filter_map(|cell| cells.get(cell));
        numbers.map(|number| u64::from(*number)).sum()
    };
    let all: u64 = cells.values().map(|number| u64::from(*number)).sum();
    if all < u64::from(minimum) {
        return None;
    }
    let small = cells
        .iter()
        .filter(|(_, number)| (1..minimum).contains(*number));
    let small: BTreeSet<&String> = small.map(|(cell, _)| cell).collect();
    let mut hidden: BTreeSet<String> = small.iter().map(|cell| (*cell).clone()).collect();
    hidden.extend(before.iter().cloned());
    if hidden.is_empty() {
        return Some(Suppressed {
            cells: cells.clone(),
            together: None,
        });
    }
    // At least one beside the small ones: alone, few of them would say what each is.
    let mut beside = hidden.iter().any(|cell| !small.contains(cell));
    let mut more = order.iter();
    while !beside || sum_of(&hidden) < least_sum(minimum, hidden.len()) {
        let next = more.find(|cell| {
            !hidden.contains(*cell) && cells.get(*cell).is_some_and(|number| *number > 0)
        });
        hidden.insert(next?.clone());
        beside = true;
    }
    let sum = u32::try_from(sum_of(&hidden)).ok()?;
    let open = cells.iter().filter(|(cell, _)| !hidden.contains(*cell));
    Some(Suppressed {
        cells: open.map(|(cell, number)| (cell.clone(), *number)).collect(),
        together: Some((hidden, sum)),
    })
}

/// The least number of people that so many categories come to which are told together.
pub fn least_sum(minimum: u32, hidden: usize) -> u64 {
    let hidden = u64::try_from(hidden).unwrap_or(u64::MAX);
    (2 * u64::from(minimum))
        .saturating_add(hidden)
        .saturating_sub(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SALT: [u8; 32] = [7; 32];

    fn table(numbers: &[u32]) -> Cells {
        let cells = numbers.iter().zip('a'..);
        cells
            .map(|(number, name)| (name.to_string(), *number))
            .collect()
    }

    fn published(numbers: &[u32], order: &[usize]) -> Option<Suppressed> {
        let names: Vec<String> = table(numbers).into_keys().collect();
        let order: Vec<String> = order.iter().map(|at| names[*at].clone()).collect();
        suppress(&table(numbers), USUAL_MINIMUM, &order, &BTreeSet::new())
    }

    /// Every order of so many cells.
    fn orders(cells: usize) -> Vec<Vec<usize>> {
        match cells {
            0 => vec![vec![]],
            _ => orders(cells - 1)
                .into_iter()
                .flat_map(|before| {
                    (0..cells).map(move |at| {
                        let mut order = before.clone();
                        order.insert(at, cells - 1);
                        order
                    })
                })
                .collect(),
        }
    }

    /// Every table of so many cells with at most so many people.
    fn tables(cells: usize, most: u32) -> Vec<Vec<u32>> {
        match cells {
            0 => vec![vec![]],
            _ => tables(cells - 1, most)
                .into_iter()
                .flat_map(|before| {
                    let left = most - before.iter().sum::<u32>();
                    (0..=left).map(move |number| {
                        let mut table = before.clone();
                        table.push(number);
                        table
                    })
                })
                .collect(),
        }
    }

    /// What somebody who knows the rule, and not the salt, can work out: from every table that there can be, whichever order is the
    /// secret one, they keep those that would have been published so.
    #[test]
    fn whoever_knows_the_rule_is_left_with_eight_values_for_each_hidden_cell() {
        let mut hidden_tables = 0;
        for (cells, most) in [(2, 24), (3, 24), (4, 20)] {
            let mut left: BTreeMap<String, Vec<Vec<u32>>> = BTreeMap::new();
            for numbers in tables(cells, most) {
                let mut seen = BTreeSet::new();
                for order in orders(cells) {
                    let Some(published) = published(&numbers, &order) else {
                        continue;
                    };
                    if published.together.is_some() {
                        seen.insert(format!("{published:?}"));
                    }
                }
                for one in seen {
                    left.entry(one).or_default().push(numbers.clone());
                }
            }
            for (published, possible) in &left {
                hidden_tables += 1;
                for (at, name) in (0..cells).zip('a'..) {
                    let hidden = published.split_once("together").expect("a sum").1;
                    if !hidden.contains(&format!("\"{name}\"")) {
                        continue;
                    }
                    let values: BTreeSet<u32> = possible.iter().map(|table| table[at]).collect();
                    assert!(
                        values.len() >= 8,
                        "{published}: {name} is one of {values:?}"
                    );
                }
            }
        }
        assert!(hidden_tables > 400, "{hidden_tables}");
    }

    #[test]
    fn nobody_and_enough_are_told_and_few_are_told_with_others() {
        let order = order(&SALT, "group", &table(&[12, 10, 7, 0]));
        let as_it_is = suppress(&table(&[12, 10, 7, 0]), 5, &order, &BTreeSet::new());
        assert_eq!(
            as_it_is,
            Some(Suppressed {
                cells: table(&[12, 10, 7, 0]),
                together: None
            })
        );
        let either: Vec<(Cells, u32)> = orders(3)
            .iter()
            .map(|order| published(&[17, 8, 4], order).expect("a table"))
            .map(|one| (one.cells, one.together.expect("hidden").1))
            .collect();
        let with = |name: &str, number| Cells::from([(name.to_owned(), number)]);
        assert!(either.contains(&(with("a", 17), 12)) && either.contains(&(with("b", 8), 21)));
        assert!(either.iter().all(|(_, sum)| [12, 21].contains(sum)));
        assert_eq!(published(&[3, 3, 3], &[0, 1, 2]), None);
        // Textbook suppression would say 5 and "others 8", which only 4 and 4 can be.
        assert_eq!(
            published(&[5, 4, 4], &[0, 1, 2]).expect("a table").cells,
            Cells::new()
        );
        assert_eq!(published(&[2, 1], &[0, 1]), None);
    }

    #[test]
    fn what_was_hidden_once_stays_hidden() {
        let before = BTreeSet::from(["a".to_owned(), "c".to_owned()]);
        let numbers = table(&[17, 8, 6]);
        let names: Vec<String> = numbers.keys().cloned().collect();
        let later = suppress(&numbers, 5, &names, &before).expect("a table");
        assert_eq!(later.together, Some((before, 23)));
    }

    #[test]
    fn the_order_is_that_of_the_salt_and_the_table() {
        let cells = table(&[1; 20]);
        let one = order(&SALT, "group", &cells);
        assert_eq!(one, order(&SALT, "group", &cells));
        assert_ne!(one, order(&SALT, "sector", &cells));
        assert_ne!(one, order(&[8; 32], "group", &cells));
        assert_eq!(one.iter().collect::<BTreeSet<_>>().len(), 20);
    }
}
