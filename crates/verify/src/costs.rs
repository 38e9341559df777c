//! What the rules allow and costs trust: told by entry, so that whoever relies on the record can look at it.

use std::collections::BTreeMap;

use madang_programme::content::{ContentState, Ground};
use madang_programme::log::{self, DatabaseAccepted};
use madang_programme::openness::lint_facts;
use madang_programme::trust::{Cost, Hides, Hiding};
use madang_programme::{Event, State, holds_number, votes};
use madang_record::time::format_at;
use madang_words::Said;

use crate::announcements::{self, Announcements};
use crate::contents::LISTED;
use crate::ranges::Ranges;
use crate::report::{self, Report};
use crate::said::said;
use crate::weighed::{HiddenWords, hidden_candidates, under_older_rules};

/// From these rules on only the ballot that counts of each voter is opened.
const SEALING: u32 = 4;

/// What was met so far and is told at the end.
#[derive(Debug, Default)]
pub(crate) struct Costs {
    /// Which rules the record is held to, by the entry from which on: whoever signs a record chooses when.
    held_to: Vec<(u64, u32)>,
    /// The entry from which on a vote that opens keeps the seals of replaced ballots.
    sealing: Option<u64>,
    /// What is told together, by its message.
    alike: BTreeMap<&'static str, Ranges>,
    /// How many of each sort were told one by one, and those that are beyond that.
    alone: BTreeMap<Alone, (usize, Ranges)>,
    /// From which entry on words were hidden, and until which.
    hidden_words: HiddenWords,
    /// What stands announced of votes.
    announced: Announcements,
    erased: BTreeMap<Ground, Ranges>,
    /// Taken out of a vote under way, by vote, content and ground.
    excluded: BTreeMap<(String, String, Ground, bool), Ranges>,
    restricted: BTreeMap<Ground, Ranges>,
}

/// Facts and pseudonyms that seem to hold personal data.
const PERSONAL: &str = "verify-cost-personal";
/// Proposals in which others went on, whoever took them back.
const LEFT_OTHERS: &str = "verify-cost-left-others";

/// What is told together where it is alike, in the order in which it is told.
const ALIKE: [&str; 24] = [
    "verify-cost-rotated",
    PERSONAL,
    "verify-cost-taken-back",
    "verify-cost-withdrawn",
    LEFT_OTHERS,
    "verify-cost-amended",
    "verify-cost-joined",
    "verify-cost-voices-withdrawn",
    "verify-cost-slips-withdrawn",
    "verify-cost-spoken-for",
    "verify-cost-codes-renewed",
    "verify-cost-longer",
    "verify-cost-rests",
    "verify-cost-days-off",
    "verify-cost-renamed",
    "verify-cost-scored-late",
    "verify-cost-promises",
    "verify-cost-dropped",
    "verify-cost-delayed",
    "verify-cost-duties-waived",
    "verify-cost-minutes-corrected",
    "verify-cost-milestones-later",
    "verify-cost-never-ran",
    "verify-cost-granted",
];

/// What is told one by one, with what each of it says, as many as [`LISTED`] of each sort: a record may have any number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Alone {
    Databases,
    Announcements,
    Openings,
    Cancelled,
}

impl Alone {
    /// How those beyond that are told.
    fn more(self) -> &'static str {
        match self {
            Alone::Databases => "verify-cost-more-databases",
            Alone::Announcements => "verify-cost-more-announcements",
            Alone::Openings => "verify-cost-more-openings",
            Alone::Cancelled => "verify-cost-more-cancelled",
        }
    }
}

impl Costs {
    /// Takes an entry that `state` has applied.
    pub(crate) fn entry(&mut self, index: u64, event: &Event, state: &State, report: &mut Report) {
        let rules = state.rules();
        match self.held_to.last() {
            None => self.held_to.push((0, rules)),
            Some((_, before)) if *before != rules => self.held_to.push((index, rules)),
            Some(_) => {}
        }
        if state.rules() >= SEALING {
            self.sealing.get_or_insert(index);
        }
        let acts = state.last_by.split_once('/');
        if lint_facts(event).is_some() || acts.is_some_and(|(_, name)| holds_number(name)) {
            self.alike(index, PERSONAL);
        }
        if let Some(cost) = event.fact().cost(state) {
            self.cost(index, cost, state, report);
        }
    }

    /// Takes an entry that is told together with those like it.
    fn alike(&mut self, index: u64, key: &'static str) {
        self.alike.entry(key).or_default().push(index);
    }

