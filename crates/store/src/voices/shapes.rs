//! Voices, as pages and the JSON API show them.

use madang_programme::voices::{
    Standing, TransferGround, VoiceReceived, VoiceTransferred, VoiceWords,
};
use madang_words::Text;
use serde::Serialize;

/// Where a voice stands, as a filter and on pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum VoiceStanding {
    /// It waits for its answer.
    Waiting,
    /// Whoever said it was asked for more.
    Asked,
    /// It was answered.
    Answered,
    /// It was taken back.
    Withdrawn,
}

impl VoiceStanding {
    /// Every one, in the order of a voice's life.
    pub const ALL: [VoiceStanding; 4] = [
        VoiceStanding::Waiting,
        VoiceStanding::Asked,
        VoiceStanding::Answered,
        VoiceStanding::Withdrawn,
    ];

    /// Its name in the database, in the API and in addresses.
    pub fn name(self) -> &'static str {
        match self {
            VoiceStanding::Waiting => "waiting",
            VoiceStanding::Asked => "asked",
            VoiceStanding::Answered => "answered",
            VoiceStanding::Withdrawn => "withdrawn",
        }
    }

    /// The one of that name.
    pub fn named(name: &str) -> Option<VoiceStanding> {
        VoiceStanding::ALL
            .into_iter()
            .find(|standing| standing.name() == name)
    }
}

impl From<Standing> for VoiceStanding {
    fn from(standing: Standing) -> VoiceStanding {
        match standing {
            Standing::Waiting => VoiceStanding::Waiting,
            Standing::Asked => VoiceStanding::Asked,
            Standing::Answered => VoiceStanding::Answered,
            Standing::Withdrawn => VoiceStanding::Withdrawn,
        }
    }
}

/// What voices are filtered and counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum VoiceFacet {
    /// How they came.
    Channel,
    /// Service group.
    Group,
    /// Audience.
    Audience,
    /// Province.
    Region,
    /// Month of receipt, `2026-11`.
    Month,
    /// The institution that is to answer.
    Institution,
}

impl VoiceFacet {
    /// Every one.
    pub const ALL: [VoiceFacet; 6] = [
        VoiceFacet::Channel,
        VoiceFacet::Group,
        VoiceFacet::Audience,
        VoiceFacet::Region,
        VoiceFacet::Month,
        VoiceFacet::Institution,
    ];

    /// The column of the table of voices, which the table of counts has as its facet.
    pub(crate) fn column(self) -> &'static str {
        match self {
            VoiceFacet::Channel => "channel",
            VoiceFacet::Group => "service_group",
            VoiceFacet::Audience => "audience",
            VoiceFacet::Region => "region",
            VoiceFacet::Month => "month",
            VoiceFacet::Institution => "institution",
        }
    }
}

/// Which voices to list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VoiceFilter {
    /// Words to search for; all must occur (case-insensitive, as substrings).
    pub search: String,
    /// Only those with these values.
    pub facets: Vec<(VoiceFacet, String)>,
    /// Only these standing so; `None` lists all but withdrawn ones.
    pub standing: Option<VoiceStanding>,
    /// Only those that were not answered yet, whether they wait or whoever said them was asked for more; looked at where no standing is
    /// asked for.
    pub unanswered: bool,
    /// The oldest first, instead of the newest.
    pub oldest_first: bool,
    /// How many items to leave out.
    pub offset: u64,
    /// How many items at most, 1–100.
    pub limit: u64,
}

/// A voice.
#[derive(Clone, Debug, Serialize)]
pub struct VoiceDetail {
    /// Its facts.
    pub facts: VoiceReceived,
    /// Its words and its files; `None` where they are restricted or erased.
    pub text: Option<VoiceWords>,
    /// Its entry.
    pub entry: u64,
    /// When it was received, UTC.
    pub at: String,
    /// Who handed it in or entered it, as on the record.
    pub actor: String,
    /// The institution that is to answer now.
    pub institution: String,
    /// Where it stands: it waits again once the day is over until which whoever said it was asked for more.
    pub standing: VoiceStanding,
}

/// What happened to a voice after it was received.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VoiceStep {
    /// The entry.
    pub entry: u64,
    /// Its time, UTC.
    pub at: String,
    /// Who did it, as on the record.
    pub actor: String,
    /// What was done.
    pub what: VoiceAct,
}

/// What can happen to a voice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VoiceAct {
    /// Something was asked to be added until that day.
    SupplementAsked {
        /// The last day.
        until: String,
        /// What was asked; `None` where it is hidden.
        question: Option<Text>,
    },
    /// It was added.
    Supplemented {
        /// What was added, with its files; `None` where it is hidden.
        text: Option<VoiceWords>,
    },
    /// It went to another institution.
    Transferred {
        /// To which.
        to: String,
        /// On which ground.
        ground: TransferGround,
        /// Why; `None` where that is hidden.
        reason: Option<Text>,
    },
    /// Whoever said it lost their slip and got another.
    CodeRenewed,
    /// It was taken back.
    Withdrawn,
}

impl VoiceAct {
    pub(super) fn transferred(facts: VoiceTransferred, reason: Option<Text>) -> VoiceAct {
        VoiceAct::Transferred {
            to: facts.to,
            ground: facts.ground,
            reason,
        }
    }
}

/// How many voices have a value of a facet, withdrawn ones left out.
pub type VoiceCounts = Vec<(String, u64)>;
