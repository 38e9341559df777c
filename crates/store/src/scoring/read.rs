//! Score sheets that are by the criteria of a body.

use std::collections::BTreeMap;

use madang_programme::scoring::CriteriaScores;
use madang_programme::votes::{SCORES, ScoresContent};

use crate::Store;
use crate::error::StoreError;
use crate::record::shapes::EntryDetail;
use crate::record::stored;

impl Store {
    /// The sheets of a body in a vote that count and that everybody may read, by member: none before the ballots are opened.
    ///
    /// # Errors
    /// What the database says.
    pub async fn criteria_sheets(
        &self,
        programme: &str,
        vote: &str,
        body: &str,
    ) -> Result<BTreeMap<String, CriteriaScores>, StoreError> {
        let counted = self.with_state(|state| {
            let by_criteria = state.panel(programme, vote, body).is_some();
            let known = state.vote(programme, vote).ok().filter(|_| by_criteria);
            let sheets = known.map(|vote| vote.sheets.clone()).unwrap_or_default();
            let own = sheets.into_iter().filter(|((of, _), _)| of == body);
            let own: Vec<(String, u64)> = own.map(|((_, member), entry)| (member, entry)).collect();
            (own, state.clone())
        });
        let (counted, state) = counted.await?;
        let entries: Vec<u64> = counted.iter().map(|(_, entry)| *entry).collect();
        let mut lent = self.database().reader().await?;
        let mut read: BTreeMap<u64, CriteriaScores> =
            stored::public(&mut lent.connection(), &state, SCORES, &entries).await?;
        let sheets = counted.into_iter();
        let sheets = sheets.filter_map(|(member, entry)| Some((member, read.remove(&entry)?)));
        Ok(sheets.collect())
    }

    /// What counts of a member's sheet that is open, by criteria or not; `None` where it cannot be read as what it is.
    ///
    /// # Errors
    /// What the database says.
    pub async fn counted_sheet(
        &self,
        (programme, vote): (&str, &str),
        (body, member): (&str, &str),
        entry: &EntryDetail,
    ) -> Result<Option<ScoresContent>, StoreError> {
        let Some(content) = entry.open_body(SCORES) else {
            return Ok(None);
        };
        let counted = self.with_state(|state| {
            let known = state.vote(programme, vote).ok()?;
            if !known.by_criteria.contains_key(body) {
                return serde_json::from_slice(content).ok();
            }
            let panel = state.panel(programme, vote, body)?;
            let sheet: CriteriaScores = serde_json::from_slice(content).ok()?;
            Some(panel.counted(member, &sheet))
        });
        counted.await
    }
}