    /// Tells an entry by itself, or counts it where many such were told.
    fn alone(&mut self, index: u64, (sort, what): (Alone, Said), report: &mut Report) {
        let (told, more) = self.alone.entry(sort).or_default();
        if *told < LISTED {
            *told += 1;
            let entries = index.to_string();
            report.costs.push(report::Cost { entries, what });
        } else {
            more.push(index);
        }
    }

    /// Takes what an entry costs.
    fn cost(&mut self, index: u64, cost: Cost<'_>, state: &State, report: &mut Report) {
        let alike = match cost {
            Cost::KeyRotated => "verify-cost-rotated",
            Cost::Hides(hides) => return self.hides(index, hides, state),
            Cost::Shows { entry, name } => {
                return self.hidden_words.show(index, (entry, name), state);
            }
            Cost::GrantedByNobody => "verify-cost-granted",
            Cost::PeriodsLonger => "verify-cost-longer",
            Cost::DaysOff => "verify-cost-days-off",
            Cost::RestsLong => "verify-cost-rests",
            Cost::InstitutionRenamed => "verify-cost-renamed",
            Cost::VoiceWithdrawn => "verify-cost-voices-withdrawn",
            Cost::SlipWithdrawn => "verify-cost-slips-withdrawn",
            Cost::SpokenFor => "verify-cost-spoken-for",
            Cost::CodeRenewed => "verify-cost-codes-renewed",
            Cost::PromiseTakenBack => "verify-cost-promises",
            Cost::PromiseDropped => "verify-cost-dropped",
            Cost::PromiseDelayed => "verify-cost-delayed",
            Cost::DutyWaived => "verify-cost-duties-waived",
            Cost::MinutesCorrected => "verify-cost-minutes-corrected",
            Cost::MilestoneLater => "verify-cost-milestones-later",
            Cost::ServiceNeverRan => "verify-cost-never-ran",
            Cost::ProposalAmended => "verify-cost-amended",
            Cost::ProposalsJoined => "verify-cost-joined",
            Cost::ScoredLate => "verify-cost-scored-late",
            Cost::ProposalTakenBack {
                by_official,
                says_why,
                left_others,
            } => {
                if left_others {
                    self.alike(index, LEFT_OTHERS);
                }
                match (by_official, says_why) {
                    (true, true) => "verify-cost-taken-back",
                    (true, false) => "verify-cost-withdrawn",
                    (false, _) => return,
                }
            }
            Cost::DatabaseAccepted(_)
            | Cost::VoteOpens { .. }
            | Cost::VoteAnnounced(_)
            | Cost::VoteRescheduled(_)
            | Cost::VoteUnscheduled(_)
            | Cost::VoteCancelled { .. } => {
                if let Some(told) = self.by_itself(index, cost, state) {
                    self.alone(index, told, report);
                }
                return;
            }
        };
        self.alike(index, alike);
    }

    /// What is told of an entry by itself, where it costs something.
    fn by_itself(&mut self, index: u64, cost: Cost<'_>, state: &State) -> Option<(Alone, Said)> {
        let announced = &mut self.announced;
        let (sort, what) = match cost {
            Cost::DatabaseAccepted(accepted) => (Alone::Databases, Some(database(accepted))),
            Cost::VoteAnnounced(facts) => {
                (Alone::Announcements, announced.made(index, facts, state))
            }
            Cost::VoteRescheduled(facts) => {
                (Alone::Announcements, announced.changed(index, facts, state))
            }
            Cost::VoteUnscheduled(facts) => (Alone::Announcements, announced.ended(facts, state)),
            Cost::VoteOpens { programme, vote } => (
                Alone::Openings,
                announcements::opened(programme, vote, state),
            ),
            Cost::VoteCancelled { vote, opened, cast } => {
                let key = match opened {
                    true => "verify-cost-cancelled-opened",
                    false => "verify-cost-cancelled",
                };
                let what = said(key).text("vote", vote).number("cast", cast);
                (Alone::Cancelled, Some(what))
            }
            Cost::KeyRotated
            | Cost::Hides(_)
            | Cost::Shows { .. }
            | Cost::GrantedByNobody
            | Cost::PeriodsLonger
            | Cost::DaysOff
            | Cost::RestsLong
            | Cost::InstitutionRenamed
            | Cost::VoiceWithdrawn
            | Cost::SlipWithdrawn
            | Cost::SpokenFor
            | Cost::CodeRenewed
            | Cost::PromiseTakenBack
            | Cost::PromiseDropped
            | Cost::PromiseDelayed
            | Cost::DutyWaived
            | Cost::MinutesCorrected
            | Cost::MilestoneLater
            | Cost::ServiceNeverRan
            | Cost::ProposalAmended
            | Cost::ProposalsJoined
            | Cost::ScoredLate
            | Cost::ProposalTakenBack { .. } => return None,
        };
        Some((sort, what?))
    }

