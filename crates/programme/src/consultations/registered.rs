//! Somebody registers for a consultation.

use madang_words::{Text, check_not_blank, check_slug, check_title};
use serde::{Deserialize, Serialize};

use super::registrations::Registers;
use crate::becomes::Becomes;
use crate::command::{Ask, Asked, NewContent};
use crate::contents::{Content, ContentRule};
use crate::event::Event;
use crate::fact::{By, Checked, Fact};
use crate::place::{Place, Relation};
use crate::role::{Role, Scope};
use crate::state::State;
use crate::things::{About, Change};
use crate::told::Told;
use crate::trust::{Cost, Rests};
use crate::violation::Violation;
use crate::voices::{check_receipt, check_region};
use crate::words::said;

/// The content that says who registered, or came.
pub const PERSON: &str = "person";

/// Those who may read it.
pub const READERS: &[Role] = &[Role::Facilitator, Role::Official];

/// The longest name, in characters.
const MOST_NAME: usize = 200;

/// The longest way to reach somebody, in characters.
const MOST_CONTACT: usize = 254;

/// The longest words about what somebody needs, in characters.
pub const MOST_NEEDS: usize = 1_000;

/// Somebody registered, under a name that they have for this consultation alone. Who they are is in the content `person`, which whoever
/// leads it and officials read, and nobody else ever.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegistrationMade {
    /// The programme.
    pub programme: String,
    /// The consultation.
    pub consultation: String,
    /// Their name there: 32 hex digits, which of a participant are those under which they act.
    pub registrant: String,
    /// Whether there was room.
    pub standing: Registers,
    /// What the record has of the code by which they are checked in: 32 hex digits ([`crate::voices::code::Code::receipt`]).
    pub receipt: String,
}

/// The content `person`: who somebody is who registered, or who came without.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegisteredPerson {
    /// Their name.
    pub name: String,
    /// How they are reached; nothing of who came without registering and does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
    /// The part of society that they come from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sector: Option<String>,
    /// The province, ISO 3166-2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// The service group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// What they need to take part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub needs: Option<Text>,
    /// Whether they consent to being named among those who were there.
    pub consent: bool,
    /// The code by which they are checked in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

impl Content for RegisteredPerson {
    fn check(&self, rules: u32) -> Checked {
        check_not_blank("name", &self.name, MOST_NAME)?;
        check_title("name", &self.name)?;
        if let Some(contact) = &self.contact {
            check_not_blank("contact", contact, MOST_CONTACT)?;
            check_title("contact", contact)?;
        }
        for (field, value) in [("sector", &self.sector), ("group", &self.group)] {
            if let Some(value) = value {
                check_slug(field, value)?;
            }
        }
        if let Some(region) = &self.region {
            check_region(rules, region)?;
        }
        if let Some(code) = &self.code {
            code.parse::<crate::voices::code::Code>()?;
        }
        match &self.needs {
            Some(needs) => Ok(needs.check("needs", MOST_NEEDS)?),
            None => Ok(()),
        }
    }
}

/// Asks to register somebody: whether there is room follows from the record.
#[derive(Clone, Debug)]
pub struct Register {
    /// The programme.
    pub programme: String,
    /// The consultation.
    pub consultation: String,
    /// Their name there.
    pub registrant: String,
    /// What the record has of their code.
    pub receipt: String,
    /// Who they are.
    pub person: RegisteredPerson,
    /// Whether the name there is that of whoever asks, and the same each time that they do.
    pub own: bool,
}

