//! What was announced of votes.

use std::collections::BTreeMap;

use madang_programme::{Event, votes};

use super::shapes::AnnouncementDetail;
use crate::Store;
use crate::error::StoreError;
use crate::record::stored;

impl Store {
    /// What was announced last of each of a programme's votes, by vote: of those that are open or over, and of those to come.
    ///
    /// # Errors
    /// What the database says.
    pub async fn announcements(
        &self,
        programme: &str,
    ) -> Result<BTreeMap<String, AnnouncementDetail>, StoreError> {
        let level = self.level().await?;
        let schedules = level.state.schedules(programme);
        let entries: Vec<u64> = schedules.map(|(_, schedule)| schedule.entry).collect();
        if entries.is_empty() {
            return Ok(BTreeMap::new());
        }
        let mut lent = self.database().reader().await?;
        let stored = stored::several(&mut lent.connection(), &entries).await?;
        let mut found = BTreeMap::new();
        for (entry, stored) in stored {
            let Event::Votes(votes::Event::VoteScheduled(facts)) = stored.event else {
                let what = format!("entry {entry} does not announce a vote");
                return Err(StoreError::damaged(what));
            };
            found.insert(facts.vote.clone(), AnnouncementDetail { facts, entry });
        }
        Ok(found)
    }
}
