//! What the rules allow and costs trust: told by entry, so that whoever relies on the record can look at it.

use std::collections::BTreeMap;

use madang_programme::content::{self, ContentState, Ground};
use madang_programme::votes::VotePhase;
use madang_programme::{Event, Role, State, bodies, commitments, log, people, proposals, votes};
use madang_record::time::format_at;
use madang_words::Said;

use crate::contents::LISTED;
use crate::ranges::Ranges;
use crate::report::{Cost, Report};
use crate::said::said;

/// From these rules on only the ballot that counts of each voter is opened.
const SEALING: u32 = 4;

/// What was met so far and is told at the end.
#[derive(Debug, Default)]
pub(crate) struct Costs {
    /// The entry from which on the record is held to this version's rules: whoever signs a record chooses when.
    adopted: Option<u64>,
    /// The entry from which on a vote that opens keeps the seals of replaced ballots.
    sealing: Option<u64>,
    /// Proposals that officials took back: with their reason, and without a word.
    taken_back: Ranges,
    withdrawn: Ranges,
    rotations: Ranges,
    erased: BTreeMap<Ground, Ranges>,
    /// Taken out of a vote under way, by vote, content and ground.
    excluded: BTreeMap<(String, String, Ground, bool), Ranges>,
    restricted: BTreeMap<Ground, Ranges>,
}

impl Costs {
    /// Takes an entry that `state` has applied.
    pub(crate) fn entry(&mut self, index: u64, event: &Event, state: &State, report: &mut Report) {
        let entries = index.to_string();
        let single = |what: Said| Cost { entries, what };
        if state.rules() >= log::RULES {
            self.adopted.get_or_insert(index);
        }
        if state.rules() >= SEALING {
            self.sealing.get_or_insert(index);
        }
        match event {
            Event::Log(log::Event::KeyRotated(_)) => self.rotations.push(index),
            Event::Log(log::Event::DatabaseAccepted(accepted)) => report.costs.push(single(
                said("verify-cost-database")
                    .number("signed", accepted.signed_size)
                    .text("root", &accepted.signed_root)
                    .number("database", accepted.database_size)
                    .number(
                        "lost",
                        accepted.signed_size.saturating_sub(accepted.database_size),
                    )
                    .text("reason", &accepted.reason),
            )),
            Event::Votes(votes::Event::BallotExcluded(excluded)) => {
                self.exclude(index, excluded, state);
            }
            Event::Content(content::Event::ContentErased(erased)) => {
                self.erased.entry(erased.ground).or_default().push(index);
            }
            Event::Content(content::Event::ContentRestricted(restricted)) => {
                let of_ground = self.restricted.entry(restricted.ground).or_default();
                of_ground.push(index);
            }
            Event::Votes(votes::Event::VoteCancelled(cancelled)) => {
                report.costs.push(single(called_off(cancelled, state)));
            }
            Event::Proposals(event) => self.proposal(index, event, state),
            Event::Log(
                log::Event::LogCreated(_)
                | log::Event::LogBegun(_)
                | log::Event::RulesAdopted(_)
                | log::Event::OperatorNamed(_),
            )
            | Event::Content(content::Event::ContentReleased(_))
            | Event::Votes(
                votes::Event::RuleFixed(_)
                | votes::Event::VoteScheduled(_)
                | votes::Event::VoteOpened(_)
                | votes::Event::BallotCast(_)
                | votes::Event::ScoresSubmitted(_)
                | votes::Event::VoteClosed(_)
                | votes::Event::BallotsOpened(_)
                | votes::Event::SelectionPublished(_),
            )
            | Event::Commitments(
                commitments::Event::ActionPlanRecorded(_)
                | commitments::Event::CommitmentRecorded(_)
                | commitments::Event::CommitmentCorrected(_)
                | commitments::Event::MilestoneRecorded(_)
                | commitments::Event::ReviewRecorded(_),
            )
            | Event::People(people::Event::RoleGranted(_) | people::Event::RoleEnded(_))
            | Event::Programmes(_)
            | Event::Institutions(_)
            | Event::Voices(_)
            | Event::Needs(_)
            | Event::Answers(_)
            | Event::Bodies(
                bodies::Event::BodyEstablished(_)
                | bodies::Event::MemberAppointed(_)
                | bodies::Event::MemberLeft(_),
            ) => {}
        }
    }

