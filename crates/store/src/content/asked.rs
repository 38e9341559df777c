//! What participants ask to be hidden of what they said, and to be shown again.

use madang_programme::answers::Subject;
use madang_programme::content::{ContentReleased, ContentRestricted, ContentState, Ground};
use madang_programme::contents::TEXT;
use madang_programme::{Actor, ActorRef, By, Command, State, Violation};

use super::commands::asked;
use crate::Store;
use crate::error::{StoreError, SubmitError};

/// What somebody can ask of their own words about a subject now, by the entries that hold them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnWords {
    /// That these be hidden: everybody reads them.
    pub public: Vec<u64>,
    /// That these be shown again: they are hidden because they asked for that.
    pub asked_for: Vec<u64>,
}

impl Store {
    /// What somebody can ask of their own words about a voice or a proposal of a programme.
    ///
    /// # Errors
    /// What the database says.
    pub async fn own_words(
        &self,
        actor: &Actor,
        programme: &str,
        subject: &Subject,
    ) -> Result<OwnWords, StoreError> {
        let now = self.now();
        self.with_state(|state: &State| {
            let by = By {
                actor: ActorRef::from(actor),
                at: &now,
                index: state.size,
            };
            let mut own = OwnWords::default();
            for entry in state.proposers_words(programme, subject) {
                let hides = ContentRestricted::at_request(entry, TEXT, &now);
                let may = hides.is_ok_and(|facts| state.may(&facts, &by).is_ok());
                match state.content(entry, TEXT) {
                    None | Some(ContentState::Released { .. }) if may => own.public.push(entry),
                    Some(ContentState::Restricted {
                        ground: Ground::ProposerRequest,
                        ..
                    }) if state.is_own(entry, &by) => own.asked_for.push(entry),
                    _ => {}
                }
            }
            own
        })
        .await
    }

    /// Hides what somebody said, at their own request, all or nothing; gives the entries that say so.
    ///
    /// # Errors
    /// As for [`Store::submit`].
    pub async fn hide_own(&self, actor: &Actor, entries: &[u64]) -> Result<Vec<u64>, SubmitError> {
        let now = self.now();
        let facts = entries
            .iter()
            .map(|entry| ContentRestricted::at_request(*entry, TEXT, &now));
        let facts = facts.collect::<Result<Vec<_>, Violation>>();
        let facts = facts.map_err(SubmitError::Refused)?;
        let commands = facts.into_iter().map(Command::plain);
        self.all_of(actor, commands.collect()).await
    }

    /// Shows again what was hidden so.
    ///
    /// # Errors
    /// As for [`Store::submit`].
    pub async fn show_own(&self, actor: &Actor, entries: &[u64]) -> Result<Vec<u64>, SubmitError> {
        let commands = entries.iter().map(|entry| {
            Command::plain(ContentReleased {
                entry: *entry,
                name: TEXT.to_owned(),
            })
        });
        self.all_of(actor, commands.collect()).await
    }

    async fn all_of(&self, actor: &Actor, commands: Vec<Command>) -> Result<Vec<u64>, SubmitError> {
        let all = commands.into_iter();
        let all = all.map(|command| asked(actor.clone(), command)).collect();
        let receipts = self.submit_all(all).await?;
        self.shared.pairs.forget();
        Ok(receipts.iter().map(|receipt| receipt.index).collect())
    }
}
