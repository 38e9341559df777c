//! What the form of a selection rule lets somebody choose from: each choice by its name in the form, with the key of its words.

use madang_programme::votes::engine::{Fit, QuotaMode};

use crate::frame::form::Field;
use crate::frame::query::Query;
use crate::programmes::rule::{AFTER, COMPLETION, FIT, QUOTAS, SCALE, TIES, UTILITY};

/// The choices of a field.
#[derive(Debug)]
pub struct Choices<T: 'static> {
    /// The field.
    pub field: Field,
    /// Each by its name in the form, and the key of its words.
    pub all: &'static [(&'static str, T, &'static str)],
}

impl<T: Copy> Choices<T> {
    /// The name that was sent, empty where none was; what is no choice is refused.
    pub fn read(&self, query: &mut Query) -> String {
        let names = self.all.iter().map(|(name, ..)| (*name, *name));
        query
            .one_of(self.field, names)
            .unwrap_or_default()
            .to_owned()
    }

    /// The choice of that name.
    pub fn named(&self, name: &str) -> Option<T> {
        let mut all = self.all.iter();
        all.find(|(known, ..)| *known == name)
            .map(|(_, choice, _)| *choice)
    }
}

/// How ties are broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Breaks {
    /// By cost, then by votes.
    CostVotes,
    /// By identifier.
    Id,
    /// By cost, by votes, then by lot.
    CostVotesLot,
    /// By lot.
    Lot,
}

/// How ties are broken.
pub const BREAKS: Choices<Breaks> = Choices {
    field: TIES,
    all: &[
        ("cost-votes", Breaks::CostVotes, "vote-rule-ties-cost-votes"),
        ("id", Breaks::Id, "vote-rule-ties-id"),
        (
            "cost-votes-lot",
            Breaks::CostVotesLot,
            "vote-rule-ties-cost-votes-lot",
        ),
        ("lot", Breaks::Lot, "vote-rule-ties-lot"),
    ],
};

/// What a proposal is worth to a voter who chooses it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Worth {
    /// What it costs.
    Cost,
    /// The same as any other.
    Cardinality,
    /// The points that it was given.
    Points,
    /// Its points, times what it costs.
    PointsTimesCost,
    /// What its place on the ballot is worth.
    Places,
}

/// What a proposal is worth to a voter who chooses it.
pub const WORTHS: Choices<Worth> = Choices {
    field: UTILITY,
    all: &[
        ("cost", Worth::Cost, "vote-rule-utility-cost"),
        (
            "cardinality",
            Worth::Cardinality,
            "vote-rule-utility-cardinality",
        ),
        ("points", Worth::Points, "vote-rule-utility-points"),
        (
            "points-times-cost",
            Worth::PointsTimesCost,
            "vote-rule-utility-points-cost",
        ),
        ("borda", Worth::Places, "vote-rule-utility-places"),
    ],
};

/// What follows while money is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Completes {
    /// Nothing.
    Not,
    /// Each share is raised.
    AddOne,
    /// The same until nothing more fits.
    AddOneExhaustive,
    /// The budget is raised.
    Increase,
    /// The same until nothing more fits.
    IncreaseExhaustive,
}

/// What follows while money is left.
pub const COMPLETIONS: Choices<Completes> = Choices {
    field: COMPLETION,
    all: &[
        ("none", Completes::Not, "programme-rule-none"),
        ("add-one", Completes::AddOne, "programme-rule-add-one"),
        (
            "add-one-exhaustive",
            Completes::AddOneExhaustive,
            "programme-rule-add-one-exhaustive",
        ),
        ("increase", Completes::Increase, "programme-rule-increase"),
        (
            "increase-exhaustive",
            Completes::IncreaseExhaustive,
            "programme-rule-increase-exhaustive",
        ),
    ],
};

/// With what the rest is filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fills {
    /// With nothing.
    Not,
    /// By votes.
    Utilitarian,
    /// By Phragmén's rule.
    Phragmen,
}

/// With what the rest is filled.
pub const FILLS: Choices<Fills> = Choices {
    field: AFTER,
    all: &[
        ("none", Fills::Not, "programme-rule-none"),
        (
            "utilitarian",
            Fills::Utilitarian,
            "vote-rule-complete-votes",
        ),
        ("phragmen", Fills::Phragmen, "vote-rule-complete-phragmen"),
    ],
};

/// What becomes of what does not fit.
pub const FITS: Choices<Fit> = Choices {
    field: FIT,
    all: &[
        ("skip", Fit::Skip, "vote-rule-fit-skip"),
        ("stop", Fit::NoSkip, "vote-rule-fit-stop"),
    ],
};

/// How scores are put on one scale, where not by the highest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scales {
    /// By the highest that the scale has.
    Scale,
    /// Between the lowest and the highest.
    Range,
    /// By their order.
    Rank,
}

/// How scores are put on one scale.
pub const SCALES: Choices<Scales> = Choices {
    field: SCALE,
    all: &[
        ("scale", Scales::Scale, "programme-rule-scale-scale"),
        ("range", Scales::Range, "programme-rule-scale-range"),
        ("rank", Scales::Rank, "programme-rule-scale-rank"),
    ],
};

/// How bounds of groups are kept.
pub const MODES: Choices<QuotaMode> = Choices {
    field: QUOTAS,
    all: &[
        ("caps", QuotaMode::Caps, "vote-rule-quotas-caps"),
        ("reserve", QuotaMode::Reserve, "vote-rule-quotas-reserve"),
        ("pots", QuotaMode::Pots, "vote-rule-quotas-pots"),
    ],
};
