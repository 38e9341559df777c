//! A need is split.

use madang_words::quoted;
use serde::{Deserialize, Serialize};

use super::state::MOST_NEEDS;
use super::voices_changed::{MOST_NAMED, check_names};
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

/// A need goes on in its parts. Each of its voices stands in one of them at least by now, or is named as left: none is lost
/// in silence. The need stays to be read, points on, and takes no voice any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NeedSplit {
    /// The programme.
    pub programme: String,
    /// The need.
    pub need: String,
    /// The needs that it goes on in: two at least.
    pub into: Vec<String>,
    /// The voices of the need that none of these groups.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left: Vec<String>,
}

impl Fact for NeedSplit {
    const KIND: &'static str = "need.split/1";
    const ASKED: &'static str = "split_need";
    const WHO: &'static [Role] = &[Role::Official, Role::Facilitator];
    const SCOPE: Scope = Scope::Whole;
    const CONTENTS: &'static [ContentRule] = &[];
    const TOLD: &'static [Told] = &[Told::Split];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        let need = state.need(&self.programme, &self.need)?;
        let mut refs = vec![Relation::Need.to(need.entry)];
        for part in &self.into {
            refs.push(Relation::Into.to(state.need(&self.programme, part)?.entry));
        }
        for voice in &self.left {
            refs.push(Relation::Leaves.to(state.voice(&self.programme, voice)?.entry));
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
        if self.into.len() < 2 {
            return Err(Violation::field("into", said!("need-split-parts")));
        }
        check_names("into", &self.into, MOST_NEEDS)?;
        check_names("left", &self.left, MOST_NAMED)?;
        let mut parts = Vec::with_capacity(self.into.len());
        for id in &self.into {
            if *id == self.need {
                return Err(Violation::field(
                    "into",
                    said!("need-into-itself", id = quoted(id)),
                ));
            }
            let part = state.need(&self.programme, id)?;
            part.check_live(id)?;
            parts.push(part);
        }
        need.check_holds("left", &self.left)?;
        let placed = |voice: &str| parts.iter().any(|part| part.holds(voice));
        if let Some(voice) = self.left.iter().find(|voice| placed(voice)) {
            return Err(Violation::field(
                "left",
                said!("need-left-but-placed", voice = quoted(voice)),
            ));
        }
        let lost = need.voices().filter(|(voice, _)| !placed(voice));
        let lost = lost.count() - self.left.len();
        if lost > 0 {
            return Err(Violation::field(
                "left",
                said!("need-voices-lost", number = lost),
            ));
        }
        Ok(())
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.split_need(self, entry)
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        None
    }

    fn room(&self, _facts: usize, _state: &State) -> usize {
        500
    }

    fn becomes(&self) -> Becomes<'_> {
        Becomes::Nothing
    }

    fn about(&self) -> About<'_> {
        About::Concerns(Thing::Need(&self.programme, &self.need))
    }

    fn links(&self, state: &State, _entry: u64) -> Vec<Change> {
        let source = Thing::Need(&self.programme, &self.need).entry(state);
        let parts = self.into.iter().filter_map(|part| {
            let part = Thing::Need(&self.programme, part).entry(state)?;
            Some(Change::made(part, How::PartOf, source?))
        });
        parts.collect()
    }
}
