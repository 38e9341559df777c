//! From the naming of institutions to their table.

use madang_database::values;
use madang_programme::institutions::Event;

use super::tables::INSTITUTION;
use crate::projection::rows::{At, NewRows, Projected, Then};

pub(crate) fn project(event: &Event, at: &At<'_>, rows: &mut NewRows) -> Projected {
    match event {
        Event::InstitutionNamed(e) => {
            rows.push(&INSTITUTION, values![&e.programme, &e.id, at.index])?;
            Ok(Then::Added)
        }
    }
}
