//! What follows from granted roles for a page: nothing, they are read from the state and as entries.

use madang_programme::people::Event;

use crate::projection::rows::{At, NewRows, Projected, Then};

pub(crate) fn project(event: &Event, _at: &At<'_>, _rows: &mut NewRows) -> Projected {
    match event {
        Event::RoleGranted(_) | Event::RoleEnded(_) => Ok(Then::Added),
    }
}
