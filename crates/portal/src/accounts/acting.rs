//! For whom somebody acts, and what came of it.

use madang_programme::Role;
use madang_store::SubmitError;

use crate::accounts::caller::Caller;
use crate::frame::act;
use crate::frame::app::Failure;
use crate::frame::fault::Fault;
use crate::frame::query::Query;

impl Caller {
    /// What was recorded of a form; what refuses it is noted as wrong with the form, and nothing is given.
    pub fn noted<T>(
        &self,
        done: Result<T, SubmitError>,
        query: &mut Query,
    ) -> Result<Option<T>, Failure> {
        match done {
            Ok(done) => Ok(Some(done)),
            Err(
                error @ (SubmitError::Refused(_)
                | SubmitError::RefusedAt { .. }
                | SubmitError::KeyReused { .. }),
            ) => {
                act::refused_whole(query, "form-refused", &error, self.visit.ui.lang);
                Ok(None)
            }
            Err(error) => {
                tracing::error!(%error, "a form could not be recorded");
                Err(self.visit.fault(Fault::Unavailable))
            }
        }
    }

    /// The institution for which alone somebody acts in a role in a programme; `None` where they act for the whole of it.
    pub fn office_of(&self, role: Role, programme: &str) -> Option<&str> {
        let signed = self.signed.as_ref()?;
        let mut own = signed.roles.iter().filter(|grant| {
            let here = grant.programme.as_deref().is_none_or(|of| of == programme);
            here && grant.role.name() == role.name()
        });
        let first = own.next()?.institution.as_deref()?;
        own.all(|grant| grant.institution.is_some())
            .then_some(first)
    }
}
