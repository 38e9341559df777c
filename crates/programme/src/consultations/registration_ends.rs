//! A registration is cancelled, and somebody who waited gets the place.

use madang_words::quoted;
use serde::{Deserialize, Serialize};

use super::registered::check_for;
use super::registrations::Standing;
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

/// Somebody who registered does not come, or does not wait any more. Nobody need say why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegistrationCancelled {
    /// The programme.
    pub programme: String,
    /// The consultation.
    pub consultation: String,
    /// Their name there.
    pub registrant: String,
}

/// Whoever waited longest has a place that became free. The server says so by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegistrationPromoted {
    /// The programme.
    pub programme: String,
    /// The consultation.
    pub consultation: String,
    /// Their name there.
    pub registrant: String,
}

/// Where what happens to a registration belongs; it refers to the registration.
pub(super) fn place(
    state: &State,
    (programme, consultation): (&str, &str),
    registrant: &str,
) -> Result<Place, Violation> {
    let known = state.consultation(programme, consultation)?;
    let registered = known.registrations.get(registrant);
    let registered = registered.ok_or_else(|| Violation::unknown("registration", registrant))?;
    Ok(Place::of_programme(
        programme,
        Place::consultation(programme, consultation),
        vec![Relation::Registration.to(registered.entry)],
    ))
}

impl Fact for RegistrationCancelled {
    const KIND: &'static str = "registration.cancelled/1";
    const ASKED: &'static str = "cancel_registration";
    const WHO: &'static [Role] = &[Role::Official, Role::Facilitator, Role::Participant];
    const SCOPE: Scope = Scope::Institution { since: 6 };
    const CONTENTS: &'static [ContentRule] = &[];
    const TOLD: &'static [Told] = &[Told::Unregistered];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        let of = (self.programme.as_str(), self.consultation.as_str());
        place(state, of, &self.registrant)
    }

    fn check(&self, state: &State, by: &By<'_>) -> Checked {
        let known = state.consultation(&self.programme, &self.consultation)?;
        known.check_live(&self.consultation)?;
        let institution = known.plan.institution.as_str();
        check_for(state, by, (&self.programme, institution), &self.registrant)?;
        let registered = known.check_registered(&self.registrant)?;
        super::ConsultationState::check_not_there(&self.registrant, registered)?;
        // Who did not come to what is over shows by who came.
        if by.at >= known.plan.closes_at.as_str() || known.held.is_some() {
            let programme = state.programme(&self.programme)?;
            return Err(Violation::out_of_turn(said!(
                "consultation-registration-over",
                closes = programme.local(&known.plan.closes_at)
            )));
        }
        Ok(())
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.unregister(self, entry)
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        None
    }

    fn room(&self, _facts: usize, _state: &State) -> usize {
        200
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

impl Fact for RegistrationPromoted {
    const KIND: &'static str = "registration.promoted/1";
    const ASKED: &'static str = "promote_registration";
    const WHO: &'static [Role] = &[Role::Operator];
    const SCOPE: Scope = Scope::Everybody;
    const CONTENTS: &'static [ContentRule] = &[];
    const TOLD: &'static [Told] = &[Told::Promoted];
    const RESTS: Rests = Rests::OnTheRecord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        let of = (self.programme.as_str(), self.consultation.as_str());
        place(state, of, &self.registrant)
    }

    fn check(&self, state: &State, by: &By<'_>) -> Checked {
        let known = state.consultation(&self.programme, &self.consultation)?;
        known.check_live(&self.consultation)?;
        known.check_not_held(&self.consultation)?;
        if by.at >= known.plan.closes_at.as_str() {
            let programme = state.programme(&self.programme)?;
            return Err(Violation::out_of_turn(said!(
                "consultation-registration-over",
                closes = programme.local(&known.plan.closes_at)
            )));
        }
        let registered = known.check_registered(&self.registrant)?;
        if registered.standing != Standing::Waiting {
            return Err(Violation::out_of_turn(said!(
                "consultation-registration-not-waiting",
                id = quoted(&self.registrant)
            )));
        }
        if !known.has_room() {
            return Err(Violation::out_of_turn(said!(
                "consultation-registration-is-full"
            )));
        }
        match known.next_promoted() {
            Some(first) if first == self.registrant => Ok(()),
            _ => Err(Violation::field(
                "registrant",
                said!("consultation-registration-not-first"),
            )),
        }
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.promote(self, entry)
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        None
    }

    fn room(&self, _facts: usize, _state: &State) -> usize {
        200
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
