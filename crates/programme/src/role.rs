//! Who may do what.

use std::fmt;
use std::str::FromStr;

use madang_words::{personal_number, quoted};

use crate::event::Event;
use crate::fact::{AnyFact, Checked};
use crate::kind::Kind;
use crate::violation::Violation;
use crate::words::said;

/// Digits of the shortest number that is looked for.
const FEWEST_DIGITS: usize = 9;

/// What somebody acts as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The server itself, or the person at its console: keys and the database.
    Operator,
    /// Whoever grants roles and ends them.
    Administrator,
    /// An official who runs a programme.
    Official,
    /// Somebody who leads conversations for a programme and enters what was said there.
    Facilitator,
    /// Somebody who assesses a programme, and has no other role in it.
    Reviewer,
    /// A member of the public who speaks in their own name's place: under a pseudonym.
    Participant,
    /// A channel that hands in ballots: a polling station, an import, a voting front end.
    Registrar,
}

impl Role {
    /// Every role there is.
    pub const ALL: [Role; 7] = [
        Role::Operator,
        Role::Administrator,
        Role::Official,
        Role::Facilitator,
        Role::Reviewer,
        Role::Participant,
        Role::Registrar,
    ];

    /// The role's name on the record.
    pub fn name(self) -> &'static str {
        match self {
            Role::Operator => "operator",
            Role::Administrator => "administrator",
            Role::Official => "official",
            Role::Facilitator => "facilitator",
            Role::Reviewer => "reviewer",
            Role::Participant => "participant",
            Role::Registrar => "registrar",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Who acts: a role and a pseudonym in it, `official/demo` on the record. Never a person's name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Actor {
    /// The role.
    pub role: Role,
    /// The pseudonym: 1–64 of `a–z`, `0–9`, `-`.
    pub pseudonym: String,
}

impl Actor {
    /// An actor.
    ///
    /// # Errors
    /// A pseudonym that is not 1–64 of `a–z`, `0–9`, `-`.
    pub fn new(role: Role, pseudonym: &str) -> Result<Actor, Violation> {
        check_pseudonym(pseudonym)?;
        Ok(Actor {
            role,
            pseudonym: pseudonym.to_owned(),
        })
    }

    /// The role and pseudonym of an actor as on the record.
    ///
    /// # Errors
    /// A text that is not an actor: another form, an unknown role, a pseudonym that is none.
    pub fn split(text: &str) -> Result<(Role, &str), Violation> {
        let (role, pseudonym) = text.split_once('/').ok_or_else(|| {
            Violation::field("actor", said!("kernel-actor-form", text = quoted(text)))
        })?;
        let role = Role::ALL
            .into_iter()
            .find(|known| known.name() == role)
            .ok_or_else(|| {
                Violation::field("actor", said!("kernel-role-unknown", role = quoted(role)))
            })?;
        check_pseudonym(pseudonym)?;
        Ok((role, pseudonym))
    }
}

/// Whether a pseudonym seems to hold a telephone or registration number. Random ones are of hexadecimal digits and hold none, whatever
/// digits stand there.
pub fn holds_number(pseudonym: &str) -> bool {
    let random = pseudonym.strip_prefix("account-").unwrap_or(pseudonym);
    let is_random = random.len() >= 32 && random.bytes().all(|b| b.is_ascii_hexdigit());
    let digits = pseudonym.bytes().filter(u8::is_ascii_digit).count();
    // Nearly all are short, and not looked through.
    digits >= FEWEST_DIGITS && !is_random && personal_number(pseudonym).is_some()
}

fn check_pseudonym(pseudonym: &str) -> Result<(), Violation> {
    let fits = (1..=64).contains(&pseudonym.len())
        && pseudonym
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if fits {
        return Ok(());
    }
    let reason = said!("kernel-pseudonym", pseudonym = quoted(pseudonym));
    Err(Violation::field("actor", reason))
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.role, self.pseudonym)
    }
}

impl FromStr for Actor {
    type Err = Violation;

    fn from_str(text: &str) -> Result<Actor, Violation> {
        let (role, pseudonym) = Actor::split(text)?;
        Ok(Actor {
            role,
            pseudonym: pseudonym.to_owned(),
        })
    }
}

/// An actor as on the record, not copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ActorRef<'a> {
    /// The role.
    pub role: Role,
    /// The pseudonym.
    pub pseudonym: &'a str,
}

impl<'a> ActorRef<'a> {
    /// Reads an actor of an entry.
    ///
    /// # Errors
    /// As [`Actor::split`].
    pub fn parse(text: &'a str) -> Result<ActorRef<'a>, Violation> {
        let (role, pseudonym) = Actor::split(text)?;
        Ok(ActorRef { role, pseudonym })
    }
}

impl<'a> From<&'a Actor> for ActorRef<'a> {
    fn from(actor: &'a Actor) -> ActorRef<'a> {
        ActorRef {
            role: actor.role,
            pseudonym: &actor.pseudonym,
        }
    }
}

/// For whom a role is held by which a kind may be caused: whoever holds theirs for one institution does nothing for the whole programme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// For the whole programme or record: from rules 6 on nobody causes it whose role is for one institution.
    Whole,
    /// For the institution that it is about: the kind's own check asks whether it is that of whoever acts.
    Institution {
        /// The rules from which on it asks.
        since: u32,
    },
    /// For everybody, and so also for one institution.
    Everybody,
}

/// The kinds of entry that a role may cause, in the order of the features: one column of the role table.
pub fn may_cause(role: Role) -> impl Iterator<Item = &'static Kind> {
    Event::kinds().filter(move |kind| kind.who.contains(&role))
}

/// Checks that a role may cause an event.
///
/// # Errors
/// [`Violation::Role`] where it may not.
pub(crate) fn check(role: Role, fact: &dyn AnyFact) -> Checked {
    let allowed = fact.who();
    if allowed.contains(&role) {
        return Ok(());
    }
    Err(Violation::Role {
        role: role.to_string(),
        kind: fact.kind(),
        allowed: allowed
            .iter()
            .map(|role| role.name())
            .collect::<Vec<_>>()
            .join(", "),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_registrar_hands_in_ballots_and_nothing_else() {
        let kinds: Vec<_> = may_cause(Role::Registrar).map(|kind| kind.name).collect();
        assert_eq!(kinds, ["ballot.cast/1"]);
    }

    #[test]
    fn numbers_of_people_are_found_in_pseudonyms_and_not_in_random_ones() {
        for held in ["hong-010-1234-5678", "01012345678", "900101-1234567"] {
            assert!(holds_number(held), "{held}");
        }
        for free in [
            "official-12",
            "01012345678010123456780101234567",
            "account-01012345678010123456780101234567",
        ] {
            assert!(!holds_number(free), "{free}");
        }
    }

    #[test]
    fn actors_read_back() {
        let actor = Actor::new(Role::Official, "demo").expect("a valid pseudonym");
        assert_eq!(actor.to_string().parse::<Actor>(), Ok(actor));
        for bad in ["official", "king/louis", "official/", "official/Jane Doe"] {
            assert!(bad.parse::<Actor>().is_err(), "{bad}");
        }
    }
}
