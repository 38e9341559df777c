//! What is announced of a programme's votes, and what was.

use std::collections::BTreeMap;

use madang_words::Text;

use super::scheduled::VoteScheduled;

/// A vote's title and planned times.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// The entry that announced it.
    pub entry: u64,
    /// Its title.
    pub title: Text,
    /// Ballots are taken from this time on.
    pub opens_at: String,
    /// Ballots are taken before this time.
    pub closes_at: String,
}

/// What was announced of a vote once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PastSchedule {
    /// The entry that announced it.
    pub entry: u64,
    /// The entry that announced it otherwise or took it back.
    pub ended: u64,
}

/// The announcements of a programme.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Schedules {
    /// What holds, by the vote that is to come.
    standing: BTreeMap<String, Schedule>,
    /// What holds no more.
    past: BTreeMap<String, Vec<PastSchedule>>,
}

impl Schedules {
    pub(super) fn of(&self, vote: &str) -> Option<&Schedule> {
        self.standing.get(vote)
    }

    pub(super) fn standing(&self) -> impl Iterator<Item = (&str, &Schedule)> {
        let standing = self.standing.iter();
        standing.map(|(vote, schedule)| (vote.as_str(), schedule))
    }

    pub(super) fn past(&self) -> impl Iterator<Item = (&str, PastSchedule)> {
        let past = self.past.iter();
        past.flat_map(|(vote, past)| past.iter().map(|past| (vote.as_str(), *past)))
    }

    /// Takes an announcement in the place of what is announced of its vote.
    pub(super) fn announce(&mut self, scheduled: &VoteScheduled, entry: u64) {
        self.end(&scheduled.vote, entry);
        let schedule = Schedule {
            entry,
            title: scheduled.title.clone(),
            opens_at: scheduled.opens_at.clone(),
            closes_at: scheduled.closes_at.clone(),
        };
        self.standing.insert(scheduled.vote.clone(), schedule);
    }

    /// From entry `ended` on nothing is announced of a vote.
    pub(super) fn end(&mut self, vote: &str, ended: u64) {
        if let Some(Schedule { entry, .. }) = self.standing.remove(vote) {
            let past = self.past.entry(vote.to_owned()).or_default();
            past.push(PastSchedule { entry, ended });
        }
    }
}
