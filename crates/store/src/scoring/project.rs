//! What scores of bodies leave in read tables: nothing beside what every entry does. Pages read the state, which names the sheets.

use madang_programme::scoring::Event;

use crate::projection::rows::{Projected, Then};

pub(crate) fn project(event: &Event) -> Projected {
    match event {
        Event::CriteriaFixed(_)
        | Event::InterestDeclared(_)
        | Event::RecusalDecided(_)
        | Event::SheetSubmitted(_) => Ok(Then::Added),
    }
}