impl Ask for Register {
    fn name(&self) -> &'static str {
        RegistrationMade::ASKED
    }

    fn content(&self) -> impl Serialize {
        // Code and name are others each time that the same form is sent.
        let person = RegisteredPerson {
            code: None,
            ..self.person.clone()
        };
        let registrant = self.own.then(|| self.registrant.clone());
        (
            (self.programme.clone(), self.consultation.clone()),
            registrant,
            person,
        )
    }

    fn draft(self, state: &State) -> Result<Asked, Violation> {
        let known = state.consultation(&self.programme, &self.consultation)?;
        let programme = state.programme(&self.programme)?;
        programme.check_served(self.person.group.as_deref(), &[])?;
        let mut asked = Asked::from(RegistrationMade {
            standing: known.next_registers(),
            programme: self.programme,
            consultation: self.consultation,
            registrant: self.registrant,
            receipt: self.receipt,
        });
        let person = NewContent::restricted(PERSON, &self.person, READERS)?;
        asked.contents.push(person);
        Ok(asked)
    }

    fn named_as(mut self, event: &Event) -> Self {
        if let Event::Consultations(super::Event::RegistrationMade(known)) = event {
            if !self.own {
                self.registrant.clone_from(&known.registrant);
            }
            self.receipt.clone_from(&known.receipt);
        }
        self
    }
}

/// Checks the name that somebody has in one consultation.
pub(super) fn check_registrant(registrant: &str) -> Checked {
    let hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    if registrant.len() == 32 && registrant.bytes().all(hex) {
        return Ok(());
    }
    Err(Violation::field("registrant", said!("kernel-hex-32")))
}

/// Checks that whoever acts does so for themselves, or may for others.
pub(super) fn check_for(
    state: &State,
    by: &By<'_>,
    (programme, institution): (&str, &str),
    registrant: &str,
) -> Checked {
    if by.actor.role == Role::Participant && by.actor.pseudonym != registrant {
        return Err(Violation::field(
            "registrant",
            said!("consultation-registration-own"),
        ));
    }
    state.check_acts_there(by, programme, institution)
}

impl Fact for RegistrationMade {
    const KIND: &'static str = "registration.made/1";
    const ASKED: &'static str = "register";
    const WHO: &'static [Role] = &[Role::Official, Role::Facilitator, Role::Participant];
    const SCOPE: Scope = Scope::Institution { since: 6 };
    const CONTENTS: &'static [ContentRule] =
        &[ContentRule::of::<RegisteredPerson>(PERSON).only(READERS)];
    const TOLD: &'static [Told] = &[Told::Registered];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        let known = state.consultation(&self.programme, &self.consultation)?;
        Ok(Place::of_programme(
            &self.programme,
            Place::consultation(&self.programme, &self.consultation),
            vec![Relation::Attends.to(known.entry)],
        ))
    }

    fn check(&self, state: &State, by: &By<'_>) -> Checked {
        let known = state.consultation(&self.programme, &self.consultation)?;
        known.check_live(&self.consultation)?;
        known.check_not_held(&self.consultation)?;
        let institution = known.plan.institution.as_str();
        check_for(state, by, (&self.programme, institution), &self.registrant)?;
        let programme = state.programme(&self.programme)?;
        let Some(registration) = &known.plan.registration else {
            return Err(Violation::out_of_turn(said!(
                "consultation-registration-none"
            )));
        };
        if by.at < registration.from.as_str() {
            let from = programme.local(&registration.from);
            return Err(Violation::out_of_turn(said!(
                "consultation-registration-early",
                from = from
            )));
        }
        if by.at >= registration.to.as_str() {
            let to = programme.local(&registration.to);
            return Err(Violation::out_of_turn(said!(
                "consultation-registration-late",
                to = to
            )));
        }
        check_registrant(&self.registrant)?;
        check_receipt(&self.receipt)?;
        let before = known.registrations.get(&self.registrant);
        if let Some(before) = before
            && !matches!(before.standing, super::Standing::Cancelled(_))
        {
            return Err(Violation::out_of_turn(said!(
                "consultation-registration-stands",
                entry = before.entry
            )));
        }
        if let Some((_, taken)) = known.registrations.of_receipt(&self.receipt) {
            let reason = said!(
                "consultation-registration-receipt-taken",
                entry = taken.entry
            );
            return Err(Violation::field("receipt", reason));
        }
        let stands = known.next_registers();
        if self.standing != stands {
            return Err(Violation::field(
                "standing",
                match stands {
                    Registers::Confirmed => said!("consultation-registration-has-room"),
                    Registers::Waiting => said!("consultation-registration-is-full"),
                },
            ));
        }
        Ok(())
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.register(self, entry)
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        None
    }

    fn room(&self, _facts: usize, _state: &State) -> usize {
        700
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
