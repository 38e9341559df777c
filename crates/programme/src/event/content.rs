//! What happens to entry bodies: restricting, releasing and erasing them. The entry itself never changes.

use serde::{Deserialize, Serialize};

/// Why a body was restricted or erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// Personal data of somebody who did not agree to publication.
    PersonalData,
    /// A person's request under the right to erasure.
    ErasureRequest,
    /// Content against the law.
    Unlawful,
    /// A court's or an authority's order.
    Order,
    /// Deliberation that is still under way.
    Deliberation,
    /// Against the programme's published house rules.
    HouseRules,
}

/// A body is from now on shown to the named roles only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContentRestricted {
    /// The entry whose body it is.
    pub entry: u64,
    /// The body's name in that entry.
    pub name: String,
    /// On which ground.
    pub ground: Ground,
    /// Who may still read it.
    pub roles: Vec<String>,
    /// When the restriction must be looked at again, `YYYY-MM-DD`.
    pub review_by: String,
}

/// A restricted body is public again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContentReleased {
    /// The entry whose body it is.
    pub entry: u64,
    /// The body's name in that entry.
    pub name: String,
}

/// A body and its salt are deleted for good.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContentErased {
    /// The entry whose body it was.
    pub entry: u64,
    /// The body's name in that entry.
    pub name: String,
    /// On which ground.
    pub ground: Ground,
}
