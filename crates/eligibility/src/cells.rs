//! Coverage by cells: group of service × age band × province, for publication. Small cells are hidden, and others with them, so that no
//! hidden one can be worked out from the sums.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::answers::{Answer, View};
use crate::circuit::Wire;
use crate::coverage::Count;
use crate::facts::Fact;
use crate::gov24::Group;
use crate::lanes::{Lanes, Weights};
use crate::matching::Matcher;
use crate::population::Person;
use crate::regions::Region;
use crate::suppression::{SMALL, Table};

/// The groups of services, by service: what [`crate::gov24::Marks::groups`] says first.
pub type Groups = BTreeMap<String, Group>;

/// The first ages of the bands; one that is not known has a band of its own.
const BANDS: [(i64, &str); 7] = [
    (0, "0-5"),
    (6, "6-12"),
    (13, "13-18"),
    (19, "19-34"),
    (35, "35-49"),
    (50, "50-64"),
    (65, "65+"),
];
/// What stands for an age or a home that is not known.
const NOT_KNOWN: &str = "unknown";
/// What stands for the sum over all.
const ALL: &str = "*";

/// A cell of the published table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Cell {
    /// The group of services.
    pub group: Group,
    /// The age band in completed years, `unknown`, or `*` for all.
    pub age_band: &'static str,
    /// The code of the province, `unknown`, or `*` for all.
    pub province: &'static str,
    /// Its persons; `None` where it is hidden.
    pub counts: Option<CellCounts>,
}

/// The persons of a cell, and what the services of the group are to them: a service for everybody counts for nobody here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct CellCounts {
    /// All of them.
    pub persons: Count,
    /// For whom some service of the group is, or may be.
    pub served: Count,
    /// For whom none is, whatever is not known of them.
    pub none: Count,
    /// Of whom that is not known.
    pub unknown: Count,
}

/// The table, with how it was made safe.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Cells {
    /// Counts above 0 and below this are not published, nor such complements.
    pub threshold: u64,
    /// How many cells are hidden, of all groups together.
    pub hidden: usize,
    /// All cells, sums among them.
    pub cells: Vec<Cell>,
}

/// Counts by place while a population is read.
pub(crate) struct CellTally {
    provinces: Vec<Region>,
    groups: Vec<(Group, Vec<Wire>)>,
    /// By group, band and province: all persons, and the three values.
    counts: Vec<CellCounts>,
}

impl CellTally {
    /// Counts services of these groups, but those that are for everybody. A rule in force stands in the place of a service's marks.
    pub fn new(matcher: &Matcher<'_>, groups: &Groups, universal: &BTreeSet<Wire>) -> CellTally {
        let mut of: BTreeMap<Group, Vec<Wire>> = BTreeMap::new();
        for service in &matcher.book.services {
            let Some(group) = groups.get(&service.id) else {
                continue;
            };
            let rule = matcher.rules.get(service.id.as_str());
            let wire = match rule.filter(|rule| !rule.counts_members) {
                Some(rule) => rule.wire,
                None => service.whole,
            };
            if !universal.contains(&wire) {
                of.entry(*group).or_default().push(wire);
            }
        }
        let country = Some(Region::country());
        let provinces = Region::all().filter(|region| region.parent() == country);
        let mut tally = CellTally {
            provinces: provinces.collect(),
            groups: of.into_iter().collect(),
            counts: Vec::new(),
        };
        let places = tally.groups.len() * tally.bands() * tally.columns();
        tally.counts = vec![CellCounts::default(); places];
        tally
    }

    fn bands(&self) -> usize {
        BANDS.len() + 1
    }

    fn columns(&self) -> usize {
        self.provinces.len() + 1
    }

    pub fn batch(&mut self, batch: &[Person], lanes: &Lanes, weights: &Weights, present: u64) {
        // Persons of one place together: there are fewer places than persons.
        let mut places: BTreeMap<usize, u64> = BTreeMap::new();
        for (lane, person) in batch.iter().enumerate() {
            *places.entry(self.place(person)).or_default() |= 1 << lane;
        }
        let size = self.bands() * self.columns();
        for (number, (_, wires)) in self.groups.iter().enumerate() {
            let all = |of: &[u64], start, join: fn(u64, u64) -> u64| {
                wires
                    .iter()
                    .fold(start, |seen, wire| join(seen, of[wire.0 as usize]))
            };
            let served = all(&lanes.yes, 0, |seen, bits| seen | bits) & present;
            let none = all(&lanes.no, present, |seen, bits| seen & bits);
            for (place, persons) in &places {
                let Some(counts) = self.counts.get_mut(number * size + place) else {
                    continue;
                };
                counts.persons.add(*persons, weights);
                counts.served.add(persons & served, weights);
                counts.none.add(persons & none, weights);
                counts.unknown.add(persons & !served & !none, weights);
            }
        }
    }

