//! The kinds of entries, for lists and pages.

use crate::contents::ContentRule;
use crate::fact::Fact;
use crate::role::{Role, Scope};
use crate::told::Told;

/// A kind of entry, for lists and pages: the role table, the page of roles, the list of contents.
#[derive(Clone, Copy, Debug)]
pub struct Kind {
    /// Its name with its version: `proposal.submitted/1`.
    pub name: &'static str,
    /// The feature that it belongs to: `proposals`.
    pub feature: &'static str,
    /// The command that asks for it: `submit_proposal`.
    pub asked: &'static str,
    /// The roles that may cause it.
    pub who: &'static [Role],
    /// For whom such a role is held.
    pub scope: Scope,
    /// The contents that its entry may or must carry.
    pub contents: &'static [ContentRule],
    /// Who is told of it at once, and of what.
    pub told: &'static [Told],
}

impl Kind {
    /// The kind of some facts.
    pub const fn of<F: Fact>(feature: &'static str) -> Kind {
        Kind {
            name: F::KIND,
            feature,
            asked: F::ASKED,
            who: F::WHO,
            scope: F::SCOPE,
            contents: F::CONTENTS,
            told: F::TOLD,
        }
    }
}
