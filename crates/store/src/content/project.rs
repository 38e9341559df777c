//! What became of contents, and of every copy of them.

use madang_database::Connection;
use madang_programme::content::Event;

use crate::error::StoreError;
use crate::projection::contents::{Status, note};
use crate::projection::rows::{At, NewRows, Projected, Then};

pub(crate) fn project(event: &Event, _at: &At<'_>, _rows: &mut NewRows) -> Projected {
    match event {
        Event::ContentRestricted(_)
        | Event::ContentReleased(_)
        | Event::ContentErased(_)
        | Event::OwnContentErased(_) => Ok(Then::Changes),
    }
}

pub(crate) async fn change(
    event: &Event,
    index: u64,
    connection: &mut Connection<'_>,
) -> Result<(), StoreError> {
    let status = match event {
        Event::ContentRestricted(_) => Status::Restricted,
        Event::ContentReleased(_) => Status::Released,
        Event::ContentErased(_) | Event::OwnContentErased(_) => Status::Erased,
    };
    let (entry, name) = event.about();
    note(connection, index, entry, name, status).await
}
