//! From what happened to consultations to their table.

use madang_database::{Connection, values};
use madang_programme::consultations::Event;

use super::shapes::ConsultationStanding;
use super::tables::CONSULTATION;
use crate::error::StoreError;
use crate::projection::rows::{At, NewRows, Projected, Then};

pub(crate) fn project(event: &Event, at: &At<'_>, rows: &mut NewRows) -> Projected {
    match event {
        Event::ConsultationAnnounced(e) => {
            let announced = ConsultationStanding::Announced.name();
            let row = values![
                at.index,
                &e.programme,
                &e.id,
                at.index,
                0u64,
                &e.plan.opens_at,
                &e.plan.closes_at,
                announced
            ];
            rows.push(&CONSULTATION, row)?;
            Ok(Then::Added)
        }
        Event::ConsultationChanged(_)
        | Event::ConsultationCancelled(_)
        | Event::ConsultationHeld(_) => Ok(Then::Changes),
        // They are read by what they refer to, and who registered and came as the state has it.
        Event::AgendaPublished(_)
        | Event::RegistrationMade(_)
        | Event::RegistrationCancelled(_)
        | Event::RegistrationPromoted(_)
        | Event::CheckedIn(_)
        | Event::CardsIssued(_)
        | Event::CardsAccounted(_)
        | Event::AttendancePublished(_)
        | Event::MinutesDrafted(_)
        | Event::MinutesCorrectionAsked(_)
        | Event::MinutesCorrectionSettled(_)
        | Event::MinutesApproved(_)
        | Event::MinutesCorrected(_)
        | Event::OutcomeRecorded(_)
        | Event::SummaryPublished(_)
        | Event::WaiverGranted(_)
        | Event::ConsultationClosed(_)
        | Event::InfluenceAssessed(_) => Ok(Then::Added),
    }
}

pub(crate) async fn change(
    event: &Event,
    index: u64,
    connection: &mut Connection<'_>,
) -> Result<(), StoreError> {
    let (programme, id, standing) = match event {
        Event::ConsultationChanged(e) => {
            let text = "UPDATE consultation SET announced = $3, changes = changes + 1, opens_at = $4, closes_at = $5 \
                        WHERE programme = $1 AND id = $2";
            let (opens, closes) = (&e.plan.opens_at, &e.plan.closes_at);
            let values = values![&e.programme, &e.consultation, index, opens, closes];
            connection.execute(text, values).await?;
            return Ok(());
        }
        Event::ConsultationCancelled(e) => (
            &e.programme,
            &e.consultation,
            ConsultationStanding::Cancelled,
        ),
        Event::ConsultationHeld(e) => (&e.programme, &e.consultation, ConsultationStanding::Held),
        Event::ConsultationAnnounced(_)
        | Event::RegistrationMade(_)
        | Event::RegistrationCancelled(_)
        | Event::RegistrationPromoted(_)
        | Event::CheckedIn(_)
        | Event::CardsIssued(_)
        | Event::CardsAccounted(_)
        | Event::AgendaPublished(_)
        | Event::AttendancePublished(_)
        | Event::MinutesDrafted(_)
        | Event::MinutesCorrectionAsked(_)
        | Event::MinutesCorrectionSettled(_)
        | Event::MinutesApproved(_)
        | Event::MinutesCorrected(_)
        | Event::OutcomeRecorded(_)
        | Event::SummaryPublished(_)
        | Event::WaiverGranted(_)
        | Event::ConsultationClosed(_)
        | Event::InfluenceAssessed(_) => return Ok(()),
    };
    let text = "UPDATE consultation SET state = $3 WHERE programme = $1 AND id = $2";
    connection
        .execute(text, values![programme, id, standing.name()])
        .await?;
    Ok(())
}
