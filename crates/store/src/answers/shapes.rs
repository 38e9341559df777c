//! Answers, as pages and the JSON API show them.

use madang_programme::answers::{
    AnswerGiven, AnswerReason, DispositionKind, ProgressStep, ProgressText, ReexaminationReason,
};

/// Which answers to list: those that stand alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AnswerFilter {
    /// Words to search for in the reasons; all must occur (case-insensitive, as substrings).
    pub search: String,
    /// Only those that decided so.
    pub disposition: Option<DispositionKind>,
    /// Only those of this institution.
    pub institution: Option<String>,
    /// How many items to leave out.
    pub offset: u64,
    /// How many items at most, 1–100.
    pub limit: u64,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerDetail {
    /// Its facts.
    pub facts: AnswerGiven,
    /// Why, and by which post; `None` where that is hidden.
    pub reason: Option<AnswerReason>,
    /// Its entry.
    pub entry: u64,
    /// When it was given, UTC.
    pub at: String,
    /// Who gave it, as on the record.
    pub actor: String,
    /// Whether it stands, and no later one took its place.
    pub stands: bool,
}

/// What was done about a voice or a proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerStep {
    /// The entry.
    pub entry: u64,
    /// Its time, UTC.
    pub at: String,
    /// Who did it, as on the record.
    pub actor: String,
    /// What was done.
    pub what: AnswerAct,
}

/// What can be done about a voice or a proposal.
// One lives as long as a page: a box would cost more than the room.
#[allow(clippy::large_enum_variant)]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnswerAct {
    /// It was answered.
    Given {
        /// The answer.
        facts: AnswerGiven,
        /// Why; `None` where that is hidden.
        reason: Option<AnswerReason>,
    },
    /// Progress was told on what was adopted.
    Progress {
        /// How it stands.
        step: ProgressStep,
        /// In words; `None` where they are hidden.
        text: Option<ProgressText>,
    },
    /// Another look was asked for.
    ReexaminationAsked {
        /// Why; `None` where that is hidden.
        reason: Option<ReexaminationReason>,
    },
    /// An expert was asked, and the clock stands still until that day.
    ExpertiseAsked {
        /// The last day.
        until: String,
    },
}
