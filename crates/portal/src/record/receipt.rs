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
    /// A key signed that the record says was not in force then.
    OtherKey,
}

/// Reads a receipt and checks it by itself, under the keys that the record has named.
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
    // A change of keys that was put before a receipt must not make it nobody's: any key that the record ever names will do here.
    let keys = store.with_state(|state| {
        let log = state.log();
        let keys = log.map(|log| log.keys.iter().flat_map(|(_, key)| key.parse()));
        keys.into_iter().flatten().collect::<Vec<VerifyingKey>>()
    });
    let keys = keys.await?;
    Ok(if signed_by_one_of(&receipt, &keys) {
        Ok(receipt)
    } else {
        Err(Refused::Altered)
    })
}

/// Whether one of the keys signed a receipt in which all fits together. Each by itself: a spoilt signature of one key does not undo
/// that of another.
fn signed_by_one_of(receipt: &Receipt, keys: &[VerifyingKey]) -> bool {
    let mut keys = keys.iter();
    keys.any(|key| receipt.verify(std::slice::from_ref(key)).is_ok())
}

/// Looks up what stands on record where a checked receipt says that its entry is.
///
/// # Errors
/// What the store says.
pub async fn hold(store: &Store, receipt: &Receipt) -> Result<Held, StoreError> {
    let in_force = signed_in_force(store, receipt).await?;
    Ok(match store.entry(receipt.proof.index).await? {
        None => Held::Lost,
        Some(_) if !in_force => Held::OtherKey,
        Some(detail) if detail.bytes == receipt.entry.as_bytes() => Held::Stands(Box::new(detail)),
        Some(_) => Held::Changed,
    })
}

/// Whether the key signed that was in force, as the record has it now, over as many entries as the receipt speaks of.
async fn signed_in_force(store: &Store, receipt: &Receipt) -> Result<bool, StoreError> {
    let Ok(checkpoint) = checkpoint_of(&receipt.proof.checkpoint) else {
        return Ok(false);
    };
    let key = store.with_state(|state| {
        let key = state.log()?.key_at(checkpoint.size)?;
        key.parse::<VerifyingKey>().ok()
    });
    let key = key.await?;
    Ok(signed_by_one_of(receipt, key.as_slice()))
}
