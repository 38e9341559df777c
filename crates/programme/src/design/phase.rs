//! The phases of a design, and what each has to bring before the next begins.

use madang_words::Said;
use serde::{Deserialize, Serialize};

use crate::words::said;

/// By which phases a design goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DesignProcess {
    /// The five of the Korean guide to designing services with people.
    Kr5,
    /// The double diamond: the last four of them.
    Dd4,
}

impl DesignProcess {
    /// Every one.
    pub const ALL: [DesignProcess; 2] = [DesignProcess::Kr5, DesignProcess::Dd4];

    /// Its name on the record and in the API.
    pub fn name(self) -> &'static str {
        match self {
            DesignProcess::Kr5 => "kr5",
            DesignProcess::Dd4 => "dd4",
        }
    }

    /// Its phases in their order.
    pub fn phases(self) -> &'static [DesignPhase] {
        match self {
            DesignProcess::Kr5 => &DesignPhase::ALL,
            DesignProcess::Dd4 => &DesignPhase::ALL[1..],
        }
    }
}

/// A phase of a design.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DesignPhase {
    /// What there is, whom it concerns.
    Understand,
    /// What people live through.
    Discover,
    /// What the problem is.
    Define,
    /// What could be done, tried with people.
    Develop,
    /// What was done, measured.
    Deliver,
}

impl DesignPhase {
    /// Every one, in their order.
    pub const ALL: [DesignPhase; 5] = [
        DesignPhase::Understand,
        DesignPhase::Discover,
        DesignPhase::Define,
        DesignPhase::Develop,
        DesignPhase::Deliver,
    ];

    /// Its name on the record and in the API.
    pub fn name(self) -> &'static str {
        match self {
            DesignPhase::Understand => "understand",
            DesignPhase::Discover => "discover",
            DesignPhase::Define => "define",
            DesignPhase::Develop => "develop",
            DesignPhase::Deliver => "deliver",
        }
    }

    /// The one of that name.
    pub fn named(name: &str) -> Option<DesignPhase> {
        DesignPhase::ALL
            .into_iter()
            .find(|phase| phase.name() == name)
    }

    /// What it is called.
    pub fn said(self) -> Said {
        match self {
            DesignPhase::Understand => said!("design-phase-understand"),
            DesignPhase::Discover => said!("design-phase-discover"),
            DesignPhase::Define => said!("design-phase-define"),
            DesignPhase::Develop => said!("design-phase-develop"),
            DesignPhase::Deliver => said!("design-phase-deliver"),
        }
    }

    /// What has to come of it before a design goes on: of each list one.
    pub fn needs(self) -> &'static [&'static [OutputKind]] {
        match self {
            DesignPhase::Understand => &[&[OutputKind::FieldStudy], &[OutputKind::StakeholderMap]],
            DesignPhase::Discover => &[&[OutputKind::JourneyMap, OutputKind::InsightReport]],
            DesignPhase::Define => &[&[OutputKind::ProblemStatement]],
            DesignPhase::Develop => &[
                &[OutputKind::IdeaList],
                &[OutputKind::Prototype],
                &[OutputKind::PrototypeTest],
            ],
            DesignPhase::Deliver => &[&[OutputKind::Pilot], &[OutputKind::Handover]],
        }
    }
}

/// What kind of thing came of a phase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutputKind {
    /// What was found where people live, with figures.
    FieldStudy,
    /// Whom it concerns, and how.
    StakeholderMap,
    /// What people go through, step by step.
    JourneyMap,
    /// What was understood of what they go through.
    InsightReport,
    /// What the problem is: it cites a need.
    ProblemStatement,
    /// What could be done.
    IdeaList,
    /// Something that can be tried.
    Prototype,
    /// What came of trying it with people.
    PrototypeTest,
    /// It ran on trial, measured before and after.
    Pilot,
    /// It was handed to whoever runs it.
    Handover,
    /// Something else.
    Other,
}

impl OutputKind {
    /// Every one.
    pub const ALL: [OutputKind; 11] = [
        OutputKind::FieldStudy,
        OutputKind::StakeholderMap,
        OutputKind::JourneyMap,
        OutputKind::InsightReport,
        OutputKind::ProblemStatement,
        OutputKind::IdeaList,
        OutputKind::Prototype,
        OutputKind::PrototypeTest,
        OutputKind::Pilot,
        OutputKind::Handover,
        OutputKind::Other,
    ];

    /// Its name on the record and in the API.
    pub fn name(self) -> &'static str {
        match self {
            OutputKind::FieldStudy => "field_study",
            OutputKind::StakeholderMap => "stakeholder_map",
            OutputKind::JourneyMap => "journey_map",
            OutputKind::InsightReport => "insight_report",
            OutputKind::ProblemStatement => "problem_statement",
            OutputKind::IdeaList => "idea_list",
            OutputKind::Prototype => "prototype",
            OutputKind::PrototypeTest => "prototype_test",
            OutputKind::Pilot => "pilot",
            OutputKind::Handover => "handover",
            OutputKind::Other => "other",
        }
    }

    /// What it is called.
    pub fn said(self) -> Said {
        match self {
            OutputKind::FieldStudy => said!("design-output-field-study"),
            OutputKind::StakeholderMap => said!("design-output-stakeholder-map"),
            OutputKind::JourneyMap => said!("design-output-journey-map"),
            OutputKind::InsightReport => said!("design-output-insight-report"),
            OutputKind::ProblemStatement => said!("design-output-problem-statement"),
            OutputKind::IdeaList => said!("design-output-idea-list"),
            OutputKind::Prototype => said!("design-output-prototype"),
            OutputKind::PrototypeTest => said!("design-output-prototype-test"),
            OutputKind::Pilot => said!("design-output-pilot"),
            OutputKind::Handover => said!("design-output-handover"),
            OutputKind::Other => said!("design-output-other"),
        }
    }

    /// The one of that name.
    pub fn named(name: &str) -> Option<OutputKind> {
        OutputKind::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// One of several kinds, in words.
pub fn one_of(kinds: &[OutputKind]) -> Said {
    let mut kinds = kinds.iter().map(|kind| kind.said());
    let first = kinds.next().unwrap_or_else(|| OutputKind::Other.said());
    kinds.fold(first, |one, other| {
        said!("design-either", one = one, other = other)
    })
}
