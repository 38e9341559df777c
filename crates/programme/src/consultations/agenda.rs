//! The agenda of a consultation is published.

use madang_words::Text;
use serde::{Deserialize, Serialize};

use super::plan::MOST_LINE;
use crate::becomes::Becomes;
use crate::contents::ContentRule;
use crate::fact::{By, Checked, Fact};
use crate::place::{Place, Relation};
use crate::role::{Role, Scope};
use crate::state::State;
use crate::things::{About, Change};
use crate::told::Told;
use crate::trust::{Cost, Rests};
use crate::violation::Violation;
use crate::words::said;

/// The most items of an agenda.
pub const MOST_ITEMS: usize = 100;

/// The longest item, in minutes.
const MOST_MINUTES: u16 = 24 * 60;

/// What is on the agenda of a consultation, before it begins. Another one takes its place, which is named: there are never two.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgendaPublished {
    /// The programme.
    pub programme: String,
    /// The consultation.
    pub consultation: String,
    /// The entry of the agenda whose place it takes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<u64>,
    /// Its items in their order, one at least.
    pub items: Vec<AgendaItem>,
}

/// An item of an agenda.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgendaItem {
    /// Its number, from 1.
    pub no: u32,
    /// What is spoken about.
    pub title: Text,
    /// For how long, in minutes.
    pub minutes: u16,
    /// Who leads it, by their part: never a name.
    pub role: Text,
}

impl Fact for AgendaPublished {
    const KIND: &'static str = "agenda.published/1";
    const ASKED: &'static str = "publish_agenda";
    const WHO: &'static [Role] = &[Role::Official, Role::Facilitator];
    const SCOPE: Scope = Scope::Institution { since: 6 };
    const CONTENTS: &'static [ContentRule] = &[];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        let mut place = super::state::place(state, &self.programme, &self.consultation)?;
        place
            .refs
            .extend(self.base.map(|base| Relation::Replaces.to(base)));
        Ok(place)
    }

    fn check(&self, state: &State, by: &By<'_>) -> Checked {
        let known = state.consultation(&self.programme, &self.consultation)?;
        known.check_live(&self.consultation)?;
        state.check_acts_there(by, &self.programme, &known.plan.institution)?;
        if known.plan.is_written() {
            return Err(Violation::out_of_turn(said!(
                "consultation-question-agenda"
            )));
        }
        if by.at >= known.plan.opens_at.as_str() {
            let programme = state.programme(&self.programme)?;
            return Err(Violation::out_of_turn(said!(
                "consultation-agenda-late",
                opens = programme.local(&known.plan.opens_at)
            )));
        }
        super::state::check_base(self.base, known.agenda())?;
        if !(1..=MOST_ITEMS).contains(&self.items.len()) {
            return Err(Violation::field(
                "items",
                said!("consultation-agenda-items", most = MOST_ITEMS),
            ));
        }
        for (item, no) in self.items.iter().zip(1u32..) {
            if item.no != no {
                let reason = said!("consultation-agenda-order", no = no);
                return Err(Violation::field("no", reason));
            }
            state.check_title("title", &item.title, MOST_LINE)?;
            state.check_title("role", &item.role, MOST_LINE)?;
            if !(1..=MOST_MINUTES).contains(&item.minutes) {
                let most = u32::from(MOST_MINUTES);
                return Err(Violation::field(
                    "minutes",
                    said!("consultation-agenda-minutes", most = most),
                ));
            }
        }
        Ok(())
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.add_agenda(self, entry)
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
