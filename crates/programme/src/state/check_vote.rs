//! The rules of votes: what may be fixed, opened, cast, closed, cancelled and published, and when.

use madang_selection::{Lot, Rule};

use super::check::{Checked, absent, check_amount, not_blank};
use super::{ProgrammeState, Standing, State, VotePhase, VoteState};
use crate::event::Event;
use crate::event::selection::LotPledge;
use crate::event::vote::{BallotRule, BallotType, VoteOpened};
use crate::selection::{check_applies, check_rule};
use crate::text::check_slug;
use crate::violation::Violation;

impl State {
    pub(super) fn check_vote(&self, event: &Event) -> Checked {
        match event {
            Event::RuleFixed(e) => {
                check_slug("id", &e.id)?;
                let programme = self.programme(&e.programme)?;
                absent(
                    "selection rule",
                    &e.id,
                    programme.rules.get(&e.id).map(|r| r.entry),
                )?;
                if let Some((id, _)) = unfinished_vote(programme) {
                    return Err(Violation::out_of_turn(format!(
                        "vote {id:?} is under way: its rule stands, and another can be fixed after its selection"
                    )));
                }
                check_rule(&e.rule, e.lot.as_ref())?;
                if let Rule::Scores(scores) = &e.rule.rule
                    && let Some(body) = scores
                        .bodies
                        .keys()
                        .find(|id| !programme.bodies.contains_key(*id))
                {
                    return Err(Violation::unknown("body", body));
                }
                Ok(())
            }
            Event::VoteOpened(e) => self.check_vote_opened(e),
            Event::BallotCast(e) => {
                if e.voter.len() != 32
                    || !e
                        .voter
                        .bytes()
                        .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
                {
                    return Err(Violation::field(
                        "voter",
                        "must be 32 lower-case hex digits",
                    ));
                }
                match self.vote(&e.programme, &e.vote)?.phase {
                    VotePhase::Open => Ok(()),
                    phase => Err(not_open(&e.vote, phase)),
                }
            }
            Event::ScoresSubmitted(e) => {
                let vote = self.vote(&e.programme, &e.vote)?;
                if vote.phase != VotePhase::Open {
                    return Err(not_open(&e.vote, vote.phase));
                }
                // Whether body and member are there is for the place to say.
                let sheet = vote
                    .sheets
                    .get(&(e.body.clone(), e.member.clone()))
                    .copied();
                absent("score sheet", &format!("{}/{}", e.body, e.member), sheet)
            }
            Event::VoteClosed(e) => {
                let vote = self.vote(&e.programme, &e.vote)?;
                if vote.phase != VotePhase::Open {
                    return Err(not_open(&e.vote, vote.phase));
                }
                if vote.cast != e.ballots {
                    return Err(Violation::field(
                        "ballots",
                        format!("says {}, but {} were cast", e.ballots, vote.cast),
                    ));
                }
                self.check_sheets(&e.programme, vote)
            }
            Event::BallotsOpened(e) => {
                let vote = self.vote(&e.programme, &e.vote)?;
                match vote.phase {
                    VotePhase::Closed { .. } => {
                        let rule = self.programme(&e.programme)?.rules.get(&vote.rule);
                        check_lot(rule.and_then(|rule| rule.lot.as_ref()), e.lot.as_ref())
                    }
                    VotePhase::Open => Err(Violation::out_of_turn(format!(
                        "vote {:?} is still open: close it before its ballots are opened",
                        e.vote
                    ))),
                    VotePhase::Cancelled { .. } => Err(cancelled(&e.vote)),
                    VotePhase::Opened { .. } | VotePhase::Selected { .. } => {
                        Err(Violation::out_of_turn(format!(
                            "the ballots of vote {:?} are open already",
                            e.vote
                        )))
                    }
                }
            }
            Event::VoteCancelled(e) => {
                e.reason.check("reason", 2000)?;
                match self.vote(&e.programme, &e.vote)?.phase {
                    VotePhase::Cancelled { .. } => Err(cancelled(&e.vote)),
                    VotePhase::Selected { .. } => Err(Violation::out_of_turn(format!(
                        "the selection of vote {:?} is published: it stands",
                        e.vote
                    ))),
                    _ => Ok(()),
                }
            }
            Event::SelectionPublished(e) => {
                let programme = self.programme(&e.programme)?;
                let vote = self.vote(&e.programme, &e.vote)?;
                if !matches!(vote.phase, VotePhase::Opened { .. }) {
                    return Err(Violation::out_of_turn(format!(
                        "vote {:?}: a selection follows the opening of its ballots, once",
                        e.vote
                    )));
                }
                if vote.rule != e.rule {
                    return Err(Violation::field(
                        "rule",
                        format!("is {:?}; the vote was opened under {:?}", e.rule, vote.rule),
                    ));
                }
                for id in &e.selected {
                    match programme
                        .proposals
                        .get(id)
                        .map(|proposal| &proposal.standing)
                    {
                        Some(Standing::Candidate(vote)) if *vote == e.vote => {}
                        _ => {
                            return Err(Violation::field(
                                "selected",
                                format!("{id:?} is not a candidate of this vote"),
                            ));
                        }
                    }
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn check_vote_opened(&self, e: &VoteOpened) -> Checked {
        check_slug("id", &e.id)?;
        let programme = self.programme(&e.programme)?;
        absent("vote", &e.id, programme.votes.get(&e.id).map(|v| v.entry))?;
        if !programme.rules.contains_key(&e.rule) {
            return Err(Violation::unknown("selection rule", &e.rule));
        }
        if let Some((id, _)) = unfinished_vote(programme) {
            return Err(Violation::out_of_turn(format!(
                "vote {id:?} comes first: publish its selection, or cancel it"
            )));
        }
        check_ballot_rule(&e.ballots)?;
        let standing = programme.candidates_to_be().count();
        if standing == 0 {
            return Err(Violation::out_of_turn("there is no proposal to vote on"));
        }
        if u64::from(e.candidates) != standing as u64 {
            return Err(Violation::field(
                "candidates",
                format!("says {}, but {standing} proposals stand", e.candidates),
            ));
        }
        check_applies(programme, e)
    }

    /// A vote whose rule weighs a body without any scores could be closed and never be counted.
    fn check_sheets(&self, programme: &str, vote: &VoteState) -> Checked {
        let rule = self.programme(programme)?.rules.get(&vote.rule);
        let Some(Rule::Scores(scores)) = rule.map(|rule| &rule.rule.rule) else {
            return Ok(());
        };
        let weighed = scores.bodies.iter().filter(|(_, weight)| **weight > 0);
        for (body, _) in weighed {
            if !vote.sheets.keys().any(|(of, _)| of == body) {
                return Err(Violation::out_of_turn(format!(
                    "body {body:?} has a weight in the rule but no score sheet yet: submit its scores before the vote closes"
                )));
            }
        }
        Ok(())
    }
}

fn unfinished_vote(programme: &ProgrammeState) -> Option<(&String, &super::VoteState)> {
    programme
        .votes
        .iter()
        .find(|(_, vote)| !vote.phase.is_over())
}

fn not_open(vote: &str, phase: VotePhase) -> Violation {
    match phase {
        VotePhase::Cancelled { .. } => cancelled(vote),
        _ => Violation::out_of_turn(format!("vote {vote:?} is closed already")),
    }
}

fn cancelled(vote: &str) -> Violation {
    Violation::out_of_turn(format!("vote {vote:?} is cancelled"))
}

/// The drawn lot against what was pledged before the vote.
fn check_lot(pledge: Option<&LotPledge>, drawn: Option<&Lot>) -> Checked {
    match (pledge, drawn) {
        (None, None) => Ok(()),
        (None, Some(_)) => Err(Violation::field(
            "lot",
            "is given, but the rule of the vote breaks no ties by lot",
        )),
        (Some(_), None) => Err(Violation::field(
            "lot",
            "is missing: the rule breaks ties by lot, so seed and public value are needed now",
        )),
        (Some(pledge), Some(lot)) => {
            if lot.seed_hash() != pledge.seed_hash {
                return Err(Violation::field(
                    "lot.seed",
                    "is not the seed whose hash was fixed before the vote",
                ));
            }
            not_blank("lot.value", &lot.value, 1000)?;
            if !unicode_normalization::is_nfc(&lot.value) {
                return Err(Violation::field(
                    "lot.value",
                    "is not in Unicode normal form C",
                ));
            }
            Ok(())
        }
    }
}

fn check_ballot_rule(rule: &BallotRule) -> Checked {
    for (field, amount) in [
        ("ballots.max_cost", rule.max_cost),
        ("ballots.max_points", rule.max_points),
    ] {
        if let Some(amount) = amount {
            check_amount(field, amount)?;
        }
    }
    if let (Some(min), Some(max)) = (rule.min_choices, rule.max_choices)
        && min > max
    {
        return Err(Violation::field(
            "ballots.min_choices",
            format!("is {min}, more than max_choices, {max}"),
        ));
    }
    let points = matches!(
        rule.ballot_type,
        BallotType::Cumulative | BallotType::Scoring
    );
    if rule.max_points.is_some() && !points {
        return Err(Violation::field(
            "ballots.max_points",
            "is for ballots with points",
        ));
    }
    Ok(())
}
