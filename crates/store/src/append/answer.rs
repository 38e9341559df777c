//! The way out: an answer goes out when the checkpoint that it carries is remembered outside the database. Meanwhile the next
//! transaction is made, and what was committed in the meantime is remembered in one go.

use std::sync::Arc;

use madang_record::Receipt;
use madang_words::Said;
use tokio::sync::{mpsc, oneshot};

use super::batch::Outcome;
use super::writer::Done;
use crate::error::SubmitError;
use crate::guard::How;
use crate::record;
use crate::shared::Shared;

/// Sends the answers of a transaction, told whether it is remembered.
pub(super) type Answer = Box<dyn FnOnce(Result<(), Said>) + Send>;

/// Delivers answers in their order until the writer has ended.
pub(super) async fn deliver(shared: Arc<Shared>, mut waiting: mpsc::Receiver<Answer>) {
    while let Some(first) = waiting.recv().await {
        let mut answers = vec![first];
        if let Ok(second) = waiting.try_recv() {
            answers.push(second);
        }
        let remembered = shared.remember(How::Newest).await;
        for answer in answers {
            answer(remembered.clone());
        }
    }
}

/// Answers one of several people whose commands were in one transaction.
pub(super) fn one(
    shared: &Arc<Shared>,
    done: &Done,
    outcome: &Outcome,
    remembered: &Result<(), Said>,
    reply: oneshot::Sender<Result<Receipt, SubmitError>>,
) {
    let position = match outcome {
        Outcome::New(position) => Some(*position),
        Outcome::Refused(error) => {
            let _ = reply.send(Err(error.clone()));
            return;
        }
        Outcome::Repeated(index) => done.batch.position(*index),
    };
    if let Err(reason) = remembered {
        let _ = reply.send(Err(SubmitError::NotRemembered(reason.clone())));
        return;
    }
    if let Some(position) = position {
        let receipt = done.batch.receipt(position, &done.checkpoint);
        let receipt = receipt.map_err(|error| SubmitError::OutcomeUnknown(error.said()));
        let _ = reply.send(receipt);
    } else if let Outcome::Repeated(index) = *outcome {
        // The proof for an older entry takes reading; nobody else waits for it.
        let shared = Arc::clone(shared);
        tokio::spawn(async move {
            let receipt = record::receipt(&shared.database, index).await;
            let _ = reply.send(receipt.map_err(|error| SubmitError::Unavailable(error.said())));
        });
    }
}
