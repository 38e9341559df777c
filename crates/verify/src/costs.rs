//! What the rules allow and costs trust: told by entry, so that whoever relies on the record can look at it.

use std::collections::BTreeMap;

use madang_programme::content::{ContentState, Ground};
use madang_programme::contents::TEXT;
use madang_programme::log::{self, DatabaseAccepted};
use madang_programme::openness::lint_facts;
use madang_programme::trust::{Cost, Hides, Hiding};
use madang_programme::{Event, State, holds_number, votes};
use madang_record::time::format_at;
use madang_words::Said;

use crate::announcements::Announcements;
use crate::contents::LISTED;
use crate::ranges::Ranges;
use crate::report::{self, Report};
use crate::said::said;
use crate::weighed::{hidden_candidates, under_older_rules};

/// From these rules on only the ballot that counts of each voter is opened.
const SEALING: u32 = 4;

/// What was met so far and is told at the end.
#[derive(Debug, Default)]
pub(crate) struct Costs {
    /// Which rules the record is held to, by the entry from which on: whoever signs a record chooses when.
    held_to: Vec<(u64, u32)>,
    /// The entry from which on a vote that opens keeps the seals of replaced ballots.
    sealing: Option<u64>,
    /// Proposals that officials took back: with their reason, and without a word.
    taken_back: Ranges,
    withdrawn: Ranges,
    /// Those of them in which others went on, whoever took them back.
    left_others: Ranges,
    /// Amendments by officials of what participants handed in.
    amended: Ranges,
    /// Voices that were taken back by another than whoever said them.
    voices_withdrawn: Ranges,
    /// Periods that were made longer.
    longer: Ranges,
    /// Restrictions of words, each with the entry whose words it hides.
    hidden_words: Vec<(u64, u64)>,
    /// What others added to voices, or asked to be looked at again, in place of whoever said them.
    spoken_for: Ranges,
    /// Answers that take back what was adopted.
    promises: Ranges,
    /// Roles that were granted under a name that no entry made an administrator.
    granted: Ranges,
    /// What stands announced of votes.
    announced: Announcements,
    rotations: Ranges,
    erased: BTreeMap<Ground, Ranges>,
    /// Taken out of a vote under way, by vote, content and ground.
    excluded: BTreeMap<(String, String, Ground, bool), Ranges>,
    restricted: BTreeMap<Ground, Ranges>,
    /// Facts and pseudonyms that seem to hold personal data.
    personal: Ranges,
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
            self.personal.push(index);
        }
        if let Some(cost) = event.fact().cost(state) {
            self.cost(index, cost, state, report);
        }
    }

    /// Takes what an entry costs.
    fn cost(&mut self, index: u64, cost: Cost<'_>, state: &State, report: &mut Report) {
        let what = match cost {
            Cost::KeyRotated => return self.rotations.push(index),
            Cost::Hides(hides) => return self.hides(index, hides),
            Cost::GrantedByNobody => return self.granted.push(index),
            Cost::PeriodsLonger => return self.longer.push(index),
            Cost::VoiceWithdrawn => return self.voices_withdrawn.push(index),
            Cost::SpokenFor => return self.spoken_for.push(index),
            Cost::PromiseTakenBack => return self.promises.push(index),
            Cost::ProposalAmended => return self.amended.push(index),
            Cost::ProposalTakenBack {
                by_official,
                says_why,
                left_others,
            } => {
                if left_others {
                    self.left_others.push(index);
                }
                return match (by_official, says_why) {
                    (true, true) => self.taken_back.push(index),
                    (true, false) => self.withdrawn.push(index),
                    (false, _) => {}
                };
            }
            Cost::DatabaseAccepted(accepted) => Some(database(accepted)),
            Cost::VoteAnnounced(facts) => self.announced.made(index, facts, state),
            Cost::VoteRescheduled(facts) => self.announced.changed(index, facts, state),
            Cost::VoteUnscheduled(facts) => self.announced.ended(facts, state),
            Cost::VoteCancelled { vote, opened, cast } => {
                let key = match opened {
                    true => "verify-cost-cancelled-opened",
                    false => "verify-cost-cancelled",
                };
                Some(said(key).text("vote", vote).number("cast", cast))
            }
        };
        let entries = index.to_string();
        report
            .costs
            .extend(what.map(|what| report::Cost { entries, what }));
    }

    /// Takes an entry that hides a content.
    fn hides(&mut self, index: u64, hides: Hides<'_>) {
        let of_ground = match hides.how {
            Hiding::Restricted { .. } => {
                if hides.name == TEXT {
                    self.hidden_words.push((index, hides.entry));
                }
                self.restricted.entry(hides.ground).or_default()
            }
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
    pub(crate) fn finish(self, state: &State, now: Option<u64>, report: &mut Report) {
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
        tell(&self.rotations, said("verify-cost-rotated"));
        tell(&self.personal, said("verify-cost-personal"));
        tell(&self.taken_back, said("verify-cost-taken-back"));
        tell(&self.withdrawn, said("verify-cost-withdrawn"));
        tell(&self.left_others, said("verify-cost-left-others"));
        tell(&self.amended, said("verify-cost-amended"));
        tell(&self.voices_withdrawn, said("verify-cost-voices-withdrawn"));
        tell(&self.spoken_for, said("verify-cost-spoken-for"));
        tell(&self.longer, said("verify-cost-longer"));
        for (vote, entries) in hidden_candidates(&self.hidden_words, state) {
            let what = said("verify-cost-hidden-candidates").text("vote", vote);
            tell(&entries, what);
        }
        tell(&self.promises, said("verify-cost-promises"));
        tell(&self.granted, said("verify-cost-granted"));
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
    })
}

