//! What groups share and where they differ, each test on groups that the tested statement did not make.

use std::cmp::Ordering;

use crate::evidence::{difference, discoveries, majority};
use crate::groups::Groups;
use crate::matrix::{Matrix, Tally};
use crate::membership::Membership;

/// Groups of fewer people are announced and not tested, and statements with fewer votes in a tested group neither.
pub const LEAST_TESTED: usize = 10;

/// Which way something is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// With agreement.
    Agree,
    /// With disagreement.
    Disagree,
}

/// A share that is compared exactly: one more than so many of two more than so many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// How many said so.
    pub said: u32,
    /// Of how many votes, passes included.
    pub votes: u32,
}

impl Share {
    /// (said + 1) / (votes + 2): between 0 and 1.
    pub fn value(self) -> f64 {
        (f64::from(self.said) + 1.0) / (f64::from(self.votes) + 2.0)
    }

    fn order(self, other: Self) -> Ordering {
        let cross =
            |one: Self, other: Self| (u64::from(one.said) + 1) * (u64::from(other.votes) + 2);
        cross(self, other).cmp(&cross(other, self))
    }
}

/// What all tested groups have in common on one statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Common {
    /// Evidence that most of every group agree, and that most disagree, in 2^-32 bit.
    pub bits: [i64; 2],
    /// The smallest share of agreement of any group, and of disagreement.
    pub worst: [Share; 2],
}

/// What is found about one statement.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct StatementFindings {
    /// Votes of all voters.
    pub all: Tally,
    /// Votes of those who are placed, by group.
    pub groups: Vec<Tally>,
    /// Agreements and disagreements by group, of those who would be in it without this statement.
    pub left_out: Vec<[u32; 2]>,
    /// What this statement's votes tell more with the groups than without, in 2^-32 bit.
    pub dividing: i64,
    /// `None` where some tested group has too few votes, or no group is tested.
    pub common: Option<Common>,
    /// By group, evidence that it differs from the others and the sign of the difference; `None` where there are too few votes.
    pub differences: Vec<Option<(i64, i8)>>,
}

/// What is found about a conversation's statements.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Findings {
    /// By statement, as in [`Matrix::statements`].
    pub statements: Vec<StatementFindings>,
    /// Places of the statements that most of every tested group agree with, the most shared first.
    pub common_ground: Vec<usize>,
    /// Places of those that most of every tested group disagree with.
    pub common_rejection: Vec<usize>,
    /// How many statements were tested for common ground.
    pub common_tests: usize,
    /// By group, places of what sets it apart, the strongest evidence first.
    pub sets_apart: Vec<Vec<(usize, Direction)>>,
    /// How many pairs of group and statement were tested for a difference.
    pub difference_tests: usize,
}

impl Findings {
    /// Tests every statement.
    pub fn of(matrix: &Matrix, groups: &Groups, membership: &Membership) -> Self {
        let sizes = groups.chosen().map_or(&[][..], |chosen| &chosen.sizes);
        let tested: Vec<bool> = sizes.iter().map(|size| *size >= LEAST_TESTED).collect();
        let test = Test { groups, tested };
        let everybody = matrix.tallies();
        let placed = groups.tallies(matrix);
        let left_out = membership.left_out.iter();
        let each = everybody.into_iter().zip(placed).zip(left_out);
        let statements =
            each.map(|((all, groups), left_out)| test.statement(all, groups, left_out));
        let mut findings = Self {
            statements: statements.collect(),
            common_ground: Vec::new(),
            common_rejection: Vec::new(),
            common_tests: 0,
            sets_apart: vec![Vec::new(); groups.count],
            difference_tests: 0,
        };
        (findings.common_ground, findings.common_tests) = findings.common(0);
        (findings.common_rejection, _) = findings.common(1);
        findings.difference_tests = findings.apart();
        findings
    }

    /// The statements that stand as common, agreed with (0) or rejected (1), and how many were tested.
    fn common(&self, side: usize) -> (Vec<usize>, usize) {
        let tests = self.statements.iter().enumerate();
        let tests = tests.filter_map(|(place, found)| found.common.map(|common| (place, common)));
        let tests: Vec<(usize, Common)> = tests.collect();
        let bits: Vec<i64> = tests.iter().map(|(_, common)| common.bits[side]).collect();
        let kept = discoveries(&bits);
        let mut kept: Vec<(usize, Common)> = kept.into_iter().map(|test| tests[test]).collect();
        kept.sort_by(|(one_place, one), (place, other)| {
            let worst = other.worst[side].order(one.worst[side]);
            worst.then(one_place.cmp(place))
        });
        let places = kept.into_iter().map(|(place, _)| place);
        (places.collect(), tests.len())
    }

