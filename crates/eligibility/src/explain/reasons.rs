//! Why yes, and why no: minimal sets of known conditions that alone force the value.

use super::families::{Both, Family, families};
use super::ground::Ground;
use crate::parameters::Parameters;
use crate::profile::Profile;
use crate::rule::{Condition, Rule};
use crate::truth::Truth;

/// A condition that is settled.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Because {
    /// The condition.
    pub condition: Condition,
    /// Of whom: 0 is the visitor, then the members.
    pub person: usize,
    /// Whether it holds.
    pub holds: bool,
}

/// Conditions that together force the value; without one of them they do not.
pub type Reason = Vec<Because>;

impl Rule {
    /// The reasons for the Kleene value where it is settled, the shortest first: each alone is enough. None where it is not settled or not
    /// in force, or where nothing needs to be known. At most 256, and of the first 64 settled conditions.
    #[must_use]
    pub fn reasons(&self, profile: &Profile, parameters: &Parameters) -> Vec<Reason> {
        if !self.in_force(profile.day) {
            return Vec::new();
        }
        let ground = Ground::new(&self.node, profile, parameters);
        let settled: Vec<usize> = (0..ground.atoms.len())
            .filter(|at| ground.atoms[*at].value.is_settled())
            .take(64)
            .collect();
        let both = families(&ground.root, &|atom| leaf(&ground, &settled, atom));
        let family = match ground.value() {
            Truth::True => both.yes,
            Truth::False => both.no,
            Truth::Unknown => return Vec::new(),
        };
        let reason = |set: &u64| -> Reason {
            let chosen = settled
                .iter()
                .enumerate()
                .filter(|(bit, _)| set >> bit & 1 == 1);
            let because = chosen.map(|(_, at)| {
                let atom = &ground.atoms[*at];
                Because {
                    condition: atom.condition.clone(),
                    person: atom.person,
                    holds: atom.value == Truth::True,
                }
            });
            because.collect()
        };
        family
            .sets
            .iter()
            .filter(|set| **set != 0)
            .map(reason)
            .collect()
    }

    /// The values that a rule can never leave, whatever anybody answers: it always holds, or never; `None` for a rule that depends on answers.
    /// `on` is a day on which it is in force.
    #[must_use]
    pub fn settled_for_everybody(
        &self,
        on: crate::day::Day,
        parameters: &Parameters,
    ) -> Option<bool> {
        let insight = self.insight(&Profile::empty(on), parameters)?;
        match insight.exact {
            _ if insight.open || insight.bounded => None,
            Truth::True => Some(true),
            Truth::False => Some(false),
            Truth::Unknown => None,
        }
    }
}

fn leaf(ground: &Ground<'_>, settled: &[usize], atom: usize) -> Both {
    let set = match settled.iter().position(|at| *at == atom) {
        Some(bit) => Family::of(1 << bit),
        None => Family::never(),
    };
    match ground.atoms[atom].value {
        Truth::True => Both {
            yes: set,
            no: Family::never(),
        },
        Truth::False => Both {
            yes: Family::never(),
            no: set,
        },
        Truth::Unknown => Both {
            yes: Family::never(),
            no: Family::never(),
        },
    }
}
