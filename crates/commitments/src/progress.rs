//! Progress of milestones by evidence alone: what was handed in, what holds, and what somebody outside the lead accepted.

use std::collections::BTreeSet;
use std::num::NonZeroU32;

use jiff::civil::Date;
use madang_words::Said;

use crate::codes::Completion;
use crate::words::said;

/// By what a milestone is measured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goal {
    /// So many parts, each to be accepted.
    Parts(NonZeroU32),
    /// So many things on the record, which count by themselves: "select and promote fifty flagship projects".
    Count {
        /// How many there are to be.
        least: NonZeroU32,
        /// On which days those that count came on the record.
        counted: Vec<Date>,
    },
}

/// What was handed in for a part of a milestone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Its date.
    pub dated: Date,
    /// For which part, from 0; of a milestone without parts it is 0.
    pub part: u32,
    /// Whether it is there, can be read, and has the bytes that were cited.
    pub holds: bool,
    /// Since when it is withdrawn.
    pub withdrawn: Option<Date>,
    /// What somebody said of it.
    pub judged: Vec<Judgement>,
}

/// What somebody said of evidence. The last one from outside the lead counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// When.
    pub dated: Date,
    /// Whether it was accepted.
    pub accepted: bool,
    /// Whether whoever said it belongs to the milestone's lead, whose word does not count.
    pub of_lead: bool,
}

/// A milestone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Milestone {
    start: Date,
    ends: Vec<Date>,
    /// By what it is measured.
    pub goal: Goal,
    /// What was handed in.
    pub evidence: Vec<Evidence>,
    /// When the lead said that nothing was begun.
    pub not_started: Option<Date>,
}

/// A milestone that ends before it starts: it is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.said())]
pub struct EndsFirst {
    /// Its start.
    pub start: Date,
    /// Its end.
    pub end: Date,
}

impl EndsFirst {
    /// The reason as a sentence.
    pub fn said(&self) -> Said {
        said!(
            "milestone-ends-first",
            start = self.start.to_string(),
            end = self.end.to_string()
        )
    }
}

impl Milestone {
    /// A milestone with nothing handed in.
    ///
    /// # Errors
    /// It would end before it starts.
    pub fn new(start: Date, end: Date, goal: Goal) -> Result<Milestone, EndsFirst> {
        let milestone = Milestone {
            start,
            ends: Vec::new(),
            goal,
            evidence: Vec::new(),
            not_started: None,
        };
        milestone.planned_anew(end)
    }

    /// The same with another planned end; the ones before stay known.
    ///
    /// # Errors
    /// It would end before it starts.
    pub fn planned_anew(mut self, end: Date) -> Result<Milestone, EndsFirst> {
        if end < self.start {
            return Err(EndsFirst {
                start: self.start,
                end,
            });
        }
        self.ends.push(end);
        Ok(self)
    }

    /// How much is done at the end of a day, by what is on the record then.
    pub fn completion(&self, at: Date) -> Completion {
        let (done, of) = self.share(at);
        let valid = self.evidence.iter().any(|one| one.is_valid(at));
        if done >= of {
            Completion::Complete
        } else if 2 * u64::from(done) >= u64::from(of) {
            // A half is substantial: our choice.
            Completion::Substantial
        } else if valid || done > 0 {
            Completion::Limited
        } else if at < self.start || self.not_started.is_some_and(|said| said <= at) {
            Completion::NotStarted
        } else {
            Completion::NoEvidence
        }
    }

    /// How many parts are accepted, or things counted, and of how many.
    pub fn share(&self, at: Date) -> (u32, u32) {
        match &self.goal {
            Goal::Parts(parts) => {
                let accepted = self.evidence.iter().filter(|one| one.is_accepted(at));
                let accepted: BTreeSet<u32> = accepted
                    .map(|one| one.part)
                    .filter(|part| *part < parts.get())
                    .collect();
                (
                    u32::try_from(accepted.len()).unwrap_or(u32::MAX),
                    parts.get(),
                )
            }
            Goal::Count { least, counted } => {
                let counted = counted.iter().filter(|dated| **dated <= at).count();
                (u32::try_from(counted).unwrap_or(u32::MAX), least.get())
            }
        }
    }

