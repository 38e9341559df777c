//! Institutions that there are.

use std::collections::BTreeMap;

use crate::by_programme::ByProgramme;
use crate::fact::Checked;
use crate::state::State;
use crate::violation::Violation;

/// The institutions' part of the state: by programme and identifier, with the entry that named each last.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Institutions(ByProgramme<BTreeMap<String, u64>>);

impl State {
    /// The entry that named an institution of a programme last, or the violation that there is none.
    ///
    /// # Errors
    /// [`Violation::Unknown`].
    pub fn institution(&self, programme: &str, id: &str) -> Result<u64, Violation> {
        let of_programme = self.institutions.0.get(programme);
        let entry = of_programme.and_then(|known| known.get(id)).copied();
        entry.ok_or_else(|| Violation::unknown("institution", id))
    }

    pub(super) fn name_institution(&mut self, programme: &str, id: &str, entry: u64) -> Checked {
        self.programme(programme)?;
        let of_programme = self.institutions.0.entry(programme);
        of_programme.insert(id.to_owned(), entry);
        Ok(())
    }
}