    fn apart(&mut self) -> usize {
        let mut tests = Vec::new();
        for (place, found) in self.statements.iter().enumerate() {
            for (group, difference) in found.differences.iter().enumerate() {
                if let Some((bits, sign)) = difference {
                    tests.push((*bits, place, group, *sign));
                }
            }
        }
        let bits: Vec<i64> = tests.iter().map(|(bits, ..)| *bits).collect();
        for kept in discoveries(&bits) {
            let (_, place, group, sign) = tests[kept];
            let direction = match sign {
                1 => Direction::Agree,
                _ => Direction::Disagree,
            };
            self.sets_apart[group].push((place, direction));
        }
        tests.len()
    }
}

struct Test<'a> {
    groups: &'a Groups,
    tested: Vec<bool>,
}

impl Test<'_> {
    fn statement(
        &self,
        all: Tally,
        groups: Vec<Tally>,
        left_out: &[[u32; 2]],
    ) -> StatementFindings {
        let tables = &self.groups.tables;
        let cell = |tally: &Tally| tables.cell(tally.agree as usize, tally.disagree as usize);
        let mut whole = Tally::default();
        for tally in &groups {
            whole.agree += tally.agree;
            whole.disagree += tally.disagree;
        }
        let dividing = groups.iter().map(cell).sum::<i64>() - cell(&whole);
        StatementFindings {
            all,
            left_out: left_out.to_vec(),
            dividing,
            common: self.common(all, &groups, left_out),
            differences: self.differences(left_out),
            groups,
        }
    }

    /// The counts that are tested: of those who would be in each tested group, passes where they are; one group is everybody.
    fn common(&self, all: Tally, groups: &[Tally], left_out: &[[u32; 2]]) -> Option<Common> {
        let counts: Vec<Tally> = match groups {
            [] => vec![],
            [_] => vec![all],
            _ => {
                let each = groups.iter().zip(left_out).zip(&self.tested);
                let tested = each.filter(|(_, tested)| **tested);
                let tallies = tested.map(|((tally, [agree, disagree]), _)| Tally {
                    agree: *agree,
                    disagree: *disagree,
                    pass: tally.pass,
                });
                tallies.collect()
            }
        };
        let least = counts.iter().map(|tally| tally.votes()).min()?;
        if (least as usize) < LEAST_TESTED {
            return None;
        }
        let side = |said: fn(&Tally) -> u32| {
            let bits = counts.iter().map(|tally| {
                majority(
                    &self.groups.tables,
                    said(tally) as usize,
                    tally.votes() as usize,
                )
            });
            let shares = counts.iter().map(|tally| Share {
                said: said(tally),
                votes: tally.votes(),
            });
            let worst = shares.min_by(|one, other| one.order(*other))?;
            Some((bits.min()?, worst))
        };
        let (agree, disagree) = (side(|tally| tally.agree)?, side(|tally| tally.disagree)?);
        Some(Common {
            bits: [agree.0, disagree.0],
            worst: [agree.1, disagree.1],
        })
    }

    fn differences(&self, left_out: &[[u32; 2]]) -> Vec<Option<(i64, i8)>> {
        if left_out.len() < 2 {
            return Vec::new();
        }
        let all_agree: usize = left_out.iter().map(|[agree, _]| *agree as usize).sum();
        let all_disagree: usize = left_out
            .iter()
            .map(|[_, disagree]| *disagree as usize)
            .sum();
        let all = all_agree + all_disagree;
        let each = left_out.iter().zip(&self.tested);
        let tests = each.map(|([agree, disagree], tested)| {
            let (agree, takers) = (*agree as usize, (*agree + *disagree) as usize);
            let enough = *tested && takers >= LEAST_TESTED && all - takers >= LEAST_TESTED;
            enough.then(|| difference(&self.groups.tables, agree, takers, all_agree, all))
        });
        tests.collect()
    }
}
