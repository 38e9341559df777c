//! A population against all services: who is served by what, and who by nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::io::BufRead;

use serde::Serialize;

use crate::book::Book;
use crate::cells::{CellTally, Cells, Groups};
use crate::circuit::{CONSTANTS, Wire};
use crate::day::Day;
use crate::lanes::{Lanes, Weights};
use crate::matching::{Around, Matcher};
use crate::population::{BrokenRow, Person, Population, PopulationError};
use crate::profile::Profile;
use crate::truth::Truth;

/// Persons at once.
const BATCH: usize = 64;
/// The most broken rows that are kept; all are counted.
const MOST_BROKEN: usize = 1000;
/// The most names of persons that nothing serves.
const MOST_NAMES: usize = 100_000;

/// Persons, and how many they stand for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Count(pub u64, pub u64);

impl Count {
    pub(crate) fn add(&mut self, persons: u64, weights: &Weights) {
        self.0 += u64::from(persons.count_ones());
        self.1 += weights.sum(persons);
    }
}

/// Persons by what the marks of a service say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ServiceCoverage {
    /// May be for them.
    pub may: Count,
    /// Not by the marks.
    pub not: Count,
    /// Not known.
    pub unknown: Count,
}

/// Persons by what a reviewed rule says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RuleCoverage {
    /// Entitled.
    pub entitled: Count,
    /// Not.
    pub not: Count,
    /// Not known.
    pub unknown: Count,
}

/// What a population gets.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Coverage {
    /// The day that is asked about.
    pub day: Day,
    /// How many persons there are.
    pub persons: u64,
    /// How many they stand for.
    pub weight: u64,
    /// By service, what the marks say.
    pub services: BTreeMap<String, ServiceCoverage>,
    /// By service, what the rule in force says. Rules that count persons of a household are left out: a row is one person alone.
    pub rules: BTreeMap<String, RuleCoverage>,
    /// Services that are for everybody: true with nothing known.
    pub universal: Vec<String>,
    /// Persons for whom no service may be.
    pub may_none: u64,
    /// Persons for whom no service may be but the universal ones.
    pub targeted_may_none: u64,
    /// Persons for whom none is, whatever is not known of them, but the universal ones.
    pub targeted_certainly_none: u64,
    /// Their names in the file, the first 100,000.
    pub targeted_certainly_none_ids: Vec<String>,
    /// How many rows were not evaluated.
    #[serde(skip)]
    pub broken: u64,
    /// The first thousand of them.
    #[serde(skip)]
    pub broken_rows: Vec<BrokenRow>,
    /// By group, age band and province, where that was asked for: safe to publish, which the counts of single services are not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cells: Option<Cells>,
}

impl Book {
    /// Evaluates a population, everybody alone. Memory does not grow with it.
    ///
    /// # Errors
    /// A file that cannot be read, or columns that are not known. A row that is broken is told in [`Coverage::broken_rows`], and the rest is
    /// evaluated.
    pub fn coverage(&self, source: impl BufRead, day: Day) -> Result<Coverage, PopulationError> {
        let mut population = Population::new(source, day)?;
        self.coverage_of(day, None, |tell| population.each(tell))
    }

    /// The same of persons from anywhere: `read` tells each of them, or what is wrong with their row. With `groups` also by cells of these
    /// groups of services.
    ///
    /// # Errors
    /// What `read` says.
    pub fn coverage_of<E>(
        &self,
        day: Day,
        groups: Option<&Groups>,
        read: impl FnOnce(&mut dyn FnMut(Result<Person, BrokenRow>)) -> Result<(), E>,
    ) -> Result<Coverage, E> {
        let matcher = self.on(day);
        let mut tally = Tally::new(&matcher);
        tally.cells = groups.map(|groups| CellTally::new(&matcher, groups, &tally.universal));
        let mut batch = Vec::with_capacity(BATCH);
        read(&mut |person| {
            match person {
                Ok(person) => batch.push(person),
                Err(row) => {
                    tally.broken += 1;
                    if tally.broken_rows.len() < MOST_BROKEN {
                        tally.broken_rows.push(row);
                    }
                }
            }
            if batch.len() == BATCH {
                tally.batch(&batch);
                batch.clear();
            }
        })?;
        tally.batch(&batch);
        Ok(tally.coverage())
    }
}

/// What has been counted so far.
struct Tally<'a> {
    matcher: &'a Matcher<'a>,
    lanes: Lanes,
    weights: Weights,
    /// Every wire that a service or rule ends in, once, with its counts of true, false and unknown.
    ends: Vec<(Wire, [Count; 3])>,
    /// The ends of services, and of those that are not universal.
    all: Vec<Wire>,
    targeted: Vec<Wire>,
    universal: BTreeSet<Wire>,
    persons: u64,
    weight: u64,
    may_none: u64,
    targeted_may_none: u64,
    certainly_none: u64,
    names: Vec<String>,
    broken: u64,
    broken_rows: Vec<BrokenRow>,
    cells: Option<CellTally>,
}

