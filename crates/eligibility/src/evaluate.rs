//! The Kleene value of a rule as it is written.

use crate::answers::{Answers, holds};
use crate::day::Day;
use crate::facts::Subject;
use crate::parameters::Parameters;
use crate::profile::{Profile, Scope};
use crate::rule::{Node, Quantity, Rule};
use crate::truth::Truth;

/// What a rule gives: nothing on a day on which it is not in force.
pub type Verdict = Option<Truth>;

impl Rule {
    /// The value for the visitor, by Kleene on the tree as written; `None` where it is not in force on the profile's day.
    #[must_use]
    pub fn value(&self, profile: &Profile, parameters: &Parameters) -> Verdict {
        let frame = Frame::new(profile, parameters);
        self.in_force(profile.day)
            .then(|| frame.node(&self.node, &profile.visitor))
    }

    /// The value in the profile's scope, and the described persons who reach it where it does not rest on the visitor alone: 0 for
    /// the visitor, then the members in their order. A rule for a household or a business is asked once.
    #[must_use]
    pub fn value_in_scope(
        &self,
        profile: &Profile,
        parameters: &Parameters,
    ) -> Option<(Truth, Vec<usize>)> {
        if !self.in_force(profile.day) {
            return None;
        }
        let frame = Frame::new(profile, parameters);
        if self.subject != Subject::Person || profile.scope == Scope::Own {
            return Some((frame.node(&self.node, &profile.visitor), vec![0]));
        }
        let values: Vec<Truth> = profile
            .people()
            .map(|person| frame.node(&self.node, person))
            .collect();
        let nobody = Answers::default();
        let other = (profile.not_described() != Some(0)).then(|| frame.node(&self.node, &nobody));
        Some(best(&values, other))
    }
}

/// The best of the values of persons and of one who is not described, and the persons who reach it.
pub(crate) fn best(values: &[Truth], other: Option<Truth>) -> (Truth, Vec<usize>) {
    let best = values
        .iter()
        .copied()
        .chain(other)
        .max()
        .unwrap_or(Truth::Unknown);
    let reach = (0..values.len()).filter(|person| values[*person] == best);
    (best, reach.collect())
}

/// What conditions are held against.
pub(crate) struct Frame<'a> {
    profile: &'a Profile,
    parameters: &'a Parameters,
    /// The day of parameters and medians.
    day: Day,
}

impl<'a> Frame<'a> {
    pub fn new(profile: &'a Profile, parameters: &'a Parameters) -> Frame<'a> {
        Frame {
            profile,
            parameters,
            day: profile.day,
        }
    }

    pub fn node(&self, node: &Node, person: &Answers) -> Truth {
        match node {
            Node::Condition(condition) => holds(
                condition,
                self.profile.view(person),
                self.parameters,
                self.day,
            ),
            Node::All(parts) => self.all(parts, person),
            Node::Any(parts) => parts
                .iter()
                .map(|part| self.node(part, person))
                .fold(Truth::False, Truth::or),
            Node::NoneOf(parts) => !parts
                .iter()
                .map(|part| self.node(part, person))
                .fold(Truth::False, Truth::or),
            Node::AtLeast(least, parts) => {
                let values: Vec<Truth> = parts.iter().map(|part| self.node(part, person)).collect();
                let (yes, open) = counts(&values);
                Truth::at_least(*least as usize, yes, open)
            }
            Node::Members(quantity, parts) => {
                let values: Vec<Truth> = self
                    .profile
                    .people()
                    .map(|person| self.all(parts, person))
                    .collect();
                members(*quantity, &values, self.profile.not_described())
            }
        }
    }

    fn all(&self, parts: &[Node], person: &Answers) -> Truth {
        parts
            .iter()
            .map(|part| self.node(part, person))
            .fold(Truth::True, Truth::and)
    }
}

/// How many of some are true, and how many not known.
fn counts(values: &[Truth]) -> (usize, usize) {
    let count = |wanted| values.iter().filter(|value| **value == wanted).count();
    (count(Truth::True), count(Truth::Unknown))
}

/// Counts persons: the described with their values, and so many who are not described (`None`: nobody knows how many).
pub(crate) fn members(quantity: Quantity, values: &[Truth], more: Option<u64>) -> Truth {
    let (yes, open) = counts(values);
    let more = more.map_or(usize::MAX, |more| {
        usize::try_from(more).unwrap_or(usize::MAX)
    });
    let at_least = |least: u64| {
        let least = usize::try_from(least).unwrap_or(usize::MAX);
        Truth::at_least(least, yes, open.saturating_add(more))
    };
    match quantity {
        Quantity::AtLeast(least) => at_least(u64::from(least)),
        Quantity::AtMost(most) => !at_least(u64::from(most) + 1),
        Quantity::Every if values.contains(&Truth::False) => Truth::False,
        Quantity::Every if open == 0 && more == 0 => Truth::True,
        Quantity::Every => Truth::Unknown,
    }
}
