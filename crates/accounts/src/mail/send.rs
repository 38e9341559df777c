//! Who takes mail from the queue to the server.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use crate::error::AccountsError;
use crate::mail::server::{MailServer, Trouble};
use crate::open::Accounts;

/// How often the queue is looked at when nobody says that something was queued: other nodes queue too, and what failed is due
/// again.
const LOOK: Duration = Duration::from_secs(15);

/// Looks are this many times rarer while the server is in trouble.
const RARELY: u32 = 4;

/// Tells of entries of the record whether the public may still read what a mail quotes of them. Where that cannot be told, it may
/// not.
pub type Fresh = Arc<dyn Fn(Vec<u64>) -> Pin<Box<dyn Future<Output = bool> + Send>> + Send + Sync>;

/// Sends what is queued, for as long as the program runs. To be started once a process; of several processes each mail is
/// taken by one.
pub async fn keep_sending(accounts: Accounts, server: MailServer, fresh: Fresh) {
    let mut well = true;
    loop {
        well = match send_due(&accounts, &server, &fresh, well).await {
            Ok(well) => well,
            Err(error) => {
                tracing::warn!(%error, "the mail queue cannot be read for now");
                false
            }
        };
        if let Err(error) = accounts.sweep().await {
            tracing::warn!(%error, "what has run out is left among the accounts for now");
        }
        match well {
            true => {
                let queued = accounts.inner.mail_queued.notified();
                let _ = tokio::time::timeout(LOOK, queued).await;
            }
            false => tokio::time::sleep(LOOK * RARELY).await,
        }
    }
}

/// Sends what is due. Gives whether the server takes mail; says once when that changes.
pub(crate) async fn send_due(
    accounts: &Accounts,
    server: &MailServer,
    fresh: &Fresh,
    was_well: bool,
) -> Result<bool, AccountsError> {
    while let Some(taken) = accounts.take_mail().await? {
        if let Some(digest) = &taken.mail.digest
            && !fresh(digest.quotes.clone()).await
        {
            accounts.stale_mail(&taken).await?;
            continue;
        }
        let message_id = taken.message_id(server.domain());
        match server.send(&taken.mail, Some(message_id)).await {
            Ok(()) => {
                accounts.drop_mail(&taken).await?;
                if !was_well {
                    tracing::info!("the mail server takes mail again");
                }
            }
            Err(Trouble::Refused(_)) => {
                // The server's words may name the address.
                tracing::warn!("a mail was refused for good and is given up");
                accounts.drop_mail(&taken).await?;
            }
            Err(Trouble::Later(_)) => accounts.try_mail_again(&taken).await?,
            Err(trouble @ Trouble::Server { .. }) => {
                accounts.try_mail_again(&taken).await?;
                if was_well {
                    let waiting = accounts.mail_waiting().await?.count;
                    tracing::warn!(%trouble, waiting, "mail waits in the queue");
                }
                return Ok(false);
            }
        }
    }
    Ok(true)
}
