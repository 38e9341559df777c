//! What the checks of openness ask of services: C15.

use jiff::civil::Date;

use crate::finding::{Check, Finding, Status};
use crate::place::Place;
use crate::programmes::Moment;
use crate::state::State;

/// Finds what there is in a programme: each version cites what people said or says why it does not, and each milestone that is reached
/// cites what shows it. Nothing else is taken, so that all of it is held.
pub(crate) fn find(state: &State, moment: &Moment<'_>, found: &mut dyn FnMut(Finding)) {
    for (id, service) in state.services(moment.programme) {
        let versions = service.versions.iter();
        let versions = versions.map(|version| (service.entry, version.entry, &version.at));
        let milestones = service.milestones.iter();
        let milestones = milestones.filter_map(|milestone| {
            let (entry, at) = milestone.reached.as_ref()?;
            Some((milestone.entry, *entry, at))
        });
        for (begun, done, at) in versions.chain(milestones) {
            let day: Date = moment.day(at);
            found(Finding {
                check: Check::C15,
                programme: moment.programme.to_owned(),
                subject: Place::service(moment.programme, id),
                institution: Some(service.lead.clone()),
                duty: None,
                by_waiver: false,
                status: Status::Held,
                due: None,
                done: Some(day.to_string()),
                late: 0,
                entries: vec![begun, done],
            });
        }
    }
}
