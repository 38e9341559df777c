//! The addresses of voices.

use crate::frame::ui::step;
use crate::programmes::links::{api as programme_api, path};

/// Pattern of a programme's voices.
pub const OF_PROGRAMME: &str = "/programmes/{programme}/voices";
/// Pattern of a programme's newest voices as a feed.
pub const FEED: &str = "/programmes/{programme}/voices/feed.atom";
/// Pattern of a voice.
pub const ONE: &str = "/programmes/{programme}/voices/{voice}";

/// A programme's voices.
pub fn list(programme: &str) -> String {
    format!("{}/voices", path(programme))
}

/// The voices that an institution is to answer.
pub fn of_institution(programme: &str, institution: &str) -> String {
    format!("{}?institution={}", list(programme), step(institution))
}

/// A programme's newest voices as a feed.
pub fn feed(programme: &str) -> String {
    format!("{}/feed.atom", list(programme))
}

/// A voice's address without its language.
pub fn voice(programme: &str, id: &str) -> String {
    format!("{}/{}", list(programme), step(id))
}

/// A programme's voices in the API.
pub fn api(programme: &str) -> String {
    format!("{}/voices", programme_api(programme))
}
