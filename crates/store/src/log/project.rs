//! What follows from the log's own entries for a page: nothing, they are read as entries.

use madang_programme::log::Event;

use crate::projection::rows::{At, NewRows, Projected, Then};

pub(crate) fn project(event: &Event, _at: &At<'_>, _rows: &mut NewRows) -> Projected {
    match event {
        Event::LogCreated(_)
        | Event::LogBegun(_)
        | Event::RulesAdopted(_)
        | Event::KeyRotated(_)
        | Event::DatabaseAccepted(_)
        | Event::OperatorNamed(_) => Ok(Then::Added),
    }
}
