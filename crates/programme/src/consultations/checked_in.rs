//! Somebody came to a consultation.

use serde::{Deserialize, Serialize};

use super::plan::named;
use super::registered::{PERSON, READERS, RegisteredPerson, check_registrant};
use super::registrations::Standing;
use super::state::ConsultationState;
use crate::becomes::Becomes;
use crate::command::{Ask, Asked, NewContent};
use crate::contents::ContentRule;
use crate::days::{day_at, zone_of};
use crate::event::Event;
use crate::fact::{By, Checked, Fact};
use crate::place::{Place, Relation};
use crate::role::{Role, Scope};
use crate::state::State;
use crate::things::{About, Change};
use crate::told::Told;
use crate::trust::{Cost, Rests};
use crate::violation::Violation;
use crate::words::said;

named! {
    /// How it was seen that somebody came.
    CameBy,
    /// They showed their code.
    Code = "code",
    /// Their name stood on the list.
    List = "list",
    /// They had not registered.
    WalkIn = "walk_in",
}

/// Somebody came, under the name that they have in this consultation alone. Of who had not registered the content `person` says who
/// they are, where they said so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckedIn {
    /// The programme.
    pub programme: String,
    /// The consultation.
    pub consultation: String,
    /// Their name there: 32 hex digits.
    pub registrant: String,
    /// How that was seen.
    pub how: CameBy,
}

/// Whom a form checks in.
#[derive(Clone, Debug)]
pub enum Comes {
    /// Whoever has the code of which the record has that.
    Code(String),
    /// Somebody on the list, by their name there.
    Listed(String),
    /// Somebody who had not registered, under a new name, with who they are.
    WalkIn(String, Option<Box<RegisteredPerson>>),
}

/// Asks to check somebody in.
#[derive(Clone, Debug)]
pub struct CheckIn {
    /// The programme.
    pub programme: String,
    /// The consultation.
    pub consultation: String,
    /// Who comes.
    pub comes: Comes,
}

impl Ask for CheckIn {
    fn name(&self) -> &'static str {
        CheckedIn::ASKED
    }

    fn content(&self) -> impl Serialize {
        let (how, who, person) = match &self.comes {
            Comes::Code(receipt) => (CameBy::Code, Some(receipt.clone()), None),
            Comes::Listed(registrant) => (CameBy::List, Some(registrant.clone()), None),
            // The name is another each time that the same form is sent.
            Comes::WalkIn(_, person) => (CameBy::WalkIn, None, person.clone()),
        };
        (
            (self.programme.clone(), self.consultation.clone()),
            (how, who, person),
        )
    }

    fn draft(self, state: &State) -> Result<Asked, Violation> {
        let known = state.consultation(&self.programme, &self.consultation)?;
        let (registrant, how, person) = match self.comes {
            Comes::Code(receipt) => {
                let found = known.registrations.of_receipt(&receipt);
                // Whoever registered anew has another code.
                let found = found.filter(|(_, one)| one.receipt == receipt);
                let found = found.map(|(registrant, _)| registrant.to_owned());
                let unknown =
                    || Violation::field("code", said!("consultation-check-in-code-unknown"));
                (found.ok_or_else(unknown)?, CameBy::Code, None)
            }
            Comes::Listed(registrant) => (registrant, CameBy::List, None),
            Comes::WalkIn(registrant, person) => (registrant, CameBy::WalkIn, person),
        };
        let mut asked = Asked::from(CheckedIn {
            programme: self.programme,
            consultation: self.consultation,
            registrant,
            how,
        });
        if let Some(person) = person {
            let person = NewContent::restricted(PERSON, &*person, READERS)?;
            asked.contents.push(person);
        }
        Ok(asked)
    }

    fn named_as(mut self, event: &Event) -> Self {
        if let (Comes::WalkIn(name, _), Event::Consultations(super::Event::CheckedIn(known))) =
            (&mut self.comes, event)
        {
            name.clone_from(&known.registrant);
        }
        self
    }
}

impl CheckedIn {
    /// Checks that whoever registered has a place, and did not come yet.
    fn check_listed(&self, known: &ConsultationState) -> Checked {
        let registered = known.check_registered(&self.registrant)?;
        ConsultationState::check_not_there(&self.registrant, registered)?;
        match registered.standing {
            Standing::Waiting => Err(Violation::out_of_turn(said!(
                "consultation-check-in-waits",
                entry = registered.entry
            ))),
            Standing::Confirmed | Standing::Cancelled(_) | Standing::WalkedIn => Ok(()),
        }
    }

    /// Checks that somebody who had not registered has a name that nobody has.
    fn check_new(&self, known: &ConsultationState) -> Checked {
        check_registrant(&self.registrant)?;
        match known.registrations.get(&self.registrant) {
            None => Ok(()),
            Some(other) => Err(Violation::field(
                "registrant",
                said!("consultation-check-in-name-taken", entry = other.entry),
            )),
        }
    }
}

impl Fact for CheckedIn {
    const KIND: &'static str = "attendance.checked_in/1";
    const ASKED: &'static str = "check_in";
    const WHO: &'static [Role] = &[Role::Official, Role::Facilitator];
    const SCOPE: Scope = Scope::Institution { since: 6 };
    const CONTENTS: &'static [ContentRule] = &[ContentRule::of::<RegisteredPerson>(PERSON)
        .optional()
        .only(READERS)];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        let known = state.consultation(&self.programme, &self.consultation)?;
        let registered = known.registrations.get(&self.registrant);
        let reference = match registered {
            Some(registered) => Relation::Registration.to(registered.entry),
            None => Relation::Attends.to(known.entry),
        };
        Ok(Place::of_programme(
            &self.programme,
            Place::consultation(&self.programme, &self.consultation),
            vec![reference],
        ))
    }

    fn check(&self, state: &State, by: &By<'_>) -> Checked {
        let known = state.consultation(&self.programme, &self.consultation)?;
        known.check_live(&self.consultation)?;
        state.check_acts_there(by, &self.programme, &known.plan.institution)?;
        if known.plan.is_written() {
            return Err(Violation::out_of_turn(said!(
                "consultation-check-in-written"
            )));
        }
        let programme = state.programme(&self.programme)?;
        let zone = zone_of(&programme.zone)?;
        if day_at(&zone, by.at)? < day_at(&zone, &known.plan.opens_at)? {
            return Err(Violation::out_of_turn(said!(
                "consultation-check-in-early",
                opens = programme.local(&known.plan.opens_at)
            )));
        }
        // What was published of who was there is put right by itself, not by who comes afterwards.
        if let Some(entry) = known.attendance() {
            return Err(Violation::out_of_turn(said!(
                "consultation-check-in-late",
                entry = entry
            )));
        }
        match self.how {
            CameBy::WalkIn => self.check_new(known),
            CameBy::Code | CameBy::List => self.check_listed(known),
        }
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.check_in(self, entry)
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        None
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
