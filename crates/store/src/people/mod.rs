//! Who holds a role: read from the state and as entries, so that there is no table of it.

pub(crate) mod project;
