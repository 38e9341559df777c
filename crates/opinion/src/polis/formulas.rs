//! What Polis says of given groups: representative statements, consensus, priorities.

use std::collections::BTreeMap;

use crate::findings::Direction;
use crate::map::Map;
use crate::matrix::{Matrix, Tally};

/// Polis' threshold for its tests: one-sided 90 %.
const SIGNIFICANT: f64 = 1.2816;

/// The most statements that are named for a group or as consensus.
const NAMED: usize = 5;

/// A statement with Polis' numbers of one side.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Counted {
    /// Place of the statement in [`Matrix::statements`].
    pub statement: usize,
    /// How many said so.
    pub said: u32,
    /// Of how many votes, passes included.
    pub votes: u32,
    /// (said + 1) / (votes + 2).
    pub share: f64,
    /// Whether more than half say so: z1.
    pub test: f64,
}

/// A statement that represents a group.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Representative {
    /// Its numbers in the group.
    pub counted: Counted,
    /// Which way the group is represented.
    pub direction: Direction,
    /// The group's share over the others': R.
    pub ratio: f64,
    /// Whether the group says so more than the others: z2.
    pub difference: f64,
    /// R, z2, P and z1 multiplied.
    pub metric: f64,
    /// Whether it is the group's best agreed one, which comes first.
    pub best_agree: bool,
}

/// What most of all voters say, both ways, the clearest first.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Consensus {
    /// Agreed.
    pub agree: Vec<Counted>,
    /// Disagreed.
    pub disagree: Vec<Counted>,
}

/// What Polis says, given groups that it published.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Formulas {
    /// Votes by group and statement.
    pub tallies: BTreeMap<u32, Vec<Tally>>,
    /// Statements that represent each group.
    pub representative: BTreeMap<u32, Vec<Representative>>,
    /// Group-aware consensus by statement: the groups' shares of agreement multiplied.
    pub group_consensus: Vec<f64>,
    /// By statement, the weight with which Polis draws it.
    pub priorities: Vec<f64>,
}

impl Consensus {
    /// Over all voters, grouped or not.
    pub fn of(matrix: &Matrix) -> Self {
        let tallies = matrix.tallies();
        let side = |said: fn(&Tally) -> u32| {
            let counted = tallies
                .iter()
                .enumerate()
                .map(|(statement, tally)| Counted {
                    statement,
                    said: said(tally),
                    votes: tally.votes(),
                    share: share(said(tally), tally.votes()),
                    test: majority(said(tally), tally.votes()),
                });
            let clear = |one: &Counted| one.share > 0.5 && one.test > SIGNIFICANT;
            let mut clear: Vec<Counted> = counted.filter(clear).collect();
            clear.sort_by(|one, other| {
                (other.share * other.test).total_cmp(&(one.share * one.test))
            });
            clear.truncate(NAMED);
            clear
        };
        Self {
            agree: side(|tally| tally.agree),
            disagree: side(|tally| tally.disagree),
        }
    }
}

impl Formulas {
    /// `groups` says the group of people by pseudonym; who is not in it is in none.
    pub fn of(matrix: &Matrix, map: &Map, groups: &BTreeMap<String, u32>) -> Self {
        let none = vec![Tally::default(); matrix.statements().len()];
        let mut tallies: BTreeMap<u32, Vec<Tally>> = BTreeMap::new();
        for group in groups.values() {
            tallies.entry(*group).or_insert_with(|| none.clone());
        }
        for (person, name) in matrix.people().iter().enumerate() {
            let group = groups.get(name).and_then(|group| tallies.get_mut(group));
            let Some(group) = group else { continue };
            for (statement, vote) in matrix.votes(person) {
                group[*statement as usize].count(*vote);
            }
        }
        let each = tallies
            .keys()
            .map(|group| (*group, representative(&tallies, *group)));
        let statements = 0..none.len();
        let consensus = statements.clone().map(|statement| {
            let shares = tallies.values().map(|group| group[statement]);
            shares
                .map(|tally| share(tally.agree, tally.votes()))
                .product()
        });
        // As Polis does: of those who have a group.
        let grouped = |at: usize| {
            let mut sum = Tally::default();
            tallies.values().for_each(|group| sum.add(group[at]));
            sum
        };
        let priorities = statements.map(|at| priority(grouped(at), map.extremities[at]));
        Self {
            representative: each.collect(),
            group_consensus: consensus.collect(),
            priorities: priorities.collect(),
            tallies,
        }
    }
}

fn share(said: u32, votes: u32) -> f64 {
    (f64::from(said) + 1.0) / (f64::from(votes) + 2.0)
}

/// z1: whether more than half of `votes` say so.
fn majority(said: u32, votes: u32) -> f64 {
    let (said, votes) = (f64::from(said) + 1.0, f64::from(votes) + 1.0);
    2.0 * votes.sqrt() * (said / votes - 0.5)
}

/// z2: whether the share of the first is above that of the second, one added to all counts.
fn two_shares(first: (u32, u32), second: (u32, u32)) -> f64 {
    let (said, votes) = (f64::from(first.0) + 1.0, f64::from(first.1) + 1.0);
    let (others, other_votes) = (f64::from(second.0) + 1.0, f64::from(second.1) + 1.0);
    let pooled = (said + others) / (votes + other_votes);
    if pooled == 1.0 {
        return 0.0;
    }
    let spread = pooled * (1.0 - pooled) * (1.0 / votes + 1.0 / other_votes);
    (said / votes - others / other_votes) / spread.sqrt()
}

