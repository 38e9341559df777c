//! Institutions that there are.

use std::collections::BTreeMap;

use crate::by_programme::ByProgramme;
use crate::fact::Checked;
use crate::state::State;
use crate::violation::Violation;

/// The institutions' part of the state: by programme and identifier.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Institutions(ByProgramme<BTreeMap<String, Named>>);

/// The entries that named an institution.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Named {
    first: u64,
    last: u64,
}

impl State {
    /// The entry that named an institution of a programme last, or the violation that there is none.
    ///
    /// # Errors
    /// [`Violation::Unknown`].
    pub fn institution(&self, programme: &str, id: &str) -> Result<u64, Violation> {
        let of_programme = self.institutions.0.get(programme);
        let named = of_programme.and_then(|known| known.get(id));
        let named = named.ok_or_else(|| Violation::unknown("institution", id))?;
        Ok(named.last)
    }

    /// Whether an institution was named more than once.
    pub(super) fn is_renamed(&self, programme: &str, id: &str) -> bool {
        let of_programme = self.institutions.0.get(programme);
        let named = of_programme.and_then(|known| known.get(id));
        named.is_some_and(|named| named.first < named.last)
    }

    pub(super) fn name_institution(&mut self, programme: &str, id: &str, entry: u64) -> Checked {
        self.programme(programme)?;
        let of_programme = self.institutions.0.entry(programme);
        let named = of_programme.entry(id.to_owned()).or_insert(Named {
            first: entry,
            last: entry,
        });
        named.last = entry;
        Ok(())
    }
}
