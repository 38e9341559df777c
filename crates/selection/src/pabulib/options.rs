//! How a file is read, and the sections it has.

use super::error::{ParseError, ParseErrorKind, section_error};
use super::records::Record;
use crate::election::Election;
use crate::warning::{WarningKind, Warnings};
use crate::wording::wording;

/// What to do with something doubtful that may be left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Policy {
    /// Refuse the file with an error that says where.
    #[default]
    Refuse,
    /// Accept it, with the treatment that the warning names.
    Accept,
}

/// How to read a file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReadOptions {
    /// Strict reading refuses every warning for which [`WarningKind::refused_when_strict`] is true, whatever the policies
    /// below say.
    pub strict: bool,
    /// Keep each voter's row (id and columns). Without it only grouped ballots stay in memory.
    pub keep_voters: bool,
    /// Choices of projects that do not exist (accepted: the choice is left out and counted).
    pub unknown_projects: Policy,
    /// Voter ids that stand twice (accepted: both rows count).
    pub duplicate_voters: Policy,
    /// Name of the source for error messages.
    pub source_name: Option<String>,
}

impl Default for ReadOptions {
    /// Lenient, rows kept, unknown projects and duplicate voters refused.
    fn default() -> Self {
        Self {
            strict: false,
            keep_voters: true,
            unknown_projects: Policy::Refuse,
            duplicate_voters: Policy::Refuse,
            source_name: None,
        }
    }
}

impl ReadOptions {
    /// Refuses whatever is doubtful.
    pub fn strict() -> Self {
        Self {
            strict: true,
            ..Self::default()
        }
    }

    /// The same, strict or lenient.
    #[must_use]
    pub fn with_strict(mut self, strict: bool) -> Self {
        self.strict = strict;
        self
    }

    /// The same, keeping each voter's row or not.
    #[must_use]
    pub fn with_keep_voters(mut self, keep_voters: bool) -> Self {
        self.keep_voters = keep_voters;
        self
    }

    /// The same with this treatment of projects that do not exist.
    #[must_use]
    pub fn with_unknown_projects(mut self, policy: Policy) -> Self {
        self.unknown_projects = policy;
        self
    }

    /// The same with this treatment of voter ids that stand twice.
    #[must_use]
    pub fn with_duplicate_voters(mut self, policy: Policy) -> Self {
        self.duplicate_voters = policy;
        self
    }

    /// The same with this name of the source in error messages, or with none.
    #[must_use]
    pub fn with_source_name(mut self, name: impl Into<Option<String>>) -> Self {
        self.source_name = name.into();
        self
    }

    /// Lenient, and keeps only what a selection needs: for files larger than memory.
    pub fn for_selection() -> Self {
        Self {
            keep_voters: false,
            ..Self::default()
        }
    }

    /// Refuses what strict reading does not let pass, once everything is read.
    pub(crate) fn settle(&self, election: &Election) -> Result<(), ParseError> {
        let mut met = election.warnings.iter();
        match met.find(|(kind, _)| self.strict && kind.refused_when_strict()) {
            None => Ok(()),
            Some((kind, met)) => {
                let place = met.places.first().cloned();
                let place = place.unwrap_or_else(|| wording!("error-text", "{text}", text = ""));
                let treatment = wording!(
                    "error-treatment",
                    "{treatment}",
                    treatment = &*met.treatment,
                    kind = kind.as_str()
                );
                let kind = ParseErrorKind::Contradiction(wording!(
                    "error-strict",
                    "{place}: {treatment}; strict reading refuses this",
                    place = place,
                    treatment = treatment
                ));
                Err(section_error(0, "election", kind))
            }
        }
    }

    /// Counts a warning, or refuses with `error` when reading is strict.
    pub(super) fn doubt(
        &self,
        warnings: &mut Warnings,
        kind: WarningKind,
        error: impl FnOnce() -> ParseError,
    ) -> Result<(), ParseError> {
        if self.strict {
            return Err(error());
        }
        warnings.add(kind, || error().wording());
        Ok(())
    }
}

/// A section of a file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Section {
    Meta,
    Projects,
    Votes,
}

impl Section {
    pub(super) fn of(record: &Record<'_>) -> Option<Self> {
        // Only a record with nothing beside the word opens a section: a voter may be called VOTES.
        if (1..record.len()).any(|index| !record.bytes(index).trim_ascii().is_empty()) {
            return None;
        }
        match record.bytes(0).trim_ascii() {
            word if word.eq_ignore_ascii_case(b"META") => Some(Self::Meta),
            word if word.eq_ignore_ascii_case(b"PROJECTS") => Some(Self::Projects),
            word if word.eq_ignore_ascii_case(b"VOTES") => Some(Self::Votes),
            _ => None,
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Meta => "META",
            Self::Projects => "PROJECTS",
            Self::Votes => "VOTES",
        }
    }
}
