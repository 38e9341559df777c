//! The addresses of the checks of openness.

use crate::programmes::links::path;

/// Pattern of a programme's checks.
pub const OF_PROGRAMME: &str = "/programmes/{programme}/openness";

/// Pattern of what the reviewer of a commitment asked for.
pub const REVIEWED: &str = "/programmes/{programme}/reviewed";

/// The commitment whose review is asked about.
pub const COMMITMENT: &str = "KR0018";

/// What the reviewer asked for, and how it stands in a programme.
pub fn reviewed(programme: &str) -> String {
    format!("{}/reviewed", path(programme))
}

/// A programme's checks.
pub fn of_programme(programme: &str) -> String {
    format!("{}/openness", path(programme))
}
