//! Action plans, commitments, milestones and reviews among the subjects.

use madang_programme::commitments::Event;

use crate::projection::rows::{At, NewRows, Projected, Then};

pub(crate) fn project(event: &Event, at: &At<'_>, rows: &mut NewRows) -> Projected {
    match event {
        Event::ActionPlanRecorded(e) => rows.subject("action_plan", "", &e.country, &e.id, at)?,
        Event::CommitmentRecorded(e) => rows.subject("commitment", "", &e.country, &e.id, at)?,
        Event::CommitmentCorrected(e) => {
            // What was recorded stays; each correction is known by the entry that it puts right.
            let corrected = e.corrects.to_string();
            rows.subject("correction", "", &e.values.id, &corrected, at)?;
        }
        Event::MilestoneRecorded(e) => rows.subject("milestone", "", &e.commitment, &e.code, at)?,
        Event::ReviewRecorded(e) => rows.subject("review", "", &e.commitment, &e.report, at)?,
    }
    Ok(Then::Added)
}
