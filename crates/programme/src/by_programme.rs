//! A part of the state that each programme has one of.

use std::collections::BTreeMap;
use std::sync::Arc;

/// One `T` for each programme that has any. Copies share what neither changes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ByProgramme<T>(BTreeMap<String, Arc<T>>);

impl<T> Default for ByProgramme<T> {
    fn default() -> ByProgramme<T> {
        ByProgramme(BTreeMap::new())
    }
}

impl<T: Clone + Default> ByProgramme<T> {
    /// That of a programme, where it has one.
    pub(crate) fn get(&self, programme: &str) -> Option<&T> {
        self.0.get(programme).map(Arc::as_ref)
    }

    /// All there are, by programme.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        let all = self.0.iter();
        all.map(|(programme, of)| (programme.as_str(), of.as_ref()))
    }

    /// The same, to be changed.
    pub(crate) fn get_mut(&mut self, programme: &str) -> Option<&mut T> {
        self.0.get_mut(programme).map(Arc::make_mut)
    }

    /// That of a programme, made where it has none yet.
    pub(crate) fn entry(&mut self, programme: &str) -> &mut T {
        Arc::make_mut(self.0.entry(programme.to_owned()).or_default())
    }
}
