//! Voices are put into a need, or taken out of it.

use std::collections::BTreeSet;

use madang_words::quoted;
use serde::{Deserialize, Serialize};

use super::state::room_of;
use crate::becomes::Becomes;
use crate::contents::ContentRule;
use crate::fact::{By, Checked, Fact};
use crate::place::{Place, Relation};
use crate::role::{Role, Scope};
use crate::state::State;
use crate::subject::SubjectKind;
use crate::things::{About, Change, How, Link, Thing};
use crate::told::Told;
use crate::trust::{Cost, Rests};
use crate::violation::Violation;
use crate::words::said;

/// The most voices that one entry names: with the longest identifiers it is an entry still.
pub const MOST_NAMED: usize = 400;

/// A need groups other voices from here on. A voice may stand in several needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NeedVoicesChanged {
    /// The programme.
    pub programme: String,
    /// The need.
    pub need: String,
    /// The voices that it groups now as well.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub add: Vec<String>,
    /// The voices that it groups no more.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remove: Vec<String>,
}

/// Checks that no name stands twice among those of a field, or of two that belong together, and that they are not too many.
pub(crate) fn check_names<'a>(
    field: &'static str,
    names: impl IntoIterator<Item = &'a String>,
    most: usize,
) -> Checked {
    let mut seen = BTreeSet::new();
    for name in names {
        if !seen.insert(name) {
            return Err(Violation::field(
                field,
                said!("need-named-twice", id = quoted(name)),
            ));
        }
    }
    if seen.len() > most {
        return Err(Violation::field(
            field,
            said!("need-names-too-many", number = seen.len(), most = most),
        ));
    }
    Ok(())
}

impl Fact for NeedVoicesChanged {
    const KIND: &'static str = "need.voices_changed/1";
    const ASKED: &'static str = "change_need_voices";
    const WHO: &'static [Role] = &[Role::Official, Role::Facilitator];
    const SCOPE: Scope = Scope::Whole;
    const CONTENTS: &'static [ContentRule] = &[];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        let need = state.need(&self.programme, &self.need)?;
        let mut refs = vec![Relation::Need.to(need.entry)];
        for (relation, voices) in [
            (Relation::Adds, &self.add),
            (Relation::Removes, &self.remove),
        ] {
            for voice in voices {
                refs.push(relation.to(state.voice(&self.programme, voice)?.entry));
            }
        }
        Ok(Place::of_programme(
            &self.programme,
            SubjectKind::Need.of(&self.programme, &self.need),
            refs,
        ))
    }

    fn check(&self, state: &State, _by: &By<'_>) -> Checked {
        let need = state.need(&self.programme, &self.need)?;
        need.check_live(&self.need)?;
        if self.add.is_empty() && self.remove.is_empty() {
            return Err(Violation::field("add", said!("need-names-no-voice")));
        }
        check_names("add", self.add.iter().chain(&self.remove), MOST_NAMED)?;
        for id in &self.add {
            state.voice(&self.programme, id)?.check_stands()?;
            if need.holds(id) {
                return Err(Violation::field(
                    "add",
                    said!("need-holds-already", voice = quoted(id)),
                ));
            }
        }
        need.check_holds("remove", &self.remove)
    }

    fn change(&self, state: &mut State, _entry: u64) -> Checked {
        state.change_need_voices(self)
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        None
    }

    fn room(&self, _facts: usize, state: &State) -> usize {
        500 + room_of(state.need_size(&self.programme, &self.need), self.add.len())
    }

    fn becomes(&self) -> Becomes<'_> {
        Becomes::Nothing
    }

    fn about(&self) -> About<'_> {
        About::Concerns(Thing::Need(&self.programme, &self.need))
    }

    fn links(&self, state: &State, _entry: u64) -> Vec<Change> {
        let need = Thing::Need(&self.programme, &self.need).entry(state);
        let link = |voice: &String| {
            Some(Link {
                thing: need?,
                how: How::Groups,
                source: Thing::Voice(&self.programme, voice).entry(state)?,
            })
        };
        let made = self.add.iter().filter_map(link).map(Change::Made);
        let ended = self.remove.iter().filter_map(link).map(Change::Ended);
        made.chain(ended).collect()
    }
}
