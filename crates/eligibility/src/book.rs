//! A catalogue's conditions, ready to be asked: what the codes of services mean, and reviewed rules with their periods, in one circuit.

use std::collections::BTreeMap;

use crate::circuit::{Atom, Builder, Circuit, Draft, Join, Wire};
use crate::error::{ErrorCode, RuleError};
use crate::facts::Subject;
use crate::gov24::{Marks, Reading, reading};
use crate::parameters::Parameters;
use crate::regions::Region;
use crate::rule::{Node, Period, Rule};
use crate::slip::Slip;

/// Rules and services in flat form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Book {
    pub(crate) circuit: Circuit,
    /// What is asked of each person of a household where persons are counted.
    pub(crate) inner: Circuit,
    pub(crate) services: Vec<Coded>,
    pub(crate) rules: Vec<Versioned>,
    pub(crate) parameters: Parameters,
}

/// A service of which the codes are known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Coded {
    pub id: String,
    pub reading: Reading<Wire>,
    /// The value of the whole for whoever is asked alone.
    pub whole: Wire,
}

/// A version of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Versioned {
    pub service: String,
    pub period: Option<Period>,
    pub subject: Subject,
    pub counts_members: bool,
    pub wire: Wire,
}

/// Puts a book together.
#[derive(Debug, Default)]
pub struct BookBuilder {
    builder: Builder,
    inner: Builder,
    services: Vec<(String, Reading<Draft>, Draft)>,
    rules: Vec<(Versioned, Draft)>,
    parameters: Parameters,
}

impl BookBuilder {
    /// A book whose rules use these parameters.
    #[must_use]
    pub fn new(parameters: Parameters) -> BookBuilder {
        BookBuilder {
            parameters,
            ..BookBuilder::default()
        }
    }

    /// Adds what the codes of a service mean, in its region where one is known.
    pub fn service(&mut self, marks: &Marks, region: Option<Region>) {
        let reading = reading(marks, region, &mut self.builder);
        let branches = [
            reading.person.map(|(branch, _)| branch),
            reading.sole,
            reading.organisation,
        ];
        let mut branches: Vec<Draft> = branches.into_iter().flatten().collect();
        if branches.is_empty() {
            // Nothing is marked: nothing is known.
            branches.push(Draft::Constant(crate::truth::Truth::Unknown));
        }
        let any = self.builder.join(Join::Any, branches);
        let whole = self.builder.join(Join::All, vec![any, reading.region]);
        self.services.push((marks.service.clone(), reading, whole));
    }

    /// Adds a version of a rule. The same rule once more, in the other language, is not added again.
    ///
    /// # Errors
    /// [`ErrorCode::Syntax`] for a rule without a service; [`ErrorCode::Period`] for one that is in force on a day on which another of the same
    /// service is.
    pub fn rule(&mut self, rule: &Rule) -> Result<(), RuleError> {
        let Some(service) = &rule.service else {
            return Err(RuleError::new(ErrorCode::Syntax, 1, Slip::NoService));
        };
        let draft = node(&rule.node, &mut self.builder, &mut self.inner);
        let overlaps = |other: &Versioned| match (other.period, rule.period) {
            (Some(one), Some(other)) => one.overlaps(&other),
            _ => true,
        };
        let mut others = self.rules.iter();
        let other = others.find(|(other, _)| other.service == *service && overlaps(other));
        if let Some((other, same)) = other {
            if *same == draft && other.period == rule.period && other.subject == rule.subject {
                // The same rule in the other language.
                return Ok(());
            }
            let slip = Slip::Overlap {
                service: service.clone(),
                one: other.period,
                other: rule.period,
            };
            return Err(RuleError::new(ErrorCode::Period, 1, slip));
        }
        let versioned = Versioned {
            service: service.clone(),
            period: rule.period,
            subject: rule.subject,
            counts_members: rule.counts_members(),
            wire: Wire(0),
        };
        self.rules.push((versioned, draft));
        Ok(())
    }

