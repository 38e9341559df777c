//! Who may do what about how a body scores.

use madang_accounts::Scope;
use madang_programme::{Actor, Role};

use crate::accounts::caller::{Caller, Signed, Standing};
use crate::frame::app::Failure;
use crate::scoring::read::{May, Scoring};

impl Scoring {
    /// As whom somebody who is signed in sits on the body; `None` where they do not.
    pub async fn member(&self, caller: &Caller, signed: &Signed) -> Result<Option<Actor>, Failure> {
        let of = self.of();
        let scope = Scope::Member(format!("{}/{}", of.programme, of.body));
        let known = caller.known_participant(signed, &scope).await?;
        let store = &caller.visit.store;
        let Some(own) = known else { return Ok(None) };
        let sits = store.with_state(|state| {
            let body = state.body(of.programme, of.body);
            body.is_ok_and(|body| body.sits(&own.pseudonym, &self.today).is_some())
        });
        let sits = sits
            .await
            .map_err(|error| caller.visit.store_failed(&error))?;
        Ok(Some(own).filter(|_| sits))
    }

    /// What whoever reads may do.
    pub async fn may(&self, caller: Option<&Caller>) -> Result<May, Failure> {
        let Some(caller) = caller else {
            return Ok(May::default());
        };
        let whole = |signed: &&Signed| signed.standing() == Standing::Whole;
        let Some(signed) = caller.signed.as_ref().filter(whole) else {
            return Ok(May::default());
        };
        let programme = self.of().programme;
        let administers = caller.acting_for_all(Role::Administrator, Some(programme));
        let administers = administers.ok().flatten();
        let member = self.member(caller, signed).await?;
        let chair = self.chair();
        let decides = match (&chair, &member, &administers) {
            (Some(chair), Some(own), _) if *chair == own.pseudonym => Some(own.clone()),
            (None, _, Some(administers)) => Some(administers.clone()),
            _ => None,
        };
        Ok(May {
            member,
            administers,
            decides,
        })
    }
}