/// The weight with which Polis draws a statement, of its votes and how far out who agrees with it stands.
fn priority(tally: Tally, extremity: f64) -> f64 {
    let votes = f64::from(tally.votes());
    let passes = (f64::from(tally.pass) + 1.0) / (votes + 2.0);
    let agreed = (f64::from(tally.agree) + 1.0) / (votes + 2.0);
    let new = 1.0 + 8.0 * halved(tally.votes());
    let importance = (1.0 - passes) * (extremity + 1.0) * agreed * new;
    importance * importance
}

/// 2^(-votes/5), from the five roots, so that no machine's library has a part in it.
fn halved(votes: u32) -> f64 {
    const FIFTHS: [f64; 5] = [
        1.0,
        0.870_550_563_296_124_1,
        0.757_858_283_255_199,
        0.659_753_955_386_447_3,
        0.574_349_177_498_517_5,
    ];
    let whole = (votes / 5).min(1100) as i32;
    FIFTHS[(votes % 5) as usize] * 0.5_f64.powi(whole)
}

/// One statement seen from one group, both ways.
struct Seen {
    statement: usize,
    tally: Tally,
    agree: Side,
    disagree: Side,
}

#[derive(Clone, Copy)]
struct Side {
    share: f64,
    test: f64,
    ratio: f64,
    difference: f64,
}

impl Side {
    fn metric(self) -> f64 {
        self.ratio * self.difference * self.share * self.test
    }

    fn sufficient(self) -> bool {
        self.test > SIGNIFICANT && self.difference > SIGNIFICANT
    }
}

impl Seen {
    fn of(statement: usize, tally: Tally, others: Tally) -> Self {
        let side = |said: fn(Tally) -> u32| {
            let own = share(said(tally), tally.votes());
            Side {
                share: own,
                test: majority(said(tally), tally.votes()),
                ratio: own / share(said(others), others.votes()),
                difference: two_shares(
                    (said(tally), tally.votes()),
                    (said(others), others.votes()),
                ),
            }
        };
        Self {
            statement,
            tally,
            agree: side(|tally| tally.agree),
            disagree: side(|tally| tally.disagree),
        }
    }

    fn agrees(&self) -> bool {
        self.agree.difference > self.disagree.difference
    }

    fn strongest(&self) -> f64 {
        self.agree.difference.max(self.disagree.difference)
    }

    fn named(&self, agrees: bool) -> Representative {
        let (side, said, direction) = match agrees {
            true => (self.agree, self.tally.agree, Direction::Agree),
            false => (self.disagree, self.tally.disagree, Direction::Disagree),
        };
        Representative {
            counted: Counted {
                statement: self.statement,
                said,
                votes: self.tally.votes(),
                share: side.share,
                test: side.test,
            },
            direction,
            ratio: side.ratio,
            difference: side.difference,
            // Of the side that stands out, also where the group is named by its best agreed statement: so Polis has it.
            metric: match self.agrees() {
                true => self.agree.metric(),
                false => self.disagree.metric(),
            },
            best_agree: false,
        }
    }

    /// Whether this is better agreed than the best before it.
    fn beats(&self, best: Option<&Self>) -> bool {
        if self.tally.takers() == 0 {
            return false;
        }
        let clear = |side: Side| side.share * side.test;
        match best {
            Some(best) if best.agree.ratio > 1.0 => self.agree.metric() > best.agree.metric(),
            Some(best) => clear(self.agree) > clear(best.agree),
            None => {
                let side = self.agree;
                side.test > SIGNIFICANT || (side.ratio > 1.0 && side.share > 0.5)
            }
        }
    }
}

fn representative(tallies: &BTreeMap<u32, Vec<Tally>>, group: u32) -> Vec<Representative> {
    let own = &tallies[&group];
    let others = |statement: usize| {
        let mut sum = Tally::default();
        for (other, tallies) in tallies {
            if *other != group {
                sum.add(tallies[statement]);
            }
        }
        sum
    };
    let seen = own.iter().enumerate();
    let seen: Vec<Seen> = seen
        .map(|(statement, tally)| Seen::of(statement, *tally, others(statement)))
        .collect();
    let mut best_agree: Option<&Seen> = None;
    let mut strongest: Option<&Seen> = None;
    for one in &seen {
        if one.beats(best_agree) {
            best_agree = Some(one);
        }
        if strongest.is_none_or(|best| one.strongest() > best.strongest()) {
            strongest = Some(one);
        }
    }
    let sufficient = seen
        .iter()
        .filter(|one| one.agree.sufficient() || one.disagree.sufficient());
    let mut sufficient: Vec<Representative> =
        sufficient.map(|one| one.named(one.agrees())).collect();
    let best_named = best_agree.map(|best| {
        let mut named = best.named(true);
        named.best_agree = true;
        named
    });
    if sufficient.is_empty() {
        let strongest = strongest.map(|best| best.named(best.agrees()));
        return best_named.or(strongest).into_iter().collect();
    }
    let first = best_agree.map(|best| best.statement);
    sufficient.retain(|one| Some(one.counted.statement) != first);
    sufficient.sort_by(|one, other| other.metric.total_cmp(&one.metric));
    let mut named: Vec<Representative> = best_named.into_iter().chain(sufficient).collect();
    named.truncate(NAMED);
    named.sort_by_key(|one| one.direction == Direction::Disagree);
    named
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_boost_of_new_statements_halves_every_five_votes() {
        assert_eq!(halved(0), 1.0);
        assert_eq!(halved(10), 0.25);
        for votes in 0..40 {
            let expected = 2_f64.powf(-f64::from(votes) / 5.0);
            assert!((halved(votes) / expected - 1.0).abs() < 1e-15, "{votes}");
        }
        assert!(halved(u32::MAX) >= 0.0);
    }
}
