//! The addresses of needs.

use crate::frame::ui::step;
use crate::programmes::links::{api as programme_api, path};

/// Pattern of a programme's needs.
pub const OF_PROGRAMME: &str = "/programmes/{programme}/needs";
/// Pattern of a programme's newest needs as a feed.
pub const FEED: &str = "/programmes/{programme}/needs/feed.atom";
/// Pattern of a need.
pub const ONE: &str = "/programmes/{programme}/needs/{need}";

/// A programme's needs.
pub fn list(programme: &str) -> String {
    format!("{}/needs", path(programme))
}

/// A programme's newest needs as a feed.
pub fn feed(programme: &str) -> String {
    format!("{}/feed.atom", list(programme))
}

/// A need's address without its language.
pub fn need(programme: &str, id: &str) -> String {
    format!("{}/{}", list(programme), step(id))
}

/// A programme's needs in the API.
pub fn api(programme: &str) -> String {
    format!("{}/needs", programme_api(programme))
}

/// The voices of a need in the API.
pub fn voices_api(programme: &str, id: &str) -> String {
    format!("{}/{}/voices", api(programme), step(id))
}
