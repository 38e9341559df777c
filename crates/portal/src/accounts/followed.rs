//! Whether whoever reads a page follows what it is about.

use crate::accounts::caller::Caller;
use crate::frame::app::{Failure, Visit};

/// Notes for a page whether whoever reads follows what it is about.
///
/// # Errors
/// The page that says that the accounts do not answer.
pub async fn note_followed(
    visit: &mut Visit,
    caller: Option<&Caller>,
    subject: &str,
) -> Result<(), Failure> {
    let signed = caller.and_then(|caller| Some((caller, caller.whole().ok()?)));
    if let Some((caller, signed)) = signed {
        let follows = caller.accounts.follows(signed.account(), subject).await;
        visit.ui.follows = follows.map_err(|error| caller.failed(&error))?;
    }
    Ok(())
}
