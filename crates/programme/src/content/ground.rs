//! Grounds.

use serde::{Deserialize, Serialize};

/// Why a content was restricted or erased.
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
