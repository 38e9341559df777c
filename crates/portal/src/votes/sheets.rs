//! The score sheets of a vote whose ballots are open.

use madang_programme::votes::selection::OpenedSheet;
use madang_store::{Store, StoreError};

/// The sheets with their entries, as far as they are public; none of a vote that there is not.
///
/// # Errors
/// What the store says.
pub async fn sheets(
    store: &Store,
    programme: &str,
    vote: &str,
) -> Result<Vec<(u64, OpenedSheet)>, StoreError> {
    let on_record = store
        .with_state(|state| {
            let vote = state.vote(programme, vote);
            vote.map(|vote| vote.sheets.clone()).unwrap_or_default()
        })
        .await?;
    let mut sheets = Vec::with_capacity(on_record.len());
    for ((body, member), index) in on_record {
        let content = match store.entry(index).await? {
            Some(entry) => {
                let of = (programme, vote);
                store.counted_sheet(of, (&body, &member), &entry).await?
            }
            None => None,
        };
        sheets.extend(content.map(|content| {
            let sheet = OpenedSheet {
                body,
                member,
                content,
            };
            (index, sheet)
        }));
    }
    Ok(sheets)
}
