//! Which contents were there, which were not, and whether that is as the record says.

use std::collections::BTreeMap;

use madang_programme::content::ContentState;
use madang_programme::{Role, State, named};
use madang_record::{VisibilityRef, tile};
use madang_words::Said;

use crate::ranges::Ranges;
use crate::report::{Cost, Report, Unchecked, What};
use crate::said::said;

/// Ranges that are listed of what is alike.
pub(crate) const LISTED: usize = 20;

/// What an entry said about a content's visibility, without its roles.
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

/// Entries whose contents are alike: declared the same and named the same.
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

    fn contain(&self, entry: u64, name: &str) -> bool {
        let mut named = self.groups.iter().filter(|(_, of, _)| of == name);
        named.any(|(_, _, entries)| entries.contains(entry))
    }
}

/// The contents met so far, to be accounted for once the whole record was read.
#[derive(Debug, Default)]
pub(crate) struct Contents {
    absent: Groups,
    open: Groups,
    /// Entries whose contents could not be read, which was said already.
    unread: Ranges,
    restricted_from_birth: Ranges,
    /// Entries with a content that is longer than the server takes.
    long: Ranges,
}

impl Contents {
    /// Takes a content that an entry commits to and that is not among the published ones.
    pub(crate) fn absent(&mut self, entry: u64, name: &str, visibility: &VisibilityRef<'_>) {
        self.absent.push(entry, name, visibility);
    }

    /// Takes a content that is published.
    pub(crate) fn open(&mut self, entry: u64, name: &str, visibility: &VisibilityRef<'_>) {
        self.open.push(entry, name, visibility);
    }

    /// Notes that nothing is known of an entry's contents.
    pub(crate) fn unread(&mut self, entry: u64) {
        self.unread.push(entry);
    }

    /// Notes that a content is too long to be looked into.
    pub(crate) fn long(&mut self, entry: u64) {
        self.long.push(entry);
    }

    /// Checks the roles of a content that was restricted from its birth, which no entry gives a ground for.
    pub(crate) fn declared(
        &mut self,
        entry: u64,
        visibility: &VisibilityRef<'_>,
    ) -> Result<(), Said> {
        let VisibilityRef::Restricted { roles } = visibility else {
            return Ok(());
        };
        self.restricted_from_birth.push(entry);
        let unknown = |role: &&&str| !Role::ALL.iter().any(|known| known.name() == **role);
        match roles.iter().find(unknown) {
            Some(role) => Err(said("verify-content-role").text("role", role)),
            None => Ok(()),
        }
    }

    /// Whether an entry before this one commits to a content of that name.
    pub(crate) fn is_committed(&self, entry: u64, name: &str) -> bool {
        self.absent.contain(entry, name)
            || self.open.contain(entry, name)
            || self.unread.contains(entry)
    }

    /// Settles every content against the final state; `kept` are the entries whose seals stay whole when others are broken:
    /// ballots of whose voter another counts.
    pub(crate) fn settle(self, kept: &Ranges, state: &State, report: &mut Report) {
        let mut hidden = Hidden {
            long: self.long.clone(),
            ..Hidden::default()
        };
        for (declared, name, entries) in &self.absent.groups {
            hidden.settle(declared, name, entries, kept, state, report);
        }
        self.check_shown(state, report);
        if self.restricted_from_birth.count() > 0 {
            report.costs.push(Cost {
                entries: self.restricted_from_birth.describe(LISTED),
                what: said("verify-cost-restricted-from-birth")
                    .number("count", self.restricted_from_birth.count()),
            });
        }
        hidden.tell(report);
    }

    /// What is published must be public by now.
    fn check_shown(&self, state: &State, report: &mut Report) {
        let mut shown = |entry: u64, name: &str, why: &'static str| {
            let reason = said("verify-content-shown")
                .said("name", named::content_beside(name))
                .said("why", said(why));
            report.fail(Some(entry), tile::body_path(entry / 256), reason);
        };
        for (declared, name, entries) in &self.open.groups {
            let is_public = match declared {
                Declared::Public => true,
                Declared::Sealed(until) => state.is_unsealed(until),
                Declared::Restricted => false,
            };
            if is_public {
                // These are many; what was done to some of them is looked up the other way round, below.
                continue;
            }
            for entry in entries.iter() {
                match (declared, state.content(entry, name)) {
                    (Declared::Restricted, Some(ContentState::Released { .. }))
                    | (_, Some(ContentState::Erased { .. } | ContentState::Restricted { .. })) => {}
                    (Declared::Sealed(_), _) => shown(entry, name, "verify-why-sealed"),
                    (Declared::Public | Declared::Restricted, _) => {
                        shown(entry, name, "verify-why-restricted");
                    }
                }
            }
        }
        for (entry, name, change) in state.contents() {
            let why = match change {
                ContentState::Erased { .. } => "verify-why-erased",
                ContentState::Restricted { .. } => "verify-why-restricted",
                ContentState::Released { .. } => continue,
            };
            if self.open.contain(entry, name) {
                shown(entry, name, why);
            }
        }
    }
}

