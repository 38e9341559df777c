//! Votes: opened, ballots cast under seal, closed, ballots opened; or cancelled.

use std::collections::BTreeMap;

use madang_selection::Decimal;
use serde::{Deserialize, Serialize};

use super::selection::Lot;
use crate::text::Text;

/// What a ballot says about projects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BallotType {
    /// A set of projects.
    Approval,
    /// Points spread over projects.
    Cumulative,
    /// Points to each project on its own.
    Scoring,
    /// A ranking, best first.
    Ordinal,
}

/// What becomes of a ballot that names a project that is not on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnknownProject {
    /// The whole ballot does not count.
    DiscardBallot,
    /// The rest of the ballot counts.
    DropChoice,
}

/// Which ballot counts when a voter cast several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RepeatedVoter {
    /// The first.
    CountFirst,
    /// The last: a voter may think again, also out of another's sight.
    CountLast,
    /// None.
    CountNone,
}

/// How ballots are read and which of them count, fixed when the vote opens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BallotRule {
    /// What a ballot says.
    #[serde(rename = "type")]
    pub ballot_type: BallotType,
    /// Fewest choices on a ballot that counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_choices: Option<u32>,
    /// Most choices on a ballot that counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_choices: Option<u32>,
    /// Most that the projects on a ballot may cost together, smallest unit; a ballot over it does not count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_cost: Option<u64>,
    /// Most points on a ballot together; a ballot over it does not count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_points: Option<u64>,
    /// What becomes of unknown projects.
    pub unknown_project: UnknownProject,
    /// What becomes of a voter's second ballot.
    pub repeated_voter: RepeatedVoter,
}

/// A vote opened: the proposals that stand now are its candidates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VoteOpened {
    /// The programme.
    pub programme: String,
    /// Identifier, unique in the programme.
    pub id: String,
    /// The selection rule that it will be counted by.
    pub rule: String,
    /// How ballots are read.
    pub ballots: BallotRule,
    /// How many candidates there are: the proposals standing at this moment.
    pub candidates: u32,
}

/// A ballot was cast. The choices are in the body `ballot`, sealed until the vote's ballots are opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BallotCast {
    /// The programme.
    pub programme: String,
    /// The vote.
    pub vote: String,
    /// Pseudonym of the voter, for this vote only: 32 hex digits.
    pub voter: String,
}

/// The body `ballot` of `ballot.cast/1`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BallotContent {
    /// Identifiers of projects; best first in a ranking.
    pub choices: Vec<String>,
    /// Points, one for each choice; absent for approvals and rankings.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<Vec<u64>>,
}

/// A member of a body scored the candidates. The scores are in the body `scores`, sealed like the ballots: nobody who
/// scores or votes later can go by them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScoresSubmitted {
    /// The programme.
    pub programme: String,
    /// The vote.
    pub vote: String,
    /// The body.
    pub body: String,
    /// The member's pseudonym in that body.
    pub member: String,
}

/// The body `scores` of `scores.submitted/1`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScoresContent {
    /// Score by proposal, exact decimals; a proposal left out has no score from this member.
    pub scores: BTreeMap<String, Decimal>,
}

/// No more ballots.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VoteClosed {
    /// The programme.
    pub programme: String,
    /// The vote.
    pub vote: String,
    /// How many ballots were cast.
    pub ballots: u64,
}

/// The seals were broken: every ballot of the vote is public from here on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BallotsOpened {
    /// The programme.
    pub programme: String,
    /// The vote.
    pub vote: String,
    /// Where the rule breaks ties by lot: the seed that was pledged, and the public value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot: Option<Lot>,
}

/// A vote was called off: nothing is selected by it, and its candidates stand as before. Ballots that are under seal
/// stay so; those that were opened stay public.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VoteCancelled {
    /// The programme.
    pub programme: String,
    /// The vote.
    pub vote: String,
    /// Why.
    pub reason: Text,
}
