//! The addresses of answers.

use crate::programmes::links::{api as programme_api, path};

/// Pattern of a programme's answers.
pub const OF_PROGRAMME: &str = "/programmes/{programme}/answers";
/// Pattern of a programme's newest answers as a feed.
pub const FEED: &str = "/programmes/{programme}/answers/feed.atom";

/// The place of the answer on the page of what is answered.
pub const PLACE: &str = "answer";

/// A programme's answers.
pub fn list(programme: &str) -> String {
    format!("{}/answers", path(programme))
}

/// A programme's newest answers as a feed.
pub fn feed(programme: &str) -> String {
    format!("{}/feed.atom", list(programme))
}

/// A programme's answers in the API.
pub fn api(programme: &str) -> String {
    format!("{}/answers", programme_api(programme))
}
