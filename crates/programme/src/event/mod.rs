//! Events: what may happen, each a kind of entry with its facts.
//!
//! One module a subject area. An area that comes later (voices, consultations, surveys, responses, services,
//! assessments) is a module of its own here, a line in [`events!`](self) below, a field in [`crate::State`] and rows in the
//! role table.

pub mod commitment;
pub mod content;
pub mod log;
pub mod organisation;
pub mod programme;
pub mod proposal;
pub mod selection;
pub mod vote;

use serde_json::{Map, Value};
use thiserror::Error;

/// An entry's kind or facts could not be read.
#[derive(Debug, Error)]
pub enum EventError {
    /// A kind that this version does not know: to skip it would be to verify less than is there.
    #[error("unknown kind of entry {0:?}: a newer version of Madang may know it")]
    UnknownKind(String),
    /// The facts do not fit the kind.
    #[error("the facts of {kind} are malformed: {source}")]
    Facts {
        /// The kind.
        kind: &'static str,
        /// What serde found, with its place.
        source: serde_json::Error,
    },
}

macro_rules! events {
    ($($variant:ident($path:path) = $kind:literal),+ $(,)?) => {
        /// What happened: the facts of one entry.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Event {
            $(#[doc = concat!("`", $kind, "`")] $variant($path),)+
        }

        impl Event {
            /// Every kind there is.
            pub const KINDS: &'static [&'static str] = &[$($kind),+];

            /// The kind on the record, with its version: `proposal.submitted/1`.
            pub fn kind(&self) -> &'static str {
                match self { $(Event::$variant(_) => $kind,)+ }
            }

            /// Reads the facts of an entry of a kind.
            ///
            /// # Errors
            /// A kind that is not known, or facts that do not fit it: a missing, unknown or mistyped field.
            pub fn parse(kind: &str, facts: &str) -> Result<Event, EventError> {
                match kind {
                    $($kind => serde_json::from_str(facts)
                        .map(Event::$variant)
                        .map_err(|source| EventError::Facts { kind: $kind, source }),)+
                    unknown => Err(EventError::UnknownKind(unknown.to_owned())),
                }
            }

            /// The facts as they go on the record.
            ///
            /// # Errors
            /// Where a value has no JSON form; none of the events here has such a value.
            pub fn facts(&self) -> Result<Map<String, Value>, serde_json::Error> {
                let value = match self { $(Event::$variant(facts) => serde_json::to_value(facts)?,)+ };
                match value {
                    Value::Object(map) => Ok(map),
                    other => Err(serde::ser::Error::custom(format!("facts are not an object: {other}"))),
                }
            }
        }

        $(impl From<$path> for Event {
            fn from(facts: $path) -> Event { Event::$variant(facts) }
        })+
    };
}

events! {
    LogCreated(log::LogCreated) = "log.created/1",
    KeyRotated(log::KeyRotated) = "log.key_rotated/1",
    DatabaseAccepted(log::DatabaseAccepted) = "log.database_accepted/1",
    ContentRestricted(content::ContentRestricted) = "content.restricted/1",
    ContentReleased(content::ContentReleased) = "content.released/1",
    ContentErased(content::ContentErased) = "content.erased/1",
    ActionPlanRecorded(commitment::ActionPlanRecorded) = "action_plan.recorded/1",
    CommitmentRecorded(commitment::CommitmentRecorded) = "commitment.recorded/1",
    MilestoneRecorded(commitment::MilestoneRecorded) = "milestone.recorded/1",
    ReviewRecorded(commitment::ReviewRecorded) = "review.recorded/1",
    ProgrammeCreated(programme::ProgrammeCreated) = "programme.created/1",
    GroupDefined(programme::GroupDefined) = "group.defined/1",
    AudienceDefined(programme::AudienceDefined) = "audience.defined/1",
    BodyEstablished(organisation::BodyEstablished) = "body.established/1",
    MemberAppointed(organisation::MemberAppointed) = "body.member_appointed/1",
    MemberLeft(organisation::MemberLeft) = "body.member_left/1",
    ProposalSubmitted(proposal::ProposalSubmitted) = "proposal.submitted/1",
    ProposalWithdrawn(proposal::ProposalWithdrawn) = "proposal.withdrawn/1",
    RuleFixed(selection::RuleFixed) = "selection_rule.fixed/1",
    VoteOpened(vote::VoteOpened) = "vote.opened/1",
    BallotCast(vote::BallotCast) = "ballot.cast/1",
    ScoresSubmitted(vote::ScoresSubmitted) = "scores.submitted/1",
    VoteClosed(vote::VoteClosed) = "vote.closed/1",
    BallotsOpened(vote::BallotsOpened) = "ballots.opened/1",
    VoteCancelled(vote::VoteCancelled) = "vote.cancelled/1",
    SelectionPublished(selection::SelectionPublished) = "selection.published/1",
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_kinds_and_unknown_fields_are_refused() {
        let facts = r#"{"programme":"p","surplus":1,"vote":"v"}"#;
        assert!(matches!(
            Event::parse("vote.dreamt/1", facts),
            Err(EventError::UnknownKind(_))
        ));
        assert!(matches!(
            Event::parse("vote.closed/1", facts),
            Err(EventError::Facts { .. })
        ));
    }
}
