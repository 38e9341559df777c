//! How much of what was said is answered, how fast, by whom, and what is late.

use std::collections::BTreeMap;

use super::clock::{Clock, of_proposal, of_voice};
use super::state::Dealt;
use super::subject::Subject;
use crate::clock::days_between;
use crate::programmes::Moment;
use crate::state::State;

/// How some of it was answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many there are, without those that were taken back.
    pub all: u64,
    /// How many of them are answered.
    pub answered: u64,
    /// How many of these have no answer of their own: they were merged into something else, or split.
    pub settled: u64,
    /// How many were answered after they were due.
    pub late: u64,
    /// How many are not answered, or not again, and should have been.
    pub overdue: u64,
    /// Days from what was said to its first answer: half of those that are answered took no longer.
    pub median: Option<u32>,
    /// The most days that a first answer took.
    pub slowest: Option<u32>,
}

/// Something that is late.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overdue {
    /// What.
    pub subject: Subject,
    /// The institution that is to answer, where one is named.
    pub institution: Option<String>,
    /// By which day it was due, `YYYY-MM-DD`.
    pub due: String,
    /// Days since then.
    pub late: u32,
}

/// What a programme's answers come to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Of everything.
    pub all: Tally,
    /// Of voices.
    pub voices: Tally,
    /// Of proposals.
    pub proposals: Tally,
    /// By the institution that is to answer or did; of none where none is named yet.
    pub by_institution: BTreeMap<Option<String>, Tally>,
    /// What is late, the longest first.
    pub overdue: Vec<Overdue>,
}

/// A tally that is still being made, with the days that each first answer took.
#[derive(Default)]
struct Counting {
    tally: Tally,
    days: Vec<u32>,
}

impl Counting {
    fn add(&mut self, clocks: &[Clock], overdue: bool) {
        let tally = &mut self.tally;
        tally.all += 1;
        tally.overdue += u64::from(overdue);
        let Some(first) = clocks.first() else {
            return;
        };
        if let Some((_, day)) = first.done {
            tally.answered += 1;
            tally.settled += u64::from(first.settled);
            tally.late += u64::from(first.sum.late(day) > 0);
            self.days.push(days_between(first.sum.from, day));
        }
    }

    fn finish(mut self) -> Tally {
        self.days.sort_unstable();
        let median = self.days.len().checked_sub(1).map(|last| last / 2);
        Tally {
            median: median.and_then(|place| self.days.get(place).copied()),
            slowest: self.days.last().copied(),
            ..self.tally
        }
    }
}

#[derive(Default)]
struct All {
    voices: Counting,
    proposals: Counting,
    all: Counting,
    by_institution: BTreeMap<Option<String>, Counting>,
    overdue: Vec<Overdue>,
}

impl All {
    fn add(
        &mut self,
        moment: &Moment<'_>,
        subject: Subject,
        institution: Option<&str>,
        clocks: &[Clock],
    ) {
        // What was taken back has no clock.
        if clocks.is_empty() {
            return;
        }
        let late = |clock: &&Clock| clock.done.is_none() && clock.sum.late(moment.today) > 0;
        let late = clocks.iter().find(late);
        let of_kind = match subject {
            Subject::Voice(_) => &mut self.voices,
            Subject::Proposal(_) => &mut self.proposals,
        };
        of_kind.add(clocks, late.is_some());
        self.all.add(clocks, late.is_some());
        let institution = institution.map(str::to_owned);
        if !self.by_institution.contains_key(&institution) {
            self.by_institution
                .insert(institution.clone(), Counting::default());
        }
        if let Some(of) = self.by_institution.get_mut(&institution) {
            of.add(clocks, late.is_some());
        }
        if let Some(clock) = late {
            self.overdue.push(Overdue {
                subject,
                institution,
                due: clock.sum.due.to_string(),
                late: clock.sum.late(moment.today),
            });
        }
    }

    fn finish(mut self) -> Figures {
        let key = |overdue: &Overdue| (u32::MAX - overdue.late, overdue.subject.clone());
        self.overdue.sort_by_cached_key(key);
        let by_institution = self.by_institution.into_iter();
        let by_institution = by_institution.map(|(institution, of)| (institution, of.finish()));
        Figures {
            all: self.all.finish(),
            voices: self.voices.finish(),
            proposals: self.proposals.finish(),
            by_institution: by_institution.collect(),
            overdue: self.overdue,
        }
    }
}

impl State {
    /// What the answers of a programme come to.
    pub fn answer_figures(&self, moment: &Moment<'_>) -> Figures {
        let mut all = All::default();
        for (id, voice) in self.voices(moment.programme) {
            let subject = Subject::Voice(id.to_owned());
            let dealt = self.dealt(moment.programme, &subject);
            let clocks = of_voice(moment, voice, dealt);
            all.add(moment, subject, Some(&voice.institution), &clocks);
        }
        for (id, proposal) in self.proposals(moment.programme).into_iter().flatten() {
            let subject = Subject::Proposal(id.clone());
            let dealt = self.dealt(moment.programme, &subject);
            let clocks = of_proposal(moment, proposal, dealt);
            let by = dealt
                .and_then(Dealt::newest)
                .map(|answer| answer.institution.as_str());
            all.add(moment, subject, by, &clocks);
        }
        all.finish()
    }
}