    /// Band and province of a person.
    fn place(&self, person: &Person) -> usize {
        let profile = &person.profile;
        let age = profile.visitor.number(Fact::Age);
        let band = age.map(|age| BANDS.iter().rposition(|(first, _)| age >= *first));
        let band = band.flatten().unwrap_or(BANDS.len());
        let view = View {
            person: &profile.visitor,
            shared: &profile.shared,
        };
        let mut home = match view.get(Fact::Residence) {
            Some(Answer::Region(home)) => Some(*home),
            _ => None,
        };
        let mut column = self.provinces.len();
        while let Some(region) = home {
            if let Some(at) = self
                .provinces
                .iter()
                .position(|province| *province == region)
            {
                column = at;
            }
            home = region.parent();
        }
        band * self.columns() + column
    }

    /// The table for publication. Which cells are hidden is the same for all groups: else what one shows of the persons of a cell would
    /// tell of another that does not.
    pub fn published(&self) -> Cells {
        let (rows, columns) = (self.bands() + 1, self.columns() + 1);
        let tables: Vec<Vec<CellCounts>> = (0..self.groups.len())
            .map(|group| self.with_sums(group))
            .collect();
        let mut table = Table::new(rows, columns);
        for place in 0..rows * columns {
            let each = tables.iter().filter_map(|table| table.get(place));
            let persons = each
                .clone()
                .map(|counts| counts.persons.0)
                .max()
                .unwrap_or(0);
            let is_risky = each.clone().any(is_risky);
            table.set(place / columns, place % columns, persons, is_risky);
        }
        let hidden = table.hidden();
        let mut out = Cells {
            threshold: SMALL,
            ..Cells::default()
        };
        for ((group, _), counts) in self.groups.iter().zip(&tables) {
            for (place, counts) in counts.iter().enumerate() {
                let is_hidden = hidden.get(place).copied().unwrap_or(true);
                out.hidden += usize::from(is_hidden);
                out.cells.push(Cell {
                    group: *group,
                    age_band: band_name(place / columns),
                    province: self.province_name(place % columns),
                    counts: (!is_hidden).then_some(*counts),
                });
            }
        }
        out
    }

    /// The cells of a group with a row and a column of sums.
    fn with_sums(&self, group: usize) -> Vec<CellCounts> {
        let (bands, columns) = (self.bands(), self.columns());
        let start = group * bands * columns;
        let width = columns + 1;
        let mut table = vec![CellCounts::default(); (bands + 1) * width];
        for band in 0..bands {
            for column in 0..columns {
                let Some(counts) = self.counts.get(start + band * columns + column) else {
                    continue;
                };
                for place in [
                    (band, column),
                    (band, columns),
                    (bands, column),
                    (bands, columns),
                ] {
                    if let Some(sum) = table.get_mut(place.0 * width + place.1) {
                        sum.add(counts);
                    }
                }
            }
        }
        table
    }

    fn province_name(&self, column: usize) -> &'static str {
        match self.provinces.get(column) {
            Some(province) => province.code(),
            None if column == self.provinces.len() => NOT_KNOWN,
            None => ALL,
        }
    }
}

fn band_name(row: usize) -> &'static str {
    match BANDS.get(row) {
        Some((_, name)) => name,
        None if row == BANDS.len() => NOT_KNOWN,
        None => ALL,
    }
}

/// Whether a count, or what is left beside it, is above 0 and small.
fn is_risky(counts: &CellCounts) -> bool {
    let persons = counts.persons.0;
    let small = |count: u64| (1..SMALL).contains(&count);
    let values = [counts.served.0, counts.none.0, counts.unknown.0];
    small(persons)
        || values
            .iter()
            .any(|value| small(*value) || small(persons.saturating_sub(*value)))
}

impl CellCounts {
    fn add(&mut self, other: &CellCounts) {
        for (sum, part) in [
            (&mut self.persons, other.persons),
            (&mut self.served, other.served),
            (&mut self.none, other.none),
            (&mut self.unknown, other.unknown),
        ] {
            sum.0 += part.0;
            sum.1 += part.1;
        }
    }
}
