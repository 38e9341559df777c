//! Proposals, as pages and the JSON API show them.

use madang_programme::proposals::{ProposalText, ProposalValues, ProposerKind};
use madang_words::Text;
use serde::Serialize;

/// Where a proposal stands, as a filter and on pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ProposalState {
    /// Handed in.
    Submitted,
    /// Up for a vote.
    Candidate,
    /// Selected.
    Selected,
    /// Not selected.
    NotSelected,
    /// Withdrawn.
    Withdrawn,
    /// It goes on in another.
    Merged,
    /// It goes on in its parts.
    Split,
}

impl ProposalState {
    /// Every state, in the order of a proposal's life.
    pub const ALL: [ProposalState; 7] = [
        ProposalState::Submitted,
        ProposalState::Candidate,
        ProposalState::Selected,
        ProposalState::NotSelected,
        ProposalState::Withdrawn,
        ProposalState::Merged,
        ProposalState::Split,
    ];

    /// Its name in the database, in the API and in addresses.
    pub fn name(self) -> &'static str {
        match self {
            ProposalState::Submitted => "submitted",
            ProposalState::Candidate => "candidate",
            ProposalState::Selected => "selected",
            ProposalState::NotSelected => "not_selected",
            ProposalState::Withdrawn => "withdrawn",
            ProposalState::Merged => "merged",
            ProposalState::Split => "split",
        }
    }

    /// The state of that name.
    pub fn from_name(name: &str) -> Option<ProposalState> {
        ProposalState::ALL
            .into_iter()
            .find(|state| state.name() == name)
    }
}

/// Which proposals to list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProposalFilter {
    /// Words to search for in title, summary and proposer; all must occur (case-insensitive, NFC, as substrings).
    pub search: String,
    /// Only this service group.
    pub group: Option<String>,
    /// Only this audience.
    pub audience: Option<String>,
    /// Only these standing so; `None` lists all but withdrawn ones.
    pub state: Option<ProposalState>,
    /// Only those that go on under their own name and that nobody answered yet.
    pub unanswered: bool,
    /// Order.
    pub order: ProposalOrder,
    /// How many items to leave out.
    pub offset: u64,
    /// How many items at most, 1–100.
    pub limit: u64,
}

/// The order of a list of proposals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ProposalOrder {
    /// As they were handed in.
    #[default]
    Submitted,
    /// What was handed in last first.
    Newest,
    /// Dearest first.
    CostDescending,
    /// Cheapest first.
    CostAscending,
    /// What answers the search best first, where it finds no more than can be put in order; else, and without a search, as they
    /// were handed in.
    Relevance,
}

impl ProposalOrder {
    /// The order of a list for which nobody named one.
    pub fn usual(search: &str) -> ProposalOrder {
        match search.trim() {
            "" => ProposalOrder::Submitted,
            _ => ProposalOrder::Relevance,
        }
    }
}

/// A proposal.
#[derive(Clone, Debug, Serialize)]
pub struct ProposalDetail {
    /// Its values, as they are to be read.
    pub facts: ProposalValues,
    /// Its words; `None` where they are restricted or erased.
    pub text: Option<ProposalText>,
    /// Its entry.
    pub entry: u64,
    /// When it was handed in.
    pub at: String,
    /// When it was amended or revised last; `None` where it reads as it was handed in.
    pub amended: Option<String>,
    /// The number of the version that is to be read, from 1.
    pub version: u32,
    /// Where it stands.
    pub state: ProposalState,
    /// The vote it is or was last a candidate of.
    pub vote: Option<String>,
    /// Its place in the order of selection, from 1.
    pub rank: Option<u32>,
}

/// How a proposal read from one entry on.
#[derive(Clone, Debug, Serialize)]
pub struct ProposalVersion {
    /// The entry that handed it in, amended or revised it.
    pub entry: u64,
    /// Its time, UTC.
    pub at: String,
    /// The values as they read from then on.
    pub facts: ProposalValues,
    /// Why it was amended; `None` of what was handed in, or revised by whoever did that.
    pub reason: Option<Text>,
    /// The words as they read from then on; `None` where they are restricted or erased.
    pub text: Option<ProposalText>,
}

/// How many proposals a programme has in each state and group, for the filter's tabs.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ProposalCounts {
    /// By state.
    pub by_state: Vec<(ProposalState, u64)>,
    /// By group.
    pub by_group: Vec<(String, u64)>,
}

/// How many proposals come from a kind of proposer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProposersCount {
    /// The kind; `None` of those that do not say.
    pub kind: Option<ProposerKind>,
    /// Proposals that came in, also those that were withdrawn since.
    pub proposals: u64,
    /// Those of them that were withdrawn.
    pub withdrawn: u64,
    /// Those of them that were selected.
    pub selected: u64,
}

/// A comment on a proposal.
#[derive(Clone, Debug, Serialize)]
pub struct CommentDetail {
    /// Its entry.
    pub entry: u64,
    /// When it was made, UTC.
    pub at: String,
    /// Who made it, as on the record.
    pub actor: String,
    /// The proposal.
    pub proposal: String,
    /// The entry of the comment to which it replies.
    pub parent: Option<u64>,
    /// The words; `None` where they are restricted or erased.
    pub text: Option<Text>,
}

/// That somebody endorsed a proposal. Under which name, which they have for this alone, stands on the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EndorsementDetail {
    /// Its entry.
    pub entry: u64,
    /// When it was given, UTC.
    pub at: String,
    /// The proposal.
    pub proposal: String,
    /// The version that it is for.
    pub version: u32,
    /// Whether it stands: it was not taken back.
    pub stands: bool,
}

/// A comment with everything that replies to it, and to that: oldest first, the comment that began it before all.
pub type Thread = Vec<CommentDetail>;
