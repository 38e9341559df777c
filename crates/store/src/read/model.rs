//! What the read tables say, as pages and the JSON API show it.
//!
//! Everything here follows from the entries: `rebuild` drops the tables and remakes them.

use madang_programme::event::commitment::{
    CommitmentRecorded, CommitmentText, MilestoneRecorded, ReviewRecorded, ReviewText,
};
use madang_programme::event::organisation::{BodyEstablished, MemberAppointed, Person};
use madang_programme::event::programme::{
    AudienceDefined, GroupDefined, ProgrammeCreated, ProgrammeText,
};
use madang_programme::event::proposal::{ProposalSubmitted, ProposalText};
use madang_programme::event::selection::{Lot, SelectionPublished};
use madang_programme::event::vote::{VoteCancelled, VoteOpened};
use madang_programme::text::Text;
use madang_record::Hash;
use madang_record::body::Salt;
use serde::Serialize;

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Page<T> {
    /// The items of this page.
    pub items: Vec<T>,
    /// How many items there are on all pages; where counting them would cost more than the page, a number that is
    /// surely exceeded, at most [`COUNT_LIMIT`].
    pub total: u64,
    /// True where there are more than `total`.
    pub more_than_total: bool,
}

impl<T> Page<T> {
    /// Whether another page may follow this one, which begins at `offset` and holds at most `limit` items.
    pub fn is_followed(&self, offset: u64, limit: u64) -> bool {
        if self.more_than_total {
            self.items.len() as u64 == limit
        } else {
            offset.saturating_add(limit) < self.total
        }
    }
}

/// Items of a filtered list are counted up to this many, so that a page costs the same in a programme of any size.
pub const COUNT_LIMIT: u64 = 1_000;

/// A programme in a list, with where it stands in the loop.
#[derive(Clone, Debug, Serialize)]
pub struct ProgrammeSummary {
    /// Its facts.
    pub facts: ProgrammeCreated,
    /// Its words; `None` where they are restricted or erased.
    pub text: Option<ProgrammeText>,
    /// Its entry.
    pub entry: u64,
    /// When it was created, UTC.
    pub at: String,
    /// Where it stands.
    pub stage: Stage,
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
    /// The vote is closed and its selection not yet published.
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

/// A body of people.
#[derive(Clone, Debug, Serialize)]
pub struct BodyDetail {
    /// Its facts.
    pub facts: BodyEstablished,
    /// Its entry.
    pub entry: u64,
    /// Members who have not left.
    pub members: Vec<MemberDetail>,
}

/// A member.
#[derive(Clone, Debug, Serialize)]
pub struct MemberDetail {
    /// Facts.
    pub facts: MemberAppointed,
    /// Its entry.
    pub entry: u64,
    /// Who it is, where that is public.
    pub person: Option<Person>,
}

/// A selection rule.
#[derive(Clone, Debug, Serialize)]
pub struct RuleDetail {
    /// Its facts.
    pub facts: madang_programme::event::selection::RuleFixed,
    /// Its entry.
    pub entry: u64,
    /// When it was fixed.
    pub at: String,
}

/// A vote.
#[derive(Clone, Debug, Serialize)]
pub struct VoteDetail {
    /// Its facts.
    pub facts: VoteOpened,
    /// The entry and time that opened it.
    pub opened: Moment,
    /// The entry and time that closed it.
    pub closed: Option<Moment>,
    /// The entry and time at which its ballots were opened.
    pub ballots_opened: Option<Moment>,
    /// The lot, where the rule has one and it was drawn.
    pub lot: Option<Lot>,
    /// Ballots cast so far.
    pub ballots: u64,
    /// The selection, once published.
    pub selection: Option<SelectionDetail>,
    /// Where the vote was called off.
    pub cancelled: Option<CancellationDetail>,
}

/// A vote called off.
#[derive(Clone, Debug, Serialize)]
pub struct CancellationDetail {
    /// Its facts, with the reason.
    pub facts: VoteCancelled,
    /// Its entry and time.
    pub at: Moment,
}

/// An entry and its time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Moment {
    /// The entry.
    pub entry: u64,
    /// Its time, UTC.
    pub at: String,
}

/// A published selection. Its outcome (rounds, explanations) is the body `outcome` of its entry.
#[derive(Clone, Debug, Serialize)]
pub struct SelectionDetail {
    /// Its facts.
    pub facts: SelectionPublished,
    /// Its entry and time.
    pub published: Moment,
}

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
}

impl ProposalState {
    /// Every state, in the order of a proposal's life.
    pub const ALL: [ProposalState; 5] = [
        ProposalState::Submitted,
        ProposalState::Candidate,
        ProposalState::Selected,
        ProposalState::NotSelected,
        ProposalState::Withdrawn,
    ];