    /// The first day at whose end it is complete, by what holds today.
    pub fn completed_on(&self) -> Option<Date> {
        let judged = self
            .evidence
            .iter()
            .flat_map(|one| &one.judged)
            .map(|one| one.dated);
        let dated = self.evidence.iter().map(|one| one.dated);
        let mut days: Vec<Date> = judged.chain(dated).collect();
        if let Goal::Count { counted, .. } = &self.goal {
            days.extend(counted);
        }
        days.sort_unstable();
        days.into_iter()
            .find(|day| self.completion(*day) == Completion::Complete)
    }

    /// For each end that was ever planned, first to last, by how many days it was missed: until the day on which it was complete, or until today. Less than
    /// nothing is early, or not due yet.
    pub fn slips(&self, today: Date) -> Vec<(Date, i32)> {
        let completed = self.completed_on().filter(|day| *day <= today);
        let until = completed.unwrap_or(today);
        let days = |end: &Date| until.since(*end).map_or(0, |since| since.get_days());
        self.ends.iter().map(|end| (*end, days(end))).collect()
    }
}

impl Evidence {
    /// Whether it is there at the end of a day, is what was cited, and was not withdrawn.
    pub fn is_valid(&self, at: Date) -> bool {
        self.holds && self.dated <= at && self.withdrawn.is_none_or(|withdrawn| withdrawn > at)
    }

    /// Whether it is valid and the last word on it from outside the lead is that it is accepted.
    pub fn is_accepted(&self, at: Date) -> bool {
        let outside = self
            .judged
            .iter()
            .filter(|one| !one.of_lead && one.dated <= at);
        // Of two on one day the later one counts.
        let last = outside.max_by_key(|one| one.dated);
        self.is_valid(at) && last.is_some_and(|last| last.accepted)
    }
}

/// How much of a commitment is done: as much as of its milestone that is least done, which is our choice. `None` without milestones.
pub fn of_commitment(milestones: &[Milestone], at: Date) -> Option<Completion> {
    milestones.iter().map(|one| one.completion(at)).min()
}

