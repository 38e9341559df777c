//! The comparison with Polis as JSON.

use std::collections::BTreeMap;

use serde::Serialize;

use super::formulas::{Consensus, Counted, Formulas, Representative};
use crate::findings::Direction;
use crate::map::Map;
use crate::matrix::Matrix;
use crate::report::Pairs;

/// What Polis' formulas say, as `--compare polis` prints it.
#[derive(Clone, Debug, Serialize)]
pub struct Compared {
    note: &'static str,
    #[serde(rename = "S")]
    statements_all: usize,
    eigenvalues: Vec<f64>,
    explained: Vec<f64>,
    statements: Pairs<[f64; 4]>,
    persons: Pairs<[f64; 2]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    production_groups: Option<Pairs<usize>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    group_tallies: Option<Pairs<Pairs<[u32; 3]>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    repness: Option<Pairs<Vec<Named>>>,
    consensus: Agreed,
    #[serde(skip_serializing_if = "Option::is_none")]
    gac: Option<Pairs<f64>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    priority: Option<Pairs<f64>>,
}

#[derive(Clone, Debug, Serialize)]
struct Agreed {
    agree: Vec<Plain>,
    disagree: Vec<Plain>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct Plain {
    tid: u32,
    n_success: u32,
    n_trials: u32,
    p_success: f64,
    p_test: f64,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct Named {
    tid: u32,
    dir: &'static str,
    n_success: u32,
    n_trials: u32,
    p_success: f64,
    p_test: f64,
    repness: f64,
    repness_test: f64,
    metric: f64,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    best_agree: bool,
}

impl Compared {
    /// By Polis' formulas; those of groups only where `groups` (by pseudonym) are given.
    pub fn of(matrix: &Matrix, groups: Option<&BTreeMap<String, u32>>) -> Self {
        let map = Map::of(matrix);
        let ids = matrix.statements();
        let consensus = Consensus::of(matrix);
        let plain = |counted: Vec<Counted>| -> Vec<Plain> {
            let each = counted.iter().map(|counted| Plain::of(ids, counted));
            each.collect()
        };
        let mut compared = Self {
            note: "Polis formulas; S counts excluded columns, which count as a vote by everyone",
            statements_all: map.statements_all,
            eigenvalues: map.eigenvalues.clone(),
            explained: map.explained.clone(),
            statements: by_statement(ids, |at| {
                let [first, second] = map.loadings[at];
                [map.means[at], first, second, map.extremities[at]]
            }),
            persons: Pairs::of(
                matrix
                    .people()
                    .iter()
                    .cloned()
                    .zip(map.places.iter().copied()),
            ),
            production_groups: None,
            group_tallies: None,
            repness: None,
            consensus: Agreed {
                agree: plain(consensus.agree),
                disagree: plain(consensus.disagree),
            },
            gac: None,
            priority: None,
        };
        if let Some(groups) = groups {
            compared.with_groups(matrix, &map, groups);
        }
        compared
    }

    /// The ids of consensus: agreed with, and rejected.
    pub fn consensus_ids(&self) -> [Vec<u32>; 2] {
        [&self.consensus.agree, &self.consensus.disagree]
            .map(|list| list.iter().map(|one| one.tid).collect())
    }

    /// By group, the ids of the statements that represent it; nothing without groups.
    pub fn representative_ids(&self) -> Vec<(String, Vec<u32>)> {
        let groups = self.repness.iter().flat_map(|groups| groups.iter());
        let ids = |named: &[Named]| named.iter().map(|one| one.tid).collect();
        groups
            .map(|(group, named)| (group.clone(), ids(named)))
            .collect()
    }

    fn with_groups(&mut self, matrix: &Matrix, map: &Map, groups: &BTreeMap<String, u32>) {
        let ids = matrix.statements();
        let formulas = Formulas::of(matrix, map, groups);
        // Who has a group and no vote is not counted.
        let voters = matrix.people().iter();
        let voters: Vec<u32> = voters
            .filter_map(|name| groups.get(name).copied())
            .collect();
        let size = |group: u32| voters.iter().filter(|other| **other == group).count();
        let sizes = formulas
            .tallies
            .keys()
            .map(|group| (group.to_string(), size(*group)));
        self.production_groups = Some(Pairs::of(sizes));
        let tallies = formulas.tallies.iter().map(|(group, tallies)| {
            let tally = |at: usize| {
                let tally = tallies[at];
                [tally.agree, tally.disagree, tally.votes()]
            };
            (group.to_string(), by_statement(ids, tally))
        });
        self.group_tallies = Some(Pairs::of(tallies));
        let named = formulas.representative.iter().map(|(group, named)| {
            let named = named.iter().map(|one| Named::of(ids, one));
            (group.to_string(), named.collect())
        });
        self.repness = Some(Pairs::of(named));
        self.gac = Some(by_statement(ids, |at| formulas.group_consensus[at]));
        self.priority = Some(by_statement(ids, |at| formulas.priorities[at]));
    }
}

fn by_statement<T>(ids: &[u32], value: impl Fn(usize) -> T) -> Pairs<T> {
    Pairs::of(
        ids.iter()
            .enumerate()
            .map(|(at, id)| (id.to_string(), value(at))),
    )
}

impl Plain {
    fn of(ids: &[u32], counted: &Counted) -> Self {
        Self {
            tid: ids[counted.statement],
            n_success: counted.said,
            n_trials: counted.votes,
            p_success: counted.share,
            p_test: counted.test,
        }
    }
}

impl Named {
    fn of(ids: &[u32], named: &Representative) -> Self {
        let counted = &named.counted;
        Self {
            tid: ids[counted.statement],
            dir: match named.direction {
                Direction::Agree => "agree",
                Direction::Disagree => "disagree",
            },
            n_success: counted.said,
            n_trials: counted.votes,
            p_success: counted.share,
            p_test: counted.test,
            repness: named.ratio,
            repness_test: named.difference,
            metric: named.metric,
            best_agree: named.best_agree,
        }
    }
}
