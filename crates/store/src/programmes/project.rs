//! Programmes, groups and audiences among the subjects.

use madang_programme::programmes::Event;

use crate::projection::rows::{At, NewRows, Projected, Then};

pub(crate) fn project(event: &Event, at: &At<'_>, rows: &mut NewRows) -> Projected {
    match event {
        Event::ProgrammeCreated(e) => {
            rows.subject("programme", &e.id, &e.commitment, &e.id, at)?;
        }
        Event::ProgrammeBegun(e) => {
            let commitment = e.commitment.as_deref().unwrap_or_default();
            rows.subject("programme", &e.id, commitment, &e.id, at)?;
        }
        Event::GroupDefined(e) => rows.subject("group", &e.programme, "", &e.id, at)?,
        // Clocks run by the state.
        Event::CalendarFixed(_) | Event::CalendarAmended(_) | Event::PeriodsFixed(_) => {}
        Event::AudienceDefined(e) => rows.subject("audience", &e.programme, &e.group, &e.id, at)?,
    }
    Ok(Then::Added)
}
