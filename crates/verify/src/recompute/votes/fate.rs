//! What became of a ballot.

use madang_programme::votes::tally::{OpenedBallot, Tally, TallyReport};
use madang_programme::votes::{BallotContent, VotePhase};
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
    /// It counted without some of its choices, which are no candidates.
    CountedWithout {
        /// How many.
        dropped: u64,
    },
    /// The vote's ballots are open and the selection is not published: by the vote's rule it will count.
    WillCount,
    /// The same without some of its choices, which are no candidates.
    WillCountWithout {
        /// How many.
        dropped: u64,
    },
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
    /// The vote's ballots are open and the selection is not published: by the vote's rule it will not count.
    WillNotCount {
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
    /// It is the one of its voter that is looked at, and what it says is hidden, so that nobody without its receipt can say.
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
/// `absent` the entries of those that are not there to be read. `own` is what a receipt shows that it says: it is answered too
/// where its content was hidden since.
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
    own: Option<&BallotContent>,
) -> Result<Fate, Violation> {
    let of = state.vote(programme, vote)?;
    if let VotePhase::Cancelled { entry, .. } = of.phase {
        return Ok(Fate::VoteCancelled { by: entry });
    }
    // What was taken out stays so, whenever the others are opened.
    if let Some(by) = left_out_by(entry, programme, vote, state) {
        return Ok(Fate::Hidden { by });
    }
    let Some(opened) = of.phase.opened() else {
        return Ok(Fate::NotOpenedYet);
    };
    // Who cast which entry tells which of them is looked at, whatever is hidden.
    let open = ballots.iter().map(|ballot| ballot.entry);
    let mut entries: Vec<u64> = open.chain(absent.iter().copied()).collect();
    entries.retain(|other| match of.keeps_seals() {
        true => !is_gone(state, *other, opened),
        // One that was hidden after the count is part of it all the same.
        false => left_out_by(*other, programme, vote, state).is_none(),
    });
    entries.sort_unstable();
    let is_counted = matches!(of.phase, VotePhase::Selected { .. });
    let (because, dropped) = match of.ballots.repeated_voter.chosen(&entries) {
        None if entries.is_empty() => return Ok(Fate::Unknown),
        None => (Some(NotCounted::SeveralCast), 0),
        Some(by) if *by != entry => return Ok(Fate::Replaced { by: *by }),
        Some(_) => {
            let there = ballots.iter().find(|ballot| ballot.entry == entry);
            let there = there.and_then(|ballot| ballot.content.as_ref());
            let Some(content) = there.or(own) else {
                return Ok(Fate::Unknown);
            };
            let candidates = state.candidates(programme, vote)?;
            let candidates = candidates.map(|(id, proposal)| (id.as_str(), proposal.cost));
            let mut tally = Tally::new(&of.ballots, candidates);
            tally.add(OpenedBallot {
                entry,
                voter: String::new(),
                content: Some(content.clone()),
            });
            let report = tally.finish().1;
            (why_not(&report), report.dropped_choices)
        }
    };
    Ok(match (because, is_counted) {
        (None, true) if dropped > 0 => Fate::CountedWithout { dropped },
        (None, true) => Fate::Counted,
        (None, false) if dropped > 0 => Fate::WillCountWithout { dropped },
        (None, false) => Fate::WillCount,
        (Some(because), true) => Fate::NotCounted { because },
        (Some(because), false) => Fate::WillNotCount { because },
    })
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
        let became = match self {
            Fate::Counted => said("verify-fate-counted"),
            Fate::CountedWithout { dropped } => {
                said("verify-fate-counted-without").number("dropped", *dropped)
            }
            Fate::WillCountWithout { dropped } => {
                said("verify-fate-will-count-without").number("dropped", *dropped)
            }
            Fate::Replaced { by } => said("verify-fate-replaced").number("by", *by),
            Fate::NotCounted { because } => {
                said("verify-fate-not-counted").said("because", because.said())
            }
            Fate::WillCount => said("verify-fate-will-count"),
            Fate::WillNotCount { because } => {
                said("verify-fate-will-not-count").said("because", because.said())
            }
            Fate::NotOpenedYet => said("verify-fate-not-opened"),
            Fate::VoteCancelled { by } => said("verify-fate-cancelled").number("by", *by),
            Fate::Hidden { by } => said("verify-fate-hidden").number("by", *by),
            Fate::Unknown => said("verify-fate-unknown"),
        };
        became.number("entry", entry)
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