    /// The book.
    #[must_use]
    pub fn finish(self) -> Book {
        let (inner, inner_wire) = self.inner.finish();
        let (mut circuit, wire) = self.builder.finish();
        for atom in &mut circuit.atoms {
            if let Atom::Members(_, of) = atom {
                *of = inner_wire(undraft(*of));
            }
        }
        let services = self.services.into_iter().map(|(id, reading, whole)| Coded {
            id,
            reading: reading.mapped(&wire),
            whole: wire(whole),
        });
        let rules = self.rules.into_iter().map(|(versioned, draft)| Versioned {
            wire: wire(draft),
            ..versioned
        });
        Book {
            services: services.collect(),
            rules: rules.collect(),
            circuit,
            inner,
            parameters: self.parameters,
        }
    }
}

impl Book {
    /// How many services have codes.
    #[must_use]
    pub fn service_count(&self) -> usize {
        self.services.len()
    }

    /// How many distinct conditions there are.
    #[must_use]
    pub fn condition_count(&self) -> usize {
        self.circuit.atoms.len()
    }

    /// The services that have rules that are left out where persons stand alone, because they count persons of a household.
    #[must_use]
    pub fn counting_members(&self) -> Vec<&str> {
        let counting = self.rules.iter().filter(|rule| rule.counts_members);
        let mut ids: Vec<&str> = counting.map(|rule| rule.service.as_str()).collect();
        ids.dedup();
        ids
    }

    /// The rules by service, in force on a day.
    pub(crate) fn in_force(&self, day: crate::day::Day) -> BTreeMap<&str, &Versioned> {
        let rules = self
            .rules
            .iter()
            .filter(|rule| rule.period.is_none_or(|period| period.holds(day)));
        rules.map(|rule| (rule.service.as_str(), rule)).collect()
    }
}

/// The wire of a rule's tree.
fn node(node_of: &Node, builder: &mut Builder, inner: &mut Builder) -> Draft {
    let mut parts = |builder: &mut Builder, nodes: &[Node]| -> Vec<Draft> {
        nodes
            .iter()
            .map(|part| node(part, builder, inner))
            .collect()
    };
    match node_of {
        Node::Condition(condition) => builder.atom(Atom::Condition(condition.clone())),
        Node::All(nodes) => {
            let parts = parts(builder, nodes);
            builder.join(Join::All, parts)
        }
        Node::Any(nodes) => {
            let parts = parts(builder, nodes);
            builder.join(Join::Any, parts)
        }
        Node::NoneOf(nodes) => {
            let parts = parts(builder, nodes);
            builder.join(Join::NoneOf, parts)
        }
        Node::AtLeast(least, nodes) => {
            let parts = parts(builder, nodes);
            builder.join(Join::AtLeast(*least), parts)
        }
        Node::Members(quantity, nodes) => {
            let mut nobody = Builder::default();
            let each: Vec<Draft> = nodes
                .iter()
                .map(|part| node(part, inner, &mut nobody))
                .collect();
            let each = inner.join(Join::All, each);
            builder.atom(Atom::Members(*quantity, draft_wire(each)))
        }
    }
}

/// A draft inside an atom, until the circuit that it lies in is finished: kind in the two highest bits, then the number.
fn draft_wire(draft: Draft) -> Wire {
    Wire(match draft {
        Draft::Constant(value) => value as u32,
        Draft::Atom(number) => 1 << 30 | number,
        Draft::Gate(number) => 2 << 30 | number,
    })
}

fn undraft(wire: Wire) -> Draft {
    let number = wire.0 & ((1 << 30) - 1);
    match wire.0 >> 30 {
        0 => Draft::Constant(crate::truth::Truth::of_index(number as usize)),
        1 => Draft::Atom(number),
        _ => Draft::Gate(number),
    }
}
