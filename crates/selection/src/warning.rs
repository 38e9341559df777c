//! Treatments of doubtful input that are reported rather than refused.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::wording::Wording;

/// What was wrong with the input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum WarningKind {
    /// A ballot lists a project more than once; it counts once (with points: the last entry).
    ProjectTwiceOnBallot,
    /// Blanks around an id in a list; they are ignored.
    BlankInList,
    /// A ballot lists nothing; its voter still counts towards the number of voters.
    EmptyBallot,
    /// A ballot lists a project that does not exist; that choice is left out.
    UnknownProject,
    /// Two rows have the same voter id; both count.
    DuplicateVoter,
    /// A choice has no points; it supports nothing and is left out.
    ZeroPoints,
    /// A comma was read as the decimal sign.
    DecimalComma,
    /// A row has fewer fields than its header; the missing ones are empty.
    MissingFields,
    /// A metadata entry contradicts the rows; the rows count.
    MetaContradictsRows,
    /// A ballot breaks a limit that the metadata states; it counts.
    BallotBreaksLimit,
    /// A metadata key stands twice; both are kept, the first counts.
    DuplicateMetaKey,
    /// The metadata state a threshold for projects; a rule applies one only if it states it itself.
    ThresholdStated,
    /// The metadata state budgets for groups of projects; a rule applies them only as quotas of its own.
    PotsStated,
    /// The column that groups are taken from is empty for a project; it is in no group.
    ProjectWithoutGroup,
    /// META has no header `key;value`; its first row is an entry like the others.
    MetaWithoutHeader,
    /// The metadata give ballots a meaning or limits that are not applied.
    MeaningStated,
    /// There are no voters.
    NoVoters,
    /// There are no projects.
    NoProjects,
    /// There is no budget.
    NoBudget,
    /// A project has no supporter (nor a score, where the rule goes by scores); it is never selected.
    UnsupportedProject,
    /// The budget is divided into pots, but no pot is for this project's group; it is never selected.
    NoPot,
    /// There is a number and no budget: every project counts as one seat, whatever it costs.
    CostsAsSeats,
    /// A project costs more than the whole budget; no rule can select it.
    ProjectAboveBudget,
    /// A project costs nothing; if supported it is selected first.
    ZeroCost,
    /// There are so many projects that were selected and that were not that it is not told of this one where its supporters'
    /// money went: only of the hundred that were short of the least.
    PaymentsLeftOut,
}

impl WarningKind {
    /// All kinds.
    pub const ALL: [Self; 25] = [
        Self::ProjectTwiceOnBallot,
        Self::BlankInList,
        Self::EmptyBallot,
        Self::UnknownProject,
        Self::DuplicateVoter,
        Self::ZeroPoints,
        Self::DecimalComma,
        Self::MissingFields,
        Self::MetaContradictsRows,
        Self::BallotBreaksLimit,
        Self::DuplicateMetaKey,
        Self::ThresholdStated,
        Self::PotsStated,
        Self::ProjectWithoutGroup,
        Self::MetaWithoutHeader,
        Self::MeaningStated,
        Self::NoVoters,
        Self::NoProjects,
        Self::NoBudget,
        Self::UnsupportedProject,
        Self::NoPot,
        Self::CostsAsSeats,
        Self::ProjectAboveBudget,
        Self::ZeroCost,
        Self::PaymentsLeftOut,
    ];