    /// Takes an entry about a proposal.
    fn proposal(&mut self, index: u64, event: &proposals::Event, state: &State) {
        match event {
            proposals::Event::ProposalTakenBack(_) if by_official(state) => {
                self.taken_back.push(index);
            }
            proposals::Event::ProposalWithdrawn(_) if by_official(state) => {
                self.withdrawn.push(index);
            }
            proposals::Event::ProposalSubmitted(_)
            | proposals::Event::ProposalAmended(_)
            | proposals::Event::ProposalTakenBack(_)
            | proposals::Event::ProposalWithdrawn(_) => {}
        }
    }

    /// Takes a ballot or sheet that was taken out of a vote under way.
    fn exclude(&mut self, index: u64, excluded: &votes::BallotExcluded, state: &State) {
        let name = excluded.name.clone();
        let vote = state.vote(&excluded.programme, &excluded.vote).ok();
        let was_open = vote.is_some_and(|vote| vote.phase.opened().is_some());
        let what = (excluded.vote.clone(), name, excluded.ground, was_open);
        self.excluded.entry(what).or_default().push(index);
    }

    /// Tells what is alike together, and which restrictions should have been looked at again by `now`.
    pub(crate) fn finish(self, state: &State, now: Option<u64>, report: &mut Report) {
        let mut older_rules = Ranges::default();
        if let Some(last) = self.adopted.unwrap_or(report.size).checked_sub(1) {
            older_rules.push_range(0, last);
        }
        let mut tell = |ranges: &Ranges, what: Said| {
            if ranges.count() > 0 {
                report.costs.push(Cost {
                    entries: ranges.describe(LISTED),
                    what: what.number("count", ranges.count()),
                });
            }
        };
        tell(
            &older_rules,
            said("verify-cost-older-rules").number("rules", log::RULES.into()),
        );
        for told in under_older_rules(self.sealing, state) {
            let (vote, what) = told;
            tell(&Ranges::from_iter([vote]), what);
        }
        tell(&self.rotations, said("verify-cost-rotated"));
        tell(&self.taken_back, said("verify-cost-taken-back"));
        tell(&self.withdrawn, said("verify-cost-withdrawn"));
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

/// Whether the entry that `state` applied last is an official's.
fn by_official(state: &State) -> bool {
    let role = state.last_by.split_once('/').map(|(role, _)| role);
    role == Some(Role::Official.name())
}

/// Votes that were under way when the record adopted rules that keep seals at the entry `adopted`, each with its entry: they stay
/// under those they opened under.
fn under_older_rules(adopted: Option<u64>, state: &State) -> Vec<(u64, Said)> {
    let Some(adopted) = adopted else {
        return vec![];
    };
    let stay = state.votes_of_all().filter(|(_, vote)| {
        let over = match vote.phase {
            VotePhase::Selected { entry, .. } | VotePhase::Cancelled { entry, .. } => entry,
            VotePhase::Open | VotePhase::Closed { .. } | VotePhase::Opened { .. } => u64::MAX,
        };
        vote.entry < adopted && over > adopted && !vote.keeps_seals()
    });
    let told = stay.map(|(id, vote)| {
        let what = said("verify-cost-vote-older-rules").text("vote", id);
        (vote.entry, what.number("adopted", adopted))
    });
    told.collect()
}

fn called_off(cancelled: &votes::VoteCancelled, state: &State) -> Said {
    let vote = state.vote(&cancelled.programme, &cancelled.vote).ok();
    let opened = vote.and_then(|vote| vote.phase.opened());
    said(match opened {
        Some(_) => "verify-cost-cancelled-opened",
        None => "verify-cost-cancelled",
    })
    .text("vote", &cancelled.vote)
    .number("cast", vote.map_or(0, |vote| vote.cast))
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
