//! What was refused, so that what rests on it is not told as mistakes of its own.

use std::collections::{BTreeMap, BTreeSet};

use madang_exchange::Step;
use madang_programme::Violation;
use madang_store::SubmitError;

use super::files::Unread;

/// Things that files ask for and that will not be there, since their own steps were refused.
#[derive(Debug, Default)]
pub struct Missing {
    things: BTreeMap<&'static str, BTreeSet<String>>,
    /// Kinds of things of which one could not even be called by its name: what names it otherwise, nobody can tell.
    unnamed: BTreeSet<&'static str>,
}

/// What a vote is made of besides its own file.
const OF_A_VOTE: [&str; 6] = [
    "proposal",
    "group",
    "audience",
    "body",
    "member",
    "selection rule",
];

impl Missing {
    /// With what files may have brought which could not be read.
    pub fn of_unread<'f>(unread: impl IntoIterator<Item = &'f Unread>) -> Missing {
        let brought = unread.into_iter().flat_map(|unread| unread.brings);
        Missing {
            unnamed: brought.copied().collect(),
            ..Missing::default()
        }
    }

    /// Whether there may be a programme, or a vote, that nobody names.
    pub fn may_be_named_elsewhere(&self) -> bool {
        ["programme", "vote"]
            .iter()
            .any(|kind| self.unnamed.contains(kind))
    }

    /// Notes that a file was read only in part: there may be things of that kind.
    pub fn partly(&mut self, kind: &'static str) {
        self.unnamed.insert(kind);
    }

    /// Whether a refusal only follows from another that was told before. Otherwise, and then too, what the step would have
    /// brought is missing from here on.
    pub fn follows(&mut self, step: &Step, error: &SubmitError) -> bool {
        let violation = match error {
            SubmitError::Refused(violation) | SubmitError::RefusedAt { violation, .. } => violation,
            // What is on record with other words is there.
            _ => return false,
        };
        let follows = self.explains(violation) || self.spoils(step, violation);
        let Some((kind, id)) = &step.makes else {
            return follows;
        };
        match violation {
            Violation::Exists { .. } => return follows,
            Violation::Field { field, .. } if ["id", "member"].contains(&field.as_str()) => {
                self.unnamed.insert(*kind);
            }
            Violation::Field { .. }
            | Violation::Unknown { .. }
            | Violation::OutOfTurn(_)
            | Violation::Role { .. } => {}
        }
        self.things.entry(*kind).or_default().insert(id.clone());
        follows
    }

    /// Whether a thing that is not there was refused before.
    pub fn explains(&self, violation: &Violation) -> bool {
        match violation {
            Violation::Unknown { what, id } => self.has(what, id),
            Violation::Field { .. }
            | Violation::Exists { .. }
            | Violation::OutOfTurn(_)
            | Violation::Role { .. } => false,
        }
    }

    /// Whether there would be such a thing, had its step not been refused.
    pub fn has(&self, kind: &str, id: &str) -> bool {
        let known = self.things.get(kind);
        self.unnamed.contains(kind) || known.is_some_and(|ids| ids.contains(id))
    }

    /// Whether a vote, or scores in it, cannot be what they are to be for want of what was refused. What is wrong with how
    /// ballots are read is wrong all the same.
    fn spoils(&self, step: &Step, violation: &Violation) -> bool {
        let of_vote = matches!(step.makes, Some(("vote", _)));
        let of_scores = step.command.name() == "submit_scores";
        let own = match violation {
            Violation::Field { field, .. } => field.starts_with("ballots."),
            _ => false,
        };
        let mut kinds = self.things.keys().chain(&self.unnamed);
        let missing = kinds.any(|kind| OF_A_VOTE.contains(kind));
        (of_vote || of_scores) && !own && missing
    }
}