impl<'a> Tally<'a> {
    fn new(matcher: &'a Matcher<'a>) -> Tally<'a> {
        let book = matcher.book;
        let empty = Profile::empty(matcher.day);
        let nothing_known = matcher.values(&empty.visitor, &empty);
        let services: BTreeSet<Wire> = book.services.iter().map(|service| service.whole).collect();
        let is_universal = |wire: &Wire| nothing_known[wire.0 as usize] == Truth::True as u8;
        let (universal, targeted): (BTreeSet<Wire>, BTreeSet<Wire>) =
            services.iter().partition(|wire| is_universal(wire));
        let rules = matcher.rules.values().map(|rule| rule.wire);
        let ends: BTreeSet<Wire> = services.iter().copied().chain(rules).collect();
        Tally {
            matcher,
            lanes: Lanes::new(&book.circuit),
            weights: Weights::default(),
            ends: ends
                .into_iter()
                .map(|wire| (wire, [Count::default(); 3]))
                .collect(),
            all: services.into_iter().collect(),
            targeted: targeted.into_iter().collect(),
            universal,
            persons: 0,
            weight: 0,
            may_none: 0,
            targeted_may_none: 0,
            certainly_none: 0,
            names: Vec::new(),
            broken: 0,
            broken_rows: Vec::new(),
            cells: None,
        }
    }

    fn batch(&mut self, batch: &[Person]) {
        self.lanes.clear();
        self.weights.clear();
        for (lane, person) in batch.iter().enumerate() {
            self.weights.set(lane, person.weight);
            self.persons += 1;
            self.weight += person.weight;
            let around = Around {
                shared: &person.profile.shared,
                band: person.profile.income_band(),
            };
            for (at, atom) in (CONSTANTS..).zip(&self.matcher.atoms) {
                match self.matcher.atom(atom, &person.profile.visitor, around) {
                    Truth::True => self.lanes.yes[at] |= 1 << lane,
                    Truth::False => self.lanes.no[at] |= 1 << lane,
                    Truth::Unknown => {}
                }
            }
        }
        self.lanes.run(&self.matcher.book.circuit);
        let present = if batch.len() == BATCH {
            u64::MAX
        } else {
            (1 << batch.len()) - 1
        };
        if let Some(cells) = &mut self.cells {
            cells.batch(batch, &self.lanes, &self.weights, present);
        }
        for (wire, [may, not, unknown]) in &mut self.ends {
            let at = wire.0 as usize;
            let (yes, no) = (self.lanes.yes[at] & present, self.lanes.no[at] & present);
            may.add(yes, &self.weights);
            not.add(no, &self.weights);
            unknown.add(present & !yes & !no, &self.weights);
        }
        let any = |wires: &[Wire]| {
            wires
                .iter()
                .fold(0, |any, wire| any | self.lanes.yes[wire.0 as usize])
        };
        let none = |wires: &[Wire]| {
            wires
                .iter()
                .fold(present, |none, wire| none & self.lanes.no[wire.0 as usize])
        };
        let count = |lanes: u64| u64::from((lanes & present).count_ones());
        self.may_none += count(!any(&self.all));
        self.targeted_may_none += count(!any(&self.targeted));
        let certainly = none(&self.targeted);
        self.certainly_none += count(certainly);
        let names = batch
            .iter()
            .enumerate()
            .filter(|(lane, _)| certainly >> lane & 1 == 1);
        let room = MOST_NAMES.saturating_sub(self.names.len());
        self.names
            .extend(names.map(|(_, person)| person.id.clone()).take(room));
    }

    fn coverage(self) -> Coverage {
        let counts: BTreeMap<Wire, [Count; 3]> = self.ends.into_iter().collect();
        let book = self.matcher.book;
        let services = book.services.iter().map(|service| {
            let [may, not, unknown] = counts[&service.whole];
            (service.id.clone(), ServiceCoverage { may, not, unknown })
        });
        let alone = self
            .matcher
            .rules
            .iter()
            .filter(|(_, rule)| !rule.counts_members);
        let rules = alone.map(|(id, rule)| {
            let [entitled, not, unknown] = counts[&rule.wire];
            (
                (*id).to_owned(),
                RuleCoverage {
                    entitled,
                    not,
                    unknown,
                },
            )
        });
        let universal = book
            .services
            .iter()
            .filter(|service| self.universal.contains(&service.whole));
        let mut universal: Vec<String> = universal.map(|service| service.id.clone()).collect();
        universal.sort();
        Coverage {
            day: self.matcher.day,
            persons: self.persons,
            weight: self.weight,
            services: services.collect(),
            rules: rules.collect(),
            universal,
            may_none: self.may_none,
            targeted_may_none: self.targeted_may_none,
            targeted_certainly_none: self.certainly_none,
            targeted_certainly_none_ids: self.names,
            broken: self.broken,
            broken_rows: self.broken_rows,
            cells: self.cells.map(|cells| cells.published()),
        }
    }
}
