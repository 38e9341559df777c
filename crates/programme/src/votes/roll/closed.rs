//! The roll of a vote is closed: who may vote in it is settled before it opens.

use madang_words::{check_slug, quoted};
use serde::{Deserialize, Serialize};

use crate::becomes::Becomes;
use crate::contents::ContentRule;
use crate::fact::{By, Checked, Fact};
use crate::place::{Place, Relation};
use crate::role::{Role, Scope};
use crate::state::State;
use crate::things::{About, Change};
use crate::told::Told;
use crate::trust::{Cost, Rests};
use crate::violation::{Violation, absent};
use crate::words::said;

/// Where a roll is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RollSource {
    /// The accounts whose holders showed who they are by the provider's identity.
    Accounts,
    /// A list of identifiers, or of what a registry makes of them with a key that it keeps.
    Imported,
}

/// The roll of a vote was closed. Until the vote opens another can take its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RollClosed {
    /// The programme.
    pub programme: String,
    /// The vote that is to come.
    pub vote: String,
    /// How many are on it.
    pub size: u64,
    /// The root of the tree over its leaves: 64 hex digits.
    pub root: String,
    /// Where it is from.
    pub source: RollSource,
    /// The entry of the roll whose place it takes: the one that stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<u64>,
}

impl Fact for RollClosed {
    const KIND: &'static str = "roll.closed/1";
    const ASKED: &'static str = "close_roll";
    const WHO: &'static [Role] = &[Role::Official];
    const SCOPE: Scope = Scope::Whole;
    const CONTENTS: &'static [ContentRule] = &[];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        let programme = state.programme(&self.programme)?;
        let mut refs = vec![Relation::Programme.to(programme.entry)];
        refs.extend(self.replaces.map(|entry| Relation::Replaces.to(entry)));
        Ok(Place::of_programme(
            &self.programme,
            Place::vote(&self.programme, &self.vote),
            refs,
        ))
    }

    fn check(&self, state: &State, _by: &By<'_>) -> Checked {
        check_slug("vote", &self.vote)?;
        state.programme(&self.programme)?;
        let open = state.vote(&self.programme, &self.vote).ok();
        absent("vote", &self.vote, open.map(|open| open.entry))?;
        if self.size == 0 {
            return Err(Violation::field("size", said!("vote-roll-empty")));
        }
        let is_hex = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
        if self.root.len() != 64 || !self.root.bytes().all(is_hex) {
            return Err(Violation::field("root", said!("vote-roll-root")));
        }
        let stands = state.roll(&self.programme, &self.vote);
        match (stands.map(|roll| roll.entry), self.replaces) {
            (stands, replaces) if stands == replaces => Ok(()),
            (Some(stands), None) => Err(Violation::out_of_turn(said!(
                "vote-roll-closed-already",
                vote = quoted(&self.vote),
                entry = stands
            ))),
            (stands, replaces) => Err(Violation::field(
                "replaces",
                said!(
                    "vote-roll-closed-otherwise",
                    replaces = replaces.unwrap_or_default(),
                    vote = quoted(&self.vote),
                    stands = stands.unwrap_or_default()
                ),
            )),
        }
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.close_roll(self, entry)
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        None
    }

    fn room(&self, _facts: usize, _state: &State) -> usize {
        600
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
