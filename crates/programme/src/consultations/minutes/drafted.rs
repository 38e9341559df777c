//! Minutes are drafted, for those who were there to read first.

use serde::{Deserialize, Serialize};

use super::said::{MINUTES, Minutes, of_that_meeting};
use crate::becomes::Becomes;
use crate::command::{Ask, Asked, NewContent};
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

/// Those who may read a draft: whoever leads the consultation, officials, and of those who take part the ones who were there.
pub const READERS: &[Role] = &[Role::Facilitator, Role::Official, Role::Participant];

/// A draft of minutes. Whoever was there reads it and can ask for corrections for some days; another draft takes the place of the one
/// that it names, and is open to corrections as long. What it says is in the content `minutes`, which not everybody reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MinutesDrafted {
    /// The programme.
    pub programme: String,
    /// The consultation.
    pub consultation: String,
    /// Which draft it is, from 1.
    pub version: u32,
    /// The entry of the draft whose place it takes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<u64>,
}

/// Asks to draft minutes; which draft it is follows from the record.
#[derive(Clone, Debug)]
pub struct DraftMinutes {
    /// The programme.
    pub programme: String,
    /// The consultation.
    pub consultation: String,
    /// The entry of the draft whose place it takes.
    pub base: Option<u64>,
    /// What they say.
    pub minutes: Minutes,
}

impl Ask for DraftMinutes {
    fn name(&self) -> &'static str {
        MinutesDrafted::ASKED
    }

    fn content(&self) -> impl Serialize {
        (
            (&self.programme, &self.consultation),
            self.base,
            &self.minutes,
        )
    }

    fn draft(self, state: &State) -> Result<Asked, Violation> {
        let known = state.consultation(&self.programme, &self.consultation)?;
        let mut asked = Asked::from(MinutesDrafted {
            version: known.minutes.version.saturating_add(1),
            programme: self.programme,
            consultation: self.consultation,
            base: self.base,
        });
        let minutes = NewContent::restricted(MINUTES, &self.minutes, READERS)?;
        asked.contents.push(minutes);
        Ok(asked)
    }
}

impl Fact for MinutesDrafted {
    const KIND: &'static str = "minutes.drafted/1";
    const ASKED: &'static str = "draft_minutes";
    const WHO: &'static [Role] = &[Role::Facilitator];
    const SCOPE: Scope = Scope::Institution { since: 6 };
    const CONTENTS: &'static [ContentRule] = &[ContentRule::of::<Minutes>(MINUTES)
        .only(READERS)
        .beside(of_that_meeting)];
    const TOLD: &'static [Told] = &[Told::Drafted];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        let mut place = super::super::state::place(state, &self.programme, &self.consultation)?;
        place
            .refs
            .extend(self.base.map(|base| Relation::Replaces.to(base)));
        Ok(place)
    }

    fn check(&self, state: &State, by: &By<'_>) -> Checked {
        let known = state.consultation(&self.programme, &self.consultation)?;
        known.check_takes_minutes(&self.consultation)?;
        state.check_acts_there(by, &self.programme, &known.plan.institution)?;
        known.minutes.check_not_approved()?;
        super::super::state::check_base(self.base, known.minutes.draft())?;
        let next = known.minutes.version.saturating_add(1);
        if self.version != next {
            let reason = said!("minutes-version-next", next = next);
            return Err(Violation::field("version", reason));
        }
        Ok(())
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.add_draft(self, entry)
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
