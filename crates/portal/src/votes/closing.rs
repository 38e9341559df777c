//! Votes are closed at the time that was announced, and the names of those who voted are taken off their rolls.

use std::collections::BTreeSet;
use std::time::Duration;

use madang_accounts::Accounts;
use madang_store::Store;

/// How often it is looked whether the end of a vote has come.
const LOOK: Duration = Duration::from_secs(1);

/// Looks are this many times rarer while one of the databases is in trouble.
const RARELY: u32 = 30;

/// Closes votes for as long as the program runs. To be started once a process; of several processes one closes each.
pub async fn keep_closing(store: Store, accounts: Option<Accounts>) {
    let mut unlinked = BTreeSet::new();
    loop {
        let well = close(&store, accounts.as_ref(), &mut unlinked).await;
        tokio::time::sleep(if well { LOOK } else { LOOK * RARELY }).await;
    }
}

/// Closes what is due now, and unlinks the rolls of what is closed that are not among `unlinked`. Gives whether that went well; why it did not is in the
/// log.
pub async fn close(
    store: &Store,
    accounts: Option<&Accounts>,
    unlinked: &mut BTreeSet<String>,
) -> bool {
    match store.close_due_votes().await {
        Ok(entries) => {
            for entry in entries {
                tracing::info!(entry, "a vote was closed at its announced end");
            }
        }
        Err(error) => {
            tracing::warn!(%error, "a vote whose end has come is not closed yet");
            return false;
        }
    }
    let Some(accounts) = accounts else {
        return true;
    };
    let roots = match store.rolls_of_closed_votes().await {
        Ok(roots) => roots,
        Err(error) => {
            tracing::warn!(%error, "it is not known which votes are closed");
            return false;
        }
    };
    for root in roots {
        if unlinked.contains(&root) {
            continue;
        }
        if let Err(error) = accounts.unlink_roll(&root).await {
            tracing::warn!(%error, "the names stay on the roll of a closed vote for now");
            return false;
        }
        unlinked.insert(root);
    }
    true
}
