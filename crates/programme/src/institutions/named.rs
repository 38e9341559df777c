//! An institution gets its name.

use madang_words::{Text, check_slug};
use serde::{Deserialize, Serialize};

use crate::becomes::Becomes;
use crate::contents::ContentRule;
use crate::fact::{By, Checked, Fact};
use crate::place::{Place, Relation};
use crate::role::{Role, Scope};
use crate::state::State;
use crate::subject::SubjectKind;
use crate::things::{About, Change};
use crate::told::Told;
use crate::trust::{Cost, Rests};
use crate::violation::Violation;

/// The longest name, in characters.
pub const MOST_NAME: usize = 200;

/// An institution takes part in a programme under this name. Governments rename theirs: the newest name is the one that is
/// shown, and those of before stay on record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InstitutionNamed {
    /// The programme.
    pub programme: String,
    /// Identifier: `interior`.
    pub id: String,
    /// Name.
    pub name: Text,
}

impl Fact for InstitutionNamed {
    const KIND: &'static str = "institution.named/1";
    const ASKED: &'static str = "name_institution";
    const WHO: &'static [Role] = &[Role::Official];
    const SCOPE: Scope = Scope::Whole;
    const CONTENTS: &'static [ContentRule] = &[];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        Ok(Place::of_programme(
            &self.programme,
            SubjectKind::Institution.of(&self.programme, &self.id),
            vec![Relation::Programme.to(state.programme(&self.programme)?.entry)],
        ))
    }

    fn check(&self, state: &State, _by: &By<'_>) -> Checked {
        state.programme(&self.programme)?;
        check_slug("id", &self.id)?;
        state.check_title("name", &self.name, MOST_NAME)
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.name_institution(&self.programme, &self.id, entry)
    }

    fn cost(&self, state: &State) -> Option<Cost<'_>> {
        let renamed = state.is_renamed(&self.programme, &self.id);
        renamed.then_some(Cost::InstitutionRenamed)
    }

    fn room(&self, _facts: usize, _state: &State) -> usize {
        300
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
