//! An election: projects, budget and grouped ballots.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

use crate::ballots::Ballots;
use crate::decimal::{Decimal, Money};
use crate::rows::VoterRows;
use crate::spelling::{spelled, stated};
use crate::warning::Warnings;

/// How voters expressed themselves (Pabulib `vote_type`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum VoteType {
    /// A set of projects.
    Approval,
    /// One project.
    #[serde(rename = "choose-1")]
    ChooseOne,
    /// Points distributed from a given total.
    Cumulative,
    /// Points given to each project on its own.
    Scoring,
    /// A ranking, best first.
    Ordinal,
}

impl VoteType {
    /// The word Pabulib uses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Approval => "approval",
            Self::ChooseOne => "choose-1",
            Self::Cumulative => "cumulative",
            Self::Scoring => "scoring",
            Self::Ordinal => "ordinal",
        }
    }

    /// The vote type Pabulib calls `word`.
    pub fn from_word(word: &str) -> Option<Self> {
        [
            Self::Approval,
            Self::ChooseOne,
            Self::Cumulative,
            Self::Scoring,
            Self::Ordinal,
        ]
        .into_iter()
        .find(|kind| kind.as_str() == word)
    }

    /// True when ballots carry points.
    pub fn has_points(self) -> bool {
        matches!(self, Self::Cumulative | Self::Scoring)
    }
}

/// A project that may be selected.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Project {
    /// Unique identifier; compared as a string of Unicode scalar values.
    pub id: String,
    /// Cost in the election's smallest unit.
    pub cost: Money,
    /// Name, possibly empty.
    pub name: String,
    /// The one service group the project belongs to, where quotas are to count it.
    pub group: Option<String>,
    /// Audiences (Pabulib `beneficiaries`, before April 2026 `target`); reported, not counted.
    pub audiences: Vec<String>,
    /// Categories (Pabulib `category`); reported, not counted.
    pub categories: Vec<String>,
    /// Every column of the source in its order, as text, `project_id` and `cost` included.
    pub columns: Vec<(String, String)>,
    /// Position in the source (0 = first).
    pub position: usize,
}

impl Project {
    /// The text in the source column `name`, if there is such a column.
    pub fn column(&self, name: &str) -> Option<&str> {
        self.columns
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }
}

/// One expert's scores.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ScoreSheet {
    /// The body the expert sits on, such as `panel` or `committee`.
    pub body: String,
    /// Who scored: a name or a role, unique within the body.
    pub expert: String,
    /// Score by project id; a project left out has no score from this expert.
    #[serde(deserialize_with = "crate::entries::unique")]
    pub scores: BTreeMap<String, Decimal>,
    /// The top of the sheet's own scale, where it has one. Then the rule's normalisation is not asked: a score counts as its part of the
    /// top, and what a project has from the body is the mean over the experts who scored it. Nobody's score is filled in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub top: Option<Decimal>,
}

impl ScoreSheet {
    /// What `expert` of `body` scored.
    pub fn new(
        body: impl Into<String>,
        expert: impl Into<String>,
        scores: BTreeMap<String, Decimal>,
    ) -> Self {
        Self {
            body: body.into(),
            expert: expert.into(),
            scores,
            top: None,
        }
    }

    /// The same on a scale of its own.
    #[must_use]
    pub fn out_of(self, top: Decimal) -> Self {
        Self {
            top: Some(top),
            ..self
        }
    }
}

