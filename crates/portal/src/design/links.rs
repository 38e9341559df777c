//! The addresses of designs.

use crate::frame::entries::recorded_as;
use crate::frame::ui::step;
use crate::programmes::links::{api as programme_api, path};

/// Pattern of a programme's designs.
pub const OF_PROGRAMME: &str = "/programmes/{programme}/design";
/// Pattern of a programme's designs as a feed.
pub const FEED: &str = "/programmes/{programme}/design/feed.atom";
/// Pattern of where the process of one is fixed.
pub const NEW: &str = "/programmes/{programme}/design/new";
/// Pattern of a design.
pub const ONE: &str = "/programmes/{programme}/design/{design}";
/// Pattern of what those who work there do with one.
pub const ACT: &str = "/programmes/{programme}/design/{design}/do/{way}";

/// A programme's designs.
pub fn list(programme: &str) -> String {
    format!("{}/design", path(programme))
}

/// They as a feed.
pub fn feed(programme: &str) -> String {
    format!("{}/feed.atom", list(programme))
}

/// Where the process of one is fixed.
pub fn new(programme: &str) -> String {
    format!("{}/new", list(programme))
}

/// A design's address without its language.
pub fn one(programme: &str, id: &str) -> String {
    format!("{}/{}", list(programme), step(id))
}

/// It with the receipt of what was done with it just now.
pub fn done(programme: &str, id: &str, entry: u64) -> String {
    format!("{}?{}", one(programme, id), recorded_as(&[entry]))
}

/// A programme's designs in the API.
pub fn api(programme: &str) -> String {
    format!("{}/designs", programme_api(programme))
}

/// Something that those who work on a design do with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// To begin a phase.
    Start,
    /// To add what came of it.
    Output,
    /// To say that a session was held.
    Session,
    /// To close it.
    Close,
}

impl Way {
    /// Every one.
    pub const ALL: [Way; 4] = [Way::Start, Way::Output, Way::Session, Way::Close];

    fn name(self) -> &'static str {
        match self {
            Way::Start => "start",
            Way::Output => "output",
            Way::Session => "session",
            Way::Close => "close",
        }
    }

    /// The one of that name.
    pub fn named(name: &str) -> Option<Way> {
        Way::ALL.into_iter().find(|way| way.name() == name)
    }
}

/// Where something is done with a design.
pub fn act(programme: &str, id: &str, way: Way) -> String {
    format!("{}/do/{}", one(programme, id), way.name())
}