#[cfg(test)]
mod tests {
    use madang_programme::{content, proposals};

    use super::*;

    #[test]
    fn proposals_that_officials_took_back_are_told_by_entry() {
        let (programme, id) = ("p".to_owned(), "7".to_owned());
        let with: Event = proposals::ProposalTakenBack {
            programme: programme.clone(),
            id: id.clone(),
        }
        .into();
        let without: Event = proposals::ProposalWithdrawn { programme, id }.into();
        let (mut state, mut report) = (State::default(), Report::new());
        let mut costs = Costs::default();
        for (index, by, event) in [
            (3, "official/a", &with),
            (4, "participant/b", &with),
            (5, "official/a", &without),
            (6, "official/c", &with),
            (7, "participant/b", &without),
        ] {
            by.clone_into(&mut state.last_by);
            costs.entry(index, event, &state, &mut report);
        }
        costs.finish(&state, None, &mut report);
        let told = report.costs.iter();
        let told: Vec<(&str, String)> = told
            .map(|cost| (cost.entries.as_str(), cost.what.to_string()))
            .collect();
        let [(with, with_words), (without, without_words)] = &told[..] else {
            panic!("{told:?}");
        };
        assert_eq!((*with, *without), ("3, 6", "5"));
        assert!(
            with_words.contains("2 proposals were taken back"),
            "{with_words}"
        );
        assert!(
            without_words.contains("1 proposal was taken back by officials without"),
            "{without_words}"
        );
    }

    #[test]
    fn erasures_are_told_by_ground_and_accepted_databases_one_by_one() {
        let erased = |ground| -> Event {
            content::ContentErased {
                entry: 1,
                name: "text".to_owned(),
                ground,
            }
            .into()
        };
        let accepted: Event = log::DatabaseAccepted {
            signed_size: 9,
            signed_root: String::new(),
            database_size: 6,
            reason: "fire".to_owned(),
        }
        .into();
        let (state, mut report) = (State::default(), Report::new());
        report.size = 8;
        let mut costs = Costs::default();
        costs.entry(4, &erased(Ground::Order), &state, &mut report);
        costs.entry(5, &erased(Ground::Order), &state, &mut report);
        costs.entry(6, &accepted, &state, &mut report);
        costs.entry(7, &erased(Ground::Unlawful), &state, &mut report);
        for (index, name) in [(8, "ballot"), (9, "ballot"), (10, "scores")] {
            let excluded: Event = votes::BallotExcluded {
                programme: "p".to_owned(),
                vote: "spring".to_owned(),
                entry: 1,
                name: name.to_owned(),
                ground: Ground::Order,
            }
            .into();
            costs.entry(index, &excluded, &state, &mut report);
        }
        costs.finish(&state, None, &mut report);
        let told: Vec<(&str, String)> = report
            .costs
            .iter()
            .map(|cost| (cost.entries.as_str(), cost.what.to_string()))
            .collect();
        let entries: Vec<&str> = told.iter().map(|(entries, _)| *entries).collect();
        // A state without a word of its rules is one of the first.
        assert_eq!(entries, ["6", "0–7", "7", "4–5", "8–9", "10"], "{told:?}");
        for (place, words) in [(4, "2 ballots"), (5, "1 score sheet")] {
            let what = &told[place].1;
            assert!(what.contains(words) && what.contains("spring"), "{what}");
        }
        assert!(told[1].1.contains("rules"), "{told:?}");
        assert!(
            told[0].1.contains("fire") && told[0].1.contains('3'),
            "{told:?}"
        );
    }
}
