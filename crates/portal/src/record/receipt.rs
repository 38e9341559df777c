//! A receipt that somebody asks about, held against the record.

use madang_record::{Receipt, VerifyingKey};
use madang_store::{Store, StoreError};

use crate::frame::entries::checkpoint_of;
use crate::model::EntryDetail;

/// Why a text is no receipt of this record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It cannot be read as a receipt.
    Unreadable,
    /// It is of another log.
    OtherLog {
        /// That log's origin.
        origin: String,
    },
    /// Its proof, signature or contents do not fit together.
    Altered,
}

/// What the record has for a receipt that this log signed.
#[derive(Debug)]
pub enum Held {
    /// The entry stands where the receipt says.
    Stands(Box<EntryDetail>),
    /// The record is shorter than what was signed.
    Lost,
    /// Another entry stands there.
    Changed,
}

/// Reads a receipt and checks it by itself, under the key that was in force when it was made.
///
/// # Errors
/// What the store says.
pub async fn check(store: &Store, text: &str) -> Result<Result<Receipt, Refused>, StoreError> {
    let Ok(receipt) = Receipt::from_json(text) else {
        return Ok(Err(Refused::Unreadable));
    };
    let Ok(checkpoint) = checkpoint_of(&receipt.proof.checkpoint) else {
        return Ok(Err(Refused::Unreadable));
    };
    if checkpoint.origin != store.origin() {
        let origin = checkpoint.origin;
        return Ok(Err(Refused::OtherLog { origin }));
    }
    let key = store
        .with_state(|state| {
            let key = state.log()?.key_at(checkpoint.size)?;
            key.parse::<VerifyingKey>().ok()
        })
        .await?;
    let verified = key.is_some_and(|key| receipt.verify(&[key]).is_ok());
    Ok(if verified {
        Ok(receipt)
    } else {
        Err(Refused::Altered)
    })
}

/// Looks up what stands on record where a checked receipt says that its entry is.
///
/// # Errors
/// What the store says.
pub async fn hold(store: &Store, receipt: &Receipt) -> Result<Held, StoreError> {
    Ok(match store.entry(receipt.proof.index).await? {
        None => Held::Lost,
        Some(detail) if detail.bytes == receipt.entry.as_bytes() => Held::Stands(Box::new(detail)),
        Some(_) => Held::Changed,
    })
}
