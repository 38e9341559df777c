//! What the checks of openness ask of designs: of C16 that officials, designers and citizens were there together in each phase that was
//! closed, however it was.

use crate::finding::{Check, Duty, Finding, Status};
use crate::place::Place;
use crate::programmes::Moment;
use crate::state::State;

/// Finds what there is in a programme.
pub(crate) fn find(state: &State, moment: &Moment<'_>, found: &mut dyn FnMut(Finding)) {
    for (id, design) in state.designs(moment.programme) {
        for round in &design.rounds {
            let together = round.together();
            let status = match (&round.closed, together) {
                (_, Some(_)) => Status::Held,
                (None, None) => Status::NotYetDue,
                (Some(_), None) => Status::Broken,
            };
            let closed = round.closed.as_ref();
            let mut entries = vec![round.entry];
            entries.extend(together);
            entries.extend(closed.map(|closed| closed.entry));
            let day = closed.map(|closed| moment.day(&closed.at).to_string());
            found(Finding {
                check: Check::C16,
                programme: moment.programme.to_owned(),
                subject: Place::design(moment.programme, id),
                institution: Some(design.lead.clone()),
                duty: Some(Duty::Together),
                by_waiver: false,
                status,
                due: day.clone(),
                done: day.filter(|_| together.is_some()),
                late: 0,
                entries,
            });
        }
    }
}
