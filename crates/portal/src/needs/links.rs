//! The addresses of needs.

use crate::frame::entries::recorded_as;
use crate::frame::ui::{step, step_after};
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

/// The same as CSV.
pub fn csv(programme: &str) -> String {
    format!("{}.csv", api(programme))
}

/// The voices of a need in the API.
pub fn voices_api(programme: &str, id: &str) -> String {
    format!("{}/{}/voices", api(programme), step(id))
}

/// Something that officials and facilitators do with needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// To put voices into one.
    Add,
    /// To take voices out of it.
    Remove,
    /// To split it.
    Split,
    /// To merge others into it.
    Merge,
}

impl Way {
    /// Every one.
    pub const ALL: [Way; 4] = [Way::Add, Way::Remove, Way::Split, Way::Merge];
}

/// A need, with the receipts of what was done with it just now.
pub fn done(programme: &str, id: &str, entries: &[u64]) -> String {
    format!("{}?{}", need(programme, id), recorded_as(entries))
}

/// Pattern of where a need is defined.
pub const NEW: &str = "/programmes/{programme}/needs/new";
/// Pattern of where voices are put into a need.
pub const ADD: &str = "/programmes/{programme}/needs/{need}/add";
/// Pattern of where voices are taken out of it.
pub const REMOVE: &str = "/programmes/{programme}/needs/{need}/remove";
/// Pattern of where it is split.
pub const SPLIT: &str = "/programmes/{programme}/needs/{need}/split";
/// Pattern of where others are merged into it.
pub const MERGE: &str = "/programmes/{programme}/needs/{need}/merge";

/// Where a need is defined.
pub fn new(programme: &str) -> String {
    format!("{}/new", list(programme))
}

/// Where something is done with a need.
pub fn act(programme: &str, id: &str, way: Way) -> String {
    let way = match way {
        Way::Add => "add",
        Way::Remove => "remove",
        Way::Split => "split",
        Way::Merge => "merge",
    };
    format!("{}/{way}", need(programme, id))
}

/// The need whose page somebody copied the address of, where it is one.
pub fn named(address: &str) -> Option<String> {
    step_after(address, "/needs/")
}
