//! A receipt that somebody asks about, held against the record.

use madang_record::{Checkpoint, Receipt, VerifyingKey, verify_consistency};
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

/// What the record has for a receipt whose checkpoint this log signed.
#[derive(Debug)]
pub enum Held {
    /// The entry stands where the receipt says.
    Stands(Box<EntryDetail>),
    /// The record is shorter than what was signed.
    Lost,
    /// Another entry stands there.
    Changed,
    /// The entry stands, and the record is not the one that was signed.
    Rewritten,
    /// The receipt was altered, and its checkpoint, which is whole, is of another record.
    Forked,
    /// A key signed that the record says was not in force then.
    OtherKey,
}

/// A receipt that can be held against the record.
#[derive(Debug)]
pub struct Judged {
    /// The receipt.
    pub receipt: Receipt,
    /// Its checkpoint.
    pub checkpoint: Checkpoint,
    /// What the record has for it.
    pub held: Held,
}

/// Reads a receipt, checks it by itself under the keys that the record has named, and holds it against the record. Damage to its entry
/// takes nothing from the signed checkpoint beside it: the record must show what that covers, whatever became of the rest.
///
/// # Errors
/// What the store says.
pub async fn judge(store: &Store, text: &str) -> Result<Result<Judged, Refused>, StoreError> {
    let Ok(receipt) = Receipt::from_json(text) else {
        return Ok(Err(Refused::Unreadable));
    };
    let note = &receipt.proof.checkpoint;
    let Ok(checkpoint) = checkpoint_of(note) else {
        return Ok(Err(Refused::Unreadable));
    };
    if checkpoint.origin != store.origin() {
        let origin = checkpoint.origin;
        return Ok(Err(Refused::OtherLog { origin }));
    }
    // A change of keys that was put before a receipt must not make it nobody's: any key that the record ever names will do here.
    let (named, in_force) = keys(store, checkpoint.size).await?;
    // Each by itself: a spoilt signature of one key does not undo that of another.
    let signed = |key: &VerifyingKey| Checkpoint::open(note, std::slice::from_ref(key)).is_ok();
    let Some(signer) = named.iter().find(|key| signed(key)) else {
        return Ok(Err(Refused::Altered));
    };
    let whole = receipt.verify(std::slice::from_ref(signer)).is_ok();
    let in_force = in_force.as_ref().is_some_and(signed);
    let kept = covers(store, &checkpoint).await?;
    let held = match store.entry(receipt.proof.index).await? {
        _ if !whole && in_force && kept => return Ok(Err(Refused::Altered)),
        _ if !whole && in_force => Held::Forked,
        Some(_) if !in_force => Held::OtherKey,
        None if whole => Held::Lost,
        None => Held::OtherKey,
        Some(detail) if detail.bytes != receipt.entry.as_bytes() => Held::Changed,
        Some(_) if !kept => Held::Rewritten,
        Some(detail) => Held::Stands(Box::new(detail)),
    };
    Ok(Ok(Judged {
        receipt,
        checkpoint,
        held,
    }))
}

/// Every key that the record names, and the one that was in force, as it has it now, over so many entries.
async fn keys(
    store: &Store,
    size: u64,
) -> Result<(Vec<VerifyingKey>, Option<VerifyingKey>), StoreError> {
    let keys = store.with_state(|state| {
        let log = state.log()?;
        let named = log.keys.iter().flat_map(|(_, key)| key.parse());
        let in_force = log.key_at(size).and_then(|key| key.parse().ok());
        Some((named.collect(), in_force))
    });
    Ok(keys.await?.unwrap_or_default())
}

/// Whether the record as it is now grew from what a checkpoint covers.
async fn covers(store: &Store, earlier: &Checkpoint) -> Result<bool, StoreError> {
    let Ok(now) = checkpoint_of(&store.checkpoint().await?) else {
        return Ok(false);
    };
    if earlier.size == 0 || earlier.size > now.size {
        return Ok(earlier.size == 0);
    }
    let proof = store.consistency_proof(earlier.size, now.size).await?;
    let grew = verify_consistency(earlier.size, &earlier.root, now.size, &now.root, &proof);
    Ok(grew.is_ok())
}
