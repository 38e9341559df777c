//! From what happened to services to their table.

use madang_database::{Connection, values};
use madang_programme::State;
use madang_programme::services::{Event, ServiceState};

use super::tables::SERVICE;
use crate::error::StoreError;
use crate::projection::rows::{At, NewRows, Projected, Then, missing};

pub(crate) fn project(event: &Event, at: &At<'_>, rows: &mut NewRows) -> Projected {
    match event {
        Event::ServiceStarted(e) => {
            let row = values![at.index, &e.programme, &e.id, 0u64, 0u64, "", 0u64, 0u64];
            rows.push(&SERVICE, row)?;
            Ok(Then::Added)
        }
        Event::ServiceMilestoneSet(_)
        | Event::ServiceMilestoneMoved(_)
        | Event::ServiceMilestoneReached(_)
        | Event::ServiceVersionReleased(_)
        | Event::ServiceRetired(_) => Ok(Then::Changes),
    }
}

/// What is listed of a service follows from how far it is by now.
pub(crate) async fn change(
    event: &Event,
    state: &State,
    connection: &mut Connection<'_>,
) -> Result<(), StoreError> {
    let (programme, id) = event.service();
    let service = state.service(programme, id).map_err(missing)?;
    let ServiceState {
        milestones,
        versions,
        retired,
        ..
    } = service;
    let reached = milestones.iter().filter(|one| one.reached.is_some());
    let due = service.next().map_or("", |(_, next)| next.due.as_str());
    let text = "UPDATE service SET milestones = $3, reached = $4, due = $5, versions = $6, retired = $7 \
                WHERE programme = $1 AND id = $2";
    let values = values![
        programme,
        id,
        milestones.len() as u64,
        reached.count() as u64,
        due,
        versions.len() as u64,
        u64::from(retired.is_some())
    ];
    connection.execute(text, values).await?;
    Ok(())
}
