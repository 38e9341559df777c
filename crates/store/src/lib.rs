#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod acts;
mod answers;
mod append;
mod attachments;
mod bodies;
mod clock;
mod commitments;
mod consultations;
mod content;
mod design;
mod doubt;
mod error;
mod guard;
mod institutions;
mod kept;
mod listed;
mod log;
mod needs;
mod open;
mod openness;
mod overview;
mod page;
mod peek;
mod people;
mod programmes;
mod projection;
mod proposals;
mod rebuild;
mod record;
mod replica;
mod scoring;
mod services;
mod shared;
mod trace;
mod traces;
mod voices;
mod votes;
mod words;

/// What pages and the JSON API show. Everything here follows from the entries: `rebuild` drops the tables and remakes
/// them.
pub mod model {
    pub use crate::answers::shapes::*;
    pub use crate::bodies::shapes::*;
    pub use crate::commitments::shapes::*;
    pub use crate::consultations::ending::EndingPapers;
    pub use crate::consultations::minutes::{
        ApprovedMinutes, MinutesCorrectionDetail, MinutesPapers,
    };
    pub use crate::consultations::shapes::*;
    pub use crate::design::shapes::*;
    pub use crate::institutions::shapes::*;
    pub use crate::needs::shapes::*;
    pub use crate::overview::shapes::*;
    pub use crate::page::*;
    pub use crate::proposals::shapes::*;
    pub use crate::record::shapes::*;
    pub use crate::services::shapes::*;
    pub use crate::trace::shapes::*;
    pub use crate::voices::shapes::*;
    pub use crate::votes::shapes::*;
    pub use crate::votes::voters::VotersOnRecord;
}

use std::sync::Arc;

use madang_database::Database;
use madang_programme::{Actor, State};
use madang_record::note::SigningKey;
use madang_words::Said;
use tokio::sync::{OwnedRwLockWriteGuard, mpsc, oneshot};

use crate::words::said;
use acts::Act;
use append::writer::Work;
use guard::How;
use replica::Level;
use shared::Shared;

pub use append::{Committed, Rehearsal, Rehearsed, Submission, Terms, VoterIn};
pub use attachments::Attachment;
pub use clock::{Clock, system_clock};
pub use content::{Erased, ErasedOwn, OwnAct, OwnContent, OwnWords, OwnWordsOf};
pub use error::{StoreError, SubmitError, database_said};
pub use guard::GuardStatus;
pub use madang_record::receipt::Receipt;
pub use open::OpenOptions;
pub use projection::fold::answers;
pub use projection::near::perhaps_meant;
pub use record::RowStream;
pub use votes::recount::{RecountError, Recounted};

/// A record in a database. Clones are handles of the same store; the last one that goes ends its writer.
#[derive(Clone)]
pub struct Store {
    shared: Arc<Shared>,
    /// To the writer; `None` where the store was opened for reading.
    queue: Option<mpsc::Sender<Work>>,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store")
            .field("origin", &self.shared.origin)
            .finish_non_exhaustive()
    }
}

impl Store {
    fn database(&self) -> &Database {
        &self.shared.database
    }

    async fn ask<T>(
        &self,
        work: impl FnOnce(oneshot::Sender<Result<T, SubmitError>>) -> Work,
    ) -> Result<T, SubmitError> {
        if let Some(reason) = self.read_only_reason() {
            return Err(SubmitError::ReadOnly(reason));
        }
        let (reply, answer) = oneshot::channel();
        let stopped = || SubmitError::Unavailable(said!("store-stopped"));
        let queue = self.queue.as_ref().ok_or_else(stopped)?;
        queue.send(work(reply)).await.map_err(|_| stopped())?;
        match answer.await {
            Ok(answer) => answer,
            Err(_) => Err(SubmitError::OutcomeUnknown(said!("store-stopped"))),
        }
    }

    /// The same for an act; whoever watches over the record hears where it is refused.
    async fn told<T>(
        &self,
        act: Option<Act>,
        work: impl FnOnce(oneshot::Sender<Result<T, SubmitError>>) -> Work,
    ) -> Result<T, SubmitError> {
        let answer = self.ask(work).await;
        if let Some(act) = act {
            act.came_to(&answer);
        }
        answer
    }

    /// Records one command. When this returns a receipt, the entry is durable and under a signed checkpoint, and the
    /// receipt proves it without this server.
    ///
    /// # Errors
    /// Why it was not recorded, for the person who asked.
    pub async fn submit(&self, submission: Submission) -> Result<Receipt, SubmitError> {
        let act = Act::of(std::slice::from_ref(&submission));
        let work = |reply| Work::One(Box::new(submission), reply);
        self.told(act, work).await
    }

