//! A content is gone.

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

/// A content and its salt are deleted for good.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContentErased {
    /// The entry whose content it was.
    pub entry: u64,
    /// The content's name in that entry.
    pub name: String,
    /// On which ground.
    pub ground: Ground,
}

impl Fact for ContentErased {
    const KIND: &'static str = "content.erased/1";
    const ASKED: &'static str = "erase_content";
    const WHO: &'static [Role] = &[Role::Official, Role::Facilitator, Role::Operator];
    const SCOPE: Scope = Scope::Institution { since: 6 };
    const CONTENTS: &'static [ContentRule] = &[];
    const TOLD: &'static [Told] = &[Told::Hidden];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, _state: &State) -> Result<Place, Violation> {
        Ok(place(self.entry, &self.name))
    }

    fn check(&self, state: &State, by: &By<'_>) -> Checked {
        state.check_content(self.entry, &self.name)?;
        state.check_moderates(self.entry, by)?;
        self.ground.check_takes_away()
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        let now = ContentState::Erased {
            by: entry,
            ground: self.ground,
        };
        state.mark_content(self.entry, &self.name, now);
        Ok(())
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        Some(Cost::Hides(Hides {
            entry: self.entry,
            name: &self.name,
            ground: self.ground,
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
