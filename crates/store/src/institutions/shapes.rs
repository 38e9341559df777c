//! Institutions, as pages and the JSON API show them.

use madang_programme::institutions::InstitutionNamed;
use serde::Serialize;

/// An institution of a programme, by its newest name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct InstitutionDetail {
    /// Its facts.
    pub facts: InstitutionNamed,
    /// The entry that named it so.
    pub entry: u64,
}
