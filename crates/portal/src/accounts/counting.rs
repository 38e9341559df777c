//! How often somebody asks, counted against the limits.

use madang_accounts::{AccountsError, Counted, Limit};
use madang_programme::{Actor, Command};
use madang_record::time::format_at;

use crate::accounts::caller::Caller;
use crate::frame::act::{Places, tried};
use crate::frame::app::Failure;
use crate::frame::form::{Field, Sending};
use crate::frame::format::{ZONE, date_time};
use crate::frame::problem::Kind;
use crate::frame::query::Query;

impl Caller {
    /// Counts one more for each; gives until when that is too much, where it is.
    pub async fn over(
        &self,
        counted: &[(Limit, Vec<&str>)],
    ) -> Result<Option<String>, AccountsError> {
        let mut until = None;
        for (limit, who) in counted {
            if let Counted::Over { again } = self.accounts.count(*limit, who).await? {
                until = until.max(Some(again));
            }
        }
        Ok(until.map(|until| {
            let at = format_at(until).unwrap_or_default();
            date_time(self.visit.ui.lang, &at, ZONE)
        }))
    }

    /// Counts one more for each; what is too much is noted as wrong with a field.
    pub async fn within(
        &self,
        query: &mut Query,
        field: Field,
        counted: &[(Limit, Vec<&str>)],
    ) -> Result<bool, AccountsError> {
        let over = self.over(counted).await?;
        if let Some(at) = &over {
            query.refuse_as(Kind::TooOften, (field, "account-too-often"), at.clone());
        }
        Ok(over.is_none())
    }

    /// The same of what is to be recorded, where every rule lets it: what becomes no entry is not counted, but noted as wrong. Of what
    /// `actor` has on record under the key of this form nothing is asked.
    ///
    /// # Errors
    /// The page that says that the store or the accounts do not answer.
    pub async fn may_once(
        &self,
        query: &mut Query,
        (field, counted): (Field, &[(Limit, Vec<&str>)]),
        (actor, sending): (&Actor, &Sending),
        (places, command): (Places<'_>, Command),
    ) -> Result<bool, Failure> {
        let known = self.visit.store.recorded_under(actor, &sending.key).await;
        let known = known.map_err(|error| self.visit.store_failed(&error))?;
        if known.is_some() {
            return Ok(true);
        }
        if !tried(&self.visit, query, places, actor, command).await? {
            return Ok(false);
        }
        let within = self.within(query, field, counted).await;
        within.map_err(|error| self.failed(&error))
    }

    /// The same of what is to be recorded: of what `actor` has on record under the key of this form nothing is counted, since it is not
    /// recorded again. Nobody has anything there who has no name yet.
    ///
    /// # Errors
    /// The page that says that the store or the accounts do not answer.
    pub async fn within_once(
        &self,
        query: &mut Query,
        field: Field,
        counted: &[(Limit, Vec<&str>)],
        (actor, sending): (Option<&Actor>, &Sending),
    ) -> Result<bool, Failure> {
        if let Some(actor) = actor {
            let known = self.visit.store.recorded_under(actor, &sending.key).await;
            if known
                .map_err(|error| self.visit.store_failed(&error))?
                .is_some()
            {
                return Ok(true);
            }
        }
        let within = self.within(query, field, counted).await;
        within.map_err(|error| self.failed(&error))
    }
}
