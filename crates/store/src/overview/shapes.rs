//! Programmes, as pages and the JSON API show them.

use madang_programme::programmes::{AudienceDefined, GroupDefined, ProgrammeBegun, ProgrammeText};
use serde::Serialize;

use crate::bodies::shapes::BodyDetail;
use crate::votes::shapes::{RuleDetail, VoteDetail};

/// A programme in a list, with where it stands in the loop.
#[derive(Clone, Debug, Serialize)]
pub struct ProgrammeSummary {
    /// Its facts.
    pub facts: ProgrammeBegun,
    /// Its words; `None` where they are restricted or erased.
    pub text: Option<ProgrammeText>,
    /// Its entry.
    pub entry: u64,
    /// When it was created, UTC.
    pub at: String,
    /// Where it stands.
    pub stage: Stage,
    /// Whether a call for proposals is on, whatever the last selection came to.
    pub call_open: bool,
    /// Voices that were received and not withdrawn.
    pub voices: u64,
    /// Needs that group voices.
    pub needs: u64,
    /// Proposals that were handed in and not withdrawn.
    pub proposals: u64,
    /// Proposals selected.
    pub selected: u64,
}

/// Where a programme stands in the loop, as far as this version runs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Proposals are gathered.
    Proposals,
    /// A vote is open.
    Vote,
    /// The vote is closed, or its announced end has come, and its selection is not yet published.
    Counting,
    /// A selection is published.
    Selection,
}

/// A programme with its groups, bodies and votes.
#[derive(Clone, Debug, Serialize)]
pub struct ProgrammeDetail {
    /// As in a list.
    pub summary: ProgrammeSummary,
    /// Service groups in the order they were defined, with their audiences and how many proposals each has.
    pub groups: Vec<GroupDetail>,
    /// Bodies with their members.
    pub bodies: Vec<BodyDetail>,
    /// Selection rules, oldest first.
    pub rules: Vec<RuleDetail>,
    /// Votes, oldest first.
    pub votes: Vec<VoteDetail>,
}

/// A service group.
#[derive(Clone, Debug, Serialize)]
pub struct GroupDetail {
    /// Its facts.
    pub facts: GroupDefined,
    /// Its audiences.
    pub audiences: Vec<AudienceDefined>,
    /// Its proposals, without withdrawn ones.
    pub proposals: u64,
    /// Those selected.
    pub selected: u64,
}
