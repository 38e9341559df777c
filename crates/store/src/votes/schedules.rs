//! What was announced of votes.

use std::collections::BTreeMap;

use madang_programme::votes::{PastSchedule, VoteScheduled};
use madang_programme::{Event, votes};
use madang_record::time::parse_at;

use super::shapes::{AnnouncementDetail, PastAnnouncement};
use crate::Store;
use crate::error::StoreError;
use crate::page::Moment;
use crate::record::stored::{self, Stored, of_another_kind};
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
            let facts = announced(&stored.event, entry)?;
            let over = self.is_past(&facts.closes_at);
            let detail = AnnouncementDetail { facts, entry, over };
            found.insert(detail.facts.vote.clone(), detail);
        }
        Ok(found)
    }

    /// What was announced of a programme's votes and was changed or taken back since, in the order in which that was done.
    ///
    /// # Errors
    /// What the database says.
    pub async fn past_announcements(
        &self,
        programme: &str,
    ) -> Result<Vec<PastAnnouncement>, StoreError> {
        let level = self.level().await?;
        let past = level.state.past_schedules(programme);
        let mut past: Vec<PastSchedule> = past.map(|(_, past)| past).collect();
        if past.is_empty() {
            return Ok(Vec::new());
        }
        past.sort_unstable_by_key(|past| past.ended);
        let entries: Vec<u64> = past.iter().flat_map(|p| [p.entry, p.ended]).collect();
        let mut lent = self.database().reader().await?;
        let stored = stored::several(&mut lent.connection(), &entries).await?;
        let found = |entry: u64| {
            let found = stored.get(&entry);
            found.ok_or_else(|| StoreError::damaged(said!("store-entry-missing", entry = entry)))
        };
        let shown = past.iter().map(|past| {
            let (before, after) = (found(past.entry)?, found(past.ended)?);
            let (taken_back, reason) = match &after.event {
                Event::Votes(votes::Event::VoteUnscheduled(facts)) => (true, &facts.reason),
                Event::Votes(votes::Event::VoteRescheduled(facts)) => (false, &facts.reason),
                _ => return Err(of_another_kind(after)),
            };
            let moment = |entry, stored: &Stored| Moment {
                entry,
                at: stored.at.clone(),
            };
            Ok(PastAnnouncement {
                facts: announced(&before.event, past.entry)?,
                announced: moment(past.entry, before),
                ended: moment(past.ended, after),
                taken_back,
                reason: Some(reason.clone()),
            })
        });
        shown.collect()
    }
}

/// What an entry announced.
fn announced(event: &Event, entry: u64) -> Result<VoteScheduled, StoreError> {
    let announced = match event {
        Event::Votes(event) => event.announcement(),
        _ => None,
    };
    announced.ok_or_else(|| StoreError::damaged(said!("store-other-kind", entry = entry)))
}