/// An election ready to be counted. Made by [`crate::pabulib::read`] or [`Election::builder`].
#[derive(Clone, Debug)]
pub struct Election {
    /// Metadata in the order of the source.
    pub(crate) meta: Vec<(String, String)>,
    /// Kind of ballots.
    pub(crate) vote_type: VoteType,
    /// Decimals of money: every amount is an integer in units of 10^-this.
    pub(crate) decimals: u32,
    /// Budget, if there is one.
    pub(crate) budget: Option<Money>,
    /// Number of projects to select, if there is one.
    pub(crate) number: Option<u32>,
    /// Projects by ascending id (string order).
    pub(crate) projects: Vec<Project>,
    /// Ballots, grouped; shared by copies of the election, so that asking what another cost would
    /// have changed copies none of them.
    pub(crate) ballots: Arc<Ballots>,
    /// Experts' scores, by body and name of expert.
    pub(crate) score_sheets: Vec<ScoreSheet>,
    /// One row per voter with all columns, unless reading was told to drop them.
    pub(crate) voters: Option<VoterRows>,
    /// What was accepted although it should not be there, counted.
    pub(crate) warnings: Warnings,
    /// The column that the groups were taken from, where it is not `group`.
    pub(crate) group_column: Option<String>,
    pub(crate) digest: OnceLock<String>,
}

impl Election {
    /// Metadata in the order of the source.
    pub fn meta(&self) -> &[(String, String)] {
        &self.meta
    }

    /// Kind of ballots.
    pub fn vote_type(&self) -> VoteType {
        self.vote_type
    }

    /// Decimals of money: every amount is an integer in units of 10^-this.
    pub fn decimals(&self) -> u32 {
        self.decimals
    }

    /// Budget, if there is one.
    pub fn budget(&self) -> Option<Money> {
        self.budget
    }

    /// Number of projects to select, if there is one.
    pub fn number(&self) -> Option<u32> {
        self.number
    }

    /// Projects by ascending id (string order).
    pub fn projects(&self) -> &[Project] {
        &self.projects
    }

    /// The project `id`.
    pub fn project(&self, id: &str) -> Option<&Project> {
        self.project_index(id).map(|index| &self.projects[index])
    }

    /// Ballots, grouped.
    pub fn ballots(&self) -> &Ballots {
        &self.ballots
    }

    /// Experts' scores, by body and name of expert.
    pub fn score_sheets(&self) -> &[ScoreSheet] {
        &self.score_sheets
    }

    /// One row per voter with all columns, unless reading was told to drop them.
    pub fn voters(&self) -> Option<&VoterRows> {
        self.voters.as_ref()
    }

    /// What was accepted although it should not be there, counted.
    pub fn warnings(&self) -> &Warnings {
        &self.warnings
    }

    /// The index of the project `id`, in whatever spelling, in [`Election::projects`].
    pub fn project_index(&self, id: &str) -> Option<usize> {
        let id = spelled(id);
        self.projects
            .binary_search_by(|project| project.id.as_str().cmp(&id))
            .ok()
    }

    /// The first value of the metadata entry `key`, in capitals or not.
    pub fn meta_value(&self, key: &str) -> Option<&str> {
        self.meta
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(key))
            .map(|(_, value)| value.as_str())
    }

    /// The first value of the metadata entry `key`, unless it is empty or `None`, which Pabulib writes where nothing is known.
    pub fn meta_stated(&self, key: &str) -> Option<&str> {
        self.meta_value(key).and_then(stated)
    }

    /// `money` written in the currency's main unit.
    pub fn format(&self, money: Money) -> String {
        money.to_decimal_string(self.decimals)
    }

    /// Total weight of the voters who list each project, by project index.
    pub fn votes(&self) -> Vec<u64> {
        self.ballots.votes().to_vec()
    }

    /// Total weighted points each project received, by project index, in units of
    /// 10^-[`Ballots::points_decimals`] (votes where ballots carry no points).
    pub fn points(&self) -> Vec<u128> {
        if !self.vote_type.has_points() {
            return self.votes().iter().copied().map(u128::from).collect();
        }
        let mut points = vec![0u128; self.projects.len()];
        for group in 0..self.ballots.distinct() {
            let weight = u128::from(self.ballots.weight(group));
            for choice in self.ballots.choices(group) {
                points[choice.project as usize] += weight * u128::from(choice.points);
            }
        }
        points
    }
}