/// What is not there and need not be.
#[derive(Default)]
struct Hidden {
    erased: Ranges,
    restricted: Ranges,
    sealed: Ranges,
    sealed_for_good: Ranges,
    seals_kept: Ranges,
    long: Ranges,
}

impl Hidden {
    fn settle(
        &mut self,
        declared: &Declared,
        name: &str,
        entries: &Ranges,
        kept: &Ranges,
        state: &State,
        report: &mut Report,
    ) {
        if let Declared::Sealed(until) = declared
            && !state.is_unsealed(until)
        {
            // What is sealed is often much and alike, as a vote's ballots are: what was erased among them is met when the seal is broken.
            if state.is_over(until) {
                self.sealed_for_good.absorb(entries);
            } else {
                self.sealed.absorb(entries);
            }
            return;
        }
        let is_sealed = matches!(declared, Declared::Sealed(_));
        for entry in entries.iter() {
            match state.content(entry, name) {
                Some(ContentState::Erased { .. }) => self.erased.push(entry),
                // Whatever was restricted and released since: a seal that was kept holds.
                _ if is_sealed && kept.contains(entry) => self.seals_kept.push(entry),
                Some(ContentState::Restricted { .. }) => self.restricted.push(entry),
                None if *declared == Declared::Restricted => self.restricted.push(entry),
                Some(ContentState::Released { .. }) | None => report.fail(
                    Some(entry),
                    tile::body_path(entry / 256),
                    said("verify-content-missing").said("name", named::content_beside(name)),
                ),
            }
        }
    }

    fn tell(self, report: &mut Report) {
        let (restricted, sealed) = (What::RestrictedContent, What::SealedContent);
        let all = [
            (
                What::ErasedContent,
                self.erased,
                "verify-hidden-erased",
                false,
            ),
            (
                restricted,
                self.restricted,
                "verify-hidden-restricted",
                false,
            ),
            (sealed, self.sealed, "verify-hidden-sealed", true),
            (What::LongContent, self.long, "verify-content-long", false),
            (
                sealed,
                self.sealed_for_good,
                "verify-hidden-sealed-for-good",
                true,
            ),
            (sealed, self.seals_kept, "verify-hidden-seals-kept", true),
        ];
        for (what, mut ranges, reason, by_rule) in all {
            ranges.normalise();
            if ranges.count() > 0 {
                report.unchecked.push(Unchecked {
                    what,
                    count: ranges.count(),
                    entries: ranges.describe(LISTED),
                    reason: said(reason),
                    by_rule,
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_entries_commit_to_is_known_by_entry_and_name() {
        let mut contents = Contents::default();
        contents.open(3, "text", &VisibilityRef::Public);
        let until = "vote:p/v";
        for entry in [7, 8, 9] {
            contents.absent(entry, "ballot", &VisibilityRef::Sealed { until });
        }
        contents.unread(12);
        for (entry, name, known) in [
            (3, "text", true),
            (3, "ballot", false),
            (8, "ballot", true),
            (10, "ballot", false),
            (12, "anything", true),
        ] {
            assert_eq!(contents.is_committed(entry, name), known, "{entry} {name}");
        }
    }

    #[test]
    fn a_content_that_is_public_and_missing_fails_and_a_role_that_is_none_is_refused() {
        let mut contents = Contents::default();
        contents.absent(300, "text", &VisibilityRef::Public);
        let nobody = VisibilityRef::Restricted {
            roles: vec!["nobody"],
        };
        let official = VisibilityRef::Restricted {
            roles: vec!["official"],
        };
        assert!(contents.declared(301, &nobody).is_err());
        assert!(contents.declared(302, &official).is_ok());
        contents.open(302, "text", &official);
        let mut report = Report::new();
        contents.settle(&Ranges::default(), &State::default(), &mut report);
        let failed: Vec<_> = report
            .failures
            .iter()
            .map(|failure| failure.entry)
            .collect();
        assert_eq!(failed, [Some(300), Some(302)]);
        assert_eq!(report.costs.len(), 1);
        assert_eq!(report.costs[0].entries, "301–302");
    }
}
