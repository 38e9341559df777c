//! What became of a ballot.

use madang_programme::votes::tally::{OpenedBallot, Tally, TallyReport};
use madang_programme::votes::{VotePhase, VoteState};
use madang_programme::{State, Violation};
use madang_words::Said;
use serde::{Deserialize, Serialize};

use super::looked_at::is_gone;
use super::watched::left_out_by;
use crate::said::said;

/// What became of a ballot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "fate")]
pub enum Fate {
    /// It counted.
    Counted,
    /// The same voter cast another, and that one is looked at.
    Replaced {
        /// The entry of the other.
        by: u64,
    },
    /// It is the one of its voter that is looked at, and it does not count.
    NotCounted {
        /// Why.
        because: NotCounted,
    },
    /// The vote's ballots are still under seal.
    NotOpenedYet,
    /// The vote was called off.
    VoteCancelled {
        /// The entry that says so.
        by: u64,
    },
    /// It was erased or restricted before the count.
    Hidden {
        /// The entry that says so.
        by: u64,
    },
    /// A ballot of the same voter is hidden, so that nobody can say from outside.
    Unknown,
}

/// Why a ballot does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotCounted {
    /// The voter cast several, and then none counts.
    SeveralCast,
    /// It names a project that is no candidate.
    UnknownProject,
    /// It names a project twice.
    RepeatedChoice,
    /// Nothing is on it.
    Empty,
    /// It has fewer choices than the vote asks for.
    TooFewChoices,
    /// It has more choices than the vote allows.
    TooManyChoices,
    /// Its projects cost more together than the vote allows.
    OverCost,
    /// It gives more points than the vote allows, points where there should be none, or none where there should be.
    OverPoints,
}

/// What became of the ballot of `entry`, where `ballots` are all open ballots of its voter in the vote, by entry, and
/// `absent` the entries of those that are not there to be read.
///
/// # Errors
/// An unknown programme or vote.
pub fn fate(
    state: &State,
    programme: &str,
    vote: &str,
    entry: u64,
    ballots: &[OpenedBallot],
    absent: &[u64],
) -> Result<Fate, Violation> {
    let of = state.vote(programme, vote)?;
    if let VotePhase::Cancelled { entry, .. } = of.phase {
        return Ok(Fate::VoteCancelled { by: entry });
    }
    // What was taken out stays so, whenever the others are opened.
    if let Some(by) = left_out_by(entry, programme, vote, state) {
        return Ok(Fate::Hidden { by });
    }
    if of.phase.opened().is_none() {
        return Ok(Fate::NotOpenedYet);
    }
    let looked_at = match of.phase.opened().filter(|_| of.keeps_seals()) {
        Some(opened) => looked_at(of, opened, ballots, absent, state),
        // One that was hidden after the count is part of it all the same.
        None if absent
            .iter()
            .any(|other| left_out_by(*other, programme, vote, state).is_none()) =>
        {
            return Ok(Fate::Unknown);
        }
        None => of
            .ballots
            .repeated_voter
            .chosen(ballots)
            .map(|chosen| chosen.entry),
    };
    let Some(looked_at) = looked_at else {
        return Ok(match ballots.len() + absent.len() {
            0 => Fate::Unknown,
            _ => Fate::NotCounted {
                because: NotCounted::SeveralCast,
            },
        });
    };
    if looked_at != entry {
        return Ok(Fate::Replaced { by: looked_at });
    }
    let Some(chosen) = ballots.iter().find(|ballot| ballot.entry == entry) else {
        return Ok(Fate::Unknown);
    };
    let candidates = state.candidates(programme, vote)?;
    let candidates = candidates.map(|(id, proposal)| (id.as_str(), proposal.cost));
    let mut tally = Tally::new(&of.ballots, candidates);
    tally.add(chosen.clone());
    let (_, report) = tally.finish();
    Ok(match why_not(&report) {
        Some(because) => Fate::NotCounted { because },
        None => Fate::Counted,
    })
}

/// Which ballot of a voter is looked at where the seals of the others were kept at the entry `opened`: who cast which entry tells it,
/// whatever is hidden.
fn looked_at(
    vote: &VoteState,
    opened: u64,
    ballots: &[OpenedBallot],
    absent: &[u64],
    state: &State,
) -> Option<u64> {
    let open = ballots.iter().map(|ballot| ballot.entry);
    let mut entries: Vec<u64> = open.chain(absent.iter().copied()).collect();
    entries.retain(|entry| !is_gone(state, *entry, opened));
    entries.sort_unstable();
    vote.ballots.repeated_voter.chosen(&entries).copied()
}

/// Why the one ballot of a tally does not count; `None` where it does.
fn why_not(report: &TallyReport) -> Option<NotCounted> {
    [
        (report.repeated, NotCounted::SeveralCast),
        (report.unknown_project, NotCounted::UnknownProject),
        (report.repeated_choice, NotCounted::RepeatedChoice),
        (report.empty, NotCounted::Empty),
        (report.too_few_choices, NotCounted::TooFewChoices),
        (report.too_many_choices, NotCounted::TooManyChoices),
        (report.over_cost, NotCounted::OverCost),
        (report.over_points, NotCounted::OverPoints),
    ]
    .into_iter()
    .find_map(|(count, because)| (count > 0).then_some(because))
}

impl Fate {
    pub(crate) fn said(&self, entry: u64) -> Said {
        let said = match self {
            Fate::Counted => said("verify-fate-counted"),
            Fate::Replaced { by } => said("verify-fate-replaced").number("by", *by),
            Fate::NotCounted { because } => {
                said("verify-fate-not-counted").said("because", because.said())
            }
            Fate::NotOpenedYet => said("verify-fate-not-opened"),
            Fate::VoteCancelled { by } => said("verify-fate-cancelled").number("by", *by),
            Fate::Hidden { by } => said("verify-fate-hidden").number("by", *by),
            Fate::Unknown => said("verify-fate-unknown"),
        };
        said.number("entry", entry)
    }
}

impl NotCounted {
    fn said(self) -> Said {
        said(match self {
            NotCounted::SeveralCast => "verify-because-several",
            NotCounted::UnknownProject => "verify-because-unknown-project",
            NotCounted::RepeatedChoice => "verify-because-repeated-choice",
            NotCounted::Empty => "verify-because-empty",
            NotCounted::TooFewChoices => "verify-because-too-few",
            NotCounted::TooManyChoices => "verify-because-too-many",
            NotCounted::OverCost => "verify-because-over-cost",
            NotCounted::OverPoints => "verify-because-over-points",
        })
    }
}
