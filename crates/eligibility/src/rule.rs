//! A rule as a tree, the same for whichever language it was written in.

use std::collections::BTreeSet;

use crate::day::Day;
use crate::facts::{Fact, Subject};
use crate::regions::Region;

/// Who gets a service, from when until when, and by which law.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rule {
    /// The identifier of the service; `None` for a rule that is being tried.
    pub service: Option<String>,
    /// The name of the service, as written.
    pub name: Option<String>,
    /// The law or notice, as written.
    pub basis: Option<String>,
    /// Whom it is asked about.
    pub subject: Subject,
    /// When it is in force; `None` for always.
    pub period: Option<Period>,
    /// What must hold.
    pub node: Node,
}

/// From a day until another, both included; without an end until another takes its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub to: Option<Day>,
}

impl Period {
    /// Whether a day lies in it.
    #[must_use]
    pub fn holds(&self, day: Day) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }

    /// Whether some day lies in both.
    #[must_use]
    pub fn overlaps(&self, other: &Period) -> bool {
        let before = |a: &Period, b: &Period| a.to.is_some_and(|to| to < b.from);
        !before(self, other) && !before(other, self)
    }
}

/// A part of a rule.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Node {
    /// One condition on one fact.
    Condition(Condition),
    /// All of them.
    All(Vec<Node>),
    /// One of them or more.
    Any(Vec<Node>),
    /// None of them.
    NoneOf(Vec<Node>),
    /// So many of them or more.
    AtLeast(u32, Vec<Node>),
    /// So many persons of the household, the visitor among them, of whom each meets all of them.
    Members(Quantity, Vec<Node>),
}

/// How many persons.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Quantity {
    /// So many or more.
    AtLeast(u32),
    /// So many or fewer.
    AtMost(u32),
    /// All of them.
    Every,
}

/// One test of one fact.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Condition {
    /// The fact.
    pub fact: Fact,
    /// What is asked of it.
    pub test: Test,
}

/// What is asked of a fact.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Test {
    /// It is so, or not so.
    Is(bool),
    /// It lies between these; one of them at least is there.
    Between {
        /// The lower end.
        lower: Option<Bound>,
        /// The upper end.
        upper: Option<Bound>,
    },
    /// It is so much of the median income, in per cent.
    Share(u64, Comparison),
    /// It is one of these codes (or none of them), by number among the choices of the fact.
    OneOf(Vec<u8>, bool),
    /// It lies in this region.
    Within(Region),
    /// It has one of these in it (or none of them).
    Meets(Vec<String>, bool),
}

/// One end of a range.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Bound {
    /// Where it lies.
    pub value: Operand,
    /// Whether that value itself is inside.
    pub inclusive: bool,
}

/// A number in the unit of the fact (dates as days from 1970-01-01), or the name of a parameter.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Operand {
    /// A number.
    Number(i64),
    /// A parameter, by its name.
    Parameter(String),
}

/// How two numbers are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// At least: 이상.
    AtLeast,
    /// More than: 초과.
    MoreThan,
    /// At most: 이하.
    AtMost,
    /// Less than: 미만.
    LessThan,
}

impl Comparison {
    /// Whether `left` stands so to `right`.
    #[must_use]
    pub fn holds<T: PartialOrd>(self, left: T, right: T) -> bool {
        match self {
            Comparison::AtLeast => left >= right,
            Comparison::MoreThan => left > right,
            Comparison::AtMost => left <= right,
            Comparison::LessThan => left < right,
        }
    }

    pub(crate) const ALL: [Comparison; 4] = [
        Comparison::AtLeast,
        Comparison::MoreThan,
        Comparison::AtMost,
        Comparison::LessThan,
    ];
}

impl Rule {
    /// Whether it is in force on a day.
    #[must_use]
    pub fn in_force(&self, day: Day) -> bool {
        self.period.is_none_or(|period| period.holds(day))
    }

    /// Whether it counts persons of the household.
    #[must_use]
    pub fn counts_members(&self) -> bool {
        self.node.counts_members()
    }

    /// The facts that are asked to answer it: for an age the date of birth, for a share of the median also the size.
    #[must_use]
    pub fn facts(&self) -> BTreeSet<Fact> {
        let mut facts = BTreeSet::new();
        self.node
            .visit(&mut |condition| facts.extend(condition.asks()));
        facts
    }
}

impl Condition {
    /// The facts that are asked to answer it.
    #[must_use]
    pub fn asks(&self) -> Vec<Fact> {
        let size = match self.test {
            Test::Share(..) => self.fact.size_fact(),
            _ => None,
        };
        [Some(self.fact.asked()), size]
            .into_iter()
            .flatten()
            .collect()
    }
}

impl Node {
    /// The parts right below.
    #[must_use]
    pub fn parts(&self) -> &[Node] {
        match self {
            Node::Condition(_) => &[],
            Node::All(parts)
            | Node::Any(parts)
            | Node::NoneOf(parts)
            | Node::AtLeast(_, parts)
            | Node::Members(_, parts) => parts,
        }
    }

    /// Shows each condition, in the order of the text.
    pub fn visit<'a>(&'a self, see: &mut impl FnMut(&'a Condition)) {
        if let Node::Condition(condition) = self {
            see(condition);
        }
        for part in self.parts() {
            part.visit(see);
        }
    }

    fn counts_members(&self) -> bool {
        matches!(self, Node::Members(..)) || self.parts().iter().any(Node::counts_members)
    }
}
