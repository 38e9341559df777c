//! Programmes that there are.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::created::ProgrammeBegun;
use crate::fact::Checked;
use crate::state::State;
use crate::violation::Violation;

/// The programmes' part of the state, by identifier.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Programmes(BTreeMap<String, Arc<ProgrammeState>>);

/// A programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgrammeState {
    /// Its entry.
    pub entry: u64,
    /// ISO 4217 code.
    pub currency: String,
    /// How many flagships.
    pub target: Option<u32>,
    /// Service groups by identifier, with their entry.
    pub groups: BTreeMap<String, u64>,
    /// Audiences by identifier: their group and entry.
    pub audiences: BTreeMap<String, (String, u64)>,
}

impl State {
    /// A programme, or the violation that there is none.
    ///
    /// # Errors
    /// [`Violation::Unknown`].
    pub fn programme(&self, id: &str) -> Result<&ProgrammeState, Violation> {
        let programme = self.programmes.0.get(id).map(Arc::as_ref);
        programme.ok_or_else(|| Violation::unknown("programme", id))
    }

    pub(super) fn add_programme(&mut self, created: &ProgrammeBegun, entry: u64) {
        let programme = ProgrammeState {
            entry,
            currency: created.currency.clone(),
            target: created.target,
            groups: BTreeMap::new(),
            audiences: BTreeMap::new(),
        };
        let programmes = &mut self.programmes.0;
        programmes.insert(created.id.clone(), Arc::new(programme));
    }

    pub(super) fn add_group(&mut self, programme: &str, id: &str, entry: u64) -> Checked {
        let programme = self.programme_mut(programme)?;
        programme.groups.insert(id.to_owned(), entry);
        Ok(())
    }

    pub(super) fn add_audience(
        &mut self,
        programme: &str,
        group: &str,
        id: &str,
        entry: u64,
    ) -> Checked {
        let programme = self.programme_mut(programme)?;
        let audience = (group.to_owned(), entry);
        programme.audiences.insert(id.to_owned(), audience);
        Ok(())
    }

    fn programme_mut(&mut self, id: &str) -> Result<&mut ProgrammeState, Violation> {
        let programme = self.programmes.0.get_mut(id).map(Arc::make_mut);
        programme.ok_or_else(|| Violation::unknown("programme", id))
    }
}
