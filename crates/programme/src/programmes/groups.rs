//! Whom the services are for: groups, and the audiences inside each.

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
use crate::violation::{Violation, absent};

/// The longest name of a group or an audience, in characters.
pub const MOST_NAME: usize = 200;
/// The longest description of a group.
pub const MOST_DESCRIPTION: usize = 4000;

/// One of the groups that services are divided into by the people they are for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroupDefined {
    /// The programme.
    pub programme: String,
    /// Identifier: `general`, `target`, `vulnerable`, `business`.
    pub id: String,
    /// Name.
    pub name: Text,
    /// Description.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<Text>,
}

impl Fact for GroupDefined {
    const KIND: &'static str = "group.defined/1";
    const ASKED: &'static str = "define_group";
    const WHO: &'static [Role] = &[Role::Official];
    const SCOPE: Scope = Scope::Whole;
    const CONTENTS: &'static [ContentRule] = &[];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        Ok(Place::of_programme(
            &self.programme,
            SubjectKind::Group.of(&self.programme, &self.id),
            vec![Relation::Programme.to(state.programme(&self.programme)?.entry)],
        ))
    }

    fn check(&self, state: &State, _by: &By<'_>) -> Checked {
        check_slug("id", &self.id)?;
        state.check_title("name", &self.name, MOST_NAME)?;
        state.check_words("description", self.description.as_ref(), MOST_DESCRIPTION)?;
        let programme = state.programme(&self.programme)?;
        absent("group", &self.id, programme.groups.get(&self.id).copied())
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.add_group(&self.programme, &self.id, entry)
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        None
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

/// An audience inside a group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AudienceDefined {
    /// The programme.
    pub programme: String,
    /// The group it belongs to.
    pub group: String,
    /// Identifier, unique in the programme.
    pub id: String,
    /// Name.
    pub name: Text,
}

impl Fact for AudienceDefined {
    const KIND: &'static str = "audience.defined/1";
    const ASKED: &'static str = "define_audience";
    const WHO: &'static [Role] = &[Role::Official];
    const SCOPE: Scope = Scope::Whole;
    const CONTENTS: &'static [ContentRule] = &[];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        let group = state.programme(&self.programme)?.groups.get(&self.group);
        let group = group.ok_or_else(|| Violation::unknown("group", &self.group))?;
        Ok(Place::of_programme(
            &self.programme,
            SubjectKind::Audience.of(&self.programme, &self.id),
            vec![Relation::Group.to(*group)],
        ))
    }

    fn check(&self, state: &State, _by: &By<'_>) -> Checked {
        check_slug("id", &self.id)?;
        state.check_title("name", &self.name, MOST_NAME)?;
        let programme = state.programme(&self.programme)?;
        let known = programme.audiences.get(&self.id);
        absent("audience", &self.id, known.map(|(_, entry)| *entry))
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.add_audience(&self.programme, &self.group, &self.id, entry)
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        None
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
