//! Needs are merged.

use madang_words::quoted;
use serde::{Deserialize, Serialize};

use super::state::{MOST_NEEDS, room_of};
use super::voices_changed::check_names;
use crate::becomes::Becomes;
use crate::contents::ContentRule;
use crate::fact::{By, Checked, Fact};
use crate::place::{Place, Relation};
use crate::role::{Role, Scope};
use crate::state::State;
use crate::subject::SubjectKind;
use crate::things::{About, Change, How, Thing};
use crate::told::Told;
use crate::trust::{Cost, Rests};
use crate::violation::Violation;
use crate::words::said;

/// Needs go on in another one, which groups their voices beside its own from here on. They stay to be read, point on, and take
/// no voice any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NeedsMerged {
    /// The programme.
    pub programme: String,
    /// The needs that go on in the other: one at least.
    pub from: Vec<String>,
    /// The need that they go on in.
    pub into: String,
}

impl Fact for NeedsMerged {
    const KIND: &'static str = "need.merged/1";
    const ASKED: &'static str = "merge_needs";
    const WHO: &'static [Role] = &[Role::Official, Role::Facilitator];
    const SCOPE: Scope = Scope::Whole;
    const CONTENTS: &'static [ContentRule] = &[];
    const TOLD: &'static [Told] = &[Told::Merged];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        let into = state.need(&self.programme, &self.into)?;
        let mut refs = vec![Relation::Need.to(into.entry)];
        for id in &self.from {
            refs.push(Relation::From.to(state.need(&self.programme, id)?.entry));
        }
        Ok(Place::of_programme(
            &self.programme,
            SubjectKind::Need.of(&self.programme, &self.into),
            refs,
        ))
    }

    fn check(&self, state: &State, _by: &By<'_>) -> Checked {
        state
            .need(&self.programme, &self.into)?
            .check_live(&self.into)?;
        if self.from.is_empty() {
            return Err(Violation::field("from", said!("need-merge-none")));
        }
        check_names("from", &self.from, MOST_NEEDS)?;
        for id in &self.from {
            if *id == self.into {
                return Err(Violation::field(
                    "from",
                    said!("need-into-itself", id = quoted(id)),
                ));
            }
            state.need(&self.programme, id)?.check_live(id)?;
        }
        Ok(())
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.merge_needs(self, entry)
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        None
    }

    fn room(&self, _facts: usize, state: &State) -> usize {
        let from = self.from.iter();
        let from = from.map(|id| state.need_size(&self.programme, id));
        let more = from.fold(0, usize::saturating_add);
        500 + room_of(state.need_size(&self.programme, &self.into), more)
    }

    fn becomes(&self) -> Becomes<'_> {
        Becomes::Nothing
    }

    fn about(&self) -> About<'_> {
        About::Concerns(Thing::Need(&self.programme, &self.into))
    }

    fn links(&self, state: &State, _entry: u64) -> Vec<Change> {
        let into = Thing::Need(&self.programme, &self.into).entry(state);
        let mut changes = Vec::new();
        for from in &self.from {
            let from = state.need(&self.programme, from).ok();
            let Some((into, from)) = into.zip(from) else {
                continue;
            };
            changes.push(Change::made(into, How::TakesUp, from.entry));
            let voices = from.voices();
            changes.extend(voices.map(|(_, voice)| Change::made(into, How::Groups, voice)));
        }
        changes
    }
}
