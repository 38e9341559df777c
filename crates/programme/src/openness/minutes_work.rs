//! What is to be done next for the minutes of consultations: to draft them, to settle corrections, to approve them.

use super::task::Task;
use super::work::Work;
use crate::clock::days_between;
use crate::consultations::{MinutesStep, next_step_of_minutes};
use crate::place::Place;
use crate::programmes::Moment;
use crate::state::State;

/// The next step for the minutes of each consultation that was held, where it is due by the day `soon`.
pub(super) fn of_minutes(
    state: &State,
    moment: &Moment<'_>,
    now: &str,
    soon: &str,
    all: &mut Vec<Work>,
) {
    for (id, known) in state.consultations(moment.programme) {
        let Some((step, day, entry)) = next_step_of_minutes(known, moment, now) else {
            continue;
        };
        let due = day.to_string();
        if due.as_str() > soon {
            continue;
        }
        all.push(Work {
            task: match step {
                MinutesStep::Draft => Task::DraftMinutes,
                MinutesStep::Settle => Task::SettleCorrections,
                MinutesStep::Approve => Task::ApproveMinutes,
            },
            programme: moment.programme.to_owned(),
            subject: Place::consultation(moment.programme, id),
            institution: Some(known.plan.institution.clone()),
            late: days_between(day, moment.today),
            due,
            entry,
        });
    }
}
