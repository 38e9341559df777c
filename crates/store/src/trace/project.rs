//! From what entries say of how things hang together to the table of links.

use madang_database::{Connection, values};
use madang_programme::trace::{Change, links};
use madang_programme::{Event, State};

use super::tables::LINK;
use crate::error::StoreError;
use crate::projection::rows::{At, NewRows};

pub(crate) fn project(event: &Event, at: &At<'_>, rows: &mut NewRows) -> Result<(), StoreError> {
    for change in links(event, at.state, at.index) {
        if let Change::Made(link) = change {
            rows.push(&LINK, values![link.thing, link.how.name(), link.source])?;
        }
    }
    Ok(())
}

pub(crate) async fn change(
    event: &Event,
    index: u64,
    state: &State,
    connection: &mut Connection<'_>,
) -> Result<(), StoreError> {
    for change in links(event, state, index) {
        if let Change::Ended(link) = change {
            let text = "DELETE FROM link WHERE thing = $1 AND how = $2 AND source = $3";
            let values = values![link.thing, link.how.name(), link.source];
            connection.execute(text, values).await?;
        }
    }
    Ok(())
}
