//! A content is gone because whoever said it asked for that.

use serde::{Deserialize, Serialize};

use super::ground::Ground;
use super::state::{ContentState, place};
use crate::becomes::Becomes;
use crate::contents::ContentRule;
use crate::fact::{By, Checked, Fact};
use crate::place::Place;
use crate::role::{Role, Scope};
use crate::state::State;
use crate::things::{About, Change};
use crate::told::Told;
use crate::trust::{Cost, Hides, Hiding, Rests};
use crate::violation::Violation;

/// A participant had a content of their own and its salt deleted for good. Nobody need say why they want back what they said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnContentErased {
    /// The entry whose content it was.
    pub entry: u64,
    /// The content's name in that entry.
    pub name: String,
}

impl OwnContentErased {
    /// The ground of every such erasure.
    pub const GROUND: Ground = Ground::ErasureRequest;
}

impl Fact for OwnContentErased {
    const KIND: &'static str = "content.erased/2";
    const ASKED: &'static str = "erase_own_content";
    const WHO: &'static [Role] = &[Role::Participant];
    const SCOPE: Scope = Scope::Whole;
    const CONTENTS: &'static [ContentRule] = &[];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, _state: &State) -> Result<Place, Violation> {
        Ok(place(self.entry, &self.name))
    }

    fn check(&self, state: &State, by: &By<'_>) -> Checked {
        state.check_content(self.entry, &self.name)?;
        state.check_own(self.entry, by)?;
        let programme = state.programme_of(self.entry).unwrap_or_default();
        state.check_code_holds(programme, by.actor.pseudonym)
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        let now = ContentState::Erased {
            by: entry,
            ground: OwnContentErased::GROUND,
        };
        state.mark_content(self.entry, &self.name, now);
        Ok(())
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        Some(Cost::Hides(Hides {
            entry: self.entry,
            name: &self.name,
            ground: OwnContentErased::GROUND,
            how: Hiding::Erased,
        }))
    }

    fn room(&self, _facts: usize, _state: &State) -> usize {
        400
    }

    fn becomes(&self) -> Becomes<'_> {
        Becomes::Nothing
    }

    fn about(&self) -> About<'_> {
        About::Nothing
    }

    fn links(&self, _state: &State, _entry: u64) -> Vec<Change> {
        vec![]
    }
}
