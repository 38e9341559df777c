//! For whom somebody acts, and what came of it.

use madang_programme::{Actor, Command, Role, Violation};
use madang_record::Receipt;
use madang_store::SubmitError;

use crate::accounts::caller::Caller;
use crate::frame::act::{self, Places};
use crate::frame::app::Failure;
use crate::frame::fault::Fault;
use crate::frame::form::Sending;
use crate::frame::problem::Kind;
use crate::frame::query::{Query, WHOLE};

impl Caller {
    /// What was recorded of a form; what refuses it is noted as wrong with the form, and nothing is given.
    pub fn noted<T>(
        &self,
        done: Result<T, SubmitError>,
        query: &mut Query,
    ) -> Result<Option<T>, Failure> {
        match done {
            Ok(done) => Ok(Some(done)),
            Err(SubmitError::KeyReused { .. }) => {
                query.refuse_as(Kind::KeyReused, (WHOLE, act::SENT_BEFORE), "");
                Ok(None)
            }
            Err(error @ (SubmitError::Refused(_) | SubmitError::RefusedAt { .. })) => {
                act::refused_whole(query, "form-refused", &error, self.visit.ui.lang);
                Ok(None)
            }
            Err(error) => {
                tracing::error!(%error, "a form could not be recorded");
                Err(self.visit.fault(Fault::Unavailable))
            }
        }
    }

    /// Records something under the key of the form that asked for it, as [`Caller::record`]; what a rule says against one of `places` is
    /// noted there.
    ///
    /// # Errors
    /// As there.
    pub async fn record_at(
        &self,
        (actor, sending): (Actor, &Sending),
        command: Command,
        places: Places<'_>,
        query: &mut Query,
    ) -> Result<Option<Receipt>, Failure> {
        let submission = act::once(&actor, &sending.key, command);
        let done = self.visit.store.submit(submission).await;
        if let Err(SubmitError::Refused(violation)) = &done
            && let Violation::Field { field, .. } = violation
            && places.iter().any(|(name, _)| name == field)
        {
            act::refused(query, places, violation, self.visit.ui.lang);
            return Ok(None);
        }
        self.noted(done, query)
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