    /// Records several commands in one transaction: all of them in this order, or none.
    ///
    /// # Errors
    /// Why none was recorded; a refusal says which command it was.
    pub async fn submit_all(
        &self,
        submissions: Vec<Submission>,
    ) -> Result<Vec<Committed>, SubmitError> {
        if submissions.is_empty() {
            return Ok(Vec::new());
        }
        let act = Act::of(&submissions);
        self.told(act, |reply| Work::All(submissions, reply)).await
    }

    /// Signs with another key from here on. The entry that says so is covered by the first checkpoint that the new key
    /// signs; it comes back as a receipt.
    ///
    /// # Errors
    /// A key that was in use before or has another name, and whatever keeps [`Store::submit`] from recording.
    pub async fn rotate_key(&self, actor: Actor, new: SigningKey) -> Result<Receipt, SubmitError> {
        let act = Act::rotation(&actor);
        let work = |reply| Work::Rotate(Box::new(new), actor, reply);
        self.told(Some(act), work).await
    }

    /// Why nothing is recorded at present; `None` while all is well.
    pub fn read_only_reason(&self) -> Option<Said> {
        match self.queue {
            Some(_) => self.shared.read_only_reason(),
            None => Some(said!("store-for-reading")),
        }
    }

    /// How the memory of the last signed checkpoint does; `None` where the store keeps none.
    pub fn guard_status(&self) -> Option<GuardStatus> {
        let committed = self.shared.committed.borrow().0.size();
        let guard = self.shared.guard.as_ref()?;
        Some(guard.status(committed))
    }

    /// Why the clock is not believed; `None` while it is.
    pub fn clock_doubt(&self) -> Option<Said> {
        self.shared.clock.doubt()
    }

    /// Believes the clock as it is now, for a person's reason. Does nothing where there is no doubt about it.
    pub fn accept_clock(&self, reason: &str) {
        if let Some(doubt) = self.clock_doubt() {
            tracing::warn!(target: "security", reason, %doubt, "the clock was accepted");
            self.shared.clock.accept();
        }
    }

    /// Why the last transaction did not come about: a disk that is full, a database that another process holds. `None` while
    /// they do.
    pub fn failing(&self) -> Option<Said> {
        self.shared.failing()
    }

    /// The log's origin, as on its checkpoints.
    pub fn origin(&self) -> &str {
        &self.shared.origin
    }

    /// Looks at the state that follows from all entries in the database, those of other nodes too. It does not wait for
    /// commits that are under way.
    ///
    /// # Errors
    /// What the database says, and entries that do not make the tree that was signed.
    pub async fn with_state<T>(&self, look: impl FnOnce(&State) -> T) -> Result<T, StoreError> {
        Ok(look(&self.level().await?.state))
    }

    /// The same with the state of a moment ago at most, for what the store asks again when something is recorded: the database is
    /// seldom asked for it.
    ///
    /// # Errors
    /// As [`Store::with_state`].
    pub async fn with_recent_state<T>(
        &self,
        look: impl FnOnce(&State) -> T,
    ) -> Result<T, StoreError> {
        let level = self.shared.replica.recent(self.database()).await?;
        Ok(look(&level.state))
    }

    /// A handle that reads and does not keep the writer going.
    fn reader(&self) -> Store {
        Store {
            shared: Arc::clone(&self.shared),
            queue: None,
        }
    }

    /// What follows from all entries in the database.
    pub(crate) async fn level(&self) -> Result<Arc<Level>, StoreError> {
        self.shared.replica.level(self.database()).await
    }

    /// Whether the database answers, found out within two seconds.
    ///
    /// # Errors
    /// What the database says, or that it says nothing.
    pub async fn answers(&self) -> Result<(), StoreError> {
        Ok(self.database().answers().await?)
    }

    /// Holds every commit back until what this gives is dropped: for tests of what happens while a disk does not answer.
    #[doc(hidden)]
    pub async fn hold_commits(&self) -> OwnedRwLockWriteGuard<()> {
        Arc::clone(&self.shared.commits).write_owned().await
    }

    /// Waits until what was asked is done, writes the guard file, and closes the database. Other handles of the store
    /// can ask no more.
    pub async fn close(self) {
        let Store { shared, queue } = self;
        if let Some(queue) = queue {
            // The queue is worked off in order: when this is answered, so is all that came before it.
            let (reply, done) = oneshot::channel();
            let _ = queue.send(Work::All(Vec::new(), reply)).await;
            let _ = done.await;
            drop(queue);
        }
        // What was answered is remembered; and why it could not be is in the log.
        let _ = shared.remember(How::Newest).await;
        shared.close().await;
    }
}
