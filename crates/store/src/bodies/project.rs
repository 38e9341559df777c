//! Bodies and the members who have not left, among the subjects.

use madang_database::{Connection, values};
use madang_programme::bodies::Event;

use crate::error::StoreError;
use crate::projection::rows::{At, NewRows, Projected, Then};

pub(crate) fn project(event: &Event, at: &At<'_>, rows: &mut NewRows) -> Projected {
    match event {
        Event::BodyEstablished(e) => rows.subject("body", &e.programme, "", &e.id, at)?,
        Event::BodyComposed(e) => rows.subject("body", &e.programme, "", &e.id, at)?,
        Event::MemberAppointed(e) => {
            rows.subject("member", &e.programme, &e.body, &e.member, at)?
        }
        Event::MemberSeated(e) => rows.subject("member", &e.programme, &e.body, &e.member, at)?,
        Event::MemberLeft(_) => return Ok(Then::Changes),
    }
    Ok(Then::Added)
}

pub(crate) async fn change(
    event: &Event,
    connection: &mut Connection<'_>,
) -> Result<(), StoreError> {
    match event {
        Event::MemberLeft(e) => {
            let text = "DELETE FROM subject \
                        WHERE kind = 'member' AND scope = $1 AND parent = $2 AND id = $3";
            let values = values![&e.programme, &e.body, &e.member];
            connection.execute(text, values).await?;
        }
        Event::BodyEstablished(_)
        | Event::BodyComposed(_)
        | Event::MemberAppointed(_)
        | Event::MemberSeated(_) => {}
    }
    Ok(())
}
