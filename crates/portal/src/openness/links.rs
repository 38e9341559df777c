//! The addresses of the checks of openness.

use crate::programmes::links::path;

/// Pattern of a programme's checks.
pub const OF_PROGRAMME: &str = "/programmes/{programme}/openness";

/// A programme's checks.
pub fn of_programme(programme: &str) -> String {
    format!("{}/openness", path(programme))
}
