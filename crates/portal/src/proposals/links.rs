//! The addresses of proposals.

use crate::frame::ui::step;
use crate::programmes::links::{api as programme_api, path};

/// Pattern of a programme's proposals.
pub const OF_PROGRAMME: &str = "/programmes/{programme}/proposals";
/// Pattern of a proposal.
pub const ONE: &str = "/programmes/{programme}/proposals/{proposal}";

/// A programme's proposals.
pub fn list(programme: &str) -> String {
    format!("{}/proposals", path(programme))
}

/// A programme's proposals in one group.
pub fn of_group(programme: &str, group: &str) -> String {
    format!("{}?group={}", list(programme), step(group))
}

/// A programme's proposals for one audience.
pub fn of_audience(programme: &str, audience: &str) -> String {
    format!("{}?audience={}", list(programme), step(audience))
}

/// A proposal's address without its language.
pub fn proposal(programme: &str, id: &str) -> String {
    format!("{}/{}", list(programme), step(id))
}

/// A programme's proposals in the API.
pub fn api(programme: &str) -> String {
    format!("{}/proposals", programme_api(programme))
}

/// A programme's proposals as CSV.
pub fn csv(programme: &str) -> String {
    format!("{}/proposals.csv", programme_api(programme))
}