/// The middle of a plan, at which mid-term values are taken: of an even number of days the earlier of the two.
pub fn middle(start: Date, end: Date) -> Date {
    let days = end.since(start).map_or(0, |since| since.get_days());
    start
        .checked_add(jiff::Span::new().days(days / 2))
        .unwrap_or(start)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn parts(number: u32) -> Milestone {
        let parts = NonZeroU32::new(number).expect("some");
        Milestone::new(date(2014, 7, 1), date(2016, 6, 30), Goal::Parts(parts)).expect("in order")
    }

    fn accepted(part: u32, on: Date) -> Evidence {
        Evidence {
            dated: on,
            part,
            holds: true,
            withdrawn: None,
            judged: vec![Judgement {
                dated: on,
                accepted: true,
                of_lead: false,
            }],
        }
    }

    /// The fifty flagship projects of KR0018: twenty were published at mid-term, fifty at the end.
    #[test]
    fn flagships_count_by_themselves() {
        let mut counted = vec![date(2015, 3, 1); 20];
        counted.extend([date(2016, 6, 1); 30]);
        let least = NonZeroU32::new(50).expect("some");
        let (start, end) = (date(2014, 7, 1), date(2016, 6, 30));
        let fifty = Milestone::new(start, end, Goal::Count { least, counted }).expect("in order");
        let mid = middle(start, end);
        assert_eq!(mid, date(2015, 7, 1));
        assert_eq!(fifty.share(mid), (20, 50));
        assert_eq!(fifty.completion(date(2014, 6, 30)), Completion::NotStarted);
        assert_eq!(fifty.completion(date(2014, 7, 1)), Completion::NoEvidence);
        assert_eq!(fifty.completion(mid), Completion::Limited);
        assert_eq!(fifty.completion(end), Completion::Complete);
        assert_eq!(fifty.completed_on(), Some(date(2016, 6, 1)));
        // Its second milestone has nothing behind it, whatever was reported of it.
        let second = parts(1);
        assert_eq!(second.completion(end), Completion::NoEvidence);
        assert_eq!(
            of_commitment(&[fifty, second], end),
            Some(Completion::NoEvidence)
        );
        assert_eq!(of_commitment(&[], end), None);
    }

    #[test]
    fn a_half_is_substantial_and_less_is_limited() {
        let mut three = parts(3);
        let (day, end) = (date(2015, 1, 1), date(2016, 6, 30));
        three.evidence.push(accepted(0, day));
        assert_eq!(three.completion(end), Completion::Limited);
        // The same part twice is one part, and one that is none counts for nothing.
        three.evidence.extend([accepted(0, day), accepted(7, day)]);
        assert_eq!(three.share(end), (1, 3));
        three.evidence.push(accepted(1, day));
        assert_eq!(three.completion(end), Completion::Substantial);
        three.evidence.push(accepted(2, date(2016, 1, 1)));
        assert_eq!(
            three.completion(date(2015, 12, 31)),
            Completion::Substantial
        );
        assert_eq!(three.completion(end), Completion::Complete);
        let mut two = parts(2);
        two.evidence.push(accepted(1, day));
        assert_eq!(
            two.completion(end),
            Completion::Substantial,
            "one of two is a half"
        );
    }

    #[test]
    fn the_leads_own_word_is_no_acceptance_and_a_later_word_counts() {
        let mut one = parts(1);
        let day = date(2015, 1, 1);
        let mut evidence = accepted(0, day);
        evidence.judged[0].of_lead = true;
        one.evidence.push(evidence);
        assert_eq!(one.completion(day), Completion::Limited);
        let outside = |dated, accepted| Judgement {
            dated,
            accepted,
            of_lead: false,
        };
        one.evidence[0].judged.push(outside(date(2015, 2, 1), true));
        one.evidence[0]
            .judged
            .push(outside(date(2015, 3, 1), false));
        assert_eq!(one.completion(date(2015, 2, 1)), Completion::Complete);
        assert_eq!(one.completion(date(2015, 3, 1)), Completion::Limited);
    }

    #[test]
    fn what_no_longer_holds_takes_progress_with_it() {
        let mut one = parts(1);
        let day = date(2015, 1, 1);
        one.evidence.push(accepted(0, day));
        assert_eq!(one.completion(day), Completion::Complete);
        one.evidence[0].withdrawn = Some(date(2015, 6, 1));
        assert_eq!(one.completion(date(2015, 5, 31)), Completion::Complete);
        assert_eq!(one.completion(date(2015, 6, 1)), Completion::NoEvidence);
        one.evidence[0].withdrawn = None;
        one.evidence[0].holds = false;
        assert_eq!(
            one.completion(day),
            Completion::NoEvidence,
            "its bytes changed"
        );
        one.not_started = Some(day);
        assert_eq!(
            one.completion(day),
            Completion::NotStarted,
            "the lead says so"
        );
    }

    #[test]
    fn slips_stay_visible() {
        let one = parts(1).planned_anew(date(2016, 12, 31)).expect("in order");
        let slips = one.slips(date(2017, 1, 10));
        assert_eq!(slips, [(date(2016, 6, 30), 194), (date(2016, 12, 31), 10)]);
        let mut done = one;
        done.evidence.push(accepted(0, date(2016, 7, 1)));
        let slips = done.slips(date(2017, 1, 10));
        assert_eq!(slips, [(date(2016, 6, 30), 1), (date(2016, 12, 31), -183)]);
        let early = done
            .planned_anew(date(2014, 6, 30))
            .expect_err("before its start");
        assert_eq!(early.start, date(2014, 7, 1));
    }
}
