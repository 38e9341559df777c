//! Who may do what.

use std::fmt;
use std::str::FromStr;

use crate::violation::Violation;

/// What somebody acts as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The server itself, or the person at its console: keys and the database.
    Operator,
    /// An official who runs a programme.
    Official,
    /// A channel that hands in ballots: a polling station, an import, a voting front end.
    Registrar,
}

impl Role {
    /// Every role there is.
    pub const ALL: [Role; 3] = [Role::Operator, Role::Official, Role::Registrar];

    /// The role's name on the record.
    pub fn name(self) -> &'static str {
        match self {
            Role::Operator => "operator",
            Role::Official => "official",
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
            Violation::field(
                "actor",
                format!("{text:?} is not of the form role/pseudonym"),
            )
        })?;
        let role = Role::ALL
            .into_iter()
            .find(|known| known.name() == role)
            .ok_or_else(|| Violation::field("actor", format!("{role:?} is not a role")))?;
        check_pseudonym(pseudonym)?;
        Ok((role, pseudonym))
    }
}

fn check_pseudonym(pseudonym: &str) -> Result<(), Violation> {
    let fits = (1..=64).contains(&pseudonym.len())
        && pseudonym
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if fits {
        return Ok(());
    }
    let reason = format!("{pseudonym:?}: the pseudonym must be 1–64 of a–z, 0–9, '-'");
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

/// The role table: for each kind of event the roles that may cause it. A kind that is not in it nobody may cause.
pub const TABLE: &[(&str, &[Role])] = &[
    ("log.created/1", &[Role::Operator]),
    ("log.key_rotated/1", &[Role::Operator]),
    ("log.database_accepted/1", &[Role::Operator]),
    ("content.restricted/1", &[Role::Official]),
    ("content.released/1", &[Role::Official]),
    ("content.erased/1", &[Role::Official, Role::Operator]),
    ("action_plan.recorded/1", &[Role::Official]),
    ("commitment.recorded/1", &[Role::Official]),
    ("milestone.recorded/1", &[Role::Official]),
    ("review.recorded/1", &[Role::Official]),
    ("programme.created/1", &[Role::Official]),
    ("group.defined/1", &[Role::Official]),
    ("audience.defined/1", &[Role::Official]),
    ("body.established/1", &[Role::Official]),
    ("body.member_appointed/1", &[Role::Official]),
    ("body.member_left/1", &[Role::Official]),
    ("proposal.submitted/1", &[Role::Official]),
    ("proposal.withdrawn/1", &[Role::Official]),
    ("selection_rule.fixed/1", &[Role::Official]),
    ("vote.opened/1", &[Role::Official]),
    ("ballot.cast/1", &[Role::Registrar]),
    ("scores.submitted/1", &[Role::Official]),
    ("vote.closed/1", &[Role::Official]),
    ("ballots.opened/1", &[Role::Official]),
    ("vote.cancelled/1", &[Role::Official]),
    ("selection.published/1", &[Role::Official]),
];

/// Checks a role against the table.
///
/// # Errors
/// [`Violation::Role`] where the role may not cause such an event.
pub fn check(role: Role, kind: &'static str) -> Result<(), Violation> {
    let allowed = TABLE
        .iter()
        .find(|(known, _)| *known == kind)
        .map_or(&[][..], |(_, roles)| roles);
    if allowed.contains(&role) {
        return Ok(());
    }
    Err(Violation::Role {
        role: role.to_string(),
        kind,
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
    use crate::event::Event;

    #[test]
    fn every_kind_has_exactly_one_row() {
        for kind in Event::KINDS {
            assert_eq!(
                TABLE.iter().filter(|(known, _)| known == kind).count(),
                1,
                "{kind}"
            );
        }
        assert_eq!(TABLE.len(), Event::KINDS.len());
    }

    #[test]
    fn a_registrar_hands_in_ballots_and_nothing_else() {
        for kind in Event::KINDS {
            assert_eq!(
                check(Role::Registrar, kind).is_ok(),
                *kind == "ballot.cast/1",
                "{kind}"
            );
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
