//! Grounds.

use serde::{Deserialize, Serialize};

use crate::fact::Checked;
use crate::violation::Violation;
use crate::words::said;

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
    /// Whoever proposed it asks that no more than what was decided be public.
    ProposerRequest,
}

impl Ground {
    /// Every ground there is.
    pub const ALL: [Ground; 7] = [
        Ground::PersonalData,
        Ground::ErasureRequest,
        Ground::Unlawful,
        Ground::Order,
        Ground::Deliberation,
        Ground::HouseRules,
        Ground::ProposerRequest,
    ];

    /// Its name on the record, in files and in the API.
    pub fn name(self) -> &'static str {
        match self {
            Ground::PersonalData => "personal_data",
            Ground::ErasureRequest => "erasure_request",
            Ground::Unlawful => "unlawful",
            Ground::Order => "order",
            Ground::Deliberation => "deliberation",
            Ground::HouseRules => "house_rules",
            Ground::ProposerRequest => "proposer_request",
        }
    }

    /// Checks that something can be gone on it: who asks for less to be public asks for nothing to be gone.
    ///
    /// # Errors
    /// Where it only hides.
    pub(crate) fn check_takes_away(self) -> Checked {
        match self {
            Ground::ProposerRequest => {
                Err(Violation::field("ground", said!("content-ground-hides")))
            }
            Ground::PersonalData
            | Ground::ErasureRequest
            | Ground::Unlawful
            | Ground::Order
            | Ground::Deliberation
            | Ground::HouseRules => Ok(()),
        }
    }

    /// The ground of that name.
    pub fn named(name: &str) -> Option<Ground> {
        Ground::ALL.into_iter().find(|ground| ground.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ground_has_one_name() {
        for ground in Ground::ALL {
            let written = serde_json::to_value(ground).expect("a text");
            assert_eq!(written, ground.name());
            assert_eq!(Ground::named(ground.name()), Some(ground));
        }
        assert_eq!(Ground::named("taste"), None);
    }
}
