//! What became of contents, and of every copy of them.

use madang_database::Connection;
use madang_programme::content::Event;

use crate::error::StoreError;
use crate::projection::contents::{Status, note};
use crate::projection::rows::{At, NewRows, Projected, Then};

pub(crate) fn project(event: &Event, _at: &At<'_>, _rows: &mut NewRows) -> Projected {
    match event {
        Event::ContentRestricted(_) | Event::ContentReleased(_) | Event::ContentErased(_) => {
            Ok(Then::Changes)
        }
    }
}

pub(crate) async fn change(
    event: &Event,
    index: u64,
    connection: &mut Connection<'_>,
) -> Result<(), StoreError> {
    let (entry, name, status) = match event {
        Event::ContentRestricted(e) => (e.entry, &e.name, Status::Restricted),
        Event::ContentReleased(e) => (e.entry, &e.name, Status::Released),
        Event::ContentErased(e) => (e.entry, &e.name, Status::Erased),
    };
    note(connection, index, entry, name, status).await
}

/// The entry of which an event may show more or less from here on.
pub(crate) fn concerned(event: &Event) -> u64 {
    match event {
        Event::ContentRestricted(e) => e.entry,
        Event::ContentReleased(e) => e.entry,
        Event::ContentErased(e) => e.entry,
    }
}
