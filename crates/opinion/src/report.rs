//! The whole result as JSON, for programs: `madang opinion --json`.

use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};

use crate::findings::{Direction, Findings, StatementFindings};
use crate::groups::{Groups, least_size, letter};
use crate::matrix::{Matrix, Tally};
use crate::membership::Membership;
use crate::numbers::BIT;
use crate::stability::{Stability, WHOLE};

/// The format's name and version.
pub const FORMAT: &str = "madang-opinion-expected/1";

/// Everything that is found about a conversation.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Analysis {
    /// The groups.
    pub groups: Groups,
    /// How surely people belong to them.
    pub membership: Membership,
    /// What they share and where they differ.
    pub findings: Findings,
    /// Whether they survive halving the participants.
    pub stability: Stability,
}

impl Analysis {
    /// Finds everything; the halves are searched on so many threads, which change nothing of the result.
    pub fn of(matrix: &Matrix, threads: usize) -> Self {
        let groups = Groups::of(matrix);
        let membership = Membership::of(matrix, &groups);
        let findings = Findings::of(matrix, &groups, &membership);
        let stability = Stability::of(matrix, &groups, threads);
        Self {
            groups,
            membership,
            findings,
            stability,
        }
    }

    /// The share of what the votes tell that the groups explain, in thousandths of a percent, rounded.
    pub fn explained(&self) -> i64 {
        let one = self.groups.level(1).map_or(0, |level| -level.quality);
        match self.groups.chosen() {
            Some(chosen) if one > 0 => ((chosen.gain * 200_000 + one).div_euclid(2 * one)) as i64,
            Some(_) | None => 0,
        }
    }
}

/// Names with values, written as a JSON object in the order in which they are.
#[derive(Clone, Debug)]
pub struct Pairs<T>(Vec<(String, T)>);

impl<T> Pairs<T> {
    /// These, in this order; no name twice.
    pub fn of(pairs: impl Iterator<Item = (String, T)>) -> Self {
        Self(pairs.collect())
    }

    /// Each name with its value.
    pub fn iter(&self) -> impl Iterator<Item = &(String, T)> {
        self.0.iter()
    }
}

impl<T: Serialize> Serialize for Pairs<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in &self.0 {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

/// The result in the shape that programs read. Integers that may exceed 2^53 are texts, in 2^-32 bit.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    conversation: String,
    format: &'static str,
    vote_events: u64,
    votes_latest: u64,
    voters: usize,
    statements_all: usize,
    statements_in: usize,
    eligible: usize,
    #[serde(flatten)]
    grouped: Option<Grouped>,
    #[serde(skip_serializing_if = "Option::is_none")]
    k: Option<usize>,
}

