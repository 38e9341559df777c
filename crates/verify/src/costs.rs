//! What the rules allow and costs trust: told by entry, so that whoever relies on the record can look at it.

use std::collections::BTreeMap;

use madang_programme::content::{self, ContentState, Ground};
use madang_programme::contents::TEXT;
use madang_programme::openness::lint_facts;
use madang_programme::proposals::ProposalState;
use madang_programme::{
    Event, Role, State, answers, bodies, commitments, holds_number, log, people, programmes,
    proposals, voices, votes,
};
use madang_record::time::format_at;
use madang_words::Said;

use crate::announcements::Announcements;
use crate::contents::LISTED;
use crate::ranges::Ranges;
use crate::report::{Cost, Report};
use crate::said::said;
use crate::weighed::{
    by_granted, by_official, by_role, called_off, hidden_candidates, is_of_people, longer,
    takes_back, under_older_rules,
};

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
        let entries = index.to_string();
        let single = |what: Said| Cost { entries, what };
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
            Event::Content(content::Event::ContentErased(erased)) => {
                self.erased.entry(erased.ground).or_default().push(index);
            }
            Event::Content(content::Event::OwnContentErased(_)) => {
                let of_ground = self.erased.entry(content::OwnContentErased::GROUND);
                of_ground.or_default().push(index);
            }
            Event::Content(content::Event::ContentRestricted(restricted)) => {
                let of_ground = self.restricted.entry(restricted.ground).or_default();
                of_ground.push(index);
                if restricted.name == TEXT {
                    self.hidden_words.push((index, restricted.entry));
                }
            }
            Event::Programmes(programmes::Event::PeriodsFixed(fixed)) if longer(fixed, state) => {
                self.longer.push(index);
            }
            Event::Votes(event) => self.vote(index, event, state, report),
            Event::Proposals(event) => self.proposal(index, event, state),
            Event::Voices(event) => self.voice(index, event, state),
            Event::Answers(event) => self.answer(index, event, state),
            Event::People(people::Event::RoleGranted(_)) if !by_granted(state) => {
                self.granted.push(index);
            }
            Event::Log(
                log::Event::LogCreated(_)
                | log::Event::LogBegun(_)
                | log::Event::RulesAdopted(_)
                | log::Event::OperatorNamed(_),
            )
            | Event::Content(content::Event::ContentReleased(_))
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
            | Event::Needs(_)
            | Event::Bodies(
                bodies::Event::BodyEstablished(_)
                | bodies::Event::MemberAppointed(_)
                | bodies::Event::MemberLeft(_),
            ) => {}
        }
    }

    /// Takes an entry about a voice: what is done in the place of whoever said it.
    fn voice(&mut self, index: u64, event: &voices::Event, state: &State) {
        if by_role(state, Role::Participant) {
            return;
        }
        match event {
            voices::Event::VoiceWithdrawn(_) => self.voices_withdrawn.push(index),
            voices::Event::VoiceSupplemented(_) => self.spoken_for.push(index),
            voices::Event::VoiceReceived(_)
            | voices::Event::VoiceSupplementAsked(_)
            | voices::Event::VoiceTransferred(_) => {}
        }
    }

    /// Takes an entry about an answer.
    fn answer(&mut self, index: u64, event: &answers::Event, state: &State) {
        match event {
            answers::Event::ReexaminationAsked(asked)
                if is_of_people(&asked.programme, &asked.subject, state)
                    && !by_role(state, Role::Participant) =>
            {
                self.spoken_for.push(index);
            }
            answers::Event::AnswerGiven(given) if takes_back(given, state) => {
                self.promises.push(index);
            }
            answers::Event::AnswerGiven(_)
            | answers::Event::AnswerProgress(_)
            | answers::Event::ReexaminationAsked(_)
            | answers::Event::ExpertiseAsked(_) => {}
        }
    }

    fn vote(&mut self, index: u64, event: &votes::Event, state: &State, report: &mut Report) {
        let what = match event {
            votes::Event::BallotExcluded(excluded) => return self.exclude(index, excluded, state),
            votes::Event::VoteCancelled(cancelled) => called_off(cancelled, state),
            votes::Event::VoteScheduled(_)
            | votes::Event::VoteRescheduled(_)
            | votes::Event::VoteUnscheduled(_) => {
                let Some(what) = self.announced.entry(index, event, state) else {
                    return;
                };
                what
            }
            votes::Event::RuleFixed(_)
            | votes::Event::VoteOpened(_)
            | votes::Event::VoteBegun(_)
            | votes::Event::BallotCast(_)
            | votes::Event::ScoresSubmitted(_)
            | votes::Event::VoteClosed(_)
            | votes::Event::BallotsOpened(_)
            | votes::Event::SelectionPublished(_) => return,
        };
        let entries = index.to_string();
        report.costs.push(Cost { entries, what });
    }

    /// Takes an entry about a proposal.
    fn proposal(&mut self, index: u64, event: &proposals::Event, state: &State) {
        let of = |programme: &str, id: &str| state.proposal(programme, id).ok();
        let mut taken_back = None;
        if let proposals::Event::ProposalTakenBack(facts) = event {
            taken_back = of(&facts.programme, &facts.id);
        } else if let proposals::Event::ProposalWithdrawn(facts) = event {
            taken_back = of(&facts.programme, &facts.id);
        }
        if taken_back.is_some_and(|proposal| proposal.others() > 0) {
            self.left_others.push(index);
        }
        match event {
            proposals::Event::ProposalAmended(facts)
                if of(&facts.values.programme, &facts.values.id)
                    .is_some_and(ProposalState::is_of_participant) =>
            {
                self.amended.push(index);
            }
            proposals::Event::ProposalTakenBack(_) if by_official(state) => {
                self.taken_back.push(index);
            }
            proposals::Event::ProposalWithdrawn(_) if by_official(state) => {
                self.withdrawn.push(index);
            }
            proposals::Event::ProposalSubmitted(_)
            | proposals::Event::ProposalAmended(_)
            | proposals::Event::ProposalTakenBack(_)
            | proposals::Event::ProposalWithdrawn(_)
            | proposals::Event::CallOpened(_)
            | proposals::Event::ProposalHandedIn(_)
            | proposals::Event::ProposalRevised(_)
            | proposals::Event::ProposalEndorsed(_)
            | proposals::Event::EndorsementWithdrawn(_)
            | proposals::Event::ProposalCommented(_)
            | proposals::Event::ProposalsMerged(_)
            | proposals::Event::ProposalSplit(_) => {}
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
        let size = report.size;
        let mut tell = |ranges: &Ranges, what: Said| {
            if ranges.count() > 0 {
                report.costs.push(Cost {
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
