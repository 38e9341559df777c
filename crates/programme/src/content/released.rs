//! A hidden content is public again.

use madang_words::quoted;
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
use crate::trust::{Cost, Rests};
use crate::violation::Violation;
use crate::words::said;

/// A restricted content is public again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContentReleased {
    /// The entry whose content it is.
    pub entry: u64,
    /// The content's name in that entry.
    pub name: String,
}

impl ContentReleased {
    /// Checks that a participant shows again what was hidden because they asked for that.
    fn check_request(&self, state: &State, by: &By<'_>) -> Checked {
        state.check_own(self.entry, by)?;
        match state.content(self.entry, &self.name) {
            Some(ContentState::Restricted {
                ground: Ground::ProposerRequest,
                ..
            }) => Ok(()),
            _ => Err(Violation::out_of_turn(said!("content-not-yours"))),
        }
    }
}

impl Fact for ContentReleased {
    const KIND: &'static str = "content.released/1";
    const ASKED: &'static str = "release_content";
    const WHO: &'static [Role] = &[Role::Official, Role::Facilitator, Role::Participant];
    const SCOPE: Scope = Scope::Institution { since: 6 };
    const CONTENTS: &'static [ContentRule] = &[];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, _state: &State) -> Result<Place, Violation> {
        Ok(place(self.entry, &self.name))
    }

    fn check(&self, state: &State, by: &By<'_>) -> Checked {
        state.check_content(self.entry, &self.name)?;
        state.check_not_for_some(self.entry, &self.name)?;
        state.check_moderates(self.entry, by)?;
        if by.actor.role == Role::Participant {
            self.check_request(state, by)?;
        }
        if state.rules() > 3 && !state.is_restricted(self.entry, &self.name) {
            return Err(Violation::out_of_turn(said!(
                "content-not-restricted",
                name = quoted(&self.name),
                entry = self.entry
            )));
        }
        match state.content(self.entry, &self.name) {
            Some(ContentState::Released { by }) => Err(Violation::out_of_turn(said!(
                "content-released-already",
                name = quoted(&self.name),
                entry = self.entry,
                by = by
            ))),
            Some(ContentState::Restricted { .. } | ContentState::Erased { .. }) | None => Ok(()),
        }
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        let now = ContentState::Released { by: entry };
        state.mark_content(self.entry, &self.name, now);
        Ok(())
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        Some(Cost::Shows {
            entry: self.entry,
            name: &self.name,
        })
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::role::ActorRef;

    fn takes(state: &State) -> bool {
        let released = ContentReleased {
            entry: 3,
            name: "text".to_owned(),
        };
        let by = By {
            actor: ActorRef::parse("official/test").expect("an actor"),
            at: "2026-11-23T08:00:00.000Z",
            index: state.size,
        };
        released.check(state, &by).is_ok()
    }

    #[test]
    fn from_rules_4_on_only_what_is_restricted_is_released() {
        for (rules, taken) in [(1, true), (3, true), (4, false)] {
            let mut state = State::held_to(rules);
            state.size = 5;
            assert_eq!(takes(&state), taken, "never hidden, under rules {rules}");
            let mut born = state.clone();
            born.bear_restricted(3, "text", (None, false));
            assert!(takes(&born), "restricted from the beginning");
            let restricted = ContentState::Restricted {
                by: 4,
                ground: Ground::Order,
                roles: vec!["official".to_owned()],
                review_by: "2027-01-01".to_owned(),
                at: "2026-11-23T08:00:00.000Z".to_owned(),
            };
            state.mark_content(3, "text", restricted);
            assert!(takes(&state), "restricted since");
            for (content, why) in [
                (ContentState::Released { by: 4 }, "released already"),
                (
                    ContentState::Erased {
                        by: 4,
                        ground: Ground::Order,
                    },
                    "gone",
                ),
            ] {
                born.mark_content(3, "text", content);
                assert!(!takes(&born), "{why}");
            }
        }
    }
}
