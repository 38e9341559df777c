//! Needs, as pages and the JSON API show them.

use madang_programme::needs::{NeedDefined, NeedText};
use serde::Serialize;

use crate::voices::shapes::VoiceFacet;

/// Where a need stands, as a filter and on pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NeedStanding {
    /// It groups voices.
    Live,
    /// It goes on in parts.
    Split,
    /// It goes on in another need.
    Merged,
}

impl NeedStanding {
    /// Every one.
    pub const ALL: [NeedStanding; 3] = [
        NeedStanding::Live,
        NeedStanding::Split,
        NeedStanding::Merged,
    ];

    /// Its name in the database, in the API and in addresses.
    pub fn name(self) -> &'static str {
        match self {
            NeedStanding::Live => "live",
            NeedStanding::Split => "split",
            NeedStanding::Merged => "merged",
        }
    }

    /// The one of that name.
    pub fn named(name: &str) -> Option<NeedStanding> {
        NeedStanding::ALL
            .into_iter()
            .find(|standing| standing.name() == name)
    }
}

/// By what the voices of a need are counted.
pub const NEED_FACETS: [VoiceFacet; 4] = [
    VoiceFacet::Channel,
    VoiceFacet::Group,
    VoiceFacet::Region,
    VoiceFacet::Month,
];

/// The order of a list of needs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NeedOrder {
    /// Those that group the most voices first.
    #[default]
    Voices,
    /// The newest first.
    Newest,
}

impl NeedOrder {
    /// Every one.
    pub const ALL: [NeedOrder; 2] = [NeedOrder::Voices, NeedOrder::Newest];

    /// Its name in the API and in addresses.
    pub fn name(self) -> &'static str {
        match self {
            NeedOrder::Voices => "voices",
            NeedOrder::Newest => "newest",
        }
    }
}

/// Which needs to list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NeedFilter {
    /// Words to search for; all must occur (case-insensitive, as substrings).
    pub search: String,
    /// Only those that are about this service group.
    pub group: Option<String>,
    /// Only these standing so; `None` lists those that group voices.
    pub standing: Option<NeedStanding>,
    /// The order.
    pub order: NeedOrder,
    /// How many items to leave out.
    pub offset: u64,
    /// How many items at most, 1–100.
    pub limit: u64,
}

/// A need.
#[derive(Clone, Debug, Serialize)]
pub struct NeedDetail {
    /// Its facts.
    pub facts: NeedDefined,
    /// Its words; `None` where they are restricted or erased.
    pub text: Option<NeedText>,
    /// Its entry.
    pub entry: u64,
    /// When it was defined, UTC.
    pub at: String,
    /// Who defined it, as on the record.
    pub actor: String,
    /// Where it stands.
    pub standing: NeedStanding,
    /// How many voices it groups, or grouped when it was split or merged; withdrawn ones are left out.
    pub voices: u64,
}

/// What happened to a need after it was defined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NeedStep {
    /// The entry.
    pub entry: u64,
    /// Its time, UTC.
    pub at: String,
    /// Who did it, as on the record.
    pub actor: String,
    /// What was done.
    pub what: NeedAct,
}

/// What can happen to a need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NeedAct {
    /// Voices were put into it or taken out, by identifier.
    VoicesChanged {
        /// Those that it groups now as well.
        added: Vec<String>,
        /// Those that it groups no more.
        removed: Vec<String>,
    },
    /// It was split.
    Split {
        /// Into these needs.
        into: Vec<String>,
        /// Voices that none of these groups.
        left: Vec<String>,
    },
    /// It became a part of what that need was.
    PartOf {
        /// The need that was split.
        need: String,
    },
    /// Others were merged into it.
    Took {
        /// These.
        from: Vec<String>,
    },
    /// It was merged into another.
    MergedInto {
        /// That need.
        need: String,
    },
}