#[derive(Clone, Debug, Serialize)]
struct Grouped {
    distinct_rows: usize,
    min_group: usize,
    #[serde(rename = "Q1")]
    one: String,
    levels: Pairs<LevelShape>,
    k: usize,
    gain_bits: f64,
    explained_percent: f64,
    sizes: Vec<usize>,
    between: usize,
    persons: Pairs<(char, String)>,
    common_ground: Vec<u32>,
    common_rejection: Vec<u32>,
    tests_common: usize,
    tests_difference: usize,
    sets_apart: Pairs<Vec<(u32, &'static str)>>,
    statements: Pairs<StatementShape>,
    half_samples: Vec<(usize, f64)>,
    stability_median: f64,
}

#[derive(Clone, Debug, Serialize)]
struct LevelShape {
    #[serde(rename = "Q")]
    quality: String,
    #[serde(rename = "H")]
    label_cost: String,
    gain: String,
    sizes: Vec<usize>,
}

#[derive(Clone, Debug, Serialize)]
struct StatementShape {
    all: [u32; 3],
    groups: Vec<[u32; 3]>,
    loo: Vec<[u32; 2]>,
    dividing_bits: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    common_bits: Option<[String; 2]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    worst_share: Option<[f64; 2]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    diff: Option<Vec<Option<(String, i8)>>>,
}

impl Report {
    /// The report of an analysis of these votes.
    pub fn of(matrix: &Matrix, analysis: &Analysis) -> Self {
        let grouped = Grouped::of(matrix, analysis);
        Self {
            conversation: matrix.name().to_owned(),
            format: FORMAT,
            vote_events: matrix.vote_events(),
            votes_latest: matrix.votes_latest(),
            voters: matrix.people().len(),
            statements_all: matrix.statements_all(),
            statements_in: matrix.statements().len(),
            eligible: matrix.placed().len(),
            k: match grouped {
                Some(_) => None,
                None => Some(0),
            },
            grouped,
        }
    }
}

impl Grouped {
    fn of(matrix: &Matrix, analysis: &Analysis) -> Option<Self> {
        let Analysis {
            groups,
            membership,
            findings,
            stability,
        } = analysis;
        let chosen = groups.chosen()?;
        let ids = matrix.statements();
        let levels = groups.levels.iter().map(|level| {
            let shape = LevelShape {
                quality: level.quality.to_string(),
                label_cost: level.label_cost.to_string(),
                gain: level.gain.to_string(),
                sizes: level.sizes.clone(),
            };
            (level.groups.to_string(), shape)
        });
        let persons = matrix.placed().iter().zip(matrix.unit_of());
        let persons = persons.map(|(person, unit)| {
            let unit = *unit as usize;
            let label = letter(usize::from(chosen.labels[unit]));
            let margin = membership.margins[unit].to_string();
            (matrix.people()[*person as usize].clone(), (label, margin))
        });
        // One group is set apart from nobody.
        let several = if groups.count > 1 { groups.count } else { 0 };
        let apart = findings.sets_apart.iter().take(several).enumerate();
        let apart = apart.map(|(group, list)| {
            let list = list.iter().map(|(place, direction)| match direction {
                Direction::Agree => (ids[*place], "agree"),
                Direction::Disagree => (ids[*place], "disagree"),
            });
            (letter(group).to_string(), list.collect())
        });
        let statements = ids.iter().zip(&findings.statements);
        let statements = statements.map(|(id, found)| (id.to_string(), StatementShape::of(found)));
        let halves = stability.halves.iter();
        let billionths = |value: i64| value as f64 / WHOLE as f64;
        let named = |places: &[usize]| places.iter().map(|place| ids[*place]).collect();
        Some(Self {
            distinct_rows: matrix.units().len(),
            min_group: least_size(matrix.placed().len()),
            one: groups.level(1).map_or(0, |level| level.quality).to_string(),
            levels: Pairs::of(levels),
            k: groups.count,
            gain_bits: thousandths_of_bits(chosen.gain) as f64 / 1000.0,
            explained_percent: analysis.explained() as f64 / 1000.0,
            sizes: chosen.sizes.clone(),
            between: membership.between,
            persons: Pairs::of(persons),
            common_ground: named(&findings.common_ground),
            common_rejection: named(&findings.common_rejection),
            tests_common: findings.common_tests,
            tests_difference: findings.difference_tests,
            sets_apart: Pairs::of(apart),
            statements: Pairs::of(statements),
            half_samples: halves
                .map(|half| (half.groups, billionths(half.agreement)))
                .collect(),
            stability_median: stability.median_twice() as f64 / (2.0 * WHOLE as f64),
        })
    }
}

/// 2^-32 bits as thousandths of a bit, rounded.
fn thousandths_of_bits(units: i128) -> i128 {
    (units * 1000 + i128::from(BIT / 2)).div_euclid(i128::from(BIT))
}

impl StatementShape {
    fn of(found: &StatementFindings) -> Self {
        let three = |tally: &Tally| [tally.agree, tally.disagree, tally.pass];
        let bits = |bits: i64| bits.to_string();
        let several = found.groups.len() > 1;
        let differences = found.differences.iter();
        let differences = differences.map(|test| test.map(|(value, sign)| (bits(value), sign)));
        Self {
            all: three(&found.all),
            groups: found.groups.iter().map(three).collect(),
            loo: found.left_out.clone(),
            dividing_bits: bits(found.dividing),
            common_bits: found.common.map(|common| common.bits.map(bits)),
            worst_share: found
                .common
                .map(|common| common.worst.map(|share| share.value())),
            diff: several.then(|| differences.collect()),
        }
    }
}