    /// The word used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ProjectTwiceOnBallot => "project-twice-on-ballot",
            Self::BlankInList => "blank-in-list",
            Self::EmptyBallot => "empty-ballot",
            Self::UnknownProject => "unknown-project",
            Self::DuplicateVoter => "duplicate-voter",
            Self::ZeroPoints => "zero-points",
            Self::DecimalComma => "decimal-comma",
            Self::MissingFields => "missing-fields",
            Self::MetaContradictsRows => "meta-contradicts-rows",
            Self::BallotBreaksLimit => "ballot-breaks-limit",
            Self::DuplicateMetaKey => "duplicate-meta-key",
            Self::ThresholdStated => "threshold-stated",
            Self::PotsStated => "pots-stated",
            Self::ProjectWithoutGroup => "project-without-group",
            Self::MetaWithoutHeader => "meta-without-header",
            Self::MeaningStated => "meaning-stated",
            Self::NoVoters => "no-voters",
            Self::NoProjects => "no-projects",
            Self::NoBudget => "no-budget",
            Self::UnsupportedProject => "unsupported-project",
            Self::NoPot => "no-pot",
            Self::CostsAsSeats => "costs-as-seats",
            Self::ProjectAboveBudget => "project-above-budget",
            Self::ZeroCost => "zero-cost",
            Self::PaymentsLeftOut => "payments-left-out",
        }
    }

    /// Whether strict reading refuses it: everything doubtful in the input, that is, but for blanks in a list, which change
    /// nothing, empty ballots, which voters may cast, and what concerns the rule rather than the input.
    pub fn refused_when_strict(self) -> bool {
        !matches!(
            self,
            Self::BlankInList
                | Self::EmptyBallot
                | Self::ThresholdStated
                | Self::PotsStated
                | Self::ProjectWithoutGroup
                | Self::UnsupportedProject
                | Self::NoPot
                | Self::CostsAsSeats
                | Self::ProjectAboveBudget
                | Self::ZeroCost
                | Self::PaymentsLeftOut
        )
    }

    /// One sentence: what was met and how it was treated.
    pub fn treatment(self) -> &'static str {
        match self {
            Self::ProjectTwiceOnBallot => {
                "a project stands twice on a ballot: counted once (with points, the last entry)"
            }
            Self::BlankInList => "blanks around an id in a list: ignored",
            Self::EmptyBallot => "an empty ballot: its voter still counts as a voter",
            Self::UnknownProject => "a ballot lists a project that does not exist: left out",
            Self::DuplicateVoter => "a voter id stands twice: both rows count",
            Self::ZeroPoints => "a choice with zero points: supports nothing, left out",
            Self::DecimalComma => "a comma in a number: read as the decimal sign",
            Self::MissingFields => "a row with fewer fields than its header: the rest is empty",
            Self::MetaContradictsRows => "metadata contradict the rows: the rows count",
            Self::BallotBreaksLimit => "a ballot breaks a limit stated in the metadata: it counts",
            Self::DuplicateMetaKey => "a metadata key stands twice: the first counts",
            Self::ThresholdStated => {
                "the metadata state a threshold for projects: applied only if the rule states it"
            }
            Self::PotsStated => {
                "the metadata state budgets for groups: applied only if the rule states them as quotas (mode `pots`)"
            }
            Self::ProjectWithoutGroup => "a project without a group: no bound of a group counts it",
            Self::MetaWithoutHeader => {
                "META has no header `key;value`: its first row is read as an entry"
            }
            Self::MeaningStated => {
                "the metadata say that ballots mean something else, or are limited by category: not applied"
            }
            Self::NoVoters => "there are no voters: nothing can be selected",
            Self::NoProjects => "there are no projects: nothing can be selected",
            Self::NoBudget => "there is no budget: the rule must state a budget or a number",
            Self::UnsupportedProject => "a project without a supporter: never selected",
            Self::NoPot => "a project in no pot: never selected",
            Self::CostsAsSeats => {
                "a number and no budget: every project counts as one seat, whatever it costs"
            }
            Self::ProjectAboveBudget => "a project dearer than the whole budget: never selected",
            Self::ZeroCost => "a project that costs nothing: selected first if supported",
            Self::PaymentsLeftOut => {
                "so many projects that where the money went is told only of those nearest to being selected: not of this one"
            }
        }
    }
}

/// How often one kind of warning was met, with the first few places.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct WarningCount {
    /// How often.
    pub count: u64,
    /// The treatment in words.
    pub treatment: Cow<'static, str>,
    /// Up to five places, in the order met (line and detail).
    pub examples: Vec<String>,
    /// The same as sentences that other languages may have too; none where the warnings were read from a file.
    #[serde(skip)]
    pub places: Vec<Wording>,
}

impl PartialEq for WarningCount {
    /// What is written of two warnings is the same; a file has no sentences.
    fn eq(&self, other: &Self) -> bool {
        let written = |one: &Self| (one.count, one.treatment.clone(), one.examples.clone());
        written(self) == written(other)
    }
}

impl Eq for WarningCount {}

/// Warnings, counted by kind.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Warnings {
    counts: BTreeMap<WarningKind, WarningCount>,
}

impl Warnings {
    /// Counts one more of `kind`; `detail` is only evaluated for the first few.
    pub(crate) fn add(&mut self, kind: WarningKind, detail: impl FnOnce() -> Wording) {
        let entry = self.counts.entry(kind).or_insert_with(|| WarningCount {
            count: 0,
            treatment: kind.treatment().into(),
            examples: Vec::new(),
            places: Vec::new(),
        });
        entry.count += 1;
        if entry.examples.len() < 5 {
            let place = detail();
            entry.examples.push(place.to_string());
            entry.places.push(place);
        }
    }

    /// How often `kind` was met.
    pub fn count(&self, kind: WarningKind) -> u64 {
        self.counts.get(&kind).map_or(0, |entry| entry.count)
    }

    /// True when there is nothing to report.
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    /// Every kind met, with its count and examples.
    pub fn iter(&self) -> impl Iterator<Item = (WarningKind, &WarningCount)> {
        self.counts.iter().map(|(kind, count)| (*kind, count))
    }
}
