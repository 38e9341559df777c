//! Asking for contents to be hidden, shown or erased.

use madang_database::Remain;
use madang_programme::content::{ContentErased, ContentReleased, ContentRestricted};
use madang_programme::{Actor, Command};
use madang_record::Receipt;
use madang_words::Said;

use crate::Store;
use crate::append::Submission;
use crate::error::SubmitError;
use crate::shared::Shared;
use crate::traces;
use crate::words::said;

/// An erased content.
#[derive(Clone, Debug)]
pub struct Erased {
    /// Of the entry that says so.
    pub receipt: Receipt,
    /// Where traces of it remain that the program cannot reach, and what to do about each: for the operator.
    pub remains: Vec<Said>,
}

impl Store {
    /// Shows a content to some roles only, from here on.
    ///
    /// # Errors
    /// As for [`Store::submit`].
    pub async fn restrict(
        &self,
        actor: Actor,
        facts: ContentRestricted,
    ) -> Result<Receipt, SubmitError> {
        self.hide(asked(actor, Command::plain(facts))).await
    }

    /// The same under a key of its own, so that it is recorded once however often it is asked.
    ///
    /// # Errors
    /// As for [`Store::submit`].
    pub async fn hide(&self, restriction: Submission) -> Result<Receipt, SubmitError> {
        let receipt = self.submit(restriction).await;
        self.shared.pairs.forget();
        receipt
    }

    /// Shows a restricted content to everybody again.
    ///
    /// # Errors
    /// As for [`Store::submit`].
    pub async fn release(
        &self,
        actor: Actor,
        facts: ContentReleased,
    ) -> Result<Receipt, SubmitError> {
        self.submit(asked(actor, Command::plain(facts))).await
    }

    /// Deletes a content and its salt for good, with every copy of it: in the read tables, in the search index, in the
    /// pages of the database's files and in its write-ahead log. The tree stays as it is.
    ///
    /// On PostgreSQL the tables that held it are written anew, which takes as long as a copy of them does; reading goes on
    /// meanwhile, and recording but for the moment in which they change places.
    ///
    /// # Errors
    /// As for [`Store::submit`]. What cannot be removed at once is said in [`Erased::remains`].
    pub async fn erase(&self, actor: Actor, facts: ContentErased) -> Result<Erased, SubmitError> {
        self.delete(asked(actor, Command::plain(facts))).await
    }

    /// The same under a key of its own, so that it is recorded once however often it is asked.
    ///
    /// # Errors
    /// As for [`Store::erase`].
    pub async fn delete(&self, erasure: Submission) -> Result<Erased, SubmitError> {
        let receipt = self.submit(erasure).await?;
        let remains = clear(&self.shared).await;
        Ok(Erased { receipt, remains })
    }
}

/// Takes what was erased out of the database's files; gives where it remains.
pub(super) async fn clear(shared: &Shared) -> Vec<Said> {
    shared.pairs.forget();
    let mut remains = match traces::clear(shared).await {
        Ok(remains) => remains.iter().map(remaining).collect(),
        Err(error) => vec![said!("store-own-files", problem = error.said())],
    };
    remains.push(said!("store-beyond"));
    remains
}

/// What the database does not reach.
fn remaining(remain: &Remain) -> Said {
    match remain {
        Remain::OldSegments => said!("store-old-segments"),
        Remain::HeldSegments => said!("store-held-segments"),
        Remain::Archive => said!("store-archive"),
        Remain::Replicas => said!("store-replicas"),
        Remain::NotAllowed(problem) => said!("store-log-not-allowed", problem = problem),
    }
}

pub(super) fn asked(actor: Actor, command: Command) -> Submission {
    Submission {
        actor,
        idempotency_key: None,
        command,
        terms: Default::default(),
    }
}
