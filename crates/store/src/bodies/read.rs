//! Who sits on the bodies of a programme.

use madang_database::Connection;
use madang_programme::bodies::PERSON;

use super::shapes::BodyDetail;
use crate::error::StoreError;
use crate::record::stored;

/// Fills in who the members of bodies are, as far as the public may know.
pub(crate) async fn with_persons(
    connection: &mut Connection<'_>,
    bodies: &mut [BodyDetail],
) -> Result<(), StoreError> {
    let members = bodies.iter().flat_map(|body| &body.members);
    let entries: Vec<u64> = members.map(|member| member.entry).collect();
    let mut persons = stored::texts(connection, PERSON, &entries).await?;
    for member in bodies.iter_mut().flat_map(|body| &mut body.members) {
        member.person = persons.remove(&member.entry);
    }
    Ok(())
}
