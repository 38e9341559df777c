//! What was announced of votes.

use std::collections::BTreeMap;

use madang_programme::{Event, votes};
use madang_record::time::parse_at;

use super::shapes::AnnouncementDetail;
use crate::Store;
use crate::error::StoreError;
use crate::record::stored;
use crate::words::said;

impl Store {
    /// Whether a time that was announced has come, by the clock of the store.
    pub(crate) fn is_past(&self, at: &str) -> bool {
        parse_at(at).is_some_and(|at| at <= self.shared.clock.now())
    }

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
                return Err(StoreError::damaged(said!(
                    "store-other-kind",
                    entry = entry
                )));
            };
            let over = self.is_past(&facts.closes_at);
            let detail = AnnouncementDetail { facts, entry, over };
            found.insert(detail.facts.vote.clone(), detail);
        }
        Ok(found)
    }
}
