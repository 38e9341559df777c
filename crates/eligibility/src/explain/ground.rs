//! A rule with its persons written out: blocks that count persons become blocks over each person's conditions.

use crate::answers::holds;
use crate::facts::{Fact, Subject};
use crate::parameters::Parameters;
use crate::profile::Profile;
use crate::rule::{Condition, Node, Quantity};
use crate::truth::Truth;

/// A condition at one place of the tree, of one person.
pub(crate) struct Atom<'a> {
    pub condition: &'a Condition,
    /// The person: 0 is whom the rule is asked of, then the members.
    pub person: usize,
    /// Its value by what is known.
    pub value: Truth,
}

/// A part of the tree.
#[derive(Clone, Debug)]
pub(crate) enum Part {
    Atom(usize),
    Constant(Truth),
    All(Vec<Part>),
    Any(Vec<Part>),
    Not(Box<Part>),
    AtLeast(usize, Vec<Part>),
}

/// The tree with its conditions.
pub(crate) struct Ground<'a> {
    pub atoms: Vec<Atom<'a>>,
    pub root: Part,
    /// Persons are counted, and some are not described.
    pub open: bool,
}

impl<'a> Ground<'a> {
    /// Writes a rule out for the visitor of a profile.
    pub fn new(node: &'a Node, profile: &Profile, parameters: &Parameters) -> Ground<'a> {
        let mut ground = Ground {
            atoms: Vec::new(),
            root: Part::Constant(Truth::Unknown),
            open: false,
        };
        ground.root = ground.part(node, 0, profile, parameters);
        ground
    }

    fn part(
        &mut self,
        node: &'a Node,
        person: usize,
        profile: &Profile,
        parameters: &Parameters,
    ) -> Part {
        let parts = |ground: &mut Ground<'a>, nodes: &'a [Node], person| -> Vec<Part> {
            nodes
                .iter()
                .map(|node| ground.part(node, person, profile, parameters))
                .collect()
        };
        match node {
            Node::Condition(condition) => {
                let answers = match person {
                    0 => &profile.visitor,
                    other => &profile.members[other - 1].answers,
                };
                let value = holds(condition, profile.view(answers), parameters, profile.day);
                let shared = condition.fact.subject() != Subject::Person;
                let person = if shared { 0 } else { person };
                self.atoms.push(Atom {
                    condition,
                    person,
                    value,
                });
                Part::Atom(self.atoms.len() - 1)
            }
            Node::All(nodes) => Part::All(parts(self, nodes, person)),
            Node::Any(nodes) => Part::Any(parts(self, nodes, person)),
            Node::NoneOf(nodes) => Part::Not(Box::new(Part::Any(parts(self, nodes, person)))),
            Node::AtLeast(least, nodes) => {
                Part::AtLeast(*least as usize, parts(self, nodes, person))
            }
            Node::Members(quantity, nodes) => {
                let people = 0..=profile.members.len();
                let each = people.map(|person| Part::All(parts(self, nodes, person)));
                let mut each: Vec<Part> = each.collect();
                let more = profile.not_described();
                self.open |= more != Some(0);
                // Persons who are not described may be anything: so many unknowns, no more than could matter.
                let mut with_others = |most: u64| {
                    let others = more.unwrap_or(u64::MAX).min(most);
                    each.extend((0..others).map(|_| Part::Constant(Truth::Unknown)));
                    std::mem::take(&mut each)
                };
                match quantity {
                    Quantity::Every => Part::All(with_others(1)),
                    Quantity::AtLeast(least) => {
                        let needed = enough(*least, profile);
                        Part::AtLeast(needed, with_others(needed as u64))
                    }
                    Quantity::AtMost(most) => {
                        let needed = enough(most.saturating_add(1), profile);
                        Part::Not(Box::new(Part::AtLeast(needed, with_others(needed as u64))))
                    }
                }
            }
        }
    }

    /// The Kleene value.
    pub fn value(&self) -> Truth {
        value(&self.root, &|atom| self.atoms[atom].value)
    }
}

/// No more persons are asked for than could be there: a count beyond every household stays beyond it.
fn enough(count: u32, profile: &Profile) -> usize {
    (count as usize).min(profile.members.len() + 1000)
}

pub(crate) fn value(part: &Part, atom: &impl Fn(usize) -> Truth) -> Truth {
    match part {
        Part::Atom(number) => atom(*number),
        Part::Constant(value) => *value,
        Part::All(parts) => parts
            .iter()
            .map(|part| value(part, atom))
            .fold(Truth::True, Truth::and),
        Part::Any(parts) => parts
            .iter()
            .map(|part| value(part, atom))
            .fold(Truth::False, Truth::or),
        Part::Not(part) => !value(part, atom),
        Part::AtLeast(least, parts) => {
            let values = parts.iter().map(|part| value(part, atom));
            let (yes, open) = values.fold((0, 0), |(yes, open), value| match value {
                Truth::True => (yes + 1, open),
                Truth::Unknown => (yes, open + 1),
                Truth::False => (yes, open),
            });
            Truth::at_least(*least, yes, open)
        }
    }
}

/// The tree without what is settled: atoms for which `atom` gives a value become that value, and blocks fold.
pub(crate) fn simplified(part: &Part, atom: &impl Fn(usize) -> Option<Truth>) -> Part {
    let block = |parts: &[Part], settles: Truth| -> Result<Vec<Part>, Part> {
        let mut left = Vec::new();
        for part in parts {
            match simplified(part, atom) {
                Part::Constant(value) if value == settles => return Err(Part::Constant(settles)),
                Part::Constant(value) if value == !settles => {}
                open => left.push(open),
            }
        }
        Ok(left)
    };
    match part {
        Part::Atom(number) => atom(*number).map_or_else(|| part.clone(), Part::Constant),
        Part::Constant(_) => part.clone(),
        Part::All(parts) => match block(parts, Truth::False) {
            Ok(left) if left.is_empty() => Part::Constant(Truth::True),
            Ok(left) => Part::All(left),
            Err(settled) => settled,
        },
        Part::Any(parts) => match block(parts, Truth::True) {
            Ok(left) if left.is_empty() => Part::Constant(Truth::False),
            Ok(left) => Part::Any(left),
            Err(settled) => settled,
        },
        Part::Not(part) => match simplified(part, atom) {
            Part::Constant(value) => Part::Constant(!value),
            open => Part::Not(Box::new(open)),
        },
        Part::AtLeast(least, parts) => {
            let parts: Vec<Part> = parts.iter().map(|part| simplified(part, atom)).collect();
            let is = |part: &Part, value| matches!(part, Part::Constant(found) if *found == value);
            let yes = parts.iter().filter(|part| is(part, Truth::True)).count();
            let mut left = parts;
            left.retain(|part| !is(part, Truth::True) && !is(part, Truth::False));
            let least = least.saturating_sub(yes);
            if least == 0 {
                Part::Constant(Truth::True)
            } else if left.len() < least {
                Part::Constant(Truth::False)
            } else {
                Part::AtLeast(least, left)
            }
        }
    }
}

/// Shows each atom that is left.
pub(crate) fn atoms_of(part: &Part, see: &mut impl FnMut(usize)) {
    match part {
        Part::Atom(number) => see(*number),
        Part::Constant(_) => {}
        Part::All(parts) | Part::Any(parts) | Part::AtLeast(_, parts) => {
            for part in parts {
                atoms_of(part, see);
            }
        }
        Part::Not(part) => atoms_of(part, see),
    }
}

/// A fact of one person, of the household or of the business.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub struct Variable {
    /// The person of a fact about persons: 0 is the visitor, then the members; 0 for other facts.
    pub person: usize,
    /// The fact, one that is asked.
    pub fact: Fact,
}

impl Variable {
    /// `person.birth_date`, `members[0].birth_date`, `household.size`.
    #[must_use]
    pub fn path(&self) -> String {
        match self.person {
            0 => self.fact.path(),
            person => format!("members[{}].{}", person - 1, self.fact.id()),
        }
    }
}

impl serde::Serialize for Variable {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.path())
    }
}