    /// Its name in the database, in the API and in addresses.
    pub fn name(self) -> &'static str {
        match self {
            ProposalState::Submitted => "submitted",
            ProposalState::Candidate => "candidate",
            ProposalState::Selected => "selected",
            ProposalState::NotSelected => "not_selected",
            ProposalState::Withdrawn => "withdrawn",
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
    /// Dearest first.
    CostDescending,
    /// Cheapest first.
    CostAscending,
}

/// A proposal.
#[derive(Clone, Debug, Serialize)]
pub struct ProposalDetail {
    /// Its facts.
    pub facts: ProposalSubmitted,
    /// Its words; `None` where they are restricted or erased.
    pub text: Option<ProposalText>,
    /// Its entry.
    pub entry: u64,
    /// When it was handed in.
    pub at: String,
    /// Where it stands.
    pub state: ProposalState,
    /// The vote it is or was last a candidate of.
    pub vote: Option<String>,
    /// Its place in the order of selection, from 1.
    pub rank: Option<u32>,
}

/// How many proposals a programme has in each state and group, for the filter's tabs.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ProposalCounts {
    /// By state.
    pub by_state: Vec<(ProposalState, u64)>,
    /// By group.
    pub by_group: Vec<(String, u64)>,
}

/// A commitment in a country's list.
#[derive(Clone, Debug, Serialize)]
pub struct CommitmentSummary {
    /// Its facts.
    pub facts: CommitmentRecorded,
    /// Its title, where the source has one.
    pub title: Option<Text>,
    /// Its entry.
    pub entry: u64,
    /// Milestones on record.
    pub milestones: u64,
    /// Reviews on record.
    pub reviews: u64,
}

/// A country that has commitments on record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CountrySummary {
    /// ISO 3166-1 alpha-2 code.
    pub country: String,
    /// How many.
    pub commitments: u64,
}

/// An action plan on record.
#[derive(Clone, Debug, Serialize)]
pub struct ActionPlanDetail {
    /// Its facts.
    pub facts: madang_programme::event::commitment::ActionPlanRecorded,
    /// Its entry.
    pub entry: u64,
}

/// Everything on record about a commitment.
#[derive(Clone, Debug, Serialize)]
pub struct CommitmentDetail {
    /// Its facts.
    pub facts: CommitmentRecorded,
    /// Its words.
    pub text: Option<CommitmentText>,
    /// Its entry.
    pub entry: u64,
    /// Its plan.
    pub action_plan: Option<ActionPlanDetail>,
    /// Its milestones, by code, with their entry.
    pub milestones: Vec<(MilestoneRecorded, u64)>,
    /// Its reviews with their words, oldest first.
    pub reviews: Vec<ReviewDetail>,
    /// Programmes that run under it.
    pub programmes: Vec<ProgrammeSummary>,
}

/// A review.
#[derive(Clone, Debug, Serialize)]
pub struct ReviewDetail {
    /// Its facts.
    pub facts: ReviewRecorded,
    /// Its words.
    pub text: Option<ReviewText>,
    /// Its entry.
    pub entry: u64,
}

/// An entry in the list of the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EntrySummary {
    /// Its index.
    pub index: u64,
    /// Kind.
    pub kind: String,
    /// Time, UTC.
    pub at: String,
    /// Actor: `role/pseudonym`.
    pub actor: String,
    /// Programme; empty for what concerns the whole record.
    pub space: String,
    /// What it is about.
    pub subject: String,
}

/// One entry in full.
#[derive(Clone, Debug)]
pub struct EntryDetail {
    /// Its index.
    pub index: u64,
    /// Its bytes, as hashed.
    pub bytes: Vec<u8>,
    /// Its leaf hash.
    pub leaf: Hash,
    /// Its bodies.
    pub bodies: Vec<BodyView>,
}

/// A body as the public may see it.
#[derive(Clone, Debug)]
pub enum BodyView {
    /// Public: what it says, and the salt that proves it.
    Open {
        /// Name.
        name: String,
        /// Salt.
        salt: Salt,
        /// Canonical JSON.
        content: Vec<u8>,
    },
    /// Sealed until that event.
    Sealed {
        /// Name.
        name: String,
        /// The subject whose event breaks the seal.
        until: String,
    },
    /// Restricted; by that entry, or from the beginning.
    Restricted {
        /// Name.
        name: String,
        /// The entry that restricted it, where it was not restricted from the beginning.
        by: Option<u64>,
    },
    /// Erased by that entry.
    Erased {
        /// Name.
        name: String,
        /// The entry that erased it.
        by: u64,
    },
}

impl EntryDetail {
    /// What the body of that name says, canonical JSON, where it is public.
    pub fn open_body(&self, body: &str) -> Option<&[u8]> {
        self.bodies.iter().find_map(|view| match view {
            BodyView::Open { name, content, .. } if name == body => Some(content.as_slice()),
            _ => None,
        })
    }
}

impl BodyView {
    /// Its name in the entry.
    pub fn name(&self) -> &str {
        match self {
            BodyView::Open { name, .. }
            | BodyView::Sealed { name, .. }
            | BodyView::Restricted { name, .. }
            | BodyView::Erased { name, .. } => name,
        }
    }
}
