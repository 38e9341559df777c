//! A content is hidden.

use jiff::civil::Date;
use madang_words::{check_date, quoted};
use serde::{Deserialize, Serialize};

use super::ground::Ground;
use super::state::{ContentState, place};
use crate::becomes::Becomes;
use crate::clock::Period;
use crate::contents::ContentRule;
use crate::days::day_of;
use crate::fact::{By, Checked, Fact};
use crate::place::Place;
use crate::role::{Role, Scope};
use crate::state::State;
use crate::things::{About, Change};
use crate::told::Told;
use crate::trust::{Cost, Hides, Hiding, Rests};
use crate::violation::Violation;
use crate::words::said;

/// A content is from now on shown to the named roles only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContentRestricted {
    /// The entry whose content it is.
    pub entry: u64,
    /// The content's name in that entry.
    pub name: String,
    /// On which ground.
    pub ground: Ground,
    /// Who may still read it.
    pub roles: Vec<String>,
    /// When the restriction must be looked at again, `YYYY-MM-DD`.
    pub review_by: String,
}

/// How long anything may be hidden without being looked at again.
pub(crate) const MOST_HIDDEN: Period = Period::Days(366);

impl ContentRestricted {
    /// At the request of whoever said it: those who answer go on reading it, for as long as anything may be hidden.
    ///
    /// # Errors
    /// A time that is none.
    pub fn at_request(entry: u64, name: &str, at: &str) -> Result<ContentRestricted, Violation> {
        let today = day_of("at", at.get(..10).unwrap_or_default())?;
        let readers = [Role::Facilitator, Role::Official];
        Ok(ContentRestricted {
            entry,
            name: name.to_owned(),
            ground: Ground::ProposerRequest,
            roles: readers.map(|role| role.name().to_owned()).into(),
            review_by: MOST_HIDDEN.after(today).to_string(),
        })
    }

    /// Checks that it is looked at again in time: a year at most, and for a deliberation the longest period that any programme has for
    /// it. Which programme the content is of nobody need look up here: by its own period the checks of openness ask.
    fn check_soon(&self, state: &State, by: &By<'_>) -> Checked {
        let period = match self.ground {
            Ground::Deliberation => state.longest_deliberation(),
            Ground::PersonalData
            | Ground::ErasureRequest
            | Ground::Unlawful
            | Ground::Order
            | Ground::HouseRules
            | Ground::ProposerRequest => MOST_HIDDEN,
        };
        // Where the programme is it may be tomorrow.
        let tomorrow = day_of("at", by.day())?.tomorrow().unwrap_or(Date::MAX);
        let last = period.after(tomorrow);
        if day_of("review_by", &self.review_by)? <= last {
            return Ok(());
        }
        let reason = said!(
            "content-review-late",
            date = quoted(&self.review_by),
            last = last.to_string()
        );
        Err(Violation::field("review_by", reason))
    }
}

impl ContentRestricted {
    /// Checks what is hidden because whoever proposed it asks for that: their own words alone, which whoever answers goes on reading.
    /// They do it themselves, or an official or facilitator whom they asked.
    fn check_request(&self, state: &State, by: &By<'_>) -> Checked {
        let is_request = self.ground == Ground::ProposerRequest;
        if by.actor.role == Role::Participant {
            state.check_own(self.entry, by)?;
            if !is_request {
                return Err(Violation::field("ground", said!("content-not-yours")));
            }
        }
        if !is_request {
            return Ok(());
        }
        state.check_proposers_words(self.entry)?;
        if !self.roles.iter().any(|role| role == Role::Official.name()) {
            return Err(Violation::field(
                "roles",
                said!("content-answers-unread", role = Role::Official.name()),
            ));
        }
        Ok(())
    }
}

impl Fact for ContentRestricted {
    const KIND: &'static str = "content.restricted/1";
    const ASKED: &'static str = "restrict_content";
    const WHO: &'static [Role] = &[Role::Official, Role::Facilitator, Role::Participant];
    const SCOPE: Scope = Scope::Institution { since: 6 };
    const CONTENTS: &'static [ContentRule] = &[];
    const TOLD: &'static [Told] = &[Told::Hidden];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, _state: &State) -> Result<Place, Violation> {
        Ok(place(self.entry, &self.name))
    }

    fn check(&self, state: &State, by: &By<'_>) -> Checked {
        state.check_content(self.entry, &self.name)?;
        state.check_not_for_some(self.entry, &self.name)?;
        state.check_moderates(self.entry, by)?;
        self.check_request(state, by)?;
        if self.roles.is_empty() {
            return Err(Violation::field("roles", said!("content-no-readers")));
        }
        for role in &self.roles {
            if !Role::ALL.iter().any(|known| known.name() == role) {
                let known = Role::ALL.map(Role::name).join(", ");
                let reason = said!("content-reader-unknown", role = quoted(role), known = known);
                return Err(Violation::field("roles", reason));
            }
        }
        check_date("review_by", &self.review_by)?;
        // Dates and times of the record begin alike and are compared as text. The day is that of the entry before, which
        // is what records have been held to from the beginning.
        if self.review_by.as_str() < state.last_at.get(..10).unwrap_or_default() {
            let reason = said!("content-review-past", date = quoted(&self.review_by));
            return Err(Violation::field("review_by", reason));
        }
        match state.rules() {
            ..=5 => Ok(()),
            _ => self.check_soon(state, by),
        }
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        let now = ContentState::Restricted {
            by: entry,
            ground: self.ground,
            roles: self.roles.clone(),
            review_by: self.review_by.clone(),
            at: state.last_at.clone(),
        };
        state.mark_content(self.entry, &self.name, now);
        Ok(())
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        Some(Cost::Hides(Hides {
            entry: self.entry,
            name: &self.name,
            ground: self.ground,
            how: Hiding::Restricted {
                review_by: &self.review_by,
            },
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
