//! Families of minimal sets, bottom up on a tree: what makes a part true, and what makes it false.

use super::ground::Part;
use crate::truth::Truth;

/// The most sets kept at a part of the tree.
const MOST_SETS: usize = 256;

/// Sets as bits, none of which holds another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Family {
    pub sets: Vec<u64>,
    /// Some were left out.
    pub cut: bool,
}

impl Family {
    /// The family of the empty set: nothing more is needed.
    pub fn always() -> Family {
        Family {
            sets: vec![0],
            cut: false,
        }
    }

    /// The empty family: it cannot be.
    pub fn never() -> Family {
        Family::default()
    }

    pub fn of(set: u64) -> Family {
        Family {
            sets: vec![set],
            cut: false,
        }
    }

    /// Keeps the minimal sets, the smallest first.
    fn minimal(mut self) -> Family {
        self.sets
            .sort_unstable_by_key(|set| (set.count_ones(), *set));
        self.sets.dedup();
        let mut kept: Vec<u64> = Vec::new();
        for set in self.sets {
            if kept.iter().all(|small| small & set != *small) {
                kept.push(set);
            }
        }
        let cut = self.cut || kept.len() > MOST_SETS;
        kept.truncate(MOST_SETS);
        Family { sets: kept, cut }
    }

    /// Either of both.
    pub fn or(mut self, other: &Family) -> Family {
        self.sets.extend(&other.sets);
        self.cut |= other.cut;
        self.minimal()
    }

    /// One of each.
    pub fn and(&self, other: &Family) -> Family {
        let pairs = self
            .sets
            .iter()
            .flat_map(|a| other.sets.iter().map(move |b| a | b));
        let cut = self.cut || other.cut;
        Family {
            sets: pairs.collect(),
            cut,
        }
        .minimal()
    }
}

/// What makes a part true, and what makes it false.
#[derive(Clone, Debug)]
pub(crate) struct Both {
    pub yes: Family,
    pub no: Family,
}

/// The families of a tree whose atoms have these.
pub(crate) fn families(part: &Part, atom: &impl Fn(usize) -> Both) -> Both {
    match part {
        Part::Atom(number) => atom(*number),
        Part::Constant(Truth::True) => Both {
            yes: Family::always(),
            no: Family::never(),
        },
        Part::Constant(Truth::False) => Both {
            yes: Family::never(),
            no: Family::always(),
        },
        Part::Constant(Truth::Unknown) => Both {
            yes: Family::never(),
            no: Family::never(),
        },
        Part::Not(part) => {
            let Both { yes, no } = families(part, atom);
            Both { yes: no, no: yes }
        }
        Part::All(parts) => at_least(parts.len(), parts, atom),
        Part::Any(parts) => at_least(1, parts, atom),
        Part::AtLeast(least, parts) => at_least(*least, parts, atom),
    }
}

fn at_least(least: usize, parts: &[Part], atom: &impl Fn(usize) -> Both) -> Both {
    let both: Vec<Both> = parts.iter().map(|part| families(part, atom)).collect();
    let yes = chosen(least, both.iter().map(|both| &both.yes));
    // It fails when so many fail that too few are left.
    let no = match (parts.len() + 1).checked_sub(least) {
        Some(failing) => chosen(failing, both.iter().map(|both| &both.no)),
        None => Family::always(),
    };
    Both { yes, no }
}

/// The minimal sets for so many of some.
fn chosen<'a>(count: usize, of: impl ExactSizeIterator<Item = &'a Family>) -> Family {
    if count > of.len() {
        return Family::never();
    }
    let mut by_count = vec![Family::never(); count + 1];
    by_count[0] = Family::always();
    for family in of {
        for at in (1..=count).rev() {
            let more = by_count[at - 1].and(family);
            by_count[at] = std::mem::take(&mut by_count[at]).or(&more);
        }
    }
    by_count.swap_remove(count)
}
