//! What is looked for, and the form in which it is told.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::Failed;

/// How much to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Bounds {
    /// Projects on each side of the cut.
    pub each_side: usize,
    /// Most runs of the rule in all.
    pub most_runs: u64,
}

impl Default for Bounds {
    /// Five on each side (ranks 45 to 55 of fifty), at most two thousand runs.
    fn default() -> Self {
        Self {
            each_side: 5,
            most_runs: 2_000,
        }
    }
}

impl Bounds {
    /// The same with so many projects on each side of the cut.
    #[must_use]
    pub fn with_each_side(mut self, projects: usize) -> Self {
        self.each_side = projects;
        self
    }

    /// The same with so many runs at most.
    #[must_use]
    pub fn with_most_runs(mut self, runs: u64) -> Self {
        self.most_runs = runs;
        self
    }
}

/// The smallest change of one kind that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Change {
    /// How much: voters, or money in the main unit.
    pub amount: String,
    /// Selected only with the change.
    pub gained: Vec<String>,
    /// Not selected with the change.
    pub lost: Vec<String>,
}

/// One project beside the cut.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Margin {
    /// The project.
    pub project: String,
    /// Its place: the round in which it was selected, or after all selected by how close it came.
    pub place: usize,
    /// Whether it was selected.
    pub selected: bool,
    /// Not selected, and its cost plays a part: by how much cheaper it would have had to be, all else
    /// the same. With a score rule only where it did not fit the money.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost_cut: Option<Change>,
    /// Not selected, approval ballots: how many of the voters who do not list it would have had to
    /// list it too, those with fewest selected projects first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub added_approvals: Option<Change>,
    /// Not selected: how many more voters who list only it would have done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub added_ballots: Option<Change>,
    /// Not selected, and money limits the selection: how much more of it would have done, in the budget and, where its
    /// group has a bound in money, in that too. Asked of a project by itself only ([`super::margins`]).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub added_money: Option<Change>,
    /// Selected: how many of the voters who list it would have had to stay away, those with
    /// shortest ballots first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub removed_ballots: Option<Change>,
    /// True when the bound on runs cut its search short.
    pub cut_short: bool,
    /// Why a search ended: the rule could not be applied to an election changed that way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failed: Option<Failed>,
}

/// Another weight of a score rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct WeightChange {
    /// [`BALLOTS`] or the body.
    pub voice: String,
    /// Weight under the rule.
    pub from: u32,
    /// Nearest weight found at which the set is another.
    pub to: u32,
    /// Selected only then.
    pub gained: Vec<String>,
    /// Not selected then.
    pub lost: Vec<String>,
}

/// What voters would do to change the set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ChangeKind {
    /// Come, and list only the project.
    AddedBallots,
    /// List the project as well.
    AddedApprovals,
    /// Stay away, having listed the project.
    RemovedBallots,
}

impl ChangeKind {
    /// All of them.
    pub const ALL: [Self; 3] = [
        Self::AddedBallots,
        Self::AddedApprovals,
        Self::RemovedBallots,
    ];

    /// Exactly which ballots a change of so many voters touches.
    pub fn how(self) -> &'static str {
        match self {
            Self::AddedBallots => {
                "So many more voters come; each lists the project alone (on ballots with points: \
                 with the most points that any ballot gives any project; on rankings whose last place \
                 gets nothing: before the first of the other projects by id)."
            }
            Self::AddedApprovals => {
                "Distinct ballots that do not list the project are taken in turn, those with fewest \
                 selected projects first, among equals in canonical order; of each as many voters as \
                 are still to be changed list the project too."
            }
            Self::RemovedBallots => {
                "Distinct ballots that list the project are taken in turn, those that list fewest \
                 projects first, among equals in canonical order; of each as many voters as are \
                 still to go stay away."
            }
        }
    }
}

/// The smallest change of ballots found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SmallestChange {
    /// Voters added, changed or gone.
    pub voters: u64,
    /// What they would do.
    pub kind: ChangeKind,
    /// The project it is about.
    pub project: String,
}

/// The cut and what is near it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Sensitivity {
    /// Projects selected.
    pub selected: usize,
    /// The last selected, then those that came closest.
    pub margins: Vec<Margin>,
    /// The fewest voters found whose coming, staying away or changing their ballot changes the set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub smallest: Option<SmallestChange>,
    /// Score rules: for each voice the nearest weight found at which the set is another. A voice that
    /// is absent changes nothing at any weight tried, down to zero and up to 2³² − 1.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub weights: Vec<WeightChange>,
    /// Score rules: why the weight of a voice could not be tried, by voice.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub weights_failed: BTreeMap<String, Failed>,
    /// Exactly which ballots a change touches ([`ChangeKind::how`]).
    pub how: BTreeMap<ChangeKind, Cow<'static, str>>,
    /// Runs of the rule made.
    pub runs: u64,
    /// The bounds.
    pub bounds: Bounds,
    /// True when every search ended, within the bound on runs and without failing.
    pub complete: bool,
}

impl Margin {
    pub(super) fn new(id: &str, place: usize, selected: bool) -> Self {
        Self {
            project: id.to_owned(),
            place,
            selected,
            cost_cut: None,
            added_approvals: None,
            added_ballots: None,
            added_money: None,
            removed_ballots: None,
            cut_short: false,
            failed: None,
        }
    }
}
