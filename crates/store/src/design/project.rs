//! From what happened to designs to their table.

use madang_database::{Connection, values};
use madang_programme::State;
use madang_programme::design::{DesignNext, Event};

use super::shapes::DesignStanding;
use super::tables::DESIGN;
use crate::error::StoreError;
use crate::projection::rows::{At, NewRows, Projected, Then, missing};

pub(crate) fn project(event: &Event, at: &At<'_>, rows: &mut NewRows) -> Projected {
    match event {
        Event::DesignProcessFixed(e) => {
            let waits = DesignStanding::Waits.name();
            let first = e.process.phases().first().map_or("", |phase| phase.name());
            let row = values![at.index, &e.programme, &e.id, 0u64, 0u64, first, waits];
            rows.push(&DESIGN, row)?;
            Ok(Then::Added)
        }
        Event::DesignPhaseStarted(_)
        | Event::DesignOutputAdded(_)
        | Event::DesignSessionHeld(_)
        | Event::DesignPhaseClosed(_) => Ok(Then::Changes),
    }
}

/// What is listed of a design follows from how far it is by now.
pub(crate) async fn change(
    event: &Event,
    state: &State,
    connection: &mut Connection<'_>,
) -> Result<(), StoreError> {
    let (programme, id) = event.design();
    let design = state.design(programme, id).map_err(missing)?;
    let (phase, standing) = match design.next() {
        DesignNext::Start(phase) => (phase.name(), DesignStanding::Waits),
        DesignNext::Open(round) => (round.phase.name(), DesignStanding::Open),
        DesignNext::Ended(_) if design.was_stopped() => ("", DesignStanding::Stopped),
        DesignNext::Ended(_) => ("", DesignStanding::Delivered),
    };
    let text = "UPDATE design SET outputs = $3, sessions = $4, phase = $5, standing = $6 \
                WHERE programme = $1 AND id = $2";
    let values = values![
        programme,
        id,
        design.outputs() as u64,
        design.sessions() as u64,
        phase,
        standing.name()
    ];
    connection.execute(text, values).await?;
    Ok(())
}
