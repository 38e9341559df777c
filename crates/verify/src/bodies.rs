//! Which bodies were there, which were not, and whether that is as the record says.

use std::collections::BTreeMap;

use madang_programme::State;
use madang_programme::state::ContentState;
use madang_record::{VisibilityRef, tile};

use crate::ranges::Ranges;
use crate::report::{Report, Unchecked};

/// What an entry said about a body's visibility, without its roles.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Declared {
    Public,
    Sealed(String),
    Restricted,
}

impl Declared {
    fn of(visibility: &VisibilityRef<'_>) -> Declared {
        match visibility {
            VisibilityRef::Public => Declared::Public,
            VisibilityRef::Sealed { until } => Declared::Sealed((*until).to_owned()),
            VisibilityRef::Restricted { .. } => Declared::Restricted,
        }
    }

    fn is(&self, visibility: &VisibilityRef<'_>) -> bool {
        match (self, visibility) {
            (Declared::Public, VisibilityRef::Public)
            | (Declared::Restricted, VisibilityRef::Restricted { .. }) => true,
            (Declared::Sealed(seal), VisibilityRef::Sealed { until }) => seal == until,
            _ => false,
        }
    }
}

/// Entries whose bodies are alike: declared the same and named the same.
#[derive(Debug, Default)]
struct Groups {
    groups: Vec<(Declared, String, Ranges)>,
    index: BTreeMap<(Declared, String), usize>,
    /// The group met last: ballots come in long runs, and finding theirs again must cost nothing.
    last: usize,
}

impl Groups {
    fn push(&mut self, entry: u64, name: &str, visibility: &VisibilityRef<'_>) {
        if let Some((declared, last_name, entries)) = self.groups.get_mut(self.last)
            && declared.is(visibility)
            && last_name == name
        {
            entries.push(entry);
            return;
        }
        let key = (Declared::of(visibility), name.to_owned());
        let groups = &mut self.groups;
        self.last = *self
            .index
            .entry(key)
            .or_insert_with_key(|(declared, name)| {
                groups.push((declared.clone(), name.clone(), Ranges::default()));
                groups.len() - 1
            });
        if let Some((_, _, entries)) = self.groups.get_mut(self.last) {
            entries.push(entry);
        }
    }
}

/// Bodies that must be accounted for once the whole record was read.
#[derive(Debug, Default)]
pub(crate) struct Bodies {
    absent: Groups,
    /// Open bodies that may only be open if a seal is broken or a restriction lifted.
    open: Groups,
}

impl Bodies {
    pub(crate) fn absent(&mut self, entry: u64, name: &str, visibility: &VisibilityRef<'_>) {
        self.absent.push(entry, name, visibility);
    }

    pub(crate) fn open(&mut self, entry: u64, name: &str, visibility: &VisibilityRef<'_>) {
        if *visibility != VisibilityRef::Public {
            self.open.push(entry, name, visibility);
        }
    }

    /// Settles every body against the final state.
    pub(crate) fn settle(self, state: &State, report: &mut Report) {
        let (mut erased, mut restricted, mut sealed) =
            (Ranges::default(), Ranges::default(), Ranges::default());
        for (declared, name, entries) in self.absent.groups {
            if let Declared::Sealed(until) = &declared
                && !state.is_unsealed(until)
            {
                // A vote's ballots are many and alike: what was erased among them is met when the seal is broken.
                sealed.absorb(&entries);
                continue;
            }
            for entry in entries.iter() {
                match state.content(entry, &name) {
                    Some(ContentState::Erased { .. }) => erased.push(entry),
                    Some(ContentState::Restricted { .. }) => restricted.push(entry),
                    None if declared == Declared::Restricted => restricted.push(entry),
                    _ => report.fail(
                        Some(entry),
                        tile::body_path(entry / 256),
                        format!("the body {name:?} is public and is missing, and no entry says that it was erased or restricted"),
                    ),
                }
            }
        }
        for (declared, name, entries) in self.open.groups {
            for entry in entries.iter() {
                let change = state.content(entry, &name);
                let (fits, must) = match (&declared, change) {
                    (_, Some(ContentState::Erased { .. })) => (false, "was erased"),
                    (_, Some(ContentState::Restricted { .. })) => (false, "is restricted"),
                    (Declared::Sealed(until), _) => (state.is_unsealed(until), "is under seal"),
                    (Declared::Restricted, None) => (false, "is restricted"),
                    _ => (true, ""),
                };
                if !fits {
                    report.fail(
                        Some(entry),
                        tile::body_path(entry / 256),
                        format!("the body {name:?} {must}, and yet it is published"),
                    );
                }
            }
        }
        let mut say = |what, mut ranges: Ranges, reason: &str, by_rule| {
            ranges.normalise();
            if ranges.count() > 0 {
                report.unchecked.push(Unchecked {
                    what,
                    count: ranges.count(),
                    entries: ranges.describe(20),
                    reason: reason.to_owned(),
                    by_rule,
                });
            }
        };
        say(
            "erased body",
            erased,
            "erased on the ground that the record names; the entry's hash stands",
            false,
        );
        say(
            "restricted body",
            restricted,
            "shown to the roles that the record names; the entry's hash stands",
            false,
        );
        say(
            "sealed ballot",
            sealed,
            "sealed until its vote is counted; the entry's hash stands",
            true,
        );
    }
}
