//! The addresses of services.

use crate::frame::entries::recorded_as;
use crate::frame::ui::step;
use crate::programmes::links::{api as programme_api, path};

/// Pattern of a programme's services.
pub const OF_PROGRAMME: &str = "/programmes/{programme}/services";
/// Pattern of a programme's services as a feed.
pub const FEED: &str = "/programmes/{programme}/services/feed.atom";
/// Pattern of where one is started.
pub const NEW: &str = "/programmes/{programme}/services/new";
/// Pattern of a service.
pub const ONE: &str = "/programmes/{programme}/services/{service}";
/// Pattern of what those who lead one do with it.
pub const ACT: &str = "/programmes/{programme}/services/{service}/do/{way}";

/// A programme's services.
pub fn list(programme: &str) -> String {
    format!("{}/services", path(programme))
}

/// They as a feed.
pub fn feed(programme: &str) -> String {
    format!("{}/feed.atom", list(programme))
}

/// Where one is started.
pub fn new(programme: &str) -> String {
    format!("{}/new", list(programme))
}

/// A service's address without its language.
pub fn one(programme: &str, id: &str) -> String {
    format!("{}/{}", list(programme), step(id))
}

/// It with the receipt of what was done with it just now.
pub fn done(programme: &str, id: &str, entry: u64) -> String {
    format!("{}?{}", one(programme, id), recorded_as(&[entry]))
}

/// A programme's services in the API.
pub fn api(programme: &str) -> String {
    format!("{}/services", programme_api(programme))
}

/// Something that those who lead a service do with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// To set a milestone.
    Milestone,
    /// To move one to another day.
    Move,
    /// To say that one is reached, and what shows it.
    Reach,
    /// To release a version.
    Release,
    /// To end it.
    Retire,
}

impl Way {
    /// Every one.
    pub const ALL: [Way; 5] = [
        Way::Milestone,
        Way::Move,
        Way::Reach,
        Way::Release,
        Way::Retire,
    ];

    fn name(self) -> &'static str {
        match self {
            Way::Milestone => "milestone",
            Way::Move => "move",
            Way::Reach => "reach",
            Way::Release => "release",
            Way::Retire => "retire",
        }
    }

    /// The one of that name.
    pub fn named(name: &str) -> Option<Way> {
        Way::ALL.into_iter().find(|way| way.name() == name)
    }
}

/// Where something is done with a service.
pub fn act(programme: &str, id: &str, way: Way) -> String {
    format!("{}/do/{}", one(programme, id), way.name())
}