    /// Takes an entry that hides a content.
    fn hides(&mut self, index: u64, hides: Hides<'_>, state: &State) {
        self.hidden_words
            .hide(index, (hides.entry, hides.name), state);
        let of_ground = match hides.how {
            Hiding::Restricted { .. } => self.restricted.entry(hides.ground).or_default(),
            Hiding::Erased => self.erased.entry(hides.ground).or_default(),
            Hiding::Excluded { vote, was_open } => {
                let name = hides.name.to_owned();
                let what = (vote.to_owned(), name, hides.ground, was_open);
                self.excluded.entry(what).or_default()
            }
        };
        of_ground.push(index);
    }

    /// Tells what is alike together, and which restrictions should have been looked at again by `now`.
    pub(crate) fn finish(mut self, state: &State, now: Option<u64>, report: &mut Report) {
        for (entry, what) in announcements::never_opened(state) {
            self.alone(entry, (Alone::Openings, what), report);
        }
        let size = report.size;
        let mut tell = |ranges: &Ranges, what: Said| {
            if ranges.count() > 0 {
                report.costs.push(report::Cost {
                    entries: ranges.describe(LISTED),
                    what: what.number("count", ranges.count()),
                });
            }
        };
        let ends = self.held_to.iter().skip(1).map(|(next, _)| *next);
        for ((first, held), end) in self.held_to.iter().zip(ends.chain([size])) {
            let mut entries = Ranges::default();
            if let (Some(last), true) = (end.checked_sub(1), *held < log::RULES) {
                entries.push_range(*first, last);
            }
            let what = said("verify-cost-older-rules").number("held", (*held).into());
            tell(&entries, what.number("rules", log::RULES.into()));
        }
        for told in under_older_rules(self.sealing, state) {
            let (vote, what) = told;
            tell(&Ranges::from_iter([vote]), what);
        }
        for (sort, (_, more)) in &self.alone {
            tell(more, said(sort.more()));
        }
        for key in ALIKE {
            if let Some(entries) = self.alike.get(key) {
                tell(entries, said(key));
            }
        }
        for (vote, entries) in hidden_candidates(&self.hidden_words, state) {
            let what = said("verify-cost-hidden-candidates").text("vote", vote);
            tell(&entries, what);
        }
        for (ground, entries) in &self.erased {
            tell(
                entries,
                said("verify-cost-erased").said("ground", of_ground(*ground)),
            );
        }
        for ((vote, name, ground, was_open), entries) in &self.excluded {
            let key = match name.as_str() {
                votes::SCORES => "verify-cost-excluded-sheets",
                _ => "verify-cost-excluded-ballots",
            };
            let what = said(key).text("vote", vote);
            let what = what.said("ground", of_ground(*ground));
            let what = match was_open {
                // Whoever took them out could read what they say.
                true => said("verify-cost-excluded-open")
                    .said("said", what.number("count", entries.count())),
                false => what,
            };
            tell(entries, what);
        }
        for (ground, entries) in &self.restricted {
            let what = said("verify-cost-restricted").said("ground", of_ground(*ground));
            tell(entries, what);
        }
        let today = now.and_then(|now| format_at(now.checked_mul(1000)?));
        let today = today.as_deref().and_then(|at| at.get(..10));
        let mut overdue = Ranges::default();
        for (entry, _, change) in state.contents() {
            if let ContentState::Restricted { review_by, .. } = change
                && today.is_some_and(|today| review_by.as_str() < today)
            {
                overdue.push(entry);
            }
        }
        tell(&overdue, said("verify-cost-overdue"));
    }
}

/// A database that went on behind what was signed.
fn database(accepted: &DatabaseAccepted) -> Said {
    let lost = accepted.signed_size.saturating_sub(accepted.database_size);
    said("verify-cost-database")
        .number("signed", accepted.signed_size)
        .text("root", &accepted.signed_root)
        .number("database", accepted.database_size)
        .number("lost", lost)
        .text("reason", &accepted.reason)
}

/// A ground in words.
pub(crate) fn of_ground(ground: Ground) -> Said {
    said(match ground {
        Ground::PersonalData => "verify-ground-personal-data",
        Ground::ErasureRequest => "verify-ground-erasure-request",
        Ground::Unlawful => "verify-ground-unlawful",
        Ground::Order => "verify-ground-order",
        Ground::Deliberation => "verify-ground-deliberation",
        Ground::HouseRules => "verify-ground-house-rules",
        Ground::ProposerRequest => "verify-ground-proposer-request",
    })
}

#[cfg(test)]
mod tests;
